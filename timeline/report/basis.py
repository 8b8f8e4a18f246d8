"""What a date rests on: how exactly it is known, from how many sources, and where the words for it stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from timeline.model.day import AFTER, BEFORE
from timeline.model.event import Event, Source
from timeline.model.text import visible
from timeline.model.when import When
from timeline.report import words
from timeline.report.evidence import evidence

_SCALES = ((r"-?\d{4}-[01]\d", "month"), (r"-?\d{4}", "year"), (r"-?\d{3}X", "decade"), (r"-?\d{2}XX", "century"))


class Cited(NamedTuple):
    """A source of an event: its name, and the paragraph (from 1) and place of its words, where these are known."""

    name: str
    published: str
    address: str
    paragraph: int | None
    place: str
    contradicts: bool


def cited(source: Source, origin: str | None) -> Cited:
    """Name a source; where the file of its event is known, look its words up in the seed beside that."""
    found = evidence({"seed": source.seed, "quote": source.quote}, origin) if origin and source.seed else None
    return Cited(
        visible(source.publisher or (found and found.publisher) or source.address or "?"),
        source.published.text if source.published else "",
        source.address,
        found.paragraph if found else None,
        found.place if found else "",
        source.contradicts,
    )


def basis(event: Event, today: int) -> str:
    """Say on what an event's date rests: ``the day, several sources``, ``the year only, one source``."""
    if event.status == "expected":
        return f"a promise, {_due(event.when, today)}"
    known = f"{_known(event)}, {_support(event.when, event.sources)}"
    return (
        known
        if event.status in {"occurred", "ongoing"}
        else f"{words.promise(event.status, event.when, today)}: {known}"
    )


def _due(when: When, today: int) -> str:
    if when.last_day == AFTER:
        return "no day named"
    left = when.last_day - today
    return f"{words.days(-left)} past due" if left < 0 else f"{words.days(left)} left"


def _known(event: Event) -> str:
    if event.count is not None and event.count > 1:
        return "a count, days not given"
    when = event.when
    said = ("about " if when.approximate else "") + ("perhaps " if when.uncertain else "")
    return said + _exactly(when)


def _exactly(when: When) -> str:
    if len(when.spans) > 1:
        return "several days" if when.every else "one of several days"
    (span,) = when.spans
    if when.is_day:
        return "the day"
    if when.is_period:
        begins, ends = span.first == span.begun, span.unended == span.last
        if span.last == AFTER:
            return "the day it began" if begins else "when it began only"
        if span.first == BEFORE:
            return "the day it ended" if ends else "when it ended only"
        return "first and last day" if begins and ends else "a period, its ends vague"
    if span.first == BEFORE or span.last == AFTER:
        return "a bound only"
    bare = re.sub("[?~%]", "", when.text)
    return f"the {next((name for form, name in _SCALES if re.fullmatch(form, bare)), 'stretch')} only"


def _support(when: When, sources: Sequence[Source]) -> str:
    if any(source.contradicts or (source.date and when.excludes(source.date)) for source in sources):
        return "sources differ"
    count = len({source.address or source.publisher for source in sources})
    return ("no source", "one source")[count] if count < 2 else "several sources"
