"""Events that somebody hands over, and adding them to a file: all, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from timeline.cli import settings
from timeline.cli.articles import Articles, never
from timeline.errors import DataError, Problem, UsageError
from timeline.lexicon.actors import Registry
from timeline.model.event import Event, document
from timeline.read import Raw
from timeline.read.candidates import check, is_candidate
from timeline.read.given import given
from timeline.review.accept import accept
from timeline.review.checked import checked
from timeline.review.name import name
from timeline.review.sheet import sheet
from timeline.review.source import sources
from timeline.store import blocks
from timeline.store.edit import held
from timeline.store.registry import registry
from timeline.store.source import Wanted
from timeline.store.source import load as load_bytes
from timeline.write.yaml import block

_GIVEN = Wanted("file of events", "event.yaml")


def handed_over(origin: str, path: str, named: dict[str, Any]) -> list[Raw]:
    """Read what was handed over, lines of a draft as the events that they propose; ``named`` are fields set otherwise.

    Raises ``DataError`` with every fault, ``UsageError`` where there is nothing, or where one cannot tell whose the
    fields are.
    """
    raws = given(load_bytes(origin, _GIVEN).data, origin)
    if not raws:
        raise UsageError(
            "there is no event in what was handed over", "a block of YAML, a JSON object, or lines of them"
        )
    if named and len(raws) > 1:
        raise UsageError(f"{len(raws)} events, and options for one", "leave the options out, or hand over one event")
    actors = registry(settings.registry([path]), settings.cache_folder())
    problems: list[Problem] = []
    found = []
    for raw in raws:
        try:
            found.append(_laid_over(raw, named, actors, origin, path))
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(problems)
    return found


def _laid_over(raw: Raw, named: dict[str, Any], actors: Registry, origin: str, path: str) -> Raw:
    if not isinstance(raw.values, dict):
        return raw
    if not is_candidate(raw.values):
        return raw._replace(values={**raw.values, **named})
    # `timeline review --json` tells the verdict too, which is no part of a candidate.
    values = {key: value for key, value in raw.values.items() if key != "verdict"}
    candidate = check(values, raw.place, origin)
    made = named.get("sources") or sources(candidate, Articles(path).kept(candidate, never))
    return raw._replace(values=accept(candidate, made, actors, named))


def add(path: str, raws: Sequence[Raw], origin: str, *, dry_run: bool) -> tuple[list[str], list[str]]:
    """Put events into a file, each in its place, in one step; give their blocks and their ids.

    Raises ``DataError`` with every fault of every event, and writes nothing then.
    """
    actors = registry(settings.registry([path]), settings.cache_folder())
    articles = Articles(path)
    problems: list[Problem] = []
    added: list[str] = []
    ids: list[str] = []
    with held(path) as file:
        data = file.data
        parts = blocks.layout(data)
        known = sheet(parts.pieces if parts else [], path)
        taken = known.ids()
        for raw in raws:
            try:
                event = _event(raw, actors, origin, articles, taken)
            except DataError as error:
                problems += error.problems
                continue
            text = block(document(event))
            number = known.place(event.when)
            data = blocks.insert(data, text, _at(number), path).data
            known.records.insert(number, {"id": event.id, "date": event.when.text})
            taken.add(event.id)
            added.append(text)
            ids.append(event.id)
        if problems:
            raise DataError(problems)
        if not dry_run:
            file.write(data)
    return added, ids


def _at(number: int) -> blocks.Place:
    return lambda _: number


def _event(raw: Raw, actors: Registry, origin: str, articles: Articles, taken: set[str]) -> Event:
    values = raw.values
    if (
        isinstance(values, dict)
        and not values.get("id")
        and all(isinstance(values.get(k), str) for k in ("title", "date"))
    ):
        raw = raw._replace(values={"id": name(values["title"], values["date"]), **values})
    event = checked(raw, actors, origin, articles.seed_text)
    if event.id in taken:
        place = raw.place(("id",))
        raise DataError(
            [Problem(origin, *place, "duplicate-id", f"the id '{event.id}' is taken", "give another with --id")]
        )
    return event
