"""The registry of actors, kept read: reading its files takes ten times as long as reading what is kept of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from timeline import __version__
from timeline.errors import TimelineError
from timeline.lexicon.actors import Registry, dumps, load, loads
from timeline.store.files import write_whole
from timeline.store.source import stamp


def registry(files: Sequence[Path], cache: Path | None) -> Registry:
    """Read registry files, or what is kept of them in a cache folder; raise ``DataError`` with every fault in them.

    What is kept is keyed by the files' names and states and by the program's version; where it is missing or damaged,
    or cannot be written, the files are read. Other files are kept beside it: whoever works on two timelines with actors
    of their own has both.
    """
    if cache is None:
        return load(files)
    names = _key(*map(str, files))
    state = _key(__version__, *(stamp(str(file)) for file in files))
    kept = cache / f"actors-{names}{state}.json"
    try:
        return loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError, KeyError):
        found = load(files)
    try:
        cache.mkdir(parents=True, exist_ok=True)
        for old in cache.glob(f"actors-{names}*.json"):
            old.unlink(missing_ok=True)
        write_whole(str(kept), [dumps(found).encode()], 0o644, replace=True)
    except (OSError, TimelineError):
        pass  # a cache that cannot be written is none
    return found


def _key(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:12]
