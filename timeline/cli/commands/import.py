"""``timeline import``."""

import os
from typing import Annotated, Optional

from typer import Argument, Option

from timeline.cli import complete, settings
from timeline.cli.options import Json, Screen
from timeline.errors import UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer


def run(
    form: Json,
    screen: Screen,
    feed: Annotated[
        str, Argument(help="gdelt, ucdp, acled, icews or polecat.", metavar="FEED", autocompletion=complete.feeds)
    ],
    files: Annotated[list[str], Argument(help="Files of the feed: plain, .gz or .zip.", metavar="FILE...")],
    into: Annotated[str, Option("--into", help="The folder of the world; made where there is none.", metavar="FOLDER")],
    rejects: Annotated[
        _Text, Option("--rejects", help="Keep refused rows in this file, as they are.", metavar="FILE")
    ] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Read and count, but keep nothing.")] = False,
) -> None:  # fmt: skip
    """Import files of an event feed into a world: a folder that is asked as a file of events is.

    \b
    timeline import gdelt 20240101.export.CSV.zip --into world/
    timeline import ucdp GEDEvent.csv --into world/ --rejects refused.csv
    timeline list --file world/ --actor Serbia --since 2023 --limit 50
    timeline list --file data/events.yaml --file world/ --actor Serbia --since 2023

    Every row is told of: read = kept + merged + refused, by reason, with the first lines of each. A file is imported
    whole or not at all; one that was imported before is passed over, so after an interruption give the same command
    again.
    """
    from timeline.cli.console import Console
    from timeline.cli.progress import Progress
    from timeline.cli.reference import write_json
    from timeline.read.feeds import feed as find
    from timeline.report.imported import document, imported
    from timeline.store.registry import registry
    from timeline.store.world.file import Outcome
    from timeline.store.world.pour import imported as pour
    from timeline.view.imported import lines

    find(feed)
    if rejects and os.path.exists(rejects):
        raise UsageError(f"'{rejects}' exists already", "give another name to --rejects")
    actors = registry(settings.registry([]), settings.cache_folder())
    console = Console(screen)
    told = []
    with Progress(rare=True) as progress, open(rejects or os.devnull, "wb") as refused:

        def report(outcome: Outcome) -> None:
            told.append(imported(outcome))
            refused.flush()
            progress.hide()
            if not form.json:
                console.lines(lines(told[-1]))

        keep = refused if rejects else None
        try:
            pour(into, feed, files, actors, keep, progress.tell, report, dry=dry_run)
        finally:
            if form.json:
                write_json("import", document(told))
    if rejects and not os.path.getsize(rejects):
        os.unlink(rejects)
