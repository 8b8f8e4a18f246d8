"""A draft: candidates, one JSON object a line, each as ``model.candidate.document`` gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from timeline.errors import DataError, DateError, Problem
from timeline.model.candidate import Candidate, from_document
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse as parse_date
from timeline.model.status import STATUSES
from timeline.read import BOM, decode
from timeline.read.documents import Fault, fields
from timeline.syntax.yaml import Path

_LIKE = 'a candidate is {"id": …, "date": "2024-10-11", "title": …, "kind": …, "quote": {…}, "sources": […], …}'


def parse(data: bytes, path: str) -> list[Candidate]:
    """Read a draft; raise ``DataError`` with every fault in it. Empty lines are passed over."""
    decode(data, path)
    problems: list[Problem] = []
    found: list[Candidate] = []
    for number, line in enumerate(data.removeprefix(BOM).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            values, fault = fields(line, path, number, _LIKE)
        except DataError as error:
            problems += error.problems
            continue
        faults = list(_faults(values, _CANDIDATE, (), fault))
        problems += faults
        if not faults:
            found.append(from_document({"known": None, **values}))
    if problems:
        raise DataError(problems)
    return found


def is_candidate(values: Any) -> bool:
    """Say whether an object means to be a candidate, be it a sound one or not: no event has these fields."""
    return isinstance(values, dict) and values.keys() >= {"quote", "score"}


def check(values: Mapping[str, Any], place: Callable[[Path], tuple[int, int]], path: str) -> Candidate:
    """Make a candidate of an object that was read already; raise ``DataError`` with every fault."""

    def fault(where: Path, code: str, message: str, hint: str) -> Problem:
        return Problem(path, *place(where), code, message, hint)

    problems = list(_faults(values, _CANDIDATE, (), fault))
    if problems:
        raise DataError(problems)
    return from_document({"known": None, **values})


class _Field(NamedTuple):
    """What a field has to be: a test, and the words for what passes it; ``inside`` are the fields of its objects."""

    holds: Callable[[Any], bool]
    what: str
    inside: Mapping[str, _Field] = {}
    required: bool = True
    several: bool = False


def _is_text(value: Any) -> bool:
    # Half of a surrogate pair can be told in JSON, and written nowhere.
    return isinstance(value, str) and bool(value.strip()) and not any("\ud800" <= sign <= "\udfff" for sign in value)


def _is_line(value: Any) -> bool:
    return _is_text(value) and not {"\n", "\r"} & set(value)


def _is_day(value: Any) -> bool:
    try:
        parse_iso_day(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _is_date(value: Any) -> bool:
    try:
        parse_date(value if isinstance(value, str) else "")
    except DateError:
        return False
    return True


def _is_place(value: Any) -> bool:
    return type(value) is int and value >= 0


def _or_none(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or test(value)


def _is_score(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


_LINE = _Field(_is_line, "one line of text")
_TEXT = _Field(_is_text, "text")
_NAME = _Field(_or_none(_is_line), "one line of text, or null")
_PLACE = _Field(_is_place, "a count of characters, from 0 on")
_DAY = _Field(_or_none(_is_day), "a day as 2024-10-11, or null")

_QUOTE = _Field(
    lambda value: isinstance(value, dict), "an object with start, end and text",
    {"start": _PLACE, "end": _PLACE, "text": _TEXT},
)  # fmt: skip
_TRIGGER = _QUOTE._replace(holds=_or_none(_QUOTE.holds), what=f"{_QUOTE.what}, or null", required=False)
_ACTOR = {
    "name": _LINE,
    "start": _PLACE,
    "end": _PLACE,
    "id": _NAME._replace(required=False),
    "role": _Field(lambda value: value in ("source", "target", "other"), "source, target or other", required=False),
    "country": _NAME._replace(required=False),
    "sector": _NAME._replace(required=False),
}
_SOURCE = {
    "address": _LINE,
    "quote": _QUOTE,
    "seed": _NAME._replace(required=False),
    "url": _NAME._replace(required=False),
    "publisher": _NAME._replace(required=False),
    "published": _DAY._replace(required=False),
}
_CANDIDATE: Mapping[str, _Field] = {
    "id": _LINE,
    "date": _Field(_or_none(_is_date), "an EDTF date, or null"),
    "first": _DAY,
    "last": _DAY,
    "title": _LINE,
    "kind": _LINE,
    "status": _Field(lambda value: value in STATUSES, " ".join(STATUSES)),
    "actors": _Field(lambda value: isinstance(value, list), "a list of objects", _ACTOR, several=True),
    "place": _NAME,
    "quote": _QUOTE,
    "trigger": _TRIGGER,
    "score": _Field(_is_score, "a number from 0 to 1"),
    "reasons": _Field(
        lambda value: isinstance(value, list) and all(isinstance(reason, str) for reason in value), "a list of texts"
    ),
    "sources": _Field(lambda value: isinstance(value, list), "a list of objects", _SOURCE, several=True),
    "known": _NAME._replace(required=False),
}


def _faults(values: Mapping[str, Any], shape: Mapping[str, _Field], where: Path, fault: Fault) -> Iterator[Problem]:
    """Yield what is wrong with an object, in the order of its fields."""
    for name, field in shape.items():
        here = (*where, name)
        if name not in values:
            if field.required:
                yield fault(where, "missing-field", f"'{name}' is missing", f'add "{name}": {field.what}')
            continue
        value = values[name]
        if not field.holds(value):
            yield fault(here, "bad-value", f"'{name}' is not {field.what}", _LIKE)
        elif field.several:
            for number, item in enumerate(value):
                yield from _within(item, field, (*here, number), fault)
        elif field.inside and value is not None:
            yield from _within(value, field, here, fault)
    for name in values:
        if name not in shape:
            yield fault((*where, name), "unknown-field", f"unknown field '{name}'", "known: " + " ".join(shape))


def _within(value: Any, field: _Field, where: Path, fault: Fault) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield fault(where, "bad-value", "this is no object", "it has " + " ".join(field.inside))
        return
    yield from _faults(value, field.inside, where, fault)
    if field.inside is _QUOTE.inside and all(inner.holds(value.get(name)) for name, inner in field.inside.items()):
        start, end, size = value["start"], value["end"], len(value["text"])
        if end - start != size:
            message = f"a quote of {size} characters cannot go from {start} to {end}"
            yield fault(where, "bad-extent", message, "count characters from 0; the end is the place behind the last")
