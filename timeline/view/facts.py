"""Plain reference tables: actors, kinds, formats, settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from timeline.model.text import visible
from timeline.view import theme


def facts(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """Lay out rows of text under headings; the first column is what one looks for, the last one wraps."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=theme.HEAD)
    for number, head in enumerate(heads):
        grid.add_column(head, style=theme.DATE if number == 0 else "", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(visible(text)) for text in row))
    return grid
