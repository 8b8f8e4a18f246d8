"""What a person and a pipe can count on: the twenty points of the command line, one section each."""

import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import unicodedata
from contextlib import closing
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from tests.cli.conftest import IDS, PROGRAM, environment, unprivileged

WIDTHS = (40, 60, 80, 120, 200)
TEXT_FORMATS = ("table", "csv", "markdown", "yaml")
MACHINE_FORMATS = ("json", "jsonl")
FORMATS = (*TEXT_FORMATS, *MACHINE_FORMATS)
FORCED = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
ESC = b"\x1b"

# One line a view: what draws on a terminal. A command that is not there (yet) is passed over.
VIEWS = (
    ("list",),
    ("list", "--since", "2023"),
    ("show", "2023"),
    ("show", "-0043..2030"),
    ("show", *IDS),
    ("tally",),
    ("tally", "--by", "actor"),
    ("tally", "--by", "tag", "--by", "actor"),
    ("tally", "--by", "publisher", "--by", "place"),
    ("actors",),
    ("actors", "--all"),
    ("kinds",),
    ("chart",),
    ("chart", "--since", "2017"),
)
FILELESS = (("formats",), ("config",))


def views(commands, *files):
    named = [part for file in files for part in ("--file", file)]
    return [(*view, *named) for view in VIEWS if view[0] in commands] + list(FILELESS)


def is_clean(text):
    """Say whether no control character is in a text but for line ends."""
    return not [sign for sign in text if sign != "\n" and unicodedata.category(sign) in {"Cc", "Zl", "Zp"}]


def reorders(text):
    return re.search("[\u202a-\u202e\u2066-\u2069]", text) is not None


# --- 1: help ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_of_the_program(start, option, commands):
    result = start(option)
    assert (result.code, result.err) == (0, b"")
    assert result.text.startswith("Usage: timeline ")
    assert [line for line in result.lines[:24] if line.startswith("  timeline ")]
    assert [line.split()[0] for line in result.text.split("Commands:\n")[1].splitlines()] == commands


def test_help_of_every_command_has_examples_on_the_first_screen(many, commands):
    for name in commands:
        short, long = many([name, "-h"], [name, "--help"])
        assert short == long
        assert (short.code, short.err) == (0, b"")
        assert short.text.startswith(f"Usage: timeline {name}")
        assert [line for line in short.lines[:24] if line.startswith(f"  timeline {name}")], short.text


def test_no_arguments_give_short_help(start):
    result = start()
    assert result == start("-h")
    assert len(result.lines) <= 40


# --- 2: version ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [("--version",), ("-V",), ("--version", "list")])
def test_version_is_one_line(start, arguments):
    from timeline import __version__

    assert start(*arguments) == (0, f"timeline {__version__}\n".encode(), b"")
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", __version__)


# --- 3: what does not exist ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "way_out"),
    [
        ("lisst", "did you mean 'list'"),
        ("list --aktor Serbia", "did you mean --actor"),
        ("list --actor Serbai", "did you mean Serbia?"),
        ("list --actor Vucik", "did you mean Aleksandar Vučić"),
        ("list actor:Serbai", "did you mean Serbia?"),
        ("list --kind assualt", "did you mean assault?"),
        ("list --status occured", "did you mean occurred?"),
        ("list --kind zzz", "one of: agree"),
        ("list --status zzz", "one of: occurred"),
        ("list --format jsn", "did you mean 'json'?"),
        ("list --format zzz", "one of: table csv"),
        ("list --format ../json", "one of: table csv"),
        ("list --sort zzz", "one of: date"),
        ("list aktor:Serbia", "did you mean 'actor:'?"),
        ("list --color blue", "auto, always or never"),
        ("list --width wide", "'wide' is not a valid int"),
        ("list --limit -1", "-1"),
        ("list --since 2024 --until 2023", "swap them"),
        ("list --since 20x4x", "write 2023"),
        ("list --today 2023", "YYYY-MM-DD"),
        ("list (a", "add a ')'"),
        ('list "a', "close it"),
        ("list -o events.zzz", ".csv"),
        ("list -o events.csv --format table", "redirect"),
        ("list --file nothing.yaml", "there is no file 'nothing.yaml'"),
        ("list --file - --file -", "once"),
        ("show", "timeline show 2023"),
        ("show erdogan-visits-serbia-204", "did you mean erdogan-visits-serbia-20"),
        ("show 202", "four digits"),
        ("tally --by yeer", "one of: year"),
        ("completion tcsh", "one of: bash zsh fish"),
        ("completion", "SHELL"),
        ("check nothing.yaml", "there is no file"),
        ("schema more", "timeline schema --help"),
    ],
)
def test_what_does_not_exist_is_refused_with_a_way_out(run, line, way_out):
    arguments = line.split(" ") if '"' in line else line.split()
    result = run(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert result.said.startswith("timeline: ")
    assert way_out.lower() in result.said.lower()


# --- 4: exit codes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("list", 0),
        ("list --text quetzalcoatl", 0),
        ("list --text quetzalcoatl --exit-status", 4),
        ("list --text quetzalcoatl --exit-status --json", 4),
        ("list --exit-status", 0),
        ("show 2090 --exit-status --json", 4),
        ("show 2090 --exit-status", 4),
        ("check", 1),
        ("list --kind zzz", 2),
    ],
)
def test_exit_codes(run, line, code, nasty):
    assert run(*line.split(), env={"TIMELINE_FILE": str(nasty)}).code == code


def test_check_exits_1_with_findings_and_other_commands_3_on_invalid_data(run, tmp_path):
    file = tmp_path / "bad.yaml"
    file.write_text("events:\n  - id: a\n    date: 2014-02-30\n    title: A\n    kind: agree\n")
    checked, listed = run("check", file), run("list", "--file", file)
    assert (checked.code, listed.code) == (1, 3)
    assert b"2014-02-30" in checked.out
    assert (listed.out, b"2014-02-30" in listed.err) == (b"", True)


def test_a_failure_at_run_time_exits_1(run, tmp_path):
    tmp_path.chmod(0o500)
    result = run("list", "-o", tmp_path / "out.json", preexec=unprivileged)
    assert (result.code, result.out) == (1, b"")
    assert "cannot write" in result.said


def test_ctrl_c_exits_130_without_a_word(home, nowhere):
    process = subprocess.Popen(
        [*PROGRAM, "list", "--file", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(home),
        cwd=nowhere,
    )
    with process:
        # More than a pipe holds: once it is written, the program is reading.
        process.stdin.write(b"#" * (1 << 18))
        process.stdin.flush()
        for _ in range(4):
            # A signal between two reads waits for the end of the next: whoever sees nothing happen presses again.
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
                break
        assert process.wait(1) == 130
        assert (process.stdout.read(), process.stderr.read()) == (b"", b"")


def test_a_closed_pipe_is_silent_on_100_000_events(shell, hundred_thousand):
    result = shell(f'timeline list --file {hundred_thousand} | head -1; echo "${{PIPESTATUS[0]}}"')
    assert (result.code, result.err) == (0, b"")
    first, code = result.lines
    assert first.startswith("Date ")
    assert code == "0"


@pytest.mark.parametrize("line", ["--json", "--format jsonl", "--format csv"])
def test_a_closed_pipe_is_silent_in_machine_formats(shell, hundred_thousand, line):
    result = shell(f"timeline list {line} --file {hundred_thousand} | head -1")
    assert (result.code, result.err, len(result.lines)) == (0, b"", 1)


@pytest.mark.parametrize("line", ["list", "list --json", "show 2023", "tally", "schema", "kinds"])
def test_a_reader_that_leaves_at_once_is_no_error(shell, line):
    assert shell(f'timeline {line} | true; echo "${{PIPESTATUS[0]}}"') == (0, b"0\n", b"")


@pytest.mark.parametrize(
    "line", ["list", "list --json", "show 2023", "tally", "kinds", "schema", "check --json", "-h", "--version"]
)
def test_a_full_disk_exits_1_with_a_message(shell, line):
    result = shell(f"timeline {line} >/dev/full")
    assert result.code == 1
    assert b"No space left" in result.err
    assert b"Traceback" not in result.err


# --- 5: data on stdout, the rest on stderr ---------------------------------------------------------------------------


def test_nothing_found_is_said_on_stderr(run):
    result = run("list", "--text", "quetzalcoatl")
    assert (result.code, result.out) == (0, b"")
    assert re.fullmatch(r"timeline: nothing matches, of \d+ events\n", result.said)


def test_nothing_found_is_still_a_document(run):
    result = run("list", "--text", "quetzalcoatl", "--json")
    assert (result.code, result.json["count"], result.json["events"]) == (0, 0, [])
    assert result.err


def test_an_answer_leaves_stderr_empty(many, commands, nasty):
    for result in many(*views(commands, nasty)):
        assert (result.code, result.err) == (0, b"")
        assert result.out


def test_counts_of_check_go_to_stderr(run):
    result = run("check")
    assert result.out == b""
    assert re.fullmatch(r"timeline: \d+ events, nothing to find fault with\n", result.said)


# --- 6 and 7: colours and signs --------------------------------------------------------------------------------------


def test_piped_output_has_no_escape(many, commands, nasty):
    lines = [*views(commands, nasty), ["check", nasty], ["-h"], ["schema"]]
    for result in many(*lines, env={"TERM": "xterm-256color"}):
        assert ESC not in result.out + result.err


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "table"])
def test_written_formats_have_no_escape_though_colour_is_forced(run, nasty, name):
    result = run("list", "--file", nasty, "--format", name, "--color", "always", env=FORCED)
    assert result.code == 0
    assert ESC not in result.out


def test_json_of_every_command_has_no_escape_though_colour_is_forced(many, nasty):
    lines = [
        ("tally", "--json", "--file", nasty, "--color", "always"),
        ("actors", "--json", "--file", nasty, "--color", "always"),
        ("kinds", "--json", "--color", "always"),
        ("formats", "--json", "--color", "always"),
        ("config", "--json", "--color", "always"),
        ("show", "2023", "--json", "--file", nasty, "--color", "always"),
        ("check", "--json", nasty),
    ]
    for result in many(*lines, env=FORCED):
        assert ESC not in result.out
        assert json.loads(result.out)


@pytest.mark.parametrize(
    ("options", "variables", "colored"),
    [
        ("", {}, False),
        ("", {"FORCE_COLOR": "1"}, True),
        ("", {"FORCE_COLOR": ""}, False),
        ("", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("", {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ("", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ("", {"TIMELINE_COLOR": "always"}, True),
        ("", {"TIMELINE_COLOR": ""}, False),
        ("--color always", {}, True),
        ("--color always", {"NO_COLOR": "1"}, True),
        ("--color always", {"TIMELINE_COLOR": "never"}, True),
        ("--color never", {"FORCE_COLOR": "1"}, False),
        ("--color auto", {"FORCE_COLOR": "1"}, True),
        ("--color auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
@pytest.mark.parametrize("view", ["tally"])
def test_who_decides_on_colour_in_a_pipe(run, nasty, view, options, variables, colored):
    result = run(view, "--file", nasty, *options.split(), env=variables)
    assert result.code == 0
    assert (ESC in result.out) is colored


@pytest.mark.parametrize(
    ("options", "variables", "colored"),
    [
        ("", {}, True),
        ("", {"NO_COLOR": "1"}, False),
        ("", {"NO_COLOR": ""}, True),
        ("", {"TERM": "dumb"}, False),
        ("", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("--color never", {}, False),
        ("--color always", {"NO_COLOR": "1"}, True),
    ],
)
def test_who_decides_on_colour_on_a_terminal(terminal, nasty, options, variables, colored):
    result = terminal("tally", "--file", nasty, "--no-pager", *options.split(), env=variables)
    assert result.code == 0
    assert (ESC in result.out) is colored


def test_colour_changes_nothing_but_colour(many, commands, nasty):
    lines = [(*view, "--width", "100") for view in views(commands, nasty) if view != ("config",)]
    coloured = many(*((*line, "--color", "always") for line in lines))
    for plain, result in zip(many(*lines), coloured, strict=True):
        bare = re.sub(r"\x1b\[[0-9;]*m", "", result.text)
        assert [line.rstrip() for line in bare.splitlines()] == plain.lines


SEVEN_BIT_FILE = """events:
  - {id: a, date: 2023-05-01, title: A meets B, kind: agree, actors: [Zed], sources: [{url: https://e.org, quote: so}]}
  - {id: b, date: 2023-06, title: B is promised, kind: agree, status: expected, sources: [{url: https://e.org}]}
  - {id: c, date: 2001/2004, title: C lasts, kind: state, sources: [{url: https://e.org}]}
  - {id: d, date: ../2024, title: D is bound, kind: state, sources: [{url: https://e.org}]}
"""


@pytest.mark.parametrize(
    "variables",
    [{"TERM": "dumb"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"LC_ALL": "", "LC_CTYPE": "C"}],
    ids=lambda variables: "-".join(itertools.chain(*variables.items())),
)
def test_a_dumb_terminal_and_the_c_locale_get_7_bit_signs(many, commands, tmp_path, variables):
    file = tmp_path / "plain.yaml"
    file.write_text(SEVEN_BIT_FILE)
    lines = [("show", "2000..2030"), ("show", "a"), ("tally",), ("tally", "--by", "kind"), ("list",), ("kinds",)]
    lines += [("chart",)] * ("chart" in commands)
    for width in ((), ("--width", "60")):
        for result in many(*((*line, "--file", file, *width) for line in lines), env=variables):
            assert (result.code, result.text.isascii()) == (0, True), result.text


def test_the_option_for_7_bit_signs(many, tmp_path):
    file = tmp_path / "plain.yaml"
    file.write_text(SEVEN_BIT_FILE)
    lines = [("show", "2000..2030", "--file", file), ("tally", "--file", file)]
    for rich, plain in zip(many(*lines), many(*((*line, "--ascii") for line in lines)), strict=True):
        assert not rich.text.isascii()
        assert plain.text.isascii()


@pytest.mark.parametrize("variables", [{"TERM": "dumb"}, {"LC_ALL": "C"}, {"LANG": None}, {"PYTHONUTF8": "0"}])
def test_data_stay_utf8_whatever_the_locale(start, nasty, variables):
    listed = start("list", "--file", nasty, env=variables).text
    assert "Председник Александар Вучић" in listed
    assert "東京で会談" in listed
    event = start("show", "arabic", "--file", nasty, "--json", env=variables).json["events"][0]
    assert event["place"]["name"] == "بلغراد"


# --- 8: JSON ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def schema(run):
    found = run("schema").json
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


def test_the_schema_is_the_one_that_ships(run):
    import timeline

    shipped = Path(timeline.__file__).parent / "schema" / "events.schema.json"
    assert run("schema").text == shipped.read_text(encoding="utf-8")


@pytest.mark.parametrize("question", [(), ("--since", "2023"), ("--text", "quetzalcoatl"), ("--limit", "3")])
def test_json_is_one_document_that_the_schema_allows(run, nasty, curated, schema, question):
    for files in (["--file", curated], ["--file", curated, "--file", nasty]):
        result = run("list", "--json", *files, *question)
        assert (result.code, result.text[-1]) == (0, "\n")
        document = result.json
        assert list(document) == ["schema", "version", "count", "events"]
        assert document["count"] == len(document["events"])
        schema.validate(document)


def test_jsonl_is_one_object_a_line_that_the_schema_allows(run, nasty, curated, schema):
    files = ["--file", curated, "--file", nasty, "--since", "2000"]
    lines = run("list", "--format", "jsonl", *files).text.split("\n")
    assert lines.pop() == ""
    events = [json.loads(line) for line in lines]
    assert events == run("list", "--json", *files).json["events"]
    for event in events:
        schema.validate(event)


def test_the_schema_refuses_what_the_reader_refuses(schema):
    good = {"id": "a", "date": "2023", "title": "A", "kind": "agree", "sources": [{"url": "https://e.org"}]}
    schema.validate(good)
    for wrong in ({"id": "a b"}, {"title": ""}, {"status": "maybe"}, {"sources": []}, {"colour": "red"}):
        assert not schema.is_valid(good | wrong)


def test_show_gives_the_same_objects_as_list(run, nasty):
    shown = run("show", "brackets", "wide", "--file", nasty, "--json").json["events"]
    listed = run("list", "--file", nasty, "--json").json["events"]
    assert [event["id"] for event in shown] == ["brackets", "wide"]
    assert all(event in listed for event in shown)


@pytest.mark.parametrize("line", ["tally --json", "check --json", "actors --json", "kinds --json", "formats --json"])
def test_reports_as_json_have_schema_and_version(run, line):
    document = run(*line.split()).json
    assert document["schema"].startswith("urn:timeline:")
    assert document["version"]


@pytest.mark.parametrize(
    ("line", "code", "word"),
    [
        ("list --json --actor Serbai", 2, "usage"),
        ("list --json --aktor Serbai", 2, "usage"),
        ("list --json --format csv", 2, "usage"),
        ("list --json --since 03/04/2023", 2, "ambiguous-date"),
        ("list --format json --since zzz", 2, "bad-date"),
        ("list --format=json --since zzz", 2, "bad-date"),
        ("list -F json --since zzz", 2, "bad-date"),
        ("show --json zzz", 2, "usage"),
        ("tally --json --by zzz", 2, "usage"),
        ("list --json --file bad.yaml", 3, "bad-data"),
        ("list --json --text quetzalcoatl --exit-status", 4, "nothing-matched"),
    ],
)
def test_errors_are_json_where_json_was_asked_for(run, tmp_path, line, code, word):
    (tmp_path / "bad.yaml").write_text("events:\n  - {id: a, date: 2014-02-30, title: A, kind: agree}\n")
    result = run(*line.split(), cwd=tmp_path)
    assert result.code == code
    error = json.loads(result.err)["error"]
    assert (error["exit"], error["code"]) == (code, word)
    assert error["message"]
    assert [problem["line"] for problem in error["problems"]] == ([2] if word == "bad-data" else [])


# --- 9: the same bytes -----------------------------------------------------------------------------------------------


def test_the_same_bytes_again(several, nasty, curated):
    lines = ["list", "list --json", "list --format yaml", "tally --by actor --json", "actors", "kinds", "show 2023"]

    def ask(*files, **variables):
        named = [part for file in files for part in ("--file", file)]
        return several(*((*line.split(), *named) for line in lines), env=variables)

    first = ask(curated, nasty, PYTHONHASHSEED="1", LC_ALL="C.UTF-8")
    assert first.count(b"\n-- [") == len(lines)
    assert ask(curated, nasty, PYTHONHASHSEED="2", LC_ALL="tr_TR.UTF-8", TZ="Pacific/Kiritimati") == first
    assert ask(nasty, curated, PYTHONHASHSEED="3", LC_ALL="en_US.UTF-8", HOME=None, XDG_CACHE_HOME=None) == first


def test_a_file_named_twice_counts_once(run, nasty):
    assert run("list", "--json", "--file", nasty, "--file", nasty) == run("list", "--json", "--file", nasty)


# --- 10: writing to a file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.json", "json"),
        ("a.jsonl", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.csv", "csv"),
        ("A.CSV", "csv"),
        ("a.md", "markdown"),
        ("a.markdown", "markdown"),
        ("a.yaml", "yaml"),
        ("a.yml", "yaml"),
    ],
)
def test_the_name_tells_the_format(run, nasty, tmp_path, name, form):
    assert run("list", "--file", nasty, "-o", tmp_path / name) == (0, b"", b"")
    assert (tmp_path / name).read_bytes() == run("list", "--file", nasty, "--format", form).out
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_an_option_beats_the_name(run, nasty, tmp_path):
    assert run("list", "--file", nasty, "-o", tmp_path / "a.txt", "--format", "csv").code == 0
    assert (tmp_path / "a.txt").read_bytes() == run("list", "--file", nasty, "--format", "csv").out


def test_no_file_is_overwritten_without_force(run, nasty, tmp_path):
    target = tmp_path / "a.json"
    target.write_text("mine")
    target.chmod(0o640)
    refused = run("list", "--file", nasty, "-o", target)
    assert (refused.code, refused.out, target.read_text()) == (2, b"", "mine")
    assert "--force" in refused.said
    assert run("list", "--file", nasty, "-o", target, "--force").code == 0
    assert target.read_bytes() == run("list", "--file", nasty, "--json").out
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_is_refused_without_force_and_kept_with_it(run, nasty, tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    link.symlink_to("target.json")
    assert run("list", "--file", nasty, "-o", link).code == 2
    assert not target.exists()
    target.write_text("mine")
    assert run("list", "--file", nasty, "-o", link, "--force").code == 0
    assert link.is_symlink()
    assert json.loads(target.read_bytes())["count"] == len(IDS)


@pytest.mark.parametrize("before", [None, "mine"])
def test_a_file_is_written_whole_or_not_at_all(run, nasty, tmp_path, before):
    import resource

    run("list", "--file", nasty)  # the index is there: only the answer is written
    target = tmp_path / "a.json"
    if before:
        target.write_text(before)
    small = run(
        "list", "--file", nasty, "-o", target, "--force",
        preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )  # fmt: skip
    assert (small.code, small.out) == (1, b"")
    assert "cannot write" in small.said
    assert [file.read_text() for file in tmp_path.iterdir()] == ([before] if before else [])


@pytest.mark.parametrize(("name", "said"), [("", "is a folder"), ("none/a.json", "cannot write")])
def test_a_place_that_cannot_be_written(run, nasty, tmp_path, name, said):
    result = run("list", "--file", nasty, "--json", "--force", "-o", tmp_path / name)
    assert result.code in {1, 2}
    assert said in result.said
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_rights_of_a_new_file(run, nasty, tmp_path):
    run("list", "--file", nasty, "-o", tmp_path / "a.csv", preexec=lambda: os.umask(0o027))
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


def test_an_input_file_can_be_written_over(run, nasty, tmp_path):
    file = tmp_path / "a.jsonl"
    run("list", "--file", nasty, "-o", file)
    before = run("list", "--file", file, "--json").json["events"]
    assert run("list", "--file", file, "-o", file, "--force").code == 0
    assert run("list", "--file", file, "--json").json["events"] == before


# --- 11: which file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["yaml", "json", "jsonl", "csv"])
def test_a_dash_is_standard_input(run, nasty, form):
    written = run("list", "--file", nasty, "--format", form).out
    result = run("list", "--file", "-", "--json", stdin=written)
    assert (result.code, result.err) == (0, b"")
    assert [event["id"] for event in result.json["events"]] == [
        event["id"] for event in run("list", "--file", nasty, "--json").json["events"]
    ]


def test_a_dash_is_standard_input_for_every_command(run, nasty, commands):
    data = nasty.read_bytes()
    for line in (*(view for view in VIEWS[::2] if view[0] in commands), ("check",)):
        assert run(*line, "--file", "-", stdin=data).code == (1 if line == ("check",) else 0)
    assert run("check", "-", stdin=data).code == 1


def test_where_the_events_come_from(run, nasty, curated, tmp_path):
    (tmp_path / "data").mkdir()
    here = tmp_path / "data" / "events.yaml"
    here.write_text(SEVEN_BIT_FILE)
    inner = tmp_path / "some" / "folder"
    inner.mkdir(parents=True)

    def ids(*options, **how):
        return {event["id"] for event in run("list", "--json", *options, **how).json["events"]}

    shipped = ids()
    assert len(shipped) > 50
    assert ids(cwd=tmp_path) == ids(cwd=inner) == set("abcd")
    assert ids(cwd=inner, env={"TIMELINE_FILE": str(nasty)}) == set(IDS)
    assert ids(cwd=inner, env={"TIMELINE_FILE": ""}) == set("abcd")
    assert ids("--file", here, env={"TIMELINE_FILE": str(nasty)}) == set("abcd")
    assert ids("--file", here, "-f", nasty) == {*"abcd", *IDS}
    assert ids(env={"TIMELINE_FILE": f"{nasty}{os.pathsep}{here}"}) == {*"abcd", *IDS}


def test_config_says_what_holds_and_where_it_comes_from(run, nasty, tmp_path):
    def settings(*options, **how):
        rows = run("config", "--json", *options, **how).json["settings"]
        return {row["setting"]: (row["value"], row["origin"]) for row in rows}

    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "events.yaml").write_text(SEVEN_BIT_FILE)
    inner = tmp_path / "inner"
    inner.mkdir()
    found = settings()
    assert Path(found["file"][0]).is_file()
    assert found["file"][1] == "shipped with the program"
    assert found["today"] == ("2026-11-22", "TIMELINE_TODAY")
    assert found["width"] == ("unlimited", "not a terminal")
    assert found["color"][0] == "no"
    assert settings(env={"TIMELINE_TODAY": None})["today"][1] == "the clock"
    assert settings(env={"TIMELINE_FILE": str(nasty)})["file"] == (str(nasty), "TIMELINE_FILE")
    assert settings(cwd=tmp_path)["file"] == ("data/events.yaml", "data/events.yaml here")
    assert settings(cwd=inner)["file"] == ("../data/events.yaml", f"found in {tmp_path}")
    assert settings("--width", "90", env={"COLUMNS": "70"})["width"] == ("90", "--width")
    assert settings(env={"COLUMNS": "70"})["width"] == ("70", "COLUMNS")
    assert settings(env={"TIMELINE_WIDTH": "75"})["width"] == ("75", "TIMELINE_WIDTH")
    assert settings(env={"COLUMNS": "0"})["width"] == ("unlimited", "not a terminal")
    assert settings("--color", "always")["color"] == ("yes", "--color")
    assert settings(env={"FORCE_COLOR": "1"})["color"] == ("yes", "FORCE_COLOR")
    assert settings(env={"FORCE_COLOR": "1", "NO_COLOR": "1"})["color"] == ("no", "NO_COLOR")
    assert settings(env={"PAGER": "more"})["pager"] == ("more", "PAGER")
    assert settings(env={"TIMELINE_PAGER": "cat", "PAGER": "more"})["pager"] == ("cat", "TIMELINE_PAGER")


def test_settings_in_a_file(run, nasty, tmp_path):
    folder = tmp_path / "timeline"
    folder.mkdir()
    file = folder / "config.toml"
    variables = {"XDG_CONFIG_HOME": str(tmp_path)}
    file.write_text(f'file = "{nasty}"\nwidth = 70\ncolor = "always"\n')
    rows = {row["setting"]: row for row in run("config", "--json", env=variables).json["settings"]}
    assert {name: rows[name]["origin"] for name in ("file", "width", "color")} == dict.fromkeys(
        ("file", "width", "color"), str(file)
    )
    result = run("tally", env=variables)
    assert ESC in result.out
    assert ESC not in run("tally", env=variables | {"NO_COLOR": "1", "TIMELINE_COLOR": "never"}).out
    for wrong, said in (("colour = 'red'", "unknown setting 'colour'"), ("file = ", "cannot read"), ("a\xff", "a")):
        file.write_bytes(wrong.encode("latin-1"))
        result = run("list", env=variables)
        assert (result.code, result.out) == (2, b"")
        assert str(file) in result.said
        assert said in result.said


@pytest.mark.parametrize("text", ['color = "blue"', 'width = "wide"', "width = -3", "file = 3", "pager = 3"])
def test_a_wrong_value_in_the_file_of_settings_is_no_crash(run, tmp_path, text):
    (tmp_path / "timeline").mkdir()
    (tmp_path / "timeline" / "config.toml").write_text(text)
    result = run("tally", env={"XDG_CONFIG_HOME": str(tmp_path)})
    assert result.code in {0, 2}
    assert "Traceback" not in result.said


# --- 12: folders, homes, no terminal ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answer(run, nasty):
    return run("list", "--file", nasty, "--json")


def files_below(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def test_only_the_xdg_folders_are_written_to(run, nasty, tmp_path, answer):
    variables = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}
    for line in ("list --json", "check", "show 2023", "tally", "actors", "config"):
        named = ("--file", nasty) if line != "config" else ()
        assert run(*line.split(), *named, env=variables).code == (1 if line == "check" else 0)
    assert files_below(tmp_path)
    assert all(re.fullmatch(r"\.cache/timeline/(\w+\.index|actors-\w+\.json)", name) for name in files_below(tmp_path))
    assert (tmp_path / ".cache" / "timeline").stat().st_mode & 0o077 == 0


def test_a_named_cache_folder_is_used(run, nasty, tmp_path, answer):
    home, cache = tmp_path / "home", tmp_path / "cache"
    home.mkdir()
    assert run("list", "--file", nasty, "--json", env={"HOME": str(home), "XDG_CACHE_HOME": str(cache)}) == answer
    assert files_below(home) == []
    assert len(list((cache / "timeline").glob("*.index"))) == 1


NO_HOME = {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}


@pytest.mark.parametrize(
    "variables",
    [
        NO_HOME,
        NO_HOME | {"HOME": ""},
        NO_HOME | {"HOME": "/nonexistent"},
        NO_HOME | {"HOME": "/dev/null"},
        {"XDG_CACHE_HOME": "relative", "XDG_CONFIG_HOME": "relative"},
        {"XDG_CACHE_HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null"},
        {"XDG_CACHE_HOME": "/proc", "XDG_CONFIG_HOME": "/proc"},
        {"LANG": None},
        {"LANG": "xx_XX.nothing"},
        {"TERM": None, "PATH": None},
    ],
    ids=str,
)
def test_it_works_without_a_home_a_locale_or_a_path(start, nasty, tmp_path, variables, answer):
    assert start("list", "--file", nasty, "--json", env=variables, cwd=tmp_path, preexec=unprivileged) == answer
    assert files_below(tmp_path) == []


def test_config_tells_that_there_is_no_home(run):
    said = run("config", env=NO_HOME).text
    assert said.count("none: HOME is not set") == 2


def test_it_works_in_a_read_only_folder(run, nasty, tmp_path, answer):
    (tmp_path / "data").mkdir()
    shutil.copy(nasty, tmp_path / "data" / "events.yaml")
    (tmp_path / "cache").mkdir(mode=0o500)
    (tmp_path / "data").chmod(0o500)
    tmp_path.chmod(0o500)
    variables = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    for _ in range(2):
        assert run("list", "--json", cwd=tmp_path, env=variables, preexec=unprivileged) == answer
    assert files_below(tmp_path) == ["data/events.yaml"]


def test_it_works_in_a_folder_that_is_gone(shell, nasty, answer):
    result = shell(f'd=$(mktemp -d); cd "$d"; rmdir "$d"; timeline list --json --file {nasty}')
    assert result == answer
    assert "Traceback" not in shell('d=$(mktemp -d); cd "$d"; rmdir "$d"; timeline list --json').said


@pytest.mark.parametrize(
    ("streams", "code"),
    [("<&-", 0), ("2>&-", 0), ("<&- 2>&-", 0), (">&-", 1), (">&- 2>&-", 1), ("<&- >&- 2>&-", 1)],
)
@pytest.mark.parametrize("line", ["list --json"])
def test_closed_streams_are_no_crash(shell, nasty, streams, code, line, answer):
    result = shell(f"timeline {line} --file {nasty} {streams}")
    assert "Traceback" not in result.said
    assert result.code == code or (code and result.code == 0)  # nobody wanted the answer
    if not code and line == "list --json":
        assert result.out == answer.out


def test_closed_standard_input_named_as_the_file_is_an_error(shell):
    result = shell("timeline list --file - <&-")
    assert "Traceback" not in result.said
    assert result.code in {1, 2}


def _garbage(index):
    index.write_bytes(os.urandom(5000))


def _text(index):
    index.write_text("this is no database\n" * 1000)


def _empty(index):
    index.write_bytes(b"")


def _truncated(index):
    index.write_bytes(index.read_bytes()[: index.stat().st_size // 2])


def _first_page(index):
    index.write_bytes(index.read_bytes()[:4096])


def _overwritten(index):
    data = bytearray(index.read_bytes())
    with closing(sqlite3.connect(index)) as database:
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    data[(root - 1) * size : root * size] = b"\xff" * size
    index.write_bytes(data)


def _without_a_table(index):
    with closing(sqlite3.connect(index)) as database:
        database.execute("DROP TABLE event_doc")
        database.commit()


def _other_database(index):
    index.unlink()
    with closing(sqlite3.connect(index)) as database:
        database.execute("CREATE TABLE meta (a)")
        database.commit()


def _directory(index):
    index.unlink()
    index.mkdir()


def _full_directory(index):
    _directory(index)
    (index / "file").write_text("")


def _dangling_link(index):
    index.unlink()
    index.symlink_to("/nonexistent/file")


def _unreadable(index):
    index.chmod(0)


def _pipe(index):
    index.unlink()
    os.mkfifo(index)


@pytest.mark.parametrize(
    "damage",
    [
        _garbage,
        _text,
        _empty,
        _truncated,
        _first_page,
        _overwritten,
        _without_a_table,
        _other_database,
        _directory,
        _full_directory,
        _dangling_link,
        _unreadable,
        _pipe,
    ],
)
def test_a_damaged_index_changes_no_answer(run, tmp_path, nasty, damage, answer):
    file = tmp_path / "events.yaml"
    shutil.copy(nasty, file)
    os.utime(file, (1_700_000_000, 1_700_000_000))
    variables = {"XDG_CACHE_HOME": str(tmp_path / "cache")}

    def ask():
        return run("list", "--file", file, "--json", env=variables, preexec=unprivileged, timeout=40)

    assert ask() == answer
    (index,) = (tmp_path / "cache" / "timeline").glob("*.index")
    damage(index)
    assert ask() == answer
    assert ask() == answer


def test_an_edit_shows_at_once(run, tmp_path):
    file = tmp_path / "events.yaml"
    file.write_text(SEVEN_BIT_FILE)
    assert run("list", "--json", "--file", file).json["count"] == 4
    file.write_text(SEVEN_BIT_FILE.replace("A meets B", "B meets A"))
    assert run("list", "--json", "--text", "B meets A", "--file", file).json["count"] == 1
    file.write_text("\n".join(SEVEN_BIT_FILE.split("\n")[:3]))
    assert run("list", "--json", "--file", file).json["count"] == 2


# --- 13: width -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_asked(many, commands, nasty, curated, width):
    both = ("--file", nasty, "--file", curated)
    lines = [
        *views(commands, nasty),
        ("list", *both),
        ("tally", "--by", "kind", "--by", "year", *both),
        ("show", "2024"),
    ]
    for line, result in zip(lines, many(*((*line, "--width", width) for line in lines)), strict=True):
        assert result.code == 0, result.said
        wide = [text for text in result.lines if cell_len(text) > width]
        assert not wide, (line, wide)


@pytest.mark.parametrize("width", WIDTHS)
def test_long_lists_keep_to_the_width_and_end_in_an_ellipsis(run, hundred_thousand, width):
    result = run("list", "--file", hundred_thousand, "--limit", "1000", "--width", width)
    assert len(result.lines) == 1001
    assert max(map(cell_len, result.lines)) <= width
    assert ("…" in result.text) is (width < 60)


def test_columns_and_the_terminal_give_the_width(run, terminal, nasty):
    def widest(result):
        return max(map(cell_len, re.sub(r"\x1b\[[0-9;]*m", "", result.text).splitlines()))

    options = ("list", "--file", nasty, "--no-pager")
    for width in (44, 90):
        asked = run(*options, "--width", width)
        assert 30 < widest(asked) <= width
        assert run(*options, env={"COLUMNS": str(width)}) == asked
        assert run(*options, "--width", width, env={"COLUMNS": "150"}) == asked
        assert terminal(*options, columns=width, env={"NO_COLOR": "1"}).text == asked.text
        assert terminal(*options, columns=150, env={"NO_COLOR": "1", "COLUMNS": str(width)}).text == asked.text


def test_a_terminal_that_does_not_know_its_width_has_80_columns(terminal, run, nasty):
    seen = terminal("list", "--file", nasty, "--no-pager", columns=0, env={"NO_COLOR": "1"})
    assert seen.text == run("list", "--file", nasty, "--width", "80").text


@pytest.mark.parametrize("name", ["COLUMNS", "TIMELINE_WIDTH"])
@pytest.mark.parametrize("value", ["", "0", "-5", "wide", "²", "8.5", "9" * 30])
def test_a_width_that_is_none_is_passed_over(run, nasty, name, value):
    result = run("tally", "--file", nasty, env={name: value})
    assert (result.code, result.err) == (0, b"")
    if value[:1] != "9":
        assert result == run("tally", "--file", nasty)


def test_piped_output_is_never_cut(many, commands, nasty):
    for line, result in zip(views(commands, nasty), many(*views(commands, nasty)), strict=True):
        if line[0] not in {"chart", "show"}:
            assert "…" not in result.text, line
    (listed,) = many(("list", "--file", nasty))
    assert len(listed.lines) == len(IDS) + 1
    assert "x" * 180 in listed.text
    assert "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" in listed.text


# --- 14: the pager ---------------------------------------------------------------------------------------------------

PAGER = "sed s/^/PAGED:/"


@pytest.mark.parametrize(
    ("options", "rows", "variables", "paged"),
    [
        ("", 5, {"TIMELINE_PAGER": PAGER}, True),
        ("", 5, {"PAGER": PAGER}, True),
        ("", 5, {"PAGER": "false", "TIMELINE_PAGER": PAGER}, True),
        ("", 200, {"TIMELINE_PAGER": PAGER}, False),
        ("--no-pager", 5, {"TIMELINE_PAGER": PAGER}, False),
        ("--limit 1", 5, {"TIMELINE_PAGER": PAGER}, False),
        ("--json", 5, {"TIMELINE_PAGER": PAGER}, False),
        ("", 5, {"TIMELINE_PAGER": "no-such-pager-anywhere"}, False),
    ],
)
def test_a_pager_for_more_than_a_screen(terminal, nasty, options, rows, variables, paged):
    result = terminal("list", "--file", nasty, *options.split(), rows=rows, env=variables)
    assert result.code == 0
    assert (b"PAGED:" in result.out) is paged
    assert b"caesar" in result.out or b"Caesar" in result.out or "--limit" in options


def test_no_pager_in_a_pipe(run, nasty):
    variables = {"TIMELINE_PAGER": PAGER, "PAGER": PAGER, "LINES": "3", "FORCE_COLOR": "1"}
    assert b"PAGED:" not in run("list", "--file", nasty, env=variables).out


def test_a_pager_that_is_left_early_is_no_error(terminal, curated):
    result = terminal("list", "--file", curated, rows=5, env={"TIMELINE_PAGER": "head -2"})
    assert result.code == 0
    assert len(result.lines) == 2


def test_a_broken_pager_setting_is_no_crash(terminal, nasty):
    result = terminal("list", "--file", nasty, rows=5, env={"TIMELINE_PAGER": 'less "'})
    assert "Traceback" not in result.text


# --- 15: no prompts --------------------------------------------------------------------------------------------------


def test_no_command_waits_for_an_answer(several, commands, nasty):
    lines = [*views(commands, nasty), ("check", nasty), ("schema",), ("completion", "bash"), ("-h",)]
    lines = {line[0]: line for line in lines}.values()
    out = several(*lines, wait=True)
    assert len(re.findall(rb"(?m)^-- .* [01]$", out)) == len(lines)


def test_a_command_that_writes_to_your_events_has_a_dry_run(many, commands):
    writing = {"add", "accept", "apply", "bulk", "edit", "import", "merge", "review", "set"} & set(commands)
    for result in many(*([name, "--help"] for name in sorted(writing))):
        assert "--dry-run" in result.text


# --- 16: completion --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_script_for_a_shell(run, name):
    result = run("completion", name)
    assert (result.code, result.err) == (0, b"")
    assert f"_TIMELINE_COMPLETE=complete_{name}" in result.text
    assert "timeline" in result.lines[-1]


def completed(run, words, shell="bash", **how):
    at = len(words.split(" ")) - 1
    variables = {
        "bash": {"COMP_WORDS": words, "COMP_CWORD": str(at)},
        "zsh": {"_TYPER_COMPLETE_ARGS": words},
        "fish": {"_TYPER_COMPLETE_ARGS": words, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    result = run(env={"_TIMELINE_COMPLETE": f"complete_{shell}", **variables, **how.pop("env", {})}, **how)
    assert (result.code, result.err) == (0, b"")
    return result.text


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "found"),
    [("timeline li", "list"), ("timeline list --actor Ser", "Serbia"), ("timeline list --act", "--actor")],
)
def test_every_shell_gets_names_and_values(run, shell, words, found):
    assert found in completed(run, words, shell)


@pytest.mark.parametrize(
    ("words", "found", "absent"),
    [
        ("timeline list --actor Ser", {"Serbia"}, {"Turkey"}),
        ("timeline list --actor vuc", {"vucic"}, {"Serbia"}),
        ("timeline list --kind as", {"assault"}, {"agree"}),
        ("timeline list --status o", {"occurred", "ongoing", "overdue"}, {"expected"}),
        ("timeline list --tag kos", {"kosovo"}, {"ottoman"}),
        ("timeline list --since 202", {"2023", "2024"}, {"1389"}),
        ("timeline list --format j", {"json", "jsonl"}, {"csv"}),
        ("timeline show erd", {"erdogan-visits-serbia-2024"}, {"rafale-contract-2024"}),
        ("timeline show 202", {"2023"}, {"erdogan-visits-serbia-2024"}),
        ("timeline tally --kind ag", {"agree"}, {"assault"}),
    ],
)
def test_live_values(run, words, found, absent):
    text = completed(run, words)
    assert all(value in text for value in found)
    assert not any(value in text for value in absent)


def test_values_are_those_of_the_file_at_hand(run, nasty, tmp_path):
    assert "外交" in completed(run, "timeline list --tag 外", env={"TIMELINE_FILE": str(nasty)})
    shown = completed(run, "timeline list --actor Mal", env={"TIMELINE_FILE": str(nasty)})
    assert "Mallory" in shown
    assert is_clean(shown)
    broken = tmp_path / "broken.yaml"
    broken.write_text("events: [")
    assert completed(run, "timeline list --actor Ser", env={"TIMELINE_FILE": str(broken)}).strip() == ""


def test_bash_completes(shell):
    line = (
        'bin=$(mktemp -d); printf \'#!/bin/sh\\nexec "%s" -m timeline "$@"\\n\' "$PY" >$bin/timeline; chmod +x $bin/*;'
        ' unset -f timeline; PATH=$bin:$PATH; eval "$(timeline completion bash)";'
        " COMP_WORDS=(timeline list --actor Ser); COMP_CWORD=3; _timeline_completion timeline;"
        ' printf "%s\\n" "${COMPREPLY[@]}"; rm -r $bin'
    )
    result = shell(line, env={"PY": PROGRAM[0]})
    assert "Serbia" in result.lines


# --- 17: errors in data ----------------------------------------------------------------------------------------------

FAULTY = """events:
  - id: one
    date: 2014-02-30
    title: A day that is not
    kind: agree
    sources: [{url: https://e.org}]
  - id: two
    date: 2014
    titel: Mistyped
    kind: agree
    sources: [{url: https://e.org}]
  - id: three
    date: 2015
    title: Broken
    kind: agree
    status: maybe
    place: {name: Belgrade, lat: north}
    sources: [{url: https://e.org, published: 31.12.2015}]
  - id: four
    date: 2016
    title: 'Good'
    kind: agree
    sources: [{url: https://e.org}]
"""


def faults(text):
    """Read an error report back: place, message, the word under the caret."""
    found = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if match := re.fullmatch(r"(\S+):(\d+):(\d+): (.+)", line):
            source, caret = lines[number + 1], lines[number + 2]
            assert caret.strip() == "^"
            assert re.match(rf" *{match[2]} \| ", source)
            under = source[caret.index("^") :]
            found.append((int(match[2]), int(match[3]), match[4], under))
    return found


def test_every_fault_comes_with_place_caret_cause_and_way_out(run, tmp_path):
    file = tmp_path / "faulty.yaml"
    file.write_text(FAULTY)
    result = run("list", "--file", file)
    assert (result.code, result.out) == (3, b"")
    found = faults(result.said)
    assert found[0][:2] == (3, 11)
    assert {line for line, *_ in found} == {3, 7, 9, 16, 17, 18}
    text = FAULTY.split("\n")
    for line, column, _, under in found:
        assert text[line - 1][column - 1 :] == under
    said = [message for *_, message, _ in found]
    assert any("2014-02-30" in message for message in said)
    assert any("'titel'" in message for message in said)
    assert "did you mean 'title'?" in result.said
    assert any("'maybe'" in message for message in said)
    assert any("'north'" in message for message in said)
    assert re.search(r"timeline: \d+ problems in the data\n$", result.said)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("events:\n  - id: a\n    date: 2014\n    title: A: B\n    kind: agree\n", (4, 13), "YAML"),
        ("events:\n  - id: a\n    date: 2014\n    date: 2015\n    title: A\n", (4, 5), "'date' is given twice"),
        ("events:\n  - id: a\n    date: 03/04/2014\n    title: A\n    kind: agree\n", (3, 11), "03/04/2014"),
        ("events:\n  - id: a b\n    date: 2014\n    title: A\n    kind: agree\n", (2, 9), "'a b' is no id"),
        ("events:\n  - id: 東京\n    date: 2014\n    title: A\n    kind: agree\n", (2, 9), "no id"),
    ],
)
def test_where_a_fault_is(run, tmp_path, text, place, said):
    file = tmp_path / "events.yaml"
    file.write_text(text, encoding="utf-8")
    result = run("list", "--file", file)
    assert result.code == 3
    assert place in [fault[:2] for fault in faults(result.said)]
    assert said in result.said


def test_the_caret_stands_under_the_fault_in_wide_text(run, tmp_path):
    file = tmp_path / "events.jsonl"
    text = '{"title": "東京で\\u001b会談", "id": "a", "kind": "agree", "date": "2014-02-30"}'
    file.write_text(text + "\n", encoding="utf-8")
    result = run("list", "--file", file)
    assert result.code == 3
    lines = result.said.split("\n")
    number = next(n for n, line in enumerate(lines) if ("2014-02-30" in line and "no " in line) or "day" in line)
    before = lines[number + 1].split('"2014-02-30"')[0]
    assert lines[number + 2].index("^") == cell_len(before)


def test_faults_are_all_told_but_not_without_end(run, tmp_path):
    file = tmp_path / "events.jsonl"
    file.write_text('{"id": "a", "date": "2014-02-30", "title": "A", "kind": "agree"}\n' * 300)
    result = run("list", "--file", file)
    assert result.code == 3
    assert len(result.lines) == 0
    assert "… and 250 more" in result.said
    assert "timeline: 300 problems in the data" in result.said
    assert len(json.loads(run("list", "--json", "--file", file).err)["error"]["problems"]) == 300


def test_data_in_errors_cannot_steer_the_terminal(run, tmp_path):
    file = tmp_path / "ev\x1b[31m.yaml"
    file.write_text('events:\n  - id: a\n    date: "\\e[31m2014"\n    title: A\n    \x9b: b\n    "\\e": c\n')
    for line in (("list", "--file", file), ("check", file), ("list", "--actor", "\x1b[31m"), ("show", "\x1b]0;a\x07")):
        result = run(*line)
        assert result.code
        assert is_clean(result.text)
        assert is_clean(result.said)


# --- 18: dates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-07", "2023-07-01", "2023-07-31"),
        ("2023-Q3", "2023-07-01", "2023-09-30"),
        ("2017..2024", "2017-01-01", "2024-12-31"),
        ("2017/..", "2017-01-01", None),
        ("../1389", None, "1389-12-31"),
        ("44 BCE", "-0043-01-01", "-0043-12-31"),
        ("-0043", "-0043-01-01", "-0043-12-31"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
        ("last spring", "2026-03-01", "2026-05-31"),
        ("3 years ago", "2023-01-01", "2023-12-31"),
        ("March 2024", "2024-03-01", "2024-03-31"),
        ("1990s", "1990-01-01", "1999-12-31"),
        ("13/04/2023", "2023-04-13", "2023-04-13"),
        ("yesterday", "2026-11-21", "2026-11-21"),
    ],
)
def test_dates_as_people_write_them(many, typed, first, last):
    """Whatever is meant is the same as its days given as an EDTF interval."""
    meant = f"{first or '..'}/{last or '..'}"
    asked, edtf, shown = many(
        ("list", "--json", f'date:"{typed}"'), ("list", "--json", f"date:{meant}"), ("show", typed, "--json")
    )
    assert (asked.code, asked.err.count(b"\n")) == (0, 0 if asked.json["count"] else 1)
    assert asked.out == edtf.out
    assert shown.json["events"] == asked.json["events"]
    if first:
        since, edtf = many(("list", "--json", "--since", typed), ("list", "--json", "--since", first))
        assert since.out == edtf.out
    if last:
        until, edtf = many(("list", "--json", "--until", typed), ("list", "--json", "--until", last))
        assert until.out == edtf.out


@pytest.mark.parametrize(
    "line",
    [
        ["show", "03/04/2023"],
        ["list", "--since", "03/04/2023"],
        ["list", "--until", "03/04/2023"],
        ["list", "date:03/04/2023"],
        ["tally", "--since", "03/04/2023"],
    ],
)
def test_an_ambiguous_date_is_refused_with_both_readings(run, line):
    result = run(*line)
    assert (result.code, result.out) == (2, b"")
    assert "2023-04-03" in result.said
    assert "2023-03-04" in result.said


@pytest.mark.parametrize("line", [["-0043"], ["--", "-0043"], ["44", "BCE"], ["44 BCE"], ["-0043", "--json"]])
def test_years_before_the_common_era_need_no_quoting(run, nasty, line):
    result = run("show", "--file", nasty, *line)
    assert (result.code, result.err) == (0, b"")
    assert "Senators stab Caesar" in result.text
    assert "Ties are redefined" not in result.text


@pytest.mark.parametrize("line", [["--since", "-0043", "--until", "-0043"], ["-s", "-0043", "-u", "-0043"]])
def test_years_before_the_common_era_as_values(run, nasty, line):
    found = run("list", "--file", nasty, "--json", *line).json["events"]
    assert [event["id"] for event in found if event["first"]] == ["caesar"]


@pytest.mark.parametrize("typed", ["2014-02-30", "30 February 2014", "2023-13", "0 BCE", "-43", "32.01.2023", "zzz"])
def test_what_is_no_date_is_refused(run, typed):
    result = run("list", f"--since={typed}")
    assert (result.code, result.out) == (2, b"")
    assert len(result.said.splitlines()) >= 2


# --- 19: texts as written --------------------------------------------------------------------------------------------

TITLES = (
    "[bold]no markup[/bold] [/red] [link=https://x.example]y[/link] [open :smile:",
    "Flags 🇷🇸 🇹🇷, a thumb 👍🏽, a family 👩‍👩‍👧 and a heart ❤️ met 🎉",
    "Председник Александар Вучић примио госте у Београду",
    "صربيا وتركيا توقعان اتفاقا في بلغراد",
    "Vuc\u030cic\u0301 and Erdog\u0306an write e\u0301 with combining marks",
    "東京で会談、中国とセルビアが新しい合意に署名した",
)


def test_texts_are_printed_as_written(run, terminal, nasty):
    listed = run("list", "--file", nasty).text
    shown = run("show", *IDS, "--file", nasty).text
    story = run("show", "2023", "--file", nasty, "--width", "200").text
    seen = terminal("list", "--file", nasty, "--no-pager", columns=300, env={"NO_COLOR": "1"}).text
    for title in TITLES:
        assert title in listed
        assert title in shown
        assert title in story
        assert title in seen
    for text in (listed, shown):
        assert "[red]Serbia[/red]" in text
    assert "[b]note[/b]" in shown
    assert "[blink]still none[/blink]" in shown


def columns(lines):
    """Give the cells at which the words of a header begin, and check that every row has a gap before each."""
    header, *rows = lines
    starts = [match.start() for match in re.finditer(r"\S+", header)][1:]
    for row in rows:
        edges, cells = {}, 0
        for place, sign in enumerate(row):
            edges[cells] = place
            cells += cell_len(sign)
        for start in starts:
            if start < cell_len(row):
                assert row[: edges[start]].endswith("  "), (start, row)
    return starts


def test_columns_are_aligned_in_cells(run, nasty):
    # A family of emoji is several signs in one picture: cells are counted sign by sign only for the others.
    lines = [line for line in run("list", "--file", nasty).lines if "👩" not in line]
    assert len(columns(lines)) == 6
    wide = run("list", "--file", nasty, "--width", "160").lines
    assert len(columns([line for line in wide if not re.search("[👩👍🇷❤🎉🎭]", line)])) >= 4


@pytest.mark.parametrize("name", FORMATS)
def test_no_control_character_leaves_in_any_format(run, nasty, name):
    for command in (("list",), ("show", "controls"), ("show", "2023")):
        text = run(*command, "--file", nasty, "--format", name).text
        assert "alert" in text
        assert is_clean(text)
        if name in {"table", "csv", "markdown"}:
            assert not reorders(text)


@pytest.mark.parametrize("width", [(), ("--width", "50")])
def test_no_control_character_leaves_in_any_view(many, commands, nasty, width):
    for result in many(*((*line, *width) for line in views(commands, nasty))):
        assert is_clean(result.text)
        assert not reorders(result.text)


def test_no_control_character_reaches_a_terminal(terminal, nasty):
    for line in (("list",), ("show", "2023"), ("show", "controls"), ("tally", "--by", "actor")):
        result = terminal(*line, "--file", nasty, "--no-pager")
        text = re.sub(r"\x1b\[[0-9;]*m", "", result.text)
        assert is_clean(text)
        assert "\x1b[31malert" not in result.text
        assert "\x1b[2J" not in result.text


def test_markdown_is_not_broken_by_markup(run, nasty):
    lines = run("list", "--file", nasty, "--format", "markdown").lines
    assert len(lines) == len(IDS) + 2
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in lines)


# --- 20: progress ----------------------------------------------------------------------------------------------------


def test_long_work_is_silent_in_a_pipe(run, hundred_thousand):
    result = run("list", "--file", hundred_thousand, "--limit", "1", env={"FORCE_COLOR": "1", "TERM": "xterm"})
    assert (result.code, result.err) == (0, b"")


def test_progress_on_a_terminal_does_not_mix_with_the_answer(terminal, run, nasty):
    seen = terminal("list", "--file", nasty, "--json", stderr=False)
    assert seen.err == b""
    assert json.loads(seen.out) == run("list", "--file", nasty, "--json").json
