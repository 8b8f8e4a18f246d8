"""What holds for the mentions of time of any text: where they stand, what they say, and on what they depend."""

from __future__ import annotations

import itertools
import re
import string
import sys
from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from timeline.extract.dates import HEAD, dates
from timeline.lexicon.language import language
from timeline.model.day import FIRST_DAY, LAST_DAY, parse_iso_day
from timeline.model.edtf import parse
from timeline.model.mention import MODS, TYPES, Mention

PUBLISHED = parse_iso_day("2024-10-11")

# --- texts -----------------------------------------------------------------------------------------------------------

LEXICON = language("en")
WORDS = sorted({word for entries in LEXICON.words.values() for word in entries})
EXAMPLES = sorted({text for rules in LEXICON.rules.values() for rule in rules for text in rule.examples})
DATES = (
    "11 October 2024", "October 11, 2024", "Oct. 11, 2024", "2024-10-11", "2024-10-11T14:30", "11/10/2024",
    "13/10/24", "11.10.2024", "2024/10/11", "the 11th of October", "31 June 1999", "29 February 1900", "in 1914",
    "1914-18", "2016/17", "17/18 June", "490 BC", "479-323 BC", "AD 70", "9999 BC", "the 5th century BC",
    "the 490s BC", "the '90s", "the 99th century", "Q3 2024", "H1 2025", "FY2023", "14:30 GMT", "3 p.m.",
    "0930 hours", "24:00", "99:99", "0 BC", "25 October (7 November) 1917", "7 November 1917 (O.S. 25 October)",
    "Easter 1582", "Good Friday 9998", "1/2", "999999999999 years ago", "0.00001 weeks", "2 1/2 years",
    "two hundred and thirty-one days later", "1e9 days",
)  # fmt: skip
LINKS = (
    "from", "to", "between", "and", "until", "since", "before", "after", "by", "in", "on", "the", "of", "a", "late",
    "about", "more than", "the end of", "no later than", "or", "early", "(", ")", "[", "]", "-", "–", "—", "/", "'s",
    ",", ".", ":", ";", "“", "”", "$", "%", "#", "…", "!", "?",
)  # fmt: skip
ODD = (
    "İstanbul", "ſeptember", "Čačak", "९", "①", "²", "٢٠٢٤", "２０２４", "Ⅻ", "мая", "五月", "e\u0301", "\u200b",
    "\u00a0", "\u2028", "\x00", "\x1c", "\r", "\ufeff", "🎉", "\ue000", "\ue001\ue002", "\U0010ffff",
)  # fmt: skip
_number = st.integers(0, 3000).map(str) | st.integers(0, 10**14).map(str) | st.integers(0, 99).map("{:02d}".format)
_word = st.sampled_from(WORDS).flatmap(lambda word: st.sampled_from([word, word.capitalize(), word.upper()]))
_fragment = st.one_of(
    _word, _word, st.sampled_from(DATES), st.sampled_from(EXAMPLES), st.sampled_from(LINKS), _number,
    st.sampled_from(ODD), st.text(string.ascii_letters, min_size=1, max_size=8), st.text(max_size=4),
)  # fmt: skip
_space = st.sampled_from([" ", " ", " ", " ", "", "", "\n", ". ", ", ", "\n\n", "\n \n", "\t", "-"])
_joined = st.lists(st.tuples(_fragment, _space), max_size=25).map(lambda pairs: "".join(map("".join, pairs)))
_when = st.one_of(st.sampled_from(DATES), st.sampled_from(EXAMPLES), _word)
_sentence = st.one_of(
    st.builds("They met from {} to {}. ".format, _when, _when),
    st.builds("On {} they will meet, and {} later they parted. ".format, _when, st.sampled_from(EXAMPLES)),
    st.builds("It was signed {} ({}) and expires {}.\n\n".format, _when, _when, _when),
    st.builds("Between {} and {}, he said {}. ".format, _when, _number, _when),
    st.builds("The {} of {} began in {}; that year it ended. ".format, _word, _when, _when),
)
_story = st.lists(_sentence, max_size=6).map("".join)
texts = st.one_of(_joined, _joined, _story, st.text(max_size=60))
days = st.one_of(st.none(), st.just(PUBLISHED), st.integers(PUBLISHED - 90_000, PUBLISHED + 90_000))
any_day = days | st.integers(FIRST_DAY, LAST_DAY) | st.sampled_from([FIRST_DAY, LAST_DAY])


def read(text: str, published: int | None = None) -> list[Mention]:
    return list(dates(text, published))


# --- what a mention says ---------------------------------------------------------------------------------------------

_YEAR = r"(?:[0-9]{4}|BC[0-9]{4}|XXXX)"
_DATE = (
    rf"(?:{_YEAR}(?:-(?:[0-9]{{2}}|XX)(?:-(?:[0-9]{{2}}|XX))?|-W(?:[0-9]{{2}}|XX)(?:-(?:WE|[1-7]))?"
    r"|-Q[1-4X]|-H[12]|-(?:SP|SU|FA|WI))?|(?:BC)?[0-9]{2,3})"
)
_SOME = r"(?:[0-9]+(?:\.[0-9]+)?|X)"
_SPAN = rf"P(?=.)(?:{_SOME}(?:Y|M|Q|W|D|DE|CE)){{0,2}}(?:T(?:{_SOME}[HMS]){{1,2}})?"
VALUES = {
    "DATE": rf"{_DATE}|(?:PAST|PRESENT|FUTURE)_REF",
    "TIME": rf"{_DATE}T(?:MO|AF|EV|NI|(?:[01][0-9]|2[0-4]):[0-5][0-9])",
    "DURATION": _SPAN,
    "SET": rf"{_SPAN}|XXXX(?:-(?:[0-9]{{2}}|XX)(?:-XX)?|-WXX(?:-[1-7])?|-(?:SP|SU|FA|WI))?(?:T(?:MO|AF|EV|NI))?",
}
"""What a value of each type looks like."""


@given(texts, any_day)
@example("İ 5 May 1999", None)
@example("\n\n1999\n\n", PUBLISHED)
def test_mentions_can_be_cut_from_their_text_in_order_and_apart(text: str, published: int | None) -> None:
    found = read(text, published)
    for mention in found:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.text == mention.text.strip()
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


@given(texts, any_day)
@example("0.00001 weeks", None)
@example("1.37 years and 0.3 hours", None)
def test_types_mods_and_values_are_those_of_timex(text: str, published: int | None) -> None:
    rules = {rule.name: rule for several in LEXICON.rules.values() for rule in several}
    for mention in read(text, published):
        assert mention.type in TYPES
        assert mention.mod in {"", *MODS}
        assert re.fullmatch(VALUES[mention.type], mention.value), mention
        assert mention.anchor in {None, "published", "text", "missing"}
        assert mention.rule in rules


@given(texts, any_day)
@example("from 9998 BC to 9998", None)
@example("before Monday", FIRST_DAY)
@example("after the 99th century", None)
def test_what_is_said_of_when_can_be_read_and_lies_between_its_days(text: str, published: int | None) -> None:
    for mention in read(text, published):
        first, last = mention.first, mention.last
        assert (mention.edtf is None) == (first is None and last is None), mention
        if mention.edtf is not None:
            when = parse(mention.edtf)
            assert (when.first, when.last) == (first, last), mention
        if first is not None and last is not None:
            assert parse_iso_day(first) <= parse_iso_day(last), mention
        if mention.range is not None:
            assert mention.edtf is not None
            stretch = parse(mention.range)
            assert stretch.first is not None
            assert stretch.last is not None
            assert parse_iso_day(stretch.first) <= parse_iso_day(stretch.last)


@given(texts, any_day)
def test_spans_and_pointers_have_no_place_in_time(text: str, published: int | None) -> None:
    for mention in read(text, published):
        if mention.type in {"DURATION", "SET"} or mention.value.endswith("_REF"):
            assert (mention.edtf, mention.range) == (None, None), mention
        if mention.edtf is not None and mention.type == "DATE":
            assert not mention.value.startswith("XXXX"), mention


@given(texts)
def test_without_a_day_of_publication_nothing_is_counted_from_it(text: str) -> None:
    assert "published" not in {mention.anchor for mention in read(text)}


# --- on what it depends ----------------------------------------------------------------------------------------------


@given(texts, days)
def test_the_same_text_comes_out_the_same_whatever_was_read_between(text: str, published: int | None) -> None:
    found = read(text, published)
    read("In 1914, two years later, on Monday. " + text[::-1], PUBLISHED)
    assert read(text, published) == found


@given(texts, days, st.integers(1, 50))
def test_spaces_behind_a_text_change_nothing(text: str, published: int | None, count: int) -> None:
    assert read(text + " " * count, published) == read(text, published)


@given(texts, texts)
@example("They met in May", "1999 was calm.")
@example("Of Rome in", "\n\n5 May 1999 they left.")
def test_of_a_text_without_a_day_a_paragraph_is_read_without_what_follows(text: str, more: str) -> None:
    whole = read(f"{text}\n\n{more}")
    assert [mention for mention in whole if mention.start < len(text)] == read(text)


@given(texts, texts, days)
def test_behind_its_head_a_text_is_read_without_the_paragraphs_that_follow(
    text: str, more: str, published: int | None
) -> None:
    """Nothing is looked at ahead but the head, whose dates tell news from history, and the rest of a sentence."""
    assume(text.strip())
    head = text * (HEAD // len(text) + 1) + "\n\n"
    assert len(head) >= HEAD
    whole = read(head + more, published)
    assert [mention for mention in whole if mention.start < len(head)] == read(head, published)


STORY = "On 3 May 1999 they met. Two days later, in Rome, it rained; by Friday they will have left. "
PARAGRAPHS = {
    "short paragraphs": (STORY + "\n\n") * 300,
    "one paragraph": STORY * 300 + "\n\n",
    "lines": (STORY + "\n") * 300 + "\n\n",
    "no spaces": "1999," * 4_500 + "\n\n",
    "just a head": (STORY * 50)[: HEAD - 2] + "\n\n",
    "just a head, and one old date": ("In 1914 it rained. In June it snowed. " + "x " * HEAD)[: HEAD - 2] + "\n\n",
    "just a stretch": ("(1999) " * 4000)[:19_998] + "\n\n",
    "a break over the end of a stretch": ("(1999) " * 4000)[:19_999] + "\n\n" + STORY * 3 + "\n\n",
    "two stretches": ("(1999) " * 9000)[:39_998] + "\n\n",
}


MORE = ("1915 was calm.", "\n\n1999\n", "In 1812 and 1815, and in 1820. " * 40)


@pytest.mark.parametrize("published", [None, PUBLISHED], ids=["history", "news"])
@pytest.mark.parametrize("name", PARAGRAPHS)
def test_where_a_long_text_is_cut_depends_on_nothing_behind_the_cut(name: str, published: int | None) -> None:
    text = PARAGRAPHS[name]
    alone = read(text, published)
    for more in MORE:
        assert [mention for mention in read(text + more, published) if mention.start < len(text)] == alone


# --- what it costs ---------------------------------------------------------------------------------------------------

HOSTILE = (
    "1", "1 ", "1-", "a", "a.", "A.B ", "(", "(1999", "\n", " \n", "\n \n", " ", "\t\n1", "May ", "May 1 ", "1 May ",
    "in 1914 ", "of the of the ", "the end of ", "from 1914 to ", "two ", "hundred ", "twenty-",
    "twenty one hundred and ", "and ", "Monday, ", "the ", "'s ", "1999's ", "early late ", "today ",
    "three years later, ", "1/1/", "12:", "1.1", "1,000,", "1999-", "17/18 ", "BC ", "1 BC ",
    "the first half of the ", "a few ", "said ", "no later than ", "“1999” ", "é\u0301", "\ue000", "Q1 ",
    "2024-10-11", "in the night of ", "last ", "May 1999 (", "-", "---- ",
)  # fmt: skip


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


def grows(unit: str, size: int, published: int | None) -> tuple[int, int]:
    """Count the steps that a text and four times that text cost, without what any text costs."""
    short = unit * (size // len(unit))
    read(short * 4, published)
    least = calls(lambda: read("", published))
    once, four = (calls(lambda text=text: read(text, published)) for text in (short, short * 4))
    return once - least, four - least


@pytest.mark.parametrize("published", [None, PUBLISHED], ids=["history", "news"])
@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_costs_four_times_as_many_steps(unit: str, published: int | None) -> None:
    once, four = grows(unit, 800, published)
    assert four <= 4.5 * max(once, 0) + 100


@pytest.mark.parametrize("unit", ["1 ", "May 1 of ", "of the of the ", "\n\n1999", "two hundred and "])
def test_a_text_of_several_stretches_costs_no_more_by_the_character(unit: str) -> None:
    once, four = grows(unit, 6_000, PUBLISHED)
    assert four <= 4.5 * once
