"""What the feeds' ``SELECT``s share, as macros of DuckDB: scalar and vectorised, so that no row meets Python.

``MACROS`` are run once on a connection before a feed's ``SELECT``. A feed writes text as it likes; here it is made
sure that a line is one line, a day a day and a coordinate on the globe. What is not is NULL, and the feed says so.
"""

from __future__ import annotations

from timeline.lexicon.feeds import sector_words


def quoted(text: str) -> str:
    """Write a text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def sectors(feed: str) -> str:
    """Give the body of a macro that turns a feed's ``words`` into PLOVER sectors, NULL where none stands for one."""
    words: dict[str, list[str]] = {}
    for word, sector in sector_words(feed):
        words.setdefault(sector, []).append(quoted(word))
    cases = ", ".join(
        f"CASE WHEN list_has_any(words, [{', '.join(several)}]) THEN '{sector}' END"
        for sector, several in words.items()
    )
    return f"nullif(concat_ws(' ', {cases}), '')"


_BODIES = {
    # A text without line ends and outer blanks; NULL where nothing is left. Most texts need nothing done, and to look
    # takes a tenth of the time.
    "one_line(value)": """CASE
        WHEN value = '' OR starts_with(value, ' ') OR ends_with(value, ' ')
            OR contains(value, chr(9)) OR contains(value, chr(10)) OR contains(value, chr(13))
        THEN nullif(trim(regexp_replace(value, '[\\t\\r\\n]', ' ', 'g')), '') ELSE value END""",
    # A whole number or a code as text: a table that once went through floating point has '214797.0' for 214797.
    "whole(value)": r"nullif(regexp_replace(trim(value), '^(-?\d+)\.0+$', '\1'), '')",
    # An id in the letters that an event's id may have.
    "event_id(feed, native)": "feed || '-' || regexp_replace(native, '[^A-Za-z0-9._:-]', '-', 'g')",
    # A day of 1900 to 2099 from ISO text, with or without a time of day behind it. What lies outside is a slip of the
    # pen (2919) or a program's idea of nothing (1753).
    "day_of(value)": r"""CASE WHEN regexp_full_match(trim(value), '(19|20)\d{2}-\d{2}-\d{2}([ T].*)?')
        THEN TRY_CAST(left(trim(value), 10) AS DATE) END""",
    # EDTF of what happened somewhere from day a to day z: a day, a month, a year, or the set of days of which one is
    # true. An interval would say that it lasted.
    "within(a, z)": """CASE
        WHEN a IS NULL OR z IS NULL OR a > z THEN NULL
        WHEN a = z THEN CAST(a AS VARCHAR)
        WHEN day(a) = 1 AND z = last_day(a) THEN left(CAST(a AS VARCHAR), 7)
        WHEN dayofyear(a) = 1 AND z = make_date(year(a), 12, 31) THEN left(CAST(a AS VARCHAR), 4)
        ELSE '[' || CAST(a AS VARCHAR) || '..' || CAST(z AS VARCHAR) || ']' END""",
    # One coordinate of a pair as published, where both are degrees on the globe.
    "degrees(value, lat, lon)": """CASE
        WHEN TRY_CAST(lat AS DOUBLE) BETWEEN -90 AND 90 AND TRY_CAST(lon AS DOUBLE) BETWEEN -180 AND 180
        THEN trim(value) END""",
    # Where it was: the place's name, with its country as written where that is none of ours; else the country; else the
    # coordinates. NULL where nothing of that is known.
    "place_of(name, written, country, lat, lon, precision)": """CASE
        WHEN coalesce(name, written, lat) IS NOT NULL THEN {
            'name': coalesce(name || CASE WHEN country IS NULL THEN coalesce(', ' || written, '') ELSE '' END, written,
                lat || ', ' || lon),
            'country': country, 'lat': lat, 'lon': lon, 'precision': precision } END""",
    # How many: a whole number from 0.
    "count_of(value)": """CASE
        WHEN TRY_CAST(value AS DOUBLE) >= 0 AND TRY_CAST(value AS DOUBLE) = floor(TRY_CAST(value AS DOUBLE))
        THEN TRY_CAST(TRY_CAST(value AS DOUBLE) AS INTEGER) END""",
    # A number on Goldstein's scale, as published.
    "scale_of(value)": "CASE WHEN TRY_CAST(value AS DOUBLE) BETWEEN -10 AND 10 THEN trim(value) END",
    # What was done, where nobody is known to whom: without the preposition.
    "alone(about)": "regexp_replace(about, ' (against|at|by|for|from|in|of|on|to|towards|with)$', '')",
    # "Serbia visited Kosovo".
    "sentence(source, about, target)": """coalesce(source, 'Somebody') || ' ' ||
        coalesce(about || ' ' || target, alone(about))""",
    # What of a list is there.
    "known(several)": "list_filter(several, lambda one: one IS NOT NULL)",
    # The parts of a text that is a list, without blanks around them and without empty ones.
    "parts(value, mark)": """list_filter(
        list_transform(string_split(coalesce(value, ''), mark), lambda one: trim(one)), lambda one: one <> '')""",
    "acled_sectors(words)": sectors("acled"),
    "icews_sectors(words)": sectors("icews"),
}

MACROS = "\n".join(f"CREATE OR REPLACE TEMP MACRO {head} AS {body};" for head, body in _BODIES.items())
"""The statements that define the macros, to be run before any ``SELECT`` of a feed."""
