"""What feeds of event data write for kinds, countries and sectors, as tables: the YAML files beside this module.

Facts of others in words of ours; the head of each file says from where and what its editors keep to.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from timeline.syntax.yaml import load

FOLDER = Path(__file__).parent


@cache
def _entries(name: str) -> list[dict[str, Any]]:
    file = FOLDER / f"{name}.yaml"
    entries: list[dict[str, Any]] = load(file.read_text(encoding="utf-8"), str(file))
    return entries


def codes(crosswalk: str) -> list[tuple[str, str, str | None, str]]:
    """Give the codes of a crosswalk (``acled cameo plover ucdp``), each once: code, kind, mode if any, about.

    ``about`` stands between a source and a target: "Serbia | visited | Kosovo".
    """
    return [(entry["code"], entry["kind"], entry.get("mode"), entry["about"]) for entry in _entries(crosswalk)]


def countries() -> list[tuple[str, str, str]]:
    """Give system, code and alpha-3 code of a country, for every system that a feed writes countries in.

    Systems: ``fips``, ``cameo``, ``iso2``, ``iso3``, ``iso-numeric`` (no leading zeros), ``gw`` and ``name`` (English).
    No code of a system stands for two countries; names differ in more than case.
    """
    rows = []
    for entry in _entries("countries"):
        country = entry["id"]
        codes = {
            "fips": entry["fips"],
            "cameo": [country, *entry.get("cameo", ())],
            "iso2": [entry["iso2"]] if "iso2" in entry else [],
            "iso3": [country],
            "iso-numeric": [entry["iso"]] if "iso" in entry else [],
            "gw": [entry["gw"]] if "gw" in entry else [],
            "name": entry["names"],
        }
        rows += [(system, code, country) for system, several in codes.items() for code in several]
    return rows


def sectors() -> dict[str, str]:
    """Give the office word of each sector of PLOVER and CAMEO: ``GOV`` is "government"."""
    return {entry["code"]: entry["office"] for entry in _entries("sectors")}


def sector_words(feed: str) -> list[tuple[str, str]]:
    """Give what a feed (``acled``, ``icews``) writes for sectors: word and PLOVER sector; a word may stand for two."""
    return [(word, entry["code"]) for entry in _entries("sectors") for word in entry.get(feed, ())]


def plover_sectors() -> list[tuple[str, str]]:
    """Give the PLOVER sector of each sector code of PLOVER or CAMEO that has one."""
    own = [(entry["code"], entry["code"]) for entry in _entries("sectors") if "acled" in entry or "icews" in entry]
    return own + [(entry["code"], entry["plover"]) for entry in _entries("sectors") if "plover" in entry]
