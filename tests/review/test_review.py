"""From candidates to events: pure functions, without a file or a terminal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.drafts import EVENTS, SEED, SEED_TEXT, candidate, news, quote
from timeline.errors import DataError, UsageError
from timeline.lexicon.actors import Registry
from timeline.model.actor import Actor
from timeline.model.candidate import Part, Told
from timeline.model.edtf import parse
from timeline.model.event import document
from timeline.read import Raw, reader, record
from timeline.review.accept import accept
from timeline.review.checked import checked
from timeline.review.merge import merge
from timeline.review.name import free, name
from timeline.review.queue import pending, unique
from timeline.review.sheet import sheet
from timeline.review.similar import same, similar
from timeline.review.source import Kept, sources, words

REGISTRY = Registry([Actor("vucic", "Aleksandar Vučić", "person", "Vučić"), Actor("SRB", "Serbia", "state")])
KEPT = Kept(SEED, SEED_TEXT)
SOURCE = {
    "seed": SEED, "publisher": "Agency", "published": "2024-10-12",
    "quote": "President Vucic received Erdogan in Belgrade",
}  # fmt: skip


@pytest.mark.parametrize(
    ("title", "date", "found"),
    [
        ("Ministers meet in Ankara", "2025-03", "ministers-meet-in-ankara-2025"),
        ("Вучић у Београду", "../2024-12-31", "vucic-u-beogradu-2024"),
        ("one two three four five six seven", "", "one-two-three-four-five-six"),
        ("Caesar", "-0043", "caesar-0043"),
        ("東京", "", "event"),
    ],
)
def test_an_id_is_words_of_the_title_and_the_year(title: str, date: str, found: str) -> None:
    assert name(title, date) == found
    assert free(found, {found, f"{found}-2"}) == f"{found}-3"
    assert free(found, ()) == found


def test_what_accepting_makes_of_a_candidate() -> None:
    assert accept(candidate(), [SOURCE], REGISTRY, {}) == {
        "id": "vucic-receives-erdogan-c1-2024",
        "date": "2024-10-11",
        "title": "Vucic receives Erdogan (c1)",
        "kind": "consult",
        "status": "occurred",
        "actors": [{"name": "Vučić", "id": "vucic", "role": "source"}, {"name": "Erdogan", "role": "target"}],
        "place": {"name": "Belgrade"},
        "sources": [SOURCE],
    }


def test_edits_come_first_and_nothing_is_invented() -> None:
    one = replace(candidate(), date=None, place=None, actors=())
    made = accept(one, [SOURCE], REGISTRY, {"title": "Other", "tags": ["x"]})
    assert made == {
        "id": "other", "date": "", "title": "Other", "kind": "consult", "status": "occurred", "sources": [SOURCE],
        "tags": ["x"],
    }  # fmt: skip


def test_who_is_named_twice_is_there_once_in_the_weightiest_role() -> None:
    parts = (
        Part("he", 0, 2, "vucic", "other"), Part("Zed  Ltd", 3, 5), Part("Vucic", 6, 9, "vucic", "source"),
        Part("X", 1, 2, "unknown-id", "target"),
    )  # fmt: skip
    assert accept(replace(candidate(), actors=parts), [], REGISTRY, {})["actors"] == [
        {"name": "Vučić", "id": "vucic", "role": "source"},
        {"name": "Zed Ltd", "role": "other"},
        {"name": "X", "role": "target"},
    ]


def test_sources_are_seeds_or_pages() -> None:
    assert sources(candidate(), [KEPT]) == [SOURCE]
    page = news(url="https://e.org/a")
    assert sources(page, [None])[0]["url"] == "https://e.org/a"
    assert "url" not in sources(page, [Kept("treaty.txt", page.quote.text)])[0]
    twice = replace(candidate(), sources=candidate().sources * 2)
    assert sources(twice, [KEPT, KEPT]) == [SOURCE]


def test_sources_that_nobody_could_look_up() -> None:
    with pytest.raises(UsageError, match="no seed and has no web address") as refused:
        sources(news(), [None])
    assert "--copy-seed" in refused.value.hint
    with pytest.raises(UsageError, match="no source"):
        sources(replace(candidate(), sources=()), [])
    with pytest.raises(DataError) as faults:
        sources(candidate(), [Kept(SEED, "other words")])
    assert faults.value.problems[0].code == "quote-not-found"
    assert sources(news(), [None], strict=False)[0]["seed"] == "treaty.txt"
    assert sources(candidate(), [Kept(SEED, "")], strict=False) == [SOURCE]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("both sides\nagreed", "both sides\nagreed"),
        ("both sides agreed", "both sides\nagreed"),
        ("both  sides", "both sides"),
        ("both side agreed", None),
        ("", ""),
        ("(both", None),
    ],
)
def test_a_quote_is_what_stands_in_the_text(said: str, found: str | None) -> None:
    assert words(SEED_TEXT, said) == found


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ([], 1),
        (None, 1),
        ("spoilt", 1),
        ([SOURCE], 0),
        ([{**SOURCE, "quote": f"Then {SOURCE['quote']}\nat noon"}], 0),
        ([{**SOURCE, "quote": "other words"}], 1),
        ([{"seed": SEED}], 1),
        ([{"url": "https://e.org", "quote": SOURCE["quote"]}, "spoilt"], 1),
    ],
)
def test_merging_adds_what_is_not_there(known: Any, count: int) -> None:
    assert len(merge([SOURCE], {"sources": known})) == count
    page = {"url": "https://e.org", "quote": "other"}
    assert merge([page], {"sources": [{"url": "https://e.org"}]}) == []


def raw(**changes: Any) -> Raw:
    values = {"id": "a", "date": "2024", "title": "A", "kind": "agree", "sources": [SOURCE], **changes}
    return Raw({key: value for key, value in values.items() if value is not None}, 0, lambda _: (3, 5))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"kind": "agrees"}, ["unknown-kind"]),
        ({"date": ""}, ["bad-value"]),
        ({"date": "20x4", "kind": "agrees"}, ["bad-date", "unknown-kind"]),
        ({"sources": None}, ["no-source"]),
        ({"sources": [{"publisher": "P"}]}, ["broken-source"]),
        ({"sources": [{**SOURCE, "quote": "other"}]}, ["quote-not-found"]),
        ({"sources": [{**SOURCE, "seed": "other"}]}, ["missing-seed"]),
        ({"sources": [{"seed": "other"}, {"url": "https://e.org", "quote": "any"}]}, []),
        ({"titel": "x", "title": None}, ["missing-field", "unknown-field"]),
    ],
)
def test_what_is_added_is_checked(changes: dict[str, Any], codes: list[str]) -> None:
    def text_of(seed: str) -> str | None:
        return SEED_TEXT if seed == SEED else None

    if not codes:
        assert checked(raw(**changes), REGISTRY, "p", text_of).id == "a"
        return
    with pytest.raises(DataError) as faults:
        checked(raw(**changes), REGISTRY, "p", text_of)
    assert [problem.code for problem in faults.value.problems] == codes
    assert {problem.where for problem in faults.value.problems} == {"p:3:5"}


@pytest.mark.parametrize("values", [None, 3, "text", [1]])
def test_what_is_no_event_at_all(values: Any) -> None:
    with pytest.raises(DataError):
        checked(Raw(values, 0, lambda _: (1, 1)), REGISTRY, "p", str)


def pieces(text: str = EVENTS) -> Any:
    return reader("yaml").cut(text.encode(), "p")


@pytest.mark.parametrize(("date", "place"), [("1999", 0), ("2017", 1), ("../2020", 1), ("2026", 2)])
def test_an_event_stands_by_its_first_day(date: str, place: int) -> None:
    known = sheet(pieces(), "p")
    assert known.place(parse(date)) == place
    assert known.ids() == {"ties-2017", "talks-2025"}
    assert known.find("nobody") is None


def test_a_file_that_is_in_no_order_is_added_to_at_its_end() -> None:
    known = sheet(pieces(EVENTS.replace("2017/", "2030/").replace("2024-10", "2031")), "p")
    assert known.place(parse("1999")) == 2


def test_a_file_with_faults_is_not_added_to() -> None:
    with pytest.raises(DataError) as faults:
        sheet(pieces("events:\n  - id: a\n    date: 2014-02-30\n  - just words\n"), "p")
    assert [(problem.line, problem.code) for problem in faults.value.problems] == [(3, "bad-date"), (4, "bad-value")]


def known_events() -> list[dict[str, Any]]:
    form = reader("yaml")
    found = record.events(form.parse(pieces(), "p"), REGISTRY, "p", [])
    return [document(one.event) for one in found]


def test_events_that_a_candidate_may_be() -> None:
    visit = replace(
        news(), date="2025-03", first="2025-03-01", last="2025-03-31", title="Ministers hold talks in Ankara",
        kind="consult", actors=(Part("Serbia", 0, 1),),
    )  # fmt: skip
    assert [(one.event["id"], one.why) for one in similar(visit, known_events())] == [("talks-2025", "looks like it")]
    assert similar(replace(visit, first="2025-05-01", last="2025-05-31"), known_events()) == []
    assert similar(replace(visit, date=None, first=None, last=None), known_events()) == []
    repeats = replace(visit, known="ties-2017")
    assert [one.event["id"] for one in similar(repeats, known_events())] == ["ties-2017", "talks-2025"]
    quoted = [{**known_events()[0], "sources": [{"seed": "x", "quote": f"{visit.quote.text}"}]}]
    assert [one.why for one in similar(visit, quoted)] == ["quotes the same words"]


def test_an_event_made_a_second_time() -> None:
    values = accept(candidate(), [SOURCE], REGISTRY, {})
    assert same(values, [{**values, "id": "renamed"}]) == "renamed"
    assert same(values, [{**values, "title": "Another"}]) is None
    assert same(values, [{**values, "sources": [{"seed": SEED, "quote": "other"}]}]) is None
    assert same(values, [{**values, "sources": "spoilt"}, {}]) is None


def test_a_candidate_that_was_read_twice_is_one_with_all_its_sources() -> None:
    first, other = candidate("a"), candidate("b")
    again = replace(first, title="Newer", sources=(Told("other.txt", quote(SEED_TEXT, "They spoke of trade")),))
    one, two = unique([first, other, again, first])
    assert (one.id, two.id) == ("a", "b")
    assert [told.address for told in one.sources] == [f"seeds/{SEED}", "other.txt"]
    assert unique([first, again])[0].title == "Newer"
    assert pending([one, two], {}, 0.8) == []
    assert pending([one, two], {"a": None}) == [two]  # type: ignore[dict-item]
