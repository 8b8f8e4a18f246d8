"""The panes: lines of our own painting on Textual's screen. Nothing that is shown is ever read as markup.

Only lines that can be seen are painted, so a list may be as long as it likes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console, RenderableType
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from timeline.model.text import visible
from timeline.view.chart import Spot

_REVERSE = Style(reverse=True)


class Brush:
    """Turns what our views paint into lines of the screen: with colours or without, and never with a control sign."""

    def __init__(self, *, color: bool) -> None:
        self.color = color
        self._console = Console(
            width=80, force_terminal=True, color_system="standard", markup=False, highlight=False, emoji=False,
            legacy_windows=False, _environ={},
        )  # fmt: skip

    def strip(self, text: Text, width: int) -> Strip:
        """Give one line, exactly so many cells wide."""
        return self._strip(text.render(self._console, end=""), width)

    def strips(self, part: RenderableType, width: int) -> list[Strip]:
        """Lay something out on so many cells."""
        options = self._console.options.update(width=width, height=None)
        return [self._strip(line, width) for line in self._console.render_lines(part, options, pad=False)]

    def _strip(self, segments: Iterable[Segment], width: int) -> Strip:
        safe = [Segment(visible(text), self._style(style)) for text, style, control in segments if not control]
        return Strip(safe).adjust_cell_length(width)

    def _style(self, style: Style | None) -> Style | None:
        return style if self.color or style is None else style.without_color


class Line(Widget):
    """One line, painted anew for each width."""

    DEFAULT_CSS = "Line { height: 1; }"

    def __init__(self, brush: Brush, name: str) -> None:
        super().__init__(id=name)
        self._brush = brush
        self._paint: Callable[[int], Text] = lambda _: Text()

    def show(self, paint: Callable[[int], Text]) -> None:
        """Take other words; ``paint`` gives them for a width."""
        self._paint = paint
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint it."""
        del y
        return self._brush.strip(self._paint(self.size.width), self.size.width)


class Lines(ScrollView, can_focus=False):
    """Lines of a fixed number that scroll."""

    DEFAULT_CSS = "Lines { scrollbar-size: 0 0; overflow: hidden; }"

    def __init__(self, brush: Brush, name: str) -> None:
        super().__init__(id=name)
        self.brush = brush

    def lines(self) -> int:
        """Say how many lines there are."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Strip:
        """Paint one of them."""
        raise NotImplementedError

    def again(self) -> None:
        """Paint all that can be seen anew."""
        self.virtual_size = Size(self.size.width, self.lines())
        self.refresh()

    def on_resize(self) -> None:
        """Lay out for another size."""
        self.again()

    def render_line(self, y: int) -> Strip:
        """Paint the line that has come to stand there."""
        width, number = self.size.width, y + self.scroll_offset.y
        return self.line(number, width) if number < self.lines() else Strip.blank(width)

    def reveal(self, first: int, last: int) -> None:
        """Scroll as little as shows these lines; the first of them, if there is no room for all."""
        if height := self.size.height:
            self.scroll(min(max(self.scroll_offset.y, last - height + 1), first))

    def scroll(self, top: int) -> None:
        """Scroll to a line, or as near to it as lines go."""
        most = max(self.lines() - self.size.height, 0)
        self.set_scroll(None, max(0, min(top, most)))
        self.refresh()


class List(Lines):
    """The events, one a line. ``paint`` gives the words of one, by number and width."""

    def __init__(self, brush: Brush, name: str, paint: Callable[[int, int, bool], Text]) -> None:
        super().__init__(brush, name)
        self._paint = paint
        self.count = 0
        self.chosen = 0
        self._stands_out = True

    def lines(self) -> int:
        """Count the events."""
        return self.count

    def line(self, number: int, width: int) -> Strip:
        """Paint an event."""
        strip = self.brush.strip(self._paint(number, width, number == self.chosen), width)
        return strip.apply_style(_REVERSE) if number == self.chosen and self._stands_out else strip

    def choose(self, count: int, chosen: int, *, stands_out: bool) -> None:
        """Take another number of events, or another event, which stands out where the keys move it."""
        self.count, self.chosen, self._stands_out = count, chosen, stands_out
        self.again()
        self.reveal(chosen, chosen)

    def on_resize(self) -> None:
        """Keep the chosen event in sight."""
        super().on_resize()
        self.reveal(self.chosen, self.chosen)


class Sheet(Lines):
    """Something laid out for the width of the pane, at most once for each."""

    def __init__(self, brush: Brush, name: str) -> None:
        super().__init__(brush, name)
        self._part: Callable[[int], RenderableType] = lambda _: Text()
        self._laid: list[Strip] = []
        self._laid_for = -1

    def show(self, part: Callable[[int], RenderableType]) -> None:
        """Take something else, from its beginning; ``part`` gives it for a width."""
        self._part, self._laid_for = part, -1
        self.scroll(0)
        self.again()

    def lines(self) -> int:
        """Count its lines, laying it out if need be."""
        width = self.size.width
        if width != self._laid_for:
            self._laid = self.brush.strips(self._part(width), width) if width else []
            self._laid_for = width
        return len(self._laid)

    def line(self, number: int, width: int) -> Strip:
        """Give a line."""
        return self._laid[number].adjust_cell_length(width)


class Lanes(Lines):
    """The chart: its axis stays while the lanes scroll below it."""

    class Resized(Message):
        """The chart has to be laid out for another size."""

    def __init__(self, brush: Brush, name: str) -> None:
        super().__init__(brush, name)
        self._axis: Sequence[Text] = ()
        self._lanes: Sequence[Text] = ()
        self._spots: Sequence[Spot] = ()

    def show(self, axis: Sequence[Text], lanes: Sequence[Text]) -> None:
        """Take another chart."""
        self._axis, self._lanes = axis, lanes
        self.again()

    def on_resize(self) -> None:
        """Ask for another chart."""
        super().on_resize()
        self.post_message(self.Resized())

    def choose(self, spots: Sequence[Spot]) -> None:
        """Let an event stand out, and bring it into sight."""
        self._spots = spots
        if spots:
            top = min(spot.line for spot in spots)
            inside = [spot.line for spot in spots if spot.line - top < self.size.height - len(self._axis)]
            self.reveal(top, max(inside, default=top) + len(self._axis))
        self.refresh()

    def lines(self) -> int:
        """Count the lines, those of the axis with them."""
        return len(self._axis) + len(self._lanes)

    def render_line(self, y: int) -> Strip:
        """Keep the axis where it is."""
        return self.line(y, self.size.width) if y < len(self._axis) else super().render_line(y)

    def line(self, number: int, width: int) -> Strip:
        """Paint a line of the axis or of the lanes."""
        place = number - len(self._axis)
        if place < 0:
            return self.brush.strip(self._axis[number], width)
        strip = self.brush.strip(self._lanes[place], width)
        for _, start, end in (spot for spot in self._spots if spot.line == place):
            before, within, after = (strip.crop(*part) for part in ((0, start), (start, end), (end, width)))
            strip = Strip.join([before, within.apply_style(_REVERSE), after])
        return strip
