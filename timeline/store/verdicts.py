"""The verdicts on candidates: JSON lines beside their draft, only ever added to.

Before the file of events is changed, a line with ``"verdict": "begin"`` says what is about to be done (its ``does`` is
the verdict to be); the verdict itself comes once that is done. A kill between the two leaves a line that has only
begun, and what the file of events then shows decides whether it was done (``timeline.store.decide``): the verdict, or a
line with ``"verdict": "void"``, closes it.

A line that cannot be read, be it cut by a kill or spoilt by hand, is told of and passed over: its candidate comes
again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NamedTuple

from timeline.errors import Problem, TimelineError
from timeline.model.verdict import VERDICTS, Verdict, document
from timeline.read.jsonl import loads
from timeline.store.files import locked
from timeline.syntax.json import dump

NAME = "verdicts.jsonl"
_TEXTS = ("candidate", "verdict", "at", "title", "kind", "quote")
_STATES = ("begin", "void")
_TAIL = 256
"""So many of the last bytes that were read are looked at again, to see that the file is still the same."""


class Entry(NamedTuple):
    """A line: a verdict, which holds unless ``state`` says that it is to ``begin``, or that it came to nothing."""

    verdict: Verdict
    state: str = ""


class Log:
    """A file of verdicts, as far as it was read.

    ``standing`` has the verdict that holds for each candidate, the latest last; ``begun`` those of which it is not yet
    known whether they were carried out. ``faults`` are the lines that were passed over.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._forget()

    def _forget(self) -> None:
        self.standing: dict[str, Verdict] = {}
        self.begun: dict[str, Verdict] = {}
        self.faults: list[Problem] = []
        self._read_to = 0
        self._lines = 0
        self._inode = -1
        self._tail = b""
        self._is_unended = False

    def refresh(self) -> None:
        """Read what has been added since; where there is no file yet, there is no verdict."""
        with ExitStack() as stack:
            try:
                descriptor = stack.enter_context(locked(self.path, os.O_RDONLY, shared=True))
            except FileNotFoundError:
                self._forget()
                return
            except OSError as error:
                raise _refused(self.path, "read", error) from None
            self._read(descriptor)

    @contextmanager
    def held(self) -> Iterator[Pen]:
        """Hold the file, brought up to date, so that nobody else decides meanwhile."""
        with ExitStack() as stack:
            try:
                descriptor = stack.enter_context(locked(self.path, os.O_RDWR | os.O_CREAT))
            except OSError as error:
                raise _refused(self.path, "write", error) from None
            self._read(descriptor)
            yield Pen(self, descriptor)

    def _read(self, descriptor: int) -> None:
        state = os.fstat(descriptor)
        tail = os.pread(descriptor, len(self._tail), self._read_to - len(self._tail)) if self._tail else b""
        if state.st_ino != self._inode or tail != self._tail:
            # Not the file that was read before: a checkout has put another in its place, or somebody has edited it.
            self._forget()
            self._inode = state.st_ino
        data = _bytes_from(descriptor, self._read_to)
        if self._is_unended and data.startswith(b"\n"):
            self._read_on(data[:1])
            data = data[1:]
        whole = data[: data.rfind(b"\n") + 1]
        for line in whole.split(b"\n")[:-1]:
            self._take(line)
        self._read_on(whole)
        rest = data[len(whole) :]
        if rest:
            self._take_unended(rest)

    def _read_on(self, data: bytes) -> None:
        if data:
            self._read_to += len(data)
            self._tail = (self._tail + data)[-_TAIL:]
            self._is_unended = not data.endswith(b"\n")

    def _take_unended(self, line: bytes) -> None:
        """Take a last line without its end, which whoever writes next puts before their own line."""
        try:
            parse(line)
        except ValueError as error:
            self._fault(self._lines + 1, str(error))
        else:
            self._take(line)
            self._read_on(line)

    def _take(self, line: bytes) -> None:
        self._lines += 1
        if not line.strip():
            return
        try:
            entry = parse(line)
        except ValueError as error:
            self._fault(self._lines, str(error))
        else:
            self.apply(entry)

    def _fault(self, line: int, message: str) -> None:
        hint = "it is passed over, so its candidate comes again; delete the line"
        fault = Problem(self.path, line, 1, "bad-verdict", message, hint)
        if fault not in self.faults:
            self.faults.append(fault)

    def apply(self, entry: Entry) -> None:
        """Let a line count."""
        one = entry.verdict
        if entry.state == "begin":
            self.begun[one.candidate] = one
            return
        self.begun.pop(one.candidate, None)
        if entry.state == "void":
            return
        self.standing.pop(one.candidate, None)
        if one.verdict != "undo":
            self.standing[one.candidate] = one


class Pen:
    """The right to add to a file of verdicts, as long as it is held."""

    def __init__(self, log: Log, descriptor: int) -> None:
        self.log = log
        self._descriptor = descriptor

    def begin(self, one: Verdict) -> None:
        """Write down what is about to be done."""
        self._append(Entry(one, "begin"))

    def void(self, one: Verdict) -> None:
        """Write down that what had begun came to nothing."""
        self._append(Entry(one, "void"))

    def write(self, one: Verdict) -> None:
        """Write a verdict down. A line is on the disk whole, or not there; raises ``TimelineError`` in that case."""
        self._append(Entry(one))

    def _append(self, entry: Entry) -> None:
        size = os.lseek(self._descriptor, 0, os.SEEK_END)
        line = dumps(entry).encode() + b"\n"
        if size and os.pread(self._descriptor, 1, size - 1) != b"\n":
            line = b"\n" + line
        try:
            done = 0
            while done < len(line):
                done += os.write(self._descriptor, line[done:])
            os.fsync(self._descriptor)
        except OSError as error:
            os.ftruncate(self._descriptor, size)
            raise _refused(self.log.path, "write", error) from None
        except BaseException:
            os.ftruncate(self._descriptor, size)
            raise
        self.log._read(self._descriptor)  # noqa: SLF001 -- the two are one thing


def dumps(entry: Entry) -> str:
    """Write a line, without its end."""
    values = document(entry.verdict)
    if entry.state:
        values |= {"verdict": entry.state, "does": entry.verdict.verdict}
    return dump(values)


def parse(line: bytes) -> Entry:
    """Read a line; raise ``ValueError`` with what is wrong with it."""
    try:
        values = loads(line.decode())
    except UnicodeDecodeError:
        raise ValueError("this line is no UTF-8") from None
    except json.JSONDecodeError:
        raise ValueError("this line was cut off, or is no JSON at all") from None
    if not isinstance(values, dict):
        raise ValueError("this is no object")  # noqa: TRY004 -- it is told as the others are
    state = str(values.get("verdict")) if values.get("verdict") in _STATES else ""
    return Entry(_verdict({**values, "verdict": values.get("does")} if state else values), state)


def _verdict(values: dict[str, Any]) -> Verdict:
    for name in _TEXTS:
        if not isinstance(values.get(name), str):
            raise ValueError(f"'{name}' is missing, or no text")  # noqa: TRY004 -- as above
    for name in ("event", "wrote"):
        if not isinstance(values.get(name), str | None):
            raise ValueError(f"'{name}' is no text")  # noqa: TRY004 -- as above
    if values["verdict"] not in VERDICTS:
        raise ValueError(f"no verdict is called '{values['verdict']}'")
    if values["verdict"] in {"accept", "merge"} and not values.get("event"):
        raise ValueError("'event' is missing")
    return Verdict(*(values.get(name) for name in Verdict.__slots__))  # type: ignore[arg-type]


def _bytes_from(descriptor: int, start: int) -> bytes:
    parts = []
    while part := os.pread(descriptor, 1 << 20, start):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _refused(path: str, act: str, error: OSError) -> TimelineError:
    return TimelineError(f"cannot {act} '{path}': {error.strerror}", "check the folder, its permissions and the disk")
