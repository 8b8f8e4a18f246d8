"""DuckDB, opened for a world: an extra, with bounds, and nothing from outside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from timeline.errors import TimelineError, UsageError

if TYPE_CHECKING:
    import duckdb

MEMORY = "600MB"
"""What the engine may hold before it spills to its folder."""


def connect(spill: str | None = None, memory: str = MEMORY) -> duckdb.DuckDBPyConnection:
    """Open a database in memory; ``spill`` is the folder for what does not fit, None where nothing is spilled.

    Raises ``UsageError`` where the extra is not installed.
    """
    try:
        import duckdb
    except ImportError:
        hint = "install it with: pip install 'sourced-timeline[bulk]'"
        raise UsageError("feeds need DuckDB, which is not installed", hint) from None
    settings: dict[str, Any] = {
        "memory_limit": memory,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "temp_directory": spill or "",
    }
    return duckdb.connect(":memory:", config=settings)


def arrow() -> None:
    """Load PyArrow for an import. Raises ``UsageError`` where it or NumPy is not installed."""
    try:
        import numpy  # noqa: F401 -- it is wanted later, and asked for before anything is read
        import pyarrow as pa
    except ImportError:
        hint = "install them with: pip install 'sourced-timeline[bulk]'"
        raise UsageError("imports need PyArrow and NumPy, which are not installed", hint) from None
    # The system's own leaves gaps, which grow with the rows: of four million 200 MB more at the most.
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


@contextmanager
def shown(database: duckdb.DuckDBPyConnection, **tables: Any) -> Iterator[None]:
    """Let statements read tables of Arrow by name."""
    for name, table in tables.items():
        database.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            database.unregister(name)


def errors() -> type[Exception]:
    """Give the class of the engine's errors."""
    import duckdb

    return duckdb.Error


def failed(error: Exception, what: str) -> TimelineError:
    """Make an error of ours of one of the engine's."""
    text = str(error).splitlines()[0]
    full = isinstance(error, OSError) or "No space left" in str(error) or "disk" in text.lower()
    hint = "make room on the disk" if full else "this should not happen: report it with the file that did it"
    return TimelineError(f"{what}: {text}", hint)


def files(folder: str, names: list[str]) -> list[str]:
    """Give the paths of files of a world."""
    return [os.path.join(folder, name) for name in names]
