"""The `edtf` library as a second opinion: two readers that were written apart agree, or it is known why they do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.helpers import gold
from timeline.model.edtf import parse

# A sample of the gold table, one or two of each form: the library takes 5 to 40 ms for each.
AGREED = [
    "2023", "0000", "0300", "2024-02", "1900-02", "9999-12", "1985-04-12", "1582-10-10", "2024-02-29",
    "0000-02-29", "-0043", "-0043-03-15", "-9999-01-01", "-0400-02-29", "-0001-12-31", "2004-01-01T10:10:10Z",
    "2004-12-31T23:59:59-12:00", "1984?", "2004-06~", "2004-06-11%", "-0043~", "201X", "20XX", "000X", "2004-XX",
    "2023-02-XX", "1985-XX-XX", "199X~", "2001-21", "2001-23", "2001-26", "2001-29", "2001-34", "2001-39",
    "2001-41", "2004-06~-11", "2004?-06-11", "?2004-06-~11", "156X-12-25", "XXXX-12-XX", "1XXX-12", "X984",
    "1964/2008", "2004-02-01/2005-02", "-0043/0014", "2004-06/2004-06-11", "1984~/2004-06",
    "2004-06-XX/2004-07-03", "2017/..", "../1985-04", "[1667,1668,1670..1672]", "{1960,1961-12}", "[..1984]",
    "{1984..}",
]  # fmt: skip

REFUSED = ("refused", "refused")
CRASHED = ("crashed", "crashed")
# Text, what we make of it, what the library makes of it, and why we keep to ours.
APART = [
    ("2023-24", ("2023-12-01", "2024-02-29"), ("2023-12-01", "2023-12-31"), "its winter ends with the year"),
    ("2001-30", ("2001-12-01", "2002-02-28"), ("2001-12-01", "2001-12-31"), "so does its southern summer"),
    ("2024-21?", ("2024-03-01", "2024-05-31"), REFUSED, "a season may be uncertain: nothing forbids it"),
    ("18XX-24", ("1800-12-01", "1900-02-28"), REFUSED, "a season of a masked year"),
    ("156X~-12-25", ("1560-12-25", "1569-12-25"), REFUSED, "a mask and a qualifier in one part"),
    ("1984-1X", ("1984-10-01", "1984-12-31"), CRASHED, "the specification's own example"),
    ("2023-02-X9", ("2023-02-09", "2023-02-19"), CRASHED, "a masked digit of a day"),
    ("19XX-02-29", ("1904-02-29", "1996-02-29"), ("1900-02-29", "1999-02-29"), "its bounds are no days"),
    ("-000X", ("-0009-01-01", "-0001-12-31"), ("-0009-01-01", "0000-12-31"), "there is no year -0000"),
    ("-0043-XX", ("-0043-01-01", "-0043-12-31"), ("-0043-12-01", "-0043-01-31"), "it ends before it begins"),
    ("1985/", ("1985-01-01", ".."), ("1985-01-01", "1995-01-01"), "an unknown end is not ten years later"),
    ("/1985", ("..", "1985-12-31"), ("1975-12-31", "1985-12-31"), "nor an unknown start ten years earlier"),
    ("2024-01/2023-24", ("2024-01-01", "2024-02-29"), ("2024-01-01", "2023-12-31"), "the short winter again"),
    ("2023-35/..", ("2023-07-01", ".."), REFUSED, "a quarter as the end of an interval"),
    ("../199X", ("..", "1999-12-31"), CRASHED, "a decade as the end of an interval"),
    ("[2022,2023-24]", ("2022-01-01", "2024-02-29"), REFUSED, "a season in a set"),
]


def ours(text: str) -> tuple[str, str]:
    when = parse(text)
    return when.first or "..", when.last or ".."


def theirs(text: str) -> tuple[str, str]:
    from edtf import EDTFParseException, parse_edtf

    try:
        date = parse_edtf(text)
        return _day(date.lower_strict()), _day(date.upper_strict())
    except EDTFParseException:
        return REFUSED
    except (AttributeError, TypeError, ValueError):
        return CRASHED


def _day(time: Any) -> str:
    if not hasattr(time, "tm_year"):
        return ".."  # plus or minus infinity
    return f"{'-' if time.tm_year < 0 else ''}{abs(time.tm_year):04d}-{time.tm_mon:02d}-{time.tm_mday:02d}"


@pytest.mark.parametrize("text", AGREED)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_both_readers_give_the_same_days(text: str) -> None:
    assert ours(text) == theirs(text)


@pytest.mark.parametrize(("text", "here", "there", "reason"), APART, ids=[row[0] for row in APART])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_where_the_readers_part_it_is_known_how_and_why(
    text: str, here: tuple[str, str], there: tuple[str, str], reason: str
) -> None:
    assert ours(text) == here, reason
    assert theirs(text) == there, reason


def test_the_sample_is_of_the_gold_table() -> None:
    known = {row.fields[0] for row in gold("edtf.tsv") if row.fields[1] != "!"}
    assert {*AGREED, *(row[0] for row in APART)} <= known
    assert len(AGREED) <= 60
