"""``timeline export``: drawings, pictures and pages as files, whole or not at all."""

from __future__ import annotations

import struct
import sys
from xml.etree import ElementTree

import pytest

from tests.cli.conftest import IDS

SVG = "{http://www.w3.org/2000/svg}"


def test_a_drawing_is_well_formed_and_names_every_event(run, curated, tmp_path) -> None:
    target = tmp_path / "chart.svg"
    assert run("export", target, "--file", curated, "--actor", "Serbia").code == 0
    root = ElementTree.fromstring(target.read_bytes())
    asked = run("list", "--file", curated, "--actor", "Serbia", "--json").json["events"]
    said = [title.text or "" for title in root.iter(f"{SVG}title")]
    listed = [text.text or "" for text in root.iter(f"{SVG}text")]
    for event in asked:
        short = event["title"][:40]
        assert any(event["title"] in title for title in said) or any(short in text for text in listed), event["id"]
    assert root.find(f"{SVG}desc") is not None
    assert root.get("role") == "img"


def test_the_same_question_makes_the_same_bytes(run, curated, tmp_path) -> None:
    for name in ("chart.svg", "chart.png", "page.html"):
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir(exist_ok=True)
            assert run("export", tmp_path / folder / name, "--file", curated, "--since", "2023").code == 0
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize("width", [400, 1600])
def test_a_picture_has_the_width_asked_for(run, curated, tmp_path, width) -> None:
    target = tmp_path / "chart.png"
    assert run("export", target, "--file", curated, "--since", "2023", "--width", str(width)).code == 0
    head = target.read_bytes()[:24]
    assert head.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">I", head[16:20])[0] == width


def test_a_drawing_has_the_width_asked_for(run, curated, tmp_path) -> None:
    target = tmp_path / "chart.svg"
    assert run("export", target, "--file", curated, "--since", "2023", "--width", "900").code == 0
    assert ElementTree.fromstring(target.read_bytes()).get("width") == "900"


def test_strangers_words_are_words_in_a_drawing(run, nasty, tmp_path) -> None:
    for name in ("chart.svg", "chart.png", "page.html"):
        assert run("export", tmp_path / name, "--file", nasty).code == 0
    root = ElementTree.fromstring((tmp_path / "chart.svg").read_bytes())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "text", "path", "circle", "g"
    }  # fmt: skip
    words = "".join(root.itertext())
    assert "[bold]no markup[/bold]" in words
    assert not any(ord(sign) < 32 and sign != "\n" for sign in words)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(f'<li id="{name}"' in page for name in IDS)


def test_data_is_exported_by_the_name_of_the_file_too(run, curated, tmp_path) -> None:
    target = tmp_path / "serbia.csv"
    assert run("export", target, "--file", curated, "--actor", "Serbia").code == 0
    assert target.read_text(encoding="utf-8") == run("list", "--file", curated, "--actor", "Serbia", "-F", "csv").text


def test_what_cannot_be_is_said(run, curated, tmp_path) -> None:
    wrong = run("export", tmp_path / "chart.gif", "--file", curated)
    assert wrong.code == 2
    assert ".svg" in wrong.said
    assert ".html" in wrong.said
    nothing = run("export", tmp_path / "chart.svg", "--file", curated, "--text", "no such words")
    assert "nothing matches" in nothing.said
    assert not (tmp_path / "chart.svg").exists()
    (tmp_path / "chart.svg").write_text("mine", encoding="utf-8")
    kept = run("export", tmp_path / "chart.svg", "--file", curated)
    assert kept.code == 2
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8") == "mine"
    assert run("export", tmp_path / "chart.svg", "--file", curated, "--force").code == 0
    assert (tmp_path / "chart.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("name", "module"), [("page.html", "jinja2"), ("chart.png", "resvg_py")])
def test_an_extra_that_is_missing_is_named(start, curated, tmp_path, name, module) -> None:
    folder = tmp_path / "without"
    folder.mkdir()
    (folder / f"{module}.py").write_text("raise ImportError('not here')", encoding="utf-8")
    result = start("export", tmp_path / name, "--file", curated, env={"PYTHONPATH": f"{folder}:{':'.join(sys.path)}"})
    assert result.code == 2
    assert "pip install 'sourced-timeline[page]'" in result.said
    assert not (tmp_path / name).exists()
