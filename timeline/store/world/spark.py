"""A world that Apache Spark reads, for what outgrows one machine: the same question, over the same files.

The files lie where every machine of the cluster can read them, a shared disk, HDFS or an object store; a master that is
local starts Spark here. Spark finds, sorts and counts; an event's JSON is put together here, from its columns.
"""

from __future__ import annotations

import atexit
import os
import re
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from timeline.errors import TimelineError, UsageError
from timeline.query import dialect, flat
from timeline.query.query import Query
from timeline.query.statement import statement
from timeline.store import MANIFEST
from timeline.store.select import Row
from timeline.store.world import manifest, shape, words
from timeline.store.world.bulk import Bulk, names
from timeline.store.world.manifest import Manifest, Part
from timeline.syntax.json import safe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_MASTER = re.compile(
    r"local|local\[(\d+|\*)\]|local-cluster\[\d+,\d+,\d+\]|spark://[^\s/:]+:\d+(,[^\s/:]+:\d+)*|yarn|k8s://\S+"
)
_TYPES = {"VARCHAR": "STRING", "INTEGER": "INT", "DOUBLE": "DOUBLE"}
_SCHEMA = ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in shape.COLUMNS.items())
_SETTINGS = {
    "spark.app.name": "timeline",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.catalogImplementation": "in-memory",
    # None of these may change an answer: what is not said here could be said in a cluster's own settings.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parser.escapedStringLiterals": "false",
    # The files are named one by one; more than these many would be looked at by a job of their own.
    "spark.sql.sources.parallelPartitionDiscovery.threshold": "2000",
}
_HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}


def understood(engine: str) -> str:
    """Give back the name of a Spark master; raise ``UsageError`` where it is none."""
    if not _MASTER.fullmatch(engine):
        hint = "a Spark master: spark://HOST:PORT, yarn, k8s://HOST:PORT, local[N], local-cluster[N,CORES,MEGABYTES]"
        raise UsageError(f"no engine is called '{engine}'", hint)
    return engine


class SparkWorld(Bulk):
    """A world that Spark reads."""

    def __init__(self, path: str, found: Manifest, database: sqlite3.Connection, spark: SparkSession) -> None:
        """Take the folder as the user named it, its manifest, its lexicon, and the engine."""
        super().__init__(path, found, database)
        self._spark = spark

    def answers(self, query: Query) -> Iterator[Row]:
        """Yield the events that answer a question whose names are keys, in its order."""
        keys = flat.FLAT.orders[query.sort]
        if query.limit == 0:
            return
        columns = [*(f"e.{name}" for name in words.COLUMNS), *(f"{key} AS key{at}" for at, key in enumerate(keys))]
        width = len(words.COLUMNS)
        asked = statement(query, columns)
        for found in self.ask(query, asked.sql, asked.values):
            row = dict(zip(words.COLUMNS, found, strict=False))
            late = row["status"] == "expected" and row["last_day"] < query.today
            sure = bool(found[-1]) if query.asks_time and not query.certain else True
            yield Row(safe(words.document(row)), sure, late, self.path, tuple(found[width : width + len(keys)]))

    def run(self, parts: Sequence[Part], sql: str, values: Sequence[str | int]) -> Iterator[tuple[Any, ...]]:
        """Run a statement whose table ``event`` has the rows of these parts; rows come partition by partition."""
        text, named = dialect.bound(sql, values, "spark")
        paths = [_path(self.path, part.file) for part in parts]
        with _explained(f"Spark cannot answer from '{self.path}'"):
            self._spark.read.schema(_SCHEMA).parquet(*paths).createOrReplaceTempView("event")
            yield from self._spark.sql(text, args=named).toLocalIterator()


def open_world(path: str, registry: Sequence[Path], cache: Path | None, master: str) -> SparkWorld:
    """Open a world in a folder here, or at an address that Spark can read.

    Raises ``UsageError`` where Spark is not installed, ``DataError`` where the manifest is damaged, and
    ``TimelineError`` where there is none.
    """
    spark = connect(understood(master))
    remote = "://" in path
    if remote:
        whole = _path(path, MANIFEST)
        with _explained(f"Spark cannot read '{whole}'"):
            found = manifest.loads(str(_only(spark.read.text(whole, wholetext=True))), whole)
    else:
        found = manifest.read(path)

    def unknown() -> list[tuple[str, str]]:
        table = spark.read.schema("key STRING, name STRING").parquet(*(_path(path, name) for name in found.names))
        with _explained(f"Spark cannot read the names of '{path}'"):
            return [(row[0], row[1]) for row in table.groupBy("key").agg({"name": "min"}).orderBy("key").collect()]

    place = path if remote else os.path.realpath(path)
    return SparkWorld(path, found, names(place, found, registry, cache, unknown), spark)


def _only(frame: DataFrame) -> Any:
    return frame.collect()[0][0]


def _path(folder: str, name: str) -> str:
    """Give the address of a file of a world as Hadoop has it: a sign of a pattern stands for itself."""
    whole = f"{folder.rstrip('/')}/{name}" if "://" in folder else f"file://{os.path.abspath(folder)}/{name}"
    return re.sub(r"([{}\[\]*?\\])", r"\\\1", whole)


# --- the engine ------------------------------------------------------------------------------------------------------


@cache
def connect(master: str) -> SparkSession:
    """Start Spark, or find it, and stop it at the end of the process.

    It writes nothing to the terminal, nothing to the folder where it is started, and serves no pages. Raises
    ``UsageError`` where it or Java is not installed, ``TimelineError`` where it does not start.
    """
    import shutil
    import tempfile

    dialect.needed()
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        hint = "install it with: pip install 'sourced-timeline[spark]'"
        raise UsageError("this engine needs PySpark, which is not installed", hint) from None
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else "java"
    if shutil.which(java) is None:
        hint = "install a Java runtime, 17 or later (Debian: default-jre-headless), or set JAVA_HOME"
        raise UsageError("Spark needs Java, which is not installed", hint)
    scratch = tempfile.mkdtemp(prefix="timeline-spark-")
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    if master.startswith("local-cluster"):
        os.environ["SPARK_HOME"] = _home(scratch)
    builder = SparkSession.builder.master(master)
    settings = {**_SETTINGS, "spark.local.dir": scratch, "spark.sql.warehouse.dir": os.path.join(scratch, "warehouse")}
    if master.startswith("local"):
        settings |= _HERE
    for name, value in settings.items():
        builder = builder.config(name, value)
    with tempfile.TemporaryFile() as log, _explained(f"Spark does not start at '{master}'"), _said_to(log):
        found = builder.getOrCreate()
    atexit.register(found.stop)
    return found


def _home(scratch: str) -> str:
    """Make a home of Spark whose executors write into a folder of ours, not into the package's."""
    import pyspark

    package = os.path.dirname(os.path.abspath(pyspark.__file__))
    home = os.path.join(scratch, "home")
    os.makedirs(home)
    for name in ("bin", "jars"):
        os.symlink(os.path.join(package, name), os.path.join(home, name))
    return home


@contextmanager
def _said_to(log: IO[bytes]) -> Iterator[None]:
    """Have what is started meanwhile write to a file: Java keeps the streams that it was started with."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = [(number, os.dup(number)) for number in (1, 2)]
    try:
        for number, _ in kept:
            os.dup2(log.fileno(), number)
        yield
    finally:
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Make an error of ours of one of Spark's."""
    try:
        yield
    except TimelineError:
        raise
    except (OSError, RuntimeError, ValueError, TypeError) as error:
        raise _failed(what, error) from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in {"pyspark", "py4j"}:
            raise
        raise _failed(what, error) from None


def _failed(what: str, error: Exception) -> TimelineError:
    first = next((line for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return TimelineError(f"{what}: {first[:300]}", "check the address, and that the cluster can read it")
