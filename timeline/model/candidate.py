"""A candidate: an event that a text seems to report, with the words that report it, waiting for somebody's verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in a candidate: ``text[start:end]`` is how the text names them, half-open.

    ``id`` is the registry's, where it knows the name; ``role`` is ``source``, ``target`` or ``other``; ``country`` is
    ISO 3166-1 alpha-3, ``sector`` a sector of PLOVER. For a pronoun, ``name`` is the words that it stands for.
    """

    name: str
    start: int
    end: int
    id: str | None = None
    role: str = "other"
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a text that report an event: ``text[start:end] == quote.text``, half-open."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """One text that reports a candidate: where it lies, and with which words it does.

    ``seed`` is a file name in a folder of seeds, ``url`` the page, ``address`` the file that was read; ``published`` is
    an ISO day.
    """

    address: str
    quote: Quote
    seed: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event that somebody may accept.

    ``date`` is EDTF, None where the text does not date it; ``first`` and ``last`` are the ISO days between which it
    lies, both inclusive, None where open. ``score`` in 0..1 is how likely it is an event as proposed, ``reasons`` say
    what spoke for each field, in words for a person. ``known`` is the id of the event of the curated file that it
    repeats. ``id`` depends on the words of the quote and on the word in it that names the event, and on nothing else,
    so that a verdict holds when the article is read again. ``trigger`` is that word.
    """

    id: str
    date: str | None
    first: str | None
    last: str | None
    title: str
    kind: str
    status: str
    actors: tuple[Part, ...]
    place: str | None
    quote: Quote
    score: float
    reasons: tuple[str, ...]
    sources: tuple[Told, ...] = ()
    known: str | None = None
    trigger: Quote | None = None


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def proposal(candidate: Candidate) -> dict[str, Any]:
    """Give a candidate without where it was read, as plain JSON values: what one text proposes."""
    return {
        "id": candidate.id,
        "date": candidate.date,
        "first": candidate.first,
        "last": candidate.last,
        "title": candidate.title,
        "kind": candidate.kind,
        "status": candidate.status,
        "actors": [_plain(part) for part in candidate.actors],
        "place": candidate.place,
        "quote": _plain(candidate.quote),
        "trigger": candidate.trigger and _plain(candidate.trigger),
        "score": candidate.score,
        "reasons": list(candidate.reasons),
    }


def document(candidate: Candidate) -> dict[str, Any]:
    """Give a candidate with its sources and what it repeats, as plain JSON values: a line of a draft."""
    return {
        **proposal(candidate),
        "known": candidate.known,
        "sources": [{**_plain(told), "quote": _plain(told.quote)} for told in candidate.sources],
    }


def from_document(values: Mapping[str, Any]) -> Candidate:
    """Make a candidate of what ``document`` gave: trusted values, so nothing is checked again."""
    return Candidate(
        **{
            **values,
            "actors": tuple(Part(**part) for part in values["actors"]),
            "quote": Quote(**values["quote"]),
            "trigger": Quote(**values["trigger"]) if values.get("trigger") else None,
            "reasons": tuple(values["reasons"]),
            "sources": tuple(Told(**{**told, "quote": Quote(**told["quote"])}) for told in values["sources"]),
        }
    )
