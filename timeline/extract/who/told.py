"""Who was told of before: what "he", "they", "the two ministers" and "the council" stand for in a later sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Who(NamedTuple):
    """Somebody: the registry's id where it is known, the country (ISO 3166-1 alpha-3) and the sector of PLOVER."""

    id: str | None
    country: str | None
    sector: str | None
    is_person: bool = False


class Told(NamedTuple):
    """Somebody as a text told of them: in which words, who that is, and the nouns that may stand for them later.

    ``members`` are those of several who were named together, ``is_many`` says that "they" can be meant.
    """

    words: str
    who: Who
    nouns: frozenset[str] = frozenset()
    is_subject: bool = False
    is_many: bool = False
    members: tuple[Told, ...] = ()


HE = frozenset(["he", "she", "him", "her", "his"])
IT = frozenset(["it", "its"])
THEY = frozenset(["they", "them", "their"])
SPEAKER = frozenset(["i", "we", "me", "us"])
OWN = frozenset(["his", "her", "its", "their"])
PRONOUNS = HE | IT | THEY | {"who"}

_KEPT = 60
"""So many are remembered."""


class Memory:
    """Those whom an article told of, the last first."""

    def __init__(self) -> None:
        self._told: list[Told] = []
        self._person: Told | None = None
        self._thing: Told | None = None
        self._subjects: Told | None = None
        self._others: Told | None = None

    def note(self, sentence: Iterable[Told]) -> None:
        """Take note of those whom a sentence told of, in its order."""
        person = thing = several = others = None
        for told in sentence:
            self._told.insert(0, told)
            for member in told.members:
                self._told.insert(0, member)
            if told.is_many and told.is_subject and several is None:
                several = told
            elif told.is_many and not told.is_subject and others is None:
                others = told
            elif told.is_subject and told.who.is_person and person is None:
                person = told
            elif told.is_subject and told.who.id is not None and thing is None:
                thing = told
        del self._told[_KEPT:]
        self._person = person or self._person
        if several is not None or others is not None:
            self._subjects, self._others = several or self._subjects, others
        if thing is not None:
            self._thing = thing
        elif person is not None:
            self._thing = None

    def pronoun(self, word: str, *, is_done_to: bool) -> Told | None:
        """Say for whom a pronoun stands that its own sentence does not explain.

        He and she are the person who was the last subject, it is whoever else was, unless a person came after; they are
        the last subject of several, or when something is done to them, those to whom something was done before.
        """
        if word in HE:
            return self._person
        if word in IT:
            return self._thing
        if word in THEY:
            return (self._others if is_done_to else None) or self._subjects or self._others
        return None

    def called(self, nouns: Iterable[str], *, is_person: bool | None = None) -> Told | None:
        """Give the last of whom one of some nouns may be said: "the council", "the prince"."""
        wanted = frozenset(nouns)
        for told in self._told:
            if not told.is_many and told.nouns & wanted and (is_person is None or told.who.is_person == is_person):
                return told
        return None

    def two(self, noun: str) -> tuple[Told, ...]:
        """Give the last two different ones of whom a noun may be said, in the text's order: "the two ministers"."""
        found: list[Told] = []
        for told in self._told:
            if (
                not told.is_many
                and noun in told.nouns
                and (told.who.id or any(word[0].isupper() for word in told.words.split()[1:]))
                and all((told.who.id or told.words) != (other.who.id or other.words) for other in found)
            ):
                found.append(told)
                if len(found) == 2:
                    return tuple(reversed(found))
        return ()

    def full(self, family: str) -> Told | None:
        """Give the person told of in full whose words end in a family name."""
        for told in self._told:
            words = told.words.split()
            if told.who.is_person and len(words) > 1 and words[-1] == family:
                return told
        return None
