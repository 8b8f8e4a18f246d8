"""Events of rows that are simple and very many: what hangs on few columns is asked once for all rows that share it.

A row is then a number for each facet, and a column of events a number for each row. Where a million rows name a
thousand actors, the engine meets a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.read.feeds import EACH_ROW, Feed
from timeline.store.world import shape
from timeline.store.world.cast import NOBODY, Cast, Met
from timeline.store.world.columns import DIFFERENT, folded_lines, scattered
from timeline.store.world.raw import spoken

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Places = np.ndarray[Any, Any]

_SAID = {"year", *shape.STAGED} - {"act"}
Ask = Callable[[str, "pa.Table"], "pa.Table"]
"""Runs a statement over a table that it calls ``raw``."""


class Facet(NamedTuple):
    """What a facet says: a row for each combination, and for each row of the file the place of its combination."""

    said: pa.Table
    of: Places

    def column(self, name: str) -> pa.Array:
        """Give a column, for each row of the file."""
        values = self.said[name].combine_chunks()
        return values if name in DIFFERENT else gathered(values, self.of)

    def flags(self, name: str) -> Places:
        """Give a column of truth values; NULL is none."""
        found: Places = self.said[name].combine_chunks().fill_null(False).to_numpy(zero_copy_only=False)[self.of]
        return found


class Events(NamedTuple):
    """The events of rows: those that have no problem, what mirrors what, and the places of rows with a word each."""

    events: pa.Table
    facing: pa.Table
    problems: list[tuple[int, str]]
    oddities: dict[str, Places]


def mapped(raw: pa.Table, lines: Places, feed: Feed, cast: Cast, ask: Ask) -> Events:
    """Make events of rows; ``lines`` has the line of each."""
    import numpy as np
    import pyarrow as pa

    facets = {name: _asked(name, sql, raw, feed, ask) for name, sql in feed.FACETS.items() if name != "mirror"}
    problem, words = _problems(facets, len(raw))
    kept = problem < 0
    oddities = _oddities(facets, kept)
    who = {part: _who(facets[part].said, cast) for part in ("source", "target")}
    columns = dict(_columns(facets, who, cast))
    columns["text"] = _texts(columns, facets, ask)
    events = pa.table({"line": lines, **columns})
    sql = feed.FACETS["mirror"]
    mirror = ask(shape.FACETS["mirror"].format(facet=sql), _numbered(raw, sql, feed))
    place = mirror["line"].to_numpy()
    mirror = mirror.set_column(0, "line", pa.array(lines[place]))
    mirror = mirror.append_column("native_id", facets["id"].said["native_id"].take(pa.array(place)))
    if not kept.all():
        events, mirror = events.filter(pa.array(kept)), mirror.filter(pa.array(kept[place]))
    problems = [(int(at), words[problem[at]]) for at in np.flatnonzero(~kept)]
    return Events(events, mirror, problems, oddities)


def _asked(name: str, sql: str, raw: pa.Table, feed: Feed, ask: Ask) -> Facet:
    import numpy as np

    wanted = shape.FACETS[name].format(facet=sql)
    if name in EACH_ROW:
        said, of = ask(wanted, _numbered(raw, sql, feed)), np.arange(len(raw))
    else:
        some = raw.select(spoken(sql, feed))
        firsts, of = combinations(some)
        said = ask(wanted, _numbered(some.take(firsts), sql, feed))
    if not np.array_equal(said["line"].to_numpy(), np.arange(len(said))):
        said = said.sort_by("line")  # joined, it comes in any order
    return Facet(_folded(said), of)


def _folded(said: pa.Table) -> pa.Table:
    """Fold the texts that are searched: they are not ASCII, and few."""
    import pyarrow as pa

    for place, name in enumerate(said.column_names):
        if name.endswith("text") and said[name].null_count < len(said):
            texts = [folded_lines(text) if text is not None else None for text in said[name].to_pylist()]
            said = said.set_column(place, name, pa.array(texts, pa.string()))
    return said


def _numbered(table: pa.Table, sql: str, feed: Feed) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    return table.select(spoken(sql, feed)).append_column("line", pa.array(np.arange(len(table))))


def combinations(table: pa.Table) -> tuple[Places, Places]:
    """Find the different rows of a table of texts that are numbered: where each first stands, and which each row is."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    of, size = np.zeros(len(table), dtype=np.int64), 1
    for column in table.columns:
        one = column.combine_chunks()
        number = len(one.dictionary) + 1
        if size * number >= 1 << 62:
            of, size = _again(of)
        of = of * number + one.indices.fill_null(number - 1).to_numpy()
        size *= number
    found = pc.dictionary_encode(pa.array(of))
    of = found.indices.to_numpy()
    firsts = np.zeros(len(found.dictionary), dtype=np.int64)
    firsts[of[::-1]] = np.arange(len(of))[::-1]
    return firsts, of


def _again(of: Places) -> tuple[Places, int]:
    """Number anew, without gaps."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.dictionary_encode(pa.array(of))
    return found.indices.to_numpy().astype(np.int64), len(found.dictionary)


def gathered(values: pa.Array, of: Places) -> pa.Array:
    """Give for each row the value at its place; of texts, numbers."""
    import pyarrow as pa

    if not pa.types.is_string(values.type):
        return values.take(pa.array(of))
    return numbered(values.dictionary_encode(), of)


def numbered(values: pa.DictionaryArray, of: Places) -> pa.DictionaryArray:
    """Give for each row the text at its place."""
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(values.indices.take(pa.array(of)), values.dictionary)


# --- problems and oddities -------------------------------------------------------------------------------------------


def _problems(facets: dict[str, Facet], number: int) -> tuple[Places, list[str]]:
    """Give for each row the place of its problem in the list of words, -1 where it has none."""
    import numpy as np

    found = np.full(number, -1)
    words: list[str] = []
    for said, of in facets.values():
        if "problem" not in said.column_names or said["problem"].null_count == len(said):
            continue
        column = said["problem"].combine_chunks().dictionary_encode()
        own = column.indices.fill_null(-1).to_numpy().astype(np.int64)
        own[own >= 0] += len(words)
        words += column.dictionary.to_pylist()
        found = np.where(found < 0, own[of], found)
    return found, words


def _oddities(facets: dict[str, Facet], kept: Places) -> dict[str, Places]:
    import numpy as np
    import pyarrow.compute as pc

    found: dict[str, Places] = {}
    for said, of in facets.values():
        if "oddities" not in said.column_names:
            continue
        lists = said["oddities"].combine_chunks()
        words, parents = pc.list_flatten(lists), pc.list_parent_indices(lists)
        for word in pc.unique(words).to_pylist():
            has = np.zeros(len(said), dtype=bool)
            has[parents.filter(pc.equal(words, word)).to_numpy()] = True
            rows = np.flatnonzero(has[of] & kept)
            if len(rows):
                found[word] = rows
    return found


# --- actors ----------------------------------------------------------------------------------------------------------


def _who(said: pa.Table, cast: Cast) -> Places:
    """Give the number of whom each combination means; nobody's where it names nobody."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = [said[name].fill_null("") for name in ("name", "country", "sector", "code")]
    joined = pc.if_else(said["name"].is_valid(), pc.binary_join_element_wise(*columns, "\0"), pa.scalar(NOBODY))
    return cast.whom(joined.to_pylist())


def _keys(actor: Places, met: Met, time: Facet, cast: Cast) -> pa.Array:
    """Give for each row the keys by which its actor is found; for whom an actor acts may depend on the day."""
    import numpy as np
    import pyarrow as pa

    found = numbered(met.keys, actor)
    rows = np.flatnonzero(met.dated[actor])
    if not len(rows):
        return found
    both, which = np.unique(actor[rows] * len(time.said) + time.of[rows], return_inverse=True)
    days = [time.said[name].to_pylist() for name in ("first_day", "last_day")]
    texts = []
    for one, day in (divmod(pair, len(time.said)) for pair in both.tolist()):
        known = days[0][day] is not None  # else the row has a problem, and is not kept
        more = cast.owners(str(met.ids[one]), days[0][day], days[1][day]) if known else ""
        texts.append(met.keys[one].as_py() + more)
    added = pa.concat_arrays([met.keys.dictionary, pa.array(texts, pa.string())]).dictionary_encode()
    places = found.indices.to_numpy().copy()
    places[rows] = len(met.keys.dictionary) + which
    return numbered(added, places)


# --- columns ---------------------------------------------------------------------------------------------------------


def _columns(facets: dict[str, Facet], who: dict[str, Places], cast: Cast) -> Iterator[tuple[str, pa.Array]]:
    """Yield the columns of ``shape.STAGED`` that have something, and ``year``."""
    import numpy as np
    import pyarrow as pa

    for name in ("id", "time", "act", "place", "page", "scale"):
        for column in facets[name].said.column_names:
            if column in _SAID:
                yield column, facets[name].column(column)
    number = len(facets["id"].of)
    yield "status", gathered(pa.array(["occurred"]), np.zeros(number, dtype=np.int32))
    met = cast.met()
    for part, facet in ((part, facets[part]) for part in ("source", "target")):
        actor = who[part][facet.of]
        yield f"{part}_name", facet.column("name")
        yield f"{part}_as", numbered(met.offices, actor)
        yield f"{part}_keys", _keys(actor, met, facets["time"], cast)
    acts = facets["act"]
    with_target = facets["target"].said["name"].is_valid().to_numpy()[facets["target"].of]
    either = pa.concat_arrays([acts.said[name].combine_chunks() for name in ("act", "alone")])
    yield "act", gathered(either, np.where(with_target, acts.of, acts.of + len(acts.said)))


def _texts(columns: dict[str, pa.Array], facets: dict[str, Facet], ask: Ask) -> pa.Array:
    """Give the text that is searched, folded, for those few rows where it is not ASCII."""
    import numpy as np
    import pyarrow as pa

    rows = np.flatnonzero(
        np.logical_or.reduce([facets[name].flags("odd_letters") for name in ("source", "target", "place", "page")])
    )
    if not len(rows):
        return pa.nulls(len(facets["id"].of), pa.string())
    some = pa.table({name: columns[name].take(pa.array(rows)) for name in shape.SAID})
    some = some.append_column("line", pa.array(np.arange(len(rows))))
    texts = ask(shape.TEXT, some)["text"].to_pylist()
    return scattered([folded_lines(text) for text in texts], rows, len(facets["id"].of))
