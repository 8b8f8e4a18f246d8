"""A drawing in SVG, that stands alone."""

from __future__ import annotations

from timeline.report.exhibit import Exhibit
from timeline.view.svg import drawing

SUFFIXES = (".svg",)
ABOUT = "the chart as a drawing: scales to any size, opens in a browser and in drawing programs"
LISTS = False


def paint(exhibit: Exhibit) -> bytes:
    """Draw the chart; its own size is that of the layout, unless a width was asked for."""
    return drawing(exhibit.chart, exhibit.told, width=exhibit.width).encode("utf-8")
