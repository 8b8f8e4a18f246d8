from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from timeline.errors import DataError, Problem
from timeline.lexicon.actors import Registry, dumps, load, loads, shipped
from timeline.lexicon.kinds import kinds
from timeline.model.actor import ACTOR_KINDS, Actor, Office
from timeline.model.day import iso_day
from timeline.model.edtf import parse
from timeline.model.text import fold
from timeline.model.when import AFTER, BEFORE
from timeline.syntax.yaml import compose

# --- kinds -----------------------------------------------------------------------------------------------------------

PLOVER = (
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject", "threaten",
    "protest", "sanction", "mobilize", "coerce", "assault",
)  # fmt: skip
GROUPS = {"verbal cooperation", "material cooperation", "verbal conflict", "material conflict", "other"}


@pytest.mark.parametrize("name", list(kinds()))
def test_a_kind_says_what_it_is_and_what_it_is_not(name: str) -> None:
    kind = kinds()[name]
    assert kind.id == name == fold(name)
    assert kind.group in GROUPS
    assert (kind.group == "other") == (name not in PLOVER)
    assert 10 < len(kind.about) < 90
    assert kind.about == kind.about.strip()
    assert kind.unlike in kinds()
    assert kind.unlike != name


def test_the_sixteen_kinds_of_plover_come_first_and_in_its_order() -> None:
    assert tuple(kinds())[:16] == PLOVER


# --- the shipped registry --------------------------------------------------------------------------------------------

REGISTRY = load(shipped())
ACTORS = list(REGISTRY.actors.values())


@pytest.mark.parametrize("file", shipped(), ids=lambda file: file.name)
def test_every_shipped_file_reads_by_itself_and_repeats_no_id(file: Path) -> None:
    entries = compose(file.read_text(encoding="utf-8"), str(file)).values
    ids = [entry["id"] for entry in entries]
    assert len(ids) == len(set(ids))
    assert set(ids) <= REGISTRY.actors.keys()


def test_no_id_stands_in_two_shipped_files() -> None:
    files = [compose(file.read_text(encoding="utf-8"), str(file)).values for file in shipped()]
    assert sum(map(len, files)) == len(ACTORS)


def test_a_name_belongs_to_one_actor_only() -> None:
    owners: dict[str, set[str]] = {}
    for actor in ACTORS:
        for name in (actor.id, actor.name, *actor.names):
            owners.setdefault(fold(name), set()).add(actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}
    assert "" not in owners


def test_every_name_finds_its_actor() -> None:
    for actor in ACTORS:
        for name in (actor.id, actor.name, *actor.names):
            assert REGISTRY.find(name) == REGISTRY.find(name.upper()) == actor.id


def test_every_actor_is_of_a_kind_and_of_actors_that_exist() -> None:
    for actor in ACTORS:
        assert actor.kind in ACTOR_KINDS
        assert actor.of is None or actor.of in REGISTRY.actors, actor.id
        assert actor.of != actor.id
        assert all(office.of in REGISTRY.actors for office in actor.offices), actor.id
        assert not actor.offices or actor.kind == "person", actor.id


def test_no_actor_stands_for_itself_in_the_end() -> None:
    for actor in ACTORS:
        above, step = set(), actor.of
        while step:
            assert step not in above | {actor.id}
            above.add(step)
            step = REGISTRY.actors[step].of


def test_states_have_codes_and_no_two_the_same() -> None:
    codes = [actor.code2 for actor in ACTORS if actor.code2]
    assert len(codes) == len(set(codes)) > 40
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert all(actor.kind == "state" for actor in ACTORS if actor.code2)


def begins(office: Office) -> int:
    return office.since.first_day if office.since else BEFORE


def ends(office: Office) -> int:
    return office.until.last_day if office.until else AFTER


def test_offices_stand_in_order_and_end_after_they_begin() -> None:
    for actor in ACTORS:
        assert all(begins(office) <= ends(office) for office in actor.offices), actor.id
        dated = [office for office in actor.offices if office.since]
        assert all(begins(one) <= begins(other) for one, other in pairwise(dated)), actor.id


SAME = [
    ("SRB", "Serbia SRB Srbija Србија SERBIA serbia Сербия Sırbistan Serbien"),
    ("TUR", "Turkey Türkiye TURKIYE TUR Turska Турска Турция Türkei"),
    ("XKX", "Kosovo XKX Косово Kosova"),
]


@pytest.mark.parametrize(("actor", "names"), SAME)
def test_a_state_is_one_in_every_language_and_script(actor: str, names: str) -> None:
    assert {REGISTRY.find(name) for name in names.split()} == {actor}


@pytest.mark.parametrize(
    "names",
    [
        ["Вучић", "Vučić", "VUCIC", "Vucic", "vučić", "Aleksandar Vučić", "Александар Вучић", "Aleksandar Vucic"],
        ["Erdoğan", "Erdogan", "ERDOĞAN", "Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"],
        ["NATO", "nato", "North Atlantic Treaty Organization"],
    ],
)
def test_an_actor_is_one_however_the_name_is_spelt(names: list[str]) -> None:
    found = {REGISTRY.find(name) for name in names}
    assert len(found) == 1
    assert None not in found


@pytest.mark.parametrize("name", ["", " ", "!", "Nobody in particular", "Serb", "the"])
def test_a_name_that_is_not_known_finds_nobody(name: str) -> None:
    assert REGISTRY.find(name) is None


# --- standing for somebody -------------------------------------------------------------------------------------------


def test_who_holds_an_office_stands_for_whom_it_is_of() -> None:
    for actor in ACTORS:
        for office in actor.offices:
            for day in (office.since, office.until):
                if day is not None:
                    assert office.of in REGISTRY.stands_for(actor.id, day), actor.id


def test_nobody_stands_for_anybody_before_the_first_office() -> None:
    for actor in ACTORS:
        first = min(map(begins, actor.offices), default=BEFORE)
        if first != BEFORE and not actor.of:
            assert list(REGISTRY.stands_for(actor.id, parse(iso_day(first - 1)))) == [], actor.id


IN_OFFICE = [
    ("Vučić", "2018", "SRB", True),
    ("Vučić", "2005", "SRB", False),
    ("Vučić", "2018-05-03", "SRB", True),
    ("Erdoğan", "2017-10-10", "TUR", True),
    ("Erdoğan", "2000", "TUR", False),
    ("Erdoğan", "2000/2020", "TUR", True),
    ("Erdoğan", "../2001", "TUR", False),
    ("Erdoğan", "1990/..", "TUR", True),
    ("Tito", "1970", "YUG", True),
    ("Tito", "1990", "YUG", False),
]


@pytest.mark.parametrize(("name", "date", "state", "stands"), IN_OFFICE)
def test_a_head_of_state_stands_for_the_state_in_office_only(name: str, date: str, state: str, stands: bool) -> None:
    actor = REGISTRY.find(name)
    assert actor is not None
    assert (state in REGISTRY.stands_for(actor, parse(date))) == stands


def test_standing_for_is_handed_on_and_each_is_named_once() -> None:
    command = Office("general", "army", parse("2001"), parse("2003"))
    ministry = Office("minister", "state", parse("2002"))
    registry = Registry(
        [
            Actor("union", "Union", "organisation"),
            Actor("state", "State", "state", of="union"),
            Actor("army", "Army", "body", of="state"),
            Actor("general", "General", "person", offices=(command, ministry)),
            Actor("ring", "Ring", "body", of="gnir"),
            Actor("gnir", "Gnir", "body", of="ring"),
        ]
    )
    stands = {year: sorted(registry.stands_for("general", parse(year))) for year in ("2000", "2001", "2002", "2005")}
    assert stands == {
        "2000": [],
        "2001": ["army", "state", "union"],
        "2002": ["army", "state", "union"],
        "2005": ["state", "union"],
    }
    assert list(registry.stands_for("army", parse("0100"))) == ["state", "union"]
    assert list(registry.stands_for("ring", parse("2000"))) == ["gnir"]
    assert list(registry.stands_for("nobody", parse("2000"))) == []


HELD = [
    ("2001-05", "2003", "2001", True),
    ("2001-05", "2003", "2001-04", False),
    ("2001-05", "2003", "2001-05-01", True),
    ("2001", "2003-06", "2003-06-30", True),
    ("2001", "2003-06", "2003-07-01", False),
    ("2001~", "2003?", "2001-01-01", True),
    ("2001", None, "9999", True),
    ("2001", None, "2000", False),
    (None, "2003", "-0043", True),
    (None, "2003", "2004", False),
    (None, None, "2004", True),
    ("2001", "2003", "../1999", False),
    ("2001", "2003", "../2001", True),
    ("2001", "2003", "1990/2010", True),
    ("2001", "2003", "2004/..", False),
]


@pytest.mark.parametrize(("since", "until", "date", "held"), HELD)
def test_an_office_is_held_from_its_first_possible_day_to_its_last(
    since: str | None, until: str | None, date: str, held: bool
) -> None:
    office = Office("president", "SRB", since and parse(since), until and parse(until))  # type: ignore[arg-type]
    assert office.held_during(parse(date)) == held


# --- a user's own files ----------------------------------------------------------------------------------------------


@pytest.fixture
def write(tmp_path: Path):
    def write(text: str, name: str = "mine.yaml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


def test_a_user_can_rename_an_actor_and_the_old_name_still_finds_it(write) -> None:
    registry = load([*shipped(), write("- id: XKX\n  name: Kosovo and Metohija\n  names: [KiM]\n")])
    assert registry.actors["XKX"].name == registry.actors["XKX"].label == "Kosovo and Metohija"
    for name in ("Kosovo", "Косово", "XKX", "kosovo and metohija", "KiM", *REGISTRY.actors["XKX"].names):
        assert registry.find(name) == "XKX"
    assert registry.actors["XKX"].kind == "state"
    assert registry.actors["SRB"] == REGISTRY.actors["SRB"]


def test_a_user_can_add_an_actor_and_give_a_known_one_an_office(write) -> None:
    text = """
- id: me
  name: Ja
  kind: person
  names: [Ја сам]
- id: aleksandar-vucic
  offices: [{as: chess champion, of: me, since: 1980, until: 1981-05}]
"""
    registry = load([*shipped(), write(text)])
    assert registry.find("JA SAM") == "me"
    vucic = registry.find("Vučić")
    assert vucic is not None
    assert "me" in registry.stands_for(vucic, parse("1981"))
    assert "me" not in registry.stands_for(vucic, parse("1982"))


def test_later_files_lie_over_earlier_ones(write) -> None:
    files = [
        write("- {id: a, name: One, kind: group, short: O}\n", "1.yaml"),
        write("- {id: a, name: Two}\n", "2.yaml"),
        write("- {id: a, name: Three, kind: body}\n", "3.yaml"),
    ]
    registry = load(files)
    assert registry.actors["a"] == Actor("a", "Three", "body", "O", ("One", "Two"))
    assert {registry.find(name) for name in ("one", "two", "THREE", "a")} == {"a"}


def test_reading_undoes_writing() -> None:
    again = loads(dumps(REGISTRY))
    assert again.actors == REGISTRY.actors
    assert again.names == REGISTRY.names


FAULTS = [
    ("- id: a\n  name: A\n  kind: group\n  nmae: B\n", 4, 9, "unknown field 'nmae'", "known: code2 country id kind"),
    ("- id: a\n  name: A\n  kind: robot\n", 3, 9, "unknown kind 'robot'", "one of: state organisation body"),
    ("- id: a\n  name: A\n  kind: group\n- name: B\n", 4, 3, "an actor needs an id", "write '- id: …'"),
    ("- a\n", 1, 3, "an actor needs an id", "write '- id: …'"),
    ("- {id: , name: A, kind: group}\n", 1, 3, "an actor needs an id", ""),
    (
        "- id: a\n  name: A\n  kind: person\n  offices: [{as: x, of: a, untill: 2004}]\n",
        4,
        36,
        "no field 'untill'",
        "until",
    ),
    ("- id: a\n  id: b\n", 2, 3, "'id' is given twice", ""),
    ("- id: a: b\n", 1, 8, "mapping values are not allowed", ""),
    ("a: b\n", 1, 1, "no list of actors", "write '- id: …'"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), FAULTS)
def test_a_fault_in_a_users_file_has_its_place(
    write, text: str, line: int, column: int, message: str, hint: str
) -> None:
    file = write(text)
    problem = only(file)
    assert (problem.path, problem.line, problem.column) == (str(file), line, column)
    assert message in problem.message
    assert hint in problem.hint


def only(*files: Path) -> Problem:
    with pytest.raises(DataError) as refused:
        load([*shipped(), *files])
    (problem,) = refused.value.problems
    return problem


UNPLACED = [
    ("- id: a\n  name: A\n", "a has no 'kind'"),
    ("- id: a\n  kind: group\n", "a has no 'name'"),
    ("- {id: a, name: A, kind: person, offices: [{as: x, of: a, since: 2014-02-30}]}\n", "a: '2014-02-30' is no day"),
    ("- {id: a, name: A, kind: person, offices: [{as: x}]}\n", "a has no 'of'"),
]


@pytest.mark.parametrize(("text", "message"), UNPLACED)
def test_what_is_wrong_with_an_actor_as_a_whole_names_it_and_the_file(write, text: str, message: str) -> None:
    file = write(text)
    problem = only(file)
    assert str(file) in problem.path
    assert message in problem.message


def test_every_fault_of_all_files_is_told_at_once(write) -> None:
    files = [write("- id: a\n  kind: robot\n  x: y\n", "1.yaml"), write("- b\n", "2.yaml"), write("- 'c\n", "3.yaml")]
    with pytest.raises(DataError) as refused:
        load(files)
    assert sorted(Path(problem.path).name for problem in refused.value.problems) == [
        "1.yaml", "1.yaml", "2.yaml", "3.yaml",
    ]  # fmt: skip
