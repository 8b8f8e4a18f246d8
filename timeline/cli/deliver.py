"""Bringing an answer to where it was asked for: the terminal, a pipe, a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from timeline.cli.console import Console, write, write_file
from timeline.cli.options import Output, Screen
from timeline.cli.session import Session
from timeline.errors import NothingMatched, UsageError
from timeline.query.query import Query
from timeline.store.select import Row, Stream, column
from timeline.write import Answer, by_suffix, writer


def deliver(session: Session, query: Query, rows: Sequence[Row] | Stream, output: Output, screen: Screen) -> None:
    """Write rows in the format that was asked for."""
    name = chosen(output)
    answer = Answer(rows, query.asks_time, len(session.files) > 1)
    if output.output:
        write_file(output.output, writer(name).write(answer), force=output.force)
    elif name != "table":
        write(writer(name).write(answer))
    elif rows:
        _table(session, answer, screen)
    if output.exit_status and not rows:
        raise NothingMatched("nothing matches", "")


def chosen(output: Output) -> str:
    """Decide on the format, and refuse two that differ."""
    wanted = {name for name in (output.format, "json" if output.json else None) if name}
    if len(wanted) > 1:
        raise UsageError("--json and --format ask for two formats", "leave one out")
    by_default = by_suffix(output.output) if output.output and not wanted else "table"
    name = wanted.pop() if wanted else by_default
    if name == "table" and output.output:
        raise UsageError("a table is for the terminal", "leave --output out and redirect, or choose another format")
    if name != "table":
        writer(name)
    return name


def labels(session: Session) -> dict[str, str]:
    """Give the short names of actors by id."""
    return dict(column(session.files, "SELECT id, label FROM actor"))


def _table(session: Session, answer: Answer, screen: Screen) -> None:
    from timeline.report.listing import listing
    from timeline.view.lines import MAX_RICH
    from timeline.view.table import plain, table

    console = Console(screen)
    if isinstance(answer.rows, Stream):
        rows = iter(answer.rows)
        answer = answer._replace(rows=list(islice(rows, MAX_RICH + 1)))
        if len(answer.rows) > MAX_RICH:
            console.lines(_streamed(session, answer, rows, console.width))
            return
    items = listing(answer.rows, labels(session), origins=answer.several_files)
    if console.width is None or len(items) > MAX_RICH:
        console.lines(plain(items, console.width))
    else:
        console.draw(table(items, console.width))


def _streamed(session: Session, answer: Answer, rest: Iterator[Row], width: int | None) -> Iterator[str]:
    """Lay out some rows at a time: those that come first are shown before the last is found."""
    from timeline.report.listing import listing
    from timeline.view.lines import MAX_RICH
    from timeline.view.table import Plain

    names = labels(session)
    table = Plain(width)
    some: Iterable[Row] = answer.rows
    while items := listing(some, names, origins=answer.several_files):
        yield from table.lines(items)
        some = islice(rest, MAX_RICH)
