"""What pieces with digits in them can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.figures import SAMPLES, read

INTEGER = "INT NUM"
CASES = [
    ("0", INTEGER, 0),
    ("7", f"{INTEGER} DAY", 7),
    ("07", f"{INTEGER} DAY DIGITS2", 7),
    ("31", f"{INTEGER} DAY DIGITS2", 31),
    ("32", f"{INTEGER} DIGITS2", 32),
    ("00", f"{INTEGER} DIGITS2", 0),
    ("1914", f"{INTEGER} YEAR MODERN HHMM", 1914),
    ("1066", f"{INTEGER} YEAR", 1066),
    ("1030", f"{INTEGER} YEAR HHMM", 1030),
    ("2199", f"{INTEGER} YEAR", 2199),
    ("2200", f"{INTEGER} HHMM", 2200),
    ("0930", f"{INTEGER} HHMM", 930),
    ("0960", INTEGER, 960),
    ("9999", INTEGER, 9999),
    ("12345", INTEGER, 12345),
    ("999999999999", INTEGER, 999_999_999_999),
    ("1,500", INTEGER, 1500),
    ("12,345,678", INTEGER, 12_345_678),
    ("2024-10-11", "ISO", "2024-10-11"),
    ("2024/10/11", "ISO", "2024-10-11"),
    ("2024-10-11T14:30", "ISO", "2024-10-11T14:30"),
    ("13/10/2024", "FIGURES", "13/10/2024"),
    ("1/2/99", "FIGURES", "1/2/99"),
    ("11.10.2024", "FIGURES", "11.10.2024"),
    ("1/2", "FRACTION", 0.5),
    ("3/4", "FRACTION", 0.75),
    ("14:30", "CLOCK", "14:30"),
    ("14:30:15", "CLOCK", "14:30:15"),
    ("3pm", "HOUR_AM_PM", "3pm"),
    ("3:30PM", "HOUR_AM_PM", "3:30PM"),
    ("1990s", "DECADE", 199),
    ("1990's", "DECADE", 199),
    ("2000s", "DECADE", 200),
    ("1800s", "HUNDREDS", 19),
    ("490s", "DECADE_ANCIENT", 49),
    ("90s", "DECADE_SHORT", 9),
    ("Q3", "QUARTER_NAME", 3),
    ("q1", "QUARTER_NAME", 1),
    ("H2", "HALF_NAME", 2),
    ("FY23", "FISCAL_NAME", 23),
    ("FY2023", "FISCAL_NAME", 2023),
    ("9.15", "CLOCK_DOT NUM", "9.15"),
    ("3.5", "FLOAT NUM", 3.5),
    ("9.75", "FLOAT NUM", 9.75),
    ("11th", "ORDINAL DAY ORDINAL_DAY", 11),
    ("1ST", "ORDINAL DAY ORDINAL_DAY", 1),
    ("50th", "ORDINAL", 50),
    ("0th", "ORDINAL", 0),
]
NOTHING = [
    "F16", "1.2.3", "1,50", "14:60", "1:2", "123rdx", "Q5", "H3", "h1", "FY1", "1/10", "10/10", "2024-1-1", "3x", "x3",
    "1e9", "1000th", "85s", "1234567890123", "9" * 40, "٢٠٢٤", "２０２４", "²", "①", "1٢", "1/2/2024/3", "", "abc",
]  # fmt: skip


@pytest.mark.parametrize(("text", "categories", "value"), CASES)
def test_figures_have_categories_and_a_value(text: str, categories: str, value: object) -> None:
    assert read(text) == (frozenset(categories.split()), value)


@pytest.mark.parametrize("text", NOTHING)
def test_other_figures_tell_no_time(text: str) -> None:
    assert read(text) is None


KINDS = {found[0] for text in SAMPLES if (found := read(text)) is not None}


def test_each_sample_is_of_a_kind() -> None:
    assert [text for text in SAMPLES if read(text) is None] == []


@pytest.mark.parametrize(("text", "categories", "value"), CASES)
def test_every_kind_has_a_sample(text: str, categories: str, value: object) -> None:
    assert frozenset(categories.split()) in KINDS


_figures = st.text("0123456789", min_size=1, max_size=14)
_pieces = st.lists(_figures | st.sampled_from([*".,:/-'", "s", "th", "pm", "T", "Q", "H", "FY", "Z"]), max_size=6).map(
    "".join
)


@given(_pieces | st.text(max_size=30))
def test_whatever_can_be_read_is_of_a_kind_that_has_a_sample(text: str) -> None:
    found = read(text)
    assert found is None or found[0] in KINDS


@given(st.integers(0, 10**12 - 1))
def test_an_integer_is_its_number(number: int) -> None:
    for text in (str(number), f"{number:,}"):
        found = read(text)
        assert found is not None
        assert found[1] == number
