"""Whatever strangers write into a field, a SELECT gives one row for one row and what it keeps is an event."""

from __future__ import annotations

import pytest

from tests.read.feeds.harness import connection
from timeline.model.edtf import parse
from timeline.read.feeds import feed, names

NASTY = (
    "", " ", "NA", "None", ";", ", ", '"', "'", "''; DROP TABLE raw; --", "\\", "(", "(((", "[", "%", "_", "\x00", "\n",
    "nan", "inf", "-1", "1e400", "99999999999999999999", "2016-02-30", "0000-00-00", "9999-12-31", "1900-01-01",
    "2099-12-31", "30 February 2022", "1 May 2022", "Страна", "🎈", "A;B;C;D;E",
    '"x,2016-01-01,y";"z', "<script>", "x" * 9999,
)  # fmt: skip
SOUND = {
    "acled": {"event_id_cnty": "A1", "event_type": "Battles", "event_date": "2020-01-02"},
    "icews": {"event_id": "1", "cameo_code": "040", "event_date": "2020-01-02"},
    "polecat": {"event_id": "1", "event_type": "AID", "event_date": "2020-01-02"},
    "ucdp": {"id": "1", "type_of_violence": "1", "date_start": "2020-01-02", "date_end": "2020-01-03"},
}


@pytest.mark.parametrize("name", [name for name in names() if name in SOUND])
def test_a_row_of_anything_is_one_row(name: str) -> None:
    module = feed(name)
    columns = module.LAYOUTS[0].names
    rows: list[list[object]] = [[0, *(None for _ in columns)]]
    for nasty in NASTY:
        rows.append([len(rows), *(nasty or None for _ in columns)])
        rows.append([len(rows), *(SOUND[name].get(column, nasty or None) for column in columns)])
    found = connection(module.CODES)
    found.execute(f"CREATE TABLE raw(line BIGINT, {', '.join(f'{column} VARCHAR' for column in columns)})")
    found.executemany(f"INSERT INTO raw VALUES ({', '.join('?' * (len(columns) + 1))})", rows)
    relation = found.sql(module.SELECT)
    given = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    assert sorted(row["line"] for row in given) == list(range(len(rows)))
    for row in given:
        assert (row["problem"] is None) == (row["line"] > 0 and row["line"] % 2 == 0)
        if row["problem"] is None:
            when = parse(row["date"])
            assert (when.first, when.last) == (str(row["first"]), str(row["last"]))
            assert row["title"]
            assert "\n" not in row["title"]
            assert all(source["url"] or source["publisher"] for source in row["sources"])
            assert all(actor["name"] for actor in row["actors"])
            assert row["place"] is None or row["place"]["name"]
