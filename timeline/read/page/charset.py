"""The letters of a web page: by its mark, by what it says of itself, or else UTF-8 and windows-1252.

Labels mean what browsers take them for (the Encoding Standard of the WHATWG): ``iso-8859-1`` is windows-1252.
"""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,500}?charset|\?xml\b[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096
_LIKE_BROWSERS = {
    "ascii": "windows-1252", "us-ascii": "windows-1252", "latin1": "windows-1252", "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252", "latin5": "windows-1254", "iso-8859-9": "windows-1254", "iso8859-9": "windows-1254",
    "utf8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "unicode": "utf-8",
    "macintosh": "mac_roman", "x-mac-cyrillic": "mac_cyrillic", "x-sjis": "shift_jis", "gb2312": "gb18030",
    "gbk": "gb18030", "tis-620": "cp874", "windows-874": "cp874",
}  # fmt: skip
_SAFE = re.compile(
    r"utf-8|(?:windows-|cp)125\d|iso-?8859-\d\d?|koi8-[ru]|ibm866|cp866|mac_(?:roman|cyrillic)|cp874|gb18030"
    r"|big5|shift_jis|euc-(?:jp|kr)|latin\d"
)


def decode(data: bytes) -> str:
    """Decode a page; a byte that is no letter becomes ``U+FFFD``, and a NUL nothing."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _clean(data[len(mark) :].decode(name, "replace"))
    declared = _declared(data[:_HEAD])
    if declared is not None:
        return _clean(data.decode(declared, "replace"))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(data.decode("windows-1252", "replace"))


def _declared(head: bytes) -> str | None:
    """Give the encoding that a page names. Python knows names that take minutes (idna) or run other things (zip)."""
    found = _DECLARED.search(head)
    if found is None:
        return None
    label = found[1].decode("ascii", "replace").lower()
    name = _LIKE_BROWSERS.get(label, label)
    if not _SAFE.fullmatch(name):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _clean(text: str) -> str:
    return text.replace("\0", "")
