"""The file of verdicts: added to, never changed, and read whatever has happened to it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from timeline.errors import TimelineError
from timeline.model.verdict import Verdict
from timeline.store import verdicts
from timeline.store.verdicts import Entry, Log, dumps, parse

ONE = Verdict("c1", "accept", "e1", "2026-11-22", "T\u2028\x1b[31m é", "agree", "Q\nq", "\n  - id: e1\n")
TWO = Verdict("c2", "reject", None, "2026-11-22", "T2", "agree", "Q2")


def wrote(log: Log, *several: Verdict) -> Log:
    with log.held() as pen:
        for one in several:
            pen.write(one)
    return log


def fresh(path: Path) -> Log:
    log = Log(str(path))
    log.refresh()
    return log


@pytest.mark.parametrize("state", ["", "begin", "void"])
@pytest.mark.parametrize("one", [ONE, TWO])
def test_reading_undoes_writing(one: Verdict, state: str) -> None:
    line = dumps(Entry(one, state))
    assert parse(line.encode()) == Entry(one, state)
    assert "\n" not in line
    assert "\x1b" not in line
    assert list(json.loads(line))[:7] == ["candidate", "verdict", "event", "at", "title", "kind", "quote"]


def test_the_last_verdict_stands_and_undo_takes_it_back(tmp_path: Path) -> None:
    log = wrote(Log(str(tmp_path / "v.jsonl")), ONE, TWO)
    assert list(log.standing.values()) == [ONE, TWO]
    wrote(log, replace(TWO, verdict="accept", event="e2"), replace(ONE, verdict="undo"))
    assert list(log.standing) == ["c2"]
    assert log.standing == fresh(tmp_path / "v.jsonl").standing


def test_what_has_begun_is_no_verdict(tmp_path: Path) -> None:
    log = Log(str(tmp_path / "v.jsonl"))
    with log.held() as pen:
        pen.begin(ONE)
        assert (log.standing, log.begun) == ({}, {"c1": ONE})
        pen.void(ONE)
    assert (fresh(tmp_path / "v.jsonl").standing, log.begun) == ({}, {})


def test_no_file_is_no_verdict_and_reading_makes_none(tmp_path: Path) -> None:
    assert fresh(tmp_path / "v.jsonl").standing == {}
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("cut", [1, 20, -2])
def test_a_line_that_was_cut_is_told_of_and_never_glued_to_the_next(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "v.jsonl"
    wrote(Log(str(path)), ONE)
    whole = path.read_bytes()
    path.write_bytes(whole + dumps(Entry(TWO)).encode()[:cut])
    log = fresh(path)
    assert list(log.standing.values()) == [ONE]
    assert [(fault.line, fault.message) for fault in log.faults] == [(2, "this line was cut off, or is no JSON at all")]
    wrote(log, TWO)
    assert list(log.standing.values()) == [ONE, TWO]
    assert log.faults == fresh(path).faults
    assert path.read_bytes().split(b"\n")[2] == dumps(Entry(TWO)).encode()


def test_a_line_that_lacks_nothing_but_its_end_counts(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    path.write_text(dumps(Entry(ONE)))
    log = fresh(path)
    assert (list(log.standing.values()), log.faults) == ([ONE], [])
    wrote(log, TWO)
    path.write_bytes(path.read_bytes() + b"spoilt\n")
    log.refresh()
    assert list(log.standing.values()) == list(fresh(path).standing.values()) == [ONE, TWO]
    assert [fault.line for fault in log.faults] == [3] == [fault.line for fault in fresh(path).faults]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"\xff", "UTF-8"),
        (b"[]", "no object"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"what", "no JSON at all"),
        (dumps(Entry(replace(ONE, verdict="maybe"))).encode(), "no verdict is called 'maybe'"),
        (dumps(Entry(replace(ONE, event=None))).encode(), "'event' is missing"),
        (b'{"candidate": 3}', "'candidate'"),
        (b'{"verdict": "begin"}', "'candidate'"),
        (b'{"candidate": "' + b"[" * 100_000, "cut off"),
    ],
)
def test_lines_that_are_spoilt_are_passed_over(tmp_path: Path, line: bytes, said: str) -> None:
    path = tmp_path / "v.jsonl"
    path.write_bytes(line + b"\n\n" + dumps(Entry(ONE)).encode() + b"\n")
    log = fresh(path)
    assert list(log.standing.values()) == [ONE]
    assert [fault.line for fault in log.faults] == [1]
    assert said in log.faults[0].message


def test_a_file_that_was_changed_by_hand_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    log = wrote(Log(str(path)), ONE, TWO)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[1:]))
    log.refresh()
    assert list(log.standing) == ["c2"]
    path.unlink()
    log.refresh()
    assert log.standing == {}
    other = tmp_path / "other"
    wrote(Log(str(other)), ONE)
    other.rename(path)
    log.refresh()
    assert list(log.standing) == ["c1"]


@pytest.mark.parametrize("act", ["write", "fsync"])
def test_a_full_disk_leaves_no_half_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str) -> None:
    path = tmp_path / "v.jsonl"
    log = wrote(Log(str(path)), ONE)
    before, write = path.read_bytes(), os.write

    def full(descriptor: int, data: bytes = b"") -> int:
        if act == "write" and len(data) > 10:
            return write(descriptor, data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(verdicts.os, act, full)
    with pytest.raises(TimelineError, match="No space left"):
        wrote(log, TWO)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert list(wrote(log, TWO).standing) == ["c1", "c2"]


def test_many_at_once_lose_no_line(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom timeline.model.verdict import Verdict\nfrom timeline.store.verdicts import Log\n"
        "log = Log(sys.argv[1])\n"
        "for n in range(30):\n"
        "    with log.held() as pen:\n"
        "        pen.write(Verdict(f'{sys.argv[2]}{n}', 'reject', None, 'd', 't', 'k', 'q' * 5000))\n"
    )
    path = tmp_path / "v.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", script, str(path), name]) for name in "abc"]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    log = fresh(path)
    assert (len(log.standing), log.faults) == (90, [])
