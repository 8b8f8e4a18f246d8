"""One family of errors, an exit code on each class, and faults as values.

Exactly one place turns these into an exit: ``timeline.cli.app.main``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One fault in somebody's data, with the place where it stands.

    ``line`` and ``column`` count from 1 and are 0 where the fault has no place (a whole file).
    ``code`` is a stable word for machines (``bad-date``); ``hint`` says what to do next.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    @property
    def where(self) -> str:
        """The place as editors and compilers write it: ``path:line:column``."""
        if not self.line:
            return self.path
        return f"{self.path}:{self.line}:{self.column}"


class TimelineError(Exception):
    """Anything that went wrong and that a person can act on."""

    exit_code = 1
    code = "failed"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(TimelineError):
    """The command line asks for something that does not exist or cannot be read."""

    exit_code = 2
    code = "usage"


class DateError(UsageError):
    """A text that is no date, or has more than one meaning as a date."""

    code = "bad-date"


class Ambiguous(DateError):
    """A text that has more than one meaning as a date."""

    code = "ambiguous-date"


class DataError(TimelineError):
    """Data that cannot be read, with every fault that was found."""

    exit_code = 3
    code = "bad-data"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in the data")


class NothingMatched(TimelineError):
    """No event answers the question; raised only on ``--exit-status``."""

    exit_code = 4
    code = "nothing-matched"
