"""What the rules of the lexicon can do with the words that they catch: each verb makes a meaning, or marks one.

A verb that cannot make sense of its words (a fifth quarter, 31 June) gives None, and the rule has not matched.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from timeline.extract.arguments import Caught
from timeline.extract.meaning import Meaning
from timeline.extract.verbs_dates import date, two_dates
from timeline.extract.verbs_spans import amount, duration, modify, pick, repetition, step
from timeline.extract.verbs_times import clock


class Pair(NamedTuple):
    """Two dates that share words; ``styles`` says that they are one day in the Julian and the Gregorian calendar."""

    first: Meaning
    last: Meaning
    styles: bool


class Bound(NamedTuple):
    """What a preposition makes of a date: ``of`` is the name under which that was caught."""

    of: str
    kind: str


class Stretch(NamedTuple):
    """Two dates that are the ends of one stretch: ``lasted``, or somewhere ``between``."""

    first: str
    last: str
    kind: str


class Styles(NamedTuple):
    """One day in two calendars: the names under which it was caught, as the Julian has it and as the Gregorian does."""

    old: str
    new: str


class Nothing(NamedTuple):
    """Words that look like a time and are none."""


Made = Meaning | Pair | Bound | Stretch | Styles | Nothing | None


def make(verb: str, arguments: Any, caught: Caught) -> Made:
    """Do what a rule says."""
    return _VERBS[verb](arguments, caught)


def _pair(arguments: Any, caught: Caught) -> Pair | None:
    both = two_dates(arguments, caught)
    return None if both is None else Pair(*both, "styles" in arguments)


_VERBS: dict[str, Callable[[Any, Caught], Made]] = {
    "date": date,
    "pair": _pair,
    "step": step,
    "pick": pick,
    "duration": duration,
    "set": repetition,
    "pointer": lambda value, _: Meaning("pointer", value=value),
    "number": amount,
    "clock": clock,
    "modify": modify,
    "bound": lambda arguments, _: Bound(arguments["of"], arguments["as"]),
    "range": lambda arguments, _: Stretch(arguments["first"], arguments["last"], arguments["as"]),
    "styles": lambda arguments, _: Styles(arguments["old"], arguments["new"]),
    "nothing": lambda _, __: Nothing(),
}
