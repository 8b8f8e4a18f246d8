from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import naive, strategies
from tests.naive import rows
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE, civil, iso_year
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source
from timeline.report.tally import DIMENSIONS, document, tally

TIMES = ("year", "decade", "month")
events = st.lists(st.one_of(naive.events, strategies.events()), max_size=12)


def event(date: str = "2023", **values: object) -> Event:
    fields = {"id": "a", "title": "Title", "kind": "agree", "sources": ()} | values
    return Event(when=parse(date), **fields)  # type: ignore[arg-type]


def counted(told: list[Event], *by: str, labels: dict[str, str] | None = None) -> dict[str | tuple[str, ...], int]:
    report = tally(rows(told), by, labels or {})
    return {keys[0].name if len(keys) == 1 else tuple(key.name for key in keys): n for keys, n in report.cells}


@pytest.mark.parametrize(
    ("date", "year", "decade", "month"),
    [
        ("2023-05-06", "2023", "2020s", "2023-05"),
        ("2023-05", "2023", "2020s", "2023-05"),
        ("2023", "2023", "2020s", "2023-01..2023-12"),
        ("2023~", "2023", "2020s", "2023-01..2023-12"),
        ("2023-24", "2023..2024", "2020s", "2023-12..2024-02"),
        ("199X", "1990..1999", "1990s", "1990-01..1999-12"),
        ("2017/2024-10", "2017..2024", "2010s..2020s", "2017-01..2024-10"),
        ("[2019,2021]", "2019..2021", "2010s..2020s", "2019-01..2021-12"),
        ("2017/..", "2017 on", "2010s on", "2017-01 on"),
        ("../2024-12-31", "up to 2024", "up to 2020s", "up to 2024-12"),
        ("{..2020,2023..}", "at any time", "at any time", "at any time"),
        ("0000", "0000", "0000s", "0000-01..0000-12"),
        ("-0043-03-15", "-0043", "-0050s", "-0043-03"),
        ("-9999", "-9999", "-10000s", "-9999-01..-9999-12"),
    ],
)
def test_a_vague_date_is_counted_under_its_own_stretch(date: str, year: str, decade: str, month: str) -> None:
    assert [list(counted([event(date)], by)) for by in TIMES] == [[year], [decade], [month]]


@given(events, st.sampled_from(TIMES))
def test_counts_by_time_add_up_to_the_number_of_events(told: list[Event], by: str) -> None:
    report = tally(rows(told), [by], {})
    assert sum(count for _, count in report.cells) == report.events == len(told)


@given(events)
def test_no_year_is_invented(told: list[Event]) -> None:
    sure = Counter(
        civil(one.when.first_day)[0]
        for one in told
        if one.when.first_day != BEFORE
        and one.when.last_day != AFTER
        and civil(one.when.first_day)[0] == civil(one.when.last_day)[0]
    )
    found = counted(told, "year")
    plain = {name: count for name, count in found.items() if re.fullmatch(r"-?[0-9]{4}", str(name))}
    assert plain == {iso_year(year): count for year, count in sure.items()}


@given(events, st.sampled_from(sorted(DIMENSIONS)), st.sampled_from(sorted(DIMENSIONS)))
def test_every_event_is_counted_at_least_once(told: list[Event], one: str, other: str) -> None:
    assert sum(counted(told, one).values()) >= len(told)
    assert sum(counted(told, one, other).values()) >= len(told)
    single = {"kind", "status", "place", "country", *TIMES}
    if {one, other} <= single:
        assert sum(counted(told, one, other).values()) == len(told)


@given(events, st.sampled_from(TIMES))
def test_time_stands_in_order(told: list[Event], by: str) -> None:
    orders = [keys[0].order for keys, _ in tally(rows(told), [by], {}).cells]
    assert orders == sorted(orders)


FULL = event(
    actors=(Participant("Serbia", "SRB", "target"), Participant("Turkey", "TUR", "source"), Participant("X")),
    place=Place("Belgrade", "RS"),
    tags=("arms", "drones"),
    sources=(Source(url="u", publisher="Reuters"), Source(url="v", publisher="Reuters"), Source(seed="s")),
)


@pytest.mark.parametrize(
    ("by", "full", "bare"),
    [
        ("actor", {"Turkiye": 1, "Serbia": 1, "X": 1}, {"none": 1}),
        ("kind", {"agree": 1}, {"agree": 1}),
        ("status", {"occurred": 1}, {"occurred": 1}),
        ("place", {"Belgrade": 1}, {"none": 1}),
        ("country", {"RS": 1}, {"none": 1}),
        ("tag", {"arms": 1, "drones": 1}, {"none": 1}),
        ("publisher", {"Reuters": 1, "none": 1}, {"none": 1}),
    ],
)
def test_what_an_event_is_counted_under(by: str, full: dict[str, int], bare: dict[str, int]) -> None:
    labels = {"TUR": "Turkiye"}
    assert counted([FULL], by, labels=labels) == full
    assert counted([event()], by, labels=labels) == bare


def test_a_tag_given_twice_counts_an_event_once() -> None:
    assert counted([event(tags=("arms", "arms"))], "tag") == {"arms": 1}


def test_an_overdue_promise_is_counted_as_such() -> None:
    told = [event("../2024-06-14", status="expected"), event("../2024-06-15", status="expected", id="b")]
    assert counted(told, "status") == {"overdue": 1, "expected": 1}


def test_two_dimensions_are_told_together() -> None:
    told = [FULL, event("2024", id="b", kind="aid")]
    assert counted(told, "year", "kind") == {("2023", "agree"): 1, ("2024", "aid"): 1}
    report = tally(rows(told), ("year", "tag"), {})
    assert document(report) == {
        "by": ["year", "tag"],
        "events": 2,
        "counts": [
            {"year": "2023", "tag": "arms", "count": 1},
            {"year": "2023", "tag": "drones", "count": 1},
            {"year": "2024", "tag": "none", "count": 1},
        ],
    }


@pytest.mark.parametrize("by", [(), ("yaer",), ("year", "kind", "tag"), ("year", "yaer")])
def test_what_cannot_be_counted_is_refused(by: tuple[str, ...]) -> None:
    with pytest.raises(UsageError) as error:
        tally([], by, {})
    assert error.value.hint


def test_nothing_is_counted_where_there_is_nothing() -> None:
    assert document(tally([], ["year"], {})) == {"by": ["year"], "events": 0, "counts": []}
