"""Feeds of event data: what their rows say of an event, as SQL over the raw columns. The file is the registration.

A feed is a module here, named as ``timeline import`` names it. It tells how a file of the feed is cut into columns
(``LAYOUTS``) and has one ``SELECT`` over the table ``raw`` that maps these columns, once, to those of ``COLUMNS``.
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
    SINGLE: bool
    """Whether a row has one source of the act, one target and one page at the most: then ``SELECT`` is ten times as
    fast, and gives ``SINGLE_COLUMNS``."""
    SELECT: str


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
_PARTY = "STRUCT(name VARCHAR, country VARCHAR, sector VARCHAR, code VARCHAR)"
SINGLE_COLUMNS = {
    **{name: kind for name, kind in COLUMNS.items() if name not in {"title", "actors", "sources"}},
    "act": "VARCHAR",  # what the source does, so that "SOURCE act TARGET" is a sentence: it becomes the title
    "source": _PARTY,
    "target": _PARTY,
    "url": "VARCHAR",
    "publisher": "VARCHAR",
    "published": "VARCHAR",
}
"""What the ``SELECT`` of a feed that is ``SINGLE`` gives, in any order."""


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
