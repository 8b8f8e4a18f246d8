"""Events that wait to be written, in columns: their own, and those that many of them share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timeline.store.world import shape
from timeline.store.world.columns import narrowed, used

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Places = np.ndarray[Any, Any]


class Sheet:
    """Columns that hang on one thing: a row for each that there is of it, and which of them each event has.

    A text is a number from here on: to take and to narrow what is written together is then to move numbers.
    """

    def __init__(self, columns: Mapping[str, pa.Array], of: Places) -> None:
        """Take the columns, of one length, and for each event its row in them."""
        import pyarrow as pa

        self.of = of
        self._size = len(next(iter(columns.values())))
        self._values: dict[str, pa.Array] = {}
        self._texts: dict[str, tuple[Places, pa.Array]] = {}
        for name, column in columns.items():
            if column.null_count == len(column):
                continue  # what a file does not tell is NULL
            if pa.types.is_string(column.type):
                coded = column.dictionary_encode()
                # NULL stands behind the last.
                self._texts[name] = (coded.indices.fill_null(len(coded.dictionary)).to_numpy(), coded.dictionary)
            else:
                self._values[name] = column

    def taken(self, of: Places) -> dict[str, pa.Array]:
        """Give the columns of some events, by their rows: of texts numbers, and those texts alone that are needed."""
        import pyarrow as pa

        rows, of = used(of, self._size)
        found = {name: values.take(pa.array(rows)).take(pa.array(of)) for name, values in self._values.items()}
        for name, (codes, texts) in self._texts.items():
            found[name] = _coded(codes[rows], texts, of)
        return found


def _coded(codes: Places, texts: pa.Array, of: Places) -> pa.DictionaryArray:
    """Give the texts that codes stand for, each where ``of`` says; what is behind the last is NULL."""
    import pyarrow as pa

    different, place = used(codes, len(texts) + 1)
    indices, none = place[of], None
    if different[-1] == len(texts):
        different, none = different[:-1], indices == len(different) - 1
    return pa.DictionaryArray.from_arrays(pa.array(indices, mask=none), texts.take(pa.array(different)))


class Staged:
    """Events that wait to be written: columns of their own, and sheets."""

    def __init__(self, events: pa.Table, sheets: Sequence[Sheet]) -> None:
        """Take the table of their own columns, each of one chunk."""
        import numpy as np

        self.events = events
        self._own = events.select([name for name in events.column_names if name in shape.COLUMNS])
        self._sheets = sheets
        # What is written together is scattered over all events: so it is looked up once for all sheets.
        self._of = np.stack([sheet.of for sheet in sheets], axis=1) if sheets else None

    def add(self, name: str, column: pa.Array) -> None:
        """Add a column, if it has anything."""
        if column.null_count < len(column):
            self._own = self._own.append_column(name, column)

    def taken(self, places: Places) -> dict[str, pa.Array]:
        """Give all columns of some events, those left out that have nothing."""
        import pyarrow as pa

        own = self._own.take(pa.array(places))
        found = {name: narrowed(own[name]) for name in own.column_names}
        if self._of is not None:
            of = self._of[places]
            for place, sheet in enumerate(self._sheets):
                found |= sheet.taken(of[:, place])
        return found
