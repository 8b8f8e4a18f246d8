"""The evaluation of what texts say about time.

A row of a type holds what is marked with that type against what was found with it, as TempEval-3 did. A row of a class
counts what is marked in that class and what was found on it, and what was found on nothing marked under its own class:
the classes add up to all.
"""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.classes import CLASSES, class_of
from timeline.extract.dates import dates
from timeline.extract.evaluate import Counts, Pair, pairs
from timeline.model.mention import TYPES, Mention
from timeline.read.gold import Gold, parse
from timeline.report.evaluation import Clock, Difference, Evaluation, Lines, Row


def evaluate(files: Lines, clock: Clock) -> Evaluation:
    """Look for dates in each text, as if it were not known what is marked there, and compare."""
    every, by_type = Counts(), {name: Counts() for name in TYPES}
    by_class = {name: Counts() for name in CLASSES}
    differences: list[Difference] = []
    golds = [gold for path, lines in files.items() for gold in parse(lines, path)]
    # The first text pays for reading the lexicon, which is no part of the speed.
    list(dates("1 May 2024"))
    seconds = 0.0
    for gold in golds:
        began = clock()
        found = list(dates(gold.document.text, gold.document.published))
        seconds += clock() - began
        for pair in pairs(gold.document.text, gold.mentions, found):
            every.add(pair)
            name = class_of(pair.either)
            by_class[name].add(pair)
            if not (pair.is_strict and pair.has_value):
                differences.append(_difference(gold, pair, name))
        for name, counts in by_type.items():
            for pair in pairs(gold.document.text, _of_type(gold.mentions, name), _of_type(found, name)):
                counts.add(pair)
    rows = [
        Row("", "all", every),
        *(Row("type", name, counts) for name, counts in by_type.items() if counts.gold or counts.found),
        *(Row("class", name, counts) for name, counts in by_class.items() if counts.gold or counts.found),
    ]
    return Evaluation(rows, differences, len(golds), sum(len(gold.document.text) for gold in golds), seconds)


def _of_type(mentions: Sequence[Mention], name: str) -> list[Mention]:
    """Keep those of a type, and those on whose value people did not decide: what is found on them is excused."""
    return [mention for mention in mentions if mention.type == name or not mention.value]


def _difference(gold: Gold, pair: Pair, row: str) -> Difference:
    marked, found = pair.gold, pair.found
    what = "missed" if not found else "spurious" if not marked else "extent" if pair.has_value else "value"
    return Difference(
        document=gold.document.id,
        at=pair.either.start,
        what=what,
        row=row,
        gold=marked.text if marked else "",
        gold_value=marked.value if marked else "",
        found=found.text if found else "",
        found_value=found.value if found else "",
        rule=found.rule if found else "",
    )
