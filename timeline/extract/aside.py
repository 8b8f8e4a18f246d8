"""How far a date stands from the main line of a story, by where it stands in its sentence and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from timeline.extract.node import Node
from timeline.extract.point import Point
from timeline.extract.tense import any_of

_REACH = 160
_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+|\n\s*(?=[A-Z0-9\"“‘(])|:\s")
_LINE = 70
"""Characters of a heading at most."""
_OPENING = 28
"""Characters before a date that opens its sentence: "On the night of", "By", "Early in"."""

_PLACE = {"day": 0.3, "month": 0.5, "season": 0.5, "week": 0.5}
"""What a date in the middle of a sentence costs; any coarser one costs a year's."""
_YEAR = 0.9
_BRACKETS, _NAME = 2.5, 2.0
"""A date in brackets; a year that is part of a name ("the 1907 treaty")."""
_BOUND, _AHEAD, _BACK, _ON, _CARRIED = 0.6, 0.8, 1.0, 0.2, 0.1
"""An end or a bound; what was planned; a step back, one on; a date that took its year from the story."""
_ATTRIBUTE = "year-before-noun"


class Asides:
    """Weighs dates by the words of a language."""

    def __init__(self, cues: Mapping[str, tuple[str, ...]]) -> None:
        self._ahead = re.compile(rf"\b(?:{any_of(cues['ahead'])})\b")

    def is_heading(self, text: str, node: Node) -> bool:
        """Say whether a date stands in a line of its own, a heading: a short one without the end of a sentence."""
        begin = text.rfind("\n", max(0, node.start - _LINE), node.start) + 1
        end = text.find("\n", node.end, node.end + _LINE)
        if end < 0 or (begin == 0 and node.start > _LINE):
            return False
        line = text[begin:end].rstrip()
        return len(line) <= _LINE and line[-1] not in ".,;!?"

    def weigh(self, text: str, node: Node, point: Point) -> float:
        """Weigh a date: 0 where it carries the story on, up to 3 where it looks away from it.

        A date that opens a sentence carries on. In its middle a year by itself is more often what a thing is called,
        how long something lasted or what was planned, than where the story goes.
        """
        before = text[max(0, node.start - _REACH) : node.start]
        if before.rfind("(") > before.rfind(")"):
            return _BRACKETS
        if node.rule == _ATTRIBUTE:
            return _NAME
        begins = 0
        for match in _SENTENCE.finditer(before):
            begins = match.end()
        opening = before[begins:]
        weight = _BOUND if node.bound in {"since", "until", "after", "before", "not-before"} else 0.0
        if node.other is not None and node.other[0].start < node.start:
            weight += _BOUND
        if len(opening) <= _OPENING and (begins or len(before) < _REACH):
            return weight
        meaning = node.meaning
        if meaning.form in {"step", "pick"}:
            back = isinstance(meaning.count, (int, float)) and meaning.count < 0
            return weight + (_BACK if back else _ON)
        if meaning.year is None:
            return weight + _CARRIED
        if self._ahead.search(opening):
            weight += _AHEAD
        return weight + _PLACE.get(point.precision, _YEAR)
