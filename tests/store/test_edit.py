"""What a write of ours leaves as it was: everything else."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.errors import UsageError
from timeline.read import reader
from timeline.store.edit import insert

BLOCK = "  - id: new\n    date: 2020\n    title: New\n    kind: agree\n"
KEPT = """# The head, and why.
events:   # with a remark

  # --- the first section
  - {id: a, date: 2019,   title: "A"}   # odd spaces

  # --- the second section

  - id: b
    date: 2021
    title: >-
      B on
      two lines
    kind: agree
# the end
"""


def added(tmp_path: Path, text: str, number: int, block: str = BLOCK) -> str:
    file = tmp_path / "events.yaml"
    file.write_bytes(text.encode())
    insert(str(file), block, lambda pieces: min(number, len(pieces)))
    return file.read_bytes().decode()


def ids(text: str) -> list[str]:
    form = reader("yaml")
    return [raw.values["id"] for raw in form.parse(form.cut(text.encode(), "p"), "p")]


@pytest.mark.parametrize(("number", "order"), [(0, "new a b"), (1, "a new b"), (2, "a b new")])
def test_taking_the_block_out_again_gives_the_file_back(tmp_path: Path, number: int, order: str) -> None:
    text = added(tmp_path, KEPT, number)
    assert ids(text) == order.split()
    before, after = text.split(BLOCK)
    assert KEPT in {before + after, before[:-1] + after, before + after[1:], before[:-1] + after[1:]}  # blank lines


def test_a_heading_stays_with_what_it_heads(tmp_path: Path) -> None:
    text = added(tmp_path, KEPT, 1)
    assert text.index("id: new") < text.index("# --- the second section") < text.index("id: b")
    text = added(tmp_path, KEPT, 0)
    assert text.index("id: new") < text.index("# --- the first section") < text.index("id: a")


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_a_file_may_end_as_it_likes(tmp_path: Path, end: str) -> None:
    text = added(tmp_path, "events:\n- id: a\n  date: 2019\n  title: A\n  kind: agree" + end, 9)
    assert ids(text) == ["a", "new"]
    assert "\n- id: new\n  date: 2020\n" in text


@pytest.mark.parametrize(
    "text",
    ["", "events:", "events:\n", "events: []\n", "# mine\nevents:\n# more\n", "events: # why\n\n", "# only this\n"],
)
def test_the_first_event_goes_into_an_empty_file(tmp_path: Path, text: str) -> None:
    first = added(tmp_path, text, 0)
    assert ids(first) == ["new"]
    assert all(line in first for line in text.split("\n") if line.startswith("#"))
    second = added(tmp_path, first, 1, BLOCK.replace("new", "newer"))
    assert ids(second) == ["new", "newer"]


@pytest.mark.parametrize("text", ["events: [{id: a}]\n", "x: 1\n", "events:\n  - id: a\nother: 1\n", "{}\n"])
def test_a_file_laid_out_in_another_way_is_left_alone(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        added(tmp_path, text, 0)
    assert "id: new" in refused.value.hint
    assert (tmp_path / "events.yaml").read_text() == text


def test_a_dry_run_writes_nothing_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    file.write_text(KEPT)
    before = file.stat()
    insert(str(file), BLOCK, lambda _: 0, dry_run=True)
    assert (file.stat().st_mtime_ns, file.read_text()) == (before.st_mtime_ns, KEPT)
    assert os.listdir(tmp_path) == ["events.yaml"]


def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text(KEPT)
    real.chmod(0o640)
    link.symlink_to(real)
    insert(str(link), BLOCK, lambda _: 0)
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "id: new" in real.read_text()


def test_a_fault_while_placing_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    file.write_text(KEPT)

    def fail(_: object) -> int:
        raise UsageError("no")

    with pytest.raises(UsageError):
        insert(str(file), BLOCK, fail)
    assert file.read_text() == KEPT
    assert os.listdir(tmp_path) == ["events.yaml"]


def test_many_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "events.yaml"
    file.write_text("events:\n")
    script = (
        "import sys\nfrom timeline.store.edit import insert\n"
        "for n in range(20):\n"
        "    name = f'{sys.argv[2]}-{n}'\n"
        "    block = f'  - id: {name}\\n    date: 2020\\n    title: T\\n    kind: agree\\n'\n"
        "    insert(sys.argv[1], block, len)\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(file), name]) for name in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert sorted(ids(file.read_text())) == sorted(f"{name}-{n}" for name in "abc" for n in range(20))
    assert os.listdir(tmp_path) == ["events.yaml"]


def test_a_question_that_the_index_cannot_answer_is_an_error(tmp_path: Path) -> None:
    from timeline.errors import TimelineError
    from timeline.query.query import Any, Query, Words
    from timeline.store.index import open_index
    from timeline.store.select import select

    file = tmp_path / "events.yaml"
    file.write_text(KEPT.replace('title: "A"}', 'title: "A", kind: agree}'))
    with pytest.raises(TimelineError, match="the index cannot answer"):
        select([open_index(str(file), [], tmp_path / "cache")], Query(Any((Words("a"),) * 300_000), 0))
    assert ids(file.read_text()) == ["a", "b"]
