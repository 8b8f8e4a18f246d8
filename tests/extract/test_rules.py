"""The rules of every language: each has a name of its own, and examples that come out as they say, by its own doing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import timeline.extract
import timeline.lexicon
from timeline.extract.dates import dates
from timeline.extract.grammar import Grammar
from timeline.extract.pattern import words_of
from timeline.lexicon.language import STAGES, Rule, language
from timeline.model.day import parse_iso_day
from timeline.model.mention import Mention
from timeline.syntax.yaml import load

PUBLISHED = parse_iso_day("2024-10-11")
LEXICON = Path(timeline.lexicon.__file__).parent
LANGUAGES = sorted(file.parent.name for file in LEXICON.glob("*/words.yaml"))
_CATEGORY = re.compile(r"(?<![\w:])[A-Z][A-Z_0-9]+\b")


class Case(NamedTuple):
    language: str
    stage: str
    rule: Rule

    def __str__(self) -> str:
        return f"{self.language}-{self.stage}-{self.rule.name}"


CASES = [Case(name, stage, rule) for name in LANGUAGES for stage in STAGES for rule in language(name).rules[stage]]

# Rules whose example needs more than a value: words, what is found in them (words, value, EDTF).
ELSEWHERE = {
    ("en", "reference"): [
        ("The address is P.O. Box 1914.", []),
        ("Under resolution 1973 they may.", []),
        ("See nos. 1998 to 1999.", []),
        ("He led regiment 1812 there.", []),
    ],
    ("en", "price"): [
        ("It cost $ 2000.", []),
        ("It cost € 1999 then.", []),
        ("It cost £3.50 in May.", ["May 2024-05 2024-05"]),
    ],
    ("en", "ancient-year"): [
        ("It began in 490 BC and ended in 479, when they left.", ["490 BC BC0490 -0489", "479 BC0479 -0478"]),
    ],
    ("en", "part-of-ancient-year"): [
        (
            "It fell in 490 BC. In the summer of 480 they left.",
            ["490 BC BC0490 -0489", "the summer of 480 BC0480-SU -0479-22"],
        ),
    ],
    ("en", "age"): [
        ("He was 45 years old.", ["45 years old P45Y None"]),
        ("A 45-year-old man met a boy 9 years of age.", ["45-year-old P45Y None", "9 years of age P9Y None"]),
    ],
    ("en", "rate"): [
        ("It lost two million a year to pirates.", ["a year P1Y None"]),
        ("They met twice a week in Rome.", ["a week P1W None"]),
    ],
    ("en", "former"): [
        ("He met the former president.", ["former PAST_REF None"]),
        ("Of the two the former is older.", []),
    ],
    ("en", "bare-future"): [("It is for future generations.", ["future FUTURE_REF None"])],
    ("en", "old-style-first"): [
        (
            "It began on 25 October 1917 (7 November New Style).",
            ["25 October 1917 1917-10-25 1917-11-07", "7 November 1917-11-07 1917-11-07"],
        ),
        (
            "It began on 25 October 1917 (7 November 1917 N.S.).",
            ["25 October 1917 1917-10-25 1917-11-07", "7 November 1917 1917-11-07 1917-11-07"],
        ),
    ],
    ("en", "new-style-first"): [
        (
            "It began on 7 November 1917 (O.S. 25 October).",
            ["7 November 1917 1917-11-07 1917-11-07", "25 October 1917-10-25 1917-11-07"],
        ),
        (
            "It began on 7 November 1917 [Old Style 25 October 1917].",
            ["7 November 1917 1917-11-07 1917-11-07", "25 October 1917 1917-10-25 1917-11-07"],
        ),
    ],
}  # fmt: skip
"""What is found is written as words, value and EDTF. Texts for history have no day of publication."""
_SPECIAL = {"nothing", "styles"}


def read(case: Case, text: str) -> list[Mention]:
    return list(dates(text, None if case.rule.texts == "history" else PUBLISHED, case.language))


def applied(case: Case) -> dict[str, set[str]]:
    """Give for each of a rule's texts the names of all rules that did something in it."""
    seen: set[str] = set()
    make = Grammar._make

    def spy(self, ready, row, match):
        made = make(self, ready, row, match)
        if made is not None:
            seen.add(ready.rule.name)
        return made

    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Grammar, "_make", spy)
        for text in texts(case):
            seen.clear()
            read(case, text)
            found[text] = set(seen)
    return found


def texts(case: Case) -> Iterator[str]:
    yield from case.rule.examples
    yield from (text for text, _ in ELSEWHERE.get((case.language, case.rule.name), ()))


EXAMPLES = [
    pytest.param(case, text, str(value), id=f"{case}-{number}")
    for case in CASES
    for number, (text, value) in enumerate(case.rule.examples.items())
]
KNOWN = {(case.language, case.rule.name): case for case in CASES}
WHOLE = [
    pytest.param(KNOWN.get(key), text, found, id=f"{'-'.join(key)}-{number}")
    for key, several in ELSEWHERE.items()
    for number, (text, found) in enumerate(several)
]


# --- rules -----------------------------------------------------------------------------------------------------------


def test_there_are_languages() -> None:
    assert "en" in LANGUAGES


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_rule_of_a_language_has_a_name_of_its_own(name: str) -> None:
    counted = Counter(case.rule.name for case in CASES if case.language == name)
    assert {rule: count for rule, count in counted.items() if count > 1} == {}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_rule_has_an_example(case: Case) -> None:
    assert list(texts(case))
    assert case.rule.texts in {"", "news", "history"}
    if case.rule.verb in _SPECIAL or not case.rule.examples:
        assert (case.language, case.rule.name) in ELSEWHERE


@pytest.mark.parametrize(("case", "text", "value"), EXAMPLES)
def test_an_example_has_the_value_that_it_says(case: Case, text: str, value: str) -> None:
    found = read(case, text)
    assert value in [mention.value for mention in found], found


@pytest.mark.parametrize(("case", "text", "found"), WHOLE)
def test_an_example_of_more_than_a_value_comes_out_whole(case: Case | None, text: str, found: list[str]) -> None:
    assert case is not None, "there is no such rule any more"
    assert [f"{mention.text} {mention.value} {mention.edtf}" for mention in read(case, text)] == found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_does_something_in_one_of_its_examples(case: Case) -> None:
    by_text = applied(case)
    assert any(case.rule.name in names for names in by_text.values()), by_text


@pytest.mark.parametrize("case", [case for case in CASES if case.rule.texts], ids=str)
def test_a_rule_for_one_kind_of_text_makes_no_mention_in_the_other(case: Case) -> None:
    other = PUBLISHED if case.rule.texts == "history" else None
    assert case.rule.name in {mention.rule for text in texts(case) for mention in read(case, text)}
    for text in texts(case):
        if case.rule.texts == "history":
            text = f"{text} On Friday, he said, they will meet."
        assert case.rule.name not in {mention.rule for mention in dates(text, other, case.language)}


# --- words -----------------------------------------------------------------------------------------------------------


CATEGORIES = [
    pytest.param(name, category, id=f"{name}-{category}") for name in LANGUAGES for category in language(name).words
]


@cache
def code() -> set[str]:
    """Give the names in upper case that stand in quotes somewhere in the code."""
    files = Path(timeline.extract.__file__).parent.glob("*.py")
    return {name for file in files for name in re.findall(r"[\"']([A-Z_]+)[\"']", file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize(("name", "category"), CATEGORIES)
def test_every_category_of_words_is_named_by_a_rule_or_by_the_code(name: str, category: str) -> None:
    patterns = (case.rule.pattern for case in CASES if case.language == name)
    assert category in code() or any(category in _CATEGORY.findall(pattern) for pattern in patterns)


@pytest.mark.parametrize("name", LANGUAGES)
def test_words_that_any_sentence_has_are_words_of_rules(name: str) -> None:
    words = language(name).words
    known = {word for case in CASES if case.language == name for word in words_of(case.rule.pattern)}
    known |= {word for category, entries in words.items() if category != "FUNCTION" for word in entries}
    assert set(words["FUNCTION"]) - known == set()


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_word_stands_once_in_its_category(name: str) -> None:
    file = LEXICON / name / "words.yaml"
    for category, entries in load(file.read_text(encoding="utf-8"), str(file)).items():
        counted = Counter(word for several in entries.values() for word in several.split())
        assert counted, category
        assert {word: count for word, count in counted.items() if count > 1} == {}, category


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_cues_of_a_language_are_words_between_commas(name: str) -> None:
    cues = language(name).cues
    assert set(cues) == {"future", "past", "regular", "possessive", "ahead", "spoken"}
    for cue, words in cues.items():
        assert all(word and word == word.strip() and "\n" not in word for word in words), cue
        assert len(words) == len(set(words)), cue
