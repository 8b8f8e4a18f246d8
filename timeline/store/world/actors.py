"""Whom a feed means: its actors as actors of the registry, and the keys that an event is found by as theirs.

A feed codes an actor with a country and a sector, and names it in its own way. Who is part of the state (its
government, its forces, its courts) is that state; who is not, a protester or a rebel, keeps the name as written and is
found by it, and under the country as well, since that is how feeds are asked.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline.lexicon.actors import Registry
from timeline.model.text import fold
from timeline.model.when import When, somewhere
from timeline.store.rows import unknown_key

STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""The sectors of PLOVER that act for their state."""


class Named(NamedTuple):
    """An actor as a feed gives it: the name as written, and what the feed codes of it, empty where it does not."""

    name: str
    country: str
    sector: str
    code: str


class Who(NamedTuple):
    """Whom that is: the id in the registry, the part of society as a word, the keys to find it by, the first its own.

    ``dated`` says that whom it acts for depends on the day: then ``owners`` tells.
    """

    id: str | None
    office: str | None
    keys: list[str]
    dated: bool


def identify(actor: Named, registry: Registry, sectors: dict[str, str]) -> Who:
    """Say whom a feed means; ``sectors`` has a word for each code of a sector."""
    codes = actor.sector.split()
    office = next((sectors[code] for code in codes if code in sectors), None)
    country = actor.country if actor.country in registry.actors else None
    found = registry.find(actor.name)
    if found and country and registry.actors[found].kind == "state" and found != country:
        found = None  # the Georgia of the United States, not the state
    if found is None and country and (not codes or codes[0] in STATE):
        found = country
    if found is None:
        keys = [unknown_key(actor.name)]
        dated = False
    else:
        chain = _chain(found, registry)
        dated = any(registry.actors[one].offices for one in chain if one in registry.actors)
        keys = [found] if dated else chain
    return Who(found, office, list(dict.fromkeys([*keys, *([country] if country else [])])), dated)


def _chain(actor: str, registry: Registry) -> list[str]:
    """Give an actor of the registry and those for whom it acts at all times, each once."""
    chain: list[str] = []
    while actor and actor not in chain:
        chain.append(actor)
        found = registry.actors.get(actor)
        actor = found.of or "" if found else ""
    return chain


def owners(actor: str, first: int, last: int, registry: Registry) -> list[str]:
    """Give those for whom an actor acts on a day from ``first`` to ``last`` (day numbers, inclusive)."""
    return list(registry.stands_for(actor, When("", (somewhere(first, last),))))


def unknown(named: list[Named], known: list[Who]) -> list[tuple[str, str]]:
    """Give key and name of the actors that the registry does not know."""
    return [
        (who.keys[0], actor.name)
        for actor, who in zip(named, known, strict=True)
        if who.id is None and who.keys[0] == "~" + fold(actor.name)
    ]
