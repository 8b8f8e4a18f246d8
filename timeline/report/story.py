"""A period's story: its events in order, with what is known of each, the gaps between them and their sources."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from timeline.model.day import AFTER, BEFORE
from timeline.model.edtf import parse
from timeline.model.status import OVERDUE
from timeline.model.when import When
from timeline.report import words
from timeline.report.evidence import evidence
from timeline.report.listing import names
from timeline.store.select import Row

MIN_GAP = 180
"""Days without an event from which on a gap is worth saying."""


class Entry(NamedTuple):
    """An event in a story. ``sign`` tells how it is dated: ``day``, ``vague``, ``period``, ``promise`` or ``other``.

    ``sources`` are numbers of references, ``paragraphs`` those in which its words stand, None where that is not known.
    """

    date: str
    sign: str
    status: str
    title: str
    actors: str
    remark: str
    summary: str
    sources: list[int]
    possible: bool
    gap: str
    id: str
    paragraphs: list[int | None]


class Reference(NamedTuple):
    """A source that the story rests on, numbered from 1."""

    number: int
    name: str
    address: str


class Story(NamedTuple):
    """A period told in order.

    ``bounds`` are events of which only a latest day is known, after the period, or only an earliest, before it: they
    may lie anywhere beyond, so they are named and not told. Counts are of the entries: known to the day, certain.
    """

    period: str
    entries: list[Entry]
    bounds: list[Entry]
    references: list[Reference]
    day_exact: int
    certain: int


def story(
    rows: Sequence[Row], labels: dict[str, str], since: int, until: int, today: int, *, timed: bool = True
) -> Story:
    """Tell the events of a period; one of which only a latest day is known is told at that day."""
    references: dict[tuple[str, str], int] = {}
    entries: list[Entry] = []
    bounds: list[Entry] = []
    reached: int | None = None
    exact = 0
    told = [(event, parse(event["date"]), row) for row in rows for event in [json.loads(row.json)]]
    told.sort(key=lambda one: one[1].last_day if one[1].first_day == BEFORE else one[1].first_day)
    for event, when, row in told:
        if timed and _is_bound(when, since, until):
            bounds.append(_entry(row, event, when, labels, {}, "", today))
            continue
        gap = ""
        if when.first_day != BEFORE:
            if reached is not None and when.first_day - max(reached, since) > MIN_GAP:
                gap = f"{words.span(max(reached, since), when.first_day)} with no event here"
            reached = max(when.first_day if reached is None else reached, _told_until(when))
        exact += _is_known_day(when)
        entries.append(_entry(row, event, when, labels, references, gap, today))
    return Story(
        words.period(since, until) if timed else "",
        entries,
        bounds,
        [Reference(number, name, address) for (name, address), number in references.items()],
        exact,
        sum(not entry.possible for entry in entries),
    )


def _entry(
    row: Row, event: dict[str, Any], when: When, labels: dict[str, str], references: dict[tuple[str, str], int],
    gap: str, today: int,
) -> Entry:  # fmt: skip
    status = row.status(event["status"])
    numbers: dict[int, int | None] = {}
    for source in event["sources"]:
        found = evidence(source, row.origin)
        name = source.get("publisher") or found.publisher or source.get("seed") or source.get("url") or "?"
        if source.get("published"):
            name += f", {words.point(source['published'])}"
        key = (name, source.get("url") or source.get("seed") or "")
        number = references.setdefault(key, len(references) + 1)
        numbers[number] = numbers.get(number) or found.paragraph
    remark = words.promise(status, when, today, event.get("checked"))
    remarks = [
        "" if remark == status else remark,
        f"{event['count']} happenings in one entry" if event.get("count") else "",
        "disputed by a source" if any(source.get("contradicts") for source in event["sources"]) else "",
    ]
    return Entry(
        date=words.date(when),
        sign=sign(when, status),
        status="" if status == "occurred" else status,
        title=event["title"],
        actors=", ".join(names(event["actors"], labels)),
        remark="; ".join(remark for remark in remarks if remark),
        summary=event.get("summary", ""),
        sources=list(numbers),
        possible=not row.certain,
        gap=gap,
        id=event["id"],
        paragraphs=list(numbers.values()),
    )


def _is_bound(when: When, since: int, until: int) -> bool:
    """Say whether a date is nothing but a bound that lies outside a period."""
    no_later = when.first_day == BEFORE and when.last_day > until
    no_earlier = when.last_day == AFTER and when.first_day < since and not when.is_period
    return no_later or no_earlier


def _told_until(when: When) -> int:
    """Say up to which day an event fills the story: a period counts by its beginning, something vague by its end."""
    return when.first_day if when.is_period or when.last_day == AFTER else when.last_day


def _is_known_day(when: When) -> bool:
    return when.is_day and not when.approximate and not when.uncertain


def sign(when: When, status: str) -> str:
    """Tell how an event is dated, or that it is no plain fact: the kinds of sign that ``Entry`` has."""
    if status in {"expected", OVERDUE}:
        return "promise"
    if status in {"denied", "cancelled", "hypothetical"}:
        return "other"
    if when.is_period:
        return "period"
    return "day" if _is_known_day(when) else "vague"
