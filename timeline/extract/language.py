"""What reading a language takes: its tagger, its acts, its gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from timeline.extract.act.weigh import Model, model
from timeline.extract.clause.tags import Tagger
from timeline.lexicon.actors import Registry
from timeline.lexicon.acts import Acts, acts
from timeline.lexicon.gazetteer import Gazetteer, gazetteer
from timeline.lexicon.syntax import syntax


class Tools(NamedTuple):
    """What reading takes, made once for many texts."""

    tagger: Tagger
    acts: Acts
    gazetteer: Gazetteer
    model: Model | None
    lemma: Mapping[str, str]


def tools(registry: Registry, language: str = "en") -> Tools:
    """Make the tools of a language over a registry; raise ``KeyError`` where the lexicon has no such language."""
    return Tools(_tagger(language), acts(language), gazetteer(registry, language), model(language), _lemma(language))


@cache
def _lemma(language: str) -> dict[str, str]:
    return {word: form.lemma for word, form in _tagger(language).forms.items()}


@cache
def _tagger(language: str) -> Tagger:
    known = acts(language)
    nouns = {noun for noun in known.nouns if "_" not in noun}.union(*known.things.values())
    return Tagger(*syntax(language), nouns)
