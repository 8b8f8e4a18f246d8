"""The terminal: how wide it is, whether it has colours, what may be drawn on it, and writing to it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.cli.options import Screen
from timeline.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from timeline.view.line import Line

_DEFAULT_WIDTH = 80


class Console:
    """Standard output as a place to draw."""

    def __init__(self, screen: Screen) -> None:
        from timeline.cli.settings import setting

        self.is_terminal = sys.stdout.isatty()
        color = screen.color if screen.color != "auto" else setting("color", "TIMELINE_COLOR").value or "auto"
        if color not in {"auto", "always", "never"}:
            raise UsageError(f"--color takes auto, always or never, not '{color}'")
        self.color = _color(color, self.is_terminal)
        self.ascii = screen.ascii or is_plain()
        self.width = _width(screen.width, self.is_terminal)
        self.pager = screen.pager and setting("pager", "TIMELINE_PAGER").value not in {"false", "never", "False"}

    @property
    def columns(self) -> int:
        """The width to lay out for; 80 where nothing limits it."""
        return self.width or _DEFAULT_WIDTH

    def draw(self, *parts: RenderableType) -> None:
        """Draw Rich renderables; what is nowhere limited in width is drawn as wide as it needs to be."""
        import io

        from rich.console import Console as Rich

        out = io.StringIO()
        rich = Rich(
            file=out,
            width=self.width or 100_000,
            force_terminal=self.color,
            color_system="standard" if self.color else None,
            no_color=not self.color,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
            _environ={},
        )
        for part in parts:
            rich.print(part, soft_wrap=False)
        self.lines(line.rstrip() for line in out.getvalue().split("\n")[:-1])

    def text(self, lines: Sequence[Line]) -> None:
        """Draw lines that are laid out already: without colours they are what they say."""
        if not self.color:
            self.lines(line.plain.rstrip() for line in lines)
            return
        self.draw(*lines)

    def lines(self, lines: Iterable[str]) -> None:
        """Write lines of text, through a pager if they are more than a screen and a person is looking."""
        if not (self.is_terminal and self.pager):
            write(line + "\n" for line in lines)
            return
        kept = list(lines)
        if len(kept) < _height():
            write(line + "\n" for line in kept)
        else:
            _page("".join(line + "\n" for line in kept))


def write(parts: Iterable[str]) -> None:
    """Write text to standard output in large steps."""
    waiting: list[str] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size > 1 << 16:
            sys.stdout.write("".join(waiting))
            waiting, size = [], 0
    sys.stdout.write("".join(waiting))
    sys.stdout.flush()


def write_file(path: str, parts: Iterable[str | bytes], *, force: bool) -> None:
    """Write a file whole or not at all; refuse to overwrite one without ``force``."""
    from timeline.store.files import write_whole

    target = Path(path)
    exists = UsageError(f"'{path}' exists already", "give --force to overwrite it, or another name")
    if target.exists() and not force:
        raise exists
    if target.is_dir():
        raise UsageError(f"'{path}' is a folder", "name a file")
    if target.exists() and not target.is_file():
        raise UsageError(f"'{path}' is no ordinary file", "leave --output out to write to standard output")
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    try:
        write_whole(path, map(_encoded, parts), mode, replace=force)
    except FileExistsError:
        raise exists from None


def _encoded(part: str | bytes) -> bytes:
    return part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _color(wanted: str, is_terminal: bool) -> bool:
    """Decide on colours: the option beats the variables, NO_COLOR beats FORCE_COLOR, empty means unset."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal and os.environ.get("TERM") not in {"dumb", None}


def is_plain() -> bool:
    """Say whether only 7-bit signs can be drawn: a dumb terminal, or a locale that is C by name."""
    if os.environ.get("TERM") == "dumb":
        return True
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    return locale in {"C", "POSIX"}


def _width(wanted: int | None, is_terminal: bool) -> int | None:
    """Find the width: the option, COLUMNS, the setting, the terminal's; None for a pipe, which is never cut."""
    from timeline.cli.settings import setting

    if wanted:
        return wanted
    for text in (os.environ.get("COLUMNS"), setting("width", "TIMELINE_WIDTH").value):
        if columns := number(text):
            return max(20, columns)
    if not is_terminal:
        return None
    try:
        return max(20, os.get_terminal_size(sys.stdout.fileno()).columns or _DEFAULT_WIDTH)
    except OSError:
        return _DEFAULT_WIDTH


def number(text: str | None) -> int | None:
    """Read a number of columns; None where it is none, or nothing."""
    return int(text) or None if text and text.isascii() and text.isdecimal() and len(text) < 7 else None


def _height() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or 24
    except OSError:
        return 24


def _page(text: str) -> None:
    import shlex
    import shutil
    import subprocess

    try:
        command = shlex.split(os.environ.get("TIMELINE_PAGER") or os.environ.get("PAGER") or "less -FRX")
    except ValueError:  # an unfinished quotation
        command = []
    if not command or shutil.which(command[0]) is None:
        write([text])
        return
    environment: dict[str, Any] = {**os.environ, "LESS": os.environ.get("LESS", "FRX"), "LESSCHARSET": "utf-8"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as pager:  # noqa: S603 -- the user's own choice
        try:
            pager.communicate(text.encode("utf-8", "surrogateescape"))
        except (BrokenPipeError, KeyboardInterrupt):
            pager.wait()
