"""What texts say about time, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from timeline.model.mention import Mention
from timeline.model.text import visible
from timeline.report.dates import Item
from timeline.view import theme
from timeline.view.grid import grid
from timeline.view.lines import lines


class _Column(NamedTuple):
    head: str
    style: str
    least: int


_COLUMNS = (
    _Column("File", theme.QUIET, 0),
    _Column("Line", theme.QUIET, 40),
    _Column("Words", "", 0),
    _Column("Meaning", theme.DATE, 0),
    _Column("First", "", 76),
    _Column("Last", "", 76),
    _Column("How", theme.QUIET, 56),
)
_WHOLE = {"Line", "First", "Last"}
_ANCHORS = {
    None: "said",
    "published": "from publication",
    "text": "from the text before",
    "missing": "from a day not known",
}


def table(items: Sequence[Item], width: int) -> Table:
    """Lay out a table that is at most so many columns wide, wrapping words and meanings."""
    columns, rows = _cells(items, width)
    laid = grid()
    for number, column in enumerate(columns):
        widest = max((cell_len(row[number]) for row in rows), default=0)
        least = min(widest, len(column.head) if column.head in _WHOLE else 8)
        laid.add_column(
            column.head, style=column.style, overflow="fold", no_wrap=column.head in _WHOLE, min_width=least
        )
    for row in rows:
        laid.add_row(*map(Text, row))
    return laid


def plain(items: Sequence[Item], width: int | None) -> Iterator[str]:
    """Lay out one line a mention; cut with an ellipsis where there is a width, and never without one."""
    columns, rows = _cells(items, width)
    whole = {number for number, column in enumerate(columns) if column.head in _WHOLE}
    return lines([column.head for column in columns], rows, width, whole)


def _cells(items: Sequence[Item], width: int | None) -> tuple[list[_Column], list[list[str]]]:
    """Choose the columns that a width has room for, and fill them; a column of files only where there are several."""
    several = any(item.file for item in items)
    columns = [
        column for column in _COLUMNS
        if (width is None or width >= column.least) and (several or column.head != "File")
    ]  # fmt: skip
    return columns, [[_cell(item, column.head) for column in columns] for item in items]


def _cell(item: Item, head: str) -> str:
    mention = item.mention
    if head == "Words":
        return visible(" ".join(mention.text.split()))
    if head == "Meaning":
        return visible(mention.edtf or mention.value)
    if head == "How":
        return visible(_how(mention))
    return visible(
        {"File": item.file, "Line": str(item.line), "First": mention.first, "Last": mention.last}[head] or ""
    )


def _how(mention: Mention) -> str:
    """Say what the words tell if not a date, what changes it, what the meaning was counted from and what it ends."""
    parts = [
        "" if mention.type == "DATE" else mention.type.lower(),
        "" if mention.edtf else mention.mod.lower().replace("_", " "),
        _ANCHORS.get(mention.anchor, mention.anchor or ""),
        f"of {mention.range}" if mention.range else "",
    ]
    return ", ".join(part for part in parts if part)
