"""A quote among the words around it."""

from __future__ import annotations

import pytest

from timeline.report.context import REACH, context

TEXT = "One came. Two said that three left,\nand four stayed! Five slept.\n\nA new paragraph."


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("three left", ("One came. Two said that ", "three left", ", and four stayed! Five slept.")),
        ("left, and four", ("One came. Two said that three ", "left, and four", " stayed! Five slept.")),
        ("One", ("", "One", " came. Two said that three left, and four stayed! Five slept.")),
        ("new paragraph.", ("A ", "new paragraph.", "")),
    ],
)
def test_the_neighbours_of_a_quote(quote: str, told: tuple[str, str, str]) -> None:
    assert context(TEXT, quote) == told


def test_the_words_that_are_meant() -> None:
    text = "It is. It was. It is."
    assert context(text, "It is") == ("", "It is", ". It was. It is.")
    assert context(text, "It is", 14) == ("It is. It was. ", "It is", ".")


@pytest.mark.parametrize("quote", ["six", "", " ", "(", "Two left"])
def test_words_that_are_not_there(quote: str) -> None:
    assert context(TEXT, quote) is None


def test_what_is_far_is_cut_at_a_sentence_or_a_word() -> None:
    long = "Sentence number one is here. " * 40
    before, _, after = context(long + "The quote itself. " + long, "The quote itself") or ("", "", "")
    assert before.startswith("Sentence")
    assert after.endswith("here.")
    assert max(len(before), len(after)) <= REACH
    words = "word " * 400
    before, _, after = context(words + "quote " + words, "quote") or ("", "", "")
    assert before.startswith("… word")
    assert after.endswith("word …")
    assert max(len(before), len(after)) <= REACH + 3
