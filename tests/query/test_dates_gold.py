from __future__ import annotations

import pytest

from tests.helpers import Row, gold
from timeline.errors import DateError
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse
from timeline.query.dates import Ambiguous, read

ROWS = gold("typed.tsv", shown=1)
READ = [row for row in ROWS if not row.fields[2].startswith("!")]
REFUSED = [row for row in ROWS if row.fields[2].startswith("!")]


@pytest.mark.parametrize("row", READ, ids=str)
def test_what_is_typed_means_what_the_gold_table_says(row: Row) -> None:
    today, text, meaning, _ = row.fields
    when = read(text, parse_iso_day(today))
    assert when.text == meaning
    assert when == parse(meaning)


@pytest.mark.parametrize("row", REFUSED, ids=str)
def test_what_is_ambiguous_or_unreadable_is_refused_with_a_reason(row: Row) -> None:
    today, text, fault, _ = row.fields
    with pytest.raises(DateError) as refused:
        read(text, parse_iso_day(today))
    assert isinstance(refused.value, Ambiguous) == (fault == "!ambiguous")
    assert refused.value.message.strip()


EDTF = [row for row in gold("edtf.tsv") if row.fields[1] != "!"]


@pytest.mark.parametrize("row", EDTF, ids=str)
def test_edtf_stays_as_it_is_whatever_day_it_is_typed(row: Row) -> None:
    assert read(row.fields[0], 0) == parse(row.fields[0])


def test_the_gold_table_is_large_and_says_everything_once() -> None:
    asked = [row.fields[:2] for row in ROWS]
    assert len(asked) == len(set(asked)) >= 400
    assert {len(row.fields) for row in ROWS} == {4}
