"""The chart as a drawing: shapes for what ``timeline.report.chart`` decided, in SVG.

A column of the chart is ``CELL`` units wide, a row ``ROW`` high. The font is one of equal widths, a little narrower
than a cell; words in scripts that it may lack are stretched to the cells that the layout gave them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from timeline.report.chart import Chart
from timeline.report.chart_label import cells, cut
from timeline.report.chart_legend import entries
from timeline.report.chart_marks import Part
from timeline.report.chart_rows import Mark

CELL, ROW = 8, 20
EDGE = 16
"""Free units around everything."""
_EXACT = "ͯ"
"""Up to here, signs of Latin letters with all their marks, every font of equal widths has them as wide as others."""
_STRIP = 44
"""Height of the density."""
_AXIS = 34
RULES = (Path(__file__).parent / "drawing.css").read_text(encoding="utf-8")
"""The colours and rules of drawings, for a page."""


class Place(NamedTuple):
    """Where things stand: the units left of the plot, and the heights of its parts."""

    left: float
    strip: float
    axis: float
    lanes: float


def drawing(chart: Chart, told: Mapping[str, str], *, standalone: bool = True, width: int | None = None) -> str:
    """Draw a chart. ``told`` says each event in a sentence, for whoever points at its mark or cannot see it.

    A drawing that stands alone has its own colours and a list of what it does not name; in a page each mark is a link
    to ``#ID`` of its event, and the page gives the colours. ``width`` is that of the picture in pixels, where it is not
    to have the size of the layout.
    """
    return _Painter(chart, told, standalone=standalone).svg(width)


class _Painter:
    def __init__(self, chart: Chart, told: Mapping[str, str], *, standalone: bool) -> None:
        self.chart = chart
        self.told = told
        self.standalone = standalone
        head = ROW * 2 if standalone else 0
        strip = EDGE + head
        self.at = Place(EDGE + chart.left * CELL, strip, strip + _STRIP, strip + _STRIP + _AXIS + 8)
        self.tops: list[float] = []
        top = self.at.lanes
        for lane in chart.lanes:
            self.tops.append(top)
            top += (lane.rows + 0.6) * ROW
        self.bottom = top
        self.width = chart.width * CELL + 2 * EDGE

    def x(self, column: float) -> float:
        return self.at.left + column * CELL

    def y(self, lane: int, row: int) -> float:
        """Give the middle of a row."""
        return self.tops[lane] + (row + 0.5) * ROW

    def svg(self, width: int | None) -> str:
        body = [*self._density(), *self._axis(), *self._lanes(), *self._ties(), *self._marks(), *self._rest()]
        foot: list[str] = []
        bottom = self.bottom
        if self.standalone:
            foot, bottom = self._foot()
        height = round(bottom + EDGE)
        shown = width or self.width
        chart = self.chart
        count = f"{chart.events:,} event{'' if chart.events == 1 else 's'}"
        name = escape(f"{chart.title or 'Timeline'}, {chart.period}")
        described = escape(f"{count} in {len(chart.lanes)} lanes: {', '.join(lane.label for lane in chart.lanes)}.")
        role = 'role="img"' if self.standalone else 'role="group"'
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" viewBox="0 0 {self.width} {height}" '
            f'width="{shown}" height="{round(height * shown / self.width)}" {role} aria-label="{name}">'
            f"<title>{name}</title><desc>{described}</desc>"
        )
        if self.standalone:
            head += f'<style>{_style()}</style><rect class="paper" width="{self.width}" height="{height}"/>'
            head += self._title(count)
        return "\n".join([head, *body, *foot, "</svg>", ""])

    def _title(self, count: str) -> str:
        facts = f"{count} · {self.chart.period}"
        room = self.chart.width - len(facts) - 3
        # A title is half as large again as other words.
        title = cut(self.chart.title or "Timeline", room * 3 // 4)
        return f'<text class="title" x="{EDGE}" y="{EDGE + 15}">{escape(title)}</text>' + self._words(
            self.chart.width - len(facts), EDGE + 10, facts, "quiet", from_edge=True
        )

    def _words(self, column: float, middle: float, text: str, kind: str, *, from_edge: bool = False) -> str:
        """Write words from a column on, as wide as their cells."""
        x = EDGE + column * CELL if from_edge else self.x(column)
        stretch = ""
        if not text.isascii() and max(text) > _EXACT:
            stretch = f' textLength="{_n(cells(text) * CELL)}" lengthAdjust="spacingAndGlyphs"'
        return f'<text class="{kind}" x="{_n(x)}" y="{_n(middle + 4.5)}"{stretch}>{escape(text)}</text>'

    def _density(self) -> Iterator[str]:
        chart = self.chart
        top = max(chart.density, default=0)
        base = self.at.axis
        outline = [f"M{_n(self.x(0))} {_n(base)}"]
        for column, height in enumerate(chart.density):
            bar = max(height / top * (_STRIP - 6), 1) if height > top * 1e-9 else 0
            outline += [f"V{_n(base - bar)}", f"H{_n(self.x(column + 1))}"]
        yield f'<path class="density" d="{_straight(outline)}V{_n(base)}z"/>'
        yield self._words(0, base - 8, "density", "quiet", from_edge=True)

    def _axis(self) -> Iterator[str]:
        chart, base = self.chart, self.at.axis
        yield '<g class="axis">'
        for fold in chart.folds:
            x, width = self.x(fold.start), (fold.end - fold.start) * CELL
            yield (
                f'<rect class="gap" x="{_n(x)}" y="{_n(self.at.strip)}" width="{width}" '
                f'height="{_n(self.bottom - self.at.strip)}"><title>{escape(fold.text)} folded</title></rect>'
            )
        solid = [0, *(edge for fold in chart.folds for edge in (fold.start, fold.end)), chart.columns]
        for number, (start, end) in enumerate(pairwise(solid)):
            if number % 2 == 0:
                yield f'<path class="line" d="M{_n(self.x(start))} {_n(base)}H{_n(self.x(end))}"/>'
            else:
                slashes = "".join(
                    f"M{_n(self.x(place) + 1)} {_n(base + 5)}l{CELL - 2} -10" for place in range(start, end)
                )
                yield f'<path class="fold" d="{slashes}"/>'
        for tick in chart.ticks:
            x = self.x(tick.column) + CELL / 2
            if tick.label:
                yield f'<path class="rule" d="M{_n(x)} {_n(base)}V{_n(self.bottom)}"/>'
            yield f'<path class="line" d="M{_n(x)} {_n(base)}v{8 if tick.label else 4}"/>'
            if tick.label:
                yield self._words(tick.column, base + 18, tick.label, "tick")
        if chart.now is not None:
            x = self.x(chart.now) + CELL / 2
            yield f'<path class="today" d="M{_n(x)} {_n(self.at.strip)}V{_n(self.bottom)}"><title>today</title></path>'
        yield "</g>"

    def _lanes(self) -> Iterator[str]:
        for lane, top in zip(self.chart.lanes, self.tops, strict=True):
            y = top - 0.2 * ROW
            yield f'<path class="rule" d="M{EDGE} {_n(y)}H{self.width - EDGE}"/>'
            yield self._words(0, top + ROW / 2, cut(lane.label, self.chart.left - 2), "lane", from_edge=True)

    def _ties(self) -> Iterator[str]:
        lines = [
            f"M{_n(self.x(tie.column) + CELL / 2)} {_n(self.y(*tie.upper))}V{_n(self.y(*tie.lower))}"
            for tie in self.chart.ties
        ]
        if lines:
            yield f'<path class="tie" d="{"".join(lines)}"/>'

    def _marks(self) -> Iterator[str]:
        for mark in self.chart.marks:
            shapes = "".join(_shape(part, self.x(part.start), self.y(mark.lane, mark.row)) for part in mark.parts)
            label = self._label(mark)
            said = self.told.get(mark.event)
            inner = (f"<title>{escape(said)}</title>" if said else "") + shapes + label
            if self.standalone:
                yield f'<g class="mark">{inner}</g>'
            else:
                id_, x = escape(mark.event), _n(self.x(mark.parts[0].start))
                yield f'<a class="mark" href="#{id_}" data-event="{id_}" data-x="{x}">{inner}</a>'

    def _label(self, mark: Mark) -> str:
        if mark.label is None or (mark.number is not None and not self.standalone):
            return ""  # a page says what a mark is where it is pointed at, and in its list
        row = mark.row + (mark.label.place == "below")
        text = self._words(
            mark.label.start, self.y(mark.lane, row), mark.label.text, "label" if mark.number is None else "number"
        )
        if mark.label.place != "inside":
            return text
        # Words within a mark need paper behind them.
        x, width = self.x(mark.label.start) - 3, (mark.label.end - mark.label.start) * CELL + 6
        y = self.y(mark.lane, row) - ROW / 2 + 2
        return f'<rect class="paper" x="{_n(x)}" y="{_n(y)}" width="{width}" height="{ROW - 4}"/>{text}'

    def _rest(self) -> Iterator[str]:
        for rest in self.chart.rest:
            yield self._words(rest.start, self.y(rest.lane, rest.row), f"+{len(rest.events)}", "rest")

    def _foot(self) -> tuple[list[str], float]:
        """Write what is not named above, and the legend; give the height at which they end as well."""
        chart = self.chart
        found: list[str] = []
        y = self.bottom + ROW / 2
        if chart.listed:
            found.append(self._words(0, y, "not named above:", "quiet", from_edge=True))
            y += ROW
        longest = min(max((cells(line.date) for line in chart.listed), default=0), 24)
        for line in chart.listed:
            number = str(line.number) if line.number is not None else "+"
            title = cut(f"{line.title} {line.remark}".rstrip(), chart.width - longest - 8)
            found.append(self._words(3 - len(number), y, number, "number", from_edge=True))
            found.append(self._words(5, y, cut(line.date, longest), "quiet", from_edge=True))
            found.append(self._words(7 + longest, y, title, "label", from_edge=True))
            y += ROW
        y += ROW / 2
        column = 0
        for entry in entries(chart):
            size = cells(entry.text) + 8
            if column and column + size > chart.width:
                column, y = 0, y + ROW
            x = EDGE + column * CELL
            found.append(_sample(entry.sign, x, y))
            found.append(self._words(column + 5, y, cut(entry.text, chart.width - 5), "quiet", from_edge=True))
            column += size
        return found, y + ROW / 2


@cache
def _style() -> str:
    """Give the rules with the light colours written in, for a drawing that stands alone."""
    palette = re.search(r":root *{.*?}", RULES, re.DOTALL)
    assert palette is not None
    values = dict(re.findall(r"(--[a-z]+): *(#[0-9a-f]+)", palette[0]))
    return re.sub(r"var\((--[a-z]+)\)", lambda name: values[name[1]], RULES[palette.end() :].strip())


def _straight(steps: list[str]) -> str:
    """Write the steps of an outline, those that go on in one direction as one."""
    kept: list[str] = steps[:1]
    height = ""
    for up, on in zip(steps[1::2], steps[2::2], strict=True):
        if up == height:
            kept[-1] = on
        else:
            kept += [up, on]
        height = up
    return "".join(kept)


def sample(sign: str) -> str:
    """Draw the sign of an entry of the legend by itself, for a page."""
    return (
        f'<svg class="timeline" width="40" height="{ROW}" viewBox="0 0 40 {ROW}" aria-hidden="true">'
        f"{_sample(sign, 2, ROW / 2)}</svg>"
    )


def _shape(part: Part, x: float, y: float) -> str:
    """Draw a run of equal cells; ``x`` is where it begins, ``y`` the middle of its row."""
    kind, size = part.kind, (part.end - part.start) * CELL
    end, middle = x + size, x + CELL / 2
    if kind in {"day", "some"}:
        style = "solid" if kind == "day" else "hollow"
        return f'<circle class="{style}" cx="{_n(middle)}" cy="{_n(y)}" r="4"/>'
    if kind == "track":
        return f'<path class="dots" stroke-dasharray="0 {CELL}" d="M{_n(middle)} {_n(y)}H{_n(end - CELL / 2 + 0.1)}"/>'
    if kind == "bar":
        return f'<path class="bar" d="M{_n(x)} {_n(y)}H{_n(end)}"/>'
    if kind in {"start", "end"}:
        edge = x + 1 if kind == "start" else end - 1
        return (
            f'<path class="bar" d="M{_n(x)} {_n(y)}H{_n(end)}"/>'
            f'<path class="cap" d="M{_n(edge)} {_n(y - 6)}v12"/>'
        )  # fmt: skip
    if kind == "whole":
        return f'<rect class="whole" x="{_n(x + 1)}" y="{_n(y - 4)}" width="{_n(size - 2)}" height="8" rx="1"/>'
    if kind in {"not-before", "not-after"}:
        edge, stub = (x + 1, CELL - 2) if kind == "not-before" else (end - 1, 2 - CELL)
        return f'<path class="bound" d="M{_n(edge)} {_n(y - 6)}v12M{_n(edge)} {_n(y)}h{_n(stub)}"/>'
    if kind == "about":
        return f'<path class="bound" d="M{_n(x + 1)} {_n(y + 1)}q1.5 -5 3 -1.5t3 -1"/>'
    if kind in {"before", "beyond", "onward"}:
        tip, foot = (x + 1, end - 1) if kind == "before" else (end - 1, x + 1)
        line = f'<path class="bar" d="M{_n(x)} {_n(y)}h3"/>' if kind == "onward" else ""
        style = "beyond" if kind != "onward" else "onward"
        return f'{line}<path class="{style}" d="M{_n(tip)} {_n(y)}L{_n(foot)} {_n(y - 5)}v10z"/>'
    if kind in {"expected", "hypothetical"}:
        style = "promise" if kind == "expected" else "perhaps"
        return f'<path class="{style}" d="M{_n(middle)} {_n(y - 5)}l5 5l-5 5l-5 -5z"/>'
    return f'<path class="cross" d="M{_n(middle - 4)} {_n(y - 4)}l8 8m0 -8l-8 8"/>'


def _sample(sign: str, x: float, y: float) -> str:
    """Draw the sign of an entry of the legend, as it is drawn above."""
    if sign == "today":
        return f'<path class="today" d="M{_n(x + 16)} {_n(y - 8)}v16"/>'
    if sign == "tie":
        return f'<path class="tie" d="M{_n(x + 16)} {_n(y - 8)}v16"/>'
    if sign == "rest":
        return ""
    if sign == "fold":
        slashes = "".join(f"M{_n(x + 8 * place + 5)} {_n(y + 5)}l6 -10" for place in range(3))
        return f'<path class="fold" d="{slashes}"/>'
    if sign == "density":
        return f'<rect class="density" x="{_n(x + 12)}" y="{_n(y - 8)}" width="{CELL}" height="14"/>'
    if sign == "bar":
        parts = [Part("start", 0, 1), Part("bar", 1, 3), Part("end", 3, 4)]
    elif sign == "track":
        parts = [Part("track", 0, 4)]
    else:
        parts = [Part(sign, 1, 2)]  # type: ignore[arg-type]  # the other signs are kinds of parts
    return "".join(_shape(part, x + part.start * CELL, y) for part in parts)


def _n(number: float) -> str:
    """Write a number in as few signs as it needs."""
    return f"{number:.1f}".rstrip("0").rstrip(".") if number % 1 else str(int(number))
