"""One event, whole: every field, each source, each quote with its place in the seed."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from timeline.model.edtf import parse
from timeline.report import words
from timeline.report.evidence import Evidence, evidence
from timeline.store.select import Row


class SourceCard(NamedTuple):
    """A source: who, when, where, what it says about the date, its words and where they stand."""

    publisher: str
    published: str
    address: str
    claims: str
    contradicts: bool
    quote: str
    evidence: Evidence
    note: str


class Card(NamedTuple):
    """An event as labelled lines; ``fields`` are shown in order."""

    title: str
    status: str
    fields: list[tuple[str, str]]
    summary: str
    note: str
    sources: list[SourceCard]


def _native(native: dict[str, Any]) -> str:
    """Say what code a feed gave, and which of its rows tell the event."""
    ids = native.get("ids", [])
    rows = f" (row{'s' if len(ids) > 1 else ''} {', '.join(ids)})" if ids else ""
    return f"{native['system']} {native['code']}{rows}"


def card(row: Row, today: int) -> Card:
    """Lay out an event; the seeds beside its file are read."""
    event: dict[str, Any] = json.loads(row.json)
    when = parse(event["date"])
    status = row.status(event["status"])
    meaning = words.date(when)
    days = f"{when.first or '…'} to {when.last or '…'}" if not when.is_day else ""
    fields = [
        (
            "Date",
            f"{event['date']}" + (f"  {meaning}" if meaning != event["date"] else "") + (f"  ({days})" if days else ""),
        ),
        ("Status", words.promise(status, when, today, event.get("checked")) or "occurred"),
        ("Kind", event["kind"] + (f", {event['mode']}" if event.get("mode") else "")),
        *_actors(event),
        ("Place", _place(event["place"])),
        ("Count", f"{event['count']} happenings in this one entry" if event.get("count") else ""),
        ("Confidence", event.get("confidence", "")),
        ("Tags", ", ".join(event.get("tags", ()))),
        *(
            (relation.replace("-", " ").capitalize(), ", ".join(ids))
            for relation, ids in event.get("links", {}).items()
        ),
        ("Native code", _native(event["native"]) if event.get("native") else ""),
        ("Fatalities", _fatalities(event.get("fatalities"))),
        ("Goldstein", str(event["goldstein"]) if "goldstein" in event else ""),
        ("Id", event["id"]),
        ("File", row.origin),
    ]
    return Card(
        event["title"],
        "" if status == "occurred" else status,
        [(name, text) for name, text in fields if text],
        event.get("summary", ""),
        event.get("note", ""),
        [_source(source, row.origin) for source in event["sources"]],
    )


def _actors(event: dict[str, Any]) -> list[tuple[str, str]]:
    titles = {"source": "Who", "target": "To whom", "other": "With"}
    return [
        (
            title,
            "; ".join(
                f"{p['name']}, {p['as']}" if p.get("as") else p["name"] for p in event["actors"] if p["role"] == role
            ),
        )
        for role, title in titles.items()
    ]


def _place(place: dict[str, Any] | None) -> str:
    if not place:
        return ""
    where = ", ".join(part for part in (place.get("name"), place.get("country")) if part)
    return where + (f"  ({place['lat']}, {place['lon']})" if "lat" in place and "lon" in place else "")


def _fatalities(count: dict[str, int] | None) -> str:
    return ", ".join(f"{name} {number}" for name, number in (count or {}).items())


def _source(source: dict[str, Any], origin: str) -> SourceCard:
    return SourceCard(
        publisher=source.get("publisher", ""),
        published=words.point(source["published"]) if source.get("published") else "",
        address=source.get("url") or source.get("seed") or "",
        claims=source.get("date", ""),
        contradicts=source.get("contradicts", False),
        quote=source.get("quote", ""),
        evidence=evidence(source, origin),
        note=source.get("note", ""),
    )
