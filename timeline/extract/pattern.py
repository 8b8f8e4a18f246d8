"""Rules as regular expressions over codes: one sign for each word or node, so that a rule is matched in one step.

A pattern is a row of elements, each of them a word in lower case (``ago``), a category in upper case (``MONTH``) or a
group in brackets, in which ``|`` separates what may stand in one place; ``?`` after one makes it optional. ``<X`` asks
that X stands before, ``>X`` that it follows, ``<!X`` and ``!X`` that it does not. ``UNIT:b`` is a category that is
caught under a name of its own. Nothing repeats, so that no match can take longer than its rule is long.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

Codes = Callable[[str], str]
"""Gives the signs of all words and nodes that an element of a pattern stands for."""

_PIECE = re.compile(r"(<!|<|>|!)?(\(|[^\s()|?]+)(\?)?|(\))(\?)?|(\|)|\s+")
_LOOKS = {"!": "(?!", ">": "(?=", "<": "(?<=", "<!": "(?<!"}


class Compiled(NamedTuple):
    """A pattern as a regular expression, the signs with which what it matches can begin, and what it catches.

    ``caught`` gives for each group of the expression the name under which it is caught, and the category.
    """

    expression: str
    firsts: frozenset[str]
    caught: dict[str, tuple[str, str]]


class _Catches(dict[str, tuple[str, str]]):
    def add(self, name: str, category: str) -> str:
        """Give a group its name in the expression: a name can be met in several branches."""
        group = f"{name}_{len(self)}"
        self[group] = name, category
        return group


class _Part(NamedTuple):
    regex: str
    firsts: frozenset[str]
    nullable: bool


def compile_pattern(pattern: str, codes: Codes) -> Compiled:
    """Compile; a category that is met twice is caught the first time. Raise ``ValueError`` on a bad pattern."""
    pieces = [match for match in _PIECE.finditer(pattern) if not match.group().isspace()]
    if _PIECE.sub("", pattern):
        raise ValueError(f"cannot read the pattern '{pattern}'")
    part, place = _either(pieces, 0, codes, caught := _Catches())
    if place != len(pieces) or part.nullable:
        raise ValueError(f"the pattern '{pattern}' is unbalanced or matches nothing at all")
    return Compiled(part.regex, part.firsts, caught)


def _either(pieces: list[re.Match[str]], place: int, codes: Codes, caught: _Catches) -> tuple[_Part, int]:
    options: list[_Part] = []
    while True:
        option, place = _row(pieces, place, codes, caught)
        options.append(option)
        if place == len(pieces) or pieces[place][6] is None:
            break
        place += 1
    firsts = frozenset().union(*(option.firsts for option in options))
    return _Part("|".join(o.regex for o in options), firsts, any(o.nullable for o in options)), place


def _row(pieces: list[re.Match[str]], place: int, codes: Codes, caught: _Catches) -> tuple[_Part, int]:
    regex, firsts, nullable = "", frozenset[str](), True
    while place < len(pieces) and not pieces[place][4] and not pieces[place][6]:
        look, word, maybe = pieces[place].group(1, 2, 3)
        if word == "(":
            part, place = _either(pieces, place + 1, codes, caught)
            if place == len(pieces):
                raise ValueError("a bracket is not closed")
            maybe = pieces[place][5]
            text = f"{_LOOKS[look] if look else '(?:'}{part.regex}){maybe or ''}"
        else:
            part = _word(word, codes, None if look else caught)
            text = f"{_LOOKS[look]}{part.regex})" if look else part.regex + (maybe or "")
        place += 1
        regex += text
        if look:
            continue
        if nullable:
            firsts |= part.firsts
        nullable = nullable and (part.nullable or bool(maybe))
    return _Part(regex, firsts, nullable), place


def _word(word: str, codes: Codes, caught: _Catches | None) -> _Part:
    category, _, name = word.partition(":") if len(word) > 1 else (word, "", "")
    signs = codes(category)
    regex = one_of(signs)
    if caught is not None and (name or category[0].isupper()):
        regex = f"(?P<{caught.add(name or category, category)}>{regex})"
    return _Part(regex, frozenset(signs), nullable=False)


@cache
def one_of(signs: str, *, but: bool = False) -> str:
    """Give the expression for one of some signs, or for any but them: neighbours are written as a range."""
    ranges: list[tuple[int, int]] = []
    for code in sorted(set(map(ord, signs))):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = ranges[-1][0], code
        else:
            ranges.append((code, code))
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1] and not but:
        return re.escape(chr(ranges[0][0]))
    parts = [re.escape(chr(a)) + ("-" + re.escape(chr(b)) if a < b else "") for a, b in ranges]
    return f"[{'^' if but else ''}{''.join(parts)}]"


def words_of(pattern: str) -> set[str]:
    """Give the words in lower case and the signs that a pattern names."""
    named = {
        match[2].partition(":")[0] if len(match[2]) > 1 else match[2] for match in _PIECE.finditer(pattern) if match[2]
    }
    return {word for word in named if not word[0].isupper() and word != "("}
