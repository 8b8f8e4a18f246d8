"""Learn how news sentences tell each kind of event, from the sentences beside this file: ``make train``.

Multinomial logistic regression by stochastic descent over sparse features, with L2 shrinkage, in plain Python: the same
weights on every machine. Prints how well it does on each tenth of the sentences when it has learnt from the others.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from math import exp
from pathlib import Path

from timeline.extract.act.scene import Scene
from timeline.extract.act.sentence import readings
from timeline.extract.act.weigh import features
from timeline.extract.dates import dates
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped

HERE = Path(__file__).parent
OUT = HERE.parent / "timeline" / "lexicon" / "en" / "kinds.weights.json"
ROUNDS, RATE, SHRINK, LEAST, LIGHT = 14, 0.25, 2e-5, 2, 0.08

Row = tuple[str, list[str]]


def rows(language: str) -> list[Row]:
    """Read the sentences, each as its kind and its features."""
    known = tools(load(shipped()), language)
    lemma = {word: form.lemma for word, form in known.tagger.forms.items()}
    found: list[Row] = []
    for path in sorted((HERE / language).glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, _, text = line.partition("\t")
            times = [(m.start, m.end) for m in dates(text, None) if m.type in {"DATE", "TIME"}]
            scene = Scene(text, 0, len(text), known.tagger, times, known.gazetteer.people)
            found.append((kind, sorted(features(scene, readings(scene, known.acts), lemma))))
    return found


def learn(sample: list[Row], kinds: list[str]) -> dict[str, list[float]]:
    """Learn weights: for each feature one for each kind."""
    counts = Counter(feature for _, own in sample for feature in own)
    weights = {feature: [0.0] * len(kinds) for feature, count in counts.items() if count >= LEAST}
    coded = [(kinds.index(kind), [weights[feature] for feature in own if feature in weights]) for kind, own in sample]
    dice = random.Random(7)
    for turn in range(ROUNDS):
        dice.shuffle(coded)
        rate = RATE / (1 + turn / 3)
        keep = 1 - rate * SHRINK * 50
        for right, vectors in coded:
            sums = [sum(column) for column in zip(*vectors, strict=True)]
            most = max(sums)
            powers = [exp(value - most) for value in sums]
            total = sum(powers)
            steps = [rate * ((kind == right) - power / total) for kind, power in enumerate(powers)]
            for vector in vectors:
                for kind, step in enumerate(steps):
                    vector[kind] = vector[kind] * keep + step
    return weights


def right(sample: list[Row], weights: dict[str, list[float]], kinds: list[str]) -> int:
    """Count the sentences whose likeliest kind is theirs."""
    count = 0
    for kind, own in sample:
        vectors = [weights[feature] for feature in own if feature in weights]
        sums = [sum(column) for column in zip(*vectors, strict=True)]
        count += kinds[sums.index(max(sums))] == kind
    return count


def main() -> None:
    """Learn, say how well, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="also hold out each tenth in turn")
    check = parser.parse_args().check
    sample = rows("en")
    kinds = sorted({kind for kind, _ in sample})
    if check:
        mixed = sample[:]
        random.Random(1).shuffle(mixed)
        hits = sum(
            right(mixed[part::10], learn([row for n, row in enumerate(mixed) if n % 10 != part], kinds), kinds)
            for part in range(10)
        )
        print(f"{len(sample)} sentences, {100 * hits / len(sample):.1f} % right when held out")
    weights = learn(sample, kinds)
    kept = {
        feature: [part for kind, weight in enumerate(row) if abs(weight) >= LIGHT for part in (kind, round(weight, 2))]
        for feature, row in sorted(weights.items())
    }
    OUT.write_text(
        json.dumps(
            {"kinds": kinds, "weights": {feature: row for feature, row in kept.items() if row}}, separators=(",", ":")
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{OUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
