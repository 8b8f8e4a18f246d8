"""A picture in PNG: the drawing, rendered with the program's own font, so that every machine makes the same bytes."""

from __future__ import annotations

from pathlib import Path

from timeline.errors import UsageError
from timeline.report.exhibit import Exhibit
from timeline.view.svg import drawing

SUFFIXES = (".png",)
ABOUT = "the chart as a picture of pixels: for slides, mail and documents"
LISTS = False
WIDTH = 2400
"""Pixels, where no width is asked for: sharp on a page of A4."""
_FAMILY = "DejaVu Sans Mono"
_COVERED = ((0x00, 0x58F), (0x600, 0x6FF), (0x1E00, 0x27BF))
_FONT = Path(__file__).parents[1] / "fonts" / "DejaVuSansMono.ttf"


def paint(exhibit: Exhibit) -> bytes:
    """Render the drawing. Scripts that the font lacks are shown in a font of the machine."""
    try:
        import resvg_py
    except ImportError:
        hint = "pip install 'sourced-timeline[page]', or export an .svg"
        raise UsageError("pictures in PNG need resvg", hint) from None
    svg = drawing(exhibit.chart, exhibit.told)
    image: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=exhibit.width or WIDTH,
        font_files=[str(_FONT)],
        font_family=_FAMILY,
        monospace_family=_FAMILY,
        skip_system_fonts=all(map(_is_covered, set(svg))),
    )
    return image


def _is_covered(sign: str) -> bool:
    """Say whether the program's own font has a sign: Latin, Greek, Cyrillic, Arabic, punctuation and shapes."""
    return any(first <= ord(sign) <= last for first, last in _COVERED)
