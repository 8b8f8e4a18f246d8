"""Phrases of a sentence: who and what, verbs with their helpers, and the small words between them."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.extract.clause.tags import NEGATED, Tagger
from timeline.extract.clause.words import Words

_NOUN = (
    r"(?:U(?![NP]))"
    r"|[DU]?D?(?:A[,C](?=A+[NP]))?(?:[A#R](?=[A#RNPt])|A'(?=[A#NP])|(?<=[DUA#])t+'|(?<=[DUA#'])t+(?=N))*(?:[NPA]|#(?![AN]))+(?:\([NPA]+\))?"
    r"(?:'(?:[A#R](?=[A#RNP])|t(?=[NP]))*[NPA#]+(?:\([NPA]+\))?)*"
    r"|D(?=[VMBHI.,W])"
)
_BETWEEN = r"(?:[Rn]|I?t+,?|,(?=[tR])|,(?=[FHB]))*"
_VERB = (
    rf"(?:T[Rn]*(?=[FHBR]))?(?:M{_BETWEEN}|O[Rnt]*)?(?:H{_BETWEEN})?(?:B{_BETWEEN}){{0,2}}[VFXG]"
    rf"|(?:T[Rn]*)?(?:M{_BETWEEN})?(?:H{_BETWEEN})?B(?:[Rnt]*A(?![NPA#'C]))?"
    rf"|(?:T[Rn]*)?(?:M{_BETWEEN})?H|[MO]n?"
)
_PHRASE = re.compile(rf"(?P<V>{_VERB})|(?P<N>{_NOUN})|(?P<t>t+)|(?P<o>.)", re.DOTALL)


class Phrase(NamedTuple):
    """A phrase: words ``start`` to ``end``, half-open, and what it is.

    ``kind`` is ``N`` for who or what, ``V`` for verbs, ``t`` for a time, else the tag of the one word that it is. For
    verbs ``lemma`` is the last of them, ``form`` one of ``finite``, ``to``, ``ing``, ``ed``, and ``adjective`` what a
    form of *be* says of its subject ("is ready"). ``head`` is the number of the word that counts.
    """

    kind: str
    start: int
    end: int
    head: int
    lemma: str = ""
    form: str = ""
    modal: str = ""
    negative: bool = False
    passive: bool = False
    perfect: bool = False
    adjective: str = ""


def phrases(words: Words, tags: str, tagger: Tagger) -> list[Phrase]:
    """Cut a tagged sentence into phrases."""
    found: list[Phrase] = []
    for match in _PHRASE.finditer(tags):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "V":
            found.append(_verbs(words, tags, start, end, tagger))
        elif kind == "N":
            found.append(Phrase("N", start, end, end - 1))
        elif kind == "t":
            found.append(Phrase("t", start, end, start))
        else:
            found.append(Phrase(tags[start], start, end, start))
    return found


def _verbs(words: Words, tags: str, start: int, end: int, tagger: Tagger) -> Phrase:
    own = tags[start:end]
    head = end - 1
    adjective = ""
    if own[-1] == "A":
        adjective = words.lower[head]
        head = max(number for number in range(start, end) if tags[number] == "B")
    elif own[-1] == "n":
        head -= 1
    lower = words.lower[head]
    lemma = {"B": "be", "H": "have", "O": "do", "M": lower}.get(tags[head]) or tagger.lemma(lower)
    modal = next((words.lower[number] for number in range(start, end) if tags[number] == "M"), "")
    is_be = "B" in own[: head - start]
    form = (
        "to" if own[0] == "T"
        else "finite" if own[0] in "MOHVB" and (lower not in {"being", "having", "be", "been"} or head > start)
        else "ing" if tags[head] == "G" or lower in {"being", "having"}
        else "ed" if tags[head] == "X"
        else "base" if tags[head] == "F"
        else "finite"
    )  # fmt: skip
    if form == "finite" and words.lower[start] in {"being", "having", "been"}:
        form = "ing"
    return Phrase(
        "V",
        start,
        end,
        head,
        lemma,
        form,
        modal,
        "n" in own or any(words.lower[number] in NEGATED for number in range(start, end)),
        (is_be and tags[head] == "X") or (form == "ed" and not is_be),
        "H" in own,
        adjective,
    )
