"""The ratchet: what the tagger of dates makes of the project's own gold may only become better."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.gold_score import ALL, TABLE, Figures, read_table, records, scores, table
from timeline.errors import DateError
from timeline.extract.dates import dates
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse
from timeline.model.mention import MODS, TYPES

ROOT = Path(__file__).parents[2]
PREFIXES = sorted({record.prefix for record in records()})
AGAIN = "if this is meant, run `make score`, which writes tests/gold/dates.scores.tsv anew, and commit that"


@cache
def figures() -> dict[str, Figures]:
    return scores(records())


@cache
def kept() -> dict[str, tuple[str, str, str]]:
    return read_table(TABLE.read_text(encoding="utf-8"))


# --- the gold itself -------------------------------------------------------------------------------------------------


def test_the_records_of_the_gold_have_names_of_their_own() -> None:
    names = [record.id for record in records()]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*-[0-9]{3}", name)] == []


def test_what_the_gold_says_can_be_said() -> None:
    bad = []
    for record in records():
        for mention in record.mentions:
            try:
                for text in filter(None, (mention.edtf, mention.range)):
                    parse(text)
            except DateError as error:
                bad.append(f"{record.id}: {error}")
            if mention.type not in TYPES or mention.mod not in {"", *MODS} or not mention.value:
                bad.append(f"{record.id}: {mention}")
    assert bad == []


# --- the ratchet -----------------------------------------------------------------------------------------------------


def test_the_table_has_the_kinds_of_the_gold() -> None:
    assert sorted(kept()) == sorted([ALL, *PREFIXES]), AGAIN


@pytest.mark.parametrize("prefix", [ALL, *PREFIXES])
def test_the_figures_are_those_of_the_table(prefix: str) -> None:
    ours = figures()[prefix]
    mentions, *best = kept()[prefix]
    now = ours.row[1:]
    assert ours.row[0] == mentions, f"{prefix}: the gold has other mentions; {AGAIN}"
    for name, figure, before in zip(("value", "full"), now, best, strict=True):
        wrong = "\n".join(ours.wrong)
        assert float(figure) >= float(before), f"{prefix}: {name} F1 fell from {before} to {figure}; wrong are\n{wrong}"
    assert list(now) == best, f"{prefix}: F1 rose from {best} to {list(now)}; {AGAIN}"


def test_the_table_is_as_it_is_written() -> None:
    assert read_table(table(figures())).keys() == kept().keys()
    header = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert header == [line for line in table({}).splitlines() if line.startswith("#")], AGAIN


# --- the same everywhere ---------------------------------------------------------------------------------------------

TEXT = """İstanbul, 11 October 2024. In late 2017 they met, and two years later, on a Friday, they parted.

From 1914 to 1918, in the 490s BC and every day since May; by the end of the month, on 25 October (7 November) 1917.
"""
PROGRAM = """
import sys
from timeline.extract.dates import dates
for mention in dates(sys.argv[1], int(sys.argv[2])):
    print(ascii(mention))
"""


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "tr_TR.UTF-8"])
def test_the_same_is_found_in_another_process_with_other_surroundings(seed: str, locale: str) -> None:
    published = parse_iso_day("2024-10-13")
    environment = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": "Pacific/Kiritimati"}
    # As text in the surroundings' own encoding the words of the text would not arrive everywhere.
    line = [sys.executable, "-X", "utf8", "-c", PROGRAM, TEXT, str(published)]
    done = subprocess.run(line, env=environment, capture_output=True, check=True, cwd=ROOT, timeout=60)
    found = [ascii(mention) for mention in dates(TEXT, published)]
    assert len(found) > 8
    assert done.stdout.decode("ascii").splitlines() == found
