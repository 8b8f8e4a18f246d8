"""When: a possibly vague date, and the three answers that it gives to a question of time.

A date that is one place in time is a ``Span``; a set of dates, or a date with digits masked in its middle, is several.
A ``Span`` says when something can have begun and when it can have ended, in day numbers (``timeline.model.day``):
an event somewhere in 2023 begins and ends on one unknown day of that year; one that lasted from 2017 to October 2024
began on a day of 2017 and ended on a day of that October. ``BEFORE`` and ``AFTER`` stand for open ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from timeline.model.day import AFTER, BEFORE, iso_day


class Answer(IntEnum):
    """What a vague date answers to a question of time."""

    NO = 0
    POSSIBLE = 1
    CERTAIN = 2


class Span(NamedTuple):
    """The days on which something can have begun (``first`` to ``begun``) and ended (``unended`` to ``last``).

    All four are day numbers and inclusive. By ``begun`` it has begun whatever the truth is; before ``unended`` it
    has not ended.
    """

    first: int
    begun: int
    unended: int
    last: int

    def overlaps(self, since: int, until: int) -> Answer:
        """Say whether it touches the days ``since`` to ``until``, both inclusive."""
        if self.begun <= until and self.unended >= since:
            return Answer.CERTAIN
        if self.first <= until and self.last >= since:
            return Answer.POSSIBLE
        return Answer.NO


def somewhere(first: int, last: int) -> Span:
    """Make the span of what happened once, on a day from ``first`` to ``last``."""
    return Span(first, last, first, last)


def lasted(start: Span, end: Span) -> Span:
    """Make the span of what began somewhere in ``start`` and ended somewhere in ``end``, not before it began."""
    return Span(start.first, min(start.last, end.last), max(end.first, start.first), end.last)


@dataclass(frozen=True, slots=True)
class When:
    """A date as its source gives it: the text of it, and where in time that can be.

    ``spans`` are alternatives (it was one of them) unless ``every`` says that it was all of them.
    Equal texts are equal dates; the order is by ``sort_key``.
    """

    text: str
    spans: tuple[Span, ...]
    every: bool = False

    def __str__(self) -> str:
        return self.text

    @property
    def first_day(self) -> int:
        """The first day it can have touched, ``BEFORE`` where that is open."""
        return self.spans[0].first if len(self.spans) == 1 else min(span.first for span in self.spans)

    @property
    def last_day(self) -> int:
        """The last day it can have touched, ``AFTER`` where that is open."""
        return self.spans[0].last if len(self.spans) == 1 else max(span.last for span in self.spans)

    @property
    def first(self) -> str | None:
        """``first_day`` as an ISO day, None where open."""
        return None if self.first_day == BEFORE else iso_day(self.first_day)

    @property
    def last(self) -> str | None:
        """``last_day`` as an ISO day, None where open."""
        return None if self.last_day == AFTER else iso_day(self.last_day)

    @property
    def sort_key(self) -> tuple[int, int]:
        """First day, then last day: with the id of an event a total order."""
        if len(self.spans) == 1:
            span = self.spans[0]
            return span.first, span.last
        return self.first_day, self.last_day

    @property
    def is_day(self) -> bool:
        """Whether this is one known day."""
        return self.first_day == self.last_day

    @property
    def is_period(self) -> bool:
        """Whether it lasted, rather than happened once on an unknown day: its beginning and its end are two things."""
        span = self.spans[0]
        return len(self.spans) == 1 and (span.first, span.last) != (span.unended, span.begun)

    @property
    def approximate(self) -> bool:
        """Whether any part of it is marked as approximate (``~`` or ``%``)."""
        return "~" in self.text or "%" in self.text

    @property
    def uncertain(self) -> bool:
        """Whether any part of it is marked as uncertain (``?`` or ``%``)."""
        return "?" in self.text or "%" in self.text

    def overlaps(self, since: int = BEFORE, until: int = AFTER) -> Answer:
        """Say whether it touches the days ``since`` to ``until``, both inclusive.

        Certain: whatever days the date allows, it touches them. Possible: some of them do. A qualifier (``~ ? %``)
        is a remark about the source and widens nothing.
        """
        answers = [span.overlaps(since, until) for span in self.spans]
        if self.every or len(answers) == 1:
            return max(answers)
        if min(answers) == Answer.CERTAIN:
            return Answer.CERTAIN
        return Answer.POSSIBLE if max(answers) else Answer.NO

    def excludes(self, other: When) -> bool:
        """Say whether no day is allowed by both dates."""
        return not any(a.first <= b.last and b.first <= a.last for a in self.spans for b in other.spans)

    def precedes(self, other: When) -> bool:
        """Say whether it has certainly ended before ``other`` can have begun."""
        return self.last_day < other.first_day
