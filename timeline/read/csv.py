"""CSV with a header, as ``--format csv`` writes it and spreadsheets keep it.

A table has no room for everything: actors and tags stand in one cell, separated by ``; ``, and a source is its address
alone. Columns that are not known are an error, since they would be lost.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.errors import DataError, Problem
from timeline.read import Raw, decode
from timeline.syntax.yaml import Path, Piece

SUFFIXES = (".csv",)
ABOUT = "a table for spreadsheets; roles, quotes and links do not fit into it"

COLUMNS = (
    "id", "date", "first", "last", "title", "kind", "status", "actors", "place", "country", "lat", "lon", "sources",
    "summary", "confidence", "tags", "note", "count", "certain", "overdue", "origin",
)  # fmt: skip
SEPARATOR = "; "
_PLACE = ("country", "lat", "lon")


def cut(data: bytes, path: str) -> list[Piece]:
    """A table is one piece: a cell may span lines, and every row hangs on the header."""
    decode(data, path)
    return [Piece(1, data)]


def parse(pieces: Sequence[Piece], path: str) -> Iterator[Raw]:
    """Read the rows."""
    for piece in pieces:
        yield from _rows(decode(piece.data, path), path)


def _rows(text: str, path: str) -> Iterator[Raw]:
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    problems: list[Problem] = []
    header: list[str] | None = None
    line = 1
    try:
        for row in rows:
            start, line = line, rows.line_num + 1
            if not any(row):
                continue
            if header is None:
                header = [name.strip().lower() for name in row]
                problems += _unknown(header, path, start)
                if problems:
                    break
            elif len(row) != len(header):
                message = f"{len(row)} cells, but the header has {len(header)}"
                problems.append(Problem(path, start, 1, "bad-csv", message, "quote cells that hold a comma"))
            else:
                yield _raw(dict(zip(header, row, strict=True)), header, start)
    except csv.Error as error:
        problems.append(Problem(path, line, 1, "bad-csv", f"cannot read this as CSV: {error}"))
    if problems:
        raise DataError(problems)


def _unknown(header: list[str], path: str, line: int) -> Iterator[Problem]:
    for number, name in enumerate(header):
        if name not in COLUMNS or name in header[:number]:
            fault = "twice" if name in COLUMNS else "unknown"
            yield Problem(
                path, line, number + 1, "bad-csv", f"column '{name}' is {fault}", "columns: " + " ".join(COLUMNS)
            )


def _raw(row: dict[str, str], header: list[str], line: int) -> Raw:
    values: dict[str, Any] = {name: cell for name, cell in row.items() if cell and name not in _PLACE}
    for name in ("actors", "tags", "sources"):
        if name in values:
            values[name] = [part for part in re.split(r";\s+", values[name].strip()) if part]
    if "sources" in values:
        values["sources"] = [{"url" if "://" in part else "seed": part} for part in values["sources"]]
    where = {name: row[name] for name in _PLACE if row.get(name)}
    if "place" in values or where:
        # A country or coordinates without a name of the place are a fault that the boundary tells, not lost.
        values["place"] = ({"name": values["place"]} if "place" in values else {}) | where

    def place(where: Path) -> tuple[int, int]:
        # The column is that of the cell, counted in cells: rows have no fixed places, and spreadsheets count so.
        name = str(where[0]) if where else ""
        return line, header.index(name) + 1 if name in header else 1

    return Raw(values, 0, place)
