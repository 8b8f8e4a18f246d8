"""Which event of the curated file a candidate repeats; and the shipped article against the shipped file."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.helpers import read as read_events
from timeline.extract.known import Curated
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.model.candidate import Candidate, Part, Quote
from timeline.model.event import Event
from timeline.read.article import parse
from timeline.report.candidates import draft

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "000_e02dd76d310cbf88.txt"
REGISTRY = load(shipped())

EVENTS = """events:
  - id: gao-2024
    date: 2024-10-07
    title: Rebels attack the harbour of Gao
    kind: assault
    actors: [{name: Mali, role: target}]
    sources: [{url: "https://example.org/a", quote: "Rebels attacked the harbour of Gao on Monday"}]
  - id: pact-2024
    date: 2024-10
    title: Serbia and Turkey sign a defence pact on drones
    kind: support
    actors: [Serbia, Turkey]
    sources: [{url: "https://example.org/b", date: 2024-09}]
"""


def known(candidate: Candidate) -> str | None:
    events = read_events(EVENTS, registry=REGISTRY)
    assert events.problems == []
    found = Curated(events.events).known(candidate)
    return found and found.id


def candidate(text: str, word: str, **changes: object) -> Candidate:
    start = text.index(word)
    made = Candidate(
        id="1", date="2024-10-07", first="2024-10-07", last="2024-10-07", title=text.rstrip("."), kind="support",
        status="occurred",
        actors=(Part("Serbia", 0, 6, "SRB", "source", "SRB"), Part("Turkey", 0, 6, "TUR", "target", "TUR")),
        place=None, quote=Quote(0, len(text), text), score=0.8, reasons=("support: sign", "dated"),
        trigger=Quote(start, start + len(word), word),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


QUOTED = "In the north, Rebels attacked the harbour of Gao on Monday, the army said."
PACT = "Serbia and Turkey signed a defence pact on drones."


def test_a_quoted_sentence_is_known_whatever_else_it_says() -> None:
    odd: dict[str, object] = {"kind": "aid", "date": "1999", "first": "1999-01-01", "last": "1999-12-31", "actors": ()}
    assert known(candidate(QUOTED, "attacked")) == "gao-2024"
    assert known(candidate(QUOTED, "attacked", **odd)) == "gao-2024"


def test_a_quote_must_hold_the_word_that_names_the_event() -> None:
    text = QUOTED.replace("the army said", "and one day later in Kidal the army burned houses, killed farmers and left")
    assert known(candidate(text, "attacked", actors=())) == "gao-2024"
    assert known(candidate(text, "killed", actors=(), kind="assault")) is None


def test_the_same_kind_days_actors_and_words() -> None:
    assert known(candidate(PACT, "signed")) == "pact-2024"
    assert known(candidate(PACT, "signed", kind="agree")) == "pact-2024", "a kind that it is often told as"


UNKNOWN: dict[str, dict[str, object]] = {
    "of no day": {"date": None, "first": None, "last": None},
    "another kind": {"kind": "aid"},
    "other days": {"date": "2023", "first": "2023-01-01", "last": "2023-12-31"},
    "later": {"date": "2024-11-01/..", "first": "2024-11-01", "last": None},
    "other actors": {"actors": (Part("Peru", 0, 4, "PER", "source", "PER"),)},
    "nobody": {"actors": ()},
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_makes_it_another_event(name: str) -> None:
    assert known(candidate(PACT, "signed", **UNKNOWN[name])) is None


DAYS = {
    "a day of the month": ("2024-10-31", "2024-10-31", "2024-10-31"),
    "what a source says": ("2024-09-02", "2024-09-02", "2024-09-02"),
    "until then": ("../2024-10-11", None, "2024-10-11"),
}


@pytest.mark.parametrize("name", DAYS)
def test_days_that_meet(name: str) -> None:
    date, first, last = DAYS[name]
    assert known(candidate(PACT, "signed", date=date, first=first, last=last)) == "pact-2024"


def test_nothing_is_known_of_an_empty_file() -> None:
    assert Curated([]).known(candidate(PACT, "signed")) is None


# --- the shipped article ---------------------------------------------------------------------------------------------


@cache
def curated() -> list[Event]:
    events = read_events((ROOT / "data" / "events.yaml").read_bytes(), registry=REGISTRY)
    assert events.problems == []
    return events.events


@cache
def found() -> list[Candidate]:
    article = parse(SEED.read_bytes(), str(SEED), SEED.name)
    return draft([article], tools(REGISTRY), curated())


SHIPPED = [
    # the word that names it, kind, status, date, the event
    ("moved", "cooperate", "occurred", "../2024-10-11", "military-cooperation-announced-2024"),
    ("praised", "support", "occurred", "../2024-10-11", "belgrade-golden-age-remarks-2024"),
    ("visited", "consult", "occurred", "../2024-10-11", "erdogan-visits-serbia-2024"),
    ("marked", "consult", "occurred", "2017/2024-10-11", "erdogan-visits-serbia-since-2017"),
    ("opposed", "reject", "occurred", "2023", "serbia-drops-bayraktar-purchase-2023"),
    ("declared", "declaration", "occurred", "2008", "kosovo-independence-2008"),
    ("resumed", "cooperate", "occurred", "../2024-10-11", "serbia-renews-export-licences-turkey-2024"),
    ("promised", "agree", "occurred", "../2024-10-11", "erdogan-tirana-2024"),
    ("attended", "opening", "occurred", "../2024-10-11", "namazgah-mosque-opening-2024"),
    ("unveiled", "display", "occurred", "2024-02", "nis-arms-display-2024"),
    ("be", "agree", "expected", "../2024-12-31", "serbia-domestic-drone-by-end-2024"),
    ("urged", "request", "occurred", "../2024-10-11", "erdogan-peace-appeal-2024"),
]


@pytest.mark.parametrize("case", SHIPPED, ids=[case[0] for case in SHIPPED])
def test_the_shipped_article_tells_what_is_curated(case: tuple[str, ...]) -> None:
    word, *rest = case
    one = next((one for one in found() if one.trigger and one.trigger.text == word), None)
    assert one is not None, [one.title for one in found()]
    assert [one.kind, one.status, one.date, one.known] == rest, one.reasons


def test_all_that_the_shipped_article_proposes_is_known() -> None:
    ids = {event.id for event in curated()}
    assert [one.title for one in found() if one.known is None] == []
    assert {one.known for one in found()} <= ids
    assert all(one.reasons[-1].startswith(f"known as {one.known}: ") for one in found())


def test_that_kosovo_is_not_recognised_did_not_occur() -> None:
    (one,) = (one for one in found() if one.trigger and one.trigger.text == "recognized")
    assert (one.kind, one.status, one.known) == ("support", "denied", "serbia-non-recognition-kosovo")


def test_who_takes_part_in_the_shipped_article() -> None:
    who = {one.trigger.text: [(part.id, part.role) for part in one.actors] for one in found() if one.trigger}
    assert who["visited"] == [("recep-tayyip-erdogan", "source"), ("SRB", "target")]
    assert who["resumed"] == [("SRB", "source"), ("TUR", "target")]
    assert who["promised"] == [("recep-tayyip-erdogan", "source"), ("ALB", "target")]
    assert who["be"] == [("aleksandar-vucic", "source")]


def test_every_candidate_of_the_shipped_article_names_its_seed() -> None:
    text = parse(SEED.read_bytes(), str(SEED)).text
    for one in found():
        for told in one.sources:
            assert (told.seed, told.published) == (SEED.name, "2024-10-11")
            assert text[told.quote.start : told.quote.end] == told.quote.text
