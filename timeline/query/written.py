"""A question as text in the query language: reading it gives the question again."""

from __future__ import annotations

import re

from timeline.model.day import AFTER, BEFORE, civil, day_number, iso_day
from timeline.query.query import All, Any, During, Not, Part, Term, Words

_OPERATORS = {"and", "or", "not"}
_BARE = re.compile(r'[^\s()"\\]+')


def written(part: Part) -> str:
    """Write a question down; one that asks for everything is an empty text.

    A period without a beginning and an end cannot be written, as it cannot be asked for.
    """
    match part:
        case All(parts):
            return " ".join(_within(inner) for inner in parts)
        case Any(parts):
            return " or ".join(_within(inner) for inner in parts)
        case Not(inner):
            return f"not ({written(inner)})" if isinstance(inner, Not) else f"not {_within(inner)}"
        case Term(field, value, role):
            return f"{f'{role}-actor' if role else field}:{_value(value)}"
        case Words(folded):
            return folded if folded.isalnum() and folded not in _OPERATORS else _quoted(folded)
        case During(since, until):
            return _period(since, until)


def _within(part: Part) -> str:
    """Write a part of a larger question: with parentheses where it has parts itself."""
    return f"({written(part)})" if isinstance(part, (All, Any)) else written(part)


def _value(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'


def _period(since: int, until: int) -> str:
    if until == AFTER:
        return f"since:{_first(since)}"
    if since == BEFORE:
        return f"until:{_last(until)}"
    first, last = _first(since), _last(until)
    return f"date:{first}" if first == last else f"date:{first}..{last}"


def _first(day: int) -> str:
    """Name a day as the first one of what is named: the 1st of January is the year."""
    _, month, date = civil(day)
    text = iso_day(day)
    return text[:-6] if (month, date) == (1, 1) else text[:-3] if date == 1 else text


def _last(day: int) -> str:
    """Name a day as the last one of what is named: the 31st of December is the year."""
    year, month, _ = civil(day)
    text = iso_day(day)
    if (month, civil(day)[2]) == (12, 31):
        return text[:-6]
    return text[:-3] if month < 12 and day == day_number(year, month + 1, 1) - 1 else text
