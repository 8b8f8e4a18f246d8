"""``timeline sql``: one statement that every dialect reads back, with values that stay values."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from timeline.query.dialect import DIALECTS, bound, printed
from timeline.query.flat import BETWEEN, pattern

LINES = (
    ("--actor", "Serbia", "--since", "2023"),
    ("--actor", "Serbia", "--actor", "Turkey", "--kind", "consult", "--place", "New Belgrade", "--limit", "5"),
    ("not date:2023 and (source:reuters or not place:Niš)", "--text", 'it\'s "x"', "--reverse"),
    ("--actor", "NATO", "country:RS", "id:gdelt-17", "--until", "2020", "--certain"),
)
OWN = ("--tag", "arms", "confidence:high", "status:overdue", "--sort", "title", "--reverse")


def literals(statement: str, dialect: str) -> set[str]:
    tree = sqlglot.parse_one(statement.rstrip().rstrip(";"), read=dialect)
    return {str(one.this) for one in tree.find_all(exp.Literal) if one.is_string}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("table", ["event", "gdelt", "lake.feeds.event"])
def test_every_dialect_reads_its_statement(run, dialect, table):
    for line in [*LINES, *([OWN] if table != "gdelt" else [])]:
        done = run("sql", "--dialect", dialect, "--table", table, *line)
        assert (done.code, done.said) == (0, "")
        (tree,) = sqlglot.parse(done.text, read=dialect)
        assert isinstance(tree, exp.Select)
        assert tree.find(exp.Placeholder) is None
        assert tree.args["order"] is not None
        name = tree.find(exp.Table)
        public = table == "gdelt" and dialect == "bigquery"
        assert name.sql(dialect=dialect).startswith("gdelt-bq.gdeltv2.events" if public else table)


def test_what_has_no_meaning_elsewhere_is_said_otherwise(run):
    """Functions that sqlglot hands on, though the dialect lacks them or has them with another meaning."""
    wrong = {
        "bigquery": ["CONTAINS_SUBSTR", "CONCAT_WS", "SPLIT_PART"],
        "clickhouse": ["'g'", "SPLIT_PART", "CHR("],
        "postgres": ["CONTAINS("],
        "snowflake": ["REGEXP_LIKE", "'g'", "(?i)", "\\\\x"],
        "spark": ["'g'"],
        "trino": ["CONTAINS(", "'g'"],
    }
    for dialect, names in wrong.items():
        said = run("sql", "--dialect", dialect, *LINES[2], "--sort", "title", "tag:x", "actor:Serbia").text
        assert [name for name in names if name in said] == []
    assert 'COLLATE "C"' in run("sql", "--dialect", "postgres").text


VALUES = (
    "it's",
    'a"b',
    "back\\slash",
    "\\'); DROP TABLE event; --",
    "line\nend",
    "$1 ? :v0 %s {x: }",
    "İ ß Ж 😀",
    "`a`",
)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_a_literal(dialect, value):
    said = printed("SELECT e.id FROM event e WHERE e.id = ? AND e.kind <> '?' ORDER BY e.id", [value], dialect)
    (tree,) = sqlglot.parse(said, read=dialect)
    assert literals(said, dialect) == {value, "?"}
    assert isinstance(tree, exp.Select)


@pytest.mark.parametrize("dialect", [dialect for dialect in DIALECTS if dialect != "snowflake"])
def test_a_pattern_survives_the_signs_of_a_text(dialect):
    wanted = pattern("o neil \\ x", whole=True)
    assert BETWEEN in wanted
    assert wanted in literals(
        printed("SELECT 1 FROM event e WHERE regexp_matches(e.id, ?)", [wanted], dialect), dialect
    )


def test_marks_keep_their_values():
    text, values = bound("SELECT strpos(e.a, ?) > ? FROM event e WHERE e.b = ? LIMIT ?", ["x'", 0, "?", 5], "spark")
    assert values == {"v0": "x'", "v1": 0, "v2": "?", "v3": 5}
    assert text == "SELECT LOCATE(:v0, e.a) > :v1 FROM event AS e WHERE e.b = :v2 LIMIT :v3"


def test_gdelt_is_asked_by_its_codes(run):
    said = run("sql", "--dialect", "bigquery", "--table", "gdelt", "-a", "Serbia", "-k", "consult", "-s", "2023",
               "-u", "2023-07", "country:Serbia", "-n", "9").text  # fmt: skip
    for part in (
        "COALESCE(e.Actor1CountryCode, '') IN ('SRB')", "COALESCE(e.Actor2CountryCode, '') IN ('SRB')",
        "e.SQLDATE BETWEEN 20230101 AND 20230731", "IN ('040', '041',", "ActionGeo_CountryCode, '') IN ('RB', 'RI')",
        "LIMIT 9;", "TRUE AS certain",
    ):  # fmt: skip
        assert part in said


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("--tag", "arms"), "GDELT has no tags"),
        (("confidence:high",), "GDELT has no confidence"),
        (("--status", "overdue"), "GDELT tells of what has occurred alone"),
        (("country:XQ",), "GDELT has no code for the country 'XQ'"),
        (("--sort", "title"), "GDELT has no title to sort by"),
        (("--actor", "Srebia"), "no actor is called 'Srebia'\n  did you mean Serbia?"),
        (("--dialect", "mysql"), "no dialect is called 'mysql'"),
    ],
)
def test_what_gdelt_does_not_have_is_an_error(run, line, message):
    done = run("sql", "--table", "gdelt", *line)
    assert (done.code, done.out) == (2, b"")
    assert message in done.said
