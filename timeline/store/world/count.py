"""Counting the events of a world in the engine, by one thing or two; no event is loaded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from timeline.query.query import Query
from timeline.store.world.world import World


class Cell(NamedTuple):
    """How many events have these values, one for each dimension.

    A value is a name, None where there is none, or for a unit of time the days (day numbers) on which the units begin
    in which the event can have begun and ended; of an actor it is the registry's id, or the name as written behind a
    ``~``.
    """

    values: tuple[Any, ...]
    events: int


class _Dimension(NamedTuple):
    columns: tuple[str, ...]
    lists: bool = False  # an event has several values, each once
    unit: str = ""  # the columns are days, and the value is the unit of time that they lie in


def _time(unit: str) -> _Dimension:
    return _Dimension(("e.first_day", "e.last_day"), unit=unit)


def _start(unit: str, day: str) -> str:
    """Give the first day of the unit in which a day lies."""
    return f"(date_trunc('{unit}', DATE '1970-01-01' + {day})::DATE - DATE '1970-01-01')::INTEGER"


_PARTY = "CASE WHEN e.{0}_name IS NULL THEN NULL ELSE coalesce(own_id(e.{0}_keys), '~' || e.{0}_name) END"
_OTHERS = """CASE WHEN e.more_actors IS NULL THEN [] ELSE
    [coalesce(x.id, '~' || x.name) FOR x IN
     from_json('[' || substr(e.more_actors, 2) || ']', '[{"id":"VARCHAR","name":"VARCHAR"}]')] END"""
_EACH = "list_distinct(list_filter({}, lambda x: x IS NOT NULL AND x <> ''))"

_DIMENSIONS: dict[str, _Dimension] = {
    "year": _time("year"),
    "decade": _time("decade"),
    "month": _time("month"),
    "actor": _Dimension(
        (_EACH.format(f"[{_PARTY.format('source')}, {_PARTY.format('target')}] || {_OTHERS}"),), lists=True
    ),
    "kind": _Dimension(("e.kind",)),
    "status": _Dimension(("e.status",)),
    "place": _Dimension(("e.place",)),
    "country": _Dimension(("e.country",)),
    "tag": _Dimension((_EACH.format("string_split(coalesce(e.tags, ''), '|')"),), lists=True),
    "publisher": _Dimension(
        (
            _EACH.format(
                "CASE WHEN e.publishers IS NULL THEN [e.publisher] ELSE string_split(e.publishers, chr(10)) END"
            ),
        ),
        lists=True,
    ),
}


OTHERS = "\x1f"
"""The value of what is in none of the most frequent ones."""


def most(world: World, query: Query, by: str, number: int) -> tuple[list[Any], int]:
    """Give the most frequent values of a dimension, at most so many, and how many values there are."""
    cells = sorted(count(world, query, [by]), key=lambda cell: (-cell.events, str(cell.values[0])))
    return [cell.values[0] for cell in cells[:number]], len(cells)


def count(world: World, query: Query, by: Sequence[str], among: Sequence[Any] | None = None) -> list[Cell]:
    """Count the events that answer a question whose names are keys, by dimensions that are known.

    With ``among``, values of the last dimension that are none of these are counted together, as ``OTHERS``.
    """
    dimensions = [_DIMENSIONS[name] for name in by]
    chosen, outer = [], []
    for place, dimension in enumerate(dimensions):
        names = [f"d{place}_{number}" for number in range(len(dimension.columns))]
        chosen += [f"{sql} AS {name}" for sql, name in zip(dimension.columns, names, strict=True)]
        if dimension.lists:
            # An event without any value is counted too.
            outer.append(f"unnest(CASE WHEN len({names[0]}) = 0 THEN [NULL] ELSE {names[0]} END) AS {names[0]}")
        elif dimension.unit:
            outer += [f"{_start(dimension.unit, name)} AS {name}" for name in names]
        else:
            outer += names
    named = () if among is None else tuple(value for value in among if value is not None)
    if among is not None:
        last = outer[-1].rpartition(" ")[2]
        marks = ", ".join("?" * len(named)) or "NULL"
        empty = f"WHEN {last} IS NULL THEN NULL" if None in among else ""
        outer.append(f"CASE {empty} WHEN {last} IN ({marks}) THEN {last} ELSE '{OTHERS}' END AS {last}")
    # Days are few and events are many: they are counted by day first, and the days put into units then.
    rows = world.counted(query, chosen, outer, named, once=not any(dimension.lists for dimension in dimensions))
    return [Cell(tuple(_values(row, dimensions)), row[-1]) for row in rows]


def events(world: World, query: Query, by: Sequence[str], cells: Sequence[Cell]) -> int:
    """Say how many events were counted: asked for only where one can have been counted twice."""
    if any(_DIMENSIONS[name].lists for name in by):
        return world.number(query)
    return sum(cell.events for cell in cells)


def _values(row: tuple[Any, ...], dimensions: Sequence[_Dimension]) -> Iterator[Any]:
    start = 0
    for dimension in dimensions:
        end = start + len(dimension.columns)
        yield row[start:end] if end - start > 1 else row[start]
        start = end
