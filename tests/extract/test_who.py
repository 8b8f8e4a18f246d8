"""Who is meant by names, offices, peoples, capitals and pronouns: the actor, the country and the sector."""

from __future__ import annotations

import pytest

from timeline.extract.act.scene import Scene
from timeline.extract.events import events
from timeline.extract.language import tools
from timeline.extract.who.actors import Cast
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.gazetteer import ADJECTIVE, AGENT, CAPITAL, GOVERNMENT, NAME, PEOPLE, TOWN, Gazetteer
from timeline.model.actor import SECTORS
from timeline.model.article import Article
from timeline.model.candidate import Part
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse
from timeline.model.text import fold

TOOLS = tools(load(shipped()))
GAZETTEER: Gazetteer = TOOLS.gazetteer
ACTORS = GAZETTEER.registry.actors
DAY = "2024-10-11"


def parts(text: str, published: str | None = DAY) -> list[Part]:
    """Give who takes part in the events of a text, in the order of the text."""
    day = None if published is None else parse_iso_day(published)
    found = {part for one in events(Article("", text, day), TOOLS, 0.0) for part in one.actors}
    return sorted(found, key=lambda part: (part.start, -part.end))


def named(words: str, published: str | None = DAY) -> list[tuple[str, str, str]]:
    """Find the names in words: how they stand in a text, what they name, in which way."""
    scene = Scene(words, 0, len(words), TOOLS.tagger, [])
    cast = Cast(GAZETTEER, parse(published) if published else None)
    return [
        (" ".join(scene.words.texts[one.start : one.end]), one.entry.value, one.entry.way) for one in cast.names(scene)
    ]


# --- the gazetteer ---------------------------------------------------------------------------------------------------

NAMED = [
    ("Recep Tayyip Erdoğan", [("Recep Tayyip Erdoğan", "recep-tayyip-erdogan", NAME)]),
    ("Recep Tayyip Erdogan", [("Recep Tayyip Erdogan", "recep-tayyip-erdogan", NAME)]),
    ("Александар Вучић", [("Александар Вучић", "aleksandar-vucic", NAME)]),
    ("the European Union", [("European Union", "eu", NAME)]),
    ("Turkish police", [("Turkish", "TUR", ADJECTIVE), ("police", "COP", AGENT)]),
    ("Serbs and Turks", [("Serbs", "SRB", PEOPLE), ("Turks", "TUR", PEOPLE)]),
    ("Ankara or Belgrade", [("Ankara", "TUR", CAPITAL), ("Belgrade", "SRB", CAPITAL)]),
    ("the Kremlin", [("Kremlin", "RUS", GOVERNMENT)]),
    ("Bosnia-Herzegovina", [("Bosnia-Herzegovina", "BIH", NAME)]),
    ("Bosnia and Herzegovina", [("Bosnia and Herzegovina", "BIH", NAME)]),
    ("two prime ministers", [("prime ministers", "GOV", AGENT)]),
    ("Hun Sen", [("Hun Sen", "hun-sen", NAME)]),
    ("SEN", [("SEN", "SEN", NAME)]),
    ("Sen and sen", []),
    ("turkey and china for dinner", []),
    ("It is in us to be", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("words", "found"), NAMED, ids=[words for words, _ in NAMED])
def test_names_in_running_text(words: str, found: list[tuple[str, str, str]]) -> None:
    assert named(words) == found


def test_the_longest_name_goes_before_those_within_it() -> None:
    for words in ("foreign minister", "bosnia and herzegovina", "recep tayyip erdogan"):
        (one,) = GAZETTEER.find(words.split())
        assert (one.start, one.end) == (0, len(words.split()))


def test_what_is_named_is_known() -> None:
    every = [entry for first in GAZETTEER._told for entry in GAZETTEER._entries(first)]
    assert {entry.way for _, entry in every} == {NAME, ADJECTIVE, PEOPLE, CAPITAL, GOVERNMENT, AGENT, TOWN}
    for words, (way, value) in every:
        assert value in (SECTORS if way == AGENT else ACTORS), (words, way, value)
        assert words == tuple(fold(" ".join(words)).split())


OFFICES = [
    ("president", "SRB", "2024-10-11", "aleksandar-vucic"),
    ("president", "SRB", "2010-05-01", "boris-tadic"),
    ("president", "TUR", "2024-10-11", "recep-tayyip-erdogan"),
    ("president", "TUR", "2010-05-01", "abdullah-gul"),
    ("prime minister", "TUR", "2010-05-01", "recep-tayyip-erdogan"),
    ("prime minister", "SRB", "2016-01-01", "aleksandar-vucic"),
    ("president", "SRB", "1812-01-01", None),
    ("emperor", "SRB", "2024-10-11", None),
]


@pytest.mark.parametrize(("title", "of", "day", "holder"), OFFICES)
def test_who_held_an_office_on_a_day(title: str, of: str, day: str, holder: str | None) -> None:
    assert GAZETTEER.holder(title, of, parse(day)) == holder


def test_a_family_name_is_that_of_whom_the_article_named_else_of_who_serves() -> None:
    when = parse(DAY)
    shared = {name: ids for name, ids in GAZETTEER.families.items() if len(ids) > 1}
    assert shared
    for name, ids in shared.items():
        for actor in ids:
            assert GAZETTEER.family(name, when, [actor]) == actor
    assert GAZETTEER.family("erdogan", when) == "recep-tayyip-erdogan"
    assert GAZETTEER.family("erdogan", None, []) in {"recep-tayyip-erdogan", None}
    assert GAZETTEER.family("nobody-of-that-name", when) is None


# --- the cast --------------------------------------------------------------------------------------------------------

MEANT = [
    # words, the text, the day, id, country, sector
    ("Recep Tayyip Erdogan", "Recep Tayyip Erdogan met reporters.", DAY, "recep-tayyip-erdogan", "TUR", "GOV"),
    ("Erdogan", "Erdogan met reporters.", DAY, "recep-tayyip-erdogan", "TUR", "GOV"),
    ("Erdogan", "Erdogan met reporters.", "2010-05-01", "recep-tayyip-erdogan", "TUR", "GOV"),
    ("Rama", "Edi Rama met Turkish officials. Rama met reporters.", DAY, "edi-rama", "ALB", "GOV"),
    ("The president of Serbia", "The president of Serbia met reporters.", DAY, "aleksandar-vucic", "SRB", "GOV"),
    ("The president of Serbia", "The president of Serbia met reporters.", "2010-05-01", "boris-tadic", "SRB", "GOV"),
    ("The president of Serbia", "The president of Serbia met reporters.", None, "SRB", "SRB", "GOV"),
    ("The Serbian president", "The Serbian president met reporters.", DAY, "aleksandar-vucic", "SRB", "GOV"),
    ("Serbia's president", "Serbia's president met reporters.", DAY, "aleksandar-vucic", "SRB", "GOV"),
    (
        "Turkey's President Erdogan", "Turkey's President Erdogan met reporters.", DAY,
        "recep-tayyip-erdogan", "TUR", "GOV",
    ),
    (
        "Serbian President Aleksandar Vucic", "Serbian President Aleksandar Vucic met reporters.", DAY,
        "aleksandar-vucic", "SRB", "GOV",
    ),
    (
        "Hakan Fidan, the foreign minister of Turkey", "Hakan Fidan, the foreign minister of Turkey, met reporters.",
        DAY, "hakan-fidan", "TUR", "GOV",
    ),
    (
        "The former president of Serbia, Boris Tadic", "The former president of Serbia, Boris Tadic, met reporters.",
        DAY, "boris-tadic", "SRB", "GOV",
    ),
    ("Foreign Minister John Smith", "Foreign Minister John Smith met reporters.", DAY, None, None, "GOV"),
    ("Serbian police", "Serbian police arrested two men.", DAY, "SRB", "SRB", "COP"),
    ("the Greek army", "Rebels attacked the Greek army.", DAY, "GRC", "GRC", "MIL"),
    ("Turkish-backed rebels", "Turkish-backed rebels attacked the town.", DAY, None, "TUR", "REB"),
    ("US officials", "US officials met reporters.", DAY, "USA", "USA", "GOV"),
    ("us", "Rebels attacked us.", DAY, None, None, None),
    ("Ankara", "Ankara criticised Athens.", DAY, "TUR", "TUR", "GOV"),
    ("Athens", "Ankara criticised Athens.", DAY, "GRC", "GRC", "GOV"),
    ("Serbs", "Serbs protested in Pristina.", DAY, None, "SRB", "CVL"),
    ("the Serbs", "Ankara criticised the Serbs.", DAY, "SRB", "SRB", "CVL"),
    ("soldiers of KFOR", "Rebels attacked soldiers of KFOR.", DAY, "kfor", None, "MIL"),
    ("The police of Katowice", "The police of Katowice arrested two men.", DAY, "POL", "POL", "COP"),
    ("its army", "Serbia denied that its army had attacked the town.", DAY, "SRB", "SRB", "MIL"),
    ("The parliament", "The parliament met in Ankara. Ankara criticised Athens.", DAY, "TUR", "TUR", "LEG"),
    ("NATO", "NATO deployed troops to Kosovo.", DAY, "nato", None, "IGO"),
    ("The European Union", "The European Union condemned Russia.", DAY, "eu", None, "IGO"),
    ("Hun Sen", "Hun Sen met reporters.", DAY, "hun-sen", "KHM", "GOV"),
    ("SEN troops", "SEN troops attacked the town.", DAY, "SEN", "SEN", "MIL"),
    ("Bosnia-Herzegovina", "Bosnia-Herzegovina signed a pact with Croatia.", DAY, "BIH", "BIH", "GOV"),
    ("The rebels", "The rebels attacked the town.", DAY, None, None, "REB"),
]  # fmt: skip


@pytest.mark.parametrize("case", MEANT, ids=[f"{case[0]}-{case[2]}" for case in MEANT])
def test_who_is_meant(case: tuple[str, str, str | None, str | None, str | None, str | None]) -> None:
    words, text, day, *who = case
    found = [part for part in parts(text, day) if part.name == words]
    assert [text[part.start : part.end] for part in found] == [words], parts(text, day)
    assert [found[0].id, found[0].country, found[0].sector] == who


LATER = [
    # the text, a word of its last sentence, who is named there
    ("Ivan Petrov met John Smith in Oslo. Mr. Smith attacked reporters.", "Mr. Smith", ["John Smith"]),
    ("Foreign Minister Ivan Petrov met his guests. The minister accused reporters.", "The minister", ["Ivan Petrov"]),
    (
        "Minister Ivan Petrov met Minister John Smith. The two ministers accused reporters.", "The two ministers",
        ["Ivan Petrov", "John Smith"],
    ),
    ("The UN Security Council met on Monday. The council condemned Russia.", "The council", ["un-security-council"]),
    ("Police arrested two men. They were released on Monday.", "They", ["two men"]),
    ("Two men attacked the police. They shelled a village on Monday.", "They", ["Two men"]),
    (
        "Minister Ivan Petrov met his Greek counterpart John Smith. The two ministers accused reporters.",
        "The two ministers", ["Ivan Petrov", "his Greek counterpart John Smith"],
    ),
    ("Turkey met Serbia. Turkey praised Serbia. The two countries signed a pact.", "The two countries", ["TUR", "SRB"]),
    ("Secretary of State John Kerry accused Iran.", "Secretary of State John Kerry", ["john-kerry"]),
    ("Rebels attacked the chief of Hamas.", "the chief of Hamas", ["hamas"]),
    ('"We shall attack the town," warned Ivan Petrov on Monday.', "We", ["Ivan Petrov"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "who"), LATER, ids=[word for _, word, _ in LATER])
def test_who_was_told_of_is_known_later(text: str, word: str, who: list[str]) -> None:
    found = [part for part in parts(text) if text[part.start : part.end] == word]
    assert {part.id or part.name.removeprefix("Minister ").removeprefix("Foreign Minister ") for part in found} == set(
        who
    )


def test_of_two_who_are_joined_each_is_somebody() -> None:
    text = "Turkey and Serbia signed a pact with Albania, Croatia and Montenegro."
    assert [(part.name, part.id, part.role) for part in parts(text)] == [
        ("Turkey", "TUR", "source"), ("Serbia", "SRB", "source"),
        ("Albania", "ALB", "target"), ("Croatia", "HRV", "target"), ("Montenegro", "MNE", "target"),
    ]  # fmt: skip


def test_he_is_who_was_the_last_subject_in_an_earlier_sentence() -> None:
    text = "Erdogan visited Tirana. It rained in the whole country. He praised Edi Rama."
    pronoun = next(part for part in parts(text) if text[part.start : part.end] == "He")
    assert (pronoun.name, pronoun.id, pronoun.country) == ("Erdogan", "recep-tayyip-erdogan", "TUR")


def test_it_is_the_country_that_was_the_last_subject() -> None:
    text = "Turkey invited Vucic. It also offered aid to Kosovo."
    pronoun = next(part for part in parts(text) if text[part.start : part.end] == "It")
    assert (pronoun.name, pronoun.id) == ("Turkey", "TUR")


def test_a_pronoun_of_nobody_stays_one() -> None:
    text = "He praised Albania."
    assert [(part.name, part.id, part.country) for part in parts(text)] == [
        ("He", None, None),
        ("Albania", "ALB", "ALB"),
    ]


def test_a_pronoun_is_explained_by_its_own_sentence_first() -> None:
    text = "Erdogan visited Tirana. Vucic said that he would visit Ankara."
    told = [part for part in parts(text) if part.role == "source"]
    assert [part.id for part in told] == ["recep-tayyip-erdogan", "aleksandar-vucic"]


DATELINES = ["KAMPALA, March 3 (Agency) - ", "Kampala, 25 January 2017 - ", "KAMPALA (Agency) — "]


@pytest.mark.parametrize("line", DATELINES)
def test_the_government_is_that_of_the_place_that_a_report_was_sent_from(line: str) -> None:
    text = f"{line}The government arrested three editors."
    (who,) = (part for part in parts(text) if part.role == "source")
    assert (who.name, who.id, who.country, who.sector) == ("The government", "UGA", "UGA", "GOV")


def test_the_government_of_no_place_is_of_no_country() -> None:
    (who,) = (part for part in parts("The government arrested three editors.") if part.role == "source")
    assert (who.id, who.country, who.sector) == (None, None, "GOV")


def test_the_president_is_the_one_told_of() -> None:
    text = "Serbian President Aleksandar Vucic met reporters. The president criticised Albania."
    who = [part for part in parts(text) if part.name == "The president"]
    assert [part.id for part in who] == ["aleksandar-vucic"]


def test_articles_know_nothing_of_each_other() -> None:
    alone = parts("He praised Albania.")
    parts("Erdogan visited Tirana.")
    assert parts("He praised Albania.") == alone
