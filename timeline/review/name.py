"""The id of a new event: words of its title and its year."""

from __future__ import annotations

import re
from collections.abc import Container

from timeline.model.text import fold


def name(title: str, date: str) -> str:
    """Make an id of the title's first words and the year."""
    year = re.search(r"-?[0-9]{4}", date)
    words = fold(title).encode("ascii", "ignore").decode().split()[:6]
    return "-".join([*words, *([year.group().lstrip("-")] if year else [])]) or "event"


def free(wanted: str, taken: Container[str]) -> str:
    """Give an id that is not taken: the one wanted, or that with the first number from 2 on behind it."""
    found, number = wanted, 1
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found
