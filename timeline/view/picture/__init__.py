"""Events as files to look at: one module a kind of picture, named after it. The file is the registration.

A module has ``SUFFIXES``, ``ABOUT``, ``LISTS`` (whether it needs the list of events, and the chart closer up) and
``paint``; ``Painter`` is its type.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Protocol

from timeline import modules
from timeline.report.exhibit import Exhibit


class Painter(Protocol):
    """A kind of picture."""

    SUFFIXES: tuple[str, ...]
    ABOUT: str
    LISTS: bool

    def paint(self, exhibit: Exhibit) -> bytes:
        """Make the whole file."""


def names() -> list[str]:
    """List the kinds of pictures."""
    return modules.names(__path__)


def painter(path: str) -> Painter | None:
    """Give the painter that a file's name asks for, if it asks for one."""
    suffix = Path(path).suffix.lower()
    return next((one for one in map(load, names()) if suffix in one.SUFFIXES), None)


def suffixes() -> list[str]:
    """List the ends of names that ask for a picture."""
    return [suffix for name in names() for suffix in load(name).SUFFIXES]


def load(name: str) -> Painter:
    """Give the painter of a kind."""
    module: Painter = importlib.import_module(f"{__name__}.{name}")
    return module
