"""UCDP GED, the Georeferenced Event Dataset of the Uppsala Conflict Data Program: organised violence since 1989.

A row is an event with at least one death. It happened on one day of ``date_start`` to ``date_end``; ``date_prec`` says
how well the day is known: 1 the day, 2 within two to six days, 3 within a week, 4 within a month, 5 within more than a
month to a year. The stretch is told by the two dates and becomes a day, a month, a year or a one-of set as it is.

The edition of 41 columns (without ``relid``, ``code_status``, the ``_dset_id`` columns, ``where_description`` and
``gwnoa``) and the one of 49 have a header; columns are found by it. Some monthly candidate files have none: their
columns are the 49 in this order. Codes may stand as ``214797.0``, dates with a time.

``side_a`` and ``side_b`` name several groups with commas between them where they fought together: each is an actor,
and the code of the alliance is then nobody's. Sources stand in ``source_article`` as ``"office,date,headline"``
joined by semicolons, until about 2013 as free text.

Columns and codes: UCDP GED Codebook, editions 17.1 to 25.1 (Högbladh).
"""

from __future__ import annotations

from timeline.read.feeds import Layout

ABOUT = "UCDP GED, deadly events of organised violence; CSV with a header, or of 49 columns without"
PUBLISHER = "Uppsala Conflict Data Program"
TERMS = "CC BY 4.0, to be cited as its page asks"
DELIMITER = ","
QUOTED = True
FACETS = None

NAMES = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
LAYOUTS = (
    Layout(
        NAMES,
        header=True,
        aliases={"best": ("best", "best_est"), "high": ("high", "high_est"), "low": ("low", "low_est")},
        required=("id", "type_of_violence", "side_a", "side_b", "date_prec", "date_start", "date_end"),
        delimiters=(";",),
    ),
    Layout(
        NAMES,
        told={
            "id": r"\d+(\.0+)?", "type_of_violence": "[123]", "date_start": r"\d{4}-\d\d-\d\d.*",
            "date_end": r"\d{4}-\d\d-\d\d.*",
        },
    ),
)  # fmt: skip
CODES = "ucdp"

_DAY = r"\d{4}-\d{2}-\d{2}"
_ARTICLE = rf"^\s*(.*?)\s*,\s*({_DAY})\s*,\s*(.*?)\s*$"

SELECT = rf"""
WITH named AS (SELECT lower(code) AS code, country FROM countries WHERE system = 'name'),
numbered AS (SELECT code, country FROM countries WHERE system = 'gw'),
fields AS (
    SELECT CAST(line AS BIGINT) AS line, whole(id) AS native_id, whole(type_of_violence) AS code,
        whole(date_prec) AS prec, day_of(date_start) AS first, day_of(date_end) AS last, one_line(side_a) AS side_a,
        one_line(side_b) AS side_b, whole(side_a_new_id) AS code_a, whole(side_b_new_id) AS code_b,
        whole(gwnoa) AS number_a, whole(gwnob) AS number_b, whole(country_id) AS place_number,
        one_line(country) AS place_country, whole(where_prec) AS where_prec,
        coalesce(one_line(where_coordinates), one_line(adm_2), one_line(adm_1)) AS place_name,
        latitude, longitude, degrees(latitude, latitude, longitude) AS lat,
        degrees(longitude, latitude, longitude) AS lon, coalesce(latitude, longitude) IS NOT NULL AS located,
        count_of(low) AS low, count_of(best) AS best, count_of(high) AS high,
        coalesce(low, best, high) IS NOT NULL AS counted, whole(event_clarity) AS clarity,
        one_line(conflict_name) AS conflict, one_line(source_original) AS original, one_line(code_status) AS status,
        one_line(where_description) AS described, one_line(source_office) AS office, one_line(source_date) AS dated,
        -- several articles are quoted one by one, a headline may have a semicolon of its own
        CASE WHEN source_article LIKE '"%'
            THEN string_split(regexp_replace(one_line(source_article), '^"|"$', '', 'g'), '";"')
            ELSE known([one_line(source_article)]) END AS articles
    FROM raw
),
found AS (
    SELECT fields.*, codes.kind, codes.mode, codes.about, coalesce(site.country, site_named.country) AS country,
        coalesce(named_a.country, a.country) AS country_a,
        coalesce(named_b.country, b.country) AS country_b,
        list_transform(
            CASE WHEN len(articles) = 0 THEN [coalesce(office, '')] ELSE articles END,
            -- an office has rarely a comma of its own, and the pattern that allows for one is slow
            lambda article: CASE
                WHEN split_part(article, ',', 2) SIMILAR TO '{_DAY}' THEN {{
                    'office': split_part(article, ',', 1), 'dated': split_part(article, ',', 2),
                    'headline': substr(article, strpos(article, ',') + 12)
                }}
                WHEN article SIMILAR TO '.*,\s*{_DAY}\s*,.*' THEN {{
                    'office': regexp_extract(article, '{_ARTICLE}', 1),
                    'dated': regexp_extract(article, '{_ARTICLE}', 2),
                    'headline': regexp_extract(article, '{_ARTICLE}', 3)
                }}
                WHEN len(articles) < 2 THEN {{
                    'office': office, 'dated': dated, 'headline': nullif(article, office)
                }}
                ELSE {{'office': NULL, 'dated': NULL, 'headline': article}} END
        ) AS told
    FROM fields
    LEFT JOIN codes ON codes.code = fields.code
    LEFT JOIN numbered AS site ON site.code = place_number
    LEFT JOIN named AS site_named ON site_named.code = lower(place_country)
    LEFT JOIN numbered AS a ON a.code = number_a
    LEFT JOIN numbered AS b ON b.code = number_b
    LEFT JOIN named AS named_a ON named_a.code = lower(substr(side_a, 15)) AND starts_with(side_a, 'Government of ')
    LEFT JOIN named AS named_b ON named_b.code = lower(substr(side_b, 15)) AND starts_with(side_b, 'Government of ')
),
done AS (
    SELECT *,
        list_transform(told, lambda one: {{
            'url': CAST(NULL AS VARCHAR),
            'publisher': coalesce(one_line(one.office), '{PUBLISHER}'),
            'published': CAST(day_of(one.dated) AS VARCHAR),
            'quote': CAST(NULL AS VARCHAR),
            'note': nullif(concat_ws(' ', one_line(one.headline),
                CASE WHEN day_of(one.dated) IS NULL THEN '(dated ' || one.dated || ')' END), '')
        }}) AS sources
    FROM found
)
SELECT line,
    CASE
        WHEN native_id IS NULL THEN 'no-id'
        WHEN kind IS NULL THEN 'unknown-code'
        WHEN first IS NULL OR last IS NULL THEN 'bad-date'
        WHEN first > last THEN 'start-after-end'
    END AS problem,
    known([
        CASE WHEN located AND lat IS NULL THEN 'bad-coordinate' END,
        CASE WHEN best > high THEN 'best-above-high' END,
        CASE WHEN low > best THEN 'low-above-best' END,
        CASE WHEN counted AND coalesce(low, best, high) IS NULL THEN 'bad-count' END,
        CASE WHEN (prec = '1') IS DISTINCT FROM (first = last) THEN 'precision-and-dates-differ' END,
        CASE WHEN len(list_filter(told, lambda one: day_of(coalesce(one.dated, '2000-01-01')) IS NULL)) > 0
            THEN 'bad-source-date' END
    ]) AS oddities,
    event_id('ucdp', native_id) AS id,
    native_id,
    CAST(NULL AS VARCHAR) AS mirror,
    within(first, last) AS date,
    first,
    last,
    concat_ws(', ', sentence(side_a, about, side_b), place_name) AS title,
    kind,
    mode,
    code,
    'UCDP' AS system,
    CAST(NULL AS VARCHAR) AS summary,
    nullif(concat_ws('; ', 'conflict: ' || conflict, 'first told by: ' || original, 'where: ' || described,
        CASE WHEN status <> 'Clear' THEN 'status: ' || status END), '') AS note,
    CASE clarity WHEN '1' THEN 'high' WHEN '2' THEN 'medium' END AS confidence,
    CAST([] AS VARCHAR[]) AS tags,
    list_transform(
        list_filter(
            parts(side_a, ', ').list_transform(lambda one: {{'name': one, 'role': 'source'}}).list_concat(
                parts(side_b, ', ').list_transform(lambda one: {{'name': one, 'role': 'target'}})),
            -- a group that UCDP has not identified yet
            lambda one: NOT starts_with(one.name, 'XXX')),
        lambda one: {{
            'name': one.name,
            'country': CASE WHEN starts_with(one.name, 'Government of ') THEN
                CASE one.name WHEN side_a THEN country_a WHEN side_b THEN country_b END END,
            'sector': CASE WHEN starts_with(one.name, 'Government of ') THEN 'GOV'
                WHEN one.name = 'Civilians' THEN 'CVL' END,
            'code': CASE one.name WHEN side_a THEN code_a WHEN side_b THEN code_b END,
            'role': one.role
        }}
    ) AS actors,
    place_of(place_name, place_country, country, lat, lon,
        CASE where_prec WHEN '1' THEN 'exact' WHEN '2' THEN 'near' WHEN '3' THEN 'district' WHEN '4' THEN 'region'
            WHEN '5' THEN 'area' WHEN '6' THEN 'country' WHEN '7' THEN 'international' END) AS place,
    sources,
    CASE WHEN coalesce(low, best, high) IS NOT NULL THEN {{'low': low, 'best': best, 'high': high}} END AS fatalities,
    CAST(NULL AS VARCHAR) AS goldstein
FROM done
"""
