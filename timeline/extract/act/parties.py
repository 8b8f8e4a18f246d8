"""Who takes part in what was read: the doer and whom it was done to, as the rest of the sentence tells them."""

from __future__ import annotations

from timeline.extract.act.behind import author, found, is_where, place_of
from timeline.extract.act.names import core_end, ends_in_name, is_somebody, tags_of, whole
from timeline.extract.act.reading import FRIENDLY, HOSTILE, Reading
from timeline.extract.act.scene import Scene
from timeline.extract.clause.clauses import Span
from timeline.lexicon.acts import Acts

_THEN = frozenset(["during", "after", "before", "since", "following", "amid", "despite", "until"])
_TOLD = frozenset(("threaten", "accuse", "request", "reject", "support"))
"""Kinds that are done by words, be it in a letter."""
_JOINT = frozenset(("agree", "consult", "cooperate", "support", "reject"))
"""Kinds that two do together."""
_GUESSED = 0.6
"""By what a noun's event is less likely whose doer was guessed."""


def settle(scene: Scene, acts: Acts, reading: Reading) -> None:
    """Put whoever is meant in the place of a thing that acts or is acted on, and take in all that names him."""
    if reading.kind not in FRIENDLY | HOSTILE:
        return
    _sent_to(scene, reading)
    _received(scene, acts, reading)
    if _between(scene, acts, reading):
        return
    goal = found(scene, acts, reading)
    if reading.kind in _JOINT and (goal is None or is_where(scene, goal)) and _parted(scene, acts, reading):
        return
    if goal is not None:
        reading.target = goal
        reading.is_place = is_where(scene, goal)
    if reading.target is not None:
        reading.target = whole(scene, acts, _core(scene, reading.target))
    _set_source(scene, acts, reading)


def _core(scene: Scene, span: Span) -> Span:
    phrase = scene.phrases[span[0]]
    end = core_end(scene, phrase)
    return span if end == phrase.end else scene.piece(phrase.start, end)


def _set_source(scene: Scene, acts: Acts, reading: Reading) -> None:
    """Find who did it where nobody, or a thing, is said to have."""
    source = reading.source
    if source is not None:
        made = _maker(scene, acts, source) or _above(scene, acts, reading)
        reading.source = _trimmed(scene, made or source)
        return
    place = place_of(scene, reading.trigger)
    if scene.phrases[place].kind == "N":
        reading.source = _maker(scene, acts, (place, place + 1))
    if reading.source is None:
        reading.source = _doer(scene, acts, reading)
        if reading.source is not None and reading.clause < 0:
            reading.strength *= _GUESSED


def _sent_to(scene: Scene, reading: Reading) -> None:
    """Read "sent a letter to the mayor threatening to": it is not the mayor who threatens."""
    if reading.clause < 0:
        return
    clause = scene.clauses[reading.clause]
    if clause.kind != "reduced" or clause.phrase.form != "ing" or reading.kind not in _TOLD:
        return
    parent = scene.clauses[clause.parent] if clause.parent >= 0 else None
    if parent is not None and parent.subject is not None and ("to", reading.source) in parent.others:
        reading.source, reading.target = parent.subject, reading.source


def _maker(scene: Scene, acts: Acts, span: Span) -> Span | None:
    """Give who does what a thing does that is his: "Kenya's refusal", "a threat by generals"."""
    if span[0] >= scene.count or is_somebody(scene, acts, span[0]):
        return None
    phrase = scene.phrases[span[0]]
    mark = tags_of(scene, phrase).find("'")
    if mark > 0 and scene.tags[phrase.start + mark - 1] in "PN":
        return scene.piece(phrase.start, phrase.start + mark)
    return author(scene, acts, (span[0], span[0] + 1))


def _trimmed(scene: Scene, span: Span) -> Span:
    """Leave out when somebody did it: "the minister during a visit"."""
    end = next((place for place in range(span[0] + 1, span[1]) if scene.lower(place) in _THEN), span[1])
    return span[0], end


def _above(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Give who wrote what tells: "issued a statement condemning the coup", "led a march through Rome opposing it"."""
    clause = scene.clauses[reading.clause] if reading.clause >= 0 else None
    source = reading.source
    if clause is None or clause.kind != "reduced" or clause.phrase.form != "ing" or clause.parent < 0:
        return None
    parent = scene.clauses[clause.parent]
    if source is not None and is_somebody(scene, acts, source[0]) and not is_where(scene, source):
        return None
    return parent.object if parent.phrase.passive else parent.subject


def _doer(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Give who does what a noun tells, where it does not say: "was holding an exercise", the subject of its clause."""
    if reading.clause >= 0:
        return _hands(scene, reading)
    before = [clause for clause in scene.clauses if scene.phrases[clause.verb].start < reading.trigger]
    subject = before[-1].subject if before and not before[-1].phrase.passive else None
    if subject is None or subject == reading.target or not is_somebody(scene, acts, subject[0]):
        return None
    return subject


def _hands(scene: Scene, reading: Reading) -> Span | None:
    """Give where somebody was arrested, for those who did it there: "was detained in Turkey"."""
    clause = scene.clauses[reading.clause]
    if reading.kind != "coerce" or not clause.phrase.passive:
        return None
    spans = [span for word, span in clause.others if word == "in" and ends_in_name(scene, span[0])]
    return spans[0] if spans and spans[0] != reading.target else None


def _received(scene: Scene, acts: Acts, reading: Reading) -> None:
    """Turn round "received aid from Kuwait", "faces criticism from the press"."""
    if reading.clause < 0:
        return
    clause = scene.clauses[reading.clause]
    if clause.phrase.lemma not in acts.operators["receive"] or clause.phrase.passive or clause.subject is None:
        return
    givers = [span for word, span in clause.others if word == "from" and is_somebody(scene, acts, span[0])]
    if givers:
        reading.source, reading.target = givers[0], clause.subject
        reading.is_place = False


def _between(scene: Scene, acts: Acts, reading: Reading) -> bool:
    """Part two whom a noun has in common: "talks between Chad and Sudan resumed"."""
    if reading.kind not in _JOINT | {"sanction", "assault"}:
        return False
    source, target = reading.source, reading.target
    if source is not None and source[0] + 2 < scene.count and not is_somebody(scene, acts, source[0]):
        place = source[0] + 2
    elif source is None and target is not None and 0 < target[0] < scene.count:
        place = target[0]
    else:
        return False
    if scene.lower(place - 1) != "between" or scene.phrases[place].kind != "N":
        return False
    middle = place + 1
    while middle + 2 < scene.count and scene.lower(middle) == "of":
        middle += 2
    if middle + 1 >= scene.count or scene.phrases[middle].kind != "C" or scene.phrases[middle + 1].kind != "N":
        return False
    reading.source, reading.target = (place, middle), (middle + 1, middle + 2)
    reading.is_place = False
    return True


def _parted(scene: Scene, acts: Acts, reading: Reading) -> bool:
    """Part two who did something together with nobody else: "British and French ministers met in Lille"."""
    source, target = reading.source, reading.target
    if source is None:
        return False
    if target not in (None, source) and is_somebody(scene, acts, target[0]) and not is_where(scene, target):
        return False
    middle = [place for place in range(*source) if scene.phrases[place].kind == "C"]
    if len(middle) != 1 or not source[0] < middle[0] < source[1] - 1:
        return False
    if not all(
        "P" in tags_of(scene, scene.phrases[n]) or is_somebody(scene, acts, n) for n in (source[0], middle[0] + 1)
    ):
        return False
    reading.source, reading.target = (source[0], middle[0]), (middle[0] + 1, source[1])
    reading.is_place = False
    return True
