"""The lines below a chart, for events that it cannot name: each is made when it is asked for, as few are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, overload

from timeline.report.chart_items import Items


class Listed(NamedTuple):
    """An event that is written below the chart, under the number at its mark or, where it has no mark, without one."""

    number: int | None
    event: str
    date: str
    title: str
    remark: str


class Listing(Sequence[Listed]):
    """The lines for events by their ids, in the order of these."""

    def __init__(self, ids: Sequence[str], numbers: Mapping[str, int], items: Items) -> None:
        self._ids = ids
        self._numbers = numbers
        self._items = items

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Listed: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Listed]: ...

    def __getitem__(self, place: int | slice) -> Listed | Sequence[Listed]:
        if isinstance(place, slice):
            return Listing(self._ids[place], self._numbers, self._items)
        id_ = self._ids[place]
        said = self._items.words(id_)
        return Listed(self._numbers.get(id_), id_, self._items.event(id_).when.text, said.title, said.remark)
