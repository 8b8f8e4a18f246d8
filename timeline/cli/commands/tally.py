"""``timeline tally``."""

from typing import Annotated

from typer import Option

from timeline.cli.console import Console
from timeline.cli.options import Engine, Json, Screen, Selection
from timeline.cli.reference import write_json
from timeline.cli.session import Session


def run(
    which: Selection,
    engine: Engine,
    form: Json,
    screen: Screen,
    by: Annotated[
        list[str],
        Option(
            "--by", "-b", metavar="WHAT",
            help="year, decade, month, actor, kind, status, place, country, tag, publisher; give it twice for a grid.",
        ),
    ] = ["year"],  # noqa: B006 -- the library reads it as the default and makes a new list
) -> None:  # fmt: skip
    """Count the events that match.

    \b
    timeline tally --by year
    timeline tally --by decade --by kind --actor Serbia
    timeline tally --by actor --since 2023 --json
    timeline tally --engine spark://host:7077 --file hdfs://host/world/ --by month --by kind
    """
    from timeline.cli.counting import tallied
    from timeline.report.tally import document

    session = Session(which, engine.engine)
    report = tallied(session, session.query(which), by)
    if form.json:
        write_json("tally", document(report))
        return
    from timeline.view.tally import tally as paint

    console = Console(screen)
    console.draw(*paint(report, console.width, plain=console.ascii))
