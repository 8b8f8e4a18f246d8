"""``timeline chart``."""

from typing import Annotated, Any

from typer import Option

from timeline.cli.console import Console
from timeline.cli.deliver import labels
from timeline.cli.options import Json, Screen, Selection
from timeline.cli.reference import write_json
from timeline.cli.session import Session
from timeline.cli.settings import warn
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.store.select import Row

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
    from timeline.cli.lanes import window
    from timeline.report.lanes import LANES, SCALES

    if scale not in SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(SCALES))
    if lanes not in LANES:
        raise UsageError(f"no lanes by '{lanes}'", "one of: " + " ".join(LANES))
    session = Session(which)
    query = session.query(which)
    rows = session.select(query)
    if not rows:
        warn("nothing matches, so there is nothing to draw")
        return
    console = Console(screen)
    since, until = window(query)
    if console.columns < _NARROW and not form.json:
        from timeline.report.story import story
        from timeline.view.story import story as tell

        days = (BEFORE if since is None else since, AFTER if until is None else until)
        report = story(rows, labels(session), *days, session.today, timed=query.asks_time)
        console.draw(*tell(report, console.columns, plain=console.ascii))
        return
    drawn = _chart(session, which, rows, lanes, width=console.columns, scale=scale, window=(since, until))
    if form.json:
        from timeline.report.chart import document

        write_json("chart", document(drawn))
        return
    from timeline.view.chart import lines

    console.draw(*lines(drawn, ascii_only=console.ascii))


def _chart(session: Session, which: Selection, rows: list[Row], by: str, *, width: int, scale: Any, window: Any) -> Any:
    import json

    from timeline.cli.lanes import named
    from timeline.model.event import from_document
    from timeline.report.chart import chart
    from timeline.report.lanes import lanes

    events = [from_document(json.loads(row.json)) for row in rows]
    short = labels(session)
    found = named(session, which.actor, short) if by == "actor" and which.actor else lanes(events, by, short)
    since, until = window
    return chart(
        events, lanes=found, width=width, today=session.today, scale=scale, since=since, until=until,
        title=" · ".join(which.actor or ()),
    )  # fmt: skip
