"""Finding room: which row of its lane an event stands on, and where its label is.

A row is an integer with a bit for every column taken, so that asking for room is one operation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from timeline.report.chart_label import Words, cells
from timeline.report.chart_marks import Part

Place = Literal["right", "left", "inside", "below"]
GAP = 2
"""Free columns between what stands beside each other on a row, so that a label clearly belongs to its own mark."""
LEAST = 12
"""Cells to which a label is cut at the most."""
_LENGTHS = (56, 44, 34, 27, 21)
"""Cells to which the labels of a lane are cut, one after the other, until the lane fits its rows."""
_INSET = 3
"""Columns of a mark on both sides of a label that stands inside of it."""
_WHOLE = 3
"""Parts of a mark that has no holes, as a bar with two ends: only there is a label inside clearly its own."""
_READABLE = 30
"""Cells to which a label may be cut to stand inside of its mark, where it costs no room."""


class Item(NamedTuple):
    """An event that wants room."""

    id: str
    parts: tuple[Part, ...]
    words: Words

    @property
    def start(self) -> int:
        """The first column of its mark."""
        return self.parts[0].start

    @property
    def end(self) -> int:
        """The column after its mark."""
        return self.parts[-1].end


class Label(NamedTuple):
    """Words at columns ``start`` to ``end`` of the row of their mark, or of the one below it."""

    text: str
    start: int
    end: int
    place: Place


class Mark(NamedTuple):
    """An event as it is drawn: row ``row`` of lane ``lane``, both from 0.

    ``number`` stands right of the mark, in the columns of ``label``, where there was no room for words.
    """

    event: str
    lane: int
    row: int
    parts: tuple[Part, ...]
    label: Label | None = None
    number: int | None = None


class Rest(NamedTuple):
    """Events that found no room, counted at the columns ``start`` to ``end`` in which they begin."""

    lane: int
    row: int
    start: int
    end: int
    events: tuple[str, ...]


class _Fit(NamedTuple):
    """A way to draw an event on a row: the columns taken there and, for a label below, on the next one."""

    start: int
    end: int
    label: Label | None
    below: tuple[int, int] | None = None


@dataclass
class Rows:
    """The rows of a lane while they fill."""

    width: int
    most: int
    rows: list[int] = field(default_factory=list)

    def _block(self, start: int, end: int, gap: int = 0) -> int:
        start, end = max(start - gap, 0), min(end + gap, self.width)
        return ((1 << (end - start)) - 1) << start

    def is_free(self, row: int, start: int, end: int, gap: int = GAP) -> bool:
        """Say whether columns, and the gaps around them, are free; a row that is not there yet is."""
        return row >= len(self.rows) or not self.rows[row] & self._block(start, end, gap)

    def take(self, row: int, start: int, end: int) -> None:
        """Take columns of a row."""
        while len(self.rows) <= row:
            self.rows.append(0)
        self.rows[row] |= self._block(start, end)

    def blocked(self, start: int, end: int) -> bool:
        """Say whether no row, and no further one, has room for these columns."""
        if len(self.rows) < self.most:
            return False
        block = self._block(start, end, 1)
        return all(row & block for row in self.rows)

    def fit(self, row: int, item: Item, length: int) -> _Fit | None:
        """Find room on a row for a mark with its label, of ``length`` cells at the most."""
        start, end = item.start, item.end
        if not self.is_free(row, start, end):
            return None
        if inside := _inside(item):
            return _Fit(start, end, inside)
        text = item.words.within(length)
        if text is None:
            return None
        size = cells(text)
        if end + 1 + size <= self.width and self.is_free(row, start, end + 1 + size):
            return _Fit(start, end + 1 + size, Label(text, end + 1, end + 1 + size, "right"))
        if start - 1 - size >= 0 and self.is_free(row, start - 1 - size, end):
            return _Fit(start - 1 - size, end, Label(text, start - 1 - size, start - 1, "left"))
        return None

    def fit_below(self, row: int, item: Item) -> _Fit | None:
        """Find room for a whole label under its mark, for one that is too long to stand beside it anywhere."""
        size = item.words.cells
        beside = max(self.width - item.end, item.start) - 1
        text = item.words.within(size)
        if text is None or size <= beside or size > self.width or row + 1 >= self.most:
            return None
        start = min(max(item.start - size // 3, 0), self.width - size)
        if not self.is_free(row, item.start, item.end) or not self.is_free(row + 1, start, start + size):
            return None
        return _Fit(item.start, item.end, Label(text, start, start + size, "below"), (start, start + size))

    def put(self, row: int, fit: _Fit) -> None:
        """Take the room that was found."""
        self.take(row, fit.start, fit.end)
        if fit.below:
            self.take(row + 1, *fit.below)


def _inside(item: Item) -> Label | None:
    """Find room for a label in the longest part of a mark, near its start, with the mark on both sides."""
    if len(item.parts) > _WHOLE:
        return None
    part = max(item.parts, key=lambda part: part.end - part.start)
    room = part.end - part.start - 2 * (_INSET + 1)
    if room < min(item.words.cells, _READABLE):
        return None
    text = item.words.within(room)
    start = part.start + _INSET + 1
    return (text and Label(text, start, start + cells(text), "inside")) or None


def bored(parts: tuple[Part, ...], start: int, end: int) -> tuple[Part, ...]:
    """Take the columns of a label, and one on each side, out of a mark."""
    start, end = start - 1, end + 1
    found: list[Part] = []
    for part in parts:
        if part.start < start:
            found.append(part._replace(end=min(part.end, start)))
        if part.end > end:
            found.append(part._replace(start=max(part.start, end)))
    return tuple(found)


def place(items: Sequence[Item], lane: int, rows: Rows, numbers: dict[str, int]) -> tuple[list[Mark], list[Item]]:
    """Place the events of a lane on rows that may have something on them already.

    Labels are whole if that is possible, else as long as lets every event have one. Where none does, marks have
    numbers, which are added to ``numbers``; the second list has the events that found no room at all.
    """
    before = list(rows.rows)
    # Where even short labels would not fit, there is no use in trying.
    if len(items) * _LENGTHS[-1] <= 2 * rows.most * rows.width:
        for length in (rows.width, *_LENGTHS):
            rows.rows = list(before)
            marks = _attempt(items, lane, rows, length)
            if marks is not None:
                return marks, []
    # What has to be explained goes before what its mark explains.
    items = sorted(items, key=lambda item: not item.words.remark)
    most = (rows.most - len(before)) // 2
    for below in range(1, most) if len(items) < rows.most * rows.width else ():
        rows.rows = list(before)
        marks, rest = _numbered(items, lane, rows, dict(numbers), below)
        if not rest:
            break
    rows.rows = list(before)
    return _numbered(items, lane, rows, numbers, max(most, 1))


def _attempt(items: Iterable[Item], lane: int, rows: Rows, length: int) -> list[Mark] | None:
    """Place all events with labels of so many cells at the most, or give up at the first that finds no room."""
    marks: list[Mark] = []
    for item in items:
        mark = _labelled(item, lane, rows, length)
        if mark is None:
            return None
        marks.append(mark)
    return marks


def _labelled(item: Item, lane: int, rows: Rows, length: int) -> Mark | None:
    for row in range(min(len(rows.rows) + 1, rows.most)):
        fit = rows.fit(row, item, length)
        if fit is None and length == rows.width:
            fit = rows.fit_below(row, item)
        if fit:
            rows.put(row, fit)
            return _mark(item, lane, row, fit)
    return _shortened(item, lane, rows, length) if len(rows.rows) < rows.most else None


def _shortened(item: Item, lane: int, rows: Rows, length: int) -> Mark | None:
    """Place an event on a row of its own, its label cut to the wider side of the mark."""
    row, room = len(rows.rows), max(rows.width - item.end, item.start) - 1
    if room >= LEAST and (fit := rows.fit(row, item, min(room, length))):
        rows.put(row, fit)
        return _mark(item, lane, row, fit)
    return None


def _mark(item: Item, lane: int, row: int, fit: _Fit) -> Mark:
    parts = item.parts
    if fit.label and fit.label.place == "inside":
        parts = bored(parts, fit.label.start, fit.label.end)
    return Mark(item.id, lane, row, parts, fit.label)


def _numbered(
    items: Iterable[Item], lane: int, rows: Rows, numbers: dict[str, int], below: int
) -> tuple[list[Mark], list[Item]]:
    """Place events with labels, all but the last ``below`` rows full of them, and the others with numbers."""
    marks: list[Mark] = []
    unnamed: list[Item] = []
    rest: list[Item] = []
    most = rows.most
    rows.most = most - below
    for item in items:
        mark = None if rows.blocked(item.start, item.end) else _labelled(item, lane, rows, _LENGTHS[-1])
        if mark:
            marks.append(mark)
        else:
            unnamed.append(item)
    rows.most = most
    for item in sorted(unnamed, key=lambda item: item.start):
        mark = None if rows.blocked(item.start, item.end) else _with_number(item, lane, rows, numbers)
        if mark:
            marks.append(mark)
        else:
            rest.append(item)
    return marks, rest


def _with_number(item: Item, lane: int, rows: Rows, numbers: dict[str, int]) -> Mark | None:
    number = numbers.get(item.id, len(numbers) + 1)
    text = str(number)
    right = Label(text, item.end, item.end + len(text), "right")
    left = Label(text, item.start - len(text), item.start, "left")
    for row in range(min(len(rows.rows) + 1, rows.most)):
        for label in (right, left):
            taken = min(label.start, item.start), max(label.end, item.end)
            if label.start >= 0 and label.end <= rows.width and rows.is_free(row, *taken, gap=1):
                rows.take(row, *taken)
                numbers[item.id] = number
                return Mark(item.id, lane, row, item.parts, label, number)
    return None


def counted(items: Iterable[Item], lane: int, row: int, width: int) -> list[Rest]:
    """Count events that found no room, by the columns in which they begin; every count has room for its ``+N``."""
    rest = list(items)
    size = min(len(f"+{len(rest)}") + 1, width)
    last = max(width // size - 1, 0)
    bins: dict[int, list[str]] = {}
    for item in rest:
        bins.setdefault(min(item.start // size, last), []).append(item.id)
    return [
        Rest(lane, row, place * size, width if place == last else (place + 1) * size, tuple(events))
        for place, events in sorted(bins.items())
    ]
