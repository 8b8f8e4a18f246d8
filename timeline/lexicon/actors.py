"""The registry of actors: who is meant by a name, and for whom somebody acted on a day.

The shipped files are ``actors/*.yaml``. A user's own files are laid over them: an entry with a known id changes what it
names (so a user can rename an actor), any other entry is added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from timeline.errors import DataError, DateError, Problem
from timeline.lexicon import ACTORS, files
from timeline.model.actor import ACTOR_KINDS, SECTORS, Actor, Office
from timeline.model.edtf import parse
from timeline.model.text import fold
from timeline.model.when import When
from timeline.syntax.json import dump
from timeline.syntax.yaml import Path as KeyPath
from timeline.syntax.yaml import Places, compose
from timeline.syntax.yaml import load as load_yaml

_FIELDS = {"id", "name", "short", "kind", "code2", "names", "of", "offices", "country", "sector"}
_TEXTS = {"name", "short", "code2", "of", "kind", "country", "sector"}
_OFFICE_FIELDS = {"as", "of", "since", "until"}


def shipped() -> list[Path]:
    """List the registry files that come with the program."""
    return [Path(file) for file in files(ACTORS)]


class Registry:
    """Actors by id, and ids by folded name."""

    def __init__(self, actors: Iterable[Actor], names: dict[str, str] | None = None) -> None:
        """Take actors, and if they are known already their folded names."""
        self.actors = {actor.id: actor for actor in actors}
        self.names: dict[str, str] = names or {}
        if names is not None:
            return
        for actor in self.actors.values():
            for name in (actor.id, actor.name, *actor.names):
                if name:
                    self.names.setdefault(fold(name), actor.id)

    def find(self, name: str) -> str | None:
        """Give the id of the actor that a name, in any case, script and spelling of diacritics, stands for."""
        return self.names.get(fold(name))

    def stands_for(self, actor: str, when: When) -> Iterator[str]:
        """Yield the actors for whom an actor acts on a day that the date allows: not itself, each once.

        A president stands for the state while in office, a force for its alliance at all times.
        """
        seen = {actor}
        waiting = [actor]
        while waiting:
            found = self.actors.get(waiting.pop())
            if found is None:
                continue
            owners = [office.of for office in found.offices if office.held_during(when)]
            for owner in [found.of, *owners] if found.of else owners:
                if owner not in seen:
                    seen.add(owner)
                    waiting.append(owner)
                    yield owner


def dumps(registry: Registry) -> str:
    """Write a registry as JSON, for ``loads``: reading that back takes a hundredth of the time that the files take."""
    actors = [
        [
            a.id, a.name, a.kind, a.short, a.names, a.of, a.code2, [[o.title, o.of, *_texts(o)] for o in a.offices],
            a.country, a.sector,
        ]
        for a in registry.actors.values()
    ]  # fmt: skip
    return dump({"actors": actors, "names": registry.names})


def _texts(office: Office) -> tuple[str | None, str | None]:
    return office.since.text if office.since else None, office.until.text if office.until else None


def loads(text: str) -> Registry:
    """Read what ``dumps`` wrote."""
    kept = json.loads(text)
    actors = (
        Actor(
            id_, name, kind, short, tuple(names), of, code2,
            tuple(Office(title, whom, since, until) for title, whom, since, until in offices),
            country,
            sector,
        )
        for id_, name, kind, short, names, of, code2, offices, country, sector in kept["actors"]
    )  # fmt: skip
    return Registry(actors, kept["names"])


def load(paths: Iterable[Path]) -> Registry:
    """Read registry files, later ones over earlier ones; raise ``DataError`` with every fault in them."""
    paths = list(paths)
    merged: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for file in paths:
        try:
            entries, faults = _entries(file)
            problems += faults
        except DataError as error:
            problems += error.problems
            continue
        for entry in entries:
            _merge(merged.setdefault(entry["id"], {}), entry)
    actors: list[Actor] = []
    for values in merged.values():
        try:
            actors.append(_actor(values))
        except (DateError, KeyError) as error:
            message = f"{values['id']}: {error}" if isinstance(error, DateError) else f"{values['id']} has no {error}"
            problems.append(Problem(", ".join(map(str, paths)), 0, 0, "bad-actor", message))
    if problems:
        raise DataError(problems)
    return Registry(actors)


def _shape(entry: dict[str, Any]) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield what is wrong with the shape of an entry: where, what, and the way out."""
    if not isinstance(entry.get("id"), str):
        yield (), "an actor needs an id", "write '- id: …'"
    for key, value in entry.items():
        if key not in _FIELDS:
            yield (key,), f"unknown field '{key}'", "known: " + " ".join(sorted(_FIELDS))
        elif key == "kind" and value not in ACTOR_KINDS:
            yield (key,), f"unknown kind '{value}'", "one of: " + " ".join(ACTOR_KINDS)
        elif key == "sector" and value not in SECTORS:
            yield (key,), f"unknown sector '{value}'", "one of: " + " ".join(SECTORS)
        elif key == "names" and not (isinstance(value, list) and all(isinstance(name, str) for name in value)):
            yield (key,), "'names' should be a list of names", "write [NAME, NAME]"
        elif key in _TEXTS and not isinstance(value, str):
            yield (key,), f"'{key}' should be text", "write one word or line, or leave it out"
        elif key == "offices" and not isinstance(value, list):
            yield (key,), "'offices' should be a list", "write '- {as: …, of: …, since: …}'"
    offices = entry.get("offices")
    for number, office in enumerate(offices if isinstance(offices, list) else ()):
        where: KeyPath = ("offices", number)
        if not isinstance(office, dict):
            yield where, "an office is fields with values", "write '- {as: …, of: …, since: …}'"
            continue
        for key in ("as", "of"):
            if key not in office:
                yield where, f"an office of {entry.get('id')} has no '{key}'", f"add '{key}: …'"
        for key, value in office.items():
            if key not in _OFFICE_FIELDS:
                yield (*where, key), f"an office has no field '{key}'", "known: as of since until"
            elif not isinstance(value, str):
                yield (*where, key), f"'{key}' should be text", "leave out what is not known"


def _entries(file: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """Read a file: the entries without faults, and the faults, for whose places it is read again."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DataError([Problem(str(file), 1, 1, "not-utf8", "this file is no UTF-8", "save it as UTF-8")]) from None
    entries = load_yaml(text, str(file)) or []
    if not isinstance(entries, list):
        raise DataError([Problem(str(file), 1, 1, "bad-actor", "no list of actors", "write '- id: …' blocks")])
    sound = [entry for entry in entries if isinstance(entry, dict) and not any(_shape(entry))]
    if len(sound) == len(entries):
        return sound, []
    places = compose(text, str(file)).places
    return sound, [fault for n, entry in enumerate(entries) for fault in _faults(entry, (n,), str(file), places)]


def _faults(entry: Any, path: tuple[int, ...], file: str, places: Places) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield Problem(file, *places[path], "bad-actor", "an actor needs an id", "write '- id: …'")
        return
    for where, message, hint in _shape(entry):
        yield Problem(file, *places.get((*path, *where), places[path]), "bad-actor", message, hint)


def _merge(known: dict[str, Any], entry: dict[str, Any]) -> None:
    """Lay an entry over a known one: names add up, and a name that was replaced still finds its actor."""
    names = [*(known.get("names") or ()), *(entry.get("names") or ())]
    if "name" in known and "name" in entry:
        names.append(known["name"])
    known |= entry
    known["names"] = names


def _actor(values: dict[str, Any]) -> Actor:
    return Actor(
        id=values["id"],
        name=values["name"],
        kind=values["kind"],
        short=values.get("short"),
        names=tuple(values["names"]),
        of=values.get("of"),
        code2=values.get("code2"),
        offices=tuple(
            Office(
                office["as"],
                office["of"],
                parse(office["since"]) if office.get("since") else None,
                parse(office["until"]) if office.get("until") else None,
            )
            for office in values.get("offices") or ()
        ),
        country=values.get("country"),
        sector=values.get("sector"),
    )
