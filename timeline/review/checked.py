"""What is to go into a file of events, held against all that the file asks of an event."""

from __future__ import annotations

from collections.abc import Callable

from timeline.errors import DataError, Problem
from timeline.lexicon.actors import Registry
from timeline.lexicon.kinds import kinds
from timeline.model.event import Event
from timeline.read import Raw
from timeline.read.record import events


def checked(raw: Raw, registry: Registry, path: str, text_of: Callable[[str], str | None]) -> Event:
    """Make an event of a record; raise ``DataError`` with every fault.

    Beside what every event must have, its kind must be known, it must have a source, and a quote from a seed must stand
    in it; ``text_of`` gives the words of a seed, None where there is none of that name.
    """
    problems: list[Problem] = []
    found = list(events([raw], registry, path, problems))

    def fault(where: tuple[str | int, ...], code: str, message: str, hint: str) -> None:
        problems.append(Problem(path, *raw.place(where), code, message, hint))

    kind = raw.values.get("kind") if isinstance(raw.values, dict) else None
    if isinstance(kind, str) and kind not in kinds():
        fault(("kind",), "unknown-kind", f"no kind is called '{kind}'", "see `timeline kinds`")
    for one in found:
        if not one.event.sources:
            fault((), "no-source", "an event needs a source", "add 'sources:' with at least one")
        for number, source in enumerate(one.event.sources):
            where = ("sources", number)
            if not source.address:
                fault(where, "broken-source", "a source has neither seed nor url", "say where it is found")
            if not (source.seed and source.quote):
                continue
            text = text_of(source.seed)
            if text is None:
                fault((*where, "seed"), "missing-seed", f"there is no seed '{source.seed}'", "put it into seeds/")
            elif source.quote not in text:
                message = f"these words do not stand in '{source.seed}'"
                fault((*where, "quote"), "quote-not-found", message, "quote it word for word, on one line")
    if problems:
        raise DataError(problems)
    return found[0].event
