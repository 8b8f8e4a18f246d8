"""Changing one event's block in the bytes of a file that people keep, and not a byte of the rest.

Every change tells what it wrote, to the byte, so that ``remove`` and ``withdraw`` can take exactly that out again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from timeline.errors import DataError, UsageError
from timeline.read import BOM
from timeline.syntax.yaml import Piece, cut, extents, load

_KEY = re.compile(rb"(?m)^events:[^\n]*\n\Z")
_EMPTY = re.compile(
    rb"((?:[ ]*(?:#[^\n]*)?\n)*)(?:events:[ ]*(?:\[\])?[ ]*(#[^\n]*)?\n?)?((?:[ ]*(?:#[^\n]*)?(?:\n|\Z))*)"
)
"""A file without an event: nothing but comments, and ``events:`` with nothing under it."""

Place = Callable[[list[Piece]], int]


class Layout(NamedTuple):
    """A file of events in parts: what stands before the first event, and a piece for each."""

    head: bytes
    pieces: list[Piece]


class Changed(NamedTuple):
    """A file's new bytes, and what was written into them, in one stretch."""

    data: bytes
    wrote: str


def layout(data: bytes) -> Layout | None:
    """Take a file apart; None where it is not laid out as one block item for each event."""
    mark = BOM if data.startswith(BOM) else b""
    parts = cut(data[len(mark) :]) or _empty(data[len(mark) :])
    return None if parts is None else Layout(mark + parts[0], parts[1])


def insert(data: bytes, block: str, place: Place, path: str) -> Changed:
    """Put an event's block into a file.

    ``block`` is a YAML list item indented by two, ending in a line end. ``place`` is given the pieces of the file and
    says before which of them the block belongs (their number: at the end). Raises ``UsageError`` where the file is not
    laid out as one block item an event.
    """
    parts = layout(data)
    if parts is None:
        raise UsageError(
            f"'{path}' is not laid out as one '- id: …' block for each event", f"add it by hand:\n{block.rstrip()}"
        )
    head, pieces = parts
    indent = _indent(pieces[0].data) if pieces else 2
    number = place(pieces)
    before = head + b"".join(piece.data for piece in pieces[:number])
    after = b"".join(piece.data for piece in pieces[number:])
    kept = _content_end(before.decode("latin-1"), indent) if number else _top(head) if pieces else len(head)
    return _join(before[:kept], _reindent(block, indent).encode(), before[kept:] + after)


def remove(data: bytes, event: str, wrote: str) -> bytes | None:
    """Take out a block that ``insert`` wrote, with the blank lines that came with it.

    Gives None where the event's block is not what was written, to the byte, or where something was added to it.
    """
    found = _find(data, event)
    block = wrote.strip("\n") + "\n"
    if found is None or not _is_untouched(found.text, block):
        return None
    start, end = found.start, found.start + min(len(block.encode()), len(found.text.encode()))
    leading, trailing = len(wrote) - len(wrote.lstrip("\n")), len(wrote) - len(wrote.rstrip("\n")) - 1
    if data[max(0, start - leading) : start] == b"\n" * leading:
        start -= leading
    if data[end : end + trailing] == b"\n" * trailing:
        end += trailing
    return data[:start] + data[end:]


def amend(data: bytes, event: str, sources: str, flow: str, path: str) -> Changed:
    """Add sources to an event's block, in the style that its sources have.

    ``sources`` are items of a YAML list without indentation, ``flow`` the same on one line, separated by commas.
    Raises ``UsageError`` where there is no such event, or where its block is laid out so that nothing can be added to
    it without touching the rest.
    """
    found = _find(data, event)
    if found is None:
        raise UsageError(f"there is no event '{event}' in '{path}' that can be added to", "name one that is there")
    at, new = _addition(found.text, sources, flow)
    text = found.text[:at] + new + found.text[at:]
    if not _has_gained(found.text, text, sources):
        raise UsageError(
            f"the sources of '{event}' are laid out in a way that cannot be added to",
            f"add by hand:\n{sources.rstrip()}",
        )
    return Changed(found.replaced(data, text), new)


def withdraw(data: bytes, event: str, wrote: str) -> bytes | None:
    """Take out of an event's block what ``amend`` wrote; None where it does not stand there, to the byte."""
    found = _find(data, event)
    at = found.text.rfind(wrote) if found is not None else -1
    if found is None or at < 0:
        return None
    text = found.text[:at] + found.text[at + len(wrote) :]
    return found.replaced(data, text) if _has_lost(found.text, text) else None


def holds(data: bytes, event: str, wrote: str) -> bool:
    """Say whether what was written stands in the event's block."""
    found = _find(data, event)
    return found is not None and wrote.strip("\n") in found.text


def has(data: bytes, event: str) -> bool:
    """Say whether a file has an event of that id."""
    return _find(data, event) is not None


class _Found(NamedTuple):
    """An event's piece as text, and the byte of the file at which it begins."""

    text: str
    start: int

    def replaced(self, data: bytes, text: str) -> bytes:
        return data[: self.start] + text.encode() + data[self.start + len(self.text.encode()) :]


def _find(data: bytes, event: str) -> _Found | None:
    parts = layout(data)
    if parts is None:
        return None
    start = len(parts.head)
    for piece in parts.pieces:
        # To read thousands of pieces takes a second; the id stands in its own as it is, unless that has escapes.
        if event.encode() in piece.data or b"\\" in piece.data:
            values = _values(piece.data)
            if values is not None and values.get("id") == event:
                return _Found(piece.data.decode(), start)
        start += len(piece.data)
    return None


def _values(piece: bytes) -> dict[str, Any] | None:
    """Read a piece; None where it is not one event."""
    try:
        values = load(piece.decode(), "")
    except (DataError, UnicodeDecodeError):
        return None
    one = values[0] if isinstance(values, list) and len(values) == 1 else None
    return one if isinstance(one, dict) else None


def _is_untouched(text: str, block: str) -> bool:
    """Say whether a piece is a block, and behind it nothing but blank lines and remarks that head what follows."""
    if not (text + "\n").startswith(block):
        return False
    margin = len(block) - len(block.lstrip(" "))
    rest = [line for line in text[len(block) :].split("\n") if line.strip()]
    return all(_is_heading(line, margin) for line in rest)


def _has_gained(before: str, after: str, sources: str) -> bool:
    """Say whether a piece has those sources more at the end of the others, and is otherwise what it was."""
    old, new = _values(before.encode()), _values(after.encode())
    if old is None or new is None or {**old, "sources": None} != {**new, "sources": None}:
        return False
    return bool(new.get("sources") == [*(old.get("sources") or []), *load(sources, "")])


def _has_lost(before: str, after: str) -> bool:
    """Say whether a piece has lost sources that stood beside each other, and is otherwise what it was."""
    old, new = _values(before.encode()), _values(after.encode())
    if old is None or new is None or {**old, "sources": None} != {**new, "sources": None}:
        return False
    had, has_now = old.get("sources") or [], new.get("sources") or []
    lost = len(had) - len(has_now)
    return lost > 0 and any(had[:at] + had[at + lost :] == has_now for at in range(len(has_now) + 1))


def _addition(text: str, sources: str, flow: str) -> tuple[int, str]:
    """Say where in a piece sources are to be written, and as what; whether that is right is for others to see."""
    places = extents(text)
    found = places.get((0, "sources"))
    count = sum(len(path) == 3 and path[:2] == (0, "sources") for path in places)
    if found is None:
        column = places[0,].start - text.rfind("\n", 0, places[0,].start) - 1
        at = _content_end(text, column)
        return at, _whole(text, at, f"{' ' * column}sources:\n{_indented(sources, column + 2)}")
    if found.style == "flow":
        return (places[0, "sources", count - 1].end, ", " + flow) if count else (found.start + 1, flow)
    if found.style == "empty":
        column = places[0,].start - text.rfind("\n", 0, places[0,].start) - 1
        at = text.find("\n", found.start) + 1 or len(text)
        return at, _whole(text, at, _indented(sources, column + 2))
    column = found.start - text.rfind("\n", 0, found.start) - 1
    last = places.get((0, "sources", count - 1), found)
    at = _items_end(text, last.start, column)
    return at, _whole(text, at, _indented(sources, column))


def _whole(text: str, at: int, new: str) -> str:
    """Make lines that can stand at a place: where the text before has no line end, it comes first."""
    return "\n" + new.removesuffix("\n") if at and text[at - 1] != "\n" else new


def _indented(lines: str, column: int) -> str:
    return "".join(" " * column + line if line.strip() else line for line in lines.splitlines(keepends=True))


def _items_end(text: str, last: int, column: int) -> int:
    """Find the end of a list's last item, which begins at ``last``: what stands left of it belongs to what follows."""
    at = end = text.find("\n", last) + 1 or len(text)
    while at < len(text):
        stop = text.find("\n", at) + 1 or len(text)
        line = text[at:stop]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= column:
                break
            end = stop
        at = stop
    return end


def _indent(data: bytes) -> int:
    return len(data) - len(data.lstrip(b" "))


def _empty(data: bytes) -> tuple[bytes, list[Piece]] | None:
    """Give the head of a file that has no event yet, ready for the first; None where there is anything else in it."""
    match = _EMPTY.fullmatch(data)
    if match is None:
        return None
    remark = b"  " + match[2] if match[2] else b""
    return match[1] + b"events:" + remark + b"\n" + match[3], []


def _join(before: bytes, block: bytes, after: bytes) -> Changed:
    """Put a block between two parts with one blank line on either side, but none right under ``events:``."""
    end = b"\n" if before and not before.endswith(b"\n") else b""
    before += end
    blank = b"" if not before or before.endswith(b"\n\n") or _KEY.search(before) else b"\n"
    # What follows begins with the blank lines and comments that stood behind the event before.
    separator = b"" if not after or after.startswith(b"\n") else b"\n"
    wrote = blank + block + separator
    return Changed(before + wrote + after, (end + wrote).decode())


def _top(head: bytes) -> int:
    """Find the line under ``events:`` in a head: comments there head the first event."""
    match = re.search(rb"(?m)^events:[^\n]*\n", head)
    return match.end() if match else len(head)


def _content_end(text: str, margin: int) -> int:
    """Find the end of the last line of content: blank lines and comments behind it head what follows.

    Comments further in than ``margin`` do not: they may be words of a text that is written out.
    """
    lines = text.split("\n")
    while lines and (not lines[-1].strip() or _is_heading(lines[-1], margin)):
        lines.pop()
    return min(len("\n".join(lines)) + 1, len(text))


def _is_heading(line: str, margin: int) -> bool:
    bare = line.lstrip(" ")
    return bare.startswith("#") and len(line) - len(bare) <= margin


def _reindent(block: str, indent: int) -> str:
    return "".join(" " * indent + line[2:] if line.strip() else line for line in block.splitlines(keepends=True))
