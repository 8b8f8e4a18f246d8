"""The paragraphs of a page: trafilatura finds them, once what newspapers set between them is gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from timeline.read.page.layout import modernise
from timeline.read.page.names import AROUND, LEADS, names
from timeline.read.page.words import collapse, words

_NEVER = frozenset({"html", "body", "main", "article"})
_GONE = frozenset({
    "script", "style", "noscript", "template", "iframe", "form", "figcaption", "amp-ad", "amp-embed", "amp-carousel",
    "amp-sidebar", "amp-consent", "amp-sticky-ad", "amp-next-page", "amp-lightbox", "amp-list",
})  # fmt: skip
_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "list", "table", "code", "div", "lb"})
_LEADING = frozenset({"h2", "h3", "p", "div", "section"})
_LONG_LEAD = 1000
_ABOVE = 4
"""The headline is one of so many first paragraphs, where the library gives it at all."""
_POINTER = 200
"""A longer paragraph does not merely point to another article."""


def paragraphs(tree: HtmlElement, title: str | None, *, loosely: bool = False) -> list[str]:
    """Give the paragraphs of the article on a page, without its headline; this changes the tree.

    A heading, an item of a list and a row of a table are paragraphs too. ``loosely`` takes all that might be meant.
    """
    from trafilatura.core import bare_extraction

    leads = list(_leads(tree, title))
    modernise(tree)
    if not loosely:
        _prune(tree)
    # Its slow mode compares several extractors, and takes minutes for a page that somebody made for that.
    found = bare_extraction(tree, fast=True, favor_precision=not loosely, include_comments=False)
    body = getattr(found, "body", None)
    told = _below(list(_flat(body)), title or "") if body is not None else []
    return [*(lead for lead in leads if not _among(lead, told)), *told] if told else []


def _prune(tree: HtmlElement) -> None:
    """Drop what stands around the article and between its paragraphs, but nothing that holds the headline."""
    above = {box for head in tree.iter("h1") for box in head.iterancestors()}
    for element in [one for one in tree.iter() if isinstance(one.tag, str)]:
        if element.tag in _NEVER or element in above or element.getparent() is None:
            continue
        if element.tag in _GONE or names(element) & AROUND or _points_away(element):
            element.drop_tree()


def _points_away(element: HtmlElement) -> bool:
    """Say whether a paragraph is nothing but a link, or a link and its label: ``Read also: …``."""
    if element.tag != "p":
        return False
    text = words(element)
    link = collapse(" ".join(words(link) for link in element.iter("a")))
    if not link or len(text) > _POINTER or not text.endswith(link):
        return False
    label = text.removesuffix(link).strip()
    return not label or (label.endswith(":") and len(label) < len(link))


def _leads(tree: HtmlElement, title: str | None) -> Iterator[str]:
    """Find what stands under the headline in larger letters: it is often outside of all that holds the text."""
    head = next((head for head in tree.iter("h1") if words(head) == title), None)
    if head is None:
        return
    for element in head.xpath("following::*[position() <= 40]"):
        if element.tag in _LEADING and names(element) & LEADS and (text := words(element)) and len(text) < _LONG_LEAD:
            yield text


def _among(text: str, told: Iterable[str]) -> bool:
    return any(text in one or one in text for one in told)


def _below(told: list[str], title: str) -> list[str]:
    """Leave out the headline, and what stands above it."""
    folded = [text.casefold() for text in told[:_ABOVE]]
    if title.casefold() in folded:
        return told[folded.index(title.casefold()) + 1 :]
    if title and told and told[0].startswith(f"{title} "):
        return [told[0].removeprefix(title).lstrip(), *told[1:]]
    return told


def _flat(body: HtmlElement) -> Iterator[str]:
    """Yield the paragraphs of what was found, in the library's notation: rows have cells, lines end in ``lb``."""
    pieces: list[str] = []
    rows = 0
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag == "row":
            rows += 1 if event == "start" else -1
        if element.tag in _BLOCKS and (not rows or element.tag == "row"):
            yield from _joined(pieces)
            pieces = []
        if event == "start":
            if element.tag == "cell" and any(map(str.strip, pieces)):
                pieces.append(" | ")
            pieces.append(element.text or "")
        else:
            pieces.append((" " if rows else "") + (element.tail or ""))
    yield from _joined(pieces)


def _joined(pieces: list[str]) -> Iterator[str]:
    text = collapse("".join(pieces))
    if text:
        yield text
