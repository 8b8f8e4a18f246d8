"""A file of a feed on its way into a world: read, mapped, merged and written."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from timeline.read.rows import Bytes, Cut, cuts, opened
from timeline.store.world import columns, engine, parts, shape
from timeline.store.world.manifest import Import, Part
from timeline.store.world.mapper import LINES, Mapped, Mapper
from timeline.store.world.rejects import Rejects

if TYPE_CHECKING:
    import pyarrow as pa

    from timeline.store.world.pour import Pour

GROUP = 500_000
"""Rows that are sorted and written at a time: more are fewer files, and more to hold."""
NEAR = 20_000
"""Lines within which rows that tell one event from both sides are found for sure: feeds have them side by side."""


class Outcome(NamedTuple):
    """What became of a file. ``known`` says that it was imported before, so that nothing was read.

    ``lines`` has for each reason to merge, to refuse or to wonder the first of the lines, as ``WHERE:LINE``.
    """

    done: Import
    known: bool
    lines: dict[str, list[str]]


class File:
    """A file on its way into a world."""

    def __init__(self, pour: Pour, path: str, digest: str, rejects: Rejects | None) -> None:
        self.pour = pour
        self.database = pour.database
        self.path = path
        self.digest = digest
        self.rejects = rejects
        self.parts: list[Part] = []
        self.names: list[str] = []
        self.read_rows = 0
        self.merged: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.oddities: Counter[str] = Counter()
        self.lines: dict[str, list[str]] = {}
        self.where = ""
        self.staged: list[pa.Table] = []
        self.facing: list[pa.Table] = []
        self.writing: Future[list[Part]] | None = None

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all rows of the file, map them and write them."""
        with opened(self.path) as streams, ThreadPoolExecutor(1) as self.writer:
            for where, stream in streams:
                self.where = os.path.basename(where)
                self._stream(where, stream)
            self._written()

    def _stream(self, where: str, stream: Bytes) -> None:
        # Whatever stops this, no part is at work any more when the engines are closed.
        with closing(self._mapped(cuts(stream, self.pour.feed, where))) as parts_of_it:
            for mapped in parts_of_it:
                self._take(mapped)
                if sum(map(len, self.staged)) >= GROUP:
                    self._write(columns.last_line(self.staged) - NEAR)
        self._write()
        self.facing = []  # lines are counted from one in every stream

    def _mapped(self, given: Iterator[Cut]) -> Generator[Mapped]:
        """Map parts side by side, and give them in their order; of those that wait there are few."""
        mappers: SimpleQueue[Mapper] = SimpleQueue()
        for mapper in self.pour.mappers:
            mappers.put(mapper)

        def run(cut: Cut) -> Mapped:
            mapper = mappers.get()
            try:
                return mapper.map(cut)
            finally:
                mappers.put(mapper)

        waiting: deque[Future[Mapped]] = deque()
        with ThreadPoolExecutor(len(self.pour.mappers)) as pool:
            for cut in given:
                waiting.append(pool.submit(run, cut))
                if len(waiting) >= len(self.pour.mappers):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _take(self, mapped: Mapped) -> None:
        self.read_rows += mapped.read
        self.pour.tell(f"{self.where}: {self.read_rows:,} rows")
        for line, reason, _ in mapped.refused:
            self.refused[reason] += 1
            self._note(reason, line)
        if self.rejects is not None:
            self.rejects.keep(mapped.header, (text for _, _, text in mapped.refused))
        for reason, (number, lines) in mapped.oddities.items():
            self.oddities[reason] += number
            for line in lines:
                self._note(reason, line)
        self.staged += mapped.events
        self.facing += mapped.facing

    def _note(self, reason: str, line: int) -> None:
        lines = self.lines.setdefault(reason, [])
        if len(lines) < LINES:
            lines.append(f"{self.where}:{line}")

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(self, until: int | None = None) -> None:
        """Write what is staged, a file for each year; what begins after the line ``until`` stays for the next time."""
        if not self.staged:
            return
        self._written()
        events, self.staged = columns.joined(self.staged), []
        mirrored = self._mirrored(until)
        events = columns.replaced(events, "ids", {line: ids for line, (_, ids) in mirrored.items()})
        dropped = [line for lines, _ in mirrored.values() for line in lines]
        dropped += self._known(events, set(dropped))
        now = ~columns.among(events, dropped)
        if until is not None:
            late = events["line"].to_numpy() > until
            self.staged = [events.filter(now & late)]
            waiting = [table.filter(table["line"].to_numpy() > until) for table in self.facing]
            self.facing = [table.filter(~columns.among(table, dropped)) for table in waiting]
            now &= ~late
        rows = columns.ordered(events, now.nonzero()[0])
        self.pour.tell(f"{self.where}: writing {len(rows.years)} years")
        self.writing = self.writer.submit(parts.write_ordered, self.pour.folder, self.pour.name, events, rows)

    def _written(self) -> None:
        """Wait until what was staged before is written."""
        if self.writing is not None:
            self.parts += self.writing.result()
            self.writing = None

    def _mirrored(self, until: int | None) -> dict[int, tuple[list[int], str]]:
        """Find the rows that tell once more, from the other side: by the line of the first, theirs and all ids.

        Where that is behind the line ``until``, more of them may come.
        """
        if not self.facing:
            return {}
        with engine.shown(self.database, facing=columns.joined(self.facing)):
            early = "TRUE" if until is None else f"line <= {until}"
            found = self.database.execute(f"SELECT * FROM ({shape.MIRRORED}) WHERE {early} ORDER BY line").fetchall()
        dropped = sorted(line for _, lines, _ in found for line in lines)
        self.merged["told-from-both-sides"] += len(dropped)
        for line in dropped[:LINES]:
            self._note("told-from-both-sides", line)
        return {line: (lines, ids) for line, lines, ids in found}

    def _known(self, events: pa.Table, dropped: set[int]) -> list[int]:
        """Give the lines of what the world or the file has already: once more the same is merged, another refused."""
        run = self.database.execute
        own = ", ".join(
            name if name in events.column_names else f"NULL::{shape.COLUMNS[name]}" for name in shape.CONTENT
        )
        names = [part.file for part in (*self.pour.manifest.parts, *self.parts) if part.feed == self.pour.name]
        with engine.shown(self.database, staged=events.select(["line", "id"])):
            again = self._lines("id IN (SELECT id FROM staged GROUP BY id HAVING count(*) > 1)")
            if names:
                run(
                    f"CREATE OR REPLACE TABLE stored AS SELECT id AS taken, row({', '.join(shape.CONTENT)}) AS content"
                    # A feed's ids mostly rise: groups of rows with none of these are passed over.
                    " FROM read_parquet(?) WHERE nth = 0 AND id BETWEEN ? AND ? AND id IN (SELECT id FROM staged)",
                    [engine.files(self.pour.folder, names), *columns.ends(events["id"])],
                )
            known = self._lines("id IN (SELECT taken FROM stored)") if names else []
        found: dict[int, bool] = {}
        if known:
            with engine.shown(self.database, known=columns.chosen(events, known)):
                rows = run(f"SELECT line, row({own}) = content FROM known JOIN stored ON taken = id")
                found |= dict(rows.fetchall())
        if again:
            with engine.shown(self.database, again=columns.chosen(events, again)):
                rows = run(
                    "WITH numbered AS (SELECT line, id, row_number() OVER (PARTITION BY id ORDER BY line) AS n,"
                    f" row({own}) AS content FROM again) SELECT a.line, a.content = o.content"
                    " FROM numbered a JOIN numbered o ON a.id = o.id WHERE a.n > 1 AND o.n = 1"
                )
                found |= dict(rows.fetchall())
        lines = sorted(found.keys() - dropped)
        for line in lines:
            reason = "known-already" if found[line] else "id-taken"
            (self.merged if found[line] else self.refused)[reason] += 1
            self._note(reason, line)
        return lines

    def _lines(self, condition: str) -> list[int]:
        return [line for (line,) in self.database.execute(f"SELECT line FROM staged WHERE {condition}").fetchall()]

    def finish(self) -> Outcome:
        """Write the names that are new, and tell what became of the file."""
        unknown = self.pour.cast.unknown
        if unknown:
            self.names.append(parts.write_names(self.pour.folder, unknown))
            self.pour.cast.unknown = {}
        kept = sum(part.events for part in self.parts)
        done = Import(
            self.pour.name, os.path.basename(self.path), self.digest, self.read_rows, kept,
            *(dict(sorted((+counts).items())) for counts in (self.merged, self.refused, self.oddities)),
        )  # fmt: skip
        return Outcome(done, known=False, lines=self.lines)
