from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import naive, strategies
from tests.naive import TODAY
from timeline.model.day import AFTER, BEFORE, day_number, parse_iso_day
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Source
from timeline.report.story import MIN_GAP, Story, story

SINCE, UNTIL = day_number(2023, 1, 1), day_number(2024, 12, 31)


def event(name: str, date: str, **values: object) -> Event:
    fields = {"title": f"Title {name}", "kind": "agree", "sources": ()} | values
    return Event(name, parse(date), **fields)  # type: ignore[arg-type]


def tell(*events: Event, since: int = SINCE, until: int = UNTIL, today: int = TODAY, timed: bool = True) -> Story:
    ordered = sorted(events, key=lambda one: (*one.when.sort_key, one.id))
    rows = [
        row._replace(certain=one.when.overlaps(since, until).name == "CERTAIN")
        for row, one in zip(naive.rows(ordered, today), ordered, strict=True)
    ]
    return story(rows, {"SRB": "Serbia"}, since, until, today, timed=timed)


def told(*dates: str, **values: int | bool) -> Story:
    return tell(*(event(f"e{number:02d}", date) for number, date in enumerate(dates)), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dates", "gaps"),
    [
        (["2023-01-01"], [""]),
        (["2023-01-01", "2023-01-01"], ["", ""]),
        (["2023-01-01", "2023-06-30"], ["", ""]),  # 180 days, and not more
        (["2023-01-01", "2023-07-01"], ["", "6 months with no event here"]),
        (["2023-01-01", "2024-12-20"], ["", "1 year 11 months with no event here"]),
        # something vague fills its stretch, a period counts by its beginning
        (["2023", "2024-03-01"], ["", ""]),
        (["2023", "2024-08-01"], ["", "7 months with no event here"]),
        (["2023-01-01/2024-06-01", "2024-07-01"], ["", "1 year 6 months with no event here"]),
        (["2023-01-01/..", "2024-07-01"], ["", "1 year 6 months with no event here"]),
        # a later event that reaches less far does not open a gap
        (["2023", "2023-02-01", "2024-03-01"], ["", "", ""]),
        # something that has only a bound neither opens a gap nor closes one
        (["../2023-12-31", "2023-01-01", "2024-07-01"], ["", "", "1 year 6 months with no event here"]),
        (["../2023-12-31", "2024-07-01"], ["", ""]),
    ],
)
def test_gaps_are_said(dates: list[str], gaps: list[str]) -> None:
    assert [entry.gap for entry in told(*dates).entries] == gaps


@given(st.lists(strategies.plain_days(st.integers(2000, 2030)), max_size=8))
def test_between_days_a_gap_is_said_exactly_where_it_is_long(dates: list[str]) -> None:
    days = sorted(parse_iso_day(date) for date in dates)
    gaps = [bool(entry.gap) for entry in told(*dates, since=BEFORE, until=AFTER).entries]
    assert gaps == [False, *(b - a > MIN_GAP for a, b in pairwise(days))][: len(days)]


@pytest.mark.parametrize(
    ("date", "status", "sign"),
    [
        ("2023-05-06", "occurred", "day"),
        ("2023-05-06~", "occurred", "vague"),
        ("2023-05-06?", "occurred", "vague"),
        ("2023-05", "occurred", "vague"),
        ("2023", "ongoing", "vague"),
        ("[2023-05-06,2023-06-07]", "occurred", "vague"),
        ("2023-05/2024", "occurred", "period"),
        ("2023-05/..", "ongoing", "period"),
        ("../2024-05", "expected", "promise"),
        ("2024-12-01", "expected", "promise"),
        ("2023-05-06", "denied", "other"),
        ("2023-05-06", "cancelled", "other"),
        ("2023-05/2024", "hypothetical", "other"),
    ],
)
def test_the_sign_tells_how_an_event_is_dated(date: str, status: str, sign: str) -> None:
    (entry,) = tell(event("a", date, status=status), timed=False).entries
    assert entry.sign == sign


@pytest.mark.parametrize(
    ("date", "bound"),
    [
        ("../2024-12-31", False),  # it lies within the period's end
        ("../2025-01-01", True),
        ("[..2020,2026]", True),
        ("2020/..", False),
        ("2024-05/2030", False),
        ("{..2020,2023..}", True),
    ],
)
def test_what_has_only_a_bound_after_the_period_is_named_and_not_told(date: str, bound: bool) -> None:
    found = told(date)
    assert (len(found.bounds), len(found.entries)) == ((1, 0) if bound else (0, 1))
    assert len(told(date, timed=False).entries) == 1


def test_sources_are_numbered_once() -> None:
    reuters = Source(url="https://r.org/1", publisher="Reuters", published=parse("2023-05-06"))
    bare = Source(url="https://a.org")
    seed = Source(seed="a.txt", quote="one")
    found = tell(
        event("a", "2023-05-01", sources=(reuters, bare, reuters)),
        event("b", "2023-05-02", sources=(seed, reuters)),
        event("c", "2023-05-03", sources=(Source(seed="a.txt", quote="two"),)),
        event("d", "2023-05-04"),
    )
    assert [entry.sources for entry in found.entries] == [[1, 2], [3, 1], [3], []]
    assert [tuple(reference) for reference in found.references] == [
        (1, "Reuters, 6 May 2023", "https://r.org/1"),
        (2, "https://a.org", "https://a.org"),
        (3, "a.txt", "a.txt"),
    ]


def test_bounds_take_no_number() -> None:
    found = tell(
        event("a", "../2030", sources=(Source(url="https://a.org"),), status="expected"),
        event("b", "2023-05-02", sources=(Source(url="https://b.org"),)),
    )
    assert [reference.name for reference in found.references] == ["https://b.org"]


def test_remarks_say_what_is_not_simply_a_fact() -> None:
    found = tell(
        event("a", "../2024-06-01", status="expected", checked=parse("2024-06-10")),
        event("b", "2023-05-02", count=4, sources=(Source(url="https://b.org", contradicts=True),)),
        event("c", "2023-05-03"),
    )
    assert [(entry.status, entry.remark) for entry in found.entries] == [
        ("", "4 happenings in one entry; disputed by a source"),
        ("", ""),
        (
            "overdue",
            "expected; 14 days overdue, no report that it happened, none found when last looked for on 10 June 2024",
        ),
    ]


def test_a_status_is_said_once() -> None:
    found = tell(event("a", "2023-05/..", status="ongoing"), event("b", "2023-06-01", status="hypothetical"))
    assert [(entry.status, entry.remark) for entry in found.entries] == [
        ("ongoing", ""), ("hypothetical", "talked of, not decided"),
    ]  # fmt: skip


def test_what_has_only_a_latest_day_is_told_at_that_day() -> None:
    found = told("../2023-07-01", "2023-05-01", "2024-02")
    assert [entry.date for entry in found.entries] == ["1 May 2023", "by 1 July 2023", "somewhere in February 2024"]


def test_a_quote_has_its_paragraph(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("A heading\nOne thing.\nAnother thing.\n", encoding="utf-8")
    source = Source(seed="a.txt", quote="Another")
    (row,) = naive.rows([event("a", "2023-05-01", sources=(source, Source(url="https://b.org")))], TODAY)
    found = story([row._replace(origin=str(tmp_path / "events.yaml"))], {}, SINCE, UNTIL, TODAY)
    assert (found.entries[0].sources, found.entries[0].paragraphs) == ([1, 2], [3, None])


def test_an_entry_tells_its_event() -> None:
    actors = (Participant("Србија", "SRB", "target"), Participant("Somebody", role="source"))
    (entry,) = tell(event("a", "2023-05-06", summary="So it was.", actors=actors)).entries
    assert (entry.date, entry.title, entry.actors, entry.summary, entry.id) == (
        "6 May 2023",
        "Title a",
        "Somebody, Serbia",
        "So it was.",
        "a",
    )


def test_counts_are_of_the_entries() -> None:
    found = told("2023-05-06", "2023-05-06~", "2022/2023", "2022-06/2023-06", "2020-01/2025-01", "../2030")
    assert (len(found.entries), len(found.bounds)) == (5, 1)
    assert found.day_exact == 1
    assert found.certain == sum(not entry.possible for entry in found.entries)
    assert [entry.date for entry in found.entries if entry.possible] == []


@pytest.mark.parametrize(("timed", "said"), [(True, "2023 to 2024"), (False, "")])
def test_the_period_is_named_where_one_was_asked_for(timed: bool, said: str) -> None:
    assert told("2023", timed=timed).period == said


@given(naive.event_lists)
def test_no_event_is_lost(events: list[Event]) -> None:
    found = tell(*events)
    assert sorted(entry.id for entry in [*found.entries, *found.bounds]) == sorted(one.id for one in events)
    numbers = {number for entry in found.entries for number in entry.sources}
    assert numbers == {reference.number for reference in found.references}
