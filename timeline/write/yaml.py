"""YAML in the shape of the curated file, to be kept and edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from timeline.lexicon.actors import Registry, load, shipped
from timeline.write import Answer

SUFFIXES = (".yaml", ".yml")
ABOUT = "the curated file: comments, order and style are yours"

_DERIVED = ("first", "last", "certain", "overdue", "origin")
_FLOW = {"place"}
_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")


def write(answer: Answer) -> Iterator[str]:
    """Yield the file. What follows from the rest is left out: it would have to be kept true by hand."""
    yield "events:\n" if answer.rows else "events: []\n"
    between = ""
    for document in answer.documents():
        yield between + block(document)
        between = "\n"


def block(document: dict[str, Any], known: Registry | None = None) -> str:
    """Write one event as an item of the list under ``events:``.

    ``known`` is the registry that comes with the program, where the caller has it: reading it takes a while.
    """
    import yaml

    fields = {key: value for key, value in document.items() if key not in _DERIVED and value not in (None, [], {})}
    if fields.get("status") == "occurred":
        del fields["status"]
    parts = fields.get("actors", ())
    fields["actors"] = [_actor(part, known or _registry()) for part in parts]
    if not fields["actors"]:
        del fields["actors"]
    text = yaml.dump([_texts(fields)], Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=100)
    return "".join(f"  {line}\n" if line else "\n" for line in text.rstrip("\n").split("\n"))


def sources(values: list[dict[str, Any]]) -> tuple[str, str]:
    """Write sources as items of a list without indentation, and the same on one line, separated by commas."""
    import yaml

    texts = [_texts(source) for source in values]
    block = yaml.dump(texts, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=100)
    # A line that is never folded: an event that stands on one line is to stay there.
    flow = yaml.dump(
        [_Flow(text) for text in texts], Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=1 << 30
    )
    return block, ", ".join(line.removeprefix("- ") for line in flow.rstrip("\n").split("\n"))


def _actor(part: dict[str, Any], known: Registry) -> dict[str, Any]:
    """Leave out an id that follows from the name by the shipped registry, and the role that goes without saying."""
    follows = part.get("id") == known.find(part["name"])
    return _Flow(
        {
            key: value
            for key, value in part.items()
            if not (key == "id" and follows) and (key, value) != ("role", "other")
        }
    )


@cache
def _registry() -> Registry:
    return load(shipped())


class _Flow(dict[str, Any]):
    """Fields that stand on one line."""


def _texts(value: Any) -> Any:
    """Make every scalar the text that our own reader takes it for."""
    if isinstance(value, dict):
        inner = {key: _texts(item) for key, item in value.items()}
        return _Flow(inner) if isinstance(value, _Flow) else inner | {k: _Flow(inner[k]) for k in _FLOW & inner.keys()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes only what would be read as nothing, since all else is read as text."""

        yaml_implicit_resolvers: dict[Any, Any] = {}  # noqa: RUF012

        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            del indentless
            super().increase_indent(flow, False)

    Dumper.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
    Dumper.add_representer(str, _text)
    Dumper.add_representer(_Flow, _flow)
    return Dumper


def _text(dumper: Any, value: str) -> Any:
    # Breaks that are no line feeds come out as breaks, unless they are written as escapes.
    style = '"' if _BREAKS.search(value) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _flow(dumper: Any, value: _Flow) -> Any:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), True)
