"""The alphabet in which rules are matched: one sign for each set of categories that a word or a node can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.extract import figures
from timeline.extract.meaning import SHAPES
from timeline.extract.node import Node

PLAIN = ("WORD", "NAME", "PLURAL", "SIGN", "PARAGRAPH")
"""What a piece is of which no rule knows more: a word, one with a capital, one that looks like several things …"""

COUNTED = (
    frozenset({"NUM"}), frozenset({"NUM", "YEAR", "YEAR_WORDS"}), frozenset({"ORDINAL"}),
    frozenset({"ORDINAL", "ORDINAL_DAY"}),
)  # fmt: skip
"""What numbers in words become: amounts, years, ordinals that are no day of a month and those that can be."""

_FIRST = 0xF0000
"""Where Unicode leaves signs to whoever uses it. There are some in the plane of common scripts as well, but for each
class of those Python compiles a table of 65,536 signs: half the time that reading one article takes."""
_MOST_WORDS = 100_000
"""Different words whose sign is remembered; a text of more of them is read all the same."""


class Signs:
    """The signs of a language's words, of numbers and of everything that rules can make."""

    def __init__(self, words: Mapping[str, Mapping[str, str]], literals: Iterable[str]) -> None:
        """Give each set of categories its sign; ``literals`` are the words that rules name."""
        self._words = words
        self._known: dict[str, set[str]] = {word: {word} for word in literals}
        for category, entries in words.items():
            for word in entries:
                self._known.setdefault(word, set()).add(category)
        forms = (form for word in self._known for form in (word, word.lower(), word.capitalize(), word.upper()))
        several = [self._categories(form) for form in (*forms, *figures.SAMPLES)]
        several += [*(frozenset({name}) for name in PLAIN), *SHAPES, *COUNTED]
        self._signs = {one: chr(_FIRST + place) for place, one in enumerate(dict.fromkeys(several))}
        by_category: dict[str, list[str]] = {}
        for one, sign in self._signs.items():
            for category in one:
                by_category.setdefault(category, []).append(sign)
        self._by_category = {category: "".join(found) for category, found in by_category.items()}
        self._memory: dict[str, str] = {}

    def of(self, categories: frozenset[str]) -> str:
        """Give the sign of a set of categories."""
        return self._signs[categories]

    def named(self, category: str) -> str:
        """Give every sign that stands for a category, a row of them; raise ``ValueError`` where nothing is of it."""
        found = self._by_category.get(category)
        if found is None:
            raise ValueError(f"nothing is a {category}")
        return found

    def row(self, texts: list[str]) -> str:
        """Give the signs of pieces of a text."""
        known = self._memory.get
        return "".join([known(text) or self._learn(text) for text in texts])

    def _learn(self, text: str) -> str:
        sign = self._signs.get(self._categories(text)) or self._signs[frozenset({_plain(text)})]
        if len(self._memory) >= _MOST_WORDS:
            self._memory.clear()
        self._memory[text] = sign
        return sign

    def _categories(self, text: str) -> frozenset[str]:
        """Say all that a piece can be."""
        if text.startswith("\n"):
            return frozenset({"PARAGRAPH"})
        lower = text.lower()
        found = self._known.get(lower, set()) | self._known.get(text, set())
        if text.isupper() and len(text) > 2:
            found |= self._known.get(text.capitalize(), set())
        reading = figures.read(text) if any(map(str.isdigit, text)) else None
        if reading is not None:
            return reading[0] | found
        if not found:
            return frozenset({_plain(text)})
        return frozenset(found | ({"WORD"} if lower.isalpha() and text[0].islower() else set()))

    def value(self, node: Node, category: str) -> Any:
        """Give what a node of a category stands for: its meaning, what the lexicon or its figures say, or just True."""
        if node.meaning is not None:
            return node.meaning
        entries = self._words.get(category, {})
        for form in (node.text.lower(), node.text, node.text.capitalize()):
            if form in entries:
                return entries[form]
        reading = figures.read(node.text)
        return True if reading is None else reading[1]

    def weak(self, words: Iterable[str]) -> str:
        """Give the signs of words, however they are written."""
        found = {self._learn(form) for word in words for form in (word, word.capitalize(), word.upper())}
        return "".join(sorted(found))


def _plain(text: str) -> str:
    if not text[0].isalpha():
        return "WORD" if text[0].isdigit() else "SIGN"
    if text[0].isupper():
        return "NAME"
    return "PLURAL" if len(text) > 3 and text.endswith("s") and not text.endswith("ss") else "WORD"
