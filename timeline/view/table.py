"""A list as a table: by Rich, which wraps what is too long, or as plain lines where there are too many for that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from timeline.model.text import visible
from timeline.report.listing import Item
from timeline.view import theme
from timeline.view.grid import grid
from timeline.view.lines import lines

ROOMY = 100
"""From so many columns on, a date stands on one line whatever its length."""
_GAP = 2
_LEAST = 8


class _Column(NamedTuple):
    field: str
    head: str
    style: str
    least: int


_COLUMNS = (
    _Column("mark", "", theme.POSSIBLE, 0),
    _Column("date", "Date", theme.DATE, 0),
    _Column("title", "Event", "", 0),
    _Column("actors", "Actors", "", 56),
    _Column("kind", "Kind", theme.QUIET, 100),
    _Column("place", "Place", theme.QUIET, 140),
    _Column("id", "Id", theme.QUIET, 180),
    _Column("sources", "Src", theme.QUIET, 180),
    _Column("origin", "File", theme.QUIET, 0),
)


def _columns(items: Sequence[Item], width: int | None) -> list[_Column]:
    """Choose the columns that a width has room for; those with nothing in them are left out."""
    empty = {field for field in ("mark", "origin") if not any(getattr(item, field) for item in items)}
    return [column for column in _COLUMNS if column.field not in empty and (width is None or width >= column.least)]


def title(item: Item) -> Text:
    """Say what an event is called, and first how it stands with it where it is no plain fact."""
    text = Text()
    if item.status:
        text.append(item.status, theme.STATUS.get(item.status, ""))
        text.append(": ")
    return text.append(visible(item.title))


def table(items: Sequence[Item], width: int) -> Table:
    """Lay out a table that is at most so many columns wide, wrapping titles and names."""
    columns = _columns(items, width)
    laid = grid()
    widths = _widths(items, columns, width)
    for column in columns:
        if column.field in widths:
            size = widths[column.field]
            laid.add_column(column.head, style=column.style, overflow="fold", min_width=size, max_width=size)
        else:
            laid.add_column(column.head, style=column.style, no_wrap=True)
    for item in items:
        laid.add_row(*(_cell(item, column.field, width) for column in columns))
    return laid


def _widths(items: Sequence[Item], columns: Sequence[_Column], width: int) -> dict[str, int]:
    """Give the columns that are folded their widths: Rich, left to find them, crops what it lays out too wide."""
    limits = {
        "date": 23 if width >= ROOMY else 13,
        "actors": min(max(12, width // 4), 34),
        "place": max(16, width // 9),
        "id": 46,
        "origin": max(16, width // 4),
    }
    widest = {
        column.field: max([cell_len(column.head), *(_widest(_cell(item, column.field, width)) for item in items)])
        for column in columns
    }
    of_title = min(widest["title"], 20, width // 3)
    fixed = sum(widest[column.field] for column in columns if column.field not in {"title", *limits})
    room = width - of_title - fixed - _GAP * (len(columns) - 1)
    found = {field: min(widest[field], limit) for field, limit in limits.items() if field in widest}
    # Dates are what people look for: others give way first.
    least = dict.fromkeys(found, _LEAST) | {"date": 10 if width < 60 else 13}
    while sum(found.values()) > room and (wide := [field for field in found if found[field] > least[field]]):
        found[max(wide, key=found.__getitem__)] -= 1
    return found | {"title": max(of_title, min(widest["title"], of_title + room - sum(found.values())))}


def _widest(text: Text) -> int:
    return max(map(cell_len, text.plain.split("\n")))


def _cell(item: Item, field: str, width: int) -> Text:
    if field == "title":
        return title(item)
    text = visible(getattr(item, field))
    if field == "date" and width < ROOMY and len(text) > 13:
        text = text.replace("/", "/\n", 1) if "/" in text else text.replace(",", ",\n")
    return Text(text)


def plain(items: Sequence[Item], width: int | None) -> Iterator[str]:
    """Lay out one line an event; cut with an ellipsis where there is a width, and never without one."""
    return Plain(width).lines(items)


class Plain:
    """Plain lines for items that come in blocks: a column is as wide as in the block before, or wider."""

    def __init__(self, width: int | None) -> None:
        """Take the width to keep to, None for none."""
        self.width = width
        self._columns: list[_Column] = []
        self._texts: list[str] = []  # in every column, a text as wide as it is by now

    def lines(self, items: Sequence[Item]) -> Iterator[str]:
        """Yield a line for each, and before the first the headings."""
        begun = bool(self._columns)
        self._columns = self._columns or _columns(items, self.width)
        rows = [
            [title(i).plain if c.field == "title" else visible(getattr(i, c.field)) for c in self._columns]
            for i in items
        ]
        heads = [column.head for column in self._columns]
        self._texts = [max(texts, key=cell_len) for texts in zip(self._texts or heads, *rows, strict=True)]
        # Dates are what people look for.
        whole = {self._columns.index(c) for c in self._columns if c.field == "date"}
        laid = lines(heads, [*rows, self._texts], self.width, whole)
        yield from islice(laid, 1 if begun else 0, len(rows) + 1)
