"""Figures of what is found in texts: dates, events and kinds in the project's own gold, dates in what people marked.

Without arguments, prints the tables of the own gold and writes them to ``tests/gold/*.scores.tsv``. Each argument is a
file as ``timeline evaluate dates`` reads it, whose figures are printed too.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the tests are

from tests import gold_events_score
from tests.gold_score import TABLE, read_table, records, scores, table
from timeline.extract.evaluate import Counts
from timeline.report.evaluation import evaluate
from timeline.store.source import lines


def percent(counts: Counts, right: int) -> str:
    """Write an F1."""
    return f"{100 * counts.score(right).f1:8.1f}"


def score(gold: gold_events_score.Gold) -> None:
    """Print the figures of events or kinds with what they were, and keep them."""
    found = gold_events_score.figures(gold)
    now = gold_events_score.rows(found)
    before = gold_events_score.read_table(gold.table.read_text(encoding="utf-8")) if gold.table.exists() else {}
    print(f"\n{gold.name:24}" + "".join(f"{head:>10}" for head in found.heads))
    for name, values in now.items():
        changed = "" if before.get(name) == values else f"   was {' '.join(before.get(name, {'': 'new'}).values())}"
        print(f"{name:24}" + "".join(f"{value:>10}" for value in values.values()) + changed)
    gold.table.write_text(gold_events_score.table(gold, found), encoding="utf-8")


def main() -> None:
    """Print the figures, and keep those of the own gold."""
    figures = scores(records())
    before = read_table(TABLE.read_text(encoding="utf-8")) if TABLE.exists() else {}
    print(f"{'own gold':24}{'marked':>8}{'value':>8}{'full':>8}")
    for prefix, each in figures.items():
        marked, value, full = each.row
        changed = "" if before.get(prefix) == each.row else f"   was {' '.join(before.get(prefix, ('new',)))}"
        print(f"{prefix:24}{marked:>8}{value:>8}{full:>8}{changed}")
    TABLE.write_text(table(figures), encoding="utf-8")
    for gold in gold_events_score.BOTH:
        score(gold)
    for path in sys.argv[1:]:
        report = evaluate("dates", {path: lines(path)}, time.perf_counter)
        print(f"\n{Path(path).name:24}{'marked':>8}{'value':>8}{'relaxed':>8}{'strict':>8}")
        for row in report.rows:
            counts = row.counts
            rights = (counts.value, counts.relaxed, counts.strict)
            print(f"{row.name:24}{counts.gold:>8}" + "".join(percent(counts, right) for right in rights))


if __name__ == "__main__":
    main()
