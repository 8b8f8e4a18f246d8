"""Articles in which people have marked the events that they report: what candidates are held against.

One JSON object a line: ``id``, ``published`` (a day, or null), ``text``, and ``events``, each with ``quote`` (a
sentence of the text) and ``trigger`` (the words in it that name the event), ``also`` (other sentences that tell it
again), ``date`` (EDTF), ``kind``, ``status`` and ``actors`` (``name``, ``id`` or null, ``role``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from timeline.errors import DataError, DateError, Problem
from timeline.model.edtf import parse as parse_date
from timeline.model.when import When
from timeline.read.documents import Document, Fault, fields, take

_LIKE = '{"id": …, "published": "2024-10-11", "text": …, "events": [{"quote": …, "trigger": …, "date": …, …}]}'


class Actor(NamedTuple):
    """Somebody in a marked event; ``id`` is None for whom no registry knows."""

    name: str
    id: str | None
    role: str


class Marked(NamedTuple):
    """An event as it is marked; ``at`` are the characters of the trigger in the text, half-open."""

    quotes: tuple[str, ...]
    trigger: str
    at: tuple[int, int]
    when: When
    kind: str
    status: str
    actors: tuple[Actor, ...]


class Gold(NamedTuple):
    """An article, and what there is to be found in it."""

    document: Document
    events: list[Marked]


def parse(lines: Iterable[bytes], path: str) -> Iterator[Gold]:
    """Read each line; raise ``DataError`` with all faults once the others have been given. Empty lines are passed."""
    problems: list[Problem] = []
    for number, data in enumerate(lines, 1):
        if not data.strip():
            continue
        found: list[Problem] = []
        try:
            values, fault = fields(data, path, number, _LIKE)
            document = take(values, "published", fault, found)
        except DataError as error:
            problems += error.problems
            continue
        marked = list(_events(values.get("events"), document.text, fault, found))
        problems += found
        if not found:
            yield Gold(document, marked)
    if problems:
        raise DataError(problems)


def _events(values: Any, text: str, fault: Fault, problems: list[Problem]) -> Iterator[Marked]:
    if not isinstance(values, list):
        problems.append(fault(("events",), "bad-value", "'events' is missing, or no list", _LIKE))
        return
    for number, value in enumerate(values):
        try:
            quote, trigger = value["quote"], value["trigger"]
            start = text.index(quote) + quote.index(trigger)
            actors = tuple(Actor(actor["name"], actor.get("id"), actor["role"]) for actor in value["actors"])
            yield Marked(
                (quote, *value.get("also", ())), trigger, (start, start + len(trigger)), parse_date(value["date"]),
                value["kind"], value["status"], actors,
            )  # fmt: skip
        except (KeyError, TypeError):
            problems.append(fault(("events", number), "bad-value", "this is no event", _LIKE))
        except DateError as error:
            problems.append(fault(("events", number, "date"), "bad-date", str(error), "write EDTF"))
        except ValueError:
            problems.append(
                fault(
                    ("events", number, "quote"),
                    "bad-quote",
                    "the quote does not stand in the text, or its trigger not in it",
                    _LIKE,
                )
            )
