"""Reading clauses: what a verb tells with its nouns, and what the verbs above it make of that.

"Attacked" is an assault, "threatened to attack" a threat, "refused to attack" a refusal, "called off the attack" a
retreat: the verbs that turn acts are the operators of ``lexicon/en/operators.yaml``.
"""

from __future__ import annotations

from timeline.extract.act.goals import around, is_actor, target
from timeline.extract.act.reading import FRIENDLY, HOSTILE, Reading
from timeline.extract.act.scene import Scene
from timeline.extract.clause.clauses import Clause, Span
from timeline.lexicon.acts import Acts

_FUTURE = frozenset(("will", "would", "shall", "won't", "wouldn't", "'ll"))
_MAYBE = frozenset(("could", "may", "might", "can", "couldn't"))
_DUTY = frozenset(("must", "should", "ought"))
_CANCELS = frozenset(("cancel", "call+off", "scrap", "postpone", "put+off"))
_TELLS = frozenset(["announce", "promise", "pledge", "vow", "say", "add", "declare", "confirm", "reveal"])
_READY = frozenset(
    ["available", "ready", "operational", "complete", "finished", "open", "built", "done", "home", "free"]
)
_PROMISES = frozenset(
    ["agree", "pledge", "promise", "vow", "offer", "commit", "undertake", "volunteer", "guarantee", "plan"]
)
_STATIVE = frozenset(
    [
        "be",
        "have",
        "remain",
        "stay",
        "become",
        "know",
        "need",
        "want",
        "like",
        "mean",
        "cost",
        "seem",
        "appear",
        "depend",
        "include",
        "matter",
        "feel",
    ]
)
_CONDITIONS = frozenset(("if", "unless", "case"))
_LASTING = frozenset(["assault", "protest", "coerce", "mobilize", "aid", "retreat", "cooperate", "sanction"])


class Reader:
    """Reads the clauses of a sentence, each once."""

    def __init__(self, scene: Scene, acts: Acts) -> None:
        self.scene = scene
        self.acts = acts
        self.known: dict[int, Reading | None] = {}

    def read(self, number: int) -> Reading | None:
        """Read a clause; None where it tells no act. The reading is shared: who changes it makes a new one."""
        if number not in self.known:
            self.known[number] = None  # a clause that asks for itself finds nothing
            self.known[number] = self._read(number)
        return self.known[number]

    def _read(self, number: int) -> Reading | None:
        clause = self.scene.clauses[number]
        phrase = clause.phrase
        key, operators = self._key(clause)
        reading = None
        if phrase.adjective:
            return self._said_of(number, clause) or self._by_modal(number, clause)
        if phrase.lemma == "be" and clause.object is None:
            return self._to_be(number, clause)
        for operator in operators:
            reading = getattr(self, f"_{operator}")(number, clause, key)
            if reading is not None:
                break
        if reading is None:
            reading = self._own(number, clause, key)
        if reading is None:
            reading = self._happening(number, clause, key)
        if reading is None:
            return self._by_modal(number, clause)
        return self._stands(number, clause, reading)

    def _key(self, clause: Clause) -> tuple[str, list[str]]:
        """Give the verb with its particle where the lexicon has that, and the operators that it is."""
        lemma = clause.phrase.lemma
        keys = [lemma]
        if clause.particle:
            keys.insert(0, f"{lemma}+{clause.particle}")
        for preposition, _ in clause.others[:1] if not clause.particle else ():
            if f"{lemma}+{preposition}" in self.acts.verbs or f"{lemma}+{preposition}" in self.acts.frames:
                keys.insert(0, f"{lemma}+{preposition}")
        for key in keys:
            found = [name for name in _ORDER if key in self.acts.operators[name]]
            if found or key in self.acts.verbs or key in self.acts.frames:
                return key, found
        return lemma, []

    def _by_modal(self, number: int, clause: Clause) -> Reading | None:
        """Read a verb of no kind by its modal: "will not accept" refuses, "said that it must end" demands."""
        phrase = clause.phrase
        if phrase.modal in _FUTURE and not phrase.negative and clause.kind == "that" and clause.parent >= 0:
            sayer = self.scene.clauses[clause.parent]
            if sayer.phrase.lemma in _TELLS and (phrase.adjective in _READY or phrase.passive):
                made = self._made(
                    number,
                    clause,
                    "agree",
                    0.7,
                    why=(sayer.phrase.lemma, phrase.modal, phrase.adjective or phrase.lemma),
                )
                made.status, made.source, made.target = "expected", sayer.subject, None
                return made
        if phrase.lemma in {"be", "have", "will", "would"} or clause.kind not in {"main", "that", "and"}:
            return None
        if phrase.modal in _FUTURE and phrase.negative:
            return self._made(number, clause, "reject", 0.6, why=(phrase.modal, "not", phrase.lemma))
        if (
            phrase.modal in _FUTURE and not phrase.negative and not phrase.passive and phrase.lemma not in _STATIVE
            and clause.subject is not None and self._is_told(clause)
        ):  # fmt: skip
            made = self._made(number, clause, "agree", 0.5, why=(phrase.modal, phrase.lemma))
            made.status = "expected"
            return self._supposed(clause, made)
        if phrase.modal in _DUTY and clause.kind == "that":
            made = self._made(number, clause, "request", 0.5, why=(phrase.modal, phrase.lemma))
            made.target = made.source
            made.source = self.scene.clauses[clause.parent].subject
            return made
        return None

    def _is_told(self, clause: Clause) -> bool:
        """Say whether somebody in particular is the subject: a name, people, or it and they after a verb of saying."""
        assert clause.subject is not None
        word = self.scene.lower(clause.subject[0])
        if self.scene.tags[self.scene.phrases[clause.subject[0]].start] == "U":
            return word in {"it", "they"} and clause.kind == "that"
        return is_actor(self.scene, clause.subject)

    # --- the act itself

    def _own(self, number: int, clause: Clause, key: str) -> Reading | None:
        """Read a verb by itself: with its nouns, else alone."""
        for frame in self.acts.frames.get(key, ()):
            found = self._fits(clause, frame.preposition, frame.nouns)
            if found is not None:
                if frame.kind == "none":
                    return None
                strength = 0.9 if frame.nouns else 0.6
                return self._made(number, clause, frame.kind, strength, noun=found, why=(key, self._word(found)))
        kind = self.acts.verbs.get(key)
        if kind is None:
            return self._by_subject(number, clause, key)
        if (
            kind == "reject"
            and clause.object is not None
            and self.scene.lower(clause.object[0]) in {"this", "that", "it"}
        ):
            return None
        if key == "strike" and clause.object is None:
            kind = "protest"
        return self._made(number, clause, kind, 0.8, why=(key,))

    def _by_subject(self, number: int, clause: Clause, key: str) -> Reading | None:
        """Read what a verb of no kind tells of certain subjects: soldiers who leave, two who speak."""
        subject = clause.subject
        if subject is None:
            return None
        nouns = {noun for noun, _ in self.scene.nouns(subject)}
        if key in {"leave", "depart", "exit", "quit", "vacate"} and nouns & self.acts.things["force"]:
            return self._made(number, clause, "retreat", 0.75, why=(key,))
        if key in {"speak", "talk", "meet", "shake"} and subject[1] - subject[0] > 2 and clause.phrase.form == "finite":
            return self._made(number, clause, "consult", 0.7, why=(key,))
        return None

    def _fits(self, clause: Clause, preposition: str, nouns: frozenset[str]) -> int | None:
        """Find the word number of a noun that a frame asks for; -1 where any will do."""
        if preposition:
            spans = [span for word, span in clause.others if word == preposition]
        else:
            spans = [span for span in (clause.object, clause.second) if span is not None]
            if not nouns and not spans:
                return -1
        for span in spans:
            if not nouns or ("@somebody" in nouns and is_actor(self.scene, span)):
                return -1
            for noun, word in self.scene.nouns(span):
                if noun in nouns:
                    return word
        return None

    def _word(self, number: int) -> str:
        return self.scene.words.lower[number] if number >= 0 else ""

    def _made(
        self, number: int, clause: Clause, kind: str, strength: float, noun: int = -1, why: tuple[str, ...] = ()
    ) -> Reading:
        return Reading(
            kind,
            clause.phrase.head,
            strength,
            source=clause.subject,
            target=target(self.scene, self.acts, clause, kind, noun),
            why=tuple(part for part in why if part),
            clause=number,
            inner={number},
        )

    def _happening(self, number: int, clause: Clause, key: str) -> Reading | None:
        """Read "the attack took place", "clashes erupted": the subject names the event."""
        if key not in self.acts.operators["happen"] and clause.phrase.lemma not in self.acts.operators["happen"]:
            return None
        subject = clause.object if clause.phrase.passive else clause.subject
        if subject is None:
            return None
        found = self.event_noun(subject)
        if found is None:
            return None
        kind, word = found
        source, goal = around(self.scene, subject, word)
        return Reading(
            kind, word, 0.6, source=source, target=goal, why=(self._word(word), key), clause=number, inner={number}
        )

    def event_noun(self, span: Span) -> tuple[str, int] | None:
        """Find the noun of a phrase that is an event by itself: its kind and word number."""
        lower = self.scene.words.lower
        for noun, word in self.scene.nouns(span):
            if self.scene.tags[word] not in "NA":
                continue
            kind = self.acts.nouns.get(f"{lower[word - 1]}_{noun}") if word else None
            if kind is None and self.scene.tags[word] == "N":
                kind = self.acts.nouns.get(noun)
                if noun in self.acts.operators["stop_nouns"]:
                    kind = self._stopped(word)
            if kind is not None:
                return kind, word
        return None

    def _stopped(self, word: int) -> str | None:
        """Read "the suspension of aid", "an end to the strike"."""
        place = next(place for place, phrase in enumerate(self.scene.phrases) if phrase.end > word)
        if place + 2 < len(self.scene.phrases) and self.scene.lower(place + 1) in {"of", "to", "in"}:
            for noun, _ in self.scene.nouns((place + 2, place + 3)):
                kind = "coerce" if noun in self.acts.things["restriction"] else self.acts.nouns.get(noun)
                if kind is not None:
                    return _turn(kind, "suspend")
        return None

    # --- what stands above it

    def _inner(self, number: int, kinds: tuple[str, ...] = ("to", "that", "of", "and", "ing")) -> Reading | None:
        """Read the clause that a verb takes: "agreed to send", "denied shelling", "said that it had left"."""
        clauses = self.scene.clauses
        for child in self.scene.children.get(number, ()):
            clause = clauses[child]
            if clause.kind not in kinds or (clause.kind == "and" and clause.phrase.form == "finite"):
                continue
            if clause.kind == "of" and clause.opener in {"after", "before", "since", "while", "when", "as", "despite"}:
                continue
            reading = self.read(child)
            if reading is not None:
                return reading
            deeper = self._inner(child)
            if deeper is not None:
                return deeper
        return None

    def _object_event(self, clause: Clause) -> tuple[str, int] | None:
        """Find the event noun in what a verb is done to, or in its "for", "to", "on", "in" phrase."""
        spans = [span for span in (clause.object, clause.second) if span is not None]
        spans += [span for word, span in clause.others if word in {"for", "to", "in", "from", "of", "on", "with"}]
        for span in spans[:2]:
            found = self.event_noun(span)
            if found is not None:
                return found
        return None

    def _turned(
        self, number: int, clause: Clause, kind: str, inner: Reading | None, key: str, strength: float = 0.85,
        status: str = "occurred",
    ) -> Reading:  # fmt: skip
        made = self._made(number, clause, kind, strength, why=(key,))
        if inner is not None:
            made.inner |= inner.inner
            made.why = (key, *inner.why)
            if (
                kind != "request"
                and inner.target is not None
                and (made.target is None or not is_actor(self.scene, made.target))
            ):
                made.target = inner.target
            if kind == "request" and made.target is None:
                made.target = inner.source if inner.source != made.source else None
            made.dated = inner.clause
        made.status = status
        return made

    def _said_of(self, number: int, clause: Clause) -> Reading | None:
        """Read "is ready to send", "is reluctant to"."""
        adjective = clause.phrase.adjective
        if adjective in {"guilty", "responsible", "liable"}:
            return None
        if adjective not in self.acts.operators["adjectives"]:
            return None
        inner = self._inner(number, ("to",))
        negative = clause.phrase.negative or adjective in self.acts.operators["negative_adjectives"]
        if inner is None:
            return None
        if negative:
            return self._turned(number, clause, "reject", inner, adjective)
        if adjective in {"due", "scheduled", "set", "likely", "bound"}:
            made = self._copied(number, clause, inner)
            made.status = "expected"
            if inner.kind in {"consult", "aid", "cooperate", "retreat"}:
                made.kind = "agree"
            return made
        return self._turned(
            number, clause, "agree" if inner.kind not in HOSTILE else "threaten", inner, adjective, status="expected"
        )

    def _to_be(self, number: int, clause: Clause) -> Reading | None:
        """Read "is to visit", "are to be posted"."""
        follows = self.scene.phrases[clause.verb + 1] if clause.verb + 1 < len(self.scene.phrases) else None
        children = self.scene.children.get(number, ())
        next_to = follows is not None and follows.form == "to"
        inner = (
            next((self.read(child) for child in children if self.scene.clauses[child].kind == "to"), None)
            if next_to
            else None
        )
        if inner is None:
            return None
        made = self._copied(number, clause, inner)
        made.status = "expected" if not clause.phrase.negative else "denied"
        return made

    def _copied(self, number: int, clause: Clause, inner: Reading) -> Reading:
        return Reading(
            inner.kind, inner.trigger, inner.strength * 0.95, inner.status, inner.source or clause.subject,
            inner.target, inner.why, number, {number} | inner.inner, inner.clause,
        )  # fmt: skip

    def _say(self, number: int, clause: Clause, key: str) -> Reading | None:
        if key in {
            "report",
            "see",
            "find",
            "learn",
            "know",
            "hear",
            "show",
            "declare",
            "state",
            "tell",
            "admit",
            "signal",
        } or (clause.object is not None and key not in {"say", "announce"}):
            return None
        if key == "announce" and clause.object is not None:
            found = self.event_noun(clause.object)
            if found is not None:
                kind, word = found
                source, goal = around(self.scene, clause.object, word)
                return Reading(
                    kind,
                    word,
                    0.8,
                    "occurred",
                    clause.subject,
                    goal or source,
                    (key, self._word(word)),
                    number,
                    {number},
                )
        return None

    def _decide(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to", "ing", "of"))
        if inner is None:
            return None
        if clause.phrase.negative or self._not_to(number):
            return self._turned(number, clause, "reject", inner, key)
        made = self._copied(number, clause, inner)
        if key in {"try", "attempt", "seek"}:
            made.strength *= 0.7
        return made

    def _intend(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to", "that", "of"))
        if inner is None:
            return self._promised(number, clause, key)
        if key in {"hope", "expect", "want", "wish", "aim"} and not clause.phrase.passive:
            return None if inner.kind in HOSTILE else self._turned(number, clause, "agree", inner, key, 0.6, "expected")
        if clause.phrase.negative:
            return self._turned(number, clause, "reject", inner, key)
        if inner.kind == "reject":
            return self._turned(number, clause, "reject", inner, key)
        if clause.phrase.passive or key in {"schedule", "expect"}:
            made = self._copied(number, clause, inner)
            made.status = "expected"
            if made.kind in FRIENDLY:
                made.kind = "agree"
            return made
        if inner.kind in HOSTILE and key in {"vow", "swear", "promise", "pledge"}:
            return self._turned(number, clause, "threaten", inner, key)
        if inner.kind in HOSTILE and key in {"plan", "intend", "prepare", "schedule", "aim", "want"}:
            made = self._copied(number, clause, inner)
            made.status = "expected"
            return made
        return self._turned(number, clause, "agree", inner, key, 0.9, "expected")

    def _not_to(self, number: int) -> bool:
        """Say whether what a verb takes is denied: "decided not to resign"."""
        for child in self.scene.children.get(number, ()):
            clause = self.scene.clauses[child]
            if (
                clause.kind == "to"
                and clause.phrase.start
                and self.scene.words.lower[clause.phrase.start - 1] in {"not", "never"}
            ):
                return True
        return False

    def _promised(self, number: int, clause: Clause, key: str) -> Reading | None:
        """Read a promise to do what no lexicon knows: "promised that the school would have a roof by May"."""
        if clause.phrase.negative or key not in _PROMISES:
            return None
        for child in self.scene.children.get(number, ()):
            if self.scene.clauses[child].kind in {"to", "that"}:
                made = self._made(number, clause, "agree", 0.8, why=(key,))
                made.status, made.dated = "expected", child
                made.inner.add(child)
                return made
        return None

    def _refuse(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to",))
        if clause.phrase.negative:
            return None
        return self._turned(number, clause, "reject", inner, key, 0.9)

    def _request(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to", "that"))
        wants = [span for word, span in clause.others if word in {"for", "upon", "on", "to"}]
        if key in {"require", "want", "tell", "advise", "encourage", "push", "press"}:
            told = [child for child in self.scene.children.get(number, ()) if self.scene.clauses[child].kind == "to"]
            if not told or clause.object is None or key == "require":
                return None
        if key in {"want", "ask", "demand"} and clause.object is not None and inner is None and self._is_vague(clause):
            return None
        if key == "call" and not (wants or inner):
            return None
        if key == "order":
            return None
        if key == "call" and clause.object is not None and is_actor(self.scene, clause.object):
            if inner is not None and inner.kind in {"support", "agree"}:
                made = self._copied(number, clause, inner)
                made.target = clause.object
                return made
            return self._made(number, clause, "consult", 0.7, why=(key,))
        if clause.phrase.passive and key in {"call", "ask"} and inner is None:
            return None
        return self._turned(number, clause, "request", inner, key, 0.85)

    def _is_vague(self, clause: Clause) -> bool:
        """Say whether nobody in particular asks, or is asked: "children asked for sweets"."""
        return not any(span is not None and is_actor(self.scene, span) for span in (clause.subject, clause.object))

    def _threaten(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to", "that", "of"))
        made = self._turned(number, clause, "threaten", inner, key, 0.9)
        if made.target is None and inner is None and clause.object is not None:
            made.target = clause.object
        return made

    def _allow(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to",))
        if clause.object is None and inner is None:
            return None
        if clause.phrase.negative:
            return self._turned(number, clause, "reject", inner, key)
        if key == "enable":
            return None
        own = self._own(number, clause, key)
        kind = (
            own.kind
            if own is not None
            else "concede"
            if inner is not None and inner.kind in {"protest", "election"}
            else "retreat"
        )
        made = self._turned(number, clause, kind, inner, key, 0.7)
        made.target = clause.object or made.target
        return made

    def _order(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to",))
        if inner is not None and clause.object is not None:
            made = self._copied(number, clause, inner)
            made.source = clause.subject
            made.strength *= 0.9
            if made.kind not in {"mobilize", "retreat", "assault", "coerce", "aid"}:
                made.kind = "coerce"
            return made
        if key in {"order", "direct"} and clause.object is not None:
            found = self.event_noun(clause.object)
            if found is not None:
                return self._start(number, clause, key)
        if clause.object is not None and key in {"force", "order", "compel", "command", "instruct"}:
            own = self._own(number, clause, key)
            return own or self._made(number, clause, "coerce", 0.55, why=(key,))
        return None

    def _approve(self, number: int, clause: Clause, key: str) -> Reading | None:
        if clause.object is None:
            return None
        own = self._own(number, clause, key)
        found = self.event_noun(clause.object)
        if found is None:
            nouns = {noun for noun, _ in self.scene.nouns(clause.object)}
            if nouns & self.acts.things["restriction"]:
                return self._made(number, clause, "coerce", 0.75, why=(key,))
            if nouns & self.acts.things["aid"] and key != "extend":
                return own or self._made(number, clause, "aid", 0.6, why=(key,))
            return own or (
                None
                if key in {"extend", "order", "announce"}
                else self._made(number, clause, "support", 0.5, why=(key,))
            )
        return self._start(number, clause, key)

    def _deny(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("that", "ing", "of", "to"))
        if inner is None and clause.object is not None:
            found = self.event_noun(clause.object)
            if found is not None and self.scene.words.lower[found[1]].endswith("ing"):  # "denied shelling the village"
                made = self._made(number, clause, found[0], 0.8, found[1], (key, self._word(found[1])))
                made.status = "denied"
                return made
        if inner is None:
            return self._unknown(number) or self._own(number, clause, key)
        made = self._copied(number, clause, inner)
        made.status = "denied"
        return made

    def _unknown(self, number: int) -> Reading | None:
        """Read what was denied where no lexicon knows it: what is denied is most often an attack."""
        for child in self.scene.children.get(number, ()):
            clause = self.scene.clauses[child]
            if clause.kind in {"that", "ing", "of"} and clause.phrase.lemma not in {"be", "have"}:
                made = self._made(child, clause, "assault", 0.6, why=(clause.phrase.lemma,))
                made.status = "denied"
                made.inner.add(number)
                return made
        return None

    def _fail(self, number: int, clause: Clause, key: str) -> Reading | None:
        inner = self._inner(number, ("to",))
        if inner is None:
            for child in self.scene.children.get(number, ()):
                if self.scene.clauses[child].kind == "to" and self.scene.clauses[child].phrase.lemma in {
                    "renew",
                    "extend",
                }:
                    return self._turned(number, clause, "retreat", None, key, 0.6)
            return None
        kind = "retreat" if inner.kind in {"coerce", "sanction"} else "reject"
        return self._turned(number, clause, kind, inner, key, 0.7)

    def _accuse(self, number: int, clause: Clause, key: str) -> Reading | None:
        if clause.object is None and not clause.others:
            return None
        if key == "charge" and not any(word in {"with", "over"} for word, _ in clause.others):
            return None
        made = self._made(number, clause, "accuse", 0.9, why=(key,))
        inner = self._inner(number, ("of", "ing"))
        if inner is not None:
            made.inner |= inner.inner
        return made

    def _stop(self, number: int, clause: Clause, key: str) -> Reading | None:
        own = self._own(number, clause, key)
        cancelled = key in _CANCELS and clause.subject is None
        if own is not None and own.strength >= 0.9 and not cancelled:
            return own
        found = self._object_event(clause) if clause.object is not None or key in {"withdraw", "pull+out"} else None
        inner = None if found else self._inner(number, ("ing", "of"))
        kind = found[0] if found else inner.kind if inner else None
        if kind is None:
            return own
        turned = _turn(kind, key)
        if turned is None:
            return own
        if key in _CANCELS and (kind == "cooperate" or (kind == "consult" and clause.subject is None)):
            made = self._made(number, clause, kind, 0.8, found[1] if found else -1, (key,))
            made.status = "cancelled"
            return made
        made = self._made(
            number,
            clause,
            turned,
            0.85,
            found[1] if found else -1,
            (key, *((self._word(found[1]),) if found else inner.why if inner else ())),
        )
        if inner is not None:
            made.inner |= inner.inner
        return made

    def _start(self, number: int, clause: Clause, key: str) -> Reading | None:
        own = self._own(number, clause, key)
        if own is not None and own.strength >= 0.9:
            return own
        spans = [span for span in (clause.object, clause.second) if span is not None]
        if clause.object is None or key in {"take", "engage", "put"}:
            spans += [span for word, span in clause.others if word in {"in", "to", "into", "with", "on"}]
        for span in spans:
            found = self.event_noun(span)
            if found is None:
                continue
            kind, word = found
            made = self._made(number, clause, kind, 0.85, word, (key, self._word(word)))
            source, goal = around(self.scene, span, word)
            if goal is not None and made.target in (None, clause.object):
                made.target = goal
            if key in {"face", "suffer", "see", "witness"}:
                made.source, made.target = source, clause.subject
                made.strength = 0.6
            return made
        if key in {"start", "begin", "continue", "resume"}:
            inner = self._inner(number, ("to", "ing"))
            if inner is not None:
                return self._copied(number, clause, inner)
        return own

    def _stands(self, number: int, clause: Clause, reading: Reading) -> Reading:
        """Say how it stands with what was read, by the verb's modal and its negation."""
        phrase = clause.phrase
        modal = phrase.modal
        negative = phrase.negative
        if clause.kind == "and" and not modal and phrase.form == "base" and clause.parent >= 0:
            parent = self.scene.clauses[clause.parent].phrase
            modal, negative = parent.modal, parent.negative and not negative
        if (
            reading.kind == "reject"
            and reading.clause == number
            and negative
            and not modal
            and phrase.lemma in self.acts.operators["refuse"]
        ):
            return reading
        if modal in _FUTURE:
            if negative:
                reading = self._as(reading, "reject", "occurred")
            elif reading.kind in HOSTILE - {"request", "accuse", "reject"}:
                said = clause.kind == "that"
                reading = self._as(
                    reading, "threaten" if said or reading.kind in {"sanction", "coerce"} else reading.kind, "expected"
                )
            elif reading.kind in FRIENDLY:
                reading = self._as(reading, "agree", "expected")
            else:
                reading = self._as(reading, reading.kind, "expected")
        elif modal in _MAYBE:
            reading = self._as(reading, reading.kind, "hypothetical" if not negative else "denied")
            reading.strength *= 0.7
        elif modal in _DUTY:
            reading = self._as(reading, "request", "occurred")
            reading.strength *= 0.8
            reading.target, reading.source = reading.source, None
        elif negative and reading.status == "occurred":
            reading = self._as(reading, reading.kind, "denied")
        elif (
            reading.status == "occurred"
            and reading.kind in _LASTING
            and phrase.form == "finite"
            and self._goes_on(clause)
        ):
            reading = self._as(reading, reading.kind, "ongoing")
        return self._supposed(clause, reading)

    def _goes_on(self, clause: Clause) -> bool:
        """Say whether something is going on: "is shelling", "has been lending"."""
        phrase = clause.phrase
        lower = self.scene.words.lower
        return self.scene.tags[phrase.head] == "G" and lower[phrase.start] in {"is", "are", "has", "have", "'s", "’s"}

    def _supposed(self, clause: Clause, reading: Reading) -> Reading:
        """Make a promise under a condition, and what stands in the condition, a supposition."""
        if clause.opener in _CONDITIONS:
            reading = self._as(reading, reading.kind, "hypothetical")
            reading.strength *= 0.4
        elif (
            reading.status == "expected"
            and reading.kind != "threaten"
            and any(other.opener in _CONDITIONS for other in self.scene.clauses)
        ):
            reading = self._as(reading, reading.kind, "hypothetical")
        return reading

    @staticmethod
    def _as(reading: Reading, kind: str, status: str) -> Reading:
        return Reading(
            kind, reading.trigger, reading.strength, status, reading.source, reading.target, reading.why,
            reading.clause, reading.inner, reading.dated,
        )  # fmt: skip


_ORDER = (
    "refuse",
    "threaten",
    "deny",
    "accuse",
    "allow",
    "order",
    "fail",
    "stop",
    "intend",
    "decide",
    "request",
    "approve",
    "start",
    "say",
)


def _turn(kind: str, verb: str) -> str | None:
    """Say what it is to stop an act of a kind."""
    if kind == "consult":
        return "sanction" if verb in {"end", "halt", "suspend", "break+off", "freeze", "stop"} else "reject"
    if kind in {"aid", "cooperate", "support", "agree"}:
        return "sanction"
    if kind in {"request", "threaten", "accuse", "reject"}:
        return "concede"
    if kind in {"assault", "protest", "coerce", "sanction", "mobilize"}:
        return "retreat"
    return None
