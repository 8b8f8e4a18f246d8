"""Put numbers in words together in a row of nodes: "twenty", "-", "one" become one node."""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline.extract import numbers
from timeline.extract.meaning import Meaning
from timeline.extract.node import Node
from timeline.extract.pattern import one_of
from timeline.extract.signs import Signs

_LONGEST = 12
"""Words beyond which a number is not read on."""


class Counting:
    """The number words of a language."""

    def __init__(self, words: Mapping[str, Mapping[str, str]], signs: Signs) -> None:
        self._signs = signs
        self._any = re.compile(one_of(signs.named("NUMBER") + signs.named("ORDINAL")))
        self._words = {"and": numbers.Word("and"), "-": numbers.Word("dash"), "‑": numbers.Word("dash")}
        for category, kind in (("ORDINAL", "ordinal"), ("HUNDRED", "scale"), ("NUMBER", "unit")):
            self._words |= {word: numbers.Word(kind, int(value)) for word, value in words[category].items()}

    def occurs(self, signs: str) -> bool:
        """Say whether a word of a number is in a row of signs: else ``join`` changes nothing."""
        return self._any.search(signs) is not None

    def join(self, row: list[Node]) -> list[Node]:
        """Give the row with a node for each number of words; a single ordinal stays a word."""
        words = [self._words.get(node.text.lower()) for node in row]
        done: list[Node] = []
        place = 0
        while place < len(row):
            number = numbers.read(_until_none(words, place))
            if number is None or (number.ordinal and number.words == 1):
                done.append(row[place])
                place += 1
                continue
            done.append(self._node(number, row[place], row[place + number.words - 1]))
            place += number.words
        return done

    def _node(self, number: numbers.Number, first: Node, last: Node) -> Node:
        if number.ordinal:
            categories = {"ORDINAL", "ORDINAL_DAY"} if number.value <= 31 else {"ORDINAL"}
        else:
            categories = {"NUM", "YEAR", "YEAR_WORDS"} if number.year else {"NUM"}
        meaning = number.value if number.ordinal else Meaning("number", count=number.value)
        return Node(self._signs.of(frozenset(categories)), first.start, last.end, "", meaning, "number")


def _until_none(words: list[numbers.Word | None], place: int) -> list[numbers.Word]:
    found: list[numbers.Word] = []
    for word in words[place : place + _LONGEST]:
        if word is None:
            break
        found.append(word)
    return found
