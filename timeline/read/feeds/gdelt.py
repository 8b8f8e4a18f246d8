"""GDELT 1.0 and 2.0 event exports: tab-separated, without a header, 57, 58 or 61 columns, two widths in one file.

Columns and codes: the GDELT event codebooks of 1.0 and 2.0. A date is the day that GDELT gives (``SQLDATE``). A meeting
is stored from each side, ``A consults B`` and ``B consults A``, a visit as made and as received: rows of one page, one
day and one place that face each other are one event.
"""

from __future__ import annotations

from timeline.read.feeds import Layout

ABOUT = "GDELT 1.0 and 2.0 event exports (.CSV, .zip)"
PUBLISHER = "GDELT Project"
TERMS = "free for any use, with citation of and a link to the GDELT Project"
DELIMITER = "\t"
QUOTED = False
CODES = "cameo"
SINGLE = True


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
    CASE WHEN {name}Code IS NOT NULL OR {name}Name IS NOT NULL THEN
      {{'name': coalesce({name}Name, {name}Code), 'country': a{number}.country,
        'sector': nullif(concat_ws(' ', {name}Type1Code, {name}Type2Code, {name}Type3Code), ''),
        'code': {name}Code}} END"""


_ODD = {
    "dated-over-a-year-before-it-was-added": "date_diff('day', day, added) > 366",
    "dated-after-it-was-added": "day > added",
    "bad-date-added": "added IS NULL",
    "bad-coordinate": "ActionGeo_Lat IS NOT NULL AND coalesce(abs(lat) > 90 OR abs(lon) > 180, true)",
    "unknown-country": "ActionGeo_CountryCode IS NOT NULL AND geo.country IS NULL",
    "bad-goldstein": "GoldsteinScale IS NOT NULL AND coalesce(abs(scale) > 10, true)",
}
# Most rows have nothing odd, and a list takes time to make.
_ODDITIES = f"""CASE WHEN {" OR ".join(f"({condition})" for condition in _ODD.values())} THEN list_filter([
    {", ".join(f"CASE WHEN {condition} THEN '{word}' END" for word, condition in _ODD.items())}
  ], lambda x: x IS NOT NULL) END"""

SELECT = f"""
WITH read AS (
  SELECT *,
    try_strptime(SQLDATE, '%Y%m%d')::DATE AS day,
    try_strptime(DATEADDED[:8], '%Y%m%d')::DATE AS added,
    try_cast(ActionGeo_Lat AS DOUBLE) AS lat, try_cast(ActionGeo_Long AS DOUBLE) AS lon,
    try_cast(GoldsteinScale AS DOUBLE) AS scale,
    CASE WHEN SOURCEURL[:4] = 'http' THEN SOURCEURL END AS page,
    split_part(split_part(split_part(SOURCEURL, '/', 3), ':', 1), '?', 1) AS host
  FROM raw)
SELECT
  line,
  CASE WHEN GLOBALEVENTID IS NULL OR NOT regexp_full_match(GLOBALEVENTID, '[0-9]{{1,19}}') THEN 'no-id'
       WHEN day IS NULL OR length(SQLDATE) <> 8 THEN 'bad-date'
       WHEN codes.kind IS NULL THEN 'unknown-code' END AS problem,
  {_ODDITIES} AS oddities,
  'gdelt-' || GLOBALEVENTID AS id,
  GLOBALEVENTID AS native_id,
  CASE WHEN EventCode[:2] = '04' AND Actor1Code IS NOT NULL AND Actor2Code IS NOT NULL AND Actor1Code <> Actor2Code
            AND page IS NOT NULL
       THEN concat_ws(chr(31), SQLDATE, page, least(Actor1Code, Actor2Code), greatest(Actor1Code, Actor2Code),
                      CASE EventCode WHEN '043' THEN '042' ELSE EventCode END, ActionGeo_FullName) END AS mirror,
  NULL AS date,
  day AS first,
  day AS last,
  CASE WHEN coalesce(Actor2Name, Actor2Code) IS NULL THEN alone(codes.about) ELSE codes.about END AS act,
  codes.kind AS kind,
  codes.mode AS mode,
  EventCode AS code,
  'cameo' AS system,
  NULL AS summary,
  NULL AS note,
  NULL AS confidence,
  []::VARCHAR[] AS tags,
  {_party(1)} AS source,
  {_party(2)} AS target,
  CASE WHEN ActionGeo_FullName IS NOT NULL THEN {{
    'name': ActionGeo_FullName, 'country': geo.country,
    'lat': CASE WHEN abs(lat) <= 90 AND abs(lon) <= 180 THEN ActionGeo_Lat END,
    'lon': CASE WHEN abs(lat) <= 90 AND abs(lon) <= 180 THEN ActionGeo_Long END,
    'precision': CASE ActionGeo_Type WHEN '1' THEN 'country' WHEN '2' THEN 'region' WHEN '3' THEN 'settlement'
                                     WHEN '4' THEN 'settlement' WHEN '5' THEN 'region' END}} END AS place,
  page AS url,
  CASE WHEN page IS NULL THEN coalesce(SOURCEURL, '{PUBLISHER}')
       WHEN starts_with(host, 'www.') THEN host[5:] ELSE host END AS publisher,
  CASE WHEN added IS NOT NULL THEN concat(DATEADDED[:4], '-', DATEADDED[5:6], '-', DATEADDED[7:8]) END AS published,
  NULL AS fatalities,
  CASE WHEN abs(scale) <= 10 THEN GoldsteinScale END AS goldstein
FROM read
LEFT JOIN codes ON codes.code = EventCode
LEFT JOIN countries a1 ON a1.system = 'cameo' AND a1.code = Actor1CountryCode
LEFT JOIN countries a2 ON a2.system = 'cameo' AND a2.code = Actor2CountryCode
LEFT JOIN countries geo ON geo.system = 'fips' AND geo.code = ActionGeo_CountryCode
"""
