"""Names in running text: who is meant by words that follow each other, the longest first.

Built from the registry, from the words for states and peoples (``peoples.yaml``), from the nouns for those who act
(``agents.yaml``) and from towns (``towns.tsv``). Words are folded, so case, script and diacritics do not matter here;
what needs a capital is for the caller to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from timeline.lexicon.actors import Registry
from timeline.model.actor import Actor, Office
from timeline.model.text import fold
from timeline.model.when import When
from timeline.syntax.yaml import load

NAME, ADJECTIVE, PEOPLE, CAPITAL, GOVERNMENT = "name", "adjective", "people", "capital", "government"
AGENT, TOWN = "agent", "town"


class Entry(NamedTuple):
    """What words stand for: an actor of the registry, in one of the ways above.

    ``AGENT`` words stand for a sector of PLOVER, a ``TOWN`` for the country where it is.
    """

    way: str
    value: str


class Found(NamedTuple):
    """A name in a list of words: words ``start`` to ``end``, half-open."""

    start: int
    end: int
    entry: Entry


class Gazetteer:
    """Finds names. ``registry`` is what ids mean."""

    def __init__(
        self, registry: Registry, peoples: Iterable[Mapping[str, Any]], agents: Mapping[str, Iterable[str]],
        towns: Iterable[tuple[str, str]] = (),
    ) -> None:  # fmt: skip
        self.registry = registry
        # A text asks for a few of the thousands of names and offices: only those are made ready, when they are.
        self._told: dict[str, list[tuple[str, str, str]]] = {}
        self._ready: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._offices: dict[str, list[tuple[Office, str]]] = {}
        self._holders: dict[tuple[str, str], list[tuple[Office, str]]] = {}
        self.families: dict[str, list[str]] = {}
        people: set[str] = set()
        for sector, agent_words in agents.items():
            people.update(word.rpartition(" ")[2].lower() for word in agent_words)
            for word in agent_words:
                self._add(fold(word), AGENT, sector)
                self._add(fold(_plural(word)), AGENT, sector)
        self.people = frozenset(people)
        """Nouns for those who act, in the singular."""
        for of in peoples:
            for way, words in (
                (CAPITAL, of.get("capitals")), (GOVERNMENT, of.get("governments")),
                (PEOPLE, of.get("people")), (ADJECTIVE, of.get("adjectives")),
            ):  # fmt: skip
                for word in words or ():
                    self._add(fold(word), way, of["of"])
        for country, town in towns:
            self._add(town, TOWN, country)
        for folded, name in registry.names.items():
            if folded not in _COMMON:
                self._add(folded, NAME, name)
        for actor in registry.actors.values():
            if actor.kind == "person":
                self._person(actor)

    def _person(self, actor: Actor) -> None:
        family = fold(actor.short or actor.name).split()[-1]
        self.families.setdefault(family, []).append(actor.id)
        for office in actor.offices:
            self._offices.setdefault(office.of, []).append((office, actor.id))

    def _add(self, folded: str, way: str, value: str) -> None:
        if folded:
            self._told.setdefault(folded.partition(" ")[0], []).append((folded, way, value))

    def _entries(self, first: str) -> list[tuple[tuple[str, ...], Entry]]:
        """Give what begins with a word that something begins with, the longest first."""
        found = self._ready.get(first)
        if found is None:
            found = [(tuple(folded.split()), Entry(way, value)) for folded, way, value in self._told[first]]
            found.sort(key=lambda pair: -len(pair[0]))
            self._ready[first] = found
        return found

    def find(self, folded: list[str]) -> list[Found]:
        """Find the names in folded words, from left to right, longest first, none within another."""
        found: list[Found] = []
        told = self._told
        last = 0
        for number in [number for number, word in enumerate(folded) if word in told]:
            if number < last:
                continue
            second = folded[number + 1] if number + 1 < len(folded) else None
            for words, entry in self._entries(folded[number]):
                # Some first words have a hundred names: most are told apart by the second.
                if len(words) == 1 or (words[1] == second and tuple(folded[number : number + len(words)]) == words):
                    last = number + len(words)
                    found.append(Found(number, last, entry))
                    break
        return found

    def is_small(self, words: str, actor: str) -> bool:
        """Say whether an actor has folded words as a name that begins without a capital: "de Mistura"."""
        return any(name[:1].islower() and fold(name) == words for name in self.registry.actors[actor].names)

    def holder(self, title: str, of: str, when: When) -> str | None:
        """Give the one person who held an office of an actor on a day; None where nobody or several can have."""
        held = self._holders.get((title, of))
        if held is None:
            held = [(office, actor) for office, actor in self._offices.get(of, ()) if fold(office.title) == title]
            self._holders[title, of] = held
        ids = {actor for office, actor in held if office.held_during(when)}
        return ids.pop() if len(ids) == 1 else None

    def family(self, name: str, when: When | None, known: Iterable[str] = ()) -> str | None:
        """Give the person meant by a family name: one already ``known``, else the only one in office on a day.

        Where nobody of that name was in office, it is the only one who never was; without a day, the only one.
        """
        ids = self.families.get(name, ())
        for actor in known:
            if actor in ids:
                return actor
        if when is None:
            return ids[0] if len(ids) == 1 else None
        actors = [self.registry.actors[actor] for actor in ids]
        serving = [actor for actor in actors if any(office.held_during(when) for office in actor.offices)]
        if not serving:
            serving = [actor for actor in actors if not actor.offices]
        return serving[0].id if len(serving) == 1 else None

    def is_named(self, person: str, words: Iterable[str]) -> bool:
        """Say whether folded words are all parts of one of somebody's names."""
        actor = self.registry.actors[person]
        return any(set(words) <= set(fold(name).split()) for name in (actor.name, *actor.names))


# Folded names that are words of their own in running text.
_COMMON = frozenset(
    ["us", "it", "is", "in", "no", "to", "be", "can", "are", "sun", "and", "may", "will", "hope", "eu"]
) - {"eu"}


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-3] + "men"
    return word + "s"


def gazetteer(registry: Registry, language: str) -> Gazetteer:
    """Build the gazetteer of a language over a registry."""
    return Gazetteer(registry, *_words(language))


@cache
def _words(language: str) -> tuple[list[dict[str, Any]], dict[str, list[str]], list[tuple[str, str]]]:
    folder = Path(__file__).parent / language

    def read(name: str) -> Any:
        return load((folder / name).read_text(encoding="utf-8"), name)

    peoples, agents = read("peoples.yaml"), read("agents.yaml")
    lines = (folder.parent / "towns.tsv").read_text(encoding="utf-8").splitlines()
    towns = [(line[:3], line[4:]) for line in lines if line[3:4] == "\t"]
    return peoples, agents, towns
