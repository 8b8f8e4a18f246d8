"""What tests of every part share: the gold tables, and reading a file of events into events and problems."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from timeline.errors import DataError, Problem
from timeline.lexicon.actors import Registry
from timeline.model.event import Event
from timeline.read import Raw, reader, record

GOLD = Path(__file__).parent / "gold"


class Row(NamedTuple):
    """A row of a gold table: its line in the file, its fields decoded, and how it stands there."""

    line: int
    fields: tuple[str, ...]
    shown: str

    def __str__(self) -> str:
        return f"{self.line}:{self.shown}"


def unescape(text: str) -> str:
    r"""Replace ``\uXXXX`` by the character that it stands for."""
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


def gold(name: str, shown: int = 0) -> list[Row]:
    """Read a table of ``tests/gold``; ``shown`` is the column after which its tests are named."""
    lines = (GOLD / name).read_text(encoding="utf-8").split("\n")
    return [
        Row(number, tuple(map(unescape, line.split("\t"))), line.split("\t")[shown])
        for number, line in enumerate(lines, 1)
        if line and not line.startswith("#")
    ]


class Read(NamedTuple):
    """What came of a file: its events, and what is wrong with it."""

    events: list[Event]
    problems: list[Problem]


def read(data: bytes | str, form: str = "yaml", path: str = "events", registry: Registry | None = None) -> Read:
    """Read a file of events as the program does, every problem included."""
    data = data.encode() if isinstance(data, str) else data
    problems: list[Problem] = []
    events: list[Event] = []
    known = Registry(()) if registry is None else registry
    try:
        module = reader(form)
        raws: list[Raw] = []
        try:
            raws.extend(module.parse(module.cut(data, path), path))
        except DataError as error:
            problems += error.problems
            raws = list(_until_error(module.parse(module.cut(data, path), path)))
        events += [found.event for found in record.events(raws, known, path, problems)]
    except DataError as error:
        problems += [problem for problem in error.problems if problem not in problems]
    return Read(events, problems)


def _until_error(raws: Iterable[Raw]) -> Iterable[Raw]:
    try:
        yield from raws
    except DataError:
        return
