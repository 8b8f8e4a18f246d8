"""Find the place of a date on the calendar: in a year, in a whole, nearest to a day, next or last of its name."""

from __future__ import annotations

from dataclasses import replace

from timeline.extract.meaning import Meaning
from timeline.extract.point import Point, day_point, weekday
from timeline.extract.tense import SURE
from timeline.model.day import day_number, month_length

_FAR, _CLOSE = 270, 90
"""Days from publication: one reading of a date lies beyond the first, the other within the second."""


def fixed(meaning: Meaning) -> Point | None:
    """Place a date whose year was said."""
    if meaning.century is not None:
        return Point("century", meaning.century)
    if meaning.decade is not None:
        return Point("decade", meaning.decade)
    assert meaning.year is not None
    return in_year(meaning, meaning.year)


def in_year(meaning: Meaning, year: int) -> Point | None:
    """Place a date in a year; None where that year has no such day."""
    if meaning.easter is not None:
        return day_point(_easter(year) + meaning.easter) if year > 0 else None
    if meaning.nth is not None and meaning.month is not None and meaning.weekday is not None:
        return _nth(year, meaning.month, meaning.weekday, meaning.nth)
    if meaning.day is not None and meaning.month is not None:
        real = 1 <= meaning.day <= month_length(year, meaning.month)
        return Point("day", year, meaning.month, meaning.day) if real else None
    if meaning.month is not None:
        return Point("month", year, meaning.month)
    if meaning.season is not None:
        return Point("season", year, season=meaning.season)
    if meaning.quarter is not None:
        return Point("quarter", year, meaning.quarter)
    if meaning.half is not None:
        return Point("half", year, meaning.half)
    return Point("year", year)


def _nth(year: int, month: int, day: int, nth: float) -> Point:
    """Give the n-th weekday of a month, the last for −1; with half a one, the first after the first Monday."""
    if nth < 0:
        last = day_number(year, month, month_length(year, month))
        return day_point(last - (weekday(last) - day) % 7)
    first = day_number(year, month, 1)
    if nth != int(nth):
        first += (1 - weekday(first)) % 7
    return day_point(first + (day - weekday(first)) % 7 + 7 * (int(nth) - 1))


def _easter(year: int) -> int:
    """Number the day of western Easter Sunday, Gregorian from 1583 on (Meeus, Jones, Butcher), Julian before."""
    if year < 1583:
        a, b, c = year % 4, year % 7, year % 19
        d = (19 * c + 15) % 30
        e = (2 * a + 4 * b - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return day_number(year, month, day + 1)
    golden, century, rest = year % 19, year // 100, year % 100
    leap, skipped = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return day_number(year, month, day + 1)


def inside(meaning: Meaning, whole: Point) -> Point | None:
    """Place a date in a whole that was named."""
    if whole.precision == "year":
        return in_year(meaning, whole.year)
    if meaning.weekday is not None and whole.precision == "week":
        return day_point(whole.first + meaning.weekday - 1)
    if meaning.day is not None and meaning.month is None and whole.month is not None:
        return in_year(replace(meaning, month=whole.month), whole.year)
    return in_year(meaning, whole.year)


def nearest(meaning: Meaning, published: Point, tense: int) -> Point | None:
    """Place a date without its year by the day of publication, on the side of it that the tense tells."""
    today = published.first
    if meaning.precision == "weekday":
        assert meaning.weekday is not None
        back = (weekday(today) - meaning.weekday) % 7
        return day_point(today - back if tense <= 0 or back == 0 else today - back + 7)
    year = published.year
    if meaning.day is not None and meaning.month is None:
        return in_year(replace(meaning, month=published.number), year)
    if meaning.quarter is not None:
        quarters = [Point("quarter", near, meaning.quarter) for near in (year - 1, year, year + 1)]
        begun = [point for point in quarters if point.first <= today]
        coming = begun[-1].last < today - 270 and tense > 0
        return quarters[len(begun)] if coming else begun[-1]
    several = _about(meaning, year, 1) or _about(meaning, year, 4)  # 29 February
    if not several:
        return None
    if meaning.weekday is not None and meaning.precision == "day":
        fitting = [point for point in several if weekday(point.first) == meaning.weekday]
        several = fitting or several
    gone = [point for point in several if point.first <= today]
    ahead = [point for point in several if point.last >= today]
    if not gone or not ahead:
        return (gone or ahead)[0]
    back, on = today - gone[-1].last, ahead[0].first - today
    side = tense
    sure = abs(side) >= SURE and meaning.precision != "day"
    if not side or (not sure and max(back, on) > _FAR and min(back, on) < _CLOSE):
        # Where one is some weeks away and the other most of a year, the near one is meant, whatever the tense.
        side = -1 if back <= on else 1
    return gone[-1] if side < 0 else ahead[0]


def _about(meaning: Meaning, year: int, reach: int) -> list[Point]:
    years = range(year - reach, year + reach + 1)
    return [point for near in years if (point := in_year(meaning, near)) is not None]


def picked(meaning: Meaning, base: Point) -> Point | None:
    """Choose the last, this or the next of its name, seen from a point."""
    count = int(meaning.count or 0)
    if meaning.precision == "weekday":
        if base.precision not in {"day", "week"}:
            return None
        assert meaning.weekday is not None
        away = meaning.weekday - weekday(base.first)
        if count < 0:
            away = away - 7 if away >= 0 else away
        elif count > 0:
            away = away + 7 if away <= 0 else away
        return day_point(base.first + away)
    several = _about(meaning, base.year, 2)
    if count == 0:
        winter = meaning.season == "WI" and base.month is not None and base.month < 3
        return in_year(meaning, base.year - 1 if winter else base.year)
    if count < 0:
        return max((point for point in several if point.last < base.first), key=lambda point: point.first, default=None)
    after = base.first if base.precision == "year" and meaning.season == "WI" else base.last
    return min((point for point in several if point.first > after), key=lambda point: point.first, default=None)
