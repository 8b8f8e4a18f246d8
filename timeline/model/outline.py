"""The outline of an event: as much of it as is drawn on an axis of time."""

from __future__ import annotations

from typing import Protocol

from timeline.model.when import When


class Drawable(Protocol):
    """What can be drawn: an ``Event``, or its ``Outline``."""

    @property
    def id(self) -> str:
        """What it is called everywhere."""

    @property
    def when(self) -> When:
        """When it was."""

    @property
    def title(self) -> str:
        """What it is, in a line."""

    @property
    def status(self) -> str:
        """How it stands with it, see ``timeline.model.status``."""

    @property
    def count(self) -> int | None:
        """How many happenings it is, where that is said."""


class Outline:
    """An event without what is not drawn."""

    # No dataclass: a full chart has ten thousand of them, and frozen ones with slots take four times as long to make.
    __slots__ = ("count", "id", "status", "title", "when")

    def __init__(self, id: str, when: When, title: str, status: str, count: int | None) -> None:  # noqa: A002
        self.id = id
        self.when = when
        self.title = title
        self.status = status
        self.count = count
