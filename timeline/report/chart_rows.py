"""Room on the rows of a lane, and the ways in which a mark and its label can stand on one.

A row is an integer with a bit for every column taken, so that asking for room is one operation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import and_
from typing import Literal, NamedTuple

from timeline.report.chart_label import Words, cells
from timeline.report.chart_marks import Part

Side = Literal["right", "left", "inside", "below"]
GAP = 2
"""Free columns between what stands beside each other on a row, so that a label clearly belongs to its own mark."""
_INSET = 3
"""Columns of a mark on both sides of a label that stands inside of it."""
_WHOLE = 3
"""Parts of a mark that has no holes, as a bar with two ends: only there is a label inside clearly its own."""
_READABLE = 21
"""Cells to which a label may be cut to stand inside of its mark, where it costs no room."""


class Label(NamedTuple):
    """Words at columns ``start`` to ``end`` of the row of their mark or, for ``below``, of the next one."""

    text: str
    start: int
    end: int
    place: Side


class Mark(NamedTuple):
    """An event as it is drawn: row ``row`` of lane ``lane``, both from 0.

    Where there was no room for words, ``label`` is ``number``, close to the mark.
    """

    event: str
    lane: int
    row: int
    parts: tuple[Part, ...]
    label: Label | None = None
    number: int | None = None


class Item(NamedTuple):
    """An event that wants room: its mark from column ``start`` to ``end``, and the words for its label.

    ``urgent`` events are no plain facts, so their marks alone say too little: they get room before the others.
    """

    id: str
    parts: tuple[Part, ...]
    start: int
    end: int
    words: Words
    urgent: bool = False


class Fit(NamedTuple):
    """A way to draw an event: the columns that it takes on its row, and the label."""

    start: int
    end: int
    label: Label


def bits(start: int, end: int, gap: int = 0) -> int:
    """Give the bits of columns, and of ``gap`` more on each side."""
    start = max(start - gap, 0)
    return ((1 << (end + gap - start)) - 1) << start


@dataclass
class Rows:
    """The rows of a lane while they fill: at most ``most``, each of ``width`` columns."""

    width: int
    most: int
    rows: list[int] = field(default_factory=list)
    _shut: int = 0
    """Columns that are taken on every row: in a crowded lane this settles most questions."""

    def within(self, most: int) -> Rows:
        """Give the same rows with another limit to their number; what one takes, the other has taken."""
        return Rows(self.width, most, self.rows)

    def free(self, start: int, end: int, gap: int = GAP) -> list[int]:
        """List the rows on which columns, and the gaps around them, are free: the last may be a new one."""
        block = bits(start, end, gap)
        if block & self._shut:
            return []
        found = [row for row, taken in enumerate(self.rows) if not taken & block and row < self.most]
        return [*found, len(self.rows)] if len(self.rows) < self.most else found

    def is_free(self, row: int, start: int, end: int, gap: int = GAP) -> bool:
        """Say whether columns, and the gaps around them, are free; a row that is not there yet is."""
        return row >= len(self.rows) or not self.rows[row] & bits(start, end, gap)

    def take(self, row: int, start: int, end: int) -> None:
        """Take columns of a row."""
        while len(self.rows) <= row:
            self.rows.append(0)
        self.rows[row] |= bits(start, end)
        if len(self.rows) >= self.most:
            self._shut = reduce(and_, self.rows[: self.most], -1)

    def grow(self, row: int, item: Item, label: Label) -> Label:
        """Give a label that was cut more room: away from its mark, or on the other side of that if there is more."""
        if label.place not in {"left", "right"}:
            return label
        taken = self.rows[row] & ~bits(min(item.start, label.start), max(item.end, label.end))
        rooms: dict[Side, int] = {
            "right": self._room_after(taken, item.end),
            "left": self._room_before(taken, item.start),
        }
        place = max(rooms, key=lambda side: (min(rooms[side], item.words.cells), side == label.place))
        text = item.words.within(rooms[place])
        if text is None or cells(text) < label.end - label.start:
            return label
        size = cells(text)
        start = item.end + 1 if place == "right" else item.start - 1 - size
        self.rows[row] &= ~bits(label.start, label.end)
        self.take(row, start, start + size)
        return Label(text, start, start + size, place)

    def _room_after(self, taken: int, end: int) -> int:
        after = taken >> end
        return (after & -after).bit_length() - 2 - GAP if after else self.width - end - 1

    def _room_before(self, taken: int, start: int) -> int:
        before = (taken & bits(0, start)).bit_length()
        return start - 1 - before - (GAP if before else 0)


def beside(item: Item, length: int, width: int) -> list[Fit]:
    """List the ways to put a label, its title cut to ``length`` cells, on the row of its mark, the best first."""
    own = inside(item)
    within = [Fit(item.start, item.end, own)] if own else []
    text = item.words.within(length + item.words.extra)
    # Inside of its mark a label costs nothing; it stands beside it only to stay whole.
    if text is None or (own and (cells(own.text) >= item.words.cells or cells(text) < item.words.cells)):
        return within
    size, found = cells(text), []
    if item.end + 1 + size <= width:
        label = Label(text, item.end + 1, item.end + 1 + size, "right")
        found.append(Fit(item.start, label.end, label))
    if item.start - 1 - size >= 0:
        label = Label(text, item.start - 1 - size, item.start - 1, "left")
        found.append(Fit(label.start, item.end, label))
    return found + within


def below(item: Item, width: int) -> Fit | None:
    """Give the way to put a label under its mark, if it is too long to stand beside it anywhere.

    It is cut only where it is wider than the plot.
    """
    if item.words.cells < max(width - item.end, item.start):
        return None
    text = item.words.within(width)
    if text is None:
        return None
    size = cells(text)
    start = min(max(item.start - size // 3, 0), width - size)
    return Fit(item.start, item.end, Label(text, start, start + size, "below"))


def inside(item: Item) -> Label | None:
    """Find room for a label in the longest part of a mark, near its start, with the mark on both sides."""
    if len(item.parts) > _WHOLE:
        return None
    part = max(item.parts, key=lambda part: part.end - part.start)
    room = part.end - part.start - 2 * (_INSET + 1)
    if room < 1 or room < min(item.words.cells, _READABLE):
        return None
    text = item.words.within(room)
    start = part.start + _INSET + 1
    return Label(text, start, start + cells(text), "inside") if text else None


def bored(parts: tuple[Part, ...], label: Label) -> tuple[Part, ...]:
    """Take the columns of a label inside of a mark, and one on each side, out of the mark."""
    start, end = label.start - 1, label.end + 1
    found: list[Part] = []
    for part in parts:
        if part.start < start:
            found.append(part._replace(end=min(part.end, start)))
        if part.end > end:
            found.append(part._replace(start=max(part.start, end)))
    return tuple(found)
