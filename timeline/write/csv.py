"""CSV, one event a row; what does not fit into a row is told in ``timeline.read.csv``."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from timeline.model.text import visible_lines
from timeline.read.csv import COLUMNS, SEPARATOR
from timeline.write import Answer

SUFFIXES = (".csv",)
ABOUT = "a table for spreadsheets; roles, quotes and links do not fit into it"


def write(answer: Answer) -> Iterator[str]:
    """Yield the header and the rows; columns that depend on the question only where they are asked for."""
    columns = [name for name in COLUMNS if _wanted(name, answer)]
    yield _line(columns)
    for document in answer.documents():
        cells = _cells(document)
        yield _line([cells.get(name, "") for name in columns])


def _wanted(name: str, answer: Answer) -> bool:
    shown = {"certain": answer.timed, "origin": answer.several_files}
    return shown.get(name, True)


def _cells(document: dict[str, Any]) -> dict[str, str]:
    place = document["place"] or {}
    values = {
        **document,
        "actors": SEPARATOR.join(part["name"] for part in document["actors"]),
        "sources": SEPARATOR.join(source.get("url") or source.get("seed") or "" for source in document["sources"]),
        "tags": SEPARATOR.join(document.get("tags", ())),
        "place": place.get("name", ""),
        **{name: place.get(name) for name in ("country", "lat", "lon")},
    }
    return {name: _cell(value) for name, value in values.items() if value is not None}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible_lines(str(value))


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
