"""JSON to be printed: compact, and safe on any terminal."""

from __future__ import annotations

import json
import re

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_CONTROLS = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def dump(values: object) -> str:
    """Write compact JSON in which no control character stands as itself, nor one that turns text round.

    JSON itself escapes only those of C0.
    """
    text = _encode(values)
    return (
        text
        if text.isascii() and "\x7f" not in text
        else _CONTROLS.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
    )
