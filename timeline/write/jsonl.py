"""JSON lines: one event a line."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.write import Answer

SUFFIXES = (".jsonl", ".ndjson")
ABOUT = "one JSON object a line, for pipes and streams"


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
    """Yield the lines."""
    for line in lines(answer):
        yield line + "\n"
