"""A verdict and what it writes: both or neither, whatever happens, and where."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.drafts import EVENTS
from timeline.errors import TimelineError, UsageError
from timeline.model.verdict import Verdict
from timeline.store import blocks, files, verdicts
from timeline.store.decide import Decided, note, recover, settle, taken_back
from timeline.store.verdicts import Log

BLOCK = "  - id: new\n    date: 2020\n    title: New\n    kind: agree\n    sources:\n      - url: https://e.org\n"
ACCEPT = Verdict("c1", "accept", "new", "2026-11-22", "New", "agree", "words")
MERGE = Verdict("c1", "merge", "talks-2025", "2026-11-22", "New", "agree", "words")


class Killed(BaseException):
    """Stands for a kill: nothing of ours may catch it and carry on."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "events.yaml"
    path.write_text(EVENTS)
    return path


@pytest.fixture
def log(tmp_path: Path) -> Log:
    return Log(str(tmp_path / "verdicts.jsonl"))


def accepted(data: bytes) -> Decided:
    changed = blocks.insert(data, BLOCK, len, "p")
    return Decided(replace(ACCEPT, wrote=changed.wrote), changed.data)


def merged(data: bytes) -> Decided:
    changed = blocks.amend(data, "talks-2025", "- url: https://e.org\n", "", "p")
    return Decided(replace(MERGE, wrote=changed.wrote), changed.data)


def undone(log: Log, path: Path) -> Callable[[bytes], Decided]:
    def decide(data: bytes) -> Decided:
        one = next(reversed(log.standing.values()))
        return Decided(replace(one, verdict="undo"), taken_back(one, data, str(path)))

    return decide


def state(file: Path) -> tuple[list[str], bool, bool]:
    """Give the verdicts that stand, and whether the file has the event, or the source."""
    log = Log(str(file.parent / "verdicts.jsonl"))
    log.refresh()
    assert log.begun == {}
    data = file.read_bytes()
    return [one.verdict for one in log.standing.values()], blocks.has(data, "new"), data.count(b"https://e.org") == 1


@pytest.mark.parametrize(("decide", "name"), [(accepted, "accept"), (merged, "merge")])
def test_a_verdict_and_its_undoing(file: Path, log: Log, decide: Callable[[bytes], Decided], name: str) -> None:
    settle(log, str(file), decide)
    assert state(file) == ([name], name == "accept", True)
    settle(log, str(file), undone(log, file))
    assert state(file) == ([], False, False)
    assert file.read_text() == EVENTS


def killing(monkeypatch: pytest.MonkeyPatch, module: object, name: str, at: int) -> list[int]:
    """Let a call of the system be the last that is made, the ``at``-th of its kind: killed just before it."""
    calls: list[int] = []
    real = getattr(os, name)

    def call(*arguments: object, **options: object) -> object:
        calls.append(1)
        if len(calls) == at:
            monkeypatch.setattr(os, "ftruncate", lambda *_: None)  # a kill tidies nothing up
            raise Killed
        return real(*arguments, **options)

    monkeypatch.setattr(module.os, name, call)  # type: ignore[attr-defined]
    return calls


@pytest.mark.parametrize("step", ["accept", "merge", "undo accept", "undo merge"])
@pytest.mark.parametrize("name", ["write", "fsync", "replace"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_before_any_call_it_is_done_or_not_done(
    file: Path, log: Log, monkeypatch: pytest.MonkeyPatch, step: str, name: str, at: int
) -> None:
    decide = accepted if "accept" in step else merged
    if step.startswith("undo"):
        settle(log, str(file), decide)
        decide = undone(log, file)
    with monkeypatch.context() as patch:
        killing(patch, files if name == "replace" else verdicts, name, at)
        with contextlib.suppress(Killed):
            settle(log, str(file), decide)
    again = Log(str(file.parent / "verdicts.jsonl"))
    again.refresh()
    recover(again, str(file))
    kept, has_event, has_source = state(file)
    assert kept == ([step.split()[-1]] if has_source else [])
    assert has_event is (has_source and "accept" in step)
    if not has_source:
        assert file.read_text() == EVENTS
    # And it can be done once more, or is known to be.
    if not kept:
        settle(again, str(file), accepted if "accept" in step else merged)
        assert state(file)[0] == [step.split()[-1]]
    assert sorted(os.listdir(file.parent)) == ["events.yaml", "verdicts.jsonl"]


def test_what_has_come_to_nothing_does_not_come_true_later(file: Path, log: Log) -> None:
    wrote = accepted(file.read_bytes()).verdict
    with log.held() as pen:
        pen.begin(wrote)
    assert recover(log, str(file)) == []
    file.write_text(EVENTS + BLOCK)  # somebody writes the like by hand
    assert state(file)[0] == []


def test_done_and_edited_before_it_was_made_good(file: Path, log: Log) -> None:
    decided = accepted(file.read_bytes())
    with log.held() as pen:
        pen.begin(decided.verdict)
    assert decided.data is not None
    file.write_bytes(decided.data.replace(b"title: New", b"title: Newer"))
    assert [one.event for one in recover(log, str(file))] == ["new"]
    with pytest.raises(UsageError, match="'new' was edited"):
        settle(log, str(file), undone(log, file))
    assert state(file) == (["accept"], True, True)


def test_undo_where_the_event_is_gone(file: Path, log: Log) -> None:
    settle(log, str(file), accepted)
    file.write_text(EVENTS)
    settle(log, str(file), undone(log, file))
    assert state(file) == ([], False, False)
    assert file.read_text() == EVENTS


@pytest.mark.parametrize("full", ["begin", "events", "verdict"])
def test_a_full_disk(file: Path, log: Log, monkeypatch: pytest.MonkeyPatch, full: str) -> None:
    with log.held():
        pass  # the file is there already
    real, calls = os.fsync, []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == {"begin": 1, "events": 2, "verdict": 3}[full]:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        with pytest.raises(TimelineError, match="No space left") as refused:
            settle(log, str(file), accepted)
    if full == "verdict":
        assert "nothing is lost" in refused.value.hint
    else:
        assert file.read_text() == EVENTS
    recover(log, str(file))
    assert state(file) == ((["accept"], True, True) if full == "verdict" else ([], False, False))


def test_a_file_that_is_saved_by_others_at_that_moment_is_not_overwritten(file: Path, log: Log) -> None:
    def decide(data: bytes) -> Decided:
        file.write_text(EVENTS + "# saved by an editor\n")
        return accepted(data)

    with pytest.raises(TimelineError, match="saved by another program"):
        settle(log, str(file), decide)
    recover(log, str(file))
    assert state(file) == ([], False, False)
    assert file.read_text().endswith("# saved by an editor\n")


def test_what_makes_good_comes_before_what_is_new(file: Path, log: Log) -> None:
    decided = accepted(file.read_bytes())
    with log.held() as pen:
        pen.begin(decided.verdict)
    assert decided.data is not None
    file.write_bytes(decided.data)
    one = note(log, str(file), lambda: replace(ACCEPT, candidate="c2", verdict="reject", event=None))
    assert one is not None
    assert state(file) == (["accept", "reject"], True, True)


def test_no_decision_writes_nothing(file: Path, log: Log) -> None:
    assert settle(log, str(file), lambda _: None) is None
    assert note(log, str(file), lambda: None) is None
    assert file.read_text() == EVENTS
    with pytest.raises(UsageError, match="no file"):
        settle(log, str(file) + ".not", accepted)
