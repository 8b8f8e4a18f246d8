"""How it stands with an event: a promise is not a fact."""

from __future__ import annotations

STATUSES = ("occurred", "ongoing", "expected", "hypothetical", "denied", "cancelled")
OVERDUE = "overdue"
"""What an expected event is called once the last day that its date allows has passed. Never stored: it depends on
the day on which one asks."""
