"""A question as a condition in SQL, compiled once for every engine.

The tree of the question is put together here; how a single term is said depends on the shape of the table that is
asked (``Shape``): the index of a file (``Index``), the flat table of a world (``timeline.query.flat``), or a feed's own
columns. A condition comes as SQL with ``?`` and its values; no value is ever written into it.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple, Protocol

from timeline.model.day import AFTER
from timeline.model.status import OVERDUE
from timeline.model.text import fold
from timeline.query.query import All, Any, During, Not, Part, Query, Term, Words


class Condition(NamedTuple):
    """A condition, and the values for its question marks in order."""

    sql: str
    values: tuple[str | int, ...] = ()


class Shape(Protocol):
    """How the terms of a question are said of one shape of table, whose alias is ``e``."""

    orders: ClassVar[dict[str, tuple[str, ...]]]
    """By what ``timeline.query.query.SORTS`` sort, as expressions: total, since an id is unique within a table."""

    def during(self, asked: During, *, certainly: bool) -> Condition:
        """Say that the event touches the days, possibly or certainly."""
        ...

    def words(self, folded: str) -> Condition:
        """Say that the event's folded text has this in it."""
        ...

    def term(self, term: Term) -> Condition:
        """Say that a field has a value, which is a key of the registry for an actor and is not empty for a name."""
        ...


def orders(title: str) -> dict[str, tuple[str, ...]]:
    """Give ``orders`` of a shape whose columns are named as here; ``title`` is the folded title, as an expression."""
    natural = ("e.first_day", "e.last_day", "e.id")
    first = {"title": title, "kind": "e.kind", "status": "e.status"}
    return {"date": natural, **{name: (key, *natural) for name, key in first.items()}, "id": ("e.id",)}


class Index:
    """The tables of the index.

    ``event(rowid, id, first_day, begun_day, unended_day, last_day, several, kind, status, place, country,
    confidence)``: ``several`` is 0 for one place in time, 1 for one of several, 2 for all of several; then
    ``event_span`` has a row for each. ``event_actor(event, actor, role)``, ``event_tag(event, tag)``,
    ``event_source(event, source)``, ``event_text(event, folded)``. Names are folded keys.
    """

    orders: ClassVar[dict[str, tuple[str, ...]]] = orders("e.title_key")

    def during(self, asked: During, *, certainly: bool) -> Condition:
        """Ask the days of the event, or of its spans."""
        early, late = ("begun", "unended") if certainly else ("first", "last")
        days = (asked.until, asked.since)
        span = f"s.{early}_day <= ? AND s.{late}_day >= ?"
        some = f"EXISTS (SELECT 1 FROM event_span s WHERE s.event = e.rowid AND {span})"
        # One of several dates is certain only if each is; all of several are if any is.
        several = some
        values: tuple[int, ...] = days
        if certainly:
            every = f"NOT EXISTS (SELECT 1 FROM event_span s WHERE s.event = e.rowid AND NOT ({span}))"
            several = f"CASE e.several WHEN 1 THEN {every} ELSE {some} END"
            values = (*days, *days)
        return Condition(
            f"CASE e.several WHEN 0 THEN e.{early}_day <= ? AND e.{late}_day >= ? ELSE {several} END", (*days, *values)
        )

    def words(self, folded: str) -> Condition:
        """Look into the folded texts."""
        return Condition(
            "EXISTS (SELECT 1 FROM event_text t WHERE t.event = e.rowid AND instr(t.folded, ?))", (folded,)
        )

    def term(self, term: Term) -> Condition:
        """Look a value up where the field is kept."""
        match term.field:
            case "actor":
                role = " AND a.role = ?" if term.role else ""
                values = (term.value, term.role) if term.role else (term.value,)
                return Condition(f"e.rowid IN (SELECT a.event FROM event_actor a WHERE a.actor = ?{role})", values)
            case "tag":
                return Condition("e.rowid IN (SELECT g.event FROM event_tag g WHERE g.tag = ?)", (fold(term.value),))
            case "source":
                sql = "EXISTS (SELECT 1 FROM event_source o WHERE o.event = e.rowid AND instr(o.source, ?))"
                return Condition(sql, (fold(term.value),))
            case "place":
                return Condition("instr(' ' || e.place || ' ', ?)", (f" {fold(term.value)} ",))
            case field:
                return column(field, term.value)


def column(field: str, value: str) -> Condition:
    """Compare a column of its own: kind, status, id, country, confidence.

    The name comes from a fixed list, never from a text. What is not given is not equal, rather than unknown as SQL has
    it: ``not`` has to find it.
    """
    return Condition(f"coalesce(e.{field}, '') = ?", (value,))


INDEX = Index()


def possible(query: Query, shape: Shape = INDEX) -> Condition:
    """Give the condition under which an event possibly answers the question; with ``certain``, certainly."""
    return compiled(query.part, query.today, shape, certainly=query.certain)


def certain(query: Query, shape: Shape = INDEX) -> Condition:
    """Give the condition under which an event certainly answers the question."""
    return compiled(query.part, query.today, shape, certainly=True)


def order(query: Query, shape: Shape = INDEX) -> str:
    """Give the terms of ORDER BY."""
    return ", ".join(key + (" DESC" if query.reverse else "") for key in shape.orders[query.sort])


def compiled(part: Part, today: int, shape: Shape, *, certainly: bool) -> Condition:
    """Give the condition of a part of a question."""
    match part:
        case All(parts):
            return _join(" AND ", [compiled(inner, today, shape, certainly=certainly) for inner in parts], "TRUE")
        case Any(parts):
            return _join(" OR ", [compiled(inner, today, shape, certainly=certainly) for inner in parts], "FALSE")
        case Not(inner):
            # Certainly not so: not even possibly so. Possibly not so: not certainly so.
            negated = compiled(inner, today, shape, certainly=not certainly)
            return Condition(f"NOT ({negated.sql})", negated.values)
        case During():
            return shape.during(part, certainly=certainly)
        case Words(folded):
            return shape.words(folded)
        case Term(field, value) if field in {"tag", "source", "place"} and not fold(value):
            return Condition("FALSE")  # a lone sign is in no name
        case Term("status", value) if value == OVERDUE:
            return Condition("e.status = 'expected' AND e.last_day < ? AND e.last_day < ?", (today, AFTER))
        case Term():
            return shape.term(part)


def _join(word: str, parts: list[Condition], nothing: str) -> Condition:
    if not parts:
        return Condition(nothing)
    if len(parts) == 1:
        return parts[0]
    # Halves of halves: engines bound the depth of an expression, and a chain is as deep as it is long.
    middle = len(parts) // 2
    left, right = _join(word, parts[:middle], nothing), _join(word, parts[middle:], nothing)
    return Condition(f"({left.sql}){word}({right.sql})", (*left.values, *right.values))
