"""An event's card."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from timeline.model.text import visible, visible_lines
from timeline.report.card import Card, SourceCard
from timeline.view import theme
from timeline.view.grid import grid


def card(report: Card, *, plain: bool) -> RenderableType:
    """Paint a card; ``plain`` keeps to 7-bit signs."""
    title = Text()
    if report.status:
        title.append(f"{report.status}: ", theme.STATUS.get(report.status, ""))
    title.append(visible(report.title), theme.HEAD)
    fields = grid(header=False)
    fields.add_column(style=theme.QUIET, no_wrap=True)
    fields.add_column(overflow="fold")
    for name, text in report.fields:
        fields.add_row(name, Text(visible(text)))
    parts: list[RenderableType] = [title, ""]
    if report.summary:
        parts += [Text(visible_lines(report.summary)), ""]
    parts.append(fields)
    if report.note:
        parts += ["", Text("Note: ", theme.QUIET) + Text(visible_lines(report.note))]
    parts += ["", Text(f"Sources ({len(report.sources)})", theme.HEAD)]
    for number, source in enumerate(report.sources, 1):
        parts.append(_source(source, number, plain=plain))
    return Group(*parts)


def _source(source: SourceCard, number: int, *, plain: bool) -> RenderableType:
    table = grid(header=False, gap=1)
    table.add_column(no_wrap=True, style=theme.QUIET)
    table.add_column(overflow="fold")
    head = Text(visible(source.publisher or source.address), theme.STRONG)
    if source.published:
        head.append(f", {source.published}", "not bold")
    if source.contradicts:
        head.append("  contradicts", theme.STATUS["denied"])
    if source.claims:
        head.append(f"  says {visible(source.claims)}", theme.DATE)
    body = [head]
    if source.quote:
        left, right = ('"', '"') if plain else ("“", "”")
        body.append(Text(f"{left}{visible(source.quote)}{right}", "italic"))
    if source.evidence.place:
        body.append(Text(visible(source.evidence.place), theme.QUIET))
    if source.evidence.fault:
        body.append(Text(visible(source.evidence.fault), theme.ERROR))
    if source.note:
        body.append(Text(visible_lines(source.note)))
    if source.publisher and source.address and not source.evidence.place:
        body.append(Text(visible(source.address), theme.QUIET, overflow="fold"))
    table.add_row(f"{number}.", Text("\n").join(body))
    return table
