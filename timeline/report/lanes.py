"""Lanes for a chart: which of what the events have in common is worth one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from timeline.model.event import Event
from timeline.report.chart import Lane
from timeline.report.scale import ScaleName

LANES = ("actor", "kind", "status", "place", "tag")
"""What lanes can be made by."""
SCALES: tuple[ScaleName, ...] = ("folded", "linear", "rank")
MOST = 8
"""Lanes at the most; what is in none of them is in one more."""


def lanes(events: Sequence[Event], by: str, labels: Mapping[str, str]) -> list[Lane]:
    """Make the lanes with the most events, in the order of the events; ``labels`` are short names of actors by id."""
    groups: dict[str, list[str]] = {}
    for event in events:
        for name in _groups(event, by, labels):
            groups.setdefault(name, []).append(event.id)
    most = set(sorted(groups, key=lambda name: (-len(groups[name]), name))[:MOST])
    return [Lane(name, tuple(groups[name])) for name in groups if name in most]


def _groups(event: Event, by: str, labels: Mapping[str, str]) -> list[str]:
    if by == "actor":
        named = (labels.get(part.id or "", part.name) for part in event.actors)
        return list(dict.fromkeys(named)) or ["nobody named"]
    if by == "tag":
        return list(event.tags) or ["no tag"]
    if by == "place":
        return [event.place.name if event.place else "no place"]
    return [event.kind if by == "kind" else event.status]
