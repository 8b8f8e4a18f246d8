"""Rows on their way to the engine: files of staging, one for each layout of the feed."""

from __future__ import annotations

import os
import uuid
from typing import BinaryIO

from timeline.read.feeds import Feed
from timeline.read.rows import MAX_ROW, Sheet, all_names
from timeline.store.world.parts import quoted


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

    def select(self) -> str:
        """Write the files to their end, and make the statement that reads them into the columns of ``raw``."""
        every = all_names(self.feed.LAYOUTS)
        quote = "'\"'" if self.feed.QUOTED else "''"
        delimiter = "'\\t'" if self.feed.DELIMITER == "\t" else f"'{self.feed.DELIMITER}'"
        parts = []
        for names, file in self.files.items():
            file.close()
            given = ["line", *(name or f"_{place}" for place, name in enumerate(names))]
            kinds = ", ".join(f"'{name}': '{'BIGINT' if name == 'line' else 'VARCHAR'}'" for name in given)
            wanted = ["line", *(f'"{name}"' if name in names else f'NULL::VARCHAR AS "{name}"' for name in every)]
            parts.append(
                f"SELECT {', '.join(wanted)} FROM read_csv({quoted(file.name)}, header = false, delim = {delimiter},"
                f" quote = {quote}, escape = {quote}, nullstr = '', comment = '', auto_detect = false,"
                f" strict_mode = true, max_line_size = {4 * MAX_ROW}, columns = {{{kinds}}})"
            )
        return " UNION ALL ".join(parts)

    def close(self) -> None:
        """Remove the files."""
        for file in self.files.values():
            os.unlink(file.name)
