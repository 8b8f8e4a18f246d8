"""An event of a world as JSON (``timeline.model.event.document``), put together of its columns.

Twice, to the same text: as SQL for DuckDB, which does it while it reads, and in Python for engines that are far away.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from timeline.model.day import iso_day
from timeline.query.flat import TITLE

PAIR = """
CREATE MACRO IF NOT EXISTS pair(name, x) AS ',"' || name || '":' || to_json(x)::VARCHAR;
"""
"""A member of a JSON object, with a comma before it; null where there is no value, for a ``concat`` to leave out."""

OWN_ID = "CASE WHEN substr({0}, 2, 1) <> '~' AND length({0}) > 2 THEN split_part({0}, '|', 2) END"
"""The id of an actor by its keys (a column of SQL), null where it is not of the registry."""

MACROS = f"""{PAIR}
CREATE MACRO IF NOT EXISTS iso(x) AS strftime(DATE '1970-01-01' + x::INTEGER, '%Y-%m-%d');
CREATE MACRO IF NOT EXISTS own_id(keys) AS {OWN_ID.format("keys")};
CREATE MACRO IF NOT EXISTS party(name, keys, post, part) AS
  CASE WHEN name IS NOT NULL THEN concat(
    '{{"name":', to_json(name)::VARCHAR, pair('id', own_id(keys)), ',"role":"', part, '"', pair('as', post), '}}') END;
CREATE MACRO IF NOT EXISTS rest(members) AS nullif(substr(members, 2), '')
"""

# One concat of many, where each || would copy what is there already. A CASE that asks whether an expression is null
# would have it computed once more: what is null is left out by concat itself.
JSON = f"""concat(
  '{{"id":', to_json(e.id)::VARCHAR, ',"date":', to_json(coalesce(e.date, iso(e.first_day)))::VARCHAR,
  ',"first":"', iso(e.first_day), '","last":"', iso(e.last_day), '","title":', to_json({TITLE})::VARCHAR,
  pair('kind', e.kind), pair('status', e.status), ',"actors":[',
  concat_ws(',', party(e.source_name, e.source_keys, e.source_as, 'source'),
    party(e.target_name, e.target_keys, e.target_as, 'target'), rest(e.more_actors)),
  '],"place":',
  CASE WHEN e.place IS NULL THEN 'null' ELSE concat('{{"name":', to_json(e.place)::VARCHAR, pair('country', e.country),
    pair('precision', e.precision), pair('lat', e.lat), pair('lon', e.lon), '}}') END,
  ',"sources":[',
  concat_ws(',',
    '{{' || rest(CASE WHEN e.url IS NOT NULL OR e.publisher IS NOT NULL
      THEN concat(pair('url', e.url), pair('publisher', e.publisher), pair('published', e.published)) END) || '}}',
    rest(e.more_sources)),
  ']', pair('mode', e.mode), pair('confidence', e.confidence), e.more,
  ',"native":{{"system":', to_json(e.system)::VARCHAR, pair('code', e.code), ',"ids":',
  coalesce(e.ids, concat('[', to_json(substr(e.id, strpos(e.id, '-') + 1))::VARCHAR, ']')), '}}',
  pair('goldstein', e.goldstein), '}}')"""
"""A row ``e`` of the flat table as JSON: what control characters are in it is for ``timeline.syntax.json.safe``."""

COLUMNS = (
    "id", "date", "first_day", "last_day", "kind", "status", "title", "act", "source_name", "source_keys", "source_as",
    "target_name", "target_keys", "target_as", "more_actors", "place", "country", "precision", "lat", "lon", "url",
    "publisher", "published", "more_sources", "mode", "confidence", "more", "system", "code", "ids", "goldstein",
)  # fmt: skip
"""What ``document`` needs of a row."""

_ESCAPES = {code: f"\\u{code:04X}" for code in range(32)} | {
    ord(sign): f"\\{short}" for sign, short in zip('\b\t\n\f\r"\\', 'btnfr"\\', strict=True)
}


def document(row: Mapping[str, Any]) -> str:
    """Do in Python what ``JSON`` does: the very same text, of a row's ``COLUMNS``."""
    parties = _party(row, "source") + _party(row, "target") + (row["more_actors"] or "")
    place = _inside(row, "place:name country precision lat lon") if row["place"] is not None else None
    source = _inside(row, "url publisher published") if (row["publisher"], row["url"]) != (None, None) else None
    sources = ("" if source is None else f",{{{source}}}") + (row["more_sources"] or "")
    first, last = iso_day(row["first_day"]), iso_day(row["last_day"])
    date = first if row["date"] is None else row["date"]
    ids = row["ids"] if row["ids"] is not None else f"[{_text(row['id'].partition('-')[2])}]"
    return (
        f'{{"id":{_text(row["id"])},"date":{_text(date)},"first":"{first}","last":"{last}","title":{_text(_title(row))}'
        f'{_pair("kind", row["kind"])}{_pair("status", row["status"])},"actors":[{parties[1:]}],"place":'
        f'{"null" if place is None else f"{{{place}}}"},"sources":[{sources[1:]}]{_pair("mode", row["mode"])}'
        f'{_pair("confidence", row["confidence"])}{row["more"] or ""},"native":{{"system":{_text(row["system"])}'
        f'{_pair("code", row["code"])},"ids":{ids}}}{_pair("goldstein", row["goldstein"])}}}'
    )


def _title(row: Mapping[str, Any]) -> str:
    if row["title"] is not None:
        return str(row["title"])
    source = "Somebody" if row["source_name"] is None else row["source_name"]
    words = " ".join(part for part in (source, row["act"], row["target_name"]) if part is not None)
    return words if row["place"] is None else f"{words}, {row['place']}"


def _party(row: Mapping[str, Any], part: str) -> str:
    name, keys = row[f"{part}_name"], row[f"{part}_keys"] or ""
    if name is None:
        return ""
    own = keys.split("|")[1] if len(keys) > 2 and keys[1] != "~" else None
    office = row[f"{part}_as"]
    return f',{{"name":{_text(name)}{_pair("id", own)},"role":"{part}"{_pair("as", office)}}}'


def _inside(row: Mapping[str, Any], columns: str) -> str:
    pairs = (column.partition(":") for column in columns.split())
    return "".join(_pair(name or column, row[column]) for column, _, name in pairs)[1:]


def _pair(name: str, value: str | float | None) -> str:
    if value is None:
        return ""
    return f',"{name}":{_number(value) if isinstance(value, float) else _text(value)}'


def _text(value: object) -> str:
    return f'"{str(value).translate(_ESCAPES)}"'


def _number(value: float) -> str:
    """Write a number as DuckDB does: with an exponent only where it is below a millionth, or has 22 digits."""
    text = repr(value)
    mantissa, exponent, power = text.partition("e")
    if not exponent:
        return text
    if 1e-6 <= abs(value) < 1e21:
        whole = f"{Decimal(text):f}"
        return whole if "." in whole else f"{whole}.0"
    return f"{mantissa}e{int(power)}"
