"""``timeline review`` without a terminal, and ``timeline add -``: verdicts as options, and what can happen to them."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, environment
from tests.drafts import EVENTS, SEED, candidate, lines, news, project
from timeline.model.candidate import document
from timeline.read import reader
from timeline.store.verdicts import Log

ALL = (candidate("c1"), candidate("c2", "They spoke of trade", title="Trade is discussed"), news("n1"))


def ids(events: Path) -> list[str]:
    form = reader("yaml")
    return [raw.values["id"] for raw in form.parse(form.cut(events.read_bytes(), "p"), "p")]


def standing(events: Path) -> dict[str, tuple[str, str | None]]:
    log = Log(str(events.parent / "verdicts.jsonl"))
    log.refresh()
    assert log.faults == []
    return {name: (one.verdict, one.event) for name, one in log.standing.items()}


@pytest.fixture
def events(tmp_path):
    return project(tmp_path / "p", *ALL)


@pytest.fixture
def review(run, events):
    """Run it in the project."""

    def review(*args, **how):
        return run("review", *args, cwd=events.parents[1], **how)

    return review


def test_without_a_terminal_it_asks_for_verdicts(review, events):
    result = review()
    assert (result.code, result.out) == (2, b"")
    assert "--accept" in result.said
    assert sorted(os.listdir(events.parent)) == ["candidates.jsonl", "events.yaml"]


def test_what_waits_as_json(review, events):
    listed = review("--json").json
    assert (listed["schema"], listed["count"]) == ("urn:timeline:candidates:1", 3)
    assert [one["id"] for one in listed["candidates"]] == ["c1", "c2", "n1"]
    assert listed["candidates"][0] == document(ALL[0]) | {"verdict": None}
    review("--reject", "c1")
    assert [one["id"] for one in review("--json").json["candidates"]] == ["c2", "n1"]
    both = review("--json", "--all").json["candidates"]
    assert both[0]["verdict"] == {"verdict": "reject", "event": None, "at": "2026-11-22"}
    assert review("--json", "--min-score", "0.8").json["candidates"] == []


def test_accepting_writes_the_event_with_its_source_and_quote(review, run, events):
    before = events.read_text()
    result = review("--accept", "c1")
    assert (result.code, result.out) == (0, b"")
    assert result.said == "timeline: accepted as vucic-receives-erdogan-c1-2024: Vucic receives Erdogan (c1)\n"
    block = """  - id: vucic-receives-erdogan-c1-2024
    date: 2024-10-11
    title: Vucic receives Erdogan (c1)
    kind: consult
    actors:
      - {name: Vučić, id: vucic, role: source}
      - {name: Erdogan, role: target}
    place: {name: Belgrade}
    sources:
      - seed: visit.txt
        publisher: Agency
        published: 2024-10-12
        quote: President Vucic received Erdogan in Belgrade
"""
    text = events.read_text()
    assert [line.strip() for line in block.splitlines() if line not in text.splitlines()] in (
        [],
        ["- {name: Vučić, id: vucic, role: source}"],
    )
    start = text.index("  - id: vucic")
    end = text.index("Belgrade\n", start + 300) + len("Belgrade\n")
    assert text[:start] + text[end + 1 :] == before
    assert standing(events) == {"c1": ("accept", "vucic-receives-erdogan-c1-2024")}
    assert "quote" not in run("check", events).text


def test_a_verdict_is_given_once(review, events):
    assert review("--accept", "c1").code == 0
    text = events.read_bytes()
    again = review("--accept", "c1", "--reject", "c2")
    assert again.code == 0
    assert "already accepted as" in again.said
    assert review("--reject", "c1").said.startswith("timeline: already accepted")
    assert review("--reject", "c2").said.startswith("timeline: already rejected")
    assert events.read_bytes() == text


def test_what_was_rejected_can_be_accepted_still(review, events):
    review("--reject", "c1")
    assert "accepted as" in review("--accept", "c1").said
    assert standing(events)["c1"][0] == "accept"


def test_a_verdict_holds_when_the_article_is_read_again(review, events):
    review("--reject", "c1")
    other = replace(ALL[0], title="Told otherwise", score=0.1)
    (events.parent / "candidates.jsonl").write_text(lines([other, *ALL]))
    assert [one["id"] for one in review("--json").json["candidates"]] == ["c2", "n1"]


def test_an_event_that_is_there_is_not_written_a_second_time(review, events):
    review("--accept", "c1")
    (events.parent / "verdicts.jsonl").unlink()
    text = events.read_bytes()
    assert "which has it already" in review("--accept", "c1").said
    assert events.read_bytes() == text
    assert standing(events) == {"c1": ("accept", "vucic-receives-erdogan-c1-2024")}
    assert review("--undo").code == 0
    assert events.read_bytes() == text


def test_an_id_that_is_taken_gets_a_number(review, events):
    (events.parent / "candidates.jsonl").write_text(
        lines([replace(ALL[0], title="Same"), replace(ALL[1], title="Same")])
    )
    assert review("--accept", "c1", "--accept", "c2").code == 0
    assert {"same-2024", "same-2024-2"} <= set(ids(events))


def test_merging_adds_the_source_alone_and_undo_takes_it_out(review, events):
    before = events.read_text()
    assert review("--merge", "c1=talks-2025", "--merge", "c2=ties-2017").code == 0
    text = events.read_text()
    added = [line.strip() for line in text.splitlines() if line not in before.splitlines()]
    flow = "{seed: visit.txt, publisher: Agency, published: 2024-10-12, quote: They spoke of trade}"
    assert added == [
        f'sources: [{{url: "https://example.org/ties"}}, {flow}]',
        "- seed: visit.txt",
        "publisher: Agency",
        "published: 2024-10-12",
        "quote: President Vucic received Erdogan in Belgrade",
    ]
    assert "# odd style" in text
    assert "publisher: Agency   # who else" in text
    assert review("--merge", "c1=ties-2017").said.startswith("timeline: already merged into talks-2025")
    for _ in range(2):
        assert "taken out of" in review("--undo").said
    assert events.read_text() == before
    nothing = review("--undo")
    assert (nothing.code, nothing.said) == (2, "timeline: there is no verdict to undo\n")


def test_undo_gives_the_file_back_unless_somebody_has_worked_on_it(review, events):
    before = events.read_bytes()
    review("--accept", "c1")
    assert "taken out of vucic-receives" in review("--undo").said
    assert events.read_bytes() == before
    review("--accept", "c1")
    edited = events.read_bytes().replace(b"(c1)", b"(by hand)")
    events.write_bytes(edited)
    refused = review("--undo")
    assert (refused.code, events.read_bytes()) == (2, edited)
    assert "was edited" in refused.said
    assert standing(events)["c1"][0] == "accept"


def test_an_article_becomes_a_seed_where_one_wants_it(review, events, run):
    refused = review("--accept", "n1")
    assert refused.code == 2
    assert "--copy-seed" in refused.said
    both = review("--accept", "n1", "--merge", "c1=nothing")
    assert (both.code, both.said.splitlines()[-1]) == (3, "timeline: 2 problems in the data")
    assert standing(events) == {}
    assert review("--accept", "n1", "--copy-seed").code == 0
    kept = events.parents[1] / "seeds" / "treaty.txt"
    assert kept.read_bytes() == (events.parents[1] / "news" / "treaty.txt").read_bytes()
    shown = run("show", "serbia-and-turkey-sign-a-treaty-2026", cwd=events.parents[1]).text
    assert "seeds/treaty.txt:5:12" in shown


def test_a_page_is_a_source_without_a_copy(review, events):
    (events.parent / "candidates.jsonl").write_text(lines([news("n1", url="https://e.org/treaty")]))
    assert review("--accept", "n1").code == 0
    assert "url: https://e.org/treaty" in events.read_text()
    assert os.listdir(events.parents[1] / "seeds") == [SEED]


def test_words_that_are_not_in_the_seed_are_not_quoted(review, events):
    (events.parents[1] / "seeds" / SEED).write_text("Other words.\n")
    before = events.read_bytes()
    result = review("--accept", "c1", "--reject", "c2")
    assert (result.code, events.read_bytes()) == (3, before)
    assert "these words do not stand in 'visit.txt'" in result.said
    assert standing(events) == {"c2": ("reject", None)}


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("--accept zzz", 2, "no candidate is called 'zzz'"),
        ("--accept c", 2, "begins the ids of 2 candidates"),
        ("--accept c1 --reject c1", 2, "two verdicts"),
        ("--merge c1", 2, "ID=EVENT"),
        ("--merge c1=talks-2052", 2, "did you mean talks-2025?"),
        ("--undo --accept c1", 2, "alone"),
        ("--json --accept c1", 2, "gives none"),
        ("--min-score 2", 2, "2"),
        ("nothing.jsonl --undo", 2, "timeline extract"),
        ("data/candidates.jsonl --file nothing.yaml --accept c1", 2, "no file 'nothing.yaml'"),
    ],
)
def test_what_is_refused(review, events, line, code, said):
    before = events.read_bytes()
    result = review(*line.split())
    assert (result.code, result.out) == (code, b"")
    assert said in result.said
    assert events.read_bytes() == before
    assert not (events.parent / "verdicts.jsonl").exists() or standing(events) == {}


def test_a_draft_with_faults_tells_them_all(review, events):
    draft = events.parent / "candidates.jsonl"
    draft.write_text("{\n" + json.dumps({**document(ALL[0]), "score": 3}) + "\n")
    result = review("--reject", "c1")
    assert (result.code, result.out) == (3, b"")
    assert "data/candidates.jsonl:1:2:" in result.said
    assert "data/candidates.jsonl:2:" in result.said


def test_a_dry_run_writes_nothing(review, events):
    for args in (["--accept", "n1", "--copy-seed"], ["--merge", "c1=talks-2025"], ["--reject", "c1"]):
        result = review(*args, "--dry-run")
        assert result.code == 0
        assert result.said.startswith("timeline: would be ")
    assert b"- id: serbia-and-turkey" in review("--accept", "n1", "--copy-seed", "--dry-run").out
    assert events.read_text() == EVENTS
    assert sorted(os.listdir(events.parent)) == ["candidates.jsonl", "events.yaml"]
    assert os.listdir(events.parents[1] / "seeds") == [SEED]


def test_a_draft_from_standard_input(review, events):
    draft = (events.parent / "candidates.jsonl").read_bytes()
    assert review("-", "--accept", "c1", stdin=draft).code == 0
    assert standing(events)["c1"][0] == "accept"


def test_a_spoilt_line_of_verdicts_is_told_of(review, events):
    review("--reject", "c1")
    verdicts = events.parent / "verdicts.jsonl"
    verdicts.write_bytes(verdicts.read_bytes() + b'{"candidate": "c2", "verd')
    result = review("--reject", "n1")
    assert result.code == 0
    assert "verdicts.jsonl:2:1: this line was cut off" in result.said
    assert [one["id"] for one in review("--json").json["candidates"]] == ["c2"]


def test_the_data_of_the_program_are_not_written_to(run, nowhere):
    result = run("review", "--undo", cwd=nowhere)
    assert result.code == 2
    assert "--file" in result.said


def test_candidates_complete(run, events):
    variables = {"COMP_WORDS": "timeline review --accept c", "COMP_CWORD": "3", "_TIMELINE_COMPLETE": "complete_bash"}
    assert run(env=variables, cwd=events.parents[1]).text.split() == ["c1", "c2"]


# --- what can happen -------------------------------------------------------------------------------------------------


def many(count: int) -> list:
    return [candidate(f"m{number:02d}", title=f"Matter {number:02d} is settled") for number in range(count)]


def started(events: Path, home: Path, *args: object, **how) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, "review", *map(str, args)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(home),
        cwd=events.parents[1],
        **how,
    )


def consistent(events: Path, candidates: list) -> set[str]:
    """Check that each event that was accepted is there once, and has its verdict; give the ids of the candidates."""
    names = ids(events)
    assert len(names) == len(set(names))
    found = standing(events)
    assert {event for _, event in found.values()} == set(names) - {"ties-2017", "talks-2025"}
    for line in EVENTS.splitlines():
        assert line in events.read_text()
    return set(found)


def test_two_reviews_at_once(tmp_path, home):
    several = many(8)
    events = project(tmp_path / "p", *several)
    accept = [part for one in several for part in ("--accept", one.id)]
    processes = [started(events, home, *accept) for _ in range(2)]
    for process in processes:
        said = process.communicate(timeout=60)[1]
        assert process.returncode == 0, said
    assert consistent(events, several) == {one.id for one in several}
    assert len(ids(events)) == 10


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_killed_at_any_moment(tmp_path, home, run):
    several = many(40)
    events = project(tmp_path / "p", *several)
    verdicts = events.parent / "verdicts.jsonl"
    accept = [part for one in several for part in ("--accept", one.id)]
    chance = random.Random(7)
    cut = 0
    for _ in range(7):
        before = size(verdicts)
        with started(events, home, *accept) as process:
            deadline = time.monotonic() + 20
            while size(verdicts) == before and process.poll() is None:
                assert time.monotonic() < deadline
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.03))
            process.kill()
            process.stderr.read()
        cut += process.returncode != 0
        # At no moment is the file anything but whole.
        assert ids(events)[0] == "ties-2017"
        assert not [line for line in EVENTS.splitlines() if line not in events.read_text()]
    assert cut
    assert run("review", *accept, cwd=events.parents[1]).code == 0
    assert consistent(events, several) == {one.id for one in several}


def test_a_file_that_may_grow_no_more(review, events):
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    events.write_text(EVENTS + "# more\n" * 200)
    before = events.read_bytes()
    result = review("--accept", "c1", preexec=limited)
    assert result.code == 1
    assert "File too large" in result.said
    assert events.read_bytes() == before
    assert not [name for name in os.listdir(events.parent) if name.startswith(".")]
    assert review("--accept", "c1").code == 0
    assert standing(events)["c1"][0] == "accept"


def test_the_file_is_edited_while_it_is_reviewed(review, events):
    text = EVENTS.replace(
        "# the end", "  - id: by-hand\n    date: 2026\n    title: By hand\n    kind: agree\n# the end"
    )
    events.write_text(text)
    assert review("--accept", "c1").code == 0
    assert "by-hand" in ids(events)
    broken = events.read_bytes() + b"  - id: [\n"
    events.write_bytes(broken)
    result = review("--accept", "c2")
    assert (result.code, events.read_bytes()) == (3, broken)
    assert standing(events).keys() == {"c1"}


def test_a_folder_that_cannot_be_written(review, events):
    from tests.cli.conftest import unprivileged

    events.parent.chmod(0o500)
    try:
        result = review("--accept", "c1", preexec=unprivileged)
        assert result.code == 1
        assert "cannot write" in result.said
        assert review("--json", preexec=unprivileged).json["count"] == 3
    finally:
        events.parent.chmod(0o700)


# --- add - -----------------------------------------------------------------------------------------------------------

ONE = "- date: 2026-01-02\n  title: One thing\n  kind: agree\n  sources: [{url: https://e.org}]\n"


@pytest.fixture
def add(run, events):
    def add(given, *args, **how):
        return run("add", "-", *args, stdin=given.encode(), cwd=events.parents[1], **how)

    return add


@pytest.mark.parametrize(
    ("given", "added"),
    [
        (ONE, ["one-thing-2026"]),
        (ONE[2:].replace("\n  ", "\n"), ["one-thing-2026"]),
        (ONE.replace("- date", "- id: mine\n  date") + ONE, ["mine", "one-thing-2026"]),
        (
            json.dumps({"date": "2026", "title": "T", "kind": "agree", "sources": [{"url": "https://e.org"}]}),
            ["t-2026"],
        ),
        (lines(ALL[:2]), ["vucic-receives-erdogan-c1-2024", "trade-is-discussed-2024"]),
        (json.dumps(document(ALL[0]) | {"verdict": None}), ["vucic-receives-erdogan-c1-2024"]),
    ],
)
def test_adding_what_is_handed_over(add, events, given, added):
    result = add(given)
    assert (result.code, result.out) == (0, b""), result.said
    assert set(ids(events)) == {"ties-2017", "talks-2025", *added}
    assert [line.split("'")[1] for line in result.said.splitlines()] == added


def test_options_take_the_place_of_fields(add, events):
    assert add(lines(ALL[:1]), "--title", "Better", "--id", "mine", "--kind", "agree").code == 0
    assert "- id: mine\n    date: 2024-10-11\n    title: Better\n    kind: agree\n" in events.read_text()
    refused = add(lines(ALL[:2]), "--title", "Better")
    assert refused.code == 2
    assert "2 events" in refused.said


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("", 2, "no event"),
        ("events: []", 2, "no event"),
        (ONE.replace("agree", "agrees"), 3, "no kind is called 'agrees'"),
        (ONE + ONE.replace("2026-01-02", "2026-13").replace("agree", "agrees"), 3, "-:5:9"),
        (ONE + ONE, 3, "'one-thing-2026' is taken"),
        (ONE.replace("- date", "- id: talks-2025\n  date"), 3, "'talks-2025' is taken"),
        (ONE.replace("url: https://e.org", f"seed: {SEED}, quote: not there"), 3, "do not stand in"),
        ("words", 3, "no event"),
        ("- words", 3, "-:1:3"),
        (lines([ALL[2]]), 2, "no seed"),
        (lines([replace(ALL[0], date=None)]), 3, "'date' is empty"),
    ],
)
def test_all_or_nothing_is_added(add, events, given, code, said):
    result = add(given)
    assert (result.code, result.out) == (code, b"")
    assert said in result.said
    assert events.read_text() == EVENTS


def test_adding_tries_first(add, events, run):
    result = add(ONE + ONE.replace("One", "Another"), "--dry-run")
    assert (result.code, result.err) == (0, b"")
    assert result.text.count("  - id: ") == 2
    assert events.read_text() == EVENTS
    missing = run("add", "--title", "T", cwd=events.parents[1])
    assert (missing.code, missing.said.splitlines()[0]) == (2, "timeline: missing --date, --kind, --source")


def test_a_file_of_events_is_added_as_well(run, events, tmp_path):
    shutil.copy(events, tmp_path / "more.yaml")
    text = (tmp_path / "more.yaml").read_text().replace("-2017\n", "-x\n").replace("-2025\n", "-y\n")
    (tmp_path / "more.yaml").write_text(text)
    assert run("add", tmp_path / "more.yaml", "--file", events).code == 0
    assert set(ids(events)) == {"ties-2017", "talks-2025", "ties-x", "talks-y"}
