"""Every engine gives the events that the naive definition gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests import naive
from tests.naive import TODAY, Selected
from timeline.errors import UsageError
from timeline.lexicon.actors import Registry, load
from timeline.model.day import AFTER, BEFORE
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source, from_document
from timeline.model.text import fold
from timeline.query.parse import parse as reading
from timeline.query.query import All, Any, During, Not, Part, Query, Term, Words, terms
from timeline.query.written import written
from timeline.report.lanes import LANES, lanes, part
from timeline.store.outline import outlines
from timeline.store.select import select


class Lexicon:
    """A registry and the files that it was read from."""

    def __init__(self, *files: Path) -> None:
        self.files = list(files)
        self.registry: Registry = load(self.files)


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("registry") / "actors.yaml"
    path.write_text(naive.ACTORS, encoding="utf-8")
    return Lexicon(path)


def ask(lexicon: Lexicon, query: Query, *files: Sequence[Event], form: str = "jsonl") -> list[Selected]:
    with ExitStack() as stack:
        opened = [
            stack.enter_context(naive.indexed(events, lexicon.files, form, f"file{number}"))
            for number, events in enumerate(files)
        ]
        found = select(opened, query)
    return [Selected(json.loads(row.json)["id"], row.certain, row.origin) for row in found]


def event(name: str = "a", date: str = "2023", **values: object) -> Event:
    fields = {"title": "Title", "kind": "agree", "sources": ()} | values
    return Event(name, parse(date), **fields)  # type: ignore[arg-type]


forms = st.sampled_from(["jsonl", "jsonl", "yaml", "json"])


# --- the law ---------------------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(naive.event_lists, st.lists(naive.queries, min_size=1, max_size=6), forms)
def test_the_index_selects_what_the_definition_selects(
    lexicon: Lexicon, events: list[Event], queries: list[Query], form: str
) -> None:
    with naive.indexed(events, lexicon.files, form) as index:
        for query in queries:
            found = select([index], query)
            expected = naive.select({"x": events}, query, lexicon.registry)
            assert [(row.key[-1], row.certain) for row in found] == [(one.id, one.certain) for one in expected]
            assert {row.key[-1] for row in found if row.overdue} == {
                one.id for one in events if one.is_overdue(query.today)
            } & {one.id for one in expected}


@given(naive.event_lists, naive.queries, st.integers(0, 25), forms)
def test_two_files_answer_as_one_does(lexicon: Lexicon, events: list[Event], query: Query, cut: int, form: str) -> None:
    parts = events[:cut], events[cut:]
    found = ask(lexicon, query, *parts, form=form)
    files = {f"file{number}.{form}": part for number, part in enumerate(parts)}
    assert found == naive.select(files, query, lexicon.registry)
    whole = naive.select({"x": events}, query, lexicon.registry)
    assert [one[:2] for one in found] == [one[:2] for one in whole]


@given(naive.event_lists, naive.queries, st.integers(0, 25), st.sampled_from(LANES))
def test_outlines_draw_as_the_whole_events_do(
    lexicon: Lexicon, events: list[Event], query: Query, cut: int, by: str
) -> None:
    query = query._replace(sort="date", reverse=False, limit=None)
    with ExitStack() as stack:
        opened = [
            stack.enter_context(naive.indexed(some, lexicon.files, "jsonl", f"file{number}"))
            for number, some in enumerate((events[:cut], events[cut:]))
        ]
        found = outlines(opened, query, by)
        whole = [from_document(json.loads(row.json)) for row in select(opened, query)]
    shown = [(one.id, one.when, one.title, one.status, one.count) for one in found.events]
    assert shown == [(one.id, one.when, one.title, one.status, one.count) for one in whole]
    ids = [one.id for one in whole]
    expected = lanes(zip(ids, (part(one, by) for one in whole), strict=True), by, {})
    assert lanes(zip(ids, found.parts, strict=True), by, {}) == expected


@given(naive.event_lists, naive.queries)
def test_certain_is_a_part_of_possible_and_the_option_filters(
    lexicon: Lexicon, events: list[Event], query: Query
) -> None:
    free = query._replace(limit=None)
    every = ask(lexicon, free._replace(certain=False), events)
    sure = ask(lexicon, free._replace(certain=True), events)
    assert sure == [one for one in every if one.certain]


@given(naive.event_lists, naive.queries, st.integers(0, 25))
def test_reverse_reverses(lexicon: Lexicon, events: list[Event], query: Query, cut: int) -> None:
    parts = events[:cut], events[cut:]
    forth = ask(lexicon, query._replace(reverse=False, limit=None), *parts)
    back = ask(lexicon, query._replace(reverse=True, limit=None), *parts)
    assert back == forth[::-1]


@given(naive.event_lists, naive.queries, st.integers(0, 25), st.integers(0, 30))
def test_a_limit_takes_the_first(lexicon: Lexicon, events: list[Event], query: Query, cut: int, limit: int) -> None:
    parts = events[:cut], events[cut:]
    every = ask(lexicon, query._replace(limit=None), *parts)
    assert ask(lexicon, query._replace(limit=limit), *parts) == every[:limit]


@given(naive.event_lists, naive.queries, st.randoms(use_true_random=False))
def test_the_order_of_the_file_does_not_matter(lexicon: Lexicon, events: list[Event], query: Query, random) -> None:
    shuffled = events[:]
    random.shuffle(shuffled)
    assert ask(lexicon, query, shuffled) == ask(lexicon, query, events)


@given(naive.event_lists, naive.questions)
def test_a_question_and_its_opposite_take_every_event(lexicon: Lexicon, events: list[Event], part: Part) -> None:
    plain = Query(part, TODAY)
    sure = {one.id for one in ask(lexicon, plain._replace(certain=True), events)}
    not_even_possibly = {one.id for one in ask(lexicon, plain._replace(part=Not(part)), events)}
    assert sure | not_even_possibly == {one.id for one in events}
    assert not sure & not_even_possibly


@given(naive.event_lists, st.sampled_from(naive.STRANGERS))
def test_an_unknown_actor_is_found_by_its_folded_name(lexicon: Lexicon, events: list[Event], name: str) -> None:
    meant = [one for one in events if any(fold(part.name) == fold(name) for part in one.actors)]
    query = Query(Term("actor", name), TODAY, sort="id")
    if meant:
        assert [one.id for one in ask(lexicon, query, events)] == sorted(one.id for one in meant)
    else:
        with pytest.raises(UsageError, match="no actor is called"):
            ask(lexicon, query, events)


@given(naive.date_texts, st.integers(18_000, 21_000), st.integers(0, 900))
@example("[2022,2024]", 19_358, 364)
@example("{2022,2024}", 19_358, 364)
def test_the_definition_of_touching_is_that_of_when(text: str, since: int, length: int) -> None:
    when = parse(text)
    assert naive.touches(when, since, since + length) == when.overlaps(since, since + length)


# --- cases that a random question seldom meets -----------------------------------------------------------------------

FULL = event(
    "full",
    actors=(Participant("Serbia", role="source"), Participant("Turkey", role="target")),
    place=Place("New Belgrade", "RS"),
    sources=(Source(url="https://a.org/x", publisher="Reuters"),),
    confidence="high",
    tags=("arms",),
)
BARE = event("bare")


@pytest.mark.parametrize("field", ["actor", "place", "country", "tag", "source", "confidence"])
def test_not_holds_where_the_field_is_empty(lexicon: Lexicon, field: str) -> None:
    values = {"actor": "Serbia", "place": "Belgrade", "country": "RS", "tag": "arms", "source": "Reuters"}
    term = Term(field, values.get(field, "high"))
    assert [one.id for one in ask(lexicon, Query(term, TODAY), [FULL, BARE])] == ["full"]
    assert [one.id for one in ask(lexicon, Query(Not(term), TODAY), [FULL, BARE])] == ["bare"]
    assert [one.id for one in ask(lexicon, Query(Not(Not(term)), TODAY), [FULL, BARE])] == ["full"]
    assert [one.id for one in ask(lexicon, Query(Any((Not(term), Not(term))), TODAY), [FULL, BARE])] == ["bare"]


@pytest.mark.parametrize("field", ["place", "tag", "source"])
@pytest.mark.parametrize("sign", ["-", "…", "!?", "  "])
def test_a_value_that_folds_to_nothing_is_found_nowhere(lexicon: Lexicon, field: str, sign: str) -> None:
    assert ask(lexicon, Query(Term(field, sign), TODAY), [FULL, BARE]) == []


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("peace talks", True),
        ("eace tal", True),  # words are text: a part of one is enough
        ("belgrade", True),
        ("talks they", False),  # the title ends, the summary begins
        ("met belgrade", False),
        ("arms drones", False),
        ("vucic president", False),
    ],
)
def test_words_do_not_run_from_one_field_into_the_next(lexicon: Lexicon, words: str, hit: bool) -> None:
    told = event(
        title="Peace talks",
        summary="They met.",
        place=Place("Belgrade"),
        tags=("arms", "drones"),
        actors=(Participant("Vučić", office="president"),),
    )
    assert bool(ask(lexicon, Query(Words(words), TODAY), [told])) is hit


@pytest.mark.parametrize(
    ("date", "hit"),
    [
        ("2023-02-28", False),
        ("2023-03-01", True),  # in office since some day of that March
        ("2023", True),
        ("2024-05-31", True),
        ("2024-06-01", False),
        ("../2023-06-01", True),
        ("2022-12-31", True),  # chief of staff of the army, which is Serbia's
        ("2023-01-01", False),
        ("[2023-01,2024-05]", True),
        ("[2023-01,2024-07]", True),  # an office may be held on a day between its dates
    ],
)
def test_a_person_acts_for_a_state_while_in_office(lexicon: Lexicon, date: str, hit: bool) -> None:
    told = event(date=date, actors=(Participant("Вучић", role="source"),))
    assert bool(ask(lexicon, Query(Term("actor", "Serbia"), TODAY), [told])) is hit
    assert bool(ask(lexicon, Query(Term("actor", "Serbia", "source"), TODAY), [told])) is hit
    assert not ask(lexicon, Query(Term("actor", "Serbia", "target"), TODAY), [told])


def test_acting_for_each_other_ends(lexicon: Lexicon) -> None:
    told = event(actors=(Participant("Hen"),))
    assert ask(lexicon, Query(Term("actor", "Egg"), TODAY), [told])
    assert ask(lexicon, Query(Term("actor", "Hen"), TODAY), [told])


def test_an_actor_with_an_unknown_id_is_found_by_the_name_that_is_shown(lexicon: Lexicon) -> None:
    told = event(actors=(Participant("Oil Industry of Serbia", "nis"),))
    assert ask(lexicon, Query(Term("actor", "Oil Industry of Serbia"), TODAY), [told])


def test_an_actor_with_an_unknown_id_and_a_known_name_is_the_known_one(lexicon: Lexicon) -> None:
    told = event(actors=(Participant("Serbia", "somebody-elses-code"),))
    assert ask(lexicon, Query(Term("actor", "Serbia"), TODAY), [told])


def test_a_country_may_have_an_id_in_small_letters(lexicon: Lexicon, tmp_path: Path) -> None:
    overlay = tmp_path / "actors.yaml"
    overlay.write_text("- {id: sealand, name: Sealand, kind: state, code2: XS}\n", encoding="utf-8")
    own = Lexicon(*lexicon.files, overlay)
    told = event(place=Place("Roughs Tower", "XS"))
    for name in ("XS", "xs", "Sealand", "sealand"):
        assert ask(own, Query(Term("country", name), TODAY), [told]), name


@pytest.mark.parametrize(
    ("status", "date", "today", "overdue"),
    [
        ("expected", "../2024-12-31", "2025-01-01", True),
        ("expected", "../2024-12-31", "2024-12-31", False),
        ("expected", "2024/..", "2030-01-01", False),
        ("expected", "[2023,2025]", "2024-06-01", False),
        ("occurred", "2020", "2024-06-01", False),
        ("hypothetical", "2020", "2024-06-01", False),
    ],
)
def test_overdue_is_what_was_expected_by_a_day_that_has_passed(
    lexicon: Lexicon, status: str, date: str, today: str, overdue: bool
) -> None:
    told = event(date=date, status=status)
    now = parse(today).first_day
    assert bool(ask(lexicon, Query(Term("status", "overdue"), now), [told])) is overdue
    assert bool(ask(lexicon, Query(Not(Term("status", "overdue")), now), [told])) is not overdue
    assert ask(lexicon, Query(Term("status", status), now), [told])


@pytest.mark.parametrize("term", [Term("kind", "agre"), Term("status", "overdu"), Term("actor", "Srebia")])
def test_what_does_not_exist_is_refused_with_what_is_near(lexicon: Lexicon, term: Term) -> None:
    with pytest.raises(UsageError) as error:
        ask(lexicon, Query(All((During(), Not(term))), TODAY), [FULL])
    assert "did you mean" in error.value.hint


@pytest.mark.parametrize("join", [All, Any])
def test_a_question_of_two_thousand_terms_is_answered_or_refused(lexicon: Lexicon, join: type[All | Any]) -> None:
    try:
        found = ask(lexicon, Query(join((Words("title"),) * 2000), TODAY), [FULL, BARE])
    except UsageError:
        return
    assert len(found) == 2


# --- a question as text ----------------------------------------------------------------------------------------------


def settled(part: Part) -> Part | None:
    """Give a question as the language has it: nothing joined that is one thing; None where there is nothing to say."""
    match part:
        case All(parts) | Any(parts):
            inner = [one for one in map(settled, parts) if one is not None]
            return inner[0] if len(inner) == 1 else type(part)(tuple(inner)) if inner else None
        case Not(one):
            found = settled(one)
            return None if found is None else Not(found)
        case _:
            return part


@given(naive.questions)
@example(Not(Not(Term("tag", "and"))))
@example(All((Words("and"), Words("two words"), Words('"'), Words("\\"), Words("a"))))
@example(Any((All((Words("a"), Words("b"))), Not(Any((Words("c"), Term("place", 'New "York" \\ (x)')))))))
@example(During(0, 364))
@example(During(-700000, AFTER))
@example(During(BEFORE, 2932896))
def test_what_is_written_down_asks_the_same(part: Part) -> None:
    assume(During() not in terms(part))
    asked = settled(part)
    assert reading("" if asked is None else written(asked), TODAY) == (asked or All(()))
