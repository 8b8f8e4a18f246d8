"""What pieces of a text with digits in them can be: the day of a month, a year, a clock, a whole date."""

from __future__ import annotations

import re
from typing import Any

Reading = tuple[frozenset[str], Any]
"""Categories that a piece belongs to, and its value: a number, or the piece where it has parts."""

_FORMS = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?"), "ISO", str),
    (re.compile(r"[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})"), "FIGURES", str),
    (re.compile(r"1/[2-9]|3/4|2/3"), "FRACTION", lambda text: int(text[0]) / int(text[2])),
    (re.compile(r"[0-9]{4}/[0-9]{2}/[0-9]{2}"), "ISO", lambda text: text.replace("/", "-")),
    (re.compile(r"[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?"), "CLOCK", str),
    (re.compile(r"([0-9]{1,2})(?::[0-5][0-9])?[ap]m", re.IGNORECASE), "HOUR_AM_PM", str),
    (re.compile(r"(1[0-9]|20)[0-9]0'?s"), "DECADE", lambda text: int(text[:3])),
    (re.compile(r"[1-9][0-9]0'?s"), "DECADE_ANCIENT", lambda text: int(text[:2])),
    (re.compile(r"[1-9]0'?s"), "DECADE_SHORT", lambda text: int(text[0])),
    (re.compile(r"[qQ][1-4]"), "QUARTER_NAME", lambda text: int(text[1])),
    (re.compile(r"H[12]"), "HALF_NAME", lambda text: int(text[1])),
    (re.compile(r"FY[0-9]{2}(?:[0-9]{2})?"), "FISCAL_NAME", lambda text: int(text[2:])),
    (re.compile(r"[0-9]{1,2}\.[0-5][0-9]"), "CLOCK_DOT", str),
    (re.compile(r"[0-9]+\.[0-9]+"), "FLOAT", float),
)
_ORDINAL = re.compile(r"([0-9]{1,3})(?:st|nd|rd|th)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_LONGEST = 12
"""Digits beyond which a number tells no time and is not worked out."""

SAMPLES = (
    "0", "5", "05", "29", "45", "123", "12345", "1,500", "1530", "1580", "1945", "1998", "2130", "2180", "2330", "9999",
    "0930", "2024-10-11", "13/10/2024", "14:30", "3pm", "1990s", "1800s", "490s", "90s", "Q3", "H1", "FY2024", "3.5",
    "9.15", "1/2", "11th", "50th",
)  # fmt: skip
"""One of each kind that ``read`` tells apart."""


def read(text: str) -> Reading | None:
    """Say what a piece can be; None where it has a digit and is nothing of time (F16, 1.2.3, a number without end)."""
    if len(text) > _LONGEST + 13:
        return None
    if text.isdecimal() and text.isascii():
        return _integer(text)
    if match := _ORDINAL.fullmatch(text):
        return _ordinal(int(match.group(1)))
    if _THOUSANDS.fullmatch(text):
        return frozenset({"INT", "NUM"}), int(text.replace(",", ""))
    for form, category, value in _FORMS:
        if form.fullmatch(text):
            if category == "DECADE" and text[2] == "0" and text[:2] != "20":
                return frozenset({"HUNDREDS"}), int(text[:2]) + 1
            return frozenset({category, *(["NUM"] if category in {"FLOAT", "CLOCK_DOT"} else [])}), value(text)
    return None


def _integer(text: str) -> Reading | None:
    if len(text) > _LONGEST:
        return None
    number = int(text)
    found = {"INT", "NUM"}
    if len(text) <= 2 and 1 <= number <= 31:
        found.add("DAY")
    if len(text) == 2:
        found.add("DIGITS2")
    if len(text) == 3 and number >= 100:
        found.add("YEAR_ANCIENT")
    if len(text) == 4:
        if 1000 <= number <= 2199:
            found.add("YEAR")
        if 1900 <= number <= 2099:
            found.add("MODERN")
        if number < 2400 and number % 100 < 60:
            found.add("HHMM")
    return frozenset(found), number


def _ordinal(number: int) -> Reading:
    return frozenset({"ORDINAL", *(["DAY", "ORDINAL_DAY"] if 1 <= number <= 31 else [])}), number
