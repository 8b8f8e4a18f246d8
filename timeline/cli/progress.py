"""How far long work has come: one line on stderr that is written over, where a person looks at nothing else."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType
from typing import Self

_EVERY = 0.2  # seconds


class Progress:
    """A line of progress; it is gone when the work is done or fails."""

    def __init__(self, *, rare: bool = False) -> None:
        """Take whether results are so rare that they are no progress; whoever writes one calls ``hide`` before."""
        # Results on the same terminal are progress enough, and would be mixed with it.
        alone = rare or not sys.stdout.isatty()
        self._shown = sys.stderr.isatty() and alone and os.environ.get("TERM") != "dumb"
        self._length = 0
        self._next = time.monotonic() + _EVERY

    def tell(self, text: str) -> None:
        """Show a text instead of the last, but no more often than one can read."""
        if self._shown and time.monotonic() >= self._next:
            self._write(text)
            self._next = time.monotonic() + _EVERY

    def hide(self) -> None:
        """Take the line away until there is more to tell."""
        if self._length:
            self._write("")

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._length) + "\r" * (not text))
        sys.stderr.flush()
        self._length = len(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hide()
