"""The flat table of a world: one row for an event and each of its actors, whatever engine holds it.

``event`` has the columns of ``timeline.store.world.shape.COLUMNS``. An event has a row for each actor of the registry
that it is found by (``actor``; ``nth`` counts them from 0), and one without an actor where there is none; but for these
two columns the rows of an event are equal. Whoever asks for an actor reads the rows of that actor, which stand
together, whoever does not reads those with ``nth = 0``.

The dialect is DuckDB's; ``timeline.query.dialect`` writes it in others.
"""

from __future__ import annotations

import re
from typing import ClassVar

from timeline.model.day import AFTER, BEFORE
from timeline.model.text import fold
from timeline.query.query import All, Any, During, Part, Query, Term
from timeline.query.sql import Condition, column, compiled, orders

# What folding makes a space of, in ASCII: all but letters and digits. A line end parts what is searched on its own.
BETWEEN = r"[\x00-\x09\x0B-\x2F\x3A-\x40\x5B-\x60\x7B-\x7F]"
ANY_CASE = "(?i)"

TITLE = """coalesce(e.title, coalesce(e.source_name, 'Somebody') || coalesce(' ' || e.act, '')
    || coalesce(' ' || e.target_name, '') || coalesce(', ' || e.place, ''))"""
"""The title of an event."""

TEXT = f"""coalesce(e.text, concat_ws(chr(10), {TITLE}, e.place, e.source_name, e.source_as, e.target_name, e.target_as,
    e.publisher))"""
"""What is searched, a line for each part: ASCII as it is, other text folded."""

COLUMNS = (
    *(f"e.{name}" for name in ("id", "first_day", "last_day", "date", "kind", "status")), f"{TITLE} AS title",
    *(f"e.{name}" for name in ("source_name", "target_name", "place", "country", "publisher", "url")),
)  # fmt: skip
"""What a person wants to see of an event."""

PLACE = "coalesce(e.place_text, e.place, '')"
SOURCES = "coalesce(e.source_text, coalesce(e.publisher, '') || ' ' || coalesce(e.url, ''))"
_FIRST = f"coalesce(substr(e.text, 1, strpos(e.text || chr(10), chr(10)) - 1), {TITLE})"
_KEYS = {"source": ("e.source_keys",), "target": ("e.target_keys",)}
_EVERY_KEY = ("e.source_keys", "e.target_keys", "e.other_keys")


class Flat:
    """One table."""

    orders: ClassVar[dict[str, tuple[str, ...]]] = orders(
        f"trim(regexp_replace(lower({_FIRST}), '{BETWEEN}+', ' ', 'g'))"
    )

    def during(self, asked: During, *, certainly: bool) -> Condition:
        """Ask the days: certainly where all that are possible lie within."""
        early, late = ("last", "first") if certainly else ("first", "last")
        open_end, open_start = asked.until == AFTER, asked.since == BEFORE
        ends = [*([] if open_end else [f"e.{early}_day <= ?"]), *([] if open_start else [f"e.{late}_day >= ?"])]
        values = (*(() if open_end else (asked.until,)), *(() if open_start else (asked.since,)))
        return Condition(" AND ".join(ends) or "TRUE", values)

    def words(self, folded: str) -> Condition:
        """Look into the text."""
        return Condition(f"regexp_matches({TEXT}, ?)", (pattern(folded),))

    def term(self, term: Term) -> Condition:
        """Look a value up in its column."""
        match term.field:
            case "actor":
                keys = _KEYS.get(term.role or "", _EVERY_KEY)
                found = " OR ".join(f"strpos(coalesce({name}, ''), ?) > 0" for name in keys)
                return Condition(f"({found})", (f"|{term.value}|",) * len(keys))
            case "tag":
                return Condition("strpos(coalesce(e.tags, ''), ?) > 0", (f"|{fold(term.value)}|",))
            case "source":
                return Condition(f"regexp_matches({SOURCES}, ?)", (pattern(fold(term.value)),))
            case "place":
                words = pattern(fold(term.value), whole=True)
                return Condition(f"regexp_matches({PLACE}, ?)", (words,))
            case field:
                return column(field, term.value)


FLAT = Flat()


def pattern(*folded: str, whole: bool = False) -> str:
    """Make the pattern that finds one of folded texts in a text that is folded or ASCII; ``whole``: as whole words.

    It means the same to RE2 and to Java: letters of ASCII in any case, and classes of ASCII.
    """
    bodies = [f"{BETWEEN}+".join(re.escape(word) for word in text.split(" ")) for text in folded]
    body = bodies[0] if len(bodies) == 1 else f"({'|'.join(bodies)})"
    return ANY_CASE + (f"(^|{BETWEEN}|\\n){body}($|{BETWEEN}|\\n)" if whole else body)


def possible(query: Query) -> Condition:
    """Give the condition under which a row possibly (with ``certain`` certainly) answers, one row for each event."""
    rows, rest = _rows(query.part)
    condition = compiled(rest, query.today, FLAT, certainly=query.certain)
    return Condition(f"{rows.sql} AND ({condition.sql})", (*rows.values, *condition.values))


def certain(query: Query) -> Condition:
    """Give the condition under which a row that possibly answers does so certainly."""
    return compiled(_rows(query.part)[1], query.today, FLAT, certainly=True)


def _rows(part: Part) -> tuple[Condition, Part]:
    """Choose one row of each event: of an actor asked for, whose rows stand together, else the first.

    What is left to ask comes with it.
    """
    keys = wanted(part)
    if not keys:
        return Condition("e.nth = 0"), part
    if len(keys) == 1:
        return Condition("e.actor = ?", keys), _without(part, keys[0])
    # Of several, the row of the first that the event has.
    chosen: list[str] = []
    values: list[str] = []
    for place, key in enumerate(keys):
        earlier = [FLAT.term(Term("actor", other)) for other in keys[:place]]
        chosen.append("(e.actor = ?" + "".join(f" AND NOT {one.sql}" for one in earlier) + ")")
        values += [key, *(str(value) for one in earlier for value in one.values)]
    marks = ", ".join("?" * len(keys))
    return Condition(f"e.actor IN ({marks}) AND ({' OR '.join(chosen)})", (*keys, *values)), part


_FEW = 20


def wanted(part: Part) -> tuple[str, ...]:
    """Give actors of whom every answer must have one, the fewest; none where the question names nobody for sure.

    An actor that no registry knows has no rows of its own.
    """
    match part:
        case Term("actor", value):
            return () if value.startswith("~") else (value,)
        case All(parts):
            found = [keys for inner in parts if (keys := wanted(inner))]
            return min(found, key=len, default=())
        case Any(parts):
            each = [wanted(inner) for inner in parts]
            keys = tuple(dict.fromkeys(key for few in each for key in few))
            return keys if each and all(each) and len(keys) <= _FEW else ()
        case _:
            return ()


def _without(part: Part, actor: str) -> Part:
    """Take out of a question that the event has an actor whose rows are read."""
    match part:
        case Term("actor", value, None) if value == actor:
            return All(())
        case All(parts):
            return All(tuple(_without(inner, actor) for inner in parts))
        case _:
            return part
