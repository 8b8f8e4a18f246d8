"""Events that somebody hands over one by one: a block of YAML or several, JSON, lines of JSON, or lines of a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.errors import DataError, Problem
from timeline.read import Raw, decode, guess, reader
from timeline.syntax.yaml import Composed, Path, compose, nearest

_LIKE = "write '- id: …' and under it the event's fields"


def given(data: bytes, path: str) -> list[Raw]:
    """Read what was handed over, in any of its forms; nothing but blanks and remarks is no event.

    Raises ``DataError`` with every fault.
    """
    name = guess(path, data)
    if name == "yaml":
        composed = compose(decode(data, path), path)
        return list(_raws(composed, path))
    form = reader(name)
    return list(form.parse(form.cut(data, path), path))


def _raws(composed: Composed, path: str) -> Iterator[Raw]:
    values, base = composed.values, list[str | int]()
    if isinstance(values, dict) and "events" in values:
        values, base = values["events"], ["events"]
    if isinstance(values, dict):
        yield Raw(values, 0, _placer(composed, ()))
        return
    if values is None:
        return
    if not isinstance(values, list):
        raise DataError([Problem(path, 1, 1, "bad-yaml", "this is no event", _LIKE)])
    for number, record in enumerate(values):
        yield Raw(record, 0, _placer(composed, (*base, number)))


def _placer(composed: Composed, base: Path) -> Callable[[Path], tuple[int, int]]:
    def place(where: Path) -> tuple[int, int]:
        return nearest(composed.places, (*base, *where), (1, 1))

    return place
