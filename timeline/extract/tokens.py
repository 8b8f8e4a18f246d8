"""Cut a text into the pieces that rules of time speak of: words, numbers, signs, and breaks between paragraphs."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?(?!\w)"  # ISO 8601
    r"|[0-9]{4}(?=/[0-9]{2}(?![0-9/]))|[0-9]{1,2}(?=/[0-9]{1,2}\s+[A-Z])"  # 2016/17, 17/18 June: two numbers
    r"|[0-9]+(?:[.,:/][0-9]+)+\w*"  # a clock, a date in figures, thousands, a fraction
    r"|[^\W\d_](?:\.[^\W\d_](?!\w))+"  # a.m, B.C
    r"|\w+"
    r"|\n\s*\n"  # a new paragraph
    r"|[^\w\s]"
)


Token = re.Match[str]
"""A piece of a text: its words are ``group()``, its place ``start()`` and ``end()``."""


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Cut ``text[start:end]``; places are counted in the whole text."""
    return list(_TOKEN.finditer(text, start, len(text) if end is None else end))
