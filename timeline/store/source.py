"""Getting the bytes of a file that somebody named, whatever stands under that name."""

from __future__ import annotations

import os
import stat
import sys
from typing import NamedTuple

from timeline.errors import DataError, Problem, TimelineError, UsageError

MAX_STREAM = 1 << 30
"""A pipe is read up to so many bytes: it has to be held in memory. Files are read whole too, up to the same bound."""


class Stamp(NamedTuple):
    """What the system says of a file's state: equal stamps, equal content, unless it was written a moment ago."""

    size: int
    modified: int
    changed: int
    inode: int


class Content(NamedTuple):
    """A file's bytes and its stamp; the stamp is None for a stream, or where it changed while it was read."""

    data: bytes
    stamp: Stamp | None


def stamp(path: str) -> Stamp | None:
    """Give the stamp of a regular file, None for anything else."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return _stamp(found) if stat.S_ISREG(found.st_mode) else None


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def load(path: str) -> Content:
    """Read a file, a pipe or, for ``-``, standard input.

    Raises ``UsageError`` where there is nothing to read under that name, ``TimelineError`` where the system refuses,
    ``DataError`` where there is too much. A named pipe without a writer is an error and does not block.
    """
    if path == "-":
        if sys.stdin is None:
            raise UsageError("there is no standard input to read", "name a file, or pipe something in")
        return Content(_bounded(sys.stdin.fileno(), "standard input"), None)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise UsageError(f"there is no file '{path}'", "name another with --file, or create it") from None
    except IsADirectoryError:
        raise _is_folder(path) from None
    except OSError as error:
        raise TimelineError(f"cannot open '{path}': {error.strerror}", "check its permissions") from None
    try:
        before = os.fstat(descriptor)
        if stat.S_ISDIR(before.st_mode):
            raise _is_folder(path)
        if stat.S_ISREG(before.st_mode):
            data = _bounded(descriptor, path)
            return Content(data, _stamp(before) if _stamp(os.fstat(descriptor)) == _stamp(before) else None)
        if not stat.S_ISFIFO(before.st_mode):
            raise UsageError(f"'{path}' is no file of events but a device or a socket", "name a file, or - for a pipe")
        return Content(_pipe(descriptor, path), None)
    except OSError as error:
        raise TimelineError(f"cannot read '{path}': {error.strerror}", "check the file and the disk") from None
    finally:
        os.close(descriptor)


def _is_folder(path: str) -> UsageError:
    return UsageError(f"'{path}' is a folder", f"name a file in it, as {os.path.join(path, 'events.yaml')}")


def _pipe(descriptor: int, path: str) -> bytes:
    """Read a named pipe that was opened without blocking: empty at once means that nobody holds its other end."""
    try:
        first = os.read(descriptor, 1 << 20)
    except BlockingIOError:
        first = b""
    else:
        if not first:
            raise TimelineError(
                f"'{path}' is a pipe that nobody writes to", "start the program that writes to it first"
            )
    os.set_blocking(descriptor, True)
    return first + _bounded(descriptor, path)


def _bounded(descriptor: int, path: str) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := os.read(descriptor, 1 << 20):
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_STREAM:
            raise DataError(
                [Problem(path, 0, 0, "too-large", f"more than {MAX_STREAM >> 20} MiB", "split it, or filter it first")]
            )
    return b"".join(chunks)
