"""What verbs and nouns tell about the kind of an event: ``acts.yaml`` and ``operators.yaml`` of a language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from timeline.syntax.yaml import load


class Frame(NamedTuple):
    """A kind that a verb has with certain nouns; with a preposition or, where that is empty, as its object."""

    kind: str
    preposition: str
    nouns: frozenset[str]
    """Empty for any noun."""


class Acts(NamedTuple):
    """Verbs (with a particle behind a plus sign) and nouns to kinds, and verbs to operators."""

    verbs: Mapping[str, str]
    frames: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, str]
    operators: Mapping[str, frozenset[str]]
    things: Mapping[str, frozenset[str]]


@cache
def acts(language: str) -> Acts:
    """Read a language's acts; raise ``KeyError`` or ``ValueError`` where an entry is not as its file's head says."""
    folder = Path(__file__).parent / language
    entries = _read(folder / "acts.yaml")
    things = {name: frozenset(words.split()) for name, words in entries.pop("things").items()}
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    frames: dict[str, list[Frame]] = {}
    for kind, entry in entries.items():
        for verb in entry.get("verbs", "").split():
            verbs.setdefault(verb, kind)
        for noun in entry.get("nouns", "").split():
            nouns.setdefault(noun, kind)
        for line in entry.get("with", "").splitlines():
            doers, _, what = line.partition(" : ")
            for frame in _frames(kind, what.split(), things):
                for verb in doers.split():
                    frames.setdefault(verb, []).append(frame)
    operators = {name: frozenset(words.split()) for name, words in _read(folder / "operators.yaml").items()}
    # What names a noun is tried before what takes any, and a preposition before a bare object.
    sorted_frames = {
        verb: tuple(sorted(several, key=lambda frame: (not frame.nouns, not frame.preposition)))
        for verb, several in frames.items()
    }
    return Acts(verbs, sorted_frames, nouns, operators, things)


def _frames(kind: str, what: list[str], things: Mapping[str, frozenset[str]]) -> list[Frame]:
    by_preposition: dict[str, set[str]] = {}
    for word in what:
        preposition, _, noun = word.rpartition("/")
        by_preposition.setdefault(preposition, set()).update(things.get(noun[1:], {noun}) if noun[0] == "@" else {noun})
    return [
        Frame(kind, preposition, frozenset() if "*" in nouns else frozenset(nouns))
        for preposition, nouns in by_preposition.items()
    ]


def _read(path: Path) -> Any:
    return load(path.read_text(encoding="utf-8"), str(path))
