"""What is found in each of many texts: lines of documents in, lines of results out, batch by batch.

Nothing is known of the texts around, so batches can be worked on anywhere and in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import DataError, Problem
from timeline.extract.dates import dates
from timeline.read.documents import Document, parse
from timeline.syntax.json import dump

if TYPE_CHECKING:
    from timeline.extract.language import Tools


class Task(NamedTuple):
    """What is wanted of each document: its ``dates`` or its ``events``.

    For events, ``actors`` are the files of the registry, ``cache`` is the folder where what is read of them is kept
    (empty for none), and ``least`` the score from which on a candidate is given, None for the usual one.
    """

    what: str
    language: str
    actors: tuple[str, ...] = ()
    cache: str = ""
    least: float | None = None


class Batch(NamedTuple):
    """Some lines of a file of documents, and what is wrong with the one after them, if that cannot be read."""

    path: str
    line: int
    lines: list[bytes]
    task: Task
    problems: tuple[Problem, ...] = ()


class Results(NamedTuple):
    """What came of a batch: a line for each document, up to the first that is not as it should be."""

    text: str
    documents: int
    size: int
    problems: tuple[Problem, ...]


def batches(lines: Iterable[bytes], path: str, size: int, task: Task) -> Iterator[Batch]:
    """Cut a file into batches, each as small as ``size`` bytes allow."""
    number, kept, length = 0, list[bytes](), 0
    try:
        for line in lines:
            kept.append(line)
            length += len(line)
            if length >= size:
                yield Batch(path, number + 1, kept, task)
                number, kept, length = number + len(kept), [], 0
    except DataError as error:
        yield Batch(path, number + 1, kept, task, tuple(error.problems))
        return
    if kept:
        yield Batch(path, number + 1, kept, task)


def results(batch: Batch) -> Results:
    """Do a batch's task on each of its documents; empty lines are passed over."""
    made: list[str] = []
    size = 0
    for number, line in enumerate(batch.lines, batch.line):
        size += len(line) + 1
        if not line.strip():
            continue
        try:
            document = parse(line, batch.path, number)
        except DataError as error:
            return Results("".join(made), len(made), size, tuple(error.problems))
        found = _FIND[batch.task.what](document, batch.task)
        made.append(dump({"id": document.id, batch.task.what: found}) + "\n")
    return Results("".join(made), len(made), size, batch.problems)


def _dates(document: Document, task: Task) -> list[dict[str, Any]]:
    return [mention._asdict() for mention in dates(document.text, document.published, task.language)]


def _events(document: Document, task: Task) -> list[dict[str, Any]]:
    from timeline.extract.events import events
    from timeline.model.article import Article
    from timeline.model.candidate import proposal

    article = Article(str(document.id), document.text, document.published, language=task.language)
    return [proposal(candidate) for candidate in events(article, _tools(task), task.least)]


@cache
def _tools(task: Task) -> Tools:
    from timeline.extract.language import tools
    from timeline.store.registry import registry

    actors = registry([Path(file) for file in task.actors], Path(task.cache) if task.cache else None)
    return tools(actors, task.language)


_FIND: dict[str, Callable[[Document, Task], list[dict[str, Any]]]] = {"dates": _dates, "events": _events}
