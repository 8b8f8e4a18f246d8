"""A web page as an article: what it says of itself, and what is left of it without all that stands around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.errors import DataError, Problem, UsageError
from timeline.model.article import Article
from timeline.read.page.charset import decode
from timeline.read.page.words import printable
from timeline.read.seed import MAX_SIZE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_ELEMENTS = 30_000
"""Large pages of newspapers have 8,000. The library takes up to a fifth of a millisecond for each."""


def parse(data: bytes, address: str) -> Article:
    """Read a page: its headline and its paragraphs, with blank lines between them.

    What it says of itself (title, publisher, day, address, language) is taken from its metadata alone. Raises
    ``DataError`` where it holds no article or is too much, ``UsageError`` where the library is not installed.
    """
    try:
        import lxml.html  # noqa: F401
        import trafilatura.core  # noqa: F401
    except ImportError:
        raise UsageError("reading web pages needs trafilatura", "pip install 'sourced-timeline[html]'") from None
    from timeline.read.page import body, metadata

    if len(data) > MAX_SIZE:
        raise _refused(address, "too-large", f"a page is an article of at most {MAX_SIZE >> 20} MiB")
    text = decode(data)
    tree = _tree(text, address)
    found = metadata.read(tree)
    paragraphs = body.paragraphs(tree, found.title) or body.paragraphs(_tree(text, address), found.title, loosely=True)
    if not paragraphs:
        raise _refused(
            address, "no-article", "there is no article on this page", "save the page of one article, with its text"
        )
    whole = [found.title, *paragraphs] if found.title else paragraphs
    return Article(
        address, "\n\n".join(whole) + "\n", found.published, found.title, found.publisher, found.url,
        language=found.language,
    )  # fmt: skip


def _tree(text: str, address: str) -> HtmlElement:
    """Make a tree of a page: at most 256 deep, so that nobody's recursion ends the program."""
    from lxml.etree import ErrorTypes, ParserError
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError:
        raise _refused(address, "no-article", "this page is empty", "is it the right file?") from None
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise _refused(address, "too-deep", "this page is nested too deeply, or has a text too long")
    for number, element in enumerate(tree.iter()):
        if number > MAX_ELEMENTS:
            raise _refused(address, "too-large", f"this page has more than {MAX_ELEMENTS:,} elements")
        # What "&#1;" stands for is no character of XML, and nobody may write it into a tree again.
        element.text, element.tail = printable(element.text), printable(element.tail)
    return tree


def _refused(address: str, code: str, message: str, hint: str = "copy the article's text into a file") -> DataError:
    return DataError([Problem(address, 0, 0, code, message, hint)])
