"""Events to bytes: one module a format, named after it. The file is the registration.

A format module has ``SUFFIXES``, ``ABOUT`` and ``write``; ``Writer`` is its type.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from timeline import modules
from timeline.errors import UsageError
from timeline.store.select import Row, Stream


class Answer(NamedTuple):
    """Rows, and which of the things that depend on the question belong to them."""

    rows: Sequence[Row] | Stream
    timed: bool = False
    several_files: bool = False

    def derived(self, row: Row) -> dict[str, Any]:
        """Give what is not stored with an event: its answer, that it is overdue, where it comes from."""
        values: dict[str, Any] = {}
        if self.timed:
            values["certain"] = row.certain
        if row.overdue:
            values["overdue"] = True
        if self.several_files:
            values["origin"] = row.origin
        return values

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield each event as JSON values."""
        import json

        for row in self.rows:
            yield json.loads(row.json) | self.derived(row)


class Writer(Protocol):
    """What a module in this package offers to be a format."""

    SUFFIXES: tuple[str, ...]
    ABOUT: str

    def write(self, answer: Answer) -> Iterator[str]:
        """Yield the text, in parts."""
        ...


def names() -> list[str]:
    """List the formats that can be written."""
    return modules.names(__path__)


def writer(name: str) -> Writer:
    """Get the writer of a format."""
    try:
        module: Any = importlib.import_module(f"timeline.write.{name}") if name in names() else None
    except ModuleNotFoundError:
        module = None
    if module is None:
        import difflib

        near = difflib.get_close_matches(name, ["table", *names()], 1)
        hint = f"did you mean '{near[0]}'? " if near else ""
        raise UsageError(f"no format is called '{name}'", f"{hint}one of: table {' '.join(names())}")
    found: Writer = module
    return found


def by_suffix(path: str, also: Iterable[str] = ()) -> str:
    """Tell the format that a file's name asks for; ``also`` are suffixes that would have been understood as well."""
    suffix = Path(path).suffix.lower()
    for name in names():
        if suffix in writer(name).SUFFIXES:
            return name
    known = " ".join([*also, *(suffix for name in names() for suffix in writer(name).SUFFIXES)])
    raise UsageError(
        f"'{path}' does not say which format to write",
        f"end it in one of {known}" + ("" if also else ", or give --format"),
    )
