"""Whom an act was done to: who stands behind the thing that the words name, and all the words that name him.

"Lifted the ban on Iran", "$5 million to help farmers in Mali", "welcomed Brazil's offer": a ban, a sum and an offer
take part in nothing, Iran, farmers and Brazil do.
"""

from __future__ import annotations

from timeline.extract.act.reading import FRIENDLY, HOSTILE, Reading
from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Span, noun_end
from timeline.extract.clause.phrases import Phrase
from timeline.lexicon.acts import Acts

_WHERE = frozenset(["in", "at", "near", "around", "along", "across", "inside", "outside", "off", "throughout"])
_ASIDE = frozenset(
    [
        "during", "after", "before", "since", "following", "amid", "despite", "until", "as", "under", "like", "unlike",
        "without", "than", "because", "through", "due", "per", "besides", "except", "including", "about", "over",
    ]
)  # fmt: skip
_AUTHORED = frozenset(("accuse", "reject", "support", "request", "concede"))
"""Kinds that are done to who made what they are about: "rejected a proposal by the rebels"."""
_AT_THINGS = frozenset(("assault", "coerce", "protest", "accuse"))
"""Kinds that are done to things as well: a convoy, a newspaper, a law, a massacre."""
_OWNED = frozenset(("support", "reject", "consult", "sanction", "retreat", "concede", "request", "threaten", "agree"))
_JOINT = frozenset(("agree", "consult", "cooperate", "support", "reject"))


def settle(scene: Scene, acts: Acts, reading: Reading) -> None:
    """Put whoever is behind it in the place of a thing that was acted on, and take in all that names him."""
    if reading.kind not in FRIENDLY | HOSTILE:
        return
    found = _found(scene, acts, reading)
    if reading.kind in _JOINT and (found is None or _is_where(scene, found)) and _parted(scene, reading):
        return
    if found is not None:
        reading.target = found
        reading.is_place = _is_where(scene, found)
    if reading.target is not None:
        reading.target = whole(scene, reading.target)


def _is_where(scene: Scene, span: Span) -> bool:
    return 0 < span[0] < scene.count and scene.lower(span[0] - 1) in _WHERE


def _parted(scene: Scene, reading: Reading) -> bool:
    """Part two who did something together with nobody else: "British and French ministers met in Lille"."""
    source, target = reading.source, reading.target
    if source is None:
        return False
    if target not in (None, source) and is_somebody(scene, target[0]) and not _is_where(scene, target):
        return False
    middle = [place for place in range(*source) if scene.phrases[place].kind == "C"]
    if len(middle) != 1 or not source[0] < middle[0] < source[1] - 1:
        return False
    if not is_somebody(scene, source[0]) or not is_somebody(scene, middle[0] + 1):
        return False
    reading.source, reading.target = (source[0], middle[0]), (middle[0] + 1, source[1])
    reading.is_place = False
    return True


def _found(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Look for somebody where the target is a thing, only a place, or nothing."""
    target = reading.target
    if target is None:
        start = scene.clauses[reading.clause].verb if reading.clause >= 0 else _place_of(scene, reading.trigger)
        return behind(scene, reading, start + 1)
    if is_somebody(scene, target[0]):
        return None
    owner = _owner(scene, acts, reading, target)
    if owner is not None:
        return owner
    praise = acts.things["praise"]
    if "P" in _tags(scene, scene.phrases[target[0]]) and not any(noun in praise for noun, _ in scene.nouns(target)):
        return None
    if reading.kind == "accuse":
        return _author(scene, target)
    if reading.kind in _AT_THINGS and not _is_means(scene, acts, target):
        return None
    return behind(scene, reading, target[0] + 1)


def _author(scene: Scene, span: Span) -> Span | None:
    """Give who did what is condemned: "the killing of a priest by soldiers"."""
    place = span[1]
    if place + 1 < scene.count and scene.lower(place) == "by" and is_somebody(scene, place + 1):
        return place + 1, noun_end(scene.words, scene.phrases[: scene.count], place + 1)
    return None


def _place_of(scene: Scene, word: int) -> int:
    return next(place for place, phrase in enumerate(scene.phrases) if phrase.end > word)


def _tags(scene: Scene, phrase: Phrase) -> str:
    return scene.tags[phrase.start : phrase.end]


def _is_means(scene: Scene, acts: Acts, span: Span) -> bool:
    """Say whether a thing is what was done or with what, not to what it was done: a raid, mortars, a ban."""
    nouns = [noun for noun, _ in scene.nouns(span)][:1]
    return any(
        noun in acts.nouns or noun in acts.things["force"] or noun in acts.things["restriction"] for noun in nouns
    )


def is_somebody(scene: Scene, place: int) -> bool:
    """Say whether a noun phrase names somebody by its last word: "Syrians" does, "Syrian guns" does not."""
    phrase = scene.phrases[place]
    end = phrase.end
    if scene.words.texts[end - 1] == ")":
        end = next(number for number in range(end - 1, phrase.start, -1) if scene.words.texts[number] == "(")
    tag = scene.tags[end - 1]
    return tag in "PU" or singular(scene.words.lower[end - 1]) in scene.people


def _owner(scene: Scene, acts: Acts, reading: Reading, span: Span) -> Span | None:
    """Give whose a thing is: "welcomed Brazil's offer"; not where it is the doer's own: "voiced France's support"."""
    if reading.kind not in _OWNED:
        return None
    phrase = scene.phrases[span[0]]
    mark = _tags(scene, phrase).find("'")
    if mark <= 0:
        return None
    end = phrase.start + mark
    if not (scene.tags[end - 1] == "P" or singular(scene.words.lower[end - 1]) in scene.people):
        return None
    if scene.words.lower[phrase.start] in {"its", "his", "her", "their"}:
        return None
    if any(noun in acts.things["praise"] for noun, _ in scene.nouns(span)):
        return None
    return scene.piece(phrase.start, end)


def behind(scene: Scene, reading: Reading, start: int) -> Span | None:
    """Find the first somebody that is named from a place on in the same clause; a place where there is nobody else."""
    phrases, count = scene.phrases, scene.count
    preposition = ""
    where: Span | None = None
    for place in range(start, count):
        phrase = phrases[place]
        kind = phrase.kind
        if _closes(scene, place):
            break
        if kind in "IT":
            preposition = scene.lower(place)
        elif kind in "Vt,":
            preposition = ""
        elif kind == "N":
            if _is_apart(reading, preposition, place):
                continue
            span = _named(scene, reading, place)
            if span is None:
                preposition = "" if preposition not in _WHERE else preposition
                continue
            if preposition in _WHERE:
                where = where or span
                preposition = ""
                continue
            return span
    return where


def _named(scene: Scene, reading: Reading, place: int) -> Span | None:
    """Give the somebody that a noun phrase names, be it as the owner of what it is about."""
    phrase = scene.phrases[place]
    if scene.tags[phrase.start] == "U":
        return None
    if is_somebody(scene, place):
        return place, noun_end(scene.words, scene.phrases[: scene.count], place)
    mark = _tags(scene, phrase).find("'")
    if mark > 0 and scene.tags[phrase.start + mark - 1] == "P":
        return scene.piece(phrase.start, phrase.start + mark)
    return None


def _is_apart(reading: Reading, preposition: str, place: int) -> bool:
    """Say whether who is named there has no part in it, or has the other one."""
    if preposition in _ASIDE or (preposition == "by" and reading.kind not in _AUTHORED):
        return True
    return reading.source is not None and reading.source[0] <= place < reading.source[1]


def _closes(scene: Scene, place: int) -> bool:
    """Say whether a clause ends there: at a full stop, a subordinator, a verb with a subject of its own."""
    phrase = scene.phrases[place]
    kind = phrase.kind
    if kind in ".:":
        return True
    if kind == "S":
        return scene.lower(place) != "that"
    if kind == "V":
        return phrase.form == "finite" and scene.phrases[place - 1].kind not in "WN"
    if kind in ",C" and place + 1 < scene.count:
        return scene.phrases[place + 1].form == "finite" or _opens(scene, place + 1)
    return False


def _opens(scene: Scene, place: int) -> bool:
    """Say whether a noun phrase is the subject of a finite verb: ", officials said"."""
    if scene.phrases[place].kind != "N":
        return False
    place += 1
    while place < scene.count and scene.phrases[place].kind in "NIRt":
        place += 1
    return place < scene.count and scene.phrases[place].form == "finite"


def whole(scene: Scene, span: Span) -> Span:
    """Lengthen a noun phrase by what tells which one it is: "the embassy in Kabul", "his counterpart, Paul Biya"."""
    start, end = span
    if start >= scene.count:
        return span
    while end < scene.count:
        longer = _longer(scene, start, end)
        if longer == end:
            break
        end = longer
    return start, end


def _longer(scene: Scene, start: int, end: int) -> int:
    """Give the end of a noun phrase with one more of the phrases that can belong to it; the same where none does."""
    phrases = scene.phrases
    if end + 1 >= scene.count:
        return end
    kind, word, after = phrases[end].kind, scene.lower(end), phrases[end + 1]
    named = _ends_in_name(scene, end - 1)
    if after.kind == "N":
        close = noun_end(scene.words, phrases[: scene.count], end + 1)
        if kind == "I" and word in {"in", "near", "from", "at"} and not named and _ends_in_name(scene, close - 1):
            return close
        if kind == "I" and word in {"of", "including"}:
            return close
        if kind == "," and _explains(scene, end - 1, end + 1, close):
            return close
    if kind == "V" and phrases[end].form == "ed" and phrases[end - 1].kind == "N" and not named:
        return _made_by(scene, end)
    return end


def _ends_in_name(scene: Scene, place: int) -> bool:
    phrase = scene.phrases[place]
    return scene.tags[phrase.end - 1] in "P)"


def _explains(scene: Scene, place: int, start: int, end: int) -> bool:
    """Say whether a phrase behind a comma tells who the one before it is: "the premier, NAME"; "Basra, Iraq"."""
    first = scene.phrases[start]
    if _opens(scene, start):
        return False
    if set(_tags(scene, first)) == {"P"}:
        return end == start + 1 and (end >= scene.count or scene.phrases[end].kind in ",.I")
    return scene.lower(start) == "the" and _ends_in_name(scene, place) and is_somebody(scene, start)


def _made_by(scene: Scene, verb: int) -> int:
    """Give the end of "run by the church", the same where it is another participle than that."""
    phrases = scene.phrases
    place = verb + 1
    while place < scene.count and phrases[place].kind in "RI" and scene.lower(place) not in {"by", "as"}:
        place += 1
    if place + 1 < scene.count and scene.lower(place) in {"by", "as"} and phrases[place + 1].kind == "N":
        return noun_end(scene.words, phrases[: scene.count], place + 1)
    return verb
