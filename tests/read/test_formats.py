"""What holds for every format that can be read, and what is particular to each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.helpers import Read, read
from timeline.errors import DataError, UsageError
from timeline.lexicon.actors import Registry
from timeline.model.actor import Actor
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source
from timeline.read import decode, guess, names, reader
from timeline.read.csv import COLUMNS

FORMATS = names()

# --- one event in every format ---------------------------------------------------------------------------------------

RECORD: dict[str, Any] = {
    "id": "visit-2017",
    "date": "2017-10-10/2017-10-11",
    "title": "Erdoğan: „посета” #1, \"Belgrade\"",
    "kind": "consult",
    "status": "ongoing",
    "actors": ["Serbia", "Ивица Дачић"],
    "place": {"name": "Belgrade, Palace", "country": "RS", "lat": 44.8176, "lon": 20.4569},
    "sources": [{"url": "https://example.org/a?b=c#d"}, {"seed": "000_a.txt"}],
    "summary": "NO: 2014-02-30 is no day, it's said.",
    "confidence": "high",
    "tags": ["seed", "İstanbul"],
    "note": "0123",
    "count": 2,
}  # fmt: skip
EVENT = Event(
    id="visit-2017",
    when=parse("2017-10-10/2017-10-11"),
    title="Erdoğan: „посета” #1, \"Belgrade\"",
    kind="consult",
    status="ongoing",
    actors=(Participant("Serbia", "SRB"), Participant("Ивица Дачић", None)),
    place=Place("Belgrade, Palace", "RS", 44.8176, 20.4569),
    sources=(Source(url="https://example.org/a?b=c#d"), Source(seed="000_a.txt")),
    summary="NO: 2014-02-30 is no day, it's said.",
    confidence="high",
    tags=("seed", "İstanbul"),
    note="0123",
    count=2,
)  # fmt: skip
SMALL: dict[str, Any] = {
    "id": "a", "date": "2014-02-03", "title": "T", "kind": "consult", "sources": [{"url": "https://example.org/"}],
}  # fmt: skip
REGISTRY = Registry([Actor("SRB", "Serbia", "state")])


def as_yaml(records: list[dict[str, Any]]) -> str:
    """Write block items whose values are JSON, which is YAML."""
    lines = ["events:"]
    for record in records:
        fields = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in record.items()]
        lines += [("    " if number else "  - ") + field for number, field in enumerate(fields)]
    return "\n".join(lines) + "\n"


def as_json(records: list[dict[str, Any]]) -> str:
    rows = ",\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    return f'{{"schema": "urn:timeline:events:1", "events": [\n{rows}\n]}}\n'


def as_jsonl(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def as_csv(records: list[dict[str, Any]]) -> str:
    rows = []
    for record in records:
        row = {
            key: "; ".join(value) if isinstance(value, list) and key != "sources" else value
            for key, value in record.items()
        }
        if isinstance(row.get("place"), dict):
            row |= {"place": row["place"]["name"]} | {key: row["place"][key] for key in row["place"] if key != "name"}
        if isinstance(row.get("sources"), list):
            row["sources"] = "; ".join(next(iter(source.values())) for source in row["sources"])
        rows.append(row)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(key for row in rows for key in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


WRITERS: dict[str, Callable[[list[dict[str, Any]]], str]] = {
    "yaml": as_yaml,
    "json": as_json,
    "jsonl": as_jsonl,
    "csv": as_csv,
}
FIRST_LINE = {"yaml": 2, "json": 2, "jsonl": 1, "csv": 2}


def test_every_format_is_tested_here() -> None:
    assert sorted(WRITERS) == FORMATS


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_says_what_it_is_and_how_it_is_read(form: str) -> None:
    module = reader(form)
    assert module.SUFFIXES
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in module.SUFFIXES)
    assert module.ABOUT.strip()
    assert "\n" not in module.ABOUT
    assert callable(module.cut)
    assert callable(module.parse)
    assert module.__doc__


def test_no_two_formats_have_a_suffix_in_common() -> None:
    suffixes = [suffix for form in FORMATS for suffix in reader(form).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))


def test_a_format_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError) as refused:
        reader("xml")
    assert all(form in refused.value.hint for form in FORMATS)
    for module in ("record", "seed", "__init__", "../read"):
        with pytest.raises(UsageError):
            reader(module)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_event(form: str) -> None:
    assert read(WRITERS[form]([RECORD]), form, registry=REGISTRY) == Read([EVENT], [])


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["bare", "bom"])
@pytest.mark.parametrize("form", FORMATS)
def test_line_ends_and_the_mark_of_utf_8_make_no_difference(form: str, mark: str, ending: str) -> None:
    text = mark + WRITERS[form]([RECORD, SMALL]).replace("\n", ending)
    expected = read(WRITERS[form]([RECORD, SMALL]), form)
    assert len(expected.events) == 2
    assert read(text, form) == expected


@pytest.mark.parametrize("form", FORMATS)
def test_the_order_of_events_is_that_of_the_file(form: str) -> None:
    many = [SMALL | {"id": f"e{number}"} for number in (3, 1, 2)]
    assert [event.id for event in read(WRITERS[form](many), form).events] == ["e3", "e1", "e2"]


@pytest.mark.parametrize("form", FORMATS)
def test_the_pieces_of_a_file_hold_it_all_and_know_their_lines(form: str) -> None:
    data = WRITERS[form]([SMALL | {"id": f"e{number}"} for number in range(5)]).encode()
    pieces = reader(form).cut(data, "p")
    assert b"".join(piece.data for piece in pieces).count(b"https://example.org/") == 5
    for piece in pieces:
        if piece.line:
            assert piece.data.split(b"\n")[0].strip() in data.split(b"\n")[piece.line - 1]


@pytest.mark.parametrize("form", FORMATS)
def test_pieces_can_be_read_one_by_one(form: str) -> None:
    data = WRITERS[form]([SMALL | {"id": f"e{number}"} for number in range(4)]).encode()
    module = reader(form)
    pieces = module.cut(data, "p")
    whole = [raw.values for raw in module.parse(pieces, "p")]
    assert [raw.values for piece in pieces for raw in module.parse([piece], "p")] == whole
    assert len(whole) == 4


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("form", ["yaml", "jsonl", "csv"])
def test_nothing_is_no_event_and_no_fault(form: str, text: str) -> None:
    assert read(text, form) == Read([], [])


# --- faults in every format ------------------------------------------------------------------------------------------

# What is changed in a good record (None takes a field out), at which field the fault is, its code, and words of its
# message and of its hint.
FAULTS: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"id": None}, "", "missing-field", "'id' is missing", "add 'id: …'"),
    ({"date": None}, "", "missing-field", "'date' is missing", "add 'date: …'"),
    ({"title": None}, "", "missing-field", "'title' is missing", "add 'title: …'"),
    ({"kind": None}, "", "missing-field", "'kind' is missing", "add 'kind: …'"),
    ({"date": "2014-02-30"}, "date", "bad-date", "2014-02 has 28 days", "write 2014-02"),
    ({"date": "2014-2-3"}, "date", "bad-date", "one digit", "2014-02-03"),
    ({"date": "17.02.2008"}, "date", "bad-date", "'17.02.2008' is no EDTF date", "YYYY-MM-DD"),
    ({"date": "yesterday"}, "date", "bad-date", "'yesterday' is no EDTF date", "YYYY"),
    ({"date": "2024/2017"}, "date", "bad-date", "ends before it starts", "swap the ends: 2017/2024"),
    ({"status": "happened"}, "status", "bad-value", "'happened' is no status", "one of: occurred ongoing expected"),
    ({"status": "Occurred"}, "status", "bad-value", "'Occurred' is no status", "one of: occurred"),
    ({"confidence": "sure"}, "confidence", "bad-value", "'sure' is no confidence", "one of: high medium low"),
    ({"id": "a b"}, "id", "bad-value", "'a b' is no id", "letters, digits"),
    ({"id": "-a"}, "id", "bad-value", "'-a' is no id", "beginning with a letter or digit"),
    ({"title": "a\nb"}, "title", "bad-value", "more than one line", "'summary'"),
    ({"count": "many"}, "count", "bad-value", "'many' is no whole number", "digits"),
    ({"count": "2.5"}, "count", "bad-value", "'2.5' is no whole number", "digits"),
    ({"certain": "maybe"}, "certain", "bad-value", "'maybe' is neither true nor false", "true or false"),
    ({"place": {"name": "x", "lat": "north"}}, "lat", "bad-value", "'north' is no number", "44.8176"),
    ({"place": {"name": "x", "lon": "44,8"}}, "lon", "bad-value", "'44,8' is no number", "44.8176"),
    ({"place": {"name": "x", "country": "Serbia"}}, "country", "bad-value", "'Serbia' is no country code", "RS or SRB"),
    ({"sources": [{"seed": "../x"}]}, "sources", "bad-value", "'../x' is no name of a seed", "without a folder"),
    ({"first": "2014-02-04"}, "first", "bad-date", "'first' is 2014-02-04, but '2014-02-03' has", "follows from the"),
    ({"last": "2014"}, "last", "bad-date", "'last' is 2014, but '2014-02-03' has", "leave it out"),
]  # fmt: skip
NESTED: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"titel": "x"}, "titel", "unknown-field", "unknown field 'titel'", "did you mean 'title'?"),
    ({"source": []}, "source", "unknown-field", "unknown field 'source'", "did you mean 'sources'?"),
    ({"xyzzy": "x"}, "xyzzy", "unknown-field", "unknown field 'xyzzy'", "known: id date title kind status"),
    ({"actors": [{"nam": "x", "name": "y"}]}, "nam", "unknown-field", "unknown field 'nam'", "did you mean 'name'?"),
    ({"actors": [{"role": "source"}]}, "actors", "missing-field", "'name' is missing", "add 'name: …'"),
    ({"actors": [{"name": "x", "role": "boss"}]}, "role", "bad-value", "'boss' is no role", "source target other"),
    ({"actors": "Serbia"}, "actors", "bad-value", "'actors' should be a list", "after '- '"),
    ({"actors": [["Serbia"]]}, "actors", "bad-value", "this should be fields with values", "name: …"),
    ({"place": {"nane": "x", "name": "y"}}, "nane", "unknown-field", "unknown field 'nane'", "did you mean 'name'?"),
    ({"sources": [{"url": "x", "publishd": "2014"}]}, "publishd", "unknown-field", "'publishd'", "mean 'published'?"),
    ({"sources": [{"url": "x", "published": "2014-02-30"}]}, "published", "bad-date", "28 days", "write 2014-02"),
    ({"sources": [{"url": "x", "date": "2014-13"}]}, "sources", "bad-date", "no month 13", "01–12"),
    ({"sources": [{"url": "x", "contradicts": "maybe"}]}, "contradicts", "bad-value", "neither true nor", "true or"),
    ({"sources": {"url": "x"}}, "sources", "bad-value", "'sources' should be a list", "after '- '"),
    ({"checked": "soon"}, "checked", "bad-date", "'soon' is no EDTF date", "YYYY"),
    ({"links": {"cause": ["x"]}}, "cause", "bad-value", "'cause' is no", "part-of follows same-as distinct-from"),
    ({"links": ["x"]}, "links", "bad-value", "'links' should be fields", "name: …"),
    ({"title": ["a"]}, "title", "bad-value", "'title' should be text", "one word or line"),
    ({"title": {"a": "b"}}, "title", "bad-value", "'title' should be text", "one word or line"),
    ({"title": ""}, "title", "bad-value", "'title' is empty", "leave the line out"),
    ({"kind": ""}, "kind", "bad-value", "'kind' is empty", "leave the line out"),
    ({"date": ""}, "date", "bad-value", "'date' is empty", "leave the line out"),
    ({"native": {"system": "x"}}, "native", "missing-field", "'code' is missing", "add 'code: …'"),
]  # fmt: skip
CASES = [(form, *fault) for form in FORMATS for fault in FAULTS] + [
    (form, *fault) for form in FORMATS if form != "csv" for fault in NESTED
]


@pytest.mark.parametrize(("form", "change", "field", "code", "message", "hint"), CASES)
def test_a_fault_has_its_place_its_reason_and_a_hint(
    form: str, change: dict[str, Any], field: str, code: str, message: str, hint: str
) -> None:
    bad = {key: value for key, value in (SMALL | change).items() if value is not None}
    text = WRITERS[form]([SMALL | {"id": "good"}, bad])
    events, problems = read(text, form)
    assert [event.id for event in events] == ["good"]
    (problem,) = problems
    assert (problem.path, problem.code) == ("events", code)
    assert message in problem.message
    assert hint in problem.hint
    assert problem.where == f"events:{problem.line}:{problem.column}"

    lines = text.split("\n")
    first = FIRST_LINE[form] + (len(SMALL) if form == "yaml" else 1)
    if form == "csv":  # the column is that of the cell; what belongs to a place is told at the place
        missing = next(iter(change))
        cell = {"lat": "place", "lon": "place", "country": "place", "": missing}.get(field, field)
        assert (problem.line, problem.column) == (first, next(csv.reader(lines)).index(cell) + 1)
    elif field:
        names_it = re.compile(rf'"{field}": |(?<=[ -] ){field}: ')
        line = next(number for number in range(first, len(lines) + 1) if names_it.search(lines[number - 1]))
        assert problem.line == line
        assert field in lines[line - 1][: problem.column - 1]
    else:
        assert problem.line == first


@pytest.mark.parametrize("form", FORMATS)
def test_every_fault_of_a_file_is_told_at_once(form: str) -> None:
    change = {"date": "2014-02-30", "status": "happened", "confidence": "sure"}
    records = [SMALL | change, SMALL | {"id": "good"}, SMALL | {"id": "b", "date": "soon"}]
    events, problems = read(WRITERS[form](records), form)
    assert [event.id for event in events] == ["good"]
    assert sorted(problem.code for problem in problems) == ["bad-date", "bad-date", "bad-value", "bad-value"]


@pytest.mark.parametrize(("first", "last"), [("2014-02-03", "2014-02-03"), ("2014-02-03", None), (None, "2014-02-03")])
@pytest.mark.parametrize("form", FORMATS)
def test_the_days_that_follow_from_a_date_may_come_with_it(form: str, first: str | None, last: str | None) -> None:
    days = {key: value for key, value in (("first", first), ("last", last)) if value}
    assert read(WRITERS[form]([SMALL | days]), form) == read(WRITERS[form]([SMALL]), form)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_an_open_end_is_null_and_null_is_not_taken_for_silence(form: str) -> None:
    since = SMALL | {"date": "2017/..", "first": "2017-01-01"}
    assert read(WRITERS[form]([since | {"last": None}]), form).events[0].when == parse("2017/..")
    _, (problem,) = read(WRITERS[form]([SMALL | {"last": None}]), form)
    assert (problem.code, "'last'" in problem.message) == ("bad-date", True)


# --- bytes -----------------------------------------------------------------------------------------------------------

BYTES = [
    (b"a: b\nc: d\xff\n", 2, 5, "not-utf8", "0xff"),
    ("a: b\ncć: \n".encode() + b"\xe9", 3, 1, "not-utf8", "0xe9"),
    ("éé".encode() + b"\xc3\n", 1, 3, "not-utf8", "0xc3"),
    (b"\xef\xbb\xbfa\xfe\n", 1, 2, "not-utf8", "0xfe"),
    (b"\xed\xa0\x80", 1, 1, "not-utf8", "0xed"),
    ("a: b\n".encode("utf-16"), 1, 1, "not-utf8", "UTF-16"),
    (b"\xfe\xff\0a", 1, 1, "not-utf8", "UTF-16"),
    (b"a: b\nc: \0\n", 2, 4, "binary", "binary"),
    (b"\0", 1, 1, "binary", "binary"),
    (b"PK\x03\x04\0\0", 1, 5, "binary", "binary"),
]


@pytest.mark.parametrize(("data", "line", "column", "code", "message"), BYTES)
@pytest.mark.parametrize("form", FORMATS)
def test_what_is_no_text_is_refused_at_the_byte(
    form: str, data: bytes, line: int, column: int, code: str, message: str
) -> None:
    with pytest.raises(DataError) as refused:
        reader(form).cut(data, "p")
    (problem,) = refused.value.problems
    assert (problem.path, problem.line, problem.column, problem.code) == ("p", line, column, code)
    assert message in problem.message
    assert problem.hint


def test_text_is_decoded_without_its_mark() -> None:
    assert decode("\ufeffBeč".encode(), "p") == decode("Beč".encode(), "p") == "Beč"


# --- guessing --------------------------------------------------------------------------------------------------------

GUESSES = [
    ("a.yaml", b"", "yaml"),
    ("a.yml", b"{}", "yaml"),
    ("dir.csv/a.YAML", b"", "yaml"),
    ("a.json", b"- a", "json"),
    ("a.jsonl", b"", "jsonl"),
    ("a.ndjson", b"", "jsonl"),
    ("a.CSV", b"", "csv"),
    ("-", b"", "yaml"),
    ("-", b"events:\n  - id: a\n", "yaml"),
    ("-", b"- id: a\n", "yaml"),
    ("-", b"# a comment\nevents:\n", "yaml"),
    ("-", b'{"schema": "x", "events": []}', "json"),
    ("-", b'{"events": [\n{"id": "a"}\n]}', "json"),
    ("-", b"{\n  \"schema\": \"x\",\n", "json"),
    ("-", b'[{"id": "a"}]', "json"),
    ("-", b' \n [{"id": "a"}]', "json"),
    ("-", b'{"id": "a"}\n{"id": "b"}\n', "jsonl"),
    ("-", b'{"id": "a"}', "jsonl"),
    ("-", b'\xef\xbb\xbf{"id": "a"}\n', "jsonl"),
    ("-", b"id,date,title\na,2014,b\n", "csv"),
    ("-", b'"date","title"\r\n', "csv"),
    ("-", b"\xef\xbb\xbfDate,Title,Kind\n", "csv"),
    ("events", b"id,date,title\n", "csv"),
    ("events.txt", b"- a\n", "yaml"),
    ("notes.v2", b'{"id": "a"}\n', "jsonl"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "data", "form"), GUESSES)
def test_a_format_is_guessed_by_the_name_of_the_file_then_by_how_it_begins(path: str, data: bytes, form: str) -> None:
    assert guess(path, data) == form


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_written_in_a_format_is_guessed_to_be_that(form: str) -> None:
    assert guess("-", WRITERS[form]([RECORD, SMALL]).encode()) == form


# --- YAML ------------------------------------------------------------------------------------------------------------

YAML = """events:
  - id: a
    date: {}
    title: {}
    kind: consult
    sources: [{{url: x}}]
"""

SCALARS = [
    ("2014", "NO"), ("0123", "no"), ("-0043", "on"), ("2014-02", "off"), ("199X", "yes"), ("2014-02-03", "true"),
    ("2014?", "1e3"), ("../2024", "0x10"), ("2017/..", "1_000"), ("2004-06~-11", "12:30"), ("1667", "nan"),
    ("0000", ".inf"), ("1984%", "0123"), ("2014", "-0043"), ("2014", "3.14"), ("2014", "1.50"), ("2014", "+1"),
    ("2014", "'null'"), ("2014", "'~'"), ("2014", "2014-02-30"), ("2014", "a:b"), ("2014", "a#b"), ("2014", "Nо"),
]  # fmt: skip


@pytest.mark.parametrize(("date", "title"), SCALARS)
def test_scalars_in_yaml_are_text(date: str, title: str) -> None:
    events, problems = read(YAML.format(date, title))
    assert problems == []
    assert (events[0].when.text, events[0].title) == (date, title.strip("'"))
    assert read(YAML.format(f"'{date}'", f'"{events[0].title}"')).events == events


@pytest.mark.parametrize("title", ["null", "~", ""])
def test_nothing_in_a_title_is_a_fault(title: str) -> None:
    _, problems = read(YAML.format("2014", title))
    assert [problem.message for problem in problems] == ["'title' should be text"]
    assert problems[0].line == 4


def test_a_date_that_is_read_as_a_number_elsewhere_keeps_its_digits() -> None:
    _, (problem,) = read(YAML.format("0123456", "t"))
    assert "'0123456'" in problem.message
    assert (problem.line, problem.column) == (3, 11)


YAML_FAULTS = [
    ("events:\n  - id: a\n    id: b\n", 3, 5, "duplicate-key", "'id' is given twice"),
    ("events:\n  - id: a\n    title: b: c\n", 3, 13, "bad-yaml", "mapping values are not allowed"),
    ("events:\n  - id: a\n    title: @b\n", 3, 12, "bad-yaml", "cannot start any token"),
    ("events:\n  - id: *a\n", 2, 9, "bad-yaml", "'*a' stands for nothing"),
    ("a: b\n", 1, 4, "bad-yaml", "unknown key 'a' beside 'events'"),
    ("events: a\n", 1, 1, "bad-yaml", "no list of events"),
    ("events: {a: b}\n", 1, 1, "bad-yaml", "no list of events"),
    ("a\n", 1, 1, "bad-yaml", "no list of events"),
    ("version: 1\n", 1, 1, "bad-yaml", "no list of events"),
    ("events: []\nother: a\n", 2, 8, "bad-yaml", "unknown key 'other' beside 'events'"),
    ("events:\n  - a\n", 2, 5, "bad-value", "this should be fields with values"),
    ("events:\n  - [a]\n", 2, 5, "bad-value", "this should be fields with values"),
    ("- a: b\n---\n- c: d\n", 2, 1, "bad-yaml", "a second document"),
    ("[" * 100_000, 1, 41, "bad-yaml", "nested more than 40 levels deep"),
    ("events:\n- " + "- " * 60_000, 2, 81, "bad-yaml", "nested more than 40 levels deep"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "code", "message"), YAML_FAULTS, ids=range(len(YAML_FAULTS)))
def test_a_fault_of_yaml_has_its_line_and_column(text: str, line: int, column: int, code: str, message: str) -> None:
    events, problems = read(text)
    assert events == []
    assert (problems[0].line, problems[0].column, problems[0].code) == (line, column, code)
    assert message in problems[0].message


def test_one_broken_event_of_yaml_leaves_the_others() -> None:
    good = as_yaml([SMALL | {"id": "one"}, SMALL | {"id": "two"}])
    text = good + "  - id: broken\n    title: a: b\n" + as_yaml([SMALL | {"id": "three"}]).split("\n", 1)[1]
    events, (problem,) = read(text)
    assert [event.id for event in events] == ["one", "two", "three"]
    assert problem.line == text.split("\n").index("    title: a: b") + 1


@pytest.mark.parametrize(
    "text",
    [
        "- id: a\n  date: 2014\n  title: T\n  kind: consult\n",
        "events:\n- id: a\n  date: 2014\n  title: T\n  kind: consult\n",
        "events: # here they are\n  # the first\n  - id: a\n    date: 2014\n    title: T\n    kind: consult\n",
        "version: '1'\ncount: 1\nevents:\n    - id: a\n      date: 2014\n      title: T\n      kind: consult\n",
        "events: [{id: a, date: 2014, title: T, kind: consult}]\n",
        "events:\n  -\n    id: a\n    date: 2014\n    title: T\n    kind: consult\n",
        "---\nevents:\n  - {id: a, date: 2014, title: T, kind: consult}\n...\n",
        "events:\n  - id: a\n    kind: consult\n    title: >-\n      T\n    date: !!str 2014\ncount: 1\n",
        "# only a list\n- &x {id: a, date: 2014, title: T, kind: consult}\n",
    ],
)  # fmt: skip
def test_events_may_be_laid_out_in_any_way(text: str) -> None:
    assert read(text) == Read([Event("a", parse("2014"), "T", "consult", ())], [])


# --- JSON ------------------------------------------------------------------------------------------------------------

JSON_FAULTS = [
    ('{"events": [}', 1, 13, "bad-json", "cannot read this as JSON"),
    ('{\n "events": [\n  {"id": "a",}\n]}', 3, 14, "bad-json", "cannot read this as JSON"),
    ('{"events": [{"id": "a", "id": "b"}]}', 1, 1, "duplicate-key", "'id' is given twice"),
    ('{"events": {"id": "a"}}', 1, 1, "bad-json", "no list of events"),
    ('"a"', 1, 1, "bad-json", "no list of events"),
    ("", 1, 1, "bad-json", "cannot read this as JSON"),
    ('[{"id": NaN}]', 1, 1, "bad-json", "NaN is no JSON value"),
    ("[" * 100_000, 1, 1, "bad-json", "nested too deeply"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "code", "message"), JSON_FAULTS, ids=range(len(JSON_FAULTS)))
def test_a_fault_of_json_has_its_line(text: str, line: int, column: int, code: str, message: str) -> None:
    events, (problem,) = read(text, "json")
    assert events == []
    assert (problem.line, problem.code) == (line, code)
    assert abs(problem.column - column) <= 1  # versions of Python point at the comma, or behind it
    assert message in problem.message


@pytest.mark.parametrize("text", ["[{}]", '{{"events": [{}]}}', '{{"version": "1", "count": 1, "events": [{}]}}', "{}"])
def test_json_is_a_document_a_list_or_one_event(text: str) -> None:
    assert len(read(text.format(json.dumps(SMALL)), "json").events) == 1


def test_numbers_in_json_are_taken_as_they_stand() -> None:
    events, problems = read(as_json([SMALL | {"date": 2014, "title": 1244}]), "json")
    assert problems == []
    assert (events[0].when, events[0].title) == (parse("2014"), "1244")
    for date in (123, -43, 2014.0, 20140203, True, 1e3):
        assert [problem.line for problem in read(as_json([SMALL | {"date": date}]), "json").problems] == [2]


def test_a_broken_line_among_good_ones_is_told_and_the_others_are_read() -> None:
    good = [json.dumps(SMALL | {"id": f"e{number}"}) for number in range(3)]
    lines = [good[0], '{"id": "broken",', "", good[1], "not json", '{"id": "x", "id": "y"}', "[]", good[2]]
    events, problems = read("\n".join(lines), "jsonl")
    assert [event.id for event in events] == ["e0", "e1", "e2"]
    assert sorted((problem.line, problem.code) for problem in problems) == [
        (2, "bad-json"), (5, "bad-json"), (6, "duplicate-key"), (7, "bad-value"),
    ]  # fmt: skip


# --- CSV -------------------------------------------------------------------------------------------------------------

CSV_FAULTS = [
    ("id,date,titel\n", 1, 3, "bad-csv", "column 'titel' is unknown"),
    ("id,date,title,id\n", 1, 4, "bad-csv", "column 'id' is twice"),
    ("id,,date\n", 1, 2, "bad-csv", "column '' is unknown"),
    ("id;date;title\n", 1, 1, "bad-csv", "column 'id;date;title' is unknown"),
    ("id,date,title,kind\na,2014,T\n", 2, 1, "bad-csv", "3 cells, but the header has 4"),
    ("id,date,title,kind\na,2014,T,consult,\n", 2, 1, "bad-csv", "5 cells, but the header has 4"),
    ('id,date,title,kind,note\n\na,2014,T,consult,"n\nn"\nb,2014\n', 5, 1, "bad-csv", "2 cells, but the header has 5"),
    ('id,date,title,kind\na,2014,"T,consult\n', 2, 1, "bad-csv", "cannot read this as CSV"),
    ('id,date,title,kind\na,2014,"T"x,consult\n', 2, 1, "bad-csv", "cannot read this as CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "code", "message"), CSV_FAULTS)
def test_a_fault_of_csv_has_its_line_and_cell(text: str, line: int, column: int, code: str, message: str) -> None:
    problem = read(text, "csv").problems[-1]
    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert message in problem.message


def test_a_ragged_row_leaves_the_others() -> None:
    events, problems = read("id,date,title,kind\na,2014,T,consult\nb,2014\nc,2015,U,consult\n", "csv")
    assert [event.id for event in events] == ["a", "c"]
    assert [problem.line for problem in problems] == [3]


def test_cells_hold_lists_lines_and_quotes() -> None:
    text = 'Title , ID,DATE,kind,actors,summary\r\n"say ""no"", A",a,2014,consult,"Serbia;  Turkey ","one\ntwo"\r\n'
    events, problems = read(text, "csv")
    assert problems == []
    assert (events[0].title, events[0].summary) == ('say "no", A', "one\ntwo")
    assert [actor.name for actor in events[0].actors] == ["Serbia", "Turkey"]


def test_every_column_is_known_to_the_record() -> None:
    header = ",".join(COLUMNS)
    assert read(header + "\n", "csv") == Read([], [])
