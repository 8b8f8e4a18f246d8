"""The evaluation of events: the candidates of articles against the events that people marked in them.

``recall`` is the share of marked events that were found, ``precision`` that of candidates that are one; of those found,
``date``, ``kind`` and ``status`` are the shares that are right, ``actors`` the F1 of who takes part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from timeline.extract.compare import Event, is_somebody, paired, shared
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.model.article import Article
from timeline.model.candidate import Candidate
from timeline.read.gold_events import Gold, parse
from timeline.report.evaluation import Clock, Difference, Figures, Lines

HEADS = ("events", "found", "recall", "precision", "date", "kind", "status", "actors")


def evaluate(files: Lines, clock: Clock) -> Figures:
    """Read each article as if it were not known what is marked there, and compare."""
    known = tools(load(shipped()))
    golds = [gold for path, lines in files.items() for gold in parse(lines, path)]
    events(Article("", "A warm-up.", None), known)
    count: Counter[str] = Counter()
    differences: list[Difference] = []
    seconds = 0.0
    for gold in golds:
        document = gold.document
        began = clock()
        found = events(Article(str(document.id), document.text, document.published), known)
        seconds += clock() - began
        differences += _compare(gold, found, count)
    size = sum(len(gold.document.text) for gold in golds)
    return Figures(HEADS, [("all", _figures(count))], differences, len(golds), size, seconds)


def _compare(gold: Gold, found: list[Candidate], count: Counter[str]) -> Iterator[Difference]:
    marked = [
        Event(one.quotes, one.at, one.when, one.kind, one.status, [(actor.name, actor.id) for actor in one.actors])
        for one in gold.events
    ]
    pairs = paired(found, marked)
    count.update(events=len(marked), found=len(found), hits=len(pairs))
    name = gold.document.id
    for number, other in pairs:
        candidate, event = found[number], marked[other]
        trigger = gold.events[other].trigger
        same = {
            "date": (candidate.first, candidate.last) == (event.when.first, event.when.last)
            and candidate.date is not None,
            "kind": candidate.kind == event.kind,
            "status": candidate.status == event.status,
        }
        count.update(what for what, is_right in same.items() if is_right)
        both = shared(candidate, event)
        mine = sum(map(is_somebody, candidate.actors))
        count.update(shared=both, mine=mine, theirs=len(event.actors))
        wanted = {"date": event.when.text, "kind": event.kind, "status": event.status}
        had = {"date": candidate.date or "", "kind": candidate.kind, "status": candidate.status}
        for what, is_right in same.items():
            if not is_right:
                yield _difference(name, event.at[0], what, trigger, wanted[what], candidate, had[what])
        if both < max(mine, len(event.actors)):
            people = "; ".join(known or told for told, known in event.actors)
            ours = "; ".join(part.id or part.name for part in candidate.actors)
            yield _difference(name, event.at[0], "actors", trigger, people, candidate, ours)
    for other, event in enumerate(marked):
        if all(other != one for _, one in pairs):
            yield Difference(
                name, event.at[0], "missed", event.kind, gold.events[other].trigger, event.quotes[0], "", "", ""
            )
    for number, candidate in enumerate(found):
        if all(number != one for one, _ in pairs):
            yield _difference(name, candidate.quote.start, "spurious", "", "", candidate, candidate.quote.text)


def _difference(
    document: str | int, at: int, what: str, gold: str, wanted: str, candidate: Candidate, had: str
) -> Difference:
    word = candidate.trigger.text if candidate.trigger else ""
    return Difference(document, at, what, candidate.kind, gold, wanted, word, had, candidate.reasons[0])


def _figures(count: Counter[str]) -> tuple[float | int | None, ...]:
    def share(part: str, whole: str) -> float | None:
        return count[part] / count[whole] if count[whole] else None

    people = count["mine"] + count["theirs"]
    return (
        count["events"], count["found"], share("hits", "events"), share("hits", "found"),
        share("date", "hits"), share("kind", "hits"), share("status", "hits"),
        2 * count["shared"] / people if people else None,
    )  # fmt: skip
