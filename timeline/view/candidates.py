"""Candidates one under the other, each with its words and with why it is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from timeline.model.candidate import Candidate, Part
from timeline.model.text import visible
from timeline.view import theme

_INDENT = (0, 0, 0, 6)


def candidates(found: Sequence[Candidate], *, several: bool) -> Iterator[Group]:
    """Yield a block for each candidate; with ``several``, with the file that it was read in."""
    for candidate in found:
        yield Group(*_block(candidate, several=several))


def _block(candidate: Candidate, *, several: bool) -> Iterator[Text | Padding]:
    head = Text(f"{candidate.score:.2f}  ", theme.STRONG)
    head.append(visible(candidate.date or "no date"), theme.DATE)
    head.append(f"  {candidate.kind}", theme.STRONG)
    if candidate.status != "occurred":
        head.append(f"  {candidate.status}", theme.STATUS[candidate.status])
    head.append(f"  {candidate.id}", theme.QUIET)
    yield head
    yield Padding(Text(_one_line(candidate.title)), _INDENT)
    for role in ("source", "target", "other"):
        parts = [part for part in candidate.actors if part.role == role]
        if parts:
            yield Padding(Text(f"{role}: ", theme.QUIET).append("; ".join(map(_who, parts)), "not dim"), _INDENT)
    yield Padding(_quote(candidate), _INDENT)
    for told in candidate.sources[1:] if not several else candidate.sources:
        yield Padding(Text(f"told in {visible(told.address)}", theme.QUIET), _INDENT)
    yield Padding(Text("why: " + _one_line("; ".join(candidate.reasons)), theme.QUIET), _INDENT)
    yield Text()


def _quote(candidate: Candidate) -> Text:
    """Show the quote, with the word that names the event marked."""
    text = candidate.quote.text
    shown = Text("“", theme.QUIET)
    if candidate.trigger is None:
        return shown.append(_one_line(text), "not dim").append("”")
    start, end = (place - candidate.quote.start for place in (candidate.trigger.start, candidate.trigger.end))
    shown.append(_spaced(text[:start]), "not dim")
    shown.append(_spaced(text[start:end]), theme.STRONG)
    shown.append(_spaced(text[end:]), "not dim")
    return shown.append("”")


def _who(part: Part) -> str:
    told = ", ".join(value for value in (part.id, part.sector) if value)
    return _one_line(part.name) + (f" ({told})" if told else "")


def _one_line(text: str) -> str:
    return visible(" ".join(text.split()))


def _spaced(text: str) -> str:
    """Put one space for all white space, and keep whether there was any at the ends."""
    inner = " ".join(text.split())
    return visible(f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}")
