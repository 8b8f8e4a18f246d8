"""The Parquet files of a world: written whole, onto the disk, and told of."""

from __future__ import annotations

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model.day import iso_year
from timeline.read.feeds._macros import quoted
from timeline.store.world import shape
from timeline.store.world.manifest import Part

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 20_000
"""Rows of a file that are read together: an actor in a year is some thousand."""


class Wanted(NamedTuple):
    """A file to write: of which feed and year, and its rows, sorted, as SQL with values."""

    feed: str
    year: int
    rows: str
    values: list[Any]


def write(database: duckdb.DuckDBPyConnection, folder: str, wanted: list[Wanted]) -> list[Part]:
    """Write files side by side: the engine writes a small one on one core."""

    def one(each: Wanted) -> Part:
        with database.cursor() as cursor:
            return _write(cursor, folder, each)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(one, wanted))


def _write(database: duckdb.DuckDBPyConnection, folder: str, wanted: Wanted) -> Part:
    name, year, rows, values = wanted
    inside = f"event/year={iso_year(year)}/{name}-{uuid.uuid4().hex}.parquet"
    path = os.path.join(folder, inside)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    given = {column for column, *_ in database.execute(f"DESCRIBE {rows}", values).fetchall()}
    columns = ", ".join(
        f"{column if column in given else 'NULL'}::{kind} AS {column}" for column, kind in shape.COLUMNS.items()
    )
    database.execute(
        f"COPY (SELECT {columns} FROM ({rows})) TO {quoted(path)}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})",
        values,
    )
    settle(path)
    found = database.execute(
        "SELECT count(*), count(*) FILTER (nth = 0), min(first_day), max(last_day) FROM read_parquet(?)", [path]
    ).fetchone()
    assert found is not None
    return Part(inside, name, year, *found)


def settle(path: str) -> None:
    """Wait until a file is on the disk: the manifest that names it must not be there before it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
