"""The ratchet: what the reader of events makes of the project's own gold may only become better."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.gold_events_score import BOTH, EVENTS, KINDS, Gold, Table, figures, read_table, rows, table
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.kinds import kinds
from timeline.model.article import Article
from timeline.model.status import STATUSES
from timeline.read import gold_events, gold_kinds
from timeline.report.evaluation import Figures
from timeline.store.source import lines

AGAIN = "if this is meant, run `make score`, which writes tests/gold/*.scores.tsv anew, and commit that"
COUNTS = {"events", "found", "sentences"}
REGISTRY = load(shipped())


@cache
def found(gold: Gold) -> Figures:
    return figures(gold)


@cache
def now(gold: Gold) -> Table:
    return rows(found(gold))


@cache
def kept(gold: Gold) -> Table:
    return read_table(gold.table.read_text(encoding="utf-8"))


@cache
def articles() -> list[gold_events.Gold]:
    return [gold for path in EVENTS.files for gold in gold_events.parse(lines(str(path)), str(path))]


@cache
def marked() -> list[gold_kinds.Marked]:
    return [one for path in KINDS.files for one in gold_kinds.parse(lines(str(path)), str(path))]


# --- the gold itself -------------------------------------------------------------------------------------------------


def test_the_articles_have_names_of_their_own_and_events() -> None:
    names = [gold.document.id for gold in articles()]
    assert len(names) == len(set(names)) == 64
    assert [gold.document.id for gold in articles() if gold.document.published is None] == []
    assert [gold.document.id for gold in articles() if not gold.events] == []


def test_what_the_gold_says_of_events_can_be_said() -> None:
    bad = []
    for gold in articles():
        for event in gold.events:
            start, end = event.at
            text = gold.document.text
            wrong = [
                text[start:end] != event.trigger or not event.trigger,
                *(quote not in text or quote != quote.strip() for quote in event.quotes),
                event.kind not in kinds(),
                event.status not in STATUSES,
                any(actor.role not in {"source", "target", "other"} or not actor.name for actor in event.actors),
                any(
                    actor.id is not None and not re.fullmatch(r"[A-Z]{3}|[a-z0-9-]+", actor.id)
                    for actor in event.actors
                ),
            ]
            if any(wrong):
                bad.append((gold.document.id, event, wrong))
    assert bad == []


def test_no_two_marked_events_are_one() -> None:
    for gold in articles():
        marks = [(event.at, event.kind) for event in gold.events]
        assert len(marks) == len(set(marks)), gold.document.id


def test_what_the_gold_says_of_sentences_can_be_said() -> None:
    texts = [one.text for one in marked()]
    assert len(texts) == len(set(texts))
    assert [one.line for one in marked() if one.kind not in {*kinds(), gold_kinds.YIELD}] == []
    assert [one.line for one in marked() if one.status not in {"", *STATUSES}] == []
    assert [one.line for one in marked() if one.text != one.text.strip()] == []


@pytest.mark.parametrize("role", ["source", "target"])
def test_who_takes_part_stands_in_the_sentence(role: str) -> None:
    assert [(one.line, getattr(one, role)) for one in marked() if getattr(one, role) not in one.text] == []


# --- the ratchet -----------------------------------------------------------------------------------------------------

ROWS = [(EVENTS, "all"), (KINDS, "all"), *((KINDS, kind) for kind in sorted({one.kind for one in marked()}))]


@pytest.mark.parametrize("gold", BOTH, ids=lambda gold: gold.name)
def test_the_table_has_the_rows_and_columns_of_the_gold(gold: Gold) -> None:
    assert list(kept(gold)) == [name for one, name in ROWS if one == gold], AGAIN
    assert all(list(row) == list(found(gold).heads) for row in kept(gold).values()), AGAIN
    head = [line for line in gold.table.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert head == [line for line in table(gold, found(gold)).splitlines() if line.startswith("#")], AGAIN


@pytest.mark.parametrize(("gold", "name"), ROWS, ids=[f"{gold.name}-{name}" for gold, name in ROWS])
def test_no_figure_falls(gold: Gold, name: str) -> None:
    before, after = kept(gold)[name], now(gold)[name]
    marks = (COUNTS - {"found"}) & set(before)
    assert {head: after[head] for head in marks} == {head: before[head] for head in marks}, f"other marks; {AGAIN}"
    fallen = {
        head: f"{before[head]} to {after[head]}"
        for head in set(before) - COUNTS
        if _share(after[head]) < _share(before[head])
    }
    assert fallen == {}, f"{gold.name} {name}: fell; {AGAIN}"


def _share(written: str) -> float:
    return -1 if written == "-" else float(written)


def test_every_word_of_a_candidate_stands_in_its_article() -> None:
    known = tools(REGISTRY)
    quotes = 0
    for gold in articles():
        text = gold.document.text
        for one in events(Article(str(gold.document.id), text, gold.document.published), known):
            for quote in filter(None, (one.quote, one.trigger, *(told.quote for told in one.sources))):
                assert text[quote.start : quote.end] == quote.text
                quotes += 1
            for part in one.actors:
                assert part.name in text
                assert one.quote.start <= part.start < part.end <= one.quote.end
    assert quotes > 1000
