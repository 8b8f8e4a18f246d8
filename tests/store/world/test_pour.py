"""Importing: every row is told of, a file is in or not in, and nothing is in twice."""

from __future__ import annotations

import gzip
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import jsonschema
import pytest

from tests.feed_rows import actor, gdelt, text
from tests.store.world.conftest import REGISTRY, Place
from timeline.errors import DataError, TimelineError, UsageError
from timeline.query.query import Any, Term
from timeline.read import rows as rows_module
from timeline.read.record import json_schema
from timeline.read.rows import MAX_ROW
from timeline.store.world import file as file_module
from timeline.store.world import manifest, parts, pour
from timeline.store.world import writer as writer_module
from timeline.store.world.told import Told


def sums(outcome: file_module.Outcome) -> tuple[int, int, int, int]:
    done = outcome.done
    merged, refused = sum(done.merged.values()), sum(done.refused.values())
    assert done.read == done.kept + merged + refused
    return done.read, done.kept, merged, refused


def test_a_row_becomes_an_event_with_its_source(place: Place) -> None:
    place.take(text(gdelt(7)))
    (event,) = place.ask()
    assert event["id"] == "gdelt-7"
    assert (event["date"], event["first"], event["last"]) == ("2023-07-05", "2023-07-05", "2023-07-05")
    assert event["kind"] == "consult"
    assert event["status"] == "occurred"
    assert event["actors"] == [
        {"name": "SERBIA", "id": "SRB", "role": "source", "as": "government"},
        {"name": "ANKARA", "id": "TUR", "role": "target"},
    ]
    assert event["place"] == {
        "name": "Belgrade, Serbia (general), Serbia", "country": "SRB", "precision": "settlement", "lat": 44.8186,
        "lon": 20.4681,
    }  # fmt: skip
    assert event["sources"] == [
        {"url": "https://www.example.org/news/7", "publisher": "example.org", "published": "2023-07-05"}
    ]
    assert event["native"] == {"system": "cameo", "code": "042", "ids": ["7"]}
    assert event["goldstein"] == 1.9
    assert event["title"].startswith("SERBIA ")
    assert event["title"].endswith(" ANKARA, Belgrade, Serbia (general), Serbia")


def test_events_are_as_the_schema_says(place: Place) -> None:
    odd = gdelt(2, **actor(1, "SRBOPP", 'THE "FRONT" \\ ЂУРЂЕВДАН', "SRB", "OPP"), ActionGeo_FullName="İzmir, Türkiye")
    place.take(text(gdelt(1), odd, gdelt(3, ActionGeo_Lat="100", GoldsteinScale="x"), gdelt(4, page="no page")))
    for event in place.ask():
        jsonschema.validate({"events": [event]}, json_schema())


def test_every_row_is_told_of(place: Place) -> None:
    rows = [
        gdelt(1).encode(),
        b"one\ttwo",
        gdelt(2, "20230231").encode(),
        gdelt(3, code="9999").encode(),
        b"x" * (MAX_ROW + 10),
        gdelt(4).encode()[:50] + b"\0" + gdelt(4).encode()[50:],
        gdelt(5, ActionGeo_FullName="Cao B\xe9ng").encode("latin-1"),
        b"",
        gdelt(6, GLOBALEVENTID="").encode(),
        gdelt(8).encode(),
    ]
    outcome = place.take(b"\n".join(rows))
    assert sums(outcome) == (9, 3, 0, 6)
    assert outcome.done.refused == {
        "columns": 1, "bad-date": 1, "unknown-code": 1, "too-long": 1, "binary": 1, "no-id": 1,
    }  # fmt: skip
    assert outcome.done.oddities == {"not-utf8": 1}
    assert {reason: lines for reason, lines in outcome.lines.items() if reason != "not-utf8"} == {
        "columns": ["file1.csv:2"], "bad-date": ["file1.csv:3"], "unknown-code": ["file1.csv:4"],
        "too-long": ["file1.csv:5"], "binary": ["file1.csv:6"], "no-id": ["file1.csv:9"],
    }  # fmt: skip
    assert outcome.lines["not-utf8"] == ["file1.csv:7"]
    assert place.ids() == ["gdelt-1", "gdelt-5", "gdelt-8"]
    kept_whole = place.rejects.getvalue().split(b"\n")
    for refused in (rows[1], rows[2], rows[3], rows[5]):
        assert refused in kept_whole


def test_a_row_of_fifty_megabytes_is_refused_and_the_next_is_read(place: Place) -> None:
    outcome = place.take(gdelt(1).encode() + b"\n" + b"y" * (50 << 20) + b"\n" + gdelt(2).encode() + b"\n")
    assert sums(outcome) == (3, 2, 0, 1)
    assert outcome.lines["too-long"] == ["file1.csv:2"]


def test_two_widths_in_one_file(place: Place) -> None:
    old = gdelt(2).rsplit("\t", 1)[0]
    place.take(text(gdelt(1), old))
    assert [event["sources"][0]["publisher"] for event in place.ask()] == ["example.org", "GDELT Project"]


def test_what_is_told_from_both_sides_is_one_event(place: Place) -> None:
    page = "https://example.org/one"
    serbia, turkey = ("SRBGOV", "SERBIA", "SRB", "GOV"), ("TUR", "ANKARA", "TUR", "")
    visit = gdelt(1, page=page, **actor(1, *serbia), **actor(2, *turkey))
    host = gdelt(2, code="043", page=page, **actor(1, *turkey), **actor(2, *serbia))
    again = gdelt(3, page=page, **actor(1, *serbia), **actor(2, *turkey))
    elsewhere = gdelt(4, code="043", **actor(1, *turkey), **actor(2, *serbia))
    outcome = place.take(text(visit, host, again, elsewhere))
    assert sums(outcome) == (4, 3, 1, 0)
    assert outcome.done.merged == {"told-from-both-sides": 1}
    events = {event["id"]: event for event in place.ask()}
    assert events["gdelt-1"]["native"]["ids"] == ["1", "2"]
    assert sorted(events) == ["gdelt-1", "gdelt-3", "gdelt-4"]


def test_a_file_is_imported_once(place: Place) -> None:
    first = place.take(text(gdelt(1), gdelt(2)))
    before = place.on_disk()
    second = place.take(text(gdelt(1), gdelt(2)), name="other-name.csv")
    assert (first.known, second.known) == (False, True)
    assert place.on_disk() == before


def test_a_row_is_imported_once(place: Place) -> None:
    place.take(text(gdelt(1), gdelt(2)))
    outcome = place.take(text(gdelt(2), gdelt(3), gdelt(1, code="190"), gdelt(3)))
    assert sums(outcome) == (4, 1, 2, 1)
    assert outcome.done.merged == {"known-already": 2}
    assert outcome.done.refused == {"id-taken": 1}
    assert place.ids() == ["gdelt-1", "gdelt-2", "gdelt-3"]
    before = place.on_disk()
    outcome = place.take(text(gdelt(3), gdelt(2)))
    assert sums(outcome) == (2, 0, 2, 0)
    assert place.on_disk() == before


def test_groups_and_batches_give_what_one_gives(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = [gdelt(n, f"20{n % 20:02d}0{n % 9 + 1}1{n % 10}") for n in range(500)]
    place.take(text(*rows))
    small = Place(tmp_path / "small")
    small.folder.mkdir()
    monkeypatch.setattr(rows_module, "CHUNK", 9_000)
    monkeypatch.setattr(file_module, "GROUP", 100)
    monkeypatch.setattr(writer_module, "NEAR", 10)
    assert sums(small.take(text(*rows))) == (500, 500, 0, 0)
    assert small.ask() == place.ask()
    assert len(manifest.read(small.path).parts) > len(manifest.read(place.path).parts)


def test_many_small_files_of_a_year_become_one(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pour, "MOST_PARTS", 3)
    for number in range(5):
        place.take(text(gdelt(number)))
    assert len(manifest.read(place.path).parts) == 1 + 1
    assert place.ids() == [f"gdelt-{number}" for number in range(5)]
    place.take(text(gdelt(9)))
    assert place.on_disk() == place.named()


def test_files_become_one_while_more_are_imported(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year has few files all the time, and those that were joined stay for who reads them, even if the next fails."""
    monkeypatch.setattr(pour, "MOST_PARTS", 3)
    most: list[int] = []
    write = manifest.write
    monkeypatch.setattr(manifest, "write", lambda folder, new: (most.append(len(new.parts)), write(folder, new)))
    files = [place.file(text(gdelt(number))) for number in range(20)]
    with pytest.raises(DataError):
        place.take_all([*files, place.file(b"torn\n")], "gdelt")
    assert max(most) <= 3 + 1 + 3
    assert place.ids() == sorted(f"gdelt-{number}" for number in range(20))
    assert len(place.on_disk() - place.named()) >= 12
    place.take(text(gdelt(99)))
    assert place.on_disk() == place.named()


def test_only_files_that_can_have_an_id_are_looked_at_for_it(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or the last of a thousand files would look at what the others brought."""
    looked: list[int] = []
    files = writer_module.engine.files
    monkeypatch.setattr(writer_module.engine, "files", lambda *given: (looked.append(len(given[1])), files(*given))[1])
    rising = [place.file(text(*map(gdelt, range(start, start + 50)))) for start in range(100, 900, 50)]
    again = [place.file(text(gdelt(120), gdelt(130, code="010"), gdelt(1201))), place.file(text(gdelt(880)))]
    place.take_all([*rising, *again], "gdelt")
    assert looked == [1, 1]
    (*_, first, second) = place.told
    assert (first.done.kept, first.done.merged, first.done.refused) == (1, {"known-already": 1}, {"id-taken": 1})
    assert (second.done.kept, second.done.merged) == (0, {"known-already": 1})


def test_rows_stand_in_order_and_once_for_each_actor(place: Place) -> None:
    import duckdb

    place.take(text(*(gdelt(n, f"2023070{n % 9 + 1}") for n in range(50)), gdelt(99, **actor(2, "XYZ", "REBELS"))))
    (part,) = manifest.read(place.path).parts
    rows = duckdb.execute("SELECT actor, first_day, id FROM read_parquet(?)", [f"{place.path}/{part.file}"]).fetchall()
    assert rows == sorted(rows)
    assert [row[0] for row in rows].count("SRB") == 51
    assert [row[0] for row in rows].count("TUR") == 50


def test_who_is_part_of_the_state_is_the_state_and_others_are_found_under_it(place: Place) -> None:
    place.take(
        text(
            gdelt(1, **actor(1, "SRBMIL", "ARMY", "SRB", "MIL")),
            gdelt(2, **actor(1, "SRBOPP", "DEMOCRATS", "SRB", "OPP")),
            gdelt(3, **actor(1, "REB", "GUERRILLA")),
            gdelt(4, **actor(1, "USA", "GEORGIA", "USA")),
        )
    )
    assert place.ids(Term("actor", "SRB")) == ["gdelt-1", "gdelt-2"]
    assert place.ids(Term("actor", "SRB", "source")) == ["gdelt-1", "gdelt-2"]
    assert place.ids(Term("actor", "SRB", "target")) == []
    assert place.ids(Term("actor", "~democrats")) == ["gdelt-2"]
    assert place.ids(Any((Term("actor", "~guerrilla"), Term("actor", "USA")))) == ["gdelt-3", "gdelt-4"]
    ids = [event["actors"][0].get("id") for event in place.ask()]
    assert ids == ["SRB", None, None, "USA"]


@pytest.mark.parametrize("stop", ["written", "manifest"])
def test_whoever_is_stopped_leaves_the_world_as_it_was(
    place: Place, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    place.take(text(gdelt(1)))
    before = place.on_disk()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((parts, "settle", fail) if stop == "written" else (manifest, "write", fail)))
    with pytest.raises(TimelineError, match="nothing of it was kept: No space left") as found:
        place.take(text(gdelt(2)))
    assert "room" in found.value.hint
    assert place.on_disk() == before
    monkeypatch.undo()
    assert place.ids() == ["gdelt-1"]
    place.take(text(gdelt(2)), name="again.csv")
    assert place.ids() == ["gdelt-1", "gdelt-2"]


def test_what_is_at_work_ends_before_an_import_that_is_stopped(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise KeyboardInterrupt

    monkeypatch.setattr(rows_module, "CHUNK", 9_000)
    mapped = file_module.Mapper.map
    at_work: list[int] = []

    def slowly(mapper: file_module.Mapper, cut: rows_module.Cut, told: Told | None) -> file_module.Mapped:
        at_work.append(1)
        try:
            time.sleep(0.05)
            return mapped(mapper, cut, told)
        finally:
            at_work.pop()

    monkeypatch.setattr(file_module.Mapper, "map", slowly)
    path = place.file(text(*map(gdelt, range(50)), "bad", *map(gdelt, range(50, 500))))
    left: list[int] = []
    close = pour.Pour.close
    monkeypatch.setattr(pour.Pour, "close", lambda self: (left.append(len(at_work)), close(self)))
    with pytest.raises(KeyboardInterrupt):
        pour.imported(place.path, "gdelt", [path], REGISTRY, Stopped(), lambda _: None, place.told.append)
    assert left == [0]


def test_a_kill_at_any_moment_leaves_the_world_before_or_after(place: Place) -> None:
    """The moments are spread over the run; what is left is always a whole number of files."""
    place.take(text(gdelt(0)))
    files = [place.file(text(*(gdelt(n * 1000 + m) for m in range(1, 300))), f"f{n}.csv") for n in range(1, 4)]
    command = [sys.executable, "-m", "timeline", "import", "gdelt", *files, "--into", place.path]
    started = time.monotonic()
    subprocess.run([*command[:-1], place.path + "-other"], check=True, capture_output=True)
    whole = time.monotonic() - started
    for moment in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
            time.sleep(whole * (moment + 1) / 7)
            os.kill(running.pid, signal.SIGKILL)
        found = len(place.ids())
        assert (found - 1) % 299 == 0
    subprocess.run(command, check=True, capture_output=True)
    assert len(place.ids()) == 1 + 3 * 299
    assert place.on_disk() == place.named()


def test_zip_and_gz_are_read_as_they_are(place: Place) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.CSV", text(gdelt(1), "bad"))
        archive.writestr("two.CSV", text(gdelt(2), gdelt(3), "bad"))
    outcome = place.take(packed.getvalue(), name="day.zip")
    assert sums(outcome) == (5, 3, 0, 2)
    assert outcome.lines["columns"] == ["day.zip:one.CSV:2", "day.zip:two.CSV:3"]
    place.take(gzip.compress(text(gdelt(4))), name="day.gz")
    assert place.ids() == [f"gdelt-{n}" for n in (1, 2, 3, 4)]


def test_a_file_of_a_zip_knows_nothing_of_the_lines_of_another(place: Place) -> None:
    """Lines are counted from one in each: what is merged in the first must take nothing from the second."""
    page = "https://example.org/one"
    serbia, turkey = ("SRBGOV", "SERBIA", "SRB", "GOV"), ("TUR", "ANKARA", "TUR", "")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        visit = gdelt(1, page=page, **actor(1, *serbia), **actor(2, *turkey))
        host = gdelt(2, code="043", page=page, **actor(1, *turkey), **actor(2, *serbia))
        archive.writestr("one.CSV", text(visit, host))
        archive.writestr("two.CSV", text(gdelt(3), gdelt(4), gdelt(5)))
    outcome = place.take(packed.getvalue(), name="two.zip")
    assert sums(outcome) == (5, 4, 1, 0)
    assert place.ids() == ["gdelt-1", "gdelt-3", "gdelt-4", "gdelt-5"]
    ids = {event["id"]: event["native"]["ids"] for event in place.ask()}
    assert (ids["gdelt-1"], ids["gdelt-3"]) == (["1", "2"], ["3"])


def _zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one.CSV", text(*map(gdelt, range(2000))))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("cut.zip", _zipped()[:-3000], "damaged"),
        ("torn.zip", _zipped()[:3000] + b"\0" * 200 + _zipped()[3200:], "damaged"),
        ("cut.gz", gzip.compress(text(*map(gdelt, range(2000))))[:-3000], "damaged"),
        ("other.csv", b"id,year,active_year\n1,2,3\n", "other-feed"),
    ],
)
def test_a_file_that_is_damaged_or_of_another_feed_is_an_error_and_the_others_are_read(
    place: Place, name: str, data: bytes, code: str
) -> None:
    paths = [place.file(text(gdelt(1))), place.file(data, name), place.file(text(gdelt(2)))]
    with pytest.raises(DataError) as found:
        pour.imported(place.path, "gdelt", paths, REGISTRY, None, lambda _: None, place.told.append)
    (problem,) = found.value.problems
    assert (problem.code, problem.path.endswith(name)) == (code, True)
    assert place.ids() == ["gdelt-1", "gdelt-2"]
    assert place.on_disk() == place.named()


def test_a_dry_run_counts_and_keeps_nothing(place: Place) -> None:
    outcome = place.take(text(gdelt(1), "bad"), dry=True)
    assert sums(outcome) == (2, 1, 0, 1)
    assert place.ids() == []
    assert place.on_disk() <= {"timeline.json"}


def test_a_folder_of_something_else_is_left_alone(place: Place) -> None:
    Path(place.path).mkdir()
    (Path(place.path) / "thesis.txt").write_text("years of work")
    with pytest.raises(TimelineError, match="something else"):
        place.take(text(gdelt(1)))


@pytest.mark.parametrize("name", ["../outside.parquet", "/etc/passwd", "event/../../x.parquet"])
def test_a_manifest_leads_nowhere_outside(place: Place, name: str) -> None:
    place.take(text(gdelt(1)))
    path = Path(place.path) / "timeline.json"
    (part,) = manifest.read(place.path).parts
    path.write_text(path.read_text().replace(part.file, name))
    with pytest.raises(DataError, match="1 problem"):
        place.open()


def test_a_title_says_what_is_known(place: Place) -> None:
    nobody = actor(2, "", "")
    place.take(
        text(
            gdelt(1, code="141"),
            gdelt(2, code="141", **nobody),
            gdelt(3, **actor(1, "", "")),
            gdelt(4, **nobody, ActionGeo_FullName=""),
        )
    )
    assert [event["title"] for event in place.ask()] == [
        "SERBIA demonstrated against ANKARA, Belgrade, Serbia (general), Serbia",
        "SERBIA demonstrated, Belgrade, Serbia (general), Serbia",
        "Somebody visited ANKARA, Belgrade, Serbia (general), Serbia",
        "SERBIA visited",
    ]


def test_two_imports_at_once_lose_nothing(place: Place) -> None:
    files = [place.file(text(*(gdelt(n * 1000 + m) for m in range(200))), f"f{n}.csv") for n in range(2)]
    command = [sys.executable, "-m", "timeline", "import", "gdelt", "--into", place.path]
    running = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for name in files]
    for one in running:
        out, err = one.communicate(timeout=120)
        assert (one.returncode, err) == (0, b""), err
        assert b"200 kept" in out
    assert len(place.ids()) == 400
    assert place.on_disk() == place.named()


@pytest.mark.parametrize(("module", "said"), [("duckdb", "DuckDB"), ("pyarrow", "PyArrow"), ("numpy", "NumPy")])
def test_without_its_engine_an_import_says_what_to_install(
    place: Place, monkeypatch: pytest.MonkeyPatch, module: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(UsageError, match=said) as found:
        place.take(text(gdelt(1)))
    assert "sourced-timeline[bulk]" in found.value.hint
