"""Somebody at a terminal: a program with a pseudo-terminal of its own, keys for it, and what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cli.conftest import PROGRAM, environment

PATIENCE = 20.0
"""Seconds after which what has not come will not come."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Typist:
    """Runs the program on a terminal; used as a context, it leaves no process behind."""

    def __init__(
        self,
        *arguments: object,
        home: Path,
        cwd: Path,
        columns: int = 80,
        rows: int = 50,
        env: dict[str, str | None] | None = None,
        program: list[str] = PROGRAM,
    ) -> None:
        self.master, slave = pty.openpty()
        self.resize(columns, rows)
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            [*program, *map(str, arguments)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(home, {"TERM": "xterm-256color", **(env or {})}),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        self.slave = slave
        self.seen = ""
        self._raw = b""
        self._from = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.slave)
        os.close(self.master)

    def resize(self, columns: int, rows: int = 50) -> None:
        """Give the terminal another size; the system tells the program."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self.master, keys.encode())

    def wait(self, words: str) -> str:
        """Wait until words come behind those waited for last; give all that came, colours left out."""
        limit = time.monotonic() + PATIENCE
        while (at := self.seen.find(words, self._from)) < 0:
            assert time.monotonic() < limit, f"{words!r} did not come, but {self.seen[self._from :]!r}"
            assert self._more(0.1) or self.process.poll() is None or self._more(0.1), (
                f"ended without {words!r}: {self.seen[self._from :]!r}"
            )
        told = self.seen[self._from : at + len(words)]
        self._from = at + len(words)
        return told

    def end(self) -> int:
        """Wait until the program has ended; give its exit code. What it showed to the end is in ``seen``."""
        limit = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < limit, f"it goes on: {self.seen[-500:]!r}"
            self._more(0.01)
        while self._more(0.01):
            pass
        return self.process.returncode

    def is_as_before(self) -> bool:
        """Say whether the terminal's modes are those that the program found."""
        return termios.tcgetattr(self.slave) == self.before

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def _more(self, seconds: float) -> bool:
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        self._raw += data
        self.seen = _COLOURS.sub("", self._raw.decode("utf-8", "ignore").replace("\r\n", "\n"))
        return bool(data)

    @property
    def raw(self) -> bytes:
        return self._raw
