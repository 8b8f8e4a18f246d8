"""The actors that a feed names, and whom it means by them: each is found out once in an import."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.lexicon import feeds as crosswalks
from timeline.lexicon.actors import Registry
from timeline.store.world import actors
from timeline.store.world.actors import Named, Who

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

NOBODY = "\0\0\0"


class Met(NamedTuple):
    """The actors that were met, by their number: id in the registry, part of society as a word, keys that columns have.

    ``dated`` says that whom one acts for depends on the day: then ``Cast.owners`` tells, for its id.
    """

    ids: list[str | None]
    offices: pa.DictionaryArray
    keys: pa.DictionaryArray
    dated: np.ndarray[Any, Any]


class Cast:
    """Whom the feed means, for several threads; ``unknown`` has key and name of those whom the registry has not."""

    def __init__(self, registry: Registry) -> None:
        """Take the registry."""
        self._registry = registry
        self._sectors = crosswalks.sectors()
        self._numbers = {NOBODY: 0}
        self._who = [Who(None, None, [], dated=False)]
        self._met = _tabled(self._who)
        self._lock = Lock()
        self._owners = cache(lambda actor, first, last: keys(actors.owners(actor, first, last, registry)))
        self.unknown: dict[str, str] = {}

    def whom(self, several: list[str]) -> np.ndarray[Any, Any]:
        """Give the number of each: its name, country, sector and code (``actors.Named``), joined by NUL."""
        import numpy as np

        with self._lock:
            for one in several:
                if one not in self._numbers:
                    self._meet(one)
            return np.fromiter(map(self._numbers.__getitem__, several), dtype=np.int64, count=len(several))

    def _meet(self, joined: str) -> None:
        named = Named(*joined.split("\0"))
        who = actors.identify(named, self._registry, self._sectors)
        for key, name in actors.unknown([named], [who]):
            self.unknown[key] = min(self.unknown.get(key, name), name)
        self._numbers[joined] = len(self._who)
        self._who.append(who)

    def known(self, numbers: list[int]) -> list[Who]:
        """Tell of some by their number."""
        return [self._who[number] for number in numbers]

    def met(self) -> Met:
        """Give what is known of all who were met so far."""
        import numpy as np
        import pyarrow as pa

        with self._lock:
            # Most parts of a file meet somebody: who were met before them must not be gone through again.
            if new := self._who[len(self._met.dated) :]:
                known, more = self._met, _tabled(new)
                self._met = Met(
                    known.ids + more.ids,
                    pa.concat_arrays([known.offices, more.offices]),
                    pa.concat_arrays([known.keys, more.keys]),
                    np.concatenate([known.dated, more.dated]),
                )
            return self._met

    def owners(self, actor: str, first: int, last: int) -> str:
        """Give the keys of those for whom an actor acts on a day from ``first`` to ``last``: day numbers, inclusive."""
        with self._lock:
            return self._owners(actor, first, last)


def _tabled(several: list[Who]) -> Met:
    import numpy as np
    import pyarrow as pa

    return Met(
        [who.id for who in several],
        pa.array([who.office for who in several], pa.string()).dictionary_encode(),
        pa.array([keys(who.keys) for who in several], pa.string()).dictionary_encode(),
        np.array([who.dated for who in several], dtype=bool),
    )


def keys(several: list[str]) -> str:
    """Write keys as columns have them: ``|SRB||~belgrade police|``."""
    return "".join(f"|{key}|" for key in several)
