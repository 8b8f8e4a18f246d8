"""``timeline actors``."""

from typing import Annotated, Optional

from typer import Argument, Option

from timeline.cli.options import Files, Json, Screen
from timeline.cli.reference import reference
from timeline.cli.session import Session
from timeline.errors import UsageError
from timeline.model.text import fold
from timeline.store.select import column


def run(
    files: Files,
    form: Json,
    screen: Screen,
    name: Annotated[Optional[str], Argument(help="Only those with this in one of their names.")] = None,  # noqa: UP045
    everyone: Annotated[bool, Option("--all", help="The whole registry, not only who is in an event.")] = False,
) -> None:
    """List the actors: by how many events they have, their own and those of who acted for them.

    \b
    timeline actors
    timeline actors вучић
    timeline actors --all serbia
    """
    session = Session(files)
    if worlds := [file.path for file in session.files if file.bulk]:
        hint = f"count them in it: timeline tally --by actor --file {worlds[0]}"
        raise UsageError(f"'{worlds[0]}' is a world, which has no list of actors", hint)
    sql = (
        "SELECT a.id, a.name, a.kind, sum(e.direct IS NOT NULL AND e.direct = 1), count(DISTINCT e.event), n.names"
        " FROM actor a LEFT JOIN event_actor e ON e.actor = a.id"
        " LEFT JOIN (SELECT actor, group_concat(folded, ' | ') AS names FROM actor_name GROUP BY actor) n"
        " ON n.actor = a.id GROUP BY a.id"
    )
    counts: dict[str, tuple[str, str, int, int, str]] = {}
    for key, label, kind, direct, every, names in column(session.files, sql):
        _, _, before, total, _ = counts.get(key, (label, kind, 0, 0, ""))
        counts[key] = (label, kind, before + (direct or 0), total + every, f"{fold(label)} | {names or ''}")
    wanted = fold(name or "")
    rows = [
        (label, "" if key.startswith("~") else key, kind, direct, every)
        for key, (label, kind, direct, every, names) in sorted(
            counts.items(), key=lambda item: (-item[1][3], item[1][0])
        )
        if (every or everyone) and wanted in names
    ]
    reference(("name", "id", "kind", "events", "with_those_acting_for_it"), rows, form, screen, "actors")
