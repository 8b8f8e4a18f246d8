"""Lanes for a chart: which of what the events have in common is worth one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.model.event import Event
from timeline.report.chart import Lane
from timeline.report.scale import ScaleName

LANES = ("actor", "kind", "status", "place", "tag")
"""What lanes can be made by."""
SCALES: tuple[ScaleName, ...] = ("folded", "linear", "rank")
MOST = 8
"""Lanes at the most; what is in none of them is in one more."""


def lanes(parts: Iterable[tuple[str, Any]], by: str, labels: Mapping[str, str]) -> list[Lane]:
    """Make the lanes with the most events, in the order of the events.

    ``parts`` has, by the ids of events, what ``part`` gives for each; ``labels`` are short names of actors by id.
    """
    groups: dict[str, list[str]] = {}
    for id_, part in parts:
        for name in _groups(part, by, labels):
            groups.setdefault(name, []).append(id_)
    most = set(sorted(groups, key=lambda name: (-len(groups[name]), name))[:MOST])
    return [Lane(name, tuple(groups[name])) for name in groups if name in most]


def part(event: Event, by: str) -> Any:
    """Give what decides on the lanes of an event: names and ids of actors, or a list of names."""
    if by == "actor":
        return [(actor.name, actor.id) for actor in event.actors]
    if by == "tag":
        return event.tags
    if by == "place":
        return [event.place and event.place.name]
    return [event.kind if by == "kind" else event.status]


def _groups(part: Any, by: str, labels: Mapping[str, str]) -> Iterable[str]:
    if by == "actor":
        return dict.fromkeys([labels.get(id_, name) for name, id_ in part]) or ("nobody named",)
    if by == "tag":
        return part or ("no tag",)
    return [name or "no place" for name in part]
