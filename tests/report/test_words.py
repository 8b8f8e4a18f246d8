from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from timeline.model.day import AFTER, BEFORE, civil, day_number, parse_iso_day
from timeline.model.edtf import parse
from timeline.model.text import visible
from timeline.report import words

TODAY = day_number(2024, 6, 15)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        # a day is said, anything wider is somewhere in it
        ("2008-02-17", "17 February 2008"),
        ("2008-02-01", "1 February 2008"),
        ("2008-02", "somewhere in February 2008"),
        ("2008", "somewhere in 2008"),
        ("0476", "somewhere in 476"),
        ("0001", "somewhere in 1"),
        ("0000", "somewhere in 1 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("-0043", "somewhere in 44 BCE"),
        ("2004-05-06T12:30:00Z", "6 May 2004"),
        # qualifiers
        ("1450~", "somewhere in about 1450"),
        ("1450?", "somewhere in perhaps 1450"),
        ("1450%", "somewhere in about perhaps 1450"),
        ("1389-06-28~", "about 28 June 1389"),
        ("2004-06~-11", "about 11 June 2004"),
        ("?2004-06-11", "perhaps 11 June 2004"),
        # masks
        ("199X", "somewhere in the 1990s"),
        ("-004X", "somewhere in the -0040s"),
        ("19XX", "somewhere in 19XX"),
        ("2004-XX", "somewhere in 2004-XX"),
        ("2004-06-1X", "somewhere in 2004-06-1X"),
        # parts of a year
        ("2023-21", "somewhere in spring 2023"),
        ("2023-22", "somewhere in summer 2023"),
        ("2023-23", "somewhere in autumn 2023"),
        ("2023-24", "somewhere in winter 2023"),
        ("2023-26", "somewhere in summer 2023"),
        ("2023-32", "somewhere in winter (southern) 2023"),
        ("2023-33", "somewhere in Q1 2023"),
        ("2023-36", "somewhere in Q4 2023"),
        ("2023-37", "somewhere in the first third of 2023"),
        ("2023-39", "somewhere in the third third of 2023"),
        ("2023-40", "somewhere in the first half of 2023"),
        ("2023-41", "somewhere in the second half of 2023"),
        # intervals
        ("2017/2024-10", "2017 to October 2024"),
        ("2024-10-11/2024-10-12", "11 October 2024 to 12 October 2024"),
        ("1459?/1878", "perhaps 1459 to 1878"),
        ("../2024-12-31", "by the end of 2024"),
        ("../2024-12-30", "by 30 December 2024"),
        ("../2024-12", "by the end of December 2024"),
        ("../2024", "by the end of 2024"),
        ("../2024-35", "by the end of Q3 2024"),
        ("2017/..", "since 2017"),
        ("2017-05-01/..", "since 1 May 2017"),
        ("2017/", "from 2017 to an unknown date"),
        ("/2024", "until 2024, from an unknown date"),
        # sets
        ("[2022,2024]", "one of 2022, 2024"),
        ("[2022-01..2022-03,2024]", "one of January 2022 to March 2022, 2024"),
        ("[..2022,2024]", "one of … to 2022, 2024"),
        ("[2022,2024..]", "one of 2022, 2024 to …"),
        ("{2022,2024-05-06}", "2022, 6 May 2024"),
        ("{2022..2024}", "2022 to 2024"),
    ],
)
def test_a_date_is_said_as_people_say_it(date: str, said: str) -> None:
    assert words.date(parse(date)) == said


@given(strategies.edtf)
def test_every_date_can_be_said(text: str) -> None:
    said = words.date(parse(text))
    assert said.strip() == said != ""
    assert visible(said) == said


@given(strategies.years)
def test_there_is_no_year_zero_in_words(number: int) -> None:
    said = words.year(number)
    assert said == (f"{number}" if number > 0 else f"{1 - number} BCE")
    assert not said.startswith(("0", "-"))


@pytest.mark.parametrize(
    ("status", "date", "checked", "said"),
    [
        ("occurred", "2023", None, ""),
        ("expected", "../2024-06-15", None, "expected; 0 days left"),
        ("expected", "../2024-06-16", None, "expected; 1 day left"),
        ("expected", "../2024-12-31", None, "expected; 199 days left"),
        ("expected", "2030", None, "expected; 2,390 days left"),
        ("expected", "2024-07/..", None, "expected; no date was named"),
        ("expected", "../2024-06-14", None, "expected; 1 day overdue, no report that it happened"),
        ("overdue", "../2024-06-14", None, "expected; 1 day overdue, no report that it happened"),
        ("overdue", "2023", None, "expected; 167 days overdue, no report that it happened"),
        ("overdue", "../1020", None, "expected; 366,505 days overdue, no report that it happened"),
        (
            "overdue",
            "../2024-06-01",
            "2024-06-14",
            "expected; 14 days overdue, no report that it happened, none found when last looked for on 14 June 2024",
        ),
        ("ongoing", "2017/..", None, "ongoing"),
        ("hypothetical", "2025", None, "talked of, not decided"),
        ("denied", "2023", None, "denied"),
        ("cancelled", "2023", None, "cancelled"),
    ],
)
def test_a_promise_is_no_fact(status: str, date: str, checked: str | None, said: str) -> None:
    assert words.promise(status, parse(date), TODAY, checked) == said


@given(strategies.whens, st.integers(-1000, 1000))
def test_what_is_overdue_has_days_and_what_is_left_has_days(when, shift: int) -> None:
    if when.last_day == AFTER:
        assert words.promise("expected", when, TODAY) == "expected; no date was named"
        return
    said = words.promise("expected", when, when.last_day + shift)
    assert ("overdue" in said) is (shift > 0)
    assert words.days(abs(shift)) in said


@pytest.mark.parametrize(("number", "said"), [(0, "0 days"), (1, "1 day"), (2, "2 days"), (12345, "12,345 days")])
def test_days(number: int, said: str) -> None:
    assert words.days(number) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-01-01", "2023-01-01", "0 days"),
        ("2023-01-01", "2023-01-02", "1 day"),
        ("2023-01-31", "2023-02-28", "28 days"),
        ("2023-01-01", "2023-02-01", "1 month"),
        ("2023-01-15", "2023-03-14", "1 month"),
        ("2023-01-15", "2023-03-15", "2 months"),
        ("2023-12-31", "2024-01-01", "1 day"),
        ("2023-01-01", "2024-01-01", "1 year"),
        ("2023-01-01", "2023-12-31", "11 months"),
        ("2008-02-17", "2016-12-20", "8 years 10 months"),
        ("2008-02-17", "2010-03-16", "2 years"),
        ("2008-02-17", "2009-03-17", "1 year 1 month"),
        ("1389-06-28", "1459-06-20", "69 years 11 months"),
        ("1389-06-28", "1804-02-14", "414 years"),
        ("-0043-03-15", "0001-03-15", "44 years"),
        ("-9999-01-01", "9999-12-31", "19,998 years"),
    ],
)
def test_a_span_is_said_in_its_two_largest_units(first: str, last: str, said: str) -> None:
    assert words.span(parse_iso_day(first), parse_iso_day(last)) == said


@given(st.integers(-700_000, 700_000), st.integers(0, 30_000))
def test_a_span_never_says_more_than_there_is(first: int, length: int) -> None:
    said = words.span(first, first + length).split()
    amounts = dict(zip((unit.rstrip("s") for unit in said[1::2]), map(int, said[::2]), strict=True))
    least = amounts.get("year", 0) * 365 + amounts.get("month", 0) * 28 + amounts.get("day", 0)
    most = (amounts.get("year", 0) + 1) * 366 + (amounts.get("month", 0) + 1) * 31
    assert least <= length <= most


DAY = parse_iso_day


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (BEFORE, AFTER, "all time"),
        (DAY("2023-01-01"), AFTER, "since 1 January 2023"),
        (BEFORE, DAY("2023-12-31"), "up to 31 December 2023"),
        (DAY("2023-01-01"), DAY("2023-12-31"), "2023"),
        (DAY("2008-01-01"), DAY("2024-12-31"), "2008 to 2024"),
        (DAY("2024-02-01"), DAY("2024-02-29"), "February 2024"),
        (DAY("2023-02-01"), DAY("2023-02-28"), "February 2023"),
        (DAY("2024-02-01"), DAY("2024-02-28"), "1 February 2024 to 28 February 2024"),
        (DAY("2024-02-01"), DAY("2024-03-31"), "1 February 2024 to 31 March 2024"),
        (DAY("2024-02-01"), DAY("2025-02-28"), "1 February 2024 to 28 February 2025"),
        (DAY("2024-02-17"), DAY("2024-02-17"), "17 February 2024"),
        (DAY("-0043-01-01"), DAY("-0043-12-31"), "44 BCE"),
        (DAY("-0043-03-01"), DAY("-0043-03-31"), "March 44 BCE"),
        (DAY("-0043-01-01"), DAY("0001-12-31"), "44 BCE to 1"),
    ],
)
def test_a_period_is_named(since: int, until: int, said: str) -> None:
    assert words.period(since, until) == said


@given(st.integers(-700_000, 900_000))
def test_a_month_is_named_by_its_name(day: int) -> None:
    year, month, _ = civil(day)
    first = day_number(year, month, 1)
    last = first + strategies.month_length(year, month) - 1
    assert words.period(first, last) == f"{words.MONTHS[month - 1]} {words.year(year)}"
