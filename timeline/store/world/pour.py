"""Bringing files of a feed into a world: read, mapped, merged, sorted, written; committed file by file.

The rows of a file go through a folder of staging into the table ``fresh``, and from there, some million at a time, into
Parquet files, one for each year, that belong to nothing until the manifest names them. Whoever is stopped leaves the
world as it was before the file, or as it is after it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.errors import TimelineError
from timeline.lexicon import feeds as crosswalks
from timeline.lexicon.actors import Registry
from timeline.model.day import iso_year
from timeline.model.text import fold
from timeline.read.feeds import Feed, feed
from timeline.read.rows import Bytes, Sheet, all_names, opened, sheets
from timeline.store.world import actors, engine, manifest, shape
from timeline.store.world.manifest import Import, Manifest, Part

if TYPE_CHECKING:
    import duckdb

BATCH = 250_000
"""Rows that are mapped at a time."""
GROUP = 1_000_000
"""Rows that are sorted and written at a time: more are fewer files, and more to spill."""
NEAR = 20_000
"""Lines within which rows that tell one event from both sides are found for sure: feeds have them side by side."""
MOST_PARTS = 8
"""Files that a year may have before they are made one."""
ROW_GROUP = 20_000
"""Rows of a file that are read together: an actor in a year is some thousand."""
LINES = 10
"""Line numbers that are kept for each reason."""


class Outcome(NamedTuple):
    """What became of a file. ``known`` says that it was imported before, so that nothing was read.

    ``lines`` has for each reason to merge, to refuse or to wonder the first of the lines, as ``WHERE:LINE``.
    """

    done: Import
    known: bool
    lines: dict[str, list[str]]


class Pour:
    """An import into a world that is held (``manifest.held``)."""

    def __init__(self, folder: str, name: str, registry: Registry, tell: Callable[[str], None]) -> None:
        """Take the world's folder, the feed's name, the registry, and what is told of progress."""
        self.folder = folder
        self.name = name
        self.feed: Feed = feed(name)
        self.registry = registry
        self.tell = tell
        self.manifest: Manifest = manifest.read(folder)
        manifest.sweep(folder, self.manifest)
        self.staging = os.path.join(folder, f".staging-{os.getpid()}")
        os.makedirs(self.staging, exist_ok=True)
        self.absent = shape.ABSENT if self.feed.SINGLE else frozenset()
        self.sectors = crosswalks.sectors()
        self.database = engine.connect(self.staging)
        self._prepare()

    def close(self) -> None:
        """Let go of the engine and of what was staged."""
        self.database.close()
        shutil.rmtree(self.staging, ignore_errors=True)

    def _prepare(self) -> None:
        run = self.database.execute
        for statement in shape.MACROS.split(";\n"):
            if statement.strip():
                run(statement)
        for statement in getattr(crosswalks, "MACROS", "").split(";\n"):
            if statement.strip():
                run(statement)
        run("CREATE TABLE codes (code VARCHAR, kind VARCHAR, mode VARCHAR, about VARCHAR)")
        run("CREATE TABLE countries (system VARCHAR, code VARCHAR, country VARCHAR)")
        run("CREATE TABLE who (key VARCHAR, id VARCHAR, office VARCHAR, keys VARCHAR, dated BOOLEAN)")
        run("CREATE TABLE acting (id VARCHAR, first DATE, last DATE, keys VARCHAR)")
        run("CREATE TABLE unknown (key VARCHAR, name VARCHAR)")
        if self.feed.CODES:
            self.insert("codes", crosswalks.codes(self.feed.CODES))
        self.insert("countries", crosswalks.countries())

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            kinds = [kind for _, kind, *_ in self.database.execute(f"DESCRIBE {table}").fetchall()]
            parts = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
            self.database.execute(f"INSERT INTO {table} SELECT {parts}", columns)

    def file(self, path: str, rejects: io.BufferedIOBase | None) -> Outcome:
        """Import a file; what is refused goes whole to ``rejects``. Raises ``DataError`` where it cannot be read."""
        digest = _digest(path)
        for done in self.manifest.imports:
            if (done.feed, done.digest) == (self.name, digest):
                return Outcome(done, known=True, lines={})
        run = _File(self, path, digest, rejects)
        try:
            run.read()
            outcome = run.finish()
        except engine_errors() as error:
            raise engine.failed(error, f"importing '{path}' failed, and nothing of it was kept") from None
        except OSError as error:
            raise TimelineError(
                f"importing '{path}' failed, and nothing of it was kept: {error.strerror}", "make room on the disk"
            ) from None
        self._commit(run, outcome.done)
        return outcome

    def _commit(self, run: _File, done: Import) -> None:
        found = self.manifest
        self.manifest = Manifest((*found.parts, *run.parts), (*found.names, *run.names), (*found.imports, done))
        manifest.write(self.folder, self.manifest)

    def write_parts(self, wanted: list[tuple[str, int, str, list[Any]]]) -> list[Part]:
        """Write files side by side: the engine writes a small one on one core."""
        from concurrent.futures import ThreadPoolExecutor

        def write(name: str, year: int, rows: str, values: list[Any]) -> Part:
            with self.database.cursor() as cursor:
                return write_part(cursor, self.folder, name, year, rows, values)

        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            return list(pool.map(lambda one: write(*one), wanted))

    def compact(self) -> None:
        """Make one file of those of a year that has too many; the old ones stay until the next import."""
        by_year: dict[tuple[str, int], list[Part]] = {}
        for part in self.manifest.parts:
            by_year.setdefault((part.feed, part.year), []).append(part)
        for (name, year), parts in by_year.items():
            if len(parts) > MOST_PARTS:
                self.tell(f"{name} {year}: making one file of {len(parts)}")
                paths = engine.files(self.folder, [part.file for part in parts])
                new = write_part(
                    self.database,
                    self.folder,
                    name,
                    year,
                    f"SELECT * FROM read_parquet(?) ORDER BY {shape.SORTED}",
                    [paths],
                )
                kept = tuple(part for part in self.manifest.parts if part not in parts)
                self.manifest = self.manifest._replace(parts=(*kept, new))
                manifest.write(self.folder, self.manifest)


def write_part(
    database: duckdb.DuckDBPyConnection, folder: str, name: str, year: int, rows: str, values: list[Any]
) -> Part:
    """Write rows, which are sorted, into a file of their own, and tell what is in it."""
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
    _settle(path)
    found = database.execute(
        "SELECT count(*), count(*) FILTER (nth = 0), min(first_day), max(last_day) FROM read_parquet(?)", [path]
    ).fetchone()
    assert found is not None
    return Part(inside, name, year, *found)


def _settle(path: str) -> None:
    """Wait until a file is on the disk: the manifest that names it must not be there before it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def engine_errors() -> type[Exception]:
    """Give the class of the engine's errors."""
    import duckdb

    return duckdb.Error


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading it says what is wrong


class _File:
    """A file on its way into a world."""

    def __init__(self, pour: Pour, path: str, digest: str, rejects: io.BufferedIOBase | None) -> None:
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
        from concurrent.futures import Future, ThreadPoolExecutor

        batch = _Batch(self.pour.staging, self.pour.feed)
        with ThreadPoolExecutor(max_workers=1) as engine_thread:
            at_work: Future[None] | None = None
            for sheet in sheets(stream, self.pour.feed, where):
                self._take(sheet)
                batch.add(sheet)
                if batch.rows >= BATCH:
                    if at_work:
                        at_work.result()
                    at_work = engine_thread.submit(self._map, batch)
                    batch = _Batch(self.pour.staging, self.pour.feed)
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

    def _map(self, batch: _Batch) -> None:
        """Stage the events of a batch; refuse the rows that say nothing that can be kept."""
        if not batch.rows:
            return
        self.pour.tell(f"{self.where}: {self.read_rows:,} rows")
        run = self.database.execute
        run(f"CREATE OR REPLACE VIEW raw AS {batch.select()}")
        run(f"CREATE OR REPLACE TABLE mapped AS {self.pour.feed.SELECT}")
        problems = run("SELECT line, problem FROM mapped WHERE problem IS NOT NULL ORDER BY line").fetchall()
        for line, reason in problems:
            self.refused[reason] += 1
            self._note(reason, line)
        if problems and self.rejects is not None:
            self._reject_mapped()
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

    def _reject_mapped(self) -> None:
        """Write the refused rows as they were."""
        given = self.pour.feed
        found = self.database.execute(
            "SELECT * FROM raw WHERE line IN (SELECT line FROM mapped WHERE problem IS NOT NULL) ORDER BY line"
        )
        width = len(found.description or [])
        for row in found.fetchall():
            fields = ["" if value is None else str(value) for value in row[1:width]]
            if given.QUOTED:
                out = io.StringIO()
                csv.writer(out, delimiter=given.DELIMITER, lineterminator="").writerow(fields)
                self._reject(out.getvalue().encode())
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
        wanted = [(self.pour.name, year, "SELECT * FROM ordered WHERE year = ?", [year]) for (year,) in years]
        for part in self.pour.write_parts(wanted):
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
        start = _epoch()
        self.pour.insert(
            "acting",
            [
                (id_, first, last, _joined(self._owners(id_, (first - start).days, (last - start).days)))
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
            _settle(path)
            self.names.append(inside)
            self.database.execute("DELETE FROM unknown")
        done = Import(
            self.pour.name, os.path.basename(self.path), self.digest, self.read_rows, self.kept,
            *(dict(sorted((+counts).items())) for counts in (self.merged, self.refused, self.oddities)),
        )  # fmt: skip
        return Outcome(done, known=False, lines=self.lines)


def quoted(path: str) -> str:
    """Write a path as SQL does a text: where statements take no values."""
    return "'" + path.replace("'", "''") + "'"


def folded_lines(text: str) -> str:
    """Fold a text line by line."""
    return "\n".join(fold(line) for line in text.split("\n"))


def folded_tags(text: str) -> str:
    """Fold tags that stand between bars."""
    return "".join(f"|{fold(tag)}|" for tag in text.split("|") if tag)


def _joined(keys: list[str]) -> str:
    return "".join(f"|{key}|" for key in keys)


def _epoch() -> Any:
    import datetime

    return datetime.date(1970, 1, 1)


class _Batch:
    """Rows on their way to the engine: a file of staging for each layout."""

    def __init__(self, folder: str, given: Feed) -> None:
        self.folder = folder
        self.feed = given
        self.rows = 0
        self.files: dict[tuple[str, ...], Any] = {}

    def add(self, sheet: Sheet) -> None:
        for names, lines in sheet.rows.items():
            if names not in self.files:
                self.files[names] = open(os.path.join(self.folder, f"{uuid.uuid4().hex}.csv"), "wb")  # noqa: SIM115 -- closed in select()
            self.files[names].write(b"\n".join(lines) + b"\n")
            self.rows += len(lines)

    def select(self) -> str:
        """Write the files to their end, and make the statement that reads them into the columns of ``raw``."""
        every = all_names(self.feed.LAYOUTS)
        quote = "'\"'" if self.feed.QUOTED else "''"
        delimiter = "'\\t'" if self.feed.DELIMITER == "\t" else f"'{self.feed.DELIMITER}'"
        parts = []
        for names, file in self.files.items():
            file.close()
            given = ["line", *(name or f"_{place}" for place, name in enumerate(names))]
            kinds = ", ".join(f"'{name}': '{'BIGINT' if name == 'line' else 'VARCHAR'}'" for name in given)
            wanted = ["line", *(f'"{name}"' if name in names else f'NULL::VARCHAR AS "{name}"' for name in every)]
            parts.append(
                f"SELECT {', '.join(wanted)} FROM read_csv({quoted(file.name)}, header = false,"
                f" delim = {delimiter}, quote = {quote}, escape = {quote}, nullstr = '', auto_detect = false, columns = {{{kinds}}}, strict_mode = true,"
                " max_line_size = 16777216, comment = '')"
            )
        return " UNION ALL ".join(parts)

    def close(self) -> None:
        """Remove the files."""
        for file in self.files.values():
            os.unlink(file.name)


def imported(
    folder: str, name: str, paths: Iterable[str], registry: Registry, rejects: io.BufferedIOBase | None,
    tell: Callable[[str], None], report: Callable[[Outcome], None],
) -> None:  # fmt: skip
    """Import files of a feed, one after the other; ``report`` gets what became of each."""
    with manifest.held(folder):
        pour = Pour(folder, name, registry, tell)
        try:
            for path in paths:
                report(pour.file(path, rejects))
            pour.compact()
        finally:
            pour.close()
