"""The events that articles propose: read, told together, and held against what is curated already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from timeline.extract.events import events
from timeline.extract.known import Curated
from timeline.extract.language import Tools
from timeline.extract.merge import merged
from timeline.model.article import Article
from timeline.model.candidate import Candidate
from timeline.model.event import Event


def draft(
    articles: Iterable[Article], tools: Tools, curated: Sequence[Event] = (), least: float | None = None
) -> list[Candidate]:
    """Propose the events of articles; what several tell is one candidate with several sources.

    The order is that of the articles, and of the quotes in each. ``known`` names the curated event that a candidate
    repeats.
    """
    known = Curated(curated)
    found = [candidate for article in articles for candidate in events(article, tools, least)]
    return list(_marked(merged(found), known))


def _marked(candidates: Iterable[Candidate], curated: Curated) -> Iterator[Candidate]:
    for candidate in candidates:
        known = curated.known(candidate)
        if known is None:
            yield candidate
        else:
            yield replace(candidate, known=known.id, reasons=(*candidate.reasons, f"known as {known.id}: {known.why}"))
