"""The events that an article seems to report: candidates, each with its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

from timeline.extract.act.reading import Reading
from timeline.extract.act.scene import Scene
from timeline.extract.act.sentence import weighed
from timeline.extract.dates import dates
from timeline.extract.dating import Dated, Times, dated
from timeline.extract.language import Tools
from timeline.extract.merge import merged
from timeline.extract.sentences import sentences
from timeline.extract.titles import title
from timeline.extract.who.actors import Cast
from timeline.extract.who.told import PRONOUNS
from timeline.model.article import Article, Sentence
from timeline.model.candidate import Candidate, Part, Quote, Told
from timeline.model.day import iso_day
from timeline.model.edtf import parse
from timeline.model.mention import Mention
from timeline.model.text import fold

_BRIDGE = re.compile(
    r"(?:[^,.]{0,24}\b)?(?:During|At|After|Before|In) (?:the|his|her|their|its|this|that) (?:same )?"
    r"(?:visit|meeting|talks|press|session|conference|news|summit|ceremony|stay|trip|event|occasion|day)\b|There\b|Afterwards\b|Then\b|Later\b|Also\b"
)
_WITHIN = re.compile(
    r"\b(?:during|after) (?:the|this|that|their) (?:visit|meeting|talks|session|summit|conference|ceremony)\b"
)
"""How a paragraph begins, or what stands in a sentence, that goes on with what was told before it, on the same day."""

_DATELINE = re.compile(
    r"(?=.{3,70}?(?:--|[—–:]|\s-\s))(?:[A-Z][\w.'’/-]*|\d{1,4})(?:(?:,? |, )(?:[A-Z][\w.'’/-]*|\d{1,4}))*"
    r"(?: ?\([\w /.,&-]{2,40}\))? ?(?:--|—|–|:|-(?= )) *"
)
"""Where and by whom a report was sent: "KISUMU (Agency) - ", "Cairo, 25 January 2017 - "."""

_DONE_TO_PLACES = frozenset(["assault", "coerce", "mobilize", "aid", "retreat", "concede", "sanction"])
"""Kinds that are done to the country where they are done; else it is only where."""

LEAST = 0.16
"""A candidate below this score is not proposed, unless its text has nothing better."""


def events(article: Article, tools: Tools, least: float | None = None) -> list[Candidate]:
    """Propose the events of an article in the order of their quotes, which can be cut from ``article.text``."""
    published = None if article.published is None else iso_day(article.published)
    mentions = list(dates(article.text, article.published, article.language))
    cast = Cast(tools.gazetteer, parse(published) if published else None)
    found: list[Candidate] = []
    paragraph_before = -1
    carried: Dated | None = None
    last: Dated | None = None
    # All of it is read before anything is said of it: which country "the government" is of shows in the end.
    for heard in list(_heard(article, mentions, cast, tools)):
        if heard.paragraph != paragraph_before:
            carried, paragraph_before = None, heard.paragraph
        if carried is None and (_BRIDGE.match(heard.sentence.text) or _WITHIN.search(heard.sentence.text)):
            carried = last
        made, carried = _sentence(article, heard, cast, tools, published, carried)
        last = carried or last
        found += made
    kept = [candidate for candidate in found if candidate.score >= (LEAST if least is None else least)]
    if not kept and found and least is None:
        kept = [max(found, key=lambda candidate: candidate.score)]
    return merged(kept)


class _Heard(NamedTuple):
    """A sentence as it was read: where it stands, its parts, and the dates in it."""

    sentence: Sentence
    paragraph: int
    scene: Scene
    mentions: list[Mention]
    spans: list[tuple[int, int]]


def _heard(article: Article, mentions: list[Mention], cast: Cast, tools: Tools) -> Iterator[_Heard]:
    """Take the sentences of an article apart, and take note of whom they name."""
    place = 0
    for sentence, paragraph in sentences(article.text, article.language):
        while place < len(mentions) and mentions[place].end <= sentence.start:
            place += 1
        line = _DATELINE.match(sentence.text)
        start = sentence.start + line.end() if line else sentence.start
        if line:
            cast.sent_from(line.group())
        own = [mention for mention in mentions[place : place + 40] if start <= mention.start < sentence.end]
        spans = [(mention.start, mention.end) for mention in own if mention.type in {"DATE", "TIME"}]
        scene = Scene(article.text, start, sentence.end, tools.tagger, spans, tools.gazetteer.people)
        cast.names(scene)
        yield _Heard(sentence, paragraph, scene, own, spans)


def _sentence(
    article: Article, heard: _Heard, cast: Cast, tools: Tools, published: str | None, carried: Dated | None
) -> tuple[list[Candidate], Dated | None]:
    """Propose the events of a sentence; give the date that goes on in its paragraph as well."""
    scene = heard.scene
    cast.meet(scene)
    times = Times(scene, heard.mentions)
    found: list[Candidate] = []
    for reading in weighed(scene, tools.acts, tools.model, tools.lemma):
        when = dated(scene, times, reading, published, carried)
        if when.why.startswith("dated by “") and reading.status == "occurred" and reading.strength > 0.5:
            carried = when
        found.append(_candidate(article, heard.sentence, scene, reading, when, cast, heard.spans))
    cast.heard(scene)
    return found, carried


def _candidate(
    article: Article, sentence: Sentence, scene: Scene, reading: Reading, when: Dated, cast: Cast,
    spans: list[tuple[int, int]],
) -> Candidate:  # fmt: skip
    parts: list[Part] = []
    place: str | None = None
    names: dict[int, str] = {}
    for span, role in ((reading.source, "source"), (reading.target, "target")):
        if span is None or (role == "target" and span == reading.source):
            continue
        several = [
            Part(one.name, one.start, one.end, one.who.id, role, one.who.country, one.who.sector)
            for one in cast.parts(scene, span, is_done_to=role == "target")
        ]
        if role == "target" and reading.is_place and (reading.kind not in _DONE_TO_PLACES or not several[0].id):
            place = several[0].name
            continue
        parts += several
        if scene.text[several[0].start : several[0].end].lower() in PRONOUNS:
            names[several[0].start] = " and ".join(part.name for part in several)
    if place is None and reading.clause >= 0:
        place = _place(scene, reading)
    quote = Quote(sentence.start, sentence.end, sentence.text)
    trigger = scene.words.starts[reading.trigger]
    return Candidate(
        id=identify(sentence.text, trigger - sentence.start),
        date=when.edtf,
        first=when.first,
        last=when.last,
        title=title(scene, reading, spans, names),
        kind=reading.kind,
        status=reading.status,
        actors=tuple(parts),
        place=place,
        quote=quote,
        score=_score(reading, parts, when),
        reasons=(f"{reading.kind}: {' '.join(reading.why)}", when.why),
        sources=(
            Told(
                article.address,
                quote,
                article.seed,
                article.url,
                article.publisher,
                None if article.published is None else iso_day(article.published),
            ),
        ),
        trigger=Quote(trigger, scene.words.ends[reading.trigger], scene.words.texts[reading.trigger]),
    )


def identify(quote: str, offset: int) -> str:
    """Make the id of a candidate of its quote and of where in it the word stands that names the event."""
    return hashlib.sha256(f"{fold(quote)}\n{len(fold(quote[:offset]))}".encode()).hexdigest()[:10]


def _place(scene: Scene, reading: Reading) -> str | None:
    """Name where it was: what stands with a capital behind "in", "at" or "near" in its clause."""
    for preposition, span in scene.clauses[reading.clause].others:
        phrase = scene.phrases[span[0]]
        if (
            preposition in {"in", "at", "near"}
            and span != reading.target
            and "P" in scene.tags[phrase.start : phrase.end]
        ):
            start, end = scene.chars((span[0], span[0] + 1))
            return scene.text[start:end]
    return None


def _score(reading: Reading, parts: list[Part], when: Dated) -> float:
    """Weigh a candidate: how well its words tell the kind, whether somebody known takes part, whether it is dated."""
    score = reading.strength
    if not parts:
        score *= 0.5
    elif not any(part.id or part.country or part.sector for part in parts):
        score *= 0.85
    if reading.status == "hypothetical":
        score *= 0.8
    if when.edtf is None:
        score *= 0.95
    return round(min(score, 1.0), 3)
