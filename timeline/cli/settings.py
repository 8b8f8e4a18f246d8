"""Settings: what the program does unless told otherwise, and where each comes from."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from timeline import lexicon
from timeline.errors import UsageError

if TYPE_CHECKING:
    from timeline.model.when import When

KEYS = ("file", "color", "width", "pager")


class Setting(NamedTuple):
    """A value, None where there is none, and where it comes from."""

    value: str | None
    origin: str


def _folder(variable: str, fallback: str) -> Path | None:
    """Find an XDG folder; None where there is no home folder either."""
    named = os.environ.get(variable)
    if named and Path(named).is_absolute():
        return Path(named) / "timeline"
    home = os.environ.get("HOME")
    return Path(home) / fallback / "timeline" if home else None


def config_folder() -> Path | None:
    """Give the folder of the user's own settings and actors."""
    return _folder("XDG_CONFIG_HOME", ".config")


def cache_folder() -> Path | None:
    """Give the folder of the indexes."""
    return _folder("XDG_CACHE_HOME", ".cache")


@cache
def _config() -> dict[str, Any]:
    folder = config_folder()
    if folder is None or not os.path.isfile(folder / "config.toml"):
        return {}
    import tomllib

    file = folder / "config.toml"
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {file}: {error}", "mend it, or move it away") from None
    if unknown := sorted(values.keys() - set(KEYS)):
        raise UsageError(f"{file} has an unknown setting '{unknown[0]}'", "known: " + " ".join(KEYS))
    return values


def setting(key: str, variable: str) -> Setting:
    """Look a setting up: in the environment, then in the user's file."""
    if value := os.environ.get(variable):
        return Setting(value, variable)
    if key in _config():
        return Setting(str(_config()[key]), str((config_folder() or Path()) / "config.toml"))
    return Setting(None, "default")


def files() -> tuple[list[str], str]:
    """Find the files of events to ask where the command line names none, and say where that comes from."""
    found = setting("file", "TIMELINE_FILE")
    if found.value:
        paths = [path for path in found.value.split(os.pathsep) if path]
        return [os.path.expanduser(path) for path in paths], found.origin
    here = os.getcwd()
    folder = here
    while True:
        candidate = os.path.join(folder, "data", "events.yaml")
        if os.path.isfile(candidate):
            return [
                os.path.relpath(candidate, here)
            ], "data/events.yaml here" if folder == here else f"found in {folder}"
        parent = os.path.dirname(folder)
        if parent == folder:
            return [shipped()], "shipped with the program"
        folder = parent


def own(named: str | None) -> str:
    """Give the file of events to write to: the one named, else the first that is found, unless it is the program's."""
    path = named or files()[0][0]
    if named is None and path == shipped():
        raise UsageError("the data that come with the program are not yours to add to", "name your file with --file")
    return path


def shipped() -> str:
    """Give the path of the data that come with the program: in the package, or beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "shipped", "data", "events.yaml")
    return inside if os.path.isfile(inside) else os.path.join(os.path.dirname(package), "data", "events.yaml")


def registry(paths: list[str]) -> list[Path]:
    """List the files of actors: the shipped ones, the user's, and ``actors.yaml`` beside each file of events."""
    folder = config_folder()
    own = lexicon.files(str(folder / "actors")) if folder is not None else []
    beside = [os.path.join(os.path.dirname(path), "actors.yaml") for path in paths if path != "-"]
    found = [*lexicon.files(lexicon.ACTORS), *own, *dict.fromkeys(file for file in beside if os.path.isfile(file))]
    return [Path(file) for file in found]


def today(text: str | None) -> int:
    """Number the day to count from: as given, ``TIMELINE_TODAY``, or the clock's."""
    given = text or os.environ.get("TIMELINE_TODAY")
    if given:
        from timeline.model.edtf import parse

        return _one_day(parse(given), given, "--today")
    import time

    now = time.localtime()
    from timeline.model.day import day_number

    return day_number(now.tm_year, now.tm_mon, now.tm_mday)


def day(text: str, option: str) -> int:
    """Number the day that a person typed, in any of the forms of a date, for an option that takes one day."""
    from timeline.query.dates import read

    return _one_day(read(text, today(None)), text, option)


def _one_day(when: When, text: str, option: str) -> int:
    if not when.is_day:
        raise UsageError(f"{option} takes one day, and '{text}' is more", "write YYYY-MM-DD")
    return when.first_day


def warn(text: str) -> None:
    """Tell a person something that is no part of the answer."""
    sys.stderr.write(f"timeline: {text}\n")
