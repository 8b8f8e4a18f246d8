"""The rows that an import refuses, kept whole: mended, that file can be imported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO


class Rejects:
    """A file of refused rows, from one file of a feed or several."""

    def __init__(self, file: BinaryIO) -> None:
        """Take a file that is empty."""
        self._file = file
        self._header = b""

    def keep(self, header: bytes, rows: Iterable[bytes]) -> None:
        """Write rows, without their ends, below the header of their file, if it has one and it is not there already."""
        for row in rows:
            if header != self._header:
                self._file.write(header + b"\n" if header else b"")
                self._header = header
            self._file.write(row + b"\n")
