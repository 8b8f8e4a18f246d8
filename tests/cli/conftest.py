"""What the tests of the command line share: ways to run it as a person, a pipe and a terminal do, and nasty events."""

import ctypes
import fcntl
import json
import os
import pty
import resource
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

TODAY = "2026-11-22"
PROGRAM = [sys.executable, "-m", "timeline"]


class Result(NamedTuple):
    """What a run left behind."""

    code: int
    out: bytes
    err: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")

    @property
    def said(self) -> str:
        return self.err.decode("utf-8")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(home: Path, changes: dict[str, str | None] | None = None) -> dict[str, str]:
    """Give an environment with nothing of the machine's in it; None removes a variable."""
    values: dict[str, str | None] = {
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "LANG": "C.UTF-8",
        "TIMELINE_TODAY": TODAY,
        **(changes or {}),
    }
    return {name: value for name, value in values.items() if value is not None}


def unprivileged() -> None:
    """Run in the child: take from root what lets it pass over permissions; it stays who it is otherwise."""
    if os.geteuid() == 0:
        system = ctypes.CDLL(None, use_errno=True)
        drop_from_bounding_set = 24
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            if system.prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0:
                os.setgid(65534)
                os.setuid(65534)
                return


def bounded() -> None:
    """Run in the child: more than 1.5 GB of memory is not to be had."""
    resource.setrlimit(resource.RLIMIT_AS, (1536 << 20, 1536 << 20))


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """The home folder of all runs that do not bring their own; its cache stays warm."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def nowhere(tmp_path_factory):
    """An empty folder to stand in."""
    return tmp_path_factory.mktemp("nowhere")


@pytest.fixture(scope="session")
def run(home, nowhere):
    """Run the program with its streams in pipes."""

    def run(*args, input=None, env=None, cwd=None, timeout=60, preexec=None, **popen) -> Result:
        given = {"stdin": subprocess.DEVNULL} if input is None else {"input": input}
        done = subprocess.run(
            [*PROGRAM, *map(str, args)],
            capture_output=True,
            env=environment(home, env),
            cwd=cwd or nowhere,
            timeout=timeout,
            preexec_fn=preexec,
            check=False,
            **{**given, **popen},
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def shell(home, nowhere):
    """Run a line in bash, where `timeline` is the program."""

    def shell(line, env=None, cwd=None, timeout=120) -> Result:
        done = subprocess.run(
            ["bash", "-c", f'timeline() {{ {sys.executable} -m timeline "$@"; }}\n{line}'],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(home, env),
            cwd=cwd or nowhere,
            timeout=timeout,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return shell


_MANY = """
import io, json, sys
from timeline.cli.app import run
results = []
kept = sys.stdout, sys.stderr
for arguments in json.load(sys.stdin):
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2)]
    sys.stdout, sys.stderr = streams
    code = run(arguments)
    for stream in streams:
        stream.flush()
    results.append([code, *(stream.buffer.getvalue().decode("utf-8", "surrogateescape") for stream in streams)])
sys.stdout, sys.stderr = kept
print(json.dumps(results))
"""


@pytest.fixture(scope="session")
def many(home, nowhere):
    """Run many command lines in one process, which saves the starts: for sweeps over options."""

    def many(*lines, env=None, cwd=None) -> list[Result]:
        done = subprocess.run(
            [sys.executable, "-c", _MANY],
            input=json.dumps([[str(part) for part in line] for line in lines]).encode(),
            capture_output=True,
            env=environment(home, env),
            cwd=cwd or nowhere,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return [
            Result(code, *(text.encode("utf-8", "surrogateescape") for text in texts))
            for code, *texts in json.loads(done.stdout)
        ]

    return many


@pytest.fixture(scope="session")
def terminal(home, nowhere):
    """Run the program on a terminal of a given size; what it writes comes back with plain line ends.

    The code, what was seen, and what went to stderr where that is no terminal (``stderr=False``).
    """

    def terminal(*args, columns=80, rows=24, env=None, cwd=None, stderr=True, timeout=60) -> Result:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        process = subprocess.Popen(
            [*PROGRAM, *map(str, args)],
            stdin=slave,
            stdout=slave,
            stderr=slave if stderr else subprocess.PIPE,
            env=environment(home, {"TERM": "xterm-256color", **(env or {})}),
            cwd=cwd or nowhere,
            start_new_session=True,
        )
        os.close(slave)
        seen, end = b"", time.monotonic() + timeout
        while True:
            ready, _, _ = select.select([master], [], [], max(0, end - time.monotonic()))
            if not ready:
                process.kill()
                process.wait()
                raise AssertionError(f"nothing more came for {timeout} seconds after {seen[-500:]!r}")
            try:
                part = os.read(master, 1 << 16)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            seen += part
        said = process.stderr.read() if process.stderr else b""
        if process.stderr:
            process.stderr.close()
        os.close(master)
        return Result(process.wait(timeout), seen.replace(b"\r\n", b"\n"), said)

    return terminal


NASTY = r"""# Nasty on purpose.
events:
  - id: brackets
    date: 2023-05-01
    title: "[bold]no markup[/bold] [/red] [link=https://x.example]y[/link] [open :smile:"
    kind: agree
    actors: [{name: "[red]Serbia[/red]", role: source}]
    tags: ["[tag]"]
    summary: "[blink]still none[/blink]"
    sources:
      - {url: "https://example.org/[brackets]", publisher: "[i]Agency[/i]", published: 2023-05-01, note: "[b]note[/b]"}

  - id: controls
    date: 2023-05-02
    title: "red \e[31malert\e[0m bell\a back\b nul\x01 csi\x9b31m del\x7f \u202Ereversed\u2066"
    kind: accuse
    actors: [{name: "Mallory \e[2J", role: source}]
    place: "Nowhere \e]0;pwned\a"
    tags: ["tag\e[1m"]
    summary: "line one\nline two \e[5m blinking \u2028 and on"
    note: "\e[8mhidden"
    sources:
      - {url: "https://example.org/\e[31m", publisher: "Agency \e[31m", published: 2023, quote: "said \e[7m so", note: "\e[0m"}

  - id: emoji
    date: 2023-05-03
    title: Flags 🇷🇸 🇹🇷, a thumb 👍🏽, a family 👩‍👩‍👧 and a heart ❤️ met 🎉
    kind: consult
    actors: [{name: 🎭 Theatre, role: source}, {name: Serbia, role: target}]
    sources: [{url: https://example.org/emoji, publisher: Emoji 🗞️ Post, published: 2023-05-04}]

  - id: cyrillic
    date: 2023-05?
    title: Председник Александар Вучић примио госте у Београду
    kind: consult
    actors: [{name: Александар Вучић, role: source}, {name: Турска, role: target}]
    place: Београд
    tags: [посета]
    sources: [{url: https://example.org/sr, publisher: Политика, published: 2023-05-06}]

  - id: arabic
    date: 2023-34
    title: صربيا وتركيا توقعان اتفاقا في بلغراد
    kind: agree
    actors: [{name: صربيا, role: source}]
    place: بلغراد
    sources: [{url: https://example.org/ar, publisher: الجزيرة, published: 2023}]

  - id: combining
    date: 2023~
    title: "Vuc\u030Cic\u0301 and Erdog\u0306an write e\u0301 with combining marks"
    kind: consult
    actors: [{name: "S\u030Cpanac", role: other}]
    sources: [{url: https://example.org/combining}]

  - id: wide
    date: 2023-05-07
    title: 東京で会談、中国とセルビアが新しい合意に署名した
    kind: agree
    actors: [{name: 習近平, role: source}, {name: Serbia, role: target}]
    place: 東京
    tags: [外交]
    sources: [{url: https://example.org/wide, publisher: 朝日新聞, published: 2023-05-08}]

  - id: caesar
    date: -0043-03-15
    title: Senators stab Caesar
    kind: assault
    actors: [{name: Brutus, role: source}, {name: Caesar, role: target}]
    place: {name: Rome, country: IT, lat: 41.8954, lon: 12.4769}
    sources: [{url: https://example.org/caesar, publisher: Plutarch}]

  - id: bound
    date: ../2024-10-11
    title: Licences are renewed
    kind: concede
    actors: [Serbia]
    sources: [{url: https://example.org/bound, publisher: Agency, published: 2024-10-12}]

  - id: interval
    date: 2017/2024-10-11
    title: Ties are redefined
    kind: state
    actors: [Serbia, Turkey]
    sources: [{url: https://example.org/interval, publisher: Agency, published: 2024-10-12}]

  - id: set
    date: "{2019,2022}"
    title: Two visits in two years
    kind: consult
    actors: [Turkey]
    count: 2
    sources: [{url: https://example.org/set, publisher: Agency, published: 2022-10-12}]

  - id: promise
    date: "[2026-05,2026-06]"
    title: A visit is to take place
    kind: consult
    status: expected
    checked: 2026-11-01
    actors: [Turkey, Serbia]
    sources: [{url: https://example.org/promise, publisher: Agency, published: 2026-02-12}]

  - id: long
    date: 2023-05-09
    title: Anunbrokenwordofmorethantwohundredcellswithoutanyplacetobreakit-LONG
    kind: agree
    actors: [Bundesministeriumfuerwirtschaftlichezusammenarbeitundentwicklung, Serbia]
    place: Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch
    summary: LONG
    sources: [{url: https://example.org/LONG, publisher: LONG, published: 2023, note: LONG, quote: LONG}]
""".replace("LONG", "x" * 180)

IDS = (
    "brackets controls emoji cyrillic arabic combining wide caesar bound interval set promise long".split()  # noqa: SIM905
)


@pytest.fixture(scope="session")
def nasty(tmp_path_factory):
    """A file of events with all that texts and dates can do to a program."""
    path = tmp_path_factory.mktemp("nasty") / "nasty.yaml"
    path.write_text(NASTY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def hundred_thousand(tmp_path_factory):
    """A file of 100,000 events: short ones, as compiling those of bench/generate.py takes a minute."""
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(100_000):
            date = f"{1900 + number % 120}-{1 + number % 12:02d}-{1 + number % 28:02d}"
            event = {"id": f"e{number}", "date": date, "title": f"Matter {number} is dealt with", "kind": "agree"}
            file.write(json.dumps(event | {"sources": [{"url": f"https://example.org/{number}"}]}) + "\n")
    return path


@pytest.fixture(scope="session")
def curated():
    """The file that comes with the program."""
    return Path(__file__).parents[2] / "data" / "events.yaml"


@pytest.fixture(scope="session")
def commands():
    """The names of all commands there are: the file is the registration."""
    from timeline.cli import commands as package

    return sorted(file.stem for folder in package.__path__ for file in Path(folder).glob("*.py") if file.stem[0] != "_")
