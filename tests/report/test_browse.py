"""What each key changes about what is looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.day import AFTER, BEFORE, day_number
from timeline.report import browse
from timeline.report.browse import PANES, Entry, Size, State
from timeline.report.scale import Days


def entry(name: str, first: int, last: int | None = None) -> Entry:
    return Entry(name, "events.yaml", first, first if last is None else last)


ENTRIES = (entry("bound", BEFORE, 500), entry("a", 100), entry("b", 200), entry("c", 200, 900), entry("d", 1000))
ALL = Days(100, 1000)
START = browse.filled(State(), ENTRIES, ALL)


def name(state: State) -> str:
    assert state.chosen
    return state.chosen.id


def test_the_first_event_is_looked_at_first():
    assert (name(START), START.window, START.pane) == ("bound", None, "events")


@pytest.mark.parametrize(("by", "to"), [(1, "a"), (3, "c"), (99, "d"), (-1, "bound")])
def test_moving_stays_in_the_list(by, to):
    assert name(browse.moved(START, by)) == to


def test_another_answer_keeps_the_event_or_one_that_is_near():
    state = browse.moved(START, 3)
    assert name(browse.filled(state, ENTRIES[2:], ALL)) == "c"
    assert name(browse.filled(state, (ENTRIES[1], ENTRIES[2], ENTRIES[4]), ALL)) == "b"
    assert name(browse.filled(state, ENTRIES[:1], ALL)) == "bound"


def test_an_answer_without_events():
    state = browse.filled(browse.moved(START, 3), (), ALL)
    assert (state.chosen, state.cursor) == (None, 0)
    for change in (browse.unzoomed, browse.other_lanes, browse.other_scale):
        assert change(state).chosen is None
    for step in (browse.moved, browse.zoomed, browse.panned, browse.turned):
        assert step(state, 1).chosen is None
    assert browse.dated(state, 5, 5).cursor == 0
    assert name(browse.filled(state, ENTRIES, ALL)) == "bound"


def test_events_of_one_id_in_two_files_are_two():
    twice = (entry("a", 1), Entry("a", "other.yaml", 1, 1))
    state = browse.at(browse.filled(State(), twice, ALL), 1)
    assert browse.filled(state, twice, ALL).cursor == 1


def test_zooming_keeps_the_chosen_event_in_sight_and_ends_at_a_week():
    state = browse.at(START, 4)
    for _ in range(20):
        state = browse.zoomed(state, 1)
        assert state.window
        assert state.window.first <= 1000 <= state.window.last <= ALL.last
    assert state.window
    assert state.window.length == browse.CLOSEST
    for _ in range(20):
        state = browse.zoomed(state, -1)
    assert state.window is None


def test_the_lanes_move_within_what_there_is():
    state = browse.zoomed(browse.at(START, 1), 2)
    assert state.window
    length = state.window.length
    for steps, edge in ((1, ALL.last), (-1, ALL.first)):
        for _ in range(40):
            state = browse.panned(state, steps)
            assert state.window
            assert state.window.length == length
        assert edge in state.window
    assert browse.panned(START, 1) == START


def test_the_window_comes_along_with_the_event():
    state = browse.zoomed(browse.at(START, 1), 3)
    assert state.window
    assert state.window.last < 1000
    far = browse.at(state, 4)
    assert far.window
    assert far.window.first <= 1000 <= far.window.last
    assert far.window.length == state.window.length
    near = browse.at(state, 0)  # on a day up to 500, so it may be in sight already
    assert near.window == state.window


def test_going_to_a_date():
    assert name(browse.dated(START, 150, 150)) == "b"
    assert name(browse.dated(START, 5000, 5000)) == "d"
    assert name(browse.dated(START, BEFORE, 150)) == "bound"
    assert browse.dated(START, 100, 465).window == Days(100, 465)
    day = browse.dated(START, 300, 300).window
    assert day
    assert (day.first, day.last) == (300 - 183, 300 + 183)
    narrow = browse.dated(browse.zoomed(START, 3), 300, 300).window
    assert narrow
    assert narrow.length == 112
    assert narrow.first < 300 < narrow.last


def test_the_ends_of_time():
    first, last = day_number(-9999, 1, 1), day_number(9999, 12, 31)
    for day in (first, last, BEFORE, AFTER):
        window = browse.dated(START, day, day).window
        assert window
        assert first <= window.first <= window.last <= last


def test_panes_lanes_and_scales_go_round():
    assert [browse.turned(START, number).pane for number in range(4)] == [*PANES, "events"]
    assert browse.turned(START, -1).pane == "lanes"
    state, seen = START, set()
    for _ in range(15):
        state = browse.other_scale(browse.other_lanes(state))
        seen.add((state.by, state.scale))
    assert len(seen) == 15


def test_what_is_asked_for_bounds_the_lanes():
    assert browse.extent(ENTRIES, 150, None, 0).first == 150
    assert browse.extent(ENTRIES, None, 700, 0).last == 700
    assert browse.extent((), None, None, 700) == Days(699, 701)
    assert browse.extent(ENTRIES, 5000, None, 0) == Days(5000, 5000)


@given(st.integers(1, 300), st.integers(1, 120), st.sampled_from(PANES), st.booleans())
def test_panes_fill_the_screen_whatever_its_size(width, height, pane, alone):
    sizes = browse.arranged(replace(START, pane=pane, alone=alone), Size(width, height))
    assert pane in sizes
    if len(sizes) == 1:
        assert sizes[pane] == (width, height)
    else:
        assert sizes["events"].width + sizes["evidence"].width == sizes["lanes"].width == width
        assert sizes["events"].height + sizes["lanes"].height == height
        assert min(size.height for size in sizes.values()) >= 6


keys = st.lists(
    st.one_of(
        st.tuples(st.sampled_from([browse.moved, browse.zoomed, browse.panned, browse.turned]), st.integers(-5, 5)),
        st.tuples(st.just(browse.at), st.integers(0, 9)),
    ),
    max_size=30,
)


@given(keys)
def test_whatever_is_pressed_an_event_is_looked_at_in_a_window_that_there_is(pressed):
    state = START
    for change, number in pressed:
        state = change(state, number)
        assert 0 <= state.cursor < len(ENTRIES)
        assert state.window is None or ALL.first <= state.window.first <= state.window.last <= ALL.last
        assert state.window is None or state.window.length >= browse.CLOSEST
