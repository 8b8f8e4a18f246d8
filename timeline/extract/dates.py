"""Find what a text says about time, and say what it means: the tagger of dates.

A text is read in stretches of some ten thousand characters that end with a paragraph, so that the cost grows with the
length and nothing else. What comes later changes nothing before it, apart from the rest of a sentence (for its tense,
``tense.REACH`` characters at most) and the first ``HEAD`` characters, from which the kind of text is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from timeline.extract.anchor import SAME, Placed, Story
from timeline.extract.aside import Asides
from timeline.extract.grammar import grammar
from timeline.extract.kind import HEAD, is_news
from timeline.extract.node import Node
from timeline.extract.say import mention
from timeline.extract.tense import Tense
from timeline.extract.tokens import tokens
from timeline.lexicon.language import language as lexicon
from timeline.lexicon.language import languages
from timeline.model.mention import Mention

__all__ = ["HEAD", "dates"]

_NEXT = 160
"""Characters between two dates of which the second can be told from the first."""
_STRETCH = 20_000
_BREAK = re.compile(r"\n\s*\n")
_SPACE = re.compile(r"\s")


def dates(text: str, published: int | None = None, language: str = "en") -> Iterator[Mention]:
    """Yield the mentions of time of a text, in order.

    ``published`` is the day number of its publication, None where that is not known: nothing is guessed then, and what
    is counted from it has no place in time. In a language that has no lexicon only dates that are written out are
    found (``timeline.extract.foreign``); raises ``UsageError`` for one of which nothing is known.
    """
    if language not in languages():
        from timeline.extract.foreign import written_dates

        yield from written_dates(text, language)
        return
    rules = grammar(language)
    spoken = lexicon(language).cues["spoken"]
    story: Story | None = None
    for start, end in _stretches(text):
        nodes = list(rules.read(tokens(text, start, end)))
        if story is None:
            story = Story(published, news=published is not None and is_news(text, nodes, published, spoken))
        kind = "news" if story.news else "history"
        yield from _told(text, [node for node in nodes if rules.texts.get(node.rule, kind) == kind], story, language)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Cut after paragraphs, or else between words; where a cut lies depends on nothing behind it."""
    start = 0
    while start < len(text):
        end = min(start + _STRETCH, len(text))
        if end < len(text):
            found = _BREAK.search(text, end, end + _STRETCH) or _SPACE.search(text, end + _STRETCH, end + 2 * _STRETCH)
            end = found.end() if found else min(end + 2 * _STRETCH, len(text))
        yield start, end
        start = end


class _Cues(NamedTuple):
    tense: Tense
    asides: Asides
    possessive: tuple[str, ...]


@cache
def _cues(language: str) -> _Cues:
    cues = lexicon(language).cues
    return _Cues(Tense(cues), Asides(cues), cues["possessive"])


def _told(text: str, nodes: list[Node], story: Story, language: str) -> Iterator[Mention]:
    """Follow a story through its dates; a date can need the place of the one after it, so all are placed first."""
    asides = _cues(language).asides
    places: dict[Node, Placed] = {}
    aside_of: Node | None = None
    for node in nodes:
        if aside_of is not None and not _goes_on(text, aside_of, node):
            story.past, aside_of = None, None
        placed = story.place(node.meaning, _time(text, node, language) if story.news else 0)
        if placed.point is not None and not placed.point.possible:
            placed.point = None
        places[node] = placed
        if placed.point is not None and node.meaning.year is not None and asides.is_heading(text, node):
            story.section = placed.point.year if node.other is None else None
        away = asides.weigh(text, node, placed.point) if placed.point is not None else 0.0
        story.tell(node.meaning, placed.point, away)
        aside_of = node if story.past is not None else None
    for node in nodes:
        if node.meaning.era != SAME or places[node].point is not None:
            yield mention(text, node, places, news=story.news)


def _goes_on(text: str, last: Node, node: Node) -> bool:
    """Say whether two dates stand so close together that one can be told from the other."""
    return node.start - last.end <= _NEXT and _BREAK.search(text, last.end, node.start) is None


def _time(text: str, node: Node, language: str) -> int:
    """Say whether a date of news is told as past (below 0) or as to come (above)."""
    meaning = node.meaning
    if meaning.form not in {"date", "step"}:
        return 0
    cues = _cues(language)
    if meaning.precision == "weekday" and text.startswith(cues.possessive, node.end):
        return -1
    deadline = node.bound in {"until", "before-end"}
    return cues.tense.of(text, node.start, node.end, sure=deadline) or (1 if deadline else 0)
