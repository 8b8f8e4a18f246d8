"""Where a quote stands: the file, line and column of its words in the seed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from timeline.errors import DataError
from timeline.read import seed


class Evidence(NamedTuple):
    """What a quote was held against. ``place`` is ``path:line:column``; ``fault`` says what is wrong, if anything.

    ``paragraph`` counts from 1, the heading included; ``publisher`` is what the seed says of itself.
    """

    place: str = ""
    fault: str = ""
    paragraph: int | None = None
    publisher: str = ""


def evidence(source: Mapping[str, Any], events_file: str) -> Evidence:
    """Look a source's seed up, and its quote in it."""
    name = source.get("seed")
    if not name:
        return Evidence()
    path = seed.locate(name, events_file)
    if path is None:
        return Evidence(fault=f"there is no seed '{name}'")
    try:
        article = _load(path)
    except (OSError, DataError) as error:
        return Evidence(fault=f"the seed '{name}' cannot be read: {error}")
    if not source.get("quote"):
        return Evidence(_short(path), publisher=article.meta.get("publisher", ""))
    found = article.find(source["quote"])
    if found is None:
        return Evidence(_short(path), f"these words do not stand in '{name}'")
    place = f"{_short(path)}:{found[0]}:{found[1]}"
    return Evidence(place, "", article.paragraph(source["quote"]), article.meta.get("publisher", ""))


@lru_cache(maxsize=64)
def _load(path: Path) -> seed.Seed:
    return seed.load(path)


def _short(path: Path) -> str:
    """Name a seed as one would from the folder that holds it and the events: ``seeds/NAME``."""
    return f"{path.parent.name}/{path.name}"
