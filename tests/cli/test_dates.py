"""``timeline dates``: articles, and streams of documents in one process or several."""

import contextlib
import json
import os
import pty
import re
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, environment

ARTICLE = """---
title: A visit
published: 2024-10-13
---
On 11 October 2024 ministers met.

They had met on 12 October
2017.
"""
KEYS = "start end text type value mod edtf first last range anchor rule".split()  # noqa: SIM905


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def written(path, documents):
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def generated(count):
    for number in range(count):
        text = "On 11 October 2024 they met. " * (number % 7)
        yield {"id": f"d{number}", "published": "2024-10-13" if number % 2 else None, "text": text}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """More than a process gets at a time, many times over."""
    return written(tmp_path_factory.mktemp("documents") / "docs.jsonl", generated(2_500))


@pytest.fixture(scope="module")
def tagged(run, documents):
    """What becomes of them in one process."""
    result = run("dates", "--documents", documents)
    assert (result.code, result.err) == (0, b"")
    return result.out


# --- articles --------------------------------------------------------------------------------------------------------


def test_a_table(run, article):
    result = run("dates", article)
    assert (result.code, result.err) == (0, b"")
    head, *rows = [re.split(r"  +", line) for line in result.lines]
    assert head == ["Line", "Words", "Meaning", "First", "Last", "How"]
    assert rows == [
        ["5", "11 October 2024", *["2024-10-11"] * 3, "said"],
        ["7", "12 October 2017", *["2017-10-12"] * 3, "said"],
    ]


def test_a_document(run, article):
    result = run("dates", "--json", article)
    assert (result.code, result.err) == (0, b"")
    values = result.json
    assert (values["schema"], values["published"], values["count"]) == ("urn:timeline:dates:1", "2024-10-13", 2)
    assert values["files"] == [{"file": str(article), "published": "2024-10-13", "count": 2}]
    text = ARTICLE.split("---\n")[2]
    for found in values["dates"]:
        assert list(found) == ["line", *KEYS]
        assert text[found["start"] : found["end"]] == found["text"]
    assert [found["text"] for found in values["dates"]] == ["11 October 2024", "12 October\n2017"]
    assert [found["line"] for found in values["dates"]] == [5, 7]


def test_the_option_beats_the_front_matter(run, article):
    for day, published in (("2020-02-29", "2020-02-29"), ("yesterday", "2026-11-21"), ("-0043-03-15", "-0043-03-15")):
        assert run("dates", "--json", "--published", day, article).json["published"] == published
        assert run("dates", "--json", f"--published={day}", "-", stdin=b"He came.").json["published"] == published


@pytest.mark.parametrize("published", ["", "published: 2024-10\n", "published: last week\n", "published: null\n"])
def test_no_publication_date_is_said_and_never_guessed(run, article, published):
    text = ARTICLE.replace("published: 2024-10-13\n", published)
    article.write_text(text, encoding="utf-8")
    assert run("dates", article).said == ""  # all that is in it is told by its words
    article.write_text(text.replace("On 11", "Yesterday they laughed. On 11"), encoding="utf-8")
    result = run("dates", article)
    assert (result.code, len(result.lines)) == (0, 4)
    assert result.said.startswith("timeline: no publication date: ")
    assert "--published" in result.said
    document = run("dates", "--json", article)
    assert (document.json["published"], document.err) == (None, b"")


def test_standard_input_with_front_matter_or_without(run, article):
    whole = run("dates", "--json", "-", stdin=ARTICLE.encode()).json
    assert whole["files"][0]["file"] == "-"
    assert whole["dates"] == run("dates", "--json", article).json["dates"]
    bare = run("dates", "--json", "-", stdin=("\ufeff" + ARTICLE.split("---\n")[2]).encode()).json
    assert bare["published"] is None
    assert [found["line"] for found in bare["dates"]] == [1, 3]
    assert [found["start"] for found in bare["dates"]] == [found["start"] for found in whole["dates"]]


def test_the_language_is_the_options_or_the_front_matters(run, article):
    text = "Rekao je 11. oktobra 2024. godine, a juče ne."
    assert (
        run("dates", "--json", "--language", "sr-Latn", "-", stdin=text.encode()).json["dates"][0]["edtf"]
        == "2024-10-11"
    )
    article.write_text(f"---\nlanguage: sr-Latn\n---\n{text}", encoding="utf-8")
    assert [found["edtf"] for found in run("dates", "--json", article).json["dates"]] == ["2024-10-11"]
    refused = run("dates", "--language", "xx", article)
    assert (refused.code, refused.out) == (2, b"")
    assert "sr-Latn" in refused.said


def test_several_articles(run, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("He left last Friday.")
    result = run("dates", article, other)
    assert result.lines[0].split()[:2] == ["File", "Line"]
    assert [line.split()[0] for line in result.lines[1:]] == [str(article), str(article), str(other)]
    assert result.said.startswith(f"timeline: {other}: no publication date")
    values = run("dates", "--json", article, other).json
    assert "published" not in values
    assert [(file["published"], file["count"]) for file in values["files"]] == [("2024-10-13", 2), (None, 1)]
    assert [found["file"] for found in values["dates"]] == [str(article), str(article), str(other)]


def test_nothing_found(run):
    result = run("dates", "-", stdin=b"No word of it.")
    assert (result.code, result.out, result.said) == (0, b"", "timeline: nothing in it tells a time\n")
    document = run("dates", "--json", "-", stdin=b"")
    assert (document.code, document.json["dates"], document.json["count"]) == (0, [], 0)


@pytest.mark.parametrize(
    ("line", "way_out"),
    [
        ("dates", "name a text"),
        ("dates none.txt", "there is no file 'none.txt'"),
        ("dates .", "article.txt"),
        ("dates - -", "once"),
        ("dates - --published 2024", "one day"),
        ("dates - --published 03/04/2024", "2024-03-04"),
        ("dates - --published soon", "cannot read"),
        ("dates - --jobs 2", "--documents"),
        ("dates --documents none.jsonl", "there is no file"),
        ("dates --documents - --json", "--json does not go with it"),
        ("dates --documents - --published 2024-10-11", "--published does not go with it"),
        ("dates --documents - article.txt", "texts does not go with it"),
        ("dates --documents - --jobs -1", "-1"),
    ],
)
def test_what_is_refused(run, line, way_out):
    result = run(*line.split())
    assert (result.code, result.out) == (2, b"")
    assert way_out in result.said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"caf\xe9", "-:1:4: byte 0xe9 is no UTF-8"),
        (b"a\nb\0", "-:2:2: this is a binary file"),
        (b"\xff\xfea\0", "UTF-16"),
        (b"---\na: b: c\n---\nText\n", "-:2:"),
    ],
)
def test_what_is_no_text(run, data, said):
    result = run("dates", "-", stdin=data)
    assert (result.code, result.out) == (3, b"")
    assert said in result.said


def test_no_control_character_reaches_the_terminal(run, tmp_path):
    nasty = tmp_path / "a\x1b[31m\x9b1m.txt"
    nasty.write_text("\x1b[31mOn 11\x1f October\u2028 2024 \x9b31m in May\u202e 1942\x07\x7f.\n" * 2, encoding="utf-8")
    for options in ((), ("--json",), ("--width", "60", "--color", "always"), ("--json", nasty)):
        result = run("dates", nasty, *options)
        assert result.code == 0
        bare = re.sub("\x1b\\[[0-9;]*m", "", result.text) if "always" in options else result.text
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", bare + result.said)


def test_tables_fit_and_pipes_are_never_cut(run, terminal, article):
    article.write_text("On 11 October 2024 they met. " * 3 + "On 12 October\n\n" * 500, encoding="utf-8")
    short = article.with_name("short.txt")
    short.write_text(ARTICLE)
    for file in (article, short):
        assert max(map(len, run("dates", file).lines)) > 60
        for width in (40, 60, 80, 120):
            assert max(map(len, run("dates", file, "--width", width).lines)) <= width
    seen = terminal("dates", short, columns=50, stderr=False)
    assert max(map(len, re.sub("\x1b\\[[0-9;]*m", "", seen.text).splitlines())) <= 50
    assert "\x1b[36m2024-10-11" in seen.text


def test_a_large_text(run, tmp_path):
    """A seed is at most 16 MiB; a text is not."""
    file = tmp_path / "large.txt"
    file.write_bytes(b"On 11 October 2024 they met.\n" + b"\n" * (17 << 20) + b"On 12 October 2017 too.\n")
    values = run("dates", "--json", file).json
    assert [(found["text"], found["line"]) for found in values["dates"]] == [
        ("11 October 2024", 1), ("12 October 2017", 2 + (17 << 20)),
    ]  # fmt: skip


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_line_for_each_document_in_their_order(tagged, documents):
    lines = tagged.decode().splitlines()
    for line, document in zip(lines, generated(2_500), strict=True):
        values = json.loads(line)
        assert list(values) == ["id", "dates"]
        assert values["id"] == document["id"]
        assert [found["text"] for found in values["dates"]] == ["11 October 2024"] * document["text"].count("On")
        for found in values["dates"]:
            assert list(found) == KEYS
            assert document["text"][found["start"] : found["end"]] == found["text"]


def test_several_processes_write_the_same_bytes(start, tagged, documents):
    for jobs in (0, 3):
        assert start("dates", "--documents", documents, "--jobs", jobs) == (0, tagged, b"")


def test_a_dash_is_standard_input(run, tagged, documents):
    assert run("dates", "--documents", "-", stdin=documents.read_bytes()) == (0, tagged, b"")


def test_ids_texts_and_days_of_all_sorts(run, tmp_path):
    file = written(
        tmp_path / "a.jsonl",
        [
            {"id": 7, "text": "In May 1942."},
            {"id": "\ud800\x9b", "published": None, "text": "In May 1942 \ud800."},
            {"id": "", "published": "2024-10-13T10:00:00Z", "text": ""},
        ],
    )
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n\n"))
    result = run("dates", "--documents", file)
    assert (result.code, result.err) == (0, b"")
    found = [json.loads(line) for line in result.lines]
    assert [document["id"] for document in found] == [7, "\ud800\x9b", ""]
    assert [len(document["dates"]) for document in found] == [1, 1, 0]
    assert b"\x9b" not in result.out


def test_nothing_to_do(run):
    assert run("dates", "--documents", "-", stdin=b"") == (0, b"", b"")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bad_line_ends_it_after_what_came_before(start, tmp_path, jobs):
    file = written(tmp_path / "a.jsonl", generated(2_000))
    with file.open("a") as lines:
        lines.write('{"id": "a", "published": "2024-02-30"}\n{"id": "b", "text": ""}\n{\n')
    result = start("dates", "--documents", "a.jsonl", "--jobs", jobs, cwd=tmp_path)
    assert (result.code, len(result.lines)) == (3, 2_000)
    told = [line.split(": ")[0] for line in result.said.splitlines() if line.startswith("a.jsonl:")]
    assert told == ["a.jsonl:2001:1", "a.jsonl:2001:26"]
    assert "'2024-02-30' is no day" in result.said


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_leaves_is_no_error(shell, documents, jobs):
    result = shell(f'timeline dates --documents {documents} --jobs {jobs} | head -1; echo "${{PIPESTATUS[0]}}"')
    assert (result.code, result.err) == (0, b"")
    assert result.lines[1:] == ["0"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk(shell, documents, jobs):
    result = shell(f"timeline dates --documents {documents} --jobs {jobs} >/dev/full")
    assert result.code == 1
    assert b"No space left" in result.err
    assert b"Traceback" not in result.err


def process_of(home, *arguments, **streams):
    """Start the program as a shell does: in a group of its own, which is what Ctrl-C reaches; its input stays open."""
    return subprocess.Popen(
        [*PROGRAM, "dates", *map(str, arguments)],
        env=environment(home),
        start_new_session=True,
        stdin=subprocess.PIPE,
        **streams,
    )


def until(condition):
    """Wait for what is about to happen."""
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def is_gone(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    # Whoever adopts a process may take its time to see that it has ended.
    states = [Path(f"/proc/{name}/stat") for name in os.listdir("/proc") if name.isdecimal()]
    fields = [state.read_text().rpartition(")")[2].split() for state in states if state.exists()]
    return all(field[0] == "Z" for field in fields if field[2] == str(group))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_all_processes_without_a_word(home, documents, tmp_path, jobs):
    out = tmp_path / "out"
    with (
        out.open("wb") as stdout,
        process_of(home, "--documents", "-", "--jobs", jobs, stdout=stdout, stderr=subprocess.PIPE) as process,
    ):
        process.stdin.write(documents.read_bytes() * int(jobs) ** 2)
        process.stdin.flush()
        until(lambda: out.stat().st_size)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""
        until(lambda: is_gone(process.pid))


def test_progress_is_shown_on_a_terminal_only(home, tmp_path):
    out = tmp_path / "out"
    one = b'{"id": 1, "text": "In May 1942."}\n'

    def shown(stdout):
        """Give what a terminal shows that is stderr, and stdout too where that is None."""
        master, slave = pty.openpty()
        with process_of(home, "--documents", "-", stdout=stdout or slave, stderr=slave) as process:
            os.close(slave)
            process.stdin.write(one)
            process.stdin.flush()
            until(lambda: out.stat().st_size or select.select([master], [], [], 0)[0])
            time.sleep(0.3)
            process.stdin.write(one)
            process.stdin.close()
            seen = b""
            with contextlib.suppress(OSError):  # the other end is closed
                while part := os.read(master, 1 << 16):
                    seen += part
            assert process.wait(20) == 0
        os.close(master)
        return seen

    out.touch()
    assert shown(None).count(b'{"id":1') == 2
    with out.open("wb") as stdout:
        assert re.fullmatch(rb"\r2 documents, 0\.0 MB\r +\r", shown(stdout))
    assert out.read_bytes().count(b"\n") == 2
