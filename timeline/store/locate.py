"""Where an event stands in its file."""

from __future__ import annotations

from timeline.errors import DataError
from timeline.read import Raw, guess, reader
from timeline.store.source import load


def line(path: str, event: str) -> int | None:
    """Give the line on which an event begins, counted from 1; None where it is no longer in the file.

    Raises as ``load`` does where the file cannot be read.
    """
    data = load(path).data
    form = reader(guess(path, data))
    pieces = form.cut(data, path)
    # To read thousands of pieces takes a second; the id stands in its own as it is, unless that has escapes.
    likely = [piece for piece in pieces if event.encode() in piece.data or b"\\" in piece.data]
    found: list[Raw] = []
    for piece in likely:
        try:
            found += form.parse([piece], path)
        except DataError:
            continue
    for raw in found:
        if isinstance(raw.values, dict) and raw.values.get("id") == event:
            return raw.place(("id",))[0]
    return None
