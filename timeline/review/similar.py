"""Events that a candidate may tell of once more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from timeline.model.candidate import Candidate
from timeline.model.day import AFTER, BEFORE, parse_iso_day
from timeline.model.text import fold
from timeline.review.source import address

ALIKE = 0.5
"""From this likeness on an event is proposed; 1 is the same."""
VERY = 0.8
"""So much alike must be what has no end in time, or lasts for years: it shares its date with nearly everything."""
_LONG = 800  # days
SLACK = 3
"""So many days may lie between what two texts say of one event."""
_MOST = 3


class Similar(NamedTuple):
    """An event that a candidate may tell of, and why one may think so."""

    event: Mapping[str, Any]
    why: str


def similar(candidate: Candidate, events: Iterable[Mapping[str, Any]]) -> list[Similar]:
    """Choose from events (as ``model.event.document`` gives them) those that are most like a candidate, best first.

    What the draft says that it repeats comes first, then what quotes the same words, then what shares its date and is
    alike in actors, title and kind.
    """
    found: list[tuple[float, str, Similar]] = []
    for event in events:
        if event["id"] == candidate.known:
            found.append((3.0, event["id"], Similar(event, "the draft says that it is this")))
        elif quotes(candidate, event["sources"]):
            found.append((2.0, event["id"], Similar(event, "quotes the same words")))
        elif _touches(candidate, event):
            score = _likeness(candidate, event)
            if score >= (VERY if _is_long(event) else ALIKE):
                found.append((score, event["id"], Similar(event, "looks like it")))
    found.sort(key=lambda one: (-one[0], one[1]))
    return [one for _, _, one in found[:_MOST]]


def quotes(candidate: Candidate, sources: Sequence[Mapping[str, Any]]) -> bool:
    """Say whether sources quote the very words of a candidate."""
    said = {" ".join(told.quote.text.split()) for told in candidate.sources} | {" ".join(candidate.quote.text.split())}
    return any(" ".join(str(source.get("quote") or "").split()) in said for source in sources if source.get("quote"))


def same(values: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> str | None:
    """Give the id of the event that new fields would make a second time.

    It has their date, kind and title, and a source with its quote in common.
    """
    said = {_cited(source) for source in values["sources"]}
    for record in records:
        alike = all(record.get(field) == values.get(field) for field in ("date", "kind", "title"))
        known = record.get("sources")
        if alike and isinstance(known, list) and any(_cited(one) in said for one in known if isinstance(one, dict)):
            return str(record["id"])
    return None


def _cited(source: Mapping[str, Any]) -> tuple[str, str]:
    return address(dict(source)), " ".join(str(source.get("quote") or "").split())


def days(candidate: Candidate) -> tuple[int, int] | None:
    """Give the first and last day on which an event that is the candidate may lie; None where nobody knows."""
    if candidate.date is None or (candidate.first is None and candidate.last is None):
        return None
    first = BEFORE if candidate.first is None else parse_iso_day(candidate.first) - SLACK
    return first, AFTER if candidate.last is None else parse_iso_day(candidate.last) + SLACK


def _touches(candidate: Candidate, event: Mapping[str, Any]) -> bool:
    asked = days(candidate)
    if asked is None:
        return False
    first = BEFORE if event["first"] is None else parse_iso_day(event["first"])
    last = AFTER if event["last"] is None else parse_iso_day(event["last"])
    return first <= asked[1] and last >= asked[0]


def _is_long(event: Mapping[str, Any]) -> bool:
    if event["first"] is None or event["last"] is None:
        return True
    return parse_iso_day(event["last"]) - parse_iso_day(event["first"]) > _LONG


def _likeness(candidate: Candidate, event: Mapping[str, Any]) -> float:
    ours = {part.id or fold(part.name) for part in candidate.actors}
    theirs: set[str] = {key for part in event["actors"] for key in (part.get("id"), fold(part["name"])) if key}
    actors: float = len(ours & theirs) / min(len(ours), len(event["actors"])) if ours and theirs else 0.0
    one, two = _words(candidate.title), _words(event["title"])
    title = len(one & two) / min(len(one), len(two)) if one and two else 0.0
    return 0.4 * min(1.0, actors) + 0.4 * title + (0.2 if candidate.kind == event["kind"] else 0.0)


def _words(title: str) -> set[str]:
    """Give the words of a title that tell something, by their beginnings: visits, visited."""
    return {word[:5] for word in re.findall(r"\w{4,}", fold(title))}
