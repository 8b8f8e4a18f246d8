"""``timeline sql``."""

from typing import Annotated

from typer import Option

from timeline.cli.options import Order, Selection
from timeline.cli.session import Session


def run(
    which: Selection,
    order: Order,
    dialect: Annotated[
        str,
        Option("--dialect", help="duckdb, bigquery, clickhouse, postgres, snowflake, spark or trino.", metavar="NAME"),
    ] = "duckdb",
    table: Annotated[
        str,
        Option("--table", help="The table to ask; gdelt: one with GDELT's own columns.", metavar="NAME"),
    ] = "event",
) -> None:  # fmt: skip
    """Print a question as one SQL statement, to run where the data is.

    \b
    timeline sql --dialect bigquery --table gdelt --actor Serbia --since 2023 --limit 100
    timeline sql --dialect trino --table lake.feeds.event --kind assault country:Sudan
    timeline sql --actor Serbia | duckdb

    The table has the columns of a world's Parquet files; first_day and last_day count days from 1970-01-01. Names are
    looked up in the files that --file names. `certain` says whether an event surely lies in the period that is asked.

    With --table gdelt the statement asks for GDELT's codes, in BigQuery's public copy: countries and kinds by code,
    others by name. Not promised there: names are compared in any case, but with their accents; an act told from both
    sides is two rows; what an import refuses is found. Statements of DuckDB and Spark are tested by running them, those
    of other dialects only by reading them back.
    """
    from timeline.cli.console import write
    from timeline.query import dialect as dialects
    from timeline.query import gdelt
    from timeline.query.flat import COLUMNS, FLAT
    from timeline.query.statement import statement
    from timeline.store.select import column, resolve

    dialects.needed()
    wanted = dialects.known(dialect)
    session = Session(which)
    query = resolve(session.query(which, order), session.files)
    if table == "gdelt":
        names = "SELECT folded FROM actor_name WHERE actor = ?"
        shape = gdelt.Gdelt(lambda actor: [name for (name,) in column(session.files, names, (actor,))])
        shape.check(query)
        asked = statement(query, gdelt.COLUMNS, shape)
        table = gdelt.TABLE if wanted == "bigquery" else table
    else:
        asked = statement(query, COLUMNS, FLAT)
    write([dialects.printed(asked.sql, asked.values, wanted, {"event": table}) + ";\n"])
