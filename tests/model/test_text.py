from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.model.text import fold, visible

# Every row is one word in several spellings, and the key that they share.
TWINS = [
    ("vucic", ["Вучић", "Vučić", "VUČIĆ", "VUCIC", "vucic", "ВУЧИЋ", "Vuc\u030cic\u0301"]),
    ("dordevic", ["Ђорђевић", "Đorđević", "ĐORĐEVIĆ"]),
    ("ljubljana", ["Љубљана", "Ljubljana", "LJUBLJANA", "\u01c8ubljana"]),
    ("njegos", ["Његош", "Njegoš", "NJEGOŠ"]),
    ("dzep", ["Џеп", "Džep", "DŽEP", "\u01c5ep"]),
    ("srbija", ["Србија", "Srbija", "SRBIJA", "  srbija "]),
    ("zivot", ["Живот", "Život", "ŽIVOT"]),
    ("istanbul", ["İstanbul", "ISTANBUL", "istanbul", "ıstanbul", "I\u0307stanbul"]),
    ("diyarbakir", ["Diyarbakır", "DİYARBAKIR", "DIYARBAKIR"]),
    ("erdogan", ["Erdoğan", "ERDOĞAN", "Erdogan"]),
    ("strasse", ["Straße", "STRASSE", "straße", "STRA\u1e9eE"]),
    ("prishtine", ["Prishtinë", "PRISHTINË", "Prishtine"]),
    ("ellada", ["Ελλάδα", "ΕΛΛΑΔΑ", "ελλαδα"]),
    ("odysseys", ["Οδυσσεύς", "ΟΔΥΣΣΕΥΣ", "οδυσσευσ"]),
    ("moskva", ["Москва", "МОСКВА", "Moskva"]),
    ("scuka", ["Щука", "щука"]),
    ("un", ["UN", "ＵＮ", "un."]),
    ("u n", ["U.N.", "u-n", "U_N", "u  n", "(U) [N]"]),
    ("a b", ["A – B", "a/b", "«a» b!", "a\u00a0b", "a\tb", "a\nb"]),
    ("o brien", ["O'Brien", "O’Brien", "o brien"]),
    ("resolution 1244", ["Resolution 1244", "RESOLUTION: 1244", "resolution-1244"]),
    ("aether", ["Æther", "aether", "ÆTHER"]),
    ("", ["", " ", "!?", "—", "_", "\u0301"]),
]


@pytest.mark.parametrize(("key", "spelling"), [(key, spelling) for key, row in TWINS for spelling in row])
def test_spellings_of_one_word_have_one_key(key: str, spelling: str) -> None:
    assert fold(spelling) == key


def test_words_that_differ_keep_different_keys() -> None:
    keys = [key for key, _ in TWINS]
    assert len(keys) == len(set(keys))


_anything = st.text(max_size=30) | st.text("ßİıſΣςćЋђЉ’-_. ́ŉǰΐﬁ①½", max_size=12)


@given(_anything)
@example("ŉ")
@example("a\u0345b")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(_anything)
def test_a_key_has_neither_space_at_its_ends_nor_signs_nor_capitals(text: str) -> None:
    key = fold(text)
    assert key == " ".join(key.split())
    assert all(sign == " " or sign.isalnum() for sign in key)
    assert not any(unicodedata.combining(sign) for sign in key)


@given(st.text("abcčćžšđABCČĆŽŠĐабвгдђжАБВГДЂЖ ", max_size=20))
def test_case_makes_no_difference(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@given(_anything)
def test_the_form_of_unicode_makes_no_difference(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


# What a stranger's text must not do to a terminal, and how it is shown instead.
SHOWN = [
    ("\x1b[31mred", "\\x1b[31mred"),
    ("\x9b31m", "\\x9b31m"),
    ("a\x00b", "a\\x00b"),
    ("a\nb", "a\\x0ab"),
    ("a\rb", "a\\x0db"),
    ("a\tb", "a\\x09b"),
    ("bell\x07", "bell\\x07"),
    ("del\x7f", "del\\x7f"),
    ("next\x85line", "next\\x85line"),
    ("\u202eevil", "\\u202eevil"),
    ("\u2066a\u2069", "\\u2066a\\u2069"),
    ("\u200fa\u200e", "\\u200fa\\u200e"),
    ("a\u2028b\u2029", "a\\u2028b\\u2029"),
    ("\ufeffa", "\\ufeffa"),
    ("\ud800", "\\ud800"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN, ids=[shown for _, shown in SHOWN])
def test_what_would_steer_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


REORDERING = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@given(st.text())
def test_nothing_visible_steers_a_terminal_or_breaks_a_line(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in shown)
    assert not any(
        unicodedata.bidirectional(sign) in {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
        for sign in shown
    )
    assert shown.splitlines() in ([], [shown])


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")))
def test_printable_text_is_left_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(st.text())
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
