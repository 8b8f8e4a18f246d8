"""A world that is asked: the parts that a question needs, in the order of time, so that the first answers come at once.

The lexicon of a world, names of actors and kinds, is an index as a file of events has one (``timeline.store.index``),
without events in it; so names are found and suggested in the same way.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model.day import day_number
from timeline.query import flat
from timeline.query.query import Query
from timeline.query.sql import order
from timeline.store.select import Row
from timeline.store.world import engine, manifest, words
from timeline.store.world.bulk import Bulk, names
from timeline.store.world.manifest import Manifest, Part
from timeline.syntax.json import safe

if TYPE_CHECKING:
    import duckdb

FIRST = 50_000
WINDOW = 250_000
"""Rows that are looked at first, so that the first answers come at once, and answers that are put in order together.

These many are sorted in memory, while more would be spilled. Where an actor is asked for, ten times as many rows are
looked at, as few are of that actor.
"""
_FETCH = 2000


class Window(NamedTuple):
    """Parts of a world, and the first days, both inclusive, of those events in them that are meant: None is all."""

    parts: Sequence[Part]
    days: tuple[int, int] | None = None


class World(Bulk):
    """A world on this machine, which DuckDB reads."""

    def __init__(self, path: str, found: Manifest, database: sqlite3.Connection) -> None:
        """Take the folder's name as the user gave it, its manifest and its lexicon."""
        super().__init__(path, found, database)
        self._engine: duckdb.DuckDBPyConnection | None = None

    @property
    def engine(self) -> duckdb.DuckDBPyConnection:
        """The engine, started when the first question is asked."""
        if self._engine is None:
            # Not by tempfile, which takes longer to import than a question to answer.
            spill = os.path.join(os.environ.get("TMPDIR") or "/tmp", f"timeline-{os.getpid()}")  # noqa: S108 -- the engine makes it
            self._engine = engine.connect(spill, memory="300MB")
            self._engine.execute(words.MACROS)
        return self._engine

    def answers(self, query: Query) -> Iterator[Row]:
        """Yield the events that answer a question whose names are keys, in its order, as they are found."""
        left = query.limit
        windows = self.windows(query)
        window = next(windows, None)
        while window and left != 0:
            number = 0
            # The engine answers one question at a time, and somebody may ask another before this one is read.
            cursor = self.engine.cursor()
            cursor.execute(*self.statement(query, window, left))
            while rows := cursor.fetchmany(_FETCH):
                for row in rows:
                    yield Row(safe(row[0]), row[1], row[2], self.path, row[3:])
                number += len(rows)
                left = left - len(rows) if left is not None else None
            try:
                window = windows.send(number)
            except StopIteration:
                return

    def statement(self, query: Query, window: Window, limit: int | None) -> tuple[str, list[Any]]:
        """Write the question to a window as SQL, with its values.

        It gives for each event: JSON, whether certainly, whether overdue, and the values that it is sorted by.
        """
        keys = flat.FLAT.orders[query.sort]
        wanted = flat.possible(query)
        sure = flat.certain(query) if query.asks_time and not query.certain else None
        columns = ", ".join(f"{key} AS key{place}" for place, key in enumerate(keys))
        # As numbers in the text the engine compares them while it reads, before anything else is asked of a row.
        among = "e.first_day BETWEEN {} AND {} AND ".format(*window.days) if window.days else ""
        sql = (
            f"SELECT {words.JSON} AS json, e.sure, e.status = 'expected' AND e.last_day < ? AS late,"
            f" {', '.join(f'e.key{place}' for place in range(len(keys)))} FROM"
            f" (SELECT e.*, ({sure.sql if sure else 'TRUE'}) AS sure, {columns} FROM read_parquet(?) e"
            f" WHERE {among}{wanted.sql} ORDER BY {order(query, flat.FLAT)} LIMIT ?) e"
        )
        paths = self._paths(window.parts)
        return sql, [query.today, *(sure.values if sure else ()), paths, *wanted.values, limit]

    def run(self, parts: Sequence[Part], sql: str, values: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        """Run a statement whose table ``event`` has the rows of these parts; of columns not named nothing is read."""
        whole = f"WITH event AS NOT MATERIALIZED (FROM read_parquet(?)) {sql}"
        yield from self.engine.cursor().execute(whole, [self._paths(parts), *values]).fetchall()

    def _paths(self, parts: Sequence[Part]) -> list[str]:
        return engine.files(self.path, [part.file for part in parts])

    def windows(self, query: Query) -> Generator[Window, int | None]:
        """Yield windows so that all answers from one come before those from the next; ``send`` how many the last had.

        A year has the events that can have begun in it, so years are in the order of first days, and a year of very
        many rows is cut by these; any other order needs all parts at once.
        """
        parts = self.parts(query)
        if query.sort != "date":
            if parts:
                yield Window(parts)
            return
        size = min(FIRST, WINDOW) * (10 if flat.wanted(query.part) else 1)
        waiting: list[Part] = []
        rows = 0
        for year in sorted({part.year for part in parts}, reverse=query.reverse):
            of_year = [part for part in parts if part.year == year]
            more = sum(part.rows for part in of_year)
            if waiting and rows + more > 2 * size:
                size = _next(size, rows, (yield Window(waiting)))
                waiting, rows = [], 0
            if more > 2 * size:
                size = yield from _spans(of_year, more, size, reverse=query.reverse)
                continue
            waiting += of_year
            rows += more
            if rows >= size:
                size = _next(size, rows, (yield Window(waiting)))
                waiting, rows = [], 0
        if waiting:
            yield Window(waiting)


def _spans(parts: Sequence[Part], rows: int, size: int, *, reverse: bool) -> Generator[Window, int | None, int]:
    """Cut a year by first days, as if each had as many rows; give the size that the next window is to have."""
    first, last = min(part.first for part in parts), day_number(parts[0].year, 12, 31)
    number = last - first + 1
    while first <= last:
        days = min(max(1, number * size // rows), last - first + 1)
        span = (last - days + 1, last) if reverse else (first, first + days - 1)
        size = _next(size, rows * days // number, (yield Window(parts, span)))
        first, last = (first, last - days) if reverse else (first + days, last)
    return size


def _next(size: int, rows: int, found: int | None) -> int:
    """Say how many rows the next window is to have: so many that about ``WINDOW`` of them are answers."""
    if found is None:
        return min(size * 4, WINDOW)
    return min(size * 16, max(1, rows) * WINDOW // max(1, found))


def open_world(path: str, registry: Sequence[Path], cache: Path | None) -> World:
    """Open a world. Raises ``DataError`` where its manifest is damaged."""
    found = manifest.read(path)

    def unknown() -> list[tuple[str, str]]:
        paths = engine.files(path, list(found.names))
        sql = "SELECT key, min(name) FROM read_parquet(?) GROUP BY key ORDER BY key"
        return engine.connect().execute(sql, [paths]).fetchall()

    return World(path, found, names(os.path.realpath(path), found, registry, cache, unknown))
