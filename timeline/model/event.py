"""An event: one shape for what a person curated, what an extractor proposes and what a feed brings.

Values only. What comes from outside is validated in ``timeline.read.record``; what an event looks like as JSON is
``document`` here, because the index, the formats and the views all start from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from timeline.model.day import AFTER
from timeline.model.when import When


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in an event: the name as written, the registry's id where it knows the name, and the part played."""

    name: str
    id: str | None = None
    role: str = "other"
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened. ``country`` is ISO 3166-1; ``lat`` and ``lon`` are degrees, WGS 84."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an event is known from. ``date`` is what this source claims, where it differs from the event's.

    ``quote`` stands word for word in the file that ``seed`` names. ``contradicts`` says that the curator knows that
    the source disagrees with the event as told.
    """

    seed: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: When | None = None
    quote: str | None = None
    date: When | None = None
    note: str | None = None
    contradicts: bool = False

    @property
    def address(self) -> str:
        """What identifies the source: the seed's file name or the address of the page."""
        return self.seed or self.url or ""


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event with its sources."""

    id: str
    when: When
    title: str
    kind: str
    sources: tuple[Source, ...]
    status: str = "occurred"
    summary: str | None = None
    mode: str | None = None
    checked: When | None = None
    count: int | None = None
    actors: tuple[Participant, ...] = ()
    place: Place | None = None
    confidence: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def is_overdue(self, today: int) -> bool:
        """Say whether it was expected by a day that lies before ``today`` (a day number)."""
        return self.status == "expected" and self.when.last_day != AFTER and self.when.last_day < today


def _filled(pairs: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in pairs.items() if value or (value == 0 and value is not False)}


def _source(source: Source) -> dict[str, Any]:
    return _filled(
        {
            "seed": source.seed,
            "url": source.url,
            "publisher": source.publisher,
            "published": source.published and source.published.text,
            "quote": source.quote,
            "date": source.date and source.date.text,
            "note": source.note,
            "contradicts": source.contradicts,
        }
    )


def _place(place: Place) -> dict[str, Any]:
    return _filled({"name": place.name, "country": place.country, "precision": place.precision}) | {
        key: value for key, value in (("lat", place.lat), ("lon", place.lon)) if value is not None
    }


def document(event: Event) -> dict[str, Any]:
    """Give the event as plain JSON values, with what follows from its date (``first`` and ``last``).

    ``id date first last title kind status actors place sources`` are always there; the rest only where it is known.
    """
    links: dict[str, list[str]] = {}
    for relation, target in event.links:
        links.setdefault(relation, []).append(target)
    return {
        "id": event.id,
        "date": event.when.text,
        "first": event.when.first,
        "last": event.when.last,
        "title": event.title,
        "kind": event.kind,
        "status": event.status,
        "actors": [
            _filled({"name": part.name, "id": part.id, "role": part.role, "as": part.office}) for part in event.actors
        ],
        "place": event.place and _place(event.place),
        "sources": [_source(source) for source in event.sources],
        **_filled(
            {
                "summary": event.summary,
                "mode": event.mode,
                "checked": event.checked and event.checked.text,
                "count": event.count,
                "confidence": event.confidence,
                "tags": list(event.tags),
                "note": event.note,
                "links": links or None,
                **event.extra,
            }
        ),
    }


def from_document(values: Mapping[str, Any]) -> Event:
    """Make an event of what ``document`` gave: trusted values, so nothing is checked again."""
    from timeline.model.edtf import parse

    def date(text: str | None) -> When | None:
        return parse(text) if text else None

    known = {
        "id", "date", "first", "last", "title", "kind", "status", "actors", "place", "sources", "summary", "mode",
        "checked", "count", "confidence", "tags", "note", "links",
    }  # fmt: skip
    place = values["place"]
    return Event(
        id=values["id"],
        when=parse(values["date"]),
        title=values["title"],
        kind=values["kind"],
        status=values["status"],
        sources=tuple(
            Source(**{**source, "published": date(source.get("published")), "date": date(source.get("date"))})
            for source in values["sources"]
        ),
        actors=tuple(
            Participant(part["name"], part.get("id"), part["role"], part.get("as")) for part in values["actors"]
        ),
        place=Place(**place) if place else None,
        summary=values.get("summary"),
        mode=values.get("mode"),
        checked=date(values.get("checked")),
        count=values.get("count"),
        confidence=values.get("confidence"),
        tags=tuple(values.get("tags", ())),
        note=values.get("note"),
        links=tuple((relation, target) for relation, ids in values.get("links", {}).items() for target in ids),
        extra={key: value for key, value in values.items() if key not in known},
    )
