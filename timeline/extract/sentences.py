"""Sentences of a text, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.model.article import Sentence

_BREAK = re.compile(r"\n[ \t]*\n\s*|\n")
_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters: the splitter takes only what UTF-8 can hold. What stands in their place is as long."""
_CLOSED = re.compile(r"[.!?…:][\"'”’»)\]]*$")
LONGEST = 1500
"""Characters of the longest sentence: a table or a list can be one of any length, and is not to be taken apart."""

_LONG = 60
"""A line of at least so many characters without a full stop may have been wrapped; a shorter one is a heading."""


def sentences(text: str, language: str = "en") -> Iterator[tuple[Sentence, int]]:
    """Cut a text into sentences, each with the number of its paragraph.

    For every sentence ``s``: ``text[s.start:s.end] == s.text``; they stand in order and apart, without white space
    around.
    A heading is a sentence and a paragraph by itself.
    """
    from sentencex import segment

    for number, (start, end) in enumerate(_paragraphs(text)):
        place = start
        for piece in segment(language, _SURROGATES.sub("\ufffd", text[start:end])):
            first = place + len(piece) - len(piece.lstrip())
            last = place + len(piece.rstrip())
            place += len(piece)
            for begin, stop in _pieces(text, first, last):
                yield Sentence(begin, stop, text[begin:stop]), number


def _pieces(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long to be a sentence at white space, or anywhere where there is none."""
    while last - first > LONGEST:
        cut = text.rfind(" ", first + 1, first + LONGEST)
        end = cut if cut > first else first + LONGEST
        stop = first + len(text[first:end].rstrip())
        if stop > first:
            yield first, stop
        first = end + len(text[end:last]) - len(text[end:last].lstrip())
    if first < last:
        yield first, last


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield paragraphs: split at blank lines, and at line ends that are no wrapping."""
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() < start:
            continue
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].rstrip()
        following = text[match.end() : match.end() + 1]
        blank = match.group().count("\n") > 1
        if blank or _CLOSED.search(line) or len(line) < _LONG or not following.islower():
            if text[start : match.start()].strip():
                yield start, match.start()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)
