"""JSON lines: one event a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from timeline.write import Answer

SUFFIXES = (".jsonl", ".ndjson")
ABOUT = "one JSON object a line, for pipes and streams"
_STEP = 100
"""Lines that are given at a time: about as much as is written at once, so that the first wait for no others."""


def lines(answer: Answer) -> Iterator[str]:
    """Yield each event as compact JSON: what the index keeps, with what depends on the question put behind it."""
    from timeline.syntax.json import dump

    plain = not (answer.timed or answer.several_files)
    for row in answer.rows:
        if plain and not row.overdue:
            yield row.json
        else:
            yield f"{row.json[:-1]},{dump(answer.derived(row))[1:]}"


def write(answer: Answer) -> Iterator[str]:
    """Yield the lines, some at a time."""
    found = lines(answer)
    while some := list(islice(found, _STEP)):
        yield "\n".join([*some, ""])
