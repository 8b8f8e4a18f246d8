"""How what was found is held against what people marked, and what class an expression is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.classes import CLASSES, class_of
from timeline.extract.evaluate import Counts, pairs
from timeline.model.mention import Mention

TEXT = 'He said, "On 11 October 2024, we left." (Two years later) he came, that day. And in 1999 too.'


def at(words, value="V", kind="DATE", text=TEXT):
    start = text.index(words)
    return Mention(start, start + len(words), words, kind, value)


def words(found):
    return [(pair.gold and pair.gold.text, pair.found and pair.found.text) for pair in found]


def counted(found):
    counts = Counts()
    for pair in found:
        counts.add(pair)
    return counts


# --- pairs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("11 October 2024", "11 October 2024,"),
        ("11 October 2024, ", " 11 October 2024"),
        ("(Two years later) ", "Two years later"),
    ],
)
def test_what_is_around_words_does_not_count(gold, found):
    (pair,) = pairs(TEXT, [at(gold)], [at(found)])
    assert pair.is_strict
    assert pair.gold.text == pair.found.text == gold.strip(" ,()")


def test_nothing_but_punctuation_is_nothing():
    assert pairs(TEXT, [at(', "')], [at(" (")]) == []


@pytest.mark.parametrize(
    ("gold", "found", "strict", "value"),
    [
        (("1999", "1999"), ("1999", "1999"), True, True),
        (("1999", "P1Y"), ("1999", "1999"), True, False),
        (("in 1999", "1999"), ("1999 too", "1999"), False, True),
        (("that day", "xxxx-xx-xx"), ("that day", "XXXX-XX-XX"), True, True),
        (("that day", "X"), ("that day", ""), True, False),
    ],
)
def test_what_is_the_same(gold, found, strict, value):
    (pair,) = pairs(TEXT, [at(*gold)], [at(*found)])
    assert (pair.is_relaxed, pair.is_strict, pair.has_value) == (True, strict, value)


def test_touching_is_not_overlapping():
    assert words(pairs(TEXT, [at("11 October")], [at(" 2024")])) == [("11 October", None), (None, "2024")]


def test_the_same_words_come_before_longer_ones():
    found = pairs(TEXT, [at("October")], [at("11 October 2024"), at("October")])
    assert words(found) == [(None, "11 October 2024"), ("October", "October")]


def test_the_longer_overlap_comes_first():
    found = pairs(TEXT, [at("11 October 2024")], [at("11"), at("October 2024"), at("On 11 Oct")])
    assert sorted(words(found), key=str) == [("11 October 2024", "October 2024"), (None, "11"), (None, "On 11 Oct")]


def test_each_is_paired_once():
    found = pairs(TEXT, [at("11"), at("October"), at("2024")], [at("11 October 2024")])
    assert words(found) == [("11", None), ("October", "11 October 2024"), ("2024", None)]


def test_what_people_did_not_decide_is_neither_missed_nor_spurious():
    undecided = at("Two years later", "")
    assert pairs(TEXT, [undecided], []) == []
    assert pairs(TEXT, [undecided], [at("Two years"), at("later")]) == []
    assert words(pairs(TEXT, [undecided], [at("1999")])) == [(None, "1999")]
    both = pairs(TEXT, [undecided, at("Two")], [at("Two years")])
    assert words(both) == [("Two", "Two years")]


def test_scores():
    counts = counted(
        pairs(TEXT, [at("11 October 2024"), at("that day"), at("1999")], [at("11 October 2024"), at("day", "W")])
    )
    assert (counts.gold, counts.found, counts.strict, counts.relaxed, counts.value) == (3, 2, 1, 2, 1)
    assert counts.score(counts.strict) == pytest.approx((0.5, 1 / 3, 0.4))
    assert counts.score(counts.relaxed) == pytest.approx((1, 2 / 3, 0.8))
    assert Counts().score(0) == (0, 0, 0)


def test_a_long_text_takes_no_time_to_speak_of():
    many = [Mention(start, start + 5, "later", "DATE", "V") for start in range(0, 300_000, 10)]
    moved = [mention._replace(start=mention.start + 1) for mention in many]
    counts = counted(pairs("later.... " * 30_000, many, moved))
    assert (counts.gold, counts.found, counts.strict, counts.relaxed) == (30_000, 30_000, 0, 30_000)


extents = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from(["", "A", "B"]))
several = st.lists(extents, max_size=8)


def mentions(drawn):
    return [Mention(start, start + length, "x" * length, "DATE", value) for start, length, value in drawn]


def by_definition(gold, found):
    """Look at every pair there is, the best first."""

    def overlap(one, two):
        return min(one.end, two.end) - max(one.start, two.start)

    decided = [mention for mention in gold if mention.value]
    candidates = sorted(
        (one[:2] != two[:2], -overlap(one, two), left, right)
        for left, one in enumerate(decided)
        for right, two in enumerate(found)
        if overlap(one, two) > 0
    )
    chosen = {}
    for *_, left, right in candidates:
        if left not in chosen and right not in chosen.values():
            chosen[left] = right
    excused = [
        number
        for number, two in enumerate(found)
        if number not in chosen.values() and any(not one.value and overlap(one, two) > 0 for one in gold)
    ]
    return decided, chosen, len(found) - len(excused)


@given(several, several)
def test_pairs_are_those_of_the_definition(gold, found):
    gold, found = mentions(gold), mentions(found)
    decided, chosen, count = by_definition(gold, found)
    made = pairs("x" * 40, gold, found)
    counts = counted(made)
    assert (counts.gold, counts.found, counts.relaxed) == (len(decided), count, len(chosen))
    matched = sorted((pair.gold, pair.found) for pair in made if pair.is_relaxed)
    assert matched == sorted((decided[left], found[right]) for left, right in chosen.items())
    assert [pair.either.start for pair in made] == sorted(pair.either.start for pair in made)


# --- classes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "value", "name"),
    [
        ("every day", "SET", "P1D", "set"),
        ("two years", "DURATION", "P2Y", "duration"),
        ("recent years", "DATE", "PXY", "duration"),
        ("now", "DATE", "PRESENT_REF", "deictic"),
        ("in the past", "DATE", "PAST_REF", "deictic"),
        ("Friday night", "DATE", "2024-10-11TNI", "clock or part of day"),
        ("10:35 a.m.", "TIME", "2024-10-11T10:35", "clock or part of day"),
        ("490 BC", "DATE", "BC0490", "BC"),
        ("the 1920s", "DATE", "192", "decade or century"),
        ("the 1920s", "DATE", "192X", "decade or century"),
        ("the 20th century", "DATE", "19", "decade or century"),
        ("the summer of 1943", "DATE", "1943-SU", "season"),
        ("winter", "DATE", "XXXX-WI", "season"),
        ("the third quarter", "DATE", "1989-Q3", "quarter or half"),
        ("the first half of 2008", "DATE", "2008-H1", "quarter or half"),
        ("September 1, 1939", "DATE", "1939-09-01", "full date"),
        ("Friday, 11 October 2024", "DATE", "2024-10-11", "full date"),
        ("11/10/24", "DATE", "2024-10-11", "full date"),
        ("early May 1942", "DATE", "1942-05", "month and year"),
        ("1939", "DATE", "1939", "year"),
        ("fiscal '96", "DATE", "1996", "year"),
        ("September 1", "DATE", "1939-09-01", "day or month, no year"),
        ("Aug. 7", "DATE", "1998-08-07", "day or month, no year"),
        ("last May", "DATE", "1998-05", "day or month, no year"),
        ("last week", "DATE", "1989-W42", "week or weekday"),
        ("on Friday", "DATE", "1998-02-27", "week or weekday"),
        ("one day that year", "DATE", "1939-XX-XX", "vague"),
        ("the next day", "DATE", "1939-09-18", "relative"),
        ("a year earlier", "DATE", "1938", "relative"),
    ],
)
def test_classes(words, kind, value, name):
    assert class_of(Mention(0, len(words), words, kind, value)) == name
    assert name in CLASSES
