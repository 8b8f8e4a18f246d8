"""A page of events: each with all that is known of it, and what it can be filtered by."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from timeline.model.day import AFTER, BEFORE, day_number
from timeline.model.edtf import parse
from timeline.model.text import visible
from timeline.report import words
from timeline.report.card import Card, card
from timeline.report.listing import names
from timeline.store.select import Row

_EPOCH = day_number(1970, 1, 1)


class Item(NamedTuple):
    """An event on the page.

    ``spans`` are the days on which it can have been, as ``first,begun,unended,last`` (see ``timeline.model.when``) in
    days since 1970, or ``<`` and ``>`` for open sides; several are separated by ``;``, with a ``*`` before them where
    it was all of them. ``keys`` are the actors in it and those for whom they act.
    """

    id: str
    title: str
    date: str
    edtf: str
    status: str
    promise: str
    kind: str
    actors: str
    place: str
    spans: str
    keys: tuple[str, ...]
    card: Card


class Choice(NamedTuple):
    """A value that can be chosen in a filter, and how many events have it."""

    value: str
    label: str
    events: int


class Page(NamedTuple):
    """The events in their order, and the choices of each filter."""

    items: list[Item]
    actors: list[Choice]
    kinds: list[Choice]
    statuses: list[Choice]


def page(rows: Sequence[Row], acting: Mapping[str, Iterable[str]], labels: Mapping[str, str], today: int) -> Page:
    """Lay the events out. ``acting`` gives the actors of an event, and for whom they act; ``labels`` names them."""
    items = [_item(row, acting, labels, today) for row in rows]
    return Page(
        items,
        _choices((key for item in items for key in item.keys), labels),
        _choices((item.kind for item in items), {}),
        _choices((item.status for item in items), {}),
    )


def _item(row: Row, acting: Mapping[str, Iterable[str]], labels: Mapping[str, str], today: int) -> Item:
    event = json.loads(row.json)
    when = parse(event["date"])
    status = row.status(event["status"])
    spans = ";".join(",".join(map(_day, span)) for span in when.spans)
    return Item(
        id=event["id"],
        title=visible(event["title"]),
        date=words.date(when),
        edtf=when.text,
        status=status,
        promise=words.promise(status, when, today, event.get("checked")),
        kind=event["kind"],
        actors=visible(", ".join(names(event["actors"], labels))),
        place=visible((event["place"] or {}).get("name", "")),
        spans=("*" if when.every else "") + spans,
        keys=tuple(acting.get(event["id"], ())),
        card=card(row, today),
    )


def _day(day: int) -> str:
    return "<" if day == BEFORE else ">" if day == AFTER else str(day - _EPOCH)


def _choices(values: Iterable[str], labels: Mapping[str, str]) -> list[Choice]:
    """List values, each with its name and how often it stands there, by name."""
    found = [Choice(key, visible(labels.get(key, key.lstrip("~"))), count) for key, count in Counter(values).items()]
    return sorted(found, key=lambda choice: (choice.label.casefold(), choice.value))
