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
_DATIVE = frozenset(("aid", "retreat", "concede", "agree"))
_TOLD = frozenset(("threaten", "accuse", "request", "reject", "support"))
_GUESSED = 0.6
"""By what a noun's event is less likely whose doer was guessed."""
_SENT = frozenset(("mobilize", "agree", "retreat", "sanction"))
_JOINT = frozenset(("agree", "consult", "cooperate", "support", "reject"))


def settle(scene: Scene, acts: Acts, reading: Reading) -> None:
    """Put whoever is behind it in the place of a thing that was acted on, and take in all that names him."""
    if reading.kind not in FRIENDLY | HOSTILE:
        return
    _sent_to(scene, reading)
    found = _found(scene, acts, reading)
    if reading.kind in _JOINT and (found is None or _is_where(scene, found)) and _parted(scene, acts, reading):
        return
    if found is not None:
        reading.target = found
        reading.is_place = _is_where(scene, found)
    if reading.source is None:
        reading.source = _doer(scene, acts, reading)
        if reading.source is not None and reading.clause < 0:
            reading.strength *= _GUESSED
    if reading.target is not None:
        reading.target = whole(scene, acts, reading.target)


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
    spans = [span for word, span in clause.others if word == "in" and _ends_in_name(scene, span[0])]
    return spans[0] if spans and spans[0] != reading.target else None


def _is_where(scene: Scene, span: Span) -> bool:
    return 0 < span[0] < scene.count and scene.lower(span[0] - 1) in _WHERE


def _parted(scene: Scene, acts: Acts, reading: Reading) -> bool:
    """Part two who did something together with nobody else: "British and French ministers met in Lille"."""
    source, target = reading.source, reading.target
    if source is None:
        return False
    if target not in (None, source) and is_somebody(scene, acts, target[0]) and not _is_where(scene, target):
        return False
    middle = [place for place in range(*source) if scene.phrases[place].kind == "C"]
    if len(middle) != 1 or not source[0] < middle[0] < source[1] - 1:
        return False
    if not all(
        "P" in _tags(scene, scene.phrases[n]) or is_somebody(scene, acts, n) for n in (source[0], middle[0] + 1)
    ):
        return False
    reading.source, reading.target = (source[0], middle[0]), (middle[0] + 1, source[1])
    reading.is_place = False
    return True


def _found(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Look for somebody where the target is a thing, only a place, or nothing."""
    target = reading.target
    if target is None:
        start = scene.clauses[reading.clause].verb if reading.clause >= 0 else _place_of(scene, reading.trigger)
        return behind(scene, acts, reading, start + 1)
    if reading.kind in _SENT and _is_sent(scene, acts, target):
        return behind(scene, acts, reading, target[1])
    if is_somebody(scene, acts, target[0]):
        return _with(scene, acts, reading, target) if reading.kind in {"consult", "cooperate"} else None
    owner = _owner(scene, acts, reading, target)
    if owner is not None:
        return owner
    praise = acts.things["praise"]
    if "P" in _tags(scene, scene.phrases[target[0]]) and not any(noun in praise for noun, _ in scene.nouns(target)):
        return None
    if reading.kind == "accuse":
        return _author(scene, acts, target)
    if reading.kind in _AT_THINGS and not _is_means(scene, acts, target):
        return None
    return behind(scene, acts, reading, target[0] + 1)


def _is_sent(scene: Scene, acts: Acts, span: Span) -> bool:
    """Say whether a phrase names whom somebody sends or calls home: troops, observers, a delegation."""
    last = singular(scene.words.lower[scene.phrases[span[0]].end - 1])
    return any(last in acts.things[name] for name in ("force", "keeper", "party"))


def _with(scene: Scene, acts: Acts, reading: Reading, span: Span) -> Span | None:
    """Give with whom something was discussed: "discussed Libya with the premier", "spoke in Rome, with the pope"."""
    for place in range(span[1], scene.count - 1):
        if _closes(scene, place) or scene.phrases[place].kind in "VS":
            break
        if scene.lower(place) == "with" and is_somebody(scene, acts, place + 1):
            return place + 1, noun_end(scene.words, scene.phrases[: scene.count], place + 1)
    return None


def _author(scene: Scene, acts: Acts, span: Span) -> Span | None:
    """Give who did what is condemned: "the killing of a priest by soldiers"."""
    place = span[1]
    if place + 1 < scene.count and scene.lower(place) == "by" and is_somebody(scene, acts, place + 1):
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


def is_somebody(scene: Scene, acts: Acts, place: int) -> bool:
    """Say whether a noun phrase names somebody by its last word: "Syrians" does, "Syrian guns" does not."""
    phrase = scene.phrases[place]
    end = phrase.end
    if scene.words.texts[end - 1] == ")":
        end = next(number for number in range(end - 1, phrase.start, -1) if scene.words.texts[number] == "(")
    last = singular(scene.words.lower[end - 1])
    return scene.tags[end - 1] in "PU" or (last in scene.people and last not in acts.things["unmanned"])


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


def behind(scene: Scene, acts: Acts, reading: Reading, start: int) -> Span | None:
    """Find the first somebody that is named from a place on in the same clause; a place where there is nobody else."""
    phrases, count = scene.phrases, scene.count
    preposition = ""
    first: Span | None = None
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
            span = _named(scene, acts, reading, place)
            if span is not None and preposition == "to" and reading.kind in _DATIVE and phrases[place - 1].kind == "T":
                return span
            if span is None:
                preposition = "" if preposition not in _WHERE else preposition
                continue
            if preposition in _WHERE:
                where = where or span
                preposition = ""
                continue
            if reading.kind not in _DATIVE:
                return span
            where = first = first or span
    return first or where


def _named(scene: Scene, acts: Acts, reading: Reading, place: int) -> Span | None:
    """Give the somebody that a noun phrase names, be it as the owner of what it is about."""
    phrase = scene.phrases[place]
    if scene.tags[phrase.start] == "U":
        return None
    if is_somebody(scene, acts, place):
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


def whole(scene: Scene, acts: Acts, span: Span) -> Span:
    """Lengthen a noun phrase by what tells which one it is: "the embassy in Kabul", "his counterpart, Paul Biya"."""
    start, end = span
    if start >= scene.count:
        return span
    while end < scene.count:
        longer = _longer(scene, acts, start, end)
        if longer == end:
            break
        end = longer
    return start, end


def _longer(scene: Scene, acts: Acts, start: int, end: int) -> int:
    """Give the end of a noun phrase with one more of the phrases that can belong to it; the same where none does."""
    phrases = scene.phrases
    if end + 1 >= scene.count:
        return end
    kind, word, after = phrases[end].kind, scene.lower(end), phrases[end + 1]
    named = _ends_in_name(scene, end - 1)
    if after.kind == "N":
        close = noun_end(scene.words, phrases[: scene.count], end + 1)
        if (
            kind == "I"
            and word in {"in", "near", "from", "at"}
            and not named
            and _is_region(scene, acts, end + 1, close)
        ):
            return close
        if kind == "I" and word in {"of", "including"}:
            return close
        if kind == "," and _explains(scene, acts, end - 1, end + 1, close):
            return close
    if kind == "V" and phrases[end].form == "ed" and phrases[end - 1].kind == "N" and not named:
        return _made_by(scene, end)
    return end


def _ends_in_name(scene: Scene, place: int) -> bool:
    phrase = scene.phrases[place]
    return scene.tags[phrase.end - 1] in "P)"


def _is_region(scene: Scene, acts: Acts, start: int, end: int) -> bool:
    """Say whether a phrase names a place: "northern Mali", "Syria's Hama province"."""
    phrase = scene.phrases[start]
    if "P" not in _tags(scene, phrase):
        return False
    return _ends_in_name(scene, end - 1) or singular(scene.words.lower[phrase.end - 1]) in acts.things["region"]


def _explains(scene: Scene, acts: Acts, place: int, start: int, end: int) -> bool:
    """Say whether a phrase behind a comma tells who the one before it is: "the premier, NAME"; "Basra, Iraq"."""
    first = scene.phrases[start]
    if _opens(scene, start):
        return False
    if set(_tags(scene, first)) == {"P"}:
        return end == start + 1 and (end >= scene.count or scene.phrases[end].kind in ",.I")
    return scene.lower(start) == "the" and _ends_in_name(scene, place) and is_somebody(scene, acts, start)


def _made_by(scene: Scene, verb: int) -> int:
    """Give the end of "run by the church", the same where it is another participle than that."""
    phrases = scene.phrases
    place = verb + 1
    while place < scene.count and phrases[place].kind in "RI" and scene.lower(place) not in {"by", "as"}:
        place += 1
    if place + 1 < scene.count and scene.lower(place) in {"by", "as"} and phrases[place + 1].kind == "N":
        return noun_end(scene.words, phrases[: scene.count], place + 1)
    return verb
