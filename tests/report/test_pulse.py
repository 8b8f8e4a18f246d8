from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.report.pulse import MOST, pulse
from timeline.report.tally import UNITS, Key, Tally, counted
from timeline.view.pulse import lines, room

DAYS = st.integers(-200_000, 60_000)
VALUES = st.lists(
    st.tuples(DAYS, st.integers(0, 900), st.sampled_from("abcdefghijkl"), st.integers(1, 50)), max_size=30
)


def tallies(values: list[tuple[int, int, str, int]], unit: str) -> tuple[Tally, Tally]:
    events = sum(number for *_, number in values)
    whole = counted([(((a, a + b),), n) for a, b, _, n in values], events, [unit], {})
    parted = counted([(((a, a + b), lane), n) for a, b, lane, n in values], events, [unit, "kind"], {})
    return whole, parted


@given(VALUES, st.sampled_from(list(UNITS)), st.integers(1, 120))
def test_every_event_is_drawn_once_or_told_of(values, unit, columns):
    whole, parted = tallies(values, unit)
    report = pulse(whole, parted, columns)
    assert len(report.columns) <= columns
    assert report.all.events + report.vague == whole.events
    assert sum(lane.events for lane in report.lanes) == report.all.events
    columns_of = zip(*(lane.counts for lane in report.lanes), strict=True)
    assert [sum(counts) for counts in columns_of] == list(report.all.counts)
    assert len(report.lanes) <= MOST + 1
    starts = [first for first, _ in report.columns]
    assert len(set(starts)) == len(starts)


@given(VALUES, st.sampled_from(list(UNITS)), st.integers(40, 200), st.booleans())
def test_nothing_is_wider_than_asked(values, unit, width, plain):
    whole, parted = tallies(values, unit)
    painted = list(lines(pulse(whole, parted, room(width)), width, plain=plain))
    drawn = painted[: -1 if whole.events and pulse(whole, parted, room(width)).vague else None]
    assert all(text.cell_len <= width for text in drawn[:-1])
    if plain:
        assert all(text.plain.isascii() for text in painted)


def test_a_column_has_a_bar_if_it_has_an_event():
    whole = Tally(
        ("year",), [((Key(2000, "2000"),), 1000), ((Key(2001, "2001"),), 1), ((Key(2003, "2003"),), 500)], 1501
    )
    (row, *_) = lines(pulse(whole, None, 40), 80, plain=False)
    assert "█▁ ▄" in row.plain


@pytest.mark.parametrize(("unit", "order", "name"), [("month", 2023 * 12 + 7, "2023-07"), ("decade", 1990, "1990s")])
def test_columns_are_named(unit, order, name):
    report = pulse(Tally((unit,), [((Key(order, name),), 1)], 1), None, 40)
    assert report.columns == ((name, name),)
