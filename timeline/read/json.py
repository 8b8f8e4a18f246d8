"""JSON: the document that ``--json`` writes, or a bare list of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from timeline.errors import DataError, Problem
from timeline.read import Raw, decode
from timeline.read.jsonl import loads, placer, syntax_problem
from timeline.syntax.yaml import Path, Piece

SUFFIXES = (".json",)
ABOUT = "one document with schema, version, count and events"


def cut(data: bytes, path: str) -> list[Piece]:
    """A document is one piece."""
    decode(data, path)
    return [Piece(1, data)]


def parse(pieces: Sequence[Piece], path: str) -> Iterator[Raw]:
    """Read the events of a document."""
    for piece in pieces:
        text = decode(piece.data, path)
        try:
            values = loads(text)
        except ValueError as error:
            raise DataError([syntax_problem(error, path, 1)]) from None
        base: Path = ()
        if isinstance(values, dict) and "events" in values:
            values, base = values["events"], ("events",)
        elif isinstance(values, dict):
            values = [values]
            yield Raw(values[0], 0, placer(text, path, 1))
            return
        if not isinstance(values, list):
            raise DataError([Problem(path, 1, 1, "bad-json", "no list of events in this document")])
        place = placer(text, path, 1)
        yield from (Raw(record, 0, _inner(place, (*base, number))) for number, record in enumerate(values))


def _inner(place: Callable[[Path], tuple[int, int]], base: Path) -> Callable[[Path], tuple[int, int]]:
    return lambda where: place((*base, *where))
