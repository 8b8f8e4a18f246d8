"""When an event of a sentence was: which of the sentence's times is its, and what the words around it make of that."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene
from timeline.extract.clause.tags import SAYING
from timeline.model.day import iso_day, parse_iso_day
from timeline.model.edtf import parse
from timeline.model.mention import Mention

_STAY = re.compile(r" (?:[a-z]+ ){0,2}(?:visit|trip|tour|stay|summit|meeting|conference|talks)\b")
_ENDS = re.compile(r"\b(?:conclud|end(?:s|ed)\b|wrap|complet|finish|return)")
_APART = re.compile(r" (after|before)\b")

VERBAL = frozenset(["agree", "support", "request", "accuse", "reject", "threaten"])
"""Kinds that are done by saying them: their day is the day on which they were said."""


class Dated(NamedTuple):
    """A date as EDTF, the ISO days between which it lies (both inclusive, None where open), and what it rests on."""

    edtf: str | None
    first: str | None
    last: str | None
    why: str


class Times:
    """The times of a sentence, each with the clause that it belongs to (-1 where the sentence has no verb)."""

    def __init__(self, scene: Scene, mentions: list[Mention]) -> None:
        self.scene = scene
        self.of: dict[int, Mention] = {}
        self._durations = [mention for mention in mentions if mention.type == "DURATION"]
        self.all = [mention for mention in mentions if mention.edtf is not None and mention.type in {"DATE", "TIME"}]
        for mention in self.all:
            clause = self._clause(mention)
            known = self.of.get(clause)
            if known is None or (
                known.anchor is not None and mention.anchor is None and len(mention.value) > len(known.value)
            ):
                self.of[clause] = mention

    def joined(self, own: Mention) -> str | None:
        """Give the days that are told together with one: "on July 5 and 6"."""
        for mention in self.all:
            between = self.scene.text[own.end : mention.start].strip().lower()
            if between == "and" and own.edtf and mention.edtf and len(own.edtf) == len(mention.edtf) == 10:
                follows = step(own.edtf, 1) == mention.edtf
                return f"{own.edtf}/{mention.edtf}" if follows else f"{{{own.edtf},{mention.edtf}}}"
        return None

    def lasting(self, own: Mention, reading: Reading) -> str | None:
        """Give the days of what begins on a day: "arrived on Thursday for a two-day visit"."""
        if reading.kind != "consult" or own.edtf is None or len(own.edtf) != 10:
            return None
        for mention in self._durations:
            days = re.fullmatch(r"P([2-9]|1\d)D", mention.value)
            if not days or "-" not in mention.text or not _STAY.match(self.scene.text, mention.end):
                continue
            more = int(days[1]) - 1
            if _ENDS.search(self.scene.text, self.scene.start, mention.start):
                return f"{step(own.edtf, -more)}/{own.edtf}"
            return f"{own.edtf}/{step(own.edtf, more)}"
        return None

    def apart(self, reading: Reading, carried: Dated | None) -> tuple[str, str] | None:
        """Date what was some days after or before something else with a day: "two days after the last unit left".

        Gives the ISO day and the words.
        """
        scene = self.scene
        for mention in self._durations:
            days = re.fullmatch(r"P(\d+)([DW])", mention.value)
            behind = _APART.match(scene.text, mention.end, scene.end)
            if not days or not behind:
                continue
            later = [
                number for number, one in enumerate(scene.clauses)
                if scene.words.starts[one.phrase.start] > mention.end and one.phrase.form == "finite"
            ]  # fmt: skip
            if not later:
                return None
            sub, main = later[0], self._clause(mention) if scene.clauses else -1
            is_sub = reading.clause == sub
            if not is_sub and scene.words.starts[reading.trigger] > mention.start:
                return None
            other = self.of.get(main if is_sub else sub)
            day = other.edtf if other is not None else carried.edtf if carried is not None and is_sub else None
            if day is None or len(day) != 10:
                return None
            count = int(days[1]) * (7 if days[2] == "W" else 1) * (1 if behind[1] == "after" else -1)
            return step(day, -count if is_sub else count), f"{mention.text} {behind[1]}"
        return None

    def _clause(self, mention: Mention) -> int:
        """Find the clause of a time: of the verb before it, unless it opens a clause; else the first finite one."""
        scene = self.scene
        best = -1
        for number, clause in enumerate(scene.clauses):
            if scene.words.starts[clause.phrase.start] < mention.start and (best < 0 or clause.kind != "reduced"):
                best = number
        if best >= 0 and not self._opens(mention):
            return best
        finite = (
            number for number, clause in enumerate(scene.clauses) if number > best and clause.phrase.form == "finite"
        )
        return next(finite, best if best >= 0 else 0 if scene.clauses else -1)

    def _opens(self, mention: Mention) -> bool:
        """Say whether a time opens a clause: ": on Wednesday evening farmers lifted", "and on Monday they left"."""
        phrases = self.scene.phrases
        words = self.scene.words
        place = next((n for n, phrase in enumerate(phrases) if words.ends[phrase.end - 1] > mention.start), 0)
        before = place - 1
        while before >= 0 and phrases[before].kind in "IRt":
            before -= 1
        if before < 0 or phrases[before].kind not in ":CS,":
            return False
        after = place + 1
        while after < len(phrases) and phrases[after].kind in "Rt,":
            after += 1
        if after >= len(phrases) or phrases[after].kind != "N":
            return False
        return any(phrase.kind == "V" and phrase.form == "finite" for phrase in phrases[after : after + 4])


def dated(scene: Scene, times: Times, reading: Reading, published: str | None, carried: Dated | None) -> Dated:
    """Date a reading. ``published`` is an ISO day, ``carried`` the date of what was told before in the paragraph."""
    clauses = scene.clauses
    own = None
    if reading.clause >= 0:
        wanted = [reading.clause, *sorted(reading.inner - {reading.clause})]
        if reading.status == "expected" and reading.dated >= 0:
            wanted = [reading.dated, *wanted]
        if reading.status == "denied" and reading.dated >= 0:
            wanted = [reading.dated]
        elif len(times.of) == 1 and reading.status != "expected":
            wanted += _below(scene, reading.clause)
        own = next((times.of[number] for number in wanted if number in times.of), None)
        if own is None and reading.status == "cancelled" and len(times.all) == 1:
            own = times.all[0]  # what was called off had been "planned for next month"
    elif times.all:
        trigger = scene.words.starts[reading.trigger]
        own = min(times.all, key=lambda mention: abs(mention.start - trigger))
    if own is None or reading.clause not in times.of:
        apart = times.apart(reading, carried)
        if apart is not None and reading.status != "expected":
            return Dated(apart[0], apart[0], apart[0], f"dated by “{apart[1]}”")
    if own is None and reading.kind == "agree":
        # "Germany will recognise Croatia by June, he promised": what is promised stands before
        fronted = [number for number in times.of if number < reading.clause and clauses[number].phrase.modal == "will"]
        if fronted:
            own, reading.status = times.of[fronted[-1]], "expected"
    is_past = own is not None and own.last is not None and published is not None and own.last <= published
    if is_past and reading.status == "expected" and reading.kind == "agree" and own is times.of.get(reading.clause):
        # "agreed in 2009 to let them stay": done with on the day of agreeing, unless the promise has a time of its own
        reading.status = "occurred"
    if own is not None:
        span = own.range if reading.status != "expected" else None
        span = span or times.joined(own) or times.lasting(own, reading) or _overnight(own)
        if span is not None:
            first, last = bounds(span)
            return Dated(span, first, last, f"dated by “{own.text}”")
        if reading.status == "occurred" and own.first is not None and published is not None and own.first > published:
            reading.status = "expected"
        if reading.status == "occurred" and own.edtf is not None and own.edtf.endswith("/..") and _has(scene, reading):
            reading.status = "ongoing"
        if reading.status == "occurred" and own.edtf is not None and own.edtf.endswith("/..") and published is not None:
            # "his fourth visit since 2017": between then and the day on which that was written
            return Dated(f"{own.edtf[:-2]}{published}", own.first, published, f"dated by “{own.text}”")
        if (
            reading.status == "expected"
            and own.last is not None
            and published is not None
            and own.last < published
            and not (own.edtf or "").startswith("..")
        ):
            return _open(own.last)
        return Dated(own.edtf, own.first, own.last, f"dated by “{own.text}”")
    if reading.status == "denied" and reading.dated >= 0 and reading.clause in times.of:
        denied = times.of[reading.clause]
        if denied.last is not None:
            return _until(denied.last, f"before it was denied {denied.text}")
    said = _said(scene, times, reading)
    if said is not None and said.last is not None:
        if reading.status in {"expected", "hypothetical"}:
            return _open(min(said.last, published or said.last), f"said {said.text}")
        if reading.kind in VERBAL:
            return Dated(said.edtf, said.first, said.last, f"said {said.text}")
        if reading.status in {"occurred", "denied"}:
            return _until(said.last, f"before what was said {said.text}")
    if reading.status == "expected" and reading.kind == "agree" and carried is not None and _narrates(scene, reading):
        reading.status = "occurred"  # "there they agreed not to use force"
        return carried._replace(why="dated by what was told before")
    number = reading.clause
    while reading.status == "expected" and number >= 0 and clauses[number].kind == "and":
        number = clauses[number].parent
        shared = times.of.get(number)
        if shared is not None and (published is None or shared.last is None or shared.last >= published):
            return Dated(shared.edtf, shared.first, shared.last, f"dated by “{shared.text}”")
    if reading.status in {"expected", "hypothetical"}:
        return _open(published) if published else Dated(None, None, None, "not dated")
    if reading.clause >= 0:
        number = clauses[reading.clause].parent
        kind = clauses[reading.clause].kind
        clause = clauses[reading.clause]
        if kind == "while" and (clause.phrase.form in {"ing", "ed"} or clause.opener == "when"):
            kind = "ing"
        while number >= 0 and kind in {"and", "ing", "to", "of", "that", "reduced"}:
            if number in times.of and clauses[number].phrase.lemma not in SAYING:
                mention = times.of[number]
                return Dated(mention.edtf, mention.first, mention.last, f"dated by “{mention.text}”")
            kind, number = clauses[number].kind, clauses[number].parent
    if carried is not None and reading.status != "denied" and _narrates(scene, reading):
        return carried._replace(why="dated by what was told before")
    if published is None:
        return Dated(None, None, None, "not dated")
    if _is_present(scene, reading) and reading.kind in VERBAL and reading.status != "denied":
        return Dated(published, published, published, "said on the day of publication")
    if reading.status == "ongoing":
        return Dated(f"../{published}", None, published, "going on when it was published")
    return _until(published, "reported with no date")


def _overnight(own: Mention) -> str | None:
    """Give the two days of a night that has just passed, as news told in the morning mean it."""
    if own.text.lower() != "overnight" or own.edtf is None or len(own.edtf) != 10:
        return None
    return f"{step(own.edtf, -1)}/{own.edtf}"


def step(day: str, days: int) -> str:
    """Give the ISO day some days after another."""
    return iso_day(parse_iso_day(day) + days)


def _below(scene: Scene, number: int) -> list[int]:
    """List the clauses without a finite verb that hang on a clause."""
    return [
        child
        for child in scene.children.get(number, ())
        if scene.clauses[child].kind in {"reduced", "to", "ing", "and"} and scene.clauses[child].phrase.form != "finite"
    ]


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Give the ISO days between which a date lies, both inclusive, None where open."""
    when = parse(edtf)
    return when.first, when.last


def _has(scene: Scene, reading: Reading) -> bool:
    """Say whether a clause is told in the perfect of the present, or in the present."""
    if reading.clause < 0:
        return False
    word = scene.words.lower[scene.clauses[reading.clause].phrase.start]
    return word in {"has", "have", "is", "are", "keep", "keeps", "'ve", "’ve"}


def _open(first: str, why: str = "to come, with no date") -> Dated:
    return Dated(f"{first}/..", first, None, why)


def _until(last: str, why: str) -> Dated:
    return Dated(f"../{last}", None, last, why)


def _said(scene: Scene, times: Times, reading: Reading) -> Mention | None:
    """Find when it was said, where a verb of saying stands above it or closes the sentence."""
    number = scene.clauses[reading.clause].parent if reading.clause >= 0 else -1
    while number >= 0:
        if scene.clauses[number].phrase.lemma in SAYING and number in times.of:
            return times.of[number]
        number = scene.clauses[number].parent
    for number, clause in enumerate(scene.clauses):
        if number in times.of and clause.phrase.lemma in SAYING and clause.kind == "main" and number != reading.clause:
            return times.of[number]
    return None


def _narrates(scene: Scene, reading: Reading) -> bool:
    """Say whether a clause goes on telling: in the simple past."""
    if reading.clause < 0:
        return False
    phrase = scene.clauses[reading.clause].phrase
    return phrase.form == "finite" and not phrase.perfect and not phrase.modal and not _is_present(scene, reading)


def _is_present(scene: Scene, reading: Reading) -> bool:
    if reading.clause < 0:
        return False
    clause = scene.clauses[reading.clause]
    phrase = clause.phrase
    if scene.tags[-1] != ".":  # a heading tells in the present what has happened
        return False
    if clause.kind == "relative":
        return False
    if clause.kind == "that" and clause.parent >= 0:
        phrase = scene.clauses[clause.parent].phrase
    elif phrase.modal:
        return phrase.modal != "would" and not any(other.phrase.lemma in SAYING for other in scene.clauses)
    if "did" in scene.words.lower[max(phrase.head - 4, 0) : phrase.head]:  # "at no time did they threaten"
        return False
    word = scene.words.lower[phrase.head]
    if phrase.passive or phrase.perfect or phrase.form != "finite":
        return phrase.form == "finite" and scene.words.lower[phrase.start] in {"is", "are", "am"}
    return word in {phrase.lemma, phrase.lemma + "s", phrase.lemma + "es"} or word.endswith("ies")
