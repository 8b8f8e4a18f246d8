"""What each word does in its sentence, told by its form and by the words around it.

Tags are one letter each, so that a sentence's tags are a string that regular expressions can be run over:

=====  ==========================================  =====  ======================================
``D``  determiner or possessive pronoun            ``M``  modal verb
``A``  adjective                                   ``B``  form of *be*
``N``  common noun                                 ``H``  form of *have*
``P``  proper noun                                 ``O``  form of *do*
``#``  number                                      ``V``  finite verb
``U``  pronoun                                     ``F``  base form of a verb after *to*, a modal
``R``  adverb                                      ``X``  past participle
``I``  preposition                                 ``G``  form in *-ing*
``T``  *to*                                        ``'``  possessive 's
``C``  and, or, but                                ``,``  comma, dash
``S``  that, because, while ...                    ``"``  quotation mark
``W``  who, which                                  ``(``, ``)``, ``:``, ``.``
``n``  not                                         ``t``  word of a time expression
=====  ==========================================  =====  ======================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from timeline.extract.clause.forms import BASE, GERUND, NOUN, PARTICIPLE, PAST, THIRD, Form, inflections
from timeline.extract.clause.words import Words

_MARKS = {
    ",": ",", ";": ",", "--": ",", "—": ",", "–": ",", "-": ",", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")",
    ".": ".", "!": ".",
    "?": ".", "'": '"', "’": '"', "…": ".",
    "/": "C", "&": "C", "'s": "'", "’s": "'", "%": "N", "$": "#", "€": "#", "£": "#",
}  # fmt: skip
_ADJECTIVAL = ("al", "ous", "ful", "less", "ive", "ic", "able", "ible", "ary", "ish", "led", "backed", "ese", "ern")
_CLOSED_ORDER = (
    ("adjectives", "A"), ("adverbs", "R"), ("numbers", "#"), ("prepositions", "I"), ("subordinators", "S"),
    ("conjunctions", "C"), ("modals", "M"), ("be", "B"), ("have", "H"), ("do", "O"), ("negatives", "n"),
    ("pronouns", "U"), ("relatives", "W"), ("determiners", "D"), ("possessives", "D"), ("nouns", "N"),
)  # fmt: skip
_CONTRACTED = {"won't": "M", "can't": "M", "couldn't": "M", "wouldn't": "M", "shouldn't": "M", "mustn't": "M",
               "don't": "O", "doesn't": "O", "didn't": "O", "isn't": "B", "aren't": "B", "wasn't": "B", "weren't": "B",
               "haven't": "H", "hasn't": "H", "hadn't": "H", "cannot": "M"}  # fmt: skip
NEGATED = frozenset(_CONTRACTED)
_PRONOUN_BEFORE = {"'ll": "M", "'ve": "H", "'re": "B", "'d": "M", "'m": "B"}
_SUBJECTS = frozenset(["i", "you", "he", "she", "it", "we", "they"])
_MOST_WORDS = 50_000
"""Different words whose tag is remembered; a text of more of them is read all the same."""
_DETERMINED = frozenset('DP#UTNAS"GI,')


class Tagger:
    """Tags sentences of one language."""

    def __init__(self, verbs: Mapping[str, str], small: Mapping[str, Any], nouns: Iterable[str] = ()) -> None:
        """Take the verbs and small words of a language, and words that are nouns as well as verbs."""
        self.forms: dict[str, Form] = inflections(verbs, frozenset(nouns))
        self.closed: dict[str, str] = {}
        for part, tag in _CLOSED_ORDER:
            for word in small[part].split():
                self.closed[word] = tag
        for part in ("numbers", "prepositions", "subordinators"):
            self.closed |= {word: self.closed[word] for word in small[part].split()}
        self.closed |= {"to": "T", "that": "S", "her": "D", "his": "D", "'s": "'", "n't": "n"} | _CONTRACTED
        self.closed["once"] = "R"
        for word in ("before", "after", "since", "until", "as", "for", "like", "without"):
            self.closed[word] = "I"
        self.particles = frozenset(small["particles"].split())
        self.governs = {verb: tuple(words.split()) for verb, words in small["governs"].items()}
        """Prepositions that tell a verb from the noun that it looks like: "calls for", "plans to"."""
        self.named = frozenset(word for word in small["nouns"].split() if word.endswith("ing"))
        """Forms in -ing that are nouns more often than not: meeting, bombing."""
        self.hours = frozenset(small["hours"].split())
        """Nouns for times of the day, which are nobody: "before dawn"."""
        self.nominal = frozenset(small["nominal_adjectives"].split())
        self._small: dict[str, str] = {}

    def lemma(self, word: str) -> str:
        """Give the verb that a word, in lower case, is a form of; the word itself where it is none."""
        form = self.forms.get(word)
        return form.lemma if form else word

    def tags(self, words: Words, times: frozenset[int] = frozenset()) -> str:
        """Tag a sentence's words; ``times`` are the numbers of those that belong to a time expression."""
        count = len(words.texts)
        is_title = _is_title(words.texts)
        tags = [self._alone(words, number, is_title) for number in range(count)]
        for number in times:
            tags[number] = "t"
        for number in range(1, count):
            if words.lower[number] in self.hours and tags[number - 1] in "It":
                tags[number] = "t"
        self._measure(words, tags)
        for number in range(count):
            if tags[number] == "v" or (
                tags[number] == "A" and number and tags[number - 1] in "MTO" and words.lower[number] in self.forms
            ):
                tags[number] = self._verb(words, tags, number)
            elif tags[number] == "S" and words.lower[number] == "that":
                tags[number] = self._that(words, tags, number)
            elif tags[number] == "I" and words.lower[number] in _OPENERS:
                tags[number] = self._opener(words, tags, number)
        self._first_of_two(words, tags)
        if not any(tag in "VMHB" for tag in tags):
            self._some_verb(words, tags)
        return "".join(tags)

    def _alone(self, words: Words, number: int, is_title: bool) -> str:
        """Tag a word by its form alone; ``v`` for what can be a verb."""
        text, lower = words.texts[number], words.lower[number]
        if text == lower and text[0].isalpha():
            return self._small.get(text) or self._learn(text)
        mark = _MARKS.get(text)
        if mark == '"' and text in "'’" and number and words.ends[number - 1] == words.starts[number]:
            return "'" if words.texts[number - 1][-1] == "s" else mark
        if mark is not None:
            return mark
        first = text[0]
        if first.isdigit() or first in "$€£¥":
            return "#" if not text[-1].isalpha() or "-" not in text else "A"
        capital = first.isupper()
        opens = number == 0 or is_title or words.texts[number - 1] in _OPENING
        if text.isupper() and len(text) > 2:
            opens = False
        if capital and "-" in text and lower.endswith(("ed", "led", "ing", "born", "style", "held", "run", "made")):
            return "A"
        if capital and not opens:
            if text.isupper() and len(text) > 1 and lower in self.closed and len(lower) < 3:
                return "P"
            return self.closed.get(lower, "P") if lower in _SMALL and not text.isupper() else "P"
        if not capital:
            return self._small.get(lower) or self._learn(lower)
        closed = self.closed.get(lower)
        if closed == "N" and lower in self.forms:
            return "v"
        if closed is not None and closed != "N":
            return closed
        if lower in self.forms:
            return "P" if not is_title and self._name_follows(words, number) else "v"
        return "R" if lower.endswith("ly") and closed is None else "P"

    def _learn(self, word: str) -> str:
        """Tag a word in lower case, and remember that: nothing around it matters."""
        tag = self.closed.get(word)
        if word in self.forms and (tag is None or tag == "N"):
            tag = "v"
        if tag is None:
            if word.endswith("ly"):
                tag = "R"
            elif word.endswith(_ADJECTIVAL) or ("-" in word and word.endswith(("ed", "ing", "old", "long", "wide"))):
                tag = "A"
            else:
                tag = "N"
        if len(self._small) >= _MOST_WORDS:
            self._small.clear()
        self._small[word] = tag
        return tag

    def _name_follows(self, words: Words, number: int) -> bool:
        """Say whether a capitalised first word goes on as a name: "Hope Hicks", "Grant Thornton"."""
        texts = words.texts
        return (
            number + 1 < len(texts)
            and texts[number + 1][0].isupper()
            and not self.forms[words.lower[number]].flags & (PAST | PARTICIPLE | GERUND)
        )

    def _verb(self, words: Words, tags: list[str], number: int) -> str:
        lower = words.lower[number]
        flags = self.forms[lower].flags
        if number in words.quoted and flags & (PAST | THIRD) and self.lemma(lower) in SAYING:
            return "V"  # "...," warned the minister
        before = number - 1
        while before >= 0 and (tags[before] in "Rnt" or (tags[before] == "I" and tags[before + 1] == "t")):
            before -= 1
        left = tags[before] if before >= 0 else "."
        if left == "A" and before == number - 1 and words.lower[before] in self.nominal:
            left = "N"
        after = number + 1
        right = tags[after] if after < len(tags) else "."
        if left in "MO" and flags & BASE:
            return "F"
        if flags & NOUN and flags & BASE and left in "D'A#":
            return "N"
        if flags & PAST and flags & BASE and not flags & NOUN and left in "NPU" and right in "DUPNA#":
            return "V"
        if flags & BASE and left == "V" and self.lemma(words.lower[before]) in _BARE:
            return "F"
        if flags & BASE and left == "C" and self._goes_on(tags, before):
            return "F"
        if (left == "T" and flags & BASE and right not in ".,'") or (left == "T" and flags & BASE and not flags & NOUN):
            return "F"
        if left == "B":
            if flags & GERUND:
                return "G"
            if flags & PARTICIPLE:
                return "X"
            return "N" if flags & NOUN else "A"
        if left == "H" and flags & PARTICIPLE:
            return "X"
        if flags & GERUND:
            return self._gerund(words, tags, number, left, right)
        if flags & PAST:
            return self._past(words, tags, number, left, right, flags)
        if flags & PARTICIPLE:
            return "A" if left in "DA#'" and right in "NAPv" else "X"
        return self._present(words, tags, number, left, right, flags)

    def _gerund(self, words: Words, tags: list[str], number: int, left: str, right: str) -> str:
        if words.lower[number] in self.named:
            opens = left in ",.I" and right in "DPU#"
            return "G" if left == "B" or opens else "A" if right == "N" and left in "DA" else "N"
        if left in "D'":
            return "A" if right in "NP" else "N"
        if left in "A#" and right != "D":
            return "N"
        if left in "NP" and words.lower[min(number + 1, len(tags) - 1)] == "of":
            return "N"
        if left == "." and right in "NPv" and number == 0:
            return "G"
        return "G"

    @staticmethod
    def _past(words: Words, tags: list[str], number: int, left: str, right: str, flags: int) -> str:
        if left in "DA#'" and number and tags[number - 1] in "DA#'R":
            return "A" if right in "NPAv#X" else "X"
        if left == "I" and right in "NPA":
            return "A"
        if left == "T":
            return "A"
        if flags & PARTICIPLE and number + 1 < len(tags) and words.lower[number + 1] == "by" and left not in "UW":
            return "X"
        if flags & PARTICIPLE and left == "." and right in "NPA":
            return "A"
        if flags & PARTICIPLE and left in ".," and (number == 0 or tags[number - 1] in ".,"):
            return "X" if number == 0 or _has_finite(tags, _set_in(tags, number)) else "V"
        return "V"

    def _present(self, words: Words, tags: list[str], number: int, left: str, right: str, flags: int) -> str:
        noun = flags & NOUN
        if left in {"S", "W"}:
            return "V" if left == "W" or not noun else "N"
        if left == "U":
            return "V"
        if (left == "A" or (left == "D" and tags[number - 1] == "R")) and flags & THIRD and not noun:
            return "V"
        if left in "DI#'AT":
            return "N"
        if left in "VGXF" and (number - 1 < 0 or tags[number - 1] in "VGXF"):
            return "N"
        if left in 'NP)",':
            third = flags & THIRD
            several = _plural(words.lower[number - 1]) or (number > 1 and tags[number - 2] == "C")
            if not third and not several and tags[number - 1] not in ')",':
                return "N"
            if right == "I" and words.lower[number + 1] in _PARTICLES:
                return "V"
            if not noun:
                return "V"
            opened = _before_phrase(tags, number)
            if third and opened == "S" and right in ",.I":
                return "V"  # "if Serbia attacks, "
            if opened in "VXFGIT":
                return "N"
            if (
                right in "DUPS#"
                or (right == "T" and words.lower[min(number + 2, len(tags) - 1)] in self.forms)
                or (right == "A" and left == "P")
            ):
                return "V"
            if (
                third
                and right in "IT"
                and words.lower[number + 1] in self.governs.get(self.lemma(words.lower[number]), ())
            ):
                return "V"
            return "N"
        return "N" if noun else "V" if number else "F"

    def _that(self, words: Words, tags: list[str], number: int) -> str:
        """Tell "said that" from "the plan that" and "that plan"."""
        left = tags[number - 1] if number else "."
        right = tags[number + 1] if number + 1 < len(tags) else "."
        if left in "IT.," and right in "NAP#v":
            return "D"
        if left in "VXGFF" and right == "N" and not words.lower[number + 1].endswith("s"):
            return "S"
        if left in "NP)" and right in "VBHMOvR":
            return "W"
        return "S"

    def _opener(self, words: Words, tags: list[str], number: int) -> str:
        """Tell "after the vote" from "after the vote failed": the latter opens a clause."""
        depth = number + 1
        seen = False
        while depth < len(tags) and depth < number + 16:
            tag = tags[depth]
            if tag in ',.:CSW"(':
                break
            if tag in "NPU":
                seen = True
            elif seen and tag in "MHBO":
                return "S"
            elif tag == "v" and tags[depth - 1] in "DA" and self.forms[words.lower[depth]].flags & NOUN:
                seen = True
            elif seen and tag == "v" and tags[depth - 1] in "NPUR)v":
                flags = self.forms[words.lower[depth]].flags
                if (flags & PAST or (flags & THIRD and not flags & NOUN)) and words.lower[
                    min(depth + 1, len(tags) - 1)
                ] != "by":
                    return "S"
            elif tag == "G" and not seen:
                return "I"
            depth += 1
        return "I"

    def _some_verb(self, words: Words, tags: list[str]) -> None:
        """Where nothing is a finite verb, take the first noun that could be one: "Government supports talks"."""
        for number in range(1, len(tags) - 1):
            form = self.forms.get(words.lower[number])
            if form is None or tags[number - 1] not in "NPA)":
                continue
            several = _plural(words.lower[number - 1]) or (number > 1 and tags[number - 2] in ",C")
            if (
                (tags[number] == "N" and form.flags & THIRD and not several)
                or (tags[number] == "N" and form.flags & BASE and several)
                or (tags[number] == "X" and form.flags & PAST)
            ):
                tags[number] = "V"
                return

    @staticmethod
    def _measure(words: Words, tags: list[str]) -> None:
        """Tag "more than", "at least" before a number as what stands before a noun, "first" behind a name as adverb."""
        for number in range(len(tags) - 1):
            if words.lower[number] == "one" and words.lower[number + 1] in _UNITS:
                tags[number] = "#"
        for number in range(len(tags) - 1):
            word, after = words.lower[number], words.lower[number + 1]
            if (word, after) in _MEASURES and number + 2 < len(tags) and tags[number + 2] == "#":
                tags[number] = tags[number + 1] = "A"
            elif word in {"about", "around"} and tags[number + 1] == "#" and (not number or tags[number - 1] in _AHEAD):
                tags[number] = "A"  # "around 300 soldiers"
            elif tags[number] in "IR" and number and tags[number - 1] in "DA" and word in _NOUNS_TOO:
                tags[number] = "N"
            elif word == "free" and number and words.lower[number - 1] in {"set", "let", "sets", "lets", "setting"}:
                tags[number] = "I"
            elif word == "since" and number and tags[number - 1] == "H":
                tags[number] = "R"
            elif (word in {"own", "same"} and number and tags[number - 1] == "D") or (
                word == "due" and number and tags[number - 1] == "B"
            ):
                tags[number] = "A"
            elif word == "so" and after == "far":
                tags[number] = tags[number + 1] = "R"
            elif word == "first" and number and tags[number - 1] in "NP" and after not in {"lady", "minister"}:
                tags[number] = "R"

    @staticmethod
    def _goes_on(tags: list[str], conjunction: int) -> bool:
        """Say whether the verb before a conjunction is a base form: "agreed to lift sanctions and provide aid"."""
        for place in range(conjunction - 1, -1, -1):
            if tags[place] == "F":
                return True
            if tags[place] in "VXGBHSW.":
                return False
        return False

    def _first_of_two(self, words: Words, tags: list[str]) -> None:
        """Of two finite verbs in one clause one is a participle: the second behind an object, else the first.

        "The attack launched from Gaza killed two", but "the court fined the bank for loans granted abroad". A verb of
        saying has a clause of its own behind it.
        """
        last, settled, relative = -1, False, False
        both = PARTICIPLE | PAST
        for number, tag in enumerate(tags):
            if tag == "U" and last >= 0 and self.lemma(words.lower[last]) in _BARE:
                continue  # "let most of them go"
            if tag in ',.:CSW"(U':
                last = -1
                # "the rebels who attacked the village fled": the main verb is still to come
                relative = tag == "W" and number > 0 and tags[number - 1] in "NP" and not _has_finite(tags, number)
            elif tag in "XGF" and number and tags[number - 1] in "MHBORntT":
                last, settled = number, True
            elif tag in "VMHB":
                if words.lower[number] in {"having", "being", "been", "be"}:
                    continue
                if last >= 0 and relative:
                    relative = False
                    last, settled = (number, False) if tag == "V" else (-1, False)
                    continue
                if last >= 0:
                    first, second = self.forms.get(words.lower[last]), self.forms.get(words.lower[number])
                    if first is not None and first.lemma in _BARE and second is not None and second.flags & BASE:
                        tags[number] = "F"  # "let them go"
                        continue
                    if first is not None and first.lemma not in SAYING:
                        is_object = tags[last + 1] in "DNPA#" or first.lemma in _INTRANSITIVE or settled
                        if (
                            tag == "V"
                            and second is not None
                            and second.flags & both == both
                            and (is_object or first.flags & both != both)
                        ):
                            tags[number] = "X"
                            continue
                        if first.flags & both == both and not settled:
                            tags[last] = "X"
                last, settled = (number, False) if tag == "V" else (-1, False)


def _before_phrase(tags: list[str], number: int) -> str:
    """Give the tag before the noun phrase that ends before a word."""
    place = number - 1
    while place >= 0 and tags[place] in "DAPN'#":
        place -= 1
    return tags[place] if place >= 0 else "."


def _is_title(texts: list[str]) -> bool:
    """Say whether a sentence is a heading in capitals: all its longer words begin with one."""
    longer = [text for text in texts if len(text) > 3 and text[0].isalpha()]
    return len(longer) > 2 and all(text[0].isupper() for text in longer) and not all(text.isupper() for text in longer)


def _set_in(tags: list[str], number: int) -> int:
    """Give where a relative clause between commas ends before a word begins: ", who came, praised"; else the word."""
    for place in range(number - 2, 0, -1):
        if tags[place] == "W" and tags[place - 1] == ",":
            return place
        if tags[place] == ",":
            break
    return number


def _has_finite(tags: list[str], number: int) -> bool:
    return any(tag in "VMHB" for tag in tags[:number])


_BARE = frozenset(("help", "let", "make"))
_INTRANSITIVE = frozenset(
    [
        "arrive",
        "come",
        "go",
        "die",
        "fall",
        "return",
        "live",
        "stay",
        "remain",
        "meet",
        "travel",
        "arise",
        "emerge",
        "happen",
        "occur",
        "begin",
        "continue",
        "rise",
        "end",
    ]
)
_MEASURES = frozenset(
    (("more", "than"), ("less", "than"), ("fewer", "than"), ("at", "least"), ("at", "most"), ("up", "to"),
     ("as", "many"),
     ("other", "than"), ("better", "than"))
)  # fmt: skip
_UNITS = frozenset(("hundred", "thousand", "million", "billion"))
_AHEAD = ".,:CITVXFGBv"
_NOUNS_TOO = frozenset(("round", "following", "like", "home"))
_OPENING = frozenset((":", "--", "—", ".", "'"))
_SMALL = frozenset(["the", "a", "an", "of", "in", "on", "at", "by", "for", "with", "and", "or", "to", "from", "de"])
_OPENERS = frozenset(["before", "after", "since", "until", "as"])
_PARTICLES = frozenset(("out", "over", "up", "off", "down", "back", "away"))
SAYING = frozenset(
    [
        "say",
        "announce",
        "claim",
        "state",
        "think",
        "believe",
        "warn",
        "tell",
        "declare",
        "report",
        "add",
        "confirm",
        "insist",
        "argue",
        "allege",
        "hope",
        "deny",
        "know",
        "reveal",
        "promise",
        "vow",
        "pledge",
        "threaten",
        "suggest",
        "maintain",
        "conclude",
        "predict",
        "fear",
        "note",
        "acknowledge",
        "admit",
        "show",
        "indicate",
        "mean",
    ]
)


def _plural(lower: str) -> bool:
    return (lower.endswith("s") and not lower.endswith(("ss", "us", "is"))) or lower in {
        "people",
        "police",
        "men",
        "women",
        "forces",
    }
