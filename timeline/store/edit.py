"""Adding to the file that people keep: one block more, and not a byte of the rest changed.

A write is whole or not at all, and happens under a lock on the file itself, so that two of us at once lose nothing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import TimelineError, UsageError
from timeline.syntax.yaml import Piece, cut

Place = Callable[[list[Piece]], int]


def insert(path: str, block: str, place: Place, *, dry_run: bool = False) -> str:
    """Put an event's block into a file of events, and give the new text of the file.

    ``block`` is a YAML list item indented by two, ending in a line end. ``place`` is given the pieces of the file and
    says before which of them the block belongs (their number: at the end). Raises ``UsageError`` where the file is
    not laid out as one block item an event, ``TimelineError`` where the system refuses.
    """
    with _locked(path) as descriptor:
        data = _read(descriptor)
        parts = cut(data)
        if parts is None:
            raise UsageError(
                f"'{path}' is not laid out as one '- id: …' block for each event", f"add it by hand:\n{block.rstrip()}"
            )
        head, pieces = parts
        indent = len(pieces[0].data) - len(pieces[0].data.lstrip(b" "))
        number = place(pieces)
        before = head + b"".join(piece.data for piece in pieces[:number])
        after = b"".join(piece.data for piece in pieces[number:])
        kept = _content_end(before) if number else len(before)
        new = _join(before[:kept], _reindent(block, indent).encode(), before[kept:] + after)
        if not dry_run:
            _replace(path, new, os.fstat(descriptor).st_mode & 0o777)
    return new.decode("utf-8")


def _join(before: bytes, block: bytes, after: bytes) -> bytes:
    """Put a block between two parts with one blank line on either side, but none after the head of the file."""
    if before and not before.endswith(b"\n"):
        before += b"\n"
    blank = b"" if before.rstrip().endswith(b"events:") or not before else b"\n"
    # What follows begins with the blank lines and comments that stood behind the event before.
    separator = b"" if not after or after.startswith(b"\n") else b"\n"
    return before + blank + block + separator + after


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


def _replace(path: str, data: bytes, mode: int) -> None:
    target = os.path.realpath(path)
    temporary = ""
    try:
        descriptor, temporary = tempfile.mkstemp(prefix=f".{Path(target).name}.", dir=Path(target).parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise TimelineError(f"cannot write '{path}': {error.strerror}", "check the folder and the disk") from None
