"""Articles: text and Markdown with front matter, and HTML as newspapers write it."""

from __future__ import annotations

import re

from timeline.model.article import Article
from timeline.read.seed import parse as parse_seed

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|\?xml)", re.IGNORECASE | re.DOTALL)


def parse(data: bytes, address: str, seed: str | None = None) -> Article:
    """Read an article: HTML by how it begins or by its name, else text.

    ``seed`` is its name where it lies in a folder of seeds. The text of a seed is kept as it is, since quotes stand in it
    word for word. Raises ``DataError`` where it is not text, ``UsageError`` where what reads HTML is not installed.
    """
    if address.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.match(data[:2000]):
        from timeline.read.html import parse as parse_html

        return parse_html(data, address)._replace(seed=seed)
    found = parse_seed(data, address)
    meta = found.meta
    return Article(
        address,
        found.text,
        found.published,
        meta.get("title"),
        meta.get("publisher"),
        meta.get("url") or meta.get("address"),
        seed,
        meta.get("language") or "en",
    )
