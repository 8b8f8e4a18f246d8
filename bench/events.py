"""Speed of the extraction of events: CPU time per character, as ratios within one run.

The text is the project's own gold articles. Then the cost of ten times as many of them, what reading one article costs
a process, and the cost of a tenth of a megabyte of what strangers might send against as much of those articles.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from timeline.extract.dates import dates
from timeline.extract.events import events
from timeline.extract.language import Tools, tools
from timeline.lexicon.actors import load, shipped
from timeline.model.article import Article
from timeline.model.day import day_of

HERE = Path(__file__).parents[1]
GOLD = sorted((HERE / "tests/gold").glob("events-*.jsonl"))
SEED = next((HERE / "seeds").glob("*.txt"))
HOSTILE = ("the of the of ", "said ", "agreed to ", "a, ", "killed by ", "attack ", "Serbia, ", "Mr. ", "2023-01-01 ")
SIZE = 100_000


def seconds(work: Callable[[], object]) -> float:
    """Give the CPU seconds that something takes, the least of three."""
    found = []
    for _ in range(3):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def read(articles: list[Article], known: Tools) -> None:
    """Propose the events of articles."""
    for article in articles:
        events(article, known)


def cold() -> float:
    """Give the CPU seconds of a whole process that reads one article, the least of five, over those of a bare start."""

    def run(*command: str) -> float:
        best = []
        for _ in range(5):
            before = getrusage(RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *command], check=True, capture_output=True)
            after = getrusage(RUSAGE_CHILDREN)
            best.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(best)

    whole = run("-m", "timeline", "extract", str(SEED), "--json")
    print(f"  one article, a process, CPU seconds  {whole:6.2f}   ≤ 0.6")
    return whole / run("-I", "-c", "pass")


def main() -> None:
    """Print the figures."""
    known = tools(load(shipped()))
    rows = [json.loads(line) for path in GOLD for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(row["id"], row["text"], day_of(row["published"])) for row in rows]
    size = sum(len(article.text) for article in articles)
    read(articles[:3], known)
    ours = seconds(lambda: read(articles, known))
    only = seconds(lambda: [list(dates(article.text, article.published)) for article in articles])
    print("events of articles, on the project's own gold, CPU time of one process")
    print(f"  kB/s                                 {size / 1000 / ours:6.0f}   ≥ 300")
    print(f"  times the cost of its dates alone    {ours / only:6.1f}")
    growth = seconds(lambda: read(articles * 10, known)) / ours
    print(f"  ten times the articles, the cost     {growth:6.1f}   linear is 10")
    print(f"  … as multiples of a bare start       {cold():6.1f}")
    print("  a text of …, times the cost of as much of the articles")
    for unit in HOSTILE:
        text = (unit * (SIZE // len(unit) + 1))[:SIZE]
        cost = seconds(lambda text=text: read([Article("", text, None)], known))  # type: ignore[misc]
        print(f"    {unit!r:34} {cost / (ours * SIZE / size):6.2f}")


if __name__ == "__main__":
    main()
