"""What commands share that print a report: the same rows as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from timeline import __version__
from timeline.cli.console import Console, write
from timeline.cli.options import Json, Screen
from timeline.syntax.json import dump, safe


def write_json(name: str, values: Mapping[str, Any]) -> None:
    """Write a report as one JSON document that says what it is."""
    write([safe(json.dumps(_document(name, values), ensure_ascii=False, indent=1)), "\n"])


def write_rows(name: str, values: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write such a document with its rows under ``name``, one a line, however many they are."""
    write(_with_rows(name, values, rows))


def _with_rows(name: str, values: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield safe(json.dumps(_document(name, values), ensure_ascii=False))[:-1] + f', "{name}": ['
    between = "\n"
    for row in rows:
        yield between + dump(row)
        between = ",\n"
    yield "]}\n" if between == "\n" else "\n]}\n"


def _document(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"schema": f"urn:timeline:{name}:1", "version": __version__, **values}


def reference(
    fields: Sequence[str], rows: Sequence[Sequence[str | int]], form: Json, screen: Screen, name: str
) -> None:
    """Print rows; as JSON, one object each under ``name``."""
    if form.json:
        write_json(name, {"count": len(rows), name: [dict(zip(fields, row, strict=True)) for row in rows]})
        return
    from timeline.view.facts import facts

    heads = [field.replace("_", " ").capitalize() for field in fields]
    Console(screen).draw(facts(heads, [[str(cell) for cell in row] for row in rows]))
