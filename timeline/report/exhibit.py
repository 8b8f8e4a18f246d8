"""What is shown of events outside of the terminal: the chart, and each event in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from timeline.model.event import Event
from timeline.model.text import visible
from timeline.report import words
from timeline.report.chart import Chart
from timeline.report.page import Page


class Exhibit(NamedTuple):
    """A picture to be made: what the chart decided, and each event said in a sentence, by its id.

    ``width`` is in pixels, None for that of the drawing. ``page`` is the list beside the chart; ``closer`` are charts
    of the same events on more columns, each with how many times as many.
    """

    chart: Chart
    told: Mapping[str, str]
    page: Page | None = None
    width: int | None = None
    closer: Sequence[tuple[int, Chart]] = ()


def told(events: Sequence[Event], today: int) -> dict[str, str]:
    """Say each event: its title, when it was, and how it stands with it."""
    return {event.id: _sentence(event, today) for event in events}


def _sentence(event: Event, today: int) -> str:
    checked = event.checked.text if event.checked is not None else None
    promise = words.promise(event.status, event.when, today, checked)
    return f"{visible(event.title)} · {words.date(event.when)}" + (f" · {promise}" if promise else "")
