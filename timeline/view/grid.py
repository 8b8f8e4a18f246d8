"""What every table here looks like, and cutting by cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.table import Table

from timeline.view import theme


def grid(*, header: bool = True, gap: int = 2) -> Table:
    """Make a table without lines, its columns ``gap`` cells apart."""
    return Table(
        box=None, show_header=header, show_edge=False, pad_edge=False, padding=(0, gap, 0, 0), header_style=theme.HEAD
    )


def cut(text: str, size: int) -> str:
    """Cut a text to so many cells; what is cut ends in an ellipsis."""
    if cell_len(text) <= size:
        return text
    return set_cell_size(text, size - 1).rstrip() + "…"
