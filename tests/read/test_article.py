"""Articles: plain files word for word, pages without what stands around them, and no day that nobody wrote down."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.errors import DataError, UsageError
from timeline.model.article import Article
from timeline.model.day import iso_day
from timeline.read import html, names, seed
from timeline.read.article import is_page, parse
from timeline.read.page import charset, stamp

PAGES = Path(__file__).parent / "pages"
STILL_COMES_THROUGH = {
    "hashed": "Have you travelled on the line? Send us your pictures and stories by email.",
    "tabloid": "BONUS VIDEO:",
}
"""Paragraphs that no mark tells from the article's own."""
TEXT = "<p>The envoys of both states met on the ice on Monday and exchanged the crews of two trawlers.</p>"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("reading goes to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def page(head: str = "", body: str = TEXT, title: str = "<h1>Envoys meet on the ice</h1>") -> Article:
    return parse(f"<html><head>{head}</head><body><article>{title}{body}</article></body></html>".encode(), "a.html")


def published(head: str = "", title: str = "<h1>Envoys meet on the ice</h1>") -> str | None:
    found = page(head, title=title).published
    return None if found is None else iso_day(found)


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(file.stem for file in PAGES.glob("*.html")))
def test_a_page_says_what_the_file_beside_it_says(name: str) -> None:
    found = parse((PAGES / f"{name}.html").read_bytes(), f"{name}.html")
    wanted = parse((PAGES / f"{name}.txt").read_bytes(), f"{name}.txt")
    if name in STILL_COMES_THROUGH:
        assert STILL_COMES_THROUGH[name] in found.text
        found = found._replace(text=found.text.replace(STILL_COMES_THROUGH[name] + "\n\n", ""))
        found = found._replace(text=found.text.replace("\n\n" + STILL_COMES_THROUGH[name], ""))
    assert found.text == wanted.text
    assert found == wanted._replace(address=f"{name}.html")


def test_a_page_is_a_seed_where_the_caller_says_so() -> None:
    data = (PAGES / "bare.html").read_bytes()
    assert parse(data, "bare.html").seed is None
    assert parse(data, "bare.html", seed="bare.html").seed == "bare.html"


def test_a_paragraph_that_points_to_another_article_goes_and_one_with_a_link_stays() -> None:
    body = (
        "<p>The envoys met on the ice, said <a href='/x'>the ministry of trade in Selby</a></p>"
        "<p>Read also: <a href='/y'>The envoys will meet again in spring</a></p>"
        "<p><a href='/z'>Nine pictures of the ice that you have to see</a></p>"
        "<p>“Nobody slipped,” said one of the envoys after the meeting on the ice.</p>"
    )
    assert page(body=body).text == (
        "Envoys meet on the ice\n\n"
        "The envoys met on the ice, said the ministry of trade in Selby\n\n"
        "“Nobody slipped,” said one of the envoys after the meeting on the ice.\n"
    )


def test_hints_for_breaking_words_go() -> None:
    body = TEXT.replace("envoys", "en\u00advoys").replace("trawlers", "traw&#8203;lers")
    assert "The envoys of both states met on the ice on Monday and exchanged the crews of two trawlers." in (
        page(body=body).text
    )


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("<title>Envoys meet | The Ice</title>", "Envoys meet | The Ice"),
        ("<title>Envoys meet | The Ice</title><meta property='og:site_name' content='The Ice'>", "Envoys meet"),
        ("<title>The Ice - Envoys meet</title><meta property='og:site_name' content='The Ice'>", "Envoys meet"),
        ("<title>x</title><meta property='og:title' content='Envoys &amp; ice'>", "Envoys & ice"),
        ("<script type='application/ld+json'>{\"@type\":\"Report\",\"headline\":\"A &quot;meeting&quot;\"}</script>",
         'A "meeting"'),
        ("", None),
    ],
)  # fmt: skip
def test_title_without_a_headline_on_the_page(head: str, wanted: str | None) -> None:
    assert page(head, title="").title == wanted


LOGO = "<h1>The Ice</h1>"
MEETING = "Envoys meet on the frozen Strait"


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        (f"<title>{MEETING} | The Ice</title>", LOGO, f"{MEETING} | The Ice"),
        (f"<title>{MEETING} | The Ice</title>", f"{LOGO}<h1>{MEETING}</h1>", MEETING),
        (f"<title>The Ice</title><meta property='og:title' content='{MEETING}'>", LOGO, MEETING),
        ("<meta property='og:title' content='What they want'>", f"<main><h1>{MEETING}</h1></main>", MEETING),
        ("", f"<h1>{MEETING}</h1>", MEETING),
    ],
)
def test_title_among_headlines(head: str, body: str, wanted: str) -> None:
    data = f"<html><head>{head}</head><body>{body}<article>{TEXT * 3}</article></body></html>"
    assert parse(data.encode(), "a.html").title == wanted


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("<link rel=canonical href='https://a.example/b?c=1&amp;d=2'>", "https://a.example/b?c=1&d=2"),
        ("<link rel=canonical href='/b'>", None),
        ("<link rel=canonical href='/b'><base href='https://a.example/x/'>", "https://a.example/b"),
        ("<link rel=canonical href='http://[::1/b'><meta property=og:url content='https://a.example/'>",
         "https://a.example/"),
        ("<meta property=og:url content='javascript:alert(1)'>", None),
    ],
)  # fmt: skip
def test_address(head: str, wanted: str | None) -> None:
    assert page(head).url == wanted


# --- days ------------------------------------------------------------------------------------------------------------


def linked(*days: str, kind: str = "NewsArticle") -> str:
    nodes = ",".join(f'{{"@type":"{kind}","datePublished":"{day}"}}' for day in days)
    return f"<script type='application/ld+json'>[{nodes}]</script>"


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("", None),
        (linked("2017-01-05T23:30:00-08:00"), "2017-01-05"),
        (meta("article:published_time", "2017-01-05") + linked("2017-01-04"), "2017-01-04"),
        (meta("date", "2017-01-06") + meta("article:published_time", "2017-01-05"), "2017-01-05"),
        (linked("2017-01-04", "2017-01-05"), None),
        (linked("2017-01-04", "2017-01-04T10:00Z"), "2017-01-04"),
        (linked("2017-01-04", "2017-01-05") + meta("date", "2017-01-05"), "2017-01-05"),
        (linked("2017-01"), None),
        (linked("2017-01") + meta("date", "2017-01-05"), "2017-01-05"),
        (linked("2017-01-04", kind="WebSite"), None),
        (linked("2017-01-04", kind="WebPage"), "2017-01-04"),
        (meta("article:modified_time", "2017-01-05"), None),
        (meta("og:updated_time", "2017-01-05"), None),
        (meta("last-modified", "2017-01-05"), None),
        (meta("copyright", "2017-01-05"), None),
        (meta("date", "0001-01-01T00:00:00"), None),
        (meta("date", "1970-01-01"), None),
        (meta("date", "2017-01-04") + meta("date", "2017-01-05"), None),
        (meta("DC.Date.Issued", "2017-01-05"), "2017-01-05"),
    ],
)
def test_published_by_the_head(head: str, wanted: str | None) -> None:
    assert published(head) == wanted


HEADLINE = "<h1>Envoys meet on the ice</h1>"


@pytest.mark.parametrize(
    ("top", "wanted"),
    [
        ("<time datetime='2017-01-05T10:00'>today</time>", "2017-01-05"),
        ("<p>Updated <time datetime='2017-01-05'>5 January</time></p>", None),
        ("<time class='updated' datetime='2017-01-05'>5 January</time>", None),
        ("<time class='updated' datetime='2017-01-07'>x</time><time datetime='2017-01-05'>y</time>", "2017-01-05"),
        ("<time datetime='2017-01-05'>x</time><time datetime='2017-01-06'>y</time>", None),
        ("<time>5 January 2017</time>", None),
        ("<aside><time datetime='2017-01-05'>5 January</time> Another article</aside>", None),
        (
            f"<p>The envoys will meet again on <time datetime='2017-05-05'>5 May</time>. {'They said so. ' * 9}</p>",
            None,
        ),
        ("<span itemprop=datePublished content='2017-01-05'>today</span>", "2017-01-05"),
        ("<p>5 January 2017</p>", None),
    ],
)
def test_published_by_what_stands_under_the_headline(top: str, wanted: str | None) -> None:
    assert published(title=HEADLINE + top) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2021-05-17", "2021-05-17"),
        ("2021-05-17T00:10:00+02:00", "2021-05-17"),
        ("2021-05-17 14:05:00", "2021-05-17"),
        ("2021-05-17T14:05:00.123Z", "2021-05-17"),
        ("2021-05-17T18:41:00+0100", "2021-05-17"),
        ("2021/05/17 14:05", "2021-05-17"),
        ("20210517", "2021-05-17"),
        ("20210517T140500Z", "2021-05-17"),
        ("17.05.2021. | 14:05", "2021-05-17"),
        ("17. 5. 2021", "2021-05-17"),
        ("Mon, 17 May 2021 14:05:00 GMT", "2021-05-17"),
        ("May 17, 2021 2:05 pm", "2021-05-17"),
        ("Mon May 17 2021 14:05:00 GMT+0200 (Central European Summer Time)", "2021-05-17"),
        ("17/05/2021", "2021-05-17"),
        ("05/17/2021", "2021-05-17"),
        ("05/05/2021", "2021-05-05"),
        ("04/05/2021", None),
        ("2021-05-17/2021-05-19", None),
        ("2021-05-17 - 2021-05-19", None),
        ("2021-02-30", None),
        ("2021-05", None),
        ("2021", None),
        ("1621260300", None),
        ("May 2021", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_stamps(text: str, wanted: str | None) -> None:
    found = stamp.day(text)
    assert (None if found is None else iso_day(found)) == wanted


# --- letters ---------------------------------------------------------------------------------------------------------

WORD = "Šćepan Đukić"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (WORD.encode(), WORD),
        (b"\xef\xbb\xbf<meta charset=windows-1250>" + WORD.encode(), "<meta charset=windows-1250>" + WORD),
        (b"\xff\xfe" + WORD.encode("utf-16-le"), WORD),
        (b"\xfe\xff" + WORD.encode("utf-16-be"), WORD),
        (b"\x93quoted\x94", "“quoted”"),
        (b'<meta charset="iso-8859-1">\x93', '<meta charset="iso-8859-1">“'),
        (b"<META http-equiv=Content-Type content='text/html; charset=Windows-1250'>" + WORD.encode("cp1250"),
         "<META http-equiv=Content-Type content='text/html; charset=Windows-1250'>" + WORD),
        (b"<meta charset=utf-16>" + WORD.encode(), "<meta charset=utf-16>" + WORD),
        (b"<meta charset=utf-7>+AGE-", "<meta charset=utf-7>+AGE-"),
        (b"<meta charset=idna>a", "<meta charset=idna>a"),
        (b"<meta charset=utf-8>a\xffb\0c", "<meta charset=utf-8>a\ufffdbc"),
    ],
)  # fmt: skip
def test_letters(data: bytes, wanted: str) -> None:
    assert charset.decode(data) == wanted


# --- plain files -----------------------------------------------------------------------------------------------------

PLAIN = (
    "---\ntitle: Envoys  meet\npublisher: The Ice\npublished: 2017-01-05\n"
    "url: https://a.example/\nlanguage: sr-Latn\n---\n"
    "  Word for word,\u00a0with\u00ad  spaces.  \r\n\r\n<b>no tags</b>\n\n\n"
)


def test_the_text_of_a_plain_file_is_that_of_the_seed() -> None:
    found = parse(PLAIN.encode(), "a.md", seed="a.md")
    assert found.text == seed.parse(PLAIN.encode(), "a.md").text
    assert found.text == PLAIN.split("---\n")[2]
    assert found._replace(text="", published=None) == Article(
        "a.md", "", None, "Envoys  meet", "The Ice", "https://a.example/", "a.md", "sr"
    )
    assert found.published is not None
    assert iso_day(found.published) == "2017-01-05"


def test_a_plain_file_needs_no_front_matter() -> None:
    assert parse(b"Words.", "-") == Article("-", "Words.")


@pytest.mark.parametrize(
    ("data", "address", "wanted"),
    [
        (b"Words.", "a.txt", False),
        (b"Words.", "a.HTML", True),
        (b"Words.", "a.htm", True),
        (b"<!DOCTYPE html><p>", "-", True),
        (b"\xef\xbb\xbf\n<!-- saved from a -->\n<html>", "page", True),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC>", "-", True),
        ("<html>".encode("utf-16"), "-", True),
        (b"<?xml version='1.0'?><rss>", "-", False),
        (b"<headline>", "-", False),
        (b"---\ntitle: a\n---\n<html>", "a.md", False),
    ],
)
def test_what_is_a_page(data: bytes, address: str, *, wanted: bool) -> None:
    assert is_page(data, address) is wanted


def test_articles_are_no_format_of_events() -> None:
    assert {"article", "html", "page"}.isdisjoint(names())


# --- the library -----------------------------------------------------------------------------------------------------


def test_plain_files_are_read_without_the_library() -> None:
    program = "import sys; from timeline.read.article import parse; parse(b'words', 'a.md'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert {"lxml", "trafilatura", "htmldate", "timeline.read.html"}.isdisjoint(loaded)


@pytest.mark.parametrize("missing", ["trafilatura.core", "lxml.html"])
def test_the_library_is_missing(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(UsageError, match="reading web pages needs trafilatura") as caught:
        page()
    assert caught.value.hint == "pip install 'sourced-timeline[html]'"


# --- what somebody made to do harm -----------------------------------------------------------------------------------


def code(data: bytes) -> str:
    with pytest.raises(DataError) as caught:
        parse(data, "a.html")
    (problem,) = caught.value.problems
    assert problem.path == "a.html"
    assert problem.hint
    return problem.code


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", "no-article"),
        (b" \n", "no-article"),
        (b"<html>", "no-article"),
        (b"\0" * 99, "no-article"),
        (b"<frameset><frame src=a></frameset>", "no-article"),
        (TEXT.encode() * (html.MAX_SIZE // len(TEXT) + 1), "too-large"),
        (b"<i>a</i>" * (html.MAX_ELEMENTS + 1), "too-large"),
        (b"<div>" * 100_000 + TEXT.encode() + b"</div>" * 100_000, "too-deep"),
        (b"<b>" * 100_000, "too-deep"),
        (b"<p>" + b"a " * 6_000_000, "too-deep"),
    ],
    ids=range(10),
)
def test_a_page_that_is_too_much_is_refused(data: bytes, wanted: str) -> None:
    assert code(data) == wanted


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>document.write('<p>fake words in a script</p></body></html>')</script>",
        "<script type='application/ld+json'>" + "[" * 500_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","headline":[[1]],"datePublished":{}}</script>',
        '<script type=\'application/ld+json\'>[null,{"@graph":[3,{"@type":{}}],"mainEntity":[]}]</script>',
        '<script type=\'application/ld+json\'>{"@type":"Article","position":' + "9" * 10_000 + "}</script>",
        "<!--" + "- -" * 100_000 + "-->",
        "<p>&#0;&#1;&#xD800;&#x110000;&c;</p>",
        "<p class='" + "ad " * 100_000 + "'>fake words in a paragraph</p>",
        "<h1>" + "fake " * 100_000 + "</h1>",
        "<p hidden>\0</p>",
    ],
    ids=range(10),
)
def test_what_is_hostile_changes_nothing_else(hostile: str) -> None:
    found = page(hostile)
    assert found.title == "Envoys meet on the ice"
    assert found.published is None
    assert TEXT[3:-4] in found.text
    assert "fake words in" not in found.text


def test_entities_are_not_expanded_and_files_not_opened() -> None:
    bomb = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = parse(bomb + b"<html><body><p>&b; &x;</p>" + TEXT.encode() * 2 + b"</body></html>", "a.html")
    assert "aaaa" not in found.text
    assert "root:" not in found.text


TAGS = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<h1>", "</h1>", "<br>", "<br><br>", "<table>", "<td>", "<tr>", "</table>",
    "<li>", "<a>", "</a>", "<time>", "<article>", "</article>", "<script>", "</script>", "<!--", "-->", "<svg>",
    "<template>", "<b>", "&#1;", "&amp;", "<main>", "<title>", "</title>", "</body>", "<frameset>", "<select>",
    "<figure>", "<aside>", "<p class=lead>", "<div class=related>", "<blockquote>", "<ul>", "</ul>",
    "<base href='http://['>", "<html lang=' '>",
])  # fmt: skip


@given(st.one_of(st.binary(max_size=300), st.lists(st.one_of(TAGS, st.text(max_size=20)), max_size=60)))
@example(["<svg>"] * 250)
def test_bytes_are_an_article_or_a_fault(pieces: bytes | list[str]) -> None:
    data = pieces if isinstance(pieces, bytes) else "".join(pieces).encode("utf-8", "replace")
    try:
        found = parse(data, "a.html")
    except DataError:
        return
    assert found.text.strip()
    assert all(part == " ".join(part.split()) for part in found.text.rstrip("\n").split("\n\n"))
