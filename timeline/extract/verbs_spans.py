"""The verbs that make steps from a point in time, choices among many, spans, repetitions and numbers of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.extract.arguments import Arguments, Caught, chosen, count, number, value
from timeline.extract.meaning import Meaning
from timeline.extract.verbs_dates import date


def step(arguments: Arguments, caught: Caught) -> Meaning | None:
    """Make a step of ``count`` times ``unit`` from ``base``; ``sign`` says to which side, where the count has none.

    Some steps whose number is not told ("weeks later") point ahead or back, no more.
    """
    amount, unit = count(chosen(arguments, "count", caught)), chosen(arguments, "unit", caught)
    sign = arguments.get("sign")
    if amount is None or (unit == "Q" and isinstance(amount, float)):
        return None
    if isinstance(amount, str):
        return Meaning("pointer", value="PAST_REF" if int(sign or 1) < 0 else "FUTURE_REF")
    if unit == "FN":
        unit, amount = "W", amount * 2
    return Meaning(
        "step",
        count=amount * int(sign or 1),
        unit=unit,
        base=value(arguments["base"], caught),
        mod=arguments.get("mod", ""),
        value="same" if "same" in arguments else "",
        tag=arguments.get("tag", "FAR" if sign else ""),
    )


def pick(arguments: Arguments, caught: Caught) -> Meaning | None:
    """Make a choice: the last, this or the next of a name, seen from ``base``."""
    named = date({name: source for name, source in arguments.items() if name not in {"count", "base"}}, caught)
    if named is None:
        return None
    return replace(named, form="pick", count=int(arguments["count"]), base=value(arguments["base"], caught))


def duration(arguments: Arguments, caught: Caught) -> Meaning:
    """Make a span of ``count`` times ``unit``."""
    amount = count(chosen(arguments, "count", caught))
    return Meaning("duration", count=amount, unit=value(arguments["unit"], caught), tag=arguments.get("tag", ""))


def repetition(arguments: Arguments, caught: Caught) -> Meaning:
    """Make a repetition: a ``value`` as TIMEX3 writes it, every so many units, or every day or month of a name."""
    if "value" in arguments:
        return Meaning("set", value=value(arguments["value"], caught))
    if "unit" in arguments:
        amount = count(chosen(arguments, "count", caught))
        tag = arguments.get("tag", "")
        return Meaning("set", count=amount, unit=value(arguments["unit"], caught), tag=tag)
    fields: dict[str, Any] = {name: value(source, caught) for name, source in arguments.items()}
    return Meaning(
        "set",
        weekday=number(fields.get("weekday")),
        month=number(fields.get("month")),
        season=fields.get("season"),
        part=fields.get("part"),
    )


def amount(arguments: Arguments, caught: Caught) -> Meaning:
    """Make a number of things, and ``more`` than it."""
    found = count(value(arguments["count"], caught))
    if "more" in arguments and isinstance(found, (int, float)):
        found += float(value(arguments["more"], caught))
    return Meaning("number", count=found)


def modify(arguments: Arguments, caught: Caught) -> Meaning | None:
    """Say which part of a time is meant, or how well it is known; ``of`` is one that was made, or made here."""
    of = arguments["of"]
    base = value(of, caught) if not isinstance(of, dict) else _whole(of, caught)
    if base is None:
        return None
    mod = value(arguments.get("mod"), caught) or base.mod
    modified: Meaning = replace(base, mod=mod, tag=arguments.get("tag", base.tag))
    return modified


def _whole(of: Arguments, caught: Caught) -> Meaning | None:
    if "year" in of:
        return date(of, caught)
    season = value(of.get("season"), caught)
    if season is not None:
        return Meaning("pick", count=0, season=season, base=of["base"])
    return step(of, caught)
