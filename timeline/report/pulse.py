"""How many events when: counts by a unit of time, in lanes, for as many columns as there is room for.

Nothing is drawn where it is not known to belong: an event that is dated more vaguely than the unit is told of beside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from timeline.model.day import iso_year
from timeline.report.tally import Tally
from timeline.store.world.count import OTHERS

MOST = 8
"""Lanes at the most; what is in none of them is in one more."""
_STEPS = {"decade": 10, "year": 1, "month": 1}


class Lane(NamedTuple):
    """A lane: its name, how many events it has in each column, and how many in all of them."""

    name: str
    counts: tuple[int, ...]
    events: int


class Pulse(NamedTuple):
    """Counts by ``unit``. ``columns`` names the first and the last unit of each column; ``each`` is how many it has.

    ``vague`` events are dated more vaguely than the unit and stand in no column. An event with two values of what the
    lanes are made by is in both lanes, and once in ``all``.
    """

    unit: str
    each: int
    columns: tuple[tuple[str, str], ...]
    all: Lane
    lanes: tuple[Lane, ...]
    vague: int


def pulse(whole: Tally, parted: Tally | None, room: int, every: int = 0) -> Pulse:
    """Lay counts out in at most ``room`` columns.

    ``whole`` counts by the unit, ``parted`` by the unit and by what lanes are made by; without it there are none.
    ``every`` is how many lanes there are where ``parted`` has counted some of them together, as ``OTHERS``.
    """
    unit = whole.by[0]
    step = _STEPS[unit]
    known = {key.order: number for (key,), number in whole.cells if _is_one(key.name)}
    vague = sum(number for (key,), number in whole.cells if not _is_one(key.name))
    if not known:
        return Pulse(unit, 1, (), Lane("all", (), 0), (), vague)
    first = min(known) // step
    units = max(known) // step - first + 1
    each = -(-units // max(room, 1))
    columns = -(-units // each)

    def lane(name: str, numbers: dict[int, int]) -> Lane:
        counts = [0] * columns
        for order, number in numbers.items():
            counts[(order // step - first) // each] += number
        return Lane(name, tuple(counts), sum(counts))

    names = tuple(
        (
            _name(unit, (first + column * each) * step),
            _name(unit, (first + min((column + 1) * each, units) - 1) * step),
        )
        for column in range(columns)
    )
    return Pulse(unit, each, names, lane("all", known), tuple(_lanes(parted, lane, every)), vague)


def _lanes(parted: Tally | None, lane: Callable[[str, dict[int, int]], Lane], every: int) -> list[Lane]:
    if parted is None:
        return []
    by_lane: dict[str, Counter[int]] = {}
    for (when, what), number in parted.cells:
        if _is_one(when.name):
            by_lane.setdefault(what.name, Counter())[when.order] += number
    together = by_lane.pop(OTHERS, Counter())
    order = sorted(by_lane, key=lambda name: (-by_lane[name].total(), name))
    lanes = [lane(name, by_lane[name]) for name in order[:MOST]]
    for name in order[MOST:]:
        together.update(by_lane[name])
    if together:
        lanes.append(lane(f"{max(every, len(order)) - len(lanes)} more", together))
    return lanes


def _is_one(name: str) -> bool:
    """Say whether a tally's key is one unit, not a stretch of them or an open one."""
    return ".." not in name and " " not in name


def _name(unit: str, order: int) -> str:
    if unit == "month":
        year, month = divmod(order - 1, 12)
        return f"{iso_year(year)}-{month + 1:02d}"
    return iso_year(order) if unit == "year" else f"{iso_year(order)}s"


def document(report: Pulse) -> dict[str, Any]:
    """Give the counts as JSON values."""
    return {
        "unit": report.unit,
        "each": report.each,
        "vague": report.vague,
        "events": report.all.events,
        "columns": [{"first": first, "last": last} for first, last in report.columns],
        "lanes": [
            {"name": lane.name, "events": lane.events, "counts": list(lane.counts)}
            for lane in (report.all, *report.lanes)
        ],
    }
