"""The language in which rules are written."""

from __future__ import annotations

import re

import pytest

from timeline.extract.pattern import Compiled, compile_pattern, words_of

SIGNS = {
    "MONTH": "M", "DAY": "D", "YEAR": "YB", "UNIT": "U", "INT": "DYI", "DASH": "-]", "of": "o", "the": "t",
    ",": ",", "ago": "a",
    ".": ".", "(": "(", ")": ")", "'": "'", ":": ":", "/": "/",
}  # fmt: skip
"""Each element with the signs that it stands for: a year can be a plain number, a dash is a sign of expressions too."""


def codes(category: str) -> str:
    if category not in SIGNS:
        raise ValueError(f"nothing is a {category}")
    return SIGNS[category]


def compiled(pattern: str) -> Compiled:
    return compile_pattern(pattern, codes)


MATCHES = [
    # pattern, signs, where to begin, what it matches there
    ("MONTH", "M", 0, "M"),
    ("MONTH", "D", 0, None),
    ("MONTH YEAR", "MY", 0, "MY"),
    ("MONTH YEAR", "MB", 0, "MB"),
    ("MONTH YEAR", "M", 0, None),
    ("MONTH of? YEAR", "MoY", 0, "MoY"),
    ("MONTH of? YEAR", "MY", 0, "MY"),
    ("the? MONTH", "tM", 0, "tM"),
    ("the? MONTH", "M", 0, "M"),
    ("(DAY | MONTH) YEAR", "DY", 0, "DY"),
    ("(DAY | MONTH) YEAR", "MY", 0, "MY"),
    ("DAY | MONTH", "M", 0, "M"),
    ("(DAY | MONTH YEAR)", "MY", 0, "MY"),
    ("(DAY of)? MONTH", "DoM", 0, "DoM"),
    ("(DAY of)? MONTH", "M", 0, "M"),
    ("((the | DAY) of)? MONTH", "toM", 0, "toM"),
    ("DASH", "]", 0, "]"),
    ("DASH", "-", 0, "-"),
    ("MONTH .?", "M.", 0, "M."),
    ("MONTH ,? YEAR", "M,Y", 0, "M,Y"),
    ("the UNIT ' MONTH", "tU'M", 0, "tU'M"),
    ("<of MONTH", "oM", 1, "M"),
    ("<of MONTH", "tM", 1, None),
    ("<of MONTH", "M", 0, None),
    ("<!of MONTH", "tM", 1, "M"),
    ("<!of MONTH", "oM", 1, None),
    ("<!of MONTH", "M", 0, "M"),
    ("<(of | the) MONTH", "tM", 1, "M"),
    ("MONTH >YEAR", "MY", 0, "M"),
    ("MONTH >YEAR", "MD", 0, None),
    ("MONTH >(of YEAR)", "MoY", 0, "M"),
    ("MONTH !YEAR", "MY", 0, None),
    ("MONTH !YEAR", "M", 0, "M"),
    ("MONTH !(of YEAR)", "MoD", 0, "M"),
    ("MONTH !(of !(YEAR | the))", "Mot", 0, "M"),
    ("MONTH !(of !(YEAR | the))", "MoD", 0, None),
    ("DAY : INT:b", "D:I", 0, "D:I"),
    ("INT / INT:b", "I/D", 0, "I/D"),
]


@pytest.mark.parametrize(("pattern", "signs", "start", "expected"), MATCHES)
def test_a_pattern_matches_a_row_of_signs(pattern: str, signs: str, start: int, expected: str | None) -> None:
    match = re.compile(compiled(pattern).expression).match(signs, start)
    assert (match and match.group()) == expected


CAUGHT = [
    ("MONTH of YEAR", "MoY", {"MONTH": ("MONTH", "M"), "YEAR": ("YEAR", "Y")}),
    ("MONTH of? YEAR:b", "MY", {"MONTH": ("MONTH", "M"), "b": ("YEAR", "Y")}),
    ("of:x YEAR", "oY", {"x": ("of", "o"), "YEAR": ("YEAR", "Y")}),
    ("(MONTH YEAR | YEAR MONTH)", "YM", {"YEAR": ("YEAR", "Y"), "MONTH": ("MONTH", "M")}),
    ("(DAY | MONTH)", "M", {"MONTH": ("MONTH", "M")}),
    ("<MONTH YEAR >DAY", "MYD", {"YEAR": ("YEAR", "Y")}),
    ("DAY DASH:sep DAY:b", "D]D", {"DAY": ("DAY", "D"), "sep": ("DASH", "]"), "b": ("DAY", "D")}),
]


@pytest.mark.parametrize(("pattern", "signs", "expected"), CAUGHT)
def test_categories_are_caught_under_their_names(
    pattern: str, signs: str, expected: dict[str, tuple[str, str]]
) -> None:
    ready = compiled(pattern)
    match = re.compile(ready.expression).match(signs, 1 if pattern.startswith("<") else 0)
    assert match is not None
    caught = {name: (category, match[group]) for group, (name, category) in ready.caught.items() if match[group]}
    assert caught == expected


FIRSTS = [
    ("MONTH YEAR", "M"),
    ("the? MONTH", "tM"),
    ("(the | of)? MONTH YEAR", "toM"),
    ("the? of? MONTH", "toM"),
    ("<the MONTH", "M"),
    ("!of (MONTH | YEAR)", "MYB"),
    ("(the? MONTH | YEAR)", "tMYB"),
]


@pytest.mark.parametrize(("pattern", "firsts"), FIRSTS)
def test_it_is_known_with_which_signs_a_match_begins(pattern: str, firsts: str) -> None:
    assert compiled(pattern).firsts == frozenset(firsts)


ERRORS = [
    "", "  ", "the?", "(the | of)?", "the? of?", "<the", "!the", ">MONTH", "(MONTH", "((MONTH)", "MONTH)", "(MONTH))",
    "MONTH ? YEAR", "MONTH |", "| MONTH", "(MONTH | the?)", "()", "?", "UNKNOWN", "MONTH unknown", "<UNKNOWN MONTH",
    "MONTH??",
]  # fmt: skip


@pytest.mark.parametrize("pattern", ERRORS)
def test_a_bad_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        compiled(pattern)


WORDS = [
    ("the? MONTH (of | in) YEAR", {"the", "of", "in"}),
    ("<!of MONTH >(' s)", {"of", "'", "s"}),
    ("DAY of:x : INT", {"of", ":"}),
    ("MONTH .? ,? YEAR", {".", ","}),
    ("9/11", {"9/11"}),
    ("MONTH", set()),
]


@pytest.mark.parametrize(("pattern", "expected"), WORDS)
def test_the_words_of_a_pattern_are_what_is_no_category(pattern: str, expected: set[str]) -> None:
    assert words_of(pattern) == expected
