from __future__ import annotations

from pathlib import Path

import pytest

from timeline.model.day import day_number
from timeline.model.edtf import parse
from timeline.model.event import Event, Source
from timeline.report.basis import Cited, basis, cited

TODAY = day_number(2026, 11, 22)
ONE, OTHER = Source(url="https://a.org"), Source(url="https://b.org")


def event(date: str, *sources: Source, status: str = "occurred", count: int | None = None) -> Event:
    return Event("e", parse(date), "e", "meet", sources, status=status, count=count)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2023-05-06", "the day"),
        ("2023-05-06~", "about the day"),
        ("2023-05-06?", "perhaps the day"),
        ("2023-05", "the month only"),
        ("2023", "the year only"),
        ("199X", "the decade only"),
        ("2023-21", "the stretch only"),
        ("[2023-05-06,2023-06-07]", "one of several days"),
        ("{2023-05-06,2023-06-07}", "several days"),
        ("../2023-05-06", "a bound only"),
        ("[2023-05-06..]", "a bound only"),
        ("2023-05-06/2023-06-07", "first and last day"),
        ("2023/2023-06-07", "a period, its ends vague"),
        ("2023-05-06/..", "the day it began"),
        ("2017/..", "when it began only"),
        ("/2023-05-06", "the day it ended"),
    ],
)
def test_how_exactly_a_date_is_known(date: str, said: str) -> None:
    assert basis(event(date, ONE), TODAY) == f"{said}, one source"


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((), "no source"),
        ((ONE,), "one source"),
        ((ONE, ONE), "one source"),
        ((ONE, OTHER), "several sources"),
        ((ONE, Source(url="https://b.org", contradicts=True)), "sources differ"),
        ((ONE, Source(url="https://b.org", date=parse("2023-05-07"))), "sources differ"),
        ((ONE, Source(url="https://b.org", date=parse("2023-05"))), "several sources"),
    ],
)
def test_how_many_sources_it_has(sources: tuple[Source, ...], said: str) -> None:
    assert basis(event("2023-05-06", *sources), TODAY) == f"the day, {said}"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (event("../2024-12-31", ONE, status="expected"), "a promise, 691 days past due"),
        (event("2026-11-23", ONE, status="expected"), "a promise, 1 day left"),
        (event("[2024-12-31..]", ONE, status="expected"), "a promise, no day named"),
        (event("2023", ONE, status="cancelled"), "cancelled: the year only, one source"),
        (event("2017/2024-10", ONE, count=4), "a count, days not given, one source"),
    ],
)
def test_what_is_no_plain_fact_says_so(one: Event, said: str) -> None:
    assert basis(one, TODAY) == said


def test_a_quote_is_cited_with_its_paragraph(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    seed = "---\npublisher: a.example\n---\nHeading\n\nOne\nline.\n\nAnother thing.\n"
    (tmp_path / "seeds/a.txt").write_text(seed, encoding="utf-8")
    source = Source(seed="a.txt", quote="Another")
    origin = str(tmp_path / "events.yaml")
    assert cited(source, origin) == Cited("a.example", "", "a.txt", 3, "seeds/a.txt:9:1", False)
    assert cited(source, None) == Cited("a.txt", "", "a.txt", None, "", False)
    assert cited(Source(url="https://a.org", publisher="A"), origin).name == "A"
