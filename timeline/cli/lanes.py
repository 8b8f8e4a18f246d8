"""What a chart asks the index for: the lanes of actors that were named, and the days that were asked for."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.cli.session import Session
from timeline.model.day import AFTER, BEFORE
from timeline.query.query import During, Query, terms
from timeline.report.chart import Lane
from timeline.store.select import column, find_actor


def named(session: Session, names: Sequence[str], labels: dict[str, str]) -> list[Lane]:
    """Make a lane for each actor, with the events of those who act for it."""
    keys = dict.fromkeys(find_actor(session.files, name) for name in names)
    return [Lane(labels.get(key, key.lstrip("~")), _acting(session, key)) for key in keys]


def _acting(session: Session, key: str) -> tuple[str, ...]:
    sql = "SELECT DISTINCT e.id FROM event_actor a JOIN event e ON e.rowid = a.event WHERE a.actor = ? ORDER BY e.id"
    return tuple(name for (name,) in column(session.files, sql, (key,)))


def window(query: Query) -> tuple[int | None, int | None]:
    """Give the days asked for: what every answer has to touch, None where nothing was said."""
    spans = [term for term in terms(query.part) if isinstance(term, During)]
    if not spans:
        return None, None
    since, until = min(span.since for span in spans), max(span.until for span in spans)
    return None if since == BEFORE else since, None if until == AFTER else until
