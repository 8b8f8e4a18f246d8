"""``timeline add``."""

from typing import Annotated, Any, Optional

from typer import Option

from timeline.cli import complete, settings
from timeline.cli.console import write
from timeline.errors import DataError, UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_Texts = Optional[list[str]]  # noqa: UP045
_STATUS = "occurred, ongoing, expected, hypothetical, denied, cancelled."
_ACTOR = "NAME, or NAME=source, NAME=target; repeatable."
_SOURCE = "An address, or the name of a seed; repeatable."


def run(
    date: Annotated[str, Option("--date", "-d", help="EDTF, as vague as the source is: 2025-03, ../2026-12-31.")],
    title: Annotated[str, Option("--title", "-t", help="One line.")],
    kind: Annotated[str, Option("--kind", "-k", help="A kind of event.", autocompletion=complete.kinds)],
    source: Annotated[list[str], Option("--source", "-S", help=_SOURCE)],
    actor: Annotated[_Texts, Option("--actor", "-a", help=_ACTOR, autocompletion=complete.actors)] = None,
    status: Annotated[str, Option("--status", help=_STATUS, autocompletion=complete.statuses)] = "occurred",
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
    """
    from timeline.store.edit import insert
    from timeline.write.yaml import block

    path = file or settings.files()[0][0]
    if file is None and path == settings.shipped():
        raise UsageError("the data that come with the program are not yours to add to", "name your file with --file")
    values: dict[str, Any] = {
        "id": event_id or _slug(title, date),
        "date": date,
        "title": title,
        "summary": summary,
        "kind": kind,
        "status": status,
        "actors": [_actor(text) for text in actor or ()],
        "place": place,
        "tags": tag or [],
        "sources": [{"url" if "://" in text else "seed": text} for text in source],
    }
    text, day = _checked({name: value for name, value in values.items() if value}, path)
    insert(path, block(text), lambda pieces: _place(pieces, day, text["id"], path), dry_run=dry_run)
    if dry_run:
        write([block(text)])
        return
    settings.warn(f"added '{text['id']}' to {path}")


def _actor(text: str) -> dict[str, str]:
    name, _, role = text.rpartition("=")
    return {"name": name, "role": role} if name and role in {"source", "target", "other"} else {"name": text}


def _slug(title: str, date: str) -> str:
    """Make an id of the title's first words and the year."""
    import re

    from timeline.model.text import fold

    year = re.search(r"-?[0-9]{4}", date)
    words = fold(title).encode("ascii", "ignore").decode().split()[:6]
    return "-".join([*words, *([year.group().lstrip("-")] if year else [])]) or "event"


def _checked(values: dict[str, Any], path: str) -> tuple[dict[str, Any], int]:
    """Validate the new event as the reader would; give it as JSON values, with the day by which it is placed."""
    from timeline.errors import Problem
    from timeline.lexicon.actors import load
    from timeline.lexicon.kinds import kinds
    from timeline.model.event import document
    from timeline.read import Raw
    from timeline.read.record import events

    problems: list[Problem] = []
    raw = Raw(values, 0, lambda _: (0, 0))
    found = list(events([raw], load(settings.registry([path])), "the new event", problems))
    if values["kind"] not in kinds():
        message = f"no kind is called '{values['kind']}'"
        problems.append(Problem("the new event", 0, 0, "unknown-kind", message, "see `timeline kinds`"))
    if problems:
        raise DataError(problems)
    event = found[0].event
    return document(event), _order(event.when)


def _order(when: Any) -> int:
    """Give the day by which an event stands in the file: its first, or its bound where it has no first."""
    from timeline.model.day import BEFORE

    return int(when.last_day if when.first_day == BEFORE else when.first_day)


def _place(pieces: list[Any], day: int, name: str, path: str) -> int:
    """Say before which piece of the file an event belongs; at the end where the file is not in order."""
    from timeline.errors import Problem
    from timeline.model.edtf import parse
    from timeline.read.yaml import parse as read

    records = [raw.values for raw in read(pieces, path)]
    if any(record.get("id") == name for record in records):
        raise DataError([Problem(path, 0, 0, "duplicate-id", f"the id '{name}' is taken", "give another with --id")])
    days = [_order(parse(str(record["date"]))) for record in records]
    if days != sorted(days):
        return len(days)
    return sum(other <= day for other in days)
