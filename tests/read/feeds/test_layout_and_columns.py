"""What holds for every feed and every row."""

from __future__ import annotations

import csv
import re

import pytest

from tests.read.feeds.harness import ROWS, events, selected
from timeline.lexicon.kinds import kinds
from timeline.model.actor import SECTORS
from timeline.model.edtf import parse
from timeline.read.feeds import COLUMNS, feed

FILES = [
    ("acled", "acled-new.csv"), ("acled", "acled-old.csv"), ("icews", "icews.tab"), ("polecat", "polecat.txt"),
    ("ucdp", "ucdp-41.csv"), ("ucdp", "ucdp-49.csv"),
]  # fmt: skip
ROW = [(name, file, key) for name, file in FILES for key in events(name, file)]


@pytest.mark.parametrize("name", sorted({name for name, _ in FILES}))
def test_a_feed_says_what_it_is(name: str) -> None:
    module = feed(name)
    assert module.ABOUT
    assert module.PUBLISHER
    assert module.TERMS
    for layout in module.LAYOUTS:
        assert len(layout.names) == len(set(layout.names))
        assert set(layout.aliases) <= set(layout.names)
        assert set(layout.required) <= set(layout.names)
        assert all(alias == alias.lower() for aliases in layout.aliases.values() for alias in aliases)


@pytest.mark.parametrize(("name", "file"), FILES)
def test_the_columns_are_those_of_the_contract(name: str, file: str) -> None:
    relation = selected(feed(name), file)
    found = {column: str(kind).replace('"', "") for column, kind in zip(relation.columns, relation.types, strict=True)}
    assert list(found.items()) == list(COLUMNS.items())


@pytest.mark.parametrize(("name", "file"), FILES)
def test_one_row_gives_one_row(name: str, file: str) -> None:
    module = feed(name)
    quoting = csv.QUOTE_MINIMAL if module.QUOTED else csv.QUOTE_NONE
    with (ROWS / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter=module.DELIMITER, quoting=quoting))
    assert len(events(name, file)) == len(rows) - 1


@pytest.mark.parametrize(("name", "file", "key"), ROW)
def test_a_kept_row_is_a_whole_event(name: str, file: str, key: str) -> None:
    row = events(name, file)[key]
    if row["problem"]:
        return
    when = parse(row["date"])
    assert (when.first, when.last) == (str(row["first"]), str(row["last"]))
    assert row["kind"] in kinds()
    assert row["title"]
    assert not re.search(r"[\t\r\n]", row["title"])
    assert re.fullmatch(rf"{name}-[A-Za-z0-9._:-]+", row["id"])
    assert row["sources"]
    for source in row["sources"]:
        assert source["url"] or source["publisher"]
        assert source["published"] is None or parse(source["published"])
    for actor in row["actors"]:
        assert actor["name"]
        assert actor["role"] in {"source", "target", "other"}
        assert actor["country"] is None or re.fullmatch("[A-Z]{3}", actor["country"])
        assert set((actor["sector"] or "").split()) <= set(SECTORS)
    assert all(row["tags"])
    assert all(row["oddities"])
    if row["place"]:
        assert row["place"]["name"]
