"""Articles: text and Markdown with front matter, and web pages as newspapers write them."""

from __future__ import annotations

import os
import re

from timeline.model.article import Article
from timeline.read import BOM
from timeline.read.seed import parse as parse_seed

_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
_BEGINNING = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def parse(data: bytes, address: str, seed: str | None = None) -> Article:
    """Read an article; ``seed`` is its name where it lies in a folder of seeds.

    The text of a plain file is all that stands behind its front matter, since quotes stand in it word for word.
    The text of a page is its headline and its paragraphs, with blank lines between them.

    Raises ``DataError`` where it is not text or no article, ``UsageError`` where what reads pages is not installed.
    """
    if is_page(data, address):
        from timeline.read.html import parse as parse_html

        return parse_html(data, address)._replace(seed=seed)
    found = parse_seed(data, address)
    meta = found.meta
    return Article(
        address,
        found.text,
        found.published,
        meta.get("title") or None,
        meta.get("publisher") or None,
        meta.get("url") or meta.get("address") or None,
        seed,
        language(meta.get("language")),
    )


def is_page(data: bytes, address: str) -> bool:
    """Say whether this is a web page: by the file's name, or by how it begins."""
    if os.path.splitext(address)[1].lower() in _SUFFIXES:
        return True
    head = data[:2000].removeprefix(BOM)
    if head.startswith(_UTF16):
        head = head[2:].replace(b"\0", b"")
    return _BEGINNING.match(head) is not None


def language(tag: str | None) -> str:
    """Give the language of a tag as lexicons name it: ``sr`` for ``sr-Latn-RS``, English where there is no tag."""
    found = re.match(r"\s*([A-Za-z]{2,8})", tag or "")
    return found[1].lower() if found else "en"
