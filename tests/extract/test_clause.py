"""Taking a sentence apart: how it is cut, what each word is, and who does what to whom. One line a case."""

from __future__ import annotations

from functools import cache

import pytest

from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Clause, Span
from timeline.extract.clause.forms import BASE, GERUND, NOUN, PARTICIPLE, PAST, THIRD, Form, gerund, past, third
from timeline.extract.clause.tags import Tagger
from timeline.extract.clause.words import words
from timeline.extract.language import tools
from timeline.extract.sentences import LONGEST, sentences
from timeline.lexicon.actors import load, shipped
from timeline.lexicon.syntax import syntax

TOOLS = tools(load(shipped()))


def scene(text: str) -> Scene:
    return Scene(text, 0, len(text), TOOLS.tagger, [], TOOLS.gazetteer.people)


# --- sentences -------------------------------------------------------------------------------------------------------

CUT = [
    ("He left. She stayed.", ["He left.", "She stayed."]),
    ("Is it so? Yes! No…", ["Is it so?", "Yes!", "No…"]),
    ("Dr. Smith met Gen. Lee. They left.", ["Dr. Smith met Gen. Lee.", "They left."]),
    ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
    ("He met J. K. Rowling. It rained.", ["He met J. K. Rowling.", "It rained."]),
    ("He came at 3 p.m. on Monday. She left.", ["He came at 3 p.m. on Monday.", "She left."]),
    ("He paid $1.5 million. Then he left.", ["He paid $1.5 million.", "Then he left."]),
    ("Serbia vs. Croatia ended. It was 1-1.", ["Serbia vs. Croatia ended.", "It was 1-1."]),
    ("“We left.” He said so.", ["“We left.”", "He said so."]),
    ("“Stop!” he said. “Go.”", ["“Stop!” he said.", "“Go.”"]),
    ("  He left.\n\n\n  She stayed. ", ["He left.", "She stayed."]),
    ("A Heading\n\nHe left.", ["A Heading", "He left."]),
    ("A Heading\nAnother line", ["A Heading", "Another line"]),
    ("", []),
    ("\n\n \n", []),
]


@pytest.mark.parametrize(("text", "cut"), CUT, ids=[repr(text) for text, _ in CUT])
def test_sentences(text: str, cut: list[str]) -> None:
    assert [sentence.text for sentence, _ in sentences(text)] == cut


def test_a_wrapped_line_is_no_end_and_a_blank_one_is() -> None:
    wrapped = "Ministers of both countries met in a town on the coast to talk about\nfishing. They left.\n\nIt rained."
    found = list(sentences(wrapped))
    assert [sentence.text.split()[-1] for sentence, _ in found] == ["fishing.", "left.", "rained."]
    assert [paragraph for _, paragraph in found] == [0, 0, 1]


@pytest.mark.parametrize("unit", ["x", "a ", "ab,"])
def test_what_is_too_long_to_be_a_sentence_is_cut(unit: str) -> None:
    text = unit * (2 * LONGEST)
    found = [sentence.text for sentence, _ in sentences(text)]
    assert len(found) >= 2
    assert max(map(len, found)) <= LONGEST
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


# --- words -----------------------------------------------------------------------------------------------------------

WORDS = [
    ("Rebels fled.", "Rebels|fled|."),
    ("U.S.-backed forces met U.N. envoys.", "U.S.-backed|forces|met|U.N.|envoys|."),
    ("Gen. Ali met Mr. Smith in St. Kitts.", "Gen.|Ali|met|Mr.|Smith|in|St.|Kitts|."),
    ("No. 5 won.", "No.|5|won|."),
    ("Israel's army", "Israel|'s|army"),
    ("Israel’s army", "Israel|’s|army"),
    ("the rebels' camp", "the|rebels|'|camp"),
    ("don't shoot", "don't|shoot"),
    ("O'Brien", "O'Brien"),
    ("al-Assad's pro-Russian side", "al-Assad|'s|pro-Russian|side"),
    ("a 17-year-old", "a|17-year-old"),
    ("1,500 men, 5.5m euros, $2bn, 45%", "1,500|men|,|5.5m|euros|,|$2bn|,|45%"),
    ("It -- all of it – ended", "It|--|all|of|it|–|ended"),
    ("“We left,” he said.", "We|left|,|he|said|."),
    ('He said: "No."', "He|said|:|No|."),
    ("(AFP)", "(|AFP|)"),
    ("Čačak, Αθήνα, ٢٠٢٤", "Čačak|,|Αθήνα|,|٢٠٢٤"),
    (" \n", ""),
]


@pytest.mark.parametrize(("text", "cut"), WORDS, ids=[repr(text) for text, _ in WORDS])
def test_words(text: str, cut: str) -> None:
    found = words(text, 0, len(text))
    assert "|".join(found.texts) == cut
    assert [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)] == found.texts
    assert found.lower == [word.lower() for word in found.texts]


def test_words_of_a_part_of_a_text_count_in_the_whole() -> None:
    text = "He left. She stayed."
    found = words(text, 9, len(text))
    assert found.texts == ["She", "stayed", "."]
    assert found.starts == [9, 13, 19]


# --- forms -----------------------------------------------------------------------------------------------------------

FORMS = [
    # base, he, past, -ing
    ("attack", "attacks", "attacked", "attacking"),
    ("seize", "seizes", "seized", "seizing"),
    ("deny", "denies", "denied", "denying"),
    ("destroy", "destroys", "destroyed", "destroying"),
    ("push", "pushes", "pushed", "pushing"),
    ("veto", "vetoes", "vetoed", "vetoing"),
    ("flee", "flees", "fled", "fleeing"),
    ("die", "dies", "died", "dying"),
    ("panic", "panics", "panicked", "panicking"),
    ("ban", "bans", "banned", "banning"),
    ("commit", "commits", "committed", "committing"),
    ("shoot", "shoots", "shot", "shooting"),
    ("withdraw", "withdraws", "withdrew", "withdrawing"),
    ("begin", "begins", "began", "beginning"),
    ("put", "puts", "put", "putting"),
]
REGULAR = [case for case in FORMS if case[2].endswith("ed") and case[0] != "flee"]
DOUBLED = {"ban", "commit"}


@pytest.mark.parametrize(("base", "he", "before", "now"), REGULAR, ids=[case[0] for case in REGULAR])
def test_regular_inflection(base: str, he: str, before: str, now: str) -> None:
    assert (third(base), past(base, base in DOUBLED), gerund(base, base in DOUBLED)) == (he, before, now)


@pytest.mark.parametrize("case", [case for case in FORMS if case[0] != "panic"], ids=lambda case: case[0])
def test_every_form_leads_to_its_verb(case: tuple[str, ...]) -> None:
    base, *others = case
    forms = TOOLS.tagger.forms
    assert [forms[word].lemma for word in case] == [base] * 4
    for word, flag in zip(others, (THIRD, PAST, GERUND), strict=True):
        assert forms[word].flags & flag
    assert forms[base].flags & BASE


MEANT = [
    ("withdrawn", "withdraw", PARTICIPLE),
    ("struck", "strike", PAST | PARTICIPLE),
    ("cut", "cut", BASE | PAST | PARTICIPLE | NOUN),
    ("travelled", "travel", PAST | PARTICIPLE),
    ("traveled", "travel", PAST | PARTICIPLE),
    ("talks", "talk", THIRD | NOUN),
    ("kills", "kill", THIRD),
    ("found", "find", PAST | PARTICIPLE),
    ("lay", "lay", BASE),
]


@pytest.mark.parametrize(("word", "lemma", "flags"), MEANT, ids=[case[0] for case in MEANT])
def test_a_word_can_be_several_forms(word: str, lemma: str, flags: int) -> None:
    form = TOOLS.tagger.forms[word]
    assert form.lemma == lemma
    assert form.flags & flags == flags


def test_a_verb_of_its_own_goes_before_a_form_of_another() -> None:
    lexicon = {"verbs": "found saw", "both": "", "doubled": "", "irregular": "find:found:found see:saw:seen"}
    forms = Tagger(lexicon, syntax("en")[1]).forms
    assert forms["found"].lemma == "find", "the irregular ones come first"
    assert forms["seen"] == Form("see", PARTICIPLE)
    assert forms["sawed"] == Form("saw", PAST | PARTICIPLE)


SINGULAR = {
    "troops": "troop", "attacks": "attack", "cities": "city", "churches": "church", "women": "woman",
    "crisis": "crisis", "crises": "crisis", "police": "police", "talks": "talk", "boxes": "box",
    "hostages": "hostage", "us": "us", "relations": "relation", "bus": "bus", "arms": "arms",
    "losses": "loss",
}  # fmt: skip


@pytest.mark.parametrize("word", SINGULAR)
def test_singular(word: str) -> None:
    assert singular(word) == SINGULAR[word]


# --- tags ------------------------------------------------------------------------------------------------------------

TAGGED = [
    ("Rebels attacked the village .", "N V D N ."),
    ("The attack killed two soldiers .", "D N V # N ."),
    ("The attacks were condemned by Ghana .", "D N B X I P ."),
    ("Greece attacks Turkey 's plans .", "P V P ' N ."),
    ("The minister will visit Oslo .", "D N M F P ."),
    ("The visit to Oslo ended .", "D N T P V ."),
    ("He had not left .", "U H n X ."),
    ("They are shelling the town .", "U B G D N ."),
    ("She wants to talk about talks .", "U V T F I N ."),
    ("The bombing continued .", "D N V ."),
    ("He said that it was late .", "U V S U B A ."),
    ("The plan that he saw was his .", "D N S U V B D ."),
    ("The captured men were freed .", "D A N B X ."),
    ("A Russian-backed force and two tanks left .", "D A N C # N V ."),
    ("They won't accept it .", "U M F U ."),
    ("The group calls for aid .", "D N V I N ."),
    ("Calls for aid grew .", "N I N V ."),
    ("After the government fell , they left .", "S D N V , U V ."),
    ("After the vote , they left .", "I D N , U V ."),
    ("The attack launched from Gaza killed two .", "D N X I P V # ."),
    ("The court fined the bank for loans granted abroad .", "D N V D N I N X R ."),
]


@pytest.mark.parametrize(("text", "tags"), TAGGED, ids=[text for text, _ in TAGGED])
def test_tags(text: str, tags: str) -> None:
    assert " ".join(scene(text).tags) == tags


def test_words_of_a_time_are_told_apart() -> None:
    text = "On 5 May rebels attacked."
    assert Scene(text, 0, len(text), TOOLS.tagger, [(3, 8)]).tags == "IttNV."


# --- clauses ---------------------------------------------------------------------------------------------------------


def said(found: Scene, span: Span | None) -> str:
    if span is None:
        return "-"
    start, end = found.chars(span)
    return found.text[start:end]


def told(found: Scene, clause: Clause) -> str:
    """Write a clause as "kind verb: subject > object"."""
    verb = clause.phrase.lemma + (f"+{clause.particle}" if clause.particle else "")
    return f"{clause.kind} {verb}: {said(found, clause.subject)} > {said(found, clause.object)}"


@cache
def read(text: str) -> tuple[str, ...]:
    found = scene(text)
    return tuple(told(found, clause) for clause in found.clauses)


CLAUSES = {
    "active": ("Rebels attacked the village.", "main attack: Rebels > the village"),
    "passive": ("The village was attacked by rebels.", "main attack: rebels > The village"),
    "passive of nobody": ("The village was attacked.", "main attack: - > The village"),
    "passive in the perfect": ("The men have been freed by Peru.", "main free: Peru > The men"),
    "passive with a goal": ("Troops were sent to the border by Chad.", "main send: Chad > Troops"),
    "relative": (
        "The ship, which was carrying grain, sank.",
        "relative carry: The ship > grain",
        "main sink: The ship > -",
    ),
    "relative passive": (
        "Omar met a man who was arrested by police.",
        "main meet: Omar > a man",
        "relative arrest: police > a man",
    ),
    "reduced": (
        "The man arrested by police denied the charges.",
        "reduced arrest: police > The man",
        "main deny: The man arrested by police > the charges",
    ),
    "set in": (
        "The minister, speaking in Oslo, criticised the plan.",
        "while speak: The minister > -",
        "main criticise: The minister > the plan",
    ),
    "participle before": (
        "Having lost the vote, the minister resigned.",
        "while lose: the minister > the vote",
        "main resign: the minister > -",
    ),
    "participle behind": (
        "Soldiers stormed the hall, wounding the speaker.",
        "main storm: Soldiers > the hall",
        "while wound: Soldiers > the speaker",
    ),
    "apposition": (
        "Tshering Tobgay, the prime minister of Bhutan, visited Delhi.",
        "main visit: Tshering Tobgay, the prime minister of Bhutan > Delhi",
    ),
    "apposition of a name": (
        "Bhutan's prime minister, Tshering Tobgay, visited Delhi.",
        "main visit: Bhutan's prime minister, Tshering Tobgay > Delhi",
    ),
    "two who": ("Turkey and Serbia signed an agreement.", "main sign: Turkey and Serbia > an agreement"),
    "two whom": ("Police held Ali and Omar.", "main hold: Police > Ali and Omar"),
    "whose": ("The decision of the court angered farmers.", "main anger: The decision of the court > farmers"),
    "two verbs": (
        "The king dissolved parliament and appointed a new government.",
        "main dissolve: The king > parliament",
        "and appoint: The king > a new government",
    ),
    "two verbs of two": (
        "Rebels took the town, and the army fled.",
        "main take: Rebels > the town",
        "main flee: the army > -",
    ),
    "two infinitives": (
        "Iran agreed to lift the ban and release the sailors.",
        "main agree: Iran > -",
        "to lift: Iran > the ban",
        "and release: Iran > the sailors",
    ),
    "subject control": (
        "Iran promised to release the sailors.",
        "main promise: Iran > -",
        "to release: Iran > the sailors",
    ),
    "object control": (
        "The president asked donors to send tents.",
        "main ask: The president > donors",
        "to send: donors > tents",
    ),
    "control by a preposition": (
        "Workers called on the government to resign.",
        "main call: Workers > -",
        "to resign: the government > -",
    ),
    "control in the passive": (
        "The army was ordered to leave the town.",
        "main order: - > The army",
        "to leave: The army > the town",
    ),
    "that": (
        "Norway said that it would send aid.",
        "main say: Norway > -",
        "that send: it > aid",
    ),
    "that unsaid": (
        "Norway said it would send aid.",
        "main say: Norway > -",
        "that send: it > aid",
    ),
    "gerund": (
        "Chad accused Niger of arming rebels.",
        "main accuse: Chad > Niger",
        "of arm: Chad > rebels",
    ),
    "while": (
        "When the talks failed, rebels shelled the town.",
        "while fail: the talks > -",
        "main shell: rebels > the town",
    ),
    "particle": ("They called off the strike.", "main call+off: They > the strike"),
    "particle behind": ("They called the strike off.", "main call+off: They > the strike"),
    "particle and goal": ("The government backed down.", "main back+down: The government > -"),
    "heading": ("Serbia signs air accord with Turkey", "main sign: Serbia > air accord"),
    "heading that could be nouns": ("Government supports talks", "main support: Government > talks"),
    "to whom": ("Ghana gave aid to Togo.", "main give: Ghana > aid"),
}


@pytest.mark.parametrize("name", CLAUSES)
def test_who_does_what(name: str) -> None:
    text, *clauses = CLAUSES[name]
    assert list(read(text)) == clauses


OTHERS = [
    ("Ghana gave aid to Togo.", ["to Togo"]),
    ("Troops were sent to the border by Chad.", ["to the border", "by Chad"]),
    ("Rebels fired at a convoy in the north of Mali.", ["at a convoy", "in the north of Mali"]),
]


@pytest.mark.parametrize(("text", "others"), OTHERS, ids=[case[0] for case in OTHERS])
def test_what_hangs_on_a_verb_by_a_preposition(text: str, others: list[str]) -> None:
    found = scene(text)
    assert [f"{word} {said(found, span)}" for word, span in found.clauses[0].others] == others


VERBS = [
    # text, modal, negative, passive, perfect, form
    ("Peru will not sign it.", "will", True, False, False, "finite"),
    ("Peru won't sign it.", "won't", True, False, False, "finite"),
    ("Peru signed it.", "", False, False, False, "finite"),
    ("Peru has signed it.", "", False, False, True, "finite"),
    ("It had not been signed.", "", True, True, True, "finite"),
    ("It could be signed.", "could", False, True, False, "finite"),
    ("Peru never signed it.", "", False, False, False, "finite"),
]


@pytest.mark.parametrize("case", VERBS, ids=[case[0] for case in VERBS])
def test_what_is_said_of_a_verb_by_its_helpers(case: tuple[str, str, bool, bool, bool, str]) -> None:
    text, *rest = case
    (clause,) = scene(text).clauses
    phrase = clause.phrase
    assert phrase.lemma == "sign"
    assert [phrase.modal, phrase.negative, phrase.passive, phrase.perfect, phrase.form] == rest


def test_what_be_says_of_somebody() -> None:
    (ready, _), (late,) = (scene(text).clauses for text in ("Peru is ready to sign it.", "The ships were late."))
    assert (ready.phrase.lemma, ready.phrase.adjective) == ("be", "ready")
    assert (late.phrase.lemma, late.phrase.adjective) == ("be", "late")


@pytest.mark.parametrize("text", ["", ".", "No", "the of and", "“”", ", , ,", "that that that", "who", "to to to"])
def test_what_has_no_verb_has_no_clause(text: str) -> None:
    assert [clause for clause in scene(text).clauses if clause.phrase.form == "finite"] == []
