"""A question about events, as a value.

A question is a tree of ``All``, ``Any`` and ``Not`` over terms. Terms on time have three answers (``During``), all
others two; the tree combines them as Kleene's logic does, so that ``not date:2023`` is possible for an event dated
2023-12/2024-01. An event answers a question if it is possible; whether it is certain is told with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from timeline.model.day import AFTER, BEFORE

FIELDS = ("actor", "kind", "status", "place", "country", "tag", "source", "id", "confidence")
"""What a ``Term`` can be about. Names are compared folded; ``actor`` also finds those who act for the actor."""


class Term(NamedTuple):
    """The event has this value in this field. ``role`` narrows an actor to ``source`` or ``target``."""

    field: str
    value: str
    role: str | None = None


class During(NamedTuple):
    """The event touches the days ``since`` to ``until``, both inclusive."""

    since: int = BEFORE
    until: int = AFTER


class Words(NamedTuple):
    """The event's title, summary, names, place, tags, note or quotes have this text in them, compared folded."""

    folded: str


class Not(NamedTuple):
    """The part does not hold."""

    part: Part


class All(NamedTuple):
    """Every part holds; with no parts, everything does."""

    parts: tuple[Part, ...]


class Any(NamedTuple):
    """Some part holds."""

    parts: tuple[Part, ...]


Part = Term | During | Words | Not | All | Any
SORTS = ("date", "title", "kind", "status", "id")


class Query(NamedTuple):
    """A question, and how its answers are wanted.

    ``certain`` keeps the certain ones alone. ``sort`` is one of ``SORTS``; within it the order is first day, last day,
    id. ``limit`` comes after sorting and reversing. ``today`` (a day number) decides what is overdue.
    """

    part: Part
    today: int
    certain: bool = False
    sort: str = "date"
    reverse: bool = False
    limit: int | None = None

    @property
    def asks_time(self) -> bool:
        """Whether any term is about time, so that answers can be less than certain."""
        return any(isinstance(term, During) for term in terms(self.part))


def terms(part: Part) -> Iterator[Term | During | Words]:
    """Yield the terms of a question from left to right."""
    match part:
        case All(parts) | Any(parts):
            for inner in parts:
                yield from terms(inner)
        case Not(inner):
            yield from terms(inner)
        case Term() | During() | Words():
            yield part


def values(part: Part, field: str) -> list[str]:
    """Give what is asked for in a field, what is asked to be absent left out."""
    match part:
        case All(parts) | Any(parts):
            return list(dict.fromkeys(value for inner in parts for value in values(inner, field)))
        case Term(name, value) if name == field:
            return [value]
        case _:
            return []


def conjunction(parts: list[Part]) -> Part:
    """Join parts that must all hold."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def disjunction(parts: list[Part]) -> Part:
    """Join parts of which one must hold."""
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def bounds(part: Part) -> tuple[int, int]:
    """Give days, both inclusive, that every event touches which answers a question, be it only possibly."""
    match part:
        case During(since, until):
            return since, until
        case All(parts) if parts:
            each = [bounds(inner) for inner in parts]
            return max(since for since, _ in each), min(until for _, until in each)
        case Any(parts) if parts:
            each = [bounds(inner) for inner in parts]
            return min(since for since, _ in each), max(until for _, until in each)
        case _:
            return BEFORE, AFTER


def timeless(part: Part) -> Part:
    """Give the question without what it says of time: whatever answers the question answers this one too."""
    return _timeless(part) or All(())


def _timeless(part: Part) -> Part | None:
    match part:
        case During():
            return None
        case All(parts):
            kept = [found for inner in parts if (found := _timeless(inner))]
            return All(tuple(kept)) if kept else None
        case Any(parts):
            kept = [found for inner in parts if (found := _timeless(inner))]
            return Any(tuple(kept)) if len(kept) == len(parts) else None
        case Not(inner):
            return None if any(isinstance(term, During) for term in terms(inner)) else part
        case Term() | Words():
            return part
