"""What the tests of the command line share: ways to run it as a person, a pipe and a terminal do, and nasty events."""

import ctypes
import fcntl
import importlib
import json
import os
import pkgutil
import pty
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import traceback
import warnings
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

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
    if os.geteuid() != 0:
        return
    system = ctypes.CDLL(None, use_errno=True)
    passing = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    drop_from_bounding_set, version_3 = 24, 0x20080522
    refused = sum(system.prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0 for capability in passing)
    header, sets = (ctypes.c_uint32 * 2)(version_3, 0), (ctypes.c_uint32 * 6)()
    refused += system.capget(header, sets) != 0
    for number in range(3):  # effective, permitted, inheritable
        sets[number] &= ~sum(1 << capability for capability in passing)
    refused += system.capset(header, sets) != 0
    if refused:
        os.setgid(65534)
        os.setuid(65534)


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
def start(home, nowhere):
    """Run the program as a process of its own, with its streams in pipes."""

    def start(*args, env=None, cwd=None, timeout=60, preexec=None) -> Result:
        done = subprocess.run(
            [*PROGRAM, *map(str, args)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=environment(home, env),
            cwd=cwd or nowhere,
            timeout=timeout,
            preexec_fn=preexec,
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)

    return start


@pytest.fixture(scope="session")
def run(home, nowhere):
    """Run the program as ``start`` does, but in a fork of this process, which saves nine tenths of a start.

    What Python itself looks at when it starts (locale, hash seed, closed streams) needs ``start``.
    """
    for name in _program():
        importlib.import_module(name)

    def run(*args, stdin=b"", env=None, cwd=None, timeout=60, preexec=None) -> Result:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            streams = [file.fileno() for file in (given, out, err)]
            child = os.fork()
            if not child:
                _become([str(arg) for arg in args], streams, environment(home, env), cwd or nowhere, timeout, preexec)
            _, status = os.waitpid(child, 0)
            out.seek(0)
            err.seek(0)
            return Result(os.waitstatus_to_exitcode(status), out.read(), err.read())

    return run


def _program() -> list[str]:
    """Name the modules of the program, and what it imports late."""
    import timeline

    found = [module.name for module in pkgutil.walk_packages(timeline.__path__, "timeline.")]
    return [*(name for name in found if not name.endswith("__main__")), "yaml", "rich.console", "rich.table"]


def _become(args, streams, variables, cwd, timeout, preexec) -> NoReturn:
    """Turn a fork of the tests into a run of the program, as the interpreter would start and end it."""
    code = 1
    try:
        signal.alarm(timeout)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        warnings.simplefilter("ignore")
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
        os.environ.clear()
        os.environ.update(variables)
        os.chdir(cwd)
        if preexec:
            preexec()
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 -- lasts as long as the process
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 -- lasts as long as the process
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115 -- lasts as long as the process
        sys.argv = ["timeline", *args]
        from timeline.cli import main

        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        except BaseException:
            traceback.print_exc()
        sys.stderr.flush()
        try:
            sys.stdout.flush()
        except OSError:
            code = 120
    finally:
        os._exit(code)


@pytest.fixture(scope="session")
def many(run):
    """Run many command lines with the same surroundings."""

    def many(*lines, **how) -> list[Result]:
        return [run(*line, **how) for line in lines]

    return many


SEVERAL = """
import json, sys
from timeline.cli.app import run
for line in json.loads(sys.argv[1]):
    code = run(line)
    print(f"-- {line[:2]} {code}", flush=True)
"""


@pytest.fixture(scope="session")
def several(home, nowhere):
    """Run several command lines in one process of its own; with ``wait`` its standard input stays open and silent."""

    def several(*lines, env=None, wait=False) -> bytes:
        with subprocess.Popen(
            [sys.executable, "-c", SEVERAL, json.dumps([[str(part) for part in line] for line in lines])],
            stdin=subprocess.PIPE if wait else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home, env),
            cwd=nowhere,
        ) as process:
            guard = threading.Timer(60, process.kill)
            guard.start()
            out = process.stdout.read()
            guard.cancel()
            assert process.wait(60) == 0, out.decode()
            return out

    return several


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


@pytest.fixture(scope="session")
def terminal(home, nowhere, run):
    """Run the program on a terminal of a given size; what it writes comes back with plain line ends.

    With ``stderr=False`` only stdout is the terminal, and stderr comes back by itself.
    """

    def terminal(*args, columns=80, rows=24, env=None, cwd=None, stderr=True, timeout=30) -> Result:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        variables = environment(home, {"TERM": "xterm-256color", **(env or {})})
        with tempfile.TemporaryFile() as err:
            child = os.fork()
            if not child:
                streams = [slave, slave, slave if stderr else err.fileno()]
                _become([str(arg) for arg in args], streams, variables, cwd or nowhere, timeout, os.setsid)
            os.close(slave)
            seen = b""
            while select.select([master], [], [], timeout + 5)[0]:
                try:
                    seen += os.read(master, 1 << 16)
                except OSError:  # the other end is closed
                    break
            os.close(master)
            _, status = os.waitpid(child, 0)
            err.seek(0)
            return Result(os.waitstatus_to_exitcode(status), seen.replace(b"\r\n", b"\n"), err.read())

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
      - {url: "https://example.org/\e[31m", publisher: "Agency \e[31m", published: 2023, quote: "\e[7m", note: "\e[0m"}

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
            event = {
                "id": f"e{number}",
                "date": date,
                "title": f"Matter {number} is dealt with in public",
                "kind": "agree",
            }
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
