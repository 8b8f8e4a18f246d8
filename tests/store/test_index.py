from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests import naive
from tests.naive import TODAY
from timeline.errors import DataError, Problem, UsageError
from timeline.query.query import All, Query, Term
from timeline.read import record
from timeline.store import index
from timeline.store.index import Opened, open_index
from timeline.store.select import column, count, find_actor, select

EVERYTHING = Query(All(()), TODAY)


def connection(opened: Opened) -> sqlite3.Connection:
    return next(value for value in vars(opened).values() if isinstance(value, sqlite3.Connection))


class Bench:
    """A file of events, its registry and a cache folder; what was opened is closed at the end."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "events.yaml"
        self.cache = folder / "cache"
        self.actors = folder / "actors.yaml"
        self.actors.write_text(naive.ACTORS, encoding="utf-8")
        self.opened: list[sqlite3.Connection] = []

    def write(self, *blocks: str, head: str = "events:\n") -> None:
        self.file.write_text(head + "".join(blocks), encoding="utf-8")

    def open(self, *, kept: bool = True) -> Opened:
        opened = open_index(str(self.file), [self.actors], self.cache if kept else None)
        self.opened.append(connection(opened))
        return opened

    def answer(self, query: Query = EVERYTHING, *, kept: bool = True) -> list[Any]:
        """Give all rows and unknown actors, or the problems."""
        try:
            opened = self.open(kept=kept)
        except DataError as error:
            return list(error.problems)
        strangers = column([opened], "SELECT id FROM actor WHERE known = 0 ORDER BY id")
        return [*select([opened], query), *strangers]

    def ids(self, query: Query = EVERYTHING) -> list[str]:
        return [json.loads(row.json)["id"] for row in select([self.open()], query)]

    def problems(self) -> list[Problem]:
        with pytest.raises(DataError) as error:
            self.open()
        return list(error.value.problems)

    @property
    def home(self) -> Path:
        (found,) = self.cache.glob("*.index")
        return found

    def close(self) -> None:
        for database in self.opened:
            database.close()
        self.opened.clear()


@pytest.fixture
def bench(home: Path) -> Iterator[Bench]:
    made = Bench(home)
    yield made
    made.close()


@pytest.fixture
def validated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the ids of the events that are validated from now on."""
    seen: list[str] = []
    validate: Callable[..., Any] = record.EventRecord.model_validate

    def noted(values: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(values["id"])
        return validate(values, *args, **kwargs)

    monkeypatch.setattr(record.EventRecord, "model_validate", noted)
    return seen


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file be old enough for its stamp to be trusted."""
    now = index.time.time_ns
    monkeypatch.setattr(index, "time", SimpleNamespace(time_ns=lambda: now() + 60_000_000_000))


def block(name: str, title: str = "Title", actor: str = "Serbia", date: str = "2023", more: str = "") -> str:
    return (
        f"  - id: {name}\n    date: {date}\n    title: {title}\n    kind: agree\n    actors: [{actor}]\n{more}"
        f"    sources:\n      - url: https://a.org/{name}\n"
    )


def blocks(number: int) -> list[str]:
    return [block(f"e{place:04d}") for place in range(number)]


# --- only what changed is read ---------------------------------------------------------------------------------------


def test_after_an_edit_only_that_event_is_read_again(bench: Bench, validated: list[str]) -> None:
    events = blocks(20)
    bench.write(*events)
    bench.open()
    assert validated == [f"e{place:04d}" for place in range(20)]
    validated.clear()
    events[7] = block("e0007", "Another title")
    bench.write(*events)
    opened = bench.open()
    assert validated == ["e0007"]
    titles = {json.loads(row.json)["id"]: json.loads(row.json)["title"] for row in select([opened], EVERYTHING)}
    assert titles == {f"e{place:04d}": "Another title" if place == 7 else "Title" for place in range(20)}


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (lambda events: events, []),
        (lambda events: events[::-1], []),
        (lambda events: events[1:], []),
        (lambda events: events[:1], []),
        (lambda events: [], []),
        (lambda events: [*events, block("z")], ["z"]),
        (lambda events: [block("z"), *events], ["z"]),
        (lambda events: [*events[:3], block("y"), *events[3:], block("z")], ["y", "z"]),
        (lambda events: [block("e0000", "New"), *events[2:]], ["e0000"]),
        (lambda events: ["  # a remark of its own\n", *events], []),
    ],
    ids=["nothing", "reversed", "first gone", "rest gone", "all gone", "last", "first", "two", "both", "remark"],
)
def test_what_stays_is_not_read_again(
    bench: Bench, validated: list[str], change: Callable[[list[str]], list[str]], read: list[str]
) -> None:
    bench.write(*blocks(6))
    bench.open()
    validated.clear()
    bench.write(*change(blocks(6)))
    assert bench.answer() == bench.answer(kept=False)
    bench.write(*blocks(6))
    bench.open()
    validated.clear()
    bench.write(*change(blocks(6)))
    bench.open()
    assert validated == read


def test_nothing_is_read_where_nothing_changed(
    bench: Bench, later: None, monkeypatch: pytest.MonkeyPatch, validated: list[str]
) -> None:
    bench.write(*blocks(5))
    expected = bench.answer()
    validated.clear()
    monkeypatch.setattr(index, "load", None)
    assert bench.answer() == expected
    assert validated == []


def test_the_rows_that_an_edit_touches_do_not_grow_with_the_file(bench: Bench) -> None:
    touched = []
    for number in (10, 400):
        events = blocks(number)
        bench.write(*events)
        bench.open()
        events[5] = block("e0005", "Another title")
        bench.write(*events)
        touched.append(connection(bench.open()).total_changes)
    assert touched[0] == touched[1]
    assert touched[1] < 40


def test_lines_are_those_of_now(bench: Bench) -> None:
    bench.write(*blocks(5))
    bench.open()
    bench.write(block("z"), *blocks(5), block("bad", date="2023-02-30"))
    (problem,) = bench.problems()
    assert bench.file.read_text().split("\n")[problem.line - 1].strip() == "date: 2023-02-30"


# --- law: an index that was brought up to date answers as a fresh one ------------------------------------------------

_NAMES = st.sampled_from("abcdef")
_BLOCKS = st.one_of(
    st.builds(
        block,
        _NAMES,
        st.sampled_from(["Title", "Other"]),
        st.sampled_from(["Serbia", "Mr Nobody", "mr nobody!", "Вучић"]),
        st.sampled_from(["2023", "[2022,2024]", "../2024-12-31"]),
    ),
    _NAMES.map(block),
    _NAMES.map(block),
    st.builds(block, _NAMES, date=st.sampled_from(["2023-02-30", "2023"])),
    st.builds(block, _NAMES, more=st.sampled_from(["", "    tags: [x]\n", "    wrong: x\n", "    date: 2024\n"])),
)


class Edit(NamedTuple):
    """Replace some of the events by others, then turn what follows round."""

    start: int
    end: int
    new: list[str]
    turn: bool


_EDITS = st.builds(
    lambda start, length, new, turn: Edit(start, start + length, new, turn),
    st.integers(0, 5), st.integers(0, 2), st.lists(_BLOCKS, max_size=2), st.booleans(),
)  # fmt: skip


@given(st.lists(_BLOCKS, max_size=6, unique_by=lambda text: text[:9]), st.lists(_EDITS, min_size=1, max_size=5))
@example([block("a", actor="Mr Nobody")], [Edit(0, 1, [], False)])
def test_after_any_edits_the_answer_is_that_of_a_fresh_index(
    tmp_path_factory: pytest.TempPathFactory, events: list[str], edits: list[Edit]
) -> None:
    bench = Bench(tmp_path_factory.getbasetemp() / "edits")
    for old in bench.cache.glob("*"):
        old.unlink()
    for edit in [Edit(0, 0, [], False), *edits]:
        events[edit.start : edit.end] = edit.new
        if edit.turn:
            events.reverse()
        bench.write(*events)
        found, expected = bench.answer(), bench.answer(kept=False)
        bench.close()
        assert found == expected


def test_an_unknown_actor_that_is_gone_is_not_suggested(bench: Bench) -> None:
    bench.write(block("a", actor="Mr Nobody"), block("b"))
    assert find_actor([bench.open()], "mr nobody") == "~mr nobody"
    bench.write(block("b"))
    with pytest.raises(UsageError) as error:
        find_actor([bench.open()], "Mr Nobody")
    assert "Mr Nobody" not in error.value.hint


# --- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "lines"),
    [
        ([block("a"), block("b"), block("a", "Other")], [16]),
        ([block("a"), block("b"), block("a")], [16]),  # the very same block
        ([block("a"), block("a"), block("a")], [9, 16]),
        ([block("a"), block("b"), block("b", "Other"), block("a", "Other")], [16, 23]),
        ([block("a", "One"), block("a", "Two"), block("a", "Two")], [9, 16]),
    ],
)
@pytest.mark.parametrize("kept", [True, False])
def test_an_id_that_is_taken_is_told_with_its_line(
    bench: Bench, events: list[str], lines: list[int], kept: bool
) -> None:
    if kept:
        bench.write(events[0])
        bench.open()
    bench.write(*events)
    problems = bench.problems()
    assert [(problem.code, problem.line) for problem in problems] == [("duplicate-id", line) for line in lines]


def test_a_fault_leaves_the_old_index_as_it_was(bench: Bench, validated: list[str]) -> None:
    good = blocks(8)
    bench.write(*good)
    expected = bench.answer()
    before = bench.home.read_bytes()
    bench.write(*good[:3], block("e0003", date="2023-13"), *good[4:6], block("x", more="    wrong: y\n"))
    codes = [(problem.code, problem.line) for problem in bench.problems()]
    assert codes == [("bad-date", 24), ("unknown-field", 49)]
    assert bench.home.read_bytes() == before
    validated.clear()
    bench.write(*good)
    assert bench.answer() == expected
    assert validated == []


def test_every_fault_is_told_on_every_try(bench: Bench) -> None:
    bench.write(block("a", date="x"), block("b"), block("c", date="y"))
    assert bench.problems() == bench.problems()
    assert len(bench.problems()) == 2


# --- an index that cannot be trusted ---------------------------------------------------------------------------------


def _garbage(home: Path) -> None:
    home.write_bytes(b"no database at all " * 1000)


def _empty(home: Path) -> None:
    home.write_bytes(b"")


def _truncated(part: float) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        data = home.read_bytes()
        home.write_bytes(data[: int(len(data) * part)])

    return damage


def _folder(home: Path) -> None:
    home.unlink()
    (home / "x").mkdir(parents=True)


def _script(sql: str) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        database = sqlite3.connect(home)
        database.executescript(sql)
        database.close()

    return damage


def _foreign(sql: str) -> Callable[[Path], None]:
    def damage(home: Path) -> None:
        home.unlink()
        _script(sql)(home)

    return damage


DAMAGES: dict[str, Callable[[Path], None]] = {
    "garbage": _garbage,
    "empty": _empty,
    "cut to 1 %": _truncated(0.01),
    "cut in half": _truncated(0.5),
    "cut to 99 %": _truncated(0.99),
    "gone": Path.unlink,
    "a folder": _folder,
    "foreign": _foreign("CREATE TABLE cookies (name TEXT); INSERT INTO cookies VALUES ('x')"),
    "foreign meta": _foreign("CREATE TABLE meta (x INT); INSERT INTO meta VALUES (1)"),
    "foreign event": _foreign("CREATE TABLE event (x INT)"),
    "table gone": _script("DROP TABLE event_actor"),
    "texts gone": _script("DROP TABLE event_doc"),
    "half written": _script("DELETE FROM meta"),
    "of an older layout": _script("UPDATE meta SET value = 'old' WHERE key = 'key'; ALTER TABLE event ADD COLUMN x"),
    "with a view": _script("CREATE VIEW v AS SELECT 1; UPDATE meta SET value = 'old' WHERE key = 'key'"),
    "not to be read": lambda home: home.chmod(0),
    "not to be written": lambda home: home.chmod(0o400),
}


@pytest.mark.parametrize("edited", [False, True], ids=["same", "edited"])
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_gives_right_answers(
    bench: Bench, later: None, damage: Callable[[Path], None], edited: bool
) -> None:
    bench.write(*blocks(8))
    bench.open()
    bench.close()
    damage(bench.home)
    if edited:
        bench.write(*blocks(9))
    expected = bench.answer(kept=False)
    assert bench.answer() == expected
    assert bench.answer() == expected


def test_whatever_page_is_damaged_the_answers_are_right(bench: Bench, later: None) -> None:
    bench.write(*blocks(40))
    query = EVERYTHING._replace(part=Term("actor", "Serbia"))
    expected = bench.answer(query)
    bench.close()
    sound = bench.home.read_bytes()
    home, size = bench.home, 4096
    for start in range(0, len(sound), size):
        home.write_bytes(sound[:start] + b"\xff" * size + sound[start + size :])
        assert bench.answer(query) == expected, start // size
        bench.close()


def test_an_index_that_another_holds_is_done_without(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.write(*blocks(8))
    bench.open()
    bench.write(*blocks(9))
    connect = sqlite3.connect
    holder = connect(bench.home, isolation_level=None)
    bench.opened.append(holder)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(sqlite3, "connect", lambda path, **options: connect(path, **{**options, "timeout": 0.05}))
    assert bench.answer() == bench.answer(kept=False)


@pytest.mark.parametrize("kind", ["a file", "below a file"])
def test_a_cache_folder_that_cannot_be_made_is_done_without(bench: Bench, kind: str) -> None:
    bench.write(*blocks(3))
    bench.cache.write_text("a file")
    if kind == "below a file":
        bench.cache = bench.cache / "deeper"
    assert bench.answer() == bench.answer(kept=False)


def test_several_processes_at_once_are_all_right(bench: Bench) -> None:
    bench.write(*blocks(300))
    script = (
        "import sys; from pathlib import Path; from timeline.store.index import open_index; "
        "from timeline.store.select import count; sys.stdin.read(); "
        "print(count([open_index(sys.argv[1], [Path(sys.argv[2])], Path(sys.argv[3]))]))"
    )
    command = [sys.executable, "-c", script, str(bench.file), str(bench.actors), str(bench.cache)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        assert process.stdin
        process.stdin.close()
        process.stdin = None
    assert [process.communicate(timeout=60) for process in running] == [("300\n", "")] * 3
    assert count([bench.open()]) == 300


# --- what is seen ----------------------------------------------------------------------------------------------------


def test_an_edit_that_keeps_size_and_time_is_seen(bench: Bench, later: None) -> None:
    bench.write(block("a"))
    os.utime(bench.file, ns=(10**18, 10**18))
    assert bench.ids() == ["a"]
    bench.write(block("b"))
    os.utime(bench.file, ns=(10**18, 10**18))
    assert bench.ids() == ["b"]


def test_a_file_that_takes_the_place_of_another_is_seen(bench: Bench, later: None) -> None:
    bench.write(block("a"))
    assert bench.ids() == ["a"]
    other = bench.file.with_name("other")
    bench.file.rename(other)
    bench.write(block("b"))
    assert bench.ids() == ["b"]
    other.replace(bench.file)
    assert bench.ids() == ["a"]


@pytest.mark.parametrize("same_time", [False, True], ids=["as usual", "same size and time"])
def test_a_change_of_the_registry_is_seen(bench: Bench, later: None, same_time: bool) -> None:
    bench.write(block("a", actor="Turkey"))
    os.utime(bench.actors, ns=(10**18, 10**18))
    query = EVERYTHING._replace(part=Term("actor", "Türkiye"))
    assert bench.ids(query) == ["a"]
    text = bench.actors.read_text(encoding="utf-8").replace("Türkiye", "Törkiye")
    bench.actors.write_text(text, encoding="utf-8")
    if same_time:
        os.utime(bench.actors, ns=(10**18, 10**18))
    with pytest.raises(UsageError, match="no actor is called 'Türkiye'"):
        bench.ids(query)
    assert bench.ids(EVERYTHING._replace(part=Term("actor", "Törkiye"))) == ["a"]


def test_a_second_registry_is_laid_over_the_first(bench: Bench, home: Path) -> None:
    bench.write(block("a", actor="Belgrade's government"))
    bench.open()
    overlay = home / "own.yaml"
    overlay.write_text('- {id: SRB, names: ["Belgrade\'s government"]}\n', encoding="utf-8")
    opened = open_index(str(bench.file), [bench.actors, overlay], bench.cache)
    bench.opened.append(connection(opened))
    assert len(select([opened], EVERYTHING._replace(part=Term("actor", "Serbia")))) == 1
    with pytest.raises(UsageError):
        select([bench.open()], EVERYTHING._replace(part=Term("actor", "Belgrade's govern")))


def test_one_file_under_two_names_has_one_index_and_its_own_names(bench: Bench, home: Path) -> None:
    bench.write(block("a"))
    bench.open()
    link = home / "link.yaml"
    link.symlink_to(bench.file)
    opened = open_index(str(link), [bench.actors], bench.cache)
    bench.opened.append(connection(opened))
    assert [row.origin for row in select([opened], EVERYTHING)] == [str(link)]
    assert len(list(bench.cache.glob("*.index"))) == 1


def test_a_change_of_format_under_one_name_is_seen(bench: Bench) -> None:
    bench.file = bench.file.with_name("events")
    line = '{"id": "a", "date": "2023", "title": "T", "kind": "agree", "sources": []}'
    bench.file.write_text(line + "\n")
    assert bench.ids() == ["a"]
    bench.file.write_text(f"[{line}]\n")
    assert bench.ids() == ["a"]
    bench.write(block("a"), block("b"))
    assert bench.ids() == ["a", "b"]
