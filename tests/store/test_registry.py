"""The registry, kept read: what is kept is what was read, and it is never needed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from timeline.errors import DataError
from timeline.lexicon.actors import Registry, dumps, load, shipped
from timeline.store import registry as module
from timeline.store.registry import registry

ACTORS = """- id: aa
  name: Aarland
  kind: state
- id: ann-a
  name: Ann of Aarland
  short: Ann
  kind: person
  names: [Anna]
  offices: [{as: president, of: aa, since: "2020", until: 2024-05-01}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "actors.yaml"
    path.write_text(ACTORS, encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "timeline"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[list[Path]]:
    """Count how often files are read."""
    seen: list[list[Path]] = []

    def counted(files: list[Path]) -> Registry:
        seen.append(list(files))
        return load(files)

    monkeypatch.setattr(module, "load", counted)
    return seen


def kept(cache: Path) -> list[Path]:
    return sorted(cache.glob("*"))


def same(one: Registry, other: Registry) -> bool:
    return (one.actors, one.names) == (other.actors, other.names)


def test_what_is_kept_is_what_was_read(file: Path, cache: Path, loads: list[list[Path]]) -> None:
    first, second = registry([file], cache), registry([file], cache)
    assert loads == [[file]]
    assert same(first, load([file]))
    assert same(second, load([file]))
    assert len(kept(cache)) == 1


def test_of_the_shipped_files_too(cache: Path, loads: list[list[Path]]) -> None:
    files = shipped()
    registry(files, cache)
    assert same(registry(files, cache), load(files))
    assert loads == [files]


def test_without_a_folder_nothing_is_kept(file: Path, tmp_path: Path, loads: list[list[Path]]) -> None:
    registry([file], None)
    registry([file], None)
    assert len(loads) == 2
    assert os.listdir(tmp_path) == ["actors.yaml"]


def test_a_file_that_has_changed_is_read_again_and_what_was_kept_goes(
    file: Path, cache: Path, loads: list[list[Path]]
) -> None:
    registry([file], cache)
    (before,) = kept(cache)
    file.write_text(ACTORS.replace("Aarland", "Beeland"), encoding="utf-8")
    assert registry([file], cache).actors["aa"].name == "Beeland"
    assert registry([file], cache).actors["aa"].name == "Beeland"
    assert len(loads) == 2
    (after,) = kept(cache)
    assert before != after


def test_other_files_are_another_registry(file: Path, cache: Path) -> None:
    registry([file], cache)
    more = file.with_name("more.yaml")
    more.write_text("- {id: bb, name: Beeland, kind: state}\n")
    assert set(registry([file, more], cache).actors) == {"aa", "ann-a", "bb"}
    assert set(registry([file], cache).actors) == {"aa", "ann-a"}


def test_another_version_of_the_program_reads_anew(
    file: Path, cache: Path, loads: list[list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    registry([file], cache)
    monkeypatch.setattr(module, "__version__", "99")
    registry([file], cache)
    assert len(loads) == 2


DAMAGED = {
    "empty": b"", "cut": b'{"actors": [', "a number": b"3", "a list": b"[]", "nothing": b"null",
    "no text": b"\xff\xfe\x00",
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_what_is_damaged_is_made_anew(name: str, file: Path, cache: Path, loads: list[list[Path]]) -> None:
    registry([file], cache)
    (path,) = kept(cache)
    whole = path.read_bytes()
    path.write_bytes(DAMAGED[name])
    assert same(registry([file], cache), load([file]))
    assert len(loads) == 2
    assert path.read_bytes() == whole


def test_what_is_kept_in_part_is_made_anew(file: Path, cache: Path) -> None:
    registry([file], cache)
    (path,) = kept(cache)
    whole = path.read_bytes()
    for size in range(0, len(whole), 7):
        path.write_bytes(whole[:size])
        assert same(registry([file], cache), load([file]))


def test_a_folder_in_its_place_is_no_matter(file: Path, cache: Path) -> None:
    registry([file], cache)
    (path,) = kept(cache)
    path.unlink()
    path.mkdir()
    (path / "x").touch()
    assert same(registry([file], cache), load([file]))


def test_a_cache_that_cannot_be_written_is_no_matter(file: Path, tmp_path: Path, loads: list[list[Path]]) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file, where a folder should be")
    for folder in (blocked, blocked / "timeline"):
        assert same(registry([file], folder), load([file]))
    assert len(loads) == 2
    assert blocked.read_text().startswith("a file")


def test_a_full_disk_is_no_matter(file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_whole", full)
    assert same(registry([file], cache), load([file]))
    assert kept(cache) == []


def test_faults_are_told_each_time_and_never_kept(file: Path, cache: Path) -> None:
    file.write_text(ACTORS.replace("kind: state", "kind: nation"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DataError) as caught:
            registry([file], cache)
        assert [problem.message for problem in caught.value.problems] == ["unknown kind 'nation'"]
    assert not cache.exists()


def test_a_file_that_is_gone_is_told_though_it_was_kept(file: Path, cache: Path) -> None:
    registry([file], cache)
    file.unlink()
    with pytest.raises(OSError, match="No such file"):
        registry([file], cache)


def test_dumps_tells_all(file: Path) -> None:
    assert same(module.loads(dumps(load([file]))), load([file]))
