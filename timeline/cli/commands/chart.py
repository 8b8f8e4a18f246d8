"""``timeline chart``."""

from typing import Annotated

from typer import Option

from timeline.cli.console import Console
from timeline.cli.deliver import labels
from timeline.cli.options import Json, Screen, Selection
from timeline.cli.reference import write_json
from timeline.cli.session import Session
from timeline.cli.settings import warn

_NARROW = 60


def run(
    which: Selection,
    form: Json,
    screen: Screen,
    lanes: Annotated[str, Option("--lanes", help="actor, kind, status, place or tag.", metavar="WHAT")] = "actor",
    scale: Annotated[str, Option("--scale", help="folded, linear or rank.", metavar="SCALE")] = "folded",
) -> None:
    """Draw the events that match on an axis of time, in lanes.

    \b
    timeline chart --actor Serbia --actor Turkey --since 2008
    timeline chart --since 2023 --until 2024 --lanes kind --scale linear
    timeline chart --actor Kosovo --ascii --width 120

    Lanes are the actors that --actor names, each with those who act for it, else those with the most events. Under
    60 columns the chart turns into the story.
    """
    from timeline.cli import drawing

    drawing.check(lanes, scale)
    session = Session(which)
    query = session.query(which)
    rows = session.select(query)
    if not rows:
        warn("nothing matches, so there is nothing to draw")
        return
    console = Console(screen)
    if console.columns < _NARROW and not form.json:
        from timeline.report.story import story
        from timeline.view.story import story as tell

        since, until = drawing.window(query)
        report = story(rows, labels(session), since, until, session.today, timed=query.asks_time)
        console.draw(*tell(report, console.columns, plain=console.ascii))
        return
    events = drawing.read(rows)
    drawn = drawing.drawn(session, which, query, events, lanes, width=console.columns, scale=scale)
    if form.json:
        from timeline.report.chart import document

        write_json("chart", document(drawn))
        return
    from timeline.view.chart import lines

    console.draw(*lines(drawn, ascii_only=console.ascii))
