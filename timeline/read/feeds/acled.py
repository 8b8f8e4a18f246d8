"""ACLED, Armed Conflict Location and Event Data: political violence, protest and what bears on them.

``event_date`` is a day, ISO or as "28 December 2022"; ``time_precision`` says how well it is known. By the codebook, 1
is the day; 2 a week or a weekend, of which the date is the middle, so three days to either side hold it; 3 a month,
which the date lies in: its middle, or its first or last day. A date written in figures with strokes is refused: nobody
can tell whether the day or the month stands first.

Types are read with subtypes and, of files until 2018, without; ``inter1`` and ``inter2`` as words and as numbers. The
two actors of a row have no direction in ACLED: ``source`` and ``target`` are the first and the second. Nameless ones
("Unidentified Armed Group (Serbia)") are left out of the actors and stand in the title.

Columns and codes: ACLED Codebook, as the pages of acledR, ACLED's own package, explain it; "Guide to 2023 ACLED Column
Changes".
"""

from __future__ import annotations

from timeline.read.feeds import Layout
from timeline.read.feeds._macros import quoted

ABOUT = "ACLED, political violence and protest; CSV with a header, types and actor codes old and new"
PUBLISHER = "ACLED"
TERMS = "its own terms of use: registration, attribution, rows not to be passed on"
DELIMITER = ","
QUOTED = True
FACETS = None

NAMES = (
    "data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "year", "time_precision", "disorder_type",
    "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "region", "country", "iso3", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
LAYOUTS = (
    Layout(
        NAMES,
        header=True,
        aliases={
            "time_precision": ("time_precision", "time_prec"),
            "assoc_actor_1": ("assoc_actor_1", "ally_actor_1"),
            "assoc_actor_2": ("assoc_actor_2", "ally_actor_2"),
            "geo_precision": ("geo_precision", "geo_precis"),
            "source_scale": ("source_scale", "source scale"),
        },
        required=("event_id_cnty", "event_date", "event_type", "actor1"),
        delimiters=(";",),
    ),
)
CODES = "acled"

_STATE = r"^(?:Government|[A-Z][A-Za-z]+ Forces|[A-Z][A-Za-z]+ Guard) of (?:the )?([^(]*[^( ])"
_BRACKET = r"\(([^()0-9]+)\)"
_BY_NAME = {
    "MIL": "Military Forces", "COP": "Police Forces", "GOV": "Government of", "OPP": "Protesters", "CVL": "Civilians",
    "LAB": "Labor Group", "EDU": "Teachers", "JRN": "Journalists", "REF": "Refugees", "AGR": "Farmers",
    "HLH": "Health Workers",
}  # fmt: skip


def _sector(name: str, inter: str) -> str:
    """Give the sector that a name begins with, and of other names the one that the actor's type tells."""
    cases = " ".join(
        f"WHEN starts_with({name}, {quoted(start)}) THEN {quoted(sector)}" for sector, start in _BY_NAME.items()
    )
    return f"CASE {cases} WHEN {inter} IN ('1', 'state forces') THEN 'GOV' ELSE acled_sectors([{inter}]) END"


def _extract(name: str, pattern: str) -> str:
    return f"lower(nullif(regexp_extract({name}, {quoted(pattern)}, 1), ''))"


SELECT = f"""
WITH named AS (SELECT lower(code) AS code, country FROM countries WHERE system = 'name'),
numbered AS (SELECT code, country FROM countries WHERE system = 'iso-numeric'),
kinds AS (SELECT lower(code) AS code, kind, mode FROM codes),
fields AS (
    SELECT CAST(line AS BIGINT) AS line, whole(event_id_cnty) AS native_id, one_line(event_type) AS event_type,
        one_line(sub_event_type) AS sub_event_type, whole(time_precision) AS prec,
        coalesce(day_of(event_date), CAST(TRY_STRPTIME(
            regexp_extract(trim(event_date), '^\\d{{1,2}}[ -][A-Za-z]+[ -](?:19|20)\\d{{2}}$'),
            ['%d %B %Y', '%d %b %Y', '%d-%B-%Y', '%d-%b-%Y']) AS DATE)) AS day,
        one_line(event_date) AS dated, one_line(actor1) AS actor1, one_line(actor2) AS actor2,
        one_line(assoc_actor_1) AS assoc1, one_line(assoc_actor_2) AS assoc2, lower(whole(inter1)) AS inter1,
        lower(whole(inter2)) AS inter2, regexp_replace(whole(iso), '^0+', '') AS iso,
        one_line(country) AS place_country,
        nullif(concat_ws(', ', one_line(admin3), one_line(admin2), one_line(admin1)), '') AS admin,
        one_line(location) AS location, latitude, longitude, degrees(latitude, latitude, longitude) AS lat,
        degrees(longitude, latitude, longitude) AS lon, whole(geo_precision) AS geo_precision,
        one_line(source) AS told, notes, fatalities, count_of(fatalities) AS dead, tags,
        lower(one_line(civilian_targeting)) AS targeting
    FROM raw
),
dated AS (
    SELECT *,
        CASE prec WHEN '2' THEN day - 3 WHEN '3' THEN CAST(date_trunc('month', day) AS DATE) ELSE day END AS first,
        CASE prec WHEN '2' THEN day + 3 WHEN '3' THEN last_day(day) ELSE day END AS last,
        {_extract("actor1", _STATE)} AS state1, {_extract("actor1", _BRACKET)} AS bracket1,
        {_extract("actor2", _STATE)} AS state2, {_extract("actor2", _BRACKET)} AS bracket2
    FROM fields
),
found AS (
    SELECT dated.*, coalesce(precise.kind, rough.kind) AS kind, coalesce(precise.mode, rough.mode) AS mode,
        sub_event_type IS NOT NULL AND precise.kind IS NULL AS rough_only,
        coalesce(s1.country, b1.country) AS country1, coalesce(s2.country, b2.country) AS country2,
        coalesce(site.country, site_named.country) AS place_code
    FROM dated
    LEFT JOIN kinds AS precise ON precise.code = lower(sub_event_type)
    LEFT JOIN kinds AS rough ON rough.code = lower(event_type)
    LEFT JOIN named AS s1 ON s1.code = state1
    LEFT JOIN named AS b1 ON b1.code = bracket1
    LEFT JOIN named AS s2 ON s2.code = state2
    LEFT JOIN named AS b2 ON b2.code = bracket2
    LEFT JOIN numbered AS site ON site.code = iso
    LEFT JOIN named AS site_named ON site_named.code = lower(place_country)
)
SELECT line,
    CASE
        WHEN native_id IS NULL THEN 'no-id'
        WHEN kind IS NULL THEN 'unknown-code'
        WHEN day IS NULL THEN 'bad-date'
    END AS problem,
    known([
        CASE WHEN coalesce(latitude, longitude) IS NOT NULL AND lat IS NULL THEN 'bad-coordinate' END,
        CASE WHEN fatalities IS NOT NULL AND dead IS NULL THEN 'bad-count' END,
        CASE WHEN coalesce(prec, '') NOT IN ('1', '2', '3') THEN 'no-precision' END,
        CASE WHEN rough_only THEN 'unknown-subtype' END
    ]) AS oddities,
    event_id('acled', native_id) AS id,
    native_id,
    CAST(NULL AS VARCHAR) AS mirror,
    within(first, last) AS date,
    first,
    last,
    concat_ws(', ', concat_ws(': ', coalesce(sub_event_type, event_type),
        nullif(concat_ws(' – ', actor1, actor2), '')), location) AS title,
    kind,
    mode,
    coalesce(sub_event_type, event_type) AS code,
    'ACLED' AS system,
    nullif(trim(notes), '') AS summary,
    nullif(concat_ws('; ', 'in ' || admin,
        CASE WHEN prec IN ('2', '3') THEN 'event_date ' || dated || ', time_precision ' || prec END), '') AS note,
    CAST(NULL AS VARCHAR) AS confidence,
    parts(tags, ';').list_concat(known([targeting])) AS tags,
    known([
        CASE WHEN actor1 IS NOT NULL AND actor1 NOT LIKE 'Unidentified%' THEN {{
            'name': actor1, 'country': country1, 'sector': {_sector("actor1", "inter1")},
            'code': CAST(NULL AS VARCHAR), 'role': 'source'
        }} END,
        CASE WHEN actor2 IS NOT NULL AND actor2 NOT LIKE 'Unidentified%' THEN {{
            'name': actor2, 'country': country2, 'sector': {_sector("actor2", "inter2")},
            'code': CAST(NULL AS VARCHAR), 'role': 'target'
        }} END
    ]).list_concat(CASE WHEN coalesce(assoc1, assoc2) IS NULL THEN [] ELSE list_transform(
        list_filter(parts(concat_ws(';', assoc1, assoc2), ';'), lambda one: one NOT LIKE 'Unidentified%'),
        lambda one: {{
            'name': one,
            -- nearly always the country where it happened; another is found by the name, or not at all
            'country': CASE lower(place_country) WHEN {_extract("one", _STATE)} THEN place_code
                WHEN {_extract("one", _BRACKET)} THEN place_code END,
            'sector': {_sector("one", "CAST(NULL AS VARCHAR)")},
            'code': CAST(NULL AS VARCHAR), 'role': 'other'
        }}) END) AS actors,
    place_of(location, place_country, place_code, lat, lon,
        CASE geo_precision WHEN '1' THEN 'exact' WHEN '2' THEN 'near' WHEN '3' THEN 'region' END) AS place,
    list_transform(CASE WHEN len(parts(told, ';')) = 0 THEN ['{PUBLISHER}'] ELSE parts(told, ';') END, lambda one: {{
        'url': CASE WHEN one LIKE 'http%://%' THEN one END,
        'publisher': CASE WHEN one NOT LIKE 'http%://%' THEN one END,
        'published': CAST(NULL AS VARCHAR),
        'quote': CAST(NULL AS VARCHAR),
        'note': CAST(NULL AS VARCHAR)
    }}) AS sources,
    CASE WHEN dead IS NOT NULL THEN {{'low': CAST(NULL AS INTEGER), 'best': dead, 'high': CAST(NULL AS INTEGER)}} END
        AS fatalities,
    CAST(NULL AS VARCHAR) AS goldstein
FROM found
"""
