"""Whether the words around a date speak of what has been or of what is to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

REACH = 240
"""Characters that are looked at on either side; a sentence ends sooner."""

_END = re.compile(r";|[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9])|\n\s*\n")
SURE = 2
_CLOSE = 26
"""Characters within which a verb governs a date."""
_OPENING, _NEXT = 6, 4
"""Characters before a date that opens its sentence ("On"), and after a verb that it follows ("ruled on")."""
_BEHIND, _DOUBT = 20, 25
"""Characters by which a word counts as farther off: behind a date, and where it may be a participle."""


def any_of(words: Iterable[str]) -> str:
    """Make the expression that matches any of some words."""
    return "|".join(re.escape(word) for word in words)


class Tense:
    """Marks of a language, compiled: words of the future and of the past, and the ending of regular past forms."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        words, gone, ending = (any_of(cues[name]) for name in ("future", "past", "regular"))
        self._sure = re.compile(
            rf"(?:(?<!\w)|(?=['’]))(?:(?<!\ba )(?<!\ban )(?<!\bthe )(?P<future>{words})|(?<!\bbe )(?:{gone}))(?!\w)"
        )
        self._weak = re.compile(rf"(?<!\bbe )\b(?!(?:{words})\b)[a-z]{{2,}}(?:{ending})\b")

    def of(self, text: str, start: int, end: int, *, sure: bool = False) -> int:
        """Give 1 for the future, −1 for the past, 0 where nothing tells; the word that stands nearest decides.

        Where it stands close to the date, the answer is twice that: ``SURE``. With ``sure`` only such words count, and
        none that may be a participle.
        """
        before = text[max(0, start - REACH) : start]
        cut = 0
        for match in _END.finditer(before):
            cut = match.end()
        after = text[end : end + REACH]
        stop = _END.search(after)
        after = after[: stop.start()] if stop else after
        weak = () if sure else (self._weak,)
        for match in self._sure.finditer(before.lower(), max(cut, len(before) - 12)):
            if len(before) - match.end() <= 1:  # "since Friday" is past, whatever else the sentence says
                return _side(match) * SURE
        if len(before) - cut <= _OPENING:
            # A date that opens its sentence is told by the first verb of it.
            marks = [(match.start(), _side(match)) for kind in (self._sure, *weak) for match in kind.finditer(after)]
        else:
            marks = self._around(before, cut, after, doubtful=not sure)
        if sure:
            marks = [mark for mark in marks if mark[0] < _CLOSE]
        if not marks:
            return 0
        nearest, side = min(marks, key=lambda mark: mark[0])
        return side * SURE if nearest <= _CLOSE else side

    def _around(self, before: str, cut: int, after: str, *, doubtful: bool) -> list[tuple[int, int]]:
        here = len(before)
        marks = [(here - match.end(), _side(match)) for match in self._sure.finditer(before, cut)]
        marks += [(match.start() + _BEHIND, _side(match)) for match in self._sure.finditer(after)]
        if doubtful:
            away = [here - match.end() for match in self._weak.finditer(before, cut)]
            marks += [(distance + (_DOUBT if distance > _NEXT else 0), -1) for distance in away]
            marks += [(match.start() + _BEHIND + _DOUBT, -1) for match in self._weak.finditer(after)]
        return marks


def _side(match: re.Match[str]) -> int:
    return 1 if "future" in match.re.groupindex and match["future"] else -1
