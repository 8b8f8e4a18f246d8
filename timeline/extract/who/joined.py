"""The parts of a noun phrase: those who are joined by "and", and the noun that counts in "a third of the army"."""

from __future__ import annotations

from timeline.extract.act.scene import Scene
from timeline.extract.clause.clauses import Span

_PARTS = frozenset(
    ("all", "both", "couple", "dozens", "each", "few", "five", "four", "group", "half", "handful", "hundreds", "lot",
     "majority", "many", "member", "members", "most", "none", "number", "one", "pair", "part", "quarter", "remainder",
     "rest", "scores", "series", "several", "six", "some", "team", "tens", "third", "thousands", "three", "two")
)  # fmt: skip
"""Words before "of" that only say how much of somebody is meant."""


def joined(scene: Scene, span: Span) -> list[Span]:
    """Cut a span of phrases at "and" and at the commas of a list; a comma behind the last "and" is none of a list."""
    joints = [place for place in range(*span) if scene.phrases[place].kind == "C"]
    if not joints:
        return [span]
    pieces: list[Span] = []
    start = span[0]
    for place in range(span[0], span[1]):
        phrase = scene.phrases[place]
        is_comma = phrase.kind == "," and place < joints[-1] and scene.phrases[place - 1].kind == "N"
        if place in joints or is_comma:
            if start < place:
                pieces.append((start, place))
            start = place + 1
    if start < span[1]:
        pieces.append((start, span[1]))
    return [piece for piece in pieces if scene.phrases[piece[0]].kind == "N"]


def kernel(scene: Scene, span: Span) -> Span:
    """Leave out what only says how many: "more than", "at least", "two of", "a third of"."""
    start, end = span
    while start + 2 < end and scene.phrases[start + 1].kind == "I" and scene.phrases[start + 2].kind == "N":
        word = scene.words.lower[scene.phrases[start].end - 1]
        between = scene.lower(start + 1)
        if not ((between == "of" and word in _PARTS) or (between == "than" and word in {"more", "less", "fewer"})):
            break
        start += 2
    return start, end
