"""Markdown: a table with its sources, for notes and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from timeline.model.text import visible
from timeline.write import Answer

SUFFIXES = (".md", ".markdown")
ABOUT = "a table with links to the sources, for notes and pages"

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#&!])")


def write(answer: Answer) -> Iterator[str]:
    """Yield the table."""
    yield "| Date | Event | Actors | Sources |\n|---|---|---|---|\n"
    for document in answer.documents():
        yield f"| {' | '.join(_cells(document))} |\n"


def _cells(document: dict[str, Any]) -> list[str]:
    status = "overdue" if document.get("overdue") else document["status"]
    mark = "" if status == "occurred" else f"*{status}:* "
    possible = " (possibly)" if document.get("certain") is False else ""
    return [
        f"{literal(document['date'])}{possible}",
        mark + literal(document["title"]),
        literal(", ".join(part["name"] for part in document["actors"])),
        ", ".join(_source(source) for source in document["sources"]),
    ]


def _source(source: dict[str, Any]) -> str:
    name = literal(source.get("publisher") or source.get("seed") or source.get("url") or "")
    against = " (contradicts)" if source.get("contradicts") else ""
    url = source.get("url", "")
    # Only what a reader would follow knowingly becomes a link: an address may hold a script instead.
    if url.lower().startswith(("http://", "https://")):
        return f"[{name}]({quote(visible(url), safe=':/?&=%#,;@+-._~')}){against}"
    return name + against


def literal(text: str) -> str:
    """Write text that no Markdown reader takes for markup."""
    return _SPECIAL.sub(r"\\\1", visible(text))
