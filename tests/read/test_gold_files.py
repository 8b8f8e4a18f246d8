"""Files in which people have marked events and kinds: what is read, and what is said of what cannot be, and where."""

import json

import pytest

from timeline.errors import DataError
from timeline.model.day import day_number
from timeline.model.edtf import parse as parse_date
from timeline.read import gold_events, gold_kinds
from timeline.read.gold_events import Actor
from timeline.read.gold_kinds import YIELD, Marked

TEXT = "Rebels attacked Gao. The attack on Gao was condemned by Mali."
EVENT = {
    "quote": "Rebels attacked Gao.",
    "trigger": "attacked",
    "also": ["The attack on Gao was condemned by Mali."],
    "date": "2024-10",
    "kind": "assault",
    "status": "occurred",
    "actors": [{"name": "Rebels", "id": None, "role": "source"}, {"name": "Mali", "id": "MLI", "role": "target"}],
}


def articles(*lines):
    return list(gold_events.parse(lines, "gold"))


def article(*events, **values):
    return json.dumps({"id": "a", "published": "2024-10-11", "text": TEXT, "events": list(events), **values}).encode()


def faults(read, *lines):
    """Give what was read before the faults, and the faults."""
    found = []
    with pytest.raises(DataError) as caught:
        found.extend(read(lines, "gold"))
    return [(problem.line, problem.code) for problem in caught.value.problems]


# --- events ----------------------------------------------------------------------------------------------------------


def test_an_article_with_its_events():
    (found,) = articles(article(EVENT))
    assert (found.document.id, found.document.published, found.document.text) == ("a", day_number(2024, 10, 11), TEXT)
    (event,) = found.events
    assert event.quotes == (EVENT["quote"], *EVENT["also"])
    assert TEXT[slice(*event.at)] == event.trigger == "attacked"
    assert event.when == parse_date("2024-10")
    assert (event.kind, event.status) == ("assault", "occurred")
    assert event.actors == (Actor("Rebels", None, "source"), Actor("Mali", "MLI", "target"))


def test_a_trigger_is_looked_for_in_its_quote():
    quote = "The attack on Gao was condemned by Mali."
    (found,) = articles(article(EVENT | {"quote": quote, "trigger": "attack", "also": []}))
    (event,) = found.events
    assert event.quotes == (quote,)
    assert event.at == (TEXT.rindex("attack"), TEXT.rindex("attack") + 6)


def test_what_may_be_missing():
    event = {key: value for key, value in EVENT.items() if key != "also"} | {"actors": [{"name": "A", "role": "other"}]}
    (found,) = articles(article(event, published=None))
    assert found.document.published is None
    assert (found.events[0].quotes, found.events[0].actors) == ((EVENT["quote"],), (Actor("A", None, "other"),))


def test_empty_lines_are_passed_and_an_article_may_have_no_event():
    assert [found.events for found in articles(b"", article(), b"  ", article())] == [[], []]
    assert articles() == []


WRONG = {
    "a quote that is not there": ({"quote": "Rebels left."}, "bad-quote"),
    "a trigger that is not in it": ({"trigger": "condemned"}, "bad-quote"),
    "no quote": ({"quote": None}, "bad-value"),
    "a date that is none": ({"date": "2024-13"}, "bad-date"),
    "no kind": ({"kind": ...}, "bad-value"),
    "no status": ({"status": ...}, "bad-value"),
    "no actors": ({"actors": ...}, "bad-value"),
    "actors that are none": ({"actors": ["Mali"]}, "bad-value"),
    "an actor of no name": ({"actors": [{"role": "other"}]}, "bad-value"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_with_an_event_is_told_with_its_line(name):
    changes, code = WRONG[name]
    event = {key: value for key, value in (EVENT | changes).items() if value is not ...}
    assert faults(gold_events.parse, article(EVENT), article(event), article(EVENT)) == [(2, code)]


def test_events_that_are_no_events():
    for events in ({}, None, "attacked"):
        assert faults(gold_events.parse, b"", article(events=events)) == [(2, "bad-value")]
    assert faults(gold_events.parse, article(3, EVENT, "x")) == [(1, "bad-value")] * 2


def test_all_faults_are_told_and_the_others_given():
    lines = [article(EVENT), b"{", article(EVENT | {"trigger": "?"}, EVENT | {"date": "soon"}), b"3", article(id=None)]
    read = gold_events.parse([*lines, article(EVENT)], "gold")
    assert [next(read).events[0].kind, next(read).events[0].kind] == ["assault", "assault"]
    with pytest.raises(DataError) as caught:
        next(read)
    assert [(problem.path, problem.line) for problem in caught.value.problems] == [
        ("gold", number) for number in (2, 3, 3, 4, 5)
    ]


def test_a_fault_names_the_column():
    line = article(EVENT | {"trigger": "?"})
    with pytest.raises(DataError) as caught:
        articles(line)
    (problem,) = caught.value.problems
    assert problem.line == 1
    assert line[problem.column - 1 :].startswith(json.dumps(EVENT["quote"]).encode())


# --- kinds -----------------------------------------------------------------------------------------------------------

HEAD = b"sentence\tsource\ttarget\tkind\tstatus\tquad"


def sentences(*lines):
    return list(gold_kinds.parse(lines, "gold"))


def test_a_sentence_with_its_kind():
    row = b"Rebels attacked Gao.\tRebels\tGao\tassault\toccurred\t4"
    assert sentences(HEAD, row) == [Marked(2, "Rebels attacked Gao.", "Rebels", "Gao", "assault", "occurred", "4")]


def test_columns_may_stand_in_any_order_and_more_may_stand_there():
    rows = sentences(b"kind\tnote\ttarget\tsentence\tsource", b"AID\tx\tTogo\tNorway helped Togo.\tNorway")
    assert rows == [Marked(2, "Norway helped Togo.", "Norway", "Togo", "aid", "", "")]


@pytest.mark.parametrize("nobody", ["", "-", " ", "an actor", "A Recipient"])
def test_nobody_is_nobody(nobody):
    (row,) = sentences(HEAD, f"It was attacked.\t{nobody}\tGao\tassault".encode())
    assert (row.source, row.target) == ("", "Gao")


def test_concede_and_retreat_in_one():
    (row,) = sentences(HEAD, b"They left.\tThey\t\tYIELD\t\t2")
    assert (row.kind, row.quad) == (YIELD, "2")


def test_a_mark_at_the_beginning_and_lines_of_windows_are_no_matter():
    (row,) = sentences(b"\xef\xbb\xbf" + HEAD + b"\r", b"They left.\tThey\t\taid\toccurred\t2\r")
    assert (row.text, row.status, row.quad) == ("They left.", "occurred", "2")


def test_rows_of_no_sentence_are_passed():
    assert sentences(HEAD, b"", b"\tA\tB\taid", b"A.\tA\tB\taid")[0].line == 4
    assert sentences(HEAD) == []


@pytest.mark.parametrize("column", ["sentence", "source", "target", "kind"])
def test_a_column_that_is_missing(column):
    head = HEAD.replace(column.encode(), b"other")
    assert faults(gold_kinds.parse, head, b"a\tb\tc\td") == [(1, "missing-field")]


def test_an_empty_file_has_no_columns():
    assert faults(gold_kinds.parse) == [(1, "missing-field")]


def test_kinds_that_are_none_are_told_with_their_lines_and_the_others_given():
    read = gold_kinds.parse([HEAD, b"A.\tA\tB\tdeed", b"B.\tA\tB\taid", b"C.\tA\tB\t", b"D."], "gold")
    assert next(read).text == "B."
    with pytest.raises(DataError) as caught:
        next(read)
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [
        (number, "unknown-kind") for number in (2, 4, 5)
    ]
    assert "'deed'" in caught.value.problems[0].message


def test_what_is_no_text():
    with pytest.raises(DataError):
        sentences(HEAD, b"caf\xe9\tA\tB\taid")
