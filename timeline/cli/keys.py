"""Single keys from a terminal, and the terminal given back as it was, however we leave it."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import termios
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, Self

END = "\x04"
"""Ctrl-D, or a terminal that is gone."""
AGAIN = ""
"""No key: what is on the screen has to be drawn again, at another width or after a pause."""

_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|[^\[O]|\Z)", re.DOTALL)
"""What a terminal sends for an arrow, a function key, or Alt with a key."""
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")
_PATIENCE = 0.05  # seconds within which the rest of a sequence follows
_CALM = 0.1  # seconds without a change of size after which it is settled


class Keys:
    """A terminal that gives each key as it is pressed, without showing it.

    Used as a context: the terminal is as before afterwards, and while the program is stopped or ended by a signal.
    """

    def __init__(self) -> None:
        self._input = sys.stdin.fileno()
        self._typed = b""
        self._redraw = False
        self._raw = False

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._input)
        self._wake, self._woken = os.pipe()
        os.set_blocking(self._wake, False)
        os.set_blocking(self._woken, False)
        self._wakeup = signal.set_wakeup_fd(self._woken, warn_on_full_buffer=False)
        handlers: dict[int, Callable[..., None]] = {
            signal.SIGTSTP: self._stop, signal.SIGTERM: self._end, signal.SIGHUP: self._end,
            signal.SIGWINCH: self._resized,
        }  # fmt: skip
        self._handlers: dict[int, Any] = {number: signal.signal(number, what) for number, what in handlers.items()}
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._give()
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._wake)
        os.close(self._woken)

    def key(self) -> str:
        """Wait for a key and give it; ``AGAIN`` where something has to be drawn first, ``END`` where no key will come.

        Arrows and the like are passed over. Raises ``KeyboardInterrupt`` on Ctrl-C.
        """
        while True:
            if self._redraw:
                self._settle()
                return AGAIN
            if self._typed:
                found = self._next()
                if found:
                    return found
                continue
            if not self._waited():
                return END

    def _next(self) -> str:
        """Take one key from what was typed; nothing for what is no key of ours."""
        if _UNFINISHED.match(self._typed) and select.select([self._input], [], [], _PATIENCE)[0]:
            self._fill()
        sequence = _SEQUENCE.match(self._typed)
        if sequence:
            self._typed = self._typed[sequence.end() :]
            return ""
        first = self._typed[0]
        size = 1 if first < 0xC0 else 2 if first < 0xE0 else 3 if first < 0xF0 else 4
        taken, self._typed = self._typed[:size], self._typed[size:]
        return taken.decode("utf-8", "replace")

    def _waited(self) -> bool:
        """Wait until keys or a signal have come; say whether more may come.

        Whoever only reads misses a signal that comes just before the system is asked to read, until the next key.
        """
        ready, _, _ = select.select([self._input, self._wake], [], [])
        if self._wake in ready:
            self._drain()
            return True
        return self._fill()

    def _fill(self) -> bool:
        try:
            data = os.read(self._input, 1024)
        except OSError:
            return False
        self._typed += data
        return bool(data)

    def _drain(self) -> None:
        with suppress(BlockingIOError):
            while os.read(self._wake, 1024):
                pass

    def _settle(self) -> None:
        """Wait until a window that is being dragged comes to rest."""
        while self._redraw:
            self._redraw = False
            self._drain()
            select.select([self._wake], [], [], _CALM)

    def line(self, prompt: str) -> str:
        """Read a line with the terminal's own way of editing it; nothing on Ctrl-D. What was typed ahead counts."""
        with self.cooked():
            sys.stdout.write(prompt)
            sys.stdout.flush()
            while not (end := re.search(rb"[\r\n]", self._typed)):
                if not self._waited():
                    sys.stdout.write("\n")
                    break
            taken = self._typed[: end.start()] if end else self._typed
            self._typed = self._typed[end.end() :] if end else b""
            return taken.decode("utf-8", "replace").strip()

    @contextmanager
    def cooked(self) -> Iterator[None]:
        """Give the terminal to somebody who reads lines, or to another program, for a while.

        Ctrl-C is then for them to act on; whoever only reads lines gets it as ``KeyboardInterrupt``.
        """
        self._give()
        try:
            yield
        finally:
            self._take()

    def _take(self) -> None:
        self._raw = True
        with suppress(termios.error):
            tty.setcbreak(self._input, termios.TCSADRAIN)

    def _give(self) -> None:
        self._raw = False
        with suppress(termios.error):  # the terminal is gone
            termios.tcsetattr(self._input, termios.TCSADRAIN, self._before)

    def _stop(self, number: int, *_: object) -> None:
        """Stop as every program does on Ctrl-Z, with the terminal as it was, and go on where we were."""
        was_raw = self._raw
        if was_raw:
            self._give()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # Here we are stopped.
        signal.signal(number, self._stop)
        if was_raw:
            self._take()
            self._redraw = True

    def _end(self, number: int, *_: object) -> None:
        """End as a program ends that knows nothing of the signal, but for the terminal."""
        if self._raw:
            self._give()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    def _resized(self, *_: object) -> None:
        self._redraw = self._raw
