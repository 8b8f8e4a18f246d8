"""From the texts that report a candidate to the sources of an event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from timeline.errors import DataError, Problem, UsageError
from timeline.model.candidate import Candidate, Told


class Kept(NamedTuple):
    """A seed: its name, and its words."""

    name: str
    text: str


def sources(candidate: Candidate, seeds: Sequence[Kept | None], *, strict: bool = True) -> list[dict[str, Any]]:
    """Make the sources of an event: fields with values, those that are known.

    ``seeds`` has for each text of the candidate the seed in which it is kept, None where it is none. Raises
    ``UsageError`` where a text is neither kept nor to be found on the web, ``DataError`` where the words of a quote do
    not stand in the seed; unless ``strict``, what is wrong is left in for somebody to mend.
    """
    if not candidate.sources and strict:
        raise UsageError("it has no source", "an event needs one: edit it, or read the text once more")
    found = [_source(told, kept, strict=strict) for told, kept in zip(candidate.sources, seeds, strict=True)]
    return [source for number, source in enumerate(found) if source not in found[:number]]


def _source(told: Told, kept: Kept | None, *, strict: bool) -> dict[str, Any]:
    if kept is None and not told.url and strict:
        raise UsageError(
            f"'{told.address}' is no seed and has no web address: nobody could look its words up",
            "keep a copy of it in seeds/ with --copy-seed",
        )
    quote = told.quote.text if kept is None else words(kept.text, told.quote.text)
    if quote is None and strict:
        assert kept is not None
        message = f"these words do not stand in '{kept.name}': {told.quote.text[:60]}"
        raise DataError(
            [Problem(told.address, 0, 0, "quote-not-found", message, "read the text once more, or edit the quote")]
        )
    values = {
        "seed": kept.name if kept else None if told.url else told.address.rpartition("/")[2],
        "url": None if kept else told.url,
        "publisher": told.publisher,
        "published": told.published,
        "quote": quote or told.quote.text,
    }
    return {key: value for key, value in values.items() if value}


def words(text: str, quote: str) -> str | None:
    """Give a quote as it stands in a text, word for word; None where it does not.

    Only white space may differ: a text may be broken into lines where its reader saw none.
    """
    if quote in text:
        return quote
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text) if quote.split() else None
    return match.group() if match else None


def address(source: dict[str, Any]) -> str:
    """Give what identifies a source: its seed's name or its page."""
    return str(source.get("seed") or source.get("url") or "")


def has(known: Sequence[dict[str, Any]], source: dict[str, Any]) -> bool:
    """Say whether an event has a source: the page, or those words of the seed, be they part of a longer quote."""
    for one in known:
        if address(one) != address(source):
            continue
        if not source.get("seed"):
            return True
        old, new = (" ".join(str(each.get("quote") or "").split()) for each in (one, source))
        if new in old:
            return True
    return False
