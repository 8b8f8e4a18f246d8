"""What the shipped timeline promises."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from tests.helpers import read
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.kinds import kinds
from timeline.model.day import BEFORE, day_number
from timeline.model.event import Event, from_document
from timeline.query.parse import parse
from timeline.query.query import Query
from timeline.read import seed
from timeline.store.index import Opened, open_index
from timeline.store.select import Row, select

ROOT = Path(__file__).parents[1]
FILE = ROOT / "data" / "events.yaml"
SEED = ROOT / "seeds" / "000_e02dd76d310cbf88.txt"
TODAY = day_number(2026, 1, 1)


@pytest.fixture(scope="module")
def opened() -> Opened:
    return open_index(str(FILE), shipped(), None)


def ask(opened: Opened, query: str, today: int = TODAY) -> list[Row]:
    return select([opened], Query(parse(query, today), today))


def ids(opened: Opened, query: str, today: int = TODAY) -> list[str]:
    return [json.loads(row.json)["id"] for row in ask(opened, query, today)]


@pytest.fixture(scope="module")
def events(opened: Opened) -> dict[str, Event]:
    told = [from_document(json.loads(row.json)) for row in ask(opened, "")]
    return {event.id: event for event in told}


def test_there_are_at_least_a_hundred_events(events: dict[str, Event]) -> None:
    assert len(events) >= 100


def test_every_event_has_a_source_that_leads_somewhere(events: dict[str, Event]) -> None:
    assert [event.id for event in events.values() if not event.sources] == []
    assert [event.id for event in events.values() if not all(source.address for source in event.sources)] == []


def test_every_quote_stands_in_its_seed(events: dict[str, Event]) -> None:
    quoted = [source for event in events.values() for source in event.sources if source.seed or source.quote]
    assert len(quoted) > 10
    for source in quoted:
        assert source.seed, source.quote
        assert source.quote, source.seed
        assert seed.load(ROOT / "seeds" / source.seed).find(source.quote), source.quote


def test_every_seed_is_used(events: dict[str, Event]) -> None:
    used = {source.seed for event in events.values() for source in event.sources if source.seed}
    assert used == {path.name for path in (ROOT / "seeds").iterdir()}


def test_the_words_of_the_seed_are_untouched() -> None:
    article = seed.load(SEED)
    digest = hashlib.sha256(article.text.encode()).hexdigest()
    assert digest == "22990e9a00c4ab8050aa1bea6c9d131b6510717aa30694658a3d04abaa424e65"
    assert {"title", "publisher", "published", "language"} <= article.meta.keys()


def test_every_actor_and_every_kind_is_known(events: dict[str, Event]) -> None:
    registry = load(shipped())
    assert [part.name for event in events.values() for part in event.actors if part.id not in registry.actors] == []
    assert {event.kind for event in events.values()} <= kinds().keys()


def test_every_link_leads_to_an_event(events: dict[str, Event]) -> None:
    assert {target for event in events.values() for _, target in event.links} <= events.keys()


def test_events_stand_in_the_order_of_their_first_day() -> None:
    told = read(FILE.read_bytes(), "yaml", str(FILE)).events
    days = [one.when.last_day if one.when.first_day == BEFORE else one.when.first_day for one in told]
    assert days == sorted(days)


def test_the_objection_of_2023_precedes_the_delivery(opened: Opened) -> None:
    order = ids(opened, "")
    (delivery,) = ids(opened, "kind:delivery and target-actor:Kosovo and text:bayraktar and date:2023")
    objections = ids(opened, "kind:accuse and source-actor:Serbia and tag:drones and date:2022-12/2023-12")
    assert objections
    assert order.index(objections[0]) < order.index(delivery)


def test_the_home_made_drone_was_expected_and_is_overdue(opened: Opened, events: dict[str, Event]) -> None:
    (name,) = ids(opened, "status:overdue and text:drone and actor:Serbia")
    drone = events[name]
    assert (drone.when.text, drone.status) == ("../2024-12-31", "expected")
    assert name not in ids(opened, "status:occurred")
    assert name not in ids(opened, "status:overdue", day_number(2024, 12, 31))
    assert name in ids(opened, "status:overdue", day_number(2025, 1, 1))
    assert [row.overdue for row in ask(opened, f"id:{name}")] == [True]
    assert [row.overdue for row in ask(opened, f"id:{name}", day_number(2024, 12, 31))] == [False]


def test_no_promise_is_told_as_a_fact(opened: Opened) -> None:
    occurred = set(ids(opened, "status:occurred"))
    for status in ("expected", "overdue", "hypothetical", "denied", "cancelled"):
        assert not occurred & set(ids(opened, f"status:{status}"))


def test_what_its_president_does_is_found_under_serbia(opened: Opened, events: dict[str, Event]) -> None:
    own = set(ids(opened, "actor:Vučić since:2017-06-01"))
    assert [name for name in own if "SRB" not in {part.id for part in events[name].actors}]
    assert own <= set(ids(opened, "actor:Serbia"))


@pytest.mark.parametrize(
    "names",
    [
        ("Vučić", "Vucic", "Вучић", "VUČIĆ", '"Aleksandar Vučić"', "vucić"),
        ("Serbia", "SRB", "Srbija", "Србија", "Sırbistan", "serbien"),
        ("Turkey", "Türkiye", "Turska", "Турска", "TUR", "TÜRKİYE", "turkiye"),
        ("Kosovo", "Kosova", "Косово", "XKX", '"Kosovo and Metohija"'),
        ("Erdoğan", "Erdogan", "ERDOĞAN", "Ердоган"),
    ],
    ids=lambda names: names[0],
)
def test_a_name_is_one_in_every_spelling(opened: Opened, names: tuple[str, ...]) -> None:
    answers = [ids(opened, f"actor:{name}") for name in names]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


def test_text_is_found_in_every_spelling(opened: Opened) -> None:
    answers = [ids(opened, f"text:{word}") for word in ("Vučić", "Vucic", "Вучић", "VUČIĆ")]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
