"""``timeline show``."""

from typing import Annotated, Optional

from typer import Argument

from timeline.cli import complete
from timeline.cli.console import Console, write
from timeline.cli.deliver import chosen, deliver, labels
from timeline.cli.options import Files, Output, Screen
from timeline.cli.session import Session
from timeline.cli.settings import warn
from timeline.errors import NothingMatched, UsageError
from timeline.query.query import Part, Query, Term, disjunction
from timeline.store.select import Row, column, suggest

_WHAT = Annotated[
    Optional[list[str]],  # noqa: UP045
    Argument(
        help="An event's id, or a date: 2023, 2023-Q3, 2008..2024, '44 BCE', -0043.", metavar="ID|DATE...",
        autocompletion=complete.events,
    ),
]  # fmt: skip


def run(files: Files, output: Output, screen: Screen, what: _WHAT = None) -> None:
    """Show one event whole, or tell a period's story with its sources.

    \b
    timeline show erdogan-visits-serbia-2024     every field, each source, each quote with its place in the seed
    timeline show 2023                           a year's story
    timeline show 2023-Q3 ; timeline show 2008..2024 ; timeline show "44 BCE" ; timeline show -0043
    """
    if not what:
        raise UsageError("what is to be shown?", "name an event's id or a date: timeline show 2023")
    session = Session(files)
    ids = [name for name in what if _exists(session, name)]
    dates = [name for name in what if name not in ids]
    queries = [_ids(ids, session)] if ids else []
    # Several words that make one date need no quotes: timeline show 44 BCE.
    queries += [_period(text, session) for text in ([" ".join(dates)] if dates and not ids else dates)]
    name = chosen(output)
    if name != "table":
        query = Query(disjunction([query.part for query in queries]), session.today)
        deliver(session, query, session.select(query), output, screen)
        return
    console = Console(screen)
    found = 0
    for query in queries:
        rows = session.select(query)
        if query.asks_time:
            _story(session, query, rows, console)
        else:
            _cards(session, rows, console)
        found += len(rows)
    if output.exit_status and not found:
        raise NothingMatched("nothing matches")


def _exists(session: Session, name: str) -> bool:
    return any(file.has(name) for file in session.files)


def _ids(ids: list[str], session: Session) -> Query:
    parts: list[Part] = [Term("id", name) for name in ids]
    return Query(disjunction(parts), session.today)


def _period(text: str, session: Session) -> Query:
    from timeline.errors import DateError
    from timeline.query.parse import during

    try:
        return Query(during(text, session.today), session.today)
    except DateError as error:
        known = {name: name for (name,) in column(session.files, "SELECT id FROM event")}
        hint = suggest(text, known, "")
        if hint and not text[:1].isdigit():
            raise UsageError(f"there is no event '{text}', and it is no date", hint) from None
        raise UsageError(error.message, error.hint) from None


def _story(session: Session, query: Query, rows: list[Row], console: Console) -> None:
    from timeline.query.query import During, terms
    from timeline.report.story import story
    from timeline.view.story import story as paint

    spans = [term for term in terms(query.part) if isinstance(term, During)]
    since, until = min(span.since for span in spans), max(span.until for span in spans)
    report = story(rows, labels(session), since, until, session.today)
    if not rows:
        warn(f"nothing in {report.period}")
        return
    console.draw(*paint(report, console.columns, plain=console.ascii))


def _cards(session: Session, rows: list[Row], console: Console) -> None:
    from timeline.report.card import card
    from timeline.view.card import card as paint

    for number, row in enumerate(rows):
        if number:
            write(["\n"])
        console.draw(paint(card(row, session.today), plain=console.ascii))
