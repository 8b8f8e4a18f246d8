"""A table as plain lines, for pipes and for more rows than Rich can lay out.

Rich takes half a second for a thousand rows and half a minute for a hundred thousand; these lines look the same but for
wrapping, and take a hundredth.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.cells import cell_len

from timeline.view.grid import cut

MAX_RICH = 400
"""From so many rows on, plain lines."""


def lines(
    heads: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, whole: Collection[int] = ()
) -> Iterator[str]:
    """Yield the rows under their headings; cut with an ellipsis where there is a width, and never without one.

    Columns named in ``whole``, by their numbers, are cut only when nothing else is left to cut.
    """
    widths = [max(cell_len(text) for text in texts) for texts in zip(heads, *rows, strict=True)]
    if width is not None:
        widths = _squeeze(widths, width, whole)
    for row in (heads, *rows):
        yield "  ".join(_fit(text, size) for text, size in zip(row, widths, strict=True)).rstrip()


def _squeeze(widths: list[int], width: int, whole: Collection[int]) -> list[int]:
    """Make columns narrower, the widest first, until they fit."""
    widths = list(widths)
    room = width - 2 * (len(widths) - 1)
    while sum(widths) > room:
        soft = [number for number in range(len(widths)) if number not in whole and widths[number] > 4]
        chosen = max(soft or range(len(widths)), key=lambda number: widths[number])
        second = max((widths[number] for number in soft if number != chosen), default=4)
        widths[chosen] = max(min(widths[chosen] - 1, second), widths[chosen] - (sum(widths) - room), 1)
    return widths


def _fit(text: str, size: int) -> str:
    shown = cut(text, size)
    return shown + " " * (size - cell_len(shown))
