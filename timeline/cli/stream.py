"""Documents in, results out, a line each, in order, in as many processes as wanted."""

from __future__ import annotations

import sys
from contextlib import closing

from timeline.cli.jobs import ordered
from timeline.cli.progress import Progress
from timeline.errors import DataError
from timeline.report.documents import Task, batches, results
from timeline.store.source import lines

_BATCH = 1 << 17
"""Bytes that a process gets at a time. One process alone takes line by line, so that who waits for a result has it."""


def stream(path: str, task: Task, jobs: int) -> None:
    """Write a line for each document as soon as those before it are written; stop at the first that cannot be read."""
    read = batches(lines(path), path, _BATCH if jobs > 1 else 1, task)
    documents = size = 0
    with closing(ordered(results, read, jobs)) as made, Progress() as progress:
        for result in made:
            sys.stdout.write(result.text)
            sys.stdout.flush()
            documents += result.documents
            size += result.size
            if result.problems:
                raise DataError(list(result.problems))
            progress.tell(f"{documents:,} documents, {size / 1e6:,.1f} MB")
