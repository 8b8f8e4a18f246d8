"""Rows of a feed's file as a table of Arrow."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from timeline.read.feeds import Feed
from timeline.read.rows import Rows, all_names, quoted

if TYPE_CHECKING:
    import pyarrow as pa


def spoken(sql: str, feed: Feed) -> list[str]:
    """List the columns of ``raw`` that a statement speaks of: others are not read."""
    words = set(re.findall(r"\w+", sql))
    return [name for name in all_names(feed.LAYOUTS) if name in words]


def table(rows: Rows, feed: Feed, columns: Iterable[str]) -> pa.Table:
    """Read columns of rows as texts; NULL where empty.

    A column that the rows don't have is NULL throughout. Raises ``pyarrow.ArrowInvalid`` where a row has not the width
    of the others.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow

    kinds = {name: pa.string() for name in columns}
    given = [name or f"_{place}" for place, name in enumerate(rows.names)]
    return arrow.read_csv(
        pa.py_buffer(rows.data),
        arrow.ReadOptions(column_names=given, use_threads=False, block_size=len(rows.data) + 1),
        arrow.ParseOptions(
            delimiter=feed.DELIMITER, quote_char='"' if feed.QUOTED else False, escape_char=False,
            newlines_in_values=feed.QUOTED, ignore_empty_lines=False,
        ),
        arrow.ConvertOptions(
            include_columns=list(kinds), include_missing_columns=True, column_types=kinds,
            strings_can_be_null=True, null_values=[""], check_utf8=False,  # it is: ``rows`` sees to that
        ),
    )  # fmt: skip


def written(rows: Rows, feed: Feed, places: Collection[int]) -> list[bytes]:
    """Give some rows as they were, without their ends; a quoted one is quoted no more than it needs."""
    if not places:
        return []
    if not feed.QUOTED:
        every = rows.data.split(b"\n")
        return [every[place] for place in places]
    records = list(csv.reader(io.StringIO(rows.data.decode(), newline=""), delimiter=feed.DELIMITER))
    return [quoted(records[place], feed.DELIMITER) for place in places]
