"""What a run loads: the start is fast because little is imported, and that can be counted where time cannot."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import environment

SCRIPT = """
import io, json, os, sys
sys.argv = ["timeline", *sys.argv[1:]]
kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
code = 0
try:
    from timeline.cli import main
    main()
except SystemExit as stop:
    code = stop.code or 0
sys.stdout.flush()
size = len(sys.stdout.buffer.getvalue())
sys.stdout = kept
print(json.dumps([code, size, sorted(sys.modules)]))
"""


@pytest.fixture
def loaded(home, nowhere, run, curated):
    """Run a command line whose index is there, and give the modules that it loaded."""

    def loaded(*args, env=None):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *args],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(home, {"TIMELINE_FILE": str(curated), **(env or {})}),
            cwd=nowhere,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
        code, size, modules = json.loads(done.stdout)
        assert (code, size > 0) == (0, True)
        return set(modules)

    run("list", env={"TIMELINE_FILE": str(curated)})
    return loaded


HEAVY = {"pydantic", "pydantic_core", "yaml", "dateparser", "regex", "hashlib", "pkgutil", "importlib.metadata"}
DATES = {"timeline.model.when", "timeline.model.edtf", "dataclasses"}
DRAWING = {"rich", "rich.console", "rich.table", "rich.text"}
UNUSED = {
    "textual",
    "asyncio",
    "http",
    "urllib.request",
    "ssl",
    "email",
    "multiprocessing",
    "concurrent.futures",
    "unittest",
}


@pytest.mark.parametrize(
    ("line", "absent"),
    [
        ("list --actor Serbia --json", HEAVY | DRAWING | UNUSED),
        ("list --actor Serbia --since 2023 --format jsonl", HEAVY | DRAWING | UNUSED),
        ("list --since 2023-Q3 --until 2024..2025 --json", HEAVY | DRAWING | UNUSED),
        ("list actor:Serbia --format csv", HEAVY | DRAWING | UNUSED),
        ("list --actor Serbia", HEAVY | UNUSED),
        ("list --actor Serbia --width 80", HEAVY | UNUSED),
        ("show 2023 --json", HEAVY | DRAWING | UNUSED),
        ("show 2023", (HEAVY | UNUSED) - {"hashlib", "yaml"}),  # what a seed says of itself is YAML
        ("chart --width 120", HEAVY | DRAWING - {"rich"} | UNUSED),
        ("tally --json", HEAVY | DRAWING | UNUSED),
        ("tally", HEAVY | UNUSED),
        ("actors --json", HEAVY | DRAWING | UNUSED),
        ("completion bash", HEAVY | DRAWING),
        ("--help", HEAVY | DRAWING),
        ("list --help", HEAVY | DRAWING),
        ("browse --help", HEAVY | DRAWING | UNUSED),
    ],
)
def test_a_warm_run_loads_only_what_it_needs(loaded, line, absent):
    assert loaded(*line.split()) & absent == set()


def test_no_date_is_loaded_where_none_is_asked_for(loaded):
    assert loaded("list", "--actor", "Serbia", "--json", env={"TIMELINE_TODAY": ""}) & DATES == set()


def test_the_version_loads_nothing(loaded):
    modules = loaded("--version")
    assert modules & (HEAVY | DRAWING | UNUSED | {"typer", "click", "sqlite3", "gc", "timeline.cli.app"}) == set()


def test_a_command_loads_no_other_command(loaded, commands):
    modules = loaded("list", "--json")
    assert [name for name in commands if f"timeline.cli.commands.{name}" in modules] == ["list"]


def test_the_dates_of_a_text_load_only_what_they_need(loaded, curated):
    seed = next((curated.parents[1] / "seeds").glob("*.txt"))
    modules = loaded("dates", "--published", "2024-10-11", "--json", str(seed))
    assert modules & ((HEAVY | DRAWING | UNUSED | {"sqlite3"}) - {"yaml"}) == set()


def test_completion_of_values_loads_only_what_it_needs(loaded):
    variables = {"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": "timeline list --actor Ser", "COMP_CWORD": "3"}
    assert loaded(env=variables) & (HEAVY | DRAWING | UNUSED) == set()
