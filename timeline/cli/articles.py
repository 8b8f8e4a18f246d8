"""The articles that candidates were read in, and which of them are seeds of a file of events."""

from __future__ import annotations

from collections.abc import Callable

from timeline.errors import DataError
from timeline.model.candidate import Candidate, Told
from timeline.read import seed
from timeline.review.source import Kept, words
from timeline.store import seeds

Copies = Callable[[Told], bool]
"""Says of an article that is no seed whether a copy of it is to be kept as one."""


def never(told: Told) -> bool:
    """Keep no copies."""
    del told
    return False


class Articles:
    """Articles as they are seen from a file of events; with ``dry_run`` no copy is made, but only spoken of."""

    def __init__(self, events_file: str, *, dry_run: bool = False) -> None:
        self._file = events_file
        self._dry_run = dry_run
        self._spoken_of: dict[str, str] = {}

    def text(self, told: Told) -> str | None:
        """Give the words of the article that was read; None where it cannot be read now."""
        name = seeds.find(told, self._file)
        if name is not None:
            return self.seed_text(name)
        made = seeds.copy(told)
        return made.text if made else None

    def seed_text(self, name: str) -> str | None:
        """Give the words of a seed; None where there is none of that name, or none that can be read."""
        path = seed.locate(name, self._file)
        try:
            return self._spoken_of.get(name) if path is None else seed.load(path).text
        except (OSError, DataError):
            return None

    def kept(self, candidate: Candidate, copies: Copies) -> list[Kept | None]:
        """Give for each text of a candidate the seed that it is in, copied just now if need be; None where it is not.

        Raises ``TimelineError`` where a copy cannot be made.
        """
        return [self._kept(told, copies) for told in candidate.sources]

    def _kept(self, told: Told, copies: Copies) -> Kept | None:
        name = seeds.find(told, self._file)
        if name is not None:
            return Kept(name, self.seed_text(name) or "")
        made = seeds.copy(told)
        if made is None or not copies(told):
            return None
        name = made.names[0]
        if self._dry_run:
            self._spoken_of[name] = made.text
        elif words(made.text, told.quote.text) is not None:
            # What does not have the words is of no use, and whoever asks is told so.
            name = seeds.keep(told, self._file)
        return Kept(name, made.text)
