"""From options to answers: open the files that were named, build the question, ask it."""

from __future__ import annotations

from timeline.cli import settings
from timeline.cli.options import Files, Order, Selection
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.query.query import SORTS, During, Part, Query, Term, conjunction, disjunction
from timeline.store.index import Opened, open_index
from timeline.store.select import Row, select


class Session:
    """The files that a command works on, opened, and the day on which it is asked."""

    def __init__(self, options: Files) -> None:
        named = options.file or settings.files()[0]
        if named.count("-") > 1:
            raise UsageError("standard input can be read once", "give '--file -' once")
        self.today = settings.today(options.today)
        paths = list(dict.fromkeys(named))
        registry = settings.registry(paths)
        cache = settings.cache_folder()
        self.files: list[Opened] = [open_index(path, registry, cache) for path in paths]

    def query(self, options: Selection, order: Order | None = None) -> Query:
        """Build the question that the options ask."""
        order = order or Order(sort="date", reverse=False, limit=None)
        if order.sort not in SORTS:
            raise UsageError(f"cannot sort by '{order.sort}'", "one of: " + " ".join(SORTS))
        part = conjunction(_parts(options, self.today))
        return Query(part, self.today, options.certain, order.sort, order.reverse, order.limit)

    def select(self, query: Query) -> list[Row]:
        """Ask a question."""
        return select(self.files, query)


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
