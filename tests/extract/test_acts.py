"""What verbs and nouns tell about the kind of an event: the lexicon's own examples, its words, and its operators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import timeline.lexicon
from timeline.extract.act.scene import singular
from timeline.extract.act.weigh import NONE
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load as load_actors
from timeline.lexicon.actors import shipped
from timeline.lexicon.kinds import kinds
from timeline.model.article import Article
from timeline.model.candidate import Candidate
from timeline.syntax.yaml import load

TOOLS = tools(load_actors(shipped()))
FILE = Path(timeline.lexicon.__file__).parent / "en" / "acts.yaml"
ENTRIES: dict[str, Any] = load(FILE.read_text(encoding="utf-8"), str(FILE))
THINGS: dict[str, str] = ENTRIES.pop("things")
ADJECTIVES = {"adjectives", "negative_adjectives"}
OPERATORS = {name: verbs for name, verbs in TOOLS.acts.operators.items() if name not in ADJECTIVES}
LEMMAS = {form.lemma for form in TOOLS.tagger.forms.values()}


def best(text: str) -> Candidate | None:
    """Give the likeliest event of a text of no known day."""
    found = events(Article("", text, None), TOOLS, 0.0)
    return max(found, key=lambda candidate: candidate.score, default=None)


# --- acts.yaml -------------------------------------------------------------------------------------------------------

LIKE = [(kind, text) for kind, entry in ENTRIES.items() for text in entry.get("like", ())]


@pytest.mark.parametrize(("kind", "text"), LIKE, ids=[f"{kind}-{text}" for kind, text in LIKE])
def test_a_sentence_like_it_is_read_as_its_kind(kind: str, text: str) -> None:
    found = best(text)
    assert found is not None
    assert (found.kind, found.status) == (kind, "expected" if kind == "agree" else "occurred"), found.reasons


def test_the_kinds_are_those_of_the_program_and_have_sentences() -> None:
    assert set(ENTRIES) - {NONE} <= set(kinds())
    assert {kind for kind, _ in LIKE} == set(ENTRIES) - {NONE}


@pytest.mark.parametrize("what", ["verbs", "nouns"])
def test_no_word_stands_under_two_kinds_or_twice(what: str) -> None:
    under: dict[str, list[str]] = {}
    for kind, entry in ENTRIES.items():
        for word in entry.get(what, "").split():
            under.setdefault(word, []).append(kind)
    assert {word: several for word, several in under.items() if len(several) > 1} == {}


def lines(kind: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the verbs and the nouns of each line under ``with``."""
    for line in ENTRIES[kind].get("with", "").splitlines():
        verbs, colon, what = line.partition(" : ")
        assert colon, line
        yield verbs.split(), what.split()


def is_verb(entry: str) -> bool:
    """Say whether an entry is a verb in its base form, with a particle or preposition behind a plus sign or without."""
    verb, *particles = entry.split("+")
    return verb in LEMMAS and len(particles) < 2 and all(word in TOOLS.tagger.closed for word in particles)


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_verb_is_one_that_sentences_are_taken_apart_with(kind: str) -> None:
    verbs = [*ENTRIES[kind].get("verbs", "").split(), *(verb for own, _ in lines(kind) for verb in own)]
    assert sorted({verb for verb in verbs if not is_verb(verb)}) == []


def is_noun(word: str) -> bool:
    """Say whether a word is as sentences are asked for it: in the singular, with an underscore between two words."""
    return all(singular(part) == part == part.lower() for part in word.split("_"))


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_noun_is_in_the_singular_as_it_is_looked_up(kind: str) -> None:
    assert [noun for noun in ENTRIES[kind].get("nouns", "").split() if not is_noun(noun)] == []


@pytest.mark.parametrize("kind", ENTRIES)
def test_every_line_asks_for_what_can_be_found(kind: str) -> None:
    wrong = []
    for _, what in lines(kind):
        for entry in what:
            preposition, _, noun = entry.rpartition("/")
            if preposition and TOOLS.tagger.closed.get(preposition) not in {"I", "T"}:
                wrong.append(entry)
            is_known = noun[1:] in {*THINGS, "somebody"} if noun[0] == "@" else noun == "*" or is_noun(noun)
            if not is_known:
                wrong.append(entry)
    assert wrong == []


@pytest.mark.parametrize("thing", THINGS)
def test_a_class_of_things_has_nouns_in_the_singular(thing: str) -> None:
    assert [noun for noun in THINGS[thing].split() if not is_noun(noun)] == []


# --- operators.yaml --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(set(OPERATORS) - {"modals", "stop_nouns"}))
def test_an_operator_is_a_verb(name: str) -> None:
    assert sorted(verb for verb in OPERATORS[name] if not is_verb(verb)) == []


def test_what_looks_reluctant_is_an_adjective() -> None:
    operators = TOOLS.acts.operators
    assert operators["negative_adjectives"] < operators["adjectives"]
    assert {word for word in operators["modals"] if word in TOOLS.tagger.closed} >= {"will", "could", "must", "can't"}


TURNED = [
    # an act by itself
    ("The village was attacked.", "assault", "occurred"),
    ("The rebels are shelling the town.", "assault", "ongoing"),
    ("The meeting took place in Oslo.", "consult", "occurred"),
    ("Clashes erupted between farmers and police.", "assault", "occurred"),
    # what is done about it
    ("The rebels refused to attack the town.", "reject", "occurred"),
    ("The government declined to meet the delegation.", "reject", "occurred"),
    ("The general threatened to bomb the capital.", "threaten", "occurred"),
    ("The rebels vowed to attack the capital.", "threaten", "occurred"),
    ("Iran planned to attack the base.", "assault", "expected"),
    ("The minister decided to resign.", "concede", "occurred"),
    ("Egypt tried to mediate between Hamas and Israel.", "consult", "occurred"),
    ("The army ordered its troops to withdraw from the valley.", "retreat", "occurred"),
    ("The government allowed observers to enter the camp.", "retreat", "occurred"),
    ("The president urged Sudan to free the hostages.", "request", "occurred"),
    ("Chad accused Niger of arming rebels.", "accuse", "occurred"),
    ("Police were accused of torturing prisoners.", "accuse", "occurred"),
    ("Sudan failed to pay compensation to the victims.", "reject", "occurred"),
    ("The parliament approved sanctions on Iran.", "coerce", "occurred"),
    # stopping and starting
    ("The union called off the strike.", "retreat", "occurred"),
    ("Workers ended their strike.", "retreat", "occurred"),
    ("The army halted its offensive against the rebels.", "retreat", "occurred"),
    ("The rebels stopped shelling the town.", "retreat", "occurred"),
    ("France lifted the ban on imports.", "retreat", "occurred"),
    ("Canada suspended aid to Mali.", "sanction", "occurred"),
    ("Canada suspended talks with Mali.", "sanction", "occurred"),
    ("The rebels broke off talks with the government.", "sanction", "occurred"),
    ("The visit was cancelled.", "consult", "cancelled"),
    ("The army launched an attack on the village.", "assault", "occurred"),
    # promises
    ("Norway agreed to send monitors to the border.", "agree", "expected"),
    ("Norway pledged to send aid to Togo.", "agree", "expected"),
    ("The minister said that Norway would send aid to Togo.", "agree", "expected"),
    ("The two sides agreed to begin talks.", "agree", "expected"),
    ("The president will visit Oslo.", "agree", "expected"),
    ("Turkey hopes to sign the treaty.", "agree", "expected"),
    ("Peru will attack the rebels.", "assault", "expected"),
    # what is not, or not quite
    ("Poland will not sign the treaty.", "reject", "occurred"),
    ("Ghana denied that its army had shelled the hospital.", "assault", "denied"),
    ("The rebels have not attacked the town.", "assault", "denied"),
    ("Rebels did not attack the village.", "assault", "denied"),
    ("Iran could attack the base.", "assault", "hypothetical"),
    ("Iran may attack the base.", "assault", "hypothetical"),
    ("Sudan must free the hostages.", "request", "occurred"),
]


@pytest.mark.parametrize(("text", "kind", "status"), TURNED, ids=[text for text, _, _ in TURNED])
def test_verbs_turn_what_other_verbs_tell(text: str, kind: str, status: str) -> None:
    found = best(text)
    assert found is not None
    assert (found.kind, found.status) == (kind, status), found.reasons


def test_a_condition_makes_a_supposition_of_a_promise() -> None:
    found = events(Article("", "If Iran attacks, Israel will send troops to the border.", None), TOOLS, 0.0)
    assert [one.status for one in found if one.trigger and one.trigger.text == "send"] == ["hypothetical"]


WHO = [
    ("The village was attacked by rebels.", "rebels", "The village"),
    ("Canada suspended aid to Mali.", "Canada", "Mali"),
    ("The army launched an attack on the village.", "The army", "the village"),
    ("Norway pledged to send aid to Togo.", "Norway", "Togo"),
    ("Sudan must free the hostages.", "", "Sudan"),
    ("Chad accused Niger of arming rebels.", "Chad", "Niger"),
    ("The rebels broke off talks with the government.", "The rebels", "the government"),
    ("Turkey and Serbia signed a defence pact.", "Turkey", "Serbia"),
]


@pytest.mark.parametrize(("text", "source", "target"), WHO, ids=[text for text, _, _ in WHO])
def test_who_did_it_and_to_whom(text: str, source: str, target: str) -> None:
    found = best(text)
    assert found is not None
    for role, name in (("source", source), ("target", target)):
        assert [part.name for part in found.actors if part.role == role] == ([name] if name else [])


PLAIN = ["", "It rained.", "The sea is blue and deep.", "He is a tall man with a hat."]


@pytest.mark.parametrize("text", PLAIN)
def test_where_nothing_happens_nothing_is_likely(text: str) -> None:
    found = best(text)
    assert found is None or found.score < 0.3


def test_no_word_is_counted_twice() -> None:
    """A word names one event of its sentence at most."""
    text = "Rebels attacked the camp, killed two guards and took hostages, and the attack on the camp was condemned."
    found = events(Article("", text, None), TOOLS, 0.0)
    triggers = Counter(one.trigger.start for one in found if one.trigger)
    assert len(triggers) == len(found) > 2
