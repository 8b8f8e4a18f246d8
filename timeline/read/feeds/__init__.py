"""Feeds of event data: what their rows say of an event, as SQL over the raw columns. The file is the registration.

A feed is a module here, named as ``timeline import`` names it. It tells how a file of the feed is cut into columns
(``LAYOUTS``) and has one ``SELECT`` over the table ``raw`` that maps these columns, once, to those of ``COLUMNS``, or
one for each of its ``Facets``.
The engine is DuckDB; every column of ``raw`` is VARCHAR, as published, NULL where the file has no such column or an
empty field. ``raw.line`` is the line on which the row begins, from 1.

A crosswalk of ``timeline.lexicon.feeds`` that ``CODES`` names stands beside it as ``codes(code, kind, mode, about)``;
``countries(system, code, country)`` gives the ISO 3166-1 alpha-3 code of a country as a system (``fips``, ``cameo``,
``iso2``, ``iso-numeric``, ``gw``, ``name``) writes it.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from timeline import modules
from timeline.errors import UsageError


class Layout(NamedTuple):
    """How one edition of a feed is laid out.

    ``names`` are the columns of ``raw`` in the order of the file. An edition without a header is told by how many
    columns it has; one with a header by its names: ``aliases`` gives for a column of ``raw`` the names, lower case,
    that a header has for it, ``required`` are the columns without which the file is not of this feed. Where a feed has
    editions of both kinds, ``told`` has patterns for columns of those without a header: the first row of a file has to
    match them whole, so that another feed's header is not taken for a row.

    ``delimiters`` are what may stand between fields instead of the feed's ``DELIMITER``, only where that may be quoted.
    """

    names: tuple[str, ...]
    header: bool = False
    aliases: Mapping[str, tuple[str, ...]] = {}
    required: tuple[str, ...] = ()
    told: Mapping[str, str] = {}
    delimiters: tuple[str, ...] = ()


class Facets(NamedTuple):
    """The facets of a feed whose rows are simple and very many: for each a ``SELECT`` of its own.

    A facet hangs on few columns, so that it is asked once for each different combination of what stands in them, not
    for each row: ``raw`` has then the columns that the ``SELECT`` names, and ``line`` only numbers the combinations.
    ``mirror`` alone is asked for rows, those of which the act is ``facing``, and may leave some out.

    ``id`` and ``address`` are columns of ``raw`` that no ``SELECT`` has to make anything of: the feed's own id of a
    row, a whole number of at most 19 digits, and the address of the page that tells of it. That may be another text
    where ``page`` says that it ``is_page`` not. ``page`` speaks of the address alone, and sees of it only what stands
    before its third slash, as pages are many and sites are few.

    Beside what ``SAID`` lists and ``line`` a facet may give ``problem`` and ``oddities``; a row has the problem of the
    first facet that has one. ``act`` is what the source does, so that "SOURCE act TARGET" is a sentence, which becomes
    the title, and ``alone`` the same without a target. ``side`` is who tells: rows that mirror each other are one event
    where their sides differ.
    """

    id: str
    address: str
    time: str
    act: str
    source: str
    target: str
    place: str
    page: str
    scale: str
    mirror: str


class Feed(Protocol):
    """What a module in this package offers to be a feed."""

    ABOUT: str
    """One line for `timeline formats`: what the feed is and which editions are read."""
    PUBLISHER: str
    """Who publishes it: the publisher of an event's source where the row names none."""
    TERMS: str
    """Under which terms, in a line."""
    DELIMITER: str
    QUOTED: bool
    """Whether a field may be quoted, with delimiters and line ends in it."""
    LAYOUTS: tuple[Layout, ...]
    CODES: str | None
    SELECT: str
    """Empty for a feed that has ``FACETS``."""
    FACETS: Facets | None
    """For a feed that does not quote, and of which a row has at most one source of the act, one target and one page."""


COLUMNS = {
    "line": "BIGINT",
    "problem": "VARCHAR",  # why the row is refused: a stable word, NULL where it is not
    "oddities": "VARCHAR[]",  # what is odd about a row that is kept: stable words
    "id": "VARCHAR",  # of the event: the feed's name, a dash, the feed's own id
    "native_id": "VARCHAR",
    "mirror": "VARCHAR",  # rows of one file with equal keys tell one event: the first is kept, others merged into it
    "date": "VARCHAR",  # EDTF; NULL for the day that ``first`` and ``last`` are
    "first": "DATE",  # the first and the last day on which it can have happened, inclusive
    "last": "DATE",
    "title": "VARCHAR",
    "kind": "VARCHAR",
    "mode": "VARCHAR",
    "code": "VARCHAR",  # the feed's own code of the kind, and the system that it belongs to
    "system": "VARCHAR",
    "summary": "VARCHAR",
    "note": "VARCHAR",
    "confidence": "VARCHAR",
    "tags": "VARCHAR[]",
    "actors": "STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR, code VARCHAR, role VARCHAR)[]",
    "place": "STRUCT(name VARCHAR, country VARCHAR, lat VARCHAR, lon VARCHAR, precision VARCHAR)",
    "sources": "STRUCT(url VARCHAR, publisher VARCHAR, published VARCHAR, quote VARCHAR, note VARCHAR)[]",
    "fatalities": "STRUCT(low INTEGER, best INTEGER, high INTEGER)",
    "goldstein": "VARCHAR",  # a number as published
}
"""What ``SELECT`` gives, in this order.

Of an actor, ``country`` is its alpha-3 code and ``sector`` its PLOVER sector (several joined by a space) where the feed
codes them, ``code`` the feed's own code of it, ``name`` as written; whom that is in the registry is found out by
``timeline.store.world.actors``. A refused row needs ``line`` and ``problem`` alone.
"""
_PARTY = ("name", "country", "sector", "code")
SAID = {
    "time": ("date", "first", "last", "published"),
    "act": ("kind", "mode", "code", "system", "act", "alone", "facing"),
    "source": _PARTY,
    "target": _PARTY,
    "place": ("name", "country", "lat", "lon", "precision"),
    "page": ("is_page", "publisher"),
    "scale": ("goldstein",),
    "mirror": ("mirror", "side"),
}
"""What each of ``Facets`` gives beside ``line``: as in ``COLUMNS``, in any order, texts if not told otherwise there."""
NO_ID = "no-id"
"""Why a row is refused whose id is none."""


def names() -> list[str]:
    """List the feeds that can be read."""
    return modules.names(__path__)


def feed(name: str) -> Feed:
    """Get a feed; raise ``UsageError`` with the list of them where there is none of that name."""
    if name not in names():
        raise UsageError(f"no feed is called '{name}'", "one of: " + " ".join(names()))
    module: Any = importlib.import_module(f"timeline.read.feeds.{name}")
    found: Feed = module
    return found
