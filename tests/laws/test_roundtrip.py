"""Reading undoes writing, in every format that is both read and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import naive, strategies
from tests.helpers import read
from timeline.lexicon.actors import load, shipped
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source, document, from_document

REGISTRY = load(shipped())
NASTY = (
    *strategies.NASTY, "null", "Null", "NULL", "no", "Yes", "0", "1.0", "0o7", "0b1", "1:20", "+1", "-1", "2023-01-01",
    "- ", "?", "? ", ":", "key: value", "#", "# no comment", "a: ", "a:", ", ", "[", "{", "}", "]", "!!str x", "&",
    "*", "'quoted'", '"quoted"', "it''s", "\\", "\\t", "--- a", "%TAG", "@", "`", "|-", ">-", "=", "é",
    "e\u0301", "ﬁ", "𝒳", "👩‍👧", "עברית", "العربية", "\u200bx", "a\u00adb", "x" * 300, "long " * 60 + "end",
    "Tab\there", "-x", "-", "--", "a - b",
)  # fmt: skip
CONTROLS = (
    "a\x01b",
    "a\x07b",
    "a\x1b[31mb",
    "a\x7fb",
    "a\x85b",
    "a\u2028b",
    "a\u2029b",
    "a\ufeffb",
    "a\u202eb",
    "a\0b",
)
PARAGRAPHS = (
    "one\ntwo", "one\n\ntwo", "- a\n- b", "a:\n  b: c", "a\n b", "# a\n# b", "a\n\n\n\nb", "a\n  b\n c", "---\na",
    "a\n...", "x" * 120 + "\n" + "y" * 120, "'\n'", '"\n"', "a #\nb", "a:\nb", "é\nü", "a \nb",
)  # fmt: skip
FORMS = ("yaml", "json", "jsonl")

lines = st.one_of(st.sampled_from(NASTY).map(str.strip), strategies.lines())
paragraphs = st.one_of(st.sampled_from(PARAGRAPHS), strategies.paragraphs, lines)
_events = st.builds(
    lambda event, title, summary, note, tags: replace(event, title=title, summary=summary, note=note, tags=tags),
    strategies.events(),
    lines,
    st.none() | paragraphs,
    st.none() | paragraphs,
    st.lists(lines, max_size=3).map(tuple),
)
event_lists = st.lists(_events, max_size=4, unique_by=lambda event: event.id)


def again(events: Sequence[Event], form: str) -> list[Event]:
    found = read(naive.written(events, form), form, f"events.{form}", REGISTRY)
    assert found.problems == []
    return found.events


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(events=event_lists)
def test_reading_undoes_writing(form: str, events: list[Event]) -> None:
    assert again(events, form) == events


@given(strategies.events())
def test_making_an_event_undoes_its_document(event: Event) -> None:
    assert from_document(document(event)) == event


@pytest.mark.parametrize("form", FORMS)
@given(events=event_lists)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_writing_what_was_read_gives_the_same_text(form: str, events: list[Event]) -> None:
    once = again(events, form)
    assert naive.written(again(once, form), form) == naive.written(once, form)


def with_text(text: str, *, one_line: bool = True) -> Event:
    return Event(
        "a",
        parse("2023"),
        text if one_line else "Title",
        "agree",
        (Source(url="https://a.org", publisher=text, quote=text, note=text),),
        summary=text,
        note=text,
        mode=text,
        actors=(Participant(text if one_line else "Somebody unknown", role="source", office=text),),
        place=Place(text if one_line else "Place", "RS", 0.0, -0.5, text),
        tags=(text,),
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", [text.strip() for text in NASTY], ids=ascii)
def test_a_nasty_line_comes_back(text: str, form: str) -> None:
    # Whether the registry knows the name, is not asked here.
    told = with_text(text)
    known = replace(told.actors[0], id=REGISTRY.find(text))
    assert again([told], form) == [replace(told, actors=(known,))]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", PARAGRAPHS, ids=ascii)
def test_several_lines_come_back(text: str, form: str) -> None:
    assert again([with_text(text, one_line=False)], form) == [with_text(text, one_line=False)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", CONTROLS, ids=ascii)
def test_a_control_character_comes_back(text: str, form: str) -> None:
    assert again([with_text(text)], form) == [with_text(text)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("date", [*naive.DATES, "2023-05-01T12:30:00Z", "%2023-?05", "{..2020,2023..}"])
def test_a_date_comes_back_as_it_was_written(date: str, form: str) -> None:
    event = replace(with_text("x"), when=parse(date), checked=parse(date))
    (found,) = again([event], form)
    assert (found.when.text, found.checked and found.checked.text) == (date, date)


@pytest.mark.parametrize("form", FORMS)
def test_zero_is_a_number_like_any_other(form: str) -> None:
    place = Place("Null Island", None, 0.0, 0.0)
    event = replace(with_text("x"), place=place, extra={"goldstein": 0.0, "fatalities": {"low": 0, "best": 0}})
    assert again([event], form) == [event]


@pytest.mark.parametrize("form", FORMS)
def test_whom_a_name_means_comes_back_where_the_id_says_it(form: str) -> None:
    event = replace(
        with_text("x"), actors=(Participant("the president", "aleksandar-vucic", "source"), Participant("X Y Z", "xyz"))
    )
    assert "aleksandar-vucic" in REGISTRY.actors
    assert again([event], form) == [event]


@pytest.mark.parametrize("form", [*FORMS, "csv"])
def test_no_events_come_back_as_none(form: str) -> None:
    assert again([], form) == []


# --- CSV has room for less -------------------------------------------------------------------------------------------


def in_a_row(event: Event) -> Event:
    """Keep what a row of a table carries."""
    return Event(
        event.id,
        event.when,
        event.title,
        event.kind,
        tuple(Source(url=s.url) if s.url else Source(seed=s.seed) for s in event.sources if s.address),
        status=event.status,
        summary=event.summary,
        count=event.count,
        actors=tuple(Participant(part.name, REGISTRY.find(part.name)) for part in event.actors),
        place=event.place and replace(event.place, precision=None),
        confidence=event.confidence,
        tags=event.tags,
        note=event.note,
    )


_single = strategies.lines().filter(lambda text: ";" not in text)
_csv_events = st.builds(
    lambda event, title, summary, note, tags, actors: replace(
        event, title=title, summary=summary, note=note, tags=tags, actors=actors
    ),
    strategies.events(),
    lines.filter(str.isprintable),
    st.none() | lines.filter(str.isprintable),
    st.none() | lines.filter(str.isprintable),
    st.lists(_single, max_size=3).map(tuple),
    st.lists(_single.map(Participant), max_size=3).map(tuple),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(_csv_events, max_size=4, unique_by=lambda event: event.id))
def test_csv_gives_back_what_a_row_carries(events: list[Event]) -> None:
    expected = [in_a_row(event) for event in events]
    assert again(expected, "csv") == expected


@pytest.mark.parametrize("text", PARAGRAPHS, ids=ascii)
def test_a_cell_may_have_several_lines(text: str) -> None:
    event = in_a_row(replace(with_text("x"), summary=text, note=text))
    assert again([event], "csv") == [event]


def test_an_address_may_hold_a_semicolon() -> None:
    sources = (Source(url="https://a.org/x;id=1?y=2;z=3"), Source(url="https://b.org/"))
    event = in_a_row(replace(with_text("x"), sources=sources))
    assert again([event], "csv") == [event]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_a_spreadsheet_would_compute_comes_back_as_text(text: str) -> None:
    event = in_a_row(with_text(text))
    assert again([event], "csv") == [event]


@pytest.mark.parametrize("form", [*FORMS, "csv"])
def test_the_shipped_events_survive_every_format(form: str) -> None:
    path = Path(__file__).parents[2] / "data" / "events.yaml"
    events = read(path.read_bytes(), "yaml", str(path), REGISTRY).events
    assert again(events, form) == ([in_a_row(event) for event in events] if form == "csv" else events)
