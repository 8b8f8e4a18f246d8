"""Browsing: which event is looked at, in which window of time, in which pane, and what every key changes about it.

Values alone; ``timeline.cli.browse`` has the keys and the screen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from timeline.model.day import AFTER, BEFORE, FIRST_DAY, LAST_DAY
from timeline.report.lanes import LANES, SCALES
from timeline.report.scale import Days, ScaleName, rounded_out
from timeline.store.select import Row

Pane = Literal["events", "evidence", "lanes"]
PANES: tuple[Pane, ...] = ("events", "evidence", "lanes")
CLOSEST = 7
"""Days that a window has at least."""
ALL = Days(FIRST_DAY, LAST_DAY)
_HALF_YEAR = 183


class Entry(NamedTuple):
    """An event in the list: its id and file, and the days on which it can have been."""

    id: str
    origin: str
    first: int
    last: int

    @property
    def day(self) -> int:
        """The day to look at: the first, or the last where only that is known."""
        return self.first if self.first != BEFORE else self.last

    def touches(self, days: Days) -> bool:
        """Say whether it can have been on one of the days."""
        return self.first <= days.last and self.last >= days.first


def entry(row: Row) -> Entry:
    """Make an entry of a row of an answer that is sorted by date."""
    first, last, id_ = row.key[:3]
    return Entry(id_, row.origin, first, last)


@dataclass(frozen=True)
class State:
    """What is looked at.

    ``window`` are the days that the lanes show, None for all that is asked for, which is ``extent``. ``alone`` gives
    all of the screen to ``pane``.
    """

    entries: tuple[Entry, ...] = ()
    extent: Days = ALL
    cursor: int = 0
    window: Days | None = None
    pane: Pane = "events"
    alone: bool = False
    by: str = "actor"
    scale: ScaleName = "folded"

    @property
    def chosen(self) -> Entry | None:
        """The event that is looked at, None where there is none."""
        return self.entries[self.cursor] if self.entries else None


def filled(state: State, entries: Iterable[Entry], extent: Days) -> State:
    """Take another answer: the event that is looked at stays the same, else one that is near it in time.

    A window is kept as long as something can be seen in it.
    """
    found = tuple(entries)
    chosen = state.chosen
    names = [(one.origin, one.id) for one in found] if chosen else []
    if chosen and (chosen.origin, chosen.id) in names:
        cursor = names.index((chosen.origin, chosen.id))
    else:
        cursor = min(_place(found, chosen.first), len(found) - 1) if chosen and found else 0
    window = state.window
    if window is not None and not (extent.first <= window.last and extent.last >= window.first):
        window = None
    return _followed(replace(state, entries=found, extent=extent, cursor=cursor, window=window))


def extent(entries: Iterable[Entry], since: int | None, until: int | None, today: int) -> Days:
    """Give the days that all of an answer is on, within those that were asked for."""
    days = [day for one in entries for day in (one.first, one.last) if BEFORE < day < AFTER]
    around = rounded_out(Days(min(days, default=today), max(days, default=today)))
    first, last = (around.first if since is None else since), (around.last if until is None else until)
    return Days(first, max(first, last))


def moved(state: State, by: int) -> State:
    """Look at the event so many further down the list."""
    return at(state, state.cursor + by)


def at(state: State, place: int) -> State:
    """Look at the event at a place of the list, or at the one nearest to it; the window comes along."""
    return _followed(replace(state, cursor=max(0, min(place, len(state.entries) - 1))))


def dated(state: State, first: int, last: int) -> State:
    """Go to a date: to the first event that begins then or later. A day stands in the middle of the window.

    A longer time becomes the window itself.
    """
    cursor = max(0, min(_place(state.entries, first), len(state.entries) - 1))
    first, last = (max(FIRST_DAY, min(day, LAST_DAY)) for day in (first, last))
    if last - first + 1 >= CLOSEST:
        window = Days(first, last)
    elif state.window is None:
        window = Days(max(first - _HALF_YEAR, FIRST_DAY), min(first + _HALF_YEAR, LAST_DAY))
    else:
        window = _around(first, state.window.length)
    return replace(state, cursor=cursor, window=window)


def zoomed(state: State, steps: int) -> State:
    """Show half as many days for each step, or twice as many for each step back; the chosen event stays in sight."""
    window = state.window or state.extent
    length = max(int(window.length / 2**steps), CLOSEST)
    if length >= state.extent.length:
        return replace(state, window=None)
    chosen = state.chosen
    middle = (window.first + window.last) // 2
    if chosen and window.first <= chosen.day <= window.last:
        # The chosen day keeps its place on the axis.
        first = chosen.day - (chosen.day - window.first) * length // window.length
        return replace(state, window=_within(Days(first, first + length - 1), state.extent))
    return replace(state, window=_within(_around(middle, length), state.extent))


def panned(state: State, steps: int) -> State:
    """Move the window by a quarter of itself for each step, to the end of all there is at the most."""
    if state.window is None:
        return state
    by = max(state.window.length // 4, 1) * steps
    return replace(state, window=_within(Days(state.window.first + by, state.window.last + by), state.extent))


def unzoomed(state: State) -> State:
    """Show all days again."""
    return replace(state, window=None)


def turned(state: State, steps: int) -> State:
    """Go on to the next pane, or the one before."""
    return replace(state, pane=PANES[(PANES.index(state.pane) + steps) % len(PANES)])


def other_lanes(state: State) -> State:
    """Make the lanes by the next of what they can be made by."""
    return replace(state, by=LANES[(LANES.index(state.by) + 1) % len(LANES)])


def other_scale(state: State) -> State:
    """Go on to the next scale."""
    return replace(state, scale=SCALES[(SCALES.index(state.scale) + 1) % len(SCALES)])


def _place(entries: tuple[Entry, ...], day: int) -> int:
    """Find the first event that begins on a day or later."""
    return bisect_left(entries, day, key=lambda one: one.first)


def _followed(state: State) -> State:
    """Move the window to the chosen event, if that is not in it."""
    chosen, window = state.chosen, state.window
    if chosen is None or window is None or chosen.touches(window):
        return state
    return replace(state, window=_within(_around(chosen.day, window.length), state.extent))


def _around(day: int, length: int) -> Days:
    first = max(min(day - length // 2, LAST_DAY - length + 1), FIRST_DAY)
    return Days(first, min(first + length - 1, LAST_DAY))


def _within(days: Days, limits: Days) -> Days:
    """Move days so far that they do not reach beyond others; those that are longer stay at their beginning."""
    first = max(min(days.first, limits.last - days.length + 1), limits.first)
    return Days(first, first + days.length - 1)


class Size(NamedTuple):
    """Columns and lines."""

    width: int
    height: int


LEAST_WIDTH, LEAST_HEIGHT = 60, 14
"""With fewer columns or lines only one pane is shown."""


def arranged(state: State, screen: Size) -> dict[Pane, Size]:
    """Share the screen out: list and evidence beside each other, the lanes below, or one pane alone."""
    width, height = screen
    if state.alone or width < LEAST_WIDTH or height < LEAST_HEIGHT:
        return {state.pane: screen}
    lanes = max(height * 2 // 5, 7)
    left = width * 11 // 20
    return {
        "events": Size(left, height - lanes),
        "evidence": Size(width - left, height - lanes),
        "lanes": Size(width, lanes),
    }
