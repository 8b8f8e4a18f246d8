"""``timeline check``."""

from typing import Annotated, Optional

import typer
from typer import Argument

from timeline.cli import settings
from timeline.cli.console import write
from timeline.cli.failure import problem_lines
from timeline.cli.options import Files, Json
from timeline.cli.reference import write_json


def run(
    files: Files,
    form: Json,
    paths: Annotated[Optional[list[str]], Argument(help="Files to check, as --file.", metavar="[FILE]...")] = None,  # noqa: UP045
) -> None:
    """Check a file of events: dates, ids, actors, kinds, sources, quotes, promises and links. Exit 1 with findings.

    \b
    timeline check
    timeline check data/*.yaml --json

    As a pre-commit hook: repository of this program, hook 'timeline-check'.
    """
    from timeline.report.check import check
    from timeline.store.registry import registry
    from timeline.store.source import load

    named = [*(files.file or ()), *(paths or ())] or settings.files()[0]
    today = settings.today(files.today)
    actors = registry(settings.registry(named), settings.cache_folder())
    results = [check(path, load(path).data, actors, today) for path in named]
    findings = [finding for result in results for finding in result.findings]
    events = sum(result.events for result in results)
    if form.json:
        values = {"files": named, "events": events, "count": len(findings)}
        write_json("check", {**values, "findings": [finding._asdict() for finding in findings]})
    else:
        texts: dict[str, list[str]] = {}
        write(f"{line}\n" for finding in findings for line in problem_lines(finding, texts))
        number = (
            f"{len(findings)} finding{'' if len(findings) == 1 else 's'}" if findings else "nothing to find fault with"
        )
        settings.warn(f"{events} events, {number}")
    if findings:
        raise typer.Exit(1)
