"""A piece of a text on its way to a mention."""

from __future__ import annotations

from typing import Any


class Node:
    """A word, or what a rule made of several: ``sign`` stands for its categories (``timeline.extract.signs``).

    ``meaning`` is None for a word that no rule has touched; of an ordinal in words it is the number.
    """

    __slots__ = ("bound", "end", "meaning", "other", "really", "rule", "sign", "start", "text")

    def __init__(self, sign: str, start: int, end: int, text: str, meaning: Any = None, rule: str = "") -> None:
        self.sign, self.start, self.end, self.text = sign, start, end, text
        self.meaning, self.rule = meaning, rule
        self.bound = ""
        """What the words before make of a date: a bound, by the name that the rule gives it."""
        self.other: tuple[Node, str] | None = None
        """The other end of a stretch of which this is one, and what kind of stretch it is."""
        self.really: Node | None = None
        """The same day in our calendar, of one told in the old style."""
