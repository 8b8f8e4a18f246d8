"""Who a noun phrase names: whether somebody at all, and with how many of the words behind it."""

from __future__ import annotations

from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Span, noun_end
from timeline.extract.clause.phrases import Phrase
from timeline.lexicon.acts import Acts


def is_somebody(scene: Scene, acts: Acts, place: int) -> bool:
    """Say whether a noun phrase names somebody by its last word: "Syrians" does, "Syrian guns" does not."""
    phrase = scene.phrases[place]
    end = core_end(scene, phrase)
    if scene.words.texts[end - 1] == ")":
        end = next(number for number in range(end - 1, phrase.start, -1) if scene.words.texts[number] == "(")
    last = singular(scene.words.lower[end - 1])
    if last.endswith(("self", "selve")):
        return False
    return scene.tags[end - 1] in "PU" or (last in scene.people and last not in acts.things["unmanned"])


def core_end(scene: Scene, phrase: Phrase) -> int:
    """Give the end of a phrase without an adjective that is said of it: "found the mayor guilty"."""
    tags = tags_of(scene, phrase)
    return phrase.end - 1 if tags[-1] == "A" and tags[-2:-1] in ("N", "P") else phrase.end


def tags_of(scene: Scene, phrase: Phrase) -> str:
    """Give the tags of a phrase's words."""
    return scene.tags[phrase.start : phrase.end]


def ends_in_name(scene: Scene, place: int) -> bool:
    """Say whether a noun phrase ends in a name: "Mali", "the World Bank (WB)", "northern Iraq"."""
    phrase = scene.phrases[place]
    return scene.tags[phrase.end - 1] in "P)"


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
    named = ends_in_name(scene, end - 1)
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


def _is_region(scene: Scene, acts: Acts, start: int, end: int) -> bool:
    """Say whether a phrase names a place: "northern Mali", "Syria's Hama province"."""
    phrase = scene.phrases[start]
    if "P" not in tags_of(scene, phrase):
        return False
    return ends_in_name(scene, end - 1) or singular(scene.words.lower[phrase.end - 1]) in acts.things["region"]


def _explains(scene: Scene, acts: Acts, place: int, start: int, end: int) -> bool:
    """Say whether a phrase behind a comma tells who the one before it is: "the premier, NAME"; "Basra, Iraq"."""
    first = scene.phrases[start]
    if opens(scene, start):
        return False
    if set(tags_of(scene, first)) == {"P"}:
        return end == start + 1 and (end >= scene.count or scene.phrases[end].kind in ",.I")
    return scene.lower(start) == "the" and ends_in_name(scene, place) and is_somebody(scene, acts, start)


def _made_by(scene: Scene, verb: int) -> int:
    """Give the end of "run by the church", the same where it is another participle than that."""
    phrases = scene.phrases
    place = verb + 1
    while place < scene.count and phrases[place].kind in "RI" and scene.lower(place) not in {"by", "as"}:
        place += 1
    if place + 1 < scene.count and scene.lower(place) in {"by", "as"} and phrases[place + 1].kind == "N":
        return noun_end(scene.words, phrases[: scene.count], place + 1)
    return verb


def opens(scene: Scene, place: int) -> bool:
    """Say whether a noun phrase is the subject of a finite verb: ", officials said"."""
    if scene.phrases[place].kind != "N":
        return False
    place += 1
    while place < scene.count and scene.phrases[place].kind in "NIRt":
        place += 1
    return place < scene.count and scene.phrases[place].form == "finite"
