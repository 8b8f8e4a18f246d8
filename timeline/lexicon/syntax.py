"""The verbs and the small words of a language, from ``verbs.yaml`` and ``syntax.yaml`` of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from timeline.syntax.yaml import load


@cache
def syntax(language: str) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    """Give the verbs by what they are, and the small words by what they do in a sentence, each words between spaces."""
    folder = Path(__file__).parent / language

    def read(name: str) -> Any:
        return load((folder / name).read_text(encoding="utf-8"), name)

    return read("verbs.yaml"), read("syntax.yaml")
