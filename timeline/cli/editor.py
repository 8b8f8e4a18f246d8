"""A text in the editor of whoever sits there."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from timeline.errors import TimelineError, UsageError

_FALLBACK = "vi"
_AT_LINE = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "view", "gvim", "elvis", "nano", "pico", "emacs", "emacsclient", "mg", "joe", "jed", "ne",
         "micro", "kak", "vis", "nvi", "ex", "gedit"),
        ("+{line}", "{path}"),
    ),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), ("{path}:{line}",)),
    **dict.fromkeys(("code", "codium", "cursor"), ("--goto", "{path}:{line}")),
}  # fmt: skip
"""How editors are told a line; others are given the file alone."""


def command() -> list[str]:
    """Find the editor: VISUAL, EDITOR, vi. Raises ``UsageError`` where there is none."""
    name = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _FALLBACK
    try:
        parts = shlex.split(name)
    except ValueError:
        parts = []
    if not parts or shutil.which(parts[0]) is None:
        raise UsageError(f"there is no editor '{name}'", "set VISUAL or EDITOR to one")
    return parts


def run(path: Path, line: int | None = None, *, failed: str = "nothing was accepted") -> None:
    """Open a file in the editor, at a line where it can be told one, and wait for it to be closed.

    Raises ``TimelineError`` where the editor fails; ``failed`` says what that means.
    """
    parts = command()
    form = _AT_LINE.get(os.path.basename(parts[0]), ("{path}",)) if line else ("{path}",)
    arguments = [part.replace("{line}", str(line)).replace("{path}", str(path)) for part in form]
    # Ctrl-C is the editor's as long as it is open. What is caught here is at its default in the editor.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run([*parts, *arguments], check=False).returncode  # noqa: S603 -- the user's own choice
    except OSError as error:
        raise TimelineError(f"cannot run '{parts[0]}': {error.strerror}", "set VISUAL or EDITOR to another") from None
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        raise TimelineError(f"the editor '{parts[0]}' failed with {code}", failed)


def folder() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for the text, for nobody else to read; it is gone when it is closed."""
    return tempfile.TemporaryDirectory(prefix="timeline-")
