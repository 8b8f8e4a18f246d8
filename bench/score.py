"""Figures of the tagger of dates: on the project's own gold, and on files that people have marked.

Without arguments, prints the table of the own gold and writes it to ``tests/gold/dates.scores.tsv``. Each argument is a
file as ``timeline evaluate dates`` reads it, whose figures are printed too.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the tests are

from tests.gold_score import TABLE, read_table, records, scores, table
from timeline.extract.evaluate import Counts
from timeline.report.evaluation import evaluate
from timeline.store.source import lines


def percent(counts: Counts, right: int) -> str:
    """Write an F1."""
    return f"{100 * counts.score(right).f1:8.1f}"


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
    for path in sys.argv[1:]:
        report = evaluate("dates", {path: lines(path)}, time.perf_counter)
        print(f"\n{Path(path).name:24}{'marked':>8}{'value':>8}{'relaxed':>8}{'strict':>8}")
        for row in report.rows:
            counts = row.counts
            rights = (counts.value, counts.relaxed, counts.strict)
            print(f"{row.name:24}{counts.gold:>8}" + "".join(percent(counts, right) for right in rights))


if __name__ == "__main__":
    main()
