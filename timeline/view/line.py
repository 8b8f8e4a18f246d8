"""A line of words in colours, as light as can be: to load Rich's own takes as long as to draw a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.cells import cell_len

if TYPE_CHECKING:
    from rich.text import Text


class Line:
    """Words with their styles, one after the other."""

    def __init__(self, *parts: tuple[str, str]) -> None:
        self.parts = list(parts)

    def append(self, text: str, style: str = "") -> Self:
        """Add words."""
        self.parts.append((text, style))
        return self

    def extend(self, other: Line) -> Self:
        """Add another line."""
        self.parts += other.parts
        return self

    @property
    def plain(self) -> str:
        """The words alone."""
        return "".join(text for text, _ in self.parts)

    @property
    def cell_len(self) -> int:
        """How many cells of a terminal it takes."""
        return cell_len(self.plain)

    def rstrip(self) -> Self:
        """Leave out the blanks at its end."""
        while self.parts:
            text, style = self.parts.pop()
            if text := text.rstrip():
                return self.append(text, style)
        return self

    def divided(self, place: int) -> tuple[Line, Line]:
        """Give what stands before a place, counted in signs, and what stands behind it."""
        before, after = Line(), Line()
        for text, style in self.parts:
            at = max(min(place, len(text)), 0)
            place -= len(text)
            before.append(text[:at], style)
            after.append(text[at:], style)
        return before, after

    def text(self) -> Text:
        """Give it as Rich has it."""
        from rich.text import Text

        return Text.assemble(*self.parts)

    __rich__ = text
