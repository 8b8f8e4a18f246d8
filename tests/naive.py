"""What a question selects, defined over events in plain Python, and events and questions that are worth asking.

The definition knows neither SQL nor an index: it is slow, short, and what the engines are held against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import product
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

from timeline.lexicon.actors import Registry
from timeline.model.day import AFTER, BEFORE, day_number
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source, document
from timeline.model.text import fold
from timeline.model.when import Answer, Span, When
from timeline.query.query import SORTS, All, Any, During, Not, Part, Query, Term, Words
from timeline.store.index import Opened, in_memory
from timeline.store.select import Row
from timeline.store.source import Content
from timeline.syntax.json import dump
from timeline.write import Answer as Written
from timeline.write import writer

TODAY = day_number(2024, 6, 15)


# --- the definition --------------------------------------------------------------------------------------------------


class Selected(NamedTuple):
    """An event that answers, where it came from and whether it does so certainly."""

    id: str
    certain: bool
    origin: str


def select(files: dict[str, Sequence[Event]], query: Query, registry: Registry) -> list[Selected]:
    """Answer a question about the events of some files."""
    found = [
        (_sort_key(event, query.sort), origin, event.id, answer(query.part, event, registry, query.today))
        for origin, events in files.items()
        for event in events
    ]
    wanted = Answer.CERTAIN if query.certain else Answer.POSSIBLE
    kept = sorted((one for one in found if one[3] >= wanted), key=lambda one: one[:2], reverse=query.reverse)
    return [Selected(name, truth == Answer.CERTAIN, origin) for _, origin, name, truth in kept][: query.limit]


def _sort_key(event: Event, sort: str) -> tuple[str | int, ...]:
    natural = (event.when.first_day, event.when.last_day, event.id)
    named = {"title": fold(event.title), "kind": event.kind, "status": event.status}
    return (event.id,) if sort == "id" else (named[sort], *natural) if sort in named else natural


def answer(part: Part, event: Event, registry: Registry, today: int) -> Answer:
    """Answer by Kleene's logic: 'and' is the least certain answer, 'or' the most certain, 'not' turns them over."""
    match part:
        case All(parts):
            return min((answer(inner, event, registry, today) for inner in parts), default=Answer.CERTAIN)
        case Any(parts):
            return max((answer(inner, event, registry, today) for inner in parts), default=Answer.NO)
        case Not(inner):
            return Answer(2 - answer(inner, event, registry, today))
        case During(since, until):
            return touches(event.when, since, until)
        case Words(folded):
            return _sure(any(folded in fold(text) for text in texts(event)))
        case Term():
            return _sure(_holds(part, event, registry, today))


def _sure(truth: bool) -> Answer:
    return Answer.CERTAIN if truth else Answer.NO


def touches(when: When, since: int, until: int) -> Answer:
    """Try every way that it can have been: certain if all touch the period, possible if one does."""
    tried = [[first <= until and last >= since for first, last in _worlds(span, since, until)] for span in when.spans]
    # Where all of its places are real at once, each by itself, one that always touches is enough.
    certain = (any if when.every else all)(all(ways) for ways in tried)
    return Answer.CERTAIN if certain else Answer.POSSIBLE if any(any(ways) for ways in tried) else Answer.NO


def _worlds(span: Span, since: int, until: int) -> Iterator[tuple[int, int]]:
    """Yield the beginnings and ends that a span allows; of a long run of days those that could make a difference."""
    edges = {*span, since - 1, since, until, until + 1}
    begins = [day for day in edges if span.first <= day <= span.begun]
    ends = [day for day in edges if span.unended <= day <= span.last]
    if (span.first, span.last) == (span.unended, span.begun):  # once, on a day of these
        yield from ((day, day) for day in begins)
    else:
        yield from ((begin, end) for begin, end in product(begins, ends) if begin <= end)


def texts(event: Event) -> Iterator[str]:
    """Yield the texts in which words are looked for."""
    place = event.place.name if event.place else None
    actors = [text for part in event.actors for text in (part.name, part.office)]
    sources = [text for source in event.sources for text in (source.quote, source.publisher, source.note)]
    every = (event.title, event.summary, event.note, place, *event.tags, *actors, *sources)
    yield from (text for text in every if text)


def _holds(term: Term, event: Event, registry: Registry, today: int) -> bool:
    folded = fold(term.value)
    match term.field:
        case "actor":
            return any(
                _acts_for(part, term.value, event.when, registry) and term.role in {None, part.role}
                for part in event.actors
            )
        case "status" if term.value == "overdue":
            return event.status == "expected" and event.when.last_day != AFTER and event.when.last_day < today
        case "place":
            words = fold(event.place.name).split() if event.place else []
            asked = folded.split()
            return bool(asked) and any(words[at : at + len(asked)] == asked for at in range(len(words)))
        case "country":
            if not event.place or not event.place.country:
                return False
            return _country(event.place.country, registry) == _country(term.value, registry)
        case "tag":
            return folded in {fold(tag) for tag in event.tags}
        case "source":
            return bool(folded) and any(folded in fold(f"{s.publisher or ''} {s.address}") for s in event.sources)
        case "id":
            return event.id == term.value
        case "confidence":
            return event.confidence == term.value
        case "kind":
            return event.kind == term.value.lower()
        case field:
            assert field == "status"
            return event.status == term.value.lower()


def _acts_for(part: Participant, name: str, when: When, registry: Registry) -> bool:
    who = registry.find(part.id or part.name)
    asked = registry.find(name)
    if who is None or asked is None:
        return who is asked and fold(name) == fold(part.name)
    return who == asked or asked in set(registry.stands_for(who, when))


def _country(name: str, registry: Registry) -> str:
    coded = [actor.id for actor in registry.actors.values() if actor.code2 == name.upper()]
    return coded[0] if coded else registry.find(name) or name.upper()


# --- events on their way to an index ---------------------------------------------------------------------------------


def rows(events: Iterable[Event], today: int = TODAY, origin: str = "events.yaml") -> list[Row]:
    """Make rows of events, as an index that was asked for everything gives them."""
    return [Row(dump(document(event)), True, event.is_overdue(today), origin, ()) for event in events]


def written(events: Iterable[Event], form: str) -> str:
    """Write events in a format."""
    return "".join(writer(form).write(Written(rows(events, BEFORE))))


@contextmanager
def indexed(
    events: Iterable[Event], registry: Sequence[Path], form: str = "jsonl", name: str = "events"
) -> Iterator[Opened]:
    """Write events in a format and compile an index of them."""
    path = f"{name}.{form}"
    with closing(in_memory(path, Content(written(events, form).encode(), None), registry)) as database:
        yield Opened(path, database, lambda: database)


# --- events worth asking about ---------------------------------------------------------------------------------------

ACTORS = """\
- {id: SRB, name: Serbia, kind: state, code2: RS, names: [Srbija, Србија]}
- {id: TUR, name: Turkey, kind: state, code2: TR, names: [Türkiye, Турска]}
- {id: XKX, name: Kosovo, kind: state, code2: XK}
- {id: nato, name: NATO, kind: organisation}
- {id: kfor, name: KFOR, kind: body, of: nato, names: [КФОР]}
- {id: army, name: Serbian Army, kind: body, of: SRB}
- {id: hen, name: Hen, kind: group, of: egg}
- {id: egg, name: Egg, kind: group, of: hen}
- id: vucic
  name: Aleksandar Vučić
  kind: person
  names: [Vučić, Вучић]
  offices:
    - {as: president, of: SRB, since: 2023-03, until: 2024-05-31}
    - {as: chief of staff, of: army, until: 2022}
- id: irmak
  name: Işıl Irmak
  kind: person
  offices:
    - {as: minister, of: TUR, since: 2024}
    - {as: adviser, of: vucic}
"""
KNOWN = ("Serbia", "СРБИЈА", "srbija", "turkiye", "Kosovo", "NATO", "KFOR", "kfor", "army", "Hen", "Egg", "Вучић",
         "VUCIC", "Işıl Irmak", "IŞIL IRMAK", "isil irmak")  # fmt: skip
STRANGERS = ("Mr Nobody", "mr nobody!", "Đorđe Ђорђић", "İhsan", "ıhsan")
PLACES = ("Belgrade", "New Belgrade", "Belgrade Fair", "İstanbul", "Istanbul", "Косовска Митровица", "Novi Pazar",
          "Pazarcık")  # fmt: skip
TAGS = ("arms", "Arms", "ARMŞ", "дронови", "dronovi", "two words")
WORDS = ("drone", "DRONES", "İstanbul", "ıspanak", "straße", "Strasse", "Ђоковић", "đoković", "peace talks", "a-b",
         "100%", "_", "'", "e")  # fmt: skip
DATES = (
    "2023", "2024", "2022-12", "2023-07-01", "2023-06~", "2023-22", "2023-24", "2023-35", "2024-41", "202X", "199X",
    "2023-XX-15", "2023-1X", "XXXX-12-31", "2X23", "../2023-06", "../2024-12-31", "2023-05/..", "2023-05/", "/2023-05",
    "2022/2023", "2022-12-31/2023-01-01", "2023/2023", "2023-03/2024-06~", "[2022,2024]", "{2022,2024}",
    "[2023-01-01..2023-01-31,2024]", "{2022-12..2023-01,2025}", "[..2022,2024-05]", "[2023,2025..]", "{2023-01,2024..}",
    "-0043-03-15", "0000", "-0001/0001", "1389-06-28~", "9999-12-31", "-9999", "2024-06-15", "2024-06-14",
)  # fmt: skip

_day_texts = st.builds(
    lambda year, month, day: f"{year}-{month:02d}-{day:02d}", st.integers(2022, 2025), st.integers(1, 12),
    st.integers(1, 28),
)  # fmt: skip
date_texts = st.one_of(st.sampled_from(DATES), _day_texts, st.tuples(_day_texts, _day_texts).map(sorted).map("/".join))
sentences = st.lists(st.sampled_from((*WORDS, *PLACES, *KNOWN, "of", "the")), min_size=1, max_size=4).map(" ".join)
_maybe = sentences | st.none()
participants = st.builds(
    Participant, st.sampled_from((*KNOWN, *STRANGERS)), role=st.sampled_from(["source", "target", "other"]),
    office=st.none() | st.just("predsednik İ"),
)  # fmt: skip
_sources = st.builds(
    Source,
    url=st.sampled_from(["https://a.org/dron", "https://b.rs/Београд", "https://c.tr/?q=1"]),
    publisher=st.none() | st.sampled_from(["Reuters", "Политика", "Hürriyet"]),
    quote=_maybe,
)
_places = st.builds(Place, st.sampled_from(PLACES), st.none() | st.sampled_from(["RS", "SRB", "TR", "XK", "XKX", "DE"]))
events = st.builds(
    Event,
    id=st.from_regex(r"[a-e][a-e.:-]{0,3}", fullmatch=True),
    when=date_texts.map(parse),
    title=sentences,
    kind=st.sampled_from(["agree", "assault", "delivery", "quarrel"]),
    status=st.sampled_from(["occurred", "expected", "expected", "ongoing", "denied"]),
    sources=st.lists(_sources, max_size=2).map(tuple),
    summary=_maybe,
    note=_maybe,
    actors=st.lists(participants, max_size=3).map(tuple),
    place=st.none() | _places,
    confidence=st.none() | st.sampled_from(["high", "low"]),
    tags=st.lists(st.sampled_from(TAGS), max_size=2).map(tuple),
)
event_lists = st.lists(events, max_size=25, unique_by=lambda event: event.id)


# --- questions worth asking ------------------------------------------------------------------------------------------

_bounds = st.builds(day_number, st.integers(2021, 2026), st.integers(1, 12), st.sampled_from([1, 15, 28]))
_periods = st.one_of(
    st.tuples(_bounds, _bounds).map(sorted).map(lambda ends: During(*ends)),
    _bounds.map(lambda day: During(since=day)),
    _bounds.map(lambda day: During(until=day)),
    _bounds.map(lambda day: During(day, day)),
    st.sampled_from([During(), During(day_number(2023, 1, 1), day_number(2023, 12, 31)), During(BEFORE, -700_000)]),
)


def _terms(field: str, values: Sequence[str]) -> st.SearchStrategy[Part]:
    return st.sampled_from([Term(field, value) for value in values])


# What every index knows is asked for; a name that none knows is an error, told of elsewhere.
terms: st.SearchStrategy[Part] = st.one_of(
    _periods,
    _periods,
    st.builds(Term, st.just("actor"), st.sampled_from(KNOWN), st.sampled_from([None, None, "source", "target"])),
    _terms("kind", ["agree", "Assault", "delivery"]),
    _terms("status", ["occurred", "expected", "overdue", "denied"]),
    _terms("place", ["belgrade", "BEOGRAD", "New Belgrade", "grade", "istanbul", "İSTANBUL", "Mitrovica", "Pazar"]),
    _terms("country", ["RS", "rs", "SRB", "Србија", "XK", "XKX", "de", "Turkey"]),
    _terms("tag", [*TAGS, "word"]),
    _terms("source", ["reuters", "POLITIKA", "dron", "a.org", "hurriyet", "politika b rs"]),
    _terms("id", ["a", "b", "a.", "A"]),
    _terms("confidence", ["high", "low"]),
    st.sampled_from([fold(word) or word for word in (*WORDS, *PLACES, *STRANGERS)]).map(Words),
)


def _joined(parts: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    several = st.lists(parts, max_size=3).map(tuple)
    return st.one_of(several.map(All), several.map(Any), parts.map(Not))


questions = st.recursive(terms, _joined, max_leaves=8)
queries = st.builds(
    Query,
    part=questions,
    today=st.sampled_from([TODAY, day_number(2022, 1, 1), day_number(2026, 1, 1)]),
    certain=st.booleans(),
    sort=st.sampled_from(SORTS),
    reverse=st.booleans(),
    limit=st.none() | st.integers(0, 30),
)
