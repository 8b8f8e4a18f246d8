"""One event told several times: what becomes one candidate, and what stays apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.extract.merge import joined, merged, same, words
from timeline.lexicon.actors import load, shipped
from timeline.model.article import Article
from timeline.model.candidate import Candidate, Part, Quote, Told
from timeline.model.day import parse_iso_day
from timeline.report.candidates import draft

TOOLS = tools(load(shipped()))
FRIDAY = parse_iso_day("2024-10-11")


def read(*texts: str) -> list[Candidate]:
    """Read articles of one day, called a0, a1 and so on."""
    return draft([Article(f"a{number}", text, FRIDAY) for number, text in enumerate(texts)], TOOLS)


def told(candidate: Candidate) -> list[str]:
    return [source.address for source in candidate.sources]


ONE = {
    "heading and lead": ["Serbia signs pact with Turkey\n\nSerbia signed a pact with Turkey on Monday."],
    "heading, lead and more": [
        "Police arrest three editors\n\nPolice in Kampala arrested three editors on Monday. They were arrested at home."
    ],
    "said again": ["Rebels attacked the town of Gao on Monday. Rebels attacked the town of Gao on Monday, it said."],
    "named again": ["Erdogan visited Tirana on Monday. It rained. The visit was short."],
    "two articles": [
        "Police in Kampala arrested three editors on Monday.",
        "Three editors were arrested by police in Kampala on Monday.",
    ],
    "two articles, the other way round": [
        "Serbia signed a defence pact with Turkey on Monday.",
        "Turkey signed a defence pact with Serbia on Monday.",
    ],
    "three articles": [
        "Rebels attacked the town of Gao on Monday.",
        "On Monday rebels attacked the town of Gao.",
        "The town of Gao was attacked by rebels on Monday.",
    ],
    "of no day and of a day": [
        "Police in Kampala arrested three editors.",
        "Three editors were arrested by police in Kampala on Monday.",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", ONE)
def test_one_event_is_one_candidate(name: str) -> None:
    texts = ONE[name]
    (found,) = read(*texts)
    assert told(found) == [f"a{number}" for number in range(len(texts))]
    for source in found.sources:
        text = texts[int(source.address[1:])]
        assert text[source.quote.start : source.quote.end] == source.quote.text


@pytest.mark.parametrize("name", ["heading and lead", "heading, lead and more", "of no day and of a day"])
def test_the_closer_date_wins_and_the_reasons_quote_the_other(name: str) -> None:
    (found,) = read(*ONE[name])
    assert (found.date, found.first, found.last) == ("2024-10-07", "2024-10-07", "2024-10-07")
    assert any(": “" in reason for reason in found.reasons[2:]), found.reasons


SEVERAL = {
    "two days": ["Rebels attacked the town of Gao on Monday. Rebels attacked the town of Gao on Tuesday."],
    "two days in two articles": [
        "Rebels attacked the town of Gao on Monday.", "Rebels attacked the town of Gao on Tuesday.",
    ],
    "two kinds": ["Rebels attacked the town of Gao on Monday.", "Police arrested two men in Oslo on Monday."],
    "two others": ["Greece and Turkey met in Paris on Monday. Greece and Cyprus met in Rome on Monday."],
    "two who are met": [
        "Erdogan met Vucic in Belgrade on Friday.", "Erdogan met Edi Rama in Tirana on Thursday.",
    ],
    "denied and occurred": [
        "Ghana denied that its army had shelled the hospital in Togo.\n\nIts army shelled the hospital in Togo."
    ],
    "denied and occurred in two articles": [
        "Ghana denied that its army had shelled the hospital in Togo.", "The army shelled the hospital in Togo.",
    ],
    "cancelled and occurred": ["The visit was cancelled.", "Erdogan visited Tirana."],
    "of one sentence": ["Rebels attacked Gao and police arrested two men in Oslo on Monday."],
}  # fmt: skip


@pytest.mark.parametrize("name", SEVERAL)
def test_two_events_are_two_candidates(name: str) -> None:
    found = read(*SEVERAL[name])
    assert len(found) == 2
    assert [len(candidate.sources) for candidate in found] == [1, 1]
    assert len({candidate.id for candidate in found}) == 2


def test_the_order_is_that_in_which_they_are_first_told() -> None:
    found = read(
        "Police in Kampala arrested three editors on Monday.\n\nRebels attacked the town of Gao on Tuesday.",
        "Greece and Turkey met in Paris on Monday.\n\nThree editors were arrested by police in Kampala on Monday.",
    )
    assert [candidate.kind for candidate in found] == ["coerce", "assault", "consult"]
    assert [told(candidate) for candidate in found] == [["a0", "a1"], ["a0"], ["a1"]]


# --- by themselves ---------------------------------------------------------------------------------------------------


def candidate(number: int, **changes: object) -> Candidate:
    text = f"Rebels attacked the harbour of Gao, sentence {number}."
    quote = Quote(100 * number + 1, 100 * number + 1 + len(text), text)
    made = Candidate(
        id=str(number), date="2024-10-07", first="2024-10-07", last="2024-10-07", title="Rebels attacked the harbour",
        kind="assault", status="occurred", actors=(Part("Mali", 0, 4, "MLI", "target", "MLI", "GOV"),), place=None,
        quote=quote, score=0.8, reasons=("assault: attack harbour", "dated by “Monday”"),
        sources=(Told(f"a{number}", quote),), trigger=Quote(quote.start + 7, quote.start + 15, "attacked"),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


APART = {
    "kind": {"kind": "aid"},
    "denied": {"status": "denied"},
    "cancelled": {"status": "cancelled"},
    "days": {"date": "2024-10-08", "first": "2024-10-08", "last": "2024-10-08"},
    "later": {"date": "2024-10-08/..", "first": "2024-10-08", "last": None},
    "earlier": {"date": "../2024-10-06", "first": None, "last": "2024-10-06"},
    "actors": {"actors": (Part("Peru", 0, 4, "PER", "target", "PER", "GOV"),)},
}


@pytest.mark.parametrize("name", APART)
def test_what_rules_it_out(name: str) -> None:
    assert same(candidate(1), candidate(2))
    other = candidate(2, **APART[name])
    assert (same(candidate(1), other), same(other, candidate(1))) == ("", "")
    assert merged([candidate(1), other]) == [candidate(1), other]


MEETING = {
    "open to the past": {"date": "../2024-10-11", "first": None, "last": "2024-10-11"},
    "open to the future": {"date": "2024-10-01/..", "first": "2024-10-01", "last": None},
    "a month": {"date": "2024-10", "first": "2024-10-01", "last": "2024-10-31"},
    "expected": {"status": "expected"},
}


@pytest.mark.parametrize("name", MEETING)
def test_days_that_can_be_the_same_rule_nothing_out(name: str) -> None:
    (found,) = merged([candidate(1), candidate(2, **MEETING[name])])
    assert (found.date, found.first, found.last) == ("2024-10-07", "2024-10-07", "2024-10-07")
    assert told(found) == ["a1", "a2"]


def test_what_no_text_dates_is_only_the_same_within_one_text() -> None:
    one = candidate(1)
    undated = candidate(2, date=None, first=None, last=None)
    assert merged([one, undated]) == [one, undated]
    here = (Told("a1", undated.quote),)
    (found,) = merged([one, replace(undated, sources=here)])
    assert (found.date, found.first, found.last) == ("2024-10-07", "2024-10-07", "2024-10-07")


def test_what_an_article_tells_with_no_date_was_not_long_before() -> None:
    late = candidate(2, date="../2024-10-11", first=None, last="2024-10-11")
    for year in ("2023", "1999", "1389"):
        assert not same(candidate(1, date=year, first=f"{year}-01-01", last=f"{year}-12-31"), late)


def test_of_two_the_better_told_is_kept_with_both_sources() -> None:
    found = joined(candidate(1), candidate(2, score=0.9, date="2024-10"), "told again")
    assert (found.id, found.score) == ("2", 0.9)
    assert told(found) == ["a1", "a2"]
    assert found.reasons[-1] == f"told again: “{candidate(1).quote.text}”"


def test_one_source_is_not_named_twice() -> None:
    one = candidate(1)
    found = joined(one, replace(candidate(2), sources=one.sources), "told again")
    assert found.sources == one.sources


def test_nothing_is_made_of_nothing_and_one_of_one() -> None:
    assert merged([]) == []
    assert merged([candidate(1)]) == [candidate(1)]


def test_words_are_the_same_for_forms_of_a_word() -> None:
    assert words("visited") == words("Visits") == words("The visit of")
    assert words("on by at") == set()


def test_events_of_one_article_are_merged_already() -> None:
    article = Article("a0", ONE["heading and lead"][0], FRIDAY)
    assert len(events(article, TOOLS)) == 1
