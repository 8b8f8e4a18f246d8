"""What holds for the candidates of any text: where their words stand, what they say, what they depend on and cost."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.extract.events import LEAST, events, identify
from timeline.extract.language import tools
from timeline.extract.sentences import LONGEST, sentences
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.kinds import kinds
from timeline.model.article import Article
from timeline.model.candidate import Candidate, document, from_document
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse
from timeline.model.status import STATUSES
from timeline.report.candidates import draft

ROOT = Path(__file__).parents[2]
REGISTRY = load(shipped())
TOOLS = tools(REGISTRY)
PUBLISHED = parse_iso_day("2024-10-11")


def read(text: str, published: int | None = PUBLISHED, least: float | None = 0.0) -> list[Candidate]:
    return events(Article("a", text, published), TOOLS, least)


# --- texts -----------------------------------------------------------------------------------------------------------

SENTENCES = (
    "Rebels attacked the town of Gao on Monday.", "The village was burned by soldiers who had fled.",
    "Serbia and Turkey signed a pact on drones.", "He denied that police had beaten 12 students.",
    "It also offered aid to Kosovo.", "The president of Serbia will visit Oslo next week.",
    "Erdogan, Turkey's president, met Edi Rama, Albania's prime minister.", "Norway refused to send troops.",
    "The strike was called off in May 1999, the union said.", "If Iran attacks, Israel will send tanks.",
    "“We will not sign,” the minister told reporters on Friday.", "Talks between Greece and Turkey collapsed.",
    "KAMPALA, March 3 (Agency) - The government arrested three editors.", "Nobody was hurt.",
    "Police arrest two men in Kampala", "Having lost the vote, the U.S. envoy resigned.",
    "The court's ruling, which angered Serbs, was condemned by the European Union.",
)  # fmt: skip
PIECES = (
    "Serbia", "Turkey's", "the president", "of", "Erdogan", "who", "that", "to", "attacked", "will", "not", "was", "by",
    "said", "refused", "agreed", "talks", "and", ",", ".", "“", "”", "'s", "(", ")", ":", "-", "on Monday", "in 1999",
    "since", "he", "it", "they", "the", "a", "police", "denied", "could", "attacks", "sanctions", "on", "if", "Mr.",
    "U.S.", "having", "being", "been", "had", "is", "called", "off", "signing", "1,000", "12", "%", "Vučić", "is ready",
    "aid",
)  # fmt: skip
ODD = (
    "İstanbul", "ſerbia", "Čačak", "е\u0301", "\u200b", "\u00a0", "\u2028", "\x00", "\x1c", "\r", "\ufeff", "🇷🇸",
    "\ue000", "\U0010ffff", "ŉ", "ß", "ǆ", "٢٠٢٤", "²", "①", "’", "‘", "„", "…", "--", "—", "\x85", "\x1b[31m", "ﬁ",
    "𝐒erbia", "ΐ", "ᾳ",
)  # fmt: skip
_space = st.sampled_from([" ", " ", " ", " ", "", "\n", "\n\n", "  ", "\t", "\r\n"])
_piece = st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.sampled_from(ODD), st.text(max_size=4))
_mixed = st.lists(st.tuples(_piece, _space), max_size=30).map(lambda pairs: "".join(map("".join, pairs)))
_told = st.lists(st.tuples(st.sampled_from(SENTENCES), _space), max_size=5)
_story = _told.map(lambda pairs: "".join(map("".join, pairs)))
_cut = st.builds(lambda text, start, end: text[start:end], _story, st.integers(0, 40), st.integers(40, 300))
texts = st.one_of(_mixed, _story, _story, _cut, st.text(max_size=60))
days = st.sampled_from([None, PUBLISHED, PUBLISHED, parse_iso_day("0002-02-01"), parse_iso_day("9998-12-31")])

# --- sentences -------------------------------------------------------------------------------------------------------


@given(texts)
@example("İ ŉ. ﬁ.\x85\u2028 A.")
@example(("x" * 4000) + " y.")
def test_sentences_tile_their_text(text: str) -> None:
    found = list(sentences(text))
    place = 0
    for sentence, _ in found:
        assert place <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert sentence.end - sentence.start <= LONGEST
        assert not text[place : sentence.start].strip()
        place = sentence.end
    assert not text[place:].strip()
    numbers = [number for _, number in found]
    assert numbers == sorted(numbers)


# --- what a candidate says -------------------------------------------------------------------------------------------


@given(texts, days)
@example("İstanbul İ attacked İzmir. He attacked ŉ.", PUBLISHED)
@example("Serbia ’s army attacked the ’ town on Monday\x85 .", PUBLISHED)
def test_words_can_be_cut_from_their_text(text: str, published: int | None) -> None:
    for one in read(text, published):
        assert text[one.quote.start : one.quote.end] == one.quote.text
        trigger = one.trigger
        assert trigger is not None
        assert one.quote.start <= trigger.start < trigger.end <= one.quote.end
        assert text[trigger.start : trigger.end] == trigger.text
        for part in one.actors:
            assert one.quote.start <= part.start < part.end <= one.quote.end
            assert part.name
        for told in one.sources:
            assert text[told.quote.start : told.quote.end] == told.quote.text


@given(texts, days)
def test_each_field_is_one_of_what_it_can_be(text: str, published: int | None) -> None:
    for one in read(text, published):
        assert one.kind in kinds()
        assert one.status in STATUSES
        assert 0 <= one.score <= 1
        assert 0 < len(one.title) <= 110
        assert "\n" not in one.title
        assert one.title == one.title.strip()
        assert len(one.reasons) >= 2
        assert all(one.reasons)
        for part in one.actors:
            assert part.role in {"source", "target", "other"}
            assert part.id is None or part.id in REGISTRY.actors
            assert part.country is None or REGISTRY.actors[part.country].kind == "state"
        assert one.known is None


@given(texts, days)
@example("From 1914 to 1918 rebels attacked. In early 2030 they attacked since 1999.", PUBLISHED)
@example("Rebels have attacked the town since 2030.", PUBLISHED)
def test_a_date_can_be_read_and_lies_between_its_days(text: str, published: int | None) -> None:
    for one in read(text, published):
        if one.date is None:
            assert (one.first, one.last) == (None, None)
            continue
        when = parse(one.date)
        assert (one.first, one.last) == (when.first, when.last), one
        if one.first is not None and one.last is not None:
            assert parse_iso_day(one.first) <= parse_iso_day(one.last)


@given(texts, days)
def test_a_candidate_is_what_its_document_says(text: str, published: int | None) -> None:
    for one in read(text, published):
        values = document(one)
        assert from_document(json.loads(json.dumps(values))) == one


# --- on what it depends ----------------------------------------------------------------------------------------------


@given(texts, texts, days)
def test_a_text_comes_out_the_same_whatever_was_read_between(text: str, other: str, published: int | None) -> None:
    found = read(text, published)
    read(other, PUBLISHED)
    assert read(text, published) == found


@given(texts, days)
def test_an_id_is_made_of_the_words_of_the_quote_and_nothing_else(text: str, published: int | None) -> None:
    for one in read(text, published):
        assert one.trigger is not None
        assert one.id == identify(one.quote.text, one.trigger.start - one.quote.start)


@pytest.mark.parametrize("text", SENTENCES)
def test_an_id_is_the_same_wherever_and_whenever_its_sentence_is_told(text: str) -> None:
    alone = {one.id for one in read(text)}
    assert {one.id for one in read(f"It is late.\n\n{text}", None)} - {one.id for one in read("It is late.")} == alone


@given(texts, st.floats(0, 1))
def test_nothing_is_below_the_bar_and_without_one_the_best_is_given(text: str, least: float) -> None:
    assert all(one.score >= least for one in read(text, PUBLISHED, least))
    every, usual = read(text), read(text, PUBLISHED, None)
    assert bool(usual) == bool(every)
    assert len(usual) <= 1 or all(one.score >= LEAST for one in usual)


@given(st.lists(texts, max_size=3))
def test_articles_are_read_one_by_one_and_none_is_lost(several: list[str]) -> None:
    articles = [Article(str(number), text, PUBLISHED) for number, text in enumerate(several)]
    found = draft(articles, TOOLS)
    asked = {article.address for article in articles if events(article, TOOLS)}
    assert {told.address for one in found for told in one.sources} <= {article.address for article in articles}
    if len(articles) == 1:
        assert found == events(articles[0], TOOLS)
    for one in found:
        for told in one.sources:
            assert told.address in asked
            assert several[int(told.address)][told.quote.start : told.quote.end] == told.quote.text


STORY = "\n\n".join(
    (
        "Serbia signs pact with Turkey", " ".join(SENTENCES[:6]), " ".join(SENTENCES[6:]),
        "İstanbul attacked Čačak. He left.",
    )
)  # fmt: skip
PROGRAM = """
import sys
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.model.article import Article
for one in events(Article("a", sys.argv[1], int(sys.argv[2])), tools(load(shipped())), 0.0):
    print(ascii(one))
"""


@pytest.mark.parametrize(("seed", "locale"), [("0", "C"), ("1", "tr_TR.UTF-8"), ("4294967295", "C.UTF-8")])
def test_the_same_is_found_in_another_process_with_other_surroundings(seed: str, locale: str) -> None:
    environment = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Pacific/Kiritimati"}
    line = [sys.executable, "-X", "utf8", "-c", PROGRAM, STORY, str(PUBLISHED)]
    done = subprocess.run(line, env=environment, capture_output=True, check=True, cwd=ROOT, timeout=60)
    found = [ascii(one) for one in read(STORY)]
    assert len(found) > 12
    assert done.stdout.decode("ascii").splitlines() == found


# --- what it costs ---------------------------------------------------------------------------------------------------

LONG = {
    "one word": "attack " * 1_500,
    "one word without spaces": "attack" * 1_700,
    "one name": "Serbia " * 1_500,
    "clauses in clauses": "he said that " * 2_000 + "rebels attacked the town.",
    "infinitives in infinitives": "Rebels agreed " + "to agree " * 2_000 + "to attack.",
    "relatives": "The man " + "who met the man " * 700 + "left.",
    "ands": "Rebels attacked " + "and attacked " * 800 + "the town.",
    "commas": "Serbia, " * 1_300 + "signed a pact.",
    "quotes": "“" * 10_000,
    "brackets": "(" * 5_000 + ")" * 5_000,
    "marks": ".,:;-" * 2_000,
    "lines": "Rebels attack town\n" * 500,
    "nothing": " \n" * 5_000,
    "pronouns": "He met her. " * 300,
}


@pytest.mark.parametrize("name", LONG)
def test_no_text_is_too_much(name: str) -> None:
    text = LONG[name]
    for one in read(text):
        assert text[one.quote.start : one.quote.end] == one.quote.text


def calls(work: Callable[[], object]) -> int:
    """Count the functions that are called, those of the library included."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


UNITS = {
    "a story": STORY + "\n\n",
    "one event": "Rebels attacked the town of Gao on Monday. ",
    "events of a paragraph each": "Rebels attacked the town of Gao.\n\n",
    "clauses in clauses": "he said that ",
    "infinitives in infinitives": "to agree ",
    "ands": "and attacked ",
    "relatives": "who met the man ",
    "commas": "Serbia, ",
    "nouns": "attack ",
    "names": "Recep Tayyip ",
    "ofs": "the attack of ",
    "one long word": "attack",
    "brackets": "(a ",
    "quotes": "“a ” ",
    "stops": "a. ",
    "lines": "A heading\n",
}


@pytest.mark.parametrize("name", UNITS)
def test_four_times_the_text_costs_four_times_as_many_steps(name: str) -> None:
    unit = UNITS[name]
    short = unit * (4_000 // len(unit))
    read(short)
    least = calls(lambda: read(""))
    once, four = (calls(lambda text=text: read(text)) - least for text in (short, short * 4))  # type: ignore[misc]
    assert four <= 5 * max(once, 0) + 500, (once, four)


def test_candidates_of_many_articles_are_compared_in_linear_work() -> None:
    def story(count: int) -> list[Article]:
        towns = itertools.cycle(["Gao", "Lome", "Oslo", "Kampala", "Accra", "Tirana", "Ankara"])
        return [
            Article(str(number), f"Rebels attacked {next(towns)} on {1 + number % 28} May {1900 + number}.", PUBLISHED)
            for number in range(count)
        ]

    draft(story(200), TOOLS)
    once, four = (calls(lambda size=size: draft(story(size), TOOLS)) for size in (100, 400))  # type: ignore[misc]
    assert four <= 5.5 * once, (once, four)
