"""An actor: a state, an organisation, a body of one, a group or a person, with its names and its dated offices."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.day import AFTER, BEFORE
from timeline.model.edtf import parse
from timeline.model.when import When

ACTOR_KINDS = ("state", "organisation", "body", "group", "person")

SECTORS = (
    "GOV", "MIL", "REB", "OPP", "PTY", "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ENV", "HLH", "HRI", "IGO", "JUD",
    "JRN", "LAB", "LEG", "MED", "MNC", "NGO", "REF", "REL", "SPY", "UAF",
)  # fmt: skip
"""The sectors of PLOVER 2.0: what part of a society an actor is."""


class Office:
    """A post held for another actor, from the first possible day of ``since`` to the last possible of ``until``.

    A bound may be given as its EDTF text: it is read when it is asked for, since of thousands of offices one question
    needs a few.
    """

    __slots__ = ("_since", "_until", "of", "title")

    def __init__(self, title: str, of: str, since: When | str | None = None, until: When | str | None = None) -> None:
        self.title = title
        self.of = of
        self._since = since
        self._until = until

    @property
    def since(self) -> When | None:
        """When it was taken up, None where that is not known."""
        if isinstance(self._since, str):
            self._since = parse(self._since)
        return self._since

    @property
    def until(self) -> When | None:
        """When it was left, None where that is not known or still to come."""
        if isinstance(self._until, str):
            self._until = parse(self._until)
        return self._until

    def _key(self) -> tuple[str, str, When | None, When | None]:
        return self.title, self.of, self.since, self.until

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Office) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def held_during(self, when: When) -> bool:
        """Say whether the post can have been held on a day that the date allows."""
        since = self.since.first_day if self.since else BEFORE
        until = self.until.last_day if self.until else AFTER
        return when.first_day <= until and when.last_day >= since


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts. ``of`` is the actor for whom it acts at all times; a person's offices say it for a time.

    ``country`` (ISO 3166-1 alpha-3) is where a group or a body that answers to nobody is at home, ``sector`` what part
    of a society it is (``SECTORS``); both only where ``of`` and the offices do not tell.
    """

    id: str
    name: str
    kind: str
    short: str | None = None
    names: tuple[str, ...] = ()
    of: str | None = None
    code2: str | None = None
    offices: tuple[Office, ...] = ()
    country: str | None = None
    sector: str | None = None

    @property
    def label(self) -> str:
        """The name for where space is short."""
        return self.short or self.name
