"""Places on the calendar: weeks, Easter, steps and neighbours, and how they are written."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.calendar import in_year
from timeline.extract.meaning import Meaning
from timeline.extract.point import Point, day_point, edtf, neighbour, shift, value, week_point, weekday
from timeline.model.day import iso_day, parse_iso_day
from timeline.model.edtf import parse

EPOCH = datetime.date(1970, 1, 1).toordinal()


def day(text: str) -> Point:
    return day_point(parse_iso_day(text))


# --- weeks -----------------------------------------------------------------------------------------------------------


@given(st.dates())
def test_weeks_and_weekdays_are_those_of_the_standard_library(date: datetime.date) -> None:
    number = date.toordinal() - EPOCH
    point = week_point(number)
    assert weekday(number) == date.isoweekday()
    assert (point.year, point.number) == date.isocalendar()[:2]
    assert (point.first, point.last) == (number - date.weekday(), number - date.weekday() + 6)


WEEKS = [
    ("2020-12-31", "2020-W53", "2020-12-28", "2021-01-03"),
    ("2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
    ("2021-01-04", "2021-W01", "2021-01-04", "2021-01-10"),
    ("2024-12-30", "2025-W01", "2024-12-30", "2025-01-05"),
    ("2024-10-11", "2024-W41", "2024-10-07", "2024-10-13"),
    ("2016-01-01", "2015-W53", "2015-12-28", "2016-01-03"),
    ("-0043-03-15", "BC0044-W11", "-0043-03-11", "-0043-03-17"),
]


@pytest.mark.parametrize(("text", "week", "first", "last"), WEEKS)
def test_a_week_runs_from_monday_and_belongs_to_the_year_of_its_thursday(text: str, week: str, first: str, last: str):
    point = week_point(parse_iso_day(text))
    assert value(point) == week
    assert edtf(point) == f"[{first}..{last}]"


# --- feasts ----------------------------------------------------------------------------------------------------------

EASTERS = [
    "1583-04-10", "1598-03-22", "1666-04-25", "1685-04-22", "1700-04-11", "1734-04-25", "1761-03-22", "1777-03-30",
    "1818-03-22", "1848-04-23", "1875-03-28", "1886-04-25", "1900-04-15", "1916-04-23", "1940-03-24", "1943-04-25",
    "1954-04-18", "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31",
    "2025-04-20", "2038-04-25", "2049-04-18", "2076-04-19", "2100-03-28",
]  # fmt: skip
JULIAN = [("1582", "1582-04-15"), ("1453", "1453-04-01"), ("1204", "1204-04-25"), ("1000", "1000-03-31")]
"""By the Julian calendar, in which texts of that time tell it."""


@pytest.mark.parametrize("text", EASTERS)
def test_easter_is_the_western_one(text: str) -> None:
    assert in_year(Meaning("date", easter=0), int(text[:4])) == day(text)


@pytest.mark.parametrize(("year", "text"), JULIAN)
def test_before_the_reform_easter_is_told_by_the_julian_calendar(year: str, text: str) -> None:
    assert in_year(Meaning("date", easter=0), int(year)) == day(text)


@given(st.integers(1583, 9000))
def test_easter_is_a_sunday_from_22_march_to_25_april(year: int) -> None:
    point = in_year(Meaning("date", easter=0), year)
    assert point is not None
    assert weekday(point.first) == 7
    assert f"{year:04d}-03-22" <= iso_day(point.first) <= f"{year:04d}-04-25"


FEASTS = [
    (Meaning("date", easter=-2), 2024, "2024-03-29"),
    (Meaning("date", easter=49), 2024, "2024-05-19"),
    (Meaning("date", month=11, weekday=4, nth=4), 2024, "2024-11-28"),
    (Meaning("date", month=11, weekday=4, nth=4), 2018, "2018-11-22"),
    (Meaning("date", month=5, weekday=1, nth=-1), 2024, "2024-05-27"),
    (Meaning("date", month=5, weekday=1, nth=-1), 2021, "2021-05-31"),
    (Meaning("date", month=9, weekday=1, nth=1), 2025, "2025-09-01"),
    (Meaning("date", month=11, weekday=2, nth=1.5), 2016, "2016-11-08"),
    (Meaning("date", month=11, weekday=2, nth=1.5), 2020, "2020-11-03"),
    (Meaning("date", month=11, weekday=2, nth=1.5), 2022, "2022-11-08"),
    (Meaning("date", month=2, day=29), 2023, None),
    (Meaning("date", month=2, day=29), 2024, "2024-02-29"),
    (Meaning("date", easter=0), 0, None),
]


@pytest.mark.parametrize(("meaning", "year", "text"), FEASTS)
def test_a_feast_has_its_day_in_each_year(meaning: Meaning, year: int, text: str | None) -> None:
    assert in_year(meaning, year) == (None if text is None else day(text))


# --- steps -----------------------------------------------------------------------------------------------------------

MAY, WEEK, WEEKEND = Point("month", 1999, 5), Point("week", 2020, 53), Point("weekend", 2020, 53)
SHIFTS = [
    (day("1999-12-31"), 1, "D", "2000-01-01"),
    (day("2000-03-01"), -1, "D", "2000-02-29"),
    (day("0001-01-01"), -1, "D", "BC0001-12-31"),
    (day("2024-12-30"), 1, "W", "2025-W02"),
    (day("2021-01-01"), 0, "W", "2020-W53"),
    (WEEK, 1, "W", "2021-W01"),
    (day("2024-10-11"), 1, "WE", "2024-W42-WE"),
    (WEEKEND, 1, "WE", "2021-W01-WE"),
    (day("1999-12-31"), 1, "M", "2000-01"),
    (day("1999-01-31"), -1, "M", "1998-12"),
    (MAY, -5, "M", "1998-12"),
    (MAY, 20, "M", "2001-01"),
    (Point("month", 1, 1), -1, "M", "BC0001-12"),
    (MAY, 0, "Q", "1999-Q2"),
    (day("1999-01-01"), -1, "Q", "1998-Q4"),
    (Point("quarter", 1999, 4), 1, "Q", "2000-Q1"),
    (MAY, 2, "Y", "2001"),
    (Point("year", 1), -1, "Y", "BC0001"),
    (Point("season", 1999, season="WI"), 1, "Y", "2000"),
    (Point("year", 1999), 1, "DE", "200"),
    (Point("decade", 199), -1, "DE", "198"),
    (Point("year", 1999), -1, "CE", "18"),
    (Point("century", 19), 1, "CE", "20"),
    (Point("decade", 199), 1, "CE", "20"),
    (MAY, 1, "D", None),
    (MAY, 1, "W", None),
    (Point("year", 1999), 1, "M", None),
    (Point("season", 1999, season="SP"), 1, "M", None),
    (WEEK, 1, "M", None),
    (Point("year", 1999), 1, "Q", None),
    (Point("century", 19), 1, "Y", None),
]


@pytest.mark.parametrize(("point", "count", "unit", "expected"), SHIFTS)
def test_a_step_is_as_coarse_as_its_unit(point: Point, count: int, unit: str, expected: str | None) -> None:
    moved = shift(point, count, unit)
    assert (None if moved is None else value(moved)) == expected


NEIGHBOURS = [
    (day("1999-12-31"), "1999-12-30", "2000-01-01"),
    (Point("week", 2020, 53), "2020-W52", "2021-W01"),
    (Point("weekend", 2021, 1), "2020-W53-WE", "2021-W02-WE"),
    (Point("month", 1999, 1), "1998-12", "1999-02"),
    (Point("quarter", 1999, 4), "1999-Q3", "2000-Q1"),
    (Point("half", 1999, 1), "1998-H2", "1999-H2"),
    (Point("season", 1999, season="WI"), "1999-FA", "2000-SP"),
    (Point("season", 1999, season="SP"), "1998-WI", "1999-SU"),
    (Point("year", 1), "BC0001", "0002"),
    (Point("decade", 199), "198", "200"),
    (Point("century", 0), None, "01"),
    (Point("century", -1), "BC01", None),
    (Point("century", 19), "18", "20"),
]


@pytest.mark.parametrize(("point", "before", "after"), NEIGHBOURS)
def test_a_neighbour_is_of_the_same_kind(point: Point, before: str | None, after: str | None) -> None:
    for step, expected in ((-1, before), (1, after)):
        if expected is not None:
            assert value(neighbour(point, step)) == expected


# --- how they are written --------------------------------------------------------------------------------------------

WRITTEN = [
    (day("2024-10-11"), "2024-10-11", "2024-10-11", "2024-10-11", "2024-10-11"),
    (day("-0043-03-15"), "BC0044-03-15", "-0043-03-15", "-0043-03-15", "-0043-03-15"),
    (day("0000-02-29"), "BC0001-02-29", "0000-02-29", "0000-02-29", "0000-02-29"),
    (Point("month", -479, 8), "BC0480-08", "-0479-08", "-0479-08-01", "-0479-08-31"),
    (Point("month", 2024, 2), "2024-02", "2024-02", "2024-02-01", "2024-02-29"),
    (Point("weekend", 2024, 41), "2024-W41-WE", "[2024-10-12..2024-10-13]", "2024-10-12", "2024-10-13"),
    (Point("season", 2024, season="SP"), "2024-SP", "2024-21", "2024-03-01", "2024-05-31"),
    (Point("season", 2023, season="WI"), "2023-WI", "2023-24", "2023-12-01", "2024-02-29"),
    (Point("quarter", 2024, 3), "2024-Q3", "2024-35", "2024-07-01", "2024-09-30"),
    (Point("half", 2024, 2), "2024-H2", "2024-41", "2024-07-01", "2024-12-31"),
    (Point("year", 0), "BC0001", "0000", "0000-01-01", "0000-12-31"),
    (Point("year", -489), "BC0490", "-0489", "-0489-01-01", "-0489-12-31"),
    (Point("year", 70), "0070", "0070", "0070-01-01", "0070-12-31"),
    (Point("decade", 199), "199", "199X", "1990-01-01", "1999-12-31"),
    (Point("decade", 7), "007", "007X", "0070-01-01", "0079-12-31"),
    (Point("decade", -49), "BC049", "[-0498..-0489]", "-0498-01-01", "-0489-12-31"),
    (Point("century", 19), "19", "19XX", "1900-01-01", "1999-12-31"),
    (Point("century", 0), "00", "00XX", "0000-01-01", "0099-12-31"),
    (Point("century", -1), "BC00", "[-0099..0000]", "-0099-01-01", "0000-12-31"),
    (Point("century", -5), "BC04", "[-0499..-0400]", "-0499-01-01", "-0400-12-31"),
]


@pytest.mark.parametrize(("point", "timex", "text", "first", "last"), WRITTEN)
def test_a_point_is_written_as_timex_and_as_edtf(point: Point, timex: str, text: str, first: str, last: str) -> None:
    assert (value(point), edtf(point)) == (timex, text)
    assert (iso_day(point.first), iso_day(point.last)) == (first, last)


_years = st.integers(-9000, 9000)
points = st.one_of(
    st.integers(-3_000_000, 2_500_000).map(day_point),
    st.integers(-3_000_000, 2_500_000).map(week_point),
    st.integers(-3_000_000, 2_500_000).map(lambda number: week_point(number, "weekend")),
    st.builds(Point, st.just("month"), _years, st.integers(1, 12)),
    st.builds(Point, st.just("quarter"), _years, st.integers(1, 4)),
    st.builds(Point, st.just("half"), _years, st.integers(1, 2)),
    st.builds(
        lambda year, season: Point("season", year, season=season), _years, st.sampled_from(["SP", "SU", "FA", "WI"])
    ),
    st.builds(Point, st.just("year"), _years),
    st.builds(Point, st.just("decade"), st.integers(-900, 900).filter(bool)),
    st.builds(Point, st.just("century"), st.integers(-90, 90)),
)


@given(points)
def test_a_point_has_the_days_of_its_edtf(point: Point) -> None:
    when = parse(edtf(point))
    assert (when.first, when.last) == (iso_day(point.first), iso_day(point.last))


@given(points)
def test_there_and_back_is_the_same_place(point: Point) -> None:
    assert neighbour(neighbour(point, 1), -1) == point


@given(points.filter(lambda point: point.precision not in {"weekend", "decade", "century"}))
def test_neighbours_touch(point: Point) -> None:
    assert neighbour(point, 1).first == point.last + 1
    assert neighbour(point, -1).last == point.first - 1


@pytest.mark.parametrize(
    ("point", "possible"),
    [
        (Point("year", 9997), True),
        (Point("year", 9999), False),
        (Point("year", -9999), False),
        (Point("century", 98), True),
        (Point("century", 100), False),
        (Point("decade", -1000), False),
        (Point("year", 10**9), False),
    ],
)
def test_there_are_some_twenty_thousand_years(point: Point, possible: bool) -> None:
    assert point.possible is possible
