"""Bytes to values: one module a format, named after it. The file is the registration.

A format module has ``SUFFIXES`` (with the dot), ``ABOUT`` (one line for ``timeline formats``), ``cut`` (bytes to pieces
that can be read, and cached, one by one) and ``parse`` (pieces to records); ``Reader`` is its type.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from timeline import modules
from timeline.errors import DataError, Problem, UsageError
from timeline.syntax.yaml import Path as KeyPath
from timeline.syntax.yaml import Piece

_NOT_FORMATS = {
    "gold_events",
    "gold_kinds",
    "article",
    "html",
    "candidates",
    "documents",
    "given",
    "gold",
    "record",
    "rows",
    "seed",
}
BOM = b"\xef\xbb\xbf"


class Raw(NamedTuple):
    """A record as it stands in a file, not yet checked.

    ``place`` gives line and column of the value at a path of keys; it may read the piece again, so it is called for
    faults only.
    """

    values: Any
    piece: int
    place: Callable[[KeyPath], tuple[int, int]]


class Reader(Protocol):
    """What a module in this package offers to be a format."""

    SUFFIXES: tuple[str, ...]
    ABOUT: str

    def cut(self, data: bytes, path: str) -> list[Piece]:
        """Cut a file into pieces; raise ``DataError`` where it is not of this format at all."""
        ...

    def parse(self, pieces: Sequence[Piece], path: str) -> Iterator[Raw]:
        """Read pieces into records; raise ``DataError`` with every fault."""
        ...


def names() -> list[str]:
    """List the formats that can be read."""
    return modules.names(__path__, but=_NOT_FORMATS)


def reader(name: str) -> Reader:
    """Get the reader of a format."""
    if name not in names():
        raise UsageError(f"cannot read the format '{name}'", "one of: " + " ".join(names()))
    module: Any = importlib.import_module(f"timeline.read.{name}")
    found: Reader = module
    return found


def guess(path: str, data: bytes) -> str:
    """Guess a format: by the file's name, for a nameless stream by how it begins."""
    suffix = Path(path).suffix.lower()
    for name in names():
        if suffix and suffix in reader(name).SUFFIXES:
            return name
    head = data[:4096].removeprefix(BOM).lstrip()
    if head.startswith(b"{"):
        line = head.split(b"\n", 1)[0].rstrip()
        return "jsonl" if line.endswith(b"}") and b'"events"' not in line[:80] else "json"
    if head.startswith(b"["):
        return "json"
    first = head.split(b"\n", 1)[0].strip().lower().replace(b'"', b"")
    if {b"date", b"title"} <= set(first.split(b",")):
        return "csv"
    return "yaml"


def decode(data: bytes, path: str) -> str:
    """Decode UTF-8, with or without its mark; raise ``DataError`` at the byte that is none."""
    data = data.removeprefix(BOM)
    _check_text(data, path)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError([_not_utf8(data, error, path)]) from None


def _check_text(data: bytes, path: str) -> None:
    """Raise ``DataError`` where a file is binary: no text has a NUL byte, but for UTF-16, which is named."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise DataError([Problem(path, 1, 1, "not-utf8", "this file is UTF-16", "save it as UTF-8")])
    nul = data.find(b"\0")
    if nul >= 0:
        line = data.count(b"\n", 0, nul) + 1
        column = nul - data.rfind(b"\n", 0, nul)
        raise DataError(
            [Problem(path, line, column, "binary", "this is a binary file, not text", "is it the right file?")]
        )


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    line = data.count(b"\n", 0, error.start) + 1
    before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
    return Problem(
        path, line, len(before.decode("utf-8", "replace")) + 1, "not-utf8",
        f"byte 0x{data[error.start]:02x} is no UTF-8", "save the file as UTF-8",
    )  # fmt: skip
