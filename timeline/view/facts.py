"""Plain reference tables: actors, kinds, formats, settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from timeline.model.text import visible
from timeline.view import theme
from timeline.view.grid import grid


def facts(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Lay out rows of text under headings; the first column is what one looks for, the last one wraps."""
    table = grid()
    for number, head in enumerate(heads):
        table.add_column(head, style=theme.DATE if number == 0 else "", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(text)) for text in row))
    return table
