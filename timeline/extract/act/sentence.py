"""All that a sentence reports, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.extract.act.goals import around, is_actor, target
from timeline.extract.act.operate import Reader
from timeline.extract.act.parties import settle
from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene
from timeline.extract.act.weigh import NONE, Model, features
from timeline.extract.clause.clauses import Span
from timeline.extract.clause.tags import SAYING
from timeline.lexicon.acts import Acts

_BY_PLACE = {
    "main": 1.0,
    "that": 1.0,
    "and": 0.9,
    "to": 0.5,
    "relative": 0.6,
    "ing": 0.6,
    "of": 0.45,
    "reduced": 0.45,
    "while": 0.6,
}
_NOMINAL = 0.36


def readings(scene: Scene, acts: Acts) -> list[Reading]:
    """Read every clause, and the nouns that no clause has used; those inside another reading are left out."""
    reader = Reader(scene, acts)
    found: list[Reading] = []
    used: set[int] = set()
    for number in range(len(scene.clauses)):
        reading = reader.read(number)
        if reading is None or reading.trigger in used:
            continue
        if any(number in other.inner and number != other.clause for other in found):
            continue
        reading.strength *= _place(scene, number) * _firm(scene, reading) * _named(scene, reading)
        used.add(reading.trigger)
        found.append(reading)
    taken = {number for reading in found for number in _words(scene, reading)}
    for place, phrase in enumerate(scene.phrases):
        if phrase.kind != "N":
            continue
        noun = reader.event_noun((place, place + 1))
        if noun is None or noun[1] in taken:
            continue
        kind, word = noun
        if any(reading.kind == kind and reading.clause >= 0 for reading in found):
            continue  # "signed an agreement at the signing ceremony": told by the verb already
        source, goal = around(scene, (place, place + 1), word)
        found.append(Reading(kind, word, _NOMINAL, source=source, target=goal, why=(scene.words.lower[word],)))
    for reading in found:
        _take_part(scene, reading)
    found.sort(key=_rank)
    return found


def _rank(reading: Reading) -> tuple[float, int]:
    """Order readings, the likeliest first; rounded, as sums of weights differ in their last digit from run to run."""
    return -round(reading.strength, 9), reading.trigger


def _place(scene: Scene, number: int) -> float:
    """Weigh a clause by where it stands: the main one counts most."""
    weight = 1.0
    seen = set()
    while number >= 0 and number not in seen:
        seen.add(number)
        clause = scene.clauses[number]
        weight *= 0.85 if clause.kind == "while" and clause.opener == "when" else _BY_PLACE[clause.kind]
        number = clause.parent
    return weight


def _firm(scene: Scene, reading: Reading) -> float:
    """Weigh what is told in the simple present: a custom or an opinion, unless somebody known speaks."""
    phrase = scene.clauses[reading.clause].phrase
    if phrase.form != "finite" or phrase.modal or phrase.perfect or phrase.passive or scene.tags[phrase.head] == "G":
        return 1.0
    word = scene.words.lower[phrase.head]
    simple = word in {phrase.lemma, phrase.lemma + "s", phrase.lemma + "es", phrase.lemma[:-1] + "ies"}
    if not simple or phrase.lemma in {"let", "cut", "hit", "put", "shut", "set", "quit"}:
        return 0.3 if phrase.negative and scene.words.lower[phrase.start] in {"do", "does", "don't", "doesn't"} else 1.0
    if scene.tags[-1] != ".":  # a heading
        return 1.0
    subject = reading.source
    named = subject is not None and "P" in scene.tags[scene.phrases[subject[0]].start : scene.phrases[subject[0]].end]
    if phrase.negative:
        return 0.3
    if reading.kind in _SAID:
        return 1.0 if named else 0.5
    return 0.8 if named else 0.4


def _named(scene: Scene, reading: Reading) -> float:
    """Weigh who does it: what I, we, one or nobody do is told by somebody, and is seldom an event."""
    if reading.source is None:
        return 1.0
    phrase = scene.phrases[reading.source[0]]
    return 0.4 if scene.words.lower[phrase.start] in {"i", "we", "you", "one", "nobody", "somebody"} else 1.0


_SAID = frozenset(["agree", "support", "request", "accuse", "reject", "threaten", "consult"])


def _words(scene: Scene, reading: Reading) -> set[int]:
    """Give the words that a reading speaks of, so that their nouns are not read again."""
    words = {reading.trigger}
    for number in reading.inner:
        clause = scene.clauses[number]
        for span in (clause.object, clause.second):
            if span is not None:
                for place in range(*span):
                    words.update(range(scene.phrases[place].start, scene.phrases[place].end))
    return words


_TOGETHER = frozenset(("agree", "consult", "cooperate", "support", "reject"))


def _take_part(scene: Scene, reading: Reading) -> None:
    """Put who is meant in the place of a pronoun, part two who did something together, and tell whom from where."""
    target = reading.target
    if target is not None and target[0] > 0 and target != reading.source:
        before = scene.phrases[target[0] - 1]
        reading.is_place = before.kind == "I" and scene.words.lower[before.start] in {
            "in",
            "at",
            "near",
            "over",
            "across",
            "along",
        }
    source = reading.source
    if source is not None and _is_pronoun(scene, source):
        reading.source = _meant(scene, source) or source
    elif source is None and reading.kind in {"request", "accuse"}:
        reading.source = _sayer(scene, reading.clause)
    source = reading.source
    if source is None or reading.kind not in _TOGETHER or source[1] - source[0] != 3:
        return
    if scene.phrases[source[0] + 1].kind == "C" and (
        reading.target is None or not is_actor(scene, reading.target) or reading.target == source
    ):
        reading.source, reading.target = (source[0], source[0] + 1), (source[0] + 2, source[1])
        reading.is_place = False


def _sayer(scene: Scene, number: int) -> Span | None:
    """Give who says what a clause tells, or the one that it goes on from: "said that they must disarm and leave"."""
    while number >= 0 and scene.clauses[number].kind == "and":
        number = scene.clauses[number].parent
    if number < 0 or scene.clauses[number].kind != "that":
        return None
    return scene.clauses[scene.clauses[number].parent].subject


def _is_pronoun(scene: Scene, span: Span) -> bool:
    phrase = scene.phrases[span[0]]
    if scene.tags[phrase.start] == "U":
        return scene.words.lower[phrase.start] in _THIRD
    return scene.words.lower[phrase.start] in {"his", "its", "their"} and scene.words.lower[phrase.end - 1] in {
        "country", "government", "country's", "party",
    }  # fmt: skip


_THIRD = frozenset(["he", "she", "it", "they", "who"])


def _meant(scene: Scene, span: Span) -> Span | None:
    """Find whom a pronoun stands for in its own sentence: the last subject before it that can be somebody."""
    for clause in reversed(scene.clauses):
        subject = clause.object if clause.phrase.passive else clause.subject
        if subject is not None and subject[1] <= span[0] and not _is_pronoun(scene, subject):
            return subject
    return None


def weighed(scene: Scene, acts: Acts, model: Model | None, lemma: Mapping[str, str]) -> list[Reading]:
    """Read a sentence as ``readings`` does, then let the model of whole sentences raise and lower what was read.

    Where the rules read nothing in a sentence that the model finds telling, its main verb is taken with the kind that
    the model gives it.
    """
    found = readings(scene, acts)
    if model is not None:
        _weigh(scene, acts, found, model, lemma)
    for reading in found:
        settle(scene, acts, reading)
    found.sort(key=_rank)
    return [reading for reading in found if not _is_told_before(scene, reading, found)]


def _is_told_before(scene: Scene, reading: Reading, found: list[Reading]) -> bool:
    """Say whether a promise only says who made the one that stands before it: "he will come, she promised"."""
    if reading.kind != "agree" or reading.clause < 0:
        return False
    clause = scene.clauses[reading.clause]
    if clause.phrase.lemma not in SAYING or clause.object is not None or reading.inner - {reading.clause}:
        return False
    return any(other.status == "expected" and 0 <= other.clause < reading.clause for other in found)


def _weigh(scene: Scene, acts: Acts, found: list[Reading], model: Model, lemma: Mapping[str, str]) -> None:
    best = max((reading.strength for reading in found), default=0.0)
    for reading in found:
        if reading.clause < 0 and best > TOLD:
            reading.strength *= 0.7
    chances = model.chances(features(scene, found, lemma))
    for reading in found:
        reading.strength *= WORST + (BEST - WORST) * chances.get(reading.kind, 1 - chances[NONE])
    likely = max(chances, key=lambda kind: round(chances[kind], 9))
    # The model knows PLOVER's kinds; ours, an opening or an election, are for the rules alone.
    ours = any(reading.kind not in chances and reading.strength > TOLD for reading in found)
    if (
        likely != NONE
        and not ours
        and all(reading.kind != likely for reading in found)
        and chances[likely] > (SURE if found else LEAST)
    ):
        _retold(scene, acts, found, likely, chances[likely])
    found.sort(key=_rank)


WORST, BEST, SURE = 0.55, 1.15, 0.35
LEAST, TOLD = 0.12, 0.6
"""By what a reading is multiplied when the model rules it out, and when it is sure; from where on it speaks
for itself, and that where the rules read nothing; from where on a clause makes nouns beside it less likely events."""


def _retold(scene: Scene, acts: Acts, found: list[Reading], kind: str, chance: float) -> None:
    """Take the main verb with the kind that the model gives it, in place of what the rules made of it, if anything."""
    number = next(
        (
            number
            for number, clause in enumerate(scene.clauses)
            if clause.kind in {"main", "that"} and clause.phrase.lemma not in SAYING
        ),
        len(scene.clauses) - 1,
    )
    if number < 0 or any(number in reading.inner and reading.clause != number for reading in found):
        return
    clause = scene.clauses[number]
    status = "occurred"
    modal = clause.phrase.modal
    if modal in {"will", "would", "shall"} and not clause.phrase.negative:
        status = "expected"
    elif modal in {"could", "may", "might", "can"}:
        status = "hypothetical"
    made = Reading(
        kind, clause.phrase.head, chance * 0.9, status, clause.subject, target(scene, acts, clause, kind),
        (clause.phrase.lemma, "as such sentences mostly are"), number, {number},
    )  # fmt: skip
    for reading in found:
        if reading.trigger == made.trigger or reading.clause == number:
            if chance > OVER:
                reading.kind, reading.strength = kind, max(made.strength, reading.strength)
                reading.why = (*reading.why, "as such sentences mostly are")
                reading.target = reading.target or made.target
            return
    found.append(made)
    _take_part(scene, made)


OVER = 0.65
"""How sure the model must be to take a clause from the rules."""
