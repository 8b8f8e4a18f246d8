"""GDELT 1.0 and 2.0 event exports: tab-separated, without a header, 57, 58 or 61 columns, two widths in one file.

Columns and codes: the GDELT event codebooks of 1.0 and 2.0. A date is the day that GDELT gives (``SQLDATE``). A meeting
is stored from each side, ``A consults B`` and ``B consults A``, a visit as made and as received: rows of one page, one
day and one place that face each other are one event.
"""

from __future__ import annotations

from timeline.read.feeds import Facets, Layout

ABOUT = "GDELT 1.0 and 2.0 event exports (.CSV, .zip)"
PUBLISHER = "GDELT Project"
TERMS = "free for any use, with citation of and a link to the GDELT Project"
DELIMITER = "\t"
QUOTED = False
CODES = "cameo"
SELECT = ""


def _actor(number: int) -> tuple[str, ...]:
    fields = (
        "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
        "Type2Code", "Type3Code",
    )  # fmt: skip
    return tuple(f"Actor{number}{field}" for field in fields)


def _geo(prefix: str, *, second: bool) -> tuple[str, ...]:
    fields = ["Type", "FullName", "CountryCode", "ADM1Code", *(["ADM2Code"] if second else []), "Lat", "Long"]
    return tuple(f"{prefix}Geo_{field}" for field in [*fields, "FeatureID"])


def _names(*, second: bool, page: bool) -> tuple[str, ...]:
    return (
        "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *_actor(1), *_actor(2), "IsRootEvent",
        "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources",
        "NumArticles", "AvgTone", *_geo("Actor1", second=second), *_geo("Actor2", second=second),
        *_geo("Action", second=second), "DATEADDED", *(["SOURCEURL"] if page else []),
    )  # fmt: skip


LAYOUTS = (
    Layout(_names(second=False, page=True)),
    Layout(_names(second=False, page=False)),
    Layout(_names(second=True, page=True)),
)


def _party(number: int) -> str:
    name = f"Actor{number}"
    return f"""
SELECT line, coalesce({name}Name, {name}Code) AS name, countries.country AS country,
  nullif(concat_ws(' ', {name}Type1Code, {name}Type2Code, {name}Type3Code), '') AS sector, {name}Code AS code
FROM raw LEFT JOIN countries ON countries.system = 'cameo' AND countries.code = {name}CountryCode
"""


def _odd(conditions: dict[str, str]) -> str:
    cases = ", ".join(f"CASE WHEN {condition} THEN '{word}' END" for word, condition in conditions.items())
    return f"known([{cases}])"


_ODD_TIME = {
    "dated-over-a-year-before-it-was-added": "date_diff('day', day, added) > 366",
    "dated-after-it-was-added": "day > added",
    "bad-date-added": "added IS NULL",
}
_ODD_PLACE = {
    "bad-coordinate": "ActionGeo_Lat IS NOT NULL AND NOT on_globe",
    "unknown-country": "ActionGeo_CountryCode IS NOT NULL AND countries.country IS NULL",
}

FACETS = Facets(
    id="GLOBALEVENTID",
    address="SOURCEURL",
    time=f"""
WITH read AS (
  SELECT *, try_strptime(SQLDATE, '%Y%m%d')::DATE AS day, try_strptime(DATEADDED[:8], '%Y%m%d')::DATE AS added FROM raw)
SELECT line, CASE WHEN day IS NULL OR length(SQLDATE) <> 8 THEN 'bad-date' END AS problem,
  {_odd(_ODD_TIME)} AS oddities, NULL::VARCHAR AS date, day AS first, day AS last,
  CASE WHEN added IS NOT NULL THEN concat(DATEADDED[:4], '-', DATEADDED[5:6], '-', DATEADDED[7:8]) END AS published
FROM read
""",
    act="""
SELECT line, CASE WHEN codes.kind IS NULL THEN 'unknown-code' END AS problem, codes.kind AS kind, codes.mode AS mode,
  EventCode AS code, 'cameo' AS system, codes.about AS act, alone(codes.about) AS alone, EventCode[:2] = '04' AS facing
FROM raw LEFT JOIN codes ON codes.code = EventCode
""",
    source=_party(1),
    target=_party(2),
    place=f"""
WITH read AS (
  SELECT *, coalesce(abs(try_cast(ActionGeo_Lat AS DOUBLE)) <= 90 AND abs(try_cast(ActionGeo_Long AS DOUBLE)) <= 180,
    false) AS on_globe FROM raw)
SELECT line, {_odd(_ODD_PLACE)} AS oddities, ActionGeo_FullName AS name, countries.country AS country,
  CASE WHEN on_globe THEN ActionGeo_Lat END AS lat, CASE WHEN on_globe THEN ActionGeo_Long END AS lon,
  CASE ActionGeo_Type WHEN '1' THEN 'country' WHEN '2' THEN 'region' WHEN '3' THEN 'settlement'
                      WHEN '4' THEN 'settlement' WHEN '5' THEN 'region' END AS precision
FROM read LEFT JOIN countries ON countries.system = 'fips' AND countries.code = ActionGeo_CountryCode
""",
    page=f"""
WITH read AS (
  SELECT line, SOURCEURL, SOURCEURL[:4] = 'http' AS is_page,
    split_part(split_part(split_part(SOURCEURL, '/', 3), ':', 1), '?', 1) AS host
  FROM raw)
SELECT line, coalesce(is_page, false) AS is_page,
  CASE WHEN is_page THEN CASE WHEN starts_with(host, 'www.') THEN host[5:] ELSE host END
       ELSE coalesce(SOURCEURL, '{PUBLISHER}') END AS publisher
FROM read
""",
    scale=f"""
SELECT line, {_odd({"bad-goldstein": "GoldsteinScale IS NOT NULL AND coalesce(abs(scale) > 10, true)"})} AS oddities,
  CASE WHEN abs(scale) <= 10 THEN GoldsteinScale END AS goldstein
FROM (SELECT *, try_cast(GoldsteinScale AS DOUBLE) AS scale FROM raw)
""",
    mirror="""
SELECT line, concat_ws(chr(31), SQLDATE, SOURCEURL, least(Actor1Code, Actor2Code), greatest(Actor1Code, Actor2Code),
    CASE EventCode WHEN '043' THEN '042' ELSE EventCode END, ActionGeo_FullName) AS mirror,
  concat_ws(chr(31), Actor1Code, coalesce(Actor1Name, Actor1Code)) AS side
FROM raw
WHERE Actor1Code <> Actor2Code AND SOURCEURL[:4] = 'http'
""",
)
