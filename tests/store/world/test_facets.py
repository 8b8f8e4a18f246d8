"""What hangs on few columns is asked once for all rows that share it: the same comes out as of each row alone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feed_rows import NAMES, gdelt, text
from tests.store.world.conftest import REGISTRY
from timeline.read.feeds import SAID, feed, names
from timeline.read.rows import Rows
from timeline.store.world import columns, fields, raw, shape, told
from timeline.store.world.cast import Cast
from timeline.store.world.facets import combinations, gathered
from timeline.store.world.mapper import Mapped, Mapper
from timeline.store.world.told import Told

DAYS = ("20230705", "19790101", "20230231", "", "2023", "00010101", "20240614")
NAMED = ("", "SERBIA", "ANKARA", "ALEKSANDAR VUCIC", "Полиција Ниша", "A|B", " ", "KFOR", "İHSAN")
COUNTRIES = ("", "SRB", "TUR", "XXX")


class One:
    """Rows that are there."""

    header = b""

    def __init__(self, *rows: str) -> None:
        self.rows = Rows(NAMES, "".join(row + "\n" for row in rows).encode(), range(1, len(rows) + 1))

    def guess(self) -> Rows:
        return self.rows


@pytest.fixture(scope="module")
def mapper():
    found = Mapper(feed("gdelt"), Cast(REGISTRY), "")
    yield found
    found.close()


def telling(mapper: Mapper) -> Told:
    return Told("gdelt", mapper.feed, mapper.cast)


def events(mapped: Mapped) -> list[dict[str, object]]:
    """Give the events that were mapped, with their lines, as a world will have them."""
    return [one for table in mapped.events for one in written(mapped.told, table)]


def written(said: Told, table: pa.Table) -> list[dict[str, object]]:
    taken = said.staged(said.ordering(table)).taken(np.arange(len(table)))
    nothing = dict.fromkeys(name for name in shape.STAGED if name not in taken)
    return [nothing | one for one in pa.table({"line": table["line"], **taken}).to_pylist()]


def parties(number: int) -> dict[str, st.SearchStrategy[str]]:
    return {
        f"Actor{number}Code": st.sampled_from(("", "SRBGOV", "TUR", "REB")),
        f"Actor{number}Name": st.sampled_from(NAMED),
        f"Actor{number}CountryCode": st.sampled_from(COUNTRIES),
        f"Actor{number}Type1Code": st.sampled_from(("", "GOV", "OPP")),
    }


ROW = st.fixed_dictionaries(
    {
        "GLOBALEVENTID": st.sampled_from(("1", "22", "", "x", "1" * 20)),
        "SQLDATE": st.sampled_from(DAYS),
        "DATEADDED": st.sampled_from(DAYS),
        **parties(1),
        **parties(2),
        "EventCode": st.sampled_from(("010", "042", "043", "040", "9999", "")),
        "GoldsteinScale": st.sampled_from(("", "1.9", "-10", "11", "nan", "x")),
        "ActionGeo_Type": st.sampled_from(("", "1", "4", "9")),
        "ActionGeo_FullName": st.sampled_from(("", "Belgrade, Serbia", "Niš", "İzmir, Türkiye")),
        "ActionGeo_CountryCode": st.sampled_from(("", "RI", "??")),
        "ActionGeo_Lat": st.sampled_from(("", "44.8", "91", "nan", "x")),
        "ActionGeo_Long": st.sampled_from(("", "20.4", "181")),
        "SOURCEURL": st.sampled_from(("", "https://www.b.rs/Београд?x=1", "http://c.tr:80", "BBC Monitoring", "httpx")),
    }
)


@given(st.lists(ROW, min_size=1, max_size=30))
def test_rows_together_give_what_each_gives_alone(mapper, rows):
    given_rows = [gdelt(0, **{**row, "page": None}) for row in rows]
    together = mapper.map(One(*given_rows), telling(mapper))
    every, facing, refused = [], [], []
    oddities: dict[str, list[int]] = {}
    for line, row in enumerate(given_rows, 1):
        alone = mapper.map(One(row), telling(mapper))
        assert alone.read == 1
        every += [one | {"line": line} for one in events(alone)]
        facing += [one | {"line": line} for table in alone.facing for one in table.to_pylist()]
        refused += [one._replace(line=line) for one in alone.refused]
        for word in alone.oddities:
            oddities.setdefault(word, []).append(line)
    assert events(together) == every
    assert [one for table in together.facing for one in table.to_pylist()] == facing
    assert together.refused == refused
    assert together.oddities == {word: (len(lines), lines[:10]) for word, lines in oddities.items()}
    assert together.read == len(rows) == len(every) + len(refused)


@given(st.lists(ROW, min_size=1, max_size=12), st.lists(ROW, min_size=1, max_size=12))
def test_what_was_said_before_changes_nothing(mapper, before, rows):
    """Nor does it matter who said it: numbers of one that is full are taken over by the next."""
    first, second = telling(mapper), telling(mapper)
    given_rows = [gdelt(0, **{**row, "page": None}) for row in rows]
    for said in (first, second):
        mapper.map(One(*(gdelt(0, **{**row, "page": None}) for row in before)), said)
    mapped = mapper.map(One(*given_rows), first)
    expected = mapper.map(One(*given_rows), telling(mapper))
    assert mapped.refused == expected.refused
    assert mapped.oddities == expected.oddities
    assert events(mapped) == events(expected)
    adopted = [second.adopted(first, table) for table in mapped.events]
    assert [one for table in adopted for one in written(second, table)] == events(expected)


def test_the_engine_meets_each_combination_once(mapper):
    asked: dict[str, int] = {}
    sql = {shape.FACETS[name].format(facet=getattr(mapper.feed.FACETS, name)): name for name in SAID}

    def counted(wanted: str, table: pa.Table) -> pa.Table:
        asked[sql[wanted]] = asked.get(sql[wanted], 0) + len(table)
        return mapper._ask(wanted, table)

    rows = One(*(gdelt(number, f"2023070{number % 3 + 1}") for number in range(600))).rows
    found, said = fields.cut(rows.data, "\t", len(NAMES)), telling(mapper)
    for _ in range(2):
        said.map(found, NAMES, np.arange(600), counted)
    assert asked.pop("mirror") == 2 * 600  # that of each row
    assert asked == {"act": 1, "page": 1, "place": 1, "scale": 1, "source": 1, "target": 1, "time": 3}


def test_what_is_too_much_to_remember_is_forgotten(place, monkeypatch):
    """Everything is told anew, again and again, and what waits meanwhile is not lost."""
    monkeypatch.setattr(told, "MOST", 10)
    monkeypatch.setattr("timeline.read.rows.CHUNK", 3000)
    monkeypatch.setattr("timeline.store.world.file.GROUP", 20)
    monkeypatch.setattr("timeline.store.world.writer.NEAR", 8)
    made = []
    init = Told.__init__
    monkeypatch.setattr(Told, "__init__", lambda self, *given: (made.append(self), init(self, *given))[1])
    days = [f"202307{number % 28 + 1:02}" for number in range(200)]
    place.take(text(*(gdelt(number, day) for number, day in enumerate(days))))
    assert len(made) > 5
    assert place.told[-1].done.kept == 200
    found = {event["id"]: event["date"].replace("-", "") for event in place.ask()}
    assert found == {f"gdelt-{number}": day for number, day in enumerate(days)}


@pytest.mark.parametrize("name", [name for name in names() if feed(name).FACETS])
def test_facets_give_the_columns_of_the_contract(name):
    mapper = Mapper(feed(name), Cast(REGISTRY), "")
    assert {"id", "address", *SAID} == set(mapper.feed.FACETS._fields)
    assert raw.spoken(mapper.feed.FACETS.page, mapper.feed) == [mapper.feed.FACETS.address]
    for facet, gives in SAID.items():
        sql = getattr(mapper.feed.FACETS, facet)
        texts = {column: pa.array(["20230705"]) for column in raw.spoken(sql, mapper.feed)}
        said = mapper._ask(sql, pa.table(texts | {"line": pa.array([0])}))
        assert set(said.column_names) - {"problem", "oddities"} == {"line", *gives}
    mapper.close()


TEXTS = st.lists(st.tuples(*[st.sampled_from((None, "", "a", "b", "c"))] * 3), max_size=40)


@given(TEXTS)
def test_combinations_are_the_different_rows(rows):
    texts = list(zip(*rows, strict=True)) or [()] * 3
    firsts, of = combinations([pa.array(column, pa.string()).dictionary_encode() for column in texts])
    assert [rows[first] for first in firsts] == list(dict.fromkeys(rows))
    assert [rows[firsts[one]] for one in of] == rows


def test_combinations_of_very_many_texts_do_not_overflow():
    """Seven columns of a thousand texts: more combinations than a number has."""
    one = pa.array([f"{number:04d}" for number in range(1000)])
    shuffled = [one.take(pa.array(np.random.default_rng(seed).permutation(1000))) for seed in range(7)]
    firsts, of = combinations([pa.concat_arrays([column, column]).dictionary_encode() for column in shuffled])
    assert firsts.tolist() == list(range(1000))
    assert of.tolist() == list(range(1000)) * 2


@given(st.lists(st.sampled_from((None, "", "a", "b"))), st.data())
def test_what_is_gathered_is_the_value_at_the_place(values, data):
    of = data.draw(st.lists(st.integers(0, len(values) - 1))) if values else []
    found = gathered(pa.array(values, pa.string()), np.array(of, dtype=np.int64))
    assert found.to_pylist() == [values[one] for one in of]
    assert len(set(found.dictionary.to_pylist())) == len(found.dictionary)


# --- fields and numbers ----------------------------------------------------------------------------------------------

CELL = st.text("a\u0161/ :", max_size=5)


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width))), st.data())
def test_fields_are_those_of_a_plain_split(rows, data):
    width = len(rows[0]) if rows else data.draw(st.integers(1, 5))
    found = fields.cut("".join("\t".join(row) + "\n" for row in rows).encode(), "\t", width)
    assert len(found) == len(rows)
    first = data.draw(st.integers(0, width - 1))
    last = data.draw(st.integers(first, width - 1))
    some = sorted(data.draw(st.sets(st.integers(0, len(rows) - 1)))) if rows else []
    expected = ["\t".join(row[first : last + 1]) for row in rows]
    assert found.texts(first, last).to_pylist() == expected
    assert found.texts(first, last, np.array(some, dtype=np.int64)).to_pylist() == [expected[at] for at in some]


@pytest.mark.parametrize("data", [b"a\tb\nc\n", b"a\nb\tc\td\n", b"a\tb\tc\n\n", b"\na\tb\tc\n", b"a\tb\tc\td\n"])
def test_rows_of_another_width_are_not_cut(data):
    assert fields.cut(data, "\t", 2) is None


SITES = {
    "https://www.b.rs/a/b?x=1": "https://www.b.rs",
    "http://c.tr:80": "http://c.tr:80",
    "http://c.tr?a=/b/c": "http://c.tr?a=",
    "https://\u0161.rs/\u0161": "https://\u0161.rs",
    "httpx": "httpx",
    "a/b/c/d/e": "a/b/c/d/e",
    "": "",
}


@given(st.lists(st.sampled_from(sorted(SITES))))
def test_of_an_address_the_site_is_left(texts):
    data = "".join(text + "\n" for text in texts).encode()
    found = fields.cut(data, "\t", 1)
    assert fields.sites(found.texts(0, 0)).to_pylist() == [SITES[text] for text in texts]


@given(st.lists(st.integers(0, 9)))
def test_numbers_that_are_used(numbers):
    different, of = columns.used(np.array(numbers, dtype=np.int32), 10)
    assert different.tolist() == sorted(set(numbers))
    assert different[of].tolist() == numbers
    different, of = columns.distinct(np.array(numbers, dtype=np.int32))
    assert different.tolist() == list(dict.fromkeys(numbers))
    assert different[of].tolist() == numbers
