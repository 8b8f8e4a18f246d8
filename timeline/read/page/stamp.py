"""The day in a stamp of a web page: as written there, whatever its zone of time."""

from __future__ import annotations

import re

from timeline.model.day import day_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TIME = (
    r"(?:[T ,|-]{0,3}(?:at )?\d\d?[:.h]\d\d[\d:.,]{0,20})?"
    r"(?: ?(?:[a-z]{1,5}|[+-]\d\d:?\d\d|\([^()]{0,60}\))){0,4}"
)
_FORMS = [
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)",
        r"(?P<y>\d{4})/(?P<m>\d\d?)/(?P<d>\d\d?)",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:T?\d{4}(?:\d\d)?)?",
        r"(?P<d>\d\d?)\. ?(?P<m>\d\d?)\. ?(?P<y>\d{4})\.?",
        rf"(?:[a-z]{{2,9}},? )?(?P<d>\d\d?)[ -]{_MONTH}[ -](?P<y>\d{{4}})",
        rf"(?:[a-z]{{2,9}},? )?{_MONTH} (?P<d>\d\d?),? (?P<y>\d{{4}})",
    )
]
_SLASHED = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})" + _TIME, re.IGNORECASE)
_LONGEST = 120
_UNSET = frozenset({(1, 1, 1), (1900, 1, 1), (1970, 1, 1)})
"""What a program writes that was never told the day."""


def day(stamp: str) -> int | None:
    """Give the one day that a stamp tells, as a number; None for a month, a count of seconds, ``04/05/2021``."""
    text = " ".join(stamp[:_LONGEST].split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            month = _MONTHS.index(parts["name"].lower()) + 1 if parts.get("name") else int(parts["m"])
            return _number(int(parts["y"]), month, int(parts["d"]))
    if found := _SLASHED.fullmatch(text):
        one, other, year = int(found[1]), int(found[2]), int(found[3])
        if one > 12 or one == other:
            return _number(year, other, one)
        if other > 12:
            return _number(year, one, other)
    return None


def _number(year: int, month: int, number: int) -> int | None:
    if (year, month, number) in _UNSET:
        return None
    try:
        return day_of(f"{year:04d}-{month:02d}-{number:02d}")
    except ValueError:
        return None
