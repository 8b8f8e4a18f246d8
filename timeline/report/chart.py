"""The chart: events against time, in lanes. What stands where is decided here, and painted by ``timeline.view.chart``.

Columns count from 0 at the left end of the plot, which begins ``Chart.left`` cells from the left. ``start`` and ``end``
are columns, half-open. Rows count from 0 in each lane.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any, NamedTuple, Required, TypedDict

from timeline.model.day import AFTER, BEFORE, FIRST_DAY, LAST_DAY, civil, iso_day
from timeline.model.outline import Drawable
from timeline.model.text import visible
from timeline.model.when import Answer, Span
from timeline.report import words as say
from timeline.report.chart_items import Items
from timeline.report.chart_label import cells
from timeline.report.chart_listed import Listed, Listing
from timeline.report.chart_place import Rest, counted, is_crowd, place
from timeline.report.chart_rows import Mark, Rows
from timeline.report.chart_ticks import Tick, ticks
from timeline.report.chart_ties import Sheet, Tie
from timeline.report.scale import Days, Scale, ScaleName, folded, linear, rank, rounded_out

LEAST_WIDTH = 40
ROWS, ALL_ROWS, MOST_ROWS = 12, 96, 48
"""Rows that a lane has at the most, unless the caller says otherwise: it may always have some, and where lanes are few
its part of all, up to a limit. A row names two or three events, and a line below the chart only one."""
MOST_NUMBERS = 99
"""Events that are named below the chart at the most, unless the caller says otherwise; each lane has its part. A list
of more is not read."""
OTHERS = "others"


class Lane(NamedTuple):
    """A lane that somebody asked for: its label, and the ids of the events in it."""

    label: str
    events: tuple[str, ...]


class LaneRows(NamedTuple):
    """A lane as it is drawn: how many events it has, on how many rows."""

    label: str
    events: int
    rows: int


class Fold(NamedTuple):
    """A stretch in which nothing begins or ends, squeezed; ``empty`` if nothing is known to last through it."""

    start: int
    end: int
    first: int
    last: int
    text: str
    empty: bool


@dataclass(frozen=True)
class Chart:
    """Everything that a picture of the events needs, decided.

    ``density`` has one figure a column; together they are the number of events. ``first`` to ``last`` are the days on
    the axis; ``period`` says them in few words. ``now`` is the column of ``today``, where it is one of these.
    """

    title: str
    period: str
    width: int
    left: int
    scale: ScaleName
    axis: Scale
    today: int
    events: int
    now: int | None
    ticks: tuple[Tick, ...]
    folds: tuple[Fold, ...]
    density: tuple[float, ...]
    lanes: tuple[LaneRows, ...]
    marks: tuple[Mark, ...]
    ties: tuple[Tie, ...]
    rest: tuple[Rest, ...]
    listed: Sequence[Listed]

    @property
    def columns(self) -> int:
        """How many columns the plot has."""
        return len(self.density)


class Layout(TypedDict, total=False):
    """What a chart is to be, as ``chart`` takes it."""

    lanes: Required[Sequence[Lane]]
    width: Required[int]
    today: Required[int]
    scale: ScaleName
    since: int | None
    until: int | None
    title: str


def chart(
    events: Sequence[Drawable],
    *,
    lanes: Sequence[Lane],
    width: int,
    today: int,
    scale: ScaleName = "folded",
    since: int | None = None,
    until: int | None = None,
    title: str = "",
    rows: int | None = None,
    numbers: int = MOST_NUMBERS,
    arrange: Arrange | None = None,
    strip: str = "density",
) -> Chart:
    """Lay out events in lanes, on ``width`` cells or ``LEAST_WIDTH``, if that is more.

    ``since``, ``until`` and ``today`` are day numbers. Events outside of the window are left out; an event in none of
    the lanes is in a last one, ``others``. A lane has at most ``rows`` rows, and one more for what found no room; at
    most ``numbers`` events have numbers.
    ``arrange`` is another way to place the events in their lanes, ``strip`` the name of the line above them.
    """
    width = max(width, LEAST_WIDTH)
    window = window_of(events, since, until, today)
    shown = _shown(events, window)
    lanes = _filled(shown, lanes)
    left = _left([lane.label for lane in lanes], strip, width)
    axis = laid_out(scale, window, width - left, shown)
    items = Items(shown, axis, today)
    if rows is None:
        rows = min(max(ROWS, ALL_ROWS // max(len(lanes), 1)), MOST_ROWS)
    drawn = (arrange or partial(_draw, numbers=numbers))(items, lanes, rows)
    return Chart(
        title=visible(title),
        period=period(window),
        width=width,
        left=left,
        scale=scale,
        axis=axis,
        today=today,
        events=len(shown),
        now=axis.columns(today, today)[0] if window.first <= today <= window.last else None,
        ticks=ticks(axis),
        folds=tuple(folds(axis, shown)),
        density=density(shown, axis),
        lanes=tuple(drawn.lanes),
        marks=tuple(drawn.marks),
        ties=tuple(drawn.ties),
        rest=tuple(drawn.rest),
        listed=_listing(shown, items, drawn),
    )


def window_of(events: Sequence[Drawable], since: int | None, until: int | None, today: int) -> Days:
    """Choose the days to show: those asked for, else all that a date names, and today where something goes on."""
    around = rounded_out(_around(events, today))
    first = around.first if since is None else max(since, FIRST_DAY)
    last = around.last if until is None else min(until, LAST_DAY)
    if first <= last:
        return Days(first, last)
    return Days(first, first) if until is None else Days(last, last)


def _around(events: Sequence[Drawable], today: int) -> Days:
    """Give the first and the last day that a date names; what goes on is taken to name today."""
    first, last = AFTER, BEFORE
    for event in events:
        for span in event.when.spans:
            begin, begun, unended, end = span
            if begin == BEFORE or end == AFTER:
                named = [day for day in span if BEFORE < day < AFTER]
                if unended == AFTER and event.status != "expected":
                    named.append(max(today, begun))
                begin, end = min(named), max(named)
            first = min(first, begin)
            last = max(last, end)
    return Days(first, last) if first <= last else Days(today, today)


def _shown(events: Iterable[Drawable], window: Days) -> list[Drawable]:
    """Keep the events of a window, in the order in which they enter it."""
    since, until = window
    found: list[tuple[int, int, str, int, Drawable]] = []
    for event in events:
        when = event.when
        # Spelled out for what most dates are: there are ten thousand of them.
        first, last = (when.spans[0].first, when.spans[0].last) if len(when.spans) == 1 else when.sort_key
        if first > until or last < since:
            continue
        if len(when.spans) == 1 or when.overlaps(since, until) != Answer.NO:
            found.append((max(since, first), last, event.id, len(found), event))
    found.sort()
    return [event for *_, event in found]


def _filled(events: Sequence[Drawable], lanes: Sequence[Lane]) -> list[Lane]:
    """Leave out of the lanes what is not shown, and add a lane for what is in none of them."""
    order = {event.id: place for place, event in enumerate(events)}
    found = [
        Lane(visible(lane.label), tuple(sorted({id_ for id_ in lane.events if id_ in order}, key=order.__getitem__)))
        for lane in lanes
    ]
    seen = {id_ for lane in found for id_ in lane.events}
    rest = tuple(event.id for event in events if event.id not in seen)
    return [*found, Lane(OTHERS if lanes else "events", rest)] if rest else found


def _left(labels: Sequence[str], strip: str, width: int) -> int:
    longest = max((cells(label) for label in labels), default=0)
    return max(min(longest, width // 6), len(strip)) + 2


def laid_out(scale: ScaleName, window: Days, width: int, events: Sequence[Drawable]) -> Scale:
    """Lay the days of a window out over columns, in the way asked for."""
    if scale == "linear":
        return linear(window, width)
    changes = _changes(events)
    if scale == "folded":
        return folded(window, width, changes)
    return rank(
        window, width, (day for first, last in changes for day in ({first, last + 1} if first < last else {first}))
    )


def _changes(events: Iterable[Drawable]) -> list[Days]:
    """Give the days on which events can have begun, or ended."""
    found: list[Days] = []
    for first, begun, unended, last in [span for event in events for span in event.when.spans]:
        if first == unended and begun == last and first != BEFORE and last != AFTER:
            found.append(Days(first, last))
            continue
        if begun != AFTER:
            found.append(Days(first if first != BEFORE else begun, begun))
        if unended not in {AFTER, BEFORE}:
            found.append(Days(unended, last if last != AFTER else unended))
    return found


class Drawn(NamedTuple):
    """The lanes with what stands in them, and the numbers of the events that have one."""

    lanes: list[LaneRows]
    marks: list[Mark]
    ties: list[Tie]
    rest: list[Rest]
    numbers: dict[str, int]


Arrange = Callable[[Items, Sequence[Lane], int], Drawn]
"""Places items in lanes, on at most so many rows a lane."""


def _draw(items: Items, lanes: Sequence[Lane], most: int, numbers: int) -> Drawn:
    """Place the events lane by lane, from the top."""
    width = items.axis.width
    drawn = Drawn([], [], [], [], {})
    sheet = Sheet()
    for number, lane in enumerate(lanes):
        rows = Rows(width, max(most, 1))
        crowd = is_crowd(len(lane.events), rows)
        chosen, late = items.chosen(lane.events) if crowd else (lane.events, [])
        wanted = [items[id_] for id_ in chosen]
        marks, ties = sheet.tie(wanted, number, rows)
        tied = {mark.event for mark in marks}
        free = [item for item in wanted if item.id not in tied]
        placed, unplaced = place(free, number, rows, drawn.numbers, numbers // max(len(lanes), 1), crowd=crowd)
        marks += placed
        drawn.marks.extend(marks)
        drawn.ties.extend(ties)
        late += [item.id for item in unplaced]
        if late:
            drawn.rest.extend(counted([(items.start(id_), id_) for id_ in late], number, len(rows.rows), width))
        rows.rows = rows.rows or [0]
        sheet.add(rows, marks, bool(late))
        drawn.lanes.append(LaneRows(lane.label, len(lane.events), len(rows.rows) + bool(late)))
    return drawn


def density(events: Sequence[Drawable], axis: Scale) -> tuple[float, ...]:
    """Spread every event evenly over the days of the window on which it can have been; each adds up to 1."""
    # An event adds its share per day to the columns that it covers whole. Where these begin and end is kept first, and
    # summed up once, so that an event costs the same however long it is.
    partial = [0.0] * axis.width
    steps = [0.0] * (axis.width + 1)
    sizes = [axis.days(column).length * axis.share(column) for column in range(axis.width)]
    window = axis.window
    known: list[int] = []
    vague: Counter[tuple[Span, ...]] = Counter()
    for event in events:
        spans = event.when.spans
        if spans[0].first == spans[0].last and len(spans) == 1:
            known.append(spans[0].first)
        else:
            vague[spans] += 1
    for spans, count in vague.items():
        days = [
            Days(max(span.first, window.first), min(span.last, window.last))
            for span in spans
            if span.first <= window.last and span.last >= window.first
        ]
        each = count / sum(last - first + 1 for first, last in days)
        for first, last in days:
            start, end = axis.columns(first, last)
            for column in {start, end - 1}:
                there = axis.days(column)
                length = min(last, there.last) - max(first, there.first) + 1
                partial[column] += each * axis.share(column) * length
            if end - start > 2:
                steps[start + 1] += each
                steps[end - 1] -= each
    # Known days are counted column by column.
    known.sort()
    for column in range(axis.width):
        there = axis.days(column)
        partial[column] += axis.share(column) * (bisect_right(known, there.last) - bisect_left(known, there.first))
    rates = accumulate(steps)
    return tuple(max(own + rate * size, 0.0) for own, rate, size in zip(partial, rates, sizes, strict=False))


def folds(axis: Scale, events: Sequence[Drawable]) -> Iterator[Fold]:
    """Yield the folds of an axis, from left to right."""
    for segment in axis.segments:
        if segment.folded:
            first, last = segment.days
            empty = not any(event.when.overlaps(first, last) == Answer.CERTAIN for event in events)
            yield Fold(segment.start, segment.end, first, last, say.span(first, last + 1), empty)


def period(window: Days) -> str:
    """Say a period in few words: ``1389–2028``, ``Feb–Jun 2024``, ``2–9 Jun 2024``."""
    (y1, m1, d1), (y2, m2, d2) = civil(window.first), civil(window.last)
    if y1 != y2:
        return f"{say.year(y1)}–{say.year(y2)}"
    names = [name[:3] for name in say.MONTHS]
    if m1 != m2:
        return say.year(y1) if (m1, m2) == (1, 12) else f"{names[m1 - 1]}–{names[m2 - 1]} {say.year(y1)}"
    return f"{d1}–{d2} {names[m1 - 1]} {say.year(y1)}" if d1 != d2 else f"{d1} {names[m1 - 1]} {say.year(y1)}"


def _listing(events: Sequence[Drawable], items: Items, drawn: Drawn) -> Listing:
    """List the events with numbers in their order, then those without a mark."""
    unplaced = {id_ for rest in drawn.rest for id_ in rest.events} - drawn.numbers.keys()
    return Listing([*drawn.numbers, *(event.id for event in events if event.id in unplaced)], drawn.numbers, items)


def document(report: Chart) -> dict[str, Any]:
    """Give the chart as plain JSON values; days are ISO days."""
    return {
        "title": report.title,
        "period": report.period,
        "width": report.width,
        "left": report.left,
        "columns": report.columns,
        "scale": report.scale,
        "first": iso_day(report.axis.window.first),
        "last": iso_day(report.axis.window.last),
        "today": iso_day(report.today),
        "now": report.now,
        "count": report.events,
        "lanes": [lane._asdict() for lane in report.lanes],
        "events": [_mark(mark) for mark in report.marks],
        "ties": [
            {"id": tie.event, "column": tie.column, "upper": list(tie.upper), "lower": list(tie.lower)}
            for tie in report.ties
        ],
        "more": [
            {"lane": rest.lane, "row": rest.row, "start": rest.start, "end": rest.end, "events": list(rest.events)}
            for rest in report.rest
        ],
        "listed": [
            {"number": line.number, "id": line.event, "date": line.date, "title": line.title, "remark": line.remark}
            for line in report.listed
        ],
        "ticks": [tick._asdict() | {"day": iso_day(tick.day)} for tick in report.ticks],
        "folds": [fold._asdict() | {"first": iso_day(fold.first), "last": iso_day(fold.last)} for fold in report.folds],
        "density": [round(height, 6) for height in report.density],
    }


def _mark(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.event,
        "lane": mark.lane,
        "row": mark.row,
        "start": mark.parts[0].start,
        "end": mark.parts[-1].end,
        "mark": [part._asdict() for part in mark.parts],
        "label": mark.label and mark.label._asdict(),
        "number": mark.number,
    }
