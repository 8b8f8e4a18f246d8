"""A list as a table: nothing that is wrapped loses a letter, and no line is wider than it may be."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from timeline.report.listing import Item
from timeline.view.table import table

LONG = "a-rather-long-name-of-a-file-of-events.yaml"


def item(**given_: str) -> Item:
    return Item(**{**dict.fromkeys(Item._fields, ""), "id": "a", **given_})


def shown(items: list[Item], width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, color_system=None).print(table(items, width))
    return out.getvalue()


WORDS = st.lists(st.text("abcŠ漢", min_size=1, max_size=60), max_size=6).map(" ".join)
DATES = st.sampled_from(["2023", "../2024-10-11", "2017/2024-10-11", "[2026-05, 2026-06]", "2008-02-17/.."])
ITEMS = st.lists(
    st.builds(
        item,
        date=DATES,
        title=WORDS,
        actors=WORDS,
        mark=st.sampled_from(["", "?"]),
        origin=st.sampled_from(["", "w/", LONG]),
    ),
    min_size=1,
    max_size=4,
)


@given(ITEMS, st.integers(40, 200))
def test_nothing_is_lost_and_nothing_too_wide(items: list[Item], width: int) -> None:
    text = shown(items, width)
    assert max(map(cell_len, text.splitlines())) <= width
    found = sorted(text.replace(" ", "").replace("\n", ""))
    heads = "DateEvent" + "File" * any(one.origin for one in items) + "Actors" * (width >= 56) + "Kind" * (width >= 100)
    heads += "Place" * (width >= 140) + "IdSrc" * (width >= 180)
    fields = ["mark", "date", "title", "origin"] + ["actors"] * (width >= 56) + ["id"] * (width >= 180)
    expected = heads + "".join(getattr(one, field) for one in items for field in fields)
    assert found == sorted(expected.replace(" ", ""))


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_date_stays_whole_beside_a_long_name_of_a_file(width: int) -> None:
    found = shown(
        [item(date="../2024-10-11", title="word " * 20, actors="Serbia, Turkey", origin=LONG, mark="?")], width
    )
    assert "../2024-10-11" in found
