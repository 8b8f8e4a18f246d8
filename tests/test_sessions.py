"""What the documents show is what the program does: every console block is run and compared, character by character.

A block is ```console; a line that begins with ``$ `` is a command, a backslash at its end goes on with the next line,
what follows is what it writes to stdout and stderr, and ``[exit 2]`` closes the output of one that fails. All blocks of
a document run in one folder, a copy of the project's data, at 80 columns and on a fixed day.
``UPDATE_SESSIONS=1`` writes the output anew.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from timeline.lexicon.actors import shipped
from timeline.store.registry import registry

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "tests/sessions").glob("*.md"))]
TODAY = "2026-11-22"
BLOCK = re.compile(r"(?ms)^```console\n(.*?)^```$")
NOT_RUN = re.compile(r"\$ (?:make|git clone|pip)\b")


class Step(NamedTuple):
    """A command, its output as shown, and the empty lines that set it off from the next."""

    command: str
    shown: str
    gap: str


def steps(block: str) -> list[Step]:
    """Take a block apart."""
    found: list[list[str]] = []
    for line in block.splitlines(keepends=True):
        if found and found[-1][0].endswith("\\\n"):
            found[-1][0] += line
        elif line.startswith("$ "):
            found.append([line, ""])
        else:
            assert found, f"a console block begins with a command, not with {line!r}"
            found[-1][1] += line
    assert found, "a console block without a command"
    return [Step(command, shown.rstrip("\n"), _gap(shown)) for command, shown in found]


def _gap(shown: str) -> str:
    return "\n" * (len(shown) - len(shown.rstrip("\n")) - bool(shown.strip("\n")))


def environment(folder: Path) -> dict[str, str]:
    """Give what a document's reader has: a home, a terminal's width, a day."""
    return {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "COLUMNS": "80",
        "TIMELINE_TODAY": TODAY,
    }


def output(command: str, project: Path) -> str:
    """Run a command, and give all that it writes and how it ends."""
    done = subprocess.run(
        ["bash", "-c", command.removeprefix("$ ")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(project.parent),
        cwd=project,
        timeout=120,
        check=False,
    )
    written = done.stdout.decode("utf-8").rstrip("\n")
    status = f"[exit {done.returncode}]" if done.returncode else ""
    return "\n".join(part for part in (written, status) if part)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Where what was read of the shipped actors is kept, which no session tells of."""
    folder = tmp_path_factory.mktemp("cache")
    registry(shipped(), folder)
    return folder


@pytest.fixture
def project(tmp_path, cache):
    """A copy of what a reader of the documents has before them."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copytree(cache, tmp_path / "home" / ".cache" / "timeline")
    for name in ("data", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "docs/feeds").mkdir(parents=True)
    shutil.copy(ROOT / "docs/feeds/sample.gdelt.tsv", folder / "docs/feeds")
    return folder


def rerun(text: str, project: Path) -> str:
    """Run the blocks of a document, and give it with the output that came."""

    def fresh(match: re.Match[str]) -> str:
        block = match[1]
        if NOT_RUN.match(block):
            return match[0]
        parts = []
        for step in steps(block):
            written = output(step.command, project)
            parts.append(step.command + (written + "\n" if written else "") + step.gap)
        return f"```console\n{''.join(parts)}```"

    return BLOCK.sub(fresh, text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=[str(path.relative_to(ROOT)) for path in DOCUMENTS])
def test_session(document, project):
    text = document.read_text(encoding="utf-8")
    fresh = rerun(text, project)
    if os.environ.get("UPDATE_SESSIONS"):
        document.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh


def test_there_are_sessions():
    for document in DOCUMENTS:
        if document.parent.name == "sessions":
            assert BLOCK.search(document.read_text(encoding="utf-8")), document


@pytest.mark.parametrize("block", ["```console\n```", "```console\ntimeline list\n```"])
def test_a_block_without_a_command_is_an_error(block, project):
    with pytest.raises(AssertionError, match="a console block"):
        rerun(block, project)


def test_the_runner_tells_output_status_and_gaps(project):
    block = "```console\n$ echo one; \\\n  echo two >&2\nold\n\n$ false\n$ true\n\n$ exit 3\n```"
    fresh = block.replace("old", "one\ntwo").replace("$ false", "$ false\n[exit 1]").replace("3\n", "3\n[exit 3]\n")
    assert rerun(block, project) == fresh
    assert rerun(fresh, project) == fresh


def test_what_installs_is_not_run(project):
    for command in ("make demo", "git clone https://example.org/x", "pip install x"):
        text = f"```console\n$ {command}\n$ exit 3\n```"
        assert rerun(text, project) == text
