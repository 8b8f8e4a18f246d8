"""A stage of rules, compiled: where in a row of signs they match, and which matches longest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from timeline.extract.pattern import compile_pattern, one_of
from timeline.extract.signs import Signs
from timeline.lexicon.language import Rule

_Match = Callable[[str, int], re.Match[str] | None]
_NAMED = re.compile(r"\(\?P<\w+>")


class Ready(NamedTuple):
    """A rule made ready: its expression, and by the groups of that what each catches: its name and its category."""

    rule: Rule
    expression: str
    caught: Mapping[str, tuple[str, str]]


@cache
def _matcher(expression: str) -> _Match:
    """Compile an expression when it is first needed: most texts need a few of them."""
    return re.compile(expression).match


class _Screens(dict[str, _Match]):
    """By sign, what says at once whether any rule that begins with it matches."""

    def __init__(self, by_first: Mapping[str, list[Ready]]) -> None:
        super().__init__()
        self._rules = by_first

    def __missing__(self, sign: str) -> _Match:
        alternatives = (_NAMED.sub("(?:", ready.expression) for ready in self._rules[sign])
        self[sign] = _matcher("|".join(alternatives))
        return self[sign]


class Stage:
    """Rules that are applied in one walk over a row."""

    def __init__(self, rules: Iterable[Rule], signs: Signs) -> None:
        by_first: dict[str, list[Ready]] = {}
        for rule in rules:
            compiled = compile_pattern(rule.pattern, signs.named)
            ready = Ready(rule, compiled.expression, compiled.caught)
            for sign in compiled.firsts:
                by_first.setdefault(sign, []).append(ready)
        self._by_first = by_first
        self._starts = re.compile(one_of("".join(by_first)))
        self._screens = _Screens(by_first)

    def next(self, signs: str, place: int) -> int | None:
        """Give the next place from ``place`` on at which some rule matches."""
        while (found := self._starts.search(signs, place)) is not None:
            place = found.start()
            if self._screens[signs[place]](signs, place):
                return place
            place += 1
        return None

    def matches(self, signs: str, place: int) -> Iterator[tuple[Ready, re.Match[str]]]:
        """Yield what matches at a place, the longest first; of equals, the first rule of the file."""
        rules = self._by_first[signs[place]]
        found = [(ready, match) for ready in rules if (match := _matcher(ready.expression)(signs, place))]
        if len(found) > 1:
            found.sort(key=lambda each: -each[1].end())
        yield from found
