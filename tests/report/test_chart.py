from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import pytest

from timeline.model.day import day_number
from timeline.model.edtf import parse
from timeline.model.event import Event
from timeline.report.chart import Chart, Lane, chart, document
from timeline.report.chart_evidence import evidence_chart
from timeline.report.chart_label import cells, cut
from timeline.report.chart_rows import Mark

TODAY = day_number(2026, 11, 22)


def event(id_: str, date: str, title: str = "", status: str = "occurred", count: int | None = None) -> Event:
    return Event(id_, parse(date), title or id_, "meet", (), status=status, count=count)


SERBIA = [
    event("independence", "2008-02-17", "Kosovo declares independence"),
    event("visits", "2017/2024-10-11", "four Erdogan visits, days not given"),
    event("protest", "2023", "protests TB2 sale"),
    event("chinese", "2024-02", "Vucic unveils Chinese drones"),
    event("conference", "2024-10-11", "Belgrade press conference"),
    event("promise", "../2024-12-31", "own combat drone", "expected"),
]
LANES = [
    Lane("Kosovo", ("independence", "protest")),
    Lane("Serbia", ("protest", "chinese", "promise")),
    Lane("Turkey", ("visits", "conference")),
]


def drawn(report: Chart, id_: str) -> list[Mark]:
    return [mark for mark in report.marks if mark.event == id_]


def kinds(date: str, status: str = "occurred", since: str | None = "2000", until: str | None = "2030") -> list[str]:
    report = chart(
        [event("e", date, status=status)],
        lanes=[],
        width=120,
        today=TODAY,
        scale="linear",
        since=parse(since).first_day if since else None,
        until=parse(until).last_day if until else None,
    )
    kinds = [part.kind for part in report.marks[0].parts]
    # A label inside of a bar makes two bars of it.
    return [kind for place, kind in enumerate(kinds) if kind != "bar" or kinds[place - 1] != "bar"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2008-02-17", ["day"]),
        ("2008-04", ["some"]),
        ("2008", ["track"]),
        ("2008-02-17~", ["about"]),
        ("2008~", ["about", "track", "about"]),
        ("2008-02-17/2012-03-01", ["start", "bar", "end"]),
        ("2008-02-17/2012-03-01~", ["start", "bar", "about"]),
        ("2008-02-17/2008-02-18", ["whole"]),
        ("2008/2012-03-01", ["track", "bar", "end"]),
        ("2008/2012", ["track", "bar", "track"]),
        ("../2024-12-31", ["track", "track", "track", "track", "not-after"]),
        ("[..2024-12-31]", ["track", "track", "track", "track", "not-after"]),
        ("[2010-05-01..]", ["not-before", "track", "track", "track", "track"]),
        ("/2024-12-31", ["before", "track", "track", "track", "end"]),
        ("2010-05-01/", ["start", "track", "track", "track", "beyond"]),
        ("2010-05-01/..", ["start", "bar", "onward"]),
        ("1990/2010", ["before", "bar", "track"]),
        ("2010-05-01/2050", ["start", "bar", "beyond"]),
        ("1990/2050", ["before", "bar", "beyond"]),
        ("../2050-12-31", ["track", "track", "track", "track", "beyond"]),
        ("[1950-05-01..]", ["before", "track", "track", "track", "track"]),
        ("[2010-05-01,2015-05-01]", ["some", "some"]),
        ("{2010-05-01,2015-05-01}", ["day", "day"]),
    ],
)
def test_what_is_known_of_a_date_is_seen(date: str, expected: list[str]) -> None:
    assert kinds(date) == expected


@pytest.mark.parametrize(
    ("date", "status", "expected"),
    [
        ("2028-05-01", "expected", ["expected"]),
        ("2028", "expected", ["expected", "track", "expected"]),
        ("../2028-05-01", "expected", ["track", "track", "track", "track", "expected", "not-after"]),
        ("2010-05-01", "denied", ["denied"]),
        ("2010-05-01/2012-05-01", "cancelled", ["cancelled", "bar", "cancelled"]),
        ("2028-05-01", "hypothetical", ["hypothetical"]),
        ("2010-05-01/..", "ongoing", ["start", "bar", "onward"]),
    ],
)
def test_what_is_no_plain_fact_is_told_apart(date: str, status: str, expected: list[str]) -> None:
    assert kinds(date, status) == expected


def test_a_year_has_no_dot_in_its_middle() -> None:
    report = chart(SERBIA, lanes=LANES, width=100, today=TODAY)
    for mark in drawn(report, "protest"):
        assert {part.kind for part in mark.parts} == {"track"}
        start, end = mark.parts[0].start, mark.parts[-1].end
        assert (start, end) == report.axis.columns(day_number(2023, 1, 1), day_number(2023, 12, 31))


def test_a_promise_that_is_overdue_says_by_how_many_days() -> None:
    report = chart(SERBIA, lanes=LANES, width=120, today=TODAY)
    (mark,) = drawn(report, "promise")
    assert [part.kind for part in mark.parts][-2:] == ["expected", "not-after"]
    assert mark.label is not None
    assert mark.label.text == "own combat drone (expected, 691 days overdue)"


def test_one_that_is_due_today_is_not_overdue() -> None:
    report = chart([event("e", "2026-11-22", status="expected")], lanes=[], width=80, today=TODAY)
    assert report.marks[0].label is not None
    assert report.marks[0].label.text == "e"


def test_remarks_survive_when_a_title_is_cut() -> None:
    promise = event("e", "../2024-12-31", "a very long promise " * 20, "expected")
    report = chart([promise], lanes=[], width=80, today=TODAY)
    assert report.marks[0].label is not None
    assert report.marks[0].label.text.endswith("… (expected, 691 days overdue)")


def test_an_event_in_two_lanes_stands_in_both_and_is_tied() -> None:
    report = chart(SERBIA, lanes=LANES, width=100, today=TODAY)
    above, below = drawn(report, "protest")
    assert (above.lane, below.lane) == (0, 1)
    assert above.label is not None
    assert below.label is None
    (tie,) = report.ties
    assert (tie.upper, tie.lower) == ((0, above.row), (1, below.row))
    assert above.parts[0].start <= tie.column < above.parts[-1].end


def test_long_empty_stretches_are_folded_and_say_their_length() -> None:
    report = chart(SERBIA, lanes=LANES, width=80, today=TODAY)
    assert [(fold.text, fold.empty) for fold in report.folds] == [("8 years", True), ("5 years", False)]
    assert chart(SERBIA, lanes=LANES, width=80, today=TODAY, scale="linear").folds == ()


def test_what_lasts_through_a_fold_keeps_it_from_being_empty() -> None:
    events = [event("a", "1400-01-01"), event("b", "1450/2000"), event("c", "2001-05-01")]
    report = chart(events, lanes=[], width=80, today=TODAY)
    assert [fold.empty for fold in report.folds] == [True, False]


def test_rank_gives_each_change_the_same_room() -> None:
    events = [event("a", "1400-01-01"), event("b", "1999-01-01"), event("c", "1999-01-02")]
    report = chart(events, lanes=[], width=80, today=TODAY, scale="rank", since=day_number(1400, 1, 1))
    starts = [drawn(report, id_)[0].parts[0].start for id_ in "abc"]
    assert starts[1] - starts[0] == pytest.approx(starts[2] - starts[1], abs=1)


def test_a_window_leaves_out_what_is_outside_and_clips_the_rest() -> None:
    report = chart(
        SERBIA, lanes=LANES, width=100, today=TODAY, since=day_number(2024, 1, 1), until=day_number(2024, 6, 30)
    )
    assert {mark.event for mark in report.marks} == {"visits", "chinese", "promise"}
    (visits,) = drawn(report, "visits")
    assert (visits.parts[0].kind, visits.parts[-1].kind) == ("before", "beyond")
    assert report.period == "Jan–Jun 2024"
    assert [lane.events for lane in report.lanes] == [0, 2, 1]


def test_lanes_come_as_given_and_what_is_in_none_comes_last() -> None:
    report = chart(SERBIA, lanes=[*LANES[::-1][:2], Lane("nobody", ("unknown",))], width=100, today=TODAY)
    assert [(lane.label, lane.events) for lane in report.lanes] == [
        ("Turkey", 2), ("Serbia", 3), ("nobody", 0), ("others", 1),
    ]  # fmt: skip
    assert [lane.label for lane in chart(SERBIA, lanes=[], width=100, today=TODAY).lanes] == ["events"]


def test_what_finds_no_room_is_numbered_or_counted_and_listed() -> None:
    crowd = [event(f"e{n:02}", "2024-05-01", "a title of more than a few words") for n in range(40)]
    report = chart(crowd, lanes=[], width=60, today=TODAY, rows=4)
    numbered = [mark for mark in report.marks if mark.number is not None]
    counted = [id_ for rest in report.rest for id_ in rest.events]
    assert len(report.marks) + len(counted) == 40
    assert [line.event for line in report.listed][: len(numbered)] == [mark.event for mark in numbered]
    assert {line.event for line in report.listed[len(numbered) :]} == set(counted)
    assert all(lane.rows <= 5 for lane in report.lanes)


def test_more_rows_give_every_event_its_whole_label() -> None:
    crowd = [event(f"e{n:02}", f"2024-05-{n % 28 + 1:02}", "a title of more than a few words") for n in range(40)]
    report = chart(crowd, lanes=[], width=80, today=TODAY, rows=80)
    assert not report.listed
    assert {mark.label.text for mark in report.marks if mark.label} == {"a title of more than a few words"}


@pytest.mark.parametrize(
    ("since", "until", "labels"),
    [
        ("2008", "2024", ["2008", "2010", "2012", "2014", "2016", "2018", "2020", "2022", "2024"]),
        ("2024", "2024", ["2024", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]),
        (
            "2024-03",
            "2024-03",
            ["Mar 2024", "6", "8", "10", "12", "14", "16", "18", "20", "22", "24", "26", "28", "30"],
        ),
        ("1000", "1999", ["1000", "1100", "1200", "1300", "1400", "1500", "1600", "1700", "1800", "1900"]),
        ("-0099", "0100", ["100 BCE", "81 BCE", "61 BCE", "41 BCE", "21 BCE", "1 BCE", "20", "40", "60", "80"]),
    ],
)
def test_ticks_are_dates_that_are_easy_to_name(since: str, until: str, labels: list[str]) -> None:
    report = chart(
        [event("e", since)], lanes=[], width=100, today=TODAY, scale="linear",
        since=parse(since).first_day, until=parse(until).last_day,
    )  # fmt: skip
    assert [tick.label for tick in report.ticks if tick.label] == labels


def test_nothing_to_show_is_a_chart_too() -> None:
    report = chart([], lanes=LANES, width=80, today=TODAY)
    assert report.events == 0
    assert sum(report.density) == 0
    assert [lane.rows for lane in report.lanes] == [1, 1, 1]


def test_the_document_says_where_everything_is() -> None:
    plain = document(chart(SERBIA, lanes=LANES, width=100, today=TODAY, title="Serbia"))
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["first"], plain["last"], plain["today"]) == ("2008-01-01", "2024-12-31", "2026-11-22")
    assert {entry["id"] for entry in plain["events"]} == {event.id for event in SERBIA}
    chinese = next(entry for entry in plain["events"] if entry["id"] == "chinese")
    assert chinese["lane"] == 1
    assert chinese["label"]["text"] == "Vucic unveils Chinese drones"
    assert chinese["mark"][0]["kind"] in {"some", "track"}
    assert plain["folds"][0]["first"] == "2009-01-01"


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("short", 5, "short"),
        ("shorter", 5, "shor…"),
        ("one two three", 9, "one two…"),
        ("one, two", 6, "one…"),
        ("土耳其总统", 6, "土耳…"),
        ("e\u0301" * 4, 3, "e\u0301e\u0301…"),
    ],
)
def test_labels_are_cut_by_cells(text: str, room: int, expected: str) -> None:
    assert cut(text, room) == expected
    assert cells(cut(text, room)) <= room


def crowd(size: int) -> tuple[list[Event], list[Lane]]:
    events = [event(f"e{n}", f"{1900 + n % 120}-{n % 12 + 1:02}-{n % 28 + 1:02}", f"number {n}") for n in range(size)]
    return events, [Lane(f"lane {k}", tuple(event.id for event in events[k::3])) for k in range(3)]


def calls(run: Callable[[], object]) -> int:
    """Count the calls of functions: what a run costs, whatever else the machine does."""
    count = 0

    def see(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(see)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("draw", [chart, evidence_chart])
def test_ten_times_the_events_cost_ten_times_the_calls_at_the_most(draw: Callable[..., object]) -> None:
    def cost(size: int) -> int:
        events, lanes = crowd(size)
        return calls(lambda: draw(events, lanes=lanes, width=120, today=TODAY))

    assert cost(10_000) < 12 * cost(1_000)


def test_a_crowd_is_drawn_from_a_part_of_it_and_every_event_is_counted() -> None:
    events, lanes = crowd(10_000)
    report = chart(events, lanes=lanes, width=120, today=TODAY)
    counted = [id_ for rest in report.rest for id_ in rest.events]
    assert len(report.marks) + len(counted) == 10_000
    assert len(report.marks) > 3 * 30
    assert not any(mark.number for mark in report.marks)


def test_few_lanes_have_more_rows_so_that_events_are_named_in_place() -> None:
    events = [event(f"e{n:02}", f"2024-{n % 12 + 1:02}-05", "a title of more than a few words") for n in range(40)]
    assert not chart(events, lanes=[], width=80, today=TODAY).listed
    assert chart(events, lanes=[], width=80, today=TODAY, rows=12).listed


def test_a_label_that_was_cut_moves_to_where_there_is_more_room() -> None:
    title = "a title that is long enough to need half of the width"
    report = chart([event(f"e{n}", f"{2000 + 4 * n}-05-01", title) for n in range(5)], lanes=[], width=90, today=TODAY)
    assert {mark.label.text for mark in report.marks if mark.label} == {title}


def test_ten_thousand_events_cost_no_more_each_than_a_thousand() -> None:
    def make(size: int) -> Callable[[], Chart]:
        crowd = [
            event(f"e{n}", f"{1900 + n % 120}-{n % 12 + 1:02}-{n % 28 + 1:02}", f"number {n}") for n in range(size)
        ]
        lanes = [Lane(f"lane {k}", tuple(event.id for event in crowd[k::3])) for k in range(3)]
        return lambda: chart(crowd, lanes=lanes, width=120, today=TODAY)

    def seconds(run: Callable[[], Chart]) -> float:
        start = time.process_time()
        run()
        return time.process_time() - start

    few, many = make(2_000), make(10_000)
    # Linear is 5; what is quadratic would be 25.
    assert min(seconds(many) for _ in range(3)) < 12 * min(seconds(few) for _ in range(3))
