"""What became of the files of a feed, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.model.text import visible
from timeline.report.imported import Imported


def lines(one: Imported) -> Iterator[str]:
    """Yield a line for the file and one for each reason."""
    if one.known:
        yield f"{visible(one.file)}: imported before, nothing to do"
        return
    yield (
        f"{visible(one.file)}: {one.read:,} read = {one.kept:,} kept + {one.merged:,} merged + {one.refused:,} refused"
    )
    widest = max((len(f"{reason.rows:,}") for reason in one.reasons), default=0)
    for reason in one.reasons:
        places = [visible(line.rpartition(":")[2]) for line in reason.lines]
        more = ", …" if reason.rows > len(places) else ""
        where = f"line{'s' if reason.rows > 1 else ''} {', '.join(places)}{more}"
        yield f"  {reason.fate:<7}  {reason.rows:>{widest},}  {reason.about}: {where}"
