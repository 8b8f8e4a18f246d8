"""The chart as lines of text: glyphs and colours for what ``timeline.report.chart`` decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size

from timeline.report.chart import Chart, Fold
from timeline.report.chart_label import CUT
from timeline.report.chart_legend import entries
from timeline.report.chart_listed import Listed
from timeline.report.chart_marks import PartKind
from timeline.report.chart_rows import Mark
from timeline.report.chart_ticks import Tick
from timeline.view import theme
from timeline.view.line import Line

_GLYPHS: dict[PartKind | str, tuple[str, str]] = {
    "day": ("●", "*"),
    "some": ("○", "o"),
    "track": ("·", "."),
    "start": ("├", "["),
    "bar": ("─", "-"),
    "end": ("┤", "]"),
    "whole": ("■", "#"),
    "not-before": ("├", "["),
    "not-after": ("┤", "]"),
    "about": ("~", "~"),
    "onward": ("→", ">"),
    "before": ("◂", "<"),
    "beyond": ("▸", ")"),
    "expected": ("◇", "?"),
    "hypothetical": ("?", "%"),
    "denied": ("×", "x"),
    "cancelled": ("×", "x"),
}
"""Unicode, ASCII."""
STYLES: dict[PartKind | str, str] = {
    "day": "bold cyan", "some": "cyan", "track": "cyan", "start": "green", "bar": "green", "end": "green",
    "whole": "green", "onward": "green", "about": "cyan", "before": theme.QUIET, "beyond": theme.QUIET,
    "expected": theme.STATUS["expected"], "hypothetical": theme.STATUS["hypothetical"],
    "denied": theme.STATUS["denied"], "cancelled": theme.STATUS["cancelled"],
    "lane": theme.HEAD, "axis": theme.QUIET, "density": "blue", "tie": theme.QUIET, "number": theme.DATE,
    "rest": "yellow", "label": "", "title": theme.HEAD, "today": "bold red", "frame": theme.HEAD,
    "evidence": theme.QUIET,
}  # fmt: skip
_TODAY = ("▼", "V")
_HEIGHTS = ("▁▂▃▄▅▆▇█", "12345678")
_PLAIN = str.maketrans({
    "·": ".", "–": "-", "─": "-", "┬": "+", "╷": "'", "│": "|", "┴": "+", "╱": "/", "█": "8",
    "━": "=", "┏": "[", "┓": "]", "┗": "[", "┛": "]", "┃": "#", "┯": "+", "¶": "#",
})  # fmt: skip
_ON_FRAME = {"┬": "┯", "+": "┯"}
"""What becomes of the signs of an axis where a window's edge is."""
_LEAST_TITLE = 6
"""Cells below which a title says nothing."""
MOST_LISTED = 40
"""Events without a number that are listed below the chart at the most."""


class Cells:
    """One row of cells, on which things are put at their columns."""

    def __init__(self, width: int) -> None:
        self.signs = [" "] * width
        self.styles = [""] * width

    def put(self, column: int, text: str, style: str) -> None:
        """Put signs of one cell each."""
        for place, sign in enumerate(text, column):
            self.signs[place] = sign
            self.styles[place] = style

    def write(self, start: int, end: int, text: str, style: str) -> None:
        """Put words of any script on columns ``start`` to ``end``; what is too wide for them is cut."""
        self.signs[start:end] = [set_cell_size(text, end - start), *[""] * (end - start - 1)]
        self.styles[start:end] = [style] * (end - start)

    def text(self, head: Line) -> Line:
        """Give the row after what stands left of it, without blanks at its end."""
        line = Line(*head.parts)
        start = 0
        for place in range(1, len(self.signs) + 1):
            if place == len(self.signs) or self.styles[place] != self.styles[start]:
                line.append("".join(self.signs[start:place]), self.styles[start])
                start = place
        return line.rstrip()


class Axis(Protocol):
    """What has an axis with ticks and folds, and today on it or not."""

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Where it is named."""

    @property
    def folds(self) -> tuple[Fold, ...]:
        """Where it is squeezed."""

    @property
    def now(self) -> int | None:
        """The column of today."""


class Painter:
    """Paints a chart, part by part."""

    def __init__(self, chart: Chart, *, ascii_only: bool) -> None:
        self.chart = chart
        self.ascii = ascii_only
        self.heights = chart.density
        self.more_folds: tuple[Fold, ...] = ()

    def plain(self, text: str) -> str:
        """Give our own signs in the set of glyphs asked for."""
        return text.translate(_PLAIN) if self.ascii else text

    def glyph(self, kind: PartKind) -> str:
        """Give the sign of a part of a mark."""
        return _GLYPHS[kind][self.ascii]

    def shortened(self, text: str) -> str:
        """Give a label, its ``…`` in the set of glyphs asked for and never wider than it was."""
        before, dots, after = text.rpartition(CUT)
        return f"{before[:-2].rstrip()}...{after}" if self.ascii and dots and len(before) > 4 else text

    def fitted(self, text: str, room: int) -> str:
        """Give a text in so many cells at the most."""
        if cell_len(text) <= room:
            return text
        dots = "..." if self.ascii else CUT
        return set_cell_size(text, room - len(dots)).rstrip() + dots

    def head(self, name: str = "", style: str = "") -> Line:
        """Give what stands left of a row: a name, or nothing."""
        name = self.fitted(name, self.chart.left - 2)
        return Line().append(name + " " * (self.chart.left - cell_len(name)), style)

    def facts(self) -> str:
        """Say how much there is on the chart."""
        chart = self.chart
        lanes = f"{len(chart.lanes)} lane{'' if len(chart.lanes) == 1 else 's'}"
        return f"{chart.events:,} event{'' if chart.events == 1 else 's'} · {lanes} · {chart.period}"

    def header(self) -> Line:
        """Give the line above the chart: its title, and how much there is on it."""
        chart = self.chart
        facts = self.fitted(self.plain(self.facts()), chart.width)
        room = chart.width - cell_len(facts) - 2
        title = self.fitted(chart.title, room) if room >= _LEAST_TITLE else ""
        gap = chart.width - cell_len(title) - cell_len(facts) if title else 0
        return Line((title, STYLES["title"]), (" " * gap, ""), (facts, STYLES["axis"]))

    def strip(self, density: Sequence[float], name: str = "density") -> Line:
        """Give the strip that shows how much there is in each column."""
        heights = _HEIGHTS[self.ascii]
        top = max(density, default=0)
        row = Cells(len(density))
        for column, height in enumerate(density):
            if height > top * 1e-9:
                row.put(column, heights[min(int(height / top * 8 - 1e-9), 7)], STYLES["density"])
        return row.text(self.head(name, STYLES["axis"]))

    def axis(self, axis: Axis, frame: tuple[int, int] | None = None, name: str = "") -> Iterator[Line]:
        """Yield the axis and the names of its ticks, with a frame around some of its columns."""
        width = self.chart.columns
        line, labels = Cells(width), Cells(width)
        line.put(0, self.plain("─" * width), STYLES["axis"])
        for fold in axis.folds:
            line.put(fold.start, self.plain("╱" * (fold.end - fold.start)), STYLES["axis"])
        for tick in axis.ticks:
            line.put(tick.column, self.plain("┬" if tick.label else "╷"), STYLES["axis"])
            if tick.label:
                labels.write(tick.column, tick.column + len(tick.label), tick.label, STYLES["axis"])
        if frame:
            self.frame(line, *frame)
        if axis.now is not None:
            line.put(axis.now, _TODAY[self.ascii], STYLES["today"])
        yield line.text(self.head(name, STYLES["axis"]))
        yield labels.text(self.head())

    def frame(self, line: Cells, start: int, end: int) -> None:
        """Draw the upper edge of a window over what stands on its columns already."""
        for column in range(start, end):
            sign = "━" if line.signs[column] in {" ", self.plain("─")} else _ON_FRAME.get(line.signs[column])
            if sign:
                line.put(column, self.plain(sign), STYLES["frame"])
        line.put(start, self.plain("┏"), STYLES["frame"])
        line.put(end - 1, self.plain("┓" if end - start > 1 else "┃"), STYLES["frame"])

    def lanes(self) -> Iterator[Line]:
        """Yield the rows of the lanes."""
        chart = self.chart
        rows: dict[tuple[int, int], Cells] = {
            (number, row): Cells(chart.columns)
            for number, lane in enumerate(chart.lanes)
            for row in range(lane.rows + 1)
        }
        for mark in chart.marks:
            self._mark(mark, rows)
        for rest in chart.rest:
            rows[rest.lane, rest.row].put(rest.start, f"+{len(rest.events)}", STYLES["rest"])
        self._ties(rows)
        self.written(rows)
        last = len(chart.lanes) - 1, chart.lanes[-1].rows if chart.lanes else 0
        for (number, place), row in rows.items():
            if (number, place) != last:
                yield row.text(self.head(*((chart.lanes[number].label, STYLES["lane"]) if place == 0 else ())))

    def written(self, rows: dict[tuple[int, int], Cells]) -> None:
        """Write what else stands on the rows."""

    def _mark(self, mark: Mark, rows: dict[tuple[int, int], Cells]) -> None:
        row = rows[mark.lane, mark.row]
        for part in mark.parts:
            row.put(part.start, self.glyph(part.kind) * (part.end - part.start), STYLES.get(part.kind, ""))
        if mark.label:
            if mark.label.place == "below":
                row = rows[mark.lane, mark.row + 1]
            style = STYLES["label" if mark.number is None else "number"]
            row.write(mark.label.start, mark.label.end, self.shortened(mark.label.text), style)

    def _ties(self, rows: dict[tuple[int, int], Cells]) -> None:
        order = list(rows)
        places = {key: place for place, key in enumerate(order)}
        for tie in self.chart.ties:
            top, bottom = places[tie.upper], places[tie.lower]
            for place in range(top + 1, bottom):
                rows[order[place]].put(tie.column, self.plain("│"), STYLES["tie"])
            for place, sign in ((top, "┬"), (bottom, "┴")):
                row = rows[order[place]]
                # On a track or a bar there is room for a joint; a mark of one cell has to stay what it is.
                if row.signs[tie.column] in {self.glyph("track"), self.glyph("bar")}:
                    row.put(tie.column, self.plain(sign), row.styles[tie.column])

    def listed(self) -> Iterator[Line]:
        """Yield the events that are not named in the chart: those with numbers, and as many others as are read."""
        numbered = list(takewhile(lambda line: line.number is not None, self.chart.listed))
        others = self.chart.listed[len(numbered) :]
        yield from self.lines(numbered, others)

    def lines(self, numbered: Sequence[Listed], others: Sequence[Listed]) -> Iterator[Line]:
        """Yield lines for events: all that have numbers, and as many of the others as are read."""
        shown = [*numbered, *others[:MOST_LISTED]]
        if not shown:
            return
        yield Line()
        yield Line(("not named above:", STYLES["axis"]))
        size = max(len(str(line.number or "+")) for line in shown)
        longest = min(max(len(line.date) for line in shown), 23, self.chart.width // 3)
        for line in shown:
            text = Line().append(str(line.number or "+").rjust(size), STYLES["number"])
            text.append("  " + self.fitted(line.date, longest).ljust(longest), STYLES["axis"])
            room = self.chart.width - size - longest - 4
            text.append("  " + self.fitted(f"{line.title} {line.remark}".rstrip(), room))
            yield text
        if len(others) > MOST_LISTED:
            more = f"and {len(others) - MOST_LISTED:,} more: ask for a shorter time, or fewer events"
            yield Line((self.fitted(more, self.chart.width), STYLES["axis"]))

    def legend(self) -> Iterator[Line]:
        """Yield what the glyphs in use mean."""
        line = ""
        for entry in self.entries():
            joined = f"{line}   {entry}" if line else entry
            if line and cell_len(joined) > self.chart.width:
                yield Line((line, STYLES["axis"]))
                line = self.fitted(entry, self.chart.width)
            else:
                line = self.fitted(joined, self.chart.width)
        if line:
            yield Line((line, STYLES["axis"]))

    def entries(self) -> Iterator[str]:
        """Yield the entries of the legend: a glyph and what it means."""
        for entry in entries(self.chart, self.heights, self.more_folds):
            yield f"{self.sign(entry.sign)} {entry.text}".lstrip()

    def sign(self, sign: str) -> str:
        """Give the glyphs of an entry of the legend; there are none where its text shows what is meant."""
        if sign == "bar":
            return self.glyph("start") + self.glyph("bar") * 2 + self.glyph("end")
        if sign == "track":
            return self.glyph("track") * 4
        own = {
            "today": _TODAY[self.ascii], "tie": self.plain("│"), "rest": "", "fold": self.plain("╱╱╱"),
            "density": _HEIGHTS[self.ascii][-1],
        }  # fmt: skip
        return own[sign] if sign in own else _GLYPHS[sign][self.ascii]


class Sheet(NamedTuple):
    """The chart in parts: how many there are, density and axis, the lanes, and what stands below them."""

    header: Line
    axis: list[Line]
    lanes: list[Line]
    below: list[Line]


class Spot(NamedTuple):
    """Cells ``start`` to ``end`` of a line of the lanes, counted from its left end."""

    line: int
    start: int
    end: int


def sheet(chart: Chart, *, ascii_only: bool) -> Sheet:
    """Paint the parts of the chart, no line wider than ``chart.width`` cells.

    Our own signs are ASCII where that is asked for; what the data says stays as it is.
    """
    painter = Painter(chart, ascii_only=ascii_only)
    legend = list(painter.legend())
    below = [*painter.listed(), *([Line(), *legend] if legend else [])]
    return Sheet(painter.header(), [painter.strip(chart.density), *painter.axis(chart)], list(painter.lanes()), below)


def lines(chart: Chart, *, ascii_only: bool) -> list[Line]:
    """Give the chart as one list of lines."""
    header, axis, lanes, below = sheet(chart, ascii_only=ascii_only)
    return [header, *axis, *lanes, *below]


def spots(chart: Chart, event: str) -> list[Spot]:
    """Find where an event stands in the lanes: its marks and labels, or the count that it is in."""
    tops: list[int] = []
    top = 0
    for lane in chart.lanes:
        tops.append(top)
        top += lane.rows + 1
    found: list[Spot] = []
    for mark in (mark for mark in chart.marks if mark.event == event):
        line = tops[mark.lane] + mark.row
        found.append(Spot(line, chart.left + mark.parts[0].start, chart.left + mark.parts[-1].end))
        if mark.label:
            under = mark.label.place == "below"
            found.append(Spot(line + under, chart.left + mark.label.start, chart.left + mark.label.end))
    for rest in (rest for rest in chart.rest if event in rest.events):
        start = chart.left + rest.start
        found.append(Spot(tops[rest.lane] + rest.row, start, start + len(f"+{len(rest.events)}")))
    return found
