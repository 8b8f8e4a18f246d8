"""What a drawing of the events that match is made of: the events, and how they are to be laid out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from timeline.cli.deliver import labels
from timeline.cli.lanes import named, window
from timeline.cli.options import Selection
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.event import Event, from_document
from timeline.model.outline import Drawable
from timeline.query.query import Query
from timeline.report.chart import Layout
from timeline.report.lanes import LANES, SCALES, lanes, part
from timeline.store.outline import outlines
from timeline.store.select import Row


def check(by: str, scale: str) -> None:
    """Refuse lanes and scales that there are not."""
    if scale not in SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(SCALES))
    if by not in LANES:
        raise UsageError(f"no lanes by '{by}'", "one of: " + " ".join(LANES))


class Drawn(NamedTuple):
    """The events of a drawing, and what it is to be."""

    events: Sequence[Drawable]
    layout: Layout


def read(rows: Sequence[Row]) -> list[Event]:
    """Give the events of rows."""
    return [from_document(json.loads(row.json)) for row in rows]


def brief(session: Session, which: Selection, query: Query, by: str, *, width: int, scale: str) -> Drawn:
    """Prepare a chart of the events that match, which knows of them no more than it draws.

    ``check`` was asked about ``by`` and ``scale``.
    """
    events, parts = outlines(session.files, query, by)
    ids = (event.id for event in events)
    return Drawn(events, _layout(session, which, query, zip(ids, parts, strict=True), by, width, scale))


def layout(
    session: Session, which: Selection, query: Query, events: Sequence[Event], by: str, *, width: int, scale: str
) -> Layout:
    """Say what a chart of whole events is to be, as ``brief`` does it for their outlines."""
    return _layout(session, which, query, ((event.id, part(event, by)) for event in events), by, width, scale)


def _layout(
    session: Session, which: Selection, query: Query, parts: Iterable[tuple[str, Any]], by: str, width: int, scale: str
) -> Layout:
    """Make the lanes: the actors that were named, else those with the most events."""
    since, until = window(query)
    short = labels(session)
    return {
        "lanes": named(session, which.actor, short) if by == "actor" and which.actor else lanes(parts, by, short),
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
