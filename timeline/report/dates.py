"""What an article says about time, with the place where it says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from timeline.extract.dates import dates
from timeline.model.mention import Mention
from timeline.read.seed import Seed


class Item(NamedTuple):
    """A mention: the line of the file on which it begins, and the file where there are several, else empty."""

    line: int
    mention: Mention
    file: str = ""


def mentions(article: Seed, published: int | None, language: str, file: str = "") -> Iterator[Item]:
    """Yield what an article says about time; ``published`` is a day number. Places count from after front matter."""
    line, before = article.line, 0
    for mention in dates(article.text, published, language):
        line += article.text.count("\n", before, mention.start)
        before = mention.start
        yield Item(line, mention, file)


def values(item: Item) -> dict[str, Any]:
    """Give a mention as JSON values."""
    named = {"file": item.file} if item.file else {}
    return {**named, "line": item.line, **item.mention._asdict()}
