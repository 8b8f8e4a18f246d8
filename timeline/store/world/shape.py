"""The shape of an event in a world: the columns of its Parquet files, and how they follow from what a feed says.

Text is kept for searching as it is where it is ASCII, and folded (``timeline.model.text``) where it is not: folding ten
million texts costs more than all the rest of an import, and an ASCII text can be compared folded by a pattern
(``timeline.query.flat``).
"""

from __future__ import annotations

from timeline.read.feeds import COLUMNS as FEED

COLUMNS = {
    "actor": "VARCHAR",  # a key that the event is found by as an actor's, null where nobody is named
    "nth": "INTEGER",  # the rows of an event count these keys, from 0
    "first_day": "INTEGER",  # day numbers, as in timeline.model.when.Span
    "begun_day": "INTEGER",
    "unended_day": "INTEGER",
    "last_day": "INTEGER",
    "id": "VARCHAR",
    "kind": "VARCHAR",
    "status": "VARCHAR",
    "confidence": "VARCHAR",
    "country": "VARCHAR",
    "place": "VARCHAR",  # for searching, as are the next three
    "text": "VARCHAR",  # the title on the first line, then a line for each of what a text search looks into
    "sources": "VARCHAR",  # a line for each
    "publishers": "VARCHAR[]",  # as written
    "tags": "VARCHAR[]",  # folded
    "actors": "VARCHAR[]",  # all keys, sorted
    "source_actors": "VARCHAR[]",
    "target_actors": "VARCHAR[]",
    "json": "VARCHAR",  # timeline.model.event.document
}

FRESH = ", ".join(f"{name} {kind}" for name, kind in FEED.items() if name != "problem")
"""The columns of the table ``fresh``: what a feed said of the rows that were not refused."""

MACROS = """
CREATE MACRO actor_key(a) AS
  concat_ws(chr(31), coalesce(a.name, ''), coalesce(a.country, ''), coalesce(a.sector, ''), coalesce(a.code, ''));
CREATE MACRO line(x) AS replace(x, chr(10), ' ');
CREATE MACRO pair(name, x) AS coalesce(',"' || name || '":' || to_json(x)::VARCHAR, '');
CREATE MACRO number(name, x) AS coalesce(',"' || name || '":' || to_json(try_cast(x AS DOUBLE))::VARCHAR, '');
CREATE MACRO day_number(x) AS (x - DATE '1970-01-01')::INTEGER;
"""

MERGED = """
WITH facing AS (
  SELECT line, native_id, mirror, actors[1].code || chr(31) || actors[1].name AS side FROM fresh
  WHERE mirror IS NOT NULL),
firsts AS (
  SELECT mirror, min(line) AS line, arg_min(side, line) AS side FROM facing GROUP BY mirror HAVING count(*) > 1)
SELECT firsts.line AS line, list(facing.line) AS lines, list(facing.native_id ORDER BY facing.line) AS ids
FROM firsts JOIN facing ON facing.mirror = firsts.mirror AND facing.side IS DISTINCT FROM firsts.side
GROUP BY firsts.line
"""
"""The rows of ``fresh`` that tell once more, from the other side, what an earlier row tells: by the line of that."""

_PEOPLE = """
SELECT number,
  list({'name': a.name, 'id': who.id, 'role': a.role, 'office': who.office} ORDER BY place) AS people,
  flatten(list(list_concat(who.keys, coalesce(acting.owners, [])))) AS keys,
  flatten(list(list_concat(who.keys, coalesce(acting.owners, []))) FILTER (a.role = 'source')) AS source_keys,
  flatten(list(list_concat(who.keys, coalesce(acting.owners, []))) FILTER (a.role = 'target')) AS target_keys
FROM (
  SELECT rowid AS number, unnest(actors) AS a, generate_subscripts(actors, 1) AS place, first, last FROM fresh) parts
JOIN who ON who.key = actor_key(a)
LEFT JOIN acting ON acting.id = who.id AND acting.first = parts.first AND acting.last = parts.last
GROUP BY number
"""

_TEXT = """
  line(title)
  || coalesce(chr(10) || line(summary), '') || coalesce(chr(10) || line(note), '')
  || coalesce(chr(10) || line(place.name), '')
  || array_to_string([chr(10) || line(x) FOR x IN tags], '')
  || array_to_string([chr(10) || line(x.name) || coalesce(chr(10) || line(x.office), '') FOR x IN people], '')
  || array_to_string([coalesce(chr(10) || line(x.quote), '') || coalesce(chr(10) || line(x.publisher), '')
                      || coalesce(chr(10) || line(x.note), '') FOR x IN sources], '')"""

_JSON = """
  '{"id":' || to_json(id)::VARCHAR || pair('date', date)
  || pair('first', strftime(first, '%Y-%m-%d')) || pair('last', strftime(last, '%Y-%m-%d'))
  || pair('title', title) || pair('kind', kind) || ',"status":"occurred","actors":['
  || array_to_string(['{"name":' || to_json(x.name)::VARCHAR || pair('id', x.id) || pair('role', x.role)
                      || pair('as', x.office) || '}' FOR x IN people], ',')
  || '],"place":'
  || CASE WHEN place.name IS NULL THEN 'null' ELSE
       '{"name":' || to_json(place.name)::VARCHAR || pair('country', place.country)
       || pair('precision', place.precision) || number('lat', place.lat) || number('lon', place.lon) || '}' END
  || ',"sources":['
  || array_to_string(['{' || substr(pair('url', x.url) || pair('publisher', x.publisher)
                      || pair('published', x.published) || pair('quote', x.quote) || pair('note', x.note), 2)
                      || '}' FOR x IN sources], ',')
  || ']' || pair('summary', summary) || pair('mode', mode) || pair('confidence', confidence)
  || CASE WHEN len(tags) > 0 THEN ',"tags":' || to_json(tags)::VARCHAR ELSE '' END
  || pair('note', note)
  || ',"native":{"system":' || to_json(system)::VARCHAR || pair('code', code)
  || ',"ids":' || to_json(ids)::VARCHAR || '}'
  || CASE WHEN coalesce(fatalities.low, fatalities.best, fatalities.high) IS NULL THEN '' ELSE
       ',"fatalities":{' || substr(pair('low', fatalities.low) || pair('best', fatalities.best)
                                   || pair('high', fatalities.high), 2) || '}' END
  || number('goldstein', goldstein) || '}'"""

EVENTS = f"""
WITH people AS ({_PEOPLE}),
named AS (
  SELECT fresh.*, coalesce(people.people, []) AS people, list_sort(list_distinct(coalesce(keys, []))) AS all_keys,
    list_sort(list_distinct(coalesce(source_keys, []))) AS source_keys,
    list_sort(list_distinct(coalesce(target_keys, []))) AS target_keys,
    [native_id] || coalesce(merged.ids, []) AS ids
  FROM fresh LEFT JOIN people ON people.number = fresh.rowid LEFT JOIN merged ON merged.line = fresh.line
  WHERE fresh.line NOT IN (SELECT unnest(lines) FROM merged))
SELECT line, day_number(first) AS first_day, day_number(last) AS begun_day, day_number(first) AS unended_day, day_number(last) AS last_day, id,
  kind, 'occurred' AS status, confidence, place.country AS country, coalesce(line(place.name), '') AS place, {_TEXT} AS text,
  array_to_string([coalesce(line(x.publisher), '') || ' ' || coalesce(line(x.url), '') FOR x IN sources], chr(10))
    AS sources,
  list_distinct([x.publisher FOR x IN sources]) AS publishers, tags, all_keys AS actors,
  source_keys AS source_actors, target_keys AS target_actors, {_JSON} AS json
FROM named
"""
"""The events that ``fresh`` tells: the columns of ``COLUMNS`` but for ``actor`` and ``nth``, and ``line``."""

ROWS = """
SELECT unnest(CASE WHEN len(actors) = 0 THEN [NULL] ELSE actors END) AS actor,
  unnest(range(greatest(len(actors), 1)))::INTEGER AS nth, * EXCLUDE (line)
FROM event
"""
"""The rows of the events of the table ``event``."""

SORTED = "actor NULLS FIRST, first_day, id"
"""The order of the rows in a file: what somebody did stands together, in the order of time."""
