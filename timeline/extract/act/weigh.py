"""What the words of a whole sentence say of its kind: a linear model beside the rules.

The rules know what a verb with its nouns tells, the model how such sentences are told altogether; each mends what the
other misses. Its weights are learnt by ``training/train.py`` from the project's own sentences (``training/en/``), with
what the rules read in them among the features.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Clause

NONE = "none"
"""The class of sentences that tell no event."""


class Model(NamedTuple):
    """Classes, and for each feature the numbers of the classes for which it speaks, each followed by its weight."""

    kinds: tuple[str, ...]
    weights: Mapping[str, list[Any]]

    def chances(self, features: Iterable[str]) -> dict[str, float]:
        """Give how likely each class is; they add up to one."""
        sums = [0.0] * len(self.kinds)
        weights = self.weights
        for feature in features:
            row = weights.get(feature)
            if row is not None:
                pairs = iter(row)
                for kind, weight in zip(pairs, pairs, strict=True):
                    sums[kind] += weight
        most = max(sums)
        powers = [exp(value - most) for value in sums]
        total = sum(powers)
        return {kind: power / total for kind, power in zip(self.kinds, powers, strict=True)}


@cache
def model(language: str) -> Model | None:
    """Read the weights of a language; None where it has none."""
    path = Path(__file__).parents[2] / "lexicon" / language / "kinds.weights.json"
    if not path.exists():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return Model(tuple(values["kinds"]), values["weights"])


def features(scene: Scene, found: list[Reading], lemma: Mapping[str, str]) -> list[str]:
    """Give the features of a sentence: its words and pairs of words, its main verb with its nouns, and what rules read.

    ``lemma`` gives the verb that a form belongs to.
    """
    made = {"bias": None}  # in an order of its own: sums of weights differ a little with the order
    before = ""
    for tag, lower in zip(scene.tags, scene.words.lower, strict=True):
        if tag in "DtP#'.,\"()U:":
            before = ""
            continue
        word = lemma.get(lower) or singular(lower) if tag not in "IRCSMT" else lower
        if tag not in "IRCSMTBHOW":
            made[word] = None
        if before:
            made[f"{before} {word}"] = None
        before = word
    for number, clause in enumerate(scene.clauses):
        if clause.kind in {"main", "that", "and"}:
            made |= dict.fromkeys(_of_clause(scene, clause, "m" if number == 0 else "c"))
        if clause.kind == "to" and clause.parent >= 0:
            made[f"{scene.clauses[clause.parent].phrase.lemma}>{clause.phrase.lemma}"] = None
    for rank, reading in enumerate(found[:3]):
        made[f"rule{rank}={reading.kind}"] = None
        made[f"rule{rank}={reading.kind}{int(reading.strength * 5)}"] = None
    made[f"rules={len(found[:3])}"] = None
    if found:
        made[f"why={' '.join(found[0].why)}"] = None
    return list(made)


def _of_clause(scene: Scene, clause: Clause, mark: str) -> Iterable[str]:
    phrase = clause.phrase
    verb = phrase.lemma + (f"+{clause.particle}" if clause.particle else "")
    yield f"{mark}v={verb}"
    if phrase.negative:
        yield f"{mark}not"
    if phrase.modal:
        yield f"{mark}modal={phrase.modal}"
    if phrase.adjective:
        yield f"{mark}is={phrase.adjective}"
    if clause.object is not None:
        for noun, _ in scene.nouns(clause.object)[:2]:
            yield f"{mark}o={noun}"
            yield f"{verb}:{noun}"
    if clause.subject is not None:
        for noun, _ in scene.nouns(clause.subject)[:1]:
            yield f"{mark}s={noun}"
    for preposition, span in clause.others[:3]:
        yield f"{verb}/{preposition}"
        for noun, _ in scene.nouns(span)[:1]:
            yield f"{mark}{preposition}/{noun}"
