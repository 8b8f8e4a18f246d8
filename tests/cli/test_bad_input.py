"""Files that are not what they should be: an exit code, a message, bounded memory and time, and nothing changed."""

import contextlib
import json
import os
import threading
import time

import pytest

from tests.cli.conftest import bounded, unprivileged

ONE = "events:\n  - id: a\n    date: 2014\n    title: A\n    kind: agree\n    sources: [{url: https://e.org}]\n"
RECORD = {"id": "a", "date": "2014", "title": "A", "kind": "agree", "sources": [{"url": "https://e.org"}]}
HUNDRED = 100 << 20

# name, content, exit code, words in the message
BROKEN = [
    ("truncated.yaml", ONE[:-20], 3, "truncated.yaml:"),
    ("truncated.json", json.dumps({"events": [RECORD]})[:-20], 3, "truncated.json:1:"),
    ("truncated.jsonl", json.dumps(RECORD) + "\n" + json.dumps(RECORD)[:-20], 3, "truncated.jsonl:2:"),
    ("truncated.csv", "id,date,title,kind,sources\na,2014,A", 3, "truncated.csv:2:"),
    ("binary.yaml", bytes(range(256)) * 40, 3, "binary"),
    ("binary.json", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 3, "binary"),
    ("nul.yaml", ONE.replace("title: A", "title: A\0B"), 3, "nul.yaml:4:13: this is a binary file"),
    ("nul.csv", "id,date,title,kind,sources\na,2014,A\0,agree,https://e.org\n", 3, "binary"),
    ("nul.jsonl", json.dumps(RECORD).replace("2014", "20\0004"), 3, "binary"),
    ("latin1.yaml", ONE.replace("title: A", "title: caf\xe9").encode("latin-1"), 3, "latin1.yaml:4:15: byte 0xe9"),
    ("latin1.jsonl", json.dumps(RECORD | {"title": "\xe9"}, ensure_ascii=False).encode("latin-1"), 3, "0xe9"),
    ("latin1.csv", "id,date,title,kind,sources\na,2014,\xe9,agree,u\n".encode("latin-1"), 3, "0xe9"),
    ("surrogate.yaml", ONE.encode().replace(b": A", b": \xed\xa0\x80"), 3, "0xed"),
    ("overlong.yaml", ONE.encode().replace(b": A", b": \xc0\xaf"), 3, "0xc0"),
    ("utf16.yaml", ONE.encode("utf-16"), 3, "UTF-16"),
    ("utf16be.csv", b"\xfe\xff" + "id,date".encode("utf-16-be"), 3, "UTF-16"),
    ("flow.yaml", "events: " + "[" * 100_000, 3, "nested"),
    ("closed.yaml", "events: " + "[" * 20_000 + "]" * 20_000, 3, "nested"),
    ("maps.yaml", "events: " + "{a: " * 50_000, 3, "nested"),
    ("dashes.yaml", "events:\n  " + "- " * 50_000 + "a\n", 3, "nested"),
    ("indented.yaml", "events:\n" + "".join(" " * n + "a:\n" for n in range(2_000)), 3, "nested"),
    ("in-an-event.yaml", ONE + "    note: " + "[" * 50_000 + "\n", 3, "nested"),
    ("dashes-in-an-event.yaml", ONE + "    note:\n      " + "- " * 50_000 + "a\n", 3, "nested"),
    ("brackets.json", '{"events": ' + "[" * 100_000 + "]" * 100_000 + "}", 3, "nested"),
    ("brackets.jsonl", '{"a":' * 100_000 + "1" + "}" * 100_000, 3, "nested"),
    ("quotes.yaml", 'events: "' + "a" * 1000, 3, "quotes.yaml:"),
    ("double.yaml", ONE.replace("    kind", "    title: B\n    kind"), 3, "double.yaml:5:5: 'title' is given twice"),
    ("double-events.yaml", ONE + ONE, 3, "'events' is given twice"),
    ("double.json", '{"events": [{"id": "a", "id": "b"}]}', 3, "'id' is given twice"),
    ("double.jsonl", '{"id": "a", "id": "b"}', 3, "'id' is given twice"),
    ("double-id.yaml", ONE + ONE.removeprefix("events:\n"), 3, "'a'"),
    ("double-id.jsonl", json.dumps(RECORD) + "\n" + json.dumps(RECORD | {"title": "B"}), 3, "'a' is taken"),
    ("alias.yaml", "events:\n  - *nothing\n", 3, "nothing"),
    ("itself.yaml", "events: &a\n  - *a\n", 3, "itself.yaml:"),
    ("tabs.yaml", ONE.replace("    date", "\tdate"), 3, "tabs.yaml:"),
    ("documents.yaml", ONE + "---\n" + ONE, 3, "second document"),
    ("list.yaml", "events: 3\n", 3, "list of events"),
    ("words.yaml", "just some words\n", 3, "list of events"),
    ("words.json", "just some words\n", 3, "words.json:1:1"),
    ("number.json", "3", 3, "list of events"),
    ("nan.jsonl", json.dumps(RECORD | {"goldstein": float("nan")}), 3, "NaN"),
    ("words.csv", "just some words\n", 3, "words.csv:1"),
    ("seed.txt", "Some words of an article: they are no events.\n", 3, "seed.txt:"),
    ("tag.yaml", "events: !!python/object/apply:os.system ['touch pwned']\n", 3, "tag.yaml:"),
]


@pytest.mark.parametrize(("name", "content", "code", "said"), BROKEN, ids=[case[0] for case in BROKEN])
def test_broken_files(run, tmp_path, name, content, code, said):
    file = tmp_path / name
    data = content.encode("utf-8") if isinstance(content, str) else content
    file.write_bytes(data)
    result = run("list", "--file", name, cwd=tmp_path, preexec=bounded, timeout=30)
    assert (result.code, result.out) == (code, b"")
    assert said in result.said
    assert "Traceback" not in result.said
    assert len(result.err) < 20_000
    assert file.read_bytes() == data
    assert [other.name for other in tmp_path.iterdir()] == [name]


def test_an_alias_bomb(run, tmp_path):
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    for name, text in (
        ("top.yaml", "\n".join([*lines, "events: *a11", ""])),
        ("inside.yaml", ONE + "    note:\n" + "".join(f"      {line}\n" for line in lines)),
    ):
        (tmp_path / name).write_text(text)
        result = run("list", "--file", name, cwd=tmp_path, preexec=bounded, timeout=20)
        assert (result.code, result.out) == (3, b"")
        assert "stands for more than 200,000 values" in result.said


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "events:\n", "events: []\n", "\ufeff", "\ufeffevents:\n"])
def test_a_file_without_events(run, tmp_path, text):
    file = tmp_path / "empty.yaml"
    file.write_text(text, encoding="utf-8")
    result = run("list", "--file", file)
    assert (result.code, result.out, result.said) == (0, b"", "timeline: nothing matches, of 0 events\n")


@pytest.mark.parametrize("name", ["empty.json", "empty.jsonl", "empty.csv", "empty"])
def test_an_empty_file_of_another_format(run, tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    result = run("list", "--file", name, cwd=tmp_path)
    assert result.code in {0, 3}
    assert "Traceback" not in result.said
    assert result.err


def test_bytes_that_are_allowed(run, tmp_path):
    """A byte order mark, Windows line ends and no line end at the end of the file are no faults."""
    for number, text in enumerate(("\ufeff" + ONE, ONE.replace("\n", "\r\n"), ONE[:-1])):
        file = tmp_path / f"{number}.yaml"
        file.write_text(text, encoding="utf-8", newline="")
        assert [event["id"] for event in run("list", "--file", file, "--json").json["events"]] == ["a"]


# --- size ------------------------------------------------------------------------------------------------------------


def _scalar(file):
    file.write(b"events:\n  - id: a\n    date: 2014\n    kind: agree\n    title: ")
    for _ in range(100):
        file.write(b"x" * (1 << 20))


def _pairs(file):
    for _ in range(100):
        file.write(b"a: b\n" * ((1 << 20) // 5))


def _nuls(file):
    file.truncate(HUNDRED)


def _items(file):
    file.write(b"events:\n")
    for _ in range(100):
        file.write(b"  - a\n" * ((1 << 20) // 6))


@pytest.mark.parametrize("write", [_scalar, _pairs, _nuls])
def test_a_hundred_megabytes(start, tmp_path, write):
    file = tmp_path / "large.yaml"
    with file.open("wb") as out:
        write(out)
    before = file.stat()
    begun = time.monotonic()
    result = start("list", "--file", file, preexec=bounded, timeout=60)
    assert time.monotonic() - begun < 30
    assert (result.code, result.out) == (3, b"")
    assert "large.yaml:1:1:" in result.said or "large.yaml:2:" in result.said
    assert "Traceback" not in result.said
    assert len(result.err) < 5000
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    file.unlink()


@pytest.mark.parametrize("name", ["large.json", "large.csv", "large.jsonl"])
def test_a_large_value_in_other_formats(start, tmp_path, name):
    file = tmp_path / name
    huge = "x" * (30 << 20)
    record = RECORD | {"title": huge}
    file.write_text(
        {
            "large.json": json.dumps({"events": [record]}),
            "large.jsonl": json.dumps(record) + "\n",
            "large.csv": f"id,date,title,kind,sources\na,2014,{huge},agree,https://e.org\n",
        }[name]
    )
    result = start("list", "--file", file, "--json", preexec=bounded, timeout=60)
    assert result.code in {0, 1, 3}
    assert "Traceback" not in result.said
    assert len(result.err) < 5000
    file.unlink()


# --- what is no file -------------------------------------------------------------------------------------------------


def _alone():
    os.setsid()  # without a terminal, so that /dev/tty is none
    unprivileged()


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("folder", 2, "'folder' is a folder"),
        ("missing.yaml", 2, "there is no file 'missing.yaml'"),
        ("folder/missing.yaml", 2, "there is no file"),
        ("file/inner.yaml", 1, "cannot open"),
        ("loop.yaml", 1, "cannot open 'loop.yaml'"),
        ("dangling.yaml", 2, "there is no file"),
        ("pipe.yaml", 1, "nobody writes to"),
        ("socket.yaml", 1, "cannot open"),
        ("secret.yaml", 1, "cannot open 'secret.yaml': Permission denied"),
        ("locked/events.yaml", 1, "locked/events.yaml"),
        ("/dev/null", 2, "a device"),
        ("/dev/zero", 2, "a device"),
        ("/dev/tty", 1, ""),
        ("", 2, ""),
        ("a" * 300, 1, "cannot open"),
    ],
)
@pytest.mark.parametrize("command", ["list --file", "check"])
def test_names_that_stand_for_no_file(run, tmp_path, command, name, code, said):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text(ONE)
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "dangling.yaml").symlink_to("missing.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "secret.yaml").write_text(ONE)
    (tmp_path / "secret.yaml").chmod(0)
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked" / "events.yaml").write_text(ONE)
    (tmp_path / "locked").chmod(0)
    import socket

    here = os.open(tmp_path, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"/proc/self/fd/{here}/socket.yaml")  # a path for a socket is short
        os.close(here)
        result = run(*command.split(), name, cwd=tmp_path, preexec=_alone, timeout=20)
    (tmp_path / "locked").chmod(0o700)
    assert (result.code, result.out) == (code, b"")
    assert said in result.said
    assert result.said.startswith("timeline: ")
    assert "Traceback" not in result.said


def test_a_pipe_with_a_writer(start, run, nasty, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    data = nasty.read_bytes()

    def write():
        with contextlib.suppress(BrokenPipeError), pipe.open("wb") as out:
            time.sleep(0.3)  # the reader is there, and there is nothing yet
            out.write(data)

    writer = threading.Thread(target=write)
    # The writer's end has to be open first: hold the reader's end until it is.
    held = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer.start()
    time.sleep(0.1)
    result = start("list", "--file", pipe, "--json", timeout=20)
    os.close(held)
    writer.join(10)
    assert (result.code, result.err) == (0, b"")
    assert result.out == run("list", "--file", nasty, "--json").out


def test_process_substitution(shell, nasty, run):
    result = shell(f"timeline list --json --file <(cat {nasty})")
    assert (result.code, result.err) == (0, b"")
    assert result.out == run("list", "--file", nasty, "--json").out


def test_slow_standard_input(shell, nasty, run):
    result = shell(f"(head -c 100 {nasty}; sleep 0.5; tail -c +101 {nasty}) | timeline list --json --file -")
    assert (result.code, result.err) == (0, b"")
    assert result.out == run("list", "--file", nasty, "--json").out


@pytest.mark.parametrize("data", [b"\xff\xfe\0", b"[" * 100_000, b"\0" * 1000, b"{" * 1000, b'"', b"\x1b[31m", b"a\rb"])
def test_broken_standard_input(run, data):
    result = run("list", "--file", "-", stdin=data, preexec=bounded)
    assert (result.code, result.out) == (3, b"")
    assert "Traceback" not in result.said
    assert b"\x1b" not in result.err


def test_one_bad_file_among_good_ones(run, nasty, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(ONE.replace("2014", "2014-02-30"))
    result = run("list", "--file", nasty, "--file", bad)
    assert (result.code, result.out) == (3, b"")
    assert "bad.yaml:3:11" in result.said
