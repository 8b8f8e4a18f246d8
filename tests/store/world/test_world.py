"""Asking a world: as a file is asked, and no more is read than is asked for."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.feed_rows import actor, gdelt, text
from tests.store.world.conftest import REGISTRY, Place
from timeline.errors import UsageError
from timeline.model.day import day_number
from timeline.query.query import All, During, Not, Part, Query, Term, Words
from timeline.query.query import Any as AnyOf
from timeline.report.card import card
from timeline.report.tally import DIMENSIONS, counted, tally
from timeline.store import select as select_module
from timeline.store.select import Stream, resolve, select, stream
from timeline.store.world import world as world_module
from timeline.store.world.count import OTHERS, count, most
from timeline.store.world.world import Window

TODAY = day_number(2026, 11, 22)
LABELS = {id_: found.label for id_, found in REGISTRY.actors.items()}


@pytest.fixture
def asked(place: Place) -> Place:
    """Three years, some hundred events, who acts skewed."""
    who = [
        ("SRB", "SERBIA", "SRB"),
        ("TUR", "TURKEY", "TUR"),
        ("", "GUERRILLA", ""),
        ("SRBOPP", "STUDENTS", "SRB", "OPP"),
    ]
    rows = [
        gdelt(
            n, f"20{21 + n % 3}{n % 12 + 1:02d}{n % 28 + 1:02d}", code=("042", "190", "141", "057")[n % 4],
            page=f"https://p{n % 3}.example.org/{n}", **actor(1, *who[n % 4]), **actor(2, *who[(n // 4) % 3]),
        )
        for n in range(240)
    ]  # fmt: skip
    place.take(text(*rows))
    return place


def ids(place: Place, part: Part, **how: Any) -> list[str]:
    return [json.loads(row.json)["id"] for row in select([place.open()], Query(part, TODAY, **how))]


def test_windows_do_not_show(asked: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[tuple[Part, dict[str, Any]]] = [
        (All(()), {}),
        (All(()), {"reverse": True}),
        (Term("actor", "SRB"), {"limit": 7}),
        (All(()), {"limit": 150, "reverse": True}),
        (Not(Term("kind", "assault")), {"sort": "title"}),
        (During(day_number(2022, 3, 1), day_number(2023, 2, 1)), {"certain": True}),
        (All(()), {"limit": 0}),
    ]
    whole = [ids(asked, part, **how) for part, how in questions]
    assert [len(found) for found in whole] == [240, 240, 7, 150, 180, len(whole[5]), 0]
    for size in (1, 10, 60, 200):  # a day or some days of a year at a time, a year, two
        monkeypatch.setattr(world_module, "WINDOW", size)
        assert [ids(asked, part, **how) for part, how in questions] == whole


def test_only_years_that_can_answer_are_read(asked: Place) -> None:
    world = asked.open()

    def years(part: Part) -> set[int]:
        return {found.year for window in world.windows(Query(part, TODAY)) for found in window.parts}

    in_2022 = During(day_number(2022, 1, 1), day_number(2022, 12, 31))
    assert years(All(())) == {2021, 2022, 2023}
    assert years(in_2022) == {2022}
    assert years(All((Term("actor", "SRB"), in_2022))) == {2022}
    assert years(Not(in_2022)) == {2021, 2022, 2023}
    assert years(AnyOf((in_2022, Term("actor", "SRB")))) == {2021, 2022, 2023}


def test_answers_come_before_the_last_is_found(asked: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_module, "WINDOW", 1)
    world = asked.open()
    read: list[Window] = []
    statement = world.statement

    def told(query: Query, window: Window, limit: int | None) -> Any:
        read.append(window)
        return statement(query, window, limit)

    monkeypatch.setattr(world, "statement", told)
    found = stream([world], Query(All(()), TODAY))
    assert isinstance(found, Stream)
    next(iter(found))
    (first,) = read
    assert {part.year for part in first.parts} == {2021}
    assert first.days is not None
    assert first.days[0] == day_number(2021, 1, 1)
    assert first.days[1] < day_number(2021, 2, 1)
    assert len(found) == 240


def test_an_actors_rows_are_read_and_no_others(asked: Place) -> None:
    world = asked.open()
    sql, values = world.statement(Query(Term("actor", "SRB"), TODAY), Window(world.manifest.parts), None)
    (plan,) = world.engine.execute(f"EXPLAIN {sql}", values).fetchall()
    assert "actor='SRB'" in plan[1].replace(" ", "")


def test_too_many_to_be_held_is_an_error_that_says_so(asked: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(select_module, "MOST", 100)
    with pytest.raises(UsageError, match="more than 100 events"):
        ids(asked, All(()))
    assert len(ids(asked, Term("kind", "assault"))) == 60


def test_words_are_found_whatever_their_case_and_signs(place: Place) -> None:
    place.take(
        text(
            gdelt(1, ActionGeo_FullName="Novi-Pazar (old), Serbia"),
            gdelt(2, ActionGeo_FullName="Đurđevdan, Србија"),
            gdelt(3, ActionGeo_FullName="Novi 中 Pazar"),
        )
    )
    assert ids(place, Words("novi pazar")) == ["gdelt-1"]
    assert ids(place, Words("durdevdan srbija")) == ["gdelt-2"]
    assert ids(place, Words("serbia visited ankara novi")) == ["gdelt-1", "gdelt-3"]
    assert ids(place, Term("place", "pazar")) == ["gdelt-1", "gdelt-3"]
    assert ids(place, Term("place", "paza")) == []
    assert ids(place, Term("source", "EXAMPLE.org")) == ["gdelt-1", "gdelt-2", "gdelt-3"]
    assert ids(place, Words(".*")) == []


@pytest.mark.parametrize("by", [*DIMENSIONS, ("month", "kind"), ("actor", "publisher"), ("year", "actor")])
def test_the_engine_counts_what_counting_rows_counts(asked: Place, by: str | tuple[str, ...]) -> None:
    dimensions = (by,) if isinstance(by, str) else by
    world = asked.open()
    for part in (All(()), Term("actor", "SRB"), Term("actor", "~guerrilla")):
        query = resolve(Query(part, TODAY), [world])
        cells = count(world, query, dimensions)
        assert counted(cells, world.number(query), dimensions, LABELS) == tally(
            select([world], query), dimensions, LABELS
        )


def test_names_are_found_and_suggested(asked: Place) -> None:
    world = asked.open()
    assert (
        len(select([world], Query(Term("actor", "Србија"), TODAY)))
        == Counter(
            "SRB" in {actor.get("id") for actor in event["actors"]}
            or "STUDENTS" in {a["name"] for a in event["actors"]}
            for event in asked.ask()
        )[True]
    )
    assert len(select([world], Query(Term("actor", "guerrilla"), TODAY))) > 0
    with pytest.raises(UsageError) as found:
        select([world], Query(Term("actor", "gerrilla"), TODAY))
    assert "GUERRILLA" in found.value.hint


def test_a_world_and_a_file_answer_together(asked: Place, tmp_path: Any) -> None:
    from timeline.lexicon.actors import shipped
    from timeline.store.index import open_index

    path = tmp_path / "mine.jsonl"
    path.write_text('{"id": "a", "date": "2022-02", "title": "T", "kind": "agree", "actors": ["Serbia"], "sources": [{"url": "https://x.org"}]}\n')  # fmt: skip # noqa: E501
    files = [open_index(str(path), shipped(), None), asked.open()]
    rows = select(files, Query(Term("actor", "SRB"), TODAY))
    assert {row.origin for row in rows} == {str(path), asked.path}
    keys = [row.key for row in rows]
    assert keys == sorted(keys)


def test_rare_values_are_counted_together(asked: Place) -> None:
    world = asked.open()
    query = Query(All(()), TODAY)
    top, every = most(world, query, "actor", 2)
    assert (len(top), every) == (2, 4)
    all_cells = {cell.values: cell.events for cell in count(world, query, ["month", "actor"])}
    cells = {cell.values: cell.events for cell in count(world, query, ["month", "actor"], top)}
    for (month, actor_), events in cells.items():
        if actor_ != OTHERS:
            assert events == all_cells[month, actor_]
    assert sum(cells.values()) == sum(all_cells.values())
    assert {actor_ for _, actor_ in cells} == {*top, OTHERS}


def test_an_event_of_a_world_is_known_by_its_id(asked: Place) -> None:
    world = asked.open()
    assert world.has("gdelt-7")
    assert not world.has("gdelt-7000")
    assert world.kinds() == Counter(event["kind"] for event in asked.ask())


def test_a_card_says_which_rows_tell_the_event(asked: Place) -> None:
    world = asked.open()
    (row,) = select([world], Query(Term("id", "gdelt-8"), TODAY))
    assert ("Native code", "cameo 042 (row 8)") in card(row, TODAY).fields
