from __future__ import annotations

import pytest

from timeline.view.line import Line

LINE = Line(("ab", "bold"), ("", ""), ("c  ", "dim"), ("  ", ""))


def test_a_line_is_its_words() -> None:
    assert LINE.plain == "abc    "
    assert Line(("日本", "")).cell_len == 4
    assert LINE.text().plain == LINE.plain


def test_blanks_at_its_end_are_left_out() -> None:
    assert Line(*LINE.parts).rstrip().parts == [("ab", "bold"), ("", ""), ("c", "dim")]
    assert Line((" ", "")).rstrip().plain == ""


@pytest.mark.parametrize("place", range(9))
def test_it_is_divided_anywhere(place: int) -> None:
    before, after = LINE.divided(place)
    assert before.plain == LINE.plain[:place]
    assert after.plain == LINE.plain[place:]
