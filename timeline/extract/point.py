"""A place on the calendar as coarse as words give it: a day, a week, a month … a century."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.model.day import MAX_YEAR, MIN_YEAR, civil, day_number, iso_day, iso_year, month_length

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""TIMEX3's letters, and EDTF's numbers."""
_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, week, weekend, month, season, quarter, half, year, decade or century, by its ``precision``.

    ``year`` is astronomical; of weeks it is the ISO year, of decades and centuries the number (199, 19; −5 is the fifth
    century before Christ, −49 the 490s). ``number`` is the week, month, quarter or half, ``season`` its letters.
    """

    precision: str
    year: int
    number: int = 0
    day: int = 0
    season: str = ""

    @property
    def first(self) -> int:
        """The first day, as a day number."""
        return self._ends[0]

    @property
    def last(self) -> int:
        """The last day."""
        return self._ends[1]

    @property
    def _ends(self) -> tuple[int, int]:
        year, precision = self.year, self.precision
        if precision == "day":
            day = day_number(year, self.number, self.day)
            return day, day
        if precision in {"week", "weekend"}:
            monday = _monday(year, self.number)
            return (monday, monday + 6) if precision == "week" else (monday + 5, monday + 6)
        first, count = self._months
        index = year * 12 + first - 1 + count - 1
        end_year, end_month = index // 12, index % 12 + 1
        if precision == "decade":
            year, end_year = (year * 10, year * 10 + 9) if year >= 0 else (year * 10 - 8, year * 10 + 1)
        elif precision == "century":
            year, end_year = (year * 100, year * 100 + 99) if year >= 0 else (year * 100 + 1, year * 100 + 100)
        return day_number(year, first, 1), day_number(end_year, end_month, month_length(end_year, end_month))

    @property
    def _months(self) -> tuple[int, int]:
        """The first month and how many there are."""
        if self.precision == "month":
            return self.number, 1
        if self.precision == "season":
            return _SEASON_MONTHS[self.season], 3
        if self.precision == "quarter":
            return self.number * 3 - 2, 3
        if self.precision == "half":
            return self.number * 6 - 5, 6
        return 1, 12

    @property
    def month(self) -> int | None:
        """The month, of a day or a month."""
        return self.number if self.precision in {"day", "month"} else None

    @property
    def first_month(self) -> int:
        """The month in which it begins."""
        return self.number if self.precision == "day" else self._months[0]

    @property
    def possible(self) -> bool:
        """Whether it lies within the years that there are, −9999 to 9999, with a year to spare."""
        reach = {"decade": 10, "century": 100}.get(self.precision, 1)
        return self.year * reach - reach > MIN_YEAR and self.year * reach + reach < MAX_YEAR


def day_point(number: int) -> Point:
    """Make the point of a numbered day."""
    year, month, day = civil(number)
    return Point("day", year, month, day)


def week_point(day: int, precision: str = "week") -> Point:
    """Make the ISO week in which a day lies: it runs from Monday, and belongs to the year of its Thursday."""
    thursday = day - weekday(day) + 4
    year = civil(thursday)[0]
    return Point(precision, year, (thursday - day_number(year, 1, 1)) // 7 + 1)


def weekday(day: int) -> int:
    """Number the day of the week, 1 Monday to 7 Sunday."""
    return (day + 3) % 7 + 1


def _monday(year: int, week: int) -> int:
    fourth = day_number(year, 1, 4)
    return fourth - weekday(fourth) + 1 + 7 * (week - 1)


def shift(point: Point, count: int, unit: str) -> Point | None:
    """Go ``count`` units on, and be as coarse as the unit; None where the point is too coarse to count from.

    A step of days from a month is unknown; one of months from a day is a month.
    """
    if unit == "D":
        return day_point(point.first + count) if point.precision == "day" else None
    if unit in {"W", "WE"}:
        if point.precision not in {"day", "week", "weekend"}:
            return None
        return week_point(point.first + 7 * count, "week" if unit == "W" else "weekend")
    if unit == "M":
        month = point.month
        if month is None:
            return None
        index = point.year * 12 + month - 1 + count
        return Point("month", index // 12, index % 12 + 1)
    if unit == "Q":
        quarter = point.number if point.precision == "quarter" else (point.month + 2) // 3 if point.month else None
        if quarter is None:
            return None
        index = point.year * 4 + quarter - 1 + count
        return Point("quarter", index // 4, index % 4 + 1)
    year = point.year
    if point.precision in {"decade", "century"}:
        year *= 10 if point.precision == "decade" else 100
    if unit == "Y":
        return Point("year", year + count) if point.precision not in {"decade", "century"} else None
    return Point("decade", year // 10 + count) if unit == "DE" else Point("century", year // 100 + count)


def neighbour(point: Point, step: int) -> Point:
    """Give the point of the same kind before (−1) or after (1)."""
    if point.precision == "day":
        return day_point(point.first + step)
    if point.precision in {"week", "weekend"}:
        return week_point(point.first + 7 * step, point.precision)
    size = {"month": 12, "quarter": 4, "half": 2}.get(point.precision)
    if size:
        index = point.year * size + point.number - 1 + step
        return replace(point, year=index // size, number=index % size + 1)
    if point.precision == "season":
        names = list(SEASONS)
        index = point.year * 4 + names.index(point.season) + step
        return replace(point, year=index // 4, season=names[index % 4])
    return replace(point, year=point.year + step)


def value(point: Point) -> str:
    """Write a point as TIMEX3 does; years before Christ as ``BC0490``."""
    year, precision = point.year, point.precision
    if precision == "decade":
        return f"{year:03d}" if year >= 0 else f"BC{-year:03d}"
    if precision == "century":
        return f"{year:02d}" if year >= 0 else f"BC{-year - 1:02d}"
    text = f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"
    if precision == "day":
        return f"{text}-{point.number:02d}-{point.day:02d}"
    end = {
        "month": f"-{point.number:02d}", "week": f"-W{point.number:02d}", "weekend": f"-W{point.number:02d}-WE",
        "quarter": f"-Q{point.number}", "half": f"-H{point.number}", "season": f"-{point.season}",
    }  # fmt: skip
    return text + end.get(precision, "")


def edtf(point: Point) -> str:
    """Write a point as EDTF; what that has no form for (a week) as a choice among its days or years."""
    year, precision = point.year, point.precision
    if precision == "day":
        return iso_day(point.first)
    if precision in {"week", "weekend"}:
        return f"[{iso_day(point.first)}..{iso_day(point.last)}]"
    if precision in {"decade", "century"}:
        if year >= 0:
            return f"{year:03d}X" if precision == "decade" else f"{year:02d}XX"
        return f"[{iso_year(civil(point.first)[0])}..{iso_year(civil(point.last)[0])}]"
    code = {"month": point.number, "quarter": point.number + 32, "half": point.number + 39}.get(precision)
    if precision == "season":
        code = SEASONS[point.season]
    return iso_year(year) + (f"-{code:02d}" if code else "")
