"""A world to import into, in this process."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from timeline.lexicon.actors import load, shipped
from timeline.query.query import All, Part, Query
from timeline.store.select import select
from timeline.store.world import manifest
from timeline.store.world.file import Outcome
from timeline.store.world.pour import imported
from timeline.store.world.world import World, open_world

REGISTRY = load(shipped())
_EVERYTHING = All(())


class Place:
    """A folder, what was said of the files that were imported into it, and the refused rows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[Outcome] = []
        self.rejects = io.BytesIO()
        self._number = 0

    @property
    def path(self) -> str:
        return str(self.folder / "world")

    def file(self, data: bytes, name: str | None = None) -> str:
        self._number += 1
        path = self.folder / (name or f"file{self._number}.csv")
        path.write_bytes(data)
        return str(path)

    def take(self, data: bytes, feed: str = "gdelt", name: str | None = None, *, dry: bool = False) -> Outcome:
        self.take_all([self.file(data, name)], feed, dry=dry)
        return self.told[-1]

    def take_all(self, paths: list[str], feed: str, *, dry: bool = False) -> None:
        imported(self.path, feed, paths, REGISTRY, self.rejects, lambda _: None, self.told.append, dry=dry)

    def open(self) -> World:
        return open_world(self.path, shipped(), None)

    def ask(self, part: Part = _EVERYTHING, **how: Any) -> list[dict[str, Any]]:
        rows = select([self.open()], Query(part, 20_000, **how))
        return [json.loads(row.json) for row in rows]

    def ids(self, part: Part = _EVERYTHING, **how: Any) -> list[str]:
        return [event["id"] for event in self.ask(part, **how)]

    def on_disk(self) -> set[str]:
        return {
            str(path.relative_to(self.path))
            for path in Path(self.path).rglob("*")
            if path.is_file() and path.name != ".lock"
        }

    def named(self) -> set[str]:
        found = manifest.read(self.path)
        return {*(part.file for part in found.parts), *found.names, "timeline.json"}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)
