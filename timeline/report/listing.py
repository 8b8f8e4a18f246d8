"""A list of events as rows of words: what each column says, without any thought of widths or colours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from timeline.store.select import Row


class Item(NamedTuple):
    """One event in a list. ``mark`` is ``?`` where it only possibly lies in the period asked for, else empty."""

    mark: str
    date: str
    status: str
    title: str
    actors: str
    kind: str
    place: str
    sources: str
    id: str
    origin: str


def listing(rows: Iterable[Row], labels: Mapping[str, str], *, origins: bool = False) -> list[Item]:
    """Make a list of rows. ``labels`` gives the short names of actors by id; others are named as written."""
    return [_item(json.loads(row.json), row, labels, origins) for row in rows]


def _item(event: dict[str, Any], row: Row, labels: Mapping[str, str], origins: bool) -> Item:
    status = row.status(event["status"])
    return Item(
        mark="" if row.certain else "?",
        date=event["date"],
        status="" if status == "occurred" else status,
        title=event["title"],
        actors=", ".join(names(event["actors"], labels)),
        kind=event["kind"],
        place=(event["place"] or {}).get("name", ""),
        sources=str(len(event["sources"])),
        id=event["id"],
        origin=row.origin if origins else "",
    )


def names(parts: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> list[str]:
    """Name the actors of an event in short, those who act first, each once."""
    order = {"source": 0, "target": 1, "other": 2}
    ordered = sorted(parts, key=lambda part: order[part["role"]])
    return list(dict.fromkeys(labels.get(part.get("id", ""), part["name"]) for part in ordered))
