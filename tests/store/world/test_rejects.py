"""Refused rows are kept so that they can be mended and imported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.feed_rows import gdelt, text
from tests.read.feeds.harness import ROWS, table, written
from tests.store.world.conftest import Place

_DATE = {"acled": "event_date", "icews": "Event Date", "polecat": "Event Date", "ucdp": "date_start"}


def records(data: bytes, file: Path) -> list[list[str]]:
    """Cut what is written as this file is."""
    if file.suffix == ".csv":
        return list(csv.reader(io.StringIO(data.decode(), newline="")))
    return [line.split("\t") for line in data.decode().splitlines()]


def whole(rows: Iterable[list[str]], file: Path) -> bytes:
    """Write rows as this file is written."""
    return written(list(rows)) if file.suffix == ".csv" else text(*("\t".join(row) for row in rows))


@pytest.mark.parametrize("file", sorted(ROWS.iterdir()), ids=lambda file: file.name)
def test_mended_they_are_imported(place: Place, file: Path) -> None:
    feed = file.name.partition("-")[0].partition(".")[0]
    header, *rows = records(file.read_bytes(), file)
    date = header.index(_DATE[feed])
    was = {("no day", *row[:date], *row[date + 1 :]): row for row in rows[::2]}
    spoiled = [["no day" if at == date and not n % 2 else x for at, x in enumerate(row)] for n, row in enumerate(rows)]
    first = place.take(whole([header, *spoiled], file), feed).done
    head, *refused = records(place.rejects.getvalue(), file)
    assert head == header
    mended = [was.pop((row[date], *row[:date], *row[date + 1 :]), row) for row in refused]
    assert not was
    second = place.take(whole([header, *mended], file), feed).done
    assert second.kept > 0
    assert len(place.ids()) == first.kept + second.kept


def test_a_header_stands_once_above_the_rows_of_files_that_have_the_same(place: Place) -> None:
    header, first, second, *_ = table("acled-new.csv")
    bad = [
        ["" if name == "event_date" else value for name, value in zip(header, row, strict=True)]
        for row in (first, second)
    ]
    given = [written([header, bad[0]]), written([header, bad[1]]), written([header[::-1], bad[0][::-1]], ";")]
    place.take_all([place.file(data) for data in given], "acled")
    assert place.rejects.getvalue() == written([header, *bad, header[::-1], bad[0][::-1]])


def test_a_feed_without_a_header_has_none_there(place: Place) -> None:
    bad = gdelt(2, "20230231")
    place.take(text(gdelt(1), bad))
    assert place.rejects.getvalue() == text(bad)
