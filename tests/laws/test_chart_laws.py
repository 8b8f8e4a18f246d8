"""What every chart keeps to, whatever the events, the width, the scale and the glyphs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests import strategies
from timeline.model.day import AFTER, BEFORE, day_number, iso_day
from timeline.model.edtf import parse
from timeline.model.event import Event, Source
from timeline.model.status import STATUSES
from timeline.model.when import When
from timeline.report.chart import Chart, Lane, chart, document
from timeline.report.chart_evidence import Evidence, evidence_chart
from timeline.report.chart_evidence import document as evidence_document
from timeline.report.chart_label import cells
from timeline.report.chart_rows import Label, Mark
from timeline.report.scale import Days, Scale, ScaleName, folded, linear, rank
from timeline.view.chart import lines
from timeline.view.chart_evidence import lines as evidence_lines

TODAY = day_number(2026, 11, 22)
laws = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])

YEARS = st.one_of(st.integers(1990, 2028), st.integers(-300, 2100), st.integers(-9999, 9999))


def year(number: int) -> str:
    return f"-{-number:04d}" if number < 0 else f"{number:04d}"


@st.composite
def points(draw: st.DrawFn) -> str:
    y = year(draw(YEARS))
    m, d = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    return draw(st.sampled_from([y, f"{y}-{m:02d}", f"{y}-{m:02d}-{d:02d}", f"{y}-{20 + (m - 1) % 3 + 1}"]))


def ordered(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other), key=lambda text: parse(text).sort_key)
    return first, second


@st.composite
def whens(draw: st.DrawFn) -> When:
    one, other = ordered(draw(points()), draw(points()))
    form = draw(
        st.sampled_from(
            ["{0}", "{0}", "{0}", "{0}~", "{0}?", "{0}/{1}", "{0}~/{1}", "{0}/{1}%", "../{0}", "{0}/..", "/{0}", "{0}/",
             "[{0},{1}]", "{{{0},{1}}}", "[..{0}]", "[{0}..]", "[{0}..{1}]", "19XX", "2XX0-XX", "2024-XX-1X"]
        )
    )  # fmt: skip
    return parse(form.format(one, other))


WHENS = st.one_of(whens(), whens(), strategies.whens.filter(lambda when: len(when.spans) < 40))
TITLES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60),
    st.text(min_size=1, max_size=40),
    st.sampled_from(
        ["土耳其总统访问塞尔维亚并讨论无人机", "e\u0301" * 30, "\x1b[31mred", "👩‍👩‍👧 family", "[bold]x[/]", " "]
    ),
)


@st.composite
def event_lists(draw: st.DrawFn, titles: st.SearchStrategy[str] = TITLES) -> list[Event]:
    size = draw(st.sampled_from([0, 1, 2, 3, 5, 8, 13, 20, 30, 60]))
    return [
        Event(f"e{n}", draw(WHENS), draw(titles), "meet", (), status=draw(st.sampled_from(("occurred", *STATUSES))))
        for n in range(size)
    ]


@dataclass
class Made:
    """A chart with what it was made of; shown briefly, as a masked date has hundreds of spans."""

    events: list[Event]
    report: Chart
    lanes: list[Lane]

    def __repr__(self) -> str:
        report = self.report
        dates = [(event.id, event.when.text, event.status, event.title) for event in self.events]
        return f"Made({dates}, {self.lanes}, {report.width}, {report.scale}, {report.axis.window})"


@st.composite
def layouts(draw: st.DrawFn, titles: st.SearchStrategy[str], events: list[Event]) -> dict[str, Any]:
    members = st.lists(st.sampled_from([event.id for event in events] or ["none"]), max_size=40)
    day = st.one_of(st.none(), st.integers(day_number(1980, 1, 1), day_number(2030, 1, 1)))
    return {
        "lanes": [Lane(label, tuple(draw(members))) for label in draw(st.lists(titles, max_size=4))],
        "width": draw(st.integers(40, 200)),
        "today": TODAY,
        "scale": draw(st.sampled_from(["linear", "folded", "rank"])),
        "since": draw(day),
        "until": draw(day),
        "title": draw(st.sampled_from(["", "Serbia", "x" * 300])),
        "rows": draw(st.integers(1, 14)),
    }


@st.composite
def charts(draw: st.DrawFn, titles: st.SearchStrategy[str] = TITLES) -> Made:
    events = draw(event_lists(titles))
    layout = draw(layouts(titles, events))
    return Made(events, chart(events, **layout), layout["lanes"])


@st.composite
def sourced(draw: st.DrawFn, titles: st.SearchStrategy[str] = TITLES) -> tuple[Made, Evidence]:
    """A chart with its evidence, and what it was made of."""
    dates = st.one_of(st.none(), WHENS)
    sources = st.lists(
        st.builds(Source, url=st.one_of(st.none(), titles), publisher=titles, date=dates, contradicts=st.booleans()),
        max_size=4,
    )
    events = [
        replace(event, sources=tuple(draw(sources)), count=draw(st.sampled_from([None, None, 1, 4])))
        for event in draw(event_lists(titles))
    ]
    layout = draw(layouts(titles, events))
    around = [*events, *(replace(event, id=f"more {event.id}") for event in draw(event_lists(titles)))]
    report = evidence_chart(events, **layout, around=draw(st.sampled_from([around, []])))
    return Made(events, report.chart, layout["lanes"]), report


@laws
@given(charts(), st.booleans())
def test_no_line_is_wider_than_asked(made: Made, ascii_only: bool) -> None:
    for line in lines(made.report, ascii_only=ascii_only):
        assert cell_len(line.plain) <= made.report.width, line.plain
        assert "\n" not in line.plain


@laws
@given(charts(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60)))
def test_ascii_is_seven_bit_where_the_labels_are(made: Made) -> None:
    assert all(line.plain.isascii() for line in lines(made.report, ascii_only=True))


def cells_of(report: Chart) -> Counter[tuple[int, int, int]]:
    """Count what stands on each lane's row's column, and see that all of it is inside of the plot."""
    taken: Counter[tuple[int, int, int]] = Counter()
    for mark in report.marks:
        for part in mark.parts:
            assert 0 <= part.start < part.end <= report.columns
            taken.update((mark.lane, mark.row, column) for column in range(part.start, part.end))
        if mark.label:
            take(taken, report, mark, mark.label)
    for rest in report.rest:
        assert 0 <= rest.start < rest.end <= report.columns
        assert len(f"+{len(rest.events)}") <= rest.end - rest.start
        taken.update((rest.lane, rest.row, column) for column in range(rest.start, rest.end))
    for tie in report.ties:
        (top, upper), (bottom, lower) = tie.upper, tie.lower
        for lane in range(top, bottom + 1):
            first = upper + 1 if lane == top else 0
            last = lower if lane == bottom else report.lanes[lane].rows
            taken.update((lane, row, tie.column) for row in range(first, last))
    for lane, row, _ in taken:
        assert 0 <= row < report.lanes[lane].rows
    return taken


def take(taken: Counter[tuple[int, int, int]], report: Chart, mark: Mark, label: Label) -> None:
    assert 0 <= label.start < label.end <= report.columns
    assert cells(label.text) <= label.end - label.start
    row = mark.row + (label.place == "below")
    taken.update((mark.lane, row, column) for column in range(label.start, label.end))


@laws
@given(charts())
def test_no_two_things_stand_on_one_cell(made: Made) -> None:
    assert not [place for place, count in cells_of(made.report).items() if count > 1]


@laws
@given(charts())
def test_every_event_of_the_window_is_drawn_or_counted_and_listed(made: Made) -> None:
    events, report = made.events, made.report
    first, last = report.axis.window
    inside = {event.id for event in events if event.when.overlaps(first, last)}
    drawn = {mark.event for mark in report.marks}
    counted = {id_ for rest in report.rest for id_ in rest.events}
    assert drawn | counted == inside
    assert report.events == len(inside)
    assert {line.event for line in report.listed} >= counted | {mark.event for mark in report.marks if mark.number}
    for mark in report.marks:
        tied = any(tie.event == mark.event and tie.lower == (mark.lane, mark.row) for tie in report.ties)
        assert mark.label is not None or tied
    per_lane = Counter(mark.lane for mark in report.marks) + Counter({rest.lane: 0 for rest in report.rest} | {})
    for rest in report.rest:
        per_lane[rest.lane] += len(rest.events)
    assert [per_lane[number] for number in range(len(report.lanes))] == [lane.events for lane in report.lanes]


def covers_no_excluded_day(made: Made) -> None:
    events, report = made.events, made.report
    whens = {event.id: event.when for event in events}
    for mark in report.marks:
        for part in mark.parts:
            for column in range(part.start, part.end):
                days = report.axis.days(column)
                assert whens[mark.event].overlaps(*days), (whens[mark.event].text, part, iso_day(days.first))


@laws
@given(charts())
def test_a_mark_covers_no_day_that_the_date_excludes(made: Made) -> None:
    covers_no_excluded_day(made)


@laws
@given(charts())
def test_order_of_known_days_is_order_of_marks(made: Made) -> None:
    whens = {event.id: event.when for event in made.events}
    days = sorted(
        (whens[mark.event].first_day, mark.parts[0].start) for mark in made.report.marks if whens[mark.event].is_day
    )
    assert [start for _, start in days] == sorted(start for _, start in days)


@laws
@given(st.lists(points(), min_size=1, max_size=12), st.integers(60, 200), st.sampled_from(["linear", "folded", "rank"]))
def test_a_mark_has_exactly_the_columns_of_its_days(dates: list[str], width: int, scale: ScaleName) -> None:
    events = [Event(f"e{n}", parse(date), "x" * 9, "meet", ()) for n, date in enumerate(dates)]
    report = chart(events, lanes=[], width=width, today=TODAY, scale=scale)
    for mark in report.marks:
        when = events[int(mark.event[1:])].when
        start, end = report.axis.columns(when.first_day, when.last_day)
        if when.is_day:
            assert [(part.kind, part.start) for part in mark.parts] == [("day", start)]
        else:
            assert (mark.parts[0].start, mark.parts[-1].end) == (start, end)
            assert {part.kind for part in mark.parts} <= {"track", "some"}


@laws
@given(charts())
def test_a_dot_is_a_known_day_and_a_bar_is_sure(made: Made) -> None:
    events, report = made.events, made.report
    whens = {event.id: event.when for event in events}
    for mark in report.marks:
        for part in mark.parts:
            if part.kind == "day":
                days = report.axis.days(part.start)
                assert part.end == part.start + 1
                assert any(
                    span.first == span.last and days.first <= span.first <= days.last
                    for span in whens[mark.event].spans
                )
            if part.kind == "bar":
                for column in range(part.start, part.end):
                    days = report.axis.days(column)
                    assert any(
                        span.begun <= days.last and span.unended >= days.first for span in whens[mark.event].spans
                    )


@laws
@given(charts())
def test_density_adds_up_to_the_events(made: Made) -> None:
    report = made.report
    assert sum(report.density) == pytest.approx(report.events, abs=1e-6)
    assert min(report.density) >= 0


@laws
@given(charts())
def test_ticks_stand_where_their_days_are_and_their_labels_apart(made: Made) -> None:
    report = made.report
    for tick in report.ticks:
        assert report.axis.columns(tick.day, tick.day)[0] == tick.column
        assert tick.column + len(tick.label) <= report.columns
    for one, other in pairwise(tick for tick in report.ticks if tick.label):
        assert one.column + len(one.label) < other.column
    for fold in report.folds:
        assert not any(fold.start < tick.column < fold.end for tick in report.ticks)


@laws
@given(charts())
def test_the_document_is_plain_json(made: Made) -> None:
    plain = document(made.report)
    assert json.loads(json.dumps(plain)) == plain


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    start, length = (
        draw(st.integers(-4_000_000, 2_900_000)),
        draw(st.one_of(st.integers(1, 300), st.integers(1, 900_000))),
    )
    window, width = Days(start, min(start + length, 2_932_896)), draw(st.integers(30, 190))
    spots = st.integers(window.first, window.last)
    changes = [
        Days(day, min(day + draw(st.integers(0, 400)), window.last)) for day in draw(st.lists(spots, max_size=30))
    ]
    kind = draw(st.sampled_from(["linear", "folded", "rank"]))
    if kind == "linear":
        return linear(window, width)
    return folded(window, width, changes) if kind == "folded" else rank(window, width, [day for day, _ in changes])


@laws
@given(scales(), st.data())
def test_order_on_the_axis_is_order_in_time(scale: Scale, data: st.DataObject) -> None:
    days = st.integers(scale.window.first, scale.window.last)
    first, last = sorted((data.draw(days), data.draw(days)))
    (start, end), (other, after) = scale.columns(first, first), scale.columns(last, last)
    assert 0 <= start < end <= scale.width
    assert start <= other
    assert end <= after
    assert scale.columns(first, last) == (start, after)


@laws
@given(scales())
def test_columns_give_back_their_days(scale: Scale) -> None:
    assert [segment.start for segment in scale.segments] == [0, *(segment.end for segment in scale.segments[:-1])]
    seen = scale.window.first - 1
    weight = 0.0
    for column in range(scale.width):
        days = scale.days(column)
        start, end = scale.columns(days.first, days.last)
        assert start <= column < end
        assert days.first in {seen, seen + 1}
        seen = days.last
        weight += days.length * scale.share(column)
    assert seen == scale.window.last
    assert weight == pytest.approx(scale.window.length)


@laws
@given(charts())
def test_nothing_begins_or_ends_in_a_fold(made: Made) -> None:
    events, report = made.events, made.report
    for fold in report.folds:
        for event in events:
            for span in event.when.spans:
                for known, other in ((span.first, span.begun), (span.last, span.unended)):
                    assert not fold.first <= known <= fold.last
                    assert not fold.first <= other <= fold.last or known in {BEFORE, AFTER}


@laws
@given(scales())
def test_folds_leave_most_of_the_room(scale: Scale) -> None:
    assert sum(segment.width for segment in scale.segments if segment.folded) * 2 <= scale.width


@laws
@given(sourced(), st.booleans())
def test_no_line_of_the_evidence_is_wider_than_asked(made: tuple[Made, Evidence], ascii_only: bool) -> None:
    _, report = made
    for line in evidence_lines(report, ascii_only=ascii_only):
        assert cell_len(line.plain) <= report.chart.width, line.plain
        assert "\n" not in line.plain


PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=60)


@laws
@given(sourced(PRINTABLE))
def test_evidence_in_ascii_is_seven_bit(made: tuple[Made, Evidence]) -> None:
    assert all(line.plain.isascii() for line in evidence_lines(made[1], ascii_only=True))


@laws
@given(sourced())
def test_evidence_has_one_event_a_row_and_nothing_overlaps(made: tuple[Made, Evidence]) -> None:
    _, report = made
    taken = cells_of(report.chart)
    marks = {(mark.event, mark.lane): mark for mark in report.chart.marks}
    told: set[tuple[int, int]] = set()
    for note in report.notes:
        mark = marks[note.event, note.lane]
        assert (mark.lane, mark.row) not in told
        told.add((mark.lane, mark.row))
        for label in (note.title, note.evidence):
            if label:
                take(taken, report.chart, mark, label)
                assert label.place != "below" or (mark.lane, mark.row + 1) not in {
                    (other.lane, other.row) for other in report.chart.marks
                }
    assert not [place for place, count in taken.items() if count > 1]
    for mark in report.chart.marks:
        assert (mark.lane, mark.row) not in told or (mark.event, mark.lane) in {
            (note.event, note.lane) for note in report.notes
        }


@laws
@given(sourced())
def test_evidence_tells_every_event_once_or_counts_it(made: tuple[Made, Evidence]) -> None:
    given, report = made
    first, last = report.chart.axis.window
    inside = {event.id: event for event in given.events if event.when.overlaps(first, last)}
    told = [note.event for note in report.notes]
    counted = {id_ for rest in report.chart.rest for id_ in rest.events}
    assert len(told) == len(set(told))
    assert set(told) | counted == set(inside)
    assert report.chart.events == len(inside)
    assert {line.event for line in report.chart.listed} == set(inside)
    per_lane = Counter(mark.lane for mark in report.chart.marks)
    for rest in report.chart.rest:
        per_lane[rest.lane] += len(rest.events)
    assert [per_lane[number] for number in range(len(report.chart.lanes))] == [
        lane.events for lane in report.chart.lanes
    ]
    # Numbers follow time, and what the dates rest on is said of each.
    assert [proof.number for proof in report.proofs] == list(range(1, len(inside) + 1))
    starts = [max(inside[proof.event].when.first_day, first) for proof in report.proofs]
    assert starts == sorted(starts)
    grounds = [number for ground in report.basis for start, end in ground.numbers for number in range(start, end + 1)]
    assert sorted(grounds) == list(range(1, len(inside) + 1))
    text = "\n".join(line.plain for line in evidence_lines(report, ascii_only=False))
    numbers = {proof.event: proof.number for proof in report.proofs}
    for note in report.notes:
        if not note.sourced:
            # What has no room beside its event is told below.
            assert f"{numbers[note.event]}" in text.partition("sources")[2]
        elif inside[note.event].sources:
            assert note.evidence is not None
            assert inside[note.event].when.text in note.evidence.text


@laws
@given(sourced())
def test_evidence_covers_no_day_that_the_date_excludes(made: tuple[Made, Evidence]) -> None:
    covers_no_excluded_day(made[0])


@laws
@given(sourced())
def test_the_overview_adds_up_and_has_the_window_in_its_place(made: tuple[Made, Evidence]) -> None:
    _, report = made
    assert sum(report.chart.density) == pytest.approx(report.chart.events, abs=1e-6)
    overview = report.overview
    if overview is None:
        return
    assert len(overview.density) == report.chart.columns
    assert sum(overview.density) == pytest.approx(overview.events, abs=1e-6)
    assert overview.events >= report.chart.events
    window = report.chart.axis.window
    assert (overview.start, overview.end) == overview.axis.columns(*window)
    assert overview.axis.window.first <= window.first <= window.last <= overview.axis.window.last


@laws
@given(sourced())
def test_the_document_of_the_evidence_is_plain_json(made: tuple[Made, Evidence]) -> None:
    plain = evidence_document(made[1])
    assert json.loads(json.dumps(plain)) == plain
    assert plain["columns"] == made[1].chart.columns
