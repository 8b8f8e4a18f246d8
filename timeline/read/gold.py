"""Texts in which people have marked what tells a time: what a tagger is held against.

One JSON object a line: ``id``, ``dct`` (the day of publication, or null), ``text`` and ``timexes``, each with ``b`` and
``e`` (characters, half-open), ``type`` and ``value`` (TIMEX3, empty where the people did not decide) and ``text``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem
from timeline.model.mention import Mention
from timeline.read.documents import Document, Fault, fields, take

_LIKE = (
    '{"id": …, "dct": "2024-10-11", "text": …, "timexes": [{"b": 0, "e": 5, "type": "DATE", "value": …, "text": …}]}'
)


class Gold(NamedTuple):
    """A document, and what there is to be found in it."""

    document: Document
    mentions: list[Mention]


def parse(lines: Iterable[bytes], path: str) -> Iterator[Gold]:
    """Read each line; raise ``DataError`` with all faults once the others have been given. Empty lines are passed."""
    problems: list[Problem] = []
    for number, data in enumerate(lines, 1):
        if not data.strip():
            continue
        found: list[Problem] = []
        try:
            values, fault = fields(data, path, number, _LIKE)
            document = take(values, "dct", fault, found)
            mentions = _mentions(values.get("timexes"), document.text, fault, found)
        except DataError as error:
            problems += error.problems
            continue
        problems += found
        if not found:
            yield Gold(document, mentions)
    if problems:
        raise DataError(problems)


def _mentions(values: Any, text: str, fault: Fault, problems: list[Problem]) -> list[Mention]:
    if not isinstance(values, list):
        problems.append(fault(("timexes",), "bad-value", "'timexes' is missing, or no list", _LIKE))
        return []
    mentions = []
    for number, value in enumerate(values):
        mention = _mention(value) if isinstance(value, dict) else None
        if mention is None:
            problems.append(fault(("timexes", number), "bad-value", "this is no expression of time", _LIKE))
        elif not 0 <= mention.start < mention.end <= len(text) or text[mention.start : mention.end] != mention.text:
            message = f"'{mention.text[:40]}' does not stand at {mention.start} to {mention.end}"
            hint = "count characters from 0; the end is the place behind the last"
            problems.append(fault(("timexes", number), "bad-extent", message, hint))
        else:
            mentions.append(mention)
    return mentions


def _mention(value: dict[str, Any]) -> Mention | None:
    places = [value[key] for key in ("b", "e") if type(value.get(key)) is int]
    words = [value[key] for key in ("text", "type", "value") if isinstance(value.get(key), str)]
    mod = value.get("mod") or ""
    if (len(places), len(words)) != (2, 3) or not isinstance(mod, str):
        return None
    return Mention(places[0], places[1], words[0], words[1], words[2], mod)
