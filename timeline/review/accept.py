"""Accepting: a candidate becomes the fields of an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from timeline.lexicon.actors import Registry
from timeline.model.candidate import Candidate, Part
from timeline.review.name import name

_ROLES = ("source", "target", "other")


def accept(
    candidate: Candidate, sources: Sequence[Mapping[str, Any]], registry: Registry, edits: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the event that a candidate becomes, as fields with values, to be validated as any other event is.

    ``sources`` are those of ``timeline.review.source``; ``edits`` are fields that somebody has set otherwise. Where the
    text does not date the candidate, its ``date`` is empty, which is for somebody to fill in.
    """
    values: dict[str, Any] = {
        "date": candidate.date or "",
        "title": candidate.title,
        "kind": candidate.kind,
        "status": candidate.status,
        "actors": _actors(candidate.actors, registry),
        "place": {"name": candidate.place} if candidate.place else None,
        "sources": [dict(source) for source in sources],
        **edits,
    }
    values = {"id": values.pop("id", None) or name(values["title"], values["date"]), **values}
    return {key: value for key, value in values.items() if value or key == "date"}


def _actors(parts: Sequence[Part], registry: Registry) -> list[dict[str, str]]:
    """Name those who take part, each once, by the registry's names, in the weightiest role that the text gives them."""
    found: dict[str, dict[str, str]] = {}
    for part in sorted(parts, key=lambda part: _ROLES.index(part.role)):
        actor = registry.actors.get(part.id or "")
        values = {"name": actor.label, "id": actor.id} if actor else {"name": " ".join(part.name.split())}
        found.setdefault(values.get("id") or values["name"], {**values, "role": part.role})
    order = [
        (registry.actors[part.id].id if part.id in registry.actors else " ".join(part.name.split())) for part in parts
    ]
    return [found[key] for key in dict.fromkeys(order)]
