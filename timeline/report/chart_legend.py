"""What the signs of a chart mean: the entries of its legend, only for what is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.report.chart import Chart, Fold
from timeline.report.chart_marks import PartKind

MEANING: dict[PartKind, str] = {
    "day": "day known",
    "some": "somewhere in this column",
    "track": "somewhere in here",
    "bar": "lasted from, to",
    "whole": "lasted, within a column",
    "not-before": "no earlier than",
    "not-after": "no later than",
    "about": "about then",
    "onward": "still goes on",
    "before": "from before, or unknown",
    "beyond": "goes beyond, or unknown",
    "expected": "expected, not a fact",
    "hypothetical": "talked of",
    "denied": "denied or cancelled",
    "cancelled": "denied or cancelled",
}
_NAMED_FOLDS = 4
"""Folds whose lengths are given one by one."""


class Entry(NamedTuple):
    """A sign, by the kind of part or by ``today``, ``tie``, ``rest``, ``fold`` and ``density``, and what it means."""

    sign: str
    text: str


def entries(chart: Chart, density: Sequence[float] = (), above: Sequence[Fold] = ()) -> Iterator[Entry]:
    """Yield what the reader of a chart has to know, in the order of ``MEANING``.

    ``density`` is that of the strip above it, where this is another than the chart's own; ``above`` are its folds.
    """
    used = {part.kind for mark in chart.marks for part in mark.parts}
    said: set[str] = set()
    for kind, text in MEANING.items():
        is_used = bool(used & {"start", "bar", "end"}) if kind == "bar" else kind in used
        if is_used and text not in said:
            said.add(text)
            yield Entry(kind, text)
    if chart.now is not None:
        yield Entry("today", "today")
    if chart.ties:
        yield Entry("tie", "one event, two lanes")
    if chart.rest:
        yield Entry("rest", "+N events without room")
    if folds := (*above, *chart.folds):
        yield Entry("fold", _folded(folds))
    heights = density or chart.density
    if any(heights):
        top = f"{max(heights):.2g}"
        yield Entry("density", f"{top} event{'' if top == '1' else 's'} in a column")


def _folded(folds: Sequence[Fold]) -> str:
    """Say what lies in the folds of an axis."""
    what = "no known event" if all(fold.empty for fold in folds) else "nothing begins or ends"
    if len(folds) <= _NAMED_FOLDS:
        return f"folded, {what} in " + ", ".join(fold.text for fold in folds)
    longest = max(folds, key=lambda fold: fold.last - fold.first)
    return f"folded, {what} in {len(folds)} stretches of up to {longest.text}"
