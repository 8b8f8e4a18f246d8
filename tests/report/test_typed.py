"""A line that is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.report.typed import Typed, edited, inserted, whole

KEYS = "backspace delete left right home end ctrl+a ctrl+e ctrl+b ctrl+f ctrl+h ctrl+k ctrl+u ctrl+w".split()  # noqa: SIM905


@pytest.mark.parametrize(
    ("line", "key", "after"),
    [
        ("ab|c", "backspace", "a|c"), ("|abc", "backspace", "|abc"),
        ("a|bc", "delete", "a|c"), ("abc|", "delete", "abc|"),
        ("a|bc", "left", "|abc"), ("|abc", "left", "|abc"), ("ab|c", "right", "abc|"), ("abc|", "right", "abc|"),
        ("ab|c", "home", "|abc"), ("ab|c", "end", "abc|"), ("ab|c", "ctrl+u", "|c"), ("ab|c", "ctrl+k", "ab|"),
        ("one two |c", "ctrl+w", "one |c"), ("|c", "ctrl+w", "|c"),
    ],
)  # fmt: skip
def test_keys(line, key, after):
    def read(text):
        return Typed(text.replace("|", ""), text.index("|"))

    assert edited(read(line), key) == read(after)


def test_other_keys_do_nothing():
    assert edited(whole("a"), "f1") is None


def test_what_is_pasted_becomes_one_line_without_control_signs():
    assert inserted(Typed("()", 1), "a\nb\x1b[31m\u202ec").text == "(a b[31mc)"


@given(st.lists(st.one_of(st.text(max_size=3), st.sampled_from(KEYS)), max_size=30))
def test_the_cursor_stays_in_the_line(pressed):
    line = Typed()
    for key in pressed:
        line = edited(line, key) or inserted(line, key)
        assert 0 <= line.at <= len(line.text)
        assert not line.text or line.text.isprintable()
