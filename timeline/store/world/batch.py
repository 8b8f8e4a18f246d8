"""Rows on their way to the engine: files of staging, one for each layout of the feed."""

from __future__ import annotations

import os
import re
import uuid
from typing import BinaryIO

from timeline.read.feeds import Feed
from timeline.read.feeds._macros import quoted
from timeline.read.rows import MAX_ROW, Sheet, all_names


class Batch:
    """So many rows as are mapped at a time."""

    def __init__(self, folder: str, given: Feed) -> None:
        """Take the folder of staging and the feed."""
        self.folder = folder
        self.feed = given
        self.rows = 0
        self.files: dict[tuple[str, ...], BinaryIO] = {}

    def add(self, sheet: Sheet) -> None:
        """Write the rows of a sheet down."""
        for names, lines in sheet.rows.items():
            if names not in self.files:
                self.files[names] = open(os.path.join(self.folder, f"{uuid.uuid4().hex}.csv"), "wb")  # noqa: SIM115 -- closed in select()
            self.files[names].write(b"\n".join(lines) + b"\n")
            self.rows += len(lines)

    def end(self) -> None:
        """Write the files to their end."""
        for file in self.files.values():
            file.close()

    def select(self) -> str:
        """Make the statement that reads all rows into the columns of ``raw``."""
        # What the feed's statement does not speak of is not read.
        spoken = set(re.findall(r"\w+", self.feed.SELECT))
        every = [name for name in all_names(self.feed.LAYOUTS) if name in spoken]
        parts = []
        for names, file in self.files.items():
            wanted = ["line", *(f'"{name}"' if name in names else f'NULL::VARCHAR AS "{name}"' for name in every)]
            parts.append(f"SELECT {', '.join(wanted)} FROM {self._scan(names, file)}")
        return " UNION ALL ".join(parts)

    def scans(self) -> list[str]:
        """Give what reads the rows of each layout with all columns that they have, the line first."""
        return [self._scan(names, file) for names, file in self.files.items()]

    def _scan(self, names: tuple[str, ...], file: BinaryIO) -> str:
        quote = "'\"'" if self.feed.QUOTED else "''"
        delimiter = "'\\t'" if self.feed.DELIMITER == "\t" else f"'{self.feed.DELIMITER}'"
        given = ["line", *(name or f"_{place}" for place, name in enumerate(names))]
        kinds = ", ".join(f"'{name}': '{'BIGINT' if name == 'line' else 'VARCHAR'}'" for name in given)
        return (
            f"read_csv({quoted(file.name)}, header = false, delim = {delimiter}, quote = {quote}, escape = {quote},"
            f" nullstr = '', comment = '', auto_detect = false, strict_mode = true, max_line_size = {4 * MAX_ROW},"
            f" columns = {{{kinds}}})"
        )

    def close(self) -> None:
        """Remove the files."""
        for file in self.files.values():
            os.unlink(file.name)
