"""Whom an act was done to where the words name a thing: who stands behind it.

"Lifted the ban on Iran", "$5 million to help farmers in Mali", "welcomed Brazil's offer": a ban, a sum and an offer
take part in nothing, Iran, farmers and Brazil do.
"""

from __future__ import annotations

from timeline.extract.act.names import is_somebody, opens, tags_of
from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Span, noun_end
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
_AT_THINGS = frozenset(("assault", "coerce", "protest"))
"""Kinds that are done to things as well: a convoy, a newspaper, a law."""
_OWNED = frozenset(("support", "reject", "consult", "sanction", "retreat", "concede", "request", "threaten", "agree"))
"""Kinds that are done to whose the thing is: "rejected Turkey's offer"; an assault is on his house."""
_DATIVE = frozenset(("aid", "retreat", "concede", "agree"))
"""Kinds by which a thing goes to somebody."""
_SENT = frozenset(("mobilize", "agree", "retreat", "sanction"))
"""Kinds by which people are sent, or called home."""


def found(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Look for somebody where the target is a thing, only a place, or nothing."""
    target = reading.target
    if target is None:
        start = scene.clauses[reading.clause].verb if reading.clause >= 0 else place_of(scene, reading.trigger)
        return behind(scene, acts, reading, start + 1)
    if reading.kind in _SENT and _is_sent(scene, acts, target):
        return behind(scene, acts, reading, target[1])
    if is_somebody(scene, acts, target[0]):
        return _with(scene, acts, reading, target) if reading.kind in {"consult", "cooperate"} else None
    given = _given(scene, acts, reading) if reading.kind in _DATIVE else None
    if given is not None:
        return given
    owner = _owner(scene, acts, reading, target)
    if owner is not None:
        return owner
    praise = acts.things["praise"]
    if "P" in tags_of(scene, scene.phrases[target[0]]) and not any(noun in praise for noun, _ in scene.nouns(target)):
        return None
    if reading.kind == "accuse":
        return author(scene, acts, target)
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


def _given(scene: Scene, acts: Acts, reading: Reading) -> Span | None:
    """Give to whom a thing went: "returned two Roman statues to Italy"."""
    if reading.clause < 0:
        return None
    others = scene.clauses[reading.clause].others
    return next((span for word, span in others if word == "to" and is_somebody(scene, acts, span[0])), None)


def author(scene: Scene, acts: Acts, span: Span) -> Span | None:
    """Give who did what is condemned: "the killing of a priest by soldiers"."""
    place = span[1]
    if place + 1 < scene.count and scene.lower(place) == "by" and is_somebody(scene, acts, place + 1):
        return place + 1, noun_end(scene.words, scene.phrases[: scene.count], place + 1)
    return None


def _owner(scene: Scene, acts: Acts, reading: Reading, span: Span) -> Span | None:
    """Give whose a thing is: "welcomed Brazil's offer"; not where it is the doer's own: "voiced France's support"."""
    if reading.kind not in _OWNED:
        return None
    phrase = scene.phrases[span[0]]
    mark = tags_of(scene, phrase).find("'")
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


def _is_means(scene: Scene, acts: Acts, span: Span) -> bool:
    """Say whether a thing is what was done or with what, not to what it was done: a raid, mortars, a ban."""
    nouns = [noun for noun, _ in scene.nouns(span)][:1]
    return any(
        noun in acts.nouns or noun in acts.things["force"] or noun in acts.things["restriction"] for noun in nouns
    )


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
    mark = tags_of(scene, phrase).find("'")
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
        return scene.phrases[place + 1].form == "finite" or opens(scene, place + 1)
    return False


def place_of(scene: Scene, word: int) -> int:
    """Give the number of the phrase that a word stands in."""
    return next(place for place, phrase in enumerate(scene.phrases) if phrase.end > word)


def is_where(scene: Scene, span: Span) -> bool:
    """Say whether a phrase tells only where: "in Bamako"."""
    return 0 < span[0] < scene.count and scene.lower(span[0] - 1) in _WHERE
