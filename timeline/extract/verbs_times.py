"""The verb that makes times of day, by themselves or on a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from timeline.extract.arguments import Arguments, Caught, count, value
from timeline.extract.meaning import Meaning
from timeline.extract.verbs_dates import date
from timeline.extract.verbs_spans import step

_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(?::[0-9]{2})?([ap]m)?", re.IGNORECASE)


def clock(arguments: Arguments, caught: Caught) -> Meaning | None:
    """Make a time ``on`` a day: a ``part`` of it, an ``hour``, a ``time`` as written, or one that was made before."""
    base = _day(arguments.get("on"), caught) or Meaning("clock", base="nowhere" if "loose" in arguments else None)
    if "part" in arguments:
        return replace(base, part=value(arguments["part"], caught), mod=value(arguments.get("mod"), caught) or "")
    if "of" in arguments:
        time = value(arguments["of"], caught)
        return replace(base, hour=time.hour, minute=time.minute, part=time.part)
    if "hour" in arguments:
        hour = count(value(arguments["hour"], caught))
        return (
            replace(base, hour=int(hour), minute=0)
            if not isinstance(hour, str) and hour is not None and hour <= 24
            else None
        )
    return _read(value(arguments["time"], caught), arguments, caught, base)


def _day(on: Any, caught: Caught) -> Meaning | None:
    if isinstance(on, Mapping):
        return date(on, caught) if "day" in on else step(on, caught)
    found = value(on, caught)
    return found if isinstance(found, Meaning) else None


def _read(said: Any, arguments: Arguments, caught: Caught, base: Meaning) -> Meaning | None:
    if isinstance(said, Meaning):
        said = count(said)
    if isinstance(said, int) and said > 24:
        said = f"{said // 100:02d}:{said % 100:02d}"
    match = _TIME.fullmatch(str(said))
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = value(arguments.get("half"), caught)
    side = value(arguments.get("side"), caught)
    if match[3]:
        half = 12 if match[3].lower() == "pm" else 0
    elif half is None and side is not None:
        half = 0 if side == "MO" or (side == "NI" and hour < 5) else 12
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + int(half)
    return replace(base, hour=hour, minute=minute) if hour <= 24 and minute < 60 else None
