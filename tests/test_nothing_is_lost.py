"""Ways in which a value once went missing or said more than is known, each kept from coming back."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.errors import DataError
from timeline.lexicon.actors import load
from timeline.model.day import parse_iso_day
from timeline.model.edtf import parse
from timeline.model.when import Answer
from timeline.read import reader
from timeline.syntax.yaml import compose


@pytest.mark.parametrize("text", ["- &a ~\n- {*a : 1}\n", "&a ~: 1\n*a : 2\n"])
def test_an_alias_to_nothing_is_no_key(text: str) -> None:
    with pytest.raises(DataError, match="1 problem"):
        compose(text, "p")


def test_coordinates_without_a_place_are_kept_for_the_boundary_to_refuse() -> None:
    form = reader("csv")
    (raw,) = form.parse(form.cut(b"id,date,title,kind,country,lat\na,2014,T,consult,RS,44.8\n", "p"), "p")
    assert raw.values["place"] == {"country": "RS", "lat": "44.8"}


def test_one_masked_member_of_all_is_not_all_of_its_days() -> None:
    when = parse("{2020-X1-15,2021}")
    day = parse_iso_day("2020-01-15")
    assert when.overlaps(day, day) == Answer.POSSIBLE
    assert when.overlaps(parse("2021").first_day, parse("2021").last_day) == Answer.CERTAIN


@pytest.mark.parametrize(
    "text",
    [
        b"- {id: a, name: A, kind: group, names: Srbija}\n",
        b"- {id: a, name: , kind: group}\n",
        b"- {id: a, name: A, kind: person, offices: [x]}\n",
        b"- {id: [a], name: A, kind: group}\n",
        b"x: 1\n",
        b"- id: \xff\n",
    ],
)
def test_a_faulty_registry_is_an_error_with_its_place(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "mine.yaml"
    file.write_bytes(text)
    with pytest.raises(DataError) as refused:
        load([file])
    assert all(problem.line == 1 and problem.path == str(file) for problem in refused.value.problems)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_registry_adds_nobody(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    assert load([file]).actors == {}
