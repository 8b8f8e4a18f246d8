"""Classes of expressions of time: what kind of words tell it, so that an evaluation can say what is found and what not.

A class is decided by value and words alone, in the same way for what people marked and for what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from timeline.lexicon.language import language
from timeline.model.mention import Mention

_YEAR = re.compile(r"(?<![0-9])[0-9]{3,4}(?![0-9])|['’][0-9]{2}\b|[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}")
_ROUND = re.compile(r"[0-9]{2}(XX)?|[0-9]{3}X?")


def _valued(pattern: str) -> Callable[[Mention], bool]:
    compiled = re.compile(pattern)
    return lambda mention: compiled.fullmatch(mention.value.upper()) is not None


def _named(pattern: str) -> Callable[[Mention], bool]:
    """Fit values whose year stands in the words."""
    compiled = re.compile(pattern)
    return lambda mention: bool(compiled.fullmatch(mention.value) and _YEAR.search(mention.text))


def _names(*categories: str) -> Callable[[Mention], bool]:
    """Fit words of which one is in a category of the lexicon."""
    return lambda mention: not _words(*categories).isdisjoint(re.findall(r"[^\W\d_]+", mention.text.lower()))


@cache
def _words(*categories: str) -> frozenset[str]:
    known = language("en").words
    return frozenset(word.lower().rstrip(".") for category in categories for word in known.get(category, ()))


_weekday = _names("WEEKDAY", "WEEKDAY_SHORT")
_TABLE: tuple[tuple[str, Callable[[Mention], bool]], ...] = (
    ("set", lambda mention: mention.type == "SET"),  # every day
    ("duration", _valued(r"P[0-9.XT].*")),  # two years
    ("deictic", _valued(r".*_REF")),  # now, recently
    ("clock or part of day", lambda mention: mention.type == "TIME" or "T" in mention.value),  # that night, 3 p.m.
    ("BC", _valued(r"BC.*")),  # 490 BC
    ("decade or century", lambda mention: _ROUND.fullmatch(mention.value) is not None),  # the 1920s
    ("season", _valued(r".*-(SP|SU|FA|AU|WI)")),  # the summer of 1943
    ("quarter or half", _valued(r".*-[QH][1-4X]")),  # the third quarter
    ("full date", _named(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")),  # 1 September 1939
    ("month and year", _named(r"[0-9]{4}-[0-9]{2}")),  # September 1939
    ("year", _named(r"[0-9]{4}")),  # 1939
    ("day or month, no year", _names("MONTH", "MONTH_SHORT")),  # 1 September, in September
    ("week or weekday", lambda mention: "-W" in mention.value or _weekday(mention)),  # on Friday, last week
    ("vague", _valued(r".*X.*")),  # one day of that year
)
"""Each class with what belongs to it; the first that fits counts."""
CLASSES = (*(name for name, _ in _TABLE), "relative")
"""The last has what names no date by itself: the next day, a year earlier."""


def class_of(mention: Mention) -> str:
    """Name the class of an expression."""
    return next((name for name, belongs in _TABLE if belongs(mention)), CLASSES[-1])
