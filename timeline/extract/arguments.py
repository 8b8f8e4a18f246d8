"""Look up what a rule's verb is given: names of what was caught, or words and numbers that stand for themselves.

A name in upper case is a category; one in lower case was given in the pattern after a colon. Of a list, the first that
was caught counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from timeline.extract.meaning import Meaning

Arguments = Mapping[str, Any]
"""What a rule says after its verb."""
Caught = Mapping[str, Any]
"""What the words of a rule were, by the name under which they were caught."""

_LITERAL = re.compile(
    r"X|[A-Z]{1,2}|[A-Z]+_REF|PT?[0-9][0-9.A-Z]*|START|MID|END|APPROX|SAME|[A-Z]+(?:_[A-Z]+)*_(?:THAN|MORE|LESS)"
)


def value(source: Any, caught: Caught) -> Any:
    """Give the value of an argument; None where nothing of that name was caught."""
    if isinstance(source, list):
        return next((found for each in source if (found := value(each, caught)) is not None), None)
    if not isinstance(source, str):
        return source
    if source in caught:
        return caught[source]
    if source[0].isupper() and not _LITERAL.fullmatch(source):
        return None
    return None if len(source) == 1 and source.islower() else source


def number(found: Any) -> int | None:
    """Make a whole number of what was caught."""
    if isinstance(found, Meaning):
        found = found.count if found.form == "number" else found.year
    return None if found is None or found == "X" else int(found)


def count(found: Any) -> float | str | None:
    """Make a number of what was caught, whole where it can be; X stands for some."""
    if isinstance(found, Meaning):
        found = found.count
    if found is None:
        return None
    if found == "X":
        return "X"
    amount = float(found)
    return int(amount) if amount == int(amount) else amount


def chosen(arguments: Arguments, name: str, caught: Caught) -> Any:
    """Give an argument that another word can change: ``unless: {on: 1}`` gives 1 where ``on`` was caught."""
    for other, instead in arguments.get("unless", {}).get(name, {}).items():
        if other in caught:
            return instead
    return value(arguments[name], caught)
