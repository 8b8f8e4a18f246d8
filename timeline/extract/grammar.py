"""Apply a language's rules to a text: stage by stage, words become nodes, and nodes larger nodes.

Each piece and each node has a sign that stands for the set of categories it belongs to. A stage is one walk over a row
of signs; where several rules match, the longest does, and of equals the first. Every walk is bounded by the length of
the row times that of the longest rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from timeline.extract.counting import Counting
from timeline.extract.meaning import Meaning, shape
from timeline.extract.node import Node
from timeline.extract.pattern import one_of, words_of
from timeline.extract.signs import PLAIN, Signs
from timeline.extract.stage import Ready, Stage
from timeline.extract.tokens import Token
from timeline.extract.verbs import Bound, Nothing, Pair, Stretch, Styles, make
from timeline.lexicon.language import STAGES, Language, language

_SEPARATOR, _SECOND = "sep", ("b", "c", "d")
"""What rules for two dates that share words call the word between them, and the words with which the second begins."""


class Grammar:
    """The rules of a language, compiled."""

    def __init__(self, rules: Language) -> None:
        every = [rule for stage in STAGES for rule in rules.rules[stage]]
        self._signs = Signs(rules.words, {word for rule in every for word in words_of(rule.pattern)})
        self.texts = {rule.name: rule.texts for rule in every if rule.texts}
        """The rules that hold in one kind of text only: news, or history."""
        self._paragraph = self._signs.of(frozenset({"PARAGRAPH"}))
        self._counting = Counting(rules.words, self._signs)
        self._stages = [Stage(rules.rules[stage], self._signs) for stage in STAGES]
        plain = "".join(self._signs.of(frozenset({name})) for name in PLAIN)
        self._zone = re.compile(one_of(plain, but=True) + "+")
        self._strong = re.compile(one_of(plain + self._signs.weak(rules.words["FUNCTION"]), but=True))

    def read(self, pieces: list[Token]) -> Iterator[Node]:
        """Yield the nodes that mean a time, in order.

        Only where words of the lexicon stand together, and not just those that any sentence has, are rules tried.
        """
        signs = self._signs.row([piece.group() for piece in pieces])
        for zone in self._zone.finditer(signs):
            if self._strong.search(signs, *zone.span()) is None:
                continue
            start, end = max(0, zone.start() - 1), min(len(pieces), zone.end() + 1)
            own = (self._paragraph if zone.start() == 0 else "") + signs[start:end]
            counts = self._counting.occurs(own)
            # In three zones of five no rule matches anything: to find that out first saves making their nodes.
            untouched = 0 if counts else self._untouched(own)
            if untouched == len(self._stages):
                continue
            row = [Node(signs[i], *pieces[i].span(), pieces[i].group()) for i in range(start, end)]
            if zone.start() == 0:
                row.insert(0, Node(self._paragraph, 0, 0, "\n\n"))
            if counts:
                row = self._counting.join(row)
            for stage in self._stages[untouched:]:
                row = self._apply(stage, row)
            for node in row:
                if isinstance(node.meaning, Meaning) and node.meaning.form != "number":
                    yield node

    def _untouched(self, signs: str) -> int:
        """Count the stages, from the first on, of which no rule matches in a row."""
        for number, stage in enumerate(self._stages):
            if stage.next(signs, 0) is not None:
                return number
        return len(self._stages)

    def _apply(self, stage: Stage, row: list[Node]) -> list[Node]:
        signs = "".join([node.sign for node in row])
        done: list[Node] = []
        last = place = 0
        while (found := stage.next(signs, place)) is not None:
            place = found + 1
            for ready, match in stage.matches(signs, found):
                nodes = self._make(ready, row, match)
                if nodes is not None:
                    done += row[last:found]
                    done += nodes
                    last = place = match.end()
                    break
        return done + row[last:] if done else row

    def _make(self, ready: Ready, row: list[Node], match: re.Match[str]) -> list[Node] | None:
        """Do what a rule says, and give the nodes that stand in its place afterwards; None where it says nothing."""
        # Of what is caught twice under one name, the first counts: it comes last here.
        places = {
            name: (match.start(group), category)
            for group, (name, category) in reversed(list(ready.caught.items()))
            if match.start(group) >= 0
        }
        caught = {name: self._signs.value(row[at], category) for name, (at, category) in places.items()}
        made = make(ready.rule.verb, ready.rule.arguments, caught)
        start, end = match.span()
        if made is None:
            return None
        if isinstance(made, Meaning):
            return [self._node(made, row[start], row[end - 1], ready)]
        if isinstance(made, Nothing):
            return [Node(self._signs.of(frozenset({"SIGN"})), row[start].start, row[end - 1].end, "")]
        at = {name: place for name, (place, _) in places.items()}
        if isinstance(made, Pair):
            between = at[_SEPARATOR]
            first = self._node(made.first, row[start], row[between - 1], ready)
            second = min(at[name] for name in _SECOND if name in at)
            last = self._node(made.last, row[second], row[end - 1], ready)
            first.really = last if made.styles else None
            return [first, row[between], last]
        _mark(made, {name: row[place] for name, place in at.items()})
        return row[start:end]

    def _node(self, meaning: Meaning, first: Node, last: Node, ready: Ready) -> Node:
        return Node(self._signs.of(shape(meaning)), first.start, last.end, "", meaning, ready.rule.name)


def _mark(made: Bound | Stretch | Styles, nodes: dict[str, Any]) -> None:
    """Mark dates with what the words around them say."""
    if isinstance(made, Bound):
        nodes[made.of].bound = made.kind
    elif isinstance(made, Styles):
        nodes[made.old].really = nodes[made.new]
    else:
        first, last = nodes[made.first], nodes[made.last]
        first.other, last.other = (last, made.kind), (first, made.kind)


@cache
def grammar(name: str) -> Grammar:
    """Compile a language's rules; they are kept."""
    return Grammar(language(name))
