"""Cutting a feed's file into rows: at once where all are alike, one by one where not, and the same in any pieces."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.read import rows
from timeline.read.feeds import Layout, feed
from timeline.read.rows import Rows, cuts


class Made:
    """A feed of three or two columns that does not quote."""

    ABOUT = "a feed"
    PUBLISHER = "Nobody"
    TERMS = "none"
    DELIMITER = "\t"
    QUOTED = False
    LAYOUTS = (Layout(("id", "day", "place")), Layout(("id", "day")))
    CODES = None
    SELECT = ""
    FACETS = None


LINES = st.lists(
    st.sampled_from(
        [b"1\t2\t3", b"1\t2", b"", b"\t\t", b"a\tb\xe9\tc", "Đ\tž\tš".encode(), b"x\0\ty\tz", b"1\t2\t3\r", b"lone",
         b"a\rb\tc\td", b"1\t2\t" + b"x" * 200, b"y" * 300]
    )
)  # fmt: skip
FIRST = b"1\t2\t3\n"


def every(found: list[Rows]) -> list[tuple[int, tuple[str, ...], bytes]]:
    return sorted(
        (line, some.names, row)
        for some in found
        for line, row in zip(some.lines, some.data.split(b"\n")[:-1], strict=True)
    )


def cut(data: bytes, size: int) -> tuple[list[Rows], list[tuple[int, str, bytes]], list[int]]:
    """Cut data that comes in pieces of a size, one by one."""
    rows.CHUNK = size
    found, refused, odd = [], [], []
    for part in cuts(io.BytesIO(data), Made, "x"):
        sheet = part.sheet()
        found += sheet.rows
        refused += [tuple(one) for one in sheet.refused]
        odd += sheet.odd
    return found, refused, odd


@pytest.fixture(autouse=True, scope="module")
def small():
    kept = rows.CHUNK, rows.MAX_ROW
    rows.MAX_ROW = 250
    yield
    rows.CHUNK, rows.MAX_ROW = kept


@given(LINES, st.integers(1, 400), st.booleans())
def test_pieces_of_any_size_give_the_same(lines, size, ended):
    data = FIRST + b"\n".join(lines) + (b"\n" if ended else b"")
    whole, refused, odd = cut(data, 1 << 20)
    pieces, refused_too, odd_too = cut(data, size)
    assert every(pieces) == every(whole)
    assert odd_too == odd
    # Of what is too long only the beginning is kept, and of that as much as has come.
    assert [one[:2] for one in refused_too] == [one[:2] for one in refused]
    numbered = [line for line, *_ in every(whole)] + [line for line, *_ in refused]
    assert len(numbered) == len(set(numbered))
    given_lines = data.split(b"\n")
    left = {number for number, line in enumerate(given_lines, 1) if line.removesuffix(b"\r")}
    assert set(numbered) == left


@given(LINES, st.integers(1, 400))
def test_what_is_guessed_at_once_is_what_a_look_at_each_row_gives(lines, size):
    """A guess may be of rows that are not alike: whoever reads them finds that out. If they are, it is right."""
    rows.CHUNK = size
    for part in cuts(io.BytesIO(FIRST + b"\n".join(lines)), Made, "x"):
        guess = part.guess()
        if guess is None or {row.count(b"\t") for row in guess.data.split(b"\n")[:-1]} != {len(guess.names) - 1}:
            continue
        sheet = part.sheet()
        assert every([guess]) == every(sheet.rows)
        assert (sheet.refused, sheet.odd) == ([], [])


def test_rows_that_are_alike_are_guessed_and_others_looked_at():
    rows.CHUNK = 1 << 20
    (alike,) = cuts(io.BytesIO(FIRST * 3), Made, "x")
    guess = alike.guess()
    assert guess is not None
    assert (guess.names, list(guess.lines)) == (("id", "day", "place"), [1, 2, 3])
    for odd in (b"a\0\tb\tc", b"a\tb\tc\r", b"a\tb\xe9\tc", b"x" * 300):
        (other,) = cuts(io.BytesIO(FIRST + odd + b"\n"), Made, "x")
        assert other.guess() is None


def test_a_quoted_row_may_have_line_ends_and_a_quote_that_is_open_costs_one_line():
    acled = feed("acled")
    header = "event_id_cnty,event_date,event_type,actor1,notes\n"
    data = header + 'A1,2020-01-02,Battles,,"one\ntwo"\nA2,2020-01-03,Battles,,"open\nA3,2020-01-04,Battles,,plain\n'
    parts = list(cuts(io.BytesIO(data.encode()), acled, "x"))
    found = [some for part in parts for some in part.sheet().rows]
    refused = [(one.line, one.reason) for part in parts for one in part.sheet().refused]
    assert refused == [(4, "unclosed-quote")]
    assert [(list(some.lines), some.data) for some in found] == [
        ([2], b'A1,2020-01-02,Battles,,"one\ntwo"\n'), ([5], b"A3,2020-01-04,Battles,,plain\n"),
    ]  # fmt: skip
