"""A file of a feed on its way into a world: read, mapped, and given to the writer."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from queue import SimpleQueue
from typing import TYPE_CHECKING, NamedTuple

from timeline.read.rows import Bytes, Cut, cuts, opened
from timeline.store.world import parts
from timeline.store.world.manifest import Import, Part
from timeline.store.world.mapper import Mapped, Mapper
from timeline.store.world.rejects import Rejects
from timeline.store.world.told import Told
from timeline.store.world.writer import Batch, Count, Writer

if TYPE_CHECKING:
    import pyarrow as pa

    from timeline.store.world.pour import Pour

GROUP = 500_000
"""Rows that are sorted and written at a time: more are fewer files, and more to hold."""


class Outcome(NamedTuple):
    """What became of a file. ``known`` says that it was imported before, so that nothing was read.

    ``lines`` has for each reason to merge, to refuse or to wonder the first of the lines, as ``WHERE:LINE``.
    """

    done: Import
    known: bool
    lines: dict[str, list[str]]


class File:
    """A file on its way into a world."""

    def __init__(self, pour: Pour, path: str, digest: str, rejects: Rejects | None) -> None:
        self.pour = pour
        self.path = path
        self.digest = digest
        self.rejects = rejects
        self.names: list[str] = []
        self.read_rows = 0
        self.count = Count()
        self.where = ""
        self.told: Told | None = None  # whose numbers are staged
        self.staged: list[pa.Table] = []
        self.facing: list[pa.Table] = []
        self.writer = Writer(pour)

    @property
    def parts(self) -> list[Part]:
        """The files that were written."""
        return self.writer.parts

    def read(self) -> None:
        """Read all rows of the file, map them and write them."""
        with opened(self.path) as streams, self.writer:
            for where, stream in streams:
                self.where = os.path.basename(where)
                self._stream(where, stream)
            self.writer.wait()

    def _stream(self, where: str, stream: Bytes) -> None:
        # Whatever stops this, no part is at work any more when the engines are closed.
        with closing(self._mapped(cuts(stream, self.pour.feed, where))) as parts_of_it:
            for mapped in parts_of_it:
                self._take(mapped)
                if sum(map(len, self.staged)) >= GROUP:
                    self._write()
        self._write(last=True)

    def _write(self, *, last: bool = False) -> None:
        self.writer.write(Batch(self.where, self.staged, self.facing, self.told, last))
        self.staged, self.facing = [], []

    def _mapped(self, given: Iterator[Cut]) -> Generator[Mapped]:
        """Map parts side by side, and give them in their order; of those that wait there are few."""
        mappers: SimpleQueue[Mapper] = SimpleQueue()
        for mapper in self.pour.mappers:
            mappers.put(mapper)

        def run(cut: Cut, told: Told | None) -> Mapped:
            mapper = mappers.get()
            try:
                return mapper.map(cut, told)
            finally:
                mappers.put(mapper)

        waiting: deque[Future[Mapped]] = deque()
        with ThreadPoolExecutor(len(self.pour.mappers)) as pool:
            for cut in given:
                waiting.append(pool.submit(run, cut, self.pour.told()))
                if len(waiting) >= len(self.pour.mappers):
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _take(self, mapped: Mapped) -> None:
        self.read_rows += mapped.read
        self.pour.tell(f"{self.where}: {self.read_rows:,} rows")
        for line, reason, _ in mapped.refused:
            self.count.refused[reason] += 1
            self.count.note(reason, self.where, line)
        if self.rejects is not None:
            self.rejects.keep(mapped.header, (text for _, _, text in mapped.refused))
        for reason, (number, lines) in mapped.oddities.items():
            self.count.oddities[reason] += number
            for line in lines:
                self.count.note(reason, self.where, line)
        if mapped.told is not self.told:
            if mapped.told is not None and self.told is not None:
                self.staged = [mapped.told.adopted(self.told, events) for events in self.staged]
            self.told = mapped.told
        self.staged += mapped.events
        self.facing += mapped.facing

    def finish(self) -> Outcome:
        """Write the names that are new, and tell what became of the file."""
        unknown = self.pour.cast.unknown
        if unknown:
            self.names.append(parts.write_names(self.pour.folder, unknown))
            self.pour.cast.unknown = {}
        kept = sum(part.events for part in self.parts)
        counts = (self.writer.count.merged, self.count.refused + self.writer.count.refused, self.count.oddities)
        done = Import(
            self.pour.name, os.path.basename(self.path), self.digest, self.read_rows, kept,
            *(dict(sorted((+count).items())) for count in counts),
        )  # fmt: skip
        return Outcome(done, known=False, lines=self.count.lines | self.writer.count.lines)
