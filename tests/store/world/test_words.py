"""An event's JSON is the same text, whether DuckDB puts it together or Python."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.store.world import engine, words
from timeline.store.world.shape import COLUMNS

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8) | st.sampled_from(
    ["", 'a"b', "\\u001f", "\x01\x1f\x7f\n\t", "İ Ж 😀", "\u2028", "|", "~"]
)
_keys = st.sampled_from(["", "|SRB|", "|SRB||~x|", "|~x|", "|~|", "||", "|vucic||SRB|"])
_pieces = {
    "more_actors": [',{"name":"A","role":"other"}'],
    "more_sources": [',{"url":"https://a.org"}', ',{"quote":"\\"x\\""},{"note":"y"}'],
    "more": [',"summary":"s","fatalities":{"best":1}'],
    "ids": ['["1","2"]'],
}
_numbers = st.floats(-180, 180) | st.sampled_from([0.0, -0.0, 1e-7, 5e-324, 1e16, 1e20, 1e21, 1.5e22, -0.00001234])
_always = {"id": st.builds("gdelt-{}".format, texts), "system": texts}
rows = st.fixed_dictionaries(
    {
        "first_day": st.integers(-719_528, 2_932_896),  # the years 0 to 9999
        "last_day": st.integers(-719_528, 2_932_896),
        **{name: st.none() | _numbers for name in ("lat", "lon", "goldstein")},
        **{name: _keys if "target" in name else st.none() | _keys for name in ("source_keys", "target_keys")},
        **{name: st.none() | st.sampled_from(pieces) for name, pieces in _pieces.items()},
        **_always,
        **{
            name: st.none() | texts
            for name in words.COLUMNS
            if COLUMNS[name] == "VARCHAR" and name not in {*_pieces, *_always, "source_keys", "target_keys"}
        },
    }
)


def test_the_columns_are_those_of_the_shape() -> None:
    assert set(words.COLUMNS) <= set(COLUMNS)


@settings(max_examples=60)
@given(st.lists(rows, min_size=1, max_size=30))
def test_python_writes_what_duckdb_writes(rows: list[dict[str, object]]) -> None:
    with engine.connect() as database:
        for statement in words.MACROS.split(";\n"):
            if statement.strip():
                database.execute(statement)
        names = ", ".join(f"{name} {COLUMNS[name]}" for name in words.COLUMNS)
        database.execute(f"CREATE TABLE e ({names})")
        database.executemany(
            f"INSERT INTO e VALUES ({', '.join('?' * len(words.COLUMNS))})",
            [[row[name] for name in words.COLUMNS] for row in rows],
        )
        by_engine = [text for (text,) in database.execute(f"SELECT {words.JSON} FROM e ORDER BY rowid").fetchall()]
    assert [words.document(row) for row in rows] == by_engine
    for text in by_engine:
        json.loads(text)
