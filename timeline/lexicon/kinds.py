"""The kinds of event, from ``kinds.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from timeline.syntax.yaml import load

FILE = Path(__file__).parent / "kinds.yaml"


class Kind(NamedTuple):
    """A kind of event: its word, PLOVER's quad (``other`` for our own), what belongs to it, what it is mistaken for."""

    id: str
    group: str
    about: str
    unlike: str


@cache
def kinds() -> dict[str, Kind]:
    """Give the kinds by their word, in the order of the file."""
    entries = load(FILE.read_text(encoding="utf-8"), str(FILE))
    return {entry["id"]: Kind(**entry) for entry in entries}
