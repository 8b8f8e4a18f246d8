"""EDTF, text to ``When`` and back: the date format of ISO 8601-2:2019, as the Library of Congress describes it.

Levels 0 and 1, and of level 2: sets, qualification of parts, masked digits anywhere, seasons, quarters, quadrimesters
and halves (21–41). Years run from −9999 to 9999. Left out, with an error that says so: years of five and more digits,
exponents and significant digits. ``When.text`` is the text as it was read: printing undoes parsing by construction,
and nothing is normalised away.

Seasons without a hemisphere (21–24) are northern: spring is March to May, winter December to February of the next year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import islice, product

from timeline.errors import DateError
from timeline.model.day import AFTER, BEFORE, MAX_YEAR, day_number, iso_year, month_length
from timeline.model.when import Span, When, lasted, somewhere

# Months of a season or another part of a year: first month, number of months. A season that starts late runs into the
# next year (winter 24 is December to February).
SEASONS = {
    **{code: (month, 3) for code, month in zip(range(21, 25), (3, 6, 9, 12), strict=True)},  # anywhere: as in the north
    **{code: (month, 3) for code, month in zip(range(25, 29), (3, 6, 9, 12), strict=True)},  # northern
    **{code: (month, 3) for code, month in zip(range(29, 33), (9, 12, 3, 6), strict=True)},  # southern
    **{code: (month, 3) for code, month in zip(range(33, 37), (1, 4, 7, 10), strict=True)},  # quarters
    **{code: (month, 4) for code, month in zip(range(37, 40), (1, 5, 9), strict=True)},  # quadrimesters
    **{code: (month, 6) for code, month in zip(range(40, 42), (1, 7), strict=True)},  # halves
}

MAX_ALTERNATIVES = 400
"""A masked date with more separate places in time than this is taken as the whole stretch between its ends."""

_Civil = tuple[int, int, int]

_SIMPLE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_Q = "[?~%]?"
_DATE = re.compile(
    rf"({_Q})(-?[0-9X]{{4}})({_Q})"
    rf"(?:-({_Q})([0-9X]{{2}})({_Q})"
    rf"(?:-({_Q})([0-9X]{{2}})({_Q}))?)?"
    r"(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(Z|[+-][0-9]{2}(?::[0-9]{2})?)?)?"
)
_SHORT = re.compile(r"-?[0-9]{4}-([0-9](?:-[0-9]{1,2})?|[0-9]{2}-[0-9])")
_LONG_YEAR = re.compile(r"(?:Y-?[0-9]+(?:E[0-9]+)?|-?[0-9]+|-?[0-9]{4}S[0-9]+|Y?-?[0-9E]+S[0-9]+)")


def parse(text: str) -> When:
    """Read an EDTF date; raise ``DateError`` with the reason where it is none.

    >>> parse("2023").first, parse("2023").last
    ('2023-01-01', '2023-12-31')
    >>> parse("../2024-12-31").first is None
    True
    >>> parse("-0043-03-15").first
    '-0043-03-15'
    """
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        return When(text, (_plain(simple[1], simple[2], simple[3], text),))
    return _parse(text)


@lru_cache(maxsize=4096)
def _parse(text: str) -> When:
    if text.startswith(("[", "{")):
        return _set(text)
    if "/" in text:
        return When(text, (_interval(text),))
    return When(text, _date(text))


def _plain(year: str, month: str | None, day: str | None, text: str) -> Span:
    number = int(year)
    if month is None:
        return somewhere(day_number(number, 1, 1), day_number(number, 12, 31))
    length = month_length(number, int(month))
    if day is None:
        return somewhere(day_number(number, int(month), 1), day_number(number, int(month), length))
    if int(day) > length:
        raise _no_such_day(text, f"{iso_year(number)}-{month}", length)
    only = day_number(number, int(month), int(day))
    return somewhere(only, only)


def _no_such_day(text: str, month: str, length: int) -> DateError:
    return DateError(f"'{text}' is no day: {month} has {length} days", f"if only the month is known, write {month}")


def _interval(text: str) -> Span:
    if text.count("/") != 1:
        raise DateError(f"'{text}' has more than one '/'", "an interval is FIRST/LAST")
    left, right = text.split("/")
    if left in {"", ".."} and right in {"", ".."}:
        raise DateError(f"'{text}' says nothing: both ends are open", "give at least one end")
    start, end = (None if side in {"", ".."} else _end(side, text) for side in (left, right))
    if start is None and end is not None:
        # No later than: it happened, or is to happen, at some unknown time up to the bound. With an unknown start
        # (`/2024`) it lasted until then.
        return Span(BEFORE, end.last, BEFORE if left == ".." else end.first, end.last)
    if start is not None and end is None:
        return Span(start.first, start.last, AFTER if right == ".." else start.first, AFTER)
    assert start is not None
    assert end is not None
    if end.last < start.first:
        raise DateError(f"'{text}' ends before it starts", f"swap the ends: {right}/{left}")
    return lasted(start, end)


def _end(text: str, whole: str) -> Span:
    if "T" in text:
        raise DateError(f"'{whole}' has a time in an interval", "an interval runs from day to day")
    if text.startswith(("[", "{")):
        raise DateError(f"'{whole}' has a set in an interval", "write the earliest and the latest date")
    spans = _date(text)
    return Span(spans[0].first, spans[-1].last, spans[0].first, spans[-1].last)


def _set(text: str) -> When:
    closing = {"[": "]", "{": "}"}[text[0]]
    if not text.endswith(closing) or len(text) < 3:
        raise DateError(f"'{text}' is an unfinished set", f"a set is {text[0]}DATE,DATE{closing}")
    every = text[0] == "{"
    members = text[1:-1].split(",")
    spans: list[Span] = []
    for place, member in enumerate(members):
        left, dots, right = member.partition("..")
        if not dots:
            # Of a masked member of "all of these" only one place is meant: as alternatives they would all be certain.
            spans.extend([_hull(_date(member, text))] if every else _date(member, text))
        elif left and right:
            start, end = _hull(_date(left, text)), _hull(_date(right, text))
            if end.last < start.first:
                raise DateError(f"'{text}' has a range that ends before it starts", f"write {right}..{left}")
            spans.append(lasted(start, end) if every else somewhere(start.first, end.last))
        elif right and place == 0:
            spans.append(somewhere(BEFORE, _hull(_date(right, text)).last))
        elif left and place == len(members) - 1:
            spans.append(somewhere(_hull(_date(left, text)).first, AFTER))
        else:
            raise DateError(f"'{text}' has an open range in its middle", "'..' opens a set or closes it")
    return When(text, tuple(spans), every)


def _hull(spans: tuple[Span, ...]) -> Span:
    return somewhere(spans[0].first, spans[-1].last)


def _date(text: str, whole: str | None = None) -> tuple[Span, ...]:
    """Read one date, masked or qualified; the spans come in order and do not touch."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise _unreadable(text, whole or text)
    q1, year, q2, q3, month, q4, q5, day, q6, hour, minute, second, zone = match.groups()
    shown = whole or text
    if (q1 and q2) or (q3 and q4) or (q5 and q6):
        raise DateError(f"'{shown}' qualifies one part twice", "write the qualifier once: 2004~")
    if hour is not None:
        if day is None or "X" in year + month + day or any((q1, q2, q3, q4, q5, q6)) or whole:
            raise DateError(f"'{shown}' has a time without one plain day", "a time needs YYYY-MM-DDThh:mm:ss")
        _check_time(shown, hour, minute, second, zone)
    if year == "-0000":
        raise DateError(f"'{shown}': there is no year -0000", "0000 is 1 BCE, -0001 is 2 BCE")
    if month is not None and month.isdigit() and int(month) in SEASONS:
        if day is not None:
            raise DateError(f"'{shown}' has a season with a day", "write YYYY-SS")
        return _some(partial(_seasons, year, int(month)), lambda: DateError(f"'{shown}' ends after the year 9999"))
    return _masked(year, month, day, shown)


def _check_time(text: str, hour: str, minute: str, second: str, zone: str | None) -> None:
    numbers = [int(hour), int(minute), int(second)]
    if zone and zone != "Z":
        numbers += [int(part) for part in zone[1:].split(":")]
    if any(number >= limit for number, limit in zip(numbers, (24, 60, 60, 24, 60), strict=False)):
        raise DateError(f"'{text}' has an impossible time", "hours run to 23, minutes and seconds to 59")


def _masked(year: str, month: str | None, day: str | None, text: str) -> tuple[Span, ...]:
    nowhere = partial(_nowhere, text, year, month, day)
    if month in {None, "XX"} and day in {None, "XX"}:
        # Some time in those years; a mask in the middle of the year (1X50) leaves gaps.
        return _some(partial(_whole_years, year), nowhere)
    return _some(partial(_days, year, month or "XX", day), nowhere)


def _some(
    stretches: Callable[..., Iterator[tuple[_Civil, _Civil]]], nowhere: Callable[[], DateError]
) -> tuple[Span, ...]:
    spans = tuple(islice(_pieces(stretches()), MAX_ALTERNATIVES + 1))
    if not spans:
        raise nowhere()
    if len(spans) > MAX_ALTERNATIVES:
        return (somewhere(spans[0].first, day_number(*next(stretches(backwards=True))[1])),)
    return spans


def _whole_years(year: str, backwards: bool = False) -> Iterator[tuple[_Civil, _Civil]]:
    return (((y, 1, 1), (y, 12, 31)) for y in _years(year)[:: -1 if backwards else 1])


def _seasons(year: str, code: int, backwards: bool = False) -> Iterator[tuple[_Civil, _Civil]]:
    start, count = SEASONS[code]
    carry, end = divmod(start + count - 2, 12)
    for y in _years(year)[:: -1 if backwards else 1]:
        if y + carry <= MAX_YEAR:
            yield (y, start, 1), (y + carry, end + 1, month_length(y + carry, end + 1))


def _days(year: str, month: str, day: str | None, backwards: bool = False) -> Iterator[tuple[_Civil, _Civil]]:
    """Yield the stretches of days, each within a month, that a masked date allows, in order of time."""
    step = -1 if backwards else 1
    months = [m for m in _fill(month) if 1 <= m <= 12][::step]
    wanted = None if day in {None, "XX"} else [d for d in _fill(day or "") if d >= 1][::step]
    for y, m in product(_years(year)[::step], months):
        length = month_length(y, m)
        if wanted is None:
            yield (y, m, 1), (y, m, length)
        else:
            yield from (((y, m, d), (y, m, d)) for d in wanted if d <= length)


def _pieces(stretches: Iterator[tuple[_Civil, _Civil]]) -> Iterator[Span]:
    """Join stretches that touch, and yield the places in time that remain."""
    first = last = None
    for start, end in stretches:
        begins, ends = day_number(*start), day_number(*end)
        if last is not None and begins == last + 1:
            last = ends
            continue
        if first is not None and last is not None:
            yield somewhere(first, last)
        first, last = begins, ends
    if first is not None and last is not None:
        yield somewhere(first, last)


@lru_cache(maxsize=256)
def _fill(mask: str) -> list[int]:
    """List the numbers that a mask allows, in order: ``1X`` is 10 to 19."""
    choices = ["0123456789" if sign == "X" else sign for sign in mask]
    return [int("".join(digits)) for digits in product(*choices)]


def _years(mask: str) -> list[int]:
    if mask.startswith("-"):
        return [-year for year in reversed(_fill(mask[1:])) if year]
    return _fill(mask)


def _nowhere(text: str, year: str, month: str | None, day: str | None) -> DateError:
    if month is not None and month.isdigit() and not 1 <= int(month) <= 12:
        return DateError(
            f"'{text}' has no month {month}", "months are 01–12, seasons 21–32, quarters 33–36, halves 40–41"
        )
    if month is not None and month.isdigit() and year.lstrip("-").isdigit() and day and day.isdigit() and day != "00":
        return _no_such_day(text, f"{year}-{month}", month_length(int(year), int(month)))
    return DateError(f"'{text}' is no day of the calendar", "days are 01–31, unknown digits X")


def _unreadable(text: str, whole: str) -> DateError:
    """Say in the most useful way why a text is no date."""
    examples = "write YYYY, YYYY-MM or YYYY-MM-DD; see https://www.loc.gov/standards/datetime/"
    if not text.strip():
        return DateError("an empty date", examples)
    if _LONG_YEAR.fullmatch(text):
        return DateError(
            f"'{whole}' is no date that is read here", "years have four digits, -9999 to 9999: 476 is 0476"
        )
    if short := _SHORT.fullmatch(text):
        padded = "-".join(part.zfill(2) for part in short.group(1).split("-"))
        return DateError(f"'{whole}' has a part with one digit", f"write {text[: -len(short.group(1))]}{padded}")
    if text != text.strip():
        return DateError(f"'{whole}' has space around a date", "leave it out")
    return DateError(f"'{whole}' is no EDTF date", examples)
