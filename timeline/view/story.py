"""A period's story, as a vertical line with its events."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.cells import cell_len
from rich.text import Text

from timeline.model.text import visible
from timeline.report.story import Entry, Story
from timeline.view import theme

SIGNS = {"day": "●", "vague": "○", "period": "┠", "promise": "◇", "other": "×"}
PLAIN = {"day": "*", "vague": "o", "period": "+", "promise": "?", "other": "x"}
_MEANINGS = {
    "day": "day known", "vague": "day not known", "period": "lasted", "promise": "expected, not a fact",
    "other": "denied, cancelled or talked of",
}  # fmt: skip


def story(report: Story, width: int, *, plain: bool, summaries: bool = True) -> Iterator[Text]:
    """Yield the lines, none wider than ``width`` cells; nothing is cut, what is long is wrapped."""
    signs, line, dash = (PLAIN, "|", ":") if plain else (SIGNS, "│", "╎")
    if report.period:
        yield Text(report.period, theme.HEAD)
        yield Text()
    for entry in report.entries:
        if entry.gap:
            yield Text(f"  {dash}  {entry.gap}", theme.QUIET)
            yield Text()
        yield from _entry(entry, width, signs[entry.sign], line, summaries=summaries)
        yield Text()
    if report.bounds:
        yield Text("Possibly too, as no more than a bound is known:", theme.QUIET)
        for entry in report.bounds:
            status = f"{entry.status}: " if entry.status else ""
            for part in wrap(f"{signs[entry.sign]} {status}{visible(entry.title)} ({entry.date})", width - 2):
                yield Text("  " + part, theme.QUIET)
        yield Text()
    yield from _footer(report, width, signs)


def _entry(entry: Entry, width: int, sign: str, line: str, *, summaries: bool) -> Iterator[Text]:
    head = Text(f"  {sign}  ")
    date = entry.date + ("  (possibly)" if entry.possible else "")
    for number, part in enumerate(wrap(date, width - 5)):
        yield (head if not number else Text(f"  {line}  ", theme.QUIET)) + Text(part, theme.DATE)
    status = f"{entry.status}: " if entry.status else ""
    for number, part in enumerate(wrap(status + visible(entry.title), width - 5)):
        text = Text(part, theme.STRONG)
        if status and not number:
            text.stylize(theme.STATUS.get(entry.status, ""), 0, len(status) - 1)
        yield Text(f"  {line}  ", theme.QUIET) + text
    details = [visible(" ".join(entry.summary.split()))] if summaries and entry.summary else []
    details += [entry.remark[:1].upper() + entry.remark[1:]] if entry.remark else []
    for detail in details:
        for part in wrap(detail, width - 5):
            yield Text(f"  {line}  ", theme.QUIET) + Text(part)
    marks = "".join(
        f"[{number}]" if paragraph is None else f"[{number}:{paragraph}]"
        for number, paragraph in zip(entry.sources, entry.paragraphs, strict=True)
    )
    for part in wrap(f"{visible(entry.actors)}  {marks}".strip(), width - 5):
        yield Text(f"  {line}  ", theme.QUIET) + Text(part, theme.QUIET)


def _footer(report: Story, width: int, signs: dict[str, str]) -> Iterator[Text]:
    used = {entry.sign for entry in (*report.entries, *report.bounds)}
    for part in wrap("   ".join(f"{signs[name]} {_MEANINGS[name]}" for name in SIGNS if name in used), width):
        yield Text(part, theme.QUIET)
    count = len(report.entries)
    yield Text(f"{count} event{'' if count == 1 else 's'}, {report.day_exact} known to the day", theme.QUIET)
    cited = (
        f"[{number}:{paragraph}] is paragraph {paragraph} of source {number}"
        for entry in report.entries
        for number, paragraph in zip(entry.sources, entry.paragraphs, strict=True)
        if paragraph is not None
    )
    for part in wrap(next(cited, ""), width):
        if part:
            yield Text(part, theme.QUIET)
    yield Text()
    for reference in report.references:
        number = f"[{reference.number}] "
        address = "" if reference.address == reference.name else f"  {visible(reference.address)}"
        text = visible(reference.name) + address
        for first, part in enumerate(wrap(text, width - len(number))):
            yield Text((" " * len(number) if first else number) + part, theme.QUIET)


def wrap(text: str, width: int) -> list[str]:
    """Wrap by cells, not by characters; a word that is too long is broken."""
    room = max(width, 8)
    if text.isascii():
        return textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    lines, line = [], ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= room:
            line = joined
            continue
        if line:
            lines.append(line)
        rest = word
        while cell_len(rest) > room:
            cut = next(n for n in range(len(rest), 0, -1) if cell_len(rest[:n]) <= room)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line = rest
    return [*lines, line]
