"""Candidates for tests, and a project to review them in: events, a seed, and an article that is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from timeline.model.candidate import Candidate, Part, Quote, Told, document

SEED = "visit.txt"
SEED_TEXT = (
    "The weather was fine. President Vucic received Erdogan in Belgrade on 11 October 2024. They spoke of trade.\n"
    "Serbia resumed export permits for Turkey in 2024, and both sides\nagreed to meet again. Nothing else was said.\n"
)
FRONT = "---\npublisher: Agency\npublished: 2024-10-12\n---\n"
NEWS_TEXT = "It rained. Serbia and Turkey signed a treaty in Ankara on 1 October 2026. Nobody else came.\n"
EVENTS = """# The head, and why.
events:   # with a remark

  # --- the first section

  - id: ties-2017
    date: 2017/2024-10
    title: "Ties are redefined"   # odd style
    kind: state
    sources: [{url: "https://example.org/ties"}]

  # --- the second section

  - id: talks-2025
    date: 2025-03-01
    title: Ministers talk in Ankara
    kind: consult
    actors: [Serbia, Turkey]
    sources:
      - url: https://example.org/talks
        publisher: Agency   # who else
    note: >-
      kept as
      it is
# the end
"""


def quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(start, start + len(words), words)


def candidate(
    name: str = "c1", words: str = "President Vucic received Erdogan in Belgrade", **changes: Any
) -> Candidate:
    """Make a candidate of the seed's words, or of the article's with ``told``."""
    said = quote(SEED_TEXT, words) if words in SEED_TEXT else quote(NEWS_TEXT, words)
    told = changes.pop("told", {"address": f"seeds/{SEED}", "seed": SEED})
    values: dict[str, Any] = {
        "id": name,
        "date": "2024-10-11",
        "first": "2024-10-11",
        "last": "2024-10-11",
        "title": f"Vucic receives Erdogan ({name})",
        "kind": "consult",
        "status": "occurred",
        "actors": (Part("Vucic", 0, 5, "vucic", "source"), Part("Erdogan", 6, 9, None, "target")),
        "place": "Belgrade",
        "quote": said,
        "score": 0.75,
        "reasons": ('kind: "received"',),
        "sources": (Told(**{"publisher": "Agency", "published": "2024-10-12", "quote": said, **told}),),
    }
    return Candidate(**{**values, **changes})


def news(name: str = "n1", **told: Any) -> Candidate:
    """Make a candidate of an article that is no seed."""
    return candidate(
        name,
        "Serbia and Turkey signed a treaty in Ankara",
        date="2026-10-01",
        first="2026-10-01",
        last="2026-10-01",
        title="Serbia and Turkey sign a treaty",
        kind="agree",
        told={"address": "news/treaty.txt", **told},
    )


def lines(candidates: Iterable[Candidate]) -> str:
    return "".join(json.dumps(document(one), ensure_ascii=False) + "\n" for one in candidates)


def project(folder: Path, *candidates: Candidate, events: str = EVENTS) -> Path:
    """Lay out a project; give its file of events."""
    for name in ("data", "seeds", "news"):
        (folder / name).mkdir(parents=True)
    (folder / "data" / "events.yaml").write_text(events, encoding="utf-8")
    (folder / "data" / "candidates.jsonl").write_text(lines(candidates), encoding="utf-8")
    (folder / "seeds" / SEED).write_text(FRONT + SEED_TEXT, encoding="utf-8")
    (folder / "news" / "treaty.txt").write_text(FRONT + NEWS_TEXT, encoding="utf-8")
    return folder / "data" / "events.yaml"
