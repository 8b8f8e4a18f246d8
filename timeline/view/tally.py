"""A tally as bars, or as a grid where it is by two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from timeline.model.text import visible
from timeline.report.tally import Key, Tally
from timeline.view import theme
from timeline.view.grid import cut, grid


def tally(report: Tally, width: int | None, *, plain: bool) -> Iterator[Table | Text]:
    """Yield what is to be drawn, at most ``width`` cells wide; with None nothing is left out or cut."""
    if len(report.by) == 1:
        yield _bars(report, width or 200, plain=plain)
    else:
        yield from _grid(report, width)
    total = sum(count for _, count in report.cells)
    note = f"{report.events} event{'' if report.events == 1 else 's'}"
    if total != report.events:
        note += f", counted {total:,} times: one with several values counts under each"
    yield Text(note, theme.QUIET)


def _bars(report: Tally, width: int, *, plain: bool) -> Table:
    cells = (
        report.cells
        if report.by[0] in {"year", "decade", "month"}
        else sorted(report.cells, key=lambda cell: (-cell[1], cell[0]))
    )
    most = max((count for _, count in cells), default=1)
    label = min(max((cell_len(visible(keys[0].name)) for keys, _ in cells), default=4), width // 2)
    room = max(1, width - label - len(str(most)) - 4)
    table = grid()
    table.add_column(report.by[0].capitalize(), style=theme.DATE, max_width=label, overflow="fold")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for keys, count in cells:
        length = max(1, round(count * min(room, 40) / most))
        table.add_row(Text(visible(keys[0].name)), str(count), Text(("#" if plain else "█") * length))
    return table


def _grid(report: Tally, width: int | None) -> Iterator[Table | Text]:
    sums: Counter[Key] = Counter()
    for (_, column), count in report.cells:
        sums[column] += count
    timed = report.by[1] in {"year", "decade", "month"}
    columns = sorted(sums) if timed else sorted(sums, key=lambda key: (-sums[key], key))
    rows = sorted({keys[0] for keys, _ in report.cells})
    counts = dict(report.cells)
    widest = max((cell_len(visible(row.name)) for row in rows), default=4)
    label, most = (widest, 10_000) if width is None else (min(widest, width // 3), 14)
    room, kept = (1_000_000 if width is None else width) - label, []
    for column in columns:
        size = min(cell_len(visible(column.name)), most) + 2
        if room - size < 0:
            break
        room -= size
        kept.append(column)
    table = grid()
    table.add_column(report.by[0].capitalize(), style=theme.DATE, max_width=label, overflow="fold")
    for column in kept:
        table.add_column(Text(cut(visible(column.name), most)), justify="right", no_wrap=True)
    for row in rows:
        table.add_row(Text(visible(row.name)), *(str(counts.get((row, column), "")) for column in kept))
    yield table
    hidden = columns[len(kept) :]
    if hidden:
        yield Text(f"and {len(hidden)} more with {sum(sums[key] for key in hidden)}; --json has them all", theme.QUIET)
