"""What words of time mean before it is known when they were said: parts of a calendar date, steps, spans, pointers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_SMALLEST = {
    "day": "day", "easter": "day", "nth": "day", "weekday": "weekday", "month": "month", "season": "season",
    "quarter": "quarter", "half": "half", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
"""Fields of a date, the smallest first, and the precision that each gives it."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word or some words stand for; a field that is None was not said.

    ``form`` is one of

    - ``date``: fields of the calendar (``year`` astronomical, ``weekday`` 1–7 from Monday, ``season`` SP SU FA WI,
      ``decade`` and ``century`` their number: 199 and 19), of which some may be missing;
    - ``step``: ``count`` times ``unit`` away from ``base`` (negative: before it);
    - ``pick``: the date of these fields that is ``count`` places away from ``base``: 1 the next, -1 the last, 0 this;
    - ``duration``: ``count`` times ``unit``; ``set``: what ``value`` says, or every ``count`` units, or its fields;
    - ``pointer``: ``value`` PAST_REF, PRESENT_REF or FUTURE_REF;
    - ``clock``: a time of a day that was not said; ``number``: a ``count``, X for some.

    ``base`` is ``published``, ``speaker``, ``text`` or ``either`` (``timeline/lexicon/en/relative.yaml`` tells them
    apart), ``nowhere``, or a meaning. ``within`` is the whole that a date lies in. ``part`` (MO AF EV NI), ``hour`` and
    ``minute`` make any of them a time of day. ``mod`` is TIMEX3's modifier; ``tag`` a word by which later rules ask for
    a meaning. The ``value`` of a date are two numbers of which either can be the month.
    """

    form: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    easter: int | None = None
    nth: int | None = None
    era: str | None = None
    fiscal: bool = False
    count: float | str | None = None
    unit: str = ""
    base: Any = None
    within: Any = None
    value: str = ""
    mod: str = ""
    tag: str = ""
    hour: int | None = None
    minute: int | None = None
    part: str | None = None

    @property
    def precision(self) -> str:
        """The smallest field of the calendar that was said."""
        for name, precision in _SMALLEST.items():
            if getattr(self, name) is not None:
                return precision
        return ""

    @property
    def lasts_a_day(self) -> bool:
        """Whether it is a day, or less than one."""
        if self.form == "step":
            return self.unit in {"D", "TH", "TM"}
        return self.form in {"date", "pick"} and self.precision in {"day", "weekday"}


_UNITS = ("D", "W", "M", "Q", "Y", "DE", "CE", "FN", "TH", "TM", "TS", "WE")


def shape(meaning: Meaning) -> frozenset[str]:
    """Give the categories by which rules ask for a node of this meaning."""
    form = meaning.form
    if meaning.hour is not None or meaning.part is not None:
        return frozenset({"TIME"} if form == "clock" else {"TIME", "DATED"})
    if form == "number":
        return frozenset({"NUM"})
    if form == "duration" and meaning.tag:
        return frozenset({"DURATION", f"DURATION_{meaning.tag}"})
    if form in {"duration", "set", "pointer"}:
        return frozenset({form.upper()})
    found = {"WHEN", "DATED"}
    if meaning.lasts_a_day:
        found.add("DAY_LIKE")
    if form == "step":
        return frozenset(found | {"STEP", f"STEP_{meaning.unit}", *([f"STEP_{meaning.tag}"] if meaning.tag else [])})
    if form == "pick":
        return frozenset(found | {"PICK"})
    found |= {"DATE", f"DATE_{meaning.precision.upper()}"}
    if meaning.year is None and meaning.decade is None and meaning.century is None and meaning.within is None:
        found.add("PARTIAL")
    if meaning.precision == "year" and meaning.era:
        found.add("YEAR")
    return frozenset(found)


def _every_shape() -> frozenset[frozenset[str]]:
    samples = [Meaning(form) for form in ("number", "duration", "set", "pointer", "clock")]
    samples += [Meaning("clock", hour=1), Meaning("date", day=1, hour=1)]
    samples += [Meaning("step", unit=unit, tag=tag) for unit in _UNITS for tag in ("", "FAR", "THIS", "END")]
    samples += [Meaning("duration", tag="THE")]
    samples += [Meaning("date", year=1, era="BC"), Meaning("pick", weekday=1), Meaning("pick", month=1)]
    samples.append(Meaning("date"))
    for field in _SMALLEST:
        one: dict[str, Any] = {field: 1}
        samples += [Meaning("date", **one), Meaning("date", **{**one, "year": 1}), Meaning("date", **one, within=0)]
    return frozenset(map(shape, samples))


SHAPES = _every_shape()
"""Every set of categories that a meaning can have."""
