"""What hangs on few columns is asked once for all rows that share it: the same comes out as of each row alone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feed_rows import NAMES, gdelt
from tests.store.world.conftest import REGISTRY
from timeline.read.feeds import EACH_ROW, FACETS, feed, names
from timeline.read.rows import Rows
from timeline.store.world import facets, raw, shape
from timeline.store.world.cast import Cast
from timeline.store.world.facets import combinations, gathered
from timeline.store.world.mapper import Mapper

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
    together = mapper.map(One(*given_rows))
    events, facing, refused = [], [], []
    oddities: dict[str, list[int]] = {}
    for line, row in enumerate(given_rows, 1):
        alone = mapper.map(One(row))
        assert alone.read == 1
        events += [one | {"line": line} for table in alone.events for one in table.to_pylist()]
        facing += [one | {"line": line} for table in alone.facing for one in table.to_pylist()]
        refused += [one._replace(line=line) for one in alone.refused]
        for word in alone.oddities:
            oddities.setdefault(word, []).append(line)
    assert [one for table in together.events for one in table.to_pylist()] == events
    assert [one for table in together.facing for one in table.to_pylist()] == facing
    assert together.refused == refused
    assert together.oddities == {word: (len(lines), lines[:10]) for word, lines in oddities.items()}
    assert together.read == len(rows) == len(events) + len(refused)


def test_the_engine_meets_each_combination_once(mapper, monkeypatch):
    asked: dict[str, int] = {}
    ask = mapper._ask
    sql = {shape.FACETS[name].format(facet=text): name for name, text in mapper.feed.FACETS.items()}

    def counted(wanted: str, table: pa.Table) -> pa.Table:
        asked[sql[wanted]] = len(table)
        return ask(wanted, table)

    rows = One(*(gdelt(number, f"2023070{number % 3 + 1}") for number in range(600)))
    read = raw.table(rows.rows, mapper.feed, mapper._columns, mapper._texts)
    facets.mapped(read, np.arange(600), mapper.feed, mapper.cast, counted)
    assert {name: asked[name] for name in sorted(asked.keys() - EACH_ROW)} == {
        "act": 1, "place": 1, "scale": 1, "source": 1, "target": 1, "time": 3,
    }  # fmt: skip


@pytest.mark.parametrize("name", [name for name in names() if feed(name).FACETS])
def test_facets_give_the_columns_of_the_contract(name):
    mapper = Mapper(feed(name), Cast(REGISTRY), "")
    assert set(mapper.feed.FACETS) == set(FACETS)
    for facet, sql in mapper.feed.FACETS.items():
        columns = raw.spoken(sql, mapper.feed)
        texts = pa.table({column: pa.array(["20230705"]) for column in columns} | {"line": pa.array([0])})
        said = mapper._ask(sql, texts)
        assert set(said.column_names) - {"problem", "oddities"} == {"line", *FACETS[facet]}
    mapper.close()


TEXTS = st.lists(st.tuples(*[st.sampled_from((None, "", "a", "b", "c"))] * 3), max_size=40)


@given(TEXTS)
def test_combinations_are_the_different_rows(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 3
    table = pa.table({str(at): pa.array(column, pa.string()).dictionary_encode() for at, column in enumerate(columns)})
    firsts, of = combinations(table)
    assert [rows[first] for first in firsts] == list(dict.fromkeys(rows))
    assert [rows[firsts[one]] for one in of] == rows


def test_combinations_of_very_many_texts_do_not_overflow():
    """Seven columns of a thousand texts: more combinations than a number has."""
    one = pa.array([f"{number:04d}" for number in range(1000)])
    columns = [one.take(pa.array(np.random.default_rng(seed).permutation(1000))) for seed in range(7)]
    table = pa.table({str(at): column.dictionary_encode() for at, column in enumerate(columns)})
    twice = pa.concat_tables([table, table]).unify_dictionaries()
    firsts, of = combinations(twice)
    assert firsts.tolist() == list(range(1000))
    assert of.tolist() == list(range(1000)) * 2


@given(st.lists(st.sampled_from((None, "", "a", "b"))), st.data())
def test_what_is_gathered_is_the_value_at_the_place(values, data):
    of = data.draw(st.lists(st.integers(0, len(values) - 1))) if values else []
    found = gathered(pa.array(values, pa.string()), np.array(of, dtype=np.int64))
    assert found.to_pylist() == [values[one] for one in of]
    assert len(set(found.dictionary.to_pylist())) == len(found.dictionary)
