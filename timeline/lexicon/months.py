"""Month names, in the languages of those who keep timelines.

Left to dateparser, for one word at a time: it never sees the rest of a date, as it fills in what is missing.
"""

from __future__ import annotations

from timeline.errors import Ambiguous

LANGUAGES = (
    "sr",
    "sr-Latn",
    "hr",
    "bs",
    "sq",
    "tr",
    "mk",
    "bg",
    "de",
    "fr",
    "ru",
    "uk",
    "es",
    "it",
    "pt",
    "ro",
    "hu",
    "el",
    "pl",
)
"""Languages whose month names are understood besides English, as dateparser calls them."""


def month_of(word: str) -> int | None:
    """Number the month that a word names, in English or else in any of ``LANGUAGES``; refuse one that names two."""
    month = english(word)
    if month is not None:
        return month
    found = {name: number for name in LANGUAGES if (number := in_language(word, name)) is not None}
    if len(set(found.values())) > 1:
        readings = ", ".join(f"{number} ({name})" for name, number in sorted(found.items()))
        raise Ambiguous(
            f"'{word}' is a different month in different languages: {readings}", "write its number: 2023-10"
        )
    return next(iter(found.values()), None)


def english(word: str) -> int | None:
    """Number the month that a word names in English."""
    return _ask(word, "en")


def in_language(word: str, language: str) -> int | None:
    """Number the month that a word names in one of ``LANGUAGES``; None where it names none.

    Also in forms that dateparser lacks: Serbian cases (aprila, u maju, oktobra), the Turkish dotless i.
    """
    forms = [word]
    if language in {"sr", "sr-Latn", "hr", "bs"} and word.endswith(("a", "u", "а", "у")):
        forms += [word[:-1], word[:-2] + ("ar" if word[-1].isascii() else "ар")]
    if language == "tr" and "i" in word:
        forms.append(word.replace("i", "ı"))
    return next((number for form in forms if (number := _ask(form, language)) is not None), None)


def _ask(word: str, language: str) -> int | None:
    """Ask dateparser for one word, in a date that is otherwise plain, and check that the rest came back as it went."""
    import dateparser

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    try:
        found = dateparser.parse(f"5 {word} 2001", languages=[language], settings=settings)
    except (ValueError, RecursionError, OverflowError):
        return None
    if found is None or (found.day, found.year) != (5, 2001):
        return None
    return int(found.month)
