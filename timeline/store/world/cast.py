"""The actors that a feed names, and whom it means by them: each is found out once in an import."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import NamedTuple

from timeline.lexicon import feeds as crosswalks
from timeline.lexicon.actors import Registry
from timeline.store.world import actors
from timeline.store.world.actors import Named


class Met(NamedTuple):
    """Whom a feed means: the id in the registry, the part of society as a word, the keys that columns have.

    ``dated`` says that whom it acts for depends on the day: then ``Cast.owners`` tells, for its id.
    """

    id: str | None
    office: str | None
    keys: str
    dated: bool


class Cast:
    """Whom the feed means, for several threads; ``unknown`` has key and name of those whom the registry has not."""

    def __init__(self, registry: Registry) -> None:
        """Take the registry."""
        self._registry = registry
        self._sectors = crosswalks.sectors()
        self._known: dict[tuple[str, ...], Met] = {}
        self._lock = Lock()
        self._owners = cache(lambda actor, first, last: keys(actors.owners(actor, first, last, registry)))
        self.unknown: dict[str, str] = {}

    def whom(self, several: Iterable[tuple[str, ...]]) -> list[Met]:
        """Say whom each means: an actor's name, country, sector and code, as ``actors.Named`` has them."""
        with self._lock:
            return [self._known.get(one) or self._meet(Named(*one)) for one in several]

    def _meet(self, named: Named) -> Met:
        who = actors.identify(named, self._registry, self._sectors)
        for key, name in actors.unknown([named], [who]):
            self.unknown[key] = min(self.unknown.get(key, name), name)
        met = self._known[named] = Met(who.id, who.office, keys(who.keys), who.dated)
        return met

    def owners(self, actor: str, first: int, last: int) -> str:
        """Give the keys of those for whom an actor acts on a day from ``first`` to ``last``: day numbers, inclusive."""
        with self._lock:
            return self._owners(actor, first, last)


def keys(several: list[str]) -> str:
    """Write keys as columns have them: ``|SRB||~belgrade police|``."""
    return "".join(f"|{key}|" for key in several)
