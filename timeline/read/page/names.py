"""How newspapers call the parts of a page in classes and ids: ``related-articles``, ``PromoBox``, ``box-vezane``.

Each is a whole word there, in small letters: ``ad`` is not in ``lead``.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

AROUND = frozenset({
    # advertising
    "ad", "ads", "advert", "advertisement", "advertising", "banner", "promo", "promobox", "promotion", "sponsored",
    "outbrain", "taboola",
    # other articles
    "teaser", "teasers", "related", "relatedposts", "recirculation", "recommended", "recommendations", "readmore",
    "readnext", "vezane", "povezane", "procitajte", "najcitanije", "ilgili",
    # what a reader is asked to do
    "newsletter", "subscribe", "subscription", "signup", "paywall", "consent", "cookie", "cookies", "gdpr", "onetrust",
    "kolacici", "share", "sharing", "sharedaddy", "social", "podelite", "podeli", "paylas", "tagovi",
    # what readers say
    "comment", "comments", "commentlist", "respond", "disqus", "komentar", "komentari", "yorum", "yorumlar",
    # who and when, where one is
    "byline", "dateline", "timestamp", "sidebar", "breadcrumb", "breadcrumbs",
})  # fmt: skip
"""What stands around an article, and between its paragraphs."""

LEADS = frozenset({
    "lead", "lede", "standfirst", "subtitle", "subheadline", "subheading", "dek", "deck", "intro", "perex", "summary",
    "spot", "podnaslov", "sapo",
})  # fmt: skip
"""What stands under a headline in larger letters."""

_KEYS = ("class", "id", "role", "data-testid", "data-component", "data-gu-name", "data-name")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def names(element: HtmlElement) -> set[str]:
    """Give the words by which an element is called."""
    text = " ".join(element.get(key) or "" for key in _KEYS)
    return {word.lower() for word in _WORD.findall(text)} | set(re.split(r"[\s_-]+", text.lower()))
