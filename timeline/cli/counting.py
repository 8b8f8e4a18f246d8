"""Counting what answers a question: row by row in files of events, in the engine in worlds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING, cast

from timeline.cli.deliver import labels
from timeline.cli.session import Session
from timeline.query.query import Query
from timeline.report.tally import Tally, check, counted, joined, tally
from timeline.store.select import resolve, select

if TYPE_CHECKING:
    from timeline.store.world.bulk import Bulk


def tallied(session: Session, query: Query, by: Sequence[str]) -> Tally:
    """Count the events of all files that answer a question."""
    check(by)
    names = labels(session)
    worlds = [file for file in session.files if file.bulk]
    files = [file for file in session.files if not file.bulk]
    if not worlds:
        return tally(select(files, query), by, names)
    from timeline.store.world.count import count, events

    meant = resolve(query, session.files)
    reports = []
    for file in worlds:
        world = cast("Bulk", file)
        cells = count(world, meant, by)
        reports.append(counted(cells, events(world, meant, by, cells), by, names))
    if files:
        reports.append(tally((row for file in files for row in file.answers(meant)), by, names))
    return reduce(joined, reports)


def parted(session: Session, query: Query, by: str, lanes: str, number: int) -> tuple[Tally, int]:
    """Count by a unit of time and by what lanes are made by, and say how many lanes there are.

    Of worlds alone, more than so many lanes are counted together as ``OTHERS``: each actor in each month would be as
    much as the events.
    """
    worlds = [file for file in session.files if file.bulk]
    if len(worlds) != 1 or len(session.files) != 1:
        report = tallied(session, query, [by, lanes])
        return report, len({what for (_, what), _ in report.cells})
    from timeline.store.world.count import count, events, most

    world = cast("Bulk", worlds[0])
    meant = resolve(query, session.files)
    top, every = most(world, meant, lanes, number)
    cells = count(world, meant, [by, lanes], top)
    return counted(cells, events(world, meant, [by, lanes], cells), [by, lanes], labels(session)), every
