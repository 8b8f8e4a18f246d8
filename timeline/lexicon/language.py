"""A language's words and rules of time, from its folder: ``en/words.yaml`` and the rules beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from timeline.syntax.yaml import load

STAGES = ("names", "calendar", "relative", "clock", "joined", "modifiers", "context")
"""The files of rules, in the order in which they are applied: each sees what those before it have found."""


class Rule(NamedTuple):
    """A rule: a pattern over words and categories, what it means (one verb and its arguments), and examples."""

    name: str
    pattern: str
    verb: str
    arguments: Any
    examples: Mapping[str, str]
    texts: str = ""
    """``news`` or ``history`` where it holds only in such a text."""


class Language(NamedTuple):
    """Words by category (a word, in lower case unless it needs its capital, to its value), rules by stage, and cues."""

    words: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, tuple[Rule, ...]]
    cues: Mapping[str, tuple[str, ...]]


@cache
def languages() -> tuple[str, ...]:
    """List the languages that have a lexicon of time."""
    here = Path(__file__).parent
    return tuple(sorted(path.parent.name for path in here.glob("*/words.yaml")))


@cache
def language(name: str) -> Language:
    """Read a language's folder; raise ``KeyError`` or ``ValueError`` where an entry is not as its file's head says."""
    folder = Path(__file__).parent / name
    words = {
        category: {word: value for value, several in entries.items() for word in several.split()}
        for category, entries in _read(folder / "words.yaml").items()
    }
    rules = {stage: tuple(map(_rule, _read(folder / f"{stage}.yaml"))) for stage in STAGES}
    cues = {name: tuple(several.split(", ")) for name, several in _read(folder / "cues.yaml").items()}
    return Language(words, rules, cues)


def _read(path: Path) -> Any:
    return load(path.read_text(encoding="utf-8"), str(path))


def _rule(entry: dict[str, Any]) -> Rule:
    rest = dict(entry)
    name, pattern, examples = rest.pop("rule"), rest.pop("match"), rest.pop("like", {})
    texts = rest.pop("texts", "")
    if len(rest) != 1:
        raise ValueError(f"rule {name} needs one verb, not {', '.join(rest) or 'none'}")
    verb, arguments = rest.popitem()
    return Rule(name, pattern, verb, arguments, examples, texts)
