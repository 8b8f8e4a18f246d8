from __future__ import annotations

import pytest
from rich.cells import cell_len

from timeline.model.day import day_number
from timeline.model.edtf import parse
from timeline.model.event import Event
from timeline.report.chart import Lane, chart
from timeline.view.chart import lines, sheet, spots

TODAY = day_number(2026, 11, 22)


def event(id_: str, date: str, title: str, status: str = "occurred") -> Event:
    return Event(id_, parse(date), title, "meet", (), status=status)


SERBIA = [
    event("1", "2008-02-17", "declares independence"),
    event("2", "2017/2024-10-11", "four Erdogan visits, days not given"),
    event("3", "2023", "protests TB2 sale"),
    event("4", "2024-02", "unveils Chinese drones"),
    event("5", "2024-10-11", "Belgrade press conference"),
    event("6", "../2024-12-31", "own combat drone", "expected"),
]
LANES = [Lane("Kosovo", ("1", "3")), Lane("Serbia", ("3", "4", "6")), Lane("Turkey", ("2", "5"))]


def shown(*, ascii_only: bool) -> str:
    report = chart(SERBIA, lanes=LANES, width=80, today=TODAY, title="Serbia · drones and diplomacy")
    return "\n".join(line.plain for line in lines(report, ascii_only=ascii_only)) + "\n"


UNICODE = """\
Serbia · drones and diplomacy                     6 events · 3 lanes · 2008–2024
density  ▁█▁▁▁▁▁▁▁▁▁▁▂▂▂▁▁▁▁▁▁▁▁▁▁▁▁▁▃▃▃▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▂▆▂▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁
         ┬────┬──────╱╱╱┬──╷──┬──╷───╱╱╱┬───╷────┬────╷────┬────╷────┬────╷─────
         2008 Jul       2017  Jul       2023     Jul       2024      Jul
Kosovo    ● declares independence       ·········┬·········· protests TB2 sale
                                                 │
Serbia                                  ·········┴··········
                       own combat drone (expected, 691 days overdue) ·  · · ··◇┤
                                      unveils Chinese drones ···

Turkey                  ············─── four Erdogan visits, days not… ────┤
                                                 Belgrade press conference ●

● day known   ···· somewhere in here   ├──┤ lasted from, to   ┤ no later than
◇ expected, not a fact   │ one event, two lanes
╱╱╱ folded, nothing begins or ends in 8 years, 5 years   █ 1 event in a column
"""
ASCII = """\
Serbia · drones and diplomacy                     6 events . 3 lanes . 2008-2024
density  18111111111122211111111111113331111111111111111111112621111111111181111
         +----+------///+--'--+--'---///+---'----+----'----+----'----+----'-----
         2008 Jul       2017  Jul       2023     Jul       2024      Jul
Kosovo    * declares independence       .........+.......... protests TB2 sale
                                                 |
Serbia                                  .........+..........
                       own combat drone (expected, 691 days overdue) .  . . ..?]
                                      unveils Chinese drones ...

Turkey                  ............--- four Erdogan visits, days n... ----]
                                                 Belgrade press conference *

* day known   .... somewhere in here   [--] lasted from, to   ] no later than
? expected, not a fact   | one event, two lanes
/// folded, nothing begins or ends in 8 years, 5 years   8 1 event in a column
"""


@pytest.mark.parametrize(("ascii_only", "expected"), [(False, UNICODE), (True, ASCII)])
def test_the_whole_picture(ascii_only: bool, expected: str) -> None:
    assert shown(ascii_only=ascii_only) == expected


def test_both_sets_of_glyphs_put_things_at_the_same_place() -> None:
    pairs = zip(shown(ascii_only=False).splitlines(), shown(ascii_only=True).splitlines(), strict=False)
    for one, other in list(pairs)[:12]:
        assert [sign.isspace() for sign in one] == [sign.isspace() for sign in other]


def test_markup_and_controls_in_a_title_are_only_text() -> None:
    strange = event("x", "2024", "[bold red]not bold[/] \x1b[31mnot red\u202e")
    report = chart([strange], lanes=[Lane("[dim]lane\n", ("x",))], width=120, today=TODAY, title="[b]title[/b]")
    text = "\n".join(line.plain for line in lines(report, ascii_only=False))
    assert "[bold red]not bold[/] \\x1b[31mnot red\\u202e" in text
    assert "[dim]l" in text
    assert "[b]title[/b]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "title", ["土耳其总统访问塞尔维亚并讨论无人机销售", "e\u0301" * 50, "👩‍👩‍👧 meets 🇷🇸", "\u0301x"]
)
def test_wide_and_combining_signs_break_no_column(title: str) -> None:
    crowd = [event(f"{n}", f"2024-0{n + 1}-11", title) for n in range(5)]
    report = chart(crowd, lanes=[Lane(title, tuple(event.id for event in crowd))], width=70, today=TODAY, title=title)
    for line in lines(report, ascii_only=False):
        assert cell_len(line.plain) <= 70
    body = [line.plain for line in lines(report, ascii_only=False)[4 : 4 + report.lanes[0].rows]]
    dots = [cell_len(line[: line.index("●")]) for line in body if "●" in line]
    starts = {report.left + mark.parts[0].start for mark in report.marks}
    assert set(dots) <= starts


def test_the_legend_has_only_the_glyphs_in_use() -> None:
    day = event("x", "2024-05-01", "only a day")
    first, last = parse("2023").first_day, parse("2024").last_day
    report = chart([day], lanes=[], width=80, today=TODAY, scale="linear", since=first, until=last)
    legend = lines(report, ascii_only=False)[-1].plain
    assert legend == "● day known   █ 1 event in a column"


def test_every_glyph_differs_from_the_others_in_both_sets() -> None:
    from timeline.view.chart import _GLYPHS

    for column in (0, 1):
        by_glyph: dict[str, set[str]] = {}
        for kind, glyphs in _GLYPHS.items():
            by_glyph.setdefault(glyphs[column], set()).add(kind)
        shared = [kinds for kinds in by_glyph.values() if len(kinds) > 1]
        # A bound looks as the end of a bar does; what stands beside it, dots or a bar, tells them apart.
        assert all(
            kinds in ({"start", "not-before"}, {"end", "not-after"}, {"denied", "cancelled"}) for kinds in shared
        )
    assert all(cell_len(sign) == 1 for glyphs in _GLYPHS.values() for sign in glyphs[:2])


def test_spots_are_where_an_event_is_painted():
    many = [event(f"m{number}", "2023-06-02", f"matter {number} of many") for number in range(200)]
    for events, lanes in ((SERBIA, LANES), (SERBIA + many, LANES)):
        report = chart(events, lanes=lanes, width=80, today=TODAY)
        painted = [line.plain for line in sheet(report, ascii_only=False).lanes]
        for one in events:
            found = spots(report, one.id)
            assert found, one.id
            said = [painted[spot.line].ljust(80)[spot.start : spot.end] for spot in found]
            assert all(text.strip() for text in said)
            assert any(text.startswith((one.title[:6], "+")) or text.isdecimal() or len(text) < 4 for text in said)
    assert [spot.line for spot in spots(chart(SERBIA, lanes=LANES, width=80, today=TODAY), "3")][::2] == [0, 2]
    assert spots(report, "no such event") == []


def test_the_parts_of_a_chart_are_the_chart():
    report = chart(SERBIA, lanes=LANES, width=80, today=TODAY)
    header, axis, lanes, below = sheet(report, ascii_only=False)
    whole = lines(report, ascii_only=False)
    assert [line.parts for line in (header, *axis, *lanes, *below)] == [line.parts for line in whole]
    assert len(axis) == 3
