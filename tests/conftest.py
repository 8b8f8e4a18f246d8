"""Every test has a home of its own and an environment without a trace of the user's settings."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("timeline", deadline=None, max_examples=80, derandomize="CI" in os.environ)
settings.register_profile("thorough", deadline=None, max_examples=800)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "timeline"))


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    # pytest's own tmp_path looks through all folders before it makes one, which is felt after a thousand tests.
    root, numbers = tmp_path_factory.mktemp("homes"), itertools.count()
    return lambda: root / str(next(numbers))


@pytest.fixture(autouse=True)
def home(_homes: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty home folder, in which the XDG folders lie."""
    folder = _homes()
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    for name in [name for name in os.environ if name.startswith("TIMELINE_")]:
        monkeypatch.delenv(name)
    return folder
