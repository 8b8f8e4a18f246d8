"""Lines of documents, and lines of gold: what is read, and what is said of what cannot be."""

import json

import pytest

from timeline.errors import DataError
from timeline.model.day import day_number, day_of
from timeline.model.mention import Mention
from timeline.read import gold
from timeline.read.documents import Document, parse

DAY = day_number(2024, 10, 11)


def faults(data, read=lambda data: parse(data, "docs", 7)):
    with pytest.raises(DataError) as caught:
        read(data)
    return [(problem.line, problem.column, problem.code) for problem in caught.value.problems]


def line(**values):
    return json.dumps(values).encode()


@pytest.mark.parametrize("tail", ["", "T23:59:59Z", " 01:00", "T01", "T010203", "T01:00:00.123+14:00"])
def test_the_day_of_a_moment_is_the_one_written(tail):
    assert day_of("2024-10-11" + tail) == DAY
    assert day_of("-0043-03-15" + tail) == day_number(-43, 3, 15)


@pytest.mark.parametrize(
    "text", ["20241011", "2024-10-32", "2023-02-29", "2024-10", "2024-10-11 or so", "12024-10-11", "yesterday", ""]
)
def test_what_is_no_day(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- that it is one is all there is to say
        day_of(text)


@pytest.mark.parametrize(
    ("values", "document"),
    [
        ({"id": "a", "published": "2024-10-11", "text": "T"}, Document("a", DAY, "T")),
        ({"id": 7, "published": "2024-10-11T10:00:00Z", "text": ""}, Document(7, DAY, "")),
        ({"id": "", "published": None, "text": "T"}, Document("", None, "T")),
        ({"text": "T\n\ud800", "id": "a", "title": ["passed over"]}, Document("a", None, "T\n\ud800")),
    ],
)
def test_a_document(values, document):
    assert parse(line(**values), "docs", 7) == document
    assert parse(b"\xef\xbb\xbf" + line(**values) + b"\r\n", "docs", 7) == document


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"{", [(7, 2, "bad-json")]),
        (b"words", [(7, 1, "bad-json")]),
        (b'["a"]', [(7, 1, "bad-value")]),
        (b"3", [(7, 1, "bad-value")]),
        (b'{"id": "a", "text": NaN}', [(7, 1, "bad-json")]),
        (b'{"id": "a", "id": "b", "text": ""}', [(7, 1, "duplicate-key")]),
        (b'{"id": "a", "text": "caf\xe9"}', [(7, 25, "not-utf8")]),
        (b'{"id": "a", "text": "\0"}', [(7, 22, "binary")]),
        (b"[" * 100_000, [(7, 1, "bad-json")]),
        (line(id="a"), [(7, 1, "missing-field")]),
        (line(text="T"), [(7, 1, "missing-field")]),
        (line(id=True, text="T"), [(7, 8, "bad-value")]),
        (line(id=1.5, text=None), [(7, 8, "bad-value"), (7, 21, "bad-value")]),
        (line(id="a", text="T", published="2024-13-01"), [(7, 39, "bad-date")]),
        (line(id="a", text="T", published="2024"), [(7, 39, "bad-date")]),
        (line(id="a", text="T", published=20241011), [(7, 39, "bad-date")]),
        (line(id="a", text="T" * (1 << 20), published="2024"), [(7, 1, "bad-date")]),
        (b"{}", [(7, 1, "missing-field"), (7, 1, "missing-field")]),
    ],
)
def test_all_that_is_wrong_with_a_line(data, found):
    assert faults(data) == found


# --- gold ------------------------------------------------------------------------------------------------------------

TEXT = "In May 1942 he left."
TIMEX = {"b": 3, "e": 11, "type": "DATE", "value": "1942-05", "mod": "", "text": "May 1942"}


def read_gold(*lines):
    return list(gold.parse(lines, "gold"))


def test_gold():
    good = {"id": "a", "dct": None, "text": TEXT, "timexes": [TIMEX, {**TIMEX, "value": "", "mod": None}]}
    (found,) = read_gold(b"\n", line(**good), b"  \n")
    assert found.document == Document("a", None, TEXT)
    assert found.mentions == [Mention(3, 11, "May 1942", "DATE", value) for value in ("1942-05", "")]
    (dated,) = read_gold(line(**{**good, "dct": "2024-10-11"}))
    assert dated.document.published == DAY


@pytest.mark.parametrize(
    ("timexes", "code"),
    [
        (None, "bad-value"),
        ({}, "bad-value"),
        (["May"], "bad-value"),
        ([{**TIMEX, "b": "3"}], "bad-value"),
        ([{**TIMEX, "b": True}], "bad-value"),
        ([{**TIMEX, "value": None}], "bad-value"),
        ([{**TIMEX, "mod": 3}], "bad-value"),
        ([{**TIMEX, "b": 2}], "bad-extent"),
        ([{**TIMEX, "b": -17}], "bad-extent"),
        ([{**TIMEX, "e": 300}], "bad-extent"),
        ([{**TIMEX, "b": 11}], "bad-extent"),
        ([{**TIMEX, "text": "June 1942"}], "bad-extent"),
    ],
)
def test_gold_that_is_none(timexes, code):
    data = line(id="a", dct="2024-10-11", text=TEXT, timexes=timexes)
    assert [found[2] for found in faults(data, read_gold)] == [code]


def test_all_faults_of_a_file_of_gold_are_told():
    good = line(id="a", text=TEXT, timexes=[TIMEX])
    reader = gold.parse([good, b"{", good, line(id="b", text=3, timexes=[])], "gold")
    assert [next(reader).document.id, next(reader).document.id] == ["a", "a"]
    assert [found[0] for found in faults(None, lambda _: next(reader))] == [2, 4]
