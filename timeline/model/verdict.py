"""A verdict: what somebody decided on a candidate, and what that did to the file of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.model.candidate import Candidate

VERDICTS = ("accept", "reject", "merge", "undo")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on a candidate on a day.

    ``verdict`` is one of ``VERDICTS``; ``undo`` takes back the one before. ``event`` is the id of the event that the
    candidate became or went into, None where it was rejected; ``at`` is an ISO day. ``title``, ``kind`` and ``quote``
    are the candidate's, so that a verdict can be read without its draft. ``wrote`` is what was put into the file of
    events (for ``undo``: what was taken out of it), to the byte; None where that was nothing.
    """

    candidate: str
    verdict: str
    event: str | None
    at: str
    title: str
    kind: str
    quote: str
    wrote: str | None = None


def verdict(
    candidate: Candidate, decision: str, at: str, event: str | None = None, wrote: str | None = None
) -> Verdict:
    """Make the verdict on a candidate."""
    return Verdict(candidate.id, decision, event, at, candidate.title, candidate.kind, candidate.quote.text, wrote)


def document(of: Verdict) -> dict[str, Any]:
    """Give a verdict as plain JSON values, in the order in which they are kept."""
    return {name: getattr(of, name) for name in of.__slots__}
