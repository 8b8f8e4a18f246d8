"""The outlines of the events that answer a question, from the index: whole events take longer to read than to draw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from timeline.model.edtf import parse
from timeline.model.outline import Outline
from timeline.model.when import Span, When
from timeline.query.query import Query
from timeline.query.sql import possible
from timeline.store.index import Opened
from timeline.store.select import resolve

_DECIDES = {"actor": "s.actors", "kind": "json_array(e.kind)", "status": "json_array(e.status)",
            "place": "json_array(s.place)", "tag": "s.tags"}  # fmt: skip
"""What of an event decides on its lanes."""


class Outlines(NamedTuple):
    """Events in the order of time, and what decides on the lanes of each, in the same order (see ``report.lanes``)."""

    events: list[Outline]
    parts: list[Any]


def outlines(files: Sequence[Opened], query: Query, by: str) -> Outlines:
    """Give the events that answer, for lanes ``by`` something; the order and the limit of the question are not kept.

    Raises ``UsageError`` for an actor, a kind or a status that does not exist.
    """
    rows: list[tuple[Any, ...]] = []
    for file in files:
        wanted = possible(resolve(query, files))
        rows += file.rows(
            "SELECT e.first_day, e.last_day, e.id, e.begun_day, e.unended_day, e.several, e.status,"
            f" s.date, s.title, s.count, {_DECIDES[by]}"
            f" FROM event e JOIN event_shown s ON s.event = e.rowid WHERE {wanted.sql}",
            wanted.values,
        )
    # In SQL the order would take an index, and every event would be looked up apart.
    rows.sort(key=lambda row: row[:3])
    events = [
        Outline(id_, parse(date) if several else When(date, (Span(first, begun, unended, last),)), title, status, count)
        for first, last, id_, begun, unended, several, status, date, title, count, _ in rows
    ]
    # Many events have the same actors.
    parts = {text: json.loads(text) for text in {row[-1] for row in rows}}
    return Outlines(events, [parts[row[-1]] for row in rows])
