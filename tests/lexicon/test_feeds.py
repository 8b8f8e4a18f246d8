"""The crosswalks of feeds: whole, unambiguous, and nothing in them that the program does not know."""

from __future__ import annotations

from collections import Counter

import pytest

from timeline.lexicon.actors import load, shipped
from timeline.lexicon.feeds import codes, countries, plover_sectors, sector_words, sectors
from timeline.lexicon.kinds import kinds
from timeline.model.actor import SECTORS

CROSSWALKS = ("acled", "cameo", "plover", "ucdp")
STATES = {actor.id for actor in load(shipped()).actors.values() if actor.kind == "state"}
PLOVER = [kind.id for kind in kinds().values() if kind.group != "other"]


@pytest.mark.parametrize("crosswalk", CROSSWALKS)
def test_every_code_is_there_once_and_its_kind_is_known(crosswalk: str) -> None:
    entries = codes(crosswalk)
    assert [code for code, count in Counter(code.lower() for code, *_ in entries).items() if count > 1] == []
    assert {kind for _, kind, _, _ in entries} <= set(kinds())


@pytest.mark.parametrize(("code", "about"), [(e[0], e[3]) for name in CROSSWALKS for e in codes(name)])
def test_about_is_the_middle_of_a_title(code: str, about: str) -> None:
    assert about == about.strip()
    assert about[0].islower()
    assert not about.endswith((".", ","))
    assert len(about) <= 60


def test_cameo_has_every_root_and_keeps_its_zeros() -> None:
    known = {code for code, *_ in codes("cameo")}
    assert {code[:2] for code in known} == {f"{root:02}" for root in range(1, 21)}
    assert all(code.isdigit() and len(code) in {3, 4} for code in known)
    assert {code[:3] for code in known if len(code) == 4} <= known


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("010", "declaration", "statement"), ("0234", "request", "assist"), ("042", "consult", "visit"),
        ("0871", "retreat", "ceasefire"), ("0813", "retreat", None), ("163", "coerce", "restrict"),
        ("175", "assault", None), ("192", "coerce", "seize"), ("201", "assault", "cleansing"),
    ],
)  # fmt: skip
def test_cameo_follows_the_table_of_plover(code: str, kind: str, mode: str | None) -> None:
    assert {entry[0]: entry[1:3] for entry in codes("cameo")}[code] == (kind, mode)


def test_plover_has_all_its_types() -> None:
    types = {code: kind for code, kind, mode, _ in codes("plover") if mode is None}
    assert types == {kind.upper(): kind for kind in PLOVER}
    assert all(code.endswith(f":{mode}") for code, _, mode, _ in codes("plover") if mode)


def test_every_country_is_in_the_registry_and_no_code_stands_for_two() -> None:
    rows = countries()
    assert {country for _, _, country in rows} <= STATES
    assert [key for key, n in Counter((system, code.lower()) for system, code, _ in rows).items() if n > 1] == []
    every = Counter(code.lower() for system, code, _ in rows if system in {"iso3", "name"})
    assert [code for code, count in every.items() if count > 1] == []


@pytest.mark.parametrize(
    ("system", "code", "country"),
    [
        ("fips", "KV", "XKX"), ("fips", "RI", "SRB"), ("fips", "AS", "AUS"), ("fips", "AU", "AUT"),
        ("fips", "CH", "CHN"), ("fips", "SZ", "CHE"), ("fips", "GZ", "PSE"), ("fips", "WA", "NAM"),
        ("fips", "UP", "UKR"), ("fips", "UK", "GBR"), ("cameo", "KSV", "XKX"), ("cameo", "ROM", "ROU"),
        ("cameo", "SRB", "SRB"), ("cameo", "WSB", "PSE"),
        ("iso2", "NA", "NAM"), ("iso2", "XK", "XKX"), ("iso-numeric", "8", "ALB"), ("iso-numeric", "688", "SRB"),
        ("gw", "340", "SRB"), ("gw", "345", "YUG"), ("gw", "347", "XKX"), ("gw", "652", "SYR"), ("gw", "678", "YEM"),
        ("name", "DR Congo (Zaire)", "COD"), ("name", "Congo", "COG"), ("name", "Turkey", "TUR"),
        ("name", "Palestinian Territory, Occupied", "PSE"), ("name", "Russian Federation", "RUS"),
    ],
)  # fmt: skip
def test_a_country_is_found_in_each_system(system: str, code: str, country: str) -> None:
    assert (system, code, country) in countries()


def test_sectors_have_a_word_and_plover_takes_them_in() -> None:
    assert set(SECTORS) <= sectors().keys()
    assert sectors()["GOV"] == "government"
    assert {sector for _, sector in plover_sectors()} <= set(SECTORS)
    for feed in ("acled", "icews"):
        assert {sector for _, sector in sector_words(feed)} <= set(SECTORS)
    assert dict(plover_sectors())["SEP"] == "REB"
