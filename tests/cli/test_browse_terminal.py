"""``timeline browse`` on a terminal: keys, an editor, other sizes, and leaving it as it was."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.cli.typist import IN_A_SHELL, Typist, editor

READY = "quit"
EVENTS = """\
# Mine.
events:
  - id: first
    date: 2023-01-02
    title: The first matter
    kind: agree
    actors: [Serbia]
    sources: [{url: https://example.org/1, publisher: Agency}]

  - id: second
    date: 2024-03-04
    title: The second matter
    kind: consult
    actors: [Turkey]
    sources: [{url: https://example.org/2, publisher: Agency, quote: These very words}]
"""


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.yaml"
    path.write_text(EVENTS)
    return path


@pytest.fixture
def sit(events, home):
    def sit(*arguments, columns=80, rows=24, **how):
        return Typist(
            "browse", "--file", events, *arguments, home=home, cwd=events.parent, columns=columns, rows=rows, **how
        )

    return sit


def editing(folder: Path, body: str) -> dict[str, str]:
    """Give an editor by a name that is known, which notes its arguments and does something to the file."""
    editor(folder / "vi", f"open({str(folder / 'called')!r}, 'w').write(' '.join(sys.argv[1:]))\n{body}")
    return {"EDITOR": str(folder / "vi"), "VISUAL": ""}


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)])
def test_the_screen_is_taken_and_given_back(sit, columns, rows):
    with sit(columns=columns, rows=rows) as person:
        shown = person.wait(READY)
        assert "\x1b[?1049h" in shown
        assert "The first matter" in shown
        assert not person.is_as_before()
        person.type("\x1b[B")
        person.wait("4 March 2024")
        person.type("q")
        person.left(0)
        assert "\x1b[?1049l" in person.seen
        assert b"\x1b[?1000h" not in person.raw  # the mouse stays the terminal's, to copy a quote with


def test_a_filter_is_typed(sit):
    with sit() as person:
        person.wait(READY)
        person.type("/secon")
        person.wait("1 of 2 events")
        person.type("\r")
        person.wait(READY)
        person.type("q")
        assert person.end() == 0


def test_the_editor_opens_at_the_event_and_the_file_is_read_again(sit, events, tmp_path):
    body = "open(path, 'w').write(text.replace('second matter', 'edited matter'))"
    with sit(env=editing(tmp_path, body)) as person:
        person.wait(READY)
        person.type("j")
        person.wait("4 March 2024")
        person.type("e")
        person.wait("The edited matter")
        person.type("q")
        assert person.end() == 0
        assert person.is_as_before()
    line = EVENTS[: EVENTS.index("- id: second")].count("\n") + 1
    assert (tmp_path / "called").read_text() == f"+{line} {events}"


def test_what_the_editor_broke_is_told_and_can_be_mended(sit, events, tmp_path):
    body = "a, b = ('-13-', '-11-') if '-13-' in text else ('-01-', '-13-')\nopen(path, 'w').write(text.replace(a, b))"
    with sit(env=editing(tmp_path, body)) as person:
        person.wait(READY)
        person.type("e")
        person.wait("has no month 13")
        person.type("q")
        person.wait(READY)
        person.type("e")
        person.wait("2023-11-02")
        person.type("q")
        assert person.end() == 0


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({"EDITOR": "/nowhere/at all/where/an/editor/could/be/found"}, "there is no editor"),
        (None, "as the editor left it"),
    ],
)
def test_an_editor_that_fails_is_told(sit, tmp_path, env, told):
    with sit(env=env or editing(tmp_path, "sys.exit(3)")) as person:
        person.wait(READY)
        person.type("e")
        person.wait(told)
        person.type("q")
        person.wait("▸Events")
        person.type("q")
        assert person.end() == 0
        assert person.is_as_before()


def test_the_programs_own_data_are_not_edited(home, tmp_path):
    with Typist("browse", home=home, cwd=tmp_path, rows=24, env=editing(tmp_path, "")) as person:
        person.wait(READY)
        person.type("e")
        person.wait("are not yours to change")
        person.type("q")
        person.wait("▸Events")
        person.type("q")
        assert person.end() == 0
    assert not (tmp_path / "called").exists()


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True)])
def test_colours(sit, env, coloured):
    with sit(env=env) as person:
        person.wait(READY)
        person.type("q")
        assert person.end() == 0
        codes = {
            code
            for part in person.raw.split(b"\x1b[")[1:]
            if (code := part.split(b"m")[0]).replace(b";", b"").isdigit()
        }
        used = {int(number) for code in codes for number in code.split(b";")}
        assert bool(used & {*range(30, 39), *range(40, 49), *range(90, 108)}) is coloured
        assert 7 in used


def test_a_window_that_changes(sit):
    with sit() as person:
        person.wait(READY)
        person.resize(120, 40)
        person.wait("alone")
        person.resize(50, 20)
        person.wait("keys")
        person.type("q")
        assert person.end() == 0


def test_odd_keys_do_nothing(sit, events):
    with sit() as person:
        person.wait(READY)
        person.type("\x1bOP\x1b[1;5C\x1b[200~q quit\nx\x1b[201~Xéw\x00")
        time.sleep(0.3)
        person.type("?")
        person.wait("Esc goes back")
        person.type("qq")
        assert person.end() == 0
    assert events.read_text() == EVENTS


@pytest.mark.parametrize("keys", ["", "/", "d", "?"])
def test_ctrl_c_leaves_with_130(sit, keys):
    with sit() as person:
        person.wait(READY)
        person.type(keys)
        time.sleep(0.2)
        person.type("\x03")
        person.left(130)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(sit, number):
    with sit() as person:
        person.wait(READY)
        person.signal(number)
        person.left(-number)
        assert "\x1b[?1049l" in person.seen


def test_a_terminal_that_goes_away_ends_it(events, home):
    person = Typist("browse", "--file", events, home=home, cwd=events.parent, rows=24)
    try:
        person.wait(READY)
        os.close(person.slave)
        os.close(person.master)
        limit = time.monotonic() + 10
        while person.process.poll() is None and time.monotonic() < limit:
            time.sleep(0.05)
        assert person.process.poll() == -signal.SIGHUP
    finally:
        if person.process.poll() is None:
            person.process.kill()
        person.process.wait()


def test_stopped_and_resumed(events, home):
    with Typist("browse", "--file", events, home=home, cwd=events.parent, rows=24, program=IN_A_SHELL) as person:
        person.wait(READY)
        person.type("\x1a")
        person.wait("stopped True True")
        person.type("\n")
        person.wait(READY)
        person.type("q")
        person.wait("ended 0 True")
        assert person.end() == 0
