"""Who does what in a sentence: each verb with its subject, its objects and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.extract.clause.phrases import Phrase
from timeline.extract.clause.tags import SAYING
from timeline.extract.clause.words import Words

Span = tuple[int, int]
"""Numbers of phrases, half-open."""

PARTICLES = frozenset(
    [
        "out",
        "up",
        "off",
        "down",
        "away",
        "back",
        "over",
        "aside",
        "along",
        "apart",
        "in",
        "on",
        "through",
        "ahead",
        "forward",
    ]
)
_ALWAYS = frozenset(["out", "up", "off", "down", "away", "back", "aside", "apart", "free"])
_OBJECT_CONTROL = frozenset(
    [
        "urge",
        "ask",
        "order",
        "force",
        "allow",
        "permit",
        "tell",
        "persuade",
        "convince",
        "call",
        "invite",
        "request",
        "compel",
        "press",
        "push",
        "warn",
        "enable",
        "help",
        "let",
        "pressure",
        "require",
        "advise",
        "encourage",
        "command",
        "want",
        "expect",
        "forbid",
        "instruct",
        "authorise",
        "authorize",
        "beg",
        "implore",
        "summon",
        "demand",
        "appeal",
        "prompt",
        "direct",
        "lead",
        "cause",
        "oblige",
        "get",
        "send",
        "appoint",
        "assign",
        "hire",
        "mandate",
    ]
)


@dataclass(slots=True)
class Clause:
    """A verb of a sentence, with spans of phrases around it. ``verb`` is the number of its phrase.

    ``subject`` and ``object`` are of the active sense: a passive's are turned round. ``others`` are the prepositional
    phrases, as (preposition, span). ``kind`` says how it hangs on ``parent``, the number of another clause: ``main``,
    ``that``, ``to``, ``ing``, ``and``, ``relative``, ``reduced``, ``while``, ``of`` (a gerund behind a preposition).
    """

    verb: int
    phrase: Phrase
    subject: Span | None = None
    object: Span | None = None
    second: Span | None = None
    particle: str = ""
    others: list[tuple[str, Span]] = field(default_factory=list)
    kind: str = "main"
    parent: int = -1
    opener: str = ""


def clauses(words: Words, phrases: list[Phrase]) -> list[Clause]:
    """Find the clauses of a sentence, in the order of their verbs."""
    found = [Clause(number, phrase) for number, phrase in enumerate(phrases) if phrase.kind == "V"]
    for number, clause in enumerate(found):
        _after(words, phrases, clause)
        _hang(words, phrases, found, number)
    for number in range(len(found)):
        _subject(words, phrases, found, number)
    for clause in found:
        if clause.phrase.start in words.quoted and clause.phrase.form == "finite" and clause.object is not None:
            # "...," warned the minister: whoever speaks stands behind
            clause.kind, clause.parent = "main", -1
            clause.subject, clause.object = clause.object, clause.second
        if clause.phrase.passive:
            agent = next((span for preposition, span in clause.others if preposition == "by"), None)
            if clause.object is not None and clause.second is None:
                clause.second = clause.object
            clause.object, clause.subject = clause.subject, agent
    return found


def _after(words: Words, phrases: list[Phrase], clause: Clause) -> None:
    """Read what follows a verb: particle, objects, prepositional phrases."""
    place = clause.verb + 1
    count = len(phrases)
    while place < count and phrases[place].kind in "Rt":
        place += 1
    if place < count and phrases[place].kind in "IR" and words.lower[phrases[place].start] in _ALWAYS:
        clause.particle = words.lower[phrases[place].start]
        place += 1
    preposition = ""
    while place < count:
        phrase = phrases[place]
        kind = phrase.kind
        if kind == "N":
            end = noun_end(words, phrases, place)
            if preposition:
                clause.others.append((preposition, (place, end)))
                preposition = ""
            elif clause.object is None:
                clause.object = (place, end)
            elif clause.second is None and place == clause.object[1]:
                clause.second = (place, end)
            else:
                return
            place = end
            continue
        if kind in "IT":
            word = words.lower[phrase.start]
            if preposition and word in {"to", "of", "from", "with"}:  # according to, out of
                preposition = word if word != "of" else preposition
            elif word in _ALWAYS and clause.object is not None and not clause.particle and place == clause.object[1]:
                clause.particle = word
            else:
                preposition = word
        elif kind in 'Rt"(':
            if kind == "t":
                preposition = ""
            if kind == "(":
                while place < count and phrases[place].kind != ")":
                    place += 1
        elif kind == "n" and preposition:
            pass
        else:
            break
        place += 1
    if preposition and not clause.particle and clause.object is None:
        clause.particle = preposition  # "gave in", "was sworn in"


def noun_end(words: Words, phrases: list[Phrase], start: int) -> int:
    """Give the end of a noun phrase with what belongs to it: of-phrases, and others joined by "and"."""
    place = start + 1
    count = len(phrases)
    while place < count:
        kind = phrases[place].kind
        word = words.lower[phrases[place].start]
        after = phrases[place + 1].kind if place + 1 < count else "."
        if (
            (kind == "I" and word == "of" and after == "N")
            or (kind == "C" and word in {"and", "or"} and after == "N" and not _opens(phrases, place + 1))
            or (kind == "," and after == "N" and _is_list(words, phrases, place))
            or (kind == "I" and word == "between" and after == "N")
        ):
            place += 2
        else:
            break
    return place


def _opens(phrases: list[Phrase], noun: int) -> bool:
    """Say whether a noun phrase is followed by a finite verb of which it is the subject."""
    place = noun + 1
    while (place < len(phrases) and phrases[place].kind in "RtI") or (
        place < len(phrases) and phrases[place].kind == "N" and phrases[place - 1].kind == "I"
    ):
        place += 1
    return place < len(phrases) and phrases[place].kind == "V" and phrases[place].form == "finite"


def _is_list(words: Words, phrases: list[Phrase], comma: int) -> bool:
    """Say whether a comma stands in a list that ends in "and": A, B and C."""
    place = comma + 1
    while place < len(phrases) and (
        phrases[place].kind in "N," or (phrases[place].kind == "I" and words.lower[phrases[place].start] == "of")
    ):
        place += 1
    return (
        place + 1 < len(phrases)
        and phrases[place].kind == "C"
        and words.lower[phrases[place].start] == "and"
        and phrases[place - 1].kind in "N,"
        and phrases[place + 1].kind == "N"
        and not _opens(phrases, place + 1)
    )


def _hang(words: Words, phrases: list[Phrase], found: list[Clause], number: int) -> None:
    """Say how a clause hangs on those before it."""
    clause = found[number]
    form = clause.phrase.form
    place = clause.verb - 1
    while place >= 0 and phrases[place].kind in "Rt":
        place -= 1
    left = phrases[place].kind if place >= 0 else "."
    previous = number - 1
    if form == "to":
        clause.kind, clause.parent = "to", previous
        return
    if left == "W":
        clause.kind, clause.parent = "relative", previous
        return
    if form in {"ing", "ed"}:
        if left in "ITS":
            clause.kind, clause.opener = "of", words.lower[phrases[place].start]
        elif left == "C" and previous >= 0 and found[previous].phrase.form == form:
            clause.kind = "and"
        elif left == "N":
            clause.kind = "reduced"
        elif left == "V":
            clause.kind = "ing"
        else:
            clause.kind = "while"
        clause.parent = previous
        return
    if (left == "C" or form == "base") and previous >= 0:
        clause.kind, clause.parent = "and", previous
        return
    while previous >= 0 and found[previous].kind in {"of", "reduced"}:
        previous -= 1
    opener = _opener(words, phrases, clause, found[previous].verb if previous >= 0 else -1)
    if opener >= 0:
        word = words.lower[phrases[opener].start]
        clause.opener = word
        if word == "that" and previous >= 0:
            clause.kind, clause.parent = "that", previous
        elif phrases[opener].kind == "W":
            clause.kind, clause.parent = "relative", previous
        else:
            clause.kind, clause.parent = "while", previous
        return
    if previous >= 0 and found[previous].phrase.lemma in SAYING and found[previous].phrase.form != "ed":
        between = phrases[found[previous].verb + 1 : clause.verb]
        if between and not any(phrase.kind in ",." for phrase in between):
            clause.kind, clause.parent = "that", previous
            found[previous].object = None


def _opener(words: Words, phrases: list[Phrase], clause: Clause, previous: int) -> int:
    """Find the subordinator that opens a clause, between the verb before and its own; −1 for none."""
    for place in range(clause.verb - 1, previous, -1):
        kind = phrases[place].kind
        if kind == "S":
            return place
        if kind == "W" and place > 0 and phrases[place - 1].kind in "I,N":
            return place
    return -1


def _subject(words: Words, phrases: list[Phrase], found: list[Clause], number: int) -> None:
    clause = found[number]
    parent = found[clause.parent] if clause.parent >= 0 else None
    kind = clause.kind
    if kind == "to" and parent is not None:
        controls = parent.object is not None and (parent.phrase.lemma in _OBJECT_CONTROL or parent.phrase.passive)
        if controls:
            clause.subject = parent.object
        elif (
            parent.others
            and parent.others[-1][0] in {"on", "upon", "for", "to"}
            and parent.phrase.lemma
            in {
                "call",
                "appeal",
                "prevail",
                "lean",
                "plead",
                "wait",
                "push",
                "press",
            }
        ):
            clause.subject = parent.others[-1][1]
        else:
            clause.subject = parent.subject
        return
    if kind == "relative":
        clause.subject = _antecedent(words, phrases, clause)
        if clause.subject is not None:
            return
    if kind == "reduced":
        clause.subject = _nearest(words, phrases, clause.verb)
        return
    if kind in {"of", "ing", "while"} and clause.phrase.form in {"ing", "ed"}:
        if parent is not None:
            clause.subject = parent.object if parent.phrase.passive else parent.subject
        elif number + 1 < len(found):
            later = found[number + 1]
            clause.subject = _left(words, phrases, later.verb, clause.verb)
        return
    if kind == "and" and parent is not None:
        clause.subject = parent.object if parent.phrase.passive and parent.subject is None else parent.subject
        return
    previous = -1
    for other in range(number - 1, -1, -1):
        if found[other].phrase.form == "finite" or found[other].kind == "that":
            previous = found[other].verb
            break
    clause.subject = _left(words, phrases, clause.verb, previous)


def _antecedent(words: Words, phrases: list[Phrase], clause: Clause) -> Span | None:
    place = clause.verb - 1
    while place >= 0 and phrases[place].kind != "W":
        place -= 1
    return _nearest(words, phrases, place) if place > 0 else None


def _nearest(words: Words, phrases: list[Phrase], place: int) -> Span | None:
    """Give the noun phrase that ends before a place, from its head on: "the president of Serbia" whole."""
    end = place
    while end > 0 and phrases[end - 1].kind in ',tR"':
        end -= 1
    start = end - 1
    if start < 0 or phrases[start].kind != "N":
        return None
    while (
        start >= 2
        and phrases[start - 1].kind == "I"
        and words.lower[phrases[start - 1].start] == "of"
        and (phrases[start - 2].kind == "N")
    ):
        start -= 2
    if (
        start >= 2
        and phrases[start - 1].kind == ","
        and phrases[start - 2].kind == "N"
        and words.lower[phrases[start].start] in {"a", "an", "the"}
        and words.texts[phrases[start - 2].head][0].isupper()
    ):  # "Kosovo, a region that": it is Kosovo
        return start - 2, start - 1
    return start, end


def _left(words: Words, phrases: list[Phrase], verb: int, previous: int) -> Span | None:
    """Find the subject of a finite verb: the first noun phrase of its own that stands before it, without a preposition.

    ``previous`` is the verb before, which is not passed.
    """
    segments: list[Span] = []
    end = verb
    place = verb - 1
    while place >= 0 and (
        phrases[place].kind in "Rt" or (phrases[place].kind == "I" and phrases[place + 1].kind == "t")
    ):
        place -= 1
    set_in = place >= 0 and phrases[place].kind == ","  # ", which it did, ": the verbs in it are passed
    if set_in:
        end = place + 1
    while place > previous or (set_in and place >= 0):
        kind = phrases[place].kind
        if kind == ",":
            segments.append((place + 1, end))
            end = place
            if len(segments) > 2:
                set_in = False
        elif kind in "SW.:" and not (set_in and len(segments) == 1):
            break
        place -= 1
    segments.append((place + 1, end))
    if set_in or (segments and segments[0][0] == segments[0][1]):
        verb = segments[0][1]
    closing = 0
    last = verb
    for number, (first, final) in enumerate(segments):
        noun = _first_noun(words, phrases, first, final)
        if noun is None:
            if final == verb and first == final:
                closing = 1  # ", ... , verb": what stands between the commas is set in
            continue
        if closing and number == 1 and len(segments) > 2 and _first_noun(words, phrases, *segments[2]) is not None:
            earlier = _first_noun(words, phrases, *segments[2])
            assert earlier is not None
            return earlier, last - 1 if phrases[first].kind == "N" else segments[2][1]
        if not closing and number + 1 < len(segments) and _joined(words, phrases, first, final):
            start = noun
            for before_first, before_final in segments[number + 1 :]:
                kinds = [phrase.kind for phrase in phrases[before_first:before_final]]
                if len(kinds) > 2 and set(kinds[::2]) == {"N"} and set(kinds[1::2]) == {"I"}:
                    start = before_first  # "the mediators from the OSCE, Russia and Ukraine"
                    break
                # "On Monday Moscow, Kiev and Brussels": what stands before the first of them is no part of the list
                if (
                    before_final <= before_first
                    or phrases[before_final - 1].kind != "N"
                    or any(phrases[place].kind not in "ItR" for place in range(before_first, before_final - 1))
                ):
                    break
                start = before_final - 1
            return start, _trim(phrases, start, final)
        return noun, _trim(phrases, noun, final)
    return None


def _joined(words: Words, phrases: list[Phrase], first: int, final: int) -> bool:
    return phrases[first].kind == "N" and any(
        phrases[place].kind == "C" and words.lower[phrases[place].start] == "and" for place in range(first, final)
    )


def _first_noun(words: Words, phrases: list[Phrase], first: int, final: int) -> int | None:
    behind = False
    for place in range(first, final):
        kind = phrases[place].kind
        if kind in "IT":
            behind = True
        elif kind == "N":
            if not behind:
                return place
            behind = False
        elif kind == "C":
            continue
        elif kind == "V" and phrases[place].form in {"finite", "to"}:
            return None
        else:
            behind = False
    return None


def _trim(phrases: list[Phrase], start: int, end: int) -> int:
    """Leave out times and what follows them, and adverbs and marks at the end of a span."""
    for place in range(start + 1, end):
        if phrases[place].kind == "t":
            end = place
            break
    while end > start + 1 and phrases[end - 1].kind in 'tR,"I':
        end -= 1
    return end
