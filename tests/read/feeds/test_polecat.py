"""POLECAT: PLOVER's types and modes, and fields that are lists."""

from __future__ import annotations

import pytest

from tests.read.feeds.harness import events

ROWS = events("polecat", "polecat.txt")


def test_a_row_becomes_an_event() -> None:
    row = ROWS["20230501-1-abc"]
    assert (row["id"], row["date"], row["oddities"]) == ("polecat-20230501-1-abc", "2023-05-01", [])
    assert row["title"] == "Ana Anić visited Agim Agimi and Albanian police, Tirana"
    assert (row["kind"], row["mode"], row["code"], row["system"]) == ("consult", "visit", "CONSULT:visit", "PLOVER")
    assert row["tags"] == ["diplomatic", "economic"]
    assert row["goldstein"] == "1.5"
    assert row["actors"] == [
        {"name": "Ana Anić", "country": "SRB", "sector": "GOV PTY", "code": "111", "role": "source"},
        {"name": "Agim Agimi", "country": "ALB", "sector": "LEG", "code": "222", "role": "target"},
        {"name": "Albanian police", "country": "ALB", "sector": "COP", "code": "333", "role": "target"},
    ]
    assert row["place"] == {"name": "Tirana", "country": "ALB", "lat": "41.3", "lon": "19.8", "precision": "town"}
    assert row["sources"] == [
        {"url": None, "publisher": "Radio Tirana", "published": "2023-05-02", "quote": None, "note": None}
    ]


def test_the_word_none_is_nothing_and_a_raw_name_stands_in() -> None:
    row = ROWS["20230501-2-abc"]
    assert row["title"] == "Anic protested, Tirana"
    assert (row["mode"], row["code"]) == (None, "PROTEST")
    assert [actor["name"] for actor in row["actors"]] == ["Anic"]


def test_an_unknown_mode_is_kept_under_its_type() -> None:
    row = ROWS["20230501-3-abc"]
    assert row["oddities"] == ["unknown-mode"]
    assert (row["kind"], row["mode"]) == ("consult", "teleport")


@pytest.mark.parametrize(
    ("key", "problem"), [("20230501-4-abc", "unknown-code"), ("line 6", "no-id"), ("20230501-6-abc", "bad-date")]
)
def test_what_cannot_be_an_event_is_refused(key: str, problem: str) -> None:
    assert ROWS[key]["problem"] == problem


def test_what_is_odd_is_kept_and_said() -> None:
    row = ROWS["20230501/7 abc"]
    assert row["id"] == "polecat-20230501-7-abc"
    assert row["oddities"] == ["bad-coordinate", "bad-intensity", "bad-source-date"]
    assert row["title"] == "Ana Anić visited A, B and 2 others, Tirana"
    assert row["sources"][0]["note"] == "dated soon"
    # two countries for four names: nobody can tell whose they are
    assert {actor["country"] for actor in row["actors"][1:]} == {None}


def test_several_sectors_of_one_actor_stand_with_strokes_between() -> None:
    row = ROWS["20230501-9-abc"]
    assert row["title"] == "Ana Anić destroyed property of Agim Agimi and Albanian police, Tirana"
    assert (row["mode"], row["oddities"]) == ("destroy", [])
    # of two countries, nobody can tell which is meant
    assert [(actor["country"], actor["sector"]) for actor in row["actors"][1:]] == [
        (None, "LEG PTY"), ("ALB", "COP"),
    ]  # fmt: skip


def test_nobody_known_is_said() -> None:
    row = ROWS["20230501-8-abc"]
    assert row["oddities"] == ["no-actor"]
    assert row["title"] == "Somebody visited, Tirana"
    assert row["place"]["name"] == "Tirana, Nowhere"
    assert (row["sources"][0]["url"], row["sources"][0]["publisher"]) == ("https://example.org/story", None)
