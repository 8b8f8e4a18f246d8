"""What a page says of itself. Nothing is guessed from its words: a day is one that somebody wrote down as the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from timeline.read.article import language
from timeline.read.page import linked
from timeline.read.page.stamp import day
from timeline.read.page.words import collapse, words

_DAYS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "article.published", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date", "date_published",
    "date-published", "originalpublicationdate", "article_date_original", "citation_publication_date",
    "citation_online_date", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "date",
)  # fmt: skip
"""Names of metas that tell the day of publication, the most trusted first."""
_REVISED = re.compile(
    r"updat|modif|edited|correct|ažur|azur|güncel|обнов|измен|ажур|aktuali[sz]|mis à jour", re.IGNORECASE
)
_FIRST = re.compile(r"publi|entry-date|posted", re.IGNORECASE)
_APART = frozenset({"article", "aside", "nav", "footer", "li"})
_SEPARATORS = r"\s+(?:[|\-–—:•·]|::|»)\s+"
_MAX_ADDRESS = 2000
_NEARBY = 120
"""A stamp with more words around it is one that the article tells of."""
_SHARE = 0.4
_LONGEST = 500
_HEADS = _STAMPS = 50
"""A headline has fewer characters, and a page fewer headlines."""


class Metadata(NamedTuple):
    """What a page says of itself, each None where it does not tell, or tells several; ``published`` is a day number."""

    title: str | None
    publisher: str | None
    published: int | None
    url: str | None
    language: str


def read(tree: HtmlElement) -> Metadata:
    """Read what a page says of itself."""
    metas = _metas(tree)
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    articles = linked.articles(scripts)
    url = _url(tree, metas)
    article = next((node for node in articles if url and url in (node.get("url"), node.get("@id"))), None)
    articles = [article] if article else articles
    publisher = _publisher(tree, metas, articles)
    named = [linked.word(node.get("headline")) for node in articles] if len(articles) == 1 else []
    titles = [*named, *(_first(metas, name) for name in ("og:title", "twitter:title", "dc.title"))]
    title = _title(tree, [_bare(title, publisher) for title in titles if title and len(title) < _LONGEST], publisher)
    spoken = tree.get("lang") or tree.get("xml:lang") or _first(metas, "content-language", "dc.language", "og:locale")
    return Metadata(title, publisher, _published(tree, metas, articles, title), url, language(spoken))


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = collapse(meta.get("content") or "")
        for key in ("name", "property", "itemprop", "http-equiv"):
            if content and (name := meta.get(key)):
                found.setdefault(name.lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _title(tree: HtmlElement, titles: list[str], publisher: str | None) -> str | None:
    """Choose the headline: as it stands on the page where the metadata know it too, else theirs, else the page's.

    Some metadata have a shorter or a longer one, for searching.
    """
    heads = [text for head in islice(tree.iter("h1"), _HEADS) if (text := words(head)) and len(text) < _LONGEST]
    written = collapse(tree.findtext(".//title") or "")
    written = written if len(written) < _LONGEST else ""
    known = [head for head in heads if any(_alike(head, title) for title in titles or [written])]
    if known:
        return max(known, key=len)
    inner = {words(head) for head in tree.iter("h1") if _framed(head)}.intersection(heads)
    if len(inner) == 1:
        return inner.pop()
    if titles:
        return titles[0]
    # A lone headline that is but a small part of the page's title is the name of the site.
    return heads[0] if len(heads) == 1 and heads[0] not in written else _bare(written, publisher) or None


def _framed(head: HtmlElement) -> bool:
    return next(head.iterancestors("article", "main"), None) is not None


def _alike(one: str, other: str) -> bool:
    """Say whether one is in the other, and the most of it or nearly: the site's name is in titles too."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return short in long and len(short) >= _SHARE * len(long)


def _bare(title: str, publisher: str | None) -> str:
    """Take the site's name off a title."""
    if not publisher:
        return title
    name = re.escape(publisher)
    return re.sub(rf"^{name}{_SEPARATORS}|{_SEPARATORS}{name}$", "", title, flags=re.IGNORECASE) or title


def _publisher(tree: HtmlElement, metas: dict[str, list[str]], articles: list[linked.Node]) -> str | None:
    told = (linked.word(node.get("publisher")) for node in articles)
    marked = (words(element) for element in _marked(tree, "publisher") if element.tag != "meta")
    named = _first(metas, "og:site_name", "publisher", "dc.publisher", "dcterms.publisher")
    return next((name for name in (*told, named, *marked) if name and len(name) < _LONGEST), None)


def _url(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    """Give the page's own address where it is a whole one."""
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    base = next((base.get("href") or "" for base in tree.iter("base")), "")
    for found in (*links, _first(metas, "og:url")):
        if found and len(found) < _MAX_ADDRESS:
            try:
                whole = urljoin(base.strip(), found.strip())
                parts = urlsplit(whole)
            except ValueError:
                continue
            if parts.scheme in {"http", "https"} and parts.netloc:
                return whole
    return None


def _published(
    tree: HtmlElement, metas: dict[str, list[str]], articles: list[linked.Node], title: str | None
) -> int | None:
    """Give the day that the best source tells; a source that tells several days tells none."""
    stamps = (linked.word(node.get("datePublished")) for node in articles)
    sources: list[Iterable[str | None]] = [stamps, *(metas.get(name, ()) for name in _DAYS)]
    sources += [map(_stamp, _marked(tree, "datepublished")), map(_stamp, _times(tree, title))]
    for source in sources:
        days = {found for stamp in source if stamp and (found := day(stamp)) is not None}
        if len(days) == 1:
            return days.pop()
    return None


def _marked(tree: HtmlElement, name: str) -> Iterator[HtmlElement]:
    """Find what microdata call by a name."""
    return (element for element in tree.iter() if name in (element.get("itemprop") or "").lower().split())


def _stamp(element: HtmlElement) -> str:
    return element.get("datetime") or element.get("content") or words(element)


def _times(tree: HtmlElement, title: str | None) -> Iterator[HtmlElement]:
    """Find the stamps around the headline that tell neither a revision nor of what the article tells."""
    head = next((head for head in tree.iter("h1") if words(head) == title), None)
    frame = next(head.iterancestors("article"), head.getparent()) if head is not None else None
    for time in islice(frame.iter("time"), _STAMPS) if frame is not None else ():
        box = next((one for one in time.iterancestors() if one is frame or one.tag in _APART), None)
        if not time.get("datetime") or box is not frame:
            continue
        parent = time.getparent()
        around = words(parent) if parent is not None else ""
        name = f"{time.get('class') or ''} {time.get('itemprop') or ''}"
        named = "pubdate" in time.attrib or _FIRST.search(name)
        if named or (len(around) < _NEARBY and not _REVISED.search(f"{name} {around}")):
            yield time
