"""What a person types for a date on the command line, and what it means, as EDTF.

EDTF comes first and stays as it is. Then the forms of this module: quarters and halves, ranges, eras, decades, bounds,
seasons, relative dates, dates in figures and with the name of a month (``timeline.lexicon.months``). Nothing is moved,
filled in or rounded: what has two readings is refused with both (``Ambiguous``), a day that does not exist is refused
like anything else unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from timeline.errors import Ambiguous, DateError
from timeline.lexicon.months import english, month_of
from timeline.model.day import AFTER, BEFORE, civil, iso_day, iso_year
from timeline.model.edtf import parse
from timeline.model.when import When

_MEANT_AS_EDTF = re.compile(
    r"-?[0-9]{4}-[0-9]{2}(-[0-9]{2})?|[\[{].*|(?!.*\.\.)[0-9X~?%-]*[0-9]{4}[0-9X~?%-]*/[0-9X~?%-]*"
)


def read(text: str, today: int) -> When:
    """Read what a person typed; ``today`` is a day number. Raises ``DateError``, of which ``Ambiguous`` is a kind.

    >>> read("2023-Q3", 0).text, read("44 BCE", 0).text, read("2017..2024", 0).text
    ('2023-35', '-0043', '2017/2024')
    """
    tidy = unicodedata.normalize("NFC", " ".join(text.split()))
    try:
        return parse(tidy)
    except DateError as error:
        if not tidy or not tidy.isprintable() or _MEANT_AS_EDTF.fullmatch(tidy):
            raise  # meant as EDTF, and wrong: no other reading may move it
        reason = error
    meaning = _read(tidy.lower().replace("i̇", "i"), today)
    if meaning is None:
        raise _unreadable(text, reason)
    return parse(meaning)


def _unreadable(text: str, reason: DateError) -> DateError:
    if re.fullmatch(r"-?[0-9]+", text.strip()):
        number = int(text)
        hint = f"a year has four digits: {iso_year(number)}"
        if number < 0:
            hint = f"'{-number} BCE' is {iso_year(number + 1)}, and {iso_year(number)} is {1 - number} BCE"
        return DateError(f"'{text.strip()}' is no date", hint)
    if short := re.fullmatch(r"([0-9]{2})([0-9]{2})[-–]([0-9]{2})", text.strip()):
        return DateError(f"'{text}' is no date", f"for a range write {short[1]}{short[2]}..{short[1]}{short[3]}")
    hint = "write 2023, 2023-07, 2023-Q3, 2017..2024, '44 BCE', 'March 2024', '3 years ago', or any EDTF date"
    return DateError(f"cannot read '{text}' as a date", reason.hint if "digit" in reason.message else hint)


def _read(text: str, today: int) -> str | None:
    """Give the EDTF of a lower-case text, None where no form fits."""
    for form in (
        _range,
        _bound,
        _about,
        _masked,
        _part,
        _era,
        _dated_era,
        _decade,
        _season,
        _relative,
        _figures,
        _named,
        _vague,
    ):
        meaning = form(text, today)
        if meaning is not None:
            return meaning
    return None


def _inner(text: str, today: int) -> str:
    """Read a part of a range or a bound: anything that is not a range itself."""
    return read(text.strip(), today).text


# --- ranges ----------------------------------------------------------------------------------------------------------

_DASHED = re.compile(r"(.*[^ ].*) – (.*[^ ].*)|([0-9]{4}[0-9-]*)–([0-9]{4}[0-9-]*)|([0-9]{4}) ?- ?([0-9]{4})")
_FROM_TO = re.compile(r"(?:from (.+) (?:to|until|till|through) (.+)|between (.+) and (.+))")
_MONTH_WORD = re.compile(r"[^\W\d_]{3,}\.?")


def _range(text: str, today: int) -> str | None:
    if text.count("..") == 1 and "..." not in text:
        left, right = (side.strip() for side in text.split(".."))
        if not left and not right:
            return None
        return _interval(left, right, today)
    if match := _DASHED.fullmatch(text):
        left, right = (side for side in match.groups() if side)
        return _interval(left, right, today)
    if match := _FROM_TO.fullmatch(text):
        left, right = (side for side in match.groups() if side)
        if _MONTH_WORD.fullmatch(left) and (year := re.search(r"[0-9]{4}$", right)):
            left = f"{left} {year.group()}"
        return _interval(left, right, today)
    return None


def _interval(left: str, right: str, today: int) -> str:
    start = _inner(left, today) if left else ".."
    end = _inner(right, today) if right else ".."
    if "/" in start + end:
        raise DateError(f"'{left}..{right}' has a range within a range", "give two dates")
    return parse(f"{start}/{end}").text


_BOUNDS: tuple[tuple[re.Pattern[str], Callable[[When], str | None]], ...] = (
    (
        re.compile(r"(?:by|until|till|no later than|not later than|up to) (?:the )?end of (.+)"),
        lambda w: f"../{w.last}",
    ),
    (re.compile(r"(?:by|until|till|no later than|not later than|up to) (.+)"), lambda w: f"../{w.text}"),
    (re.compile(r"(?:before) (.+)"), lambda w: None if w.first_day == BEFORE else f"../{iso_day(w.first_day - 1)}"),
    (re.compile(r"(?:since) (.+)"), lambda w: f"{w.text}/.."),
    (re.compile(r"(?:after) (.+)"), lambda w: None if w.last_day == AFTER else f"{iso_day(w.last_day + 1)}/.."),
)


def _bound(text: str, today: int) -> str | None:
    for pattern, meaning in _BOUNDS:
        if match := pattern.fullmatch(text):
            return meaning(parse(_inner(match.group(1), today)))
    return None


def _about(text: str, today: int) -> str | None:
    match = re.fullmatch(r"(?:c\.|ca\.?|circa|around|about|approximately) ?(.+)", text)
    if match is None:
        return None
    inner = _inner(match.group(1), today)
    return f"{inner}~" if re.fullmatch(r"-?[0-9X]{4}(-[0-9]{2}){0,2}", inner) else None


# --- parts of years and eras -----------------------------------------------------------------------------------------


def _masked(text: str, today: int) -> str | None:
    return text.upper() if re.fullmatch(r"-?[0-9x]{4}(?:-[0-9x]{2}){0,2}[~?%]?", text) and "x" in text else None


_PARTS = re.compile(r"([0-9]{4})[- ]?([qh])([1-4])|([qh])([1-4])[ -/]([0-9]{4})")


def _part(text: str, today: int) -> str | None:
    match = _PARTS.fullmatch(text)
    if match is None:
        if re.fullmatch(r"[qh][1-4]", text):
            raise _which_year(text)
        return None
    year, part, number = match.group(1, 2, 3) if match.group(1) else match.group(6, 4, 5)
    if part == "h" and int(number) > 2:
        return None
    return f"{year}-{int(number) + (32 if part == 'q' else 39)}"


def _which_year(text: str) -> Ambiguous:
    return Ambiguous(f"'{text}' has no year", f"write the year too: '{text} 2024'")


_BCE = r"(?:b\.? ?c\.?(?: ?e\.?)?)"
_CE = r"(?:c\.? ?e\.?|a\.? ?d\.?)"
_ERA = re.compile(rf"([0-9]{{1,5}}) ?{_BCE}|{_BCE} ([0-9]{{1,5}})|([0-9]{{1,4}}) ?{_CE}|a\.? ?d\.? ([0-9]{{1,4}})")


def _era(text: str, today: int) -> str | None:
    match = _ERA.fullmatch(text)
    if match is None:
        return None
    before = match.group(1) or match.group(2)
    year = 1 - int(before) if before else int(match.group(3) or match.group(4))
    if year == (1 if before else 0) or not -9999 <= year <= 9999:
        return None
    return iso_year(year)


_DATED_ERA = re.compile(
    rf"(?:([0-9]{{1,2}})(?:\.|st|nd|rd|th)?(?: of)? )?([^\W\d_]{{3,}})\.? ([0-9]{{1,5}} ?(?:{_BCE}|{_CE}))"
)


def _dated_era(text: str, today: int) -> str | None:
    """Read a month, or a day of it, in a year with its era: ``15 March 44 BCE``."""
    match = _DATED_ERA.fullmatch(text)
    year = _era(match.group(3), today) if match else None
    month = month_of(match.group(2)) if match and year else None
    if match is None or month is None:
        return None
    return f"{year}-{month:02d}" + (f"-{int(match.group(1)):02d}" if match.group(1) else "")


def _decade(text: str, today: int) -> str | None:
    if re.search(r"\b(?:[0-9]{1,2}(?:st|nd|rd|th)|[a-z]+(?:st|nd|rd|th)) century\b", text):
        raise Ambiguous(f"'{text}' is counted in two ways", "write the years: 1801..1900, or 18XX for 1800 to 1899")
    match = re.fullmatch(r"(?:the )?'?([0-9]{2,4}?)0'?s", text)
    if match is None:
        return None
    if len(match.group(1)) == 3 and match.group(1).endswith("0"):
        century = match.group(1)[:2]
        raise Ambiguous(
            f"'{text}' is a decade or a century", f"write {century}0X for the decade, {century}XX for the century"
        )
    if len(match.group(1)) != 3:
        return None
    return f"{match.group(1)}X"


def _vague(text: str, today: int) -> str | None:
    """Refuse what lacks its year or its century, and say so; it comes last."""
    if re.fullmatch(r"(?:the )?'?[0-9]0'?s", text):
        raise Ambiguous(
            f"'{text}' has no century", f"write 19{text.strip(chr(39)).removeprefix('the ')[0]}X or the like"
        )
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) == 1 and re.fullmatch(r"(?:[0-9]{1,2}(?:\.|st|nd|rd|th)? )?[^\W\d_]+\.?(?: [0-9]{1,2})?", text):
        if words[0] in _WEEKDAYS:
            raise Ambiguous(f"'{text}' does not say which one", "write the day: 2024-03-19, or 'yesterday'")
        if (len(words[0]) > 3 and month_of(words[0])) or english(words[0]):
            raise _which_year(text)
    return None


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# --- seasons and relative dates --------------------------------------------------------------------------------------

_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_SEASON = re.compile(rf"(?:({'|'.join(_SEASONS)})(?: of)? ([0-9]{{4}})|([0-9]{{4}}) ({'|'.join(_SEASONS)}))")


def _season(text: str, today: int) -> str | None:
    if text in _SEASONS:
        raise _which_year(text)
    if match := _SEASON.fullmatch(text):
        return f"{match.group(2) or match.group(3)}-{_SEASONS[match.group(1) or match.group(4)]}"
    match = re.fullmatch(rf"(last|this|next) ({'|'.join(_SEASONS)})", text)
    if match is None:
        return None
    code = _SEASONS[match.group(2)]
    this = civil(today)[0]
    spans = [parse(f"{iso_year(year)}-{code}") for year in range(this - 2, this + 3)]
    if match.group(1) == "last":
        return max((span for span in spans if span.last_day < today), key=lambda span: span.last_day).text
    if match.group(1) == "next":
        return min((span for span in spans if span.first_day > today), key=lambda span: span.first_day).text
    current = [span for span in spans if span.first_day <= today <= span.last_day]
    return current[0].text if current else f"{iso_year(this)}-{code}"


_UNITS = r"(day|week|month|quarter|year|decade)"
_WORDS = "a two three four five six seven eight nine ten"
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(), 1)} | {"an": 1, "one": 1}
_NUMBER = rf"([0-9]{{1,4}}|{'|'.join(_NUMBERS)})"
_AGO = re.compile(rf"{_NUMBER} {_UNITS}s? ago|in {_NUMBER} {_UNITS}s?")
_DAYS = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}


def _relative(text: str, today: int) -> str | None:
    if text in _DAYS:
        return iso_day(today + _DAYS[text])
    if match := re.fullmatch(r"(last|this|next) (week|month|quarter|year)", text):
        return _shifted(today, {"last": -1, "this": 0, "next": 1}[match.group(1)], match.group(2), whole_week=True)
    if match := _AGO.fullmatch(text):
        word = match.group(1) or match.group(3)
        number = int(word) if word.isdigit() else _NUMBERS[word]
        return _shifted(today, -number if match.group(1) else number, match.group(2) or match.group(4))
    return None


def _shifted(today: int, count: int, unit: str, whole_week: bool = False) -> str | None:
    """Move by whole units, and be as precise as the unit: a year ago is a year, a week ago is a day."""
    year, month, _ = civil(today)
    if unit == "day":
        return iso_day(today + count)
    if unit == "week":
        monday = today - (today + 3) % 7 + 7 * count  # day 0 was a Thursday
        return f"{iso_day(monday)}/{iso_day(monday + 6)}" if whole_week else iso_day(today + 7 * count)
    if unit == "year":
        return iso_year(year + count) if -9999 <= year + count <= 9999 else None
    if unit == "decade":
        return None
    months = year * 12 + month - 1 + count * (3 if unit == "quarter" else 1)
    shown, index = divmod(months, 12)
    return f"{iso_year(shown)}-{index // 3 + 33}" if unit == "quarter" else f"{iso_year(shown)}-{index + 1:02d}"


# --- figures and names -----------------------------------------------------------------------------------------------

_FIGURES = re.compile(
    r"(?P<y>[0-9]{4})(?P<s1>[-/.])(?P<m>[0-9]{1,2})(?P=s1)(?P<d>[0-9]{1,2})"
    r"|(?P<a>[0-9]{1,2})(?P<s2>[-/.]) ?(?P<b>[0-9]{1,2})(?P=s2) ?(?P<c>[0-9]{4}|[0-9]{2})\.?"
    r"|(?P<basic>[0-9]{8})"
)


def _figures(text: str, today: int) -> str | None:
    match = _FIGURES.fullmatch(text)
    if match is None:
        return None
    if basic := match["basic"]:
        return _day(basic[:4], basic[4:6], basic[6:])
    if match["y"]:
        return _day(match["y"], match["m"], match["d"])
    first, second, year = match["a"], match["b"], match["c"]
    if len(year) == 2:
        raise Ambiguous(f"'{text}' does not say which century", "write the year with four digits")
    if match["s2"] == ".":
        return _day(year, second, first)
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    if not (1 <= int(first) <= 12 and 1 <= int(second) <= 12):
        return None
    readings = f"{year}-{second.zfill(2)}-{first.zfill(2)} or {year}-{first.zfill(2)}-{second.zfill(2)}"
    raise Ambiguous(f"'{text}' is {readings}", "write the one that is meant")


def _day(year: str, month: str, day: str) -> str:
    if not 1 <= int(month) <= 12:
        raise DateError(f"there is no month {month} in a year", "write YYYY-MM-DD")
    return parse(f"{year}-{month.zfill(2)}-{day.zfill(2)}").text


_WORD = r"(?P<word>[^\W\d_]{3,})\.?"
_AFTER_DAY = r"(?:\.|st|nd|rd|th|er|º)?(?: of| de)?"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:the )?(?P<day>[0-9]{{1,2}}){_AFTER_DAY} {_WORD},?(?: de)? (?P<year>[0-9]{{4}})\.?(?: г\.?| года)?",
        rf"(?P<day>[0-9]{{1,2}})-{_WORD}-(?P<year>[0-9]{{4}})",
        rf"{_WORD} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})",
        rf"{_WORD},?(?: of)? (?P<year>[0-9]{{4}})\.?",
        rf"(?P<year>[0-9]{{4}}),? {_WORD}(?: (?P<day>[0-9]{{1,2}}))?",
    )
)
_NO_CENTURY = re.compile(r"(?:[0-9]{1,2}\.? )?(?P<word>[^\W\d_]{3,})\.?(?: [0-9]{1,2},?)? '?[0-9]{2}")


def _named(text: str, today: int) -> str | None:
    if (short := _NO_CENTURY.fullmatch(text)) and month_of(short["word"]):
        raise Ambiguous(f"'{text}' does not say which century", "write the year with four digits")
    for pattern in _NAMED:
        match = pattern.fullmatch(text)
        month = month_of(match["word"]) if match else None
        if match and month:
            day = match.groupdict().get("day")
            return _day(match["year"], str(month), day) if day else f"{match['year']}-{month:02d}"
    return None
