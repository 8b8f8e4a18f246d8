"""What is written of a file: events are merged with what tells of them once more, put in order, and made Parquet.

A writer has a thread of its own, so that reading and mapping go on meanwhile.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, Self

from timeline.store.world import columns, engine, parts, shape
from timeline.store.world.manifest import Part
from timeline.store.world.mapper import LINES
from timeline.store.world.staged import Staged
from timeline.store.world.told import Told

if TYPE_CHECKING:
    import pyarrow as pa

    from timeline.store.world.pour import Pour

NEAR = 20_000
"""Lines within which rows that tell one event from both sides are found for sure: feeds have them side by side."""


class Count:
    """Why rows were merged or refused, or are odd: how many, and the first lines of each, as ``WHERE:LINE``."""

    def __init__(self) -> None:
        self.merged: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.oddities: Counter[str] = Counter()
        self.lines: dict[str, list[str]] = {}

    def note(self, reason: str, where: str, line: int) -> None:
        """Note a line, if it is among the first."""
        lines = self.lines.setdefault(reason, [])
        if len(lines) < LINES:
            lines.append(f"{where}:{line}")


class Batch(NamedTuple):
    """Events that follow each other in the stream ``where``, and those among them that another may tell once more.

    ``told`` is whose numbers the events have, of a feed that has facets. The stream goes on unless ``last``.
    """

    where: str
    events: list[pa.Table]
    facing: list[pa.Table]
    told: Told | None
    last: bool


class Writer:
    """Writes batches of a file, one after the other; ``parts`` are written, ``count`` tells what was not."""

    def __init__(self, pour: Pour) -> None:
        """Take the import."""
        self.pour = pour
        self.database = pour.database
        self.parts: list[Part] = []
        self.count = Count()
        self.told: Told | None = None  # whose numbers are left
        self.left: list[pa.Table] = []
        self.facing: list[pa.Table] = []
        self._pool = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """Wait until nothing is at work any more."""
        self._pool.shutdown()

    def write(self, batch: Batch) -> None:
        """Write a batch as soon as the one before it is written; what went wrong with that is raised."""
        self.wait()
        self._writing = self._pool.submit(self._write, batch)

    def wait(self) -> None:
        """Wait until all is written; raise what went wrong."""
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def _write(self, batch: Batch) -> None:
        """Write events, a file for each year; the last of a stream that goes on stay for the next time."""
        if batch.told is not None and self.told is not None and batch.told is not self.told:
            self.left = [batch.told.adopted(self.told, events) for events in self.left]
        self.told = batch.told
        staged, facing = self.left + batch.events, self.facing + batch.facing
        if not staged:
            return
        until = None if batch.last else columns.last_line(staged) - NEAR
        events = columns.joined(staged)
        # They are copied now, and many: nobody may hold them any longer.
        for several in (staged, self.left, self.facing, batch.events, batch.facing):
            several.clear()
        mirrored = self._mirrored(facing, until, batch.where)
        events = columns.replaced(events, "ids", {line: ids for line, (_, ids) in mirrored.items()})
        dropped = [line for lines, _ in mirrored.values() for line in lines]
        dropped += self._known(events, set(dropped), batch.where)
        now = ~columns.among(events, dropped)
        if until is not None:
            late = events["line"].to_numpy() > until
            self.left = [events.filter(now & late)]
            waiting = [table.filter(table["line"].to_numpy() > until) for table in facing]
            # Lines are counted from one in every stream: of one that ends none wait.
            self.facing = [table.filter(~columns.among(table, dropped)) for table in waiting]
            now &= ~late
        if self.told is not None:
            events = self.told.ordering(events)
        rows = columns.ordered(events, now.nonzero()[0])
        self.pour.tell(f"{batch.where}: writing {len(rows.years)} years")
        new = parts.write_ordered(self.pour.folder, self.pour.name, self._ready(events), rows)
        self.pour.ends |= dict.fromkeys((part.file for part in new), columns.ends(events["id"]))
        self.parts += new

    def _ready(self, events: pa.Table) -> Staged:
        """Make ready to be written what is ordered."""
        return Staged(events, []) if self.told is None else self.told.staged(events)

    # --- what is told once more --------------------------------------------------------------------------------------

    def _mirrored(self, facing: list[pa.Table], until: int | None, where: str) -> dict[int, tuple[list[int], str]]:
        """Find the rows that tell once more, from the other side: by the line of the first, theirs and all ids.

        Where that is behind the line ``until``, more of them may come.
        """
        if not facing:
            return {}
        with engine.shown(self.database, facing=columns.joined(facing)):
            early = "TRUE" if until is None else f"line <= {until}"
            found = self.database.execute(f"SELECT * FROM ({shape.MIRRORED}) WHERE {early} ORDER BY line").fetchall()
        dropped = sorted(line for _, lines, _ in found for line in lines)
        self.count.merged["told-from-both-sides"] += len(dropped)
        for line in dropped[:LINES]:
            self.count.note("told-from-both-sides", where, line)
        return {line: (lines, ids) for line, lines, ids in found}

    def _known(self, events: pa.Table, dropped: set[int], where: str) -> list[int]:
        """Give the lines of what the world or the file has already: once more the same is merged, another refused."""
        run = self.database.execute
        ends = columns.ends(events["id"])
        names = self._with_ids(*ends)
        with engine.shown(self.database, staged=events.select(["line", "id"])):
            again = self._lines("id IN (SELECT id FROM staged GROUP BY id HAVING count(*) > 1)")
            if names:
                run(
                    f"CREATE OR REPLACE TABLE stored AS SELECT id AS taken, row({', '.join(shape.CONTENT)}) AS content"
                    # A feed's ids mostly rise: groups of rows with none of these are passed over.
                    " FROM read_parquet(?) WHERE nth = 0 AND id BETWEEN ? AND ? AND id IN (SELECT id FROM staged)",
                    [engine.files(self.pour.folder, names), *ends],
                )
            known = self._lines("id IN (SELECT taken FROM stored)") if names else []
        found: dict[int, bool] = {}
        if known:
            with engine.shown(self.database, known=(whole := self._whole(events, known))):
                rows = run(f"SELECT line, row({_content(whole)}) = content FROM known JOIN stored ON taken = id")
                found |= dict(rows.fetchall())
        if again:
            with engine.shown(self.database, again=(whole := self._whole(events, again))):
                rows = run(
                    "WITH numbered AS (SELECT line, id, row_number() OVER (PARTITION BY id ORDER BY line) AS n,"
                    f" row({_content(whole)}) AS content FROM again) SELECT a.line, a.content = o.content"
                    " FROM numbered a JOIN numbered o ON a.id = o.id WHERE a.n > 1 AND o.n = 1"
                )
                found |= dict(rows.fetchall())
        lines = sorted(found.keys() - dropped)
        for line in lines:
            reason = "known-already" if found[line] else "id-taken"
            (self.count.merged if found[line] else self.count.refused)[reason] += 1
            self.count.note(reason, where, line)
        return lines

    def _with_ids(self, first: str, last: str) -> list[str]:
        """List the files that may have an id from the first to the last, inclusive: a look at each takes its time."""
        known = self.pour.ends
        every = [part.file for part in (*self.pour.manifest.parts, *self.parts) if part.feed == self.pour.name]
        return [file for file in every if file not in known or (known[file][0] <= last and known[file][1] >= first)]

    def _whole(self, events: pa.Table, lines: list[int]) -> pa.Table:
        """Give the events of some lines with all their columns."""
        import numpy as np
        import pyarrow as pa

        some = columns.chosen(events, lines)
        if self.told is not None:
            some = self.told.ordering(some)
        return pa.table({"line": some["line"], **self._ready(some).taken(np.arange(len(some)))})

    def _lines(self, condition: str) -> list[int]:
        return [line for (line,) in self.database.execute(f"SELECT line FROM staged WHERE {condition}").fetchall()]


def _content(events: pa.Table) -> str:
    """List the columns that are the same where a row comes again: NULL for those that these events have not."""
    names = events.column_names
    return ", ".join(name if name in names else f"NULL::{shape.COLUMNS[name]}" for name in shape.CONTENT)
