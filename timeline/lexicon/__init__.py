"""Words as data, and the little code that looks them up."""

from __future__ import annotations

import os

ACTORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "actors")
"""The folder of the actors that come with the program."""


def files(folder: str) -> list[str]:
    """List the YAML files of a folder by name; none where there is no such folder."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [os.path.join(folder, name) for name in sorted(names) if name.endswith(".yaml")]
