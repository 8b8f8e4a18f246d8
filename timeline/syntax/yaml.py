"""YAML as people write it by hand: every scalar is text, every value has a place, nothing is doubled or dropped.

Two readers, one answer. ``compose`` works on PyYAML's event stream: it is exact, knows lines and columns, and bounds
depth and the size of what aliases stand for, but takes a second for a megabyte or so. ``quick`` hands ordinary YAML to
rapidyaml, several times as fast, and declines whatever is out of the ordinary; a law in the tests holds the two
against each other. Neither resolves types: ``NO``, ``2014`` and ``2014-02-30`` are the texts that they look like. An
empty value, ``~`` and ``null`` are None.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem

MAX_DEPTH = 40
MAX_EXPANSION = 200_000
"""At most so many values may a document stand for once its aliases are written out."""

Path = tuple[str | int, ...]
Places = dict[Path, tuple[int, int]]


class Composed(NamedTuple):
    """Plain values, and for each path of keys and indices the line and column (from 1) where its value begins."""

    values: Any
    places: Places


def compose(text: str, path: str, line: int = 1) -> Composed:
    """Read one YAML document exactly. ``line`` is where ``text`` begins in its file.

    Raises ``DataError`` with the place for bad syntax, duplicate keys, a second document, nesting deeper than
    ``MAX_DEPTH`` or aliases that stand for more than ``MAX_EXPANSION`` values.
    """
    import yaml

    try:
        return _Composer(path, line - 1).run(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "this is not YAML"
        at_line, at_column = _within(text, mark.line, mark.column) if mark else (0, 0)
        raise DataError(
            [
                Problem(
                    path,
                    line + at_line,
                    at_column + 1,
                    "bad-yaml",
                    f"cannot read this as YAML: {problem}",
                    "quote text that holds ': ' or starts with a special sign, and line up what belongs together",
                )
            ]
        ) from None
    except yaml.YAMLError as error:
        reason = getattr(error, "reason", "it is not readable")
        raise DataError([Problem(path, line, 1, "bad-yaml", f"cannot read this as YAML: {reason}")]) from None


def _within(text: str, line: int, column: int) -> tuple[int, int]:
    """Move a place that lies behind the end of a text to its last sign: what is unfinished is found to be so there."""
    lines = text.rstrip().split("\n")
    return (line, column) if line < len(lines) else (len(lines) - 1, len(lines[-1]))


class _Composer:
    """Builds values from events with a stack of its own: PyYAML's composer recurses in C until the process dies."""

    def __init__(self, path: str, offset: int) -> None:
        self.path = path
        self.offset = offset
        self.places: Places = {}
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.expanded = 0

    def fail(self, mark: Any, code: str, message: str, hint: str = "") -> DataError:
        return DataError([Problem(self.path, mark.line + 1 + self.offset, mark.column + 1, code, message, hint)])

    def run(self, text: str) -> Composed:
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        # One frame per open collection: its value, its path, the key that waits for a value, its anchor, the count of
        # values when it began.
        stack: list[list[Any]] = []
        result: Any = None
        documents = 0
        for event in yaml.parse(text, Loader=loader):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fail(event.start_mark, "bad-yaml", "a second document in one file", "remove the '---'")
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                here = self.place(stack, event)
                fresh: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
                if stack:
                    self.attach(stack[-1], fresh, event)
                else:
                    result = fresh
                if len(stack) >= MAX_DEPTH:
                    raise self.fail(event.start_mark, "bad-yaml", f"nested more than {MAX_DEPTH} levels deep")
                self.count(event, 1)
                stack.append([fresh, here, None, event.anchor, self.expanded])
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                value, _, _, anchor, before = stack.pop()
                if anchor:
                    self.anchors[anchor] = (value, self.expanded - before + 1)
            elif isinstance(event, (yaml.ScalarEvent, yaml.AliasEvent)):
                self.place(stack, event)
                value = self.scalar(event) if isinstance(event, yaml.ScalarEvent) else self.alias(event)
                if stack:
                    self.attach(stack[-1], value, event)
                else:
                    result = value
        return Composed(result, self.places)

    def place(self, stack: list[list[Any]], event: Any) -> Path:
        """Note where a value stands, and give its path. A key is noted where its value would be, until that comes."""
        if not stack:
            here: Path = ()
        else:
            value, path, key, _, _ = stack[-1]
            if isinstance(value, list):
                here = (*path, len(value))
            elif key is None:
                here = (*path, event.value) if hasattr(event, "value") else path
            else:
                here = (*path, key)
        self.places[here] = (event.start_mark.line + 1 + self.offset, event.start_mark.column + 1)
        return here

    def attach(self, frame: list[Any], value: Any, event: Any) -> None:
        container, _, key, _, _ = frame
        if isinstance(container, list):
            container.append(value)
        elif key is None:
            # An empty key is its text; an alias has none of its own, and one to nothing names nothing.
            name = getattr(event, "value", value)
            if not isinstance(name, str) or isinstance(value, (dict, list)):
                raise self.fail(event.start_mark, "bad-yaml", "a key must be a single word")
            if name in container:
                raise self.fail(
                    event.start_mark, "duplicate-key", f"'{name}' is given twice", "keep one of the two, or rename one"
                )
            frame[2] = name
        else:
            container[key] = value
            frame[2] = None

    def scalar(self, event: Any) -> str | None:
        self.count(event, 1)
        value: str | None = event.value
        if not event.style and event.value in ("", "~", "null", "Null", "NULL"):
            value = None
        if event.anchor:
            self.anchors[event.anchor] = (value, 1)
        return value

    def alias(self, event: Any) -> Any:
        if event.anchor not in self.anchors:
            raise self.fail(event.start_mark, "bad-yaml", f"'*{event.anchor}' stands for nothing that is complete here")
        value, size = self.anchors[event.anchor]
        self.count(event, size)
        return value

    def count(self, event: Any, size: int) -> None:
        self.expanded += size
        if self.expanded > MAX_EXPANSION:
            raise self.fail(
                event.start_mark,
                "too-large",
                f"this stands for more than {MAX_EXPANSION:,} values",
                "write less at once",
            )


# What the quick reader leaves to the exact one, found by holding the two against each other on a million odd texts.
# Numbers that JSON would not write so (-0043) fail in the JSON reader.
_SIGNS = (b"<<", b"\\\n", b"\xe2\x80\xa8", b"\xe2\x80\xa9", b"\xef\xbf\xbe", b"\xef\xbf\xbf", b"Null", b"NULL")
_STARTS = re.compile(
    # A value that begins with an anchor, an alias, a tag or another sign of YAML's own; a lone tilde; an odd header of
    # a block; a fraction without one of its sides, which rapidyaml fills in.
    rb"(?m)(?:^|[-:,\[{])[ ]*(?:[&*!@`%?,]|:(?=\s|$)|~[ ]*(?:$|[,\]}]|[ ]#)|[|>](?![-+]?[ ]*(?:$|[ ]#))"
    rb"|[-+]?(?:[0-9]+\.|\.[0-9][0-9.eE+-]*)[ ]*(?:$|[,\]}]|[ ]#))"
    # Brackets that close nothing, colons without a key, two items on a line, marks of a document.
    rb"|(?:^|[-:,])[ ]*[\]}]|[\[{,]:|[\[{,:][ ]+:|[\]}\"'][ ]+-(?=\s|$)|^(?:\.|--)"
)
# Flow collections, and quoted keys, over several lines.
_SPREAD = re.compile(rb"(?m)[\[{](?:[^\[\]{}\n]|[\[{][^\[\]{}\n]*[\]}])*(?:$|[ ]#)|^[^'\"\n]*['\"][ ]*:(?=\s|$)")
# What rapidyaml takes for infinity or for no number.
_SPECIAL = re.compile(rb"(?i)(?:nan|inf|infinity)(?=\s|$|[,\]}:])")
_CONTROLS = re.compile(rb"[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")


def _is_unusual(data: bytes) -> bool:
    return (
        not data.endswith(b"\n")
        or any(sign in data for sign in _SIGNS)
        or any(pattern.search(data) for pattern in (_STARTS, _SPREAD, _SPECIAL, _CONTROLS))
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def quick(data: bytes) -> Any:
    """Read ordinary YAML fast; give None where it is unusual or wrong, for ``compose`` to look at.

    Every plain scalar arrives as its own text but for ``true`` and ``false``, which arrive as booleans.
    """
    if _is_unusual(data) or not _is_utf8(data):
        return None
    import json

    import ryml

    try:
        with _silence():
            rendered = ryml.emit_json(ryml.parse_in_arena(data))
        # Numbers come out with the very digits that went in, so they stay text. Two equal keys would lose a value.
        values = json.loads(
            rendered or "", parse_int=str, parse_float=str, parse_constant=_decline, object_pairs_hook=_without_doubles
        )
        return values if isinstance(values, (list, dict)) else None
    except (ValueError, RecursionError, ryml.ExceptionBasic, ryml.ExceptionParse, ryml.ExceptionVisit):
        return None


def _decline(text: str) -> None:
    raise ValueError(text)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs) or any(name.startswith(" ") for name in values):
        raise ValueError("duplicate key, or one that bad indentation made")
    return values


@contextmanager
def _silence() -> Iterator[None]:
    """Keep rapidyaml's own report of an error off the terminal: it writes to the process's stderr before it raises."""
    try:
        kept = os.dup(2)
    except OSError:  # no stderr at all: nothing can be written there
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


class Piece(NamedTuple):
    """A part of a file that can be read by itself: the line where it begins (from 1), and its bytes."""

    line: int
    data: bytes


def cut(data: bytes, key: bytes = b"events") -> tuple[bytes, list[Piece]] | None:
    """Cut a mapping whose last key holds a block sequence into its head and one piece for each item.

    Gives None where the text is laid out in any other way; then it has to be read as a whole. The cut is safe: a line
    that begins an item at the sequence's own indentation can stand within a longer scalar only if the piece before it
    is unfinished, and that piece is then an error of its own.
    """
    first = re.search(rb"(?m)^(?:" + re.escape(key) + rb":[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*)?( *)- ", data)
    if first is None or (first.start() and data[first.start() : first.start() + 1] in b" -"):
        return None
    indent = first.end(1) - first.start(1)
    start = first.start(1)
    margin = b"\n" + b" " * indent
    if _strays(data, start, margin):
        return None
    item = margin + b"- "
    head, *rest = data[start:].split(item)
    chunks = [head + b"\n", *(item[1:] + part + b"\n" for part in rest)] if rest else [head]
    chunks[-1] = chunks[-1] if not rest else chunks[-1][:-1]
    pieces = []
    line = data.count(b"\n", 0, start) + 1
    for chunk in chunks:
        pieces.append(Piece(line, chunk))
        line += chunk.count(b"\n")
    return data[:start], pieces


def _strays(data: bytes, start: int, margin: bytes) -> bool:
    """Say whether a line stands at the items' own indentation, or left of it, and is no item, blank or comment."""
    # Counting is many times as fast as looking; it settles all but files with comments at the margin.
    inside = data.count(margin + b" ", start) + data.count(margin + b"- ", start) + data.count(b"\n\n", start)
    if inside + data.endswith(b"\n") == data.count(b"\n", start):
        return False
    stray = re.compile(rb"\n(?!" + margin[1:] + rb"(?:- | )|[ ]*(?:#|\n|\Z))")
    return stray.search(data, start) is not None
