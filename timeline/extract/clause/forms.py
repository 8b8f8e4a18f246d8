"""Forms of verbs: which verbs a word can be a form of, from ``verbs.yaml`` of the language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

BASE, THIRD, PAST, PARTICIPLE, GERUND = 1, 2, 4, 8, 16
NOUN = 32
"""Flags of what a word can be; ``NOUN`` is set where the verb's base form is as often a noun."""

_VOWELS = "aeiou"


class Form(NamedTuple):
    """A word as a form of a verb: the verb, and which forms it can be, as flags."""

    lemma: str
    flags: int


def inflections(lexicon: Mapping[str, str], nouns: frozenset[str] = frozenset()) -> dict[str, Form]:
    """Give every form of every verb. Where two verbs share one, the first as listed has it (irregular ones first).

    ``nouns`` are words that are nouns too, besides those that the lexicon lists as both.
    """
    found: dict[str, Form] = {}
    both = set(lexicon["both"].split()) | nouns
    known = set(lexicon["verbs"].split()) | set(lexicon["both"].split())
    doubled = set(lexicon["doubled"].split())

    def add(word: str, lemma: str, flags: int) -> None:
        known = found.get(word)
        if known is None:
            found[word] = Form(lemma, flags)
        elif known.lemma == lemma:
            found[word] = Form(lemma, known.flags | flags)

    for entry in lexicon["irregular"].split():
        base, pasts, participles = entry.split(":")
        noun = NOUN if base in both else 0
        add(base, base, BASE | noun)
        add(third(base), base, THIRD | noun)
        for word in pasts.split("/"):
            add(word, base, PAST)
        for word in participles.split("/"):
            add(word, base, PARTICIPLE)
        add(gerund(base, base in _SHORT), base, GERUND)
    irregular = set(found)
    for base in sorted(known):
        if base in irregular and found[base].lemma == base:
            continue
        noun = NOUN if base in both else 0
        twice = base in doubled
        add(base, base, BASE | noun)
        add(third(base), base, THIRD | noun)
        add(past(base, twice), base, PAST | PARTICIPLE)
        add(gerund(base, twice), base, GERUND)
        if twice:  # travelled and traveled
            add(past(base, doubled=False), base, PAST | PARTICIPLE)
            add(gerund(base, doubled=False), base, GERUND)
    return found


_SHORT = frozenset(
    [
        "begin",
        "bet",
        "bid",
        "cut",
        "dig",
        "forbid",
        "forget",
        "get",
        "hit",
        "let",
        "put",
        "quit",
        "rid",
        "run",
        "set",
        "shed",
        "shut",
        "sit",
        "spin",
        "split",
        "swim",
        "upset",
        "win",
    ]
)


def third(base: str) -> str:
    """Give the form for he, she, it."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def past(base: str, doubled: bool) -> str:
    """Give the regular past."""
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    if base.endswith("ic"):
        return base + "ked"
    return base + (base[-1] if doubled else "") + "ed"


def gerund(base: str, doubled: bool) -> str:
    """Give the form in -ing."""
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    if base.endswith("ic"):
        return base + "king"
    return base + (base[-1] if doubled else "") + "ing"
