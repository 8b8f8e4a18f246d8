"""A statement in DuckDB's dialect, written in another: with marks for an engine that binds values, or to be printed.

The statement is taken apart by sqlglot, and values are put into its tree, never into its text, so that each dialect's
own rules say how a text is written. What sqlglot does not write as it is meant is mended here, in the tree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from timeline.errors import UsageError
from timeline.query.flat import ANY_CASE, BETWEEN

if TYPE_CHECKING:
    from sqlglot import exp

DIALECTS = ("duckdb", "bigquery", "clickhouse", "postgres", "snowflake", "spark", "trino")
"""The dialects whose statements the tests look at."""

Value = str | int


def bound(sql: str, values: Sequence[Value], dialect: str) -> tuple[str, dict[str, Value]]:
    """Give the statement with a named mark (``:v0``) for each ``?``, and the values by these names.

    Names, since a translation may take its marks in another order.
    """
    from sqlglot import exp

    tree = _translated(_parsed(sql), dialect)
    for mark in tree.find_all(exp.Placeholder):
        mark.set("this", f"v{_number(mark)}")
    return _written(tree, dialect), {f"v{place}": value for place, value in enumerate(values)}


def printed(sql: str, values: Sequence[Value], dialect: str, tables: Mapping[str, str] | None = None) -> str:
    """Give the statement with its values as literals, on several lines; ``tables`` names tables anew.

    Raises ``UsageError`` where a new name is not the name of a table.
    """
    from sqlglot import exp

    tree = _parsed(sql)
    for mark in list(tree.find_all(exp.Placeholder)):
        mark.replace(exp.convert(values[_number(mark)]))
    for table in list(tree.find_all(exp.Table)):
        if name := (tables or {}).get(table.name):
            table.replace(_table(name, dialect, table.alias))
    return _written(_bare(_translated(tree, dialect)), dialect, pretty=True)


def known(dialect: str) -> str:
    """Give a dialect's name as it is known here; raise ``UsageError`` with the list where it is not."""
    if dialect.lower() not in DIALECTS:
        raise UsageError(f"no dialect is called '{dialect}'", "one of: " + " ".join(DIALECTS))
    return dialect.lower()


def needed() -> None:
    """Raise ``UsageError`` where sqlglot is not installed."""
    try:
        import sqlglot  # noqa: F401 -- only tried
    except ImportError:
        hint = "install it with: pip install 'sourced-timeline[bulk]'"
        raise UsageError("other dialects of SQL need sqlglot, which is not installed", hint) from None


def _parsed(sql: str) -> exp.Expr:
    """Take a statement apart, its marks numbered as they stand: a tree may be gone through in another order."""
    import sqlglot

    marks = [
        token for token in sqlglot.tokenize(sql, read="duckdb") if token.token_type == sqlglot.TokenType.PLACEHOLDER
    ]
    parts, done = [], 0
    for number, mark in enumerate(marks):
        parts += [sql[done : mark.start], f"${number + 1}"]
        done = mark.end + 1
    return sqlglot.parse_one("".join([*parts, sql[done:]]), read="duckdb")


def _number(mark: exp.Placeholder) -> int:
    return int(mark.this) - 1


def _table(name: str, dialect: str, alias: str) -> exp.Table:
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    try:
        table = exp.to_table(name, dialect=dialect)
    except SqlglotError:
        raise UsageError(f"'{name}' is not the name of a table", "write it as table, or schema.table") from None
    table.set("alias", exp.TableAlias(this=exp.to_identifier(alias)))
    return table


def _written(tree: exp.Expr, dialect: str, *, pretty: bool = False) -> str:
    from sqlglot.errors import ErrorLevel

    # What a dialect cannot say must not be left out with a warning.
    return tree.sql(dialect=dialect, pretty=pretty, unsupported_level=ErrorLevel.RAISE)


def _bare(tree: exp.Expr) -> exp.Expr:
    """Take out brackets that a person does not need, and conditions that always hold."""
    from sqlglot import exp

    for paren in reversed(list(tree.find_all(exp.Paren))):
        inner, parent = paren.this, paren.parent
        joins = isinstance(inner, exp.Connector)
        if isinstance(parent, exp.Paren) or (
            isinstance(parent, exp.Connector | exp.Where | exp.Alias)
            and (not joins or isinstance(parent, type(inner) | exp.Where))
        ):
            paren.replace(inner)
    for true in list(tree.find_all(exp.Boolean)):
        if isinstance(true.parent, exp.And) and true.this:
            true.parent.replace(true.parent.right if true is true.parent.left else true.parent.left)
    return tree


# --- what sqlglot does not write as it is meant ----------------------------------------------------------------------


def _translated(tree: exp.Expr, dialect: str) -> exp.Expr:
    for mend in _MENDS.get(dialect, ()):
        tree = tree.transform(mend)
    return tree


def _replaces_all(node: exp.Expr) -> exp.Expr:
    """Leave out the flag ``g``: these replace all that match anyway, and take no flag, or another in its place."""
    from sqlglot import exp

    if isinstance(node, exp.RegexpReplace):
        node.set("modifiers", None)
    return node


def _as_array(node: exp.Expr) -> exp.Expr:
    """Join with the function that there is: it skips what is null, too."""
    from sqlglot import exp

    if isinstance(node, exp.ConcatWs):
        separator, *parts = node.expressions
        return exp.ArrayToString(this=exp.array(*parts), expression=separator)
    return node


def _by_bytes(node: exp.Expr) -> exp.Expr:
    """Compare texts as they are stored: a database may have an order of some language."""
    from sqlglot import exp

    if isinstance(node, exp.Ordered) and not _is_number(node.this):
        node.set("this", exp.Collate(this=node.this, expression=exp.to_identifier("C", quoted=True)))
    return node


def _is_number(node: exp.Expr) -> bool:
    from sqlglot import exp

    return isinstance(node, exp.Column) and node.name in {"first_day", "last_day", "SQLDATE"}


# A class for POSIX: no \x, and in brackets a backslash is a sign like others.
_POSIX = "[\t -/:-@\\[-`{-~]"


def _in_posix(node: exp.Expr) -> exp.Expr:
    """Say by a position that a pattern is found: matching means all of the text there, and flags are an argument."""
    from sqlglot import exp

    if isinstance(node, exp.RegexpLike | exp.RegexpReplace):
        text = node.expression.name.removeprefix(ANY_CASE).replace(BETWEEN, _POSIX).replace("\\n", "\n")
        node.set("expression", exp.Literal.string(text))
    if isinstance(node, exp.RegexpLike):
        arguments = [node.this, node.expression, *map(exp.Literal.number, (1, 1, 0)), exp.Literal.string("i")]
        return exp.GT(this=exp.func("REGEXP_INSTR", *arguments, dialect="snowflake"), expression=exp.Literal.number(0))
    return node


def _json_types(node: exp.Expr) -> exp.Expr:
    """Name the types in JSON as Spark does: DuckDB names them in JSON too."""
    from sqlglot import exp

    if isinstance(node, exp.FromJson):
        node.set("expression", exp.Literal.string(_struct(json.loads(node.expression.name))))
    return node


def _struct(shape: Any) -> str:
    if isinstance(shape, list):
        return f"ARRAY<{_struct(shape[0])}>"
    if isinstance(shape, dict):
        return f"STRUCT<{', '.join(f'{name}: {_struct(one)}' for name, one in shape.items())}>"
    return {"VARCHAR": "STRING"}[shape]


_MENDS: dict[str, tuple[Callable[[exp.Expr], exp.Expr], ...]] = {
    "bigquery": (_replaces_all, _as_array),
    "clickhouse": (_replaces_all,),
    "postgres": (_by_bytes,),
    "snowflake": (_replaces_all, _in_posix),
    "spark": (_replaces_all, _json_types),
    "trino": (_replaces_all,),
}
