"""Worlds, measured on a made feed: ``python bench/worlds.py [ROWS...]``, by default 200,000 and 1,000,000.

Ratios are of CPU time of whole processes, medians of pairs that run one after the other: ours, and the same SQL typed
into DuckDB's Python API. What is written is measured against a copy of it, in pairs as well, but by the clock, since a
copy waits for the disk. ``made.py`` makes the feed: rows of 58 columns and 411 bytes, as long as GDELT's.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from made import write

from timeline.lexicon.actors import shipped
from timeline.model.day import day_number
from timeline.query.query import All, During, Part, Query, Term
from timeline.store.world import words
from timeline.store.world.world import World, open_world

TIMELINE = [str(Path(sys.executable).parent / "timeline")]
YEAR: Part = During(day_number(2023, 1, 1), day_number(2023, 12, 31))
SERBIA: Part = All((Term("actor", "SRB"), YEAR))
TYPED = """
import json, sys, duckdb
macros, sql, values = json.load(open(sys.argv[1]))
run = duckdb.connect().execute
run(macros)
for row in run(sql, values).fetchall():
    print(row[0] if len(row) > 2 else row)
"""
COPY = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"


class Run:
    """What a process took: seconds of CPU, seconds, megabytes at the most."""

    def __init__(self, command: list[str], out: str = os.devnull) -> None:
        started = time.perf_counter()
        with open(out, "wb") as file:
            pid = subprocess.Popen(command, stdout=file).pid
            _, status, used = os.wait4(pid, 0)
        if status:
            sys.exit(f"failed: {' '.join(command)}")
        self.cpu = used.ru_utime + used.ru_stime
        self.wall = time.perf_counter() - started
        self.memory = used.ru_maxrss / 1024


def paired(ours: list[str], theirs: list[str], runs: int = 9) -> tuple[float, Run]:
    """Give the median ratio of CPU time, and our last run."""
    pairs = [(Run(ours), Run(theirs)) for _ in range(runs)]
    return statistics.median(one.cpu / other.cpu for one, other in pairs), pairs[-1][0]


def typed(folder: Path, sql: str, values: list[Any]) -> list[str]:
    """Write down what a person would type, and give the command that runs it."""
    path = folder / "typed.json"
    path.write_text(json.dumps([words.MACROS, sql, values]))
    return [sys.executable, "-c", TYPED, str(path)]


def measure(rows: int, folder: Path) -> None:
    """Make a feed of so many rows, import it and ask it."""
    feed, path = folder / "made.tsv", folder / f"world-{rows}"
    write(rows, str(feed))
    size = feed.stat().st_size
    run = Run([*TIMELINE, "import", "gdelt", str(feed), "--into", str(path)])
    feed.unlink()
    kept = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    print(f"{rows:,} rows, {size / rows:.0f} bytes each, kept in {kept / rows:.0f}")
    print(f"  import               {rows / run.wall:>10,.0f} rows/s  {run.cpu:.0f} s of CPU, {run.memory:.0f} MB")
    world: World = open_world(str(path), shipped(), None)
    query = Query(SERBIA, day_number(2026, 11, 22))
    (window,) = world.windows(query)
    year = [*TIMELINE, "list", "--file", str(path), "--actor", "Serbia", "--since", "2023", "--until", "2023"]
    Run([*year, "--format", "jsonl"])  # the names are kept
    ratio, run = paired([*year, "--format", "jsonl"], typed(folder, *world.statement(query, window, None)))
    print(f"  an actor in a year   {ratio:>10.2f} x DuckDB  (≤ 1.3)  {run.wall:.2f} s, {run.memory:.0f} MB")
    months = (
        "SELECT date_trunc('month', DATE '1970-01-01' + first_day) AS m, count(*) FROM read_parquet(?)"
        " WHERE nth = 0 GROUP BY m ORDER BY m"
    )
    paths = [os.path.join(path, part.file) for part in world.manifest.parts]
    tally = [*TIMELINE, "tally", "--file", str(path), "--by", "month", "--json"]
    ratio, run = paired(tally, typed(folder, months, [paths]))
    print(f"  all months           {ratio:>10.2f} x DuckDB  (≤ 1.2)  {run.wall:.2f} s, {run.memory:.0f} MB")
    started = time.perf_counter()
    with subprocess.Popen(
        [*TIMELINE, "list", "--file", str(path), "--format", "jsonl"], stdout=subprocess.PIPE
    ) as all_:
        assert all_.stdout is not None
        all_.stdout.readline()
        first = time.perf_counter() - started
    print(f"  the first of all     {first:>10.2f} s")
    many = min(rows, 1_000_000)
    lines, copied = folder / "all.jsonl", folder / "copy.jsonl"
    every = [*TIMELINE, "list", "--file", str(path), "--format", "jsonl", "-n", str(many)]
    copy = [sys.executable, "-c", COPY, str(lines), str(copied)]
    pairs = [(Run(every, str(lines)), Run(copy)) for _ in range(5)]
    whole = sorted((one for one, _ in pairs), key=lambda run: run.wall)[len(pairs) // 2]
    print(
        f"  {many:,} as JSON lines {statistics.median(one.wall / other.wall for one, other in pairs):>6.1f} x a copy"
        f"  (≤ 10)  {whole.wall:.1f} s, {whole.cpu:.1f} s of CPU, {lines.stat().st_size / 1e6:.0f} MB written,"
        f" {max(one.memory for one, _ in pairs):.0f} MB held"
    )


def main() -> None:
    """Measure sets of the sizes asked for."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folder = Path(tempfile.mkdtemp(prefix="timeline-worlds-"))
    try:
        for rows in [int(size) for size in sys.argv[1:]] or [200_000, 1_000_000]:
            measure(rows, folder)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
