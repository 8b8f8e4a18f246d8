"""``timeline browse``."""

import os
import signal
import sys

import typer

from timeline.cli.options import Screen, Selection
from timeline.errors import UsageError


def run(which: Selection, screen: Screen) -> None:
    """Look through the events on a full screen: a list, the evidence for each, lanes in time; all by keys.

    \b
    timeline browse
    timeline browse --actor Serbia --since 2008
    timeline browse "kind:consult and not status:expected" --file events.yaml

    The filter at the top is the question that the options ask, and can be changed there; ? shows the keys. Needs the
    extra 'browse': pip install 'sourced-timeline[browse]'
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "browsing needs a terminal, for the keys and for the screen",
            "timeline list, show and chart write anywhere; the file is named with --file",
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("this terminal (TERM=dumb) has no full screen", "use timeline list, show or chart")
    try:
        import textual  # noqa: F401
    except ImportError:
        raise UsageError("browsing needs textual", "pip install 'sourced-timeline[browse]'") from None
    from timeline.cli.console import Console

    console = Console(screen)
    # The library asks the environment for itself; the editor that is opened gets to know it too.
    os.environ.pop("NO_COLOR", None)
    if not console.color:
        os.environ["NO_COLOR"] = "1"
    from timeline.cli.browse.app import Browser
    from timeline.cli.browse.shelf import Shelf
    from timeline.query.written import written

    shelf = Shelf(which)
    question = written(shelf.session.query(which).part)
    app = Browser(shelf, question, certain=which.certain, color=console.color, plain=console.ascii)
    code = app.run(mouse=False)
    if app.ended_by is not None:
        signal.signal(app.ended_by, signal.SIG_DFL)
        os.kill(os.getpid(), app.ended_by)
    if code or app.return_code:
        raise typer.Exit(code or app.return_code or 0)
