"""ICEWS: literal NA, sectors, and events stored twice."""

from __future__ import annotations

import pytest

from tests.read.feeds.harness import events

ROWS = events("icews", "icews.tab")


def test_a_row_becomes_an_event() -> None:
    row = ROWS["801"]
    assert (row["id"], row["date"]) == ("icews-801", "2018-06-01")
    assert row["title"] == "Foreign Affairs (Serbia) consulted with Police (Albania)"
    assert (row["kind"], row["mode"], row["code"], row["system"]) == ("consult", None, "040", "CAMEO")
    assert row["goldstein"] == "1"
    assert row["actors"] == [
        {"name": "Foreign Affairs (Serbia)", "country": "SRB", "sector": "GOV", "code": None, "role": "source"},
        {"name": "Police (Albania)", "country": "ALB", "sector": "COP", "code": None, "role": "target"},
    ]
    assert row["place"] == {"name": "Belgrade", "country": "SRB", "lat": "44.8", "lon": "20.4", "precision": "town"}
    assert row["sources"] == [
        {"url": None, "publisher": "Tanjug", "published": None, "quote": None, "note": "story 55, sentence 2"}
    ]


@pytest.mark.parametrize(("one", "other"), [("801", "802"), ("803", "804"), ("819", "820"), ("805", "807")])
def test_what_is_stored_twice_is_one(one: str, other: str) -> None:
    assert ROWS[one]["mirror"] is not None
    assert ROWS[one]["mirror"] == ROWS[other]["mirror"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("805", "806"),  # the same direction twice
        ("803", "819"),  # a visit and its return
        ("803", "820"),
        ("817", "818"),  # the same side is host and guest
        ("801", "803"),
        ("801", "805"),
    ],
)
def test_what_is_not_told_twice_is_not_merged(one: str, other: str) -> None:
    assert ROWS[one]["mirror"] != ROWS[other]["mirror"]


@pytest.mark.parametrize("key", ["808", "809", "810", "811", "815", "816"])
def test_what_has_no_twin_has_no_mirror(key: str) -> None:
    assert ROWS[key]["mirror"] is None


def test_both_rows_of_a_visit_read_right() -> None:
    assert ROWS["803"]["title"] == "Foreign Affairs (Serbia) received a visit from Police (Albania)"
    assert ROWS["804"]["title"] == "Police (Albania) visited Foreign Affairs (Serbia)"


def test_the_word_na_and_an_unspecified_actor_are_nothing() -> None:
    row = ROWS["810"]
    assert row["title"] == "Foreign Affairs (Serbia) arrested or charged"
    assert [actor["role"] for actor in row["actors"]] == ["source"]
    assert row["actors"][0]["sector"] == "MIL SPY"
    assert row["place"] == {"name": "Serbia", "country": "SRB", "lat": None, "lon": None, "precision": "country"}
    assert row["sources"][0]["publisher"] == "ICEWS"
    assert row["oddities"] == []
    assert ROWS["811"]["title"] == "Foreign Affairs (Serbia) demonstrated"
    assert ROWS["811"]["place"]["name"] == "Central Serbia, Ruritania"


@pytest.mark.parametrize(("key", "problem"), [("812", "unknown-code"), ("813", "bad-date"), ("line 15", "no-id")])
def test_what_cannot_be_an_event_is_refused(key: str, problem: str) -> None:
    assert ROWS[key]["problem"] == problem


def test_what_is_odd_is_kept_and_said() -> None:
    assert ROWS["815"]["oddities"] == ["bad-coordinate"]
    assert ROWS["815"]["goldstein"] is None
    assert ROWS["816"]["oddities"] == ["no-actor"]
    assert ROWS["816"]["title"] == "Somebody consulted"
