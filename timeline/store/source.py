"""Getting the bytes of a file that somebody named, whatever stands under that name."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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


class Wanted(NamedTuple):
    """What somebody who names a file means by it: how messages speak of it."""

    name: str
    example: str
    hint: str = "look for another name, or give - for standard input"


EVENTS = Wanted("file of events", "events.yaml", "name another with --file, or create it")
TEXT = Wanted("text", "article.txt")
LINES = Wanted("file of lines", "documents.jsonl")


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


def load(path: str, wanted: Wanted = EVENTS) -> Content:
    """Read a file, a pipe or, for ``-``, standard input.

    Raises ``UsageError`` where there is nothing to read under that name, ``TimelineError`` where the system refuses,
    ``DataError`` where there is too much. A named pipe without a writer is an error and does not block.
    """
    with _opened(path, wanted) as source:
        data = b"".join(_bounded(source.chunks(), path))
        return Content(data, source.stamp if source.stamp and source.stamp == source.now() else None)


def lines(path: str, wanted: Wanted = LINES) -> Iterator[bytes]:
    """Yield the lines of a file, a pipe or standard input; no more than one is held. Raises as ``load`` does."""
    with _opened(path, wanted) as source:
        begun: list[bytes] = []
        size = 0
        for chunk in source.chunks():
            *ended, rest = chunk.split(b"\n")
            for part in ended:
                yield b"".join([*begun, part])
                begun, size = [], 0
            begun.append(rest)
            size += len(rest)
            if size > MAX_STREAM:
                raise _too_large(path, "a line of ")
        if size:
            yield b"".join(begun)


class _Opened(NamedTuple):
    """A descriptor, what was read from it already, and the stamp of what stands behind it where that is a file."""

    descriptor: int
    begun: bytes
    stamp: Stamp | None

    def chunks(self) -> Iterator[bytes]:
        if self.begun:
            yield self.begun
        while chunk := os.read(self.descriptor, 1 << 20):
            yield chunk

    def now(self) -> Stamp:
        return _stamp(os.fstat(self.descriptor))


@contextmanager
def _opened(path: str, wanted: Wanted) -> Iterator[_Opened]:
    if path == "-":
        if sys.stdin is None:
            raise UsageError("there is no standard input to read", "name a file, or pipe something in")
        yield _Opened(sys.stdin.fileno(), b"", None)
        return
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        raise UsageError(f"there is no file '{path}'", wanted.hint) from None
    except IsADirectoryError:
        raise _is_folder(path, wanted) from None
    except OSError as error:
        raise TimelineError(f"cannot open '{path}': {error.strerror}", "check its permissions") from None
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise _is_folder(path, wanted)
        if stat.S_ISREG(found.st_mode):
            yield _Opened(descriptor, b"", _stamp(found))
        elif stat.S_ISFIFO(found.st_mode):
            yield _Opened(descriptor, _begin(descriptor, path), None)
        else:
            raise UsageError(f"'{path}' is no {wanted.name} but a device or a socket", "name a file, or - for a pipe")
    except OSError as error:
        raise TimelineError(f"cannot read '{path}': {error.strerror}", "check the file and the disk") from None
    finally:
        os.close(descriptor)


def _is_folder(path: str, wanted: Wanted) -> UsageError:
    return UsageError(f"'{path}' is a folder", f"name a file in it, as {os.path.join(path, wanted.example)}")


def _begin(descriptor: int, path: str) -> bytes:
    """Read from a named pipe that was opened without blocking: empty at once means that nobody holds its other end."""
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
    return first


def _bounded(chunks: Iterable[bytes], path: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_STREAM:
            raise _too_large("standard input" if path == "-" else path)
        yield chunk


def _too_large(path: str, what: str = "") -> DataError:
    message = f"{what}more than {MAX_STREAM >> 20} MiB"
    return DataError([Problem(path, 0, 0, "too-large", message, "split it, or filter it first")])
