"""A question as one whole statement over the table ``event``, in DuckDB's dialect."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.query import flat
from timeline.query.query import Query
from timeline.query.sql import Condition, Shape, certain, order, possible


def statement(query: Query, columns: Sequence[str], shape: Shape = flat.FLAT) -> Condition:
    """Ask for columns (SQL over ``e``) of the events that answer a question, in its order.

    Where time is asked, a last column ``certain`` tells whether they do so certainly.
    """
    whole = shape is flat.FLAT
    wanted = flat.possible(query) if whole else possible(query, shape)
    sure = None
    if query.asks_time and not query.certain:
        sure = flat.certain(query) if whole else certain(query, shape)
        if sure == wanted:
            sure = Condition("TRUE")
    chosen = ", ".join([*columns, *([f"({sure.sql}) AS certain"] if sure else [])])
    limit = "" if query.limit is None else " LIMIT ?"
    return Condition(
        f"SELECT {chosen} FROM event e WHERE {wanted.sql} ORDER BY {order(query, shape)}{limit}",
        (*(sure.values if sure else ()), *wanted.values, *(() if query.limit is None else (query.limit,))),
    )
