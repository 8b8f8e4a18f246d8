from __future__ import annotations

import pytest

from tests.helpers import Row, gold
from timeline.errors import DateError
from timeline.model.edtf import parse

ROWS = gold("edtf.tsv")
READ = [row for row in ROWS if row.fields[1] != "!"]
REFUSED = [row for row in ROWS if row.fields[1] == "!"]


@pytest.mark.parametrize("row", READ, ids=str)
def test_a_date_has_the_first_and_last_day_of_the_gold_table_and_keeps_its_text(row: Row) -> None:
    text, first, last, _ = row.fields
    when = parse(text)
    assert (when.first or "..", when.last or "..") == (first, last)
    assert when.text == text == str(when)


@pytest.mark.parametrize("row", REFUSED, ids=str)
def test_what_is_no_date_is_refused_with_a_reason(row: Row) -> None:
    with pytest.raises(DateError) as refused:
        parse(row.fields[0])
    assert refused.value.message.strip()
    assert refused.value.code == "bad-date"


def test_the_gold_table_is_large_and_says_everything_once() -> None:
    texts = [row.fields[0] for row in ROWS]
    assert len(texts) == len(set(texts)) >= 400
    assert {len(row.fields) for row in ROWS} == {4}
