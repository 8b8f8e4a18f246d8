"""What a page says of itself in JSON-LD: the article among the objects that describe it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)?\s*;?\s*$")
_MAX_SIZE = 1 << 20
_ARTICLE = re.compile(r"(?:\w+:|https?://schema\.org/)?(?:\w*Article|\w*Posting|Report)")
_PAGE = re.compile(r"(?:\w+:|https?://schema\.org/)?(?:Web|Item)Page")

Node = dict[str, Any]


def articles(scripts: list[str]) -> list[Node]:
    """Give the articles that scripts describe, or the pages where they describe no article; broken scripts give none.

    What is inside an article (its parts, those that it mentions) and in lists of others is not the article itself.
    """
    nodes = [node for script in scripts for node in _nodes(_load(script))]
    for wanted in (_ARTICLE, _PAGE):
        found = [node for node in nodes if any(wanted.fullmatch(kind) for kind in _texts(node.get("@type")))]
        if found:
            return found
    return []


def word(value: Any) -> str | None:
    """Give the text of a value, or the name or address of the thing that it is; None where there is none."""
    if isinstance(value, list):
        return next(filter(None, map(word, value[:20])), None) if not _nested(value) else None
    if isinstance(value, dict):
        return word(value.get("name") if isinstance(value.get("name"), str) else value.get("@value"))
    return " ".join(unescape(value).split()) or None if isinstance(value, str) else None


def _nested(values: list[Any]) -> bool:
    return any(isinstance(value, list) for value in values)


def _load(script: str) -> Any:
    if len(script) > _MAX_SIZE:
        return None
    try:
        # Many put plain line ends into their texts, which strict JSON does not have.
        return json.loads(_WRAPPING.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[Node]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()
            if isinstance(one.get("mainEntity"), dict):
                yield one["mainEntity"]


def _texts(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]
