"""Hypothesis strategies for what tests of every part need: EDTF texts, dates, events."""

from __future__ import annotations

import calendar
import string

from hypothesis import strategies as st

from timeline.errors import DateError
from timeline.lexicon.kinds import kinds
from timeline.model.day import iso_year
from timeline.model.edtf import parse
from timeline.model.event import Event, Participant, Place, Source
from timeline.model.when import When

# --- EDTF ------------------------------------------------------------------------------------------------------------

years = st.one_of(
    st.integers(1990, 2030),
    st.integers(-9999, 9999),
    st.sampled_from([-9999, -400, -100, -4, -1, 0, 1, 4, 100, 1600, 1900, 2000, 9998, 9999]),
)
qualifiers = st.sampled_from(["", "?", "~", "%"])


def month_length(year: int, month: int) -> int:
    """Count a month's days by the standard library's rule, which holds for any year."""
    return (31, 29 if calendar.isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


@st.composite
def plain_days(draw: st.DrawFn, years: st.SearchStrategy[int] = years) -> str:
    """Draw a day that exists: ``2008-02-17``."""
    year, month = draw(years), draw(st.integers(1, 12))
    return f"{iso_year(year)}-{month:02d}-{draw(st.integers(1, month_length(year, month))):02d}"


@st.composite
def plain_dates(draw: st.DrawFn, years: st.SearchStrategy[int] = years) -> str:
    """Draw a year, a month or a day."""
    return draw(plain_days(years)).rsplit("-", draw(st.integers(0, 2)))[0]


@st.composite
def groupings(draw: st.DrawFn, years: st.SearchStrategy[int] = years) -> str:
    """Draw a season, a quarter, a quadrimester or a half of a year, 21 to 41."""
    return f"{iso_year(min(draw(years), 9998))}-{draw(st.integers(21, 41))}"


@st.composite
def masked_dates(draw: st.DrawFn, years: st.SearchStrategy[int] = years, digits: int = 8) -> str:
    """Draw a date with up to so many digits unknown. It was cut out of a real one, so that a day matches it."""
    whole = draw(plain_dates(years))
    places = [place for place, sign in enumerate(whole) if sign != "-"]
    hidden = draw(st.sets(st.sampled_from(places), min_size=1, max_size=digits))
    text = "".join("X" if place in hidden else sign for place, sign in enumerate(whole))
    return "0000" + text[5:] if text.startswith("-0000") else text


@st.composite
def qualified_dates(draw: st.DrawFn) -> str:
    """Draw a date with a qualifier at the left or at the right of each part, or at none."""
    text = draw(st.one_of(plain_dates(), masked_dates(), groupings()))
    sign, parts = ("-", text[1:].split("-")) if text.startswith("-") else ("", text.split("-"))
    shown = []
    for part in [sign + parts[0], *parts[1:]]:
        mark = draw(qualifiers)
        shown.append(mark + part if draw(st.booleans()) else part + mark)
    return "-".join(shown)


@st.composite
def timed_days(draw: st.DrawFn) -> str:
    """Draw a day with a time of day."""
    hour, minute, second = draw(st.integers(0, 23)), draw(st.integers(0, 59)), draw(st.integers(0, 59))
    zone = draw(st.sampled_from(["", "Z", "+01", "-04:30", "+14:00"]))
    return f"{draw(plain_days())}T{hour:02d}:{minute:02d}:{second:02d}{zone}"


simple_dates = st.one_of(plain_dates(), groupings(), masked_dates(), qualified_dates())


def in_order(left: str, right: str) -> tuple[str, str]:
    """Give two dates so that the second does not end before the first begins."""
    return (right, left) if parse(right).last_day < parse(left).first_day else (left, right)


@st.composite
def intervals(draw: st.DrawFn, ends: st.SearchStrategy[str] = simple_dates) -> str:
    """Draw an interval, now and then with an open or unknown end."""
    left, right = in_order(draw(ends), draw(ends))
    form = draw(st.sampled_from(["{0}/{1}", "{0}/{1}", "{0}/..", "../{1}", "{0}/", "/{1}"]))
    return form.format(left, right)


@st.composite
def sets(draw: st.DrawFn, members: st.SearchStrategy[str] = simple_dates) -> str:
    """Draw a set, one of or all of its members, with ranges and open ends."""
    ranges = st.tuples(members, members).map(lambda pair: "..".join(in_order(*pair)))
    items = draw(st.lists(st.one_of(members, members, ranges), min_size=1, max_size=4))
    if ".." not in items[0] and draw(st.integers(0, 9)) == 0:
        items[0] = f"..{items[0]}"
    if ".." not in items[-1] and draw(st.integers(0, 9)) == 0:
        items[-1] = f"{items[-1]}.."
    return draw(st.sampled_from(["[{}]", "{{{}}}"])).format(",".join(items))


edtf = st.one_of(simple_dates, timed_days(), intervals(), sets())
"""An EDTF text of any form that is supported."""

edtf_like = st.text("0123456789X-?~%/.,[]{}TZ:+YSE ", max_size=14)
"""A text of the signs of EDTF, and most likely no date."""

whens = edtf.map(parse)
day_whens = plain_days().map(parse)


def is_date(text: str) -> bool:
    """Say whether a text is read as EDTF."""
    try:
        parse(text)
    except DateError:
        return False
    return True


# --- events ----------------------------------------------------------------------------------------------------------

SIGNS = string.ascii_letters + string.digits + string.punctuation + "    ćčžšđЂЈљŠÇğİıŞößΣé–—„“…№€漢字ع🎉"
NASTY = (
    "NO", "no", "on", "off", "yes", "true", "null", "~", "2014", "0123", "-0043", "1e3", "0x10", "1_000", ".5", "5.",
    "nan", ".inf", "2014-02-30", "12:30", "a: b", "a #b", "- a", "'", '"', "{a: b}", "[a]", "&a", "*a", "!a", "@a", "`",
    "%a", "? a", ": a", "|", ">", "---", "...", "\\n", "<<", "=1+1", "@SUM(A1)", "a, b", 'a "b" c', "it's", "a; b",
    "<b>&amp;</b>", "a|b", "[link](x)", "*bold*", "# head", "İstanbul", "Вучић", "Đorđe", "straße", "a\u00a0b",
)  # fmt: skip
"""Texts that one format or another takes for something else."""


def lines(max_size: int = 40) -> st.SearchStrategy[str]:
    """Draw one line of text, without space at its ends, now and then a nasty one."""
    plain = st.text(SIGNS, min_size=1, max_size=max_size).map(str.strip).filter(bool)
    return st.one_of(plain, st.sampled_from(NASTY))


paragraphs = st.lists(lines(), min_size=1, max_size=3).map("\n".join)
ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,12}", fullmatch=True)
optional_lines = st.none() | lines()

# Names as long as these are in no registry by accident; those with an id are in the shipped one.
_strangers = st.builds(
    Participant,
    name=st.text(SIGNS, min_size=12, max_size=30).map(str.strip).filter(lambda name: len(name) > 8),
    role=st.sampled_from(["source", "target", "other"]),
    office=optional_lines,
)
_known = st.builds(
    lambda pair, role: Participant(*pair, role),
    st.sampled_from([("Serbia", "SRB"), ("Србија", "SRB"), ("Turkey", "TUR"), ("Kosovo", "XKX")]),
    st.sampled_from(["source", "target", "other"]),
)
participants = st.one_of(_strangers, _known)
places = st.builds(
    Place,
    name=lines(),
    country=st.none() | st.sampled_from(["RS", "TR", "XK", "XKX"]),
    lat=st.none() | st.floats(-90, 90).map(lambda number: round(number, 4) + 0.0),
    lon=st.none() | st.floats(-180, 180).map(lambda number: round(number, 4) + 0.0),
    precision=st.none() | st.sampled_from(["city", "country"]),
)
sources = st.builds(
    Source,
    url=st.none() | st.from_regex(r"https?://[a-z]{1,9}\.(org|rs)/[a-z0-9?=&#%-]{0,12}", fullmatch=True),
    publisher=optional_lines,
    published=st.none() | day_whens,
    quote=optional_lines,
    date=st.none() | whens,
    note=st.none() | paragraphs,
    contradicts=st.booleans(),
) | st.builds(Source, seed=st.from_regex(r"[a-z0-9_]{1,8}\.txt", fullmatch=True), quote=optional_lines)
_links = st.dictionaries(
    st.sampled_from(["part-of", "follows", "same-as", "distinct-from"]),
    st.lists(ids, min_size=1, max_size=2, unique=True),
    max_size=2,
).map(lambda links: tuple((relation, target) for relation, targets in links.items() for target in targets))
_extras = st.fixed_dictionaries(
    {},
    optional={
        "goldstein": st.floats(-10, 10).map(lambda number: round(number, 1) or 1.0),
        "native": st.just({"system": "CAMEO", "code": "042"}),
        "fatalities": st.fixed_dictionaries({"low": st.integers(0, 5), "high": st.integers(5, 9)}),
    },
)


def events(whens: st.SearchStrategy[When] = whens) -> st.SearchStrategy[Event]:
    """Draw events with everything that one can have."""
    return st.builds(
        Event,
        id=ids,
        when=whens,
        title=lines(),
        kind=st.sampled_from(list(kinds())),
        sources=st.lists(sources, min_size=1, max_size=2).map(tuple),
        status=st.sampled_from(["occurred", "ongoing", "expected", "hypothetical", "denied", "cancelled"]),
        summary=st.none() | paragraphs,
        mode=optional_lines,
        checked=st.none() | day_whens,
        count=st.none() | st.integers(2, 900),
        actors=st.lists(participants, max_size=3).map(tuple),
        place=st.none() | places,
        confidence=st.none() | st.sampled_from(["high", "medium", "low"]),
        tags=st.lists(lines(12), max_size=2).map(tuple),
        note=st.none() | paragraphs,
        links=_links,
        extra=_extras,
    )


def event_lists(max_size: int = 6, whens: st.SearchStrategy[When] = whens) -> st.SearchStrategy[list[Event]]:
    """Draw events of which no two have the same id."""
    return st.lists(events(whens), max_size=max_size, unique_by=lambda event: event.id)
