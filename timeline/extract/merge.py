"""One event told several times: which candidates are the same, and what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from timeline.model.candidate import Candidate, Part
from timeline.model.day import parse_iso_day

KIN = (
    frozenset(("agree", "support")), frozenset(("retreat", "concede")), frozenset(("coerce", "sanction")),
    frozenset(("request", "accuse")), frozenset(("reject", "accuse")), frozenset(("consult", "agree")),
    frozenset(("assault", "coerce")), frozenset(("cooperate", "consult")), frozenset(("mobilize", "coerce")),
)  # fmt: skip
"""Kinds that one and the same event is often told as."""


RECENT = 60
"""A candidate is compared with so many of the last ones that share a name or a word with it."""


def merged(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Put candidates that tell the same event together, in the order in which they are first told."""
    kept: list[Candidate] = []
    by_key: dict[str, list[int]] = {}
    for candidate in candidates:
        keys = (
            _keys(candidate.actors)
            | words(candidate.title)
            | {f"kind {candidate.kind}" if candidate.quote.start == 0 else ""}
        )
        asked = keys | {f"kind {candidate.kind}"}
        others = sorted({number for key in asked for number in by_key.get(key, ())[-RECENT:]})
        number, why = next(((other, why) for other in others if (why := same(kept[other], candidate))), (len(kept), ""))
        if why:
            kept[number] = joined(kept[number], candidate, why)
        else:
            kept.append(candidate)
        for key in keys:
            numbers = by_key.setdefault(key, [])
            if not numbers or numbers[-1] != number:
                numbers.append(number)
    return kept


def same(one: Candidate, other: Candidate) -> str:
    """Say why two candidates are the same event; nothing where they are not.

    They are told in different sentences, of one kind or of two that are told of one event, on days that can be the
    same, by nobody who rules the other out. Then it takes the same word, or most of the same words; less where one is
    the heading, or only names what the other tells ("the visit began on Thursday").
    """
    if one.status != other.status and {one.status, other.status} & {"denied", "cancelled"}:
        return ""
    if (one.quote == other.quote and _addresses(one) == _addresses(other)) or not _dates_meet(one, other):
        return ""
    is_kin = frozenset((one.kind, other.kind)) in KIN
    if one.kind != other.kind and not is_kin:
        return ""
    shared = _shared(one.actors, other.actors)
    if shared is None:
        return ""
    together = len(told(one) & told(other))
    if one.kind == other.kind:
        if is_heading(one) or (one.quote.start == 0 and is_noun(one)):
            return "told in the heading"
        if is_noun(other) and (shared or together or not other.actors):
            return "named again"
        if is_noun(one) and shared and together:
            return "named before"
        if together >= 3 or (shared and _alike(one, other)):
            return "told again"
        both = {_key(part) for part in one.actors} & {_key(part) for part in other.actors}
        if len(both) >= 2 and _trigger(one) == _trigger(other) and (one.first, one.last) == (other.first, other.last):
            return "told again"
        return ""
    if is_heading(one) and shared >= 2 and together >= 1:
        return "told in the heading"
    return "told again" if shared >= 2 and together >= 2 else ""


def is_heading(candidate: Candidate) -> bool:
    """Say whether a candidate is told in the first line of its text, as a heading is: with no full stop."""
    return candidate.quote.start == 0 and candidate.quote.text[-1:].isalnum()


def is_noun(candidate: Candidate) -> bool:
    """Say whether only a noun tells it: its reason is that one word."""
    return " " not in candidate.reasons[0].partition(": ")[2] and candidate.score < 0.5


LATELY, SOON = 31, 366
"""Days within which an event lies that is reported, or promised, with no date: before its article, and after it."""


def window(candidate: Candidate) -> tuple[str, str] | None:
    """Give the ISO days between which a candidate is looked for elsewhere; None where nothing dates it.

    "../2024-10-11" is what an article of that day reports with no date: not what happened at any time before it.
    """
    first, last = candidate.first, candidate.last
    try:
        if first is None and last is not None:
            first = (date.fromisoformat(last) - timedelta(days=LATELY)).isoformat()
        elif last is None and first is not None:
            last = (date.fromisoformat(first) + timedelta(days=SOON)).isoformat()
    except (ValueError, OverflowError):
        return None  # before Christ, or beyond the calendar
    return None if first is None or last is None else (first, last)


def _addresses(candidate: Candidate) -> set[str]:
    return {told.address for told in candidate.sources}


def _dates_meet(one: Candidate, other: Candidate) -> bool:
    """Say whether two can be of the same days; told in different articles, what is open ends within ``window``."""
    if _addresses(one) != _addresses(other):
        mine, theirs = window(one), window(other)
        return mine is not None and theirs is not None and max(mine[0], theirs[0]) <= min(mine[1], theirs[1])
    first = max(one.first or "", other.first or "")
    lasts = [last for last in (one.last, other.last) if last is not None]
    return not lasts or not first or first <= min(lasts)


def _key(part: Part) -> str:
    return part.id or part.name.lower()


def _keys(parts: tuple[Part, ...]) -> set[str]:
    """Give who takes part, and the countries that they are of."""
    return {_key(part) for part in parts} | {part.country for part in parts if part.country}


def _shared(ones: tuple[Part, ...], others: tuple[Part, ...]) -> int | None:
    """Count the actors that two candidates share; None where a part is played by one here and by another there."""
    for role in ("source", "target"):
        mine = [part for part in ones if part.role == role and part.id]
        theirs = [part for part in others if part.role == role and part.id]
        if mine and theirs and not _keys(tuple(mine)) & _keys(others) and not _keys(tuple(theirs)) & _keys(ones):
            return None
    return len(_keys(ones) & _keys(others))


def _alike(one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates are told with the same word, or with most of the same words."""
    mine, theirs = told(one), told(other)
    together = len(mine & theirs)
    return together >= (1 if _trigger(one) == _trigger(other) else max(2, min(len(mine), len(theirs)) // 2))


def _trigger(candidate: Candidate) -> str:
    return candidate.trigger.text.lower()[:4] if candidate.trigger else ""


def told(candidate: Candidate) -> frozenset[str]:
    """Give the words of a title but for the names of who takes part."""
    return words(candidate.title) - words(" ".join(part.name for part in candidate.actors if part.id))


@lru_cache(maxsize=1024)
def words(text: str) -> frozenset[str]:
    """Give the beginnings of the longer words, which are the same for visit, visits and visited."""
    return frozenset(word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower())) - _EMPTY


_EMPTY = frozenset(
    [
        "their",
        "minis",
        "presi",
        "other",
        "which",
        "after",
        "befor",
        "again",
        "state",
        "gover",
        "natio",
        "count",
        "would",
        "there",
        "about",
        "first",
    ]
)


def joined(one: Candidate, other: Candidate, why: str) -> Candidate:
    """Make one candidate of two: the better told one, with the closer date and all sources.

    A sentence tells better than a heading, which names people and days in short.
    """
    best, rest = (one, other) if (one.score, len(one.actors)) >= (other.score, len(other.actors)) else (other, one)
    if is_heading(best) and not is_noun(rest):
        best, rest = rest, best
    when = _closer(best, rest)
    sources = tuple(
        dict.fromkeys(
            (*one.sources, *(told for told in other.sources if told.address not in {t.address for t in one.sources}))
        )
    )
    return replace(
        best,
        date=when.date, first=when.first, last=when.last, sources=sources,
        reasons=(*best.reasons, f"{why}: “{_short(rest.quote.text)}”"),
    )  # fmt: skip


def _closer(one: Candidate, other: Candidate) -> Candidate:
    """Give the candidate whose date says more."""

    def width(candidate: Candidate) -> tuple[int, int]:
        opens = (candidate.first is None) + (candidate.last is None)
        if candidate.first is None or candidate.last is None:
            return opens, 0
        return 0, parse_iso_day(candidate.last) - parse_iso_day(candidate.first)

    return one if width(one) <= width(other) else other


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + "…"
