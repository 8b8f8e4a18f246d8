"""One reader of YAML, with and without places, in pieces and as a whole; PyYAML's own is what it is held against."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import yaml_texts
from tests.yaml_texts import storm
from timeline.errors import DataError
from timeline.read import yaml as form
from timeline.syntax.yaml import compose, cut, load

EVENTS = Path(__file__).parents[2] / "data" / "events.yaml"


def exact(text: str) -> Any:
    """Read a text exactly; a refusal is the error itself, equal to no value."""
    try:
        return compose(text, "p").values
    except DataError as error:
        return error


def bare(text: str) -> Any:
    """Read a text without places; a refusal is the error itself."""
    try:
        return load(text, "p")
    except DataError as error:
        return error


def parted(text: str) -> tuple[Any, Any] | None:
    """Give the answers to a text, or the faults found in it, where they differ with and without places."""
    answer, truth = bare(text), exact(text)
    if isinstance(answer, DataError) and isinstance(truth, DataError):
        answer, truth = answer.problems, truth.problems
    return None if answer == truth else (answer, truth)


@pytest.mark.parametrize("maker", [*dict.fromkeys(yaml_texts.MAKERS)], ids=lambda maker: maker.__name__)
def test_a_text_says_the_same_with_and_without_places(maker: Callable[[Random], str]) -> None:
    differ = [(text, both) for text in storm(1, 5000, (maker,)) if (both := parted(text))]
    assert differ == []


@given(st.lists(st.sampled_from(yaml_texts.TOKENS), max_size=12).map("".join))
@settings(max_examples=400)
def test_any_heap_of_tokens_says_the_same_with_and_without_places(text: str) -> None:
    assert parted(text + "\n") is None


@given(st.lists(st.tuples(st.integers(0, 6), st.text(max_size=8)), min_size=1, max_size=5))
@settings(max_examples=400)
def test_any_sign_of_unicode_says_the_same_with_and_without_places(lines: list[tuple[int, str]]) -> None:
    assert parted("".join(f"{' ' * indent}- k: {words}\n" for indent, words in lines)) is None


def spellings(signs: str, length: int) -> list[str]:
    every = (itertools.product(signs, repeat=count) for count in range(1, length + 1))
    return ["".join(word) for word in itertools.chain.from_iterable(every)]


@pytest.mark.parametrize(
    ("signs", "length"),
    [("01.e+-x_", 4), ("0.eE-", 4), ("nNaAiIfF.", 3), ("trueTF", 4), ("nul~N", 4), ("1-/?X~%.", 4), ("a#: -'\"", 4)],
)
def test_every_word_of_these_signs_is_its_own_text_as_pyyaml_reads_it(signs: str, length: int) -> None:
    for word in spellings(signs, length):
        text = f"- k: {word}\n  l: m\n"
        assert agrees_with_pyyaml(text) is not False, text


@pytest.mark.parametrize(
    "word", ["nan", ".inf", "true", "1e3", "0123", "-0043", "NO", "2014-02-30", "x" * 7000, ".5", "5."]
)
@pytest.mark.parametrize(
    ("layout", "path"),
    [
        ("- {}\n- b\n", (0,)),
        ("- k: {}\n", (0, "k")),
        ("- [{}, b]\n", (0, 0)),
        ("- {{k: {}}}\n", (0, "k")),
        ("- '{}'\n", (0,)),
    ],
)
def test_words_that_other_readers_take_for_values_are_text_in_every_place(
    word: str, layout: str, path: tuple[Any, ...]
) -> None:
    value = load(layout.format(word), "p")
    for key in path:
        value = value[key]
    assert value == word


def test_what_people_write_is_read() -> None:
    for text in [EVENTS.read_text(encoding="utf-8"), yaml_texts.EVENT]:
        assert agrees_with_pyyaml(text) is True


# --- the exact reader against PyYAML's own ---------------------------------------------------------------------------


def without_empties(values: Any) -> Any:
    """Make an empty value the empty text that PyYAML makes of it; it has no None where it resolves nothing."""
    if isinstance(values, list):
        return [without_empties(value) for value in values]
    if isinstance(values, dict):
        return {key: without_empties(value) for key, value in values.items()}
    return "" if values in (None, "~", "null", "Null", "NULL") else values


def agrees_with_pyyaml(text: str) -> bool | None:
    """Say whether both read the same texts; None where one refuses, or where PyYAML's two halves differ on a tag."""
    if "!" in text:
        return None
    try:
        theirs = yaml.load(text, yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    ours = bare(text)
    return None if isinstance(ours, DataError) else without_empties(ours) == without_empties(theirs)


def test_the_exact_reader_and_pyyaml_give_the_same_texts() -> None:
    answers = [(agrees_with_pyyaml(text), text) for text in storm(3, 2500)]
    assert [text for answer, text in answers if answer is False] == []
    assert sum(answer is True for answer, _ in answers) > 500


def test_every_value_has_a_place_where_it_begins() -> None:
    for text in storm(4, 1500, (yaml_texts.tidy,)):
        if isinstance(exact(text), DataError):
            continue
        values, places = compose(text, "p")
        lines = text.split("\n")
        for path, value in walk(values):
            line, column = places[path]
            here = lines[line - 1][column - 1 :]
            if isinstance(value, str) and value:
                assert here[:1] in {"'", '"', "|", ">", "&", "!", value[:1]}, (text, path)
            elif isinstance(value, list) and value:
                assert here[:1] in {"-", "[", "&", "!"}, (text, path)


def walk(values: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path, values
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        yield from walk(value, (*path, key))


# --- pieces ----------------------------------------------------------------------------------------------------------

CUT_MAKERS = (yaml_texts.items, yaml_texts.items, yaml_texts.tidy, yaml_texts.damaged)


def test_the_pieces_of_a_file_joined_are_the_file_and_know_their_lines() -> None:
    found = 0
    for text in storm(5, 8000, CUT_MAKERS):
        data = text.encode()
        parts = cut(data)
        if parts is None:
            continue
        head, pieces = parts
        assert head + b"".join(piece.data for piece in pieces) == data
        before = head
        for piece in pieces:
            assert piece.line == before.count(b"\n") + 1
            assert piece.data.lstrip().startswith(b"- ")
            before += piece.data
        found += 1
    assert found > 1000


def in_pieces(text: str) -> Any:
    """Read a file as the program does, piece by piece; a refusal is the error itself."""
    try:
        return [raw.values for raw in form.parse(form.cut(text.encode(), "p"), "p")]
    except DataError as error:
        return error


def test_reading_piece_by_piece_is_reading_the_whole_or_refusing_it() -> None:
    same = refused = 0
    for text in storm(6, 7000, CUT_MAKERS):
        pieces, whole = in_pieces(text), exact(text)
        if isinstance(pieces, DataError):
            refused += 1
            continue
        events = whole["events"] if isinstance(whole, dict) and "events" in whole else whole
        assert pieces == (events or []), text
        same += 1
    assert same > 500 < refused


def test_a_list_of_whole_items_is_never_refused_for_being_cut() -> None:
    texts = [text for text in storm(7, 600, (yaml_texts.tidy,)) if isinstance(exact(text), list)]
    whole = [text for text in texts if f"\n{text}".count("\n- ") == len(exact(text))]
    for text in whole:
        assert in_pieces(text) == exact(text), text
        indented = "events:\n" + "".join(f"  {line}\n" if line else "\n" for line in text.split("\n")[:-1])
        assert in_pieces(indented) == exact(indented)["events"], indented
    assert len(whole) > 60


def test_the_curated_file_reads_the_same_in_pieces_and_as_a_whole() -> None:
    text = EVENTS.read_text(encoding="utf-8")
    assert in_pieces(text) == exact(text)["events"]


# --- noise -----------------------------------------------------------------------------------------------------------


@given(st.text() | st.text("[]{}-:?,'\"|>&*!%@#\n ab\t\r\x85", max_size=40))
@settings(max_examples=300)
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    found = exact(text)
    if isinstance(found, DataError):
        (problem,) = found.problems
        assert problem.message
        assert problem.line >= 1 <= problem.column


WILD = """
import sys
from random import Random
from timeline.errors import DataError
from timeline.syntax.yaml import compose, cut, load
from tests.yaml_texts import storm

random = Random(8)
signs = [b"[", b"{", b"- ", b"? ", b"a: ", b"{a: ", b"- - ", b"[{", b"'", b'"', b"&a ", b"*a ", b"!", b"%", b"|", b">",
         b"#", b",", b": ", b"- [", b"a:\\n ", b"\\n", b"\\n- ", b" ", b"-", b"\\xff", b"\\xc2"]
bombs = [sign * count + end for sign in signs for count in (1, 60, 3000, 30000) for end in (b"", b"a", b"]")]
bombs += [b"[" * count + b"]" * count for count in (41, 500, 50000)]
bombs += [b"".join(b" " * indent + b"a:\\n" for indent in range(count)) for count in (41, 1500)]
noise = [random.randbytes(random.randint(0, 60)) for _ in range(1500)]
for text in storm(9, 1500):
    data = bytearray(text.encode())
    for _ in range(random.randint(0, 3)):
        data.insert(random.randint(0, len(data)), random.randrange(256))
    noise.append(bytes(data))
for data in bombs + noise:
    cut(data)
    for read in (load, compose):
        try:
            read(data.decode("utf-8", "replace"), "p")
        except DataError:
            pass
print("alive")
"""


def test_no_bytes_at_all_bring_the_process_down() -> None:
    # In a process of its own: a fault in the C++ or C reader would take the tests along.
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", WILD], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "alive", "")
