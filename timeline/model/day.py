"""Days of the proleptic Gregorian calendar as plain integers.

A day is a number: 0 is 1970-01-01, 1 the day after. Years are astronomical, −9999…9999: 0 is 1 BCE, −43 is 44 BCE.
``datetime`` stops at year 1, hence this. The arithmetic counts in eras of 400 years that begin on 1 March, as in
Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
"""

from __future__ import annotations

import re

MIN_YEAR, MAX_YEAR = -9999, 9999
BEFORE, AFTER = -(10**9), 10**9
"""Stand for open ends: before and after every day that there is."""
_ERA = 146_097  # days in 400 years
_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Say whether February has 29 days in this astronomical year."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Count the days of a month, 1–12."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """Number the day; the three must name a real one."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + day - 1
    return era * _ERA + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - _EPOCH


def civil(number: int) -> tuple[int, int, int]:
    """Give year, month and day of a numbered day: the inverse of ``day_number``."""
    era, day_of_era = divmod(number + _EPOCH, _ERA)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year_of_era + (month <= 2), month, day


def iso_year(year: int) -> str:
    """Write a year with four digits, a minus before it where it is negative."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def iso_day(number: int) -> str:
    """Write a numbered day as ``YYYY-MM-DD``."""
    year, month, day = civil(number)
    return f"{iso_year(year)}-{month:02d}-{day:02d}"


def parse_iso_day(text: str) -> int:
    """Read what ``iso_day`` writes; raise ``ValueError`` on anything else."""
    year, month, day = text[:-6], text[-5:-3], text[-2:]
    number = day_number(int(year), int(month), int(day))
    if iso_day(number) != text:
        raise ValueError(text)
    return number


_MOMENT = re.compile(
    r"(-?[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ][0-9]{2}(?::?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)? ?(?:Z|[+-][0-9:]{2,5})?)?"
)


def day_of(text: str) -> int:
    """Read an ISO day, or the day of an ISO date and time as it is written there; raise ``ValueError`` on others."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return parse_iso_day(match.group(1))


FIRST_DAY = day_number(MIN_YEAR, 1, 1)
LAST_DAY = day_number(MAX_YEAR, 12, 31)
