"""ACLED: old and new codes, and how well a date is known."""

from __future__ import annotations

import pytest

from tests.read.feeds.harness import connection, events
from timeline.read.feeds import acled

NEW = events("acled", "acled-new.csv")
OLD = events("acled", "acled-old.csv")


def sector_of(type_: str) -> str | None:
    """Give the sector of an actor of a type whose name tells none."""
    names = acled.LAYOUTS[0].names
    row = {"event_id_cnty": "A1", "event_type": "Battles", "event_date": "2020-01-02", "actor1": "X", "inter1": type_}
    found = connection(acled.CODES)
    found.execute(f"CREATE TABLE raw(line BIGINT, {', '.join(f'{name} VARCHAR' for name in names)})")
    marks = ", ".join("?" * (len(names) + 1))
    found.execute(f"INSERT INTO raw VALUES ({marks})", [1, *(row.get(name) or None for name in names)])
    (actors,) = found.sql(f"SELECT actors FROM ({acled.SELECT})").fetchall()[0]
    sector: str | None = actors[0]["sector"]
    return sector


def test_a_row_becomes_an_event() -> None:
    row = NEW["SRB9001"]
    assert (row["id"], row["date"], row["problem"], row["oddities"]) == ("acled-SRB9001", "2022-12-28", None, [])
    assert row["title"] == "Peaceful protest: Protesters (Serbia), Belgrade - Stari Grad"
    assert (row["kind"], row["mode"], row["code"], row["system"]) == ("protest", "demo", "Peaceful protest", "ACLED")
    assert row["summary"] == "On 28 December 2022, people stood in the rain."
    assert row["note"] == "in Stari Grad, Belgrade"
    assert row["tags"] == ["crowd size=about 100", "women targeted"]
    assert [(a["name"], a["country"], a["sector"], a["role"]) for a in row["actors"]] == [
        ("Protesters (Serbia)", "SRB", "OPP", "source"),
        ("Labor Group (Serbia)", "SRB", "LAB", "other"),
        ("Students (Serbia)", "SRB", None, "other"),
    ]
    assert row["place"] == {
        "name": "Belgrade - Stari Grad", "country": "SRB", "lat": "44.8", "lon": "20.46", "precision": "exact",
    }  # fmt: skip
    assert [source["publisher"] for source in row["sources"]] == ["Danas", "N1 Serbia"]
    assert row["fatalities"] == {"low": None, "best": 0, "high": None}


def test_a_date_is_no_more_precise_than_its_code() -> None:
    assert NEW["SRB9002"]["date"] == "[2022-12-25..2022-12-31]"
    assert NEW["SRB9002"]["note"].endswith("; event_date 28 December 2022, time_precision 2")
    assert NEW["SRB9003"]["date"] == "2024-02"
    assert NEW["SRB9003"]["note"].endswith("; event_date 2024-02-15, time_precision 3")


@pytest.mark.parametrize(
    ("key", "problem"),
    [("SRB9006", "bad-date"), ("SRB9007", "bad-date"), ("SRB9009", "unknown-code"), ("line 13", "no-id")],
)
def test_what_cannot_be_an_event_is_refused(key: str, problem: str) -> None:
    assert NEW[key]["problem"] == problem


def test_what_is_odd_is_kept_and_said() -> None:
    assert NEW["SRB9008"]["oddities"] == ["unknown-subtype"]
    assert (NEW["SRB9008"]["kind"], NEW["SRB9008"]["code"]) == ("protest", "Dance")
    assert NEW["SRB9010"]["oddities"] == ["bad-coordinate", "bad-count", "no-precision"]
    assert [source["publisher"] for source in NEW["SRB9010"]["sources"]] == ["ACLED"]


def test_actors_have_the_country_and_sector_that_their_names_tell() -> None:
    row = NEW["SRB9004"]
    assert row["title"] == (
        "Armed clash: Military Forces of Syria (2000-2024) – Opposition Rebels (Syria), Belgrade - Stari Grad"
    )
    assert [(a["name"], a["country"], a["sector"], a["role"]) for a in row["actors"]] == [
        ("Military Forces of Syria (2000-2024)", "SYR", "MIL", "source"),
        ("Opposition Rebels (Syria)", "SYR", "REB", "target"),
        ("Islamic State (Syria)", "SYR", None, "other"),
    ]
    assert row["tags"][-1] == "civilian targeting"
    assert row["summary"] == "Two\nlines."


def test_the_nameless_stand_in_the_title_only() -> None:
    row = NEW["SRB9005"]
    assert row["title"].startswith("Attack: Unidentified Armed Group (Serbia) – Civilians (Serbia)")
    assert [(a["name"], a["sector"], a["role"]) for a in row["actors"]] == [("Civilians (Serbia)", "CVL", "target")]


def test_a_country_that_nobody_knows_stays_with_its_place() -> None:
    row = NEW["SRB9012"]
    assert (row["place"]["name"], row["place"]["country"]) == ("Strelsau, Ruritania", None)
    assert (row["actors"][0]["country"], row["actors"][0]["sector"]) == (None, "COP")


def test_types_of_actor_are_words_in_any_case_and_numbers() -> None:
    types = ["2", "Rebel group", "Rebel Groups", "5", "PROTESTORS", "Identity Militias", "State Forces", "8", ""]
    assert [sector_of(type_) for type_ in types] == ["REB", "REB", "REB", "OPP", "OPP", "UAF", "GOV", None, None]


def test_files_until_2018_read_alike() -> None:
    row = OLD["ALB12"]
    assert (row["date"], row["kind"], row["mode"]) == ("2010-05-05", "assault", "firearms")
    assert [(a["country"], a["sector"]) for a in row["actors"]] == [("ALB", "COP"), (None, "UAF")]
    assert (row["place"]["country"], row["place"]["precision"]) == ("ALB", "near")
    assert OLD["ALB13"]["title"] == "Riots/Protests: Rioters (Albania), Tirana"
    assert OLD["ALB13"]["actors"][0]["sector"] == "OPP"
