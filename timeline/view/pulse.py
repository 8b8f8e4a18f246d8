"""Counts over time as bars that stand side by side, a row for each lane."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from timeline.model.text import visible
from timeline.report.pulse import Lane, Pulse
from timeline.view import theme
from timeline.view.grid import cut

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN = ".:-=+*#@"
LABEL = 16
"""Cells for the names of lanes."""
SUMS = 20
"""Cells for what a lane sums up to, and its highest column."""


def room(width: int) -> int:
    """Say how many columns of counts there is room for."""
    return max(8, width - LABEL - SUMS - 2)


def lines(report: Pulse, width: int, *, plain: bool) -> Iterator[Text]:
    """Yield the rows of the picture, at most ``width`` cells wide (40 or more)."""
    signs = _PLAIN if plain else _BARS
    for lane in (report.all, *report.lanes):
        text = Text(cut(visible(lane.name), LABEL - 1).ljust(LABEL), "" if lane is report.all else theme.QUIET)
        text.append(_bars(lane, signs))
        text.append(f" {lane.events:,}, most {max(lane.counts, default=0):,}", theme.QUIET)
        yield text
    yield Text(" " * LABEL + _axis(report), theme.DATE)
    unit = report.unit if report.each == 1 else f"{report.each} {report.unit}s"
    yield Text(f"{report.all.events:,} events; a column is {_article(unit)}, each lane has its own height", theme.QUIET)
    if report.vague:
        many = "event is" if report.vague == 1 else "events are"
        yield Text(f"{report.vague:,} more {many} dated too vaguely for a {report.unit}, and not drawn", theme.POSSIBLE)


def _article(unit: str) -> str:
    return unit if unit[0].isdigit() else f"a {unit}"


def _bars(lane: Lane, signs: str) -> str:
    """Draw a lane: a column that has any event has a bar, the highest the highest."""
    most = max(lane.counts, default=0)
    return "".join(" " if not count else signs[-(-count * len(signs) // most) - 1] for count in lane.counts)


def _axis(report: Pulse) -> str:
    """Name the first of some columns below them, as many as have room."""
    out = ""
    for column, (first, _) in enumerate(report.columns):
        if column >= cell_len(out) + (2 if out else 0) and column + len(first) <= max(len(report.columns), len(first)):
            out = out.ljust(column) + first
    return out
