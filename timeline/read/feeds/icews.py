"""ICEWS coded event data, 1995 to 2023: who did what to whom, coded by machine from news.

A row is an event that a sentence of a story tells; ``Event Date`` is a day. A field without a value is the word
``NA``. Kinds are CAMEO codes; sectors are words, which become PLOVER's where they mean one.

Acts that two do together are stored twice, the second time with source and target exchanged: talks as they are, a
visit as 042 of the guest and 043 of the host. Such rows have the same ``mirror``: date, story, sentence, both actors in
any order, the kind of act, and which one of several in the same order it is, so that no row meets a second one of its
own direction. Fighting and accusing are not of them: what both did to each other is two events.

Columns: ICEWS Coded Event Data Read Me (Boschee and others, Dataverse).
"""

from __future__ import annotations

from timeline.read.feeds import Layout
from timeline.read.feeds._macros import quoted

ABOUT = "ICEWS coded events, 1995 to 2023; tab-separated, 20 columns, with a header"
PUBLISHER = "ICEWS"
TERMS = "terms of its Dataverse, to be cited; not to be passed on"
DELIMITER = "\t"
QUOTED = False
FACETS = None

NAMES = (
    "event_id", "event_date", "source_name", "source_sectors", "source_country", "event_text", "cameo_code",
    "intensity", "target_name", "target_sectors", "target_country", "story_id", "sentence_number", "publisher", "city",
    "district", "province", "country", "latitude", "longitude",
)  # fmt: skip
LAYOUTS = (
    Layout(
        NAMES,
        header=True,
        aliases={name: (name.replace("_", " "), name) for name in NAMES if "_" in name},
        required=("event_id", "event_date", "source_name", "cameo_code", "target_name"),
    ),
)
CODES = "cameo"

_TOGETHER = (
    "030", "031", "0311", "0312", "0313", "0314", "032", "036", "037", "040", "041", "042", "043", "044", "046", "050",
    "057", "060", "061", "062", "063", "064",
)  # fmt: skip


def _field(name: str) -> str:
    return f"nullif(one_line({name}), 'NA') AS {name}"


_FIELDS = ", ".join(_field(name) for name in NAMES if name not in ("source_name", "target_name"))

SELECT = f"""
WITH named AS (SELECT lower(code) AS code, country FROM countries WHERE system = 'name'),
fields AS MATERIALIZED (
    SELECT CAST(line AS BIGINT) AS line, {_FIELDS},
        CASE WHEN one_line(source_name) NOT IN ('NA', 'Unspecified Actor') THEN one_line(source_name) END AS source,
        CASE WHEN one_line(target_name) NOT IN ('NA', 'Unspecified Actor') THEN one_line(target_name) END AS target
    FROM raw
),
-- a few thousand lists of sectors stand in millions of rows
lists AS (SELECT DISTINCT unnest([source_sectors, target_sectors]) AS words FROM fields),
sectors AS (SELECT words, icews_sectors(string_split(words, ',')) AS codes FROM lists),
ordered AS (
    SELECT *, day_of(event_date) AS day, whole(event_id) AS native_id,
        degrees(latitude, latitude, longitude) AS lat, degrees(longitude, latitude, longitude) AS lon,
        CASE WHEN source <> target AND day_of(event_date) IS NOT NULL AND story_id IS NOT NULL
            AND sentence_number IS NOT NULL AND cameo_code IN ({", ".join(quoted(code) for code in _TOGETHER)}) THEN
            concat_ws('|', event_date, story_id, sentence_number, CASE cameo_code
                -- guest and host, whoever of them the row is told of
                WHEN '042' THEN 'visit|' || source || '|' || target
                WHEN '043' THEN 'visit|' || target || '|' || source
                ELSE cameo_code || '|' || least(source, target) || '|' || greatest(source, target) END) END AS pair
    FROM fields
),
counted AS (
    SELECT *, pair || '|' || row_number() OVER (PARTITION BY pair, source ORDER BY line) AS mirror
    FROM ordered
)
SELECT line,
    CASE
        WHEN native_id IS NULL THEN 'no-id'
        WHEN codes.kind IS NULL THEN 'unknown-code'
        WHEN day IS NULL THEN 'bad-date'
    END AS problem,
    known([
        CASE WHEN coalesce(latitude, longitude) IS NOT NULL AND lat IS NULL THEN 'bad-coordinate' END,
        CASE WHEN intensity IS NOT NULL AND scale_of(intensity) IS NULL THEN 'bad-intensity' END,
        CASE WHEN source IS NULL AND target IS NULL THEN 'no-actor' END
    ]) AS oddities,
    event_id('icews', native_id) AS id,
    native_id,
    mirror,
    CAST(day AS VARCHAR) AS date,
    day AS first,
    day AS last,
    sentence(source, about, target) AS title,
    kind,
    mode,
    cameo_code AS code,
    'CAMEO' AS system,
    CAST(NULL AS VARCHAR) AS summary,
    CAST(NULL AS VARCHAR) AS note,
    CAST(NULL AS VARCHAR) AS confidence,
    CAST([] AS VARCHAR[]) AS tags,
    known([
        CASE WHEN source IS NOT NULL THEN {{
            'name': source, 'country': doer.country, 'sector': doers.codes,
            'code': CAST(NULL AS VARCHAR), 'role': 'source'
        }} END,
        CASE WHEN target IS NOT NULL THEN {{
            'name': target, 'country': other.country, 'sector': others.codes,
            'code': CAST(NULL AS VARCHAR), 'role': 'target'
        }} END
    ]) AS actors,
    place_of(coalesce(city, district, province), counted.country, site.country, lat, lon,
        CASE WHEN city IS NOT NULL THEN 'town' WHEN district IS NOT NULL THEN 'district'
            WHEN province IS NOT NULL THEN 'region' WHEN counted.country IS NOT NULL THEN 'country' END) AS place,
    [{{
        'url': CAST(NULL AS VARCHAR),
        'publisher': coalesce(publisher, '{PUBLISHER}'),
        'published': CAST(NULL AS VARCHAR),
        'quote': CAST(NULL AS VARCHAR),
        'note': nullif(concat_ws(', ', 'story ' || story_id, 'sentence ' || sentence_number), '')
    }}] AS sources,
    CAST(NULL AS STRUCT(low INTEGER, best INTEGER, high INTEGER)) AS fatalities,
    scale_of(intensity) AS goldstein
FROM counted
LEFT JOIN codes ON codes.code = cameo_code
LEFT JOIN sectors AS doers ON doers.words = source_sectors
LEFT JOIN sectors AS others ON others.words = target_sectors
LEFT JOIN named AS doer ON doer.code = lower(source_country)
LEFT JOIN named AS other ON other.code = lower(target_country)
LEFT JOIN named AS site ON site.code = lower(counted.country)
"""
