"""POLECAT, the POLitical Event Classification, Attributes and Types dataset, since 2018: PLOVER's kinds, by machine.

``Event Date`` is a day. Kinds are PLOVER's types with a mode; a mode that the crosswalk does not know is kept under its
type. A field without a value is empty or the word ``None``. Several actors or recipients stand in one field with
semicolons between them, as do their countries and sectors (several of one actor with strokes between): these are given
to one each where there are as many of them, all to a single actor, and else to nobody. An actor is named as it was
resolved, else as the story wrote it.

Columns: the header of POLECAT's files (Halterman and others, Dataverse).
"""

from __future__ import annotations

from timeline.read.feeds import Layout

ABOUT = "POLECAT, coded events since 2018; tab-separated, with a header"
PUBLISHER = "POLECAT"
TERMS = "terms of its Dataverse, to be cited"
DELIMITER = "\t"
QUOTED = False
FACETS = None

NAMES = (
    "event_id", "event_date", "event_type", "event_mode", "intensity", "quad_code", "contexts", "actor_name",
    "actor_country", "actor_cow", "primary_actor_sector", "actor_sectors", "actor_title", "actor_name_raw",
    "wikipedia_actor_id", "recipient_name", "recipient_country", "recipient_cow", "primary_recipient_sector",
    "recipient_sectors", "recipient_title", "recipient_name_raw", "wikipedia_recipient_id", "placename", "city",
    "district", "province", "country", "latitude", "longitude", "geonames_id", "raw_placename", "feature_type",
    "source", "publication_date", "story_people", "story_organizations", "story_locations", "language", "version",
)  # fmt: skip
LAYOUTS = (
    Layout(
        NAMES,
        header=True,
        aliases={
            **{name: (name.replace("_", " "), name) for name in NAMES if "_" in name},
            "intensity": ("intensity", "event intensity"),
        },
        required=("event_id", "event_date", "event_type", "actor_name", "recipient_name"),
    ),
)
CODES = "plover"

_NAMELESS = "('', 'NONE', 'NAN', 'NULL')"
_LISTS = {
    "names": "CASE WHEN upper(one_line({0}_name)) IN {1} OR {0}_name IS NULL THEN {0}_name_raw ELSE {0}_name END",
    "countries": "{0}_country",
    "sectors": "replace(coalesce({0}_sectors, primary_{0}_sector), '|', ' ')",
    "ids": "wikipedia_{0}_id",
}


def _present(name: str) -> str:
    return f"CASE WHEN upper(one_line({name})) NOT IN {_NAMELESS} THEN one_line({name}) END"


def _fields() -> str:
    wanted = (
        "event_type", "event_mode", "intensity", "placename", "city", "district", "province", "country", "latitude",
        "longitude", "source", "publication_date", "language", "contexts",
    )  # fmt: skip
    several = [
        f"parts({_present('(' + text.format(part, _NAMELESS) + ')')}, ';') AS {part}_{what}"
        for part in ("actor", "recipient")
        for what, text in _LISTS.items()
    ]
    return ",\n        ".join([*(f"{_present(name)} AS {name}" for name in wanted), *several])


def _people(part: str, role: str) -> str:
    """Give the actors of one side: what stands in lists of equal length belongs together."""
    names, countries, sectors, ids = (f"{part}_{what}" for what in _LISTS)
    return f"""list_transform({names}, lambda one, n: {{
        'name': one,
        'country': CASE WHEN len({countries}) = len({names}) AND {countries}[n] SIMILAR TO '[A-Z]{{3}}'
            THEN {countries}[n] END,
        'sector': CASE WHEN len({names}) = 1 THEN nullif(array_to_string({sectors}, ' '), '')
            WHEN len({sectors}) = len({names}) THEN {sectors}[n] END,
        'code': CASE WHEN len({ids}) = len({names}) THEN {ids}[n] END,
        'role': '{role}'
    }})"""


def _named(names: str) -> str:
    """Say who they are in a title: three by name, of more the first two and how many others."""
    return f"""nullif(CASE WHEN len({names}) > 3
        THEN array_to_string({names}[1:2], ', ') || ' and ' || (len({names}) - 2) || ' others'
        WHEN len({names}) > 1 THEN array_to_string({names}[1:-2], ', ') || ' and ' || {names}[-1]
        ELSE {names}[1] END, '')"""


SELECT = f"""
WITH states AS (SELECT lower(code) AS code, country FROM countries WHERE system IN ('iso3', 'name')),
fields AS (
    SELECT CAST(line AS BIGINT) AS line, one_line(event_id) AS native_id, day_of(event_date) AS day,
        {_fields()}
    FROM raw
),
typed AS (
    SELECT *, upper(event_type) AS type, lower(event_mode) AS own_mode,
        coalesce(city, placename, district, province) AS place_name,
        degrees(latitude, latitude, longitude) AS lat, degrees(longitude, latitude, longitude) AS lon
    FROM fields
)
SELECT line,
    CASE
        WHEN native_id IS NULL THEN 'no-id'
        WHEN rough.kind IS NULL THEN 'unknown-code'
        WHEN day IS NULL THEN 'bad-date'
    END AS problem,
    known([
        CASE WHEN coalesce(latitude, longitude) IS NOT NULL AND lat IS NULL THEN 'bad-coordinate' END,
        CASE WHEN intensity IS NOT NULL AND scale_of(intensity) IS NULL THEN 'bad-intensity' END,
        CASE WHEN publication_date IS NOT NULL AND day_of(publication_date) IS NULL THEN 'bad-source-date' END,
        CASE WHEN own_mode IS NOT NULL AND precise.kind IS NULL THEN 'unknown-mode' END,
        CASE WHEN len(actor_names) + len(recipient_names) = 0 THEN 'no-actor' END
    ]) AS oddities,
    event_id('polecat', native_id) AS id,
    native_id,
    CAST(NULL AS VARCHAR) AS mirror,
    CAST(day AS VARCHAR) AS date,
    day AS first,
    day AS last,
    concat_ws(', ',
        sentence({_named("actor_names")}, coalesce(precise.about, rough.about), {_named("recipient_names")}),
        place_name) AS title,
    coalesce(precise.kind, rough.kind) AS kind,
    own_mode AS mode,
    concat_ws(':', type, own_mode) AS code,
    'PLOVER' AS system,
    CAST(NULL AS VARCHAR) AS summary,
    'language: ' || language AS note,
    CAST(NULL AS VARCHAR) AS confidence,
    parts(contexts, ';') AS tags,
    {_people("actor", "source")}.list_concat({_people("recipient", "target")}) AS actors,
    place_of(place_name, typed.country, site.country, lat, lon,
        CASE WHEN city IS NOT NULL THEN 'town' WHEN placename IS NOT NULL THEN 'near'
            WHEN district IS NOT NULL THEN 'district' WHEN province IS NOT NULL THEN 'region'
            WHEN typed.country IS NOT NULL THEN 'country' END) AS place,
    [{{
        'url': CASE WHEN source LIKE 'http%://%' THEN source END,
        'publisher': CASE WHEN source LIKE 'http%://%' THEN NULL ELSE coalesce(source, '{PUBLISHER}') END,
        'published': CAST(day_of(publication_date) AS VARCHAR),
        'quote': CAST(NULL AS VARCHAR),
        'note': CASE WHEN day_of(publication_date) IS NULL THEN 'dated ' || publication_date END
    }}] AS sources,
    CAST(NULL AS STRUCT(low INTEGER, best INTEGER, high INTEGER)) AS fatalities,
    scale_of(intensity) AS goldstein
FROM typed
LEFT JOIN codes AS rough ON rough.code = type
LEFT JOIN codes AS precise ON precise.code = type || ':' || own_mode
LEFT JOIN states AS site ON site.code = lower(typed.country)
"""
