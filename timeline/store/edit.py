"""Adding to the file that people keep: one block more, and not a byte of the rest changed.

A write is whole or not at all, and happens under a lock on the file itself, so that two of us at once lose nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from timeline.errors import TimelineError, UsageError
from timeline.store.files import write_whole
from timeline.syntax.yaml import Piece, cut

_KEY = re.compile(rb"(?m)^events:[^\n]*\n\Z")
Place = Callable[[list[Piece]], int]


_EMPTY = re.compile(
    rb"((?:[ ]*(?:#[^\n]*)?\n)*)(?:events:[ ]*(?:\[\])?[ ]*(#[^\n]*)?\n?)?((?:[ ]*(?:#[^\n]*)?(?:\n|\Z))*)"
)
"""A file without an event: nothing but comments, and ``events:`` with nothing under it."""


def insert(path: str, block: str, place: Place, *, dry_run: bool = False) -> None:
    """Put an event's block into a file of events.

    ``block`` is a YAML list item indented by two, ending in a line end. ``place`` is given the pieces of the file and
    says before which of them the block belongs (their number: at the end). With ``dry_run`` all is done but the
    writing. Raises ``UsageError`` where the file is not laid out as one block item an event, ``TimelineError`` where
    the system refuses.
    """
    with _locked(path) as descriptor:
        data = _read(descriptor)
        parts = cut(data) or _empty(data)
        if parts is None:
            raise UsageError(
                f"'{path}' is not laid out as one '- id: …' block for each event", f"add it by hand:\n{block.rstrip()}"
            )
        head, pieces = parts
        indent = len(pieces[0].data) - len(pieces[0].data.lstrip(b" ")) if pieces else 2
        number = place(pieces)
        before = head + b"".join(piece.data for piece in pieces[:number])
        after = b"".join(piece.data for piece in pieces[number:])
        kept = _content_end(before) if number else _top(head) if pieces else len(head)
        new = _join(before[:kept], _reindent(block, indent).encode(), before[kept:] + after)
        if not dry_run:
            write_whole(path, [new], os.fstat(descriptor).st_mode & 0o777, replace=True)


def _empty(data: bytes) -> tuple[bytes, list[Piece]] | None:
    """Give the head of a file that has no event yet, ready for the first; None where there is anything else in it."""
    match = _EMPTY.fullmatch(data)
    if match is None:
        return None
    remark = b"  " + match[2] if match[2] else b""
    return match[1] + b"events:" + remark + b"\n" + match[3], []


def _join(before: bytes, block: bytes, after: bytes) -> bytes:
    """Put a block between two parts with one blank line on either side, but none right under ``events:``."""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    blank = b"" if not before or before.endswith(b"\n\n") or _KEY.search(before) else b"\n"
    # What follows begins with the blank lines and comments that stood behind the event before.
    separator = b"" if not after or after.startswith(b"\n") else b"\n"
    return before + blank + block + separator + after


def _top(head: bytes) -> int:
    """Find the line under ``events:`` in a head: comments there head the first event."""
    match = re.search(rb"(?m)^events:[^\n]*\n", head)
    return match.end() if match else len(head)


def _content_end(data: bytes) -> int:
    """Find the end of the last line that is neither blank nor a comment: what stands behind it heads what follows."""
    lines = data.split(b"\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(b"#")):
        lines.pop()
    return min(len(b"\n".join(lines)) + 1, len(data))


def _reindent(block: str, indent: int) -> str:
    return "".join(" " * indent + line[2:] if line.strip() else line for line in block.splitlines(keepends=True))


@contextmanager
def _locked(path: str) -> Iterator[int]:
    """Open a file under an exclusive lock, and make sure that it still has that name once the lock is had."""
    import fcntl

    while True:
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        except FileNotFoundError:
            raise UsageError(f"there is no file '{path}'", "create it with 'events:' on its first line") from None
        except OSError as error:
            raise TimelineError(f"cannot write '{path}': {error.strerror}", "check its permissions") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.path.exists(path) and os.path.samestat(os.fstat(descriptor), os.stat(path)):
                yield descriptor
                return
        finally:
            os.close(descriptor)


def _read(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return file.read()
