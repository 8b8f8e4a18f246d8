"""Documents, one JSON object a line: an id, the day of publication where it is known, and the text.

A file of them is read line by line, so that it can be of any length.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem
from timeline.model.day import day_of
from timeline.read import decode
from timeline.read.jsonl import loads, placer, syntax_problem
from timeline.syntax.yaml import Path

_LIKE = 'a document is {"id": …, "published": "2024-10-11", "text": …}'
_MAX_PLACED = 1 << 20
"""In a longer line nobody looks for a column, and finding it takes a second, slower reading."""

Fault = Callable[[Path, str, str, str], Problem]
"""Words what is wrong with the value at a path of keys: code, message, hint."""


class Document(NamedTuple):
    """A text with the name that its owner gave it; ``published`` is a day number, None where it is not known."""

    id: str | int
    published: int | None
    text: str


def parse(data: bytes, path: str, line: int) -> Document:
    """Read the document on a line; raise ``DataError`` with all that is wrong with it."""
    values, fault = fields(data, path, line, _LIKE)
    problems: list[Problem] = []
    document = take(values, "published", fault, problems)
    if problems:
        raise DataError(problems)
    return document


def fields(data: bytes, path: str, line: int, like: str) -> tuple[dict[str, Any], Fault]:
    """Read the object on a line; raise ``DataError`` where it is none. ``like`` shows what one looks like."""
    try:
        text = decode(data, path)
        values = loads(text)
    except DataError as error:
        raise DataError([problem._replace(line=line) for problem in error.problems]) from None
    except ValueError as error:
        raise DataError([syntax_problem(error, path, line, like)]) from None
    if not isinstance(values, dict):
        raise DataError([Problem(path, line, 1, "bad-value", "this is no object", like)])

    def fault(where: Path, code: str, message: str, hint: str) -> Problem:
        place = placer(text, path, line)(where) if len(data) < _MAX_PLACED else (line, 1)
        return Problem(path, *place, code, message, hint)

    return values, fault


def take(values: dict[str, Any], day: str, fault: Fault, problems: list[Problem]) -> Document:
    """Make a document of an object's fields, the day being in the field ``day``; put what is wrong to ``problems``."""
    name, published, text = values.get("id"), values.get(day), values.get("text")
    if not isinstance(name, str | int) or isinstance(name, bool):
        problems.append(_wrong(values, "id", "a text or a whole number", fault))
        name = ""
    if not isinstance(text, str):
        problems.append(_wrong(values, "text", "a text", fault))
        text = ""
    number = None
    if published is not None:
        try:
            number = day_of(published if isinstance(published, str) else "")
        except ValueError:
            hint = "write YYYY-MM-DD, or null where it is not known"
            problems.append(fault((day,), "bad-date", f"'{str(published)[:40]}' is no day", hint))
    return Document(name, number, text)


def _wrong(values: dict[str, Any], key: str, kind: str, fault: Fault) -> Problem:
    if key not in values:
        return fault((), "missing-field", f"'{key}' is missing", f'add "{key}": …')
    return fault((key,), "bad-value", f"'{key}' is not {kind}", _LIKE)
