"""Events as columns: their order in a world is that of a plain sort."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from timeline.model.day import day_number, iso_day
from timeline.store.world import columns

KEYS = ("", "|SRB|", "|TUR||SRB|", "|~belgrade police|", "|~a||TUR|", "|XXK|")
DAYS = st.integers(day_number(-4000, 1, 1), day_number(9999, 12, 31))
EVENT = st.tuples(DAYS, st.text("ab1", max_size=3), *[st.sampled_from(KEYS)] * 3)


def table(events):
    day, ids, source, target, other = zip(*events, strict=True)
    return pa.table(
        {
            "line": list(range(1, len(day) + 1)),
            "year": pa.array([int(iso_day(one)[: -len("-01-01")]) for one in day], pa.int64()),
            "first_day": pa.array(day, pa.int32()),
            "id": pa.array(ids, pa.string()),
            **{
                f"{name}_keys": pa.array(keys, pa.string()).dictionary_encode()
                for name, keys in (("source", source), ("target", target), ("other", other))
            },
        }
    )


@given(st.lists(EVENT, min_size=1, max_size=40, unique_by=lambda event: event[1]), st.data())
def test_rows_are_in_the_order_of_a_plain_sort(events, data):
    wanted = sorted(data.draw(st.sets(st.integers(0, len(events) - 1), min_size=1)))
    rows = columns.ordered(table(events), np.array(wanted))
    expected = []
    for place in wanted:
        day, id_, *keys = events[place]
        actors = sorted({key for some in keys for key in some.split("|") if key and key[0] != "~"})
        year = int(iso_day(day)[: -len("-01-01")])
        expected += [(year, actor, day, id_, nth, place) for nth, actor in enumerate(actors or [""])]
    expected.sort()
    found = []
    for year, begin, end in rows.years:
        for at in range(begin, end):
            actor = rows.actors[rows.actor[at]] if rows.actor[at] >= 0 else ""
            place = int(rows.event[at])
            found.append((year, actor, events[place][0], events[place][1], int(rows.nth[at]), place))
    assert found == expected


@given(st.lists(st.one_of(st.none(), st.integers(0, 199))), st.integers(1, 200))
def test_a_narrowed_column_has_the_same_texts_and_no_others(numbers, size):
    texts = [None if number is None else f"text {number % size}" for number in numbers]
    every = pa.array([f"text {number}" for number in range(200)])
    indices = pa.array([None if text is None else int(text[5:]) for text in texts], pa.int32())
    found = columns.narrowed(pa.chunked_array([pa.DictionaryArray.from_arrays(indices, every)]))
    assert found.to_pylist() == texts
    assert set(found.dictionary.to_pylist()) == set(texts) - {None}


@given(st.sets(st.integers(0, 30)))
def test_texts_are_scattered_over_the_rows(places):
    rows = np.array(sorted(places), dtype=np.int64)
    found = columns.scattered([f"text {place}" for place in rows], rows, 31).to_pylist()
    assert found == [f"text {place}" if place in places else None for place in range(31)]


def test_texts_are_put_in_by_line():
    events = pa.table({"line": [3, 1, 2], "ids": pa.array(["c", None, "b"], pa.string())})
    found = columns.replaced(events, "ids", {1: "x", 2: "y", 9: "z"})
    assert found["ids"].to_pylist() == ["c", "x", "y"]
    assert columns.chosen(found, [2, 3])["line"].to_pylist() == [3, 2]
