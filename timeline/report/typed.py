"""A line that somebody types: its text, and where in it the next sign goes."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    """A text, and the cursor before its sign number ``at``, counted from 0."""

    text: str = ""
    at: int = 0


def whole(text: str) -> Typed:
    """Go on with a text at its end."""
    return Typed(text, len(text))


def inserted(line: Typed, text: str) -> Typed:
    """Type signs; what is no sign, as in something pasted, is left out, and what is several lines becomes one."""
    clean = "".join(sign for sign in " ".join(text.split("\n")) if sign.isprintable())
    return Typed(line.text[: line.at] + clean + line.text[line.at :], line.at + len(clean))


def edited(line: Typed, key: str) -> Typed | None:
    """Do what a key does to a line; None for a key that does nothing there."""
    before, after = line.text[: line.at], line.text[line.at :]
    match key:
        case "backspace" | "ctrl+h":
            return Typed(before[:-1] + after, max(line.at - 1, 0))
        case "delete":
            return Typed(before + after[1:], line.at)
        case "left" | "ctrl+b":
            return Typed(line.text, max(line.at - 1, 0))
        case "right" | "ctrl+f":
            return Typed(line.text, min(line.at + 1, len(line.text)))
        case "home" | "ctrl+a":
            return Typed(line.text, 0)
        case "end" | "ctrl+e":
            return whole(line.text)
        case "ctrl+u":
            return Typed(after, 0)
        case "ctrl+k":
            return whole(before)
        case "ctrl+w":
            kept = re.sub(r"\S+\s*\Z", "", before)
            return Typed(kept + after, len(kept))
        case _:
            return None
