"""The chart with its evidence as lines of text: glyphs for what ``timeline.report.chart_evidence`` decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from timeline.report.chart_evidence import Evidence, Proof
from timeline.view.chart import STYLES, Cells, Painter
from timeline.view.line import Line

_STEP = "   "
_MOST = 60
"""Numbers, or stretches of them, that one line of the basis gives at the most; the JSON has them all."""


class _Painter(Painter):
    def __init__(self, report: Evidence, *, ascii_only: bool) -> None:
        super().__init__(report.chart, ascii_only=ascii_only)
        self.report = report
        if report.overview:
            self.heights = report.overview.density
            self.more_folds = report.overview.folds

    def facts(self) -> str:
        chart, overview = self.chart, self.report.overview
        count = f"{chart.events:,}" + (f" of {overview.events:,}" if overview else "")
        events = f"{count} event{'' if chart.events == 1 and not overview else 's'}"
        sources = f"{self.report.sources:,} source{'' if self.report.sources == 1 else 's'}"
        lanes = f"{len(chart.lanes)} lane{'' if len(chart.lanes) == 1 else 's'}"
        whole = " · ".join((events, lanes, sources, chart.period))
        return whole if cell_len(whole) <= chart.width else f"{events} · {chart.period}"

    def above(self) -> Iterator[Line]:
        """Yield what stands above the lanes: the overview with the window in it, and the window's own axis."""
        chart, overview = self.chart, self.report.overview
        if overview is None:
            yield self.strip(chart.density)
            yield from self.axis(chart)
            return
        yield self.strip(overview.density, "overview")
        yield from self.axis(overview, (overview.start, overview.end))
        yield Line()
        yield from self.axis(chart, (0, chart.columns), "detail")

    def below(self) -> Iterator[Line]:
        """Yield the lower edge of the window."""
        if self.report.overview is not None:
            edge = "┗" + "━" * (self.chart.columns - 2) + "┛"
            yield self.head().append(self.plain(edge), STYLES["frame"])

    def written(self, rows: dict[tuple[int, int], Cells]) -> None:
        marks = {(mark.event, mark.lane): mark.row for mark in self.chart.marks}
        for note in self.report.notes:
            for label, style in ((note.title, "label"), (note.evidence, "evidence")):
                if label:
                    row = rows[note.lane, marks[note.event, note.lane] + (label.place == "below")]
                    text = self.plain(self.shortened(label.text)) if style == "evidence" else self.shortened(label.text)
                    row.write(label.start, label.end, text, STYLES[style])

    def listed(self) -> Iterator[Line]:
        """Yield the events that found no room; the others are told on their rows."""
        drawn = {mark.event for mark in self.chart.marks}
        lost = [line for line in self.chart.listed if line.event not in drawn]
        yield from self.lines([], [line._replace(number=line.number) for line in lost])

    def grounds(self) -> Iterator[Line]:
        """Yield on what the dates rest, and the sources that could not be named beside their events."""
        yield from self.flow("basis", ((_numbers(ground.numbers), ground.text) for ground in self.report.basis))
        unsaid = {note.event for note in self.report.notes if not note.sourced}
        named = [proof for proof in self.report.proofs if proof.event in unsaid]
        yield from self.flow("sources", ((str(proof.number), _sources(proof)) for proof in named))

    def flow(self, name: str, entries: Iterable[tuple[str, str]]) -> Iterator[Line]:
        """Yield entries, their numbers first, one behind the other; where they are wrapped, nothing is cut."""
        room = self.chart.width - self.chart.left
        lines: list[Line] = []
        for numbers, text in entries:
            entry = Line((self.plain(numbers), STYLES["number"]), (" " + self.plain(text), STYLES["axis"]))
            if lines and lines[-1].cell_len + len(_STEP) + entry.cell_len <= room:
                lines[-1].append(_STEP).extend(entry)
            else:
                lines += wrapped(entry, room)
        for place, line in enumerate(lines):
            yield self.head(name if place == 0 else "", STYLES["axis"]).extend(line)

    def entries(self) -> Iterator[str]:
        for entry in super().entries():
            early = entry.startswith(self.glyph("before")) and self.report.early
            yield f"{self.glyph('before')} starts before window" if early else entry
        notes = [note.evidence.text for note in self.report.notes if note.evidence]
        if any("¶" in text for text in notes):
            yield self.plain("¶ paragraph of the source")
        if len(self.chart.marks) > len(self.report.notes):
            yield f"{self.glyph('day')}1 told at 1 above"


def _numbers(ranges: Iterable[tuple[int, int]]) -> str:
    shown = [f"{first}–{last}" if last > first else str(first) for first, last in ranges]
    return " ".join(shown if len(shown) <= _MOST else [*shown[:_MOST], f"+{len(shown) - _MOST}"])


def _sources(proof: Proof) -> str:
    names = dict.fromkeys(
        source.name + (f" ¶{source.paragraph}" if source.paragraph is not None else "") for source in proof.sources
    )
    return f"{proof.date} " + ", ".join(names)


def wrapped(line: Line, room: int) -> list[Line]:
    """Wrap between words, and within one that is wider than the room."""
    found: list[Line] = []
    while len(text := line.plain) > room or line.cell_len > room:
        # No sign takes less than a cell but for combining ones, so a line is looked for among the first.
        kept = next(size for size in range(min(len(text), room), 0, -1) if cell_len(text[:size]) <= room)
        space = text.rfind(" ", 1, kept + 1)
        end = space if space > 0 else kept
        found.append(line.divided(end)[0])
        line = line.divided(end + text[end:].startswith(" "))[1]
    return [*found, line]


def lines(report: Evidence, *, ascii_only: bool) -> list[Line]:
    """Give the lines of the chart with its evidence, none of them wider than ``report.chart.width`` cells."""
    painter = _Painter(report, ascii_only=ascii_only)
    found = [painter.header(), *painter.above(), *painter.lanes(), *painter.below(), *painter.listed()]
    for part in (list(painter.grounds()), list(painter.legend())):
        found += [Line(), *part] if part else []
    return found
