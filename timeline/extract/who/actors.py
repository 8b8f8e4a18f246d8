"""Who is meant by a noun phrase: an actor of the registry, a country, a sector of PLOVER."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from timeline.extract.act.scene import Scene, singular
from timeline.extract.clause.clauses import Span
from timeline.extract.clause.tags import SAYING
from timeline.extract.who.joined import joined, kernel
from timeline.extract.who.told import OWN, PRONOUNS, SPEAKER, Memory, Told, Who
from timeline.lexicon.gazetteer import ADJECTIVE, AGENT, CAPITAL, GOVERNMENT, NAME, PEOPLE, TOWN, Found, Gazetteer
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


_WHERE = frozenset(
    (
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "outside",
        "around",
        "towards",
        "into",
        "through",
        "over",
        "across",
        "within",
    )
)
_MANY = frozenset(["police", "people", "troops", "men", "women", "children", "gendarmerie"])
_KINDS = {"organisation": {"organisation", "organization", "bloc", "body"}, "group": {"group", "movement"}}

_PEERS = frozenset(["counterpart", "colleague"])
_STATES = frozenset(["country", "state", "nation", "neighbour", "neighbor"])

LEADS = 2
"""So often must a country be named to be the one that "the government" is of."""


class Named(NamedTuple):
    """Somebody who takes part: their name, the characters where they are spoken of, half-open, and who it is."""

    name: str
    start: int
    end: int
    who: Who


class _Look(NamedTuple):
    """A noun phrase as it is looked at: words ``first`` to ``last``, half-open, its first part up to ``head_end``.

    ``owner`` is the number of the word that marks a possessor ("Serbia's"), -1 without one. ``found`` are the names in
    all of it, ``core`` those behind the owner and before ``head_end``, ``titles`` and ``named`` are of these.
    """

    scene: Scene
    found: list[Found]
    first: int
    head_end: int
    last: int
    owner: int
    core: list[Found]
    titles: list[Found]
    named: list[Found]
    country: str | None
    sector: str | None

    @property
    def lower(self) -> list[str]:
        return self.scene.words.lower

    @property
    def is_counted(self) -> bool:
        """Whether it is some of several: "two ministers", "both"."""
        return "#" in self.scene.tags[self.first : self.head_end] or self.lower[self.first] == "both"

    @property
    def opens(self) -> bool:
        """Whether it is "Soldiers" at the head of a sentence, or police and parliament without an article."""
        has_article = self.scene.tags[self.first] in "DU#"
        return not has_article and (self.first == 0 or self.sector in {"COP", "LEG"})

    @property
    def is_bare(self) -> bool:
        """Whether it is "the president" or "the national government", without a name that says which."""
        between = self.scene.tags[self.first + 1 : self.titles[0].start]
        return self.lower[self.first] in {"the", "this"} and set(between) <= {"A", "P"} and not self.named


@lru_cache(maxsize=8192)
def _folded(text: str) -> tuple[str, ...]:
    """Fold a word; what stands between its hyphens is a word of its own, and a mark is an empty one."""
    return tuple(fold(text).split()) or ("",)


class Cast:
    """The actors of one article, as they come up: names that were told in full are known by their family name later."""

    def __init__(self, gazetteer: Gazetteer, published: When | None) -> None:
        self.gazetteer = gazetteer
        self.published = published
        self.people: list[str] = []
        self.countries: Counter[str] = Counter()
        self._before: list[Scene] = []
        self._memory = Memory()
        self._seat: str | None = None

    def names(self, scene: Scene) -> list[Found]:
        """Find the names of a sentence, once."""
        found = scene.names
        if found is None:
            found = [name for name in self._find(scene.words.texts) if self._is_name(scene, name)]
            scene.names = found
            for name in found:
                country = self._of(name)
                if country is not None:
                    self.countries[country] += 1
        return found

    def _of(self, name: Found) -> str | None:
        """Give the country that a name speaks of: it, or the one that a person holds office in."""
        if name.entry.way == AGENT:
            return None
        if self._is_state(name.entry.value):
            return name.entry.value
        return self._person(name.entry.value, None).country if self._is_person(name.entry.value) else None

    def meet(self, scene: Scene) -> None:
        """Take note of the people that a sentence names, before it is asked who is meant in it."""
        for name in self.names(scene):
            if name.entry.way == NAME and self._is_person(name.entry.value):
                self._remember(name.entry.value)

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
                self.countries[name.entry.value] += 1
                self._seat = name.entry.value

    def _is_name(self, scene: Scene, found: Found) -> bool:
        """Say whether words are written as a name is: with a capital, and a country's code in capitals."""
        if found.entry.way == AGENT:
            return True
        if found.entry.way == TOWN:
            # a family name may be a town's as well
            before, after = scene.tags[found.start - 1 : found.start], scene.tags[found.end : found.end + 1]
            return (
                all(scene.words.texts[number][:1].isupper() for number in range(found.start, found.end))
                and scene.words.lower[found.start - 1] in _WHERE
                and "P" not in before + after
            )
        text = scene.words.texts[found.start]
        if found.end - found.start == 1 and len(text) < 4 and text.lower() == found.entry.value.lower():
            return text.isupper()
        if text[0].isupper() or not text[0].isalpha():
            return True
        words = fold(" ".join(scene.words.texts[found.start : found.end]))
        return " " in words and found.entry.way == NAME and self.gazetteer.is_small(words, found.entry.value)

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

    def memory(self) -> Memory:
        """Give those whom the sentences before told of."""
        before, self._before = self._before, []
        for scene in before:
            self._memory.note(self._told(scene))
        return self._memory

    def parts(self, scene: Scene, span: Span, *, is_done_to: bool) -> list[Named]:
        """Say who takes part by a noun phrase: one, or each of several who are named together or meant by one word."""
        start, end = scene.chars(span)
        told = self._stands_for(scene, span, is_done_to=is_done_to)
        if told is not None:
            return [Named(one.words, start, end, one.who) for one in told.members or (told,)]
        pieces = self._pieces(scene, span)
        return pieces or [self._named_by(scene, span)]

    def _named_by(self, scene: Scene, span: Span) -> Named:
        start, end = scene.chars(span)
        told = self._stands_for(scene, span, is_done_to=False)
        if told is not None:
            return Named(told.words, start, end, told.who)
        who = self.who(scene, span)
        name = scene.text[start:end]
        if who.is_person and who.id is None and span[1] - span[0] == 1:
            # "Mr. Smith", "the minister": the name that was told in full
            words = fold(name).split()
            full = self.memory().full(name.rpartition(" ")[2]) or (
                self.memory().called((" ".join(words[1:]), words[-1]), is_person=True) if words[0] == "the" else None
            )
            if full is not None:
                return Named(full.words, start, end, full.who)
        return Named(name, start, end, who)

    def _pieces(self, scene: Scene, span: Span) -> list[Named]:
        """Give those who are joined by "and", where each of them is somebody by themselves; else nothing."""
        spans = joined(scene, span)
        if len(spans) < 2:
            return []
        if scene.tags[scene.phrases[spans[-1][0]].start] == "P" and _is_set_in(scene, spans[-1]):
            return []  # "the Minister of the Interior and Administration, John Smith"
        if _is_of_all(scene, spans):
            return []
        several = [self._named_by(scene, one) for one in spans]
        ids = [one.who.id for one in several]
        if len(set(ids)) < len(ids) and None not in ids:
            return []
        is_known = any(one.who.id or one.who.is_person for one in several)
        for one, of in zip(several, spans, strict=True):
            if one.who.id or one.who.is_person or (is_known and scene.tags[scene.phrases[of[0]].end - 1] in "NP"):
                continue
            # "eight soldiers and policemen" are eight together
            first = scene.phrases[of[0]].start
            shares = of != spans[0] and scene.tags[first] in "NA" and scene.tags[scene.phrases[span[0]].start] in "DU#"
            if shares or not (one.who.sector or one.who.country):
                return []
        return several

    def _stands_for(self, scene: Scene, span: Span, *, is_done_to: bool) -> Told | None:
        """Say for whom a pronoun, or "the two ministers", stands."""
        if span[1] - span[0] != 1:
            return None
        first, end = scene.phrases[span[0]].start, scene.phrases[span[0]].end
        lower = scene.words.lower[first:end]
        if len(lower) == 1:
            word = "they" if lower[0] == "both" else lower[0]
            if word in SPEAKER:
                return self._speaker(scene)
            # What was told before is gone through only where somebody refers to it.
            return self.memory().pronoun(word, is_done_to=is_done_to) if word in PRONOUNS else None
        if lower[0] == "both" or lower[:2] in (["the", "two"], ["these", "two"]):
            two = self._two(singular(lower[-1])) if len(lower) <= 3 else ()
            if two:
                return Told(" and ".join(one.words for one in two), Who(None, None, None), is_many=True, members=two)
        return None

    def _two(self, noun: str) -> tuple[Told, ...]:
        """Give the two who are meant by "the two ministers": the last of them; of countries, those named most."""
        if noun not in _STATES:
            return self.memory().two(noun)
        leading = self.countries.most_common(3)
        if len(leading) < 2 or (len(leading) > 2 and leading[1][1] == leading[2][1]):
            return ()
        names = [self.gazetteer.registry.actors[country].name for country, _ in leading[:2]]
        return tuple(
            Told(name, Who(country, country, "GOV")) for name, (country, _) in zip(names, leading[:2], strict=True)
        )

    def _speaker(self, scene: Scene) -> Told | None:
        """Say who says "I" and "we" in a sentence: the subject of what its quotation stands with."""
        for clause in scene.clauses:
            subject = clause.subject
            if clause.phrase.lemma not in SAYING or clause.phrase.form != "finite" or subject is None:
                continue
            if scene.lower(subject[0]) not in SPEAKER:
                named = self._named_by(scene, subject)
                return Told(named.name, named.who)
        return None

    def _told(self, scene: Scene) -> Iterator[Told]:
        """Yield those whom a sentence tells of, in its order, for the words of later ones."""
        roles: dict[Span, bool] = {}
        for clause in scene.clauses:
            for span in (clause.subject, clause.object, clause.second, *(span for _, span in clause.others)):
                if span is not None:
                    is_subject = span == clause.subject or (clause.phrase.passive and span == clause.object)
                    roles[span] = roles.get(span, False) or is_subject
        for span in sorted(roles):
            phrase = scene.phrases[span[0]]
            if scene.words.lower[phrase.end - 1] in PRONOUNS:
                continue
            pieces = self._pieces(scene, span)
            told = [
                self._as_told(scene, one, is_subject=roles[span]) for one in (joined(scene, span) if pieces else [span])
            ]
            if len(told) > 1:
                words = " and ".join(one.words for one in told)
                yield Told(words, Who(None, None, None), is_subject=roles[span], is_many=True, members=tuple(told))
            else:
                yield told[0]

    def _as_told(self, scene: Scene, span: Span, *, is_subject: bool) -> Told:
        named = self._named_by(scene, span)
        phrase = scene.phrases[kernel(scene, span)[0]]
        head = scene.words.lower[phrase.end - 1]
        nouns = {singular(head)} if scene.tags[phrase.end - 1] in "NX" else set()
        for found in self.names(scene):
            if found.entry.way == AGENT and phrase.start <= found.start < phrase.end:
                title = [singular(word) for word in scene.words.lower[found.start : found.end]]
                nouns |= {" ".join(title), title[-1]}
        if not _PEERS.isdisjoint(scene.words.lower[phrase.start : phrase.end]):
            subject = scene.clauses[0].subject if scene.clauses else None
            if subject is not None and subject[0] < span[0]:
                nouns |= self._as_told(scene, subject, is_subject=True).nouns
        is_many = "N" in scene.tags[phrase.end - 1] and (singular(head) != head or head in _MANY)
        nouns |= {word for word in scene.words.lower[phrase.start : phrase.end] if word in self.gazetteer.people}
        if named.who.id is not None and not is_many:
            nouns |= self._nouns(named.who.id)
        return Told(named.name, named.who, frozenset(nouns), is_subject, is_many)

    def _nouns(self, actor: str) -> set[str]:
        """Give the nouns that may stand for an actor: offices, the last words of names, what kind of actor it is."""
        known = self.gazetteer.registry.actors.get(actor)
        if known is None:
            return set()
        if known.kind == "state":
            return set(_STATES)
        if known.kind == "person":
            titles = [
                fold(office.title)
                for office in known.offices
                if self.published is None or office.held_during(self.published)
            ]
            return {*titles, *(title.rpartition(" ")[2] for title in titles)}
        return {singular(fold(name).rpartition(" ")[2]) for name in (known.name, *known.names)} | _KINDS.get(
            known.kind, set()
        )

    def who(self, scene: Scene, span: Span) -> Who:
        """Say who is meant by a noun phrase of a sentence."""
        span = kernel(scene, span)
        first, last = scene.phrases[span[0]].start, scene.phrases[span[1] - 1].end
        head_end = scene.phrases[span[0]].end
        found = [name for name in self.names(scene) if first <= name.start and name.end <= last]
        for name in found:  # "Secretary of State John Smith" is one title and a name
            if name.start < head_end < name.end:
                head_end = next(phrase.end for phrase in scene.phrases[span[0] :] if phrase.end >= name.end)
        meant = self._meant(scene, found, first, head_end, last)
        if not (meant.is_person and meant.id) or scene.tags[head_end - 1] != "P":
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
        here = self._look(scene, found, first, head_end, last)
        return (
            self._by_name(here)
            or (self._by_title(here) if here.titles else None)
            or self._by_people(here)
            or self._by_noun(here)
            or self._by_owner(here)
            or Who(None, here.country, here.sector)
        )

    def _look(self, scene: Scene, found: list[Found], first: int, head_end: int, last: int) -> _Look:
        owner = next((number for number in range(head_end - 1, first - 1, -1) if scene.tags[number] == "'"), -1)
        core = [name for name in found if owner < name.start < head_end]
        titles = [name for name in core if name.entry.way == AGENT]
        return _Look(
            scene, found, first, head_end, last, owner, core, titles,
            [name for name in core if name.entry.way == NAME],
            self._country(found, core, owner),
            titles[-1].entry.value if titles else None,
        )  # fmt: skip

    def _by_name(self, here: _Look) -> Who | None:
        """Tell who is named: a person, somebody of a family name, an organisation or a state."""
        titles, named = here.titles, here.named
        person = next((name for name in reversed(named) if self._is_person(name.entry.value)), None)
        if person is not None and (person.end >= here.head_end or not titles or titles[-1].start < person.start):
            return self._person(person.entry.value, here.sector)
        tail = self._tail(here.scene, here.core, max(here.owner + 1, here.first), here.head_end)
        if tail:
            words = " ".join(map(fold, tail)).split()
            known = self.gazetteer.family(words[-1], self.published, self.people) if words else None
            if known is not None and self._fits(known, here.country) and self.gazetteer.is_named(known, words):
                self._remember(known)
                return self._person(known, here.sector)
            if here.sector is not None or len(tail) > 1 or not named:
                return Who(None, here.country, here.sector, is_person=True)
        if named and (named[-1].end >= here.head_end or not titles or titles[-1].start < named[-1].start):
            return self._named(named[-1].entry.value, here.sector)
        return None

    def _by_title(self, here: _Look) -> Who | None:
        """Tell who is meant by a noun for those who act: an office's holder, those told of before, a state's bodies."""
        title = here.titles[-1]
        sector = title.entry.value
        words = [singular(word) for word in here.lower[title.start : title.end]]
        office = None if here.is_counted else _OFFICES.get(" ".join(words))
        of = self._institution(here)
        country = here.country
        if here.is_bare and country is None and of is None:
            serving = self._serving(office) if office is not None else None
            if serving is not None:
                return self._person(serving, sector)
            told = self.memory().called((" ".join(words), words[-1])) if title.end == here.head_end else None
            if told is not None and (told.who.id or told.who.is_person):
                return told.who
            if office is not None and country is None:
                country = self.home()
        before = here.lower[title.start - 1] if title.start else ""
        if office is not None and (country or of) and before not in {"former", "ex", "late", "deputy", "vice"}:
            holder = self.gazetteer.holder(office, of or country or "", self.published) if self.published else None
            if holder is not None and "former" not in here.lower[here.first : here.head_end]:
                self._remember(holder)
                return self._person(holder, sector)
            if country is not None:
                return Who(country, country, sector, is_person=True)
        if of is not None:
            return self._named(of, sector)
        if here.is_counted:  # "the two ministers"
            return Who(None, country, sector)
        if country is None and here.lower[here.first] in OWN:
            country = self._owner(here)
        elif country is None and sector in _STATE_SECTORS and (here.is_bare or here.opens):
            country = self.home()
        if country is not None and sector in _STATE_SECTORS:
            return Who(country, country, sector)
        return Who(None, country, sector)

    def _owner(self, here: _Look) -> str | None:
        """Give the country of whoever "its" and "his" stand for: the subject before them, else somebody told before."""
        scene = here.scene
        for clause in scene.clauses:
            subject = clause.subject
            if subject is None or scene.phrases[subject[1] - 1].end > here.first:
                continue
            if scene.lower(subject[0]) not in PRONOUNS:
                return self.who(scene, subject).country
        told = self.memory().pronoun(here.lower[here.first], is_done_to=False)
        return told.who.country if told is not None else None

    def _institution(self, here: _Look) -> str | None:
        """Give the organisation or group whose people somebody is of: "KFOR commander", "two soldiers of IFOR"."""
        after = here.lower[here.head_end] if here.head_end < len(here.lower) else ""
        for name in here.found:
            is_behind = after in {"of", "from"} and "," not in here.lower[here.head_end : name.start]
            if name.entry.way != NAME or not (name.start < here.head_end or is_behind):
                continue
            if self.gazetteer.registry.actors[name.entry.value].kind in {"organisation", "group", "body"}:
                return name.entry.value
        return None

    def _by_people(self, here: _Look) -> Who | None:
        """Tell whom a capital, a people or their adjective stands for."""
        for name in here.core:
            if name.entry.way in {CAPITAL, GOVERNMENT} and name.end >= here.head_end:
                return Who(name.entry.value, name.entry.value, "GOV")
            if name.entry.way == PEOPLE and name.end >= here.head_end:
                is_all = here.lower[here.first] == "the" and name.start == here.first + 1  # "the Americans"
                return Who(name.entry.value if is_all else None, name.entry.value, "CVL")
        adjectives = [name for name in here.core if name.entry.way in {ADJECTIVE, PEOPLE}]
        if adjectives:
            # "Greek demands", "the Russian attacks": it is Greece, and Russia
            return Who(adjectives[-1].entry.value, adjectives[-1].entry.value, None)
        return None

    def _by_noun(self, here: _Look) -> Who | None:
        """Tell for whom "the council" stands: the last one told of whose name has that noun."""
        if here.found or here.head_end - here.first != 2 or here.lower[here.first] not in {"the", "this"}:
            return None
        told = self.memory().called((singular(here.lower[here.head_end - 1]),))
        return told.who if told is not None and told.who.id is not None else None

    def _by_owner(self, here: _Look) -> Who | None:
        """Tell whose something is: "Brazil's exports", "the port of Thessaloniki", "the forces of the north"."""
        owners = [name for name in here.found if name.end <= here.owner and name.entry.way != AGENT]
        if owners:
            return self._meant(here.scene, owners, here.first, here.owner, here.last)
        of = self._institution(here)
        if of is not None:
            return self._named(of, None)  # "the chief of UNITA"
        country = self._country([name for name in here.found if name.entry.way != TOWN], here.core, here.owner)
        if country is not None and here.head_end < here.last:
            return Who(country, country, None)  # "the State Fire Service of Poland"
        if here.found and all(name.entry.way == TOWN for name in here.found):
            return Who(None, None, None)  # a place is nobody
        return None

    def _serving(self, office: str) -> str | None:
        """Give the person told of last who held an office when the article was published: "the prime minister"."""
        for person in self.people:
            for post in self.gazetteer.registry.actors[person].offices:
                if fold(post.title) == office and (self.published is None or post.held_during(self.published)):
                    return person
        return None

    def home(self) -> str | None:
        """Give the country that the article is about: the one named most, if it leads, else where it was sent from."""
        leading = self.countries.most_common(2)
        if not leading or leading[0][1] < LEADS or (len(leading) > 1 and leading[0][1] == leading[1][1]):
            return self._seat
        return leading[0][0]

    def _tail(self, scene: Scene, core: list[Found], first: int, end: int) -> list[str]:
        """Give the proper names at the end of a phrase that no entry has: "Foreign Minister John Smith"."""
        start = max([first, *(name.end for name in core)])
        named = end
        while named > start and scene.tags[named - 1] == "P":
            named -= 1
        # "his Greek counterpart John Smith"
        return scene.words.texts[named:end] if named == start or end - named > 1 else []

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
            if way in {ADJECTIVE, PEOPLE, CAPITAL, GOVERNMENT, TOWN}:
                return value
            if way == NAME and self._is_state(value):
                return value
            if way == NAME and self._is_person(value) and name.end <= owner:
                return self._person(value, None).country  # "President Aliyev's government"
        return None


def _is_set_in(scene: Scene, span: Span) -> bool:
    """Say whether a name stands behind a comma in a span: it is of all that is before."""
    return any(
        scene.phrases[place].kind == ","
        and place + 1 < span[1]
        and set(scene.tags[scene.phrases[place + 1].start : scene.phrases[place + 1].end]) == {"P"}
        for place in range(*span)
    )


def _is_of_all(scene: Scene, spans: list[Span]) -> bool:
    """Say whether what is joined stands behind one "of": "the foreign ministers of Indonesia and Thailand"."""
    start, end = spans[0]
    first = scene.phrases[start]
    head = scene.words.lower[first.end - 1]
    return (
        end - start > 2
        and scene.lower(start + 1) == "of"
        and singular(head) != head
        and all(set(scene.tags[scene.phrases[one].start : scene.phrases[one].end]) <= set("DP") for one, _ in spans[1:])
    )
