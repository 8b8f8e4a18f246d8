"""The query language: ``actor:Serbia and not kind:assault and date:1999..``.

``FIELD:VALUE`` terms, words and quoted phrases (text search), ``and``, ``or``, ``not``, parentheses. What stands side
by side is joined by ``and``, which binds more tightly than ``or``. A value with spaces is quoted:
``actor:"United States"``. ``date:``, ``since:`` and ``until:`` take whatever ``timeline.query.dates`` reads.
"""

from __future__ import annotations

import difflib
import re
from typing import NamedTuple

from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.model.text import fold
from timeline.model.when import When
from timeline.query.dates import read
from timeline.query.query import FIELDS, During, Not, Part, Term, Words, conjunction, disjunction

MAX_DEPTH = 50
_TIMES = ("date", "since", "until")
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\))
      | (?P<empty>[A-Za-z][A-Za-z-]*):(?=\s|$|\))
      | (?:(?P<field>[A-Za-z][A-Za-z-]*):)? (?: "(?P<quoted>(?:[^"\\]|\\.)*)" | (?P<bare>[^\s()"]+) )
    )""",
    re.VERBOSE,
)


class _Token(NamedTuple):
    kind: str
    text: str
    field: str | None
    column: int


def parse(text: str, today: int) -> Part:
    """Read a query; raise ``UsageError`` with the column of what cannot be read. An empty text asks for everything."""
    return _Parser(text, today).run()


def during(text: str, today: int) -> Part:
    """Read a date as a period to be touched; a set or a date with gaps is touched where one of its places is."""
    when = read(text, today)
    return disjunction([During(span.first, span.last) for span in when.spans])


def since(text: str, today: int) -> When:
    """Read the beginning of a period: its first day counts."""
    when = read(text, today)
    if when.first_day == BEFORE:
        raise UsageError(f"'{text}' has no first day to begin from", "use --until for a bound")
    return when


def until(text: str, today: int) -> When:
    """Read the end of a period: its last day counts."""
    when = read(text, today)
    if when.last_day == AFTER:
        raise UsageError(f"'{text}' has no last day to end on", "use --since for a beginning")
    return when


class _Parser:
    def __init__(self, text: str, today: int) -> None:
        self.text = text
        self.today = today
        self.tokens = self._tokens()
        self.next = 0
        self.depth = 0

    def _tokens(self) -> list[_Token]:
        tokens, at = [], 0
        end = len(self.text.rstrip())
        while at < end:
            match = _TOKEN.match(self.text, at)
            if match is None or match.end() == at:
                blank = len(self.text[at:]) - len(self.text[at:].lstrip())
                raise self._fault(at + blank, "an unfinished quotation", "close it with another '\"'")
            column = match.start() + len(match.group()) - len(match.group().lstrip())
            if match["open"] or match["close"]:
                tokens.append(_Token(match["open"] or match["close"], "", None, column))
            elif match["empty"]:
                raise self._fault(column, f"'{match['empty']}:' has no value", f"write {match['empty']}:VALUE")
            elif match["quoted"] is not None:
                tokens.append(_Token("value", re.sub(r"\\(.)", r"\1", match["quoted"]), match["field"], column))
            elif match["field"] is None and match["bare"].lower() in {"and", "or", "not"}:
                tokens.append(_Token(match["bare"].lower(), "", None, column))
            else:
                tokens.append(_Token("value", match["bare"], match["field"], column))
            at = match.end()
        return tokens

    def run(self) -> Part:
        if not self.tokens:
            return conjunction([])
        part = self._or()
        if self.next < len(self.tokens):
            raise self._fault(self.tokens[self.next].column, "a ')' that closes nothing", "remove it")
        return part

    def _peek(self) -> str:
        return self.tokens[self.next].kind if self.next < len(self.tokens) else ""

    def _or(self) -> Part:
        parts = [self._and()]
        while self._peek() == "or":
            self.next += 1
            parts.append(self._and())
        return disjunction(parts)

    def _and(self) -> Part:
        parts = [self._not()]
        while self._peek() in {"and", "not", "value", "("}:
            if self._peek() == "and":
                self.next += 1
            parts.append(self._not())
        return conjunction(parts)

    def _not(self) -> Part:
        negations = 0
        while self._peek() == "not":
            self.next += 1
            negations += 1
        part = self._atom()
        return Not(part) if negations % 2 else part

    def _atom(self) -> Part:
        kind = self._peek()
        if kind not in {"value", "("}:
            column = self.tokens[self.next].column if kind else len(self.text)
            before = f"after '{self.tokens[self.next - 1].kind}' " if self.next and not kind else ""
            raise self._fault(column, f"something is missing {before}here", "a term is FIELD:VALUE or a word")
        token = self.tokens[self.next]
        self.next += 1
        if kind == "(":
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self._fault(
                    token.column, f"more than {MAX_DEPTH} parentheses within each other", "ask more simply"
                )
            part = self._or()
            self.depth -= 1
            if self._peek() != ")":
                raise self._fault(token.column, "a '(' that is not closed", "add a ')'")
            self.next += 1
            return part
        return self._term(token)

    def _term(self, token: _Token) -> Part:
        field = (token.field or "").lower()
        if not field or field == "text":
            return words(token.text)
        if field == "date":
            return during(token.text, self.today)
        if field == "since":
            return During(since(token.text, self.today).first_day, AFTER)
        if field == "until":
            return During(BEFORE, until(token.text, self.today).last_day)
        if field in {"source-actor", "target-actor"}:
            return Term("actor", token.text, field.removesuffix("-actor"))
        if field in FIELDS:
            return Term(field, token.text)
        known = [*FIELDS, "source-actor", "target-actor", "text", *_TIMES]
        near = difflib.get_close_matches(field, known, 1, 0.6)
        hint = (
            f"did you mean '{near[0]}:'?"
            if near
            else "fields: " + " ".join(sorted(known)) + "; quote text with a colon"
        )
        raise self._fault(token.column, f"there is no field '{field}'", hint)

    def _fault(self, column: int, message: str, hint: str) -> UsageError:
        start = max(0, column - 60)
        shown = self.text[start : start + 78]
        return UsageError(f"in the query, column {column + 1}: {message}\n  {shown}\n  {' ' * (column - start)}^", hint)


def words(text: str) -> Part:
    """Make the term that searches for a text; one that folds to nothing (a lone sign) matches nothing but itself."""
    return Words(fold(text) or text)
