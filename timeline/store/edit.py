"""Writing to the file that people keep: whole or not at all, under a lock on the file itself.

Two of us at once lose nothing. Of an editor, which knows no lock, nothing is overwritten that it saved before we write.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from timeline.errors import TimelineError, UsageError
from timeline.store import blocks
from timeline.store.files import locked, write_whole


class Held:
    """A file of events that is ours as long as it is held: its bytes, and one way to replace them."""

    def __init__(self, path: str, descriptor: int) -> None:
        self.path = path
        self._mode = os.fstat(descriptor).st_mode & 0o777
        self._before = _state(path)
        self.data = _read(descriptor)

    def write(self, data: bytes) -> None:
        """Put other bytes in the place of those that were read; raise ``TimelineError`` where that cannot be done."""
        if _state(self.path) != self._before:
            raise TimelineError(
                f"'{self.path}' was saved by another program at this very moment", "nothing was written; try again"
            )
        write_whole(self.path, [data], self._mode, replace=True)


@contextmanager
def held(path: str) -> Iterator[Held]:
    """Hold a file of events for one write. Raises ``UsageError`` where there is none, ``TimelineError`` if refused."""
    with ExitStack() as stack:
        try:
            descriptor = stack.enter_context(locked(path, os.O_RDWR))
            file = Held(path, descriptor)
        except FileNotFoundError:
            raise UsageError(f"there is no file '{path}'", "create it with 'events:' on its first line") from None
        except OSError as error:
            raise TimelineError(f"cannot write '{path}': {error.strerror}", "check its permissions") from None
        yield file


def insert(path: str, block: str, place: blocks.Place, *, dry_run: bool = False) -> None:
    """Put an event's block into a file of events, as ``blocks.insert`` does.

    With ``dry_run`` all is done but the writing. Raises ``UsageError`` where the file is not laid out as one block item
    an event, ``TimelineError`` where the system refuses.
    """
    with held(path) as file:
        changed = blocks.insert(file.data, block, place, path)
        if not dry_run:
            file.write(changed.data)


def _read(descriptor: int) -> bytes:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        file.seek(0)
        return file.read()


def _state(path: str) -> tuple[int, ...]:
    """Tell one state of a file from the next; nothing where it is gone."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_dev, found.st_size, found.st_mtime_ns
