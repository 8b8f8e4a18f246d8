"""Bringing files of a feed into a world, committed one by one.

A file's rows become Parquet files that belong to nothing until the manifest names them. Whoever is stopped leaves the
world as it was before the file, or as it is after it.
"""

from __future__ import annotations

import hashlib
import math
import os
import shutil
from collections.abc import Callable, Iterable
from typing import BinaryIO

from timeline.errors import DataError, Problem, TimelineError
from timeline.lexicon.actors import Registry
from timeline.read.feeds import Feed, feed
from timeline.store.world import engine, manifest, parts
from timeline.store.world.cast import Cast
from timeline.store.world.file import File, Outcome
from timeline.store.world.manifest import Import, Manifest, Part
from timeline.store.world.mapper import Mapper
from timeline.store.world.rejects import Rejects
from timeline.store.world.told import Told

MOST_PARTS = 32
"""Files of about one size that a year may have before they are made one.

A question looks at the end of each, which adds some milliseconds; to make one of them takes as long as half an import.
"""
_MAPPERS = 2  # each holds a part of the file, and what is made of it
_SMALL = 50_000  # rows of what counts as the smallest file


class Pour:
    """An import into a world that is held (``manifest.held``)."""

    def __init__(self, folder: str, name: str, registry: Registry, tell: Callable[[str], None]) -> None:
        """Take the world's folder, the feed's name, the registry, and what is told of progress."""
        self.folder = folder
        self.name = name
        self.feed: Feed = feed(name)
        self.tell = tell
        self.manifest: Manifest = manifest.read(folder)
        manifest.sweep(folder, self.manifest)
        self.staging = os.path.join(folder, f".staging-{os.getpid()}")
        self.database = engine.connect(self.staging)
        engine.arrow()
        os.makedirs(self.staging, exist_ok=True)
        self.cast = Cast(registry)
        self._told: Told | None = None
        self.ends: dict[str, tuple[str, str]] = {}
        """For files that this import wrote, between which ids theirs are, both inclusive."""
        self.replaced: set[str] = set()
        self.mappers = [Mapper(self.feed, self.cast, self.staging) for _ in range(_MAPPERS)]

    def told(self) -> Told | None:
        """Give what facets said, of a feed that has them: anew where all that was said is too much to keep."""
        if self.feed.FACETS is not None and (self._told is None or self._told.full):
            self._told = Told(self.name, self.feed, self.cast)
        return self._told

    def close(self) -> None:
        """Let go of the engines and of what was staged."""
        self.database.close()
        for mapper in self.mappers:
            mapper.close()
        shutil.rmtree(self.staging, ignore_errors=True)

    def file(self, path: str, rejects: Rejects | None, *, dry: bool) -> Outcome:
        """Import a file; what is refused goes whole to ``rejects``; ``dry`` keeps nothing.

        Raises ``DataError`` where it cannot be read, ``TimelineError`` where the engine or the disk fails.
        """
        digest = _digest(path)
        for done in self.manifest.imports:
            if (done.feed, done.digest) == (self.name, digest):
                return Outcome(done, known=True, lines={})
        run = File(self, path, digest, rejects)
        failed = f"importing '{path}' failed, and nothing of it was kept"
        try:
            run.read()
            outcome = run.finish()
            if not dry:
                self._commit(run, outcome.done)
        except BaseException as error:
            manifest.drop_unnamed(self.folder, self.manifest, self.replaced)
            if isinstance(error, engine.errors()):
                raise engine.failed(error, failed) from None
            if isinstance(error, OSError):
                raise TimelineError(f"{failed}: {error.strerror or error}", "make room on the disk") from None
            raise
        if dry:
            manifest.drop_unnamed(self.folder, self.manifest, self.replaced)
        return outcome

    def _commit(self, run: File, done: Import) -> None:
        found = self.manifest
        new = Manifest((*found.parts, *run.parts), (*found.names, *run.names), (*found.imports, done))
        manifest.write(self.folder, new)
        self.manifest = new

    def compact(self) -> None:
        """Make one file of those of a year that are many and about of one size, so that a row is written again seldom.

        The old files stay until the next import: somebody may be reading them.
        """
        groups: dict[tuple[str, int, int], list[Part]] = {}
        for part in self.manifest.parts:
            size = max(0, int(math.log(max(part.rows, 1) / _SMALL, MOST_PARTS)))
            groups.setdefault((part.feed, part.year, size), []).append(part)
        many = {key: group for key, group in groups.items() if len(group) > MOST_PARTS}
        for (name, year, _), group in many.items():
            self.tell(f"{name} {year}: making one file of {len(group)}")
            new = parts.write_joined(self.database, self.folder, group)
            if all(part.file in self.ends for part in group):
                least, most = zip(*(self.ends[part.file] for part in group), strict=True)
                self.ends[new.file] = (min(least), max(most))
            self.replaced.update(part.file for part in group)
            kept = [part for part in self.manifest.parts if part not in group]
            self.manifest = self.manifest._replace(parts=(*kept, new))
        if many:
            manifest.write(self.folder, self.manifest)


def _digest(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # reading it says what is wrong


def imported(
    folder: str, name: str, paths: Iterable[str], registry: Registry, rejects: BinaryIO | None,
    tell: Callable[[str], None], report: Callable[[Outcome], None], *, dry: bool = False,
) -> None:  # fmt: skip
    """Import files of a feed, one after the other; ``report`` gets what became of each, ``rejects`` what is refused.

    A file that cannot be read keeps no other from being imported: all that is wrong is raised at the end, as one
    ``DataError``.
    """
    problems: list[Problem] = []
    refused = Rejects(rejects) if rejects is not None else None
    with manifest.held(folder):
        pour = Pour(folder, name, registry, tell)
        try:
            for path in paths:
                try:
                    report(pour.file(path, refused, dry=dry))
                except DataError as error:
                    problems += error.problems
                if not dry:
                    pour.compact()
        finally:
            pour.close()
    if problems:
        raise DataError(problems)
