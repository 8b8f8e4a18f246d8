"""The Parquet files of a world: written whole, onto the disk, and told of."""

from __future__ import annotations

import os
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from timeline.model.day import iso_year
from timeline.read.feeds._macros import quoted
from timeline.store.world import engine, shape
from timeline.store.world.columns import DIFFERENT, Ordered, narrowed
from timeline.store.world.manifest import Part
from timeline.store.world.staged import Staged

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROW_GROUP = 20_000
"""Rows of a file that are read together: an actor in a year is some thousand."""
_LOOKED_AT = ("actor", "nth", "first_day", "last_day", "id")
"""The columns whose least and greatest values a group of rows tells, so that it can be passed over."""


def write_joined(database: duckdb.DuckDBPyConnection, folder: str, group: list[Part]) -> Part:
    """Make one file of those of a feed in a year: by the engine, which can spill what does not fit."""
    inside, path = _new(folder, group[0].feed, group[0].year)
    database.execute(
        f"COPY (SELECT * FROM read_parquet(?) ORDER BY {shape.SORTED}) TO {quoted(path)}"
        f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})",
        [engine.files(folder, [part.file for part in group])],
    )
    settle(path)
    return Part(
        inside, group[0].feed, group[0].year, sum(part.rows for part in group), sum(part.events for part in group),
        min(part.first for part in group), max(part.last for part in group),
    )  # fmt: skip


def write_ordered(folder: str, feed: str, staged: Staged, rows: Ordered) -> list[Part]:
    """Write the rows of events that are ordered, a file for each year."""

    def one(year: tuple[int, int, int]) -> Part:
        return _write_year(folder, feed, staged, rows, year)

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(one, rows.years))


def _write_year(folder: str, feed: str, staged: Staged, rows: Ordered, found: tuple[int, int, int]) -> Part:
    import pyarrow.parquet as pq

    year, begin, end = found
    inside, path = _new(folder, feed, year)
    first = _group(staged, rows, begin, min(begin + ROW_GROUP, end))
    with pq.ParquetWriter(
        path, first.schema, compression="zstd", store_schema=False, write_statistics=list(_LOOKED_AT),
        use_dictionary=[name for name in shape.COLUMNS if name not in DIFFERENT],
    ) as writer:  # fmt: skip
        writer.write_table(first)
        for start in range(begin + ROW_GROUP, end, ROW_GROUP):
            writer.write_table(_group(staged, rows, start, min(start + ROW_GROUP, end)))
    settle(path)
    of_year = rows.event[begin:end]
    first_day, last_day = (staged.events[name].to_numpy()[of_year] for name in ("first_day", "last_day"))
    events = int((rows.nth[begin:end] == 0).sum())
    return Part(inside, feed, year, end - begin, events, int(first_day.min()), int(last_day.max()))


def _group(staged: Staged, rows: Ordered, begin: int, end: int) -> pa.Table:
    """Make the rows that are read together: few at a time, so that each has the texts that it needs, and no others."""
    import pyarrow as pa

    who = rows.actor[begin:end]
    actor = pa.DictionaryArray.from_arrays(pa.array(who, pa.int32(), mask=who < 0), pa.array(rows.actors, pa.string()))
    own = {"actor": narrowed(pa.chunked_array([actor])), "nth": pa.array(rows.nth[begin:end], type=pa.int32())}
    own |= staged.taken(rows.event[begin:end])
    texts = pa.dictionary(pa.int32(), pa.string())
    kinds = {"VARCHAR": texts, "INTEGER": pa.int32(), "DOUBLE": pa.float64()}
    nothing = {name: pa.nulls(end - begin, kinds[kind]) for name, kind in shape.COLUMNS.items() if name not in own}
    return pa.table({name: own[name] if name in own else nothing[name] for name in shape.COLUMNS})


def write_names(folder: str, names: Mapping[str, str]) -> str:
    """Write the names of actors that the registry has not, by key; give the file's name within the world."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    inside = f"names/{uuid.uuid4().hex}.parquet"
    path = os.path.join(folder, inside)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    rows = sorted(names.items())
    table = pa.table({"key": [key for key, _ in rows], "name": [name for _, name in rows]})
    pq.write_table(table, path, compression="zstd", store_schema=False)
    settle(path)
    return inside


def _new(folder: str, feed: str, year: int) -> tuple[str, str]:
    """Give the name of a file that is none yet, within the world and in full."""
    inside = f"event/year={iso_year(year)}/{feed}-{uuid.uuid4().hex}.parquet"
    path = os.path.join(folder, inside)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return inside, path


def settle(path: str) -> None:
    """Wait until a file is on the disk: the manifest that names it must not be there before it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
