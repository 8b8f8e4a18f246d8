"""Drafts: what is read, and what is said of what cannot be."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.drafts import candidate, lines, news
from timeline.errors import DataError
from timeline.model.candidate import Quote, document
from timeline.read.candidates import check, is_candidate, parse

LINE = document(candidate())


def faults(data: bytes) -> list[tuple[int, int, str]]:
    with pytest.raises(DataError) as caught:
        parse(data, "draft")
    return [(problem.line, problem.column, problem.code) for problem in caught.value.problems]


def test_reading_undoes_writing() -> None:
    several = [
        candidate(),
        news("é", url="https://e.org"),
        candidate("c3", date=None, first=None, place=None, actors=()),
    ]
    assert parse(lines(several).encode(), "draft") == several
    assert parse(b"\xef\xbb\xbf\n" + lines(several).replace("\n", "\r\n\n").encode(), "draft") == several
    assert parse(b"", "draft") == []


def test_what_later_versions_leave_out_is_not_missed() -> None:
    values = {key: value for key, value in LINE.items() if key not in {"known", "trigger"}}
    values["sources"] = [{"address": "a", "quote": LINE["quote"]}]
    values["actors"] = [{"name": "a", "start": 0, "end": 1}]
    (one,) = parse(json.dumps(values).encode(), "draft")
    assert (one.known, one.trigger, one.sources[0].seed, one.actors[0].role) == (None, None, None, "other")
    (one,) = parse(json.dumps({**values, "trigger": {"start": 1, "end": 3, "text": "is"}}).encode(), "draft")
    assert one.trigger == Quote(1, 3, "is")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": ""}, "bad-value"),
        ({"id": 3}, "bad-value"),
        ({"date": "2024-13"}, "bad-value"),
        ({"date": 2024}, "bad-value"),
        ({"first": "2024"}, "bad-value"),
        ({"title": "two\nlines"}, "bad-value"),
        ({"kind": None}, "bad-value"),
        ({"status": "overdue"}, "bad-value"),
        ({"status": []}, "bad-value"),
        ({"actors": {}}, "bad-value"),
        ({"actors": [3]}, "bad-value"),
        ({"actors": [{"name": "a", "start": 0}]}, "missing-field"),
        ({"actors": [{"name": "a", "start": 0, "end": 1, "role": "victim"}]}, "bad-value"),
        ({"actors": [{"name": "a", "start": 0, "end": 1, "rank": "x"}]}, "unknown-field"),
        ({"place": ["a"]}, "bad-value"),
        ({"quote": "words"}, "bad-value"),
        ({"quote": {"start": True, "end": 1, "text": "a"}}, "bad-value"),
        ({"quote": {"start": 5, "end": 3, "text": "ab"}}, "bad-extent"),
        ({"trigger": {"start": 0, "end": 1, "text": "ab"}}, "bad-extent"),
        ({"score": 1.1}, "bad-value"),
        ({"score": True}, "bad-value"),
        ({"reasons": "why"}, "bad-value"),
        ({"reasons": [1]}, "bad-value"),
        ({"sources": [{"address": "a"}]}, "missing-field"),
        ({"sources": [{"address": "a", "quote": LINE["quote"], "published": "soon"}]}, "bad-value"),
        ({"known": 3}, "bad-value"),
        ({"colour": "red"}, "unknown-field"),
    ],
)
def test_a_fault_has_its_place(changes: dict[str, Any], code: str) -> None:
    line = json.dumps({**LINE, **changes})
    ((number, column, found),) = faults(lines([candidate()]).encode() + line.encode())
    assert (number, found) == (2, code)
    assert column > line.index(f'"{next(iter(changes))}"')


def test_half_of_a_surrogate_pair_could_be_written_nowhere() -> None:
    assert faults(json.dumps({**LINE, "title": "\ud800"}).encode()) == [(1, 1, "bad-value")]


def test_all_faults_at_once() -> None:
    data = "\n".join(["{", "3", "", json.dumps({**LINE, "id": 1, "score": 2}), json.dumps({"id": "a"})]).encode()
    found = faults(data)
    assert [line for line, _, _ in found] == [1, 2, 4, 4, *[5] * 12]
    assert [code for _, _, code in found][:4] == ["bad-json", "bad-value", "bad-value", "bad-value"]
    assert {code for _, _, code in found[4:]} == {"missing-field"}


@pytest.mark.parametrize("data", [b"\xff", b"\0", b"a\n\xc3("])
def test_what_is_no_text(data: bytes) -> None:
    assert len(faults(data)) == 1


def test_one_object_that_was_read_already() -> None:
    assert check(LINE, lambda _: (7, 7), "p") == candidate()
    with pytest.raises(DataError) as caught:
        check({**LINE, "kind": 3}, lambda _: (7, 7), "p")
    assert [problem.where for problem in caught.value.problems] == ["p:7:7"]
    assert is_candidate(LINE)
    assert not any(map(is_candidate, ({"id": "a", "title": "b"}, [LINE], None)))
