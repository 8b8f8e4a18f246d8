"""The evaluation of kinds: the likeliest candidate of each sentence against what people read in it.

``kind`` is the share of sentences whose kind is right, ``quad`` of those whose quad is, ``source`` and ``target`` the
mean F1 of the words of who did it and to whom, where there is somebody: a place is marked so too, if it was done there
and to nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.compare import overlap
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.kinds import kinds
from timeline.model.article import Article
from timeline.model.candidate import Candidate
from timeline.read.gold_kinds import YIELD, Marked, parse
from timeline.report.evaluation import Clock, Difference, Figures, Lines

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_YIELDS = frozenset(("concede", "retreat"))

Pair = tuple[Marked, Candidate | None]


def evaluate(files: Lines, clock: Clock) -> Figures:
    """Read each sentence as an article of its own, of no known day, and compare."""
    known = tools(load(shipped()))
    marked = [one for path, lines in files.items() for one in parse(lines, path)]
    events(Article("", "A warm-up.", None), known)
    pairs: list[Pair] = []
    began = clock()
    for one in marked:
        found = events(Article(str(one.line), one.text, None), known, 0.0)
        pairs.append((one, max(found, key=lambda candidate: candidate.score, default=None)))
    seconds = clock() - began
    rows = [("all", _figures(pairs))]
    names = sorted({one.kind for one in marked})
    rows += [(kind, _figures([pair for pair in pairs if pair[0].kind == kind])) for kind in names]
    differences = [_difference(*pair) for pair in pairs if not _is_kind(*pair)]
    size = sum(len(one.text) for one in marked)
    return Figures(
        ("sentences", "kind", "quad", "status", "source", "target"), rows, differences, len(marked), size, seconds
    )


def _figures(pairs: Sequence[Pair]) -> tuple[float | int | None, ...]:
    return (
        len(pairs),
        _mean([float(_is_kind(*pair)) for pair in pairs]),
        _mean([float(_quad(marked) == _found_quad(marked, found)) for marked, found in pairs if _quad(marked)]),
        _mean([float(found is not None and found.status == one.status) for one, found in pairs if one.status]),
        _mean([overlap(_part(one, found, "source"), one.source) for one, found in pairs if one.source]),
        _mean([overlap(_part(one, found, "target"), one.target) for one, found in pairs if one.target]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _is_kind(marked: Marked, found: Candidate | None) -> bool:
    if found is None:
        return False
    return found.kind in _YIELDS if marked.kind == YIELD else found.kind == marked.kind


def _quad(marked: Marked) -> str:
    """Give the quad that is marked, else that of the kind."""
    if marked.quad in {"1", "2", "3", "4"}:
        return _QUADS[int(marked.quad) - 1]
    return "" if marked.kind == YIELD else kinds()[marked.kind].group


def _found_quad(marked: Marked, found: Candidate | None) -> str:
    if found is None:
        return "none"
    if marked.kind == YIELD and found.kind in _YIELDS:
        return _quad(marked)
    return kinds()[found.kind].group


def _part(marked: Marked, found: Candidate | None, role: str) -> str:
    """Give the words of a part: from the first who plays it to the last; where it was, if it was done to nobody."""
    parts = [part for part in found.actors if part.role == role] if found else []
    if not parts:
        return (found.place or "") if found and role == "target" else ""
    start, end = min(part.start for part in parts), max(part.end for part in parts)
    return marked.text[start:end]


def _difference(marked: Marked, found: Candidate | None) -> Difference:
    return Difference(
        document=marked.line, at=found.trigger.start if found and found.trigger else 0, what="kind", row=marked.kind,
        gold=marked.text, gold_value=marked.kind, found=found.trigger.text if found and found.trigger else "",
        found_value=found.kind if found else "", rule=found.reasons[0] if found else "",
    )  # fmt: skip
