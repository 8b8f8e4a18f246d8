"""What the reference commands share: the same rows as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from timeline.cli.console import Console, write
from timeline.cli.options import Json, Screen


def reference(
    fields: Sequence[str], rows: Sequence[Sequence[str | int]], form: Json, screen: Screen, name: str
) -> None:
    """Print rows; as JSON, one object each under ``name``."""
    if form.json:
        values = [dict(zip(fields, row, strict=True)) for row in rows]
        write([json.dumps({name: values}, ensure_ascii=False, indent=1), "\n"])
        return
    from timeline.view.facts import facts

    heads = [field.replace("_", " ").capitalize() for field in fields]
    Console(screen).draw(facts(heads, [[str(cell) for cell in row] for row in rows]))
