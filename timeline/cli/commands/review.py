"""``timeline review``."""

from typing import Annotated, Any, Optional

from typer import Argument, Option

from timeline.cli import complete, settings
from timeline.cli.options import Json, Screen
from timeline.errors import UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_Texts = Optional[list[str]]  # noqa: UP045
_DRAFT = "What `timeline extract` wrote; else candidates.jsonl beside the events."
_ACCEPT = "Accept a candidate, by its id or the beginning of it; repeatable."
_MERGE = "Add a candidate's sources to an event that is there; repeatable."
_COPY = "Keep copies in seeds/ of articles that are not there yet."
_ALL = "Those with a verdict too."


def run(
    form: Json,
    screen: Screen,
    draft: Annotated[_Text, Argument(help=_DRAFT, metavar="[DRAFT]")] = None,
    file: Annotated[_Text, Option("--file", "-f", help="The file to add to.", metavar="FILE")] = None,
    accept: Annotated[
        _Texts, Option("--accept", help=_ACCEPT, metavar="ID", autocompletion=complete.candidates)
    ] = None,
    reject: Annotated[
        _Texts,
        Option("--reject", help="Never show it again; repeatable.", metavar="ID", autocompletion=complete.candidates),
    ] = None,
    merge: Annotated[_Texts, Option("--merge", help=_MERGE, metavar="ID=EVENT")] = None,
    undo: Annotated[bool, Option("--undo", help="Take the last verdict back, and what it wrote.")] = False,
    min_score: Annotated[float, Option("--min-score", min=0, max=1, help="Only those of that score or more.")] = 0.0,
    everything: Annotated[bool, Option("--all", help=_ALL)] = False,
    copy_seed: Annotated[bool, Option("--copy-seed", help=_COPY)] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Write nothing, but show what would be.")] = False,
    today: Annotated[_Text, Option("--today", help="The day of the verdicts, instead of today.", metavar="DAY")] = None,
) -> None:
    """Decide on what was found in articles, one candidate at a time: a key accepts, edits, rejects, merges or skips.

    \b
    timeline review
    timeline review candidates.jsonl --file events.yaml --min-score 0.5
    timeline review --json | jq -r '.candidates[] | [.id, .score, .title] | @tsv'
    timeline review --accept 3f2a --merge 91bc=erdogan-visits-serbia-2024 --reject 77d0

    Verdicts are kept in verdicts.jsonl beside the draft; a candidate that has one is not shown again.
    """
    import sys

    from timeline.cli import batch
    from timeline.cli.desk import Desk
    from timeline.cli.desk import draft as default

    path = settings.own(file)
    asked = batch.Asked(accept or (), reject or (), [batch.pair(text) for text in merge or ()], undo)
    if form.json and any(asked):
        raise UsageError("--json lists what waits for a verdict, and gives none", "leave one out")
    desk = Desk(draft or default(path), path, settings.today(today), dry_run=dry_run or form.json)
    queue: Any = [one for one in desk.candidates if one.score >= min_score] if everything else desk.pending(min_score)
    for fault in desk.log.faults:
        settings.warn(f"{fault.where}: {fault.message}; {fault.hint}")
    if form.json:
        batch.listing(desk, queue)
    elif any(asked):
        batch.run(desk, asked, copy_seed=copy_seed)
    elif not (sys.stdin.isatty() and sys.stdout.isatty()):
        hint = "--json lists what waits; then --accept ID, --reject ID, --merge ID=EVENT"
        raise UsageError("a review needs a terminal, or verdicts", hint)
    elif not queue:
        settings.warn(f"nothing waits for a verdict, of {len(desk.candidates)} candidates in {desk.path}")
    else:
        from timeline.cli.sitting import Sitting

        Sitting(desk, queue, screen, copy_seed=copy_seed).run()
