"""The words on the row of a mark that has it to itself: a number at the mark, a title, and what the event rests on.

They stand right of the mark or left of it, on both its sides, or inside of it: wherever the most of them has room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from timeline.model.event import Event
from timeline.model.text import visible
from timeline.report.basis import Cited
from timeline.report.chart_label import Words, cells, cut
from timeline.report.chart_marks import Part
from timeline.report.chart_rows import GAP, Item, Label, Rows

_NAME = 17
"""Cells to which the name of a source is cut, where there is no room for all of it."""
_TITLE = 24
"""Cells to which a title is cut at the most, so that a source can stand beside it; half of that for a date."""
_INSET = 3
"""Columns of a mark on both sides of what is written inside of it."""
_BETWEEN = " · "


class Told:
    """The words of an event: its title, its date, and the ways to say what it rests on, the longest first."""

    def __init__(self, event: Event, sources: Sequence[Cited], today: int) -> None:
        status = "overdue" if event.is_overdue(today) else event.status
        remarks = [] if status in {"occurred", "ongoing"} else [status]
        if event.count is not None and event.count > 1:
            remarks.append(f"{event.count} times")
        self.words = Words(visible(event.title), f"({', '.join(remarks)})" if remarks else "")
        self.date = event.when.text
        self.ways = tuple(dict.fromkeys(self.date + _BETWEEN + name for name in _names(sources)))


def _names(sources: Sequence[Cited]) -> Iterator[str]:
    """Name the strongest source and the one whose words are known; then the latter alone; then that cut."""
    if not sources:
        return
    best = next((source for source in sources if source.paragraph is not None), sources[0])
    place = f" ¶{best.paragraph}" if best.paragraph is not None else ""
    others = len(sources) - 1
    if best is not sources[0]:
        yield f"{sources[0].name}, {best.name}{place}" + (f" +{others - 1}" if others > 1 else "")
    more = f" +{others}" if others else ""
    yield f"{best.name}{place}{more}"
    yield f"{cut(best.name, _NAME)}{place}{more}"


class Fit(NamedTuple):
    """A way to write an event's words. ``sourced`` says whether its sources, if it has any, are named."""

    number: Label
    title: Label
    evidence: Label | None
    sourced: bool = True


def fitted(item: Item, number: str, told: Told, width: int) -> Fit:
    """Choose the first way that has room: all of it, less of the sources' names, a cut title, the date alone."""
    for way in told.ways:
        if fit := _whole(item, number, told.words, way, width):
            return fit
    if told.ways and (fit := _cut(item, number, told.words, told.ways[-1], width, least=_TITLE)):
        return fit
    fit = _whole(item, number, told.words, told.date, width)
    fit = fit or _cut(item, number, told.words, told.date, width, least=_TITLE // 2)
    return (fit or _below(item, number, told, width))._replace(sourced=not told.ways)


def _whole(item: Item, number: str, words: Words, way: str, width: int) -> Fit | None:
    return next(_beside(item, number, words.within(words.cells) or "", way, width), None)


def _cut(item: Item, number: str, words: Words, way: str, width: int, least: int) -> Fit | None:
    """Cut the title as little as possible, but to ``least`` cells at the most."""
    low, high, found = least, words.cells - 1, None
    while low <= high:
        size = (low + high) // 2
        title = words.within(size)
        if title is None:
            low = size + 1
        elif fit := next(_beside(item, number, title, way, width), None):
            found, low = fit, size + 1
        else:
            high = size - 1
    return found


def _beside(item: Item, number: str, title: str, way: str, width: int) -> Iterator[Fit]:
    """Yield the ways to write a title and what it rests on, uncut, on the row of the mark."""
    tail = _BETWEEN.lstrip() + way
    alone, size = cells(title), cells(title) + 1 + cells(tail)
    if at := _number_at(item, number, width):
        left, right = min(item.start, at.start) - 1, max(item.end, at.end) + 1
        if right + size <= width:
            yield Fit(at, _label(title, right, "right"), _label(tail, right + alone + 1, "right"))
        if size <= left:
            yield Fit(at, _label(title, left - size, "left"), _label(tail, left - cells(tail), "left"))
        if alone <= left and right + cells(way) <= width:
            yield Fit(at, _label(title, left - alone, "left"), _label(way, right, "right"))
        if right + alone <= width and cells(way) <= left:
            yield Fit(at, _label(title, right, "right"), _label(way, left - cells(way), "left"))
    start, end = _room(item.parts)
    if len(number) + 1 + size <= end - start:
        at = Label(number, start, start + len(number), "inside")
        first = at.end + 1
        yield Fit(at, _label(title, first, "inside"), _label(tail, first + alone + 1, "inside"))


def _below(item: Item, number: str, told: Told, width: int) -> Fit:
    """Write the words on a row below the mark, cut to its width; the date is left out where it has no room."""
    room = width - len(number) - 1
    tail = _BETWEEN.lstrip() + told.date
    beside = room - cells(tail) - 1
    title = told.words.within(beside) if beside >= _TITLE // 2 else None
    title = title or told.words.within(room) or cut(told.words.title, room)
    rest = tail if cells(title) <= beside else ""
    size = len(number) + 1 + cells(title) + (1 + cells(rest) if rest else 0)
    start = min(max(item.start - size // 3, 0), width - size)
    at = Label(number, start, start + len(number), "below")
    label = _label(title, at.end + 1, "below")
    return Fit(at, label, _label(rest, label.end + 1, "below") if rest else None)


def _label(text: str, start: int, place: str) -> Label:
    return Label(text, start, start + cells(text), place)  # type: ignore[arg-type]  # the callers' literals


def _room(parts: tuple[Part, ...]) -> tuple[int, int]:
    """Give the columns inside of a mark that has no holes, with some of it left on both sides."""
    if len(parts) > 3 or any(one.end != other.start for one, other in pairwise(parts)):
        return 0, 0
    part = max(parts, key=lambda part: part.end - part.start)
    return part.start + _INSET + 1, part.end - _INSET - 1


def _number_at(item: Item, number: str, width: int) -> Label | None:
    if item.end + len(number) <= width:
        return Label(number, item.end, item.end + len(number), "right")
    if item.start - len(number) >= 0:
        return Label(number, item.start - len(number), item.start, "left")
    return None


def number_fit(item: Item, number: str, rows: Rows) -> tuple[int, Label] | None:
    """Take room for a mark with its number on one of some rows, and give the row and the number's place."""
    size = len(number)
    start, end = _room(item.parts)
    ways = [Label(number, item.end, item.end + size, "right"), Label(number, item.start - size, item.start, "left")]
    ways += [Label(number, start, start + size, "inside")] if size <= end - start else []
    for row in rows.free(item.start, item.end, gap=GAP):
        for label in ways:
            first, after = min(label.start, item.start), max(label.end, item.end)
            if first >= 0 and after <= rows.width and rows.is_free(row, first, after):
                rows.take(row, first, after)
                return row, label
    return None
