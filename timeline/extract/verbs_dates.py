"""The verbs that make dates of the calendar, by themselves or two that share words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from timeline.extract.arguments import Arguments, Caught, number, value
from timeline.extract.meaning import Meaning
from timeline.model.day import month_length

_NUMBERS = {"year", "month", "day", "weekday", "quarter", "half", "decade", "century", "easter"}
_WORDS = {"season", "era"}


def date(arguments: Arguments, caught: Caught) -> Meaning | None:
    """Make a date of its fields; ``of`` is a date to which they are added, ``within`` the whole that it lies in."""
    values = {name: value(source, caught) for name, source in arguments.items()}
    if "iso" in values:
        return _iso(values["iso"])
    if "figures" in values:
        return _figures(values["figures"])
    made: dict[str, Any] = {name: number(values[name]) for name in _NUMBERS if values.get(name) is not None}
    made |= {name: values[name] for name in _WORDS if values.get(name) is not None}
    if "nth" in values:
        made["nth"] = float(values["nth"])
    if "fiscal" in values:
        made["fiscal"] = True
    if "loose" in values:
        made["base"] = "nowhere"
    if values.get("within") is not None:
        made["within"] = values["within"]
    if not _complete(made, values):
        return None
    base = values.get("of")
    if isinstance(base, Meaning):
        return None if base.year is not None and "year" in made else replace(base, **made)
    meaning = Meaning("date", **made)
    return meaning if _possible(meaning) else None


def two_dates(arguments: Arguments, caught: Caught) -> tuple[Meaning, Meaning] | None:
    """Make two dates that share words."""
    first, last = date(arguments["first"], caught), date(arguments["last"], caught)
    return None if first is None or last is None else (first, last)


def _complete(made: dict[str, Any], values: dict[str, Any]) -> bool:
    """Turn numbers as they are said into those of the calendar; say whether they can be."""
    year = values.get("year")
    if isinstance(year, Meaning) and year.form == "date":
        made["era"] = year.era
    elif "year" in made and made.get("era"):
        if not 1 <= made["year"] <= 9999:
            return False
        # "SAME" is left to the story: "in 216" is before Christ where what was told before is.
        if made["era"] == "BC":
            made["year"] = 1 - made["year"]
    elif "year" in made and made["year"] < 100:
        made["year"] = _full_year(made["year"], values.get("like"))
    before_christ = made.get("era") == "BC"
    if "century" in made:
        made["century"] = -made["century"] if before_christ else made["century"] - 1
    if "decade" in made:
        made["decade"] = -made["decade"] if before_christ else _full_decade(made["decade"])
    return True


def _full_year(short: int, like: Any) -> int:
    """Complete a year of two digits: in the century of another, or else the last that such a year was in 1930–2029."""
    other = number(like)
    if other is not None:
        return other - other % 100 + short
    return (1900 if short >= 30 else 2000) + short


def _full_decade(said: int) -> int:
    """Complete a decade: "the 90s" is 9, "the nineties" 90, "the 1990s" 199; the first two are of 1920 to 2019."""
    if said >= 100:
        return said
    tens = said // 10 if said >= 10 else said
    return (190 if tens >= 2 else 200) + tens


def _possible(meaning: Meaning) -> bool:
    """Say whether the calendar has such a date."""
    if meaning.month is not None and not 1 <= meaning.month <= 12:
        return False
    if meaning.day is not None:
        year = 2000 if meaning.year is None else meaning.year
        if not 1 <= meaning.day <= (31 if meaning.month is None else month_length(year, meaning.month)):
            return False
    if meaning.century is not None and not -99 <= meaning.century <= 98:
        return False
    return (meaning.quarter is None or 1 <= meaning.quarter <= 4) and (meaning.half is None or 1 <= meaning.half <= 2)


def _iso(text: str) -> Meaning | None:
    day, _, clock = text.partition("T")
    made = Meaning("date", year=int(day[:4]), month=int(day[5:7]), day=int(day[8:10]))
    if not _possible(made):
        return None
    return replace(made, hour=int(clock[:2]), minute=int(clock[3:5])) if clock else made


def _figures(text: str) -> Meaning | None:
    """Read a date in figures: with dots the day comes first; with strokes whichever can only be the day.

    Where both orders are possible only the year is kept, and the two readings: nothing is guessed.
    """
    one, two, year = (int(part) for part in re.split(r"[/.]", text))
    year = year if year > 99 else _full_year(year, None)
    if "." in text or one > 12 or one == two:
        one, two = two, one
    elif two <= 12:
        return Meaning("date", year=year, value=f"{one:02d}/{two:02d}")
    made = Meaning("date", year=year, month=one, day=two)
    return made if _possible(made) else None
