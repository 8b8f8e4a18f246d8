"""Evaluations: what the program finds in texts, held against what people marked in them.

One module for each thing that can be evaluated, with ``evaluate``; the file is the registration.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from timeline import modules
from timeline.errors import UsageError
from timeline.extract.evaluate import Counts


class Row(NamedTuple):
    """The figures of all that was marked (``group`` is empty), or of a type or class of it."""

    group: str
    name: str
    counts: Counts


class Figures(NamedTuple):
    """Figures in columns of their own: ``rows`` are a name and a value for each of ``heads``, None where there is none.

    Shares are in 0..1, counts are whole numbers.
    """

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, tuple[float | int | None, ...]]]
    differences: Sequence[Difference]
    documents: int
    characters: int
    seconds: float

    @property
    def speed(self) -> float:
        """Thousands of characters a second."""
        return self.characters / self.seconds / 1000 if self.seconds else 0.0


class Difference(NamedTuple):
    """What was found in another way than it is marked; what is missing on a side is empty.

    ``what`` is ``missed``, ``spurious``, ``value`` or ``extent``, ``at`` a place in the document's text, ``row`` the
    name of the class in whose row it counts.
    """

    document: str | int
    at: int
    what: str
    row: str
    gold: str
    gold_value: str
    found: str
    found_value: str
    rule: str


class Evaluation(NamedTuple):
    """What came of it: figures, all differences in the order of the texts, and how much was read in how long."""

    rows: Sequence[Row]
    differences: Sequence[Difference]
    documents: int
    characters: int
    seconds: float

    @property
    def speed(self) -> float:
        """Thousands of characters a second."""
        return self.characters / self.seconds / 1000 if self.seconds else 0.0


Clock = Callable[[], float]
Lines = Mapping[str, Iterable[bytes]]
"""The lines of the files that people have marked, by the names of the files."""


def names() -> list[str]:
    """List what can be evaluated."""
    return modules.names(__path__)


def evaluate(name: str, files: Lines, clock: Clock) -> Evaluation | Figures:
    """Evaluate on some files; ``clock`` tells seconds. Raises ``DataError`` where a file is not as it should be."""
    if name not in names():
        raise UsageError(f"cannot evaluate '{name}'", "one of: " + " ".join(names()))
    module: Any = importlib.import_module(f"{__name__}.{name}")
    found: Evaluation | Figures = module.evaluate(files, clock)
    return found


def document(evaluation: Evaluation | Figures, most: int | None) -> dict[str, Any]:
    """Give the report as JSON values, with so many differences at most, or none where nobody asked for them."""
    values: dict[str, Any] = {
        "documents": evaluation.documents,
        "characters": evaluation.characters,
        "seconds": round(evaluation.seconds, 3),
        "kchars_per_second": round(evaluation.speed, 1),
        "rows": _rows(evaluation),
    }
    if most is not None:
        values["differences"] = [difference._asdict() for difference in evaluation.differences[:most]]
    return values


def _rows(evaluation: Evaluation | Figures) -> list[dict[str, Any]]:
    if isinstance(evaluation, Evaluation):
        return [_row(row) for row in evaluation.rows]
    return [
        {"name": name, **{head: _rounded(value) for head, value in zip(evaluation.heads, values, strict=True)}}
        for name, values in evaluation.rows
    ]


def _rounded(value: float | None) -> float | int | None:
    return round(value, 4) if isinstance(value, float) else value


def _row(row: Row) -> dict[str, Any]:
    counts = row.counts
    figures = {"strict": counts.strict, "relaxed": counts.relaxed, "value": counts.value}
    return {
        "group": row.group or None,
        "name": row.name,
        "gold": counts.gold,
        "found": counts.found,
        **{
            name: {key: round(figure, 4) for key, figure in counts.score(right)._asdict().items()}
            for name, right in figures.items()
        },
    }
