"""Which event of the curated file a candidate repeats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.extract.merge import KIN, window, words
from timeline.model.candidate import Candidate
from timeline.model.event import Event

_NEAR = 25
"""Characters around a word that must be quoted with it."""


class Known(NamedTuple):
    """An event that a candidate repeats, and why it is taken for that."""

    id: str
    why: str


class Curated:
    """The events that somebody has curated, to be compared with candidates."""

    def __init__(self, events: Iterable[Event]) -> None:
        self.events = list(events)
        self._told = [_Told(event) for event in self.events]

    def known(self, candidate: Candidate) -> Known | None:
        """Find the event that a candidate repeats.

        The surest sign is that a source of the event quotes the very words. Else it takes a kind that fits, days that
        meet, somebody who takes part in both, and words that both are told with; the best match wins.
        """
        best: tuple[float, Known] | None = None
        for told in self._told:
            found = told.likeness(candidate)
            if found is not None and (best is None or found[0] > best[0]):
                best = found[0], Known(told.event.id, found[1])
        return best[1] if best else None


class _Told:
    """An event with what it is compared by."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.actors = {part.id for part in event.actors if part.id}
        self.words = words(" ".join((event.title, event.summary or "")))
        self.title = words(event.title)
        self.quotes = [source.quote for source in event.sources if source.quote]
        self.days = [(event.when.first, event.when.last)]
        self.days += [(source.date.first, source.date.last) for source in event.sources if source.date]

    def likeness(self, candidate: Candidate) -> tuple[float, str] | None:
        mine = words(candidate.title)
        quoted = _quoted(self.quotes, candidate)
        related = self.event.kind == candidate.kind or frozenset((self.event.kind, candidate.kind)) in KIN
        together = mine & self.words
        if quoted:
            fit = 4 + 2 * related + len(mine & self.title) + (self.event.kind == candidate.kind)
            return fit, "quoted there already"
        if self._is_other(candidate) or not any(_meet(candidate, first, last) for first, last in self.days):
            return None
        actors = {part.id or part.country for part in candidate.actors} & self.actors
        if not related or not actors or len(together) < 2:
            return None
        fit = len(actors) + len(together) + 2 * (self.event.kind == candidate.kind)
        if fit < 5:
            return None
        return fit / 2, "the same kind, days and actors, and told in the same words"

    def _is_other(self, candidate: Candidate) -> bool:
        """Say whether how it stands with the two rules out that they are one: what was denied is not what occurred."""
        theirs, mine = self.event.status, candidate.status
        if candidate.last is None:
            return theirs != "expected"
        return mine != theirs and bool({mine, theirs} & {"denied", "cancelled", "hypothetical"})


def _quoted(quotes: Sequence[str], candidate: Candidate) -> bool:
    """Say whether a quote of the event and the candidate's sentence share the word that names it."""
    text = candidate.quote.text
    if candidate.trigger is None:
        return any(quote in text or text in quote for quote in quotes)
    at = candidate.trigger.start - candidate.quote.start
    for quote in quotes:
        place = text.find(quote)
        if place >= 0 and place <= at < place + len(quote):
            return True
        # A quote may begin and end within other sentences.
        if text[max(0, at - _NEAR) : at + _NEAR].strip() in quote:
            return True
    return False


def _meet(candidate: Candidate, first: str | None, last: str | None) -> bool:
    mine = window(candidate)
    if mine is None:
        return False
    begins = max(mine[0], first or "")
    ends = [day for day in (mine[1], last) if day is not None]
    return begins <= min(ends)
