"""Dates that are written out, in a language that has no lexicon of time: a day, a month and a year, or the last two.

Nothing is carried from one sentence to another, nothing is counted from publication. The months' names are
dateparser's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from timeline.errors import DateError, UsageError
from timeline.lexicon.language import languages
from timeline.lexicon.months import LANGUAGES, in_language
from timeline.model.edtf import parse
from timeline.model.mention import Mention

_WRITTEN = re.compile(
    r"(?<![\w.,/-])(?:"
    r"(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<d>[0-9]{1,2})\.\s?(?P<m>[0-9]{1,2})\.\s?(?P<y>[0-9]{4})"
    r"|(?:(?P<day>[0-9]{1,2})(?:\.|º|er)?(?:\sde)?\s)?(?P<month>[^\W\d_]{3,20})\.?(?:\sde)?\s(?P<year>[0-9]{4})"
    r")(?![\w/-])"
)


def written_dates(text: str, language: str) -> Iterator[Mention]:
    """Yield the dates that are written out in a text, in order.

    ``language`` is one of ``timeline.lexicon.months.LANGUAGES``; raises ``UsageError`` for any other.
    """
    if language not in LANGUAGES:
        raise UsageError(f"no dates are known in the language '{language}'", "one of: " + " ".join(known()))
    for match in _WRITTEN.finditer(text):
        when = _edtf(match, language)
        if when is None:
            continue
        try:
            parsed = parse(when)
        except DateError:
            continue
        yield Mention(
            match.start(), match.end(), match.group(), "DATE", when, edtf=when, first=parsed.first, last=parsed.last,
            rule="written",
        )  # fmt: skip


def _edtf(match: re.Match[str], language: str) -> str | None:
    if match["iso"]:
        return match["iso"]
    if match["y"]:
        return f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}"
    month = _month(match["month"].lower(), language)
    if month is None or match["year"] == "0000":
        return None
    return f"{match['year']}-{month:02d}" + (f"-{int(match['day']):02d}" if match["day"] else "")


def known() -> list[str]:
    """List the languages in which dates are found: those with a lexicon, then those whose months are known."""
    return [*languages(), *LANGUAGES]


@lru_cache(maxsize=4096)
def _month(word: str, language: str) -> int | None:
    return in_language(word, language)
