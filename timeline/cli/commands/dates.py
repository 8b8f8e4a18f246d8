"""``timeline dates``."""

from typing import Annotated, Any, Optional

from typer import Argument, Option

from timeline.cli import settings
from timeline.cli.console import Console
from timeline.cli.options import Json, Screen
from timeline.cli.reference import write_rows
from timeline.errors import UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_Texts = Optional[list[str]]  # noqa: UP045
_PUBLISHED = "The day on which the text was published; else its front matter's."
_DOCUMENTS = 'Many texts instead, one {"id", "published", "text"} a line; so are the results.'
_LANGUAGE = "Of the text; else its front matter's, else en. In others than en only dates written out are found."
_JOBS = "With --documents: so many processes, 0 for one on each processor."


def run(
    form: Json,
    screen: Screen,
    texts: Annotated[_Texts, Argument(help="Articles, - for standard input.", metavar="[TEXT]...")] = None,
    published: Annotated[_Text, Option("--published", "-p", help=_PUBLISHED, metavar="DAY")] = None,
    documents: Annotated[_Text, Option("--documents", "-d", help=_DOCUMENTS, metavar="FILE")] = None,
    language: Annotated[_Text, Option("--language", "-l", help=_LANGUAGE, metavar="CODE")] = None,
    jobs: Annotated[Optional[int], Option("--jobs", "-j", min=0, help=_JOBS, metavar="N")] = None,  # noqa: UP045
) -> None:
    """Find what a text says about time: the words, what they mean, and what that was counted from.

    \b
    timeline dates seeds/article.txt
    timeline dates --published 2024-10-11 --json article.txt | jq -r '.dates[] | [.text, .edtf] | @tsv'
    cat article.txt | timeline dates --published 2024-10-11 -
    timeline dates --documents docs.jsonl --jobs 0 > dates.jsonl

    Without a day of publication, "yesterday" has no place in time: nothing is guessed.
    """
    if documents is not None:
        if texts or published or form.json:
            given = "texts" if texts else "--published" if published else "--json"
            raise UsageError(f"--documents has its own texts and days and is JSON lines: {given} does not go with it")
        _stream(documents, 1 if jobs is None else jobs, language or "en")
        return
    if not texts:
        raise UsageError("what is to be read?", "name a text, or - for standard input: timeline dates article.txt")
    if jobs is not None:
        raise UsageError("--jobs goes with --documents", "leave it out")
    _articles(texts, settings.day(published, "--published") if published else None, language, form, screen)


def _articles(texts: list[str], published: int | None, language: str | None, form: Json, screen: Screen) -> None:
    from timeline.model.day import iso_day
    from timeline.read.seed import parse
    from timeline.report.dates import Item, mentions, values
    from timeline.store.source import TEXT, load

    if texts.count("-") > 1:
        raise UsageError("standard input can be read once", "give '-' once")
    items: list[Item] = []
    files: list[dict[str, Any]] = []
    several = len(texts) > 1
    unplaced: list[bool] = []
    for path in texts:
        article = parse(load(path, TEXT).data, path)
        day = published if published is not None else article.published
        spoken = language or article.meta.get("language") or "en"
        found = list(mentions(article, day, spoken, path if several else ""))
        files.append({"file": path, "published": None if day is None else iso_day(day), "count": len(found)})
        unplaced.append(day is None and any(item.mention.anchor == "missing" for item in found))
        items += found
    if form.json:
        known = {} if several else {"published": files[0]["published"]}
        write_rows("dates", {**known, "files": files, "count": len(items)}, map(values, items))
        return
    _table(items, screen)
    for file, is_unplaced in zip(files, unplaced, strict=True):
        name = f"{file['file']}: " if several else ""
        if not file["count"]:
            settings.warn(f"{name}nothing in it tells a time")
        elif is_unplaced:
            settings.warn(f"{name}no publication date: what is counted from it has no place in time; give --published")


def _table(items: list[Any], screen: Screen) -> None:
    from timeline.view.dates import plain, table
    from timeline.view.lines import MAX_RICH

    if not items:
        return
    console = Console(screen)
    if console.width is None or len(items) > MAX_RICH:
        console.lines(plain(items, console.width))
    else:
        console.draw(table(items, console.width))


def _stream(path: str, jobs: int, language: str) -> None:
    from timeline.cli.jobs import count
    from timeline.cli.stream import stream
    from timeline.report.documents import Task

    stream(path, Task("dates", language), count(jobs))
