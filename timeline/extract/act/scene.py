"""A sentence taken apart, with what is asked of it over and over: the nouns of a phrase, the children of a clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from timeline.extract.clause.clauses import Clause, Span, clauses
from timeline.extract.clause.phrases import Phrase, phrases
from timeline.extract.clause.tags import Tagger
from timeline.extract.clause.words import Words
from timeline.extract.clause.words import words as cut
from timeline.lexicon.gazetteer import Found

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "police": "police", "troops": "troop",
    "relations": "relation", "means": "means", "series": "series", "forces": "force", "arms": "arms", "rights": "right",
    "diplomats": "diplomat", "lives": "lives", "bodies": "bodies", "crises": "crisis", "media": "media",
    "goods": "goods", "talks": "talk", "news": "news", "bases": "base", "buses": "bus", "premises": "premises",
    "headquarters": "headquarters",
    "authorities": "authority", "thanks": "thanks", "congratulations": "congratulation", "condolences": "condolence",
    "manoeuvres": "manoeuvre", "axes": "axe", "proceedings": "proceedings", "remains": "remains",
}  # fmt: skip


_PLAIN = frozenset(["former"])
"""Words that tell a time but are a part of who is meant: "with former president Sheikh Sharif"."""


@cache
def singular(word: str) -> str:
    """Give the singular of a noun in lower case, as far as its ending tells."""
    known = _IRREGULAR.get(word)
    if known is not None:
        return known
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    return word[:-1]


class Scene:
    """A sentence: its words, tags, phrases and clauses."""

    def __init__(
        self, text: str, start: int, end: int, tagger: Tagger, times: list[tuple[int, int]],
        people: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """Take a sentence apart; ``times`` are characters of time expressions, ``people`` nouns for those who act."""
        self.text = text
        self.people = people
        self.start, self.end = start, end
        self.words: Words = cut(text, start, end)
        marked = frozenset(word for word in _marked(self.words, times) if self.words.lower[word] not in _PLAIN)
        self.tags = tagger.tags(self.words, marked)
        self.phrases: list[Phrase] = phrases(self.words, self.tags, tagger)
        self.count = len(self.phrases)
        """How many phrases the sentence has; what ``piece`` adds stands behind them."""
        self.clauses: list[Clause] = clauses(self.words, self.phrases)
        self._nouns_of: dict[Span, tuple[tuple[str, int], ...]] = {}
        self.names: list[Found] | None = None
        """The names in it, once somebody has looked for them."""
        self.children: dict[int, list[int]] = {}
        for number, clause in enumerate(self.clauses):
            self.children.setdefault(clause.parent, []).append(number)

    def nouns(self, span: Span) -> tuple[tuple[str, int], ...]:
        """Give the nouns of a noun phrase and their word numbers: its head, what stands before it, then of-phrases."""
        found = self._nouns_of.get(span)
        if found is None:
            found = self._nouns_of[span] = tuple(self._nouns_in(*span))
        return found

    def _nouns_in(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        place = start
        while place < end:
            phrase = self.phrases[place]
            if phrase.kind == "N":
                if (
                    place > start
                    and self.phrases[place - 1].kind == "I"
                    and self.lower(place - 1) not in {"of", "to", "with"}
                ):
                    return
                yield from self._nouns(phrase)
            elif phrase.kind == "V":
                return
            place += 1

    def _nouns(self, phrase: Phrase) -> Iterator[tuple[str, int]]:
        for number in range(phrase.end - 1, phrase.start - 1, -1):
            tag = self.tags[number]
            if tag == "'":
                return
            if tag in "NPA#tX":
                word = self.words.lower[number]
                yield singular(word), number

    def piece(self, start: int, end: int) -> Span:
        """Make words inside a noun phrase one of their own: of "Brazil's offer" Brazil."""
        self.phrases.append(Phrase("N", start, end, end - 1))
        return len(self.phrases) - 1, len(self.phrases)

    def lower(self, place: int) -> str:
        """Give the first word of a phrase in lower case."""
        return self.words.lower[self.phrases[place].start]

    def chars(self, span: Span) -> tuple[int, int]:
        """Give the characters of a span of phrases, half-open."""
        return self.words.starts[self.phrases[span[0]].start], self.words.ends[self.phrases[span[1] - 1].end - 1]


def _marked(words: Words, times: list[tuple[int, int]]) -> frozenset[int]:
    marked: set[int] = set()
    number = 0
    for start, end in times:
        while number < len(words.starts) and words.ends[number] <= start:
            number += 1
        while number < len(words.starts) and words.starts[number] < end:
            marked.add(number)
            number += 1
    return frozenset(marked)
