"""Sentences with the kind of event that each reports, and who did it to whom: what kinds are held against.

Tab-separated, with a heading that names the columns: ``sentence``, ``source``, ``target`` and ``kind`` (a kind, in any
case, or ``yield`` for concede and retreat in one), and where they are known ``status`` and ``quad`` (1 to 4: verbal and
material cooperation, verbal and material conflict). ``-`` or nothing stands for nobody.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from timeline.errors import DataError, Problem
from timeline.lexicon.kinds import kinds
from timeline.read import BOM, decode

YIELD = "yield"
_NEEDED = ("sentence", "source", "target", "kind")
_LIKE = "sentence, source, target, kind, and if known status and quad, with a tab between them"
_NOBODY = frozenset(("", "-", "a recipient", "an actor"))


class Marked(NamedTuple):
    """A sentence, and what there is to be read in it; empty where it is nobody, or not known."""

    line: int
    text: str
    source: str
    target: str
    kind: str
    status: str = ""
    quad: str = ""


def parse(lines: Iterable[bytes], path: str) -> Iterator[Marked]:
    """Read each line; raise ``DataError`` with all faults once the others have been given."""
    problems: list[Problem] = []
    rows = csv.reader((decode(line.removeprefix(BOM), path) for line in lines), delimiter="\t")
    head = next(rows, [])
    if missing := [name for name in _NEEDED if name not in head]:
        raise DataError([Problem(path, 1, 1, "missing-field", f"no column '{missing[0]}'", _LIKE)])
    known = {*kinds(), YIELD}
    for number, row in enumerate(rows, 2):
        values = dict(zip(head, row, strict=False))
        kind = values.get("kind", "").lower()
        if not values.get("sentence"):
            continue
        if kind not in known:
            problems.append(
                Problem(path, number, 1, "unknown-kind", f"no kind is called '{kind}'", "see `timeline kinds`")
            )
            continue
        yield Marked(
            number, values["sentence"], _name(values["source"]), _name(values["target"]), kind,
            values.get("status", ""), values.get("quad", ""),
        )  # fmt: skip
    if problems:
        raise DataError(problems)


def _name(text: str) -> str:
    return "" if text.strip().lower() in _NOBODY else text
