"""JSON lines: one event a line, as ``--format jsonl`` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from timeline.errors import DataError, Problem
from timeline.read import Raw, decode
from timeline.syntax.yaml import Path, Piece, compose, nearest

SUFFIXES = (".jsonl", ".ndjson")
ABOUT = "one JSON object a line, for pipes and streams"
_LIKE = 'an event is {"id": …, "date": …, "title": …}'


def cut(data: bytes, path: str) -> list[Piece]:
    """Cut at the line ends; empty lines are passed over."""
    decode(data, path)
    lines = data.split(b"\n")
    return [Piece(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def parse(pieces: Sequence[Piece], path: str) -> Iterator[Raw]:
    """Read each line; raise with every line that is no object once the others have been given."""
    problems: list[Problem] = []
    for number, piece in enumerate(pieces):
        text = decode(piece.data, path)
        try:
            values = loads(text)
        except ValueError as error:
            problems.append(syntax_problem(error, path, piece.line))
            continue
        yield Raw(values, number, placer(text, path, piece.line))
    if problems:
        raise DataError(problems)


def loads(text: str) -> Any:
    """Read JSON; raise ``ValueError`` on bad syntax, on a key that is given twice and on nesting without end."""
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{double}' is given twice")
    return values


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no JSON value")


def syntax_problem(error: ValueError, path: str, line: int, like: str = _LIKE) -> Problem:
    """Tell a fault of JSON's syntax; ``line`` is where the text begins in its file, ``like`` what belongs there."""
    if isinstance(error, json.JSONDecodeError):
        message = error.msg[:1].lower() + error.msg[1:]
        where = line + error.lineno - 1, error.colno
        return Problem(path, *where, "bad-json", f"cannot read this as JSON: {message}", like)
    code = "duplicate-key" if "twice" in str(error) else "bad-json"
    return Problem(path, line, 1, code, f"cannot read this as JSON: {error}")


def placer(text: str, path: str, line: int) -> Callable[[Path], tuple[int, int]]:
    """Make a function that finds where a value stands in a JSON text: JSON is YAML, and that reader knows places."""

    def place(where: Path) -> tuple[int, int]:
        try:
            places = compose(text, path, line).places
        except DataError:
            return line, 1
        return nearest(places, where, (line, 1))

    return place
