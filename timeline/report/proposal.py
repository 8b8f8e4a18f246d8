"""A candidate as somebody who decides on it needs to see it: what it says, the words, the reasons, what is like it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from timeline.model.candidate import Candidate, Part, Told
from timeline.model.edtf import parse
from timeline.model.text import fold
from timeline.model.verdict import Verdict
from timeline.report import words
from timeline.report.context import Context, context


class Report(NamedTuple):
    """A text that reports a candidate: who, when, where, and the words among those around them."""

    publisher: str
    published: str
    address: str
    told: Context


class Nearby(NamedTuple):
    """An event of the file that a candidate may tell of once more."""

    id: str
    date: str
    title: str
    why: str


class Proposal(NamedTuple):
    """A candidate as labelled lines; ``fields`` are shown in order."""

    head: str
    title: str
    status: str
    fields: list[tuple[str, str]]
    reports: list[Report]
    reasons: list[str]
    nearby: list[Nearby]


def proposal(
    candidate: Candidate,
    head: str,
    today: int,
    names: Mapping[str, str],
    nearby: Sequence[tuple[Mapping[str, Any], str]],
    text_of: Callable[[Told], str | None],
    before: Verdict | None = None,
) -> Proposal:
    """Lay a candidate out.

    ``names`` has the registry's names by id, ``nearby`` the events that it may be and why, ``text_of`` gives the words
    of an article, None where it cannot be read; ``before`` is the verdict that it has already.
    """
    fields = [
        ("Date", _date(candidate)),
        ("Kind", candidate.kind),
        ("Status", _status(candidate, today)),
        *_actors(candidate.actors, names),
        ("Place", candidate.place or ""),
        ("Score", f"{candidate.score:.2f}"),
        ("Id", candidate.id),
        ("Verdict", _verdict(before)),
    ]
    return Proposal(
        head,
        candidate.title,
        "" if candidate.status == "occurred" else candidate.status,
        [(name, text) for name, text in fields if text],
        [_report(told, text_of(told)) for told in candidate.sources],
        list(candidate.reasons),
        [Nearby(event["id"], words.date(parse(event["date"])), event["title"], why) for event, why in nearby],
    )


def _date(candidate: Candidate) -> str:
    days = f"({candidate.first or '…'} to {candidate.last or '…'})" if candidate.first != candidate.last else ""
    if candidate.date is None:
        return "none: the text does not tell" + (f"  {days}" if days else "")
    meaning = words.date(parse(candidate.date))
    return "  ".join(part for part in (candidate.date, meaning if meaning != candidate.date else "", days) if part)


def _status(candidate: Candidate, today: int) -> str:
    if candidate.date is None:
        return candidate.status
    return words.promise(candidate.status, parse(candidate.date), today) or "occurred"


def _actors(parts: Sequence[Part], names: Mapping[str, str]) -> list[tuple[str, str]]:
    titles = {"source": "Who", "target": "To whom", "other": "With"}
    return [
        (title, "; ".join(dict.fromkeys(_name(part, names) for part in parts if part.role == role)))
        for role, title in titles.items()
    ]


def _name(part: Part, names: Mapping[str, str]) -> str:
    """Name somebody by the registry, with the text's own words where those are others."""
    said = " ".join(part.name.split())
    known = names.get(part.id or "")
    if known is None:
        return f"{said} (not in the registry)"
    return known if fold(known) == fold(said) else f"{known} ({said})"


def _verdict(before: Verdict | None) -> str:
    if before is None:
        return ""
    done = {"accept": "accepted", "reject": "rejected", "merge": "merged"}[before.verdict]
    return f"{done}{f' as {before.event}' if before.event else ''} on {words.point(before.at)}"


def _report(told: Told, text: str | None) -> Report:
    around = context(text, told.quote.text, told.quote.start) if text is not None else None
    return Report(
        told.publisher or "",
        words.point(told.published) if told.published else "",
        told.seed or told.url or told.address,
        around or Context("", " ".join(told.quote.text.split()), ""),
    )
