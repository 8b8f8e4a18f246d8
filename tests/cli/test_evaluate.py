"""``timeline evaluate``: figures on what people marked."""

import json
import re

import pytest

TEXT = "On 11 October 2024 they met. In May 1942 he left. In 1999 too."


def timex(words, value, kind="DATE"):
    start = TEXT.index(words)
    return {"b": start, "e": start + len(words), "type": kind, "value": value, "mod": "", "text": words}


RIGHT = [timex("11 October 2024", "2024-10-11"), timex("May 1942", "1942-05"), timex("1999", "1999")]


@pytest.fixture
def gold(tmp_path):
    def gold(*timexes, name="gold.jsonl", dct=None):
        path = tmp_path / name
        lines = [{"id": f"t{number}", "dct": dct, "text": TEXT, "timexes": each} for number, each in enumerate(timexes)]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    return gold


def figures(row):
    return [row["gold"], row["found"], *(row[name]["f1"] for name in ("strict", "relaxed", "value"))]


def test_all_right(run, gold):
    result = run("evaluate", "dates", gold(RIGHT, RIGHT, dct="2024-10-13"))
    assert (result.code, result.err) == (0, b"")
    head, every, by_type, date, by_class, *classes, last = [re.split(r"  +", line.strip()) for line in result.lines]
    assert head == ["Gold", "Found", "Strict P/R/F1", "Relaxed P/R/F1", "Value P/R/F1"]
    assert every == ["all", "6", "6", *["100.0/100.0/100.0"] * 3]
    assert (by_type, date[:3], by_class) == (["by type"], ["DATE", "6", "6"], ["by class"])
    assert [row[:3] for row in classes] == [["full date", "2", "2"], ["month and year", "2", "2"], ["year", "2", "2"]]
    assert re.fullmatch(r"2 texts, 124 characters, [0-9,]+ kchar/s", last[0])


def test_what_differs(run, gold):
    wrong = [
        timex("On 11 October 2024", "2024-10-11"),
        timex("In May", "1942-06"),
        timex("1999", ""),
        timex("they met", "P1D", "DURATION"),
    ]
    values = run("evaluate", "dates", gold(wrong), "--json", "--errors", "9").json
    assert (values["schema"], values["what"]) == ("urn:timeline:evaluation:1", "dates")
    assert (values["documents"], values["characters"]) == (1, len(TEXT))
    rows = {row["name"]: figures(row) for row in values["rows"]}
    assert rows["all"] == [3, 2, 0, 0.8, 0.4]
    assert rows["DATE"] == [2, 2, 0, 1, 0.5]
    assert rows["DURATION"] == [1, 0, 0, 0, 0]
    assert [(one["what"], one["gold"], one["found"], one["found_value"]) for one in values["differences"]] == [
        ("extent", "On 11 October 2024", "11 October 2024", "2024-10-11"),
        ("missed", "they met", "", ""),
        ("value", "In May", "May 1942", "1942-05"),
    ]
    assert [one["document"] for one in values["differences"]] == ["t0"] * 3
    by_class = [row for row in values["rows"] if row["group"] == "class"]
    assert sum(row["gold"] for row in by_class) == 3
    assert sum(row["found"] for row in by_class) == 2


def test_differences_are_listed_before_the_figures(run, gold):
    path = gold([], RIGHT[:1])
    result = run("evaluate", "dates", path, "--errors", "2")
    assert [line.split()[:3] for line in result.lines[1:3]] == [["t0", "3", "spurious"], ["t0", "32", "spurious"]]
    assert "and 3 more" in result.lines
    assert "differences" not in run("evaluate", "dates", path, "--json").json
    assert run("evaluate", "dates", path, "--json", "--errors", "0").json["differences"] == []


def test_several_files_are_one_answer(run, gold):
    one, two = gold(RIGHT), gold(RIGHT[:2], RIGHT, name="two.jsonl")
    values = run("evaluate", "dates", one, two, "--json").json
    assert (values["documents"], figures(values["rows"][0])[:2]) == (3, [8, 9])
    assert values["files"] == [str(one), str(two)]
    assert run("evaluate", "dates", "-", "--json", stdin=one.read_bytes()).json["rows"][0]["gold"] == 3


def test_nothing_to_evaluate(run):
    values = run("evaluate", "dates", "-", "--json").json
    assert figures(values["rows"][0]) == [0, 0, 0, 0, 0]
    assert run("evaluate", "dates", "-").code == 0


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider(run, gold, width):
    lines = run("evaluate", "dates", gold(RIGHT, [], RIGHT), "--errors", "9", "--width", width).lines
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("evaluate", 2, "--help"),
        ("evaluate dates", 2, "GOLD"),
        ("evaluate deeds gold.jsonl", 2, "one of: dates"),
        ("evaluate ../dates gold.jsonl", 2, "one of: dates"),
        ("evaluate dates none.jsonl", 2, "there is no file"),
        ("evaluate dates - --errors -1", 2, "-1"),
        ("evaluate dates bad.jsonl", 3, "bad.jsonl:2:1"),
    ],
)
def test_what_is_refused(run, tmp_path, line, code, said):
    (tmp_path / "bad.jsonl").write_text('{"id": "a", "text": "T", "timexes": []}\n3\n{"id": "b"}\n')
    result = run(*line.split(), cwd=tmp_path)
    assert (result.code, result.out) == (code, b"")
    assert said in result.said


def test_no_control_character_reaches_the_terminal(run, gold):
    path = gold([])
    path.write_text(path.read_text().replace("t0", "\\u001b[31m\\u009b"), encoding="utf-8")
    for options in ((), ("--json",)):
        result = run("evaluate", "dates", path, "--errors", "9", *options)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.text)
