"""A table with GDELT's own columns, as BigQuery's public copy has them: a question in GDELT's codes.

What GDELT's row says is asked, not what an import makes of it: an act that is told from both sides is two rows, a row
that an import refuses is found, and names are compared as GDELT writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from timeline.errors import UsageError
from timeline.lexicon import feeds
from timeline.model.day import AFTER, BEFORE, civil, day_number
from timeline.model.text import fold
from timeline.query.flat import pattern
from timeline.query.query import During, Query, Term, terms
from timeline.query.sql import Condition

TABLE = "gdelt-bq.gdeltv2.events"
"""BigQuery's public copy of GDELT 2.0."""

COLUMNS = tuple(
    f"e.{name}"
    for name in (
        "GLOBALEVENTID", "SQLDATE", "Actor1Name", "Actor1CountryCode", "Actor2Name", "Actor2CountryCode", "EventCode",
        "GoldsteinScale", "ActionGeo_FullName", "ActionGeo_CountryCode", "SOURCEURL",
    )
)  # fmt: skip
_SIDES = {"source": (1,), "target": (2,), "other": ()}
_NOT_THERE = {"tag": "tags", "confidence": "confidence"}
_EARLIEST = day_number(1, 1, 1)


class Gdelt:
    """The shape; ``names`` gives the folded names of an actor of the registry by its id."""

    orders: ClassVar[dict[str, tuple[str, ...]]] = {
        "date": ("e.SQLDATE", "CAST(e.GLOBALEVENTID AS VARCHAR)"),
        "id": ("CAST(e.GLOBALEVENTID AS VARCHAR)",),
    }

    def __init__(self, names: Callable[[str], Sequence[str]]) -> None:
        self.names = names

    def check(self, query: Query) -> None:
        """Raise ``UsageError`` where a question, whose names are keys, asks for what GDELT does not have."""
        if query.sort not in self.orders:
            raise UsageError(f"GDELT has no {query.sort} to sort by", "one of: " + " ".join(self.orders))
        for term in terms(query.part):
            if not isinstance(term, Term):
                continue
            if thing := _NOT_THERE.get(term.field):
                raise UsageError(f"GDELT has no {thing}", f"leave '{term.value}' out")
            if term.field == "status" and term.value != "occurred":
                raise UsageError("GDELT tells of what has occurred alone", f"leave '{term.value}' out")
            if term.field == "country" and not _codes("fips", term.value):
                raise UsageError(f"GDELT has no code for the country '{term.value}'", "ask for a place by its name")

    def during(self, asked: During, *, certainly: bool) -> Condition:
        """Ask the day, which is certain."""
        del certainly
        first, last = _sqldate(asked.since), _sqldate(asked.until)
        if asked.since == BEFORE and asked.until == AFTER:
            return Condition("TRUE")
        if asked.until == AFTER:
            return Condition("e.SQLDATE >= ?", (first,))
        if asked.since == BEFORE:
            return Condition("e.SQLDATE <= ?", (last,))
        return Condition("e.SQLDATE BETWEEN ? AND ?", (first, last))

    def words(self, folded: str) -> Condition:
        """Look into the names of parties and place, and the address of the page."""
        columns = ("Actor1Name", "Actor2Name", "ActionGeo_FullName", "SOURCEURL")
        return _matching(" || chr(10) || ".join(f"coalesce(e.{name}, '')" for name in columns), pattern(folded))

    def term(self, term: Term) -> Condition:
        """Look a value up by its code."""
        match term.field:
            case "actor":
                sides = _SIDES.get(term.role or "", (1, 2))
                found = [self._actor(side, term.value) for side in sides]
                sql = " OR ".join(one.sql for one in found)
                return Condition(f"({sql})" if sql else "FALSE", tuple(value for one in found for value in one.values))
            case "kind":
                return _among("EventCode", [code for code, kind, *_ in feeds.codes("cameo") if kind == term.value])
            case "country":
                return _among("ActionGeo_CountryCode", _codes("fips", term.value))
            case "place":
                return _matching("coalesce(e.ActionGeo_FullName, '')", pattern(fold(term.value), whole=True))
            case "source":
                return _matching("coalesce(e.SOURCEURL, '')", pattern(fold(term.value)))
            case "id":
                number = term.value.removeprefix("gdelt-")
                known = number != term.value and number.isascii() and number.isdecimal() and len(number) < 19
                return Condition("e.GLOBALEVENTID = ?", (int(number),)) if known else Condition("FALSE")
            case field:
                assert field == "status", f"{field} has passed check()"
                return Condition("TRUE")

    def _actor(self, side: int, key: str) -> Condition:
        """Find an actor by the code of a country, else by its names."""
        codes = _codes("cameo", key)
        if codes:
            return _among(f"Actor{side}CountryCode", codes)
        names = [name for name in ([key[1:]] if key.startswith("~") else sorted(self.names(key))) if name]
        if not names:
            return Condition("FALSE")
        return _matching(f"coalesce(e.Actor{side}Name, '')", pattern(*names, whole=True))


def _codes(system: str, country: str) -> list[str]:
    return sorted({code for name, code, id_ in feeds.countries() if (name, id_) == (system, country)})


def _among(name: str, values: Sequence[str]) -> Condition:
    """Say that a column has one of these values; where it is empty it has none, which ``not`` has to find."""
    if not values:
        return Condition("FALSE")
    return Condition(f"coalesce(e.{name}, '') IN ({', '.join('?' * len(values))})", tuple(values))


def _matching(text: str, wanted: str) -> Condition:
    return Condition(f"regexp_matches({text}, ?)", (wanted,))


def _sqldate(day: int) -> int:
    """Write a day as GDELT does, YYYYMMDD; one outside of what it can write is before or after all of them."""
    if day < _EARLIEST:
        return 0
    year, month, date = civil(day) if day < day_number(9999, 12, 31) else (9999, 12, 31)
    return year * 10000 + month * 100 + date
