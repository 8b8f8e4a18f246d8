"""Events as columns of Arrow in which a text that comes often is a number, and their order in a world.

To sort, to choose and to write rows is then to move numbers: the engine would move, and look at, every text of every
row several times, which takes more than all the rest of an import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from timeline.model.text import fold

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, Any]

DIFFERENT = frozenset({"id", "native_id", "mirror", "side", "url", "text", "ids", "more", "more_sources"})
"""The columns of text that differ from row to row, and stay texts."""
_FEW = 64
"""Texts that a file may have for nothing."""


def coded(table: pa.Table) -> pa.Table:
    """Put numbers in the place of texts that come often; each column is one chunk then."""
    import pyarrow as pa

    table = table.combine_chunks()
    for place, field in enumerate(table.schema):
        column = table.column(place)
        if pa.types.is_null(field.type):
            column = column.cast(pa.string())  # the engine's NULL has no type
        if field.name not in DIFFERENT and pa.types.is_string(column.type):
            column = column.dictionary_encode()
        table = table.set_column(place, field.name, column)
    return table


def scattered(texts: list[str], rows: Numbers, number: int) -> pa.Array:
    """Make a column of so many rows that has texts in some, and NULL in all others."""
    import numpy as np
    import pyarrow as pa

    place = np.full(number, -1)
    place[rows] = np.arange(len(rows))
    return pa.array(texts, pa.string()).take(pa.array(place, mask=place < 0))


def folded_lines(text: str) -> str:
    """Fold a text line by line."""
    return "\n".join(fold(line) for line in text.split("\n"))


def joined(tables: list[pa.Table]) -> pa.Table:
    """Join tables of the same columns to one, each column of which is one chunk."""
    import pyarrow as pa

    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def last_line(tables: list[pa.Table]) -> int:
    """Give the greatest line."""
    import pyarrow.compute as pc

    return max(int(pc.max(table["line"]).as_py() or 0) for table in tables)


def ends(texts: pa.ChunkedArray) -> tuple[str, str]:
    """Give the least and the greatest of texts."""
    import pyarrow.compute as pc

    found = pc.min_max(texts).as_py()
    return found["min"], found["max"]


def among(table: pa.Table, lines: list[int]) -> Numbers:
    """Say of each event whether it is of one of some lines."""
    import numpy as np

    return np.isin(table["line"].to_numpy(), np.array(lines, dtype=np.int64))


def chosen(table: pa.Table, lines: list[int]) -> pa.Table:
    """Give the events of some lines."""
    return table.filter(among(table, lines))


def replaced(table: pa.Table, name: str, texts: dict[int, str]) -> pa.Table:
    """Put other texts into a column, by line."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not texts:
        return table
    lines = table["line"]
    place = pc.index_in(lines, pa.array(list(texts), type=lines.type))
    new = pa.array(list(texts.values()), type=pa.string()).take(place.combine_chunks())
    return table.set_column(table.schema.get_field_index(name), name, pc.coalesce(new, table[name].combine_chunks()))


def distinct(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Find the different numbers, in the order in which they come, and which of them each is."""
    import pyarrow as pa

    found = pa.array(numbers).dictionary_encode()
    return found.dictionary.to_numpy(), found.indices.to_numpy()


def used(numbers: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """Find the different numbers, ascending, of those from 0 to below ``size``, and which of them each is.

    This is twice as fast as ``distinct`` where ``size`` is not many times what there is of them.
    """
    import numpy as np

    seen = np.zeros(size, dtype=bool)
    seen[numbers] = True
    different = np.flatnonzero(seen)
    place = np.empty(size, dtype=np.int32)
    place[different] = np.arange(len(different), dtype=np.int32)
    return different, place[numbers]


def narrowed(column: pa.ChunkedArray) -> pa.Array:
    """Leave in a column whose texts are numbers only the texts that it has: a file keeps all that it is given."""
    import pyarrow as pa

    one = column.combine_chunks()
    if not pa.types.is_dictionary(column.type) or len(one.dictionary) < _FEW:
        return one
    indices = one.indices.dictionary_encode()  # NULL stays NULL
    return pa.DictionaryArray.from_arrays(indices.indices, one.dictionary.take(indices.dictionary))


class Ordered(NamedTuple):
    """The rows of events in the order of a world.

    ``event`` has for each row the place of its event, ``actor`` its actor's place in ``actors``, -1 where it has none,
    ``nth`` which of the event's actors that is, and ``years`` for each year where its rows begin and end.
    """

    event: Numbers
    actor: Numbers
    nth: Numbers
    actors: list[str]
    years: list[tuple[int, int, int]]


def ordered(table: pa.Table, wanted: Numbers) -> Ordered:
    """Order the events at some places as ``shape.SORTED`` says: a row for each actor of the registry, one at least."""
    import numpy as np

    actors, sets, of_event = _actors(table)
    of_event = of_event[wanted]
    sizes = np.array([max(1, len(one)) for one in sets], dtype=np.int64)
    counts = sizes[of_event]
    starts = np.cumsum(counts) - counts
    event = np.repeat(np.arange(len(counts)), counts)
    nth = np.arange(len(event)) - np.repeat(starts, counts)
    flat = np.array([place for one in sets for place in one or [-1]], dtype=np.int64)
    actor = flat[(np.cumsum(sizes) - sizes)[of_event][event] + nth]
    found, year = np.unique(table["year"].to_numpy()[wanted], return_inverse=True)
    rank = np.empty(len(wanted), dtype=np.int64)
    rank[np.lexsort((_ranks(table["id"])[wanted], table["first_day"].to_numpy()[wanted]))] = np.arange(len(wanted))
    # One number is sorted faster than three. There are no more than some million of each, which is below 2^63.
    order = np.argsort((year[event] * (len(actors) + 1) + actor + 1) * len(wanted) + rank[event])
    event, actor, nth = event[order], actor[order], nth[order]
    begins = np.searchsorted(year[event], np.arange(len(found) + 1)).tolist()
    return Ordered(wanted[event], actor, nth, actors, list(zip(found.tolist(), begins, begins[1:], strict=False)))


def _ranks(ids: pa.ChunkedArray) -> Numbers:
    """Give the place of each text in the order of all; most files have them in order."""
    import numpy as np
    import pyarrow.compute as pc

    ranks = np.arange(len(ids))
    if not pc.all(pc.less(ids.slice(0, max(0, len(ids) - 1)), ids.slice(1))).as_py():
        ranks[pc.sort_indices(ids).to_numpy()] = np.arange(len(ids))
    return ranks


def _actors(table: pa.Table) -> tuple[list[str], list[list[int]], Numbers]:
    """Give the actors of the registry in order, the sets of them that act together, and which set each event has."""
    import numpy as np

    known: dict[frozenset[str], int] = {}
    columns = []
    for name in ("source_keys", "target_keys", "other_keys"):
        if name not in table.column_names:
            columns.append(np.full(len(table), known.setdefault(frozenset(), len(known))))
            continue
        column = table[name].combine_chunks()
        texts = column.dictionary.to_pylist()
        places = [known.setdefault(registered(text), len(known)) for text in [*texts, ""]]
        columns.append(np.array(places, dtype=np.int64)[column.indices.fill_null(len(texts)).to_numpy()])
    several = list(known)
    source, target, other = columns
    combined, of_event = distinct((source * len(several) + target) * len(several) + other)
    sets = []
    for one in combined.tolist():
        rest, other_place = divmod(one, len(several))
        source_place, target_place = divmod(rest, len(several))
        sets.append(several[source_place] | several[target_place] | several[other_place])
    actors = sorted(frozenset().union(*sets))
    place = {actor: number for number, actor in enumerate(actors)}
    return actors, [sorted(place[one] for one in some) for some in sets], of_event


def registered(keys: str) -> frozenset[str]:
    """Give the actors of the registry among keys that stand between bars; ``~`` begins the name of another."""
    return frozenset(key for key in keys.split("|") if key and key[0] != "~")
