"""A file of a feed on its way into a world: read, mapped, merged and written."""

from __future__ import annotations

import csv
import io
import os
import uuid
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from timeline.model.text import fold
from timeline.read.feeds._macros import quoted
from timeline.read.rows import Bytes, Sheet, opened, sheets
from timeline.store.world import actors, engine, parts, shape
from timeline.store.world.batch import Batch
from timeline.store.world.manifest import Import, Part
from timeline.store.world.parts import Wanted

if TYPE_CHECKING:
    from timeline.store.world.pour import Pour

BATCH = 250_000
"""Rows that are mapped at a time."""
GROUP = 1_000_000
"""Rows that are sorted and written at a time: more are fewer files, and more to spill."""
NEAR = 20_000
"""Lines within which rows that tell one event from both sides are found for sure: feeds have them side by side."""
LINES = 10
"""Line numbers that are kept for each reason."""
_EPOCH = date(1970, 1, 1)


class Outcome(NamedTuple):
    """What became of a file. ``known`` says that it was imported before, so that nothing was read.

    ``lines`` has for each reason to merge, to refuse or to wonder the first of the lines, as ``WHERE:LINE``.
    """

    done: Import
    known: bool
    lines: dict[str, list[str]]


class File:
    """A file on its way into a world."""

    def __init__(self, pour: Pour, path: str, digest: str, rejects: BinaryIO | None) -> None:
        self.pour = pour
        self.database = pour.database
        self.path = path
        self.digest = digest
        self.rejects = rejects
        self.parts: list[Part] = []
        self.names: list[str] = []
        self.read_rows = 0
        self.kept = 0
        self.merged: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.oddities: Counter[str] = Counter()
        self.lines: dict[str, list[str]] = {}
        self.where = ""
        self.database.execute("DROP TABLE IF EXISTS staged")

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all rows of the file."""
        with opened(self.path) as streams:
            for where, stream in streams:
                self.where = os.path.basename(where)
                self._stream(where, stream)

    def _stream(self, where: str, stream: Bytes) -> None:
        """Read a stream; while a batch of it is mapped by the engine, the next is read."""
        batch = Batch(self.pour.staging, self.pour.feed)
        with ThreadPoolExecutor(max_workers=1) as engine_thread:
            at_work: Future[None] | None = None
            for sheet in sheets(stream, self.pour.feed, where):
                self._take(sheet)
                batch.add(sheet)
                if batch.rows >= BATCH:
                    if at_work:
                        at_work.result()
                    at_work = engine_thread.submit(self._map, batch)
                    batch = Batch(self.pour.staging, self.pour.feed)
            if at_work:
                at_work.result()
        self._map(batch)
        self._write()  # lines are counted from one in every stream

    def _take(self, sheet: Sheet) -> None:
        self.read_rows += sheet.read
        for line, reason, text in sheet.refused:
            self.refused[reason] += 1
            self._note(reason, line)
            self._reject(text)
        for line in sheet.odd:
            self.oddities["not-utf8"] += 1
            self._note("not-utf8", line)

    def _note(self, reason: str, line: int) -> None:
        lines = self.lines.setdefault(reason, [])
        if len(lines) < LINES:
            lines.append(f"{self.where}:{line}")

    def _reject(self, text: bytes) -> None:
        if self.rejects is not None:
            self.rejects.write(text + b"\n")

    def _map(self, batch: Batch) -> None:
        """Stage the events of a batch; refuse the rows that say nothing that can be kept."""
        if not batch.rows:
            return
        self.pour.tell(f"{self.where}: {self.read_rows:,} rows")
        run = self.database.execute
        batch.end()
        run(f"CREATE OR REPLACE VIEW raw AS {batch.select()}")
        run(f"CREATE OR REPLACE TABLE mapped AS {self.pour.feed.SELECT}")
        problems = run("SELECT line, problem FROM mapped WHERE problem IS NOT NULL ORDER BY line").fetchall()
        for line, reason in problems:
            self.refused[reason] += 1
            self._note(reason, line)
        if problems and self.rejects is not None:
            self._reject_mapped(batch)
        for reason, number, lines in run(
            f"SELECT odd, count(*), list(line ORDER BY line)[:{LINES}] FROM"
            " (SELECT line, unnest(oddities) AS odd FROM mapped WHERE problem IS NULL) GROUP BY odd ORDER BY odd"
        ).fetchall():
            self.oddities[reason] += number
            for line in lines:
                self._note(reason, line)
        self._identify()
        run(f"CREATE OR REPLACE TABLE batch AS {shape.SINGLE if self.pour.feed.SINGLE else shape.LISTED}")
        self._fold()
        run("CREATE TABLE IF NOT EXISTS staged AS SELECT * FROM batch LIMIT 0")
        run("INSERT INTO staged SELECT * FROM batch")
        run("DROP VIEW raw; DROP TABLE mapped; DROP TABLE batch")
        batch.close()
        waiting = run("SELECT count(*), max(line) FROM staged").fetchone()
        if waiting and waiting[0] >= GROUP:
            self._write(waiting[1] - NEAR)

    def _reject_mapped(self, batch: Batch) -> None:
        """Write the refused rows as they were."""
        given = self.pour.feed
        for scan in batch.scans():
            refused = "SELECT line FROM mapped WHERE problem IS NOT NULL"
            rows = self.database.execute(f"SELECT * FROM {scan} WHERE line IN ({refused}) ORDER BY line").fetchall()
            for _, *values in rows:
                fields = ["" if value is None else str(value) for value in values]
                if given.QUOTED:
                    out = io.StringIO()
                    csv.writer(out, delimiter=given.DELIMITER, lineterminator="\n").writerow(fields)
                    self._reject(out.getvalue()[:-1].encode())
                else:
                    self._reject(given.DELIMITER.join(fields).encode())

    # --- writing -----------------------------------------------------------------------------------------------------

    def _write(self, until: int | None = None) -> None:
        """Write what is staged, a file for each year; what begins after the line ``until`` stays for the next time."""
        run = self.database.execute
        if not run("SELECT 1 FROM duckdb_tables() WHERE table_name = 'staged'").fetchone():
            return
        run(f"CREATE OR REPLACE TABLE mirrored AS {shape.MIRRORED}")
        run("CREATE OR REPLACE TABLE dropped AS SELECT unnest(lines) AS line FROM mirrored")
        found = run("SELECT line FROM dropped ORDER BY line").fetchall()
        self.merged["told-from-both-sides"] += len(found)
        for (line,) in found[:LINES]:
            self._note("told-from-both-sides", line)
        self._drop_known()
        run("UPDATE staged SET ids = mirrored.ids FROM mirrored WHERE mirrored.line = staged.line")
        run("DELETE FROM staged WHERE line IN (SELECT line FROM dropped)")
        late = f"AND line <= {until}" if until is not None else ""
        # One sort for all years: a year is then a run of rows, and the engine skips the others.
        chosen = shape.ROWS.format(events=f"staged WHERE true {late}")
        columns = ", ".join(column for column in shape.COLUMNS if column not in self.pour.absent)
        run(f"CREATE OR REPLACE TABLE ordered AS SELECT year, {columns} FROM ({chosen}) ORDER BY year, {shape.SORTED}")
        years = run("SELECT DISTINCT year FROM ordered ORDER BY year").fetchall()
        self.pour.tell(f"{self.where}: writing {len(years)} years")
        rows = "SELECT * FROM ordered WHERE year = ?"
        wanted = [Wanted(self.pour.name, year, rows, [year]) for (year,) in years]
        for part in parts.write(self.database, self.pour.folder, wanted):
            self.parts.append(part)
            self.kept += part.events
        run("DROP TABLE ordered")
        run(f"DELETE FROM staged WHERE true {late}" if until is not None else "DROP TABLE staged")

    def _identify(self) -> None:
        """Find out who the actors are that were not seen before."""
        fetch = self.database.execute
        parties = (
            "SELECT source AS a, first, last FROM mapped WHERE problem IS NULL AND source IS NOT NULL"
            " UNION ALL SELECT target AS a, first, last FROM mapped WHERE problem IS NULL AND target IS NOT NULL"
            if self.pour.feed.SINGLE
            else "SELECT unnest(actors) AS a, first, last FROM mapped WHERE problem IS NULL"
        )
        seen = fetch(
            "SELECT key, a.name, coalesce(a.country, ''), coalesce(a.sector, ''), coalesce(a.code, '')"
            f" FROM (SELECT actor_key(a) AS key, any_value(a) AS a FROM ({parties}) GROUP BY key)"
            " WHERE key NOT IN (SELECT key FROM who) ORDER BY 1"
        ).fetchall()
        named = [actors.Named(*rest) for _, *rest in seen]
        known = [actors.identify(actor, self.pour.registry, self.pour.sectors) for actor in named]
        self.pour.insert(
            "who",
            [
                (key, who.id, who.office, _joined(who.keys), who.dated)
                for (key, *_), who in zip(seen, known, strict=True)
            ],
        )
        self.pour.insert("unknown", actors.unknown(named, known))
        days = fetch(
            f"SELECT DISTINCT who.id, first, last FROM ({parties}) JOIN who ON who.dated AND who.key = actor_key(a)"
        ).fetchall()
        fetch("DELETE FROM acting")
        self.pour.insert(
            "acting",
            [
                (id_, first, last, _joined(self._owners(id_, (first - _EPOCH).days, (last - _EPOCH).days)))
                for id_, first, last in days
            ],
        )

    def _owners(self, actor: str, first: int, last: int) -> list[str]:
        return actors.owners(actor, first, last, self.pour.registry)

    def _drop_known(self) -> None:
        """Take out what the file or the world has already: once more the same is merged, another is refused."""
        run = self.database.execute
        content = ", ".join(name for name in shape.STAGED if name != "ids")
        ids = "SELECT id FROM staged GROUP BY id HAVING count(*) > 1"
        run(
            f"CREATE OR REPLACE TABLE again AS SELECT line, row_number() OVER (PARTITION BY id ORDER BY line) AS n,"
            f" row({content}) AS content, id FROM staged WHERE id IN ({ids}) AND line NOT IN (SELECT line FROM dropped)"
        )
        self._drop(
            "SELECT a.line, a.content = o.content AS same FROM again a JOIN again o ON a.id = o.id"
            " WHERE a.n > 1 AND o.n = 1"
        )
        names = [part.file for part in (*self.pour.manifest.parts, *self.parts) if part.feed == self.pour.name]
        if names:
            run(
                f"CREATE OR REPLACE TABLE stored AS SELECT id, row({content}) AS content FROM read_parquet(?)"
                " WHERE nth = 0 AND id IN (SELECT id FROM staged)",
                [engine.files(self.pour.folder, names)],
            )
            self._drop(
                f"SELECT s.line, row({', '.join('s.' + name for name in content.split(', '))}) = o.content AS same"
                " FROM staged s JOIN stored o ON o.id = s.id WHERE s.line NOT IN (SELECT line FROM dropped)"
            )

    def _drop(self, found: str) -> None:
        for line, same in self.database.execute(f"{found} ORDER BY line").fetchall():
            reason = "known-already" if same else "id-taken"
            (self.merged if same else self.refused)[reason] += 1
            self._note(reason, line)
        self.database.execute(f"INSERT INTO dropped SELECT line FROM ({found})")

    def _fold(self) -> None:
        """Fold what is searched where it is not ASCII, as no engine can, and tags, which are compared whole."""
        for column in ("text", "place_text", "source_text", "tags"):
            some = "IS NOT NULL" if column == "tags" else f"IS NOT NULL AND NOT is_ascii({column})"
            rows = self.database.execute(f"SELECT DISTINCT {column} FROM batch WHERE {column} {some}").fetchall()
            if rows:
                fold = folded_tags if column == "tags" else folded_lines
                self.database.execute("CREATE OR REPLACE TABLE folded (given VARCHAR, folded VARCHAR)")
                self.pour.insert("folded", [(text, fold(text)) for (text,) in rows])
                self.database.execute(
                    f"UPDATE batch SET {column} = folded.folded FROM folded WHERE folded.given = batch.{column}"
                )

    def finish(self) -> Outcome:
        """Write the names that are new, and tell what became of the file."""
        found = self.database.execute("SELECT count(*) FROM unknown").fetchone()
        if found and found[0]:
            inside = f"names/{uuid.uuid4().hex}.parquet"
            path = os.path.join(self.pour.folder, inside)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            self.database.execute(
                f"COPY (SELECT key, min(name) AS name FROM unknown GROUP BY key ORDER BY key) TO {quoted(path)}"
                " (FORMAT parquet, COMPRESSION zstd)"
            )
            parts.settle(path)
            self.names.append(inside)
            self.database.execute("DELETE FROM unknown")
        done = Import(
            self.pour.name, os.path.basename(self.path), self.digest, self.read_rows, self.kept,
            *(dict(sorted((+counts).items())) for counts in (self.merged, self.refused, self.oddities)),
        )  # fmt: skip
        return Outcome(done, known=False, lines=self.lines)


def folded_lines(text: str) -> str:
    """Fold a text line by line."""
    return "\n".join(fold(line) for line in text.split("\n"))


def folded_tags(text: str) -> str:
    """Fold tags that stand between bars."""
    return "".join(f"|{fold(tag)}|" for tag in text.split("|") if tag)


def _joined(keys: list[str]) -> str:
    return "".join(f"|{key}|" for key in keys)
