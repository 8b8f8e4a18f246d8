"""The index: events compiled into SQLite, so that a question does not read the file again.

The file is the truth. Its index lies in the user's cache folder, is keyed by the file's content, by the registry and by
the program's version, and is never needed: missing, stale, damaged or on a disk that cannot be written, it is built
anew, in memory if need be. A file is compiled piece by piece (an event of YAML, a line of JSONL), so after an edit only
what changed is read again.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline import __version__
from timeline.errors import DataError, Problem, TimelineError
from timeline.query.query import Query
from timeline.store.source import Content, Stamp, load, stamp

if TYPE_CHECKING:
    from timeline.store.select import Row

_LAYOUT = "6"
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE event (
    rowid INTEGER PRIMARY KEY, id TEXT, first_day INT, begun_day INT, unended_day INT, last_day INT, several INT,
    kind TEXT, status TEXT, confidence TEXT, place TEXT, country TEXT, title_key TEXT, piece BLOB);
CREATE TABLE event_doc (event INTEGER PRIMARY KEY, json TEXT);
CREATE TABLE event_shown (
    event INTEGER PRIMARY KEY, date TEXT, title TEXT, count INT, actors TEXT, place TEXT, tags TEXT);
CREATE TABLE event_text (event INTEGER PRIMARY KEY, folded TEXT);
CREATE TABLE event_span (event INT, first_day INT, begun_day INT, unended_day INT, last_day INT);
CREATE TABLE event_actor (actor TEXT, event INT, role TEXT, direct INT, PRIMARY KEY (actor, event, role)) WITHOUT ROWID;
CREATE TABLE event_tag (event INT, tag TEXT);
CREATE TABLE event_source (event INT, source TEXT);
CREATE TABLE actor (id TEXT PRIMARY KEY, name TEXT, label TEXT, kind TEXT, code2 TEXT, known INT) WITHOUT ROWID;
CREATE TABLE actor_name (folded TEXT PRIMARY KEY, actor TEXT) WITHOUT ROWID;
CREATE TABLE kind (id TEXT PRIMARY KEY, place INT);
CREATE INDEX event_order ON event (first_day, last_day, id);
CREATE INDEX event_id ON event (id);
CREATE INDEX span_event ON event_span (event);
CREATE INDEX actor_event ON event_actor (event);
CREATE INDEX tag_event ON event_tag (event);
CREATE INDEX source_event ON event_source (event);
"""
_BATCH = 2000


class Opened:
    """An index that is ready for questions, and the name of its file as the user gave it."""

    bulk = False
    """Whether there may be more events than can be held."""

    def __init__(self, path: str, database: sqlite3.Connection, repair: Callable[[], sqlite3.Connection]) -> None:
        self.path = path
        self._database = database
        self._repair = repair

    def rows(self, sql: str, values: Sequence[str | int] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and give all its rows; an index that proves to be damaged is built anew, in memory."""
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.DatabaseError:
            self._database = self._repair()
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise TimelineError(f"the index cannot answer this: {error}", "ask for less at once") from None

    def answers(self, query: Query) -> Iterable[Row]:
        """Give the events that answer a question whose names are keys (``timeline.store.select.resolve``), in order."""
        from timeline.store.select import rows

        return rows(self, query)

    def number(self, query: Query) -> int:
        """Count them."""
        from timeline.store.select import number

        return number(self, query)

    def has(self, name: str) -> bool:
        """Say whether there is an event of this id."""
        return bool(self.rows("SELECT 1 FROM event WHERE id = ? LIMIT 1", (name,)))

    def kinds(self) -> dict[str, int]:
        """Count the events of each kind."""
        return dict(self.rows("SELECT kind, count(*) FROM event GROUP BY kind"))

    @property
    def events(self) -> int:
        """How many events there are."""
        return int(self.rows("SELECT count(*) FROM event")[0][0])


def open_index(path: str, registry: Sequence[Path], cache: Path | None) -> Opened:
    """Open the index of a file, compiling what is new in it. Raises ``DataError`` with every fault of the file.

    ``registry`` are the files of actors in order, ``cache`` is the folder to keep the index in, None to keep none.
    """
    identity = os.fsencode(os.path.realpath(path))
    now = stamp(path) if path != "-" else None
    key = _key(identity, registry)
    # Two files with one such name would only build the index in turn: its key holds the path.
    home = cache / f"{zlib.crc32(identity):08x}.index" if cache is not None and now is not None else None

    def opened(database: sqlite3.Connection) -> Opened:
        return Opened(path, database, lambda: _rebuilt(path, registry, home))

    if home is not None:
        try:
            database = _connect(home)
            if _is_fresh(database, key, now):
                return opened(database)
            database.close()
        except (sqlite3.Error, OSError):
            pass
    content = load(path)
    if home is not None and content.stamp is not None:
        for attempt in range(2):
            try:
                return opened(_kept(home, path, content, key, registry))
            except (sqlite3.Error, OSError):
                # Damaged, or held by another for too long: once more from nothing, then without it.
                if attempt == 0:
                    _remove(home)
    return opened(in_memory(path, content, registry, cache))


def _rebuilt(path: str, registry: Sequence[Path], home: Path | None) -> sqlite3.Connection:
    """Build an index in memory in the place of one that is damaged, and remove that one."""
    if home is not None:
        _remove(home)
    return in_memory(path, load(path), registry, home.parent if home is not None else None)


def _remove(home: Path) -> None:
    with contextlib.suppress(OSError):
        home.unlink(missing_ok=True)


def in_memory(path: str, content: Content, registry: Sequence[Path], cache: Path | None = None) -> sqlite3.Connection:
    """Compile a file into an index that lives as long as the process, and so needs no key.

    ``cache`` is the folder where what is read of the registry is kept, None to keep nothing.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    _create(database)
    _compile(database, path, content, registry, "", cache)
    return database


def lexicon(
    home: Path | None,
    key: str,
    registry: Sequence[Path],
    cache: Path | None,
    unknown: Callable[[], Iterable[tuple[str, str]]],
) -> sqlite3.Connection:
    """Open an index without events, for finding names: of the registry, and those that ``unknown`` gives with its keys.

    It is kept as ``home``, under a key that tells all that it depends on besides the registry; None keeps it nowhere.
    """
    whole = _key(key.encode(), registry)
    if home is not None:
        try:
            database = _connect(home)
            if _meta(database).get("key") == whole:
                return database
            database.close()
        except (sqlite3.Error, OSError):
            pass
        _remove(home)
        try:
            home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = sqlite3.connect(home, timeout=10, isolation_level=None)
            database.execute("PRAGMA synchronous = OFF")
            return _named(database, whole, registry, cache, unknown())
        except (sqlite3.Error, OSError):
            _remove(home)
    return _named(sqlite3.connect(":memory:", isolation_level=None), whole, registry, cache, unknown())


def _named(
    database: sqlite3.Connection, key: str, registry: Sequence[Path], cache: Path | None,
    unknown: Iterable[tuple[str, str]],
) -> sqlite3.Connection:  # fmt: skip
    from timeline.store.registry import registry as read_registry

    database.execute("BEGIN IMMEDIATE")
    _create(database)
    _add_lexicon(database, read_registry(registry, cache))
    for name, shown in unknown:
        database.execute("INSERT OR IGNORE INTO actor VALUES (?, ?, ?, 'unknown', NULL, 0)", (name, shown, shown))
        database.execute("INSERT OR IGNORE INTO event_actor VALUES (?, 0, 'other', 1)", (name,))
    database.execute("INSERT INTO meta VALUES ('key', ?)", (key,))
    database.execute("COMMIT")
    return database


def _connect(home: Path) -> sqlite3.Connection:
    if not home.exists():
        raise FileNotFoundError(home)
    return sqlite3.connect(home, timeout=10, isolation_level=None)


def _key(identity: bytes, registry: Sequence[Path]) -> str:
    """Tell all that an index depends on besides the content of its file."""
    stamps = [(str(file), *(stamp(str(file)) or ())) for file in registry]
    return repr((_LAYOUT, __version__, identity, stamps))


def _is_fresh(database: sqlite3.Connection, key: str, now: Stamp | None) -> bool:
    rows = _meta(database)
    return now is not None and rows.get("key") == key and rows.get("stamp") == repr(tuple(now))


def _meta(database: sqlite3.Connection) -> dict[str, str]:
    return dict(database.execute("SELECT key, value FROM meta WHERE key IN ('content', 'key', 'stamp')"))


def _kept(home: Path, path: str, content: Content, key: str, registry: Sequence[Path]) -> sqlite3.Connection:
    home.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = sqlite3.connect(home, timeout=10, isolation_level=None)
    try:
        # The index can be built again, so it need not survive a loss of power; it does survive a killed process.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN IMMEDIATE")
        if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
            _create(database)
        elif _meta(database).get("key") != key:
            _drop(database)
            _create(database)
        _compile(database, path, content, registry, key, home.parent)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.close()
        raise
    return database


def _create(database: sqlite3.Connection) -> None:
    for statement in _TABLES.split(";\n"):
        if statement.strip():
            database.execute(statement)


def _drop(database: sqlite3.Connection) -> None:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for name in names:
        database.execute(f'DROP TABLE "{name}"')


def _compile(
    database: sqlite3.Connection, path: str, content: Content, registry: Sequence[Path], key: str, cache: Path | None
) -> None:
    """Bring an index up to a file's content: forget the pieces that are gone, read those that are new."""
    import hashlib

    digest = hashlib.blake2b(content.data, digest_size=16).hexdigest()
    known = _meta(database)
    if known.get("content") != digest:
        from timeline.read import guess, reader

        name = guess(path, content.data)
        pieces = reader(name).cut(content.data, path)
        salt = name.encode()
        hashes = [hashlib.blake2b(piece.data, digest_size=16, key=salt).digest() for piece in pieces]
        before = {row[0] for row in database.execute("SELECT piece FROM event")}
        now = set(hashes)
        _forget(database, before - now)
        fresh = [(digest, piece) for digest, piece in zip(hashes, pieces, strict=True) if digest not in before]
        if fresh or "key" not in known:
            _add(database, path, name, fresh, registry, first="key" not in known, cache=cache)
        _check_ids(database, path, pieces, hashes)
    # Where times are kept in steps of two seconds, a file may be written twice within one: do not trust its stamp.
    mark = content.stamp
    settled = mark is not None and time.time_ns() - max(mark.modified, mark.changed) > 2_000_000_000
    rows = {"content": digest, "key": key, "stamp": repr(tuple(mark)) if mark and settled else ""}
    database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows.items())


def _forget(database: sqlite3.Connection, pieces: Iterable[bytes]) -> None:
    gone = [(piece,) for piece in pieces]
    if not gone:
        return
    database.execute("CREATE TEMP TABLE gone (piece BLOB PRIMARY KEY)")
    database.executemany("INSERT INTO gone VALUES (?)", gone)
    chosen = "(SELECT rowid FROM event WHERE piece IN (SELECT piece FROM gone))"
    for table in ("event_doc", "event_shown", "event_text", "event_span", "event_actor", "event_tag", "event_source"):
        database.execute(f"DELETE FROM {table} WHERE event IN {chosen}")
    database.execute("DELETE FROM event WHERE piece IN (SELECT piece FROM gone)")
    database.execute("DROP TABLE gone")
    database.execute("DELETE FROM actor WHERE NOT known AND id NOT IN (SELECT actor FROM event_actor)")


def _add(
    database: sqlite3.Connection,
    path: str,
    name: str,
    fresh: Sequence[tuple[bytes, Any]],
    registry: Sequence[Path],
    *,
    first: bool,
    cache: Path | None,
) -> None:
    """Read new pieces and add their events; raise with every fault, by line."""
    from timeline.read import reader
    from timeline.read.record import Found, events
    from timeline.store.registry import registry as read_registry

    actors = read_registry(registry, cache)
    if first:
        _add_lexicon(database, actors)
    problems: list[Problem] = []
    read = reader(name)
    firsts: dict[bytes, int] = {}
    for number, (digest, _) in enumerate(fresh):
        firsts.setdefault(digest, number)

    def found() -> Iterator[tuple[Found, bytes]]:
        for start in range(0, len(fresh), _BATCH):
            batch = fresh[start : start + _BATCH]
            raws: list[Any] = []
            try:
                raws.extend(read.parse([piece for _, piece in batch], path))
            except DataError as error:
                problems.extend(error.problems)
            for event in events(raws, actors, path, problems):
                digest = batch[event.raw.piece][0]
                # A block that stands twice is told by its id; its events are kept once.
                if firsts[digest] == start + event.raw.piece:
                    yield event, digest

    from timeline.store.rows import insert

    insert(database, found(), actors)
    if problems:
        raise DataError(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _add_lexicon(database: sqlite3.Connection, actors: Any) -> None:
    from timeline.lexicon.kinds import kinds

    database.executemany(
        "INSERT INTO actor VALUES (?, ?, ?, ?, ?, 1)",
        [(actor.id, actor.name, actor.label, actor.kind, actor.code2) for actor in actors.actors.values()],
    )
    database.executemany("INSERT INTO actor_name VALUES (?, ?)", actors.names.items())
    database.executemany("INSERT INTO kind VALUES (?, ?)", [(kind, place) for place, kind in enumerate(kinds())])


def _check_ids(database: sqlite3.Connection, path: str, pieces: Sequence[Any], hashes: Sequence[bytes]) -> None:
    """Raise where an id is taken twice, be it by one block that stands twice: that is one piece, and was read once."""
    lines: dict[bytes, list[int]] = {}
    for digest, piece in zip(hashes, pieces, strict=True):
        lines.setdefault(digest, []).append(piece.line)
    taken = "SELECT id, piece FROM event WHERE id IN (SELECT id FROM event GROUP BY id HAVING count(*) > 1)"
    rows = database.execute(taken).fetchall()
    known = {name for name, _ in rows}
    for digest in (digest for digest, places in lines.items() if len(places) > 1):
        found = database.execute("SELECT id, piece FROM event WHERE piece = ?", (digest,))
        rows += [(name, piece) for name, piece in found if name not in known]
    places: dict[str, list[int]] = {}
    for name, digest in rows:
        places.setdefault(name, []).extend(lines[digest])
    if places:
        raise DataError(sorted(duplicate_ids(path, places), key=lambda problem: problem.line))


def duplicate_ids(path: str, places: dict[str, list[int]]) -> list[Problem]:
    """Tell of ids that more than one event has; ``places`` has the lines of each."""
    return [
        Problem(
            path, line, 1, "duplicate-id", f"the id '{name}' is taken by the event on line {min(lines)}",
            "give one of the two another id",
        )
        for name, lines in places.items()
        for line in sorted(lines)[1:]
    ]  # fmt: skip
