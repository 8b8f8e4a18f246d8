from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests import naive, strategies
from timeline import __version__, read, write
from timeline.errors import UsageError
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source
from timeline.store.select import Row, Stream
from timeline.write import Answer, by_suffix, names, writer

GOLDEN = Path(__file__).parent / "golden.json"


def event(name: str = "a", date: str = "2023", **values: object) -> Event:
    fields = {"title": "Title", "kind": "agree", "sources": ()} | values
    return Event(name, parse(date), **fields)  # type: ignore[arg-type]


def text_of(form: str, *events: Event, timed: bool = False, several: bool = False, certain: bool = True) -> str:
    found = [row._replace(certain=certain) for row in naive.rows(events)]
    return "".join(writer(form).write(Answer(found, timed, several)))


# --- every format ----------------------------------------------------------------------------------------------------


def test_the_formats_are_those_of_the_package() -> None:
    assert set(names()) >= {"csv", "json", "jsonl", "markdown", "yaml"}
    assert names() == sorted(names())
    assert set(read.names()) - set(names()) == set()


@pytest.mark.parametrize("name", names())
def test_a_format_says_what_it_is(name: str) -> None:
    module = writer(name)
    assert module.SUFFIXES
    assert all(re.fullmatch(r"\.[a-z]+", suffix) for suffix in module.SUFFIXES)
    assert module.ABOUT
    assert "\n" not in module.ABOUT
    assert all(by_suffix(f"x/Events{suffix.upper()}") == name for suffix in module.SUFFIXES)


def test_no_suffix_means_two_formats() -> None:
    suffixes = [suffix for name in names() for suffix in writer(name).SUFFIXES]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("name", ["jsn", "../json", "json.x", "", "__init__", "os", "Json"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as error:
        writer(name)
    assert "json" in error.value.hint


@pytest.mark.parametrize("path", ["events", "events.txt", ".json", "events.json/x"])
def test_a_name_that_tells_no_format_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match="does not say which format"):
        by_suffix(path)


HOSTILE = "".join(map(chr, range(32))) + "\x7f\x80\x85\x9b\x9f\u200e\u2028\u2029\u202e\u2066\ufeff"


def hostile(text: str) -> Event:
    source = Source(url="https://a.org/" + text, publisher=text, quote=text, note=text)
    return event(
        title=text,
        summary=text,
        note=text,
        mode=text,
        kind=text,
        tags=(text,),
        actors=(Participant(text, role="source", office=text),),
        place=Place(text, "RS", precision=text),
        sources=(source, Source(seed=text, quote=text)),
        extra={"native": {"system": text, "code": text}},
    )


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "a\rb", "a\tb", "a\0b", "\x9b31m", HOSTILE],
                         ids=ascii)  # fmt: skip
def test_no_control_character_reaches_a_terminal(name: str, text: str) -> None:
    shown = text_of(name, hostile(text), timed=True, several=True)
    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]", shown)


@pytest.mark.parametrize("name", names())
@given(events=st.lists(strategies.events(), max_size=3), timed=st.booleans(), several=st.booleans())
@settings(max_examples=20)
def test_any_events_are_written_as_lines(name: str, events: list[Event], timed: bool, several: bool) -> None:
    shown = text_of(name, *events, timed=timed, several=several)
    assert not shown or shown.endswith("\n")
    shown.encode("utf-8")


@pytest.mark.parametrize("name", names())
def test_no_events_are_written_too(name: str) -> None:
    assert text_of(name).endswith("\n") or name == "jsonl"


# --- JSON ------------------------------------------------------------------------------------------------------------

ALWAYS = ["id", "date", "first", "last", "title", "kind", "status", "actors", "place", "sources"]
SOMETIMES = ["summary", "mode", "checked", "count", "confidence", "tags", "note", "links"]
EXTRA = {"native", "fatalities", "goldstein"}
DERIVED = ["certain", "overdue", "origin"]


def objects(form: str, *events: Event, **options: bool) -> list[dict[str, Any]]:
    text = text_of(form, *events, **options)
    return json.loads(text)["events"] if form == "json" else [json.loads(line) for line in text.split("\n") if line]


@pytest.mark.parametrize("number", [0, 1, 99, 100, 101, 250])
def test_lines_given_some_at_a_time_are_the_lines_of_each(number: int) -> None:
    found = [Row(f'{{"id":"{place}"}}', True, place % 7 == 0, "a", ()) for place in range(number)]
    each = [f'{{"id":"{place}"' + (',"overdue":true}' if place % 7 == 0 else "}") for place in range(number)]
    text = "".join(writer("jsonl").write(Answer(Stream(found, lambda: number))))
    assert text == "".join(line + "\n" for line in each)


def test_the_first_lines_wait_for_no_more_than_are_written_with_them() -> None:
    read: list[int] = []

    def rows() -> Iterator[Row]:
        for place in range(100_000):
            read.append(place)
            yield Row(f'{{"id":"{place}"}}', True, False, "a", ())

    parts = writer("jsonl").write(Answer(Stream(rows(), lambda: 100_000)))
    assert next(parts).startswith('{"id":"0"}\n')
    assert len(read) < 1000


@given(st.lists(strategies.events(), max_size=4), st.booleans(), st.booleans())
@settings(max_examples=30)
def test_json_is_one_document(events: list[Event], timed: bool, several: bool) -> None:
    document = json.loads(text_of("json", *events, timed=timed, several=several))
    assert list(document) == ["schema", "version", "count", "events"]
    assert document["schema"] == "urn:timeline:events:1"
    assert document["version"] == __version__
    assert document["count"] == len(document["events"]) == len(events)
    assert document["events"] == objects("jsonl", *events, timed=timed, several=several)


@given(strategies.events(), st.booleans(), st.booleans())
@settings(max_examples=40)
def test_fields_come_in_their_order_and_the_common_ones_always(told: Event, timed: bool, several: bool) -> None:
    (found,) = objects("json", told, timed=timed, several=several)
    assert list(found)[: len(ALWAYS)] == ALWAYS
    rest = list(found)[len(ALWAYS) :]
    extra = [name for name in rest if name in EXTRA]
    expected = [*(name for name in SOMETIMES if name in rest), *extra, *(name for name in DERIVED if name in rest)]
    assert rest == expected
    assert not [name for name in rest if found[name] in (None, "", [], {})]
    assert (found["first"], found["last"]) == (told.when.first, told.when.last)


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("../2024-12-31", None, "2024-12-31"),
        ("2017/..", "2017-01-01", None),
        ("-0043-03", "-0043-03-01", "-0043-03-31"),
        ("0476", "0476-01-01", "0476-12-31"),
        ("{..2020,2023..}", None, None),
    ],
)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_first_and_last_follow_from_the_date(form: str, date: str, first: str | None, last: str | None) -> None:
    (found,) = objects(form, event(date=date))
    assert (found["date"], found["first"], found["last"]) == (date, first, last)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_depends_on_the_question_is_there_only_where_it_was_asked(form: str) -> None:
    late, sure = event("late", "../2024-06-01", status="expected"), event("sure")
    assert "certain" not in objects(form, late)[0]
    assert [found["certain"] for found in objects(form, late, sure, timed=True)] == [True, True]
    assert [found["certain"] for found in objects(form, sure, timed=True, certain=False)] == [False]
    assert [found.get("overdue") for found in objects(form, late, sure)] == [True, None]
    assert objects(form, late)[0]["status"] == "expected"
    assert [found.get("origin") for found in objects(form, sure, several=True)] == ["events.yaml"]


THREE = [
    event("bare", "2023"),
    event(
        "full",
        "2023-05-06~",
        title="İki drone — „дрон“",
        kind="delivery",
        status="ongoing",
        summary="One.\nTwo.",
        mode="by air",
        checked=parse("2024-01"),
        count=3,
        actors=(Participant("Turkey", "TUR", "source"), Participant("Вучић", None, "target", "president")),
        place=Place("Batajnica", "RS", 44.93, 20.26, "airport"),
        confidence="medium",
        tags=("arms", "drones"),
        note="A note.",
        links=(("part-of", "bare"), ("part-of", "late"), ("follows", "bare")),
        sources=(
            Source("a.txt", None, "AFP", parse("2023-05-07"), "two drones", parse("2023-05"), "one", True),
            Source(url="https://a.org/?x=1&y=<2>"),
        ),
        extra={"native": {"system": "CAMEO", "code": "042"}, "fatalities": {"low": 0, "high": 2}, "goldstein": -1.5},
    ),
    event("late", "../2024-06-14", status="expected", place=Place("Null Island", lat=0.0, lon=0.0)),
]


def test_fields_are_only_ever_added() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    found = json.loads(text_of("json", *THREE, timed=True, several=True))
    assert found.keys() >= golden.keys()
    assert (found["schema"], found["count"]) == (golden["schema"], golden["count"])
    for expected, told in zip(golden["events"], found["events"], strict=True):
        assert _part(told, expected) == expected


def _part(found: Any, expected: Any) -> Any:
    """Keep of a value what was there when the golden file was written."""
    if isinstance(expected, dict):
        return {key: _part(found[key], value) for key, value in expected.items()}
    if isinstance(expected, list):
        assert len(found) == len(expected)
        return [_part(one, other) for one, other in zip(found, expected, strict=True)]
    return found


# --- CSV -------------------------------------------------------------------------------------------------------------


@given(st.lists(strategies.events(), max_size=4), st.booleans(), st.booleans())
@settings(max_examples=40)
def test_csv_is_a_table(events: list[Event], timed: bool, several: bool) -> None:
    rows = list(csv.reader(io.StringIO(text_of("csv", *events, timed=timed, several=several)), strict=True))
    assert len(rows) == len(events) + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert rows[0][:8] == ["id", "date", "first", "last", "title", "kind", "status", "actors"]
    assert ("certain" in rows[0], "origin" in rows[0]) == (timed, several)
    for row, told in zip(rows[1:], events, strict=True):
        cells = dict(zip(rows[0], row, strict=True))
        assert (cells["id"], cells["date"], cells["title"]) == (told.id, told.when.text, told.title)
        assert (cells["first"], cells["last"]) == (told.when.first or "", told.when.last or "")


def test_a_row_of_a_table() -> None:
    rows = list(csv.DictReader(io.StringIO(text_of("csv", *THREE, timed=True))))
    full, late = rows[1], rows[2]
    assert full["actors"] == "Turkey; Вучић"
    assert full["sources"] == "a.txt; https://a.org/?x=1&y=<2>"
    assert (full["place"], full["country"], full["lat"], full["lon"]) == ("Batajnica", "RS", "44.93", "20.26")
    assert (full["certain"], full["overdue"], late["overdue"]) == ("true", "", "true")
    assert (late["first"], late["lat"]) == ("", "0.0")


# --- Markdown --------------------------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})
EVIL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](http://evil/x.png)",
    "[x]: http://evil", "<http://evil.example>", "a | b", "a\n\n# b", "*bold* _it_ ~~s~~ `c`", "\\", "\\|", "&lt;b&gt;",
    "&#x3c;", "a\\", "](http://evil)", "[a][b]", "- a", "1. a", "> a", "---", "```\nx\n```", "$x$", "\x1b[31m", "|",
    "\\](http://evil", "<!-- x", "<a href='x'>",
)  # fmt: skip
MARKUP = {
    "html_block", "html_inline", "image", "code_inline", "fence", "em_open", "strong_open", "s_open", "heading_open",
    "bullet_list_open", "ordered_list_open", "blockquote_open", "hr",
}  # fmt: skip


def tokens(text: str) -> list[Any]:
    found = MARKDOWN.parse(text)
    return [token for outer in found for token in [outer, *(outer.children or ())]]


@pytest.mark.parametrize("text", EVIL, ids=ascii)
def test_in_markdown_a_text_is_no_markup(text: str) -> None:
    told = event(
        title=text,
        actors=(Participant(text),),
        sources=(Source(seed=text), Source(url="https://a.org", publisher=text)),
    )
    found = tokens(text_of("markdown", told))
    assert not {token.type for token in found} & MARKUP
    assert [token.attrs["href"] for token in found if token.type == "link_open"] == ["https://a.org"]
    assert [token.type for token in found].count("tr_open") == 2
    assert [token.type for token in found].count("td_open") == 4
    if text.isprintable():
        cells = [token.content for token in found if token.type == "inline"][4:]
        plain = ["".join(child.content for child in token.children or ()) for token in found if token.type == "inline"]
        assert plain[5] == text, cells


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//evil.org",
     " https://a.org", "java\nscript:alert(1)", "mailto:a@b.c", "ftp://a.org"],
    ids=ascii,
)  # fmt: skip
def test_in_markdown_only_web_addresses_are_links(url: str) -> None:
    found = tokens(text_of("markdown", event(sources=(Source(url=url, publisher="P"), Source(url=url)))))
    assert [token for token in found if token.type == "link_open"] == []


@pytest.mark.parametrize(
    "url",
    ["https://a.org/)", "https://a.org/ x", "https://a.org/<b>", 'https://a.org/"t"', "https://a.org/\n)", "https://a.org/|x",
     "https://a.org/ü", "https://a.org/a_(b)", "https://a.org/%20?q=1&r=2#z", "HTTPS://a.org", "https://a.org/\\", "https://a.org/`x`"],
    ids=ascii,
)  # fmt: skip
def test_in_markdown_an_address_stays_within_its_link(url: str) -> None:
    found = tokens(text_of("markdown", event(sources=(Source(url=url, publisher="P"),))))
    links = [token.attrs["href"] for token in found if token.type == "link_open"]
    assert len(links) == 1
    assert links[0].lower().startswith("https://a.org")
    assert [token.type for token in found].count("td_open") == 4
    assert [token.content for token in found if token.type == "text"][-1] == "P"


def test_in_markdown_a_promise_is_no_fact() -> None:
    shown = text_of("markdown", *THREE, timed=True, certain=False).split("\n")
    assert "*overdue:* Title" in shown[4]
    assert "*ongoing:* " in shown[3]
    assert "*" not in shown[2]
    assert all("(possibly)" in line for line in shown[2:5])
    assert "(contradicts)" in shown[3]


def test_a_row_without_anything_is_written() -> None:
    row = Row('{"id":"a","date":"2023","first":null,"last":null,"title":"","kind":"agree","status":"occurred",'
              '"actors":[],"place":null,"sources":[]}', True, False, "x", ())  # fmt: skip
    for name in write.names():
        assert "".join(writer(name).write(Answer([row])))
