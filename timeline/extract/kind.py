"""Tell news, which is counted from its publication, from history, which is counted from where its story has got to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.extract.node import Node
from timeline.extract.tense import any_of
from timeline.model.day import civil

HEAD = 4000
"""Characters of a text from which its kind is told."""

_MOST_SPOKEN = 3


def is_news(text: str, nodes: Iterable[Node], published: int, spoken: Iterable[str]) -> bool:
    """Say whether a text speaks of the days around its publication, by the dates and the verbs of its head.

    Years more than two before speak for history; last year, this one and later ones, weekdays, days counted from today,
    and the words ``spoken`` for news. It is history where the first outweigh the others by three to one.
    """
    this_year = civil(published)[0]
    old = new = 0
    for node in nodes:
        if node.start >= HEAD:
            break
        meaning = node.meaning
        if meaning.form == "date" and meaning.year is not None:
            old += meaning.year < this_year - 2
            new += meaning.year >= this_year - 1
        elif meaning.base in {"published", "speaker"} or (meaning.form == "date" and meaning.precision == "weekday"):
            new += 1
    new += min(_MOST_SPOKEN, len(re.compile(rf"\b(?:{any_of(spoken)})\b").findall(text, 0, HEAD)))
    return old < 2 or new * 3 > old
