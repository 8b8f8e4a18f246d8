from __future__ import annotations

from pathlib import Path

import pytest

from timeline.errors import Problem
from timeline.lexicon.actors import load, shipped
from timeline.model.day import day_number
from timeline.report.check import CHECKS, Checked, check

ROOT = Path(__file__).parents[2]
TODAY = day_number(2024, 6, 15)
REGISTRY = load(shipped())
MARK = "«"
"""Stands in a text before the place where something is found."""

CLEAN = """\
events:
  - id: a
    date: 2023-05
    title: Serbia and Turkey agree on trade
    kind: agree
    actors:
      - {name: Serbia, role: source}
    place: {name: Belgrade, country: RS, lat: 44.8}
    links: {part-of: c}
    sources:
      - url: https://a.org/x
        publisher: Reuters
        published: 2023-06-01
        date: 2023-05-20

  - id: b
    date: 2023-05
    title: A road is opened
    kind: opening
    links:
      follows: c
    sources:
      - seed: road.txt
        quote: the road was opened
        note: so it was

  - id: c
    date: ../2024-12-31
    title: The whole road is to be open
    kind: opening
    status: expected
    sources:
      - url: http://b.org
"""


def found_in(tmp_path: Path, data: bytes, name: str = "events.yaml") -> Checked:
    (tmp_path / "seeds").mkdir(exist_ok=True)
    (tmp_path / "seeds" / "road.txt").write_text("---\ntitle: A road\n---\nYesterday the road was opened.\n")
    return check(str(tmp_path / name), data, REGISTRY, TODAY)


def found(tmp_path: Path, text: str, name: str = "events.yaml") -> list[Problem]:
    return found_in(tmp_path, text.replace(MARK, "").encode(), name).findings


def places(text: str) -> list[tuple[int, int]]:
    """Give line and column of each mark."""
    lines = text.split("\n")
    return [
        (number, len(part.replace(MARK, "")) + 1)
        for number, line in enumerate(lines, 1)
        for part in [line[:at] for at, sign in enumerate(line) if sign == MARK]
    ]


def test_a_clean_file_has_no_findings(tmp_path: Path) -> None:
    assert found_in(tmp_path, CLEAN.encode()) == Checked(3, [])


def test_the_shipped_file_has_no_findings() -> None:
    path = ROOT / "data" / "events.yaml"
    result = check(str(path), path.read_bytes(), REGISTRY, TODAY)
    assert result.findings == []
    assert result.events >= 100


FINDINGS = [
    # code, what stands in the clean file, what takes its place
    ("duplicate-id", "id: b\n", "id: «a\n"),
    ("unknown-kind", "kind: agree", "kind: «agre"),
    ("unknown-actor", "name: Serbia,", "name: «Srebia,"),
    ("unknown-actor", "- {name: Serbia, role: source}", "- Serbia\n      - «Nobody at All"),
    ("no-source", "  - id: c", "  - «{id: x, date: 2020, title: Hm, kind: agree, sources: []}\n\n  - id: c"),
    ("broken-source", "- url: http://b.org", "- «publisher: Reuters"),
    ("broken-source", "url: http://b.org", "url: «b.org"),
    ("broken-source", "url: http://b.org", "url: «javascript:alert(1)"),
    ("broken-source", "url: http://b.org", "url: «http://b.org/a b"),
    ("broken-source", "url: http://b.org", "url: «https://"),
    ("broken-source", "url: http://b.org", 'url: «"http://[::1"'),
    ("quote-without-seed", "- url: http://b.org", "- url: http://b.org\n        quote: «words"),
    ("quote-not-found", "quote: the road was opened", "quote: «the road was Opened"),
    ("quote-not-found", "quote: the road was opened", "quote: «title"),  # front matter is not the text
    ("missing-seed", "seed: road.txt", "seed: «raod.txt"),
    ("claim-excludes-date", "date: 2023-05-20", "date: «2023-06-01"),
    ("claim-excludes-date", "date: 2023-05-20", "date: «../2023-04"),
    ("overdue", "date: ../2024-12-31", "date: ../2024-06-14"),
    ("broken-link", "follows: c", "follows: «d"),
    ("broken-link", "follows: c", "follows: «b"),
    ("broken-link", "follows: c", "same-as: «x"),
    ("contradicted-link", "date: ../2024-12-31", "date: 2023-06/2024-12-31"),
    ("contradicted-link", "{part-of: c}", "{same-as: «old}"),
    ("near-duplicate", "title: A road is opened", "title: «Serbia and Turkey agree on a trade"),
    # what the reader finds
    ("missing-field", "  - id: b\n    date: 2023-05\n", "  - «id: b\n"),
    ("unknown-field", "note: so it was", "nota: «so it was"),
    ("unknown-field", "role: source", "rule: «source"),
    ("bad-value", "role: source", "role: «sauce"),
    ("bad-value", "status: expected", "status: «expectd"),
    ("bad-value", "country: RS", "country: «Serbia"),
    ("bad-value", "lat: 44.8", "lat: «north"),
    ("bad-value", "lat: 44.8", "lat: «91"),
    ("bad-value", "id: b\n", "id: «b c\n"),
    ("bad-value", "title: A road is opened", "title: «\"\""),
    ("bad-value", "title: A road is opened", "title: «|\n      A road\n      is opened"),
    ("bad-value", "seed: road.txt", "seed: «../road.txt"),
    ("bad-value", "{part-of: c}", "{partof: «c}"),
    ("bad-date", "  - id: b\n    date: 2023-05", "  - id: b\n    date: «2023-02-29"),
    ("bad-date", "  - id: b\n    date: 2023-05", "  - id: b\n    date: «May 2023"),
    ("bad-date", "published: 2023-06-01", "published: «2023-6-1"),
    ("bad-date", "date: 2023-05-20", "date: «20 May"),
    ("bad-date", "status: expected", "status: expected\n    checked: «now"),
    ("bad-date", "kind: agree", "kind: agree\n    first: «2023-05-02"),
    ("duplicate-key", "kind: agree", "kind: agree\n    «kind: aid"),
    ("bad-yaml", "note: so it was", "note: so it was«: so"),
]  # fmt: skip
OLD = "\n  - id: old\n    date: 2020\n    title: Long ago\n    kind: agree\n    sources:\n      - url: https://a.org\n"
# Where a finding stands at something that the clean text has already.
ELSEWHERE = {
    "overdue": [("status: expected", "status: «expected")],
    "contradicted-link": [("follows: c", "follows: «c"), ("{part-of: c}", "{part-of: «c}")],
}


def made(code: str, old: str, new: str) -> str:
    assert CLEAN.count(old) == 1, old
    text = CLEAN.replace(old, new) + (OLD if "old" in new else "")
    if MARK not in text:
        for clean, marked in ELSEWHERE[code]:
            text = text.replace(clean, marked)
    return text


@pytest.mark.parametrize(("code", "old", "new"), FINDINGS, ids=[f"{code}: {new}" for code, _, new in FINDINGS])
def test_a_fault_is_found_where_it_stands(tmp_path: Path, code: str, old: str, new: str) -> None:
    text = made(code, old, new)
    problems = [problem for problem in found(tmp_path, text) if problem.code not in _FOLLOWING.get(code, ())]
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [
        (code, *place) for place in places(text)
    ]
    assert all(problem.message and problem.path.endswith("events.yaml") for problem in problems)
    assert all(problem.hint for problem in problems if problem.code not in {"bad-yaml", "bad-value"})


# An event that cannot be read, or has another id, is missed by the links that lead to it.
_FOLLOWING = dict.fromkeys(("bad-value", "bad-yaml", "duplicate-key", "bad-date"), ("broken-link",))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: agree", "kind: aid"),
        ("name: Serbia,", "name: СРБИЈА,"),
        ("date: 2023-05-20", "date: 2023/2024"),
        ("date: 2023-05-20", "date: 2020\n        contradicts: true"),
        ("date: ../2024-12-31", "date: ../2024-06-15"),
        ("status: expected", "status: expected\n    checked: 2025-01-01"),
        ("title: A road is opened", "title: Serbia and Turkey agree"),
        ("follows: c", "distinct-from: a"),
        ("quote: the road was opened", "quote: opened."),
        ("url: http://b.org", "url: https://user@b.org:8080/x?y=ü#z"),
    ],
)
def test_what_is_in_order_is_not_found_fault_with(tmp_path: Path, old: str, new: str) -> None:
    assert CLEAN.count(old) == 1
    assert found(tmp_path, CLEAN.replace(old, new)) == []


def test_a_promise_that_was_looked_for_since_is_in_order(tmp_path: Path) -> None:
    late = CLEAN.replace("date: ../2024-12-31", "date: ../2024-06-01")
    assert [problem.code for problem in found(tmp_path, late)] == ["overdue"]
    for checked, codes in [("2024-06-02", []), ("2024-06-01", ["overdue"]), ("2024-05", ["overdue"])]:
        text = late.replace("status: expected", f"status: expected\n    checked: {checked}")
        assert [problem.code for problem in found(tmp_path, text)] == codes


def test_two_alike_are_in_order_once_they_are_linked(tmp_path: Path) -> None:
    text = CLEAN.replace("title: A road is opened", "title: Serbia and Turkey agree on a trade")
    assert [problem.code for problem in found(tmp_path, text)] == ["near-duplicate"]
    assert found(tmp_path, text.replace("follows: c", "distinct-from: a")) == []
    assert found(tmp_path, text.replace("follows: c", "follows: c\n      same-as: a")) == []


def test_all_is_found_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = (
        CLEAN.replace("kind: agree", "kind: «agre")
        .replace("name: Serbia,", "name: «Srebia,")
        .replace("title: A road is opened", "title: A road is opened\n    status: «opened")
        .replace("date: ../2024-12-31", "date: ../2024-06-14")
        .replace("status: expected", "status: «expected")
        .replace("url: http://b.org", "url: «b.org")
    )
    problems = found(tmp_path, text)
    assert [problem.code for problem in problems] == [
        "unknown-kind", "unknown-actor", "bad-value", "overdue", "broken-source",
    ]  # fmt: skip
    assert [(problem.line, problem.column) for problem in problems] == places(text)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("events.yaml", b"", []),
        ("events.yaml", b"events:\n", []),
        ("events.yaml", b"events: []\n", []),
        ("events.yaml", b"evnts: []\n", [("bad-yaml", 1)]),
        ("events.yaml", b"just text\n", [("bad-yaml", 1)]),
        ("events.yaml", b"events:\n  - 5\n", [("bad-value", 2)]),
        ("events.yaml", b"events:\n  - id: a\n---\n- b\n", [("bad-yaml", 3)]),
        ("events.yaml", b"events:\n  - id: \xff\n", [("not-utf8", 2)]),
        ("events.yaml", b"\xff\xfee\0", [("not-utf8", 1)]),
        ("events.yaml", b"events:\n  - id: a\0\n", [("binary", 2)]),
        ("events.jsonl", b'{"id": "a"\n', [("bad-json", 1)]),
        ("events.jsonl", b'\n{"id": "a", "id": "b"}\n', [("duplicate-key", 2)]),
        ("events.jsonl", b"[]\n", [("bad-value", 1)]),
        ("events.json", b'{"events":\n 5}', [("bad-json", 1)]),
        ("events.json", b'{"events": [\n}', [("bad-json", 2)]),
        ("events.csv", b"id,date,title,knd\n", [("bad-csv", 1)]),
        ("events.csv", b"id,date,title,kind\na,2023,x\n", [("bad-csv", 2)]),
        ("events.csv", b'id,date,title,kind\na,2023,"x\n', [("bad-csv", 2)]),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so(
    tmp_path: Path, name: str, data: bytes, expected: list[tuple[str, int]]
) -> None:
    problems = found_in(tmp_path, data, name).findings
    assert [(problem.code, problem.line) for problem in problems] == expected


IN_JSON = """{"id": "a", "date": "2023", "title": "T",«"kind": "agre", "sources": [{"url": "http://a.org"}]}"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("events.jsonl", "\n" + IN_JSON.replace("«", " ") + "\n"),
        ("events.json", '{"events": [\n' + IN_JSON.replace("«", "\n  ") + "\n]}\n"),
    ],
)
def test_in_json_a_fault_has_its_place_too(tmp_path: Path, name: str, text: str) -> None:
    text = text.replace('"agre"', MARK + '"agre"')
    (problem,) = found(tmp_path, text, name)
    assert (problem.code, problem.line, problem.column) == ("unknown-kind", *places(text)[0])


def test_in_a_table_the_place_is_the_cell(tmp_path: Path) -> None:
    text = "id,date,title,kind,sources\na,2023,T,agree,https://a.org\nb,2023,Other,agre,https://a.org\n"
    (problem,) = found(tmp_path, text, "events.csv")
    assert (problem.code, problem.line, problem.column) == ("unknown-kind", 3, 4)


def test_every_check_says_what_it_looks_for() -> None:
    assert all(one.__doc__ and one.__doc__.endswith(".") for one in CHECKS)
    assert len({one.__name__ for one in CHECKS}) == len(CHECKS)
