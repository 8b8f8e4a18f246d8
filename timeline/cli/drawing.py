"""The chart that a question asks for: its events, its lanes, its days."""

from __future__ import annotations

import json
from typing import Any

from timeline.cli.deliver import labels
from timeline.cli.options import Selection
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.model.event import Event, from_document
from timeline.query.query import During, Query, terms
from timeline.report.chart import Lane
from timeline.store.select import Row, column, find_actor

SCALES = ("folded", "linear", "rank")
LANES = ("actor", "kind", "status", "place", "tag")
_MOST_LANES = 8


def check(lanes: str, scale: str) -> None:
    """Refuse lanes and scales that there are not."""
    if scale not in SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(SCALES))
    if lanes not in LANES:
        raise UsageError(f"no lanes by '{lanes}'", "one of: " + " ".join(LANES))


def window(query: Query) -> tuple[int, int]:
    """Give the days asked for: what every answer has to touch, open where nothing was said."""
    spans = [term for term in terms(query.part) if isinstance(term, During)]
    if not spans:
        return BEFORE, AFTER
    return min(span.since for span in spans), max(span.until for span in spans)


def read(rows: list[Row]) -> list[Event]:
    """Give the events of rows."""
    return [from_document(json.loads(row.json)) for row in rows]


def layout(
    session: Session, which: Selection, query: Query, events: list[Event], by: str, *, width: int, scale: str,
) -> dict[str, Any]:  # fmt: skip
    """Say what a chart of events is to be, in lanes by what is asked for: the arguments of ``report.chart.chart``.

    Lanes are the actors that were named, else those with the most events.
    """
    since, until = window(query)
    return {
        "lanes": _lanes(session, which, events, by),
        "width": width,
        "today": session.today,
        "scale": scale,
        "since": None if since == BEFORE else since,
        "until": None if until == AFTER else until,
        "title": " · ".join(which.actor or ()),
    }


def acting(session: Session) -> dict[str, list[str]]:
    """Give the actors of each event by its id, and those for whom they act."""
    sql = "SELECT e.id, a.actor FROM event_actor a JOIN event e ON e.rowid = a.event GROUP BY e.id, a.actor"
    found: dict[str, list[str]] = {}
    for file in session.files:
        for event, actor in file.rows(sql, []):
            found.setdefault(event, []).append(actor)
    return found


def _lanes(session: Session, which: Selection, events: list[Event], by: str) -> list[Lane]:
    named = labels(session)
    if by == "actor" and which.actor:
        keys = list(dict.fromkeys(find_actor(session.files, name) for name in which.actor))
        return [Lane(named.get(key, key.lstrip("~")), _acting(session, key)) for key in keys]
    groups: dict[str, list[str]] = {}
    for event in events:
        for name in _groups(event, by, named):
            groups.setdefault(name, []).append(event.id)
    most = sorted(groups, key=lambda name: (-len(groups[name]), name))[:_MOST_LANES]
    return [Lane(name, tuple(groups[name])) for name in groups if name in most]


def _acting(session: Session, key: str) -> tuple[str, ...]:
    sql = "SELECT DISTINCT e.id FROM event_actor a JOIN event e ON e.rowid = a.event WHERE a.actor = ? ORDER BY e.id"
    return tuple(name for (name,) in column(session.files, sql, (key,)))


def _groups(event: Any, by: str, named: dict[str, str]) -> list[str]:
    if by == "actor":
        return list(dict.fromkeys(named.get(part.id, part.name) for part in event.actors)) or ["nobody named"]
    if by == "tag":
        return list(event.tags) or ["no tag"]
    if by == "place":
        return [event.place.name if event.place else "no place"]
    return [event.kind if by == "kind" else event.status]
