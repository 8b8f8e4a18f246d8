"""What a drawing of the events that match is made of: the events, and how they are to be laid out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from timeline.cli.deliver import labels
from timeline.cli.lanes import named, window
from timeline.cli.options import Selection
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, from_document
from timeline.query.query import Query
from timeline.report.chart import Layout
from timeline.report.lanes import LANES, SCALES, lanes
from timeline.store.select import Row

_DRAWN = ("id", "date", "title", "kind", "status", "count", "checked")
"""The fields of an event that a drawing shows."""
_DECIDES = {"actor": "actors", "kind": "kind", "status": "status", "place": "place.name", "tag": "tags"}
"""The field that decides on the lanes of an event."""


def check(by: str, scale: str) -> None:
    """Refuse lanes and scales that there are not."""
    if scale not in SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(SCALES))
    if by not in LANES:
        raise UsageError(f"no lanes by '{by}'", "one of: " + " ".join(LANES))


def read(rows: Sequence[Row]) -> list[Event]:
    """Give the events of rows."""
    return [from_document(json.loads(row.json)) for row in rows]


def brief(session: Session, query: Query, by: str) -> list[Event]:
    """Give the events that match with what is drawn of them, and what decides on lanes by ``by``; nothing else."""
    # One text for all of them is read twice as fast as many.
    rows = session.select(query, (*_DRAWN, _DECIDES[by]))
    return [_brief(by, *values) for values in json.loads(f"[{','.join(row.json for row in rows)}]")]


def _brief(
    by: str, id_: str, date: str, title: str, kind: str, status: str, count: int | None, checked: str | None, part: Any
) -> Event:
    return Event(
        id_,
        parse(date),
        title,
        kind,
        (),
        status,
        count=count,
        checked=parse(checked) if checked else None,
        actors=tuple(Participant(one["name"], one.get("id")) for one in part) if by == "actor" else (),
        place=Place(part) if by == "place" and part else None,
        tags=tuple(part or ()) if by == "tag" else (),
    )


def layout(
    session: Session, which: Selection, query: Query, events: Sequence[Event], by: str, *, width: int, scale: str
) -> Layout:
    """Say what a chart of events is to be; its lanes are the actors that were named, else those with the most events.

    ``check`` was asked about ``by`` and ``scale``.
    """
    since, until = window(query)
    short = labels(session)
    return {
        "lanes": named(session, which.actor, short) if by == "actor" and which.actor else lanes(events, by, short),
        "width": width,
        "today": session.today,
        "scale": next(one for one in SCALES if one == scale),
        "since": since,
        "until": until,
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
