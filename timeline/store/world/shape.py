"""The shape of an event in a world: the columns of its Parquet files, and how they follow from what a feed says.

An event takes few bytes: what a feed has one of stands in a column of its own, and its JSON, its title and the text
that is searched are put together for those events that are asked for (``timeline.store.world.words``). What only some
feeds have, several sources or a note, is kept as the piece of JSON that it will be (``more_actors``, ``more_sources``,
``more``). Text is kept folded (``timeline.model.text``) only where it is not ASCII: an ASCII text is folded by the
pattern that it is compared with (``timeline.query.flat``), since folding costs more than all the rest of an import.
"""

from __future__ import annotations

from timeline.store.world.words import PAIR

COLUMNS = {
    "actor": "VARCHAR",  # an actor of the registry by whom the event is found, null where there is none
    "nth": "INTEGER",  # the rows of an event count these actors, from 0
    "first_day": "INTEGER",  # day numbers: the event happened on a day from the first to the last, inclusive
    "last_day": "INTEGER",
    "id": "VARCHAR",
    "date": "VARCHAR",  # EDTF; null for a day
    "kind": "VARCHAR",
    "mode": "VARCHAR",
    "status": "VARCHAR",
    "confidence": "VARCHAR",
    "system": "VARCHAR",  # the feed's own code, and whose it is
    "code": "VARCHAR",
    "title": "VARCHAR",  # null where it is put together of the parties, ``act`` and the place
    "act": "VARCHAR",
    "source_name": "VARCHAR",
    "source_as": "VARCHAR",
    "target_name": "VARCHAR",
    "target_as": "VARCHAR",
    "source_keys": "VARCHAR",  # |SRB||~belgrade police|: the actor's id, if it has one, stands first
    "target_keys": "VARCHAR",
    "other_keys": "VARCHAR",
    "more_actors": "VARCHAR",
    "place": "VARCHAR",
    "country": "VARCHAR",
    "precision": "VARCHAR",
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "url": "VARCHAR",
    "publisher": "VARCHAR",
    "published": "VARCHAR",
    "more_sources": "VARCHAR",
    "publishers": "VARCHAR",  # a line for each, empty for none, where there are several sources
    "goldstein": "DOUBLE",
    "tags": "VARCHAR",  # folded: |a|b|
    "more": "VARCHAR",
    "ids": "VARCHAR",  # the feed's ids, as JSON, where the event was told by several rows; else it ends ``id``
    "text": "VARCHAR",  # what is searched, a line for each part; null where the columns say it, in ASCII
    "place_text": "VARCHAR",
    "source_text": "VARCHAR",
}

MACROS = f"""{PAIR}
CREATE MACRO actor_key(a) AS
  concat_ws(chr(31), coalesce(a.name, ''), coalesce(a.country, ''), coalesce(a.sector, ''), coalesce(a.code, ''));
CREATE MACRO line(x) AS replace(x, chr(10), ' ');
CREATE MACRO day_number(x) AS (x - DATE '1970-01-01')::INTEGER;
CREATE MACRO is_ascii(x) AS strlen(x) = length(x);
"""

TABLES = """
CREATE TABLE codes (code VARCHAR, kind VARCHAR, mode VARCHAR, about VARCHAR);
CREATE TABLE countries (system VARCHAR, code VARCHAR, country VARCHAR);
CREATE TABLE who (key VARCHAR, id VARCHAR, office VARCHAR, keys VARCHAR, dated BOOLEAN);
CREATE TABLE acting (id VARCHAR, first DATE, last DATE, keys VARCHAR)
"""
"""What statements look things up in: the crosswalks, and who the actors of these rows are."""

STAGED = tuple(name for name in COLUMNS if name not in {"actor", "nth"})
CONTENT = tuple(name for name in STAGED if name != "ids")
"""What is the same where a row comes again."""

_PEOPLE = """
SELECT line,
  list({'name': a.name, 'id': who.id, 'role': a.role, 'office': who.office} ORDER BY place) AS people,
  string_agg(who.keys || coalesce(acting.keys, ''), '') FILTER (a.role = 'source') AS source_keys,
  string_agg(who.keys || coalesce(acting.keys, ''), '') FILTER (a.role = 'target') AS target_keys,
  string_agg(who.keys || coalesce(acting.keys, ''), '') FILTER (a.role = 'other') AS other_keys
FROM (
  SELECT line, unnest(actors) AS a, generate_subscripts(actors, 1) AS place, first, last FROM mapped) parts
JOIN who ON who.key = actor_key(a)
LEFT JOIN acting ON acting.id = who.id AND acting.first = parts.first AND acting.last = parts.last
GROUP BY line
"""

_MORE = """concat(
  pair('summary', summary),
  CASE WHEN len(tags) > 0 THEN ',"tags":' || to_json(tags)::VARCHAR END,
  pair('note', note),
  CASE WHEN coalesce(fatalities.low, fatalities.best, fatalities.high) IS NOT NULL THEN concat(
    ',"fatalities":{', substr(concat(pair('low', fatalities.low), pair('best', fatalities.best),
                                     pair('high', fatalities.high)), 2), '}') END)"""

_TEXT = """
  line(title)
  || coalesce(chr(10) || line(summary), '') || coalesce(chr(10) || line(note), '')
  || coalesce(chr(10) || line(place.name), '')
  || array_to_string([chr(10) || line(x) FOR x IN tags], '')
  || array_to_string([chr(10) || line(x.name) || coalesce(chr(10) || line(x.office), '') FOR x IN people], '')
  || array_to_string([coalesce(chr(10) || line(x.quote), '') || coalesce(chr(10) || line(x.publisher), '')
                      || coalesce(chr(10) || line(x.note), '') FOR x IN sources], '')"""

_COMMON = """
  mapped.line AS line, md5(mirror) AS mirror, side, native_id,
  year(mapped.first) AS year,
  day_number(mapped.first) AS first_day, day_number(mapped.last) AS last_day, mapped.id AS id,
  CASE WHEN length(date) <> 10 OR mapped.first <> mapped.last THEN date END AS date, kind, mode,
  'occurred' AS status, confidence, system, code, title, act,
  place.name AS place, place.country AS country, place.precision AS precision, try_cast(place.lat AS DOUBLE) AS lat,
  try_cast(place.lon AS DOUBLE) AS lon, try_cast(goldstein AS DOUBLE) AS goldstein,
  CASE WHEN substr(mapped.id, strpos(mapped.id, '-') + 1) <> native_id THEN to_json([native_id])::VARCHAR END AS ids,
  CASE WHEN NOT is_ascii(place.name) THEN line(place.name) END AS place_text"""

LISTED = f"""
WITH people AS ({_PEOPLE}),
mapped AS (
  SELECT mapped.*, NULL::VARCHAR AS act, concat_ws(chr(31), actors[1].code, actors[1].name) AS side,
    coalesce(people, []) AS people, source_keys, target_keys, other_keys
  FROM main.mapped mapped LEFT JOIN people ON people.line = mapped.line WHERE problem IS NULL)
SELECT {_COMMON},
  NULL::VARCHAR AS source_name, NULL::VARCHAR AS source_as, NULL::VARCHAR AS target_name,
  NULL::VARCHAR AS target_as,
  coalesce(source_keys, '') AS source_keys, coalesce(target_keys, '') AS target_keys,
  other_keys,
  array_to_string([concat(',{{"name":', to_json(x.name)::VARCHAR, pair('id', x.id), pair('role', x.role),
                          pair('as', x.office), '}}') FOR x IN people], '') AS more_actors,
  NULL::VARCHAR AS url, NULL::VARCHAR AS publisher, NULL::VARCHAR AS published,
  array_to_string([concat(',{{', substr(concat(pair('url', x.url), pair('publisher', x.publisher),
                          pair('published', x.published), pair('quote', x.quote), pair('note', x.note)), 2),
                          '}}') FOR x IN sources], '') AS more_sources,
  array_to_string(list_distinct([coalesce(line(x.publisher), '') FOR x IN sources]), chr(10)) AS publishers,
  nullif(array_to_string(['|' || line(x) || '|' FOR x IN tags], ''), '') AS tags,
  nullif({_MORE}, '') AS more, {_TEXT} AS text,
  array_to_string([coalesce(line(x.publisher), '') || ' ' || coalesce(line(x.url), '') FOR x IN sources], chr(10))
    AS source_text
FROM mapped
"""
"""The events of ``mapped``, for a feed that gives lists of actors and sources: ``STAGED``, and what is decided by."""

FACETS = {
    "time": """
SELECT * REPLACE (CASE WHEN length(date) <> 10 OR first <> last THEN date END AS date),
  year(first) AS year, day_number(first) AS first_day, day_number(last) AS last_day FROM ({facet})""",
    "act": "SELECT * FROM ({facet})",
    "source": "SELECT *, NOT is_ascii(name) AS odd_letters FROM ({facet})",
    "target": "SELECT *, NOT is_ascii(name) AS odd_letters FROM ({facet})",
    "place": """
SELECT * REPLACE (CASE WHEN name IS NOT NULL THEN country END AS country,
    CASE WHEN name IS NOT NULL THEN precision END AS precision,
    CASE WHEN name IS NOT NULL THEN try_cast(lat AS DOUBLE) END AS lat,
    CASE WHEN name IS NOT NULL THEN try_cast(lon AS DOUBLE) END AS lon),
  name AS place, NOT is_ascii(name) AS odd_letters, CASE WHEN NOT is_ascii(name) THEN name END AS place_text
FROM ({facet})""",
    "page": "SELECT *, NOT is_ascii(publisher) AS odd_letters FROM ({facet})",
    "scale": "SELECT * REPLACE (try_cast(goldstein AS DOUBLE) AS goldstein) FROM ({facet})",
    "mirror": "SELECT line, md5(mirror) AS mirror, side FROM ({facet})",
}
"""The same for a feed with facets: what each has of ``STAGED``; ``odd_letters`` says what is not ASCII."""

MIRRORED = """
WITH firsts AS (
  SELECT mirror, min(line) AS line, arg_min(side, line) AS side FROM facing GROUP BY mirror HAVING count(*) > 1)
SELECT firsts.line AS line, list(facing.line ORDER BY facing.line) AS lines,
  to_json([arg_min(own.native_id, own.line)] || list(facing.native_id ORDER BY facing.line))::VARCHAR AS ids
FROM firsts JOIN facing ON facing.mirror = firsts.mirror AND facing.side IS DISTINCT FROM firsts.side
JOIN facing own ON own.line = firsts.line
GROUP BY firsts.line
"""
"""The rows of ``facing`` that tell once more, from the other side, what an earlier row tells: by the line of that."""

SORTED = "actor NULLS FIRST, first_day, id"
"""The order of the rows in a file: what somebody did stands together, in the order of time.

An event has a row for each of its actors of the registry. Others are found by looking at ``nth = 0``: they are so many
that rows of their own would double a world.
"""
