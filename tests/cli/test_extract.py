"""``timeline extract``: articles to candidates, on the terminal, as a document, as a draft, and as a stream."""

import json
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import environment
from tests.cli.test_imports import SCRIPT

FRONT = "---\ntitle: A pact\npublisher: Agency\npublished: 2024-10-11\n---\n"
TEXT = (
    "Serbia signs pact with Turkey\n\n"
    "Serbia signed a defence pact with Turkey on Monday. Police in Kampala arrested three editors on Tuesday.\n\n"
    "Norway will send aid to Togo by the end of November.\n"
)
OTHER = "Three editors were arrested by police in Kampala on Tuesday. Rebels attacked the town of Gao.\n"
EVENTS = """events:
  - id: pact-2024
    date: 2024-10-07
    title: Serbia and Turkey sign a defence pact
    kind: support
    actors: [Serbia, Turkey]
    sources: [{url: "https://example.org/pact"}]
"""
KEYS = (
    "id date first last title kind status actors place quote trigger score reasons".split()  # noqa: SIM905
)
ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module", autouse=True)
def warm():
    """Read the lexicon once: what runs as a fork finds it read."""
    from timeline.extract.language import tools
    from timeline.lexicon.actors import load, shipped

    tools(load(shipped()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("extract")


@pytest.fixture(scope="module")
def article(folder):
    path = folder / "article.txt"
    path.write_text(FRONT + TEXT, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def events(folder):
    path = folder / "events.yaml"
    path.write_text(EVENTS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def extract(run, events):
    """Run it against a file of one event; the same line is run once, unless it writes a file."""
    known = {}

    def extract(*args, stdin=b""):
        line = (*map(str, args), stdin)
        if line not in known or "-o" in args:
            known[line] = run("extract", *args, stdin=stdin, env={"TIMELINE_FILE": str(events)})
        return known[line]

    return extract


def kinds(values):
    return [candidate["kind"] for candidate in values["candidates"]]


# --- the terminal ----------------------------------------------------------------------------------------------------


def test_a_block_for_each_candidate(extract, article):
    result = extract(article)
    assert (result.code, result.said) == (0, "timeline: 3 candidates, 1 known\n")
    blocks = result.text.rstrip("\n").split("\n\n")
    heads = [block.splitlines()[0].split() for block in blocks]
    assert [head[1:-1] for head in heads] == [
        ["2024-10-07", "support"], ["2024-10-08", "coerce"], ["../2024-11-30", "agree", "expected"],
    ]  # fmt: skip
    for block, head in zip(blocks, heads, strict=True):
        assert 0 <= float(head[0]) <= 1
        assert re.fullmatch("[0-9a-f]{10}", head[-1])
        assert all(line.startswith("      ") for line in block.splitlines()[1:])
    assert "source: Serbia (SRB, GOV)" in blocks[0]
    assert "target: Turkey (TUR, GOV)" in blocks[0]
    assert "known as pact-2024" in blocks[0]
    assert "“Norway will send aid to Togo by the end of November.”" in blocks[2]
    assert all("why: " in block for block in blocks)


@pytest.mark.parametrize("width", [40, 60, 120])
def test_no_line_is_wider(extract, article, curated, width):
    seed = next((curated.parents[1] / "seeds").glob("*.txt"))
    lines = extract(article, seed, "--width", width).lines
    assert width - 15 < max(map(len, lines)) <= width


def test_a_pipe_is_never_cut(extract, article):
    text = extract(article).text
    assert "“Police in Kampala arrested three editors on Tuesday.”" in text
    assert "…" not in text


def test_colours_are_for_the_terminal(extract, article):
    plain, colours = extract(article).text, extract(article, "--color", "always").text
    assert "\x1b" not in plain
    assert "\x1b[" in colours
    assert re.sub("\x1b\\[[0-9;]*m", "", colours) == plain


def test_nothing_found(extract):
    result = extract("-", "-p", "2024-10-11", stdin=b"The sea is blue.")
    assert (result.code, result.out, result.said) == (0, b"", "timeline: 0 candidates\n")


def test_one_is_one(extract):
    result = extract("-", "-p", "2024-10-11", stdin=b"Rebels attacked the town of Gao.")
    assert result.said == "timeline: 1 candidate\n"


# --- a document ------------------------------------------------------------------------------------------------------


def test_a_document(extract, article):
    result = extract("--json", article)
    assert (result.code, result.err) == (0, b"")
    values = result.json
    assert (values["schema"], values["count"], values["files"]) == ("urn:timeline:candidates:1", 3, [str(article)])
    assert kinds(values) == ["support", "coerce", "agree"]
    for candidate in values["candidates"]:
        assert list(candidate) == [*KEYS, "known", "sources"]
        for quote in (candidate["quote"], candidate["trigger"], *(told["quote"] for told in candidate["sources"])):
            assert TEXT[quote["start"] : quote["end"]] == quote["text"]
        assert [told["published"] for told in candidate["sources"]] == ["2024-10-11"]
    assert [candidate["known"] for candidate in values["candidates"]] == ["pact-2024", None, None]


def test_the_option_beats_the_front_matter(extract, article):
    found = extract("--json", "--published", "2020-02-28", article).json["candidates"]
    assert found[1]["date"] == "2020-02-25"
    assert found[1]["sources"][0]["published"] == "2020-02-28"


def test_no_publication_date_is_said_and_never_guessed(extract, tmp_path):
    file = tmp_path / "bare.txt"
    file.write_text("Rebels attacked the town of Gao. They met in May 1999.")
    result = extract("--json", file)
    assert result.said.startswith(f"timeline: {file}: no publication date: ")
    assert "--published" in result.said
    assert result.json["candidates"][0]["date"] is None
    assert "no publication date" not in extract("--json", file, "-p", "2024-10-11").said


def test_standard_input(extract, article):
    whole = extract("--json", "-", stdin=article.read_bytes()).json
    named = extract("--json", article).json
    assert [one["id"] for one in whole["candidates"]] == [one["id"] for one in named["candidates"]]
    assert {told["address"] for one in whole["candidates"] for told in one["sources"]} == {"-"}


def test_only_what_is_new(extract, article):
    result = extract("--json", "--new", article)
    assert kinds(result.json) == ["coerce", "agree"]
    assert extract("--new", article).said == "timeline: 2 candidates\n"


def test_a_bar_for_the_score(extract, article):
    every = extract("--json", "--min-score", 0, article).json["candidates"]
    scores = sorted(candidate["score"] for candidate in every)
    bar = scores[-1]
    found = extract("--json", "--min-score", bar, article).json["candidates"]
    assert 0 < len(found) < len(every)
    assert all(candidate["score"] >= bar for candidate in found)


def test_an_event_that_two_articles_tell_is_one_with_two_sources(extract, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(FRONT + OTHER)
    values = extract("--json", article, other).json
    assert kinds(values) == ["support", "coerce", "agree", "assault"]
    sources = [[told["address"] for told in one["sources"]] for one in values["candidates"]]
    assert sources == [[str(article)], [str(article), str(other)], [str(article)], [str(other)]]
    shown = extract(article, other)
    assert sum(line.startswith("      told in ") for line in shown.lines) == 5
    assert f"      told in {other}" in shown.lines


def test_the_file_can_be_named(run, article, events, tmp_path):
    for more, known in (((), ["pact-2024", None, None]), (("-f", tmp_path / "none.yaml"), [None] * 3)):
        line = ("extract", "--json", article, *(more or ("--file", events)))
        assert [one["known"] for one in run(*line).json["candidates"]] == known


def test_the_shipped_article_against_the_shipped_file(run, curated):
    seed = next((curated.parents[1] / "seeds").glob("*.txt"))
    values = run("extract", "--json", seed, env={"TIMELINE_FILE": str(curated)}).json
    assert values["count"] >= 12
    assert all(candidate["known"] for candidate in values["candidates"])
    assert {told["seed"] for one in values["candidates"] for told in one["sources"]} == {seed.name}


# --- a draft ---------------------------------------------------------------------------------------------------------


def test_a_draft(extract, article, tmp_path):
    draft = tmp_path / "draft.jsonl"
    result = extract(article, "-o", draft)
    assert (result.code, result.out) == (0, b"")
    assert result.said == f"timeline: 3 candidates, 1 known in {draft}; `timeline review {draft}` decides on them\n"
    lines = [json.loads(line) for line in draft.read_text(encoding="utf-8").splitlines()]
    assert lines == extract("--json", article).json["candidates"]


def test_a_draft_is_not_overwritten_unless_forced(extract, article, tmp_path):
    draft = tmp_path / "draft.jsonl"
    draft.write_text("precious\n")
    result = extract(article, "-o", draft)
    assert (result.code, result.out) == (2, b"")
    assert "exists already" in result.said
    assert "--force" in result.said
    assert draft.read_text() == "precious\n"
    assert extract(article, "-o", draft, "--force").code == 0
    assert draft.read_text().count("\n") == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["draft.jsonl"]


# --- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "way_out"),
    [
        ("extract", "name an article"),
        ("extract none.txt", "there is no file 'none.txt'"),
        ("extract .", "is a folder"),
        ("extract - -", "once"),
        ("extract - --published 2024", "one day"),
        ("extract - --published soon", "cannot read"),
        ("extract - --jobs 2", "--documents"),
        ("extract - --min-score 2", "0<=x<=1"),
        ("extract --documents none.jsonl", "there is no file"),
        ("extract --documents - --json", "--json does not go with it"),
        ("extract --documents - --new", "--new does not go with it"),
        ("extract --documents - --output x", "--output does not go with it"),
        ("extract --documents - --published 2024-10-11", "--published does not go with it"),
        ("extract --documents - article.txt", "ARTICLE does not go with it"),
        ("extract --documents - --jobs -1", "-1"),
    ],
)
def test_what_is_refused(run, line, way_out):
    result = run(*line.split())
    assert (result.code, result.out) == (2, b"")
    assert way_out in result.said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"caf\xe9", "-:1:4: byte 0xe9 is no UTF-8"),
        (b"a\nb\0", "-:2:2: this is a binary file"),
        (b"---\na: b: c\n---\nText\n", "-:2:"),
    ],
)
def test_what_is_no_text(run, data, said):
    result = run("extract", "-", stdin=data)
    assert (result.code, result.out) == (3, b"")
    assert said in result.said


NASTY = (
    "[bold]Serbia[/bold] signed a [red]pact[/red] with [link=https://x.example]Turkey[/link] on Monday.\n\n"
    "\x1b[31mRebels\x1b[0m attacked\x07 the \x9b1mtown\x7f of\u202e Gao\u2028 on :smile: Tuesday.\n\n"
    "Police arrested \x1b]0;pwned\x07Serbia :smile: in Gao\u202e on Wednesday.\n"
)


def test_neither_markup_nor_control_characters_reach_the_terminal(extract, tmp_path):
    nasty = tmp_path / "a\x1b[31m\x9b1m.txt"
    nasty.write_text(NASTY * 2, encoding="utf-8")
    for options in ((), ("--json",), ("--width", "60", "--color", "always"), (nasty,)):
        result = extract(nasty, "-p", "2024-10-11", *options)
        assert result.code == 0
        bare = re.sub("\x1b\\[[0-9;]*m", "", result.text) if "always" in options else result.text
        assert not ESCAPES.search(bare + result.said)
    shown = extract(nasty, "-p", "2024-10-11").text
    for markup in ("[red]pact[/red]", ":smile:"):
        assert markup in shown


# --- documents -------------------------------------------------------------------------------------------------------


def generated(count):
    sentences = [*TEXT.replace("\n\n", " ").split(". "), OTHER.strip()]
    for number in range(count):
        text = ". ".join(sentences[: number % 5])
        yield {"id": f"d{number}", "published": "2024-10-11" if number % 2 else None, "text": text}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    path = tmp_path_factory.mktemp("documents") / "docs.jsonl"
    path.write_text("".join(json.dumps(document) + "\n" for document in generated(40)), encoding="utf-8")
    return path


def test_a_line_for_each_document_in_their_order(run, documents):
    result = run("extract", "--documents", documents)
    assert (result.code, result.err) == (0, b"")
    for line, document in zip(result.lines, generated(40), strict=True):
        values = json.loads(line)
        assert list(values) == ["id", "events"]
        assert values["id"] == document["id"]
        assert bool(values["events"]) == bool(document["text"])
        for found in values["events"]:
            assert list(found) == KEYS
            for quote in (found["quote"], found["trigger"]):
                assert document["text"][quote["start"] : quote["end"]] == quote["text"]


def test_several_processes_write_the_same_bytes(run, start, documents):
    one = run("extract", "--documents", documents)
    assert start("extract", "--documents", documents, "--jobs", 2) == one
    assert run("extract", "--documents", "-", stdin=documents.read_bytes()) == one


def test_a_document_is_read_as_an_article_is(extract, run):
    document = {"id": 1, "published": "2024-10-11", "text": TEXT}
    stream = run("extract", "--documents", "-", stdin=json.dumps(document).encode()).lines
    alone = extract("--json", "-", stdin=(FRONT + TEXT).encode()).json["candidates"]
    for found in alone:
        del found["known"], found["sources"]
    alone[0]["reasons"].pop()  # what is known of the curated file
    assert json.loads(stream[0])["events"] == alone


def test_the_bar_holds_for_documents_too(run, documents):
    every, few = (
        sum(line.count('"quote"') for line in run("extract", "-d", documents, "--min-score", bar).lines)
        for bar in (0, 0.95)
    )
    assert every > few


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_bad_line_ends_it_after_what_came_before(start, documents, tmp_path, jobs):
    (tmp_path / "a.jsonl").write_bytes(documents.read_bytes() + b'{"id": "a", "published": "2024-02-30"}\n{\n')
    result = start("extract", "--documents", "a.jsonl", "--jobs", jobs, cwd=tmp_path)
    assert (result.code, len(result.lines)) == (3, 40)
    told = [line.split(": ")[0] for line in result.said.splitlines() if line.startswith("a.jsonl:")]
    assert told == ["a.jsonl:41:1", "a.jsonl:41:26"]
    assert "Traceback" not in result.said


def test_nothing_to_do(run):
    assert run("extract", "--documents", "-", stdin=b"") == (0, b"", b"")


# --- what it loads ---------------------------------------------------------------------------------------------------

HEAVY = {
    "pydantic", "pydantic_core", "dateparser", "regex", "multiprocessing", "asyncio", "http.client", "ssl",
    "html.parser", "lxml", "lxml.html", "bs4", "selectolax", "trafilatura", "htmldate", "html5lib", "duckdb", "numpy",
    "unittest", "timeline.read.html", "timeline.read.page", "timeline.cli.commands.review",
}  # fmt: skip


@pytest.mark.parametrize("options", [("--json",), ("--width", "80")], ids=" ".join)
def test_a_plain_text_loads_only_what_it_needs(run, home, nowhere, article, events, options):
    line = ["extract", *options, str(article)]
    variables = environment(home, {"TIMELINE_FILE": str(events)})
    run(*line, env={"TIMELINE_FILE": str(events)})  # so that all that is kept is there
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *line], capture_output=True, env=variables, cwd=nowhere, timeout=60, check=True
    )
    code, size, modules = json.loads(done.stdout)
    assert (code, size > 0) == (0, True)
    assert set(modules) & HEAVY == set()
    if options == ("--json",):
        assert "rich.console" not in modules
