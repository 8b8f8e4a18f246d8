"""How well the tagger of dates does on the project's own gold: by the prefix of a record's id, and over all.

``tests/extract/test_gold.py`` holds the figures against ``gold/dates.scores.tsv``; ``make score`` writes that anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from timeline.extract.dates import dates
from timeline.extract.evaluate import Counts, Score, pairs
from timeline.model.day import parse_iso_day
from timeline.model.mention import Mention

GOLD = Path(__file__).parent / "gold" / "dates.jsonl"
TABLE = GOLD.with_name("dates.scores.tsv")
HEAD = """\
# How well `timeline.extract.dates` does on dates.jsonl, by the prefix of a record's id. Written by `make score`.
#
# Columns, separated by one tab: prefix, mentions that are marked, value F1 (the words overlap and the value is the
# same), full F1 (words, type, value, mod, edtf and range are the same), each in percent.
"""
ALL = "all"


class Record(NamedTuple):
    """A text of the gold, and what is to be found in it."""

    id: str
    published: int | None
    text: str
    mentions: list[Mention]

    @property
    def prefix(self) -> str:
        """Give the kind of thing that it is about."""
        return self.id.rpartition("-")[0]


@dataclass
class Figures:
    """The counts of some records, and the words for each record that is not wholly right."""

    counts: Counts = field(default_factory=Counts)
    full: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def row(self) -> tuple[str, str, str]:
        """Give mentions, value F1 and full F1 as they stand in the table."""
        scores = (self.counts.score(self.counts.value), self.counts.score(self.full))
        return str(self.counts.gold), *map(_percent, scores)


def _percent(score: Score) -> str:
    return f"{100 * score.f1:.1f}"


def records() -> list[Record]:
    """Read the gold; each of the words of a record stands behind those before it."""
    return [_record(json.loads(line)) for line in GOLD.read_text(encoding="utf-8").split("\n") if line]


def _record(values: dict[str, Any]) -> Record:
    text, place = values["text"], 0
    mentions = []
    for each in values["dates"]:
        start = text.find(each["text"], place)
        if start < 0:
            raise ValueError(f"{values['id']}: there is no '{each['text']}' from {place} on")
        place = start + len(each["text"])
        rest = {key: each.get(key) for key in ("edtf", "range")}
        kind, value, mod = each["type"], each["value"], each.get("mod") or ""
        mentions.append(Mention(start, place, each["text"], kind, value, mod, **rest))
    published = values["published"]
    return Record(values["id"], None if published is None else parse_iso_day(published), text, mentions)


def scores(several: Iterable[Record]) -> dict[str, Figures]:
    """Find the dates of some records, and give the figures of all and of each prefix, in the order of the gold."""
    figures = {ALL: Figures()}
    for record in several:
        found = list(dates(record.text, record.published))
        compared = pairs(record.text, record.mentions, found)
        marked, ours = (set(map(_whole, mentions)) for mentions in (record.mentions, found))
        for each in (figures[ALL], figures.setdefault(record.prefix, Figures())):
            for pair in compared:
                each.counts.add(pair)
            each.full += len(marked & ours)
            if marked != ours:
                each.wrong.append(_difference(record, marked, ours))
    return figures


def _whole(mention: Mention) -> tuple[object, ...]:
    return (*mention[:7], mention.range)


def _difference(record: Record, marked: set[tuple[object, ...]], ours: set[tuple[object, ...]]) -> str:
    lines = [f"{record.id}: {record.text}"]
    lines += [f"  - {_shown(each)}" for each in sorted(marked - ours, key=str)]
    lines += [f"  + {_shown(each)}" for each in sorted(ours - marked, key=str)]
    return "\n".join(lines)


def _shown(whole: tuple[object, ...]) -> str:
    return " | ".join("" if part is None else str(part) for part in whole[2:])


def table(figures: dict[str, Figures]) -> str:
    """Write the table of ``dates.scores.tsv``."""
    return HEAD + "".join("\t".join((prefix, *each.row)) + "\n" for prefix, each in figures.items())


def read_table(text: str) -> dict[str, tuple[str, str, str]]:
    """Read what ``table`` writes."""
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {prefix: (mentions, value, full) for prefix, mentions, value, full in rows}
