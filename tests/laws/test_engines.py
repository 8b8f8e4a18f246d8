"""Every engine gives the same events, as certain, in the same order: SQLite, DuckDB, Spark, and the definition.

Of a feed an import knows more than its events tell: who is not part of a state, a rebel or a protester, is found under
the country that the feed codes as well. Neither the definition nor the index of a file of these events can know that,
so the rows that are held against them have no such actors (``PARTIES``) or questions name no actor; what an import
knows beyond is asked of the engines in a test of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests import naive
from tests.feed_rows import actor, gdelt, text
from tests.naive import TODAY
from tests.read.feeds.harness import ROWS
from timeline.lexicon.actors import Registry, load
from timeline.model.day import day_number
from timeline.model.event import Event, from_document
from timeline.query.parse import parse
from timeline.query.query import SORTS, All, During, Part, Query, Term, Words
from timeline.report.tally import DIMENSIONS, counted, tally
from timeline.store.index import Opened
from timeline.store.select import Row, resolve, select
from timeline.store.world import spark
from timeline.store.world.bulk import Bulk
from timeline.store.world.count import OTHERS, count, events, most
from timeline.store.world.pour import imported
from timeline.store.world.world import open_world

MASTER = "local-cluster[2,1,1024]"


class Lexicon(NamedTuple):
    """A registry and the files that it was read from."""

    files: list[Path]
    registry: Registry


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    path = tmp_path_factory.mktemp("registry") / "actors.yaml"
    path.write_text(naive.ACTORS, encoding="utf-8")
    return Lexicon([path], load([path]))


def pour(world: Path, lexicon: Lexicon, **files: bytes) -> None:
    for feed, data in files.items():
        path = world.parent / f"{feed}.{len(data)}"
        path.write_bytes(data)
        imported(str(world), feed, [str(path)], lexicon.registry, None, lambda _: None, lambda _: None)


def everything(world: Opened) -> list[Event]:
    return [from_document(json.loads(row.json)) for row in select([world], Query(All(()), TODAY))]


def seen(rows: Sequence[Row]) -> list[tuple[str, bool, bool, tuple[object, ...]]]:
    return [(json.loads(row.json)["id"], row.certain, row.overdue, row.key) for row in rows]


# --- random rows, random questions -----------------------------------------------------------------------------------

PARTIES = (
    ("SRBGOV", "SERBIA", "SRB", "GOV"),
    ("SRBCOP", "BELGRADE POLICE", "SRB", "COP"),
    ("SRB", "Полиција Ниша", "SRB", ""),
    ("TUR", "TÜRKİYE", "TUR", ""),
    ("", "ТУРСКА", "", ""),
    ("", "ALEKSANDAR VUCIC", "", ""),
    ("", "IŞIL IRMAK", "", ""),
    ("MIL", "KFOR", "", "MIL"),
    ("IGO", "NATO", "", "IGO"),
    ("REB", 'O\'NEIL \\ "THE FRONT"', "", "REB"),
    ("", "ĐORĐE ЂОРЂИЋ", "", ""),
    ("", "İHSAN", "", ""),
    ("", "MR. NOBODY", "", ""),
    ("", "A|B", "", "OPP"),
    ("", "...", "", ""),
    ("UIS", "", "", "UIS"),
    ("", "", "", ""),
)
SITES = (*naive.PLACES, "Belgrade, Serbia (general), Serbia", "", "100% \"x\" \\ 'y'", "Straße-des-17.-Juni", "  a  b ")
PAGES = ("https://a.org/dron", "https://www.b.rs/Београд?x=1|2", "BBC Monitoring", "http://c.tr/a's", "")
DAYS = ("20230705", "20230101", "20221231", "20240615", "20240614", "20230705", "00530619", "20260228")

_parties = st.sampled_from(PARTIES)
rows = st.builds(
    lambda number, one, two, place, country, page, day, code: gdelt(
        number, day, code=code, **actor(1, *one), **actor(2, *two), ActionGeo_FullName=place,
        ActionGeo_CountryCode=country, SOURCEURL=page,
    ),
    number=st.integers(1, 60),
    one=_parties,
    two=_parties,
    place=st.sampled_from(SITES),
    country=st.sampled_from(["RI", "TU", "KV", "GM", "", "??"]),
    page=st.sampled_from(PAGES),
    day=st.sampled_from(DAYS),
    code=st.sampled_from(["042", "043", "190", "057", "010", "1823"]),
)  # fmt: skip
own_terms: st.SearchStrategy[Part] = st.sampled_from(
    [
        *(Words(word) for word in ("belgrade serbia", "serbia general", "a b", "the front", "turkiye", "x y")),
        *(Words(word) for word in ("somebody", "police", "o neil", "strasse des 17 juni", "bbc monitoring", "nis")),
        *(Term("place", name) for name in ("Serbia", "straße", "a b", "17", "B", "x", "des 17")),
        *(Term("source", name) for name in ("example org", "beograd", "x 1 2", "bbc", "a's", "dron")),
        *(Term("id", name) for name in ("gdelt-3", "gdelt-17", "GDELT-3", "(?i)gdelt-3")),
        *(Term("kind", kind) for kind in ("consult", "assault", "CONSULT")),
        During(day_number(2023, 1, 1), day_number(2023, 12, 31)),
        During(day_number(2023, 7, 5), day_number(2023, 7, 5)),
    ]
)
questions = st.recursive(st.one_of(naive.terms, own_terms), naive._joined, max_leaves=8)
queries = st.builds(
    Query,
    part=questions,
    today=st.just(TODAY),
    certain=st.booleans(),
    sort=st.sampled_from(SORTS),
    reverse=st.booleans(),
    limit=st.none() | st.integers(0, 30),
)


# Making an example smaller would import hundreds of worlds.
@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(rows, max_size=40), st.lists(queries, min_size=5, max_size=20))
def test_a_world_a_file_of_its_events_and_the_definition_agree(
    lexicon: Lexicon, rows: list[str], queries: list[Query]
) -> None:
    with TemporaryDirectory() as folder:
        world = Path(folder) / "world"
        pour(world, lexicon, gdelt=text(*rows))
        compare(world, lexicon, queries)


def compare(world: Path, lexicon: Lexicon, queries: Sequence[Query]) -> None:
    """Hold DuckDB over a world and SQLite over a file of its events against each other and the definition."""
    duck = open_world(str(world), lexicon.files, None)
    events = everything(duck)
    with naive.indexed(events, lexicon.files) as index:
        for query in queries:
            found = seen(select([duck], query))
            assert found == seen(select([index], query)), query
            expected = naive.select({"x": events}, query, lexicon.registry)
            assert [one[:2] for one in found] == [(one.id, one.certain) for one in expected], query
            assert duck.number(resolve(query, [duck])._replace(limit=None)) >= len(found)


# --- one world of all feeds ------------------------------------------------------------------------------------------

FEEDS = {"ucdp": "ucdp-41.csv", "icews": "icews.tab", "acled": "acled-new.csv", "polecat": "polecat.txt"}


@pytest.fixture(scope="module")
def world(lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a world of rows from every feed, some dated vaguely, some with actors that only an import knows."""
    folder = tmp_path_factory.mktemp("worlds") / "a [1]* world"
    for feed, file in FEEDS.items():
        pour(folder, lexicon, **{feed: (ROWS / file).read_bytes()})
    mixed = [
        gdelt(
            number, DAYS[number % len(DAYS)], code=["042", "190", "057"][number % 3], page=PAGES[number % 4],
            **actor(1, *PARTIES[number % len(PARTIES)]), **actor(2, *PARTIES[number * 7 % len(PARTIES)]),
            ActionGeo_FullName=SITES[number % len(SITES)], ActionGeo_CountryCode=["RI", "TU", ""][number % 3],
        )
        for number in range(1, 120)
    ]  # fmt: skip
    rebel = gdelt(500, **actor(1, "SRBREB", "FREE RIDERS", "SRB", "REB"), **actor(2, "TUR", "ANKARA", "TUR"))
    pour(folder, lexicon, gdelt=text(*mixed, rebel))
    return folder


ASKED = (
    "", "date:2023", "not date:2023", "date:2016", "date:2016-03", "not date:2016-03", "date:..2017",
    "date:2016 or kind:consult", "not (date:2016-03 or date:2018)", "not kind:assault",
    "status:overdue", "not status:denied", "place:Belgrade", "not place:Belgrade",
    'place:"a b"', "country:Serbia", "not country:RS", "not tag:arms",
    "source:dron", "not source:bbc", "not id:gdelt-3", "confidence:high", "serbia",
    '"belgrade serbia"', "not belgrade", '"o neil"', "shots or mill",
    "(date:2023 or serbia) and not (kind:consult or place:Novi)",
)  # fmt: skip
BY_ACTOR = (
    "actor:Serbia", "not actor:Serbia", "actor:Serbia and date:2023", "actor:Serbia or actor:Turkey",
    "actor:Serbia and actor:Turkey", "source:x or actor:Vučić", "actor:NATO", "actor:KFOR and not date:2023",
    "actor:Kosovo or date:2016-03", "(actor:Serbia or actor:NATO) and not place:Belgrade",
    "actor:Serbia and not actor:Turkey and serbia",
)  # fmt: skip
_HOW = [(sort, reverse, limit) for sort in SORTS for reverse in (False, True) for limit in (None, 7)]


def asked(texts: Sequence[str]) -> list[Query]:
    """Make a question of each text, every one put in an order of its own."""
    return [
        Query(parse(words, TODAY) if words else All(()), TODAY, number % 5 == 4, *_HOW[number % len(_HOW)])
        for number, words in enumerate(texts)
    ]


def test_feeds_that_date_vaguely_agree_too(lexicon: Lexicon, world: Path) -> None:
    compare(world, lexicon, asked(ASKED))


def test_who_is_no_part_of_a_state_is_found_under_it(lexicon: Lexicon, world: Path) -> None:
    duck = open_world(str(world), lexicon.files, None)
    for name in ("Serbia", "free riders"):
        found = [json.loads(row.json)["id"] for row in select([duck], Query(Term("actor", name), TODAY))]
        assert "gdelt-500" in found
        assert len(found) == len(set(found))


# --- Spark, with two executors that are processes of their own --------------------------------------------------------


@pytest.fixture(scope="module")
def cluster(lexicon: Lexicon, world: Path) -> Iterator[Bulk]:
    found = spark.open_world(str(world), lexicon.files, None, MASTER)
    yield found
    spark.connect(MASTER).stop()
    spark.connect.cache_clear()


def test_there_are_two_executors(cluster: Bulk) -> None:
    session = spark.connect(MASTER)
    session.range(4).repartition(4).count()  # they come when there is work
    status = session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert len(status) == 3, "the driver and two others"


def test_a_cluster_answers_as_the_machine_does(lexicon: Lexicon, world: Path, cluster: Bulk) -> None:
    duck = open_world(str(world), lexicon.files, None)
    some = 0
    for query in asked([*ASKED, *BY_ACTOR, "actor:'free riders'".replace("'", '"')]):
        found = select([cluster], query)
        assert found == select([duck], query), query
        some += bool(found)
    assert some > 25


BY = (*((one,) for one in DIMENSIONS), ("month", "actor"), ("tag", "publisher"), ("actor", "actor"), ("kind", "decade"))


@pytest.mark.parametrize("by", BY, ids="-".join)
def test_engines_and_the_definition_count_alike(
    lexicon: Lexicon, world: Path, cluster: Bulk, by: Sequence[str]
) -> None:
    labels = {id_: found.label for id_, found in lexicon.registry.actors.items()}
    duck = open_world(str(world), lexicon.files, None)
    for query in asked(("", "actor:Serbia or date:2016"))[:2]:
        meant = resolve(query._replace(limit=None), [duck])
        expected = tally(select([duck], meant), by, labels)
        assert len(expected.cells) > 1 or by == ("status",)
        for engine in (duck, cluster):
            cells = count(engine, meant, by)
            assert counted(cells, events(engine, meant, by, cells), by, labels) == expected


def test_rare_values_are_counted_together_in_a_cluster_too(lexicon: Lexicon, world: Path, cluster: Bulk) -> None:
    duck = open_world(str(world), lexicon.files, None)
    everything = Query(All(()), TODAY)
    for lanes in ("actor", "place"):
        top, number = most(duck, everything, lanes, 3)
        assert most(cluster, everything, lanes, 3) == (top, number)
        one, other = (sorted(count(it, everything, ["year", lanes], top), key=repr) for it in (duck, cluster))
        assert one == other
        assert any(cell.values[1] == OTHERS for cell in one)


def test_a_cluster_gives_counts_and_no_events(
    world: Path, lexicon: Lexicon, cluster: Bulk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[object, ...]] = []
    run = cluster.run

    def told(*how: object) -> Iterator[tuple[object, ...]]:
        for row in run(*how):  # type: ignore[arg-type] -- handed on as it is
            given.append(row)
            yield row

    monkeypatch.setattr(cluster, "run", told)
    cells = count(cluster, Query(All(()), TODAY), ["status"])
    assert (len(given), sum(cell.events for cell in cells)) == (1, cluster.events)


def test_a_cluster_counts_what_it_gives(cluster: Bulk) -> None:
    query = Query(parse("actor:Serbia or belgrade", TODAY), TODAY)
    assert cluster.number(resolve(query, [cluster])) == len(select([cluster], query))
    assert cluster.events == len(select([cluster], query._replace(part=All(()))))
