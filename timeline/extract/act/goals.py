"""Who did it and to whom: the noun phrases of a clause, or around a noun, that play these parts."""

from __future__ import annotations

from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Clause, Span
from timeline.lexicon.acts import Acts

_GOALS = {
    "consult": ("with", "between", "for", "to", "of", "in", "at"),
    "cooperate": ("with", "to", "between", "in"),
    "support": ("with", "for", "to", "of", "between", "in"),
    "agree": ("with", "to", "for", "in", "on"),
    "aid": ("to", "for", "in", "into"),
    "retreat": ("from", "on", "against", "of", "to", "in"),
    "concede": ("to", "of", "on", "for", "in"),
    "sanction": ("with", "to", "from", "against", "on", "between"),
    "coerce": ("on", "against", "in", "of", "from"),
    "mobilize": ("to", "in", "on", "into", "near", "along", "at", "against"),
    "assault": ("on", "against", "with", "at", "in", "near", "of"),
    "protest": ("against", "over", "outside", "at", "in", "on", "for", "to"),
    "accuse": ("against", "of", "into", "on", "over", "with", "by", "in"),
    "request": ("on", "upon", "to", "from", "with", "in", "for"),
    "reject": ("from", "with", "to", "of", "on", "in"),
    "threaten": ("to", "against", "on", "with"),
}


def is_actor(scene: Scene, span: Span) -> bool:
    """Say whether a noun phrase can be somebody: a name, a pronoun, people."""
    phrase = scene.phrases[span[0]]
    return (
        "P" in scene.tags[phrase.start : phrase.end]
        or scene.tags[phrase.start] == "U"
        or singular(scene.words.lower[phrase.end - 1]) in scene.people
    )


def target(scene: Scene, acts: Acts, clause: Clause, kind: str, noun: int = -1) -> Span | None:
    """Choose to whom an act was done.

    Somebody is taken before something: the object if it is one, then the phrases whose prepositions go with the kind,
    then whoever is named inside an object that only names the act ("a request from", "Turkey's offer").
    """
    direct = clause.object
    if direct is not None and clause.second is not None and _is_bare(scene, direct):
        return clause.second  # "set free two hostages"
    if clause.second is not None and kind in {"aid", "concede", "office"}:
        return clause.object
    inside = (
        direct is not None
        and noun >= 0
        and any(scene.phrases[place].start <= noun < scene.phrases[place].end for place in range(*direct))
    )
    if direct is not None and inside and kind in _BY_NAME and _is_meant(scene, acts, direct, kind):
        return direct  # "summoned the ambassador", "rejected Brazil's offer"
    if direct is not None and not inside and (is_actor(scene, direct) or kind not in _GIVEN | _ADDRESSED):
        if kind == "assault" and not is_actor(scene, direct):
            for word, span in clause.others:
                if word in {"at", "on", "against"} and is_actor(scene, span):
                    return span
        return direct
    goals = [
        (word, span)
        for word, span in clause.others
        if scene.tags[scene.phrases[span[0]].start] != "t"
        and word != "by"
        and singular(scene.words.lower[scene.phrases[span[0]].end - 1]) not in acts.things["manner"]
    ]
    goals.sort(key=lambda goal: _rank(kind, goal[0]))
    if kind == "protest" and goals and goals[0][0] == "against":
        return goals[0][1]
    somebody = [span for _, span in goals if is_actor(scene, span)]
    owner = _owner(scene, direct, noun) if direct is not None else None
    if owner is not None and not (somebody and _rank(kind, goals[0][0]) == 0):
        return owner
    if somebody:
        return somebody[0]
    if direct is not None and (not inside or not goals):
        return direct
    return goals[0][1] if goals else None


def _rank(kind: str, preposition: str) -> int:
    """Order prepositions by how likely they lead to whom an act of a kind is done."""
    goals = _GOALS.get(kind, ())
    if preposition in goals:
        return goals.index(preposition)
    return 20 if preposition in _AROUND else 10


_AROUND = frozenset(
    [
        "in",
        "at",
        "on",
        "during",
        "after",
        "before",
        "over",
        "since",
        "as",
        "within",
        "through",
        "amid",
        "until",
        "under",
    ]
)
_ADDRESSED = frozenset(("reject", "threaten", "protest"))


def _owner(scene: Scene, span: Span, noun: int) -> Span | None:
    """Find who is named in a phrase behind its noun: "the decision of the court", "an attack on Syria"."""
    for place in range(span[0] + 1, span[1]):
        if (
            scene.phrases[place].kind == "N"
            and scene.phrases[place].start > noun
            and is_actor(scene, (place, place + 1))
        ):
            return place, place + 1
    return None


def _is_bare(scene: Scene, span: Span) -> bool:
    """Say whether a phrase is but an adjective: "free"."""
    phrase = scene.phrases[span[0]]
    return span[1] - span[0] == 1 and scene.tags[phrase.start : phrase.end] == "A"


def _is_meant(scene: Scene, acts: Acts, span: Span, kind: str) -> bool:
    """Say whether the noun by which a kind is told is itself acted on: an ambassador, no troops; what is Brazil's."""
    phrase = scene.phrases[span[0]]
    last = singular(scene.words.lower[phrase.end - 1])
    if any(last in acts.things[name] for name in ("force", "keeper", *(("party", "aid") if kind == "aid" else ()))):
        return False
    if kind == "reject" and "P" in scene.tags[phrase.start : phrase.end]:
        return span[1] >= scene.count or scene.lower(span[1]) != "with"
    return last in scene.people and last not in acts.things["unmanned"]


_BY_NAME = frozenset(
    ("consult", "aid", "sanction", "coerce", "assault", "accuse", "reject", "concede", "retreat", "threaten")
)
_GIVEN = frozenset(
    ("aid", "mobilize", "agree", "support", "sanction", "retreat", "consult", "cooperate", "request", "coerce")
)


def around(scene: Scene, span: Span, word: int) -> tuple[Span | None, Span | None]:
    """Find who did what a noun names, and to whom: "an attack by rebels on Syria", "the arrest of men by police"."""
    source = goal = None
    place = next((place for place in range(span[0], span[1]) if scene.phrases[place].end > word), span[0])
    phrases = scene.phrases
    after = place + 1
    while after + 1 < len(phrases) and phrases[after].kind in "ITt":
        if phrases[after].kind == "t":
            after += 1
            continue
        if phrases[after + 1].kind == "t":
            after += 2
            continue
        if phrases[after + 1].kind != "N":
            break
        preposition = scene.lower(after)
        if preposition in {"by", "from"} and source is None:
            source = (after + 1, after + 2)
        elif preposition in {"of", "on", "against", "with", "to", "between", "into", "for"} and goal is None:
            goal = (after + 1, after + 2)
        after += 2
    return source, goal
