"""Pages of old: tables that lay out the page, and doubled line ends in place of paragraphs."""

from __future__ import annotations

from lxml.html import Element, HtmlElement

from timeline.read.page.words import words

_LONG_CELL = 400
"""A table with so many characters in a cell lays out the page."""
_BOXES = frozenset({"div", "td", "font", "section", "article", "main", "body", "center"})
_INSIDE = frozenset({
    "a", "abbr", "b", "big", "br", "cite", "em", "font", "i", "img", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "u",
})  # fmt: skip


def modernise(tree: HtmlElement) -> None:
    """Make plain boxes of tables that lay out the page, and paragraphs of what doubled line ends keep apart."""
    for table in [*tree.iter("table")]:
        if (
            table.find(".//h1") is not None
            or table.find(".//table") is not None
            or any(map(_is_long, table.iter("td")))
        ):
            for part in [*table.iter("table", "tbody", "tr", "td", "th")]:
                part.tag = "div"
    ends = [end for end in tree.iter("br") if _is_second(end)]
    for box in dict.fromkeys(end.getparent() for end in ends):
        if box is not None and box.tag in _BOXES:
            _cut(box)


def _is_long(cell: HtmlElement) -> bool:
    return len(words(cell)) >= _LONG_CELL


def _is_second(end: HtmlElement) -> bool:
    before = end.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _cut(box: HtmlElement) -> None:
    made = [_paragraph(box.text)]
    for child in [*box]:
        if child.tag == "br" and _is_second(child):
            made.append(_paragraph(child.tail))
        elif child.tag in _INSIDE:
            made[-1].append(child)
        else:
            made += [child, _paragraph(child.tail)]
            child.tail = None
    box.text = None
    box[:] = [one for one in made if one.tag != "p" or words(one)]


def _paragraph(text: str | None) -> HtmlElement:
    made = Element("p")
    made.text = text
    return made
