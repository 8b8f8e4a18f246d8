"""Colours by meaning. Nothing is told by colour alone."""

from __future__ import annotations

DATE = "cyan"
HEAD = "bold"
QUIET = "dim"
STRONG = "bold"
STATUS = {
    "expected": "yellow",
    "overdue": "bold red",
    "hypothetical": "magenta",
    "denied": "red",
    "cancelled": "red",
    "ongoing": "green",
}
POSSIBLE = "yellow"
ERROR = "bold red"
