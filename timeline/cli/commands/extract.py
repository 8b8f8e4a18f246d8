"""``timeline extract``."""

from typing import Annotated, Any, Optional

from typer import Argument, Option

from timeline.cli import settings
from timeline.cli.console import Console
from timeline.cli.options import Json, Screen
from timeline.cli.reference import write_rows
from timeline.errors import UsageError

_Text = Optional[str]  # noqa: UP045 -- evaluated at every start, and | takes longer
_Texts = Optional[list[str]]  # noqa: UP045
_PUBLISHED = "The day on which the articles were published; else what each says of itself."
_DOCUMENTS = 'Many texts instead, one {"id", "published", "text"} a line; so are the results.'
_OUTPUT = "Write the draft to a file, JSON lines, for `timeline review`."
_NEW = "Only what the file of events does not have."
_JOBS = "With --documents: so many processes, 0 for one on each processor."
_FILE = "The file of events that candidates are held against."


def run(
    form: Json,
    screen: Screen,
    articles: Annotated[
        _Texts, Argument(help="Articles as text, Markdown or HTML, - for standard input.", metavar="[ARTICLE]...")
    ] = None,
    published: Annotated[_Text, Option("--published", "-p", help=_PUBLISHED, metavar="DAY")] = None,
    documents: Annotated[_Text, Option("--documents", "-d", help=_DOCUMENTS, metavar="FILE")] = None,
    output: Annotated[_Text, Option("--output", "-o", help=_OUTPUT, metavar="FILE")] = None,
    force: Annotated[bool, Option("--force", help="Overwrite the file if it exists.")] = False,
    new: Annotated[bool, Option("--new", help=_NEW)] = False,
    min_score: Annotated[
        Optional[float],  # noqa: UP045
        Option("--min-score", min=0, max=1, help="Only those of that score or more.", metavar="X"),
    ] = None,
    file: Annotated[_Texts, Option("--file", "-f", help=_FILE, metavar="FILE")] = None,
    jobs: Annotated[Optional[int], Option("--jobs", "-j", min=0, help=_JOBS, metavar="N")] = None,  # noqa: UP045
) -> None:
    """Propose the events that articles report: date, kind, who, how it stands, the very words, and why.

    \b
    timeline extract seeds/article.txt
    timeline extract --published 2024-10-11 --json article.txt | jq -r '.candidates[] | [.date, .title] | @tsv'
    timeline extract news/*.txt news/*.html -o data/candidates.jsonl
    timeline extract --documents docs.jsonl --jobs 0 > events.jsonl

    Nothing is added anywhere: `timeline review` is for that. The same event told twice is one candidate with two
    sources.
    """
    if documents is not None:
        given = [
            name
            for name, value in (("ARTICLE", articles), ("--published", published), ("--json", form.json),
                                ("--output", output), ("--new", new), ("--file", file))
            if value
        ]  # fmt: skip
        if given:
            raise UsageError(f"--documents has its own texts and is JSON lines: {given[0]} does not go with it")
        _stream(documents, 1 if jobs is None else jobs, min_score)
        return
    if not articles:
        raise UsageError(
            "what is to be read?", "name an article, or - for standard input: timeline extract article.txt"
        )
    if jobs is not None:
        raise UsageError("--jobs goes with --documents", "leave it out")
    day = settings.day(published, "--published") if published else None
    found = _found(articles, day, min_score, file)
    if new:
        found = [candidate for candidate in found if candidate.known is None]
    _deliver(found, articles, output, form, screen, force=force)


def _found(paths: list[str], published: int | None, least: float | None, file: list[str] | None) -> list[Any]:
    """Read the articles, and hold what they propose against the file of events."""
    from timeline.cli.reading import article, curated
    from timeline.extract.language import tools
    from timeline.model.text import visible
    from timeline.report.candidates import draft
    from timeline.store.registry import registry

    if paths.count("-") > 1:
        raise UsageError("standard input can be read once", "give '-' once")
    files = file or settings.files()[0]
    actors = registry(settings.registry(files), settings.cache_folder())
    read = [article(path, published, files) for path in paths]
    foreign = [one for one in read if one.language != "en"]
    for one in foreign:
        settings.warn(
            f"{visible(one.address)}: its language is '{one.language}', and only English is read for events: left out"
        )
    read = [one for one in read if one.language == "en"]
    for one in read:
        if one.published is None:
            settings.warn(
                f"{visible(one.address)}: no publication date: what is counted from it is not dated; give --published"
            )
    return draft(read, tools(actors), curated(files), least)


def _deliver(
    found: list[Any], articles: list[str], output: str | None, form: Json, screen: Screen, *, force: bool
) -> None:
    from timeline.model.candidate import document

    if output is not None:
        from timeline.cli.console import write_file
        from timeline.model.text import visible
        from timeline.syntax.json import dump

        write_file(output, (dump(document(candidate)) + "\n" for candidate in found), force=force)
        settings.warn(f"{_count(found)} in {visible(output)}; `timeline review {visible(output)}` decides on them")
    elif form.json:
        write_rows("candidates", {"files": articles, "count": len(found)}, map(document, found))
    else:
        from timeline.view.candidates import candidates

        console = Console(screen)
        console.draw(*candidates(found, several=len(articles) > 1))
        settings.warn(_count(found))


def _count(found: list[Any]) -> str:
    known = sum(candidate.known is not None for candidate in found)
    return f"{len(found)} candidate{'' if len(found) == 1 else 's'}" + (f", {known} known" if known else "")


def _stream(path: str, jobs: int, least: float | None) -> None:
    """Write a line for each document as soon as those before it are written."""
    from timeline.cli.jobs import count
    from timeline.cli.stream import stream
    from timeline.report.documents import Task

    files = settings.files()[0]
    task = Task("events", "en", tuple(map(str, settings.registry(files))), str(settings.cache_folder() or ""), least)
    stream(path, task, count(jobs))
