"""What commands share that print a report: the same rows as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from timeline import __version__
from timeline.cli.console import Console, write
from timeline.cli.options import Json, Screen


def write_json(name: str, values: Mapping[str, Any]) -> None:
    """Write a report as one JSON document that says what it is."""
    document = {"schema": f"urn:timeline:{name}:1", "version": __version__, **values}
    write([json.dumps(document, ensure_ascii=False, indent=1), "\n"])


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
