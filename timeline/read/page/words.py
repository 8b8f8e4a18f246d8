"""The words of an element, as a reader sees them."""

from __future__ import annotations

from lxml.html import HtmlElement

_UNSEEN = {**dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF)), **dict.fromkeys((*range(9), *range(14, 28), 127))}
"""Hints for breaking words, and what is no character of a text."""


def collapse(text: str) -> str:
    """Put one space between words, and nothing around them."""
    return " ".join(text.translate(_UNSEEN).split())


def words(element: HtmlElement) -> str:
    """Give the words of an element and of all that is in it."""
    return collapse("".join(element.itertext()))
