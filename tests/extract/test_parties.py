"""Whom an act is done to: who stands behind the things that are named, and all the words that name him."""

from __future__ import annotations

import pytest

from timeline.extract.act.scene import Scene
from timeline.extract.act.sentence import weighed
from timeline.extract.language import tools
from timeline.lexicon.actors import load, shipped

TOOLS = tools(load(shipped()))

PARTIES = [
    # behind a thing
    ("Norway lifted the ban on fish from Iceland.", "Norway", "Iceland"),
    ("Austria provided two million euros to help flood victims in Malawi.", "Austria", "flood victims in Malawi"),
    ("Chile eased the restrictions imposed on Bolivia in 2019.", "Chile", "Bolivia"),
    ("The premier defended Portugal's housing policy.", "The premier", "Portugal"),
    ("The envoy reiterated his commitment to support Jordan.", "The envoy", "Jordan"),
    ("The bishops condemned the killing of a priest by soldiers.", "The bishops", "soldiers"),
    ("Peru returned two Roman statues to Italy.", "Peru", "Italy"),
    ("Japan agreed to send a delegation of farmers to Laos.", "Japan", "Laos"),
    ("The army mobilised troops for a war against Ruritania.", "The army", "Ruritania"),
    ("The minister discussed Libya with the Dutch ambassador.", "The minister", "the Dutch ambassador"),
    ("The rebels rejected Turkey's offer.", "The rebels", "Turkey"),
    # who does what a thing does
    ("Fiji received a shipment of vaccines from the Indian government.", "the Indian government", "Fiji"),
    ("Writers signed an open letter defending the novelist.", "Writers", "the novelist"),
    ("Nelson Mandela's meeting with President Botha lasted two hours.", "Nelson Mandela", "President Botha"),
    # somebody himself
    ("Latvia summoned the Belarusian ambassador in protest.", "Latvia", "the Belarusian ambassador"),
    ("Gunmen let free two Danish engineers.", "Gunmen", "two Danish engineers"),
    # two together
    ("Danish and Swedish ministers held talks in Malmo.", "Danish", "Swedish ministers"),
    ("Talks between Chad and Sudan resumed in Tripoli.", "Chad", "Sudan"),
    # all that names him
    ("Rebels attacked an army post in northern Mali.", "Rebels", "an army post in northern Mali"),
    ("Police raided the schools run by the order.", "Police", "the schools run by the order"),
    (
        "The president thanked his Kenyan counterpart, William Ruto.",
        "The president",
        "his Kenyan counterpart, William Ruto",
    ),
    ("A court found the mayor guilty of fraud.", "A court", "the mayor"),
    ("Poland opened its border to about one million refugees.", "Poland", "about one million refugees"),
    ("Around 300 rebels attacked the barracks.", "Around 300 rebels", "the barracks"),
    ("The army bombed Basra, officials said.", "The army", "Basra"),
    ("Soldiers destroyed all the houses.", "Soldiers", "all the houses"),
]


@pytest.mark.parametrize(("text", "source", "target"), PARTIES, ids=[text for text, _, _ in PARTIES])
def test_who_and_to_whom(text: str, source: str, target: str) -> None:
    scene = Scene(text, 0, len(text), TOOLS.tagger, [], TOOLS.gazetteer.people)
    found = weighed(scene, TOOLS.acts, TOOLS.model, TOOLS.lemma)[0]
    said = [span and text[slice(*scene.chars(span))] for span in (found.source, found.target)]
    assert said == [source, target], found.why
