"""Answering a question from the indexes of one or more files."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cmp_to_key
from itertools import chain, islice
from typing import Any, NamedTuple

from timeline.errors import UsageError
from timeline.model.status import OVERDUE, STATUSES
from timeline.model.text import fold
from timeline.query.query import All, Not, Part, Query, Term
from timeline.query.query import Any as AnyOf
from timeline.query.sql import INDEX, certain, order, possible
from timeline.store.index import Opened

MOST = 100_000
"""Answers from worlds that are held at once."""


class Row(NamedTuple):
    """An event that answers a question: its JSON, whether certainly, whether it is overdue, its file and sort key."""

    json: str
    certain: bool
    overdue: bool
    origin: str
    key: tuple[Any, ...]

    def status(self, stored: str) -> str:
        """Give the status that is shown: the stored one, or that it is overdue."""
        return OVERDUE if self.overdue else stored


def select(files: Sequence[Opened], query: Query) -> list[Row]:
    """Give the events that answer a question, in its order, each with its answer.

    Raises ``UsageError`` for an actor, a kind or a status that does not exist, and where worlds have more than ``MOST``
    answers.
    """
    found = stream(files, query)
    if isinstance(found, list):
        return found
    rows = list(islice(found, MOST + 1))
    if len(rows) > MOST:
        hint = "narrow it with --since, --until or --actor; list, tally and chart take any number"
        raise UsageError(f"more than {MOST:,} events answer this, too many to be held at once", hint)
    return rows


class Stream:
    """Answers that are read once, as they come; how many there are is asked for apart, when somebody asks."""

    def __init__(self, rows: Iterable[Row], count: Callable[[], int]) -> None:
        """Take the answers and how to count them."""
        self._rows = iter(rows)
        self._first = list(islice(self._rows, 1))
        self._count = count

    def __iter__(self) -> Iterator[Row]:
        return chain(self._first, self._rows)

    def __bool__(self) -> bool:
        return bool(self._first)

    def __len__(self) -> int:
        return self._count()


def stream(files: Sequence[Opened], query: Query) -> list[Row] | Stream:
    """Give the same one by one where there are worlds among the files: more may answer than can be held."""
    meant = resolve(query, files)
    answers = [file.answers(meant) for file in files]
    if len(answers) == 1 and isinstance(answers[0], list):
        return answers[0]
    merged = answers[0] if len(answers) == 1 else heapq.merge(*answers, key=_comparable(query))

    def number() -> int:
        found = sum(file.number(meant) for file in files)
        return found if query.limit is None else min(found, query.limit)

    return Stream(islice(merged, query.limit), number)


def _comparable(query: Query) -> Callable[[Row], Any]:
    """Make a sort key that puts rows of several files into the order that each of them has."""

    def compare(a: Row, b: Row) -> int:
        one, two = (a.key, b.key) if not query.reverse else (b.key, a.key)
        if one != two:
            return -1 if one < two else 1
        ties = (a.origin > b.origin) - (a.origin < b.origin)
        return -ties if query.reverse else ties

    return cmp_to_key(compare)


def rows(file: Opened, query: Query) -> list[Row]:
    """Give the events of one file that answer a question whose names are keys."""
    wanted = possible(query)
    sure = certain(query) if query.asks_time and not query.certain else None
    keys = INDEX.orders[query.sort]
    columns = [
        "e.rowid AS number",
        f"({sure.sql if sure else 'TRUE'}) AS sure",
        "(e.status = 'expected' AND e.last_day < ?) AS late",
        *(f"{key} AS key{place}" for place, key in enumerate(keys)),
    ]
    values = [*(sure.values if sure else ()), query.today, *wanted.values]
    chosen = f"SELECT {', '.join(columns)} FROM event e WHERE {wanted.sql} ORDER BY {order(query)}"
    if query.limit is not None:
        chosen += " LIMIT ?"
        values.append(query.limit)
    # The texts are fetched once the order is known: sorting them with the rest takes twice as long.
    names = ", ".join(f"x.key{place}" for place in range(len(keys)))
    text = "(SELECT d.json FROM event_doc d WHERE d.event = x.number)"
    sql = f"SELECT {text}, x.sure, x.late, {names} FROM ({chosen}) x"
    found = file.rows(sql, values)
    return [Row(json, bool(sure), bool(late), file.path, tuple(key)) for json, sure, late, *key in found]


def number(file: Opened, query: Query) -> int:
    """Count the events of one file that answer a question whose names are keys."""
    wanted = possible(query)
    return int(file.rows(f"SELECT count(*) FROM event e WHERE {wanted.sql}", wanted.values)[0][0])


def count(files: Sequence[Opened]) -> int:
    """Count all events of the files."""
    return sum(file.events for file in files)


def resolve(query: Query, files: Sequence[Opened]) -> Query:
    """Put keys of the registry in the place of the names that a person wrote, and refuse what does not exist."""
    return query._replace(part=_resolve(query.part, files))


def _resolve(part: Part, files: Sequence[Opened]) -> Part:
    match part:
        case All(parts):
            return All(tuple(_resolve(inner, files) for inner in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_resolve(inner, files) for inner in parts))
        case Not(inner):
            return Not(_resolve(inner, files))
        case Term(field="actor", value=name):
            return part._replace(value=find_actor(files, name))
        case Term(field="country", value=name):
            return part._replace(value=_find_country(files, name))
        case Term(field="kind", value=name):
            return part._replace(value=_known(name, "kind", _kinds(files)))
        case Term(field="status", value=name):
            return part._replace(value=_known(name, "status", [*STATUSES, OVERDUE]))
        case _:
            return part


def find_actor(files: Sequence[Opened], name: str) -> str:
    """Give the key of the actor that a name stands for; raise ``UsageError`` with the nearest names if none."""
    folded = fold(name)
    for file in files:
        found = file.rows(
            "SELECT actor FROM actor_name WHERE folded = ?"
            " UNION ALL SELECT actor FROM event_actor WHERE actor = ? LIMIT 1",
            (folded, "~" + folded),
        )
        if found:
            return str(found[0][0])
    known = [row for file in files for row in file.rows(
        "SELECT n.folded, a.name FROM actor_name n JOIN actor a ON a.id = n.actor"
        " UNION SELECT substr(id, 2), name FROM actor WHERE known = 0"
    )]  # fmt: skip
    labels = dict(known)
    raise UsageError(f"no actor is called '{name}'", suggest(folded, labels, "timeline actors lists them"))


def suggest(wrong: str, known: dict[str, str], otherwise: str) -> str:
    """Word a hint with the labels of the keys that are nearest to a wrong one, best first."""
    import difflib

    near = difflib.get_close_matches(wrong, known, 5, 0.6)
    if near:  # a registry of thousands has something like every word: what is much further off than the best is noise
        best = difflib.SequenceMatcher(None, near[0], wrong).ratio()
        near = [key for key in near if difflib.SequenceMatcher(None, key, wrong).ratio() > best - 0.1]
    near += [key for key in known if wrong and wrong in key.split() and key not in near]
    labels = list(dict.fromkeys(known[key] for key in near))[:3]
    return f"did you mean {' or '.join(labels)}?" if labels else otherwise


def _kinds(files: Sequence[Opened]) -> list[str]:
    rows = [row for file in files for row in file.rows("SELECT id FROM kind ORDER BY place")]
    used = [row for file in files for row in file.rows("SELECT DISTINCT kind FROM event ORDER BY kind")]
    return list(dict.fromkeys(name for (name,) in [*rows, *used]))


def _known(name: str, field: str, names: list[str]) -> str:
    lower = name.lower()
    if lower in names:
        return lower
    if name in names:
        return name
    hint = suggest(lower, {known: known for known in names}, "one of: " + " ".join(names))
    raise UsageError(f"no {field} is called '{name}'", hint)


def _find_country(files: Sequence[Opened], name: str) -> str:
    for file in files:
        found = file.rows(
            "SELECT id FROM actor WHERE code2 = ? UNION ALL SELECT actor FROM actor_name WHERE folded = ? LIMIT 1",
            (name.upper(), fold(name)),
        )
        if found:
            return str(found[0][0])
    return name.upper()


def column(files: Sequence[Opened], sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run one statement over every file and give all rows."""
    return [row for file in files for row in file.rows(sql, values)]
