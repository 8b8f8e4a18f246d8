"""Articles that become seeds: whole, once, and never in the place of another."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.drafts import SEED, candidate, news, project
from timeline.errors import TimelineError
from timeline.model.article import Article
from timeline.model.candidate import Told
from timeline.read import seed
from timeline.store import files, seeds


def at(article: Path) -> Told:
    return news(address=str(article)).sources[0]


def test_a_copy_is_the_article_to_the_byte_and_is_made_once(tmp_path: Path) -> None:
    events = project(tmp_path)
    article = tmp_path / "news" / "treaty.txt"
    told = at(article)
    assert seeds.find(told, str(events)) is None
    assert [seeds.keep(told, str(events)) for _ in range(2)] == ["treaty.txt"] * 2
    assert (tmp_path / "seeds" / "treaty.txt").read_bytes() == article.read_bytes()
    assert seeds.find(told, str(events)) == "treaty.txt"
    assert sorted(os.listdir(tmp_path / "seeds")) == ["treaty.txt", SEED]


def test_another_file_of_that_name_stays_as_it_is(tmp_path: Path) -> None:
    events = project(tmp_path)
    article = tmp_path / "news" / "treaty.txt"
    (tmp_path / "seeds" / "treaty.txt").write_text("another\n")
    name = seeds.keep(at(article), str(events))
    assert name.startswith("treaty-")
    assert name.endswith(".txt")
    assert seeds.keep(at(article), str(events)) == name
    assert (tmp_path / "seeds" / "treaty.txt").read_text() == "another\n"
    assert (tmp_path / "seeds" / name).read_bytes() == article.read_bytes()
    assert seeds.find(at(article), str(events)) == name
    (tmp_path / "seeds" / name).write_text("taken too\n")
    with pytest.raises(TimelineError, match="taken"):
        seeds.keep(at(article), str(events))


def test_an_article_in_the_folder_is_a_seed(tmp_path: Path) -> None:
    events = project(tmp_path)
    assert seeds.find(candidate().sources[0], str(events)) == SEED
    inside = candidate(told={"address": str(tmp_path / "seeds" / SEED)}).sources[0]
    assert seeds.find(inside, str(events)) == SEED
    assert seeds.find(candidate(told={"address": "-"}).sources[0], str(events)) is None
    assert seeds.find(candidate(told={"address": "x", "seed": "../x"}).sources[0], str(events)) is None


def test_the_folder_is_made_where_there_is_none(tmp_path: Path) -> None:
    article = tmp_path / "a\\b.txt"
    article.write_text("words\n")
    (tmp_path / "mine").mkdir()
    (tmp_path / "data").mkdir()
    assert seeds.keep(at(article), str(tmp_path / "mine" / "events.yaml")) == "a_b.txt"
    assert (tmp_path / "mine" / "seeds" / "a_b.txt").is_file()
    seeds.keep(at(article), str(tmp_path / "data" / "events.yaml"))
    assert (tmp_path / "seeds" / "a_b.txt").is_file()


def test_what_cannot_be_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = project(tmp_path)
    with pytest.raises(TimelineError, match="cannot be read"):
        seeds.keep(at(tmp_path / "news" / "nothing.txt"), str(events))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(TimelineError, match="No space left"):
        seeds.keep(at(tmp_path / "news" / "treaty.txt"), str(events))
    assert os.listdir(tmp_path / "seeds") == [SEED]


def test_a_page_is_kept_as_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events = project(tmp_path)
    page = tmp_path / "news" / "page.html"
    page.write_text("<html><p>Serbia and <b>Turkey</b> signed.</p></html>")

    def parse(data: bytes, address: str) -> Article:
        assert b"<p>" in data
        return Article(address, "Serbia and Turkey signed.\n", title="It's: so")

    monkeypatch.setattr(seeds, "parse", parse)
    told = news(address=str(page), url="https://e.org/ž").sources[0]
    assert seeds.keep(told, str(events)) == "page.txt" == seeds.find(told, str(events))
    kept = seed.load(tmp_path / "seeds" / "page.txt")
    assert kept.text == "Serbia and Turkey signed.\n"
    assert kept.meta == {
        "title": "It's: so", "publisher": "Agency", "url": "https://e.org/ž", "published": "2024-10-12",
    }  # fmt: skip
