"""``timeline add``."""

from typing import Annotated, Any, Optional

from typer import Argument, Option

from timeline.cli import complete, settings
from timeline.cli.console import write
from timeline.errors import UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_Texts = Optional[list[str]]  # noqa: UP045
_STATUS = "occurred, ongoing, expected, hypothetical, denied, cancelled."
_ACTOR = "NAME, or NAME=source, NAME=target; repeatable."
_SOURCE = "An address, or the name of a seed; repeatable."
_GIVEN = "Events instead of options, - for standard input: YAML, JSON, JSON lines, or lines of a draft."
_NEEDED = ("date", "title", "kind", "sources")


def run(
    given: Annotated[_Text, Argument(help=_GIVEN, metavar="[FILE]")] = None,
    date: Annotated[
        _Text, Option("--date", "-d", help="EDTF, as vague as the source is: 2025-03, ../2026-12-31.")
    ] = None,
    title: Annotated[_Text, Option("--title", "-t", help="One line.")] = None,
    kind: Annotated[_Text, Option("--kind", "-k", help="A kind of event.", autocompletion=complete.kinds)] = None,
    source: Annotated[_Texts, Option("--source", "-S", help=_SOURCE)] = None,
    actor: Annotated[_Texts, Option("--actor", "-a", help=_ACTOR, autocompletion=complete.actors)] = None,
    status: Annotated[_Text, Option("--status", help=_STATUS, autocompletion=complete.statuses)] = None,
    summary: Annotated[_Text, Option("--summary", help="A few sentences.")] = None,
    place: Annotated[_Text, Option("--place", help="Where.")] = None,
    tag: Annotated[_Texts, Option("--tag", help="Repeatable.", autocompletion=complete.tags)] = None,
    event_id: Annotated[_Text, Option("--id", help="Else made of the title and the year.")] = None,
    file: Annotated[_Text, Option("--file", "-f", help="The file to add to.", metavar="FILE")] = None,
    dry_run: Annotated[bool, Option("--dry-run", help="Print the block, write nothing.")] = False,
) -> None:
    """Add an event to the file, in its place; nothing else in the file changes.

    \b
    timeline add --date 2025-03 --title "Ministers meet in Ankara" --kind consult \\
        --actor Serbia=source --actor Turkey --source https://example.org/news --dry-run
    timeline extract news.txt --json | jq -c '.candidates[0]' | timeline add - --kind consult

    What is handed over is added all or not at all. With a single event, options take the place of its fields.
    """
    from timeline.cli.adding import add, handed_over
    from timeline.read import Raw

    path = settings.own(file)
    options = {
        "id": event_id,
        "date": date,
        "title": title,
        "summary": summary,
        "kind": kind,
        "status": status,
        "actors": [_actor(text) for text in actor or ()],
        "place": place,
        "tags": tag,
        "sources": [{"url" if "://" in text else "seed": text} for text in source or ()],
    }
    named = {name: value for name, value in options.items() if value}
    if given is None:
        _check_needed(named)
        raws, origin = [Raw(named, 0, lambda _: (0, 0))], "the new event"
    else:
        raws, origin = handed_over(given, path, named), given
    blocks, ids = add(path, raws, origin, dry_run=dry_run)
    if dry_run:
        write(["\n".join(blocks)])
    for name in () if dry_run else ids:
        settings.warn(f"added '{name}' to {path}")


def _actor(text: str) -> dict[str, str]:
    name, _, role = text.rpartition("=")
    return {"name": name, "role": role} if name and role in {"source", "target", "other"} else {"name": text}


def _check_needed(named: dict[str, Any]) -> None:
    missing = [name.removesuffix("s") for name in _NEEDED if name not in named]
    if missing:
        options = ", ".join(f"--{name}" for name in missing)
        raise UsageError(f"missing {options}", "'timeline add --help' shows what there is; '-' reads standard input")
