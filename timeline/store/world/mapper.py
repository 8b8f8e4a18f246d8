"""From a part of a feed's file to events in columns: read, mapped, and told of. A mapper serves one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.lexicon import feeds as crosswalks
from timeline.model.text import fold
from timeline.read.feeds import Feed
from timeline.read.feeds._macros import MACROS
from timeline.read.rows import Cut, Refused, Rows
from timeline.store.world import columns, engine, fields, raw, shape
from timeline.store.world.cast import Cast, keys
from timeline.store.world.fields import Fields
from timeline.store.world.told import Events, Told

if TYPE_CHECKING:
    import pyarrow as pa

LINES = 10
"""Line numbers that are kept for each reason."""
_MEMORY = "250MB"
_FACING = ("line", "native_id", "mirror", "side")


class Mapped(NamedTuple):
    """What became of a part of a file.

    ``header`` is that of the file (``Cut``); ``read`` counts its rows; ``events`` are those that are kept, in columns:
    ``shape.STAGED``, ``line``, ``year``, or for a feed that has facets the numbers that ``told`` gave; ``facing`` has
    ``line native_id mirror side`` of those that another row may tell once more; ``oddities`` has how many rows have
    one, and the first of their lines.
    """

    header: bytes
    read: int
    refused: list[Refused]
    oddities: dict[str, tuple[int, list[int]]]
    events: list[pa.Table]
    facing: list[pa.Table]
    told: Told | None = None


class Mapper:
    """An engine that has what a feed's statements need."""

    def __init__(self, feed: Feed, cast: Cast, spill: str) -> None:
        """Take the feed, whom it means, and the folder for what does not fit into memory."""
        self.feed = feed
        self.cast = cast
        self.database = engine.connect(spill, _MEMORY)
        self.database.execute(shape.MACROS + shape.TABLES)
        self.database.execute(MACROS)
        if feed.CODES:
            self._insert("codes", crosswalks.codes(feed.CODES))
        self._insert("countries", crosswalks.countries())
        self._columns = raw.spoken(feed.SELECT, feed)

    def close(self) -> None:
        """Let go of the engine."""
        self.database.close()

    def map(self, cut: Cut, told: Told | None = None) -> Mapped:
        """Make events of a part of a file; ``told`` has what facets said, of a feed that has them."""
        guess = cut.guess()
        if guess and (read := self._read(guess)) is not None:
            found = Mapped(cut.header, len(read), [], {}, [], [], told)
            self._map(guess, read, found)
            return found
        sheet = cut.sheet()
        number = sum(len(rows.lines) for rows in sheet.rows) + len(sheet.refused)
        found = Mapped(cut.header, number, sheet.refused, {}, [], [], told)
        if sheet.odd:
            found.oddities["not-utf8"] = (len(sheet.odd), sheet.odd[:LINES])
        for rows in sheet.rows:
            read = self._read(rows)
            assert read is not None
            self._map(rows, read, found)
        found.refused.sort()
        return found

    def _read(self, rows: Rows) -> Fields | pa.Table | None:
        """Find the fields of rows, or read them as a table; None where they are not all as wide as was guessed."""
        if self.feed.FACETS is not None:
            return fields.cut(rows.data, self.feed.DELIMITER, len(rows.names))
        import pyarrow as pa

        try:
            return raw.table(rows, self.feed, self._columns)
        except pa.ArrowInvalid:
            return None

    def _map(self, rows: Rows, read: Fields | pa.Table, found: Mapped) -> None:
        import numpy as np

        if isinstance(rows.lines, range):
            lines = np.arange(rows.lines.start, rows.lines.stop)
        else:
            lines = np.asarray(rows.lines, dtype=np.int64)
        if found.told is not None:
            events = found.told.map(read, rows.names, lines, self._ask)
        else:
            events = self._listed(read, lines)
        texts = raw.written(rows, self.feed, [place for place, _ in events.problems])
        for (place, reason), text in zip(events.problems, texts, strict=True):
            found.refused.append(Refused(int(lines[place]), reason, text))
        for word, places in events.oddities.items():
            number, some = found.oddities.get(word, (0, []))
            some = sorted([*some, *lines[places[:LINES]].tolist()])[:LINES]
            found.oddities[word] = (number + len(places), some)
        if len(events.events):
            found.events.append(events.events)
        if len(events.facing):
            found.facing.append(events.facing)

    def _ask(self, sql: str, table: pa.Table) -> pa.Table:
        self.database.register("raw", table)
        try:
            return self.database.sql(sql).to_arrow_table()
        finally:
            self.database.unregister("raw")

    # --- feeds of one statement --------------------------------------------------------------------------------------

    def _listed(self, table: pa.Table, lines: Any) -> Events:
        """Map rows of which each may have several actors and sources."""
        import numpy as np
        import pyarrow as pa

        run = self.database.execute
        self.database.register("raw", table.append_column("line", pa.array(lines)))
        run(f"CREATE OR REPLACE TABLE mapped AS {self.feed.SELECT}")
        self.database.unregister("raw")
        problems = run("SELECT line, problem FROM mapped WHERE problem IS NOT NULL ORDER BY line").fetchall()
        odd = run(
            "SELECT odd, list(line ORDER BY line) FROM (SELECT line, unnest(oddities) AS odd FROM mapped"
            " WHERE problem IS NULL) GROUP BY odd ORDER BY odd"
        ).fetchall()
        self._identify()
        run(f"CREATE OR REPLACE TABLE batch AS {shape.LISTED}")
        self._fold()
        events = columns.coded(self.database.table("batch").to_arrow_table())
        run("DROP TABLE mapped; DROP TABLE batch")
        facing = events.select(_FACING).filter(events["mirror"].is_valid())
        place = {line: at for at, line in enumerate(lines.tolist())}
        return Events(
            events.drop_columns(["mirror", "side", "native_id"]), facing,
            [(place[line], reason) for line, reason in problems],
            {word: np.array([place[line] for line in several]) for word, several in odd},
        )  # fmt: skip

    def _identify(self) -> None:
        """Say who the actors are."""
        parties = "SELECT unnest(actors) AS a, first, last FROM mapped WHERE problem IS NULL"
        run = self.database.execute
        run("DELETE FROM who; DELETE FROM acting")
        seen = run(
            "SELECT key, a.name, coalesce(a.country, ''), coalesce(a.sector, ''), coalesce(a.code, '')"
            f" FROM (SELECT actor_key(a) AS key, any_value(a) AS a FROM ({parties}) GROUP BY key) ORDER BY 1"
        ).fetchall()
        known = self.cast.known(self.cast.whom(["\0".join(rest) for _, *rest in seen]).tolist())
        self._insert(
            "who",
            [(key, who.id, who.office, keys(who.keys), who.dated) for (key, *_), who in zip(seen, known, strict=True)],
        )
        days = run(
            "SELECT DISTINCT who.id, first, last, day_number(first), day_number(last)"
            f" FROM ({parties}) JOIN who ON who.dated AND who.key = actor_key(a)"
        ).fetchall()
        self._insert(
            "acting",
            [(actor, first, last, self.cast.owners(actor, *numbers)) for actor, first, last, *numbers in days],
        )

    def _fold(self) -> None:
        """Fold what is searched where it is not ASCII, as no engine can, and tags, which are compared whole."""
        for column in ("text", "place_text", "source_text", "tags"):
            some = "IS NOT NULL" if column == "tags" else f"IS NOT NULL AND NOT is_ascii({column})"
            rows = self.database.execute(f"SELECT DISTINCT {column} FROM batch WHERE {column} {some}").fetchall()
            if rows:
                fold_ = folded_tags if column == "tags" else columns.folded_lines
                self.database.execute("CREATE OR REPLACE TABLE folded (given VARCHAR, folded VARCHAR)")
                self._insert("folded", [(text, fold_(text)) for (text,) in rows])
                self.database.execute(
                    f"UPDATE batch SET {column} = folded.folded FROM folded WHERE folded.given = batch.{column}"
                )

    def _insert(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        """Add rows to a table of the engine."""
        if rows:
            lists = [list(column) for column in zip(*rows, strict=True)]
            kinds = [kind for _, kind, *_ in self.database.execute(f"DESCRIBE {table}").fetchall()]
            values = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
            self.database.execute(f"INSERT INTO {table} SELECT {values}", lists)


def folded_tags(text: str) -> str:
    """Fold tags that stand between bars."""
    return "".join(f"|{fold(tag)}|" for tag in text.split("|") if tag)
