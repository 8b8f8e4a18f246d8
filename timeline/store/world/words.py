"""An event of a world as JSON (``timeline.model.event.document``), put together of its columns by the engine."""

from __future__ import annotations

from timeline.query.flat import TITLE

MACROS = """
CREATE MACRO IF NOT EXISTS pair(name, x) AS coalesce(',"' || name || '":' || to_json(x)::VARCHAR, '');
CREATE MACRO IF NOT EXISTS iso(x) AS strftime(DATE '1970-01-01' + x::INTEGER, '%Y-%m-%d');
CREATE MACRO IF NOT EXISTS own_id(keys) AS
  CASE WHEN keys[2] <> '~' AND length(keys) > 2 THEN split_part(keys, '|', 2) END;
CREATE MACRO IF NOT EXISTS party(name, keys, post, part) AS
  CASE WHEN name IS NULL THEN '' ELSE ',{' || substr(pair('name', name) || pair('id', own_id(keys))
    || pair('role', part) || pair('as', post), 2) || '}' END
"""

JSON = f"""
  '{{"id":' || to_json(e.id)::VARCHAR || pair('date', coalesce(e.date, iso(e.first_day)))
  || pair('first', iso(e.first_day)) || pair('last', iso(e.last_day)) || pair('title', {TITLE})
  || pair('kind', e.kind) || pair('status', e.status) || ',"actors":['
  || substr(party(e.source_name, e.source_keys, e.source_as, 'source')
            || party(e.target_name, e.target_keys, e.target_as, 'target') || coalesce(e.more_actors, ''), 2)
  || '],"place":'
  || CASE WHEN e.place IS NULL THEN 'null' ELSE '{{' || substr(pair('name', e.place) || pair('country', e.country)
       || pair('precision', e.precision) || pair('lat', e.lat) || pair('lon', e.lon), 2) || '}}' END
  || ',"sources":['
  || substr(CASE WHEN e.publisher IS NULL AND e.url IS NULL THEN '' ELSE ',{{' || substr(pair('url', e.url)
       || pair('publisher', e.publisher) || pair('published', e.published), 2) || '}}' END
     || coalesce(e.more_sources, ''), 2)
  || ']' || pair('mode', e.mode) || pair('confidence', e.confidence) || coalesce(e.more, '')
  || ',"native":{{"system":' || to_json(e.system)::VARCHAR || pair('code', e.code) || ',"ids":'
  || coalesce(e.ids, '["' || substr(e.id, strpos(e.id, '-') + 1) || '"]') || '}}'
  || pair('goldstein', e.goldstein) || '}}'"""
"""A row ``e`` of the flat table as JSON: what control characters are in it is for ``timeline.syntax.json.safe``."""
