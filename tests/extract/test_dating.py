"""When an event was: texts with the day of their publication, and the date of each event in them as EDTF."""

from __future__ import annotations

import pytest

from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped
from timeline.model.article import Article
from timeline.model.candidate import Candidate
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse

TOOLS = tools(load(shipped()))
FRIDAY = "2024-10-11"


def read(text: str, published: str | None) -> list[Candidate]:
    day = None if published is None else parse_iso_day(published)
    found = events(Article("", text, day), TOOLS)
    return sorted(found, key=lambda one: one.trigger.start if one.trigger else -1)


DATED = [
    # a day of its own
    ("Rebels attacked the town on Wednesday.", FRIDAY, ["attacked occurred 2024-10-09"]),
    ("Rebels attacked the town on 3 May 1999.", FRIDAY, ["attacked occurred 1999-05-03"]),
    ("Rebels attacked the town on 3 May 1999.", None, ["attacked occurred 1999-05-03"]),
    ("On 3 May 1999, rebels attacked the town.", FRIDAY, ["attacked occurred 1999-05-03"]),
    ("Serbia signed a pact with Turkey in May 2009.", FRIDAY, ["signed occurred 2009-05"]),
    ("In 2009, Serbia signed a pact with Turkey.", FRIDAY, ["signed occurred 2009"]),
    ("Last week the army arrested two men.", FRIDAY, ["arrested occurred [2024-09-30..2024-10-06]"]),
    ("Police arrested two men yesterday.", FRIDAY, ["arrested occurred 2024-10-10"]),
    ("The army had arrested two men before Friday.", FRIDAY, ["arrested occurred ../2024-10-10"]),
    # a stretch
    ("From 1914 to 1918, Serbia fought Austria.", FRIDAY, ["fought occurred 1914/1918"]),
    ("Rebels have been shelling the town since Monday.", FRIDAY, ["shelling ongoing 2024-10-07/.."]),
    ("The rebels are shelling the town.", FRIDAY, ["shelling ongoing ../2024-10-11"]),
    ("Rebels shelled the town on May 3 and 4, 1999.", FRIDAY, ["shelled occurred 1999-05-03/1999-05-04"]),
    ("Rebels shelled the town on Monday and Wednesday.", FRIDAY, ["shelled occurred {2024-10-07,2024-10-09}"]),
    (
        "The minister met Turkish officials on Monday for a two-day visit.", FRIDAY,
        ["met occurred 2024-10-07/2024-10-08"],
    ),
    # some days before and after something else
    (
        "The attack came two days after the minister met Turkish officials on Monday.", FRIDAY,
        ["attack occurred 2024-10-09", "met occurred 2024-10-07"],
    ),
    # no day
    ("Rebels attacked the town.", FRIDAY, ["attacked occurred ../2024-10-11"]),
    ("Rebels attacked the town.", None, ["attacked occurred None"]),
    ("Rebels attacked the town on Wednesday.", None, ["attacked occurred None"]),
    # what is said is done on the day on which it is said
    ("Vucic accuses Kosovo of lying.", FRIDAY, ["accuses occurred 2024-10-11"]),
    ("Vucic accused Kosovo of lying.", FRIDAY, ["accused occurred ../2024-10-11"]),
    # what is to come
    ("Norway will send aid to Togo.", FRIDAY, ["send expected 2024-10-11/.."]),
    ("Norway will send aid to Togo.", None, ["send expected None"]),
    ("Norway will send aid to Togo by the end of November.", FRIDAY, ["send expected ../2024-11-30"]),
    ("The president will visit Oslo next week.", FRIDAY, ["visit expected [2024-10-14..2024-10-20]"]),
    ("The minister said on Monday that Norway would send aid to Togo.", FRIDAY, ["send expected 2024-10-07/.."]),
    ("Rebels could attack the town in November.", FRIDAY, ["attack hypothetical 2024-11"]),
    ("The government promised in 2009 to lift the ban.", FRIDAY, ["promised occurred 2009"]),
    (
        "Norway will send aid to Togo by the end of the year, its minister promised.", FRIDAY,
        ["send expected ../2024-12-31"],
    ),
    ("Police sent 600 officers to the valley overnight.", FRIDAY, ["sent occurred 2024-10-10/2024-10-11"]),
    ("On Tuesday past, rebels attacked the town.", FRIDAY, ["attacked occurred 2024-10-08"]),
    # what was said before
    ("The minister said on Monday that rebels had attacked the town.", FRIDAY, ["attacked occurred ../2024-10-07"]),
    ("The ministry said on Thursday that police arrested 12 men on Monday.", FRIDAY, ["arrested occurred 2024-10-07"]),
    ("Police arrested 12 people on Monday, the ministry said on Thursday.", FRIDAY, ["arrested occurred 2024-10-07"]),
    ("Iran denied that it had attacked the town.", FRIDAY, ["attacked denied ../2024-10-11"]),
    ("The meeting on Thursday was cancelled.", FRIDAY, ["cancelled cancelled 2024-10-10"]),
    # told on and on
    (
        "Rebels attacked the town on Monday. They burned two houses. They killed a farmer.", FRIDAY,
        ["attacked occurred 2024-10-07", "burned occurred 2024-10-07", "killed occurred 2024-10-07"],
    ),
    (
        "Rebels attacked the town on Monday.\n\nThe army arrested two men.", FRIDAY,
        ["attacked occurred 2024-10-07", "arrested occurred ../2024-10-11"],
    ),
    (
        "Erdogan visited Tirana on Monday.\n\nDuring the visit he signed a pact with Albania.", FRIDAY,
        ["visited occurred 2024-10-07", "signed occurred 2024-10-07"],
    ),
    # each its own
    (
        "Erdogan visited Tirana on Monday and praised Greece on Tuesday.", FRIDAY,
        ["visited occurred 2024-10-07", "praised occurred 2024-10-08"],
    ),
    # where a report was sent from
    ("KAMPALA, March 3 (Agency) - Police arrested two men.", FRIDAY, ["arrested occurred ../2024-10-11"]),
    ("KAMPALA, 3 March 2024 - Police arrested two men on Monday.", FRIDAY, ["arrested occurred 2024-10-07"]),
    # headings
    ("Serbia signs pact with Turkey", FRIDAY, ["signs occurred ../2024-10-11"]),
    ("Police arrest two men in Kampala\n\nPolice arrested two men in Kampala on Monday.", FRIDAY,
     ["arrested occurred 2024-10-07"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "dates"), DATED, ids=[f"{case[0]}-{case[1]}" for case in DATED])
def test_when_it_was(text: str, published: str | None, dates: list[str]) -> None:
    found = read(text, published)
    told = [f"{one.trigger.text if one.trigger else ''} {one.status} {one.date}" for one in found]
    assert told == dates, [one.reasons for one in found]
    for one in found:
        when = None if one.date is None else parse(one.date)
        assert (one.first, one.last) == ((when.first, when.last) if when else (None, None))


WHY = [
    ("Rebels attacked the town on Wednesday.", "dated by “Wednesday”"),
    ("Rebels attacked the town.", "reported with no date"),
    ("Norway will send aid to Togo.", "to come, with no date"),
    ("The minister said on Monday that rebels had attacked the town.", "before what was said Monday"),
    ("Vucic accuses Kosovo of lying.", "said on the day of publication"),
]


@pytest.mark.parametrize(("text", "why"), WHY, ids=[text for text, _ in WHY])
def test_a_date_says_what_it_rests_on(text: str, why: str) -> None:
    (found,) = read(text, FRIDAY)
    assert found.reasons[1] == why


def test_what_is_told_later_of_the_same_paragraph_says_so() -> None:
    found = read("Rebels attacked the town on Monday. They burned two houses.", FRIDAY)
    assert [one.reasons[1] for one in found] == ["dated by “Monday”", "dated by what was told before"]


@pytest.mark.parametrize("day", ["2024-10-11", "2024-02-29", "1999-12-31", "0999-01-01"])
def test_what_has_no_date_is_not_later_than_its_publication(day: str) -> None:
    (found,) = read("Rebels attacked the town.", day)
    assert (found.date, found.first, found.last) == (f"../{day}", None, day)
