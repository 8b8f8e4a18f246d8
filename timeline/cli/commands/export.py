"""``timeline export``."""

from typing import Annotated, Optional

from typer import Argument, Option

from timeline.cli.options import Selection
from timeline.cli.session import Session
from timeline.cli.settings import warn

_COLUMNS = 140
"""Columns of the layout: its words are as large on a page of A4 as those of a newspaper."""
_ZOOMS = (2, 4, 8)
"""How many times as wide the chart is laid out for a page, to look closer."""
_FEW = 1000
"""With more events a page has one closer chart only, to stay small."""
_ROWS = 30
"""Rows that a lane has at the most: a picture has more room below than a terminal."""
_NUMBERS = 1000
"""Events with numbers at the most: on a page they are marks, which say what they are where somebody points at them."""


def run(
    target: Annotated[str, Argument(help="The file to write; its name tells what it is.", metavar="FILE")],
    which: Selection,
    lanes: Annotated[str, Option("--lanes", help="actor, kind, status, place or tag.", metavar="WHAT")] = "actor",
    scale: Annotated[str, Option("--scale", help="folded, linear or rank.", metavar="SCALE")] = "folded",
    width: Annotated[Optional[int], Option("--width", min=200, max=20000, help="Pixels.", metavar="N")] = None,  # noqa: UP045
    force: Annotated[bool, Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Write the events that match to a file: a page, a picture, or one of the formats of data.

    \b
    timeline export page.html --actor Serbia --actor Turkey
    timeline export chart.svg --since 2023 --until 2024
    timeline export chart.png --width 1600
    timeline export serbia.csv --actor Serbia

    A page is one file that opens without a network. A picture shows the chart, with what it has no room for below.
    """
    from timeline.cli import drawing
    from timeline.cli.console import write_file
    from timeline.view.picture import painter

    drawing.check(lanes, scale)
    picture = painter(target)
    session = Session(which)
    query = session.query(which)
    rows = session.select(query)
    if picture is None:
        from timeline.view.picture import suffixes
        from timeline.write import Answer, by_suffix, writer

        answer = Answer(rows, query.asks_time, len(session.files) > 1)
        write_file(target, writer(by_suffix(target, also=suffixes())).write(answer), force=force)
        return
    if not rows:
        warn("nothing matches, so there is nothing to draw")
        return
    from timeline.report.chart import chart
    from timeline.report.exhibit import Exhibit, told

    events = drawing.read(rows)

    layout = drawing.layout(session, which, query, events, lanes, width=_COLUMNS, scale=scale)
    exhibit = Exhibit(chart(events, **layout, rows=_ROWS, numbers=_NUMBERS), told(events, session.today), width=width)
    if picture.LISTS:
        from timeline.cli.deliver import labels
        from timeline.report.page import page

        zooms = _ZOOMS if len(events) <= _FEW else _ZOOMS[1:2]
        exhibit = exhibit._replace(
            page=page(rows, drawing.acting(session), labels(session), session.today),
            closer=[
                (times, chart(events, **(layout | {"width": _COLUMNS * times}), rows=_ROWS, numbers=_NUMBERS))
                for times in zooms
            ],
        )
    write_file(target, [picture.paint(exhibit)], force=force)
