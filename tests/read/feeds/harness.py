"""Rows of a file through a feed's layout and its SELECT, as the import does it, small and slow."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from timeline.lexicon.feeds import codes, countries
from timeline.read.feeds import Feed, Layout, feed
from timeline.read.feeds._macros import MACROS

ROWS = Path(__file__).parent / "rows"

Row = dict[str, Any]


def table(file: str) -> list[list[str]]:
    """Read a file of rows/ with commas between its fields, the header first."""
    with (ROWS / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Write rows down."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def connection(crosswalk: str | None = None) -> duckdb.DuckDBPyConnection:
    """Give a connection with the macros and what stands beside ``raw``."""
    found = duckdb.connect()
    found.execute(MACROS)
    found.execute("CREATE TABLE countries(system VARCHAR, code VARCHAR, country VARCHAR)")
    found.executemany("INSERT INTO countries VALUES (?, ?, ?)", countries())
    found.execute("CREATE TABLE codes(code VARCHAR, kind VARCHAR, mode VARCHAR, about VARCHAR)")
    if crosswalk:
        found.executemany("INSERT INTO codes VALUES (?, ?, ?, ?)", codes(crosswalk))
    return found


def columns(layout: Layout, header: list[str]) -> dict[str, int]:
    """Say where the columns of a layout stand in a file with this header."""
    where = {name.lower(): place for place, name in enumerate(header)}
    found = {}
    for name in layout.names:
        for alias in layout.aliases.get(name, (name,)):
            if alias in where:
                found[name] = where[alias]
                break
    assert set(layout.required) <= set(found), "this file is none of this feed"
    return found


def selected(module: Feed, file: str) -> duckdb.DuckDBPyRelation:
    """Run a feed's SELECT over a file of rows/."""
    quoting = csv.QUOTE_MINIMAL if module.QUOTED else csv.QUOTE_NONE
    with (ROWS / file).open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter=module.DELIMITER, quoting=quoting)
        header = next(reader)
        line, rows = reader.line_num + 1, []
        for row in reader:
            rows.append((line, row))
            line = reader.line_num + 1
    layout = module.LAYOUTS[0]
    where = columns(layout, header)
    names = list(dict.fromkeys(name for each in module.LAYOUTS for name in each.names))
    found = connection(module.CODES)
    found.execute(f"CREATE TABLE raw(line BIGINT, {', '.join(f'{name} VARCHAR' for name in names)})")
    found.executemany(
        f"INSERT INTO raw VALUES ({', '.join('?' * (len(names) + 1))})",
        [[line, *((row[where[name]] or None) if name in where else None for name in names)] for line, row in rows],
    )
    return found.sql(module.SELECT)


@cache
def events(name: str, file: str) -> dict[str, Row]:
    """Give what the SELECT says of each row of a file, by the feed's own id or, without one, by its line."""
    relation = selected(feed(name), file)
    rows = [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
    found = {row["native_id"] or f"line {row['line']}": row for row in rows}
    assert len(found) == len(rows)
    return found
