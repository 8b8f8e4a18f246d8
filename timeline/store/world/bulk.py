"""What worlds have in common, whatever engine reads them: the parts that a question needs, and numbers of answers."""

from __future__ import annotations

import os
import sqlite3
import zlib
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from timeline.query import flat
from timeline.query.query import All, Query, Term, bounds
from timeline.store.index import Opened, lexicon
from timeline.store.world.manifest import Manifest, Part


class Bulk(Opened):
    """A world that is ready for questions: engines say how they answer (``answers``) and are asked (``run``)."""

    bulk = True

    def __init__(self, path: str, found: Manifest, database: sqlite3.Connection) -> None:
        """Take the folder as the user named it, its manifest and its lexicon."""
        super().__init__(path, database, lambda: database)
        self.manifest = found

    @abstractmethod
    def run(self, parts: Sequence[Part], sql: str, values: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        """Run a statement in DuckDB's dialect, whose table ``event`` has the rows of these parts: one part at least."""

    def ask(self, query: Query, sql: str, values: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        """Run a statement over the parts that can have an answer; without any it has no rows."""
        if parts := self.parts(query):
            yield from self.run(parts, sql, values)

    def parts(self, query: Query) -> list[Part]:
        """Give the parts that can have an answer."""
        since, until = bounds(query.part)
        return [part for part in self.manifest.parts if part.first <= until and part.last >= since]

    def number(self, query: Query) -> int:
        """Count the events that answer a question whose names are keys."""
        wanted = flat.possible(query)
        found = self.ask(query, f"SELECT count(*) FROM event e WHERE {wanted.sql}", wanted.values)
        return int(sum(number for (number,) in found))

    def has(self, name: str) -> bool:
        """Say whether there is an event of this id."""
        return self.number(Query(Term("id", name), 0)) > 0

    def kinds(self) -> dict[str, int]:
        """Count the events of each kind."""
        sql = "SELECT e.kind, count(*) FROM event e WHERE e.nth = 0 GROUP BY e.kind"
        return dict(self.ask(Query(All(()), 0), sql, ()))

    @property
    def events(self) -> int:
        """How many events there are."""
        return self.manifest.events


def names(
    place: str,
    found: Manifest,
    registry: Sequence[Path],
    cache: Path | None,
    unknown: Callable[[], Iterable[tuple[str, str]]],
) -> sqlite3.Connection:
    """Open the lexicon of a world, kept by its ``place``, a whole path or an address.

    ``unknown`` reads the names of the manifest, with their keys; it is not asked where there are none.
    """
    identity = os.fsencode(place)
    home = cache / f"{zlib.crc32(identity):08x}.world" if cache is not None else None
    return lexicon(home, repr((identity, found.names)), registry, cache, unknown if found.names else tuple)
