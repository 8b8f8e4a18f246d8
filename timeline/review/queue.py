"""Which candidates wait for a verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from timeline.model.candidate import Candidate
from timeline.model.verdict import Verdict


def unique(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give each candidate once, where it first stands: the latest reading of it, with the sources of all."""
    found: dict[str, Candidate] = {}
    for one in candidates:
        before = found.get(one.id)
        told = dict.fromkeys((*before.sources, *one.sources)) if before else one.sources
        found[one.id] = replace(one, sources=tuple(told))
    return list(found.values())


def pending(
    candidates: Iterable[Candidate], standing: Mapping[str, Verdict], min_score: float = 0.0
) -> Sequence[Candidate]:
    """Give those without a verdict, in the order of the draft."""
    return [one for one in candidates if one.id not in standing and one.score >= min_score]
