"""Speed of the tagger of dates: CPU time per character, as ratios within one run.

The text is the project's own gold, over and over. The comparison is ``dateparser.search_dates`` on the same text. Then
the cost of ten times as much of it, and of a megabyte of what strangers might send, against a megabyte of that text.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from dateparser.search import search_dates

from timeline.extract.dates import dates

GOLD = Path(__file__).parents[1] / "tests/gold/dates.jsonl"
HOSTILE = ("1", "1 ", "of the of the ", "May ", "a.", "(", "\n", "the end of ", "1-", "in 1914 ", "May 1 ")
MEGABYTE = 1_000_000


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU seconds that something takes, the least of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def tag(text: str) -> None:
    """Find all dates of a text."""
    for _ in dates(text):
        pass


def filled(unit: str, size: int) -> str:
    """Repeat a text up to a size."""
    return (unit * (size // len(unit) + 1))[:size]


def main() -> None:
    """Print the figures."""
    gold = "\n\n".join(json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines())
    tag(gold[:2000])
    short = gold[:20_000]
    search_dates(short[:500], languages=["en"])
    peer = seconds(lambda: search_dates(short, languages=["en"])) / len(short)
    text = filled(gold + "\n\n", MEGABYTE)
    ours = seconds(lambda: tag(text))
    print("dates in a text, on the project's own gold texts, CPU time of one process")
    print(f"  kB/s                                 {MEGABYTE / 1000 / ours:6.0f}")
    print(f"  times as fast as search_dates        {peer * MEGABYTE / ours:6.1f}   ≥ 10")
    print(f"  ten times the text, times the cost   {seconds(lambda: tag(text * 10)) / ours:6.1f}   linear is 10")
    print("  a megabyte of …, times the cost of a megabyte of text")
    for unit in HOSTILE:
        hostile = filled(unit, MEGABYTE)
        print(f"    {unit!r:34} {seconds(lambda text=hostile: tag(text)) / ours:6.2f}")  # type: ignore[misc]


if __name__ == "__main__":
    main()
