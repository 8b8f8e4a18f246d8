"""Numbers in words: "twenty-one", "two hundred and thirty", "nineteen ninety-six", "the twenty-first"."""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """A word of a number: ``unit`` 0–99, ``scale`` 100 or 1000, ``ordinal``, ``and`` or ``dash``; and its value."""

    kind: str
    value: int = 0


class Number(NamedTuple):
    """A number, how many words it takes, whether it is an ordinal, and whether it reads as a year ("nineteen ten")."""

    value: int
    words: int
    ordinal: bool = False
    year: bool = False


def read(words: list[Word]) -> Number | None:
    """Read the longest number that these words begin with; None where they begin with none."""
    first = _below_hundred(words, 0)
    if first is None or first.ordinal:
        return first
    second = _below_hundred(words, first.words)
    if second is not None and not second.ordinal and 10 <= first.value <= 20 and second.value >= 10:
        return Number(first.value * 100 + second.value, first.words + second.words, year=True)
    total, group, place = 0, first.value, first.words
    while place < len(words) and words[place].kind == "scale":
        group *= words[place].value
        if words[place].value == _THOUSAND:
            total, group = total + group, 0
        place += 1
        linked = place < len(words) and words[place].kind == "and"
        rest = _below_hundred(words, place + linked)
        if rest is None:
            continue
        group, place = group + rest.value, place + linked + rest.words
        if rest.ordinal:
            return Number(total + group, place, ordinal=True)
    value = total + group
    return Number(value, place, year=place > 1 and 1100 <= value <= 2099)


_THOUSAND = 1000


def _below_hundred(words: list[Word], place: int) -> Number | None:
    """Read a number below a hundred, "twenty", "twenty-one", "twenty one", or an ordinal of it."""
    if place >= len(words) or words[place].kind not in {"unit", "ordinal"}:
        return None
    word = words[place]
    if word.kind == "unit" and word.value >= 20 and word.value % 10 == 0:
        dash = place + 1 < len(words) and words[place + 1].kind == "dash"
        after = place + 1 + dash
        if after < len(words) and words[after].kind in {"unit", "ordinal"} and 1 <= words[after].value <= 9:
            return Number(word.value + words[after].value, 2 + dash, ordinal=words[after].kind == "ordinal")
    return Number(word.value, 1, ordinal=word.kind == "ordinal")
