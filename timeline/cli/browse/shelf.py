"""Where a browser gets its events: questions as somebody types them, and the files read again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from timeline.cli import editor, lanes, settings
from timeline.cli.deliver import labels
from timeline.cli.options import Files
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.event import Event, from_document
from timeline.query.parse import parse
from timeline.query.query import Query, values
from timeline.report.browse import Entry, State, entry, extent
from timeline.report.chart import Chart, Lane, chart
from timeline.report.lanes import lanes as most
from timeline.report.lanes import part
from timeline.report.scale import Days
from timeline.store.locate import line
from timeline.store.select import Row, count

_AXIS = 3
"""Lines above the lanes."""
_LEAST_ROWS = 8
"""Rows that a lane may have even where they have to be scrolled: an event with a name is better than a number."""


class Answer(NamedTuple):
    """What a question gave. ``named`` are lanes for the actors that it names; it asks from ``since`` to ``until``."""

    rows: list[Row]
    entries: tuple[Entry, ...]
    named: list[Lane]
    since: int | None
    until: int | None
    extent: Days


class Shelf:
    """The files that are browsed."""

    def __init__(self, options: Files) -> None:
        self._options = options
        self._events: dict[str, Event] = {}
        self.reload()

    def reload(self) -> None:
        """Read the files again, as far as they have changed. Raises as ``open_index`` does."""
        session = Session(self._options)
        self.session = session
        self.today = session.today
        self.labels = labels(session)
        self.total = count(session.files)
        self.paths = [file.path for file in session.files]

    def ask(self, text: str, *, certain: bool) -> Answer:
        """Ask a question in the query language; raise ``UsageError`` for one that cannot be read, or has no answer."""
        query = Query(parse(text, self.today), self.today, certain)
        rows = self.session.select(query)
        entries = tuple(map(entry, rows))
        since, until = lanes.window(query)
        named = lanes.named(self.session, values(query.part, "actor"), self.labels)
        return Answer(rows, entries, named, since, until, extent(entries, since, until, self.today))

    def chart(self, answer: Answer, state: State, width: int, height: int) -> Chart:
        """Draw an answer, with lanes that make use of so many lines.

        Nothing is asked of the index, so another thread may do it.
        """
        events = [self._event(row.json) for row in answer.rows]
        by = state.by
        parts = ((event.id, part(event, by)) for event in events)
        found = answer.named if by == "actor" and answer.named else most(parts, by, self.labels)
        since, until = state.window or (answer.since, answer.until)
        rows = max((height - _AXIS) // (min(len(found), len(events)) or 1) - 1, _LEAST_ROWS)
        return chart(
            events, lanes=found, width=width, today=self.today, scale=state.scale, since=since, until=until, rows=rows
        )

    def _event(self, text: str) -> Event:
        if text not in self._events:
            self._events[text] = from_document(json.loads(text))
        return self._events[text]

    def edit(self, chosen: Entry) -> None:
        """Open an event's file in the editor, at the event. Raises ``TimelineError`` where that cannot be done."""
        if chosen.origin == settings.shipped():
            raise UsageError(
                "the data that come with the program are not yours to change", "name your file with --file"
            )
        place = line(chosen.origin, chosen.id)
        editor.run(Path(chosen.origin), place, failed="the file is as the editor left it")


def names(paths: Sequence[str]) -> str:
    """Name the files in one line."""
    return paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"
