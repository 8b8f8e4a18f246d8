from __future__ import annotations

import pytest

from timeline.query.query import All, Any, During, Not, Part, Term, timeless

A, B, YEAR = Term("kind", "agree"), Term("tag", "drones"), During(1, 365)


@pytest.mark.parametrize(
    ("part", "left"),
    [
        (A, A),
        (YEAR, All(())),
        (All((A, YEAR)), All((A,))),
        (All((A, All((B, YEAR)))), All((A, All((B,))))),
        (Any((A, YEAR)), All(())),
        (All((B, Any((YEAR, During(400, 500))))), All((B,))),
        (All((B, Not(YEAR))), All((B,))),
        (Not(All((A, YEAR))), All(())),
        (Not(A), Not(A)),
    ],
)
def test_a_question_without_time_finds_no_less(part: Part, left: Part) -> None:
    assert timeless(part) == left
