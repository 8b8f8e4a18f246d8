"""Rows of feeds, invented, in the shape in which feeds publish them."""

from __future__ import annotations

from typing import Any

from timeline.read.feeds import gdelt as layout

NAMES = layout.LAYOUTS[0].names


def gdelt(number: int, day: str = "20230705", *, code: str = "042", page: str | None = None, **values: Any) -> str:
    """Give a row of GDELT 1.0, without its line end: Serbia visits Kosovo in Belgrade, unless told otherwise."""
    given = {
        "GLOBALEVENTID": str(number),
        "SQLDATE": day,
        "Actor1Code": "SRBGOV",
        "Actor1Name": "SERBIA",
        "Actor1CountryCode": "SRB",
        "Actor1Type1Code": "GOV",
        "Actor2Code": "TUR",
        "Actor2Name": "ANKARA",
        "Actor2CountryCode": "TUR",
        "EventCode": code,
        "GoldsteinScale": "1.9",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Belgrade, Serbia (general), Serbia",
        "ActionGeo_CountryCode": "RI",
        "ActionGeo_Lat": "44.8186",
        "ActionGeo_Long": "20.4681",
        "DATEADDED": day,
        "SOURCEURL": page or f"https://www.example.org/news/{number}",
        **values,
    }
    return "\t".join(given.get(name, "") or "" for name in NAMES)


def actor(number: int, code: str, name: str, country: str = "", sector: str = "") -> dict[str, str]:
    """Give the columns of the first or the second actor."""
    columns = {"Code": code, "Name": name, "CountryCode": country, "Type1Code": sector}
    return {f"Actor{number}{column}": value for column, value in columns.items()}


def text(*rows: str) -> bytes:
    """Join rows to a file."""
    return "".join(row + "\n" for row in rows).encode()
