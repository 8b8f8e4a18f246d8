"""YAML: ``events:`` with one block item an event, as people keep it; ``timeline.syntax.yaml`` has the reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from timeline.errors import DataError, Problem
from timeline.read import BOM, Raw, decode
from timeline.syntax.yaml import Composed, Path, Piece, Places, compose, load, nearest
from timeline.syntax.yaml import cut as cut_items

SUFFIXES = (".yaml", ".yml")
ABOUT = "the curated file: comments, order and style are yours"

MAX_PIECE = 1 << 20
MAX_WHOLE = 8 << 20
_REMARKS = rb"(?:[ ]*(?:#[^\n]*)?\n)*"
_COMMON_HEAD = re.compile(_REMARKS + rb"(?:events:[ ]*(?:#[^\n]*)?\n" + _REMARKS + rb")?")
_HEAD_FIELDS = {"events", "schema", "version", "count"}


def cut(data: bytes, path: str) -> list[Piece]:
    """Cut a file into events; one that is laid out in an unusual way is a single piece, of line 0."""
    decode(data, path)
    data = data.removeprefix(BOM)
    parts = cut_items(data)
    if parts is None or not _is_plain(parts[0], path):
        if len(data) > MAX_WHOLE:
            raise DataError([_too_large(path, 1, len(data), MAX_WHOLE)])
        return [Piece(0, data)]
    large = [
        _too_large(path, piece.line, len(piece.data), MAX_PIECE) for piece in parts[1] if len(piece.data) > MAX_PIECE
    ]
    if large:
        raise DataError(large)
    return parts[1]


def _too_large(path: str, line: int, size: int, limit: int) -> Problem:
    return Problem(
        path, line, 1, "too-large", f"{size >> 20} MiB in one piece; {limit >> 20} MiB is the most",
        "write 'events:' and under it one '- id: …' block for each event",
    )  # fmt: skip


def _is_plain(head: bytes, path: str) -> bool:
    """Say whether the head of a file is ``events:`` alone, or nothing at all (a bare list)."""
    if _COMMON_HEAD.fullmatch(head):
        return True
    if len(head) > MAX_PIECE:
        return False
    try:
        values = load(decode(head, path), path)
    except DataError:
        return False
    return values is None or (
        isinstance(values, dict) and not values.keys() - _HEAD_FIELDS and not values.get("events")
    )


def parse(pieces: Sequence[Piece], path: str) -> Iterator[Raw]:
    """Read events one by one; raise with every one that is no YAML once the others have been given."""
    problems: list[Problem] = []
    for number, piece in enumerate(pieces):
        if piece.line == 0:
            yield from _whole(piece, path)
            continue
        try:
            values = load(decode(piece.data, path), path, piece.line)
        except DataError as error:
            problems += error.problems
            continue
        yield Raw(values[0] if isinstance(values, list) and len(values) == 1 else values, number, _placer(piece, path))
    if problems:
        raise DataError(problems)


def _placer(piece: Piece, path: str) -> Callable[[Path], tuple[int, int]]:
    """Make a function that finds where a value stands in a piece, which it reads again with places when first asked."""

    @cache
    def places() -> Places:
        return compose(decode(piece.data, path), path, piece.line).places

    return lambda where: nearest(places(), (0, *where), (piece.line, 1))


def _whole(piece: Piece, path: str) -> Iterator[Raw]:
    """Read a file that is laid out in an unusual way, as one."""
    composed = compose(decode(piece.data, path), path)
    values = composed.values
    base: Path = ()
    if isinstance(values, dict):
        unknown = values.keys() - _HEAD_FIELDS
        if unknown or "events" not in values:
            raise DataError([_no_events(composed, path, sorted(map(str, unknown)))])
        values, base = values["events"], ("events",)
    if values is None:
        return
    if not isinstance(values, list):
        raise DataError([_no_events(composed, path, [])])

    def placer(number: int) -> Any:
        return lambda where: nearest(composed.places, (*base, number, *where), (1, 1))

    for number, record in enumerate(values):
        yield Raw(record, 0, placer(number))


def _no_events(composed: Composed, path: str, unknown: list[str]) -> Problem:
    line, column = composed.places.get((unknown[0],), (1, 1)) if unknown else (1, 1)
    message = f"unknown key '{unknown[0]}' beside 'events'" if unknown else "no list of events in this file"
    return Problem(
        path, line, column, "bad-yaml", message, "a file of events is 'events:' and under it '- id: …' blocks"
    )
