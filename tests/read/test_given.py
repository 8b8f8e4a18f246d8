"""Events handed over in one form or another."""

from __future__ import annotations

import json

import pytest

from timeline.errors import DataError
from timeline.read.given import given

A, B = {"id": "a", "date": "2024"}, {"id": "b", "date": "2025"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("id: a\ndate: 2024\n", [A]),
        ("- id: a\n  date: 2024\n", [A]),
        ("# why\n  - id: a\n    date: 2024\n\n  - id: b\n    date: 2025\n", [A, B]),
        ("events:\n  - id: a\n    date: 2024\n", [A]),
        ("events:\n", []),
        ("", []),
        ("# only this\n", []),
        (json.dumps(A), [A]),
        (json.dumps(A, indent=1), [A]),
        (json.dumps([A, B]), [A, B]),
        (json.dumps({"events": [A, B]}), [A, B]),
        (json.dumps(A) + "\n" + json.dumps(B) + "\n", [A, B]),
        ("- text\n", ["text"]),
    ],
)
def test_forms(text: str, found: list[object]) -> None:
    assert [raw.values for raw in given(text.encode(), "-")] == found


def test_a_value_has_its_place() -> None:
    first, second = given(b"- id: a\n\n- id: b\n  date: 2025\n", "-")
    assert (first.place(("id",)), second.place(("date",)), second.place(("title",))) == ((1, 7), (4, 9), (3, 3))
    (alone,) = given(b"id: a\ndate: 2024\n", "-")
    assert (alone.place(("date",)), alone.place(())) == ((2, 7), (1, 1))


@pytest.mark.parametrize("text", ["just words\n", "a: [\n", '{"id": ', "\xff", "- id: a\n  id: b\n"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(DataError):
        given(text.encode("latin-1"), "-")
