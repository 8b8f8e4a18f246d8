"""UCDP GED: both editions, and each oddity once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.read.feeds.harness import events

OLD = events("ucdp", "ucdp-41.csv")
NEW = events("ucdp", "ucdp-49.csv")


def source(publisher: str, published: str | None, note: str | None) -> dict[str, Any]:
    return {"url": None, "publisher": publisher, "published": published, "quote": None, "note": note}


def test_a_row_becomes_an_event() -> None:
    row = OLD["900001"]
    assert row["line"] == 2
    assert row["problem"] is None
    assert row["oddities"] == []
    assert row["id"] == "ucdp-900001"
    assert row["title"] == "Government of Serbia fought Ruritanian insurgents, Strelsau town"
    assert (row["kind"], row["mode"], row["code"], row["system"]) == ("assault", "state-based", "1", "UCDP")
    assert row["confidence"] == "high"
    assert row["note"] == "conflict: Ruritania: Government; first told by: army"
    assert row["actors"] == [
        {"name": "Government of Serbia", "country": "SRB", "sector": "GOV", "code": "7001", "role": "source"},
        {"name": "Ruritanian insurgents", "country": None, "sector": None, "code": "7002", "role": "target"},
    ]
    assert row["place"] == {
        "name": "Strelsau town", "country": "SRB", "lat": "44.5", "lon": "20.25", "precision": "exact",
    }  # fmt: skip
    assert row["sources"] == [source("Ruritania Post", "2016-03-05", "Shots near the old mill")]
    assert row["fatalities"] == {"low": 1, "best": 2, "high": 3}


@pytest.mark.parametrize(
    ("key", "date"),
    [
        ("900001", "2016-03-04"),
        ("900002", "[2016-01-01..2016-01-07]"),
        ("900003", "2016-02"),
        ("900004", "2016"),
        ("900005", "[2016-02-01..2016-02-28]"),  # a day short of a leap month
        ("900018", "[2016-03-04..2016-03-05]"),
    ],
)
def test_a_date_is_as_precise_as_its_two_ends(key: str, date: str) -> None:
    assert OLD[key]["date"] == date


@pytest.mark.parametrize(
    ("key", "problem"),
    [("line 11", "no-id"), ("900011", "unknown-code"), ("900012", "bad-date"), ("900013", "start-after-end")],
)
def test_what_cannot_be_an_event_is_refused(key: str, problem: str) -> None:
    assert OLD[key]["problem"] == problem


@pytest.mark.parametrize(
    ("key", "oddities"),
    [
        ("900006", ["bad-source-date"]),
        ("900007", []),
        ("900008", ["best-above-high"]),
        ("900009", ["bad-coordinate"]),
        ("900016", ["bad-source-date"]),
        ("900017", ["bad-count"]),
        ("900018", ["precision-and-dates-differ"]),
    ],
)
def test_what_is_odd_is_kept_and_said(key: str, oddities: list[str]) -> None:
    assert OLD[key]["problem"] is None
    assert OLD[key]["oddities"] == oddities


@pytest.mark.parametrize(
    ("key", "sources"),
    [
        ("900006", [source("Ruritania Post", None, "A slip of the pen (dated 2919-02-06)")]),
        ("900007", [source("Post", "2016-01-01", "One; and a half"),
                    source("Gazette, Strelsau", "2016-01-03", "Two, three")]),
        ("900015", [source("Uppsala Conflict Data Program", None, 'Agency 2009-07-27 "Rebels seen"')]),
        ("900016", [source("Radio Strelsau", None, "(dated 1753-01-01)")]),
        ("900017", [source("Uppsala Conflict Data Program", None, None)]),
    ],
)  # fmt: skip
def test_every_article_is_a_source(key: str, sources: list[dict[str, Any]]) -> None:
    assert OLD[key]["sources"] == sources


def test_numbers_and_coordinates_are_published_or_left_out() -> None:
    assert OLD["900008"]["fatalities"] == {"low": 4, "best": 9, "high": 7}
    assert OLD["900017"]["fatalities"] is None
    assert OLD["900009"]["place"]["name"] == "Strelsau town"
    assert (OLD["900009"]["place"]["lat"], OLD["900009"]["place"]["lon"]) == (None, None)


def test_groups_that_fought_together_are_an_actor_each() -> None:
    row = OLD["900014"]
    assert row["title"] == "Black Band, Red Band attacked Civilians, Strelsau town"
    assert row["confidence"] == "medium"
    assert [(actor["name"], actor["sector"], actor["code"], actor["role"]) for actor in row["actors"]] == [
        ("Black Band", None, None, "source"), ("Red Band", None, None, "source"),
        ("Civilians", "CVL", "7002", "target"),
    ]  # fmt: skip


def test_a_place_may_be_a_country_or_in_one_that_nobody_knows() -> None:
    assert OLD["900004"]["place"] == {
        "name": "Serbia", "country": "SRB", "lat": "44.5", "lon": "20.25", "precision": "country",
    }  # fmt: skip
    assert OLD["900019"]["place"]["name"] == "Strelsau town, Ruritania"
    assert OLD["900019"]["place"]["country"] is None


def test_who_is_not_identified_is_no_actor_and_a_name_is_one_line() -> None:
    assert [actor["name"] for actor in OLD["900019"]["actors"]] == ["A B"]
    assert OLD["900019"]["title"] == "XXX1234 fought A B, Strelsau town"


def test_the_edition_of_49_columns_reads_alike() -> None:
    row = NEW["500001"]
    assert row["date"] == "2020-05-06"
    assert row["fatalities"] == {"low": 0, "best": 0, "high": 5}
    assert row["place"]["precision"] == "near"
    assert row["note"] == "conflict: Ruritania: Government; first told by: army; where: by the mill"
    assert [(actor["name"], actor["country"]) for actor in row["actors"]] == [
        ("Government of Serbia (Yugoslavia)", "YUG"), ("Government of Nowhere", None),
    ]  # fmt: skip
    assert NEW["500002"]["date"] == "[2020-05-06..2020-05-12]"
    assert NEW["500002"]["note"].endswith("; status: Check dyad")
