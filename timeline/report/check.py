"""Checking a file of events: every finding at once, each with its place and the way out.

A check is a function from what is known of the file to findings; those in ``CHECKS`` are run, in order.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from timeline.errors import DataError, Problem
from timeline.lexicon.actors import Registry
from timeline.lexicon.kinds import kinds
from timeline.model.day import iso_day
from timeline.model.event import Event
from timeline.model.text import fold
from timeline.read import Raw, guess, reader
from timeline.read.record import Found, events
from timeline.report.evidence import evidence
from timeline.syntax.yaml import Path as KeyPath

ALIKE = 0.86
"""From this similarity of their titles on, two events of one day look like the same event told twice."""


class Known(NamedTuple):
    """What a check can look at. ``today`` is a day number."""

    path: str
    found: Sequence[Found]
    registry: Registry
    today: int
    by_id: dict[str, Event]


class Checked(NamedTuple):
    """How many events could be read, and what was found."""

    events: int
    findings: list[Problem]


def check(path: str, data: bytes, registry: Registry, today: int) -> Checked:
    """Check a file; findings come in the order of the file."""
    problems: list[Problem] = []
    found: list[Found] = []
    try:
        read = reader(guess(path, data))
        raws: list[Raw] = []
        try:
            raws.extend(read.parse(read.cut(data, path), path))
        finally:
            found = list(events(raws, registry, path, problems))
    except DataError as error:
        problems.extend(error.problems)
    known = Known(path, found, registry, today, {one.event.id: one.event for one in found})
    for one in CHECKS:
        problems.extend(one(known))
    return Checked(len(found), sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code)))


def _problem(known: Known, found: Found, where: KeyPath, code: str, message: str, hint: str) -> Problem:
    return Problem(known.path, *found.raw.place(where), code, message, hint)


def duplicate_ids(known: Known) -> Iterator[Problem]:
    """Two events have one id."""
    first: dict[str, int] = {}
    for found in known.found:
        name = found.event.id
        if name in first:
            message = f"the id '{name}' is taken by the event on line {first[name]}"
            yield _problem(known, found, ("id",), "duplicate-id", message, "give one of the two another id")
        else:
            first[name] = found.raw.place(("id",))[0]


def unknown_kinds(known: Known) -> Iterator[Problem]:
    """A kind is not in the list."""
    for found in known.found:
        if found.event.kind not in kinds():
            near = difflib.get_close_matches(found.event.kind, list(kinds()), 1)
            hint = f"did you mean '{near[0]}'?" if near else "see `timeline kinds`"
            yield _problem(known, found, ("kind",), "unknown-kind", f"no kind is called '{found.event.kind}'", hint)


def unknown_actors(known: Known) -> Iterator[Problem]:
    """The registry does not know somebody."""
    names = known.registry.names
    for found in known.found:
        for number, part in enumerate(found.event.actors):
            if part.id in known.registry.actors:
                continue
            near = difflib.get_close_matches(fold(part.name), names, 1, 0.8)
            meant = f"did you mean {known.registry.actors[names[near[0]]].name}? else " if near else ""
            yield _problem(
                known, found, ("actors", number, "name"), "unknown-actor", f"the registry does not know '{part.name}'",
                f"{meant}add it to actors.yaml beside this file",
            )  # fmt: skip


def broken_sources(known: Known) -> Iterator[Problem]:
    """An event has no source, or one that leads nowhere."""
    for found in known.found:
        if not found.event.sources:
            yield _problem(
                known, found, (), "no-source", f"'{found.event.id}' has no source", "add 'sources:' with at least one"
            )
        for number, source in enumerate(found.event.sources):
            where: KeyPath = ("sources", number)
            if not (source.seed or source.url):
                yield _problem(
                    known, found, where, "broken-source", "a source has neither seed nor url", "say where it is found"
                )
            if source.url and not _is_address(source.url):
                yield _problem(
                    known, found, (*where, "url"), "broken-source", f"'{source.url}' is no web address",
                    "write it whole: https://…",
                )  # fmt: skip


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(sign.isspace() for sign in url)


def quotes(known: Known) -> Iterator[Problem]:
    """A seed is not there, or a quote does not stand in it."""
    for found in known.found:
        for number, source in enumerate(found.event.sources):
            if source.quote and not source.seed:
                yield _problem(
                    known, found, ("sources", number, "quote"), "quote-without-seed",
                    "a quote that cannot be checked: its source is no seed", "keep the article in seeds/ and name it",
                )  # fmt: skip
            elif source.seed:
                held = evidence({"seed": source.seed, "quote": source.quote}, known.path)
                if held.fault:
                    code, field = ("quote-not-found", "quote") if held.place else ("missing-seed", "seed")
                    hint = "quote it word for word, on one line" if held.place else "put the article into seeds/"
                    yield _problem(known, found, ("sources", number, field), code, held.fault, hint)


def claimed_dates(known: Known) -> Iterator[Problem]:
    """A source's date and the event's have no day in common, and nobody has said so."""
    for found in known.found:
        for number, source in enumerate(found.event.sources):
            if source.date and not source.contradicts and source.date.excludes(found.event.when):
                yield _problem(
                    known, found, ("sources", number, "date"), "claim-excludes-date",
                    f"this source says {source.date}, which excludes {found.event.when}",
                    "correct one of the two, or mark the source 'contradicts: true' and say why in its note",
                )  # fmt: skip


def overdue(known: Known) -> Iterator[Problem]:
    """The day by which something was expected has passed, and nobody has looked since."""
    for found in known.found:
        event = found.event
        if event.is_overdue(known.today) and not (event.checked and event.checked.last_day > event.when.last_day):
            yield _problem(
                known, found, ("status",) if "status" in found.raw.values else ("date",), "overdue",
                f"'{event.id}' was expected by {iso_day(event.when.last_day)}, which has passed",
                "look for a report: set its status, or 'checked: DAY' if there is none",
            )  # fmt: skip


def links(known: Known) -> Iterator[Problem]:
    """A link leads nowhere, or the dates contradict it."""
    for found in known.found:
        event = found.event
        for relation, target in event.links:
            where: KeyPath = ("links", relation)
            other = known.by_id.get(target)
            if other is None or target == event.id:
                message = "itself" if target == event.id else f"'{target}', which is not in this file"
                yield _problem(known, found, where, "broken-link", f"'{relation}' leads to {message}", "correct the id")
            elif relation == "follows" and event.when.precedes(other.when):
                yield _problem(
                    known, found, where, "contradicted-link",
                    f"'{event.id}' ({event.when}) cannot follow '{target}' ({other.when})",
                    "turn the link round, or correct a date",
                )  # fmt: skip
            elif relation in {"part-of", "same-as"} and event.when.excludes(other.when):
                yield _problem(
                    known, found, where, "contradicted-link",
                    f"'{event.id}' ({event.when}) has no day in common with '{target}' ({other.when})",
                    "correct a date or the link",
                )  # fmt: skip


def near_duplicates(known: Known) -> Iterator[Problem]:
    """Two events of one date have nearly the same title."""
    same: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for found in known.found:
        same[found.event.when.sort_key].append(found)
    for group in same.values():
        titles = [fold(found.event.title) for found in group]
        for later, found in enumerate(group):
            for earlier in range(max(0, later - 50), later):
                other = group[earlier].event
                matcher = difflib.SequenceMatcher(None, titles[earlier], titles[later], autojunk=False)
                if other.id == found.event.id or _are_linked(found.event, other) or matcher.real_quick_ratio() < ALIKE:
                    continue
                if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                    yield _problem(
                        known, found, ("title",), "near-duplicate", f"this looks like '{other.id}' told again",
                        f"merge the two, or link them: 'links: {{distinct-from: {other.id}}}'",
                    )  # fmt: skip
                    break


def _are_linked(one: Event, other: Event) -> bool:
    return other.id in {target for _, target in one.links} or one.id in {target for _, target in other.links}


CHECKS: tuple[Callable[[Known], Iterator[Problem]], ...] = (
    duplicate_ids, unknown_kinds, unknown_actors, broken_sources, quotes, claimed_dates, overdue, links,
    near_duplicates,
)  # fmt: skip
