"""An article: somebody's text, and what is known about where it comes from."""

from __future__ import annotations

from typing import NamedTuple


class Article(NamedTuple):
    """A text to be read, as plain words: ``text`` is what spans of characters count in.

    ``address`` says where it lies: a file's path, or ``-``. ``seed`` is its name in a folder of seeds, ``url`` its
    page, each None where it has none. ``published`` is a day number, None where it is not known.
    """

    address: str
    text: str
    published: int | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    seed: str | None = None
    language: str = "en"


class Sentence(NamedTuple):
    """A sentence of a text: ``article.text[start:end]`` is its words, half-open."""

    start: int
    end: int
    text: str
