"""Articles as seeds: finding the one that a candidate was read in, and keeping a copy of it beside the events."""

from __future__ import annotations

import hashlib
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from timeline.errors import DataError, TimelineError, UsageError
from timeline.model.candidate import Told
from timeline.read.article import is_page, parse
from timeline.read.seed import MAX_SIZE, folders, locate
from timeline.store.files import write_whole

_UNFIT = re.compile("[\\\\/\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""What the name of a seed cannot have."""


class Copy(NamedTuple):
    """An article as it would be kept: the names that it may have, the bytes, and the words that stand in them."""

    names: tuple[str, str]
    data: bytes
    text: str


def find(told: Told, events_file: str) -> str | None:
    """Give the name of the seed that an article is, or that a copy of it is; None where none is kept."""
    if told.seed and locate(told.seed, events_file) is not None:
        return told.seed
    path = Path(told.address)
    if path.parent.resolve() in [folder.resolve() for folder in folders(events_file)] and path.is_file():
        return path.name
    made = copy(told)
    for name in made.names if made else ():
        kept = locate(name, events_file)
        if made and kept is not None and _bytes(kept) == made.data:
            return name
    return None


def copy(told: Told) -> Copy | None:
    """Make the copy of an article: a text to the byte, a page as its words under front matter that says whose they are.

    Gives None where the article cannot be read.
    """
    path = Path(told.address)
    try:
        state = path.stat()
        found = _read(told.address, state.st_mtime_ns, state.st_size) if path.is_file() else None
    except (OSError, DataError, UsageError):
        return None
    if found is None:
        return None
    data, text, title = found
    name = _UNFIT.sub("_", path.name).lstrip(".") or "article.txt"
    if title is not None:
        data = _front(told, title) + text.encode()
        name = os.path.splitext(name)[0] + ".txt"
    stem, suffix = os.path.splitext(name)
    digest = hashlib.blake2b(data, digest_size=4).hexdigest()
    return Copy((name, f"{stem}-{digest}{suffix}"), data, text)


@lru_cache(maxsize=64)
def _read(address: str, modified: int, size: int) -> tuple[bytes, str, str | None] | None:
    """Read an article: its bytes, its words, and its title where it is a page, so that these differ."""
    del modified
    if size > MAX_SIZE:
        return None
    data = Path(address).read_bytes()
    article = parse(data, address)
    page = is_page(data, address)
    return data, article.text, article.title or "" if page else None


def _front(told: Told, title: str) -> bytes:
    import yaml

    fields = {"title": title, "publisher": told.publisher, "url": told.url, "published": told.published}
    text = yaml.safe_dump(
        {key: value for key, value in fields.items() if value}, sort_keys=False, allow_unicode=True, width=1 << 30
    )
    return f"---\n{text}---\n".encode()


def keep(told: Told, events_file: str) -> str:
    """Put the copy of an article into the folder of seeds; give the name that it has there.

    Another file that has its name already stays as it is: the copy's name then has a part of its hash. Raises
    ``TimelineError`` where the article cannot be read or the copy not be written; there is no half of a copy.
    """
    made = copy(told)
    if made is None:
        raise TimelineError(
            f"cannot copy '{told.address}': it cannot be read, or is more than {MAX_SIZE >> 20} MiB",
            "go to the folder in which its path holds, or put it into seeds/ by hand",
        )
    folder = _folder(events_file)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        mode = Path(told.address).stat().st_mode & 0o666
    except OSError as error:
        raise TimelineError(f"cannot write '{folder}': {error.strerror}", "check the folder") from None
    for name in made.names:
        try:
            write_whole(str(folder / name), [made.data], mode, replace=False)
        except FileExistsError:
            if _bytes(folder / name) != made.data:
                continue
        return name
    raise TimelineError(f"'{folder / made.names[0]}' is taken, and so is its other name", "rename the article")


def _folder(events_file: str) -> Path:
    """Choose the folder of seeds: one that is there, else beside a folder that is called ``data``."""
    beside, above = folders(events_file)
    found = next((folder for folder in (beside, above) if folder.is_dir()), None)
    return found or (above if beside.parent.name == "data" else beside)


def _bytes(path: Path) -> bytes | None:
    """Read a file of a size that a seed may have; None where that cannot be."""
    try:
        if not path.is_file() or path.stat().st_size > MAX_SIZE:
            return None
        return path.read_bytes()
    except OSError:
        return None
