"""An evaluation as tables: figures in per cent, and differences one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table
from rich.text import Text

from timeline.extract.evaluate import Counts
from timeline.model.text import visible
from timeline.report.evaluation import Difference, Evaluation, Figures
from timeline.view import theme
from timeline.view.grid import grid

_ROOMY = 96
"""From so many columns on, precision and recall too; else F1 alone."""
_NARROW = 50


def evaluation(report: Evaluation | Figures, width: int | None, most: int | None) -> Iterator[Table | Text]:
    """Yield what is to be drawn; with ``most``, so many differences first."""
    if most is not None:
        yield _differences(report.differences[:most])
        left = len(report.differences) - most
        yield Text(f"and {left:,} more\n" if left > 0 else "", theme.QUIET)
    yield _columns(report) if isinstance(report, Figures) else _figures(report, width)
    yield Text(
        f"{report.documents:,} text{'' if report.documents == 1 else 's'}, {report.characters:,} characters, "
        f"{report.speed:,.0f} kchar/s",
        theme.QUIET,
    )


def _columns(report: Figures) -> Table:
    table = grid()
    table.add_column("", overflow="fold", style=theme.STRONG)
    for head in report.heads:
        table.add_column(head.capitalize(), justify="right", no_wrap=True)
    for name, values in report.rows:
        table.add_row(Text(visible(name)), *map(_shown_value, values))
    return table


def _shown_value(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{100 * value:.1f}"


def _figures(report: Evaluation, width: int | None) -> Table:
    whole = width is None or width >= _ROOMY
    unit = "P/R/F1" if whole else "F1"
    heads = [f"Strict {unit}", f"Relaxed {unit}", f"Value {unit}"]
    if width is not None and width < _NARROW:
        heads = ["Strict", "Relax.", "Value"]
    table = grid(gap=2 if width is None or width >= _NARROW else 1)
    table.add_column("", overflow="fold", style=theme.STRONG)
    for head in ("Gold", "Found", *heads):
        table.add_column(head, justify="right", no_wrap=True)
    group = ""
    for row in report.rows:
        if row.group != group:
            table.add_row(Text(f"by {row.group}", theme.QUIET))
            group = row.group
        counts = row.counts
        figures = [_figure(counts, right, whole=whole) for right in (counts.strict, counts.relaxed, counts.value)]
        table.add_row(
            Text(visible(row.name), "not bold" if group else ""), str(counts.gold), str(counts.found), *figures
        )
    return table


def _figure(counts: Counts, right: int, *, whole: bool) -> str:
    score = counts.score(right)
    return "/".join(f"{100 * figure:.1f}" for figure in (score if whole else score[2:]))


def _differences(found: Sequence[Difference]) -> Table:
    table = grid()
    table.add_column("Text", style=theme.QUIET, overflow="fold")
    table.add_column("At", style=theme.QUIET, justify="right", overflow="fold")
    table.add_column("What", style=theme.STRONG, overflow="fold")
    for head in ("Row", "Gold", "Found", "Rule"):
        table.add_column(head, overflow="fold")
    for one in found:
        table.add_row(
            *map(_shown, (str(one.document), str(one.at), one.what, one.row)),
            _meant(one.gold, one.gold_value),
            _meant(one.found, one.found_value),
            _shown(one.rule),
        )
    return table


def _shown(text: str) -> Text:
    return Text(visible(" ".join(text.split())))


def _meant(words: str, value: str) -> Text:
    if not words:
        return Text()
    return _shown(words).append(" = ").append(visible(value), theme.DATE)
