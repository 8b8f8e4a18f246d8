"""An event as rows of the index; the shape is told in ``timeline.query.sql``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import islice

from timeline.lexicon.actors import Registry
from timeline.model.event import Event, document
from timeline.model.text import fold
from timeline.model.when import When
from timeline.read.record import Found
from timeline.syntax.json import dump

_CHUNK = 2000


def unknown_key(name: str) -> str:
    """Make the key of an actor that the registry does not know: the folded name, marked so that it meets no id."""
    return "~" + fold(name)


def insert(database: sqlite3.Connection, found: Iterable[tuple[Found, bytes]], registry: Registry) -> None:
    """Add events and what they are found by, each with the piece of the file that it came from."""
    (rowid,) = database.execute("SELECT coalesce(max(rowid), 0) FROM event").fetchone()
    stands_for: dict[tuple[str, When], list[str]] = {}
    stream = iter(found)
    while chunk := list(islice(stream, _CHUNK)):
        rows = _Rows(registry, stands_for)
        for (event, _), piece in chunk:
            rowid += 1
            rows.add(rowid, event, piece)
        rows.write(database)


class _Rows:
    def __init__(self, registry: Registry, stands_for: dict[tuple[str, When], list[str]]) -> None:
        self.registry = registry
        self.stands_for = stands_for
        self.codes = {actor.code2: actor.id for actor in registry.actors.values() if actor.code2}
        self.tables: dict[str, list[tuple[object, ...]]] = {
            "event": [], "event_doc": [], "event_shown": [], "event_text": [], "event_span": [],
            "event_actor": [], "event_tag": [], "event_source": [], "actor": [],
        }  # fmt: skip

    def write(self, database: sqlite3.Connection) -> None:
        for table, rows in self.tables.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                database.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows)

    def add(self, rowid: int, event: Event, piece: bytes) -> None:
        when, place, tables = event.when, event.place, self.tables
        spans = when.spans
        begun, unended = (spans[0].begun, spans[0].unended) if len(spans) == 1 else (when.last_day, when.first_day)
        several = 0 if len(spans) == 1 else 2 if when.every else 1
        tables["event"].append(
            (
                rowid, event.id, when.first_day, begun, unended, when.last_day, several, event.kind, event.status,
                event.confidence, fold(place.name) if place else "", self._country(place.country if place else None),
                fold(event.title), piece,
            )
        )  # fmt: skip
        if several:
            tables["event_span"] += [(rowid, *span) for span in spans]
        tables["event_doc"].append((rowid, dump(document(event))))
        names = [(part.name, part.id) for part in event.actors]
        tables["event_shown"].append(
            (
                rowid, when.text, event.title, event.count, dump(names), place.name if place else None,
                dump(event.tags),
            )
        )  # fmt: skip
        tables["event_text"].append((rowid, searched(event)))
        tables["event_tag"] += [(rowid, fold(tag)) for tag in event.tags]
        tables["event_source"] += [
            (rowid, fold(f"{source.publisher or ''} {source.address}")) for source in event.sources
        ]
        for part in event.actors:
            actor = part.id
            if actor is None or actor not in self.registry.actors:
                actor = unknown_key(part.name)
                tables["actor"].append((actor, part.name, part.name, "unknown", None, 0))
            tables["event_actor"].append((actor, rowid, part.role, 1))
            key = (actor, when)
            if key not in self.stands_for:
                self.stands_for[key] = list(self.registry.stands_for(actor, when))
            tables["event_actor"] += [(owner, rowid, part.role, 0) for owner in self.stands_for[key]]

    def _country(self, code: str | None) -> str | None:
        """Give the three-letter code where the registry knows the two-letter one."""
        return self.codes.get(code, code) if code else code


def searched(event: Event) -> str:
    """Give the folded text in which a text search looks; a line for each part, so that no words run across two."""
    parts = [event.title, event.summary, event.note, event.place and event.place.name, *event.tags]
    parts += [text for actor in event.actors for text in (actor.name, actor.office)]
    parts += [text for source in event.sources for text in (source.quote, source.publisher, source.note)]
    return "\n".join(fold(part) for part in parts if part)
