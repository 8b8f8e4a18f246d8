"""Write what was understood: TIMEX3 values, and EDTF with the bounds that the words around a date set."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.errors import DateError
from timeline.extract.anchor import Placed, unknown
from timeline.extract.meaning import Meaning
from timeline.extract.node import Node
from timeline.extract.point import Point, edtf, neighbour, value
from timeline.model.day import iso_day, iso_year
from timeline.model.edtf import parse
from timeline.model.mention import Mention

_WHOLE_YEARS = {"DE": 10, "CE": 100}
_SMALLER = {"Y": (12, "M"), "DE": (120, "M"), "CE": (1200, "M"), "TH": (60, "TM"), "TM": (60, "TS"), "D": (24, "TH")}


def duration(count: float | str, unit: str) -> str:
    """Write a span as ``P3Y``; a part of a unit in the next smaller one, decades and centuries in years."""
    if unit == "FN":
        unit, count = "W", count * 2 if not isinstance(count, str) else count
    if isinstance(count, float) and unit in _SMALLER:
        times, smaller = _SMALLER[unit]
        whole, rest = int(count), round((count - int(count)) * times, 6)
        if rest == int(rest):
            if unit in _WHOLE_YEARS:
                return duration(int(count * _WHOLE_YEARS[unit]), "Y")
            time = "T" if smaller[0] == "T" else ""
            start = f"P{time}" if unit[0] == "T" or not whole else f"P{whole}{unit}{time}"
            middle = f"{whole}{unit[1:]}" if unit[0] == "T" and whole else ""
            return f"{start}{middle}{int(rest)}{smaller.removeprefix('T')}"
    if unit in _WHOLE_YEARS and not isinstance(count, str):
        count, unit = count * _WHOLE_YEARS[unit], "Y"
    shown = f"{count:f}".rstrip("0") if isinstance(count, float) else str(count)
    return f"P{'T' if unit[0] == 'T' else ''}{shown}{unit.removeprefix('T')}"


def bounded(point: Point, bound: str, meaning: Meaning) -> str:
    """Write a date as EDTF, with what the words before it say of it; never narrower than they are.

    A bound at the end of something is its last day; one at "early" or "the middle of" something is that whole. Only
    where the edge itself is told does "before" or "after" leave out all of it: late 1990 begins in 1990, and a day is
    not over at three o'clock.
    """
    text = edtf(point)
    plain = not text.startswith("[")
    if meaning.mod == "APPROX" or meaning.fiscal:
        text += "~" if plain else ""
    first = text if plain else iso_day(point.first)
    last = text if plain else iso_day(point.last)
    if meaning.mod == "END" and meaning.tag == "END" and bound in {"before-end", "until", "before"}:
        last = iso_day(point.last)
        bound = "before-end" if bound == "before" else bound
    edge = {"before": "START", "after": "END"}.get(bound)
    if edge is not None and _is_blurred(meaning) and (meaning.mod, meaning.tag) != (edge, "END"):
        bound = "before-end" if bound == "before" else "not-before"
    if bound == "before-end":
        return f"../{last}"
    if bound == "until":
        return f"/{last}"
    if bound == "since":
        return f"{first}/.."
    if bound == "not-before":
        return f"[{first}..]"
    if bound == "before":
        return f"../{_beside(point, -1)}"
    if bound == "after":
        return f"[{_beside(point, 1)}..]"
    return text


def _is_blurred(meaning: Meaning) -> bool:
    """Say whether a date is told otherwise than as the whole of what it names."""
    part = meaning.mod or meaning.part or (meaning.form == "date" and meaning.value)
    return bool(part) or meaning.fiscal or meaning.hour is not None


def _beside(point: Point, step: int) -> str:
    text = edtf(neighbour(point, step))
    if text.startswith("["):
        return iso_day(point.first - 1 if step < 0 else point.last + 1)
    return text


def stretch(first: Point, last: Point, kind: str, *, vague: bool = False) -> str | None:
    """Write the interval between two dates; None where it would end before it began."""
    if first.first > last.last:
        return None
    ends = [edtf(each) for each in (first, last)]
    start = ends[0] if not ends[0].startswith("[") else iso_day(first.first)
    end = ends[1] if not ends[1].startswith("[") else iso_day(last.last)
    if vague and "[" not in "".join(ends):
        start, end = f"{start}~", f"{end}~"
    return f"{start}/{end}" if kind == "lasted" else f"[{start}..{end}]"


def mention(text: str, node: Node, places: Mapping[Node, Placed], *, news: bool) -> Mention:
    """Make the mention of a node that was placed; ``places`` has those of the dates that it is told with, too."""
    meaning: Meaning = node.meaning
    placed = places[node]
    kind, shown = _timex(meaning, placed, news=news)
    plain = Mention(
        node.start, node.end, text[node.start : node.end], kind, shown, meaning.mod, anchor=placed.anchor or None,
        rule=node.rule,
    )  # fmt: skip
    if placed.point is None:
        return plain
    really = places[node.really].point if node.really is not None and node.really in places else None
    when = (
        _either(meaning)
        if meaning.form == "date" and meaning.value and not node.bound
        else bounded(really or placed.point, node.bound, meaning)
    )
    try:
        parsed = parse(when)
    except DateError:
        return plain
    return plain._replace(edtf=when, first=parsed.first, last=parsed.last, range=_range(node, places))


def _timex(meaning: Meaning, placed: Placed, *, news: bool) -> tuple[str, str]:
    """Give type and value as TIMEX3 has them."""
    if meaning.form == "duration":
        return "DURATION", duration(meaning.count if meaning.count is not None else "X", meaning.unit)
    if meaning.form == "set":
        return "SET", _again(meaning, news=news)
    if meaning.form == "pointer":
        return "DATE", meaning.value
    shown = placed.masked or (value(placed.point) if placed.point is not None else unknown(meaning))
    if meaning.form == "date" and meaning.value:
        shown += "-XX-XX"
    if meaning.part is None and meaning.hour is None:
        return "DATE", shown
    return "TIME", shown + "T" + (meaning.part or f"{meaning.hour:02d}:{meaning.minute or 0:02d}")


_CALENDAR = {"P1D": "XXXX-XX-XX", "P1W": "XXXX-WXX", "P1M": "XXXX-XX", "P1Y": "XXXX"}


def _again(meaning: Meaning, *, news: bool) -> str:
    """Write a repetition; TIMEX3 has two ways for a plain one: news is written in the first, histories in the other."""
    if meaning.value or meaning.count is not None:
        shown = meaning.value or duration(meaning.count or 1, meaning.unit)
        return shown if news or meaning.tag else _CALENDAR.get(shown, shown)
    end = f"T{meaning.part}" if meaning.part else ""
    if meaning.weekday is not None:
        return f"XXXX-WXX-{meaning.weekday}{end}"
    return f"XXXX-{meaning.month:02d}" if meaning.month is not None else f"XXXX-{meaning.season}"


def _either(meaning: Meaning) -> str:
    """Write both readings of a date in figures whose order is not told, as a choice."""
    assert meaning.year is not None
    one, two = meaning.value.split("/")
    year = iso_year(meaning.year)
    return f"[{','.join(sorted((f'{year}-{one}-{two}', f'{year}-{two}-{one}')))}]"


def _range(node: Node, places: Mapping[Node, Placed]) -> str | None:
    if node.other is None:
        return None
    other, kind = node.other
    first, last = (node, other) if node.start < other.start else (other, node)
    if first not in places or last not in places:
        return None
    start, end = places[first].point, places[last].point
    if start is None or end is None:
        return None
    vague = any(each.meaning.fiscal or each.meaning.mod == "APPROX" for each in (first, last))
    return stretch(start, end, kind, vague=vague)
