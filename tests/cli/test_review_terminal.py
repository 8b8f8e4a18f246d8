"""``timeline review`` at a terminal: keys, an editor, a window that changes its size, and leaving it as it was."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_review import ids, standing
from tests.cli.typist import IN_A_SHELL, Typist, editor
from tests.drafts import EVENTS, SEED, candidate, news, project

ALL = (candidate("c1"), candidate("c2", "They spoke of trade", title="Trade is discussed"), news("n1"))
READY = "? help"
_ASKS_WHILE_ANOTHER_THREAD_IS_INTERRUPTED = """
import os, signal, sys, threading, time
from timeline.cli.keys import Keys

def interrupted():
    while not os.path.exists("asked"):
        time.sleep(0.01)
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)

threading.Thread(target=interrupted, daemon=True).start()
with Keys() as keys:
    try:
        keys.line("> ")
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Where each test finds its project: at one place, so that its index need not be made anew."""
    return tmp_path_factory.mktemp("review") / "p"


@pytest.fixture
def events(place):
    shutil.rmtree(place, ignore_errors=True)
    return project(place, *ALL)


@pytest.fixture
def sit(events, home):
    """Sit down before the project."""

    def sit(*arguments, **how):
        return Typist("review", *arguments, home=home, cwd=events.parents[1], **how)

    return sit


def editing(folder: Path, body: str) -> dict[str, str]:
    """Give an editor that does something to the file, and a folder of its own for it."""
    path = folder / "my editor"
    editor(path, body)
    (folder / "temporary").mkdir()
    return {"EDITOR": f"'{path}'", "VISUAL": "", "TMPDIR": str(folder / "temporary")}


def test_a_card_and_every_key(sit, events):
    with sit() as person:
        card = person.wait(READY)
        for words in (
            "1 of 3", "Vucic receives Erdogan (c1)", "11 October 2024", "consult", "occurred", "Who", "To whom",
            "Belgrade", "0.75", "Agency, 12 October 2024", "visit.txt", 'kind: "received"',
            "The weather was fine. “President Vucic received Erdogan in Belgrade” on 11 October 2024. They spoke",
        ):  # fmt: skip
            assert words in " ".join(card.split()), words
        person.type("?")
        person.wait("q  quit")
        person.type("x")
        person.wait("no such key")
        person.type("r")
        person.wait("rejected: Vucic receives Erdogan (c1)")
        assert "2 of 3" in person.wait(READY)
        person.type("s")
        person.wait("skipped")
        assert "3 of 3" in person.wait(READY)
        person.type("u")
        person.wait("undone: Vucic")
        assert "1 of 3" in person.wait(READY)
        person.type("a")
        person.wait("accepted as vucic-receives")
        assert "2 of 3" in person.wait(READY)
        person.type("q")
        assert person.end() == 0
        assert person.seen.endswith("1 accepted, 0 rejected, 0 merged, 2 left\n")
        assert person.is_as_before()
    assert standing(events) == {"c1": ("accept", "vucic-receives-erdogan-c1-2024")}
    with sit() as person:
        assert "1 of 2" in person.wait(READY)
        person.type("\x04")
        assert person.end() == 0


def test_all_are_decided(sit, events):
    with sit() as person:
        for _ in range(3):
            person.wait(READY)
            person.type("r")
        assert person.end() == 0
        assert "0 accepted, 3 rejected, 0 merged, 0 left" in person.seen
    with sit() as person:
        assert person.end() == 0
        assert "nothing waits for a verdict, of 3 candidates" in person.seen
    with sit("--all") as person:
        assert "rejected on 22 November 2026" in person.wait(READY)
        person.type("a")
        person.wait("accepted as")
        person.type("q")
        assert person.end() == 0
    assert events.read_text() != EVENTS


def test_a_copy_is_kept_when_one_says_yes(sit, events):
    with sit("--min-score", "0") as person:
        person.wait(READY)
        person.type("ss")
        person.wait("3 of 3")
        person.wait(READY)
        person.type("an")
        person.wait("Keep a copy in seeds/? y/n")
        person.wait("--copy-seed")
        person.type("a")
        person.wait("y/n")
        person.type("y")
        person.wait("accepted as serbia-and-turkey")
        assert person.end() == 0
    assert sorted(os.listdir(events.parents[1] / "seeds")) == ["treaty.txt", SEED]


def test_merging_by_id_and_by_number(sit, events):
    with sit() as person:
        person.wait(READY)
        person.type("m")
        person.wait("> ")
        person.type("\n")
        person.wait("not merged")
        person.type("mtalks-2052\n")
        person.wait("did you mean talks-2025?")
        person.type("mtalks-2025\n")
        person.wait("merged into talks-2025: Vucic")
        person.wait(READY)
        person.type("a")
        person.wait("accepted as trade-is-discussed-2024")
        person.wait(READY)
        person.type("uu")
        person.wait("undone, and taken out of trade")
        person.wait("undone, and taken out of talks-2025")
        person.wait("1 of 3")
        person.wait(READY)
        person.type("uq")
        person.wait("nothing to undo in this sitting")
        assert person.end() == 0
    assert events.read_text() == EVENTS


def test_an_event_that_is_like_it_has_a_number(sit, events):
    source = f"{{seed: {SEED}, quote: President Vucic received Erdogan in Belgrade}}"
    told = f"  - {{id: told, date: 2024-10, title: Told, kind: agree, sources: [{source}]}}\n"
    events.write_text(EVENTS.replace("# the end\n", told))
    with sit() as person:
        assert "1 told  somewhere in October 2024: Told (quotes the same words)" in person.wait(READY)
        person.type("m1\n")
        person.wait("merged into told, which has it already")
        person.type("q")
        assert person.end() == 0


def test_editing(sit, events, tmp_path):
    body = """
times = text.count("# again")
if times == 0:
    assert "President Vucic received" in text and "- id: vucic-receives" in text
    text = text.replace("kind: consult", "kind: consultation").replace("quote: ", "quote: not ") + "# again\\n"
elif times == 1:
    text = text.replace("consultation", "agree").replace("quote: not ", "quote: ").replace("title: Vucic", "title: Ŭ")
open(path, "w").write(text)
"""
    with sit(env=editing(tmp_path, body)) as person:
        person.wait(READY)
        person.type("e")
        faults = person.wait("Edit it again? y/n")
        assert "no kind is called 'consultation'" in faults
        assert "these words do not stand in 'visit.txt'" in faults
        assert "/event.yaml:8:9: no kind" in "".join(faults.split("\n"))
        assert standing(events) == {}
        person.type("y")
        person.wait("accepted as vucic-receives-erdogan-c1-2024: Vucic receives")
        person.wait(READY)
        person.type("q")
        assert person.end() == 0
        assert person.is_as_before()
    assert "title: Ŭ receives Erdogan (c1)\n    kind: agree\n" in events.read_text()
    assert os.listdir(tmp_path / "temporary") == []


def test_edits_that_are_none(sit, events, tmp_path):
    counter = tmp_path / "count"
    body = f"""
count = open({str(counter)!r}, "a+")
count.write("x")
times = count.tell()
if times == 2: open(path, "w").close()
if times == 3: __import__("os").remove(path)
if times == 4: sys.exit(3)
if times == 5: open(path, "a").write("- id: other")
"""
    with sit(env=editing(tmp_path, body)) as person:
        person.wait(READY)
        for said in ("nothing was changed", "nothing accepted", "nothing accepted", "nothing was accepted"):
            person.type("e")
            person.wait(said)
        person.type("e")
        person.wait("these are 2 events")
        person.type("n")
        (tmp_path / "my editor").unlink()
        person.type("e")
        person.wait("there is no editor")
        person.type("q")
        assert person.end() == 0
    assert counter.read_text() == "xxxxx"
    assert events.read_text() == EVENTS


def test_a_candidate_without_a_date_is_edited(home, tmp_path):
    events = project(tmp_path / "p", candidate("c1", date=None, first=None, last=None))
    body = "text = text.replace(\"date: ''\", 'date: 2024-10')\nopen(path, 'w').write(text)"
    with Typist("review", home=home, cwd=tmp_path / "p", env=editing(tmp_path, body)) as person:
        assert "none: the text does not tell" in person.wait(READY)
        person.type("a")
        person.wait("edit it to give one")
        person.type("e")
        person.wait("accepted as")
        assert person.end() == 0
    assert "date: 2024-10\n" in events.read_text()


# --- the terminal ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("env", "coloured", "plain"),
    [({}, True, False), ({"NO_COLOR": "1"}, False, False), ({"TERM": "dumb"}, False, True)],
)
def test_colours_and_signs(sit, env, coloured, plain):
    with sit(env=env) as person:
        card = person.wait(READY)
        person.type("q")
        assert person.end() == 0
        assert (b"\x1b" in person.raw) is coloured
        assert ("“" not in card) is plain


def test_forty_columns_and_a_window_that_changes(sit):
    with sit(columns=80) as person:
        wide = person.wait(READY)
        person.resize(40)
        narrow = person.wait(READY)
        assert max(map(len, wide.splitlines())) > 60
        assert "1 of 3" in narrow
        assert max(map(len, narrow.splitlines())) <= 40
        person.type("s")
        assert max(map(len, person.wait(READY).splitlines())) <= 40
        person.type("q")
        assert person.end() == 0


def test_arrows_and_other_keys_decide_nothing(sit, events):
    with sit() as person:
        person.wait(READY)
        person.type("\x1b[A\x1b[1;5C\x1bOP\x1b[200~")
        person.type("ARé\t")
        for _ in range(4):
            person.wait("no such key")
        person.type("\x1b")
        time.sleep(0.1)
        person.type("q")
        assert person.end() == 0
    assert standing(events) == {} if (events.parent / "verdicts.jsonl").exists() else True
    assert events.read_text() == EVENTS


@pytest.mark.parametrize("keys", ["", "m"])
def test_ctrl_c_leaves_with_130(sit, keys):
    with sit() as person:
        person.wait(READY)
        person.type(keys)
        if keys:
            person.wait("> ")
        person.type("\x03")
        person.left(130)
        assert "3 left" in person.seen


def test_ctrl_c_that_no_read_is_broken_off_by_is_not_lost(home, tmp_path):
    # A signal that another thread gets is like one that comes just before the terminal is read: nothing wakes the read.
    asks = [sys.executable, "-c", _ASKS_WHILE_ANOTHER_THREAD_IS_INTERRUPTED]
    with Typist(home=home, cwd=tmp_path, program=asks) as person:
        person.wait("> ")
        (tmp_path / "asked").touch()
        assert person.end() == 130


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_that_ends_it_leaves_the_terminal_as_it_was(sit, number):
    with sit() as person:
        person.wait(READY)
        assert not person.is_as_before()
        person.signal(number)
        person.left(-number)


def test_stopped_and_resumed(events, home):
    with Typist("review", home=home, cwd=events.parents[1], program=IN_A_SHELL) as person:
        person.wait(READY)
        person.type("\x1a")
        person.wait("stopped True True")
        person.type("\n")
        assert "1 of 3" in person.wait(READY)
        person.type("r")
        person.wait("rejected")
        person.type("q")
        person.wait("ended 0 True")
        person.end()


def test_what_others_decide_meanwhile(sit, events, run):
    with sit() as person:
        person.wait(READY)
        run("review", "--accept", "c1", "--reject", "c2", cwd=events.parents[1])
        person.type("a")
        person.wait("already accepted as vucic")
        person.wait("decided elsewhere: rejected: Trade is discussed")
        assert "3 of 3" in person.wait(READY)
        person.type("q")
        assert person.end() == 0
        assert person.seen.endswith("0 accepted, 0 rejected, 0 merged, 1 left\n")
    assert ids(events).count("vucic-receives-erdogan-c1-2024") == 1


def test_a_file_that_is_broken_meanwhile_is_told_of(sit, events):
    with sit() as person:
        person.wait(READY)
        events.write_text(EVENTS + "  - id: [\n")
        person.type("a")
        assert "cannot read this as YAML" in person.wait("in the data")
        events.write_text(EVENTS)
        person.type("a")
        person.wait("accepted as")
        person.type("q")
        assert person.end() == 0


def test_a_dry_run_writes_nothing(sit, events):
    with sit("--dry-run") as person:
        person.wait(READY)
        person.type("a")
        assert "- id: vucic-receives" in person.wait("accepted as")
        person.wait(READY)
        person.type("u")
        person.wait("undone")
        assert "1 of 3" in person.wait(READY)
        person.type("q")
        assert person.end() == 0
    assert events.read_text() == EVENTS
    assert not (events.parent / "verdicts.jsonl").exists()


def test_texts_of_strangers_steer_nothing(home, tmp_path):
    nasty = "[red]x[/red] \x1b[31m\x07 \u202e end"
    one = candidate("c1", title=nasty.replace("\x07", ""), place=nasty, reasons=(nasty,), known=nasty)
    project(tmp_path / "p", one)
    with Typist("review", home=home, cwd=tmp_path / "p", env={"NO_COLOR": "1"}) as person:
        card = person.wait(READY)
        person.type("m")
        person.wait("> ")
        person.type("\n")
        person.wait("not merged")
        person.type("a")
        person.wait("accepted")
        assert person.end() == 0
        assert b"\x1b" not in person.raw
        assert b"\x07" not in person.raw
        assert "\u202e" not in person.seen
        assert "[red]x[/red] \\x1b[31m" in card
