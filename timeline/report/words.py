"""Dates, promises and gaps in plain words, as people say them."""

from __future__ import annotations

import re

from timeline.model.day import AFTER, BEFORE, civil, iso_day
from timeline.model.edtf import SEASONS, parse
from timeline.model.status import OVERDUE
from timeline.model.when import When

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASON_NAMES = ("spring", "summer", "autumn", "winter")


def year(number: int) -> str:
    """Name an astronomical year: 2023, 44 BCE."""
    return str(number) if number > 0 else f"{1 - number} BCE"


def date(when: When) -> str:
    """Say a date: ``17 February 2008``, ``somewhere in 2023``, ``by 31 December 2024``, ``since 2017``."""
    text = when.text
    if match := re.fullmatch(r"\[(\.\.)?([^,.]+)(\.\.)?\]", text):
        return f"{point(match.group(2))} or {'earlier' if match.group(1) else 'later'}"
    if text.startswith("["):
        return "one of " + _members(text)
    if text.startswith("{"):
        return _members(text)
    if "/" in text:
        left, right = text.split("/")
        if left in {"..", ""}:
            return f"by {_end(right)}" if left == ".." else f"until {point(right)}, from an unknown date"
        if right in {"..", ""}:
            return f"since {point(left)}" if right == ".." else f"from {point(left)} to an unknown date"
        return f"{point(left)} to {point(right)}"
    return point(text) if when.is_day else f"somewhere in {point(text)}"


def _members(text: str) -> str:
    return ", ".join(
        " to ".join(point(end) if end else "…" for end in member.split("..")) for member in text[1:-1].split(",")
    )


def _end(text: str) -> str:
    """Say a bound: a day by its name, but the last day of a year as people say it."""
    if re.fullmatch(r"-?[0-9]{4}-12-31", text):
        return f"the end of {point(text[:-6])}"
    return point(text) if re.fullmatch(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else f"the end of {point(text)}"


def point(text: str) -> str:
    """Say one EDTF date without what surrounds it: ``February 2024``, ``about 1450``, ``the 1990s``, ``Q3 2023``."""
    bare = re.sub(r"[?~%]", "", text).split("T")[0]
    about = ("about " if "~" in text or "%" in text else "") + ("perhaps " if "?" in text or "%" in text else "")
    if match := re.fullmatch(r"(-?[0-9]{3})X", bare):
        return f"{about}the {match.group(1)}0s"
    if "X" in bare:
        return about + bare
    match = re.fullmatch(r"(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", bare)
    if match is None:
        return about + bare
    shown, month, day = year(int(match.group(1))), match.group(2), match.group(3)
    if month is None:
        return about + shown
    if int(month) in SEASONS:
        return f"{about}{_part(int(month))} {shown}"
    return about + (f"{int(day)} " if day else "") + f"{MONTHS[int(month) - 1]} {shown}"


def _part(code: int) -> str:
    if code < 33:
        return _SEASON_NAMES[(code - 21) % 4] + (" (southern)" if code >= 29 else "")
    if code < 37:
        return f"Q{code - 32}"
    return (
        f"the {('first', 'second', 'third')[code - 37]} third of"
        if code < 40
        else f"the {'first' if code == 40 else 'second'} half of"
    )


def days(number: int) -> str:
    """Count days."""
    return f"{number:,} day{'' if number == 1 else 's'}"


def promise(status: str, when: When, today: int, checked: str | None = None) -> str:
    """Say how it stands with an event that is not simply a fact; empty for one that is."""
    if status == "occurred":
        return ""
    if status == OVERDUE or (status == "expected" and when.last_day != AFTER and when.last_day < today):
        looked = f", none found when last looked for on {point(checked)}" if checked else ""
        return f"expected; {days(today - when.last_day)} overdue, no report that it happened{looked}"
    if status == "expected":
        left = when.last_day - today
        return f"expected; {days(left)} left" if when.last_day != AFTER else "expected; no date was named"
    return {
        "ongoing": "ongoing",
        "hypothetical": "talked of, not decided",
        "denied": "denied",
        "cancelled": "cancelled",
    }.get(status, status)


def span(first: int, last: int) -> str:
    """Say how long it is from one day to another, in the two largest units: ``8 years 10 months``."""
    y1, m1, d1 = civil(first)
    y2, m2, d2 = civil(last)
    months = (y2 - y1) * 12 + m2 - m1 - (d2 < d1)
    if months < 1:
        return days(last - first)
    years, rest = divmod(months, 12)
    parts = [f"{years:,} year{'' if years == 1 else 's'}"] if years else []
    if rest and years < 100:
        parts.append(f"{rest} month{'' if rest == 1 else 's'}")
    return " ".join(parts)


def period(since: int, until: int) -> str:
    """Say a period asked for: a whole year or month by its name."""
    if since == BEFORE and until == AFTER:
        return "all time"
    if since == BEFORE:
        return f"up to {point(iso_day(until))}"
    if until == AFTER:
        return f"since {point(iso_day(since))}"
    (y1, m1, d1), (y2, m2, d2) = civil(since), civil(until)
    if (m1, d1, m2, d2) == (1, 1, 12, 31):
        return year(y1) if y1 == y2 else f"{year(y1)} to {year(y2)}"
    if (y1, m1, d1) == (y2, m2, 1) and parse(iso_day(since)[:-3]).last_day == until:
        return f"{MONTHS[m1 - 1]} {year(y1)}"
    if since == until:
        return point(iso_day(since))
    return f"{point(iso_day(since))} to {point(iso_day(until))}"
