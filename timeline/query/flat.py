"""The flat table of a world: one row for an event and each of its actors, whatever engine holds it.

``event`` has the columns of ``timeline.store.world.shape.COLUMNS``. An event has a row for each key that it is found by
as an actor's (``actor``; ``nth`` counts them from 0), and one with no actor where nobody is named; but for these two
columns the rows of an event are equal. Whoever asks for an actor reads the rows of that actor, which stand together,
whoever does not reads those with ``nth = 0``. The words of SQL are those that DuckDB and Spark share.
"""

from __future__ import annotations

from typing import ClassVar

from timeline.model.text import fold
from timeline.query.query import All, Any, During, Part, Query, Term
from timeline.query.sql import Condition, Shape, column, compiled


class Flat:
    """One table, with lists in it."""

    orders: ClassVar[dict[str, tuple[str, ...]]] = {
        "date": ("e.first_day", "e.last_day", "e.id"),
        "title": ("split_part(e.text, chr(10), 1)", "e.first_day", "e.last_day", "e.id"),
        "kind": ("e.kind", "e.first_day", "e.last_day", "e.id"),
        "status": ("e.status", "e.first_day", "e.last_day", "e.id"),
        "id": ("e.id",),
    }

    def during(self, asked: During, *, certainly: bool) -> Condition:
        """Ask the days."""
        early, late = ("begun", "unended") if certainly else ("first", "last")
        return Condition(f"e.{early}_day <= ? AND e.{late}_day >= ?", (asked.until, asked.since))

    def words(self, folded: str) -> Condition:
        """Look into the folded text, which has a line for each part."""
        return Condition("instr(e.text, ?) > 0", (folded,))

    def term(self, term: Term) -> Condition:
        """Look a value up in a column or a list."""
        match term.field:
            case "actor":
                name = {"source": "source_actors", "target": "target_actors"}.get(term.role or "", "actors")
                return Condition(f"array_contains(e.{name}, ?)", (term.value,))
            case "tag":
                return Condition("array_contains(e.tags, ?)", (fold(term.value),))
            case "source":
                return Condition("instr(e.sources, ?) > 0", (fold(term.value),))
            case "place":
                return Condition("instr(concat(' ', e.place, ' '), ?) > 0", (f" {fold(term.value)} ",))
            case field:
                return column(field, term.value)


FLAT: Shape = Flat()


def possible(query: Query) -> Condition:
    """Give the condition under which a row possibly (with ``certain`` certainly) answers, one row for each event."""
    return _both(_rows(query.part), compiled(query.part, query.today, FLAT, certainly=query.certain))


def _both(one: Condition, two: Condition) -> Condition:
    return Condition(f"({one.sql}) AND ({two.sql})", (*one.values, *two.values))


def _rows(part: Part) -> Condition:
    """Choose one row of each event: of an actor asked for, whose rows stand together, else the first."""
    keys = _wanted(part)
    if not keys:
        return Condition("e.nth = 0")
    if len(keys) == 1:
        return Condition("e.actor = ?", keys)
    # Of several, the row of the first that the event has.
    chosen, values = [], []
    for place, key in enumerate(keys):
        earlier = keys[:place]
        chosen.append("(e.actor = ?" + " AND NOT array_contains(e.actors, ?)" * len(earlier) + ")")
        values += [key, *earlier]
    marks = ", ".join("?" * len(keys))
    return Condition(f"e.actor IN ({marks}) AND ({' OR '.join(chosen)})", (*keys, *values))


_FEW = 20


def _wanted(part: Part) -> tuple[str, ...]:
    """Give actors of whom every answer must have one, the fewest; none where the question names nobody for sure."""
    match part:
        case Term("actor", value):
            return (value,)
        case All(parts):
            found = [keys for inner in parts if (keys := _wanted(inner))]
            return min(found, key=len, default=())
        case Any(parts):
            each = [_wanted(inner) for inner in parts]
            keys = tuple(dict.fromkeys(key for few in each for key in few))
            return keys if each and all(each) and len(keys) <= _FEW else ()
        case _:
            return ()
