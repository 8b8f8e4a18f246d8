"""How a file of a feed is cut: by its header, or by an edition without one, whatever stands between the fields."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import NamedTuple

from timeline.errors import DataError, Problem
from timeline.read.feeds import Feed, Layout


class Form(NamedTuple):
    """How a file is cut: the columns of its rows by how many they are, what stands between them, and what is to be.

    ``header`` has the names at the head of the file, none where it has no header.
    """

    layouts: Mapping[int, tuple[str, ...]]
    delimiter: str
    written: str
    header: tuple[str, ...] = ()


def empty(feed: Feed, path: str) -> Form:
    """Give the form of a file that has nothing; raise ``DataError`` where it lacks a header."""
    if any(layout.header for layout in feed.LAYOUTS):
        raise _other(path, feed, "nothing")
    return Form({}, feed.DELIMITER, feed.DELIMITER)


def found(lines: list[bytes], feed: Feed, path: str) -> Form:
    """Find out by its first lines how a file is cut; raise ``DataError`` where it is none of this feed."""
    plain = {len(layout.names): layout.names for layout in feed.LAYOUTS if not layout.header}
    if len(plain) == len(feed.LAYOUTS):
        width = lines[0].count(feed.DELIMITER.encode()) + 1
        if width not in plain:
            raise _other(path, feed, f"{width} columns instead of {' or '.join(map(str, plain))}")
        return Form(plain, feed.DELIMITER, feed.DELIMITER)
    lacking: list[list[str]] = []
    for layout in feed.LAYOUTS:
        for delimiter in (feed.DELIMITER, *layout.delimiters):
            head = _fields(lines[:1] if layout.header else lines, delimiter)
            if not layout.header:
                if _is_row(head, layout):
                    return Form(plain, delimiter, feed.DELIMITER)
                continue
            names = _columns(head, layout)
            missing = [name for name in layout.required if name not in names]
            if not missing:
                return Form({len(names): names}, delimiter, feed.DELIMITER, tuple(head))
            lacking.append(missing)
    raise _other(path, feed, f"a header without {', '.join(min(lacking, key=len)[:3])}")


def _fields(lines: list[bytes], delimiter: str) -> list[str]:
    """Cut the row that begins with the first of some lines; none where a quote of it is never closed."""
    row: list[bytes] = []
    quotes = 0
    for line in lines:
        row.append(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            break
    text = b"\n".join(row).decode("utf-8", "replace").removesuffix("\r")
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return []


def _is_row(fields: list[str], layout: Layout) -> bool:
    """Say whether this is a row, and no header, of an edition without one."""
    row = dict(zip(layout.names, fields, strict=False))
    return len(fields) == len(layout.names) and all(
        re.fullmatch(pattern, row[name].strip()) for name, pattern in layout.told.items()
    )


def _columns(header: list[str], layout: Layout) -> tuple[str, ...]:
    """Name the columns of a header as a layout does; what it does not know gets an empty name."""
    given = [name.strip().strip('"').lower() for name in header]
    meant = {alias: name for name in layout.names for alias in (name.lower(), *layout.aliases.get(name, ()))}
    names = [meant.get(name, "") for name in given]
    # A name that stands twice counts where it stands first.
    return tuple("" if name in names[:place] else name for place, name in enumerate(names))


def _other(path: str, feed: Feed, what: str) -> DataError:
    message = f"this is no such file: it has {what}"
    return DataError([Problem(path, 1, 1, "other-feed", message, f"this feed is {feed.ABOUT}: is it of another?")])
