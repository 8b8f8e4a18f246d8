"""Forms in which UCDP and ACLED publish besides the usual one, and what becomes of a feed's new edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.read.feeds.harness import table, written
from tests.store.world.conftest import Place


def other(place: Place, name: str) -> Place:
    folder: Path = place.folder / name
    folder.mkdir()
    return Place(folder)


def test_a_candidate_file_without_a_header_gives_the_same_events(place: Place) -> None:
    header, *rows = table("ucdp-49.csv")
    bad = [("4" if name == "type_of_violence" else value) for name, value in zip(header, rows[1], strict=True)]
    usual, bare = other(place, "usual"), other(place, "bare")
    usual.take(written([header, *rows, bad]), "ucdp")
    bare.take(written([*rows, bad]), "ucdp")
    assert bare.ids() == ["ucdp-500001", "ucdp-500002"]
    assert bare.ask() == usual.ask()
    assert (bare.rejects.getvalue(), usual.rejects.getvalue()) == (written([bad]), written([header, bad]))
    assert (usual.told[0].lines, bare.told[0].lines) == (
        {"unknown-code": ["file1.csv:4"]}, {"unknown-code": ["file1.csv:3"]},
    )  # fmt: skip


def test_semicolons_and_another_order_give_the_same_events(place: Place) -> None:
    rows = table("acled-new.csv")
    usual, semicolons = other(place, "usual"), other(place, "semicolons")
    usual.take(written(rows), "acled")
    more = [[*reversed(row), "population_best" if not number else "70"] for number, row in enumerate(rows)]
    semicolons.take(written(more, ";"), "acled")
    assert len(usual.ids()) > 5
    assert semicolons.ask() == usual.ask()


@pytest.mark.parametrize(
    ("name", "file", "column", "value"),
    [("ucdp", "ucdp-49.csv", "best", "3"), ("acled", "acled-new.csv", "fatalities", "4")],
)
def test_a_new_edition_into_a_new_world_is_whole_and_into_the_old_one_changes_nothing(
    place: Place, name: str, file: str, column: str, value: str
) -> None:
    header, first, second, *_ = table(file)
    changed = [value if each == column else was for each, was in zip(header, first, strict=True)]
    old, new = other(place, "old"), other(place, "new")
    old.take(written([header, first, second]), name)
    before = old.ask()
    edition = written([header, changed, second])
    done = old.take(edition, name).done
    assert (done.read, done.kept, done.merged, done.refused) == (2, 0, {"known-already": 1}, {"id-taken": 1})
    assert old.ask() == before
    new.take(edition, name)
    after = {event["id"]: event for event in new.ask()}
    assert after.keys() == {event["id"] for event in before}
    pairs = [(was, after[was["id"]]) for was in before]
    assert [key for was, now in pairs for key in was.keys() | now.keys() if was.get(key) != now.get(key)] == [
        "fatalities"
    ]
