"""From options to answers: open the files that were named, build the question, ask it."""

from __future__ import annotations

import os
from pathlib import Path

from timeline.cli import settings
from timeline.cli.options import Files, Order, Selection
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.query.query import SORTS, During, Part, Query, Term, conjunction, disjunction
from timeline.store import MANIFEST
from timeline.store.index import Opened, open_index
from timeline.store.select import Row, Stream, select, stream


class Session:
    """The files that a command works on, opened, and the day on which it is asked."""

    def __init__(self, options: Files, engine: str | None = None) -> None:
        """Open the files; ``engine`` is the address of one that answers about worlds in the place of our own."""
        named = options.file or settings.files()[0]
        if named.count("-") > 1:
            raise UsageError("standard input can be read once", "give '--file -' once")
        if engine:
            from timeline.store.world.spark import understood

            understood(engine)
        self.today = settings.today(options.today)
        paths = list(dict.fromkeys(named))
        registry = settings.registry(paths)
        cache = settings.cache_folder()
        self.files: list[Opened] = [_opened(path, registry, cache, engine) for path in paths]
        if engine and not any(file.bulk for file in self.files):
            raise UsageError("an engine answers about worlds, and none is asked", "name the world's folder with --file")

    def query(self, options: Selection, order: Order | None = None) -> Query:
        """Build the question that the options ask."""
        order = order or Order(sort="date", reverse=False, limit=None)
        if order.sort not in SORTS:
            raise UsageError(f"cannot sort by '{order.sort}'", "one of: " + " ".join(SORTS))
        part = conjunction(_parts(options, self.today))
        return Query(part, self.today, options.certain, order.sort, order.reverse, order.limit)

    def stream(self, query: Query) -> list[Row] | Stream:
        """Ask a question that more may answer than can be held."""
        return stream(self.files, query)

    def select(self, query: Query) -> list[Row]:
        """Ask a question."""
        return select(self.files, query)


def _opened(path: str, registry: list[Path], cache: Path | None, engine: str | None) -> Opened:
    """Open a file of events, or a world where the path is a folder, or an address that an engine can read."""
    remote = "://" in path
    if remote and not engine:
        raise UsageError(f"'{path}' is not on this machine", "name a Spark cluster that can read it with --engine")
    if remote or (os.path.isdir(path) and os.path.isfile(os.path.join(path, MANIFEST))):
        if engine:
            from timeline.store.world import spark

            return spark.open_world(path, registry, cache, engine)
        from timeline.store.world.world import open_world

        return open_world(path, registry, cache)
    return open_index(path, registry, cache)


def _parts(options: Selection, today: int) -> list[Part]:
    parts: list[Part] = []
    for field in ("actor", "kind", "status", "place", "tag"):
        values = getattr(options, field)
        if values:
            parts.append(disjunction([Term(field, value) for value in values]))
    if options.text:
        from timeline.query.parse import words

        parts += [words(text) for text in options.text]
    if options.since or options.until:
        from timeline.query.parse import since, until

        first = since(options.since, today).first_day if options.since else BEFORE
        last = until(options.until, today).last_day if options.until else AFTER
        if first > last:
            raise UsageError(f"--since {options.since} is after --until {options.until}", "swap them")
        parts.append(During(first, last))
    if options.query:
        from timeline.query.parse import parse

        parts.append(parse(" ".join(options.query), today))
    return parts
