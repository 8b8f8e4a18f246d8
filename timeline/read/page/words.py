"""The words of an element, as a reader sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HINTS = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))
"""Where a word may be broken, and where not."""
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def printable(text: str | None) -> str | None:
    """Put a space where there is no character of a text."""
    return _NO_CHARACTER.sub(" ", text) if text else text


def collapse(text: str) -> str:
    """Put one space between words, and nothing around them."""
    return " ".join(text.translate(_HINTS).split())


def words(element: HtmlElement) -> str:
    """Give the words of an element and of all that is in it."""
    return collapse("".join(element.itertext()))
