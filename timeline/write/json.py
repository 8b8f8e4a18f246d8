"""JSON: one document with schema, version, count and events, one event a line."""

from __future__ import annotations

from collections.abc import Iterator

from timeline import __version__
from timeline.write import Answer
from timeline.write.jsonl import lines

SUFFIXES = (".json",)
ABOUT = "one document with schema, version, count and events"
SCHEMA = "urn:timeline:events:1"


def write(answer: Answer) -> Iterator[str]:
    """Yield the document."""
    yield f'{{"schema": "{SCHEMA}", "version": "{__version__}", "count": {len(answer.rows)}, "events": ['
    between = "\n"
    for line in lines(answer):
        yield between + line
        between = ",\n"
    yield "\n]}\n" if answer.rows else "]}\n"
