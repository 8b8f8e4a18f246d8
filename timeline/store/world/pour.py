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
from timeline.read.feeds import COLUMNS, Feed, feed
from timeline.read.rows import Sheet, all_names, opened, sheets
from timeline.store.world import actors, engine, manifest, shape
from timeline.store.world.manifest import Import, Manifest, Part

if TYPE_CHECKING:
    import duckdb

BATCH = 250_000
"""Rows that are mapped at a time."""
GROUP = 1_000_000
"""Rows that are sorted and written at a time: more are fewer files, and more to spill."""
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
        run("CREATE TABLE who (key VARCHAR, id VARCHAR, office VARCHAR, keys VARCHAR[], dated BOOLEAN)")
        run("CREATE TABLE acting (id VARCHAR, first DATE, last DATE, owners VARCHAR[])")
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

    def compact(self) -> None:
        """Make one file of those of a year that has too many; the old ones stay until the next import."""
        by_year: dict[tuple[str, int], list[Part]] = {}
        for part in self.manifest.parts:
            by_year.setdefault((part.feed, part.year), []).append(part)
        for (name, year), parts in by_year.items():
            if len(parts) > MOST_PARTS:
                self.tell(f"{name} {year}: making one file of {len(parts)}")
                paths = engine.files(self.folder, [part.file for part in parts])
                new = write_part(self.database, self.folder, name, year, "SELECT * FROM read_parquet(?)", [paths])
                kept = tuple(part for part in self.manifest.parts if part not in parts)
                self.manifest = self.manifest._replace(parts=(*kept, new))
                manifest.write(self.folder, self.manifest)


def write_part(
    database: duckdb.DuckDBPyConnection, folder: str, name: str, year: int, rows: str, values: list[Any]
) -> Part:
    """Write rows into a file of their own, sorted, and tell what is in it."""
    inside = f"event/year={iso_year(year)}/{name}-{uuid.uuid4().hex}.parquet"
    path = os.path.join(folder, inside)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    quoted = path.replace("'", "''")
    columns = ", ".join(shape.COLUMNS)
    database.execute(
        f"COPY (SELECT {columns} FROM ({rows}) ORDER BY {shape.SORTED}) TO '{quoted}'"
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
        self.headed = False
        self._begin()

    def _begin(self) -> None:
        self.database.execute(f"CREATE OR REPLACE TABLE fresh ({shape.FRESH})")

    # --- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read all rows of the file."""
        with opened(self.path) as streams:
            for where, stream in streams:
                self.where = os.path.basename(where)
                self.headed = False
                batch = _Batch(self.pour.staging, self.pour.feed)
                for sheet in sheets(stream, self.pour.feed, where):
                    self._take(sheet)
                    batch.add(sheet)
                    if batch.rows >= BATCH:
                        self._map(batch)
                        batch = _Batch(self.pour.staging, self.pour.feed)
                self._map(batch)
                self._flush()  # lines are counted from one in every stream

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
        """Bring the rows of a batch into ``fresh``; refuse those that say nothing that can be kept."""
        if not batch.rows:
            return
        self.pour.tell(f"{self.where}: {self.read_rows:,} rows")
        self.database.execute(f"CREATE OR REPLACE TABLE raw AS {batch.select()}", batch.paths())
        self.database.execute(f"CREATE OR REPLACE TABLE mapped AS {self.pour.feed.SELECT}")
        batch.close()
        for line, reason in self.database.execute(
            "SELECT line, problem FROM mapped WHERE problem IS NOT NULL ORDER BY line"
        ).fetchall():
            self.refused[reason] += 1
            self._note(reason, line)
        if self.rejects is not None:
            self._reject_mapped()
        for reason, number, lines in self.database.execute(
            f"SELECT odd, count(*), list(line ORDER BY line)[:{LINES}] FROM"
            " (SELECT line, unnest(oddities) AS odd FROM mapped WHERE problem IS NULL) GROUP BY odd ORDER BY odd"
        ).fetchall():
            self.oddities[reason] += number
            for line in lines:
                self._note(reason, line)
        columns = ", ".join(name for name in COLUMNS if name != "problem")
        self.database.execute(f"INSERT INTO fresh SELECT {columns} FROM mapped WHERE problem IS NULL")
        self.database.execute("DROP TABLE raw; DROP TABLE mapped")
        waiting = self.database.execute("SELECT count(*) FROM fresh").fetchone()
        if waiting and waiting[0] >= GROUP:
            self._flush()

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

    def _flush(self) -> None:
        """Write what is in ``fresh`` and begin anew."""
        run = self.database.execute
        self._identify()
        run(f"CREATE OR REPLACE TABLE merged AS {shape.MERGED}")
        found = run("SELECT unnest(lines) AS line FROM merged ORDER BY line").fetchall()
        self.merged["told-from-both-sides"] += len(found)
        for (line,) in found[:LINES]:
            self._note("told-from-both-sides", line)
        run(f"CREATE OR REPLACE TABLE event AS {shape.EVENTS}")
        self._drop_known()
        self._fold()
        (self_kept,) = run("SELECT count(*) FROM event").fetchone() or (0,)
        self.kept += self_kept
        years = run("SELECT DISTINCT year(DATE '1970-01-01' + first_day) FROM event ORDER BY 1").fetchall()
        for (year,) in years:
            self.pour.tell(f"{self.where}: writing {year}")
            chosen = shape.ROWS + "WHERE year(DATE '1970-01-01' + first_day) = ?"
            self.parts.append(write_part(self.database, self.pour.folder, self.pour.name, year, chosen, [year]))
        run("DROP TABLE event")
        self._begin()

    def _identify(self) -> None:
        """Find out who the actors are that were not seen before."""
        fetch = self.database.execute
        seen = fetch(
            "SELECT DISTINCT actor_key(a), a.name, coalesce(a.country, ''), coalesce(a.sector, ''),"
            " coalesce(a.code, '') FROM (SELECT unnest(actors) AS a FROM fresh)"
            " WHERE actor_key(a) NOT IN (SELECT key FROM who) ORDER BY 1"
        ).fetchall()
        named = [actors.Named(*rest) for _, *rest in seen]
        known = [actors.identify(actor, self.pour.registry, self.pour.sectors) for actor in named]
        self.pour.insert(
            "who",
            [
                (key, who.id, who.office, who.keys, who.dated)
                for (key, *_), who in zip(seen, known, strict=True)
            ],
        )
        self.pour.insert("unknown", actors.unknown(named, known))
        days = fetch(
            "SELECT DISTINCT who.id, first, last FROM (SELECT unnest(actors) AS a, first, last FROM fresh)"
            " JOIN who ON who.key = actor_key(a) AND who.dated"
        ).fetchall()
        fetch("DELETE FROM acting")
        start = _epoch()
        self.pour.insert(
            "acting",
            [
                (id_, first, last, actors.owners(id_, (first - start).days, (last - start).days, self.pour.registry))
                for id_, first, last in days
            ],
        )

    def _drop_known(self) -> None:
        """Take out what the file or the world has already: once more the same is merged, another is refused."""
        run = self.database.execute
        run(
            "CREATE OR REPLACE TABLE again AS SELECT line, id, json FROM"
            " (SELECT line, id, json, row_number() OVER (PARTITION BY id ORDER BY line) AS n FROM event) WHERE n > 1"
        )
        self._drop("again", "SELECT line, id, json FROM event WHERE line NOT IN (SELECT line FROM again)")
        names = [part.file for part in (*self.pour.manifest.parts, *self.parts) if part.feed == self.pour.name]
        if names:
            run(
                "CREATE OR REPLACE TABLE stored AS SELECT id, json FROM read_parquet(?)"
                " WHERE nth = 0 AND id IN (SELECT id FROM event)",
                [engine.files(self.pour.folder, names)],
            )
            run("CREATE OR REPLACE TABLE again AS SELECT line, id, json FROM event WHERE id IN (SELECT id FROM stored)")
            self._drop("again", "SELECT NULL AS line, id, json FROM stored")

    def _drop(self, table: str, others: str) -> None:
        found = self.database.execute(
            f"SELECT a.line, bool_or(a.json = o.json) FROM {table} a JOIN ({others}) o ON o.id = a.id GROUP BY a.line"
            " ORDER BY a.line"
        ).fetchall()
        for line, same in found:
            (self.merged if same else self.refused)["known-already" if same else "id-taken"] += 1
            self._note("known-already" if same else "id-taken", line)
        self.database.execute(f"DELETE FROM event WHERE line IN (SELECT line FROM {table})")

    def _fold(self) -> None:
        """Fold what is searched where it is not ASCII, as no engine can."""
        for column in ("text", "place", "sources"):
            rows = self.database.execute(
                f"SELECT line, {column} FROM event WHERE strlen({column}) <> length({column})"
            ).fetchall()
            if rows:
                self.database.execute("CREATE OR REPLACE TABLE folded (line BIGINT, folded VARCHAR)")
                self.pour.insert("folded", [(line, folded_lines(text)) for line, text in rows])
                self.database.execute(
                    f"UPDATE event SET {column} = folded.folded FROM folded WHERE folded.line = event.line"
                )

    def finish(self) -> Outcome:
        """Write the names that are new, and tell what became of the file."""
        found = self.database.execute("SELECT count(*) FROM unknown").fetchone()
        if found and found[0]:
            inside = f"names/{uuid.uuid4().hex}.parquet"
            path = os.path.join(self.pour.folder, inside)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            quoted = path.replace("'", "''")
            self.database.execute(
                f"COPY (SELECT key, min(name) AS name FROM unknown GROUP BY key ORDER BY key) TO '{quoted}'"
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


def folded_lines(text: str) -> str:
    """Fold a text line by line."""
    return "\n".join(fold(line) for line in text.split("\n"))


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
                self.files[names] = open(os.path.join(self.folder, f"batch-{len(self.files)}.csv"), "wb")  # noqa: SIM115 -- closed in paths()
            self.files[names].write(b"\n".join(lines) + b"\n")
            self.rows += len(lines)

    def paths(self) -> list[str]:
        """Give the paths of the files, written to their end."""
        for file in self.files.values():
            file.close()
        return [file.name for file in self.files.values()]

    def select(self) -> str:
        """Make the statement that reads them, a question mark for each path, into the columns of ``raw``."""
        every = all_names(self.feed.LAYOUTS)
        quote = "'\"'" if self.feed.QUOTED else "''"
        delimiter = "'\\t'" if self.feed.DELIMITER == "\t" else f"'{self.feed.DELIMITER}'"
        parts = []
        for names in self.files:
            given = ["line", *(name or f"_{place}" for place, name in enumerate(names))]
            kinds = ", ".join(f"'{name}': '{'BIGINT' if name == 'line' else 'VARCHAR'}'" for name in given)
            wanted = ["line", *(f'"{name}"' if name in names else f'NULL::VARCHAR AS "{name}"' for name in every)]
            parts.append(
                f"SELECT {', '.join(wanted)} FROM read_csv(?, header = false, delim = {delimiter}, quote = {quote},"
                f" escape = {quote}, nullstr = '', auto_detect = false, columns = {{{kinds}}}, strict_mode = true,"
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
