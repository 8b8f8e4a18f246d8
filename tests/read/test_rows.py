"""How the file of a feed is cut: by its header, or by an edition without one, whatever stands between the fields."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.read.feeds.harness import table, written
from timeline.errors import DataError
from timeline.read.feeds import feed
from timeline.read.rows import Sheet, cuts, opened


def cut(name: str, data: bytes) -> Sheet:
    """Cut a file of a feed; all its parts as one."""
    sheets = [part.sheet() for part in cuts(io.BytesIO(data), feed(name), "file.csv")]
    return Sheet(*([one for sheet in sheets for one in sheet[field]] for field in range(3)))


def fields(name: str, data: bytes) -> list[dict[str, str]]:
    """Give the rows of a file by column, as the engine gets them: with their line, without what no layout knows."""
    found = []
    for names, text, lines in cut(name, data).rows:
        rows = csv.reader(io.StringIO(text.decode(), newline=""), delimiter=feed(name).DELIMITER)
        for line, row in zip(lines, rows, strict=True):
            values = zip(["line", *names], [str(line), *row], strict=True)
            found.append({column: value for column, value in values if column})
    return sorted(found, key=lambda row: int(row["line"]))


def shifted(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The rows as they are with one line less above them."""
    return [{**row, "line": str(int(row["line"]) - 1)} for row in rows]


@pytest.mark.parametrize(("name", "file"), [("ucdp", "ucdp-41.csv"), ("acled", "acled-new.csv")])
def test_semicolons_between_the_fields_change_nothing(name: str, file: str) -> None:
    rows = table(file)
    assert any(";" in field for row in rows for field in row)
    assert any("," in field for row in rows for field in row)
    assert fields(name, written(rows, ";")) == fields(name, written(rows))


def test_columns_are_found_in_any_order_and_others_may_stand_among_them() -> None:
    rows = table("acled-new.csv")
    more = [
        [*reversed(row), *(["population_1km", "population_best"] if number == 0 else ["120", "7000"])]
        for number, row in enumerate(rows)
    ]
    more[0] = [name.upper() for name in more[0]]
    assert fields("acled", written(more)) == fields("acled", written(rows))


def test_a_candidate_file_without_a_header_is_the_edition_of_49_columns() -> None:
    header, *rows = table("ucdp-49.csv")
    with_header = fields("ucdp", written([header, *rows]))
    assert len(with_header) == 2
    assert fields("ucdp", written(rows)) == shifted(with_header)
    assert fields("ucdp", b"\xef\xbb\xbf" + written(rows)) == shifted(with_header)


def test_the_first_row_of_a_file_without_a_header_may_have_lines_of_its_own() -> None:
    header, *rows = table("ucdp-49.csv")
    rows[0][header.index("source_original")] = 'the "army",\nand others'
    found = fields("ucdp", written(rows))
    assert [(row["line"], row["source_original"]) for row in found] == [
        ("1", 'the "army",\nand others'), ("3", "army"),
    ]  # fmt: skip


def test_the_first_row_of_a_file_without_a_header_may_be_long() -> None:
    header, *rows = table("ucdp-49.csv")
    rows[0][header.index("source_original")] = "x" * 200_000
    assert len(fields("ucdp", written(rows))[0]["source_original"]) == 200_000


def test_a_row_of_another_width_is_refused_whole_in_a_file_without_a_header() -> None:
    _, *rows = table("ucdp-49.csv")
    found = cut("ucdp", written([rows[0], rows[1][:-1]]))
    assert [(refused.line, refused.reason) for refused in found.refused] == [(2, "columns")]
    assert [len(some.lines) for some in found.rows] == [1]


def test_a_refused_row_is_written_with_the_delimiter_of_the_feed() -> None:
    rows = table("acled-new.csv")
    found = cut("acled", written([rows[0], ["one", "two, three"], rows[1]], ";"))
    assert [(refused.line, refused.reason, refused.text) for refused in found.refused] == [
        (2, "columns", b'one,"two, three"')
    ]


def renamed(header: list[str], **other: str) -> list[str]:
    return [other.get(name, name) for name in header]


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        # a header of another feed, of a feed's own width too
        ("ucdp", written(table("acled-new.csv")), "a header without id, type_of_violence, side_a"),
        ("ucdp", written(table("acled-new.csv"), ";"), "a header without id, type_of_violence, side_a"),
        ("ucdp", written([[f"column {n}" for n in range(49)], ["1"] * 49]), "a header without id"),
        ("ucdp", written([renamed(table("ucdp-49.csv")[0], side_a="Partei A"), *table("ucdp-49.csv")[1:]]),
         "a header without side_a"),
        ("acled", written(table("ucdp-49.csv")), "a header without event_id_cnty, event_date, event_type"),
        ("acled", written(table("ucdp-49.csv")[1:]), "a header without"),
        # no header, and no row of the feed: too short, and not what stands in its columns
        ("ucdp", written([row[:41] for row in table("ucdp-49.csv")[1:]]), "a header without"),
        ("ucdp", written([["RUR1", *row[1:]] for row in table("ucdp-49.csv")[1:]]), "a header without"),
        ("ucdp", b'1,"' + b"x\n" * 3000, "a header without"),
        ("ucdp", b"", "nothing"),
        ("gdelt", b"a\tb\n", "2 columns instead of 58 or 57 or 61"),
    ],
)  # fmt: skip
def test_a_file_of_another_feed_is_an_error_that_says_so(name: str, data: bytes, what: str) -> None:
    with pytest.raises(DataError) as found:
        cut(name, data)
    (problem,) = found.value.problems
    assert problem.code == "other-feed"
    assert problem.message.startswith(f"this is no such file: it has {what}")
    assert feed(name).ABOUT in (problem.hint or "")


def test_a_workbook_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "Europe.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DataError) as found, opened(str(path)) as streams:
        list(streams)
    (problem,) = found.value.problems
    assert problem.code == "workbook"
    assert "CSV" in (problem.hint or "")
