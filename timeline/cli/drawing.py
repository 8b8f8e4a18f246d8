"""What a drawing of the events that match is made of: the events, and how they are to be laid out."""

from __future__ import annotations

import json

from timeline.cli.deliver import labels
from timeline.cli.lanes import named, window
from timeline.cli.options import Selection
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.event import Event, from_document
from timeline.query.query import Query
from timeline.report.chart import Layout
from timeline.report.lanes import LANES, SCALES, lanes
from timeline.store.select import Row


def check(by: str, scale: str) -> None:
    """Refuse lanes and scales that there are not."""
    if scale not in SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(SCALES))
    if by not in LANES:
        raise UsageError(f"no lanes by '{by}'", "one of: " + " ".join(LANES))


def read(rows: list[Row]) -> list[Event]:
    """Give the events of rows."""
    return [from_document(json.loads(row.json)) for row in rows]


def layout(
    session: Session, which: Selection, query: Query, events: list[Event], by: str, *, width: int, scale: str
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
