"""What belongs to a world: its parts, and what was imported into it. It is written whole, last, and under a lock."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem, TimelineError
from timeline.store import MANIFEST

_FORMAT = 1


class Part(NamedTuple):
    """A Parquet file: its path within the world, the feed and the year of its events, its rows and events.

    ``first`` is the first day (a day number) on which any of them can have begun, ``last`` the last on which any can
    have ended.
    """

    file: str
    feed: str
    year: int
    rows: int
    events: int
    first: int
    last: int


class Import(NamedTuple):
    """A file that was imported: read = kept + merged + refused, each of the latter by reason."""

    feed: str
    file: str
    digest: str
    read: int
    kept: int
    merged: dict[str, int]
    refused: dict[str, int]
    oddities: dict[str, int]


class Manifest(NamedTuple):
    """All that a world has."""

    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    imports: tuple[Import, ...] = ()

    @property
    def events(self) -> int:
        """How many events there are."""
        return sum(part.events for part in self.parts)


def read(folder: str) -> Manifest:
    """Read a manifest; a folder without one is a world without events. Raises ``DataError`` where it is damaged."""
    path = os.path.join(folder, MANIFEST)
    try:
        with open(path, encoding="utf-8") as file:
            return loads(file.read(), path)
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise TimelineError(f"cannot read '{path}': {error.strerror}", "check the folder and its permissions") from None


def loads(text: str, path: str) -> Manifest:
    """Read the text of a manifest; ``path`` is for messages."""
    try:
        values: dict[str, Any] = json.loads(text)
        if values["format"] != _FORMAT:
            hint = "import the feeds into a new folder, or use the version of the program that wrote it"
            raise TimelineError(f"'{path}' has format {values['format']}, and this version reads {_FORMAT}", hint)
        found = Manifest(
            tuple(Part(**part) for part in values["parts"]),
            tuple(values["names"]),
            tuple(Import(**one) for one in values["imports"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        hint = "import the feeds into a new folder"
        raise DataError([Problem(path, 1, 1, "damaged", f"this is no manifest of a world: {error}", hint)]) from None
    # A manifest may come from somebody else: none of its names may lead out of the folder.
    for name in [*(part.file for part in found.parts), *found.names]:
        if os.path.isabs(name) or ".." in name.split("/"):
            raise DataError([Problem(path, 1, 1, "damaged", f"'{name}' is no file of this world", "do not use it")])
    return found


def write(folder: str, manifest: Manifest) -> None:
    """Put a manifest in the place of the one that is there: from here on the world is what it says."""
    from timeline.store.files import write_whole

    text = json.dumps(
        {
            "format": _FORMAT,
            "parts": [part._asdict() for part in manifest.parts],
            "names": manifest.names,
            "imports": [one._asdict() for one in manifest.imports],
        },
        ensure_ascii=False,
        indent=1,
    )
    write_whole(os.path.join(folder, MANIFEST), [text.encode(), b"\n"], 0o644, replace=True)


@contextmanager
def held(folder: str) -> Iterator[None]:
    """Keep all others from importing into a world meanwhile; reading goes on. Makes the folder where there is none.

    Raises ``TimelineError`` where the folder cannot be made, or is one of something else.
    """
    from timeline.store.files import locked

    try:
        os.makedirs(folder, exist_ok=True)
        strange = [name for name in os.listdir(folder) if name not in {MANIFEST, "event", "names"} and name[0] != "."]
        if strange and not os.path.isfile(os.path.join(folder, MANIFEST)):
            hint = "name a new folder, or one that was imported into before"
            raise TimelineError(f"'{folder}' is a folder of something else: it has '{min(strange)}' in it", hint)
        with locked(os.path.join(folder, ".lock"), os.O_RDWR | os.O_CREAT):
            yield
    except OSError as error:
        raise TimelineError(f"cannot write into '{folder}': {error.strerror or error}", "check the disk") from None


def sweep(folder: str, manifest: Manifest) -> None:
    """Remove what an import left that was stopped, or replaced; whoever holds the world may do this."""
    import shutil

    drop_unnamed(folder, manifest)
    for name in os.listdir(folder):
        if name.startswith(".staging-"):
            shutil.rmtree(os.path.join(folder, name), ignore_errors=True)


def drop_unnamed(folder: str, manifest: Manifest, kept: Collection[str] = ()) -> None:
    """Remove the files that a manifest does not name, but for some that are ``kept``."""
    named = {*(part.file for part in manifest.parts), *manifest.names, *kept}
    for kind in ("event", "names"):
        for root, _, files in os.walk(os.path.join(folder, kind)):
            for name in files:
                path = os.path.join(root, name)
                if os.path.relpath(path, folder).replace(os.sep, "/") not in named:
                    os.unlink(path)
