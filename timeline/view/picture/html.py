"""A page in one file: the chart beside a list that unfolds to sources and quotes; nothing in it is fetched."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import NamedTuple

from timeline import __version__
from timeline.errors import UsageError
from timeline.model.day import iso_day
from timeline.model.text import visible_lines
from timeline.report import words
from timeline.report.chart_legend import entries
from timeline.report.exhibit import Exhibit
from timeline.view.svg import RULES, drawing, sample

SUFFIXES = (".html", ".htm")
ABOUT = "a page in one file, that works without a network: the chart, and a list with filters, sources and quotes"
LISTS = True
_FOLDER = Path(__file__).parents[1] / "page"
_LEFT_OUT = frozenset(("Date", "Status", "File"))
"""Fields of a card that the page shows elsewhere, and where the file lies: a page is sent to others."""


class _Drawing(NamedTuple):
    zoom: int
    svg: object


class _Entry(NamedTuple):
    sample: object
    text: str


def paint(exhibit: Exhibit) -> bytes:
    """Fill the template; whatever comes from the events is escaped."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError:
        raise UsageError("pages need jinja2", "pip install 'sourced-timeline[page]', or export an .svg") from None
    settings = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: visible_lines(value) if type(value) is str else value,
    )
    settings.tests["web"] = is_web
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    chart = exhibit.chart
    # What is said of each event is half of a drawing: the script copies it from the first one, as far as it is there.
    drawn = {mark.event for mark in chart.marks}
    more = {id_: said for id_, said in exhibit.told.items() if id_ not in drawn}
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    text = settings.get_template("template.html").render(
        title=chart.title or "Timeline",
        period=chart.period,
        today=iso_day(chart.today),
        today_said=words.point(iso_day(chart.today)),
        version=__version__,
        page=exhibit.page,
        hidden_fields=_LEFT_OUT,
        drawings=[
            _Drawing(zoom, Markup(drawing(one, exhibit.told if zoom == 1 else more, standalone=False)))  # noqa: S704
            for zoom, one in ((1, chart), *exhibit.closer)
        ],
        legend=[_Entry(Markup(sample(entry.sign)), entry.text) for entry in entries(chart)],  # noqa: S704 -- our own
        style=Markup(RULES + (_FOLDER / "page.css").read_text(encoding="utf-8")),  # noqa: S704 -- our own
        script=Markup(script),  # noqa: S704 -- our own
        script_hash=Markup(f"sha256-{digest}"),  # noqa: S704 -- letters and digits
    )
    return text.encode("utf-8")


def is_web(address: str) -> bool:
    """Say whether an address may be a link: of a page, not of a script."""
    return address.lower().startswith(("https://", "http://"))
