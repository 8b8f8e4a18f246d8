"""How well events are found in the project's own gold articles, and kinds in its gold sentences.

``tests/extract/test_gold_events.py`` holds the figures against ``gold/events.scores.tsv`` and
``gold/kinds.scores.tsv``; ``make score`` writes those anew.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from timeline.report.evaluation import Figures, evaluate
from timeline.store.source import lines

FOLDER = Path(__file__).parent / "gold"
HEAD = """\
# How well `timeline evaluate {name}` does on {files}. Written by `make score`.
#
# Columns, separated by one tab: {columns}. Shares are percent.
"""


class Gold(NamedTuple):
    """What is evaluated, on which files, and the table of the figures that were reached."""

    name: str
    files: tuple[Path, ...]

    @property
    def table(self) -> Path:
        """Give the file of the figures."""
        return FOLDER / f"{self.name}.scores.tsv"


EVENTS = Gold("events", (FOLDER / "events-a.jsonl", FOLDER / "events-b.jsonl"))
KINDS = Gold("kinds", (FOLDER / "kinds.tsv",))
BOTH = (EVENTS, KINDS)

Table = dict[str, dict[str, str]]
"""Figures as they are written, by the names of the row and of the column."""


def figures(gold: Gold) -> Figures:
    """Evaluate on a gold."""
    found = evaluate(gold.name, {str(path): lines(str(path)) for path in gold.files}, time.perf_counter)
    assert isinstance(found, Figures)
    return found


def rows(found: Figures) -> Table:
    """Give figures as they stand in a table."""
    return {name: dict(zip(found.heads, map(_written, values), strict=True)) for name, values in found.rows}


def _written(value: float | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{100 * value:.1f}"


def table(gold: Gold, found: Figures) -> str:
    """Write a table of figures."""
    head = HEAD.format(
        name=gold.name, files=", ".join(path.name for path in gold.files), columns=", ".join(("row", *found.heads))
    )
    body = (("row", *found.heads), *((name, *values.values()) for name, values in rows(found).items()))
    return head + "".join("\t".join(row) + "\n" for row in body)


def read_table(text: str) -> Table:
    """Read what ``table`` writes."""
    head, *body = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: dict(zip(head[1:], values, strict=True)) for name, *values in body}
