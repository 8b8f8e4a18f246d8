"""Counting events by one thing or two: year, decade, month, actor, kind, status, place, country, tag.

A vague date is counted where it is certain to lie, else under its own stretch (``2017..2024``): no year is invented,
and the counts by time add up to the number of events. An event with two actors counts with each, so those add up to
more.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE, civil, iso_year
from timeline.model.edtf import parse
from timeline.model.when import When
from timeline.report.listing import names
from timeline.store.select import Row


class Key(NamedTuple):
    """What events are counted under, sorted by ``order``, then by name."""

    order: int
    name: str


class Tally(NamedTuple):
    """Counts by one key or two. ``by`` names the dimensions; ``cells`` are in order; ``events`` are those counted."""

    by: tuple[str, ...]
    cells: list[tuple[tuple[Key, ...], int]]
    events: int


def check(by: Sequence[str]) -> None:
    """Raise ``UsageError`` where these are no dimensions to count by."""
    for name in by:
        if name not in DIMENSIONS:
            raise UsageError(f"cannot count by '{name}'", "one of: " + " ".join(DIMENSIONS))
    if not 1 <= len(by) <= 2:
        raise UsageError("count by one thing or two", "give --by once or twice")


def tally(rows: Iterable[Row], by: Sequence[str], labels: Mapping[str, str]) -> Tally:
    """Count rows by the dimensions, of which there are one or two."""
    check(by)
    counts: Counter[tuple[Key, ...]] = Counter()
    number = 0
    for row in rows:
        event = json.loads(row.json)
        event["labels"] = names(event["actors"], labels)
        event["shown"] = row.status(event["status"])
        number += 1
        keys = [DIMENSIONS[name](event) for name in by]
        counts.update((one,) for one in keys[0]) if len(by) == 1 else counts.update(
            (a, b) for a in keys[0] for b in keys[1]
        )
    return Tally(tuple(by), sorted(counts.items()), number)


def counted(
    cells: Iterable[tuple[Sequence[Any], int]], events: int, by: Sequence[str], labels: Mapping[str, str]
) -> Tally:
    """Make a tally of what an engine counted (``timeline.store.world.count``); ``events`` is the number of them."""
    check(by)
    counts: Counter[tuple[Key, ...]] = Counter()
    for values, number in cells:
        counts[tuple(_counted(name, value, labels) for name, value in zip(by, values, strict=True))] += number
    return Tally(tuple(by), sorted(counts.items()), events)


def _counted(name: str, value: Any, labels: Mapping[str, str]) -> Key:
    if name in UNITS:
        first, last = value
        return _stretch(first, last, UNITS[name])
    if name == "actor" and value:
        return Key(0, value[1:] if value[0] == "~" else labels.get(value, value))
    return Key(0, value or "none")


def joined(one: Tally, other: Tally) -> Tally:
    """Add two tallies by the same dimensions."""
    cells = Counter(dict(one.cells))
    cells.update(dict(other.cells))
    return Tally(one.by, sorted(cells.items()), one.events + other.events)


def _time(unit: Callable[[int], tuple[int, str]]) -> Callable[[dict[str, Any]], list[Key]]:
    def keys(event: dict[str, Any]) -> list[Key]:
        when: When = parse(event["date"])
        return [_stretch(when.first_day, when.last_day, unit)]

    return keys


def _stretch(first_day: int, last_day: int, unit: Callable[[int], tuple[int, str]]) -> Key:
    """Name the units from that of the first day to that of the last."""
    if first_day == BEFORE and last_day == AFTER:
        return Key(BEFORE, "at any time")
    if first_day == BEFORE:
        return Key(BEFORE, f"up to {unit(last_day)[1]}")
    first = unit(first_day)
    if last_day == AFTER:
        return Key(first[0], f"{first[1]} on")
    last = unit(last_day)
    return Key(first[0], first[1] if first == last else f"{first[1]}..{last[1]}")


def _year(day: int) -> tuple[int, str]:
    year = civil(day)[0]
    return year, iso_year(year)


def _decade(day: int) -> tuple[int, str]:
    decade = civil(day)[0] // 10 * 10
    return decade, f"{iso_year(decade)}s"


def _month(day: int) -> tuple[int, str]:
    year, month, _ = civil(day)
    return year * 12 + month, f"{iso_year(year)}-{month:02d}"


def _named(values: Callable[[dict[str, Any]], Iterable[str | None]]) -> Callable[[dict[str, Any]], list[Key]]:
    return lambda event: [Key(0, value or "none") for value in (dict.fromkeys(values(event)) or [None])]


UNITS: dict[str, Callable[[int], tuple[int, str]]] = {"year": _year, "decade": _decade, "month": _month}

DIMENSIONS: dict[str, Callable[[dict[str, Any]], list[Key]]] = {
    **{name: _time(unit) for name, unit in UNITS.items()},
    "actor": _named(lambda event: event["labels"]),
    "kind": _named(lambda event: [event["kind"]]),
    "status": _named(lambda event: [event["shown"]]),
    "place": _named(lambda event: [(event["place"] or {}).get("name")]),
    "country": _named(lambda event: [(event["place"] or {}).get("country")]),
    "tag": _named(lambda event: event.get("tags", ())),
    "publisher": _named(lambda event: dict.fromkeys(source.get("publisher") for source in event["sources"])),
}


def document(report: Tally) -> dict[str, Any]:
    """Give a tally as JSON values: one object for each count."""
    return {
        "by": list(report.by),
        "events": report.events,
        "counts": [
            {**{name: key.name for name, key in zip(report.by, keys, strict=True)}, "count": count}
            for keys, count in report.cells
        ],
    }
