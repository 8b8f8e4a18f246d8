"""``timeline chart``."""

from typing import Annotated, Optional

from typer import Option

from timeline.cli.console import Console
from timeline.cli.deliver import labels
from timeline.cli.options import Engine, Json, Screen, Selection
from timeline.cli.reference import write_json
from timeline.cli.session import Session
from timeline.cli.settings import warn
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.query.query import Query, timeless

_NARROW = 60
_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_NOTHING = "nothing matches, so there is nothing to draw"


def run(
    which: Selection,
    engine: Engine,
    form: Json,
    screen: Screen,
    lanes: Annotated[
        _Text, Option("--lanes", help="actor, kind, status, place or tag; else actor, with --by none.", metavar="WHAT")
    ] = None,
    scale: Annotated[str, Option("--scale", help="folded, linear or rank.", metavar="SCALE")] = "folded",
    by: Annotated[
        _Text, Option("--by", help="Count by month, year or decade, instead of drawing each event.", metavar="UNIT")
    ] = None,
    evidence: Annotated[bool, Option("--evidence", help="One event a row, with its date and sources.")] = False,
) -> None:
    """Draw the events that match on an axis of time, in lanes.

    \b
    timeline chart --actor Serbia --actor Turkey --since 2008
    timeline chart --since 2023 --until 2024 --lanes kind --scale linear
    timeline chart --actor Kosovo --ascii --width 120
    timeline chart --since 2023 --until 2024 --evidence --width 120
    timeline chart --file world/ --actor Serbia --by month --lanes kind
    timeline chart --engine spark://host:7077 --file hdfs://host/world/ --actor Serbia

    Lanes are the actors that --actor names, each with those who act for it, else those with the most events. Under
    60 columns the chart turns into the story. The events of a world are counted, by month unless --by says otherwise.
    """
    session = Session(which, engine.engine)
    query = session.query(which)
    if by or any(file.bulk for file in session.files):
        _pulse(session, query, form, screen, by or "month", lanes)
        return
    from timeline.cli import drawing

    lanes = lanes or "actor"
    drawing.check(lanes, scale)
    console = Console(screen)
    if console.columns < _NARROW and not form.json:
        _story(session, query, console)
        return
    if evidence:
        _evidence(session, which, query, (lanes, scale), form, console)
        return
    from timeline.report.chart import chart, document

    events, layout = drawing.brief(session, which, query, lanes, width=console.columns, scale=scale)
    if not events:
        warn(_NOTHING)
        return
    drawn = chart(events, **layout)
    if form.json:
        write_json("chart", document(drawn))
        return
    from timeline.view.chart import lines

    console.text(lines(drawn, ascii_only=console.ascii))


def _story(session: Session, query: Query, console: Console) -> None:
    from timeline.cli.lanes import window
    from timeline.report.story import story
    from timeline.view.story import story as tell

    rows = session.select(query)
    if not rows:
        warn(_NOTHING)
        return
    since, until = window(query)
    days = (BEFORE if since is None else since, AFTER if until is None else until)
    report = story(rows, labels(session), *days, session.today, timed=query.asks_time)
    console.draw(*tell(report, console.columns, plain=console.ascii))


def _pulse(session: Session, query: Query, form: Json, screen: Screen, by: str, lanes: str | None) -> None:
    """Draw how many events there are when."""
    from timeline.cli.counting import parted, tallied
    from timeline.report.lanes import LANES
    from timeline.report.pulse import MOST, document, pulse
    from timeline.report.tally import UNITS
    from timeline.view.pulse import lines, room

    if by not in UNITS:
        raise UsageError(f"cannot count by '{by}'", "one of: " + " ".join(UNITS))
    if lanes and lanes not in LANES:
        raise UsageError(f"cannot make lanes by '{lanes}'", "one of: " + " ".join(LANES))
    console = Console(screen)
    whole = tallied(session, query, [by])
    by_lane, every = parted(session, query, by, lanes, MOST) if lanes else (None, 0)
    report = pulse(whole, by_lane, room(console.columns), every)
    if form.json:
        write_json("pulse", document(report))
    elif not whole.events:
        warn(_NOTHING)
    else:
        console.draw(*lines(report, console.columns, plain=console.ascii))


def _evidence(
    session: Session, which: Selection, query: Query, how: tuple[str, str], form: Json, console: Console
) -> None:
    from timeline.cli import drawing
    from timeline.report.chart_evidence import document, evidence_chart
    from timeline.store.outline import outlines

    rows = session.select(query)
    if not rows:
        warn(_NOTHING)
        return
    events = drawing.read(rows)
    lanes, scale = how
    around = Query(timeless(query.part), query.today)
    report = evidence_chart(
        events,
        **drawing.layout(session, which, query, events, lanes, width=console.columns, scale=scale),
        around=outlines(session.files, around, lanes).events if query.asks_time else [],
        origins={event.id: row.origin for event, row in zip(events, rows, strict=True)},
    )
    if form.json:
        write_json("chart", document(report))
        return
    from timeline.view.chart_evidence import lines

    console.text(lines(report, ascii_only=console.ascii))
