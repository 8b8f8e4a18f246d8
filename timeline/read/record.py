"""The boundary: what any file says of an event, validated by pydantic and made into an ``Event``, or into problems.

The models here are also the JSON Schema that ``timeline schema`` prints: of the file that people keep, and of what
``--json`` and ``--format jsonl`` write.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from timeline.errors import DateError, Problem
from timeline.lexicon.actors import Registry
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source
from timeline.model.when import When
from timeline.read import Raw
from timeline.syntax.yaml import Path

# An editor reads `2014` as a number and leaves `44.8` one: the schema allows both, the reader sees text.
_EdtfText = Annotated[
    str,
    Field(min_length=1, json_schema_extra={"type": ["string", "integer"], "description": "an EDTF date, as written"}),
]
_Line = Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]*$")]
_Several = Annotated[list[str], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]


class _Record(BaseModel):
    model_config = ConfigDict(
        defer_build=True,
        extra="forbid",
        coerce_numbers_to_str=True,
        str_strip_whitespace=True,
        frozen=True,
        populate_by_name=True,
    )


class ActorRecord(_Record):
    """Somebody in the event."""

    name: _Line
    id: str | None = None
    role: Literal["source", "target", "other"] = "other"
    office: str | None = Field(None, alias="as", description="the office in which a person acted")


class PlaceRecord(_Record):
    """Where it happened."""

    name: _Line
    country: str | None = Field(None, pattern="^[A-Z]{2,3}$", description="ISO 3166-1; XK or XKX for Kosovo")
    lat: float | None = Field(None, ge=-90, le=90)
    lon: float | None = Field(None, ge=-180, le=180)
    precision: str | None = None


class SourceRecord(_Record):
    """Where the event is known from: a page (``url``) or an article kept beside the timeline (``seed``)."""

    seed: str | None = Field(None, pattern=r"^[^/\\]+$", description="the name of a file in seeds/")
    url: str | None = None
    publisher: str | None = None
    published: _EdtfText | None = None
    quote: str | None = Field(None, description="stands word for word in the seed")
    date: _EdtfText | None = Field(None, description="what this source claims, where it differs from the event's date")
    note: str | None = None
    contradicts: bool = Field(False, description="it is known to disagree with the event as told here")


class NativeRecord(_Record):
    """The code that a feed gave the event, and the ids of the rows that tell it."""

    system: str
    code: str
    ids: list[str] = Field(default_factory=list, description="the feed's own ids; several where rows were merged")


class FatalitiesRecord(_Record):
    """How many died, as a feed estimates it."""

    low: int | None = Field(None, ge=0)
    best: int | None = Field(None, ge=0)
    high: int | None = Field(None, ge=0)


class EventRecord(_Record):
    """A dated event with its sources."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", description="stable and unique")
    date: _EdtfText
    title: _Line
    kind: str = Field(min_length=1, description="a word of `timeline kinds`")
    status: Literal["occurred", "ongoing", "expected", "hypothetical", "denied", "cancelled"] = "occurred"
    actors: list[Annotated[ActorRecord, BeforeValidator(lambda v: {"name": v} if isinstance(v, str) else v)]] = Field(
        default_factory=list
    )
    place: Annotated[PlaceRecord | None, BeforeValidator(lambda v: {"name": v} if isinstance(v, str) else v)] = None
    sources: list[SourceRecord] = Field(default_factory=list)
    summary: str | None = None
    mode: str | None = None
    checked: _EdtfText | None = Field(None, description="expected events: when somebody last looked for an outcome")
    count: int | None = Field(None, ge=2, description="how many happenings this one entry counts without their dates")
    confidence: Literal["high", "medium", "low"] | None = None
    tags: _Several = Field(default_factory=list)
    note: str | None = None
    links: dict[Literal["part-of", "follows", "same-as", "distinct-from"], _Several] = Field(default_factory=dict)
    native: NativeRecord | None = None
    fatalities: FatalitiesRecord | None = None
    goldstein: float | None = Field(None, ge=-10, le=10)
    # What follows from the rest; written by us, checked where it comes back, never taken over.
    first: str | None = Field(None, description="first day the date allows; null where open")
    last: str | None = Field(None, description="last day the date allows; null where open")
    certain: bool | None = Field(None, description="whether the event certainly lies in the period asked for")
    overdue: bool | None = Field(None, description="expected, and the last day has passed")
    origin: str | None = Field(None, description="the file it came from, where several were asked")


_FILE = {
    "title": "FileRecord",
    "description": "A file of events, and the document that --json writes.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "schema": {"type": "string"},
        "version": {"type": "string"},
        "count": {"type": "integer"},
        "events": {"type": "array", "items": {"$ref": "#/$defs/EventRecord"}},
    },
    "required": ["events"],
}


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a file of events, of ``--json``'s document and of one event (a line of JSONL)."""
    event = EventRecord.model_json_schema(by_alias=True, mode="validation")
    definitions = {**event.pop("$defs"), "EventRecord": event}
    definitions["EventRecord"]["required"] = ["id", "date", "title", "kind", "sources"]
    fields = definitions["EventRecord"]["properties"]
    fields["sources"] |= {"minItems": 1}
    # What the validators above allow to be written in short.
    fields["actors"]["items"] = {"anyOf": [{"type": "string"}, fields["actors"]["items"]]}
    fields["place"]["anyOf"].append({"type": "string"})
    fields["tags"] = {"anyOf": [fields["tags"], {"type": "string"}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:timeline:events:1",
        "title": "timeline events",
        "description": "A file of events, the document that --json writes, or one event.",
        "anyOf": [{"$ref": "#/$defs/FileRecord"}, {"$ref": "#/$defs/EventRecord"}],
        "$defs": {**definitions, "FileRecord": _FILE},
    }


class Found(NamedTuple):
    """An event, and the record that it was made of."""

    event: Event
    raw: Raw


def events(raws: Iterable[Raw], registry: Registry, path: str, problems: list[Problem]) -> Iterator[Found]:
    """Validate records; yield the events, and add what is wrong with the others to ``problems``."""
    for raw in raws:
        record = _validate(raw, path, problems)
        if record is not None:
            event = _event(record, raw, registry, path, problems)
            if event is not None:
                yield Found(event, raw)


def _validate(raw: Raw, path: str, problems: list[Problem]) -> EventRecord | None:
    try:
        return EventRecord.model_validate(raw.values)
    except ValidationError as error:
        problems += [_problem(fault, raw, path) for fault in error.errors()]
        problems += _other_dates(raw.values, raw, path)
        return None


def _other_dates(values: Any, raw: Raw, path: str) -> Iterator[Problem]:
    """Look at the dates of a record that has other faults too, so that all are told at once."""
    if not isinstance(values, dict):
        return
    places: list[tuple[Path, Any]] = [((name,), values.get(name)) for name in ("date", "checked")]
    sources = values.get("sources")
    for number, source in enumerate(sources if isinstance(sources, list) else ()):
        if isinstance(source, dict):
            places += [(("sources", number, name), source.get(name)) for name in ("published", "date")]
    for where, text in places:
        if isinstance(text, str) and text:
            try:
                parse(text)
            except DateError as error:
                yield Problem(path, *raw.place(where), "bad-date", error.message, error.hint)


_MESSAGES = {
    "missing": ("'{field}' is missing", "add '{field}: …'"),
    "extra_forbidden": ("unknown field '{field}'", ""),
    "literal_error": ("'{input}' is no {field}", "one of: {choices}"),
    "string_type": ("'{field}' should be text", "write one word or line"),
    "string_too_short": ("'{field}' is empty", "fill it in, or leave the line out"),
    "list_type": ("'{field}' should be a list", "write one entry a line, each after '- '"),
    "model_type": ("this should be fields with values", "write 'name: …' lines"),
    "dict_type": ("'{field}' should be fields with values", "write 'name: …' lines"),
    "float_parsing": ("'{input}' is no number", "write it as 44.8176"),
    "int_parsing": ("'{input}' is no whole number", "write it in digits"),
    "bool_parsing": ("'{input}' is neither true nor false", "write true or false"),
    "none_required": ("'{field}' should be left out", ""),
}
_PATTERNS = {
    "id": ("'{input}' is no id", "letters, digits, '-', '.', '_' and ':', beginning with a letter or digit"),
    "country": ("'{input}' is no country code", "two or three capital letters of ISO 3166-1, as RS or SRB"),
    "seed": ("'{input}' is no name of a seed", "the name of a file in seeds/, without a folder"),
    "title": ("'{field}' has more than one line", "put the rest into 'summary'"),
    "name": ("'{field}' has more than one line", "write it on one line"),
}


def _problem(fault: ErrorDetails, raw: Raw, path: str) -> Problem:
    where: Path = tuple(part for part in fault["loc"] if not isinstance(part, str) or "[" not in part)
    field = next((str(part) for part in reversed(where) if isinstance(part, str)), "event")
    kind = fault["type"]
    message, hint = _MESSAGES.get(kind, (fault["msg"][:1].lower() + fault["msg"][1:], ""))
    if kind == "string_pattern_mismatch":
        message, hint = _PATTERNS.get(field, ("'{input}' is no {field}", ""))
    if kind == "extra_forbidden":
        hint = _nearest(field, where)
    expected = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    values = {"field": field, "input": fault["input"], "choices": expected.replace(",", "")}
    line, column = raw.place(where)
    return Problem(path, line, column, _code(kind), message.format(**values), hint.format(**values))


def _code(kind: str) -> str:
    return {"missing": "missing-field", "extra_forbidden": "unknown-field"}.get(kind, "bad-value")


def _nearest(field: str, where: Path) -> str:
    inner: dict[str, type[_Record]] = {"actors": ActorRecord, "sources": SourceRecord, "place": PlaceRecord}
    model = next((inner[str(part)] for part in where[:-1] if str(part) in inner), EventRecord)
    known = [info.alias or name for name, info in model.model_fields.items()]
    near = difflib.get_close_matches(field, known, 1, 0.6)
    return f"did you mean '{near[0]}'?" if near else "known: " + " ".join(known)


def _event(record: EventRecord, raw: Raw, registry: Registry, path: str, problems: list[Problem]) -> Event | None:
    faults = len(problems)

    def date(text: str | None, *where: str | int) -> When | None:
        if text is None:
            return None
        try:
            return parse(text)
        except DateError as error:
            problems.append(Problem(path, *raw.place(where), "bad-date", error.message, error.hint))
            return None

    when = date(record.date, "date")
    sources = tuple(
        Source(
            seed=source.seed,
            url=source.url,
            publisher=source.publisher,
            published=date(source.published, "sources", number, "published"),
            quote=source.quote,
            date=date(source.date, "sources", number, "date"),
            note=source.note,
            contradicts=source.contradicts,
        )
        for number, source in enumerate(record.sources)
    )
    checked = date(record.checked, "checked")
    if when is not None:
        problems += _derived(record, when, raw, path)
    if when is None or len(problems) > faults:
        return None
    place = record.place
    extra = {
        "native": record.native and record.native.model_dump(exclude_defaults=True),
        "fatalities": record.fatalities and record.fatalities.model_dump(exclude_none=True),
        "goldstein": record.goldstein,
    }
    return Event(
        id=record.id,
        when=when,
        title=record.title,
        kind=record.kind,
        status=record.status,
        sources=sources,
        summary=record.summary,
        mode=record.mode,
        checked=checked,
        count=record.count,
        actors=tuple(
            Participant(actor.name, _known(actor, registry), actor.role, actor.office) for actor in record.actors
        ),
        place=Place(place.name, place.country, place.lat, place.lon, place.precision) if place else None,
        confidence=record.confidence,
        tags=tuple(record.tags),
        note=record.note,
        links=tuple((relation, target) for relation, targets in record.links.items() for target in targets),
        extra={key: value for key, value in extra.items() if value is not None},
    )


def _known(actor: ActorRecord, registry: Registry) -> str | None:
    """Give the registry's id: by the id that was given, else by the name; else the given one, which is unknown."""
    return (registry.find(actor.id) if actor.id else None) or registry.find(actor.name) or actor.id


def _derived(record: EventRecord, when: When, raw: Raw, path: str) -> Iterator[Problem]:
    """Compare the days that came with a record to those that its date means: neither may win in silence."""
    given: Mapping[str, str | None] = {"first": record.first, "last": record.last}
    for name, meant in (("first", when.first), ("last", when.last)):
        if name in record.model_fields_set and given[name] != meant:
            yield Problem(
                path, *raw.place((name,)), "bad-date", f"'{name}' is {given[name]}, but '{when.text}' has {meant}",
                "leave it out: it follows from the date",
            )  # fmt: skip
