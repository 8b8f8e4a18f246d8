"""Whether the words around a date speak of what has been or of what is to come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extract.tense import REACH, SURE, Tense
from timeline.lexicon.language import language

TENSE = Tense(language("en").cues)
PAST, FUTURE = -1, 1
CASES = [
    # The date is Friday.
    ("They met on Friday.", PAST * SURE),
    ("They will meet on Friday.", FUTURE * SURE),
    ("They signed on Friday.", PAST * SURE),
    ("They sign on Friday.", 0),
    ("Friday", 0),
    ("On Friday they met.", PAST * SURE),
    ("On Friday they will meet.", FUTURE * SURE),
    ("On Friday he landed.", PAST * SURE),
    ("He said they will meet on Friday.", FUTURE * SURE),
    ("He said. They will meet on Friday.", FUTURE * SURE),
    ("They will meet. It happened on Friday.", PAST * SURE),
    ("They will meet; it began on Friday.", PAST * SURE),
    ("They will meet.\n\nTalks on Friday.", 0),
    ("Talks on Friday.\n\nThey will meet.", 0),
    ("Talks on Friday. They will meet.", 0),
    ("Talks are scheduled for Friday.", FUTURE * SURE),
    ("The contract expires on Friday.", FUTURE * SURE),
    ("WILL meet on Friday.", 0),
    ("A goodwill visit on Friday.", 0),
    ("They'll meet on Friday.", FUTURE * SURE),
    ("They’ll meet on Friday.", FUTURE * SURE),
    ("The envoy was in Rome for long talks with the king of Naples and others on Friday.", PAST),
    ("The envoy will be in Rome for long talks with the king of Naples and others on Friday.", FUTURE),
]


def tense(text: str, *, sure: bool = False) -> int:
    start = text.index("Friday")
    return TENSE.of(text, start, start + len("Friday"), sure=sure)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_nearest_verb_of_its_sentence_tells_the_tense_of_a_date(text: str, expected: int) -> None:
    assert tense(text) == expected


SURELY = [
    ("They met on Friday.", PAST * SURE),
    ("The envoy was in Rome for long talks with the king of Naples and others on Friday.", 0),
    ("They sign on Friday.", 0),
]


@pytest.mark.parametrize(("text", "expected"), SURELY)
def test_where_it_should_be_sure_only_a_verb_close_by_counts(text: str, expected: int) -> None:
    assert tense(text, sure=True) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_out_of_reach_change_nothing(before: str, after: str) -> None:
    near = "x" * REACH + " Friday " + "x" * REACH
    far = f"{before} will {near} will {after}"
    start = len(before) + len(" will ") + near.index("Friday")
    assert TENSE.of(far, start, start + len("Friday")) == 0


@given(st.text(max_size=60), st.text(max_size=60), st.booleans())
def test_any_text_has_a_tense_or_none(before: str, after: str, sure: bool) -> None:
    found = TENSE.of(f"{before}Friday{after}", len(before), len(before) + len("Friday"), sure=sure)
    assert found in {-SURE, -1, 0, 1, SURE}
