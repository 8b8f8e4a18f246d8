"""Hold candidates against events that people marked: which is which, and what about it is right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from timeline.model.candidate import Candidate, Part
from timeline.model.text import fold
from timeline.model.when import When

_BODIES = frozenset(("MIL", "COP", "JUD", "LEG", "SPY"))


class Event(NamedTuple):
    """An event as somebody marked it: the sentences that tell it, the characters that name it, and what it is.

    ``actors`` are (name, id or None) pairs.
    """

    quotes: Sequence[str]
    at: tuple[int, int]
    when: When
    kind: str
    status: str
    actors: Sequence[tuple[str, str | None]]


def paired(candidates: Sequence[Candidate], marked: Sequence[Event]) -> list[tuple[int, int]]:
    """Pair candidates with marked events, each with one at most, best first: (number of candidate, of event).

    A candidate can be an event if its quote is one of the event's, or holds it or is held by it, and it names it with
    the same words or is of the same kind.
    """
    fits = [
        (fit, -number, -other)
        for number, candidate in enumerate(candidates)
        for other, event in enumerate(marked)
        if (fit := _fit(candidate, event)) > 0
    ]
    found: list[tuple[int, int]] = []
    for _, number, other in sorted(fits, reverse=True):
        if all(number != -one for one, _ in found) and all(other != -one for _, one in found):
            found.append((number, other))
    return sorted((-number, -other) for number, other in found)


def _fit(candidate: Candidate, event: Event) -> float:
    quote = candidate.quote.text
    if not any(quote in other or other in quote for other in event.quotes):
        return 0
    at = candidate.trigger
    names_it = at is not None and at.start < event.at[1] and at.end > event.at[0]
    is_kind = candidate.kind == event.kind
    if not names_it and not is_kind:
        return 0
    shared = sum(any(_same(part, actor) for part in candidate.actors) for actor in event.actors)
    return 1 + 3 * names_it + 2 * is_kind + shared / 2


def is_somebody(part: Part) -> bool:
    """Say whether a part is somebody, rather than a thing that something was done to: known, of a country, or named."""
    return bool(part.id or part.country or part.sector or re.search(r"(?<!^)\b[A-Z]", part.name))


def shared(candidate: Candidate, event: Event) -> int:
    """Count the actors of an event that are in a candidate, each once. What is nobody is left out."""
    left = list(event.actors)
    for part in filter(is_somebody, candidate.actors):
        found = next((actor for actor in left if _same(part, actor)), None)
        if found is not None:
            left.remove(found)
    return len(event.actors) - len(left)


def _same(part: Part, actor: tuple[str, str | None]) -> bool:
    """Say whether a part is an actor: by id where both have one, else by the words of their names."""
    name, known = actor
    if known is not None and part.id is not None:
        # A body that acts for a state is that state: a gold may name either.
        return known == part.id or (known == part.country and part.sector in _BODIES)
    mine, theirs = _words(part.name), _words(name)
    if known is not None:
        return len(known) > 3 and theirs <= mine
    return bool(mine & theirs) and 2 * len(mine & theirs) >= min(len(mine), len(theirs))


def _words(name: str) -> set[str]:
    return set(fold(name).split()) - {"the", "a", "an", "of", "s"}


def overlap(found: str, marked: str) -> float:
    """Give the F1 of the words of two phrases; one where both are empty."""
    mine, theirs = Counter(re.findall(r"\w+", found.lower())), Counter(re.findall(r"\w+", marked.lower()))
    if not mine or not theirs:
        return float(not mine and not theirs)
    return 2 * (mine & theirs).total() / (mine.total() + theirs.total())
