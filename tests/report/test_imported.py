"""What is told of an import: every reason that readers and importing can give has words, found where it is given."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

from timeline.read import rows
from timeline.read.feeds import NO_ID, feed, names
from timeline.report.imported import REASONS, imported
from timeline.store import world
from timeline.store.world.file import Outcome
from timeline.store.world.manifest import Import

COUNTS = {"merged", "refused", "oddities"}
IMPORTING = [
    importlib.import_module(f"{world.__name__}.{module.name}") for module in pkgutil.iter_modules(world.__path__)
]


def texts(node: ast.AST) -> Iterator[str]:
    """Give the texts that an expression may stand for."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def given(*modules: ModuleType) -> set[str]:
    """Give the reasons that modules refuse rows with, note lines for or count by."""
    found: set[str] = set()
    for node in (node for module in modules for node in ast.walk(ast.parse(inspect.getsource(module)))):
        match node:
            case ast.Call(func=ast.Attribute(attr="refuse"), args=[_, reason, *_]):
                found.update(texts(reason))
            case ast.Call(func=ast.Name(id="Refused"), args=[_, reason, *_]):
                found.update(texts(reason))
            case ast.Call(func=ast.Attribute(attr="note"), args=[reason, *_]):
                found.update(texts(reason))
            case ast.Subscript(value=ast.Attribute(attr=counts), slice=reason) if counts in COUNTS:
                found.update(texts(reason))
            case ast.Assign(targets=[ast.Name(id="reason")], value=reason):
                found.update(texts(reason))
    return found


def selected(name: str) -> set[str]:
    """Give the reasons in a feed's statements: what stands after THEN in the columns of problems and oddities."""
    found = {NO_ID} if feed(name).FACETS else set()
    for sql in feed(name).FACETS or [feed(name).SELECT]:
        marks = [sql.rfind(mark) for mark in ("AS problem", "AS oddities") if mark in sql]
        if marks:
            start = sql.rindex("SELECT", 0, min(marks))
            found.update(re.findall(r"THEN\s+'([^']+)'", sql[start : max(marks)]))
    assert found
    return found


def test_the_reasons_of_reading_and_importing_have_words() -> None:
    assert {"columns", "binary", "too-long", "quotes", "unclosed-quote"} <= given(rows)
    assert {"not-utf8", "id-taken", "known-already", "told-from-both-sides"} <= given(*IMPORTING)
    assert given(rows, *IMPORTING) - REASONS.keys() == set()


@pytest.mark.parametrize("name", names())
def test_the_reasons_of_a_feed_have_words(name: str) -> None:
    assert {"no-id", "unknown-code", "bad-date", "bad-coordinate"} <= selected(name)
    assert selected(name) - REASONS.keys() == set()


def test_every_word_is_of_a_reason_that_is_given() -> None:
    every = given(rows, *IMPORTING) | {reason for name in names() for reason in selected(name)}
    assert REASONS.keys() - every == set()
    assert len(set(REASONS.values())) == len(REASONS)


def test_a_file_is_told_of_in_words() -> None:
    done = Import("ucdp", "GEDEvent.csv", "", 4, 2, {}, {"start-after-end": 2}, {"low-above-best": 1})
    told = imported(Outcome(done, known=False, lines={"start-after-end": ["GEDEvent.csv:3", "GEDEvent.csv:5"]}))
    assert (told.read, told.kept, told.merged, told.refused) == (4, 2, 0, 2)
    assert [(reason.fate, reason.reason, reason.rows, reason.about, reason.lines) for reason in told.reasons] == [
        ("refused", "start-after-end", 2, REASONS["start-after-end"], ("GEDEvent.csv:3", "GEDEvent.csv:5")),
        ("odd", "low-above-best", 1, REASONS["low-above-best"], ()),
    ]
