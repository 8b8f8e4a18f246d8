"""Verdicts given on the command line, and what waits for one as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from timeline.cli import settings
from timeline.cli.articles import Copies, never
from timeline.cli.console import write
from timeline.cli.desk import Desk, Outcome
from timeline.cli.reference import write_rows
from timeline.errors import DataError, Problem, UsageError
from timeline.model.candidate import Candidate, document
from timeline.model.text import visible
from timeline.model.verdict import document as verdict_document


class Asked(NamedTuple):
    """The verdicts that a command line gives: ids of candidates, for merging each with the id of an event."""

    accept: Sequence[str]
    reject: Sequence[str]
    merge: Sequence[tuple[str, str]]
    undo: bool


def pair(text: str) -> tuple[str, str]:
    """Read ``ID=EVENT``."""
    candidate, _, event = text.partition("=")
    if not (candidate and event):
        raise UsageError(f"--merge takes ID=EVENT, not '{text}'", "the candidate's id, '=', the event's id")
    return candidate, event


def run(desk: Desk, asked: Asked, *, copy_seed: bool) -> None:
    """Give the verdicts, each told on stderr; raise at the end with those that could not be given.

    Nothing is done where one of the ids does not exist, or where one candidate gets two verdicts.
    """
    if asked.undo:
        if any((asked.accept, asked.reject, asked.merge)):
            raise UsageError("--undo takes the last verdict back, and gives none", "give it alone")
        _tell(desk, desk.undo())
        return
    copies: Copies = (lambda _: True) if copy_seed else never
    accepted = [desk.find(name) for name in asked.accept]
    merged = [(desk.find(name), event) for name, event in asked.merge]
    rejected = [desk.find(name) for name in asked.reject]
    steps: list[tuple[Candidate, Callable[[], Outcome]]] = [
        *((one, partial(desk.accept, one, copies)) for one in accepted),
        *((one, partial(desk.merge, one, event, copies)) for one, event in merged),
        *((one, partial(desk.reject, one)) for one in rejected),
    ]
    ids = [candidate.id for candidate, _ in steps]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        raise UsageError(f"'{twice}' is given two verdicts", "give one")
    errors: list[DataError | UsageError] = []
    for candidate, step in steps:
        try:
            _tell(desk, step())
        except (DataError, UsageError) as error:
            errors.append(_about(candidate, error))
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise DataError([problem for error in errors for problem in _problems(error)])


def _about(candidate: Candidate, error: DataError | UsageError) -> DataError | UsageError:
    """Say of which candidate an error speaks, where it does not name a place in a file."""
    if isinstance(error, DataError):
        return DataError([one if one.line else one._replace(path=candidate.id) for one in error.problems])
    return UsageError(f"{candidate.id}: {error.message}", error.hint)


def _problems(error: DataError | UsageError) -> Sequence[Problem]:
    if isinstance(error, DataError):
        return error.problems
    where, _, message = error.message.partition(": ")
    return [Problem(where, 0, 0, error.code, message, error.hint)]


def _tell(desk: Desk, outcome: Outcome) -> None:
    if desk.dry_run:
        write([outcome.wrote])
    settings.warn(("would be " if desk.dry_run and outcome.is_new else "") + visible(outcome.told))


def listing(desk: Desk, queue: Sequence[Candidate]) -> None:
    """Write candidates as one JSON document, each with its verdict, null where it waits for one."""
    seen = desk.seen()
    rows = (document(one) | {"verdict": _verdict(seen.get(one.id))} for one in queue)
    write_rows("candidates", {"draft": desk.path, "file": desk.file, "count": len(queue)}, rows)


def _verdict(one: Any) -> dict[str, Any] | None:
    if one is None:
        return None
    return {name: value for name, value in verdict_document(one).items() if name in {"verdict", "event", "at"}}
