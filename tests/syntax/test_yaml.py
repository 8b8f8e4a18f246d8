from __future__ import annotations

from typing import Any

import pytest

from timeline.errors import DataError, Problem
from timeline.syntax.yaml import MAX_DEPTH, compose, cut, load


def refused(text: str, line: int = 1) -> Problem:
    with pytest.raises(DataError) as error:
        compose(text, "events.yaml", line)
    (problem,) = error.value.problems
    assert problem.path == "events.yaml"
    assert problem.message
    return problem


# --- values ----------------------------------------------------------------------------------------------------------

VALUES = [
    ("", None),
    ("# nothing\n", None),
    ("a\n", "a"),
    ("NO\n", "NO"),
    ("- 2014\n- 0123\n- -0043\n- 1e3\n- 0x10\n- .5\n", ["2014", "0123", "-0043", "1e3", "0x10", ".5"]),
    ("- on\n- off\n- yes\n- true\n- nan\n- .inf\n", ["on", "off", "yes", "true", "nan", ".inf"]),
    ("- 2014-02-30\n- 12:30:45\n", ["2014-02-30", "12:30:45"]),
    ("- ~\n- null\n- Null\n- NULL\n-\n", [None] * 5),
    ("- '~'\n- 'null'\n- ''\n- \"\"\n", ["~", "null", "", ""]),
    ("- nul\n- nULL\n- ~a\n", ["nul", "nULL", "~a"]),
    ("a:\nb: ''\n", {"a": None, "b": ""}),
    ("a: 'it''s'\nb: \"a\\tb\\u00e9\"\n", {"a": "it's", "b": "a\tb\u00e9"}),
    ("a: >-\n  b\n  c\n\n  d\n", {"a": "b c\nd"}),
    ("a: |+\n  b\n   c\n\nd: e\n", {"a": "b\n c\n\n", "d": "e"}),
    ("a: b # c\nd: e#f\n", {"a": "b", "d": "e#f"}),
    ("a: http://x.y/z?a=b#c\n", {"a": "http://x.y/z?a=b#c"}),
    ("{a: [b, {c: d}], e: }\n", {"a": ["b", {"c": "d"}], "e": None}),
    ("- &a {b: c}\n- *a\n", [{"b": "c"}, {"b": "c"}]),
    ("a: &x y\nb: *x\n", {"a": "y", "b": "y"}),
    ("<<: {a: b}\n", {"<<": {"a": "b"}}),
    ("- !!int 5\n- !anything x\n", ["5", "x"]),
    ("%YAML 1.1\n---\na: b\n...\n", {"a": "b"}),
    ("\ufeffa: b\n", {"a": "b"}),
    ("a: b\r\nc:\r\n  - d\r\n", {"a": "b", "c": ["d"]}),
    ("a:\tb\n", {"a": "b"}),
    ("? a\n: b\n", {"a": "b"}),
]


@pytest.mark.parametrize(("text", "values"), VALUES)
def test_every_scalar_is_the_text_that_it_looks_like(text: str, values: Any) -> None:
    assert compose(text, "p").values == values


# --- places ----------------------------------------------------------------------------------------------------------


def test_a_place_is_where_a_value_begins() -> None:
    text = (
        "events:\n  - id: a\n    sources:\n      - {url: x, date: '2014'}\n"
        "      - url: >-\n          y\n    é: ć\n  - b\n"
    )
    places = compose(text, "p").places
    assert places[()] == (1, 1)
    assert places["events",] == (2, 3)
    assert places["events", 0] == (2, 5)
    assert places["events", 0, "id"] == (2, 9)
    assert places["events", 0, "sources"] == (4, 7)
    assert places["events", 0, "sources", 0] == (4, 9)
    assert places["events", 0, "sources", 0, "date"] == (4, 24)
    assert places["events", 0, "sources", 1, "url"] == (5, 14)
    assert places["events", 0, "é"] == (7, 8)
    assert places["events", 1] == (8, 5)


def test_an_empty_value_stands_where_it_would_be_and_an_alias_where_it_is() -> None:
    places = compose("a: &x b\nc: *x\nd:\ne: f\n", "p").places
    assert places["c",] == (2, 4)
    assert places["d",] == (3, 3)
    assert places["e",] == (4, 4)


def test_lines_count_from_where_the_text_begins_in_its_file() -> None:
    assert compose("- a\n- b\n", "p", 100).places[1,] == (101, 3)
    assert refused("- a\n- b: c: d\n", 100).line == 101


def test_line_ends_of_windows_count_once() -> None:
    assert compose("a: b\r\nc: d\r\ne:\r\n  - f\r\n", "p").places["e", 0] == (4, 5)
    assert refused("a: b\r\nc: d\r\na: e\r\n").line == 3


def test_the_mark_at_the_start_of_a_file_takes_no_column() -> None:
    assert compose("\ufeffa: b\n", "p").places["a",] == (1, 4)


# --- faults ----------------------------------------------------------------------------------------------------------

FAULTS = [
    ("a: b\na: c\n", 2, 1, "duplicate-key", "'a' is given twice"),
    ("x:\n  - {b: 1, c: 2, b: 3}\n", 2, 18, "duplicate-key", "'b' is given twice"),
    ("a: b\n'a': c\n", 2, 1, "duplicate-key", "'a' is given twice"),
    ("a: b\nc:\n    d: 1\n    e: 2\n    d: 3\n", 5, 5, "duplicate-key", "'d' is given twice"),
    ("'': a\n'': b\n", 2, 1, "duplicate-key", "'' is given twice"),
    ("a: b\n---\nc: d\n", 2, 1, "bad-yaml", "a second document"),
    ("---\na\n---\nb\n", 3, 1, "bad-yaml", "a second document"),
    ("a: *b\n", 1, 4, "bad-yaml", "'*b' stands for nothing"),
    ("a: &x [*x]\n", 1, 8, "bad-yaml", "'*x' stands for nothing that is complete"),
    ("? [a, b]\n: c\n", 1, 3, "bad-yaml", "a key must be a single word"),
    ("? {a: b}\n: c\n", 1, 3, "bad-yaml", "a key must be a single word"),
    ("a: b: c\n", 1, 5, "bad-yaml", "mapping values are not allowed"),
    ("a: b\n c: d\n", 2, 3, "bad-yaml", "mapping values are not allowed"),
    ("a: 'b\n", 1, 6, "bad-yaml", "unexpected end of stream"),
    ("a: [b, c\n", 1, 9, "bad-yaml", ""),
    ("a: b]\nc: ]\n", 2, 4, "bad-yaml", ""),
    ("a: @b\n", 1, 4, "bad-yaml", "cannot start any token"),
    ("a: %b\n", 1, 4, "bad-yaml", "cannot start any token"),
    ('a: "\\q"\n', 1, 5, "bad-yaml", "escape"),
    ("a:\n\t- b\n", 2, 1, "bad-yaml", "cannot start any token"),
    ("a:\n  - b\n - c\n", 3, 2, "bad-yaml", ""),
    ("- a\nb: c\n", 2, 1, "bad-yaml", ""),
    ("a\nb: c\n", 2, 2, "bad-yaml", ""),
    ("a: !<b\n", 1, 7, "bad-yaml", ""),
    ("a: b\x01\n", 1, 1, "bad-yaml", "control characters"),
    ("a: \x1b[31m\n", 1, 1, "bad-yaml", "control characters"),
]


@pytest.mark.parametrize(("text", "line", "column", "code", "message"), FAULTS)
def test_a_fault_has_its_line_and_column(text: str, line: int, column: int, code: str, message: str) -> None:
    problem = refused(text)
    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert message in problem.message


# --- bombs -----------------------------------------------------------------------------------------------------------

DEEP = [
    "[" * 100_000,
    "[" * 50_000 + "]" * 50_000,
    "- " * 100_000,
    "{a: " * 100_000,
    "".join(" " * depth + "a:\n" for depth in range(1500)),
    "".join(" " * depth + "-\n" for depth in range(1500)),
    "[{a: " * 30_000,
]


@pytest.mark.parametrize("text", DEEP, ids=lambda text: repr(text[:8]))
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    problem = refused(text)
    assert "deep" in problem.message


@pytest.mark.parametrize("text", ["? " * 100_000, "- ? " * 30_000, "? - " * 30_000], ids=lambda text: repr(text[:8]))
def test_keys_of_keys_without_end_are_refused_at_the_first(text: str) -> None:
    assert refused(text).message == "a key must be a single word"


def test_the_limit_of_depth_is_exact() -> None:
    assert compose("[" * MAX_DEPTH + "]" * MAX_DEPTH, "p").values
    assert refused("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).column == MAX_DEPTH + 1


def test_an_alias_that_stands_for_billions_is_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    problem = refused(bomb)
    assert problem.code == "too-large"
    assert problem.line == 6


def test_the_limit_of_size_counts_values_as_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.syntax.yaml.MAX_EXPANSION", 11)
    assert len(compose("[a, b, c, d, e, f, g, h, i, j]", "p").values) == 10
    assert compose("[&x [a, b, c, d], *x]", "p").values == [["a", "b", "c", "d"]] * 2
    assert refused("[a, b, c, d, e, f, g, h, i, j, k]").code == "too-large"
    assert refused("[&x [a, b, c, d], *x, *x]").column == 23


# --- what is printed -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["a: b\na: c\n", "[" * 1000, '"' * 99, "a: b\n- c\n", "{a: b}\n{c: d}\n", "a: 'b': c\n"]
)
def test_nothing_is_written_to_the_terminal_where_a_fault_is_met(text: str, capfd: pytest.CaptureFixture[str]) -> None:
    refused(text)
    assert capfd.readouterr() == ("", "")


def test_every_scalar_is_text() -> None:
    words = ["2014", "1e3", "0x10", "NO", "1.50", "true", "false"]
    assert load("".join(f"- {word}\n" for word in words), "p") == words


# --- pieces ----------------------------------------------------------------------------------------------------------

CUT = [
    ("events:\n  - a: b\n    c: d\n  - e\n", "events:\n", [(2, "  - a: b\n    c: d\n"), (4, "  - e\n")]),
    ("- a\n- b\n", "", [(1, "- a\n"), (2, "- b\n")]),
    ("# top\nevents: # here\n\n  # first\n  - a\n", "# top\nevents: # here\n\n  # first\n", [(5, "  - a\n")]),
    ("events:\n- a: |\n    - b\n\n# c\n- d", "events:\n", [(2, "- a: |\n    - b\n\n# c\n"), (6, "- d")]),
    ("version: 1\nevents:\n  - a\n", "version: 1\nevents:\n", [(3, "  - a\n")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "head", "pieces"), CUT)
def test_a_list_is_cut_into_its_items(text: str, head: str, pieces: list[tuple[int, str]]) -> None:
    parts = cut(text.encode())
    assert parts is not None
    assert parts[0].decode() == head
    assert [(piece.line, piece.data.decode()) for piece in parts[1]] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "", "a: b\n", "events: [a, b]\n", "events:\n  a: b\n", "events:\n  - a\nother: b\n", "events:\n  - a\n - b\n",
        "x:\n  - a\nevents:\n  - b\n", "events:\n  -\n    a: b\n  - c\n", "events:\n  - a\n  -\n    b: c\n",
        "- a\n---\n- b\n", "- a\n...\n", "events:\n- a\n\tb\n",
    ],
)  # fmt: skip
def test_what_is_laid_out_in_another_way_is_not_cut(text: str) -> None:
    assert cut(text.encode()) is None


def test_another_key_can_hold_the_list() -> None:
    parts = cut(b"actors:\n- a\n- b\n", b"actors")
    assert parts is not None
    assert [piece.data for piece in parts[1]] == [b"- a\n", b"- b\n"]
