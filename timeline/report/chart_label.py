"""The words beside a mark, and how many cells they take."""

from __future__ import annotations

import unicodedata
from functools import cached_property, lru_cache

from timeline.model.outline import Drawable
from timeline.model.text import visible
from timeline.report.chart_marks import Part
from timeline.report.words import days

CUT = "…"


class Words:
    """What a label says: a title, which may be cut, and a remark in brackets, which stays."""

    # No dataclass: a full chart has thousands of them, and frozen ones are made at half the speed.
    def __init__(self, title: str, remark: str) -> None:
        self.title = title
        self.remark = remark

    @cached_property
    def cells(self) -> int:
        """How many cells both take uncut."""
        return cells(self.title) + self.extra

    @cached_property
    def extra(self) -> int:
        """How many cells the remark takes, with the space before it."""
        return cells(self.remark) + 1 if self.remark else 0

    def within(self, room: int) -> str | None:
        """Give them in so many cells at the most, cut if they must be; None where nothing useful is left."""
        if self.cells <= room:
            return f"{self.title} {self.remark}" if self.remark else self.title
        left = room - self.extra
        if left < 6:
            return None
        return f"{cut(self.title, left)} {self.remark}".rstrip()


def words(event: Drawable, mark: tuple[Part, ...], today: int) -> Words:
    """Give an event's title, and what its mark cannot say about it."""
    return Words(visible(event.title), _remark(event, mark, today))


def _remark(event: Drawable, mark: tuple[Part, ...], today: int) -> str:
    when = event.when
    # Most events are plain facts on plain dates.
    if event.status == "occurred" and event.count is None and when.text.replace("-", "").isdigit():
        return ""
    said: list[str] = []
    if event.status == "expected" and when.last_day < today:
        said.append(f"expected, {days(today - when.last_day)} overdue")
    if when.approximate and all(part.kind != "about" for part in mark):
        said.append("about")
    if when.uncertain:
        said.append("date?")
    if event.count is not None and event.count > 1:
        said.append(f"{event.count} times")
    return f"({', '.join(said)})" if said else ""


def cells(text: str) -> int:
    """Count the cells of a terminal that a text takes."""
    # Before the combining marks of U+0300 every sign that is left visible takes one cell.
    return len(text) if text.isascii() or max(text) < "\u0300" else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def cut(text: str, room: int) -> str:
    """Shorten a text that is too wide, between words if that loses little, and say so with ``…``."""
    if cells(text) <= room:
        return text
    taken, kept = 0, 0
    for sign in text:
        taken += _cells(sign)
        if taken > room - 1:
            break
        kept += 1
    short = text[:kept]
    if not text[kept].isspace() and len(short) - short.rfind(" ") <= min(5, kept // 4):
        short = short[: short.rfind(" ")]
    return short.rstrip(" ,;:-") + CUT
