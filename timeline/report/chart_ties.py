"""Ties: a line from an event in one lane to the same event in a lane below, where the way is free."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.report.chart_rows import Item, Mark, Rows

LONGEST = 6
"""Rows that a tie crosses at the most; an eye does not follow a longer one."""
_DEEPEST = 2
"""The last row of the lower lane on which a tied event stands: what is above must stay free for the line."""


class Tie(NamedTuple):
    """A line at ``column`` from a mark down to another of the same event."""

    event: str
    column: int
    upper: tuple[int, int]
    lower: tuple[int, int]
    """Lane and row of the two marks."""


class Sheet:
    """All rows of the lanes that are done, with a free one after each lane, as bits (see ``chart_rows``)."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.marks: dict[str, tuple[int, Mark]] = {}
        """Where an event stood last: the row of the sheet, and the mark."""

    def add(self, rows: Rows, marks: Iterable[Mark], more: int) -> None:
        """Add a lane that is done, with ``more`` rows that nothing may cross."""
        base = len(self.rows)
        for mark in marks:
            self.marks[mark.event] = base + mark.row, mark
        self.rows += [*rows.rows, *[-1] * more, 0]

    def tie(self, items: Sequence[Item], lane: int, rows: Rows) -> tuple[list[Mark], list[Tie]]:
        """Place those events of the next lane that can be tied to where they stand above; they need no label."""
        marks: list[Mark] = []
        ties: list[Tie] = []
        for item in items:
            if item.id not in self.marks:
                continue
            top, upper = self.marks[item.id]
            # A number is tie enough.
            if upper.number is not None or len(self.rows) - top > LONGEST:
                continue
            found = self._way(item, top, upper, rows)
            if found is None:
                continue
            column, row = found
            for crossed in range(top + 1, len(self.rows)):
                self.rows[crossed] |= 1 << column
            for crossed in range(row):
                rows.take(crossed, column, column + 1)
            rows.take(row, item.start, item.end)
            marks.append(Mark(item.id, lane, row, item.parts))
            ties.append(Tie(item.id, column, (upper.lane, upper.row), (lane, row)))
        return marks, ties

    def _way(self, item: Item, top: int, upper: Mark, rows: Rows) -> tuple[int, int] | None:
        """Find a column, and a row of the lower lane, between which nothing stands."""
        crossed = 0
        for row in self.rows[top + 1 :]:
            crossed |= row
        for column in _columns(upper):
            if crossed & (0b111 << column >> 1):
                continue
            for row in range(min(_DEEPEST + 1, rows.most)):
                if not all(rows.is_free(above, column, column + 1) for above in range(row)):
                    break
                if rows.is_free(row, item.start, item.end):
                    return column, row
        return None


def _columns(mark: Mark) -> list[int]:
    """List columns of a mark from which a line may start: within its long parts, then at the beginning of each."""
    middles = [
        column
        for part in sorted(mark.parts, key=lambda part: part.start - part.end)
        if part.end - part.start > 2
        for column in ((part.start + part.end - 1) // 2, part.start + 1, part.end - 2)
    ]
    return list(dict.fromkeys([*middles, *(part.start for part in mark.parts)]))
