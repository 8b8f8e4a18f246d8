"""An actor: a state, an organisation, a body of one, a group or a person, with its names and its dated offices."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.model.day import AFTER, BEFORE
from timeline.model.when import When

ACTOR_KINDS = ("state", "organisation", "body", "group", "person")

SECTORS = (
    "GOV", "MIL", "REB", "OPP", "PTY", "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ENV", "HLH", "HRI", "IGO", "JUD",
    "JRN", "LAB", "LEG", "MED", "MNC", "NGO", "REF", "REL", "SPY", "UAF",
)  # fmt: skip
"""The sectors of PLOVER 2.0: what part of a society an actor is."""


@dataclass(frozen=True, slots=True)
class Office:
    """A post held for another actor, from the first possible day of ``since`` to the last possible of ``until``."""

    title: str
    of: str
    since: When | None = None
    until: When | None = None

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
