"""Articles and curated events, as a command that compares them needs both."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from timeline.cli import settings
from timeline.model.article import Article
from timeline.model.event import Event, from_document
from timeline.read.article import parse
from timeline.read.seed import folders
from timeline.store.index import open_index
from timeline.store.source import TEXT, load


def article(path: str, published: int | None, files: Sequence[str]) -> Article:
    """Read an article; ``published`` (a day number) goes before what it says of itself, where it is given.

    It has a name as a seed where it lies in a folder of seeds of one of the files of events.
    """
    seed = None
    if path != "-":
        here = Path(path).resolve()
        if any(here.parent == folder.resolve() for file in files for folder in folders(file)):
            seed = here.name
    found = parse(load(path, TEXT).data, path, seed=seed)
    language = found.language.replace("_", "-").partition("-")[0].lower() or "en"  # en-GB is en
    return found._replace(published=found.published if published is None else published, language=language)


def curated(files: Sequence[str]) -> list[Event]:
    """Give the events of files, from their indexes; a file that is not there yet has none."""
    import json

    cache = settings.cache_folder()
    there = [path for path in files if path == "-" or os.path.exists(path)]
    opened = [open_index(path, settings.registry([path]), cache) for path in there]
    return [
        from_document(json.loads(text)) for file in opened for (text,) in file.rows("SELECT json FROM event_doc", [])
    ]
