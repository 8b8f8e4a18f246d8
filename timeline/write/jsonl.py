"""JSON lines: one event a line."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.write import Answer

SUFFIXES = (".jsonl", ".ndjson")
ABOUT = "one JSON object a line, for pipes and streams"


def lines(answer: Answer) -> Iterator[str]:
    """Yield each event as compact JSON: what the index keeps, with what depends on the question put behind it."""
    if not (answer.timed or answer.several_files or any(row.overdue for row in answer.rows)):
        for row in answer.rows:
            yield row.json
        return
    from timeline.syntax.json import dump

    for row in answer.rows:
        derived = answer.derived(row)
        yield f"{row.json[:-1]},{dump(derived)[1:]}" if derived else row.json


def write(answer: Answer) -> Iterator[str]:
    """Yield the lines."""
    for line in lines(answer):
        yield line + "\n"
