"""Ticks of an axis: dates that are easy to name, as many as fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from timeline.model.day import civil, day_number, month_length
from timeline.report.scale import Days, Scale, Segment
from timeline.report.words import MONTHS, year

_DAY, _MONTH, _YEAR = 1, 30.44, 365.25
_STEPS = (
    *((_DAY, number) for number in (1, 2, 5, 10)),
    *((_MONTH, number) for number in (1, 3, 6)),
    *((_YEAR, number) for number in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
_APART = 3
"""Columns between two ticks at the least; one that has a label needs room for that too."""


class Tick(NamedTuple):
    """A date on the axis, at the column where it begins. ``label`` is empty where there was no room for it."""

    column: int
    day: int
    label: str


class _Wish(NamedTuple):
    """A tick that would be nice. The lower the rank, the earlier it gets room, for the first label that fits."""

    rank: int
    column: int
    day: int
    labels: tuple[str, ...]


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """Choose the ticks: no two on one column, and no two labels touch."""
    open_ = [segment for segment in scale.segments if not segment.folded]
    if any(segment.folded for segment in scale.segments) or len(open_) < 3:
        wishes = [wish for segment in open_ for wish in _wishes(segment)]
    else:
        wishes = list(_changes(open_))
    return _placed(wishes, scale.width)


def _placed(wishes: Iterable[_Wish], width: int) -> tuple[Tick, ...]:
    taken: set[int] = set()
    found: dict[int, Tick] = {}
    for wish in sorted(wishes):
        if wish.column in found:
            continue
        found[wish.column] = Tick(wish.column, wish.day, "")
        for label in wish.labels:
            cells = range(wish.column - 1, wish.column + len(label) + 1)
            if wish.column + len(label) <= width and taken.isdisjoint(cells):
                taken.update(cells[1:-1])
                found[wish.column] = Tick(wish.column, wish.day, label)
                break
    return tuple(sorted(found.values()))


def _wishes(segment: Segment) -> Iterator[_Wish]:
    """Yield the ticks of a segment: its first day, labels at steps that leave room for them, and finer ones between."""
    first, last = segment.days
    per_column = segment.days.length / segment.width
    yield _Wish(0, segment.start, first, _full(first))
    named = next((step for step in _STEPS if step[0] * step[1] >= _room(step[0], first) * per_column), _STEPS[-1])
    fine = next(step for step in _STEPS if step == named or _fits(step, named, per_column))
    for step in (fine, named):
        for day in _walk(Days(first, last), step):
            yield _Wish(_rank(day, named) if step is named else 9, segment.column(day), day, _labels(day, step, named))


def _fits(step: tuple[float, int], named: tuple[float, int], per_column: float) -> bool:
    """Say whether ticks at a step stand apart, with none of them where one with a label should be."""
    return step[0] * step[1] >= _APART * per_column and (step[0] < named[0] or named[1] % step[1] == 0)


def _room(unit: float, first: int) -> int:
    """Give the columns that a label of this unit takes, with the space after it."""
    if unit == _YEAR:
        return len(year(civil(first)[0])) + 2
    return 5 if unit == _MONTH else 4


def _rank(day: int, step: tuple[float, int]) -> int:
    _, month, number = civil(day)
    return 1 if step[0] == _YEAR or (month, number) == (1, 1) else 2 if number == 1 else 3


def _labels(day: int, step: tuple[float, int], named: tuple[float, int]) -> tuple[str, ...]:
    return (_short(day),) if step == named else ()


def _short(day: int) -> str:
    """Say what is new on a day: the year on its first day, the month on its first day, or the number of the day."""
    number, month, day_of_month = civil(day)
    if (month, day_of_month) == (1, 1):
        return year(number)
    return MONTHS[month - 1][:3] if day_of_month == 1 else str(day_of_month)


def _full(day: int) -> tuple[str, ...]:
    """Say a day without what came before it, the longest way first."""
    number, month, day_of_month = civil(day)
    shown = f"{MONTHS[month - 1][:3]} {year(number)}"
    if (month, day_of_month) == (1, 1):
        return (year(number),)
    return (shown, year(number)) if day_of_month == 1 else (f"{day_of_month} {shown}", shown, year(number))


def _walk(days: Days, step: tuple[float, int]) -> Iterator[int]:
    """Yield the days on which a step falls."""
    unit, size = step
    number, month, _ = civil(days.first)
    until = civil(days.last)[:2]
    if unit == _YEAR:
        for y in range(-(-number // size) * size, until[0] + 1, size):
            if (day := day_number(y, 1, 1)) >= days.first:
                yield day
        return
    while (number, month) <= until:
        for day in _days_of(number, month, unit, size):
            if days.first <= day <= days.last:
                yield day
        number, month = (number, month + 1) if month < 12 else (number + 1, 1)


def _days_of(number: int, month: int, unit: float, size: int) -> Iterator[int]:
    start = day_number(number, month, 1)
    if unit == _MONTH:
        if (month - 1) % size == 0:
            yield start
        return
    yield start
    # A tick on the 30th would stand too close to that of the 1st.
    numbers = range(2, month_length(number, month) + 1)
    yield from (start + day - 1 for day in numbers if day % size == 0 and day + size < 33)


def _changes(segments: list[Segment]) -> Iterator[_Wish]:
    """Yield the ticks of an axis without a measure: wherever a year, or in a short one a month, is new."""
    starts = [segment.days.first for segment in segments]
    yield _Wish(0, segments[0].start, starts[0], _full(starts[0]))
    by_year = starts[-1] - starts[0] > 2 * _YEAR
    for before, segment in pairwise(segments):
        old, new = civil(before.days.first), civil(segment.days.first)
        if old[0] != new[0]:
            yield _Wish(1, segment.start, segment.days.first, (year(new[0]),))
        elif not by_year and old[1] != new[1]:
            yield _Wish(2, segment.start, segment.days.first, (MONTHS[new[1] - 1][:3],))
