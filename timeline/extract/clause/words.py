"""Words of a sentence: where each stands, and a folded form to look it up by."""

from __future__ import annotations

import re
from typing import NamedTuple

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Cmdr|Adm|Sen|Rep|Reps|Sens|Gov|St|Jr|Sr|Prof|Rev|Hon|Maj|Brig|Jan|Feb|Mar|Apr|"
    "Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|Inc|Ltd|Corp|Co"
)
_WORD = re.compile(
    r"[^\W\d_]+(?=[ ,\n])"  # most words, first because it is quick
    r"|(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S., U.N.-backed
    rf"|(?:{_ABBREVIATIONS})\.(?=\s)"
    r"|[$€£¥]?\d+(?:[.,:]\d+)*(?:%|[^\W\d_]+)?(?:-[^\W_]+)*"  # 1,500 5.5m 17-year-old 3rd
    r"|[^\W_]+(?:[-‐‑/][^\W_]+|['’](?!s\b)[^\W\d_]+|\.[^\W\d_]{2,})*"  # pro-Russian, don't, al-Assad
    r"|['’]s?(?=\W|$)"  # Israel's, the rebels'
    r"|--+|[–—]"
    r"|[^\w\s]"
)


_QUOTES = frozenset('"“”„«»‘`')


class Words(NamedTuple):
    """A sentence as words: where each starts and ends in the text, as written, and in lower case.

    ``quoted`` are the numbers of those before which a quotation ends.
    """

    starts: list[int]
    ends: list[int]
    texts: list[str]
    lower: list[str]
    quoted: frozenset[int] = frozenset()


def words(text: str, start: int, end: int) -> Words:
    """Cut ``text[start:end]`` into words and marks; the possessive 's is a word of its own, quotation marks are not."""
    found: list[re.Match[str]] = []
    quoted: set[int] = set()
    for match in _WORD.finditer(text, start, end):
        if match.group() not in _QUOTES:
            found.append(match)
        elif found and text[match.end() : match.end() + 1] in {" ", ","}:
            quoted.add(len(found) + (text[match.end()] == ","))
    texts = [match.group() for match in found]
    return Words(
        [match.start() for match in found], [match.end() for match in found], texts, [word.lower() for word in texts],
        frozenset(quoted),
    )  # fmt: skip
