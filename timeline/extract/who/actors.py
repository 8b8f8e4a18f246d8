"""Who is meant by a noun phrase: an actor of the registry, a country, a sector of PLOVER."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from timeline.extract.act.scene import Scene
from timeline.extract.clause.clauses import Span
from timeline.lexicon.gazetteer import ADJECTIVE, AGENT, CAPITAL, GOVERNMENT, NAME, PEOPLE, Found, Gazetteer
from timeline.model.text import fold
from timeline.model.when import When

_STATE_SECTORS = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
"""Sectors that act for their state, so that "Serbian police" is Serbia."""

_OFFICES = {
    "president": "president", "prime minister": "prime minister", "premier": "prime minister",
    "chancellor": "chancellor",
    "foreign minister": "foreign minister", "minister of foreign affairs": "foreign minister",
    "defence minister": "defence minister", "defense minister": "defence minister", "king": "king", "queen": "queen",
    "interior minister": "interior minister", "secretary of state": "secretary of state", "pope": "pope",
    "secretary general": "secretary general", "foreign secretary": "foreign minister", "emir": "emir",
    "vice president": "vice president", "supreme leader": "supreme leader", "crown prince": "crown prince",
    "high representative": "high representative",
}  # fmt: skip


LEADS = 3
"""So often must a country be named to be the one that "the government" is of."""


class Who(NamedTuple):
    """Somebody: the registry's id where it is known, the country (ISO 3166-1 alpha-3) and the sector of PLOVER."""

    id: str | None
    country: str | None
    sector: str | None
    is_person: bool = False


@lru_cache(maxsize=8192)
def _folded(text: str) -> tuple[str, ...]:
    """Fold a word; what stands between its hyphens is a word of its own, and a mark is an empty one."""
    return tuple(fold(text).split()) or ("",)


class Cast:
    """The actors of one article, as they come up: names that were told in full are known by their family name later."""

    PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "who"])

    def __init__(self, gazetteer: Gazetteer, published: When | None) -> None:
        self.gazetteer = gazetteer
        self.published = published
        self.people: list[str] = []
        self.countries: Counter[str] = Counter()
        self._before: list[Scene] = []
        self._person_told: tuple[str, Who] | None = None
        self._thing_told: tuple[str, Who] | None = None

    def names(self, scene: Scene) -> list[Found]:
        """Find the names of a sentence, once."""
        found = scene.names
        if found is None:
            found = [name for name in self._find(scene.words.texts) if self._is_name(scene, name)]
            scene.names = found
            for name in found:
                if name.entry.way != AGENT and self._is_state(name.entry.value):
                    self.countries[name.entry.value] += 1
            for name in found:
                if name.entry.way == NAME and self._is_person(name.entry.value):
                    self._remember(name.entry.value)
        return found

    def _find(self, texts: list[str]) -> list[Found]:
        """Find names in words; a word with a hyphen is several in a name."""
        folded: list[str] = []
        numbers: list[int] = []
        for number, text in enumerate(texts):
            for part in _folded(text):
                folded.append(part)
                numbers.append(number)
        return [
            Found(numbers[name.start], numbers[name.end - 1] + 1, name.entry) for name in self.gazetteer.find(folded)
        ]

    def sent_from(self, words: str) -> None:
        """Take note of where a report was sent from: what "the government" is then."""
        for name in self._find(words.replace(",", " ").split()):
            if name.entry.way != AGENT and self._is_state(name.entry.value):
                self.countries[name.entry.value] += 3

    def _is_name(self, scene: Scene, found: Found) -> bool:
        """Say whether words are written as a name is: with a capital, and a country's code in capitals."""
        if found.entry.way == AGENT:
            return True
        text = scene.words.texts[found.start]
        if found.end - found.start == 1 and len(text) < 4 and text.lower() == found.entry.value.lower():
            return text.isupper()
        return text[0].isupper() or not text[0].isalpha()

    def _is_person(self, actor: str) -> bool:
        known = self.gazetteer.registry.actors.get(actor)
        return known is not None and known.kind == "person"

    def _remember(self, actor: str) -> None:
        if actor in self.people:
            self.people.remove(actor)
        self.people.insert(0, actor)

    def heard(self, scene: Scene) -> None:
        """Take note of a sentence, for the pronouns of the next."""
        self.names(scene)
        self._before.append(scene)

    def meant(self, pronoun: str) -> tuple[str, Who] | None:
        """Say for whom a pronoun stands that its own sentence does not explain: the words and who that is.

        He and she are the person who was the last subject, it is whoever else was, unless a person came after.
        """
        for scene in self._before:
            self._take_note(scene)
        self._before.clear()
        if pronoun in {"he", "she", "him", "her", "his"}:
            return self._person_told
        if pronoun in {"it", "its"}:
            return self._thing_told
        return None

    def _take_note(self, scene: Scene) -> None:
        person = thing = None
        for clause in scene.clauses:
            subject = clause.object if clause.phrase.passive else clause.subject
            if subject is None or scene.words.lower[scene.phrases[subject[0]].start] in self.PRONOUNS:
                continue
            who = self.who(scene, subject)
            start, end = scene.chars(subject)
            if who.is_person and person is None:
                person = (scene.text[start:end], who)
            elif who.id is not None and thing is None:
                thing = (scene.text[start:end], who)
        if person is not None:
            self._person_told = person
        if thing is not None:
            self._thing_told = thing
        elif person is not None:
            self._thing_told = None

    def who(self, scene: Scene, span: Span) -> Who:
        """Say who is meant by a noun phrase of a sentence."""
        first, last = scene.phrases[span[0]].start, scene.phrases[span[1] - 1].end
        head_end = scene.phrases[span[0]].end
        found = [name for name in self.names(scene) if first <= name.start and name.end <= last]
        meant = self._meant(scene, found, first, head_end, last)
        if not meant.is_person or meant.id is None:
            # "the prime minister of Bhutan, Tshering Tobgay": who it is stands behind the comma
            for place in range(span[0] + 1, span[1]):
                phrase = scene.phrases[place]
                if (
                    phrase.kind == "N"
                    and scene.phrases[place - 1].kind == ","
                    and set(scene.tags[phrase.start : phrase.end]) == {"P"}
                ):
                    named = [name for name in found if phrase.start <= name.start < phrase.end]
                    other = self._meant(scene, named, phrase.start, phrase.end, phrase.end)
                    if other.is_person:
                        return other if other.id else Who(None, meant.country, meant.sector, is_person=True)
        return meant

    def _meant(self, scene: Scene, found: list[Found], first: int, head_end: int, last: int) -> Who:
        lower, tags = scene.words.lower, scene.tags
        head = [name for name in found if name.start < head_end]
        owner = next((number for number in range(head_end - 1, first - 1, -1) if tags[number] == "'"), -1)
        core = [name for name in head if name.start > owner]
        titles = [name for name in core if name.entry.way == AGENT]
        named = [name for name in core if name.entry.way == NAME]
        country = self._country(found, core, owner)
        sector = titles[-1].entry.value if titles else None
        person = next((name for name in reversed(named) if self._is_person(name.entry.value)), None)
        if person is not None and (person.end >= head_end or not titles or titles[-1].start < person.start):
            return self._person(person.entry.value, sector)
        tail = self._tail(scene, core, owner + 1 if owner >= first else first, head_end)
        if tail:
            words = " ".join(map(fold, tail)).split()
            known = self.gazetteer.family(words[-1], self.published, self.people) if words else None
            if known is not None and self._fits(known, country) and self.gazetteer.is_named(known, words):
                self._remember(known)
                return self._person(known, sector)
            if sector is not None or len(tail) > 1 or not named:
                return Who(None, country, sector, is_person=True)
        if named and named[-1].end >= head_end:
            return self._named(named[-1].entry.value, sector)
        if titles:
            title = " ".join(lower[titles[-1].start : titles[-1].end])
            office = None if "#" in tags[first:head_end] else _OFFICES.get(title)
            if office is not None and country is None and not found[1:] and lower[first] == "the":
                serving = self._serving(office)
                if serving is not None:
                    return self._person(serving, sector)
            if (
                office is not None
                and country is not None
                and lower[titles[-1].start - 1] not in {"former", "ex", "late", "deputy", "vice"}
            ):
                when = self.published
                holder = self.gazetteer.holder(office, country, when) if when is not None else None
                if holder is not None and "former" not in lower[first:head_end]:
                    self._remember(holder)
                    return self._person(holder, sector)
                return Who(country, country, sector, is_person=True)
            if named and titles[-1].start < named[-1].start:
                return self._named(named[-1].entry.value, sector)
            if "#" in tags[first:head_end] or lower[first] == "both":  # "the two ministers"
                return Who(None, country, sector)
            if (
                country is None
                and sector in _STATE_SECTORS
                and not named
                and (lower[first] == "the" or sector == "MIL")
            ):
                country = self.home()
            if country is not None and sector in _STATE_SECTORS:
                return Who(country, country, sector)
            if named:
                actor = self.gazetteer.registry.actors[named[-1].entry.value]
                if actor.kind in {"organisation", "group", "body"}:
                    return self._named(actor.id, sector)
            return Who(None, country, sector)
        if named:
            return self._named(named[-1].entry.value, sector)
        for name in core:
            if name.entry.way in {CAPITAL, GOVERNMENT} and name.end >= head_end:
                return Who(name.entry.value, name.entry.value, "GOV")
            if name.entry.way == PEOPLE and name.end >= head_end:
                return Who(None, name.entry.value, "CVL")
        adjectives = [name for name in core if name.entry.way in {ADJECTIVE, PEOPLE}]
        if adjectives:
            # "Greek demands", "the Russian attacks": it is Greece, and Russia
            return Who(adjectives[-1].entry.value, adjectives[-1].entry.value, None)
        owners = [name for name in head if name.end <= owner and name.entry.way != AGENT]
        if owners:
            return self._meant(scene, owners, first, owner, last)
        if country is not None and "P" in tags[head_end - 1 : head_end] and head_end < last:
            return Who(country, country, None)  # "the State Fire Service of Poland"
        return Who(None, country, None)

    def _serving(self, office: str) -> str | None:
        """Give the person told of last who held an office when the article was published: "the prime minister"."""
        for person in self.people:
            for post in self.gazetteer.registry.actors[person].offices:
                if fold(post.title) == office and (self.published is None or post.held_during(self.published)):
                    return person
        return None

    def home(self) -> str | None:
        """Give the country that the article is about, as far as it has been read: the one named most, if it leads."""
        leading = self.countries.most_common(2)
        if not leading or leading[0][1] < LEADS or (len(leading) > 1 and leading[0][1] == leading[1][1]):
            return None
        return leading[0][0]

    def _tail(self, scene: Scene, core: list[Found], first: int, end: int) -> list[str]:
        """Give the proper names at the end of a phrase that no entry has: "Foreign Minister John Smith"."""
        start = max([first, *(name.end for name in core)])
        if start < end and all(tag == "P" for tag in scene.tags[start:end]):
            return scene.words.texts[start:end]
        return []

    def _fits(self, person: str, country: str | None) -> bool:
        """Say whether somebody can be of a country that the text names with them."""
        if country is None:
            return True
        actor = self.gazetteer.registry.actors[person]
        return actor.country == country or any(office.of == country for office in actor.offices) or not actor.offices

    def _person(self, actor: str, sector: str | None) -> Who:
        known = self.gazetteer.registry.actors[actor]
        country, part = known.country, known.sector
        offices = known.offices
        if self.published is not None:
            offices = tuple(office for office in offices if office.held_during(self.published)) or offices[-1:]
        if offices:
            country = country or (offices[-1].of if self._is_state(offices[-1].of) else None)
            part = part or sector or "GOV"
        return Who(actor, country, part or sector, is_person=True)

    def _named(self, actor: str, sector: str | None) -> Who:
        known = self.gazetteer.registry.actors[actor]
        if known.kind == "state":
            return Who(actor, actor, sector or "GOV")
        country = known.country or (known.of if known.of and self._is_state(known.of) else None)
        return Who(actor, country, known.sector or sector or ("IGO" if known.kind == "organisation" else None))

    def _is_state(self, actor: str) -> bool:
        known = self.gazetteer.registry.actors.get(actor)
        return known is not None and known.kind == "state"

    def _country(self, found: list[Found], core: list[Found], owner: int) -> str | None:
        """Give the country that a phrase names: before its noun, as its owner, or behind "of" and "in"."""
        for name in (*core, *(name for name in found if name not in core)):
            way, value = name.entry
            if way in {ADJECTIVE, PEOPLE, CAPITAL, GOVERNMENT}:
                return value
            if way == NAME and self._is_state(value):
                return value
            if way == NAME and self._is_person(value) and name.end <= owner:
                return self._person(value, None).country  # "President Aliyev's government"
        return None
