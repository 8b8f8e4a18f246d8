"""``timeline list``."""

from timeline.cli.deliver import deliver
from timeline.cli.options import Engine, Order, Output, Screen, Selection
from timeline.cli.session import Session
from timeline.cli.settings import warn
from timeline.store.select import count


def run(which: Selection, engine: Engine, order: Order, output: Output, screen: Screen) -> None:
    """List the events that match, one row each.

    \b
    timeline list --actor Serbia --since 2023
    timeline list "actor:Serbia and not kind:assault and date:1999.."
    timeline list --actor Вучић --since 2023-07 --until 2023-12 --certain
    timeline list --actor Serbia --json | jq -r '.events[] | [.date, .title] | @tsv'
    timeline list --engine spark://host:7077 --file hdfs://host/world/ --actor Serbia --limit 50
    cat events.jsonl | timeline list --file - --format csv

    A '?' before a date: the event only possibly lies in the period, as its date is vague. --certain leaves those out.
    """
    session = Session(which, engine.engine)
    query = session.query(which, order)
    rows = session.stream(query)
    deliver(session, query, rows, output, screen)
    if not rows and order.limit != 0 and not output.exit_status:
        warn(f"nothing matches, of {count(session.files)} events")
