"""``timeline evaluate``."""

from typing import Annotated, Optional

from typer import Argument, Option

from timeline.cli.console import Console
from timeline.cli.options import Json, Screen
from timeline.cli.reference import write_json

_MOST = Optional[int]  # noqa: UP045 -- evaluated at every start, and | takes longer
_GOLD = "Texts with what people marked in them, - for standard input."
_ERRORS = "Also so many of the places where it differs, in the order of the texts."


def run(
    form: Json,
    screen: Screen,
    what: Annotated[str, Argument(help="What is evaluated: dates, kinds or events.", metavar="WHAT")],
    gold: Annotated[list[str], Argument(help=_GOLD, metavar="GOLD...")],
    errors: Annotated[_MOST, Option("--errors", "-e", min=0, help=_ERRORS, metavar="N")] = None,
) -> None:
    """Hold what is found in texts against what people marked in them.

    \b
    timeline evaluate dates gold.jsonl
    timeline evaluate dates gold.jsonl --errors 20
    timeline evaluate dates gold.jsonl --json | jq '.rows[0].value.f1'
    timeline evaluate kinds sentences.tsv
    timeline evaluate events articles.jsonl --errors 20

    Dates: a line of the file is {"id", "dct", "text", "timexes": [{"b", "e", "type", "value", "text"}]}. Strict: the
    words are the same, but for punctuation around them. Relaxed: they overlap. Value: they overlap, and the value is
    the same.
    A row of a type knows that type alone; those of the classes add up to all.

    Kinds: columns sentence, source, target, kind, tab-separated. The likeliest candidate of each sentence counts.

    Events: {"id", "published", "text", "events": [{"quote", "trigger", "also", "date", "kind", "status", "actors"}]}.
    """
    import time

    from timeline.report.evaluation import document, evaluate
    from timeline.store.source import lines

    report = evaluate(what, {path: lines(path) for path in gold}, time.perf_counter)
    if form.json:
        write_json("evaluation", {"what": what, "files": gold, **document(report, errors)})
        return
    from timeline.view.evaluation import evaluation

    console = Console(screen)
    console.draw(*evaluation(report, console.width, errors))
