"""The events of a chart as items that want room, each made when it is asked for: in a crowd most never are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.model.event import Event
from timeline.report.chart_label import Words, words
from timeline.report.chart_marks import parts
from timeline.report.chart_rows import Item, Rows
from timeline.report.scale import Scale

_EACH = 3
"""Events on known days that are tried for each column of a crowd: a row has room for a label every twenty columns."""


class Items:
    """Events by id, in their order."""

    def __init__(self, events: Sequence[Event], axis: Scale, today: int) -> None:
        self.axis = axis
        self._today = today
        self._events = {event.id: event for event in events}
        self._made: dict[str, Item] = {}
        self._days: dict[str, int] = {}
        """The columns of those whose mark is one dot: they happened on a known day."""
        for event in events:
            spans = event.when.spans
            if spans[0].first == spans[0].last and len(spans) == 1 and event.status == "occurred":
                self._days[event.id] = axis.columns(spans[0].first, spans[0].first)[0]

    def __iter__(self) -> Iterator[str]:
        return iter(self._events)

    def __getitem__(self, id_: str) -> Item:
        made = self._made.get(id_)
        if made is None:
            event = self._events[id_]
            mark = parts(event, self.axis, self._today)
            urgent = event.status not in {"occurred", "ongoing"}
            made = Item(id_, mark, mark[0].start, mark[-1].end, words(event, mark, self._today), urgent)
            self._made[id_] = made
        return made

    def words(self, id_: str) -> Words:
        """Give the words of an event."""
        made = self._made.get(id_)
        if made is None and id_ in self._days:
            # Whether its mark can say that it is approximate does not matter: the words stand beside its date.
            return words(self._events[id_], (), self._today)
        return (made or self[id_]).words

    def start(self, id_: str) -> int:
        """Give the first column of the mark of an event."""
        column = self._days.get(id_)
        return self[id_].start if column is None else column

    def chosen(self, ids: Sequence[str], rows: Rows) -> tuple[list[str], list[str]]:
        """Choose from a crowd those that are tried for room, and give the others too."""
        seen = [0] * rows.width
        found: list[str] = []
        late: list[str] = []
        for id_ in ids:
            column = self._days.get(id_)
            if column is not None:
                seen[column] += 1
            (found if column is None or seen[column] <= _EACH else late).append(id_)
        return found, late
