"""What each of many texts says about time: lines of documents in, lines of results out, batch by batch.

Nothing is known of the texts around, so batches can be worked on anywhere and in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from timeline.errors import DataError, Problem
from timeline.extract.dates import dates
from timeline.read.documents import parse
from timeline.syntax.json import dump


class Batch(NamedTuple):
    """Some lines of a file of documents, and what is wrong with the one after them, if that cannot be read."""

    path: str
    line: int
    lines: list[bytes]
    language: str
    problems: tuple[Problem, ...] = ()


class Results(NamedTuple):
    """What came of a batch: a line for each document, up to the first that is not as it should be."""

    text: str
    documents: int
    size: int
    problems: tuple[Problem, ...]


def batches(lines: Iterable[bytes], path: str, size: int, language: str = "en") -> Iterator[Batch]:
    """Cut a file into batches, each as small as ``size`` bytes allow."""
    number, kept, length = 0, list[bytes](), 0
    try:
        for line in lines:
            kept.append(line)
            length += len(line)
            if length >= size:
                yield Batch(path, number + 1, kept, language)
                number, kept, length = number + len(kept), [], 0
    except DataError as error:
        yield Batch(path, number + 1, kept, language, tuple(error.problems))
        return
    if kept:
        yield Batch(path, number + 1, kept, language)


def results(batch: Batch) -> Results:
    """Find the dates in each document of a batch; empty lines are passed over."""
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
        found = [mention._asdict() for mention in dates(document.text, document.published, batch.language)]
        made.append(dump({"id": document.id, "dates": found}) + "\n")
    return Results("".join(made), len(made), size, batch.problems)
