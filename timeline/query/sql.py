"""A question as a condition in SQL, over the one table shape that every engine has.

``event(rowid, id, first_day, begun_day, unended_day, last_day, several, kind, status, place, country, confidence)``:
``several`` is 0 for one place in time, 1 for one of several, 2 for all of several; then ``event_span`` has a row for
each. ``event_actor(event, actor, role)``, ``event_tag(event, tag)``, ``event_source(event, source)``,
``event_text(event, folded)``. Names are folded keys. A condition comes as SQL with ``?`` and its values; no value is
ever written into it.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline.model.day import AFTER
from timeline.model.status import OVERDUE
from timeline.model.text import fold
from timeline.query.query import All, Any, During, Not, Part, Query, Term, Words


class Condition(NamedTuple):
    """A condition, and the values for its question marks in order."""

    sql: str
    values: tuple[str | int, ...] = ()


def possible(query: Query) -> Condition:
    """Give the condition under which an event possibly answers the question; with ``certain``, certainly."""
    return _compile(query.part, query.today, certainly=query.certain)


def certain(query: Query) -> Condition:
    """Give the condition under which an event certainly answers the question."""
    return _compile(query.part, query.today, certainly=True)


_ORDERS = {"date": "", "title": "e.title_key", "kind": "e.kind", "status": "e.status", "id": ""}


def order(query: Query) -> str:
    """Give the terms of ORDER BY: total, since an id is unique within a file."""
    natural = ["e.first_day", "e.last_day", "e.id"]
    columns = ["e.id"] if query.sort == "id" else [_ORDERS[query.sort], *natural] if _ORDERS[query.sort] else natural
    return ", ".join(column + (" DESC" if query.reverse else "") for column in columns)


def _compile(part: Part, today: int, *, certainly: bool) -> Condition:
    match part:
        case All(parts):
            return _join(" AND ", [_compile(inner, today, certainly=certainly) for inner in parts], "1")
        case Any(parts):
            return _join(" OR ", [_compile(inner, today, certainly=certainly) for inner in parts], "0")
        case Not(inner):
            # Certainly not so: not even possibly so. Possibly not so: not certainly so.
            negated = _compile(inner, today, certainly=not certainly)
            return Condition(f"NOT ({negated.sql})", negated.values)
        case During():
            return _during(part, certainly=certainly)
        case Words(folded):
            return Condition(
                "EXISTS (SELECT 1 FROM event_text t WHERE t.event = e.rowid AND instr(t.folded, ?))", (folded,)
            )
        case Term():
            return _term(part, today)


def _join(word: str, parts: list[Condition], nothing: str) -> Condition:
    if not parts:
        return Condition(nothing)
    if len(parts) == 1:
        return parts[0]
    # Halves of halves: engines bound the depth of an expression, and a chain is as deep as it is long.
    middle = len(parts) // 2
    left, right = _join(word, parts[:middle], nothing), _join(word, parts[middle:], nothing)
    return Condition(f"({left.sql}){word}({right.sql})", (*left.values, *right.values))


def _during(asked: During, *, certainly: bool) -> Condition:
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


def _term(term: Term, today: int) -> Condition:
    if term.field in {"tag", "source", "place"} and not fold(term.value):
        return Condition("0")  # a lone sign is in no name
    match term.field:
        case "actor":
            # The value is a key of the registry or of a name by now: see timeline.store.select.
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
        case "status" if term.value == OVERDUE:
            return Condition("e.status = 'expected' AND e.last_day < ? AND e.last_day < ?", (today, AFTER))
        case "country":
            return Condition("coalesce(e.country, '') = ?", (term.value,))
        case field:
            # kind, status, id, confidence: columns of their own. The name comes from a fixed list, never from a text.
            # What is not given is not equal, rather than unknown as SQL has it: `not` has to find it.
            return Condition(f"coalesce(e.{field}, '') = ?", (term.value,))
