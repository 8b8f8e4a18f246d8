"""Counting the events of a world in the engine, by one thing or two; no event is loaded.

The statement is written once, in DuckDB's dialect and of what ``timeline.query.dialect`` can say in Spark's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from timeline.query import flat
from timeline.query.query import Query
from timeline.query.sql import Condition
from timeline.store.world.bulk import Bulk
from timeline.store.world.words import OWN_ID


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


_EPOCH = "DATE '1970-01-01'"
_BEGINS = {
    "month": "make_date(year({0}), month({0}), 1)",
    "year": "make_date(year({0}), 1, 1)",
    "decade": "make_date(year({0}) - year({0}) % 10, 1, 1)",
}


def _start(unit: str, day: str) -> str:
    """Give the first day of the unit in which a day lies."""
    return f"date_diff('day', {_EPOCH}, {_BEGINS[unit].format(f'({_EPOCH} + {day})')})"


_PARTY = "CASE WHEN e.{0}_name IS NOT NULL THEN coalesce({1}, '~' || e.{0}_name) END"
_PARTIES = ", ".join(_PARTY.format(part, OWN_ID.format(f"e.{part}_keys")) for part in ("source", "target"))
_OTHERS = """CASE WHEN e.more_actors IS NULL THEN [] ELSE list_transform(
    from_json('[' || substr(e.more_actors, 2) || ']', '[{"id":"VARCHAR","name":"VARCHAR"}]'),
    lambda x: coalesce(x.id, '~' || x.name)) END"""
_ACTORS = f"list_filter(list_concat([{_PARTIES}], {_OTHERS}), lambda x: x IS NOT NULL)"
# The column has tags folded, as they are searched.
_TAGS = """CASE WHEN e.tags IS NULL THEN [] ELSE
    from_json('{' || substr(e.more, 2) || '}', '{"tags":["VARCHAR"]}').tags END"""
_PUBLISHERS = "CASE WHEN e.publishers IS NULL THEN [e.publisher] ELSE string_split(e.publishers, chr(10)) END"

_DIMENSIONS: dict[str, _Dimension] = {
    "year": _time("year"),
    "decade": _time("decade"),
    "month": _time("month"),
    "actor": _Dimension((f"list_distinct({_ACTORS})",), lists=True),
    "kind": _Dimension(("e.kind",)),
    "status": _Dimension(("e.status",)),
    "place": _Dimension(("e.place",)),
    "country": _Dimension(("e.country",)),
    "tag": _Dimension((f"list_distinct({_TAGS})",), lists=True),
    "publisher": _Dimension((_PUBLISHERS,), lists=True),
}

OTHERS = "\x1f"
"""The value of what is in none of the most frequent ones."""


def most(world: Bulk, query: Query, by: str, number: int) -> tuple[list[Any], int]:
    """Give the most frequent values of a dimension, at most so many, and how many values there are."""
    cells = sorted(count(world, query, [by]), key=lambda cell: (-cell.events, str(cell.values[0])))
    return [cell.values[0] for cell in cells[:number]], len(cells)


def count(world: Bulk, query: Query, by: Sequence[str], among: Sequence[Any] | None = None) -> list[Cell]:
    """Count the events that answer a question whose names are keys, by dimensions that are known.

    With ``among``, values of the last dimension that are none of these are counted together, as ``OTHERS``.
    """
    dimensions = [_DIMENSIONS[name] for name in by]
    rows = world.ask(query, *_statement(query, dimensions, among))
    return [Cell(tuple(_values(row, dimensions)), row[-1]) for row in rows]


def _statement(query: Query, dimensions: Sequence[_Dimension], among: Sequence[Any] | None) -> Condition:
    """Write what is counted, which is all that leaves the engine; the last value of a row is the number.

    Days are few and events are many: where no event has several values, events are counted by day first, and the days
    put into units then. Lists are taken apart one inside the other: side by side they would be paired.
    """
    wanted = flat.possible(query)
    columns = [
        [(f"d{place}_{number}", sql) for number, sql in enumerate(dimension.columns)]
        for place, dimension in enumerate(dimensions)
    ]
    names = [name for some in columns for name, _ in some]
    once = not any(dimension.lists for dimension in dimensions)
    chosen = ", ".join(f"{sql} AS {name}" for some in columns for name, sql in some)
    sql = f"SELECT {chosen}, {'count(*)' if once else 1} AS n FROM event e WHERE {wanted.sql}"
    sql += " GROUP BY ALL" if once else ""

    def said(name: str, anew: str) -> str:
        return f"SELECT {', '.join(f'{anew} AS {name}' if one == name else one for one in names)}, n FROM ({sql}) AS o"

    for dimension, some in zip(dimensions, columns, strict=True):
        for name, _ in some:
            if dimension.lists:
                # An event without any value is counted too.
                sql = said(name, f"unnest(CASE WHEN array_length({name}) = 0 THEN [NULL] ELSE {name} END)")
            elif dimension.unit:
                sql = said(name, _start(dimension.unit, name))
    values: tuple[Any, ...] = ()
    if among is not None:
        values = tuple(value for value in among if value is not None)
        empty = f"WHEN {names[-1]} IS NULL THEN NULL" if None in among else ""
        marks = ", ".join("?" * len(values)) or "NULL"
        sql = said(names[-1], f"CASE {empty} WHEN {names[-1]} IN ({marks}) THEN {names[-1]} ELSE '{OTHERS}' END")
    sql = f"SELECT {', '.join(names)}, sum(n)::BIGINT AS n FROM ({sql}) AS o GROUP BY {', '.join(names)}"
    return Condition(sql, (*values, *wanted.values))


def events(world: Bulk, query: Query, by: Sequence[str], cells: Sequence[Cell]) -> int:
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
