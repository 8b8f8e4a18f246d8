from __future__ import annotations

import datetime
import itertools
import re
from functools import cache
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests import strategies
from timeline.errors import DateError
from timeline.model.day import FIRST_DAY, LAST_DAY, civil, day_number, iso_day, iso_year, parse_iso_day
from timeline.model.edtf import parse
from timeline.model.event import Event
from timeline.model.when import AFTER, BEFORE, Answer, When

# --- days ------------------------------------------------------------------------------------------------------------

days = st.integers(FIRST_DAY, LAST_DAY)


@given(days)
@example(FIRST_DAY)
@example(LAST_DAY)
def test_a_day_has_one_number_and_one_text(number: int) -> None:
    assert day_number(*civil(number)) == number
    assert parse_iso_day(iso_day(number)) == number


def test_the_days_of_four_centuries_follow_each_other() -> None:
    years = range(-1, 400)
    named = ((y, m, d) for y in years for m in range(1, 13) for d in range(1, strategies.month_length(y, m) + 1))
    start = day_number(-1, 1, 1)
    for number, day in enumerate(named, start):
        assert civil(number) == day
        assert day_number(*day) == number


def test_the_years_of_the_whole_range_follow_each_other() -> None:
    number = FIRST_DAY
    for year, month in itertools.product(range(-9999, 10_000), (1, 3)):
        assert day_number(year, month, 1) == number
        assert civil(number) == (year, month, 1)
        number += 31 + strategies.month_length(year, 2) if month == 1 else 306
    assert number == LAST_DAY + 1


@given(st.dates())
def test_days_are_numbered_as_the_standard_library_numbers_them(date: datetime.date) -> None:
    assert day_number(date.year, date.month, date.day) == date.toordinal() - datetime.date(1970, 1, 1).toordinal()
    assert iso_day(day_number(date.year, date.month, date.day)) == date.isoformat()


@given(days, days)
def test_iso_days_sort_as_days_do_from_the_year_0_on(one: int, other: int) -> None:
    if min(one, other) >= day_number(0, 1, 1):
        assert (iso_day(one) < iso_day(other)) == (one < other)


@pytest.mark.parametrize("text", ["", "2023", "2023-02-30", "2023-2-3", "23-02-03", "-0000-01-01", "2023-02-03 ", "x"])
def test_what_is_no_iso_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_iso_day(text)


# --- text ------------------------------------------------------------------------------------------------------------


@given(strategies.edtf)
def test_printing_undoes_parsing(text: str) -> None:
    assert parse(text).text == str(parse(text)) == text


@given(strategies.edtf_like)
def test_what_looks_like_a_date_is_kept_or_refused_with_a_reason(text: str) -> None:
    if strategies.is_date(text):
        assert parse(text).text == text
    else:
        with pytest.raises(DateError, match=r"."):
            parse(text)


@given(strategies.whens)
def test_no_date_ends_before_it_begins(when: When) -> None:
    assert when.first_day <= when.last_day
    for span in when.spans:
        assert span.first <= span.begun <= span.last
        assert span.first <= span.unended <= span.last


@given(strategies.qualified_dates())
def test_a_qualifier_moves_no_bound_and_is_remembered(text: str) -> None:
    when, bare = parse(text), parse(text.translate(dict.fromkeys(map(ord, "?~%"))))
    assert when.spans == bare.spans
    assert when.approximate == any(sign in text for sign in "~%")
    assert when.uncertain == any(sign in text for sign in "?%")


# --- brute force: dates as the days that they allow ------------------------------------------------------------------

_MONTHS_OF = {
    **dict.fromkeys((21, 25, 31), (3, 4, 5)),
    **dict.fromkeys((22, 26, 32), (6, 7, 8)),
    **dict.fromkeys((23, 27, 29), (9, 10, 11)),
    **dict.fromkeys((24, 28, 30), (12, 13, 14)),
    33: (1, 2, 3), 34: (4, 5, 6), 35: (7, 8, 9), 36: (10, 11, 12),
    37: (1, 2, 3, 4), 38: (5, 6, 7, 8), 39: (9, 10, 11, 12),
    40: (1, 2, 3, 4, 5, 6), 41: (7, 8, 9, 10, 11, 12),
}  # fmt: skip


@cache
def calendar(first: int, last: int) -> list[tuple[str, int]]:
    """List the days of some years as text and number, without any help from the code under test but for the numbers."""
    return [
        (f"{iso_year(y)}-{m:02d}-{d:02d}", day_number(y, m, d))
        for y in range(first, last + 1)
        for m in range(1, 13)
        for d in range(1, strategies.month_length(y, m) + 1)
    ]


@cache
def days_of(text: str, first: int = 2009, last: int = 2031) -> list[int]:
    """List the days that a single date allows, looked up one by one: digit by digit, or by the months of a season."""
    year, _, code = text.rpartition("-")
    if code.isdigit() and len(text) == 7 and int(code) > 20:
        months = {(int(year) + (m > 12), (m - 1) % 12 + 1) for m in _MONTHS_OF[int(code)]}
        wanted = "|".join(f"{y:04d}-{m:02d}" for y, m in months)
    else:
        wanted = text.replace("X", "[0-9]")
    matches = re.compile(wanted).match
    return [number for day, number in calendar(first, last) if matches(day)]


FAR_PAST, FAR_FUTURE = -(10**6), 10**6
_years = st.integers(2019, 2021)
_stretches = st.one_of(strategies.plain_dates(_years), strategies.groupings(_years))
"""Dates without a gap."""
_masked = strategies.masked_dates(_years, digits=3).filter(lambda text: text[:3] in {"201", "202"})
_single = st.one_of(_stretches, _masked)
_short = st.one_of(
    strategies.plain_days(_years),
    st.builds("{}-{:02d}".format, _years, st.integers(1, 12)),
    st.builds("{}-{}".format, _years, st.integers(21, 36)),
)
"""Dates of three months at the most."""


@st.composite
def asked(draw: st.DrawFn, edges: list[int]) -> tuple[int, int]:
    """Draw a period to ask for, with ends that like to lie where a date's own ends lie."""
    near = st.builds(int.__add__, st.sampled_from(edges), st.integers(-2, 2))
    free = st.integers(min(edges) - 40, max(edges) + 40)
    one, other = draw(near | free), draw(near | free)
    return min(one, other), max(one, other)


def answer(touched: list[bool]) -> Answer:
    return Answer.CERTAIN if all(touched) else Answer.POSSIBLE if any(touched) else Answer.NO


def touch(realisations: list[tuple[int, int]], since: int, until: int) -> list[bool]:
    return [start <= until and end >= since for start, end in realisations]


@given(_single, st.data())
def test_a_point_is_certain_if_all_its_days_lie_in_the_period_and_possible_if_some_do(text: str, data: st.DataObject):
    allowed = days_of(text)
    since, until = data.draw(asked([allowed[0], allowed[-1]]))
    assert parse(text).overlaps(since, until) == answer(touch([(day, day) for day in allowed], since, until))


@given(_short, _short, st.data())
@example("2020-06-11", "2020-06", None)
def test_an_interval_is_certain_if_all_its_pairs_of_days_overlap_and_possible_if_some_do(
    one: str, other: str, data: st.DataObject | None
) -> None:
    one, other = strategies.in_order(one, other)
    pairs = [(start, end) for start in days_of(one) for end in days_of(other) if start <= end]
    edges = [day for text in (one, other) for day in (days_of(text)[0], days_of(text)[-1])]
    since, until = data.draw(asked(edges)) if data else (edges[0], edges[0])
    assert parse(f"{one}/{other}").overlaps(since, until) == answer(touch(pairs, since, until))


@given(_single, _single, st.data())
def test_an_interval_between_masked_ends_never_claims_more_than_is_true(
    one: str, other: str, data: st.DataObject
) -> None:
    one, other = strategies.in_order(one, other)
    starts, ends = days_of(one), days_of(other)
    since, until = data.draw(asked([starts[0], starts[-1], ends[0], ends[-1]]))
    told = parse(f"{one}/{other}").overlaps(since, until)
    # Of the pairs with the start not after the end, the extreme ones decide; there may be millions in all.
    latest_start = max(day for day in starts if day <= ends[-1])
    earliest_end = min(day for day in ends if day >= starts[0])
    truth = answer(touch([(starts[0], ends[-1]), (latest_start, ends[-1]), (starts[0], earliest_end)], since, until))
    assert told <= truth
    assert bool(told) == bool(truth)


@given(_single, st.sampled_from(["../{}", "/{}", "{}/..", "{}/"]), st.data())
def test_an_open_end_is_any_day_and_an_unknown_one_too_but_since_lasts_for_ever(
    text: str, form: str, data: st.DataObject
) -> None:
    allowed = days_of(text)
    first, last = allowed[0], allowed[-1]
    before = [FAR_PAST, *range(first - 60, last + 1)]
    after = [*range(first, last + 61), FAR_FUTURE]
    realisations = {
        "../{}": [(day, day) for day in before],  # no later than
        "/{}": [(start, end) for start in (FAR_PAST, first, last) for end in allowed if start <= end],
        "{}/..": [(start, FAR_FUTURE) for start in allowed],
        "{}/": [(start, end) for start in (first, last) for end in after if start <= end],
    }[form]
    since, until = data.draw(asked([first, last]))
    assert parse(form.format(text)).overlaps(since, until) == answer(touch(realisations, since, until))


_member = st.one_of(_stretches, st.tuples(_stretches, _stretches).map(lambda pair: strategies.in_order(*pair)))


@given(st.lists(_member, min_size=1, max_size=4), st.data())
def test_one_of_a_set_is_any_day_of_any_member(members: list[str | tuple[str, str]], data: st.DataObject) -> None:
    allowed: list[int] = []
    for member in members:
        ends = (member, member) if isinstance(member, str) else member
        allowed += range(days_of(ends[0])[0], days_of(ends[1])[-1] + 1)
    text = ",".join(member if isinstance(member, str) else "..".join(member) for member in members)
    since, until = data.draw(asked([min(allowed), max(allowed)]))
    truth = answer(touch([(day, day) for day in allowed], since, until))
    assert parse(f"[{text}]").overlaps(since, until) == truth


@given(st.lists(_member, min_size=1, max_size=4), st.data())
def test_all_of_a_set_take_a_day_of_every_member(members: list[str | tuple[str, str]], data: st.DataObject) -> None:
    edges = [day for member in members for end in member if len(end) > 1 for day in days_of(end)]
    edges += [day for member in members if isinstance(member, str) for day in days_of(member)]
    since, until = data.draw(asked([min(edges), max(edges)]))
    choices: list[set[bool]] = []
    for member in members:
        if isinstance(member, str):
            realisations = [(day, day) for day in days_of(member)]
        else:
            # What lasted from one date to the other; the extreme pairs decide.
            starts, ends = (days_of(end) for end in member)
            realisations = [
                (starts[0], ends[-1]),
                (min(starts[-1], ends[-1]), ends[-1]),
                (starts[0], max(ends[0], starts[0])),
            ]
        choices.append(set(touch(realisations, since, until)))
    truth = answer([any(choice) for choice in itertools.product(*choices)])
    text = ",".join(member if isinstance(member, str) else "..".join(member) for member in members)
    assert parse(f"{{{text}}}").overlaps(since, until) == truth


@given(
    strategies.whens, st.integers(-800_000, 3_000_000), st.integers(0, 900), st.integers(0, 900), st.integers(0, 900)
)
def test_a_wider_period_is_never_answered_with_less(
    when: When, start: int, length: int, earlier: int, later: int
) -> None:
    if when.first_day != BEFORE:
        start = when.first_day - 400 + start % 900
    told = when.overlaps(start, start + length)
    assert told <= when.overlaps(start - earlier, start + length + later)
    assert told <= when.overlaps(start) <= when.overlaps()
    assert told <= when.overlaps(until=start + length) <= when.overlaps()


@given(strategies.whens)
def test_asked_about_all_time_a_date_is_certain_and_outside_its_own_it_is_not_at_all(when: When) -> None:
    assert when.overlaps() == Answer.CERTAIN
    assert when.overlaps(when.first_day, when.last_day) == Answer.CERTAIN
    if when.first_day != BEFORE:
        assert when.overlaps(until=when.first_day - 1) == Answer.NO
    if when.last_day != AFTER:
        assert when.overlaps(since=when.last_day + 1) == Answer.NO


@given(_single, _single)
def test_dates_exclude_each_other_if_no_day_is_allowed_by_both(one: str, other: str) -> None:
    first, second = days_of(one), days_of(other)
    assert parse(one).excludes(parse(other)) == set(first).isdisjoint(second) == parse(other).excludes(parse(one))
    assert parse(one).precedes(parse(other)) == (first[-1] < second[0])


# --- masks -----------------------------------------------------------------------------------------------------------


def spread(when: When) -> set[int]:
    return {day for span in when.spans for day in range(span.first, span.last + 1)}


@given(strategies.masked_dates(st.integers(2010, 2029), digits=4).filter(lambda text: text.startswith("20")))
def test_a_mask_is_exactly_the_days_that_match_it_digit_by_digit(text: str) -> None:
    seen = set(days_of(text, 2000, 2099))
    when = parse(text)
    assert spread(when) == seen or (len(when.spans) == 1 and {when.first_day, when.last_day} == {min(seen), max(seen)})
    assert (when.first_day, when.last_day) == (min(seen), max(seen))


@given(strategies.masked_dates(st.integers(-9, -1), digits=4).filter(lambda text: text.startswith("-000")))
def test_the_digits_of_a_negative_year_count_away_from_zero(text: str) -> None:
    assert spread(parse(text)) == set(days_of(text, -9, -1))


@given(strategies.plain_dates(_years), st.integers(0, 9))
def test_a_mask_allows_all_that_its_digits_allow(text: str, place: int) -> None:
    masked = text[: place % len(text)] + "X" + text[place % len(text) + 1 :]
    if masked.count("-") == text.count("-"):
        assert spread(parse(text)) <= spread(parse(masked))


# --- order -----------------------------------------------------------------------------------------------------------


@given(st.lists(strategies.whens, max_size=8))
def test_dates_are_in_order_of_their_first_day_then_of_their_last(whens: list[When]) -> None:
    ordered = sorted(whens, key=lambda when: when.sort_key)
    assert all(one.first_day <= other.first_day for one, other in itertools.pairwise(ordered))
    assert all(
        one.last_day <= other.last_day for one, other in itertools.pairwise(ordered) if one.first_day == other.first_day
    )
    assert all(not other.precedes(one) for one, other in itertools.pairwise(ordered))


_named = st.lists(st.tuples(strategies.whens, strategies.ids), max_size=6, unique_by=lambda pair: pair[1])


@given(_named, st.randoms(use_true_random=False))
def test_events_have_one_order_however_they_were_shuffled(named: list[tuple[When, str]], random: Random) -> None:
    events = [Event(id_, when, "title", "consult", ()) for when, id_ in named]
    shuffled = random.sample(events, len(events))

    def order(event: Event) -> tuple[tuple[int, int], str]:
        return event.when.sort_key, event.id

    assert sorted(shuffled, key=order) == sorted(events, key=order)
