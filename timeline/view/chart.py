"""The chart as lines of text: glyphs and colours for what ``timeline.report.chart`` decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from timeline.report.chart import Chart
from timeline.report.chart_label import CUT
from timeline.report.chart_marks import PartKind
from timeline.report.chart_rows import Mark
from timeline.view import theme

_GLYPHS: dict[PartKind | str, tuple[str, str, str]] = {
    "day": ("●", "*", "day known"),
    "some": ("○", "o", "somewhere in this column"),
    "track": ("·", ".", "somewhere in here"),
    "start": ("├", "[", ""),
    "bar": ("─", "-", ""),
    "end": ("┤", "]", ""),
    "whole": ("■", "#", "lasted, within a column"),
    "not-before": ("├", "[", "no earlier than"),
    "not-after": ("┤", "]", "no later than"),
    "about": ("~", "~", "about then"),
    "onward": ("→", ">", "still goes on"),
    "before": ("◂", "<", "from before, or unknown"),
    "beyond": ("▸", ")", "goes beyond, or unknown"),
    "expected": ("◇", "?", "expected, not a fact"),
    "hypothetical": ("?", "%", "talked of"),
    "denied": ("×", "x", "denied or cancelled"),
    "cancelled": ("×", "x", "denied or cancelled"),
}
"""Unicode, ASCII, what the legend says."""
_STYLES: dict[PartKind | str, str] = {
    "day": "bold cyan", "some": "cyan", "track": "cyan", "start": "green", "bar": "green", "end": "green",
    "whole": "green", "onward": "green", "about": "cyan", "before": theme.QUIET, "beyond": theme.QUIET,
    "expected": theme.STATUS["expected"], "hypothetical": theme.STATUS["hypothetical"],
    "denied": theme.STATUS["denied"], "cancelled": theme.STATUS["cancelled"],
    "lane": theme.HEAD, "axis": theme.QUIET, "density": "blue", "tie": theme.QUIET, "number": theme.DATE,
    "rest": "yellow", "label": "", "title": theme.HEAD, "today": "bold red",
}  # fmt: skip
_TODAY = ("▼", "V")
_HEIGHTS = ("▁▂▃▄▅▆▇█", "12345678")
_PLAIN = str.maketrans({"·": ".", "–": "-", "─": "-", "┬": "+", "╷": "'", "│": "|", "┴": "+", "╱": "/", "█": "8"})
_NAMED_FOLDS = 4
"""Folds whose lengths the legend gives one by one."""
MOST_LISTED = 40
"""Events without a number that are listed below the chart at the most."""


class _Row:
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

    def text(self, head: Text) -> Text:
        """Give the row after what stands left of it, without blanks at its end."""
        line = head.copy()
        start = 0
        for place in range(1, len(self.signs) + 1):
            if place == len(self.signs) or self.styles[place] != self.styles[start]:
                line.append("".join(self.signs[start:place]), self.styles[start])
                start = place
        line.rstrip()
        return line


class _Painter:
    def __init__(self, chart: Chart, *, ascii_only: bool) -> None:
        self.chart = chart
        self.ascii = ascii_only

    def plain(self, text: str) -> str:
        """Give our own signs in the set of glyphs asked for."""
        return text.translate(_PLAIN) if self.ascii else text

    def glyph(self, kind: PartKind) -> str:
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

    def head(self, name: str = "", style: str = "") -> Text:
        """Give what stands left of a row: a name, or nothing."""
        name = self.fitted(name, self.chart.left - 2)
        return Text().append(name + " " * (self.chart.left - cell_len(name)), style)

    def header(self) -> Text:
        chart = self.chart
        lanes = f"{len(chart.lanes)} lane{'' if len(chart.lanes) == 1 else 's'}"
        facts = self.plain(f"{chart.events:,} event{'' if chart.events == 1 else 's'} · {lanes} · {chart.period}")
        title = self.fitted(chart.title, chart.width - len(facts) - 2)
        gap = chart.width - cell_len(title) - len(facts) if title else 0
        return Text.assemble((title, _STYLES["title"]), " " * gap, (facts, _STYLES["axis"]))

    def density(self) -> Text:
        heights = _HEIGHTS[self.ascii]
        top = max(self.chart.density, default=0)
        row = _Row(self.chart.columns)
        for column, height in enumerate(self.chart.density):
            if height > top * 1e-9:
                row.put(column, heights[min(int(height / top * 8 - 1e-9), 7)], _STYLES["density"])
        return row.text(self.head("density", _STYLES["axis"]))

    def axis(self) -> Iterator[Text]:
        line, labels = _Row(self.chart.columns), _Row(self.chart.columns)
        line.put(0, self.plain("─" * self.chart.columns), _STYLES["axis"])
        for fold in self.chart.folds:
            line.put(fold.start, self.plain("╱" * (fold.end - fold.start)), _STYLES["axis"])
        for tick in self.chart.ticks:
            line.put(tick.column, self.plain("┬" if tick.label else "╷"), _STYLES["axis"])
            if tick.label:
                labels.write(tick.column, tick.column + len(tick.label), tick.label, _STYLES["axis"])
        if self.chart.now is not None:
            line.put(self.chart.now, _TODAY[self.ascii], _STYLES["today"])
        yield line.text(self.head())
        yield labels.text(self.head())

    def lanes(self) -> Iterator[Text]:
        chart = self.chart
        rows: dict[tuple[int, int], _Row] = {
            (number, row): _Row(chart.columns)
            for number, lane in enumerate(chart.lanes)
            for row in range(lane.rows + 1)
        }
        for mark in chart.marks:
            self._mark(mark, rows)
        for rest in chart.rest:
            rows[rest.lane, rest.row].put(rest.start, f"+{len(rest.events)}", _STYLES["rest"])
        self._ties(rows)
        last = len(chart.lanes) - 1, chart.lanes[-1].rows if chart.lanes else 0
        for (number, place), row in rows.items():
            if (number, place) != last:
                yield row.text(self.head(*((chart.lanes[number].label, _STYLES["lane"]) if place == 0 else ())))

    def _mark(self, mark: Mark, rows: dict[tuple[int, int], _Row]) -> None:
        row = rows[mark.lane, mark.row]
        for part in mark.parts:
            row.put(part.start, self.glyph(part.kind) * (part.end - part.start), _STYLES.get(part.kind, ""))
        if mark.label:
            if mark.label.place == "below":
                row = rows[mark.lane, mark.row + 1]
            style = _STYLES["label" if mark.number is None else "number"]
            row.write(mark.label.start, mark.label.end, self.shortened(mark.label.text), style)

    def _ties(self, rows: dict[tuple[int, int], _Row]) -> None:
        order = list(rows)
        places = {key: place for place, key in enumerate(order)}
        for tie in self.chart.ties:
            top, bottom = places[tie.upper], places[tie.lower]
            for place in range(top + 1, bottom):
                rows[order[place]].put(tie.column, self.plain("│"), _STYLES["tie"])
            for place, sign in ((top, "┬"), (bottom, "┴")):
                row = rows[order[place]]
                # On a track or a bar there is room for a joint; a mark of one cell has to stay what it is.
                if row.signs[tie.column] in {self.glyph("track"), self.glyph("bar")}:
                    row.put(tie.column, self.plain(sign), row.styles[tie.column])

    def listed(self) -> Iterator[Text]:
        """Yield the events that are not named in the chart: those with numbers, and as many others as are read."""
        numbered = [line for line in self.chart.listed if line.number is not None]
        others = self.chart.listed[len(numbered) :]
        shown = [*numbered, *others[:MOST_LISTED]]
        if not shown:
            return
        yield Text()
        yield Text("not named above:", _STYLES["axis"])
        size = max(len(str(line.number or "+")) for line in shown)
        longest = min(max(len(line.date) for line in shown), 23, self.chart.width // 3)
        for line in shown:
            text = Text().append(str(line.number or "+").rjust(size), _STYLES["number"])
            text.append("  " + self.fitted(line.date, longest).ljust(longest), _STYLES["axis"])
            room = self.chart.width - size - longest - 4
            text.append("  " + self.fitted(f"{line.title} {line.remark}".rstrip(), room))
            yield text
        if len(others) > MOST_LISTED:
            more = f"and {len(others) - MOST_LISTED:,} more: ask for a shorter time, or fewer events"
            yield Text(self.fitted(more, self.chart.width), _STYLES["axis"])

    def legend(self) -> Iterator[Text]:
        entries = list(self._entries())
        line = ""
        for entry in entries:
            joined = f"{line}   {entry}" if line else entry
            if line and cell_len(joined) > self.chart.width:
                yield Text(line, _STYLES["axis"])
                line = self.fitted(entry, self.chart.width)
            else:
                line = self.fitted(joined, self.chart.width)
        if line:
            yield Text(line, _STYLES["axis"])

    def _entries(self) -> Iterator[str]:
        chart = self.chart
        used = {part.kind for mark in chart.marks for part in mark.parts}
        said: set[str] = set()
        for kind, glyphs in _GLYPHS.items():
            if kind == "bar" and used & {"start", "bar", "end"}:
                yield self.glyph("start") + self.glyph("bar") * 2 + self.glyph("end") + " lasted from, to"
            elif kind in used and glyphs[2] and glyphs[2] not in said:
                said.add(glyphs[2])
                yield f"{glyphs[self.ascii] * (4 if kind == 'track' else 1)} {glyphs[2]}"
        if chart.now is not None:
            yield f"{_TODAY[self.ascii]} today"
        if chart.ties:
            yield self.plain("│") + " one event, two lanes"
        if chart.rest:
            yield "+N events without room"
        if chart.folds:
            yield self.plain("╱╱╱ ") + _folded(chart)
        if chart.events:
            top = f"{max(chart.density):.2g}"
            yield f"{_HEIGHTS[self.ascii][-1]} {top} event{'' if top == '1' else 's'} in a column"


def _folded(chart: Chart) -> str:
    what = "no known event" if all(fold.empty for fold in chart.folds) else "nothing begins or ends"
    if len(chart.folds) <= _NAMED_FOLDS:
        return f"folded, {what} in " + ", ".join(fold.text for fold in chart.folds)
    longest = max(chart.folds, key=lambda fold: fold.last - fold.first)
    return f"folded, {what} in {len(chart.folds)} stretches of up to {longest.text}"


class Sheet(NamedTuple):
    """The chart in parts: how many there are, density and axis, the lanes, and what stands below them."""

    header: Text
    axis: list[Text]
    lanes: list[Text]
    below: list[Text]


class Spot(NamedTuple):
    """Cells ``start`` to ``end`` of a line of the lanes, counted from its left end."""

    line: int
    start: int
    end: int


def sheet(chart: Chart, *, ascii_only: bool) -> Sheet:
    """Paint the parts of the chart, no line wider than ``chart.width`` cells.

    Our own signs are ASCII where that is asked for; what the data says stays as it is.
    """
    painter = _Painter(chart, ascii_only=ascii_only)
    legend = list(painter.legend())
    below = [*painter.listed(), *([Text(), *legend] if legend else [])]
    return Sheet(painter.header(), [painter.density(), *painter.axis()], list(painter.lanes()), below)


def lines(chart: Chart, *, ascii_only: bool) -> list[Text]:
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
