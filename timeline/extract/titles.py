"""Titles: one line of a sentence's own words for what a clause tells."""

from __future__ import annotations

import re

from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene
from timeline.extract.clause.clauses import Clause

MOST = 110
"""The most characters of a title."""

_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"^[\s,;:–—-]+|[\s,;:–—-]+$")
_RELATIVE = re.compile(r"^(?:whose|which|who|that)\s+")
_BEFORE_TIME = re.compile(r"\s*,?\s*(?:\b(?:on|in|by|since|until|from|at|during|as of|late|early)\s+)?$", re.IGNORECASE)


def title(scene: Scene, reading: Reading, times: list[tuple[int, int]], names: dict[int, str]) -> str:
    """Cut a title: from the subject to the end of what belongs to the verb, without its times.

    ``times`` are characters of time expressions, ``names`` what to say for pronouns, by the character they start at.
    """
    if reading.clause < 0:
        start, end = _phrase(scene, reading)
    else:
        start, end = _bounds(scene, reading)
    pieces: list[str] = []
    place = start
    cuts = sorted(
        [
            *((first, last, "") for first, last in times),
            *((at, _word_end(scene, at), name) for at, name in names.items()),
        ]
    )
    for first, last, instead in cuts:
        if first < place or last > end:
            continue
        before = scene.text[place:first]
        if not instead:
            before = _BEFORE_TIME.sub("", before)
        pieces += [before, instead]
        place = last
    pieces.append(scene.text[place:end])
    text = _EDGES.sub("", _SPACES.sub(" ", "".join(pieces))).replace(" ,", ",")
    text = _RELATIVE.sub("", text).strip('"“”„«»')
    if len(text) > MOST:
        text = text[: MOST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return text[:1].upper() + text[1:]


def _word_end(scene: Scene, start: int) -> int:
    return scene.words.ends[scene.words.starts.index(start)]


def _bounds(scene: Scene, reading: Reading) -> tuple[int, int]:
    clause = scene.clauses[reading.clause]
    start, end = _extent(scene, clause)
    for number in reading.inner:
        if number > reading.clause:
            end = max(end, _extent(scene, scene.clauses[number])[1])
    return start, end


def _extent(scene: Scene, clause: Clause) -> tuple[int, int]:
    """Give the characters from a clause's subject to the end of its phrases."""
    phrases = scene.phrases
    subject = clause.object if clause.phrase.passive else clause.subject
    spans = [span for span in (clause.object, clause.second) if span is not None]
    spans += [span for _, span in clause.others]
    last = max([clause.verb, *(span[1] - 1 for span in spans if span[0] > clause.verb)])
    first = clause.verb
    if subject is not None and subject[0] < clause.verb:
        first = subject[0]
    return scene.words.starts[phrases[first].start], scene.words.ends[phrases[last].end - 1]


def _phrase(scene: Scene, reading: Reading) -> tuple[int, int]:
    """Give the characters of the phrase of a noun, with the prepositional phrases behind it."""
    phrases = scene.phrases
    place = next(place for place, phrase in enumerate(phrases) if phrase.end > reading.trigger)
    end = place
    while end + 2 < len(phrases) and phrases[end + 1].kind in "IT" and phrases[end + 2].kind == "N":
        end += 2
    return scene.words.starts[phrases[place].start], scene.words.ends[phrases[end].end - 1]
