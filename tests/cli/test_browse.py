"""``timeline browse``: what is on the screen after each key, at several sizes."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.cli.conftest import TODAY
from timeline.cli import editor
from timeline.cli.browse.app import KEYS as BOUND
from timeline.cli.browse.app import Browser
from timeline.cli.browse.shelf import Shelf
from timeline.cli.options import Selection
from timeline.query.written import written
from timeline.view.browse import KEYS

SIZES = [(80, 24), (120, 40)]
Steps = Callable[[Pilot[int]], Awaitable[None]]


def selection(path: Path, **given: object) -> Selection:
    names = ("query", "actor", "kind", "status", "place", "tag", "text", "since", "until")
    values = dict.fromkeys(names) | {"certain": False, "file": [str(path)], "today": TODAY} | given
    return Selection(**values)


def browser(path: Path, *, color: bool = True, plain: bool = False, **given: object) -> Browser:
    which = selection(path, **given)
    shelf = Shelf(which)
    question = written(shelf.session.query(which).part)
    return Browser(shelf, question, certain=which.certain, color=color, plain=plain)


def sit(app: Browser, steps: Steps, size: tuple[int, int] = (80, 24)) -> None:
    """Run the program without a terminal, and do something with it once all is drawn."""

    async def main() -> None:
        async with app.run_test(size=size) as pilot:
            await rest(pilot)
            await steps(pilot)

    asyncio.run(main())


async def rest(pilot: Pilot[int]) -> None:
    """Wait until nothing is asked, and nothing drawn."""
    while True:
        await pilot.pause(0.15 if pilot.app._typing is not None else None)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if not pilot.app._drawing:
            return


async def press(pilot: Pilot[int], *keys: str) -> str:
    await pilot.press(*keys)
    await rest(pilot)
    return screen(pilot.app)


def screen(app: Browser) -> str:
    """Give what is on the screen, as text."""
    return "\n".join(
        "".join(segment.text for segment in line).rstrip() for line in app.screen._compositor.render_strips()
    )


def chosen(app: Browser) -> str:
    assert app.state.chosen
    return app.state.chosen.id


@pytest.mark.parametrize("size", SIZES)
def test_events_evidence_lanes_and_keys_are_on_one_screen(curated, size):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "d", *"2008-02-17", "enter")
        shown = screen(app)
        lines = shown.split("\n")
        assert len(lines) == size[1]
        assert max(map(cell_len, lines)) <= size[0]
        assert "120 events" in lines[0]
        assert "▸Events" in lines[2]
        assert re.search(r"▸ ● 2008-02-17 +Kosovo declares", shown)
        assert "Kosovo declares independence from" in shown.split("Evidence")[1]
        assert ("17 February 2008" in shown) is (size[1] == 40)
        assert "Lanes by actor" in shown
        assert "density" in shown
        assert "Aug 2007" in shown or "Oct 2007" in shown
        assert "? keys  q quit" in lines[-1]

    sit(app, steps, size)


def test_what_stands_on_the_screen_is_what_other_commands_say(curated, run):
    app = browser(curated, actor=["Serbia"], since="2023-06", until="2023-09")
    table = run("list", "--actor", "Serbia", "--since", "2023-06", "--until", "2023-09", "--format", "jsonl",
                env={"TIMELINE_FILE": str(curated)}).text  # fmt: skip

    async def steps(pilot: Pilot[int]) -> None:
        assert [one.id for one in app.state.entries] == re.findall(r'(?m)^\{"id": ?"([^"]+)"', table)
        shown = screen(app)
        assert "actor:Serbia date:2023-06..2023-09" in shown
        assert re.search(r"▸\?○ \.\./2024-10-11 +Serbia renews", shown)
        assert re.search(r" \?◇ \.\./2024-12-31 +overdue: Serbia", shown)
        assert "ongoing: Serbia does not" in shown
        assert "expected" not in shown.split("Lanes by")[0]
        assert "Jun–Sep 2023" in shown
        only = await press(pilot, "c")
        assert "certain ones" in only
        assert "?◇" not in only
        assert "?◇" in await press(pilot, "c")

    sit(app, steps, (120, 40))


def test_a_filter_answers_while_it_is_typed(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        shown = await press(pilot, "slash", *"actor:Serb")
        assert "no actor is called 'Serb'; did you mean Serbia" in shown
        assert "120 events" in shown
        shown = await press(pilot, *"ia kind:assault")
        found = len(app.state.entries)
        assert 0 < found < 120
        assert f"{found} of 120 events" in shown
        assert "Enter keeps this filter" in shown
        shown = await press(pilot, "enter")
        assert "q quit" in shown
        await press(pilot, "slash", *" until:1500")
        assert len(app.state.entries) < found
        await press(pilot, "escape")
        assert len(app.state.entries) == found
        assert app._question == "actor:Serbia kind:assault"
        shown = await press(pilot, "slash", *" tag:nothingofthiskind", "enter")
        assert "nothing matches" in shown
        assert app.state.chosen is None
        for key in ("j", "e", "plus", "left", "enter", "enter", "n", "end", "tab"):
            await press(pilot, key)
        await press(pilot, "slash", "ctrl+u", "enter")
        assert len(app.state.entries) == 120

    sit(app, steps)


def test_what_is_no_question_is_told_in_place(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        for text, told in (("(a", "a '(' that is not closed"), ("knd:x", "there is no field 'knd'"),
                           ("date:03/04/2023", "is 2023-04-03 or 2023-03-04")):  # fmt: skip
            shown = await press(pilot, "slash", "ctrl+u", *text, "enter")
            assert told in shown.split("\n")[-1]
            assert "120 events" in shown
            await press(pilot, "escape")
        shown = await press(pilot, "d", *"03/04/2023", "enter")
        assert "is 2023-04-03 or 2023-03-04" in shown
        shown = await press(pilot, "escape")
        assert "q quit" in shown.split("\n")[-1]

    sit(app, steps)


def test_zoom_move_and_other_lanes(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        assert "1389–2026 · folded" in screen(app)
        assert "all of the time is in sight" in await press(pilot, "right")
        await press(pilot, "d", *"2024", "enter")
        assert "Jan–Dec 2024" in screen(app) or "2024 · folded" in screen(app)
        before = app.state.window
        await press(pilot, "plus")
        assert app.state.window.length == before.length // 2
        await press(pilot, "right", "right")
        assert app.state.window.first > before.first
        shown = await press(pilot, "b", "s")
        assert "Lanes by kind" in shown
        assert "linear" in shown
        shown = await press(pilot, "0")
        assert "1389–2026 · linear" in shown

    sit(app, steps)


def test_the_chosen_event_stands_out_in_list_and_lanes_without_colour(curated):
    app = browser(curated, color=False, actor=["Albania"])

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "d", *"2014-10-14", "enter")
        strips = app.screen._compositor.render_strips()
        marked = ["".join(s.text for s in line if s.style and s.style.reverse) for line in strips]
        marked = [text for text in marked if text]
        assert marked[0].startswith("▸ ● 2014-10-14")
        assert any(text.startswith("●") for text in marked[1:])
        colours = {style.color for line in strips for s in line if (style := s.style) and style.color}
        assert all(colour.is_default for colour in colours)
        backgrounds = {style.bgcolor for line in strips for s in line if (style := s.style) and style.bgcolor}
        assert all(colour.is_default for colour in backgrounds)

    sit(app, steps)


def test_a_pane_alone_and_back(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "d", *"2014-10-14", "enter")
        whole = await press(pilot, "tab", "enter")
        assert "▸Evidence" in whole
        assert "Events" not in whole.split("\n")[2]
        assert "Serbia_v_Albania" in whole
        await press(pilot, "n")
        assert chosen(app) != "drone"
        assert "▸Evidence" in screen(app)
        lanes = await press(pilot, "tab")
        assert "▸Lanes by actor" in lanes
        back = await press(pilot, "escape")
        assert "Events" in back
        assert "▸Lanes" in back
        assert "▸Events" in await press(pilot, "tab")
        assert "▸Lanes" in await press(pilot, "shift+tab")

    sit(app, steps)


def test_help_names_every_key(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        shown = await press(pilot, "question_mark")
        for key in KEYS:
            assert key.name in shown
            assert key.about.split()[0] in shown
        assert "q quit" in await press(pilot, "q")
        assert app._exit is False

    sit(app, steps)


def test_every_key_of_the_help_is_bound():
    spelt = {"↑": "up", "↓": "down", "←": "left", "→": "right", "PgUp": "pageup", "PgDn": "pagedown", "Tab": "tab",
             "Enter": "enter"}  # fmt: skip
    assert {spelt.get(name, name) for key in KEYS for name in key.name.split()} <= BOUND


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 16), (20, 5)])
def test_a_nasty_file_does_no_harm(nasty, size):
    app = browser(nasty)

    async def steps(pilot: Pilot[int]) -> None:
        seen = ""
        for key in (*"nnnnnnnnnnnn", "tab", "tab", "pagedown", "shift+tab", *"pppppppppppp", "question_mark"):
            seen += await press(pilot, key) + "\n"
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", seen)
        assert max(map(cell_len, seen.split("\n"))) <= size[0]
        if size[0] >= 80:
            assert "[bold]no markup[/bold]" in seen
            assert r"\x1b[31malert" in seen
            assert "[red]Serbia[/red]" in seen

    sit(app, steps, size)


def test_only_7_bit_signs_of_our_own(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(
        "events:\n  - {id: a, date: 2023-05, title: A plain event with a rather long title that has to be cut, kind:"
        " agree, status: expected, sources: [{url: 'https://example.org/', quote: some words}]}\n"
    )
    app = browser(path, plain=True)

    async def steps(pilot: Pilot[int]) -> None:
        shown = screen(app) + await press(pilot, "tab", "enter") + await press(pilot, "escape", "question_mark")
        assert shown.isascii(), {sign for sign in shown if not sign.isascii()}

    sit(app, steps)


def test_a_window_of_another_size_is_laid_out_anew(curated):
    app = browser(curated)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "d", *"2014-10-14", "enter")
        for width, height in ((120, 40), (50, 20), (80, 24)):
            await pilot.resize_terminal(width, height)
            await rest(pilot)
            await pilot.pause(0.1)
            await rest(pilot)
            lines = screen(app).split("\n")
            assert len(lines) == height
            assert max(map(cell_len, lines)) <= width
            assert any("▸ ● 2014-10-14" in line for line in lines), screen(app)
            assert any("Lanes by" in line for line in lines) is (width >= 60)
        assert "2014" in screen(app).split("density")[1]

    sit(app, steps)


@pytest.fixture(scope="module")
def thousands(tmp_path_factory):
    path = tmp_path_factory.mktemp("thousands") / "events.jsonl"
    line = '{{"id":"e{0}","date":"{1}-{2:02d}-{3:02d}","title":"Matter {0}","kind":"aid","sources":[{{"url":"u"}}]}}\n'
    path.write_text("".join(line.format(n, 1900 + n % 120, 1 + n % 12, 1 + n % 28) for n in range(5000)))
    return path


def test_of_thousands_of_events_only_those_that_are_seen_are_painted(thousands, monkeypatch):
    from timeline.view import browse as view

    painted: list[str] = []
    row = view.row
    monkeypatch.setattr(view, "row", lambda item, *rest, **how: painted.append(item.id) or row(item, *rest, **how))
    app = browser(thousands)

    async def steps(pilot: Pilot[int]) -> None:
        assert "5,000 events" in screen(app)
        assert 0 < len(set(painted)) <= 24
        assert len(painted) <= 60
        painted.clear()
        await press(pilot, "j", "j", "j")
        assert len(painted) <= 12
        painted.clear()
        await press(pilot, "end")
        assert "5,000 of 5,000" in screen(app)
        assert len(set(painted)) <= 24
        painted.clear()
        await press(pilot, "slash", *"matter")
        assert len(app.state.entries) == 5000
        assert len(set(painted)) <= 24

    sit(app, steps)


def test_a_picture_is_drawn_only_where_something_changes_in_it(thousands, monkeypatch):
    app = browser(thousands)
    drawn: list[object] = []
    chart = app.shelf.chart
    monkeypatch.setattr(app.shelf, "chart", lambda *given: drawn.append(given) or chart(*given))

    async def steps(pilot: Pilot[int]) -> None:
        drawn.clear()
        await press(pilot, *"jjjj", "tab", "tab", "tab")
        assert drawn == []
        await press(pilot, *["plus"] * 6)
        assert 1 <= len(drawn) <= 6
        assert app._drawn_key == app._key()

    sit(app, steps)


def test_a_file_that_was_changed_is_read_again(tmp_path):
    path = tmp_path / "events.yaml"
    event = (
        "  - {{id: {0}, date: 2023-0{1}, title: Matter {0}, kind: agree, sources: [{{url: 'https://example.org'}}]}}\n"
    )
    path.write_text("events:\n" + event.format("a", 1) + event.format("b", 2))
    app = browser(path)

    async def steps(pilot: Pilot[int]) -> None:
        await press(pilot, "j")
        path.write_text("events:\n" + "".join(event.format(name, n) for n, name in enumerate("xyab", 1)))
        shown = await press(pilot, "r")
        assert "4 events" in shown
        assert chosen(app) == "b"
        path.write_text("events:\n  - {id: a, date: 2023-99}\n")
        shown = await press(pilot, "r")
        assert "▸Faults" in shown
        assert f"{path}:2:" in shown
        assert "4 events" in await press(pilot, "escape")
        path.unlink()
        assert "there is no file" in await press(pilot, "r")
        assert len(app.state.entries) == 4

    sit(app, steps)


def test_a_file_without_events(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text("events:\n")
    app = browser(path)

    async def steps(pilot: Pilot[int]) -> None:
        assert "there is no event in this file" in screen(app)
        for key in ("j", "plus", "right", "e", "d", "escape", "t", "b", "enter", "q"):
            await pilot.press(key)

    sit(app, steps)


def test_the_page_on_browsing_names_every_key():
    page = (Path(__file__).parents[2] / "docs" / "browse.md").read_text(encoding="utf-8")
    assert [key.name for key in KEYS if any(f"`{name}`" not in page for name in key.name.split())] == []


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("vim", ["+7", "FILE"]), ("nano", ["+7", "FILE"]), ("hx", ["FILE:7"]), ("code", ["--goto", "FILE:7"]),
     ("unheard-of", ["FILE"])],
)  # fmt: skip
def test_an_editor_is_told_the_line_in_its_own_way(tmp_path, monkeypatch, name, arguments):
    path = tmp_path / name
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/called"\n')
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(path))
    editor.run(Path("FILE"), 7)
    assert (tmp_path / "called").read_text().split() == arguments
    editor.run(Path("FILE"))
    assert (tmp_path / "called").read_text().split() == ["FILE"]


# --- the command -----------------------------------------------------------------------------------------------------


def test_without_a_terminal_it_says_what_to_use(run, terminal):
    result = run("browse")
    assert result.code == 2
    assert result.said.startswith("timeline: browsing needs a terminal")
    assert "timeline list, show and chart" in result.said
    assert result.out == b""
    dumb = terminal("browse", env={"TERM": "dumb"})
    assert dumb.code == 2
    assert b"\x1b" not in dumb.out
    assert "use timeline list, show or chart" in dumb.text


def test_without_the_extra_it_says_what_to_install(terminal, monkeypatch):
    for name in [
        name for name in sys.modules if name == "textual" or name.startswith(("textual.", "timeline.cli.browse"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    result = terminal("browse")
    assert result.code == 2
    assert "browsing needs textual" in result.text
    assert "pip install 'sourced-timeline[browse]'" in result.text


def test_faults_of_the_question_and_the_file_are_told_before_the_screen_is_taken(terminal, tmp_path, curated):
    path = tmp_path / "events.yaml"
    path.write_text("events:\n  - {id: a, date: 2023-99}\n")
    for arguments, code, told in (
        (("--file", path), 3, "2023-99"),
        (("--actor", "Nobody At All"), 2, "no actor is called"),
        (("(a",), 2, "a '(' that is not closed"),
        (("--color", "pink"), 2, "--color takes"),
    ):
        result = terminal("browse", *arguments, env={"TIMELINE_FILE": str(curated)})
        assert result.code == code
        assert told in result.text
        assert b"\x1b[?1049h" not in result.out
