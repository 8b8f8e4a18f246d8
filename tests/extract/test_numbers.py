"""Numbers in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.numbers import Number, Word, read
from timeline.lexicon.language import language

WORDS = language("en").words
KINDS = {"NUMBER": "unit", "HUNDRED": "scale", "ORDINAL": "ordinal"}
KNOWN = {
    word: Word(kind, int(value)) for name, kind in reversed(KINDS.items()) for word, value in WORDS[name].items()
} | {"and": Word("and"), "-": Word("dash")}


def words(text: str) -> list[Word]:
    return [KNOWN[word] for word in re.findall(r"\w+|-", text)]


CASES = [
    ("zero", Number(0, 1)),
    ("one", Number(1, 1)),
    ("nineteen", Number(19, 1)),
    ("twenty", Number(20, 1)),
    ("twenty-one", Number(21, 3)),
    ("twenty one", Number(21, 2)),
    ("ninety-nine", Number(99, 3)),
    ("one hundred", Number(100, 2)),
    ("two hundred and thirty-one", Number(231, 6)),
    ("two hundred thirty-one", Number(231, 5)),
    ("two hundred and one", Number(201, 4)),
    ("two hundred thousand", Number(200_000, 3)),
    ("two hundred and five thousand", Number(205_000, 5)),
    ("three thousand two hundred and six", Number(3206, 6)),
    ("two thousand and three", Number(2003, 4, year=True)),
    ("two thousand", Number(2000, 2, year=True)),
    ("one thousand", Number(1000, 2)),
    ("nineteen hundred", Number(1900, 2, year=True)),
    ("nineteen hundred and five", Number(1905, 4, year=True)),
    ("nineteen ninety-six", Number(1996, 4, year=True)),
    ("nineteen ten", Number(1910, 2, year=True)),
    ("twenty twenty-four", Number(2024, 4, year=True)),
    ("twenty twenty", Number(2020, 2, year=True)),
    ("eighteen twelve", Number(1812, 2, year=True)),
    ("ten sixty-six", Number(1066, 4, year=True)),
    ("first", Number(1, 1, ordinal=True)),
    ("twelfth", Number(12, 1, ordinal=True)),
    ("twentieth", Number(20, 1, ordinal=True)),
    ("twenty-first", Number(21, 3, ordinal=True)),
    ("twenty first", Number(21, 2, ordinal=True)),
    ("thirty-second", Number(32, 3, ordinal=True)),
    ("two hundred and first", Number(201, 4, ordinal=True)),
]
PARTS = [
    ("five six", Number(5, 1)),
    ("five twenty", Number(5, 1)),
    ("two and three", Number(2, 1)),
    ("twenty - twenty", Number(20, 1)),
    ("twenty and", Number(20, 1)),
    ("twenty -", Number(20, 1)),
    ("one hundred and", Number(100, 2)),
    ("one hundred -", Number(100, 2)),
    ("twenty-one five", Number(21, 3)),
    ("one - two", Number(1, 1)),
    ("first second", Number(1, 1, ordinal=True)),
    ("thirteen second", Number(13, 1)),
]
NONE = ["", "and", "-", "hundred", "thousand five", "and one"]


@pytest.mark.parametrize(("text", "number"), CASES)
def test_a_number_is_read_whole(text: str, number: Number) -> None:
    assert read(words(text)) == number
    assert number.words == len(words(text))


@pytest.mark.parametrize(("text", "number"), PARTS)
def test_what_does_not_go_on_a_number_is_left(text: str, number: Number) -> None:
    assert read(words(text)) == number


@pytest.mark.parametrize("text", NONE)
def test_what_begins_no_number_is_none(text: str) -> None:
    assert read(words(text)) is None


UNITS = {value: word for word, value in reversed([(w, int(v)) for w, v in WORDS["NUMBER"].items()])}


def spelled(number: int) -> str:
    if number >= 1000:
        rest = number % 1000
        link = " and " if 0 < rest < 100 else " "
        return f"{spelled(number // 1000)} thousand" + (link + spelled(rest) if rest else "")
    if number >= 100:
        return f"{UNITS[number // 100]} hundred" + (f" and {spelled(number % 100)}" if number % 100 else "")
    if number in UNITS:
        return UNITS[number]
    return f"{UNITS[number // 10 * 10]}-{UNITS[number % 10]}"


@given(st.integers(0, 999_999))
def test_a_number_that_was_spelled_out_is_that_number(number: int) -> None:
    text = spelled(number)
    found = read(words(text))
    assert found is not None
    assert (found.value, found.words, found.ordinal) == (number, len(words(text)), False)


@given(st.integers(1000, 2099).filter(lambda year: year % 100 >= 10))
def test_a_year_that_was_spelled_out_in_pairs_is_that_year(year: int) -> None:
    found = read(words(f"{spelled(year // 100)} {spelled(year % 100)}"))
    assert found is not None
    assert (found.value, found.year) == (year, True)


@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=14))
def test_of_any_words_a_number_takes_some_from_the_first(several: list[str]) -> None:
    row = [KNOWN[word] for word in several]
    found = read(row)
    if found is None:
        assert not row or row[0].kind not in {"unit", "ordinal"}
    else:
        assert 1 <= found.words <= len(row)
        assert read(row[: found.words]) == found
