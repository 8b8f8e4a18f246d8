"""Somebody at a terminal: a program with a pseudo-terminal of its own, keys for it, and what it shows."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cli.conftest import PROGRAM, environment

_SHELL = """
import os, signal, subprocess, sys, termios
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
before = termios.tcgetattr(0)
child = subprocess.Popen(sys.argv[1:], process_group=0, preexec_fn=lambda: os.tcsetpgrp(0, os.getpgrp()))
_, status = os.waitpid(child.pid, os.WUNTRACED)
os.tcsetpgrp(0, os.getpgrp())
print("stopped", os.WIFSTOPPED(status), termios.tcgetattr(0) == before, flush=True)
sys.stdin.readline()
os.tcsetpgrp(0, child.pid)
os.kill(child.pid, signal.SIGCONT)
_, status = os.waitpid(child.pid, 0)
os.tcsetpgrp(0, os.getpgrp())
print("ended", os.waitstatus_to_exitcode(status), termios.tcgetattr(0) == before, flush=True)
"""
PATIENCE = 20.0
"""Seconds after which what has not come will not come."""
IN_A_SHELL = [sys.executable, "-c", _SHELL, *PROGRAM]
"""The program under a shell: this says when it is stopped, lets it go on after a line, and says how it ended."""
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def editor(path: Path, body: str) -> None:
    """Make an editor of lines in Python, which have ``path`` and the ``text`` of the file that is edited."""
    path.write_text(f"#!{sys.executable}\nimport sys\npath = sys.argv[-1]\ntext = open(path).read()\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


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

    def left(self, code: int) -> None:
        """See that the program ends with a code, that it has not failed, and that the terminal is as it was."""
        assert self.end() == code
        assert "Traceback" not in self.seen
        assert self.is_as_before()

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
