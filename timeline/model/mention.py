"""A mention of time: words of a text, and what they mean."""

from __future__ import annotations

from typing import NamedTuple

TYPES = ("DATE", "TIME", "DURATION", "SET")
"""The types of TIMEX3 (ISO 24617-1, TimeML)."""

MODS = (
    "START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN", "EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER",
)  # fmt: skip
"""What a modifier says of a value: "early 1990", "about 1500", "more than two years"; the words of TIMEX3."""


class Mention(NamedTuple):
    """Words that tell a time: where they stand, and what they mean.

    For a text ``t``, ``t[start:end] == text``. ``value`` is TIMEX3 (``2024-W41``, ``PRESENT_REF``, ``P5Y``, years
    before Christ as ``BC0490``), ``mod`` its modifier or empty. ``edtf`` says when that is, ``first`` and ``last`` the
    ISO days between which it lies, both inclusive, None where open; all three are None for what has no place in time
    (a duration, "recently") or whose place the text does not tell. ``range`` is the interval of which this is an end,
    as EDTF. ``anchor`` says what the meaning was counted from: None where the words say it all, ``published``,
    ``text`` for what was told before, ``missing`` where neither tells. ``rule`` names the rule of the lexicon.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str = ""
    edtf: str | None = None
    first: str | None = None
    last: str | None = None
    range: str | None = None
    anchor: str | None = None
    rule: str = ""
