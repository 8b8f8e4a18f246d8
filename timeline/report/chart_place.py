"""Placing the events of a lane: every one is drawn with its label, or with a number, or counted where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.report.chart_rows import Fit, Item, Label, Mark, Rows, below, beside, bored, inside

LEAST = 12
"""Cells to which a label is cut at the most."""
_LENGTHS = (56, 44, 34, 27, 21)
"""Cells to which the titles of a lane are cut, one after the other, until the lane fits its rows."""
_ROOMY = 12
"""Rows of a lane up to which a label may have a second one, to stay whole."""
_NUMBERED = 5
"""Columns that a mark with a number takes, roughly."""


class Rest(NamedTuple):
    """Events that found no room, counted at the columns ``start`` to ``end`` in which they begin."""

    lane: int
    row: int
    start: int
    end: int
    events: tuple[str, ...]


def place(
    items: Sequence[Item], lane: int, rows: Rows, numbers: dict[str, int], more: int, *, crowd: bool = False
) -> tuple[list[Mark], list[Item]]:
    """Place the events of a lane, or a part of a ``crowd``, on rows that may have something on them already.

    Labels are whole if that is possible, else as long as lets every event have one. Where none does, some marks have
    numbers, of which at most ``more`` are new; they are added to ``numbers``. The second list has the events that found
    no room at all.
    """
    before = list(rows.rows)
    # Where short labels, or even numbers, would need more room than there is, there is no use in trying.
    room = 0 if crowd else rows.most * rows.width
    for length in (rows.width, rows.width - 1, *_LENGTHS) if len(items) * _LENGTHS[-1] <= room else ():
        rows.rows = list(before)
        marks = _labelled(
            items, lane, rows.within(min(rows.most, _ROOMY) if length == rows.width else rows.most), length
        )
        if marks is not None:
            return _grown(marks, items, rows), []
    items = sorted(items, key=lambda item: not item.urgent)
    most = max((rows.most - len(before)) // 2, 1)
    for numbered in range(1, most) if len(items) * _NUMBERED <= room else ():
        rows.rows = list(before)
        tried = dict(numbers)
        marks, rest = _numbered(items, lane, rows, tried, numbered, more)
        if not rest:
            numbers |= tried
            return _grown(marks, items, rows), []
    rows.rows = list(before)
    # A few numbers in a crowd would only be in its way.
    marks, rest = _numbered(items, lane, rows, numbers, *((most, more) if len(items) * _NUMBERED <= room else (0, 0)))
    return _grown(marks, items, rows), rest


def _labelled(items: Iterable[Item], lane: int, rows: Rows, length: int) -> list[Mark] | None:
    """Place all events with labels of so many cells at the most, or give up at the first that finds no room."""
    marks: list[Mark] = []
    for item in items:
        mark = _with_label(item, lane, rows, length)
        if mark is None:
            return None
        marks.append(mark)
    return marks


def _with_label(item: Item, lane: int, rows: Rows, length: int) -> Mark | None:
    free = rows.free(item.start, item.end)
    if not free:
        return None
    if not _may_stand(item, rows, free):
        return None
    # On a row of its own a label may use all of the wider side, if that is worth anything.
    side = max(rows.width - item.end, item.start) - 1 - item.words.extra
    fits = beside(item, length, rows.width)
    under = below(item, rows.width) if length == rows.width or side < LEAST else None
    for row in free:
        for fit in fits:
            if rows.is_free(row, fit.start, fit.end):
                return _put(item, lane, row, fit, rows)
        if under and row + 1 < rows.most and rows.is_free(row + 1, under.label.start, under.label.end):
            rows.take(row + 1, under.label.start, under.label.end)
            return _put(item, lane, row, under, rows)
    if free[-1] == len(rows.rows) and LEAST <= side < length and (fits := beside(item, side, rows.width)):
        return _put(item, lane, free[-1], fits[0], rows)
    return None


def _may_stand(item: Item, rows: Rows, free: Sequence[int]) -> bool:
    """Say whether the shortest of labels had room on some row: in a crowded lane most answers are no."""
    if free[-1] >= len(rows.rows) or item.end - item.start > LEAST:
        return True
    size = min(item.words.cells, LEAST)
    return any(
        rows.is_free(row, item.start, item.end + 1 + size) or rows.is_free(row, max(item.start - 1 - size, 0), item.end)
        for row in free
    )


def _put(item: Item, lane: int, row: int, fit: Fit, rows: Rows) -> Mark:
    rows.take(row, fit.start, fit.end)
    parts = bored(item.parts, fit.label) if fit.label.place == "inside" else item.parts
    return Mark(item.id, lane, row, parts, fit.label)


def _grown(marks: Iterable[Mark], items: Iterable[Item], rows: Rows) -> list[Mark]:
    """Lengthen the labels that were cut as far as their rows are free, on the other side of the mark if need be."""
    known = {item.id: item for item in items}
    found: list[Mark] = []
    for mark in marks:
        label, item = mark.label, known[mark.event]
        if label and mark.number is None and label.end - label.start < item.words.cells:
            label = rows.grow(mark.row, item, label)
        found.append(mark._replace(label=label))
    return found


def _numbered(
    items: Iterable[Item], lane: int, rows: Rows, numbers: dict[str, int], lines: int, more: int
) -> tuple[list[Mark], list[Item]]:
    """Place events with labels, but for those that find no room when ``lines`` rows are kept for numbers."""
    marks: list[Mark] = []
    unnamed: list[Item] = []
    rest: list[Item] = []
    upper, lower = rows.within(max(rows.most - lines, 0)), rows.within(rows.most)
    for item in items:
        if mark := _with_label(item, lane, upper, _LENGTHS[-1]):
            marks.append(mark)
        else:
            unnamed.append(item)
    most = len(numbers) + more
    for item in sorted(unnamed, key=lambda item: item.start):
        may = item.id in numbers or len(numbers) < most
        if may and (mark := _with_number(item, lane, lower, numbers)):
            marks.append(mark)
        else:
            rest.append(item)
    return marks, rest


def _with_number(item: Item, lane: int, rows: Rows, numbers: dict[str, int]) -> Mark | None:
    """Place an event with a number close to its mark, or with a label inside, which takes no more room."""
    number = numbers.get(item.id, len(numbers) + 1)
    text = str(number)
    free = rows.free(item.start, item.end, gap=1)
    if free and (label := inside(item)):
        return _put(item, lane, free[0], Fit(item.start, item.end, label), rows)
    for row in free:
        right = Label(text, item.end, item.end + len(text), "right")
        left = Label(text, item.start - len(text), item.start, "left")
        for label in (right, left):
            start, end = min(label.start, item.start), max(label.end, item.end)
            if start >= 0 and end <= rows.width and rows.is_free(row, start, end, gap=1):
                rows.take(row, start, end)
                numbers[item.id] = number
                return Mark(item.id, lane, row, item.parts, label, number)
    return None


def is_crowd(events: int, rows: Rows) -> bool:
    """Say whether a lane has far more events than would fit into it with the shortest of labels."""
    return events * _LENGTHS[-1] > 4 * rows.most * rows.width


def counted(events: Sequence[tuple[int, str]], lane: int, row: int, width: int) -> list[Rest]:
    """Count events that found no room, by the columns in which they begin; every count has room for its ``+N``."""
    size = min(len(f"+{len(events)}") + 1, width)
    last = max(width // size - 1, 0)
    bins: dict[int, list[str]] = {}
    for start, id_ in events:
        bins.setdefault(min(start // size, last), []).append(id_)
    return [
        Rest(lane, row, number * size, width if number == last else (number + 1) * size, tuple(ids))
        for number, ids in sorted(bins.items())
    ]
