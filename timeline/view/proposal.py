"""A candidate's card."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from timeline.model.text import visible
from timeline.report.proposal import Nearby, Proposal, Report
from timeline.view import theme
from timeline.view.grid import grid


def proposal(card: Proposal, *, plain: bool) -> RenderableType:
    """Paint a candidate; ``plain`` keeps our own signs to 7 bits."""
    title = Text()
    if card.status:
        title.append(f"{card.status}: ", theme.STATUS.get(card.status, ""))
    title.append(visible(card.title), theme.HEAD)
    fields = grid(header=False)
    fields.add_column(style=theme.QUIET, no_wrap=True)
    fields.add_column(overflow="fold")
    for name, text in card.fields:
        fields.add_row(name, Text(_signs(visible(text), plain=plain)))
    parts: list[RenderableType] = [Text(card.head, theme.QUIET), "", title, "", fields]
    for report in card.reports:
        parts += ["", *_report(report, plain=plain)]
    if card.reasons:
        parts += ["", Text("Why", theme.QUIET), *(Text(f"- {visible(reason)}") for reason in card.reasons)]
    if card.nearby:
        parts += ["", Text("In the file", theme.QUIET)]
        parts += [_nearby(event, number) for number, event in enumerate(card.nearby, 1)]
    return Group(*parts, "")


def nearby(events: list[Nearby]) -> RenderableType:
    """Paint the events that a candidate can be merged into, by number."""
    return Group(*(_nearby(event, number) for number, event in enumerate(events, 1)))


def _report(report: Report, *, plain: bool) -> Iterator[Text]:
    head = Text(visible(report.publisher or report.address), theme.STRONG)
    if report.published:
        head.append(f", {report.published}", "not bold")
    if report.publisher:
        head.append(f"  {visible(report.address)}", f"not bold {theme.QUIET}")
    yield head
    left, right = ('"', '"') if plain else ("“", "”")
    before, quote, after = (_signs(visible(text), plain=plain) for text in report.told)
    told = Text(before, theme.QUIET)
    told.append(f"{left}{quote}{right}", f"not dim {theme.STRONG}")
    yield told.append(after)


def _nearby(event: Nearby, number: int) -> Text:
    text = Text(f"{number} ", theme.STRONG)
    text.append(visible(event.id), f"not bold {theme.DATE}")
    text.append(f"  {visible(event.date)}: {visible(event.title)}", "not bold")
    return text.append(f" ({event.why})", f"not bold {theme.QUIET}")


def _signs(text: str, *, plain: bool) -> str:
    """Write our own marks for what is left out in 7 bits, where no other can be drawn."""
    return text.replace("…", "...") if plain else text
