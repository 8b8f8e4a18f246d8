"""Tell when: follow a text from date to date, and place what is said relative to something on the calendar.

News is counted from the day on which it was published. A history is counted from where its story has got to: the year
that a date of the main line named is the year of the months and days after it, until another takes over.
"""

from __future__ import annotations

from timeline.extract.calendar import fixed, in_year, inside, nearest, picked
from timeline.extract.meaning import Meaning
from timeline.extract.point import Point, day_point, shift, value, weekday

SAME = "SAME"
"""The era of a year that is told without one."""
_ANCIENT = 1100
"""A story that has got here tells no years of three digits."""
_SATURDAY = 6
_LONG_AGO = 300
"""Days: a month without its year that follows an older date is told from that."""
_SECTION = 1.4
"""How far an offer is that a section's heading makes."""
_LEAP = 1.5
_REMEMBERED = 8
"""Dates that are remembered of a story: a month's year is looked for among them."""


class Placed:
    """Where a meaning was placed: its point (None: nowhere), and from what it was counted (empty: from nothing)."""

    __slots__ = ("anchor", "masked", "point")

    def __init__(self, point: Point | None, anchor: str = "", masked: str = "") -> None:
        self.point, self.anchor, self.masked = point, anchor, masked
        """``masked`` is a TIMEX3 value that is known in part: ``1943-07-XX``."""


class Story:
    """What a text has told so far about when it is."""

    def __init__(self, published: int | None, *, news: bool) -> None:
        self.published = None if published is None else day_point(published)
        self.news = news and published is not None
        self.told: list[tuple[Point, float]] = []
        """The last dates that were told, the newest last, and how far each lies from the main line of the story."""
        self.section: int | None = None
        """The year that the last heading named."""
        self.quarter: Point | None = None
        self.past: Point | None = None
        """A date of long ago at which news is looking back just now: what follows is told from it."""

    def place(self, meaning: Meaning, tense: int) -> Placed:
        """Place a meaning; ``tense`` is 1 where its sentence speaks of the future, −1 of the past."""
        if meaning.form == "date":
            return self._date(meaning, tense)
        if meaning.form == "step":
            return self._step(meaning, tense)
        if meaning.form == "pick":
            return self._pick(meaning)
        if meaning.form == "clock":
            if meaning.base == "nowhere":
                return Placed(None)
            base, anchor = self._base("text", "D")
            return Placed(base if base is not None and base.precision == "day" else None, anchor)
        return Placed(None)

    def tell(self, meaning: Meaning, point: Point | None, aside: float) -> None:
        """Go on to a date; ``aside`` says how far it lies from the main line: 0 on it."""
        if meaning.form == "duration" and meaning.unit == "M" and meaning.tag:
            self.quarter = None  # "in the first nine months, from … a year earlier": no quarter is compared any more
        if point is None or (meaning.value == "same" and self.news):
            return
        if point.precision == "quarter" and meaning.value != "same":
            self.quarter = point
        if point.precision in {"decade", "century"}:
            return
        if aside and point.precision == "year" and any(told.year == point.year for told, _ in self.told[-3:]):
            return
        line = next((told for told, away in reversed(self.told) if away < 1), None)
        if line is not None and not aside:
            # A leap of a generation may come back with the next date.
            leap = point.year - line.year
            aside = _LEAP if leap > 15 or leap < -10 else 0.0
        if self.published is not None and (meaning.year is not None or self.past is not None):
            long_ago = self.published.first - point.last > _LONG_AGO
            self.past = point if long_ago and point.precision in {"day", "month", "season"} else None
        self.told.append((point, aside))
        del self.told[:-_REMEMBERED]

    def here(self, unit: str = "Y", *, last: bool = False) -> Point | None:
        """Give the last date on the main line from which such a unit can be counted; with ``last``, the last of all."""
        fine = {"D": ("day",), "W": ("day", "week"), "WE": ("day", "week"), "M": ("day", "month")}.get(unit)
        for most in (2.0, 9.0) if last else (0.9, 9.0):
            near = [point for point, aside in reversed(self.told) if aside <= most]
            if near:
                # A finer date told before is the same one told more exactly, or else too old to count from.
                finer = (point for point in near if fine is not None and point.precision in fine)
                return next((point for point in finer if _lies_in(point, near[0])), near[0])
        return None

    # --- what things are counted from ---

    def _base(self, name: object, unit: str = "Y", *, last: bool = False) -> tuple[Point | None, str]:
        here = self.here(unit, last=last)
        if name == "either":
            name = "published" if self.news or here is None else "text"
        if name == "text" and here is None and self.news:
            name = "published"
        if name == "speaker":
            name = "published"
            here = here if self.news else None
        if name == "published" and not self.news:
            name = "text"
        point = self.published if name == "published" else here
        return (point, str(name)) if point is not None else (None, "missing")

    def _from(self, base: object, unit: str, tense: int, *, last: bool = False) -> tuple[Point | None, str]:
        if isinstance(base, Meaning):
            placed = self.place(base, tense)
            return placed.point, placed.anchor
        return self._base(base, unit, last=last)

    # --- dates ---

    def _date(self, meaning: Meaning, tense: int) -> Placed:
        if meaning.base == "nowhere":
            return Placed(None)
        if meaning.era == SAME:
            return self._ancient(meaning)
        if meaning.within is not None:
            whole = self.place(meaning.within, tense)
            if whole.point is None:
                return whole
            return Placed(inside(meaning, whole.point), whole.anchor)
        if meaning.year is not None or meaning.decade is not None or meaning.century is not None:
            return Placed(fixed(meaning))
        if self.news and self.past is not None and tense <= 0 and meaning.precision in {"day", "month", "season"}:
            return Placed(self._carried(meaning), "text")
        if self.news:
            assert self.published is not None
            return Placed(nearest(meaning, self.published, tense), "published")
        if not self.told:
            return Placed(None, "missing")
        return Placed(self._carried(meaning), "text")

    def _ancient(self, meaning: Meaning) -> Placed:
        """Place a year of three digits by the age of which the story tells; it is no year where that is another."""
        year = meaning.year or 0
        line = self.here()
        if line is not None and line.year <= 0:
            return Placed(in_year(meaning, 1 - year), "text")
        if line is not None and line.year > _ANCIENT:
            return Placed(None)
        return Placed(in_year(meaning, year), "text" if line is not None else "")

    def _carried(self, meaning: Meaning) -> Point | None:
        """Place a date without its year where the story has got to.

        Every date told lately offers its year and the two beside it; the nearest offer is taken, and a step back or
        into another year is farther than one ahead.
        """
        if meaning.precision == "weekday":
            here = self.here("D")
            if here is None or here.precision != "day":
                return None
            assert meaning.weekday is not None
            return day_point(here.first + (meaning.weekday - weekday(here.first)) % 7)
        if meaning.day is not None and meaning.month is None:
            base = self.here("M")
            return None if base is None or base.month is None else inside(meaning, base)
        offers = [
            (_distance(point, told) + aside + _AGE[age], age, abs(year - told.year), point)
            for age, (told, aside) in enumerate(reversed(self.told))
            for year in (told.year, told.year + 1, told.year - 1)
            if (point := in_year(meaning, year)) is not None
        ]
        if self.section is not None and (point := in_year(meaning, self.section)) is not None:
            offers.append((_SECTION, 0, 0, point))
        return min(offers, key=lambda offer: offer[:3])[3] if offers else None

    def _step(self, meaning: Meaning, tense: int) -> Placed:
        base, anchor = self._from(meaning.base, meaning.unit, tense, last=meaning.count == 0)
        count = meaning.count
        if base is None or isinstance(count, str) or count is None:
            return Placed(None, anchor)
        if meaning.unit == "WE" and count == 0 and meaning.tag != "THIS" and anchor == "published" and tense <= 0:
            # "The weekend" of somebody who writes before Saturday is the one that is over.
            count = 0 if weekday(base.first) >= _SATURDAY else -1
        if meaning.unit == "Q" and count == 0 and meaning.tag != "THIS":
            # Of quarters, news speaks of the one it spoke of, or of the last that is over: "the latest quarter".
            last = shift(base, -1, "Q") if anchor == "published" else None
            told = self.quarter if self.quarter is not None and self.quarter.first <= base.first else None
            return Placed(told or last or shift(base, 0, "Q"), "text" if told else anchor)
        if meaning.unit == "Y" and count == -1 and self.news and self.quarter is not None and meaning.value == "same":
            return Placed(shift(self.quarter, -4, "Q"), "text")
        if meaning.unit in {"TH", "TM", "TS"}:
            return Placed(base if base.precision == "day" else None, anchor)
        point = shift(base, int(count), meaning.unit)
        if point is None and not isinstance(meaning.base, Meaning):
            return Placed(base if count == 0 else None, anchor, _masked(base, meaning.unit))
        return Placed(point, anchor)

    def _pick(self, meaning: Meaning) -> Placed:
        is_weekday = meaning.precision == "weekday"
        base, anchor = self._from(meaning.base, "D" if is_weekday else "Y", 0, last=is_weekday)
        if base is None:
            return Placed(None, anchor)
        return Placed(picked(meaning, base), anchor)


def _lies_in(point: Point, whole: Point) -> bool:
    return whole.first <= point.first and point.last <= whole.last


def _masked(base: Point, unit: str) -> str:
    """Write what is known of a step from a date that is too coarse for it."""
    year = value(base)[: 6 if base.year <= 0 else 4]
    if base.precision in {"decade", "century"}:
        return ""
    if unit == "D":
        return f"{year}-{base.number:02d}-XX" if base.precision == "month" else f"{year}-XX-XX"
    return f"{year}-WXX" if unit in {"W", "WE"} else f"{year}-XX" if unit == "M" else year


_AGE = (0.0, 0.8, 1.2, 1.4, 1.7, 2.0, 2.3, 2.6)
"""How much farther an offer is that an older date makes."""


def _distance(point: Point, told: Point) -> float:
    """Say how far the story would go from a date to a point: months ahead cost little, back and over New Year more."""
    fine = {"day", "month", "season"}
    if told.precision not in fine or point.precision not in fine:
        return 0.7 + 2.0 * abs(point.year - told.year)
    months = (point.year - told.year) * 12 + point.first_month - told.first_month
    crossing = 1.0 if point.year != told.year else 0.0
    return crossing + (0.15 * months if months >= 0 else 0.5 - 0.22 * months)


def unknown(meaning: Meaning) -> str:
    """Write what is left of a date that could not be placed, as TIMEX3: ``XXXX-05-10``, ``XXXX-WXX-5``."""
    if meaning.form == "step":
        if meaning.unit == "D" and meaning.count == 0 and meaning.base == "speaker" and meaning.part is None:
            return "PRESENT_REF"
        return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "WE": "XXXX-WXX-WE", "Q": "XXXX-QX"}.get(
            meaning.unit, "XXXX"
        )
    if meaning.month is not None:
        return f"XXXX-{meaning.month:02d}" + (f"-{meaning.day:02d}" if meaning.day is not None else "")
    if meaning.weekday is not None:
        return f"XXXX-WXX-{meaning.weekday}"
    if meaning.season is not None:
        return f"XXXX-{meaning.season}"
    if meaning.quarter is not None:
        return f"XXXX-Q{meaning.quarter}"
    return "XXXX-XX-XX" if meaning.form == "clock" or meaning.day is not None or meaning.easter is not None else "XXXX"
