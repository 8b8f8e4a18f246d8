"""A quote among the words around it."""

from __future__ import annotations

import re
from typing import NamedTuple

REACH = 240
"""So many characters before and behind a quote are shown at most."""
_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])|\n\s*\n")


class Context(NamedTuple):
    """A quote with what stands right before and behind it, on one line; an ellipsis marks what is cut in a sentence."""

    before: str
    quote: str
    after: str


def context(text: str, quote: str, start: int = 0) -> Context | None:
    """Find a quote in a text and give it with its sentence and the neighbours of that; None where it is not there.

    Where the words stand more than once, those nearest to character ``start`` are meant. White space may differ.
    """
    words = quote.split()
    found = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []
    if not found:
        return None
    first, last = min(found, key=lambda span: abs(span[0] - start))
    return Context(_before(text, first), _spaced(text[first:last]), _after(text, last))


def _before(text: str, end: int) -> str:
    start = max(0, end - REACH)
    ends = [match.end() for match in _END.finditer(text, start, end)]
    cut = ""
    if start and ends:
        start = ends[0]
    elif start:
        start, cut = text.find(" ", start, end) + 1 or start, "… "
    return cut + _spaced(_paragraph(text[start:end], last=True)).lstrip()


def _after(text: str, start: int) -> str:
    end = min(len(text), start + REACH)
    ends = [match.end() for match in _END.finditer(text, start, end)]
    cut = ""
    if end < len(text) and ends:
        end = ends[-1]
    elif end < len(text):
        space = text.rfind(" ", start, end)
        end, cut = space if space > start else end, " …"
    return _spaced(_paragraph(text[start:end], last=False)).rstrip() + cut


def _paragraph(text: str, *, last: bool) -> str:
    """Keep to the paragraph that the quote is in."""
    parts = re.split(r"\n\s*\n", text)
    return parts[-1] if last else parts[0]


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
