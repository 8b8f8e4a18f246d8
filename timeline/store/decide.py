"""A verdict and what it does to the file of events: both, or neither, whatever happens in between.

The order is: a line that says what is about to be done, the file of events (whole, in one step), the verdict. Two files
cannot be written in one step; so whoever holds the verdicts next looks at what has only begun, and the file of events
tells whether it was done: what was written stands there, or it does not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from timeline.errors import TimelineError, UsageError
from timeline.model.verdict import Verdict
from timeline.store import blocks
from timeline.store.edit import held
from timeline.store.verdicts import Log, Pen


class Decided(NamedTuple):
    """A verdict to be written down, and the file of events as it shall be then; None where that stays as it is."""

    verdict: Verdict
    data: bytes | None = None


def settle(log: Log, path: str, decide: Callable[[bytes], Decided | None]) -> Verdict | None:
    """Carry a decision out, with the verdicts and the file of events held.

    ``decide`` is given the file's bytes of that moment, with ``log`` brought up to date; what it raises ends it all
    with nothing written, and so does None. Raises ``TimelineError`` where the system refuses.
    """
    with log.held() as pen, held(path) as file:
        _recover(pen, file.data)
        decided = decide(file.data)
        if decided is None:
            return None
        if decided.data is None or decided.data == file.data:
            pen.write(decided.verdict)
            return decided.verdict
        pen.begin(decided.verdict)
        file.write(decided.data)
        try:
            pen.write(decided.verdict)
        except TimelineError as error:
            raise TimelineError(
                f"'{path}' is written, but its verdict is not: {error.message}",
                "nothing is lost: it is made good as soon as there is room again",
            ) from None
        return decided.verdict


def note(log: Log, path: str, decide: Callable[[], Verdict | None]) -> Verdict | None:
    """Write a verdict down that does nothing to the file of events."""
    if log.begun:
        return settle(log, path, lambda _: _alone(decide()))
    with log.held() as pen:
        one = decide()
        if one is not None:
            pen.write(one)
        return one


def _alone(one: Verdict | None) -> Decided | None:
    return None if one is None else Decided(one)


def recover(log: Log, path: str) -> list[Verdict]:
    """Make good what a kill has left half done; give the verdicts that were carried out, and written down only now."""
    if not log.begun:
        return []
    with log.held() as pen, held(path) as file:
        return _recover(pen, file.data)


def _recover(pen: Pen, data: bytes) -> list[Verdict]:
    begun = list(pen.log.begun.values())
    done = [one for one in begun if is_done(one, data)]
    for one in begun:
        if one in done:
            pen.write(one)
        else:
            pen.void(one)
    return done


def is_done(one: Verdict, data: bytes) -> bool:
    """Say whether the file of events shows that what has begun was carried out."""
    if one.event is None or one.wrote is None:
        return False
    if one.verdict == "undo":
        return not blocks.holds(data, one.event, one.wrote)
    return blocks.holds(data, one.event, one.wrote) or (one.verdict == "accept" and blocks.has(data, one.event))


def taken_back(one: Verdict, data: bytes, path: str) -> bytes:
    """Give the file of events without what a verdict wrote into it.

    Raises ``UsageError`` where that was edited since: it is somebody's work then. An event that is gone is gone.
    """
    if one.event is None or one.wrote is None or not blocks.has(data, one.event):
        return data
    new = (blocks.remove if one.verdict == "accept" else blocks.withdraw)(data, one.event, one.wrote)
    if new is None:
        what = f"'{one.event}'" if one.verdict == "accept" else f"what was added to '{one.event}'"
        raise UsageError(
            f"{what} was edited in '{path}' since, and is left as it is",
            "delete it by hand if it is to go; then undo once more",
        )
    return new
