"""Rows that are simple and very many: what hangs on few columns is asked once for all rows that share it.

A row is then a number for each facet, from where it is read to where it is written. Where a million rows name a
thousand actors, the engine meets a thousand, once in an import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from threading import Lock
from typing import TYPE_CHECKING, Any

from timeline.read.feeds import Feed
from timeline.store.world import shape
from timeline.store.world.columns import distinct, used
from timeline.store.world.fields import Fields, sites
from timeline.store.world.raw import spoken

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Places = np.ndarray[Any, Any]

_BRIDGED = 4
"""Columns that nobody speaks of and that are read all the same, to make one text of those before and behind them."""
_WORDS = frozenset({"problem", "oddities", "facing"})

Ask = Callable[[str, "pa.Table"], "pa.Table"]
"""Runs a statement over a table that it calls ``raw``."""


class Facet:
    """A facet of a feed, and all that it said: a row for each combination of fields, numbered from 0.

    It serves several threads: each asks only for what it has numbers of, while others add to it.
    """

    def __init__(self, name: str, feed: Feed, finish: Callable[[pa.Table], pa.Table]) -> None:
        """Take its name among the ``Facets`` of a feed, and what adds columns to what it says."""
        assert feed.FACETS is not None
        sql = getattr(feed.FACETS, name)
        self.sql = shape.FACETS[name].format(facet=sql)
        self.columns = spoken(sql, feed)
        self._words: dict[str, dict[Any, list[int]]] = {name: {} for name in _WORDS}  # the combinations that have one
        self._cut = sites if name == "page" else None
        self._finish = finish
        self._known: dict[tuple[str, ...], dict[str, int]] = {}  # by the columns of the layout, and what stands there
        self._said: list[pa.Table] = []
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        """Count the combinations."""
        return self._size

    def numbers(self, fields: Fields, names: tuple[str, ...], ask: Ask) -> Places:
        """Give for each row the number of its combination; what is new is asked."""
        import numpy as np

        keys, of = self._combined(fields, names)
        with self._lock:
            known = self._known.setdefault(names, {})
            numbers = np.fromiter(map(known.get, keys, repeat(-1)), dtype=np.int32, count=len(keys))
            new = np.flatnonzero(numbers < 0)
            if len(new):
                self._learn(_raw(fields, names, self.columns, _firsts(of, len(keys))[new], self._cut), ask)
                numbers[new] = np.arange(self._size - len(new), self._size)
                known.update(zip([keys[place] for place in new.tolist()], numbers[new].tolist(), strict=True))
        return numbers[of]

    def having(self, what: str, of: Places) -> dict[Any, Places]:
        """Find the places of rows that have a ``problem`` or ``oddities``, or are ``facing``: by the word for it."""
        import numpy as np

        with self._lock:
            several = {word: np.array(numbers, dtype=np.int32) for word, numbers in self._words[what].items()}
        found = {word: np.flatnonzero(np.isin(of, numbers)) for word, numbers in several.items()}
        return {word: places for word, places in found.items() if len(places)}

    def said(self, numbers: Places) -> pa.Table:
        """Give what was said of some combinations."""
        import pyarrow as pa

        with self._lock:
            if len(self._said) > 1:
                self._said = [pa.concat_tables(self._said).combine_chunks()]
            (table,) = self._said
        return table.take(pa.array(numbers))

    def adopt(self, other: Facet, numbers: Places) -> Places:
        """Take over what another said of some rows, and give the numbers that these have here."""
        import numpy as np

        rows, of = used(numbers, len(other))
        said = other.said(rows)
        with self._lock:
            start = self._size
            self._said.append(said)
            self._size += len(rows)
        return (start + np.arange(len(rows), dtype=np.int32))[of]

    def _combined(self, fields: Fields, names: tuple[str, ...]) -> tuple[list[str], Places]:
        """Find the different combinations, in the order in which they come, and which each row has."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        places = [names.index(name) for name in self.columns if name in names]
        texts = [_cut(fields.texts(first, last), self._cut).dictionary_encode() for first, last in _runs(places)]
        if not texts:
            return [""], np.zeros(len(fields), dtype=np.int32)
        if len(texts) == 1:
            return texts[0].dictionary.to_pylist(), texts[0].indices.to_numpy()
        firsts, of = combinations(texts)
        keys = [text.dictionary.take(text.indices.take(pa.array(firsts))) for text in texts]
        return pc.binary_join_element_wise(*keys, "\n").to_pylist(), of

    def _learn(self, raw: pa.Table, ask: Ask) -> None:
        import numpy as np
        import pyarrow.compute as pc

        said = ask(self.sql, raw)
        if not np.array_equal(said["line"].to_numpy(), np.arange(len(said))):
            said = said.sort_by("line")  # joined, it comes in any order
        for name in _WORDS.intersection(said.column_names):
            column = said[name].combine_chunks()
            words, places = column, range(len(column))
            if name == "oddities":
                words, places = pc.list_flatten(column), pc.list_parent_indices(column).to_pylist()
            if words.null_count < len(words):
                for word, place in zip(words.to_pylist(), places, strict=True):
                    if word:
                        self._words[name].setdefault(word, []).append(self._size + place)
            said = said.drop_columns([name])
        self._said.append(self._finish(said.drop_columns(["line"])))
        self._size += len(said)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """Put columns that are near each other together: the first and the last of each run, ascending."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and place - runs[-1][1] <= _BRIDGED + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _cut(texts: pa.StringArray, how: Callable[[pa.StringArray], pa.StringArray] | None) -> pa.StringArray:
    return how(texts) if how else texts


def _raw(
    fields: Fields, names: tuple[str, ...], columns: Iterable[str], rows: Places,
    how: Callable[[pa.StringArray], pa.StringArray] | None = None,
) -> pa.Table:  # fmt: skip
    """Give columns of some rows, ascending, as a statement wants them: NULL where empty; ``line`` numbers the rows."""
    import numpy as np
    import pyarrow as pa

    found = {"line": pa.array(np.arange(len(rows)))}
    for name in columns:
        if name in names:
            place = names.index(name)
            found[name] = filled(_cut(fields.texts(place, place, rows), how))
        else:
            found[name] = pa.nulls(len(rows), pa.string())
    return pa.table(found)


def filled(texts: pa.StringArray) -> pa.StringArray:
    """Put NULL in the place of empty texts."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(pc.binary_length(texts), 0), pa.scalar(None, pa.string()), texts)


def mirrors(fields: Fields, names: tuple[str, ...], rows: Places, feed: Feed, ask: Ask) -> pa.Table:
    """Find those of some rows that others may mirror: ``line`` is the place among them, ``mirror``, ``side``."""
    assert feed.FACETS is not None
    sql = feed.FACETS.mirror
    return ask(shape.FACETS["mirror"].format(facet=sql), _raw(fields, names, spoken(sql, feed), rows))


# --- numbers ---------------------------------------------------------------------------------------------------------


def _firsts(of: Places, number: int) -> Places:
    """Find where each of so many numbers first stands."""
    import numpy as np

    firsts = np.zeros(number, dtype=np.int64)
    firsts[of[::-1]] = np.arange(len(of))[::-1]
    return firsts


def combinations(columns: list[pa.DictionaryArray]) -> tuple[Places, Places]:
    """Find the different rows of columns of texts that are numbered: where each first stands, and which each row is."""
    import numpy as np

    of, size = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        number = len(column.dictionary) + 1
        if size * number >= 1 << 62:
            found, of = distinct(of)  # numbered anew, without gaps
            of, size = of.astype(np.int64), len(found)
        of = of * number + column.indices.fill_null(number - 1).to_numpy()
        size *= number
    found, of = distinct(of)
    return _firsts(of, len(found)), of


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
