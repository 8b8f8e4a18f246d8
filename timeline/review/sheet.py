"""A file of events as somebody who adds to it needs it: which ids are taken, and where a new event belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from timeline.errors import DataError, DateError, Problem
from timeline.model.day import BEFORE
from timeline.model.edtf import parse as parse_date
from timeline.model.when import When
from timeline.read.yaml import parse
from timeline.syntax.yaml import Piece


class Sheet(NamedTuple):
    """The records of a file, one for each piece of it."""

    records: list[dict[str, Any]]

    def ids(self) -> set[str]:
        """Give the ids that are taken."""
        return {str(record.get("id")) for record in self.records}

    def find(self, event: str) -> dict[str, Any] | None:
        """Give the record of an event."""
        return next((record for record in self.records if record.get("id") == event), None)

    def place(self, when: When) -> int:
        """Say before which piece an event belongs; at the end where the file is not in order."""
        days = [order(parse_date(str(record.get("date")))) for record in self.records]
        if days != sorted(days):
            return len(days)
        return sum(other <= order(when) for other in days)


def sheet(pieces: Sequence[Piece], path: str) -> Sheet:
    """Read the pieces of a file; raise ``DataError`` where it has faults that hide what is in it."""
    raws = list(parse(pieces, path))
    faults = []
    for raw in raws:
        if not isinstance(raw.values, dict):
            faults.append(Problem(path, *raw.place(()), "bad-value", "this is no event", "write '- id: …' blocks"))
            continue
        try:
            parse_date(str(raw.values.get("date")))
        except DateError as error:
            faults.append(Problem(path, *raw.place(("date",)), "bad-date", error.message, error.hint))
    if faults:
        raise DataError(faults)
    return Sheet([raw.values for raw in raws])


def order(when: When) -> int:
    """Give the day by which an event stands in the file: its first, or its bound where it has no first."""
    return when.last_day if when.first_day == BEFORE else when.first_day
