"""Whom a feed means."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import naive
from timeline.lexicon.actors import Registry, load
from timeline.model.day import day_number
from timeline.model.edtf import parse
from timeline.store.world.actors import Named, Who, identify, owners

SECTORS = {"GOV": "government", "OPP": "opposition"}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    path: Path = tmp_path_factory.mktemp("registry") / "actors.yaml"
    path.write_text(naive.ACTORS, encoding="utf-8")
    return load([path])


@pytest.mark.parametrize(
    ("named", "who"),
    [
        (Named("SERBIA", "SRB", "GOV", "SRBGOV"), Who("SRB", "government", ["SRB"], dated=False)),
        (Named("BELGRADE", "SRB", "", "SRB"), Who("SRB", None, ["SRB"], dated=False)),
        (Named("STUDENTS", "SRB", "OPP", "SRBOPP"), Who(None, "opposition", ["~students", "SRB"], dated=False)),
        (Named("STUDENTS", "", "OPP", "OPP"), Who(None, "opposition", ["~students"], dated=False)),
        (Named("TURKEY", "SRB", "GOV", "SRBGOV"), Who("SRB", "government", ["SRB"], dated=False)),
        (Named("KFOR", "", "", ""), Who("kfor", None, ["kfor", "nato"], dated=False)),
        (Named("HEN", "", "", ""), Who("hen", None, ["hen", "egg"], dated=False)),
        (Named("Вучић", "SRB", "GOV", "SRBGOV"), Who("vucic", "government", ["vucic", "SRB"], dated=True)),
        # An office without a day of its own is held by somebody whose offices have days.
        (Named("ISIL IRMAK", "", "", ""), Who("irmak", None, ["irmak"], dated=True)),
        (Named("NOBODY", "ZZZ", "GOV", "ZZZGOV"), Who(None, "government", ["~nobody"], dated=False)),
    ],
)
def test_whom_a_feed_means(named: Named, who: Who, registry: Registry) -> None:
    assert identify(named, registry, SECTORS) == who


@pytest.mark.parametrize("day", [(2022, 5, 1), (2023, 5, 1), (2024, 5, 31), (2024, 6, 1), (2026, 1, 1)])
@pytest.mark.parametrize("name", ["Işıl Irmak", "Vučić", "KFOR", "Hen", "Serbian Army"])
def test_keys_are_those_of_the_registry_on_that_day(name: str, day: tuple[int, int, int], registry: Registry) -> None:
    who = identify(Named(name, "", "", ""), registry, SECTORS)
    assert who.id
    number = day_number(*day)
    keys = {*who.keys, *(owners(who.id, number, number, registry) if who.dated else ())}
    assert keys == {who.id, *registry.stands_for(who.id, parse("{}-{:02d}-{:02d}".format(*day)))}
