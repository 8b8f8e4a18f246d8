"""From days to columns and back: an axis in pieces, each of them linear.

A column is a number from 0, counted from the left end of the plot; ``start`` and ``end`` are columns, half-open.
Order on the axis is order in time, whatever the scale: ``linear`` is one piece, ``folded`` squeezes long stretches in
which nothing begins or ends, ``rank`` gives every day on which something begins or ends the same room.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

from timeline.model.day import FIRST_DAY, LAST_DAY, civil, day_number

ScaleName = Literal["linear", "folded", "rank"]
FOLD = 3
"""Columns that a folded stretch takes."""
_ISLAND = 5
"""Columns that a stretch between two folds has at least, so that its year can be read under it."""


class Days(NamedTuple):
    """Days from ``first`` to ``last``, both inclusive."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many days they are."""
        return self.last - self.first + 1


class Segment(NamedTuple):
    """A piece of the axis: its days, and the columns (at least one) over which they are laid out evenly."""

    days: Days
    start: int
    end: int
    folded: bool = False

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return self.end - self.start

    def column(self, day: int) -> int:
        """Give the first column of one of its days."""
        return self.start + (day - self.days.first) * self.width // self.days.length

    def after(self, day: int) -> int:
        """Give the column after the last one of one of its days."""
        following = self.start + (day + 1 - self.days.first) * self.width // self.days.length
        return max(following, self.column(day) + 1)


@dataclass(frozen=True)
class Scale:
    """The axis: segments that follow each other without a gap, in days and in columns."""

    segments: tuple[Segment, ...]
    _firsts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_firsts", [segment.days.first for segment in self.segments])

    @cached_property
    def window(self) -> Days:
        """The days that the axis shows."""
        return Days(self.segments[0].days.first, self.segments[-1].days.last)

    @cached_property
    def width(self) -> int:
        """How many columns there are."""
        return self.segments[-1].end

    def segment(self, day: int) -> Segment:
        """Give the segment of a day; one beyond the axis belongs to the segment at that end."""
        return self.segments[max(bisect_right(self._firsts, day) - 1, 0)]

    def columns(self, first: int, last: int) -> tuple[int, int]:
        """Give the columns on which days from ``first`` to ``last`` lie; both are days of the window."""
        # Spelled out, as it is asked twice for every event.
        (day, until), start, end, _ = segment = self.segments[bisect_right(self._firsts, first) - 1]
        length, width = until - day + 1, end - start
        column = start + (first - day) * width // length
        if last > until:
            return column, self.segment(last).after(last)
        if last == first and width <= length:
            return column, column + 1
        return column, segment.after(last)

    def days(self, column: int) -> Days:
        """Give the days that lie on a column; where a day takes several columns, all of them give that day."""
        return self._columns[column][0]

    def share(self, column: int) -> float:
        """Give how much of each of its days belongs to a column: less than 1 where a day takes several."""
        return self._columns[column][1]

    @cached_property
    def _columns(self) -> list[tuple[Days, float]]:
        found: list[tuple[Days, float]] = []
        for segment in self.segments:
            length, width = segment.days.length, segment.width
            for column in range(width):
                last = ((column + 1) * length - 1) // width
                days = Days(segment.days.first + min(last, -(-column * length // width)), segment.days.first + last)
                start, end = segment.column(days.first), segment.after(days.first)
                found.append((days, 1.0 if days.length > 1 else 1 / (end - start)))
        return found


def linear(window: Days, width: int) -> Scale:
    """Lay the window out evenly over ``width`` columns."""
    return Scale((Segment(window, 0, width),))


def rank(window: Days, width: int, keys: Iterable[int]) -> Scale:
    """Give the same room to each stretch between two of the days in ``keys``, as far as there are columns for it."""
    days = sorted({window.first, *(day for day in keys if window.first <= day <= window.last)})
    count = min(len(days), width)
    firsts = [days[place * len(days) // count] for place in range(count)]
    bounds = [*firsts, window.last + 1]
    columns = [place * width // count for place in range(count + 1)]
    return Scale(
        tuple(
            Segment(Days(first, after - 1), start, end)
            for (first, after), (start, end) in zip(pairwise(bounds), pairwise(columns), strict=True)
        )
    )


def folded(window: Days, width: int, changes: Iterable[Days]) -> Scale:
    """Fold what is long and has no day of ``changes`` in it, the longest stretches first.

    A stretch is folded if it would take a sixth of the columns, or a ninth if others are folded already. Folds take
    whole years or months, where they are long enough, and two fifths of the columns at most. Between two folds the axis
    is even; what lies between others may have another measure, as there is more room where more happens.
    """
    changes = sorted(changes)
    gaps = sorted(_gaps(window, changes), key=lambda gap: (-gap.length, gap.first))
    unfolded = window.length
    folds: list[Days] = []
    for gap in gaps:
        free = width - FOLD * len(folds)
        if (
            gap.length * free < max(10, width // (9 if folds else 6)) * unfolded
            or FOLD * (len(folds) + 1) * 5 > width * 2
        ):
            break
        folds.append(gap)
        unfolded -= gap.length
    return _laid_out(window, width, sorted(folds), [change.first for change in changes])


def _gaps(window: Days, changes: Iterable[Days]) -> Iterable[Days]:
    """Given changes in order, yield the stretches without a change, cut to whole years or months."""
    free = window.first
    for change in [*changes, Days(window.last + 1, window.last + 1)]:
        if change.first - free > 1:
            gap = rounded_in(Days(free, min(change.first - 1, window.last)))
            if gap.length > 1:
                yield gap
        free = max(free, change.last + 1)


def rounded_in(days: Days) -> Days:
    """Cut days to the whole years in them if these are at least two, or to the whole months."""
    (y1, m1, d1), (y2, m2, _) = civil(days.first), civil(min(days.last + 1, LAST_DAY))
    if (whole := y2 - y1 - ((m1, d1) != (1, 1))) >= 2:
        first = day_number(y2 - whole, 1, 1)
        return Days(first, day_number(y2, 1, 1) - 1)
    start, end = y1 * 12 + m1 - 1 + (d1 > 1), y2 * 12 + m2 - 1
    if end - start >= 2:
        return Days(_month(start), _month(end) - 1)
    return Days(days.first + 1, days.last - 1) if days.length > 2 else days


def rounded_out(days: Days) -> Days:
    """Widen days to whole years if there are five or more of them, to whole months if there are."""
    (y1, m1, _), (y2, m2, _) = civil(days.first), civil(days.last)
    if days.length > 5 * 365:
        return Days(day_number(y1, 1, 1), day_number(y2, 12, 31))
    if days.length > 5 * 30:
        after = y2 * 12 + m2
        return Days(_month(y1 * 12 + m1 - 1), LAST_DAY if after > 9999 * 12 + 11 else _month(after) - 1)
    return Days(max(days.first - 1, FIRST_DAY), min(days.last + 1, LAST_DAY))


def _month(number: int) -> int:
    """Give the first day of a month counted from January of the year 0."""
    return day_number(number // 12, number % 12 + 1, 1)


def _laid_out(window: Days, width: int, folds: Sequence[Days], changes: Sequence[int]) -> Scale:
    if not folds:
        return linear(window, width)
    pieces: list[tuple[Days, bool]] = []
    free = window.first
    for fold in folds:
        if fold.first > free:
            pieces.append((Days(free, fold.first - 1), False))
        pieces.append((fold, True))
        free = fold.last + 1
    if free <= window.last:
        pieces.append((Days(free, window.last), False))
    islands = [days for days, is_fold in pieces if not is_fold]
    if not islands:
        return linear(window, width)
    time, count = sum(days.length for days in islands), max(len(changes), 1)
    weights = [
        days.length * count + (bisect_right(changes, days.last) - bisect_left(changes, days.first)) * time
        for days in islands
    ]
    widths = iter(_widths(weights, width - FOLD * len(folds)))
    sizes = [FOLD if is_fold else next(widths) for _, is_fold in pieces]
    ends = list(accumulate(sizes))
    return Scale(
        tuple(Segment(days, end - size, end, fold) for (days, fold), size, end in zip(pieces, sizes, ends, strict=True))
    )


def _widths(weights: Sequence[int], columns: int) -> list[int]:
    """Share columns out by weight, with a least width for each; they add up to ``columns``."""
    least = max(min(_ISLAND, columns // (2 * len(weights))), 1)
    small: set[int] = set()
    while True:
        rest = columns - least * len(small)
        total = sum(weight for place, weight in enumerate(weights) if place not in small)
        squeezed = {
            place for place, weight in enumerate(weights) if place not in small and weight * rest < least * total
        }
        if not squeezed:
            break
        small |= squeezed
    widths, seen, given = [least] * len(weights), 0, 0
    for place, weight in enumerate(weights):
        if place not in small:
            seen += weight
            widths[place] = seen * rest // total - given
            given += widths[place]
    return widths
