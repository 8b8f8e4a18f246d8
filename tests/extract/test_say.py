"""What the words around a date make of it is never narrower than they are."""

import pytest

from timeline.extract.dates import dates
from timeline.extract.say import duration

BOUNDS = [
    ("They left before 1990.", "../1989"),
    ("They left before late 1990.", "../1990"),
    ("They left before the end of 1990.", "../1990-12-31"),
    ("They left before the beginning of 1990.", "../1989"),
    ("They left before about 1500.", "../1500~"),
    ("They left before fiscal 2020.", "../2020~"),
    ("They left before 3 p.m. on 5 May 2020.", "../2020-05-05"),
    ("They left before 5 May 2020.", "../2020-05-04"),
    ("They left before 11/10/2020.", "../2020"),
    ("They left by 11/10/2020.", "../2020"),
    ("They left on 11/10/2020.", "[2020-10-11,2020-11-10]"),
    ("They left after 1990.", "[1991..]"),
    ("They left after early 1990.", "[1990..]"),
    ("They left after the end of 1990.", "[1991..]"),
    ("They left after the start of 1990.", "[1990..]"),
    ("They left after about 1500.", "[1500~..]"),
    ("They left after noon on 5 May 2020.", "[2020-05-05..]"),
    ("They left after the night of 5 May 2020.", "[2020-05-05..]"),
]


@pytest.mark.parametrize(("text", "edtf"), BOUNDS)
def test_a_bound_leaves_out_only_what_the_words_leave_out(text, edtf):
    assert [mention.edtf for mention in dates(text)] == [edtf]


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [(132, "M", "P132M"), (240, "M", "P240M"), (2, "DE", "P20Y"), (0.5, "CE", "P50Y"), (2.5, "Y", "P2Y6M"),
     (1.5, "TM", "PT1M30S"), (0.5, "TH", "PT30M"), ("X", "DE", "PXDE"), (1, "FN", "P2W")],
)  # fmt: skip
def test_a_span_keeps_its_unit(count, unit, value):
    assert duration(count, unit) == value
