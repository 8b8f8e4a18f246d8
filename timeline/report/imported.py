"""What became of the files of a feed: numbers, and every reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from timeline.store.world.file import Outcome

REASONS = {
    "told-from-both-sides": "the same event, told from the other side",
    "known-already": "the same row is there already",
    "id-taken": "a row with this id is there already, and says something else",
    "columns": "the line has another number of columns",
    "too-long": "the row is longer than a row can be",
    "binary": "the line is binary",
    "unclosed-quote": "a quotation mark opens and is never closed",
    "quotes": "the quotation marks do not fit together",
    "no-id": "the row has no id",
    "bad-date": "the date is none",
    "start-after-end": "the event ends before it starts",
    "unknown-code": "the code of the event is not in the feed's code book",
    "not-utf8": "the line is no UTF-8 and was read as Windows-1252",
    "bad-coordinate": "the coordinates are none, and were left out",
    "bad-source-date": "the source's date is none, and was left out",
    "bad-count": "the number of deaths is none, and was left out",
    "best-above-high": "the best estimate of deaths is above the highest",
    "low-above-best": "the lowest estimate of deaths is above the best",
    "bad-intensity": "the intensity is none, and was left out",
    "no-actor": "nobody is named who did it or to whom it was done",
    "no-precision": "how well the day is known is not said: it was taken for the day",
    "precision-and-dates-differ": "the two dates do not fit how well the day is said to be known",
    "unknown-mode": "the mode of the event is not in the feed's code book, and was kept as it is",
    "unknown-subtype": "the subtype of the event is not in the feed's code book: its type was taken",
    "bad-goldstein": "the Goldstein value is none, and was left out",
    "unknown-country": "the code of the country is unknown",
    "dated-over-a-year-before-it-was-added": "the event is dated more than a year before it was reported",
    "dated-after-it-was-added": "the event is dated after it was reported",
    "bad-date-added": "the day on which it was added is none",
}
"""What the stable words mean that readers of feeds and importing use."""


class Reason(NamedTuple):
    """Some rows of which one thing is to be told: ``fate`` is merged, refused or odd; the first of their lines."""

    fate: str
    reason: str
    rows: int
    about: str
    lines: tuple[str, ...]


class Imported(NamedTuple):
    """A file: read = kept + merged + refused. ``known`` says that it was imported before, and not read again."""

    file: str
    known: bool
    read: int
    kept: int
    merged: int
    refused: int
    reasons: tuple[Reason, ...]


def imported(outcome: Outcome) -> Imported:
    """Tell of a file."""
    done = outcome.done
    reasons = [
        Reason(fate, reason, rows, REASONS.get(reason, reason.replace("-", " ")), tuple(outcome.lines.get(reason, ())))
        for fate, counts in (("merged", done.merged), ("refused", done.refused), ("odd", done.oddities))
        for reason, rows in counts.items()
    ]
    merged, refused = sum(done.merged.values()), sum(done.refused.values())
    return Imported(done.file, outcome.known, done.read, done.kept, merged, refused, tuple(reasons))


def document(files: Sequence[Imported]) -> dict[str, Any]:
    """Give the report as JSON values."""
    return {
        "files": [
            {**one._asdict(), "reasons": [{**reason._asdict(), "lines": list(reason.lines)} for reason in one.reasons]}
            for one in files
        ]
    }
