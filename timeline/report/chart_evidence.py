"""The chart with its evidence: a window under all the time there is, one event a row, its date and sources beside it.

Every event has a number in the order of time. It is told in the first lane that it is in: its title, and what it rests
on, on the row of its mark. In other lanes it stands with its number alone. Columns and rows are those of the chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Unpack

from timeline.model.day import iso_day
from timeline.model.event import Event
from timeline.model.outline import Drawable
from timeline.report import chart as plain
from timeline.report.basis import Cited, basis, cited
from timeline.report.chart import (
    Chart,
    Drawn,
    Fold,
    Lane,
    LaneRows,
    Layout,
    chart,
    density,
    folds,
    laid_out,
    period,
    window_of,
)
from timeline.report.chart_items import Items
from timeline.report.chart_place import counted
from timeline.report.chart_rows import Item, Label, Mark, Rows, bored
from timeline.report.chart_ticks import Tick, ticks
from timeline.report.chart_told import Told, fitted, number_fit
from timeline.report.scale import Days, Scale

ROWS = 100
"""Events that are told in a lane at the most; the rest is counted."""
MOST_AGAIN = 12
"""Rows for the numbers of events that are told in another lane, at the most."""


class Note(NamedTuple):
    """What is written on the row of an event's mark: its title, and what it rests on.

    ``sourced`` says whether a source could be named there; where it could not, it is told below the chart.
    """

    event: str
    lane: int
    title: Label
    evidence: Label | None
    sourced: bool


class Proof(NamedTuple):
    """What an event rests on: its number and date, a sentence on what the date rests on, its sources."""

    number: int
    event: str
    date: str
    basis: str
    sources: tuple[Cited, ...]


class Ground(NamedTuple):
    """Something that dates rest on, and the numbers of the events whose dates do, as ranges: both ends included."""

    text: str
    numbers: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Overview:
    """All the events that there are, outside of the window too; ``start`` to ``end`` are the window's columns.

    ``density`` has one figure a column; together they are ``events``.
    """

    period: str
    axis: Scale
    events: int
    start: int
    end: int
    now: int | None
    ticks: tuple[Tick, ...]
    folds: tuple[Fold, ...]
    density: tuple[float, ...]


@dataclass(frozen=True)
class Evidence:
    """A chart in which every event has a number, and what its events rest on.

    ``proofs`` are in the order of the numbers, ``notes`` from the top. ``sources`` counts addresses. ``early`` says
    that every mark that comes from before the window is of an event that is known to have begun there.
    """

    chart: Chart
    overview: Overview | None
    notes: tuple[Note, ...]
    proofs: tuple[Proof, ...]
    basis: tuple[Ground, ...]
    sources: int
    early: bool


def evidence_chart(
    events: Sequence[Event],
    *,
    rows: int = ROWS,
    around: Sequence[Drawable] = (),
    origins: Mapping[str, str] | None = None,
    **layout: Unpack[Layout],
) -> Evidence:
    """Lay out events with what they rest on; ``chart`` says what ``layout`` and ``rows`` mean.

    ``around`` are the events of the overview, those of the window among them; without them there is none. ``origins``
    tells the files of the events, by id, beside which their seeds lie.
    """
    known = {event.id: event for event in events}
    cites = {event.id: [cited(source, (origins or {}).get(event.id)) for source in event.sources] for event in events}
    today = layout["today"]
    told = _Teller({event.id: Told(event, cites[event.id], today) for event in events})
    strip = "overview" if around else "density"
    drawn = chart(events, **layout, rows=rows, arrange=told.arrange, strip=strip)
    proofs = tuple(
        Proof(number, id_, known[id_].when.text, basis(known[id_], today), tuple(cites[id_]))
        for id_, number in told.numbers.items()
    )
    window = drawn.axis.window
    return Evidence(
        chart=drawn,
        overview=_overview(around, window, drawn) if around else None,
        notes=tuple(told.notes),
        proofs=proofs,
        basis=tuple(_grounds(proofs)),
        sources=len({source.address or source.name for proof in proofs for source in proof.sources}),
        early=all(
            known[mark.event].when.first is not None
            for mark in drawn.marks
            if any(part.kind == "before" for part in mark.parts)
        ),
    )


def _overview(events: Sequence[Drawable], window: Days, drawn: Chart) -> Overview:
    """Lay out all events on as many columns as the window has below."""
    whole = window_of(events, None, None, drawn.today)
    whole = Days(min(whole.first, window.first), max(whole.last, window.last))
    axis = laid_out(drawn.scale, whole, drawn.columns, events)
    start, end = axis.columns(*window)
    now = drawn.today
    return Overview(
        period=period(whole),
        axis=axis,
        events=len(events),
        start=start,
        end=end,
        now=axis.columns(now, now)[0] if whole.first <= now <= whole.last else None,
        ticks=ticks(axis),
        folds=tuple(folds(axis, events)),
        density=density(events, axis),
    )


@dataclass
class _Teller:
    """Places events in lanes, one a row, and remembers what it wrote beside them."""

    told: dict[str, Told]
    notes: list[Note] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def arrange(self, items: Items, lanes: Sequence[Lane], most: int) -> Drawn:
        """Tell every event in the first lane that it is in; its number stands in the others."""
        width = items.axis.width
        # The items are in the order of time.
        self.numbers.update((id_, number) for number, id_ in enumerate(items, 1))
        drawn = Drawn([], [], [], [], self.numbers)
        seen: set[str] = set()
        for number, lane in enumerate(lanes):
            fresh = [items[id_] for id_ in lane.events if id_ not in seen]
            again = [items[id_] for id_ in lane.events if id_ in seen]
            told, late = fresh[:most], fresh[most:]
            seen.update(lane.events)
            rows = 0
            for item in told:
                rows += self._tell(item, number, rows, width, drawn)
            shared = Rows(width, MOST_AGAIN)
            late += [item for item in again if not self._repeat(item, number, rows, shared, drawn)]
            rows = max(rows + len(shared.rows), 1)
            if late:
                drawn.rest.extend(counted([(item.start, item.id) for item in late], number, rows, width))
            drawn.lanes.append(LaneRows(lane.label, len(lane.events), rows + bool(late)))
        return drawn

    def _tell(self, item: Item, lane: int, row: int, width: int, drawn: Drawn) -> int:
        """Draw an event with its words, and give the number of rows that it takes."""
        number = str(self.numbers[item.id])
        fit = fitted(item, number, self.told[item.id], width)
        parts = item.parts
        if fit.number.place == "inside":
            last = fit.evidence or fit.title
            parts = bored(parts, Label("", fit.number.start, last.end, "inside"))
        drawn.marks.append(Mark(item.id, lane, row, parts, fit.number, self.numbers[item.id]))
        self.notes.append(Note(item.id, lane, fit.title, fit.evidence, fit.sourced))
        return 1 + (fit.title.place == "below")

    def _repeat(self, item: Item, lane: int, base: int, rows: Rows, drawn: Drawn) -> bool:
        """Draw an event with its number, on rows that it shares with others, and say whether there was room."""
        number = self.numbers[item.id]
        found = number_fit(item, str(number), rows)
        if found is None:
            return False
        row, label = found
        parts = bored(item.parts, label) if label.place == "inside" else item.parts
        drawn.marks.append(Mark(item.id, lane, base + row, parts, label, number))
        return True


def _grounds(proofs: Iterable[Proof]) -> Iterator[Ground]:
    """Put the events together whose dates rest on the same, in the order of their numbers."""
    numbers: dict[str, list[tuple[int, int]]] = {}
    for proof in proofs:
        ranges = numbers.setdefault(proof.basis, [])
        if ranges and ranges[-1][1] == proof.number - 1:
            ranges[-1] = ranges[-1][0], proof.number
        else:
            ranges.append((proof.number, proof.number))
    for text, found in numbers.items():
        yield Ground(text, tuple(found))


def document(report: Evidence) -> dict[str, Any]:
    """Give the chart with its evidence as plain JSON values."""
    overview = report.overview
    return plain.document(report.chart) | {
        "overview": overview
        and {
            "period": overview.period,
            "first": iso_day(overview.axis.window.first),
            "last": iso_day(overview.axis.window.last),
            "count": overview.events,
            "start": overview.start,
            "end": overview.end,
            "now": overview.now,
            "ticks": [tick._asdict() | {"day": iso_day(tick.day)} for tick in overview.ticks],
            "folds": [
                fold._asdict() | {"first": iso_day(fold.first), "last": iso_day(fold.last)} for fold in overview.folds
            ],
            "density": [round(height, 6) for height in overview.density],
        },
        "notes": [
            {
                "id": note.event,
                "lane": note.lane,
                "title": note.title._asdict(),
                "evidence": note.evidence and note.evidence._asdict(),
                "sourced": note.sourced,
            }
            for note in report.notes
        ],
        "evidence": [
            {
                "number": proof.number,
                "id": proof.event,
                "date": proof.date,
                "basis": proof.basis,
                "sources": [source._asdict() for source in proof.sources],
            }
            for proof in report.proofs
        ],
        "basis": [
            {"text": ground.text, "numbers": [list(numbers) for numbers in ground.numbers]} for ground in report.basis
        ],
    }
