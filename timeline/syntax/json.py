"""JSON to be printed: safe on any terminal, and nothing in it that UTF-8 cannot write."""

from __future__ import annotations

import json
import re

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_CONTROLS = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dump(values: object) -> str:
    """Write compact JSON in which no control character stands as itself, nor one that turns text round.

    JSON itself escapes only those of C0.
    """
    return safe(_encode(values))


def safe(text: str) -> str:
    """Escape in a JSON text what its encoder let stand."""
    return (
        text
        if text.isascii() and "\x7f" not in text
        else _CONTROLS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    )
