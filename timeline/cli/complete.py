"""Live values for the shell's completion, straight from the index; silence where there is none to be had."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps


def _live(values: Callable[[], list[str]]) -> Callable[[str], list[str]]:
    """Complete from a list of values; `vuc` gives `vucic`. A fault must not disturb the shell."""

    @wraps(values)
    def complete(incomplete: str) -> list[str]:
        from timeline.model.text import fold, visible

        try:
            found = values()
        except Exception:
            return []
        # The library keeps only what begins as the words typed do: where that fails, names are offered as folded.
        shown = [visible(value) for value in found if value.startswith(incomplete)]
        if shown or not incomplete:
            return shown
        folded = (name for value in found for name in (fold(value), *fold(value).split()))
        return list(dict.fromkeys(name for name in folded if name.startswith(incomplete)))

    # The library reads the parameters' names and types of this very function.
    del complete.__wrapped__
    complete.__annotations__ = {"incomplete": str, "return": list}
    return complete


def _column(sql: str) -> list[str]:
    from timeline.cli.options import Files
    from timeline.cli.session import Session
    from timeline.store.select import column

    return [str(value) for (value,) in column(Session(Files(file=None, today=None)).files, sql)]


@_live
def actors() -> list[str]:
    """Name the actors that have events."""
    sql = "SELECT DISTINCT a.name FROM actor a JOIN event_actor e ON e.actor = a.id ORDER BY a.name"
    return list(dict.fromkeys(_column(sql)))


@_live
def kinds() -> list[str]:
    """Name the kinds."""
    return list(dict.fromkeys(_column("SELECT id FROM kind ORDER BY id")))


def feeds() -> list[str]:
    """Name the feeds that can be imported."""
    from timeline.read.feeds import names

    return names()


@_live
def statuses() -> list[str]:
    """Name the statuses."""
    from timeline.model.status import OVERDUE, STATUSES

    return [*STATUSES, OVERDUE]


@_live
def tags() -> list[str]:
    """Name the tags."""
    return list(dict.fromkeys(_column("SELECT DISTINCT tag FROM event_tag ORDER BY tag")))


@_live
def years() -> list[str]:
    """Name the years that have a beginning of an event in them."""
    from timeline.model.day import BEFORE, civil, iso_year

    days = _column(f"SELECT DISTINCT first_day FROM event WHERE first_day > {BEFORE} ORDER BY first_day")
    return list(dict.fromkeys(iso_year(civil(int(day))[0]) for day in days))


@_live
def events() -> list[str]:
    """Name the ids, then the years."""
    return [*_column("SELECT id FROM event ORDER BY id"), *years("")]


@_live
def candidates() -> list[str]:
    """Name the candidates that wait for a verdict."""
    from timeline.cli.desk import Desk, draft
    from timeline.cli.settings import own

    path = own(None)
    return [one.id for one in Desk(draft(path), path, 0, dry_run=True).pending()]


@_live
def formats() -> list[str]:
    """Name the formats that can be written."""
    from timeline.write import names

    return ["table", *names()]
