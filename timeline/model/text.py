"""Text as a key and text as something to show.

``fold`` makes the one key by which names and words are compared everywhere: it is computed here, stored, and never
left to an engine, so that engines cannot disagree on it. ``visible`` makes a stranger's text safe to print.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart. Serbian Cyrillic goes where its Latin twin goes once that has lost its
# diacritics (ћ, ć → c; ђ, đ → d); the Russian, Bulgarian, Ukrainian and Greek letters follow ISO 9 and ISO 843 in the
# same way.
_LETTERS = str.maketrans(
    {
        **dict(zip("đøłħıŧðəĸ", "dolhitdek", strict=True)),
        "æ": "ae", "œ": "oe", "þ": "th", "ß": "ss", "ŋ": "ng",
        **dict(zip("абвгдежзиклмнопрстуфхцчшыэјѕћђіґє", "abvgdezziklmnoprstufhccsyejzcdige", strict=True)),
        "љ": "lj", "њ": "nj", "џ": "dz", "щ": "sc", "ъ": "", "ь": "", "ю": "ju", "я": "ja", "ќ": "k", "ѓ": "g",
        **dict(zip("αβγδεζηθικλμνξοπρστυφχω", "abgdezitiklmnxoprstyfho", strict=True)),
    }
)  # fmt: skip


class _Keys(dict[int, str]):
    """What each sign becomes in a key, worked out once for each: a mark goes, what is no letter or digit is a space."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        known = _LETTERS.get(code)
        if known is None:
            known = "" if unicodedata.combining(sign) else sign if sign.isalnum() else " "
        self[code] = known
        return known


_KEYS = _Keys()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Reduce a text to what two spellings of it have in common: case, script, diacritics and punctuation go.

    >>> fold("Вучић") == fold("Vučić") == fold("VUCIC")
    True
    >>> fold("İstanbul") == fold("ıstanbul") == "istanbul"
    True
    """
    if text.isascii():
        return " ".join(text.lower().translate(_KEYS).split())
    apart = unicodedata.normalize("NFKD", text.replace("İ", "i").casefold())
    return " ".join(apart.translate(_KEYS).split())


# Controls of C0 and C1 but for none, DEL, line and paragraph separators, marks that reorder what follows, tags.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def visible(text: str) -> str:
    r"""Write control characters out, so that a stranger's text can neither steer a terminal nor break a line.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub(_escape, text)


def visible_lines(text: str) -> str:
    """Make a text of several lines safe to print, keeping the line ends."""
    return "\n".join(visible(line) for line in text.split("\n"))
