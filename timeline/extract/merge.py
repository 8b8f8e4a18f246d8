"""One event told several times: which candidates are the same, and what is left of them."""

from __future__ import annotations

from dataclasses import replace

from timeline.model.candidate import Candidate, Part

_KIN = (
    frozenset(("agree", "support")), frozenset(("retreat", "concede")), frozenset(("coerce", "sanction")),
    frozenset(("request", "accuse")), frozenset(("reject", "accuse")), frozenset(("consult", "agree")),
    frozenset(("assault", "coerce")), frozenset(("cooperate", "consult")), frozenset(("mobilize", "coerce")),
)  # fmt: skip


def merged(candidates: list[Candidate]) -> list[Candidate]:
    """Put candidates that tell the same event together, in the order in which they are first told."""
    kept: list[Candidate] = []
    for candidate in candidates:
        for number, other in enumerate(kept):
            why = same(other, candidate)
            if why:
                kept[number] = joined(other, candidate, why)
                break
        else:
            kept.append(candidate)
    return kept


def same(one: Candidate, other: Candidate) -> str:
    """Say why two candidates are the same event; nothing where they are not."""
    if one.status != other.status and {one.status, other.status} & {"denied", "cancelled"}:
        return ""
    if one.quote == other.quote:
        return ""
    if one.kind != other.kind and frozenset((one.kind, other.kind)) not in _KIN:
        return ""
    if not _dates_meet(one, other):
        return ""
    shared = _shared(one.actors, other.actors)
    if shared is None:
        return ""
    if one.kind == other.kind:
        if shared >= 2 or (shared and _alike(one, other)):
            return "told again"
        return ""
    return "told again" if shared >= 2 and _alike(one, other) else ""


def _dates_meet(one: Candidate, other: Candidate) -> bool:
    first = max(one.first or "", other.first or "")
    lasts = [last for last in (one.last, other.last) if last is not None]
    return not lasts or not first or first <= min(lasts)


def _key(part: Part) -> str:
    return part.id or part.name.lower()


def _shared(ones: tuple[Part, ...], others: tuple[Part, ...]) -> int | None:
    """Count the actors that two candidates share; None where each has an actor in a part that the other fills otherwise."""
    for role in ("source", "target"):
        mine = {_key(part) for part in ones if part.role == role and part.id}
        theirs = {_key(part) for part in others if part.role == role and part.id}
        if mine and theirs and not mine & theirs:
            swapped = {_key(part) for part in others if part.id}
            if not mine & swapped:
                return None
    return len({_key(part) for part in ones} & {_key(part) for part in others})


def _alike(one: Candidate, other: Candidate) -> bool:
    """Say whether two candidates are told with the same word, or with most of the same words."""
    if _trigger(one) == _trigger(other):
        return True
    mine, theirs = _words(one.title), _words(other.title)
    return len(mine & theirs) >= max(2, min(len(mine), len(theirs)) // 2)


def _trigger(candidate: Candidate) -> str:
    return candidate.reasons[0].rsplit(" ", 1)[-1][:5]


def _words(text: str) -> set[str]:
    return {word[:5] for word in text.lower().split() if len(word) > 3}


def joined(one: Candidate, other: Candidate, why: str) -> Candidate:
    """Make one candidate of two: the better told one, with the closer date and all sources."""
    best, rest = (one, other) if (one.score, len(one.actors)) >= (other.score, len(other.actors)) else (other, one)
    date = _closer(best, rest)
    sources = tuple(dict.fromkeys((*one.sources, *(told for told in other.sources if told.address not in {t.address for t in one.sources}))))
    return replace(
        best,
        date=date.date, first=date.first, last=date.last, sources=sources,
        reasons=(*best.reasons, f"{why}: “{_short(rest.quote.text)}”"),
    )  # fmt: skip


def _closer(one: Candidate, other: Candidate) -> Candidate:
    """Give the candidate whose date says more."""

    def width(candidate: Candidate) -> tuple[int, int]:
        opens = (candidate.first is None) + (candidate.last is None)
        from datetime import date

        if opens:
            return opens, 0
        return 0, (date.fromisoformat(candidate.last or "") - date.fromisoformat(candidate.first or "")).days

    return one if width(one) <= width(other) else other


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + "…"
