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
    what: Annotated[str, Argument(help="What is evaluated: dates.", metavar="WHAT")],
    gold: Annotated[list[str], Argument(help=_GOLD, metavar="GOLD...")],
    errors: Annotated[_MOST, Option("--errors", "-e", min=0, help=_ERRORS, metavar="N")] = None,
) -> None:
    """Hold what is found in texts against what people marked in them.

    \b
    timeline evaluate dates gold.jsonl
    timeline evaluate dates gold.jsonl --errors 20
    timeline evaluate dates gold.jsonl --json | jq '.rows[0].value.f1'

    A line of the file is {"id", "dct", "text", "timexes": [{"b", "e", "type", "value", "text"}]}. Strict: the words are
    the same, but for punctuation around them. Relaxed: they overlap. Value: they overlap, and the value is the same.
    A row of a type knows that type alone; those of the classes add up to all.
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
