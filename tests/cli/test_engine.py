"""``--engine`` and what it needs: what is missing or misspelt is said, with what to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.conftest import environment

MAIN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from timeline.cli import main; main()"
AWAY = ("list", "--engine", "local[1]", "--file", "s3a://bucket/world")


@pytest.mark.parametrize(
    "engine", ["spark", "spark://host", "local[0", "http://host:1", "local-cluster[2]", "mesos://x:1"]
)
def test_an_engine_that_is_none_is_refused(run, engine):
    done = run("list", "--engine", engine)
    assert (done.code, done.out) == (2, b"")
    assert "spark://HOST:PORT" in done.said


@pytest.mark.parametrize("command", ["list", "tally", "chart"])
def test_an_engine_needs_a_world_and_an_address_an_engine(run, command):
    assert "answers about worlds" in run(command, "--engine", "local[1]").said
    assert "name a Spark cluster" in run(command, "--file", "s3a://bucket/world").said


@pytest.mark.parametrize(
    ("module", "line", "extra"),
    [("sqlglot", ("sql",), "bulk"), ("sqlglot", AWAY, "bulk"), ("pyspark", AWAY, "spark")],
)
def test_what_is_not_installed_is_named(home, nowhere, tmp_path, module, line, extra):
    (tmp_path / f"{module}.py").write_text("raise ImportError\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MAIN, str(tmp_path), *line], capture_output=True, check=False, cwd=nowhere,
        env=environment(home),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"install it with: pip install 'sourced-timeline[{extra}]'".encode() in done.stderr


def test_java_is_needed(run, tmp_path):
    done = run(*AWAY, env={"JAVA_HOME": str(tmp_path)})
    assert (done.code, done.out) == (2, b"")
    assert done.said.startswith("timeline: Spark needs Java, which is not installed\n  install a Java runtime")
