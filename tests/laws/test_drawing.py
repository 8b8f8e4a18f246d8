"""What every drawing keeps to, whatever the chart: it is SVG, it shows what the chart decided, and words are words."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given

from tests.laws.test_chart_laws import TODAY, Made, charts, laws
from timeline.model.edtf import parse
from timeline.model.event import Event
from timeline.report.chart import chart
from timeline.report.chart_legend import MEANING
from timeline.report.exhibit import told
from timeline.view.svg import CELL, EDGE, RULES, drawing, sample

SVG = "{http://www.w3.org/2000/svg}"


def read(made: Made, *, standalone: bool = True) -> ElementTree.Element:
    return ElementTree.fromstring(drawing(made.report, told(made.events, TODAY), standalone=standalone))


@laws
@given(charts())
def test_every_mark_is_drawn_and_says_what_it_is(made: Made) -> None:
    for standalone in (True, False):
        root = read(made, standalone=standalone)
        marks = [one for one in root.iter() if one.get("class") == "mark"]
        assert len(marks) == len(made.report.marks)
        titles = {event.id: event.title for event in made.events}
        for one, mark in zip(marks, made.report.marks, strict=True):
            said = one.find(f"{SVG}title")
            assert said is not None
            if titles[mark.event].isprintable() and titles[mark.event].isascii():
                assert (said.text or "").startswith(titles[mark.event])
            shapes = [child for child in one if child.tag not in {f"{SVG}title", f"{SVG}text"}]
            assert len(shapes) >= len(mark.parts)


@laws
@given(charts())
def test_nothing_stands_outside_of_the_picture(made: Made) -> None:
    root = read(made)
    width, height = float(root.get("width", 0)), float(root.get("height", 0))
    assert width == made.report.width * CELL + 2 * EDGE
    for one in root.iter(f"{SVG}text"):
        assert 0 <= float(one.get("x", -1)) <= width
        assert 0 <= float(one.get("y", -1)) <= height
    for one in root.iter(f"{SVG}circle"):
        assert EDGE <= float(one.get("cx", -1)) <= width - EDGE


@laws
@given(charts())
def test_every_shape_has_its_colours(made: Made) -> None:
    """What no rule speaks of is black, on any paper; words are all spoken of."""
    ruled = set(re.findall(r"\.timeline \.([a-z]+)(?= *[,{])", RULES))
    signs = [ElementTree.fromstring(sample(sign)) for sign in MEANING]
    for root in (read(made), read(made, standalone=False), *signs):
        shapes = [one for tag in ("path", "rect", "circle") for one in root.iter() if one.tag.endswith(tag)]
        assert {one.get("class") for one in shapes} <= ruled


def test_a_drawing_that_stands_alone_has_values_for_colours() -> None:
    event = Event("e", parse("2023-05-06"), "e", "meet", ())
    alone = drawing(chart([event], lanes=[], width=80, today=TODAY), {})
    assert "var(" not in alone
    assert "--" not in alone
    assert ".timeline .onward" in alone


@laws
@given(charts())
def test_the_same_chart_is_drawn_alike(made: Made) -> None:
    sentences = told(made.events, TODAY)
    assert drawing(made.report, sentences) == drawing(made.report, sentences)
