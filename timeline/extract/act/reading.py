"""What is read from a verb or a noun: a kind of event, how it stands with it, and who takes part."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeline.extract.clause.clauses import Span

FRIENDLY = frozenset(
    [
        "agree",
        "consult",
        "support",
        "concede",
        "cooperate",
        "aid",
        "retreat",
        "opening",
        "delivery",
        "office",
        "election",
    ]
)
HOSTILE = frozenset(["request", "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"])


@dataclass(slots=True)
class Reading:
    """A possible event of a sentence.

    ``trigger`` is the number of the word that names it, ``source`` and ``target`` spans of phrases, ``strength`` in
    0..1 how well the words tell the kind, ``why`` words for a person, ``clause`` the number of its clause (-1 for a
    noun), ``inner`` the clauses that it has used up.
    """

    kind: str
    trigger: int
    strength: float
    status: str = "occurred"
    source: Span | None = None
    target: Span | None = None
    why: tuple[str, ...] = ()
    clause: int = -1
    inner: set[int] = field(default_factory=set)
    dated: int = -1
    """The clause whose time is the event's, where it is another than ``clause``: that of a promise's promise."""
    is_place: bool = False
    """Whether ``target`` is only where it was done."""
