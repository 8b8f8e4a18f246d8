"""``timeline chart``."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from timeline.cli.console import Console
from timeline.cli.deliver import labels
from timeline.cli.options import Json, Screen, Selection
from timeline.cli.reference import write_json
from timeline.cli.session import Session
from timeline.cli.settings import warn
from timeline.errors import UsageError
from timeline.model.day import AFTER, BEFORE
from timeline.query.query import During, Query, terms, timeless
from timeline.store.select import column, find_actor

if TYPE_CHECKING:
    from timeline.model.event import Event
    from timeline.report.chart import Lane

_SCALES = ("folded", "linear", "rank")
_LANES = {"actor": "actors", "kind": "kind", "status": "status", "place": "place.name", "tag": "tags"}
"""What the lanes can be, and the field of an event that decides."""
_BRIEF = ("id", "date", "title", "kind", "status", "count")
_MOST_LANES = 8
_NARROW = 60
_NOTHING = "nothing matches, so there is nothing to draw"


def run(
    which: Selection,
    form: Json,
    screen: Screen,
    lanes: Annotated[str, Option("--lanes", help="actor, kind, status, place or tag.", metavar="WHAT")] = "actor",
    scale: Annotated[str, Option("--scale", help="folded, linear or rank.", metavar="SCALE")] = "folded",
    evidence: Annotated[bool, Option("--evidence", help="One event a row, with its date and sources.")] = False,
) -> None:
    """Draw the events that match on an axis of time, in lanes.

    \b
    timeline chart --actor Serbia --actor Turkey --since 2008
    timeline chart --since 2023 --until 2024 --lanes kind --scale linear
    timeline chart --actor Kosovo --ascii --width 120
    timeline chart --since 2023 --until 2024 --evidence --width 120

    Lanes are the actors that --actor names, each with those who act for it, else those with the most events. Under
    60 columns the chart turns into the story.
    """
    if scale not in _SCALES:
        raise UsageError(f"no scale is called '{scale}'", "one of: " + " ".join(_SCALES))
    if lanes not in _LANES:
        raise UsageError(f"no lanes by '{lanes}'", "one of: " + " ".join(_LANES))
    session = Session(which)
    query = session.query(which)
    console = Console(screen)
    if console.columns < _NARROW and not form.json:
        _story(session, query, console)
        return
    rows = session.select(query, (*_BRIEF, _LANES[lanes]))
    if not rows:
        warn(_NOTHING)
        return
    import json

    # One text for all of them is read twice as fast as many.
    values = json.loads(f"[{','.join(row.json for row in rows)}]")
    since, until = _window(query)
    layout: dict[str, Any] = {
        "lanes": _lanes(session, which, lanes, {one[0]: one[-1] for one in values}),
        "width": console.columns,
        "today": session.today,
        "scale": scale,
        "since": None if since == BEFORE else since,
        "until": None if until == AFTER else until,
        "title": " · ".join(which.actor or ()),
    }
    if evidence:
        _evidence(session, query, layout, form, console)
        return
    from timeline.report.chart import chart, document

    drawn = chart(_brief(values), **layout)
    if form.json:
        write_json("chart", document(drawn))
        return
    from timeline.view.chart import lines

    console.text(lines(drawn, ascii_only=console.ascii))


def _story(session: Session, query: Query, console: Console) -> None:
    from timeline.report.story import story
    from timeline.view.story import story as tell

    rows = session.select(query)
    if not rows:
        warn(_NOTHING)
        return
    report = story(rows, labels(session), *_window(query), session.today, timed=query.asks_time)
    console.draw(*tell(report, console.columns, plain=console.ascii))


def _evidence(session: Session, query: Query, layout: dict[str, Any], form: Json, console: Console) -> None:
    import json

    from timeline.model.event import from_document
    from timeline.report.chart_evidence import document, evidence_chart

    rows = session.select(query)
    events = [from_document(json.loads(row.json)) for row in rows]
    around = session.select(Query(timeless(query.part), query.today), _BRIEF) if query.asks_time else []
    report = evidence_chart(
        events,
        **layout,
        around=_brief(json.loads(row.json) for row in around),
        origins={event.id: row.origin for event, row in zip(events, rows, strict=True)},
    )
    if form.json:
        write_json("chart", document(report))
        return
    from timeline.view.chart_evidence import lines

    console.text(lines(report, ascii_only=console.ascii))


def _window(query: Query) -> tuple[int, int]:
    """Give the days asked for: what every answer has to touch, open where nothing was said."""
    spans = [term for term in terms(query.part) if isinstance(term, During)]
    if not spans:
        return BEFORE, AFTER
    return min(span.since for span in spans), max(span.until for span in spans)


def _brief(values: Iterable[list[Any]]) -> "list[Event]":
    """Make events of what ``_BRIEF`` asks for: all that a chart shows of them."""
    from timeline.model.edtf import parse
    from timeline.model.event import Event

    return [
        Event(id_, parse(date), title, kind, (), status, count=count)
        for id_, date, title, kind, status, count, *_ in values
    ]


def _lanes(session: Session, which: Selection, by: str, parts: dict[str, Any]) -> "list[Lane]":
    """Make the lanes: those of the actors asked for, else those with the most events."""
    from timeline.report.chart import Lane

    named = labels(session)
    if by == "actor" and which.actor:
        keys = list(dict.fromkeys(find_actor(session.files, name) for name in which.actor))
        return [Lane(named.get(key, key.lstrip("~")), _acting(session, key)) for key in keys]
    groups: dict[str, list[str]] = {}
    for id_, part in parts.items():
        for name in _groups(part, by, named):
            groups.setdefault(name, []).append(id_)
    most = sorted(groups, key=lambda name: (-len(groups[name]), name))[:_MOST_LANES]
    return [Lane(name, tuple(groups[name])) for name in groups if name in most]


def _acting(session: Session, key: str) -> tuple[str, ...]:
    sql = "SELECT DISTINCT e.id FROM event_actor a JOIN event e ON e.rowid = a.event WHERE a.actor = ? ORDER BY e.id"
    return tuple(name for (name,) in column(session.files, sql, (key,)))


def _groups(part: Any, by: str, named: dict[str, str]) -> Iterable[str]:
    """Name the lanes of an event, given what decides on them."""
    if by == "actor":
        return dict.fromkeys(named.get(actor.get("id"), actor["name"]) for actor in part) or ["nobody named"]
    if by == "tag":
        return part or ["no tag"]
    return [part or "no place"]
