"""Speed as ratios within one run: multiples of ``python -I -c pass``, CPU time of the whole process.

Each figure is the median of paired runs: a bare start and the command, one after the other, so that a machine that is
busy slows both. Warm means that the index exists; edited means that one event of the file was changed since.
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import events

HERE = Path(__file__).parent
PYTHON = [sys.executable, "-I", "-c", "pass"]
TIMELINE = [str(Path(sys.executable).parent / "timeline")]
PEER = """
import sys, yaml
from pydantic import BaseModel
class Actor(BaseModel):
    name: str
    role: str = "other"
class Source(BaseModel):
    url: str | None = None
    publisher: str | None = None
    note: str | None = None
class Event(BaseModel):
    id: str
    title: str
    kind: str
    actors: list[Actor] = []
    sources: list[Source] = []
with open(sys.argv[1], encoding="utf-8") as file:
    loaded = [Event.model_validate(e) for e in yaml.load(file, yaml.CSafeLoader)["events"]]
print(sum(any(a.name == "Serbia" for a in e.actors) for e in loaded))
"""


def cpu(command: list[str], environment: dict[str, str]) -> float:
    """Run a command and give the seconds of CPU that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(command: list[str], environment: dict[str, str], runs: int = 15) -> float:
    """Give the median of so many paired runs, as a multiple of a bare start."""
    pairs = [(cpu(PYTHON, environment), cpu(command, environment)) for _ in range(runs)]
    return statistics.median(one / bare for bare, one in pairs)


def data(count: int) -> Path:
    """Generate a file of events once."""
    path = HERE / "data" / f"{count}.yaml"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        path.write_text("".join(events(count)), encoding="utf-8")
    return path


def edit(path: Path, number: int) -> None:
    """Change one event in the middle of a file."""
    text = path.read_text(encoding="utf-8")
    start = text.index("deal with matter 77")
    end = text.index(" in public", start)
    path.write_text(f"{text[:start]}deal with matter 77.{number}{text[end:]}", encoding="utf-8")


def main() -> None:
    """Print the figures."""
    # Installed packages come compiled; a checkout may not be, where the environment forbids to write bytecode.
    compileall.compile_dir(str(HERE.parent / "timeline"), quiet=1)
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_CACHE_HOME": home, "TIMELINE_TODAY": "2026-11-22"}
        one, some, small, large = data(1), data(5_000), data(10_000), data(100_000)
        question = ["list", "--actor", "Serbia"]
        for path in (one, some, small, large):
            subprocess.run([*TIMELINE, "list", "-n", "0", "--file", str(path)], env=environment, check=True)

        print("multiples of a bare Python start, CPU time of the whole process, median of 15 pairs")
        warm = ["--file", str(small)]
        page = str(Path(home) / "page.html")
        for name, target, command in (
            ("--version", "≤ 7", [*TIMELINE, "--version"]),
            ("import typer (for comparison)", "", [sys.executable, "-c", "import typer"]),
            ("list --json, 10,000 events, warm", "≤ 8", [*TIMELINE, *question, "--json", *warm]),
            ("list, 50 rows as a table, warm", "≤ 13", [*TIMELINE, *question, "-n", "50", "--width", "80", *warm]),
            ("chart, one event (its start-up)", "", [*TIMELINE, "chart", "--width", "120", "--file", str(one)]),
            ("chart, 10,000 events, warm", "≤ that + 15", [*TIMELINE, "chart", "--width", "120", *warm]),
            ("export page.html, 5,000 events", "", [*TIMELINE, "export", page, "--force", "--file", str(some)]),
            ("list --json, 100,000 events, warm", "≤ 10", [*TIMELINE, *question, "--json", "--file", str(large)]),
        ):
            print(f"  {name:36} {ratio(command, environment):6.2f}   {target}")

        print("after an edit of one event in 10,000, against PyYAML's CSafeLoader and pydantic")
        gains = []
        for number in range(5):
            edit(small, number)
            ours = cpu([*TIMELINE, *question, "--json", *warm], environment)
            gains.append(cpu([sys.executable, "-c", PEER, str(small)], environment) / ours)
        print(f"  times as fast, just edited           {statistics.median(gains):6.1f}   ≥ 20")
        shutil.rmtree(home, ignore_errors=True)
        ours = cpu([*TIMELINE, *question, "--json", *warm], environment)
        peer = cpu([sys.executable, "-c", PEER, str(small)], environment)
        print(f"  times as fast, with no index at all  {peer / ours:6.1f}")
        _peers(small, environment)


def _peers(path: Path, environment: dict[str, str]) -> None:
    """Compare with what others do on equal data, where they are installed."""
    as_json = path.with_suffix(".json")
    with as_json.open("w", encoding="utf-8") as file:
        subprocess.run([*TIMELINE, "list", "--json", "--file", str(path)], env=environment, stdout=file, check=True)
    print("the same question on equal data, multiples of a bare Python start")
    question = '[.events[] | select(any(.actors[]; .name == "Serbia"))]'
    if shutil.which("jq"):
        print(f"  jq over the JSON                     {ratio(['jq', question, str(as_json)], environment, 5):6.2f}")
    else:
        print("  jq: not installed")
    if shutil.which("sqlite-utils"):
        rows = path.with_suffix(".jsonl")
        subprocess.run(
            [*TIMELINE, "list", "-F", "jsonl", "-o", str(rows), "--force", "-f", str(path)], env=environment, check=True
        )
        database = path.with_suffix(".db")
        database.unlink(missing_ok=True)
        subprocess.run(["sqlite-utils", "insert", str(database), "e", str(rows), "--nl"], check=True)
        sql = "select * from e where actors like '%\"Serbia\"%'"
        print(
            f"  sqlite-utils on its database         {ratio(['sqlite-utils', str(database), sql], environment, 5):6.2f}"
        )
    else:
        print("  sqlite-utils: not installed")
    if shutil.which("hledger"):
        journal = path.with_suffix(".journal")
        text = path.read_text(encoding="utf-8")
        days = [line.split()[-1] for line in text.split("\n") if line.startswith("    date: ")]
        journal.write_text(
            "".join(f"{d} event\n  a:Serbia  1\n  b:Turkey\n\n" for d in days if len(d) == 10), encoding="utf-8"
        )
        register = ratio(["hledger", "-f", str(journal), "reg", "Serbia"], environment, 5)
        print(f"  hledger register on as many entries  {register:6.2f}")
    else:
        print("  hledger: not installed")


if __name__ == "__main__":
    main()
