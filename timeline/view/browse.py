"""What stands on the screen of ``timeline browse``, line by line: rows of the list, rules with names, keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from timeline.model.text import visible
from timeline.report.listing import Item
from timeline.report.typed import Typed
from timeline.view import story, theme
from timeline.view.grid import cut
from timeline.view.table import title

_ACTORS_FROM, _ROOMY = 90, 56
_DATE, _ROOMY_DATE, _ACTORS = 14, 21, 26


class Key(NamedTuple):
    """A key as it is named, what it does in a word, for the last line, and in a sentence.

    ``rank`` says how soon one needs to know it: those of rank 1 are always on the last line.
    """

    name: str
    short: str
    rank: int
    about: str


KEYS = (
    Key("↑ ↓", "event", 1, "the event before or after; in the evidence and the lanes: scroll"),
    Key("n p", "", 9, "the event after or before, from every pane"),
    Key("PgUp PgDn", "", 9, "a page up or down; Home and End go to the first and the last"),
    Key("Tab", "pane", 1, "the next pane: events, evidence, lanes; Shift-Tab the one before"),
    Key("Enter", "alone", 3, "give the whole screen to this pane, or take it back"),
    Key("/", "filter", 1, "filter while you type: actor:Serbia not kind:assault date:1999.."),
    Key("c", "certain", 5, "leave out what only possibly lies in the period, or show it"),
    Key("d", "date", 2, "go to a date: 2023, 2023-Q3, 44 BCE, last spring"),
    Key("t", "today", 5, "go to today"),
    Key("+ -", "zoom", 2, "show less time in the lanes, or more"),
    Key("0", "all", 6, "show all of the time again"),
    Key("← →", "move", 2, "move the lanes in time"),
    Key("b", "lanes", 4, "lanes by actor, kind, status, place or tag"),
    Key("s", "scale", 4, "the scale: folded, linear or rank"),
    Key("e", "edit", 2, "open the file at this event in your editor (VISUAL, EDITOR, vi)"),
    Key("r", "reload", 6, "read the files again"),
    Key("?", "keys", 1, "these keys"),
    Key("q", "quit", 1, "leave; Ctrl-C does too"),
)
_PLAIN = str.maketrans({"↑": "k", "↓": "j", "←": "h", "→": "l"})


def row(item: Item, sign: str, width: int, *, chosen: bool, plain: bool) -> Text:
    """Give an event of the list in one line of so many cells; what does not fit is cut."""
    signs, pointer, dots = (story.PLAIN, ">", "...") if plain else (story.SIGNS, "▸", "…")
    line = Text(pointer if chosen else " ", no_wrap=True)
    line.append(item.mark or " ", theme.POSSIBLE)
    line.append(signs[sign] + " ")
    size = _ROOMY_DATE if width >= _ROOMY else _DATE
    line.append(_fit(visible(item.date), size, dots) + "  ", theme.DATE)
    actors = _ACTORS if width >= _ACTORS_FROM else 0
    room = max(width - line.cell_len - actors - (2 if actors else 0), 1)
    words = title(item)
    if words.cell_len > room:
        kept = cut_to(words.plain, room, dots)
        words.right_crop(len(words.plain) - (len(kept) - len(dots)))
        words.append(dots)
    line.append_text(words)
    if actors:
        line.append(" " * (width - actors - line.cell_len))
        line.append(_fit(visible(item.actors), actors, dots), theme.QUIET)
    return line


def cut_to(text: str, size: int, dots: str = "…") -> str:
    """Cut a text to so many cells; what is cut ends in dots."""
    if cell_len(text) <= size:
        return text
    kept = cut(text, max(size - len(dots) + 1, 1)).removesuffix("…")
    return kept + dots


def _fit(text: str, size: int, dots: str) -> str:
    shown = cut_to(text, size, dots)
    return shown + " " * max(size - cell_len(shown), 0)


def rule(name: str, facts: str, width: int, *, focused: bool, plain: bool) -> Text:
    """Draw a line with the name of the pane below it, and facts on its right; the pane that has the keys is marked."""
    dash, pointer, dots = ("-", ">", "...") if plain else ("─", "▸", "…")
    line = Text(no_wrap=True)
    line.append(dash * 2, theme.QUIET)
    line.append(f" {pointer if focused else ''}{name} ", theme.HEAD if focused else theme.QUIET)
    facts = cut_to(_signs(visible(facts), plain=plain), max(width - line.cell_len - 6, 0), dots) if facts else ""
    room = width - line.cell_len - (cell_len(facts) + 4 if facts else 0)
    line.append(dash * max(room, 0), theme.QUIET)
    if facts:
        line.append(f" {facts} {dash * 2}", theme.QUIET)
    return line


def header(name: str, facts: str, width: int, *, plain: bool) -> Text:
    """Give the first line: what is browsed, and how much of it."""
    dots = "..." if plain else "…"
    facts = cut_to(_signs(facts, plain=plain), width - 2, dots)
    room = width - cell_len(facts) - 4
    name = cut_to(visible(name), room, dots) if room > len(dots) else ""
    line = Text(" ", no_wrap=True).append(name, theme.HEAD)
    return line.append(" " * max(width - line.cell_len - cell_len(facts) - 1, 1)).append(facts, theme.QUIET)


def hints(width: int, *, plain: bool) -> Text:
    """Give the last line: the keys that one needs first, as many as there is room for."""
    said = {key: (_name(key, plain=plain).replace(" ", ""), key.short) for key in KEYS if key.short}
    room = width + 1
    chosen: set[Key] = set()
    for key in sorted(said, key=lambda key: key.rank):
        room -= sum(map(cell_len, said[key])) + 3
        if room >= 0 or key.rank == 1:
            chosen.add(key)
    line = Text(" ", no_wrap=True)
    for key, (name, short) in said.items():
        if key in chosen:
            line.append("  " if line.cell_len > 1 else "").append(name, theme.STRONG).append(f" {short}", theme.QUIET)
    return line


def _name(key: Key, *, plain: bool) -> str:
    return key.name.translate(_PLAIN) if plain else key.name


def note(text: str, width: int, *, plain: bool) -> Text:
    """Give the last line while something has to be told."""
    dots = "..." if plain else "…"
    shown = cut_to(_signs(visible(" ".join(text.split())), plain=plain), width - 2, dots)
    return Text(f" {shown}", theme.STRONG, no_wrap=True)


def question(text: str, width: int, *, plain: bool) -> Text:
    """Give the filter as it is."""
    line = Text(" / ", theme.QUIET, no_wrap=True)
    dots = "..." if plain else "…"
    return line.append(cut_to(visible(text), width - 4, dots), "not dim") if text else line.append("all events")


def prompt(name: str, typed: Typed, width: int, *, plain: bool) -> Text:
    """Give a line that is typed, with its cursor; of one that is too long, what is around the cursor."""
    line = Text(f" {name} ", theme.STRONG, no_wrap=True)
    room = max(width - line.cell_len - 1, 1)
    before, after = visible(typed.text[: typed.at]), visible(typed.text[typed.at :])
    while cell_len(before) > room - 1:
        before = before[1:]
    line.append(before, "not bold").append(after[:1] or " ", "not bold reverse")
    return line.append(set_cell_size(after[1:], max(width - line.cell_len, 0)).rstrip(), "not bold")


def keys(width: int, *, plain: bool) -> Iterator[Text]:
    """Give the help: every key with what it does, wrapped."""
    size = max(cell_len(key.name) for key in KEYS)
    for key in KEYS:
        name = _name(key, plain=plain)
        for number, part in enumerate(story.wrap(key.about, width - size - 4)):
            head = name if number == 0 else ""
            yield Text(" " + head + " " * (size - cell_len(head) + 2), theme.STRONG).append(part, "not bold")


def plain_lines(lines: Sequence[str], width: int) -> Iterator[Text]:
    """Give lines of anybody's text, wrapped."""
    for line in lines:
        shown = visible(line)
        indent = len(shown) - len(shown.lstrip())
        for part in story.wrap(shown.lstrip(), width - indent - 2):
            yield Text(" " * (indent + 1) + part)


def _signs(text: str, *, plain: bool) -> str:
    return text.replace("·", "|").replace("–", "-").replace("…", "...") if plain else text
