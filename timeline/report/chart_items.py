"""The events of a chart as items that want room, each made when it is asked for: in a crowd most never are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from timeline.model.outline import Drawable
from timeline.report.chart_label import Words, words
from timeline.report.chart_marks import parts
from timeline.report.chart_rows import Item
from timeline.report.scale import Scale


class Items:
    """Events by id, in their order."""

    def __init__(self, events: Sequence[Drawable], axis: Scale, today: int) -> None:
        self.axis = axis
        self._today = today
        self._events = {event.id: event for event in events}
        self._made: dict[str, Item] = {}
        self._starts: dict[str, int] = {}
        """The first columns of plain marks: of what happened once, in the days of the axis."""
        since, until = axis.window
        # Looked up by their days: ``axis.columns`` would take several times as long.
        lasts = [axis.days(column).last for column in range(axis.width)]
        for event in events:
            spans = event.when.spans
            first, begun, unended, last = spans[0]
            if first != unended or begun != last or first < since or last > until or len(spans) > 1:
                continue
            if event.status == "occurred" and (first == last or not event.when.approximate):
                self._starts[event.id] = bisect_left(lasts, first)

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
        if made is None and id_ in self._starts:
            # Whether its mark can say that it is approximate does not matter: the words stand beside its date.
            return words(self._events[id_], (), self._today)
        return (made or self[id_]).words

    def event(self, id_: str) -> Drawable:
        """Give an event itself."""
        return self._events[id_]

    def start(self, id_: str) -> int:
        """Give the first column of the mark of an event."""
        column = self._starts.get(id_)
        return self[id_].start if column is None else column

    def chosen(self, ids: Sequence[str]) -> tuple[list[str], list[str]]:
        """Choose from a crowd those that are tried for room, and give the others too.

        Of plain marks that begin in one column the first is tried: the others would want the same room.
        """
        seen: set[int] = set()
        found: list[str] = []
        late: list[str] = []
        for id_ in ids:
            column = self._starts.get(id_)
            if column is None or column not in seen:
                found.append(id_)
            else:
                late.append(id_)
            if column is not None:
                seen.add(column)
        return found, late
