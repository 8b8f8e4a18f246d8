"""Rows of one width, by where each field ends: a text is cut out of the bytes of all only where it is asked for.

What a CSV reader does for each field, to find its end, to copy it and to look whether it is quoted, is here done for
the fields that are wanted, and for neighbours at once. So it serves feeds that never quote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Places = np.ndarray[Any, Any]

_END = 10  # of a line


class Fields:
    """The fields of rows in ``data``; ``ends`` has for each row where each of its fields ends, bytes from 0."""

    def __init__(self, data: bytes, ends: Places) -> None:
        """Take what ``cut`` has found."""
        self.data = data
        self.ends = ends

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.ends)

    def texts(self, first: int, last: int, rows: Places | None = None) -> pa.StringArray:
        """Give the fields from one to another, both inclusive, as one text with the delimiters between them.

        ``rows`` are the places of some rows, ascending; else it is all.
        """
        import numpy as np

        ends = self.ends if rows is None else self.ends[rows]
        if first:
            return between(self.data, ends[:, first - 1] + 1, ends[:, last])
        begins = np.concatenate(([0], self.ends[:, -1] + 1))[: len(self)]
        return between(self.data, begins if rows is None else begins[rows], ends[:, last])


def cut(data: bytes, delimiter: str, width: int) -> Fields | None:
    """Find the fields of rows, each with its end of line; None where a row has not as many as ``width``."""
    import numpy as np

    signs = np.frombuffer(data, dtype=np.uint8)
    lines = signs == _END
    ends = np.flatnonzero(lines | (signs == ord(delimiter)))
    rows = int(np.count_nonzero(lines))
    if len(ends) != rows * width:
        return None
    found: Places = ends.reshape(rows, width)
    return Fields(data, found) if lines[found[:, -1]].all() else None


def between(data: bytes | pa.Buffer, begins: Places, ends: Places) -> pa.StringArray:
    """Cut texts out of UTF-8; ``begins`` and ``ends`` are bytes from 0, half-open, each behind the one before."""
    import numpy as np
    import pyarrow as pa

    # All bytes from the first text to the last are one column, of texts and what lies between them: no byte is moved
    # until every second one is taken.
    number = len(begins)
    bounds = np.empty(2 * number, dtype=np.int32)
    bounds[0::2], bounds[1::2] = begins, ends
    if not number:
        return pa.array([], pa.string())
    tiles = pa.StringArray.from_buffers(2 * number - 1, pa.py_buffer(bounds), pa.py_buffer(data))
    return tiles.take(pa.array(np.arange(0, 2 * number, 2, dtype=np.int32)))


def sites(texts: pa.StringArray) -> pa.StringArray:
    """Leave of the address of a page what stands before its third slash, ``https://e.org``; of other texts all.

    ``texts`` begin with their buffers, as what ``between`` gives.
    """
    import numpy as np
    import pyarrow.compute as pc

    parts = pc.split_pattern(texts, "/", max_splits=3)
    last = parts.offsets.to_numpy()[1:]
    bounds = np.frombuffer(texts.buffers()[1], dtype=np.int32)[: len(texts) + 1]
    behind = pc.binary_length(parts.values).to_numpy()[last - 1] + 1
    long = (np.diff(parts.offsets.to_numpy()) == 4) & pc.starts_with(texts, "http").to_numpy(zero_copy_only=False)
    return between(texts.buffers()[2], bounds[:-1], bounds[1:] - np.where(long, behind, 0))
