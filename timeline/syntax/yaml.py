"""YAML as people write it by hand: every scalar is text, every value has a place, nothing is doubled or dropped.

``load`` and ``compose`` work on PyYAML's event stream: they bound depth and the size of what aliases stand for, and
refuse doubled keys. Places take as much memory as the values, so they are kept only by ``compose``. No type is
resolved: ``NO``, ``2014`` and ``2014-02-30`` are the texts that they look like. An empty value, ``~`` and ``null`` are
None.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem

MAX_DEPTH = 40
MAX_EXPANSION = 200_000
"""At most so many values may a document stand for once its aliases are written out."""

_TOO_DEEP = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on. It looks ahead, so it may say so before it tells of the first level we refuse."""

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))

Path = tuple[str | int, ...]
Places = dict[Path, tuple[int, int]]


class Composed(NamedTuple):
    """Plain values, and for each path of keys and indices the line and column (from 1) where its value begins."""

    values: Any
    places: Places


def load(text: str, path: str, line: int = 1) -> Any:
    """Read one YAML document exactly. ``line`` is where ``text`` begins in its file.

    Raises ``DataError`` with the place for bad syntax, duplicate keys, a second document, nesting deeper than
    ``MAX_DEPTH`` or aliases that stand for more than ``MAX_EXPANSION`` values.
    """
    return _read(text, path, line, None)


def compose(text: str, path: str, line: int = 1) -> Composed:
    """Read a document as ``load`` does, and keep the place of every value."""
    places: Places = {}
    return Composed(_read(text, path, line, places), places)


def _read(text: str, path: str, line: int, places: Places | None) -> Any:
    import yaml

    try:
        return _Composer(path, line - 1, places).run(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context or "this is not YAML"
        if problem == _TOO_DEEP and mark:
            # What stands before that place is nested too deeply for us already, and is told of there.
            return _read(text[: mark.index], path, line, places)
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


class _Frame:
    """An open collection: its value and path, the key that waits for a value, its anchor, the count when it began."""

    __slots__ = ("anchor", "before", "key", "path", "value")

    def __init__(self, value: Any, path: Path, anchor: str | None, before: int) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None
        self.anchor = anchor
        self.before = before


class _Composer:
    """Builds values from events with a stack of its own: PyYAML's composer recurses in C until the process dies."""

    def __init__(self, path: str, offset: int, places: Places | None) -> None:
        self.path = path
        self.offset = offset
        self.places = places
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.expanded = 0
        self.stack: list[_Frame] = []
        self.result: Any = None

    def fail(self, mark: Any, code: str, message: str, hint: str = "") -> DataError:
        return DataError([Problem(self.path, mark.line + 1 + self.offset, mark.column + 1, code, message, hint)])

    def run(self, text: str) -> Any:
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        scalar, starts = yaml.ScalarEvent, (yaml.MappingStartEvent, yaml.SequenceStartEvent)
        ends, documents = (yaml.MappingEndEvent, yaml.SequenceEndEvent), 0
        events: Any = yaml.parse(text, Loader=loader)
        for event in events:
            kind = type(event)
            if kind is scalar:
                value = None if event.value in _NOTHING and not event.style else event.value
                if event.anchor:
                    self.anchors[event.anchor] = (value, 1)
                self.attach(value, event, 1)
            elif kind in starts:
                fresh: Any = {} if kind is yaml.MappingStartEvent else []
                here = self.attach(fresh, event, 1)
                if len(self.stack) >= MAX_DEPTH:
                    raise self.fail(event.start_mark, "bad-yaml", f"nested more than {MAX_DEPTH} levels deep")
                self.stack.append(_Frame(fresh, here, event.anchor, self.expanded))
            elif kind in ends:
                done = self.stack.pop()
                if done.anchor:
                    self.anchors[done.anchor] = (done.value, self.expanded - done.before + 1)
            elif kind is yaml.AliasEvent:
                self.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise self.fail(event.start_mark, "bad-yaml", "a second document in one file", "remove the '---'")
        return self.result

    def alias(self, event: Any) -> None:
        if event.anchor not in self.anchors:
            raise self.fail(event.start_mark, "bad-yaml", f"'*{event.anchor}' stands for nothing that is complete here")
        value, size = self.anchors[event.anchor]
        self.attach(value, event, size)

    def attach(self, value: Any, event: Any, size: int) -> Path:
        """Put a value where it belongs, or make it the key that waits for one; give its path if places are kept."""
        self.expanded += size
        if self.expanded > MAX_EXPANSION:
            message = f"this stands for more than {MAX_EXPANSION:,} values"
            raise self.fail(event.start_mark, "too-large", message, "write less at once")
        here: Path = ()
        if not self.stack:
            self.result = value
        else:
            frame = self.stack[-1]
            container = frame.value
            if type(container) is list:
                here = (*frame.path, len(container)) if self.places is not None else ()
                container.append(value)
            elif frame.key is None:
                # A key is noted where its value would be, until that comes.
                frame.key = self.name(container, value, event)
                here = (*frame.path, frame.key)
            else:
                here = (*frame.path, frame.key) if self.places is not None else ()
                container[frame.key] = value
                frame.key = None
        if self.places is not None:
            self.places[here] = (event.start_mark.line + 1 + self.offset, event.start_mark.column + 1)
        return here

    def name(self, container: dict[str, Any], value: Any, event: Any) -> str:
        """Give the key that an event is: an empty one is its text, and an alias to nothing is none."""
        name = getattr(event, "value", value)
        if not isinstance(name, str) or isinstance(value, (dict, list)):
            raise self.fail(event.start_mark, "bad-yaml", "a key must be a single word")
        if name in container:
            raise self.fail(
                event.start_mark, "duplicate-key", f"'{name}' is given twice", "keep one of the two, or rename one"
            )
        return name


def nearest(places: Places, where: Path, start: tuple[int, int]) -> tuple[int, int]:
    """Give the place of a value, or of the nearest thing around it that stands in the text."""
    while where and where not in places:
        where = where[:-1]
    return places.get(where, start)


class Extent(NamedTuple):
    """Where a value stands in a text, characters from 0, half-open, and how it is written.

    ``style`` is ``block`` or ``flow`` for a list or a mapping, ``empty`` for an empty value, ``word`` for any other.
    The end of a block is of no use: it is where the next thing begins.
    """

    style: str
    start: int
    end: int


def extents(text: str) -> dict[Path, Extent]:
    """Find every value of a document that ``load`` reads, by its path of keys and indices."""
    import yaml

    events: Any = yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    starts = (yaml.StreamStartEvent, yaml.DocumentStartEvent)
    first = next((event for event in events if not isinstance(event, starts)), None)
    found: dict[Path, Extent] = {}
    if first is not None and not isinstance(first, yaml.StreamEndEvent):
        _walk(events, first, (), found)
    return found


def _walk(events: Any, event: Any, path: Path, found: dict[Path, Extent]) -> None:
    """Note where a value and all within it stand; ``load`` has bounded how deep that goes."""
    import yaml

    end = event
    if isinstance(event, yaml.SequenceStartEvent):
        number = 0
        while not isinstance(end := next(events), yaml.SequenceEndEvent):
            _walk(events, end, (*path, number), found)
            number += 1
    elif isinstance(event, yaml.MappingStartEvent):
        while not isinstance(end := next(events), yaml.MappingEndEvent):
            _walk(events, next(events), (*path, str(getattr(end, "value", ""))), found)
    if end is not event:
        style = "flow" if event.flow_style else "block"
    else:
        is_empty = isinstance(event, yaml.ScalarEvent) and event.value in _NOTHING and not event.style
        style = "empty" if is_empty else "word"
    found[path] = Extent(style, event.start_mark.index, end.end_mark.index)


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
    chunks = [head, *(item[1:] + part for part in rest)]
    chunks[:-1] = [chunk + b"\n" for chunk in chunks[:-1]]
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
