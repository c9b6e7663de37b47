"""The content of a register, to be held against what it was: all that undoing has to bring back."""

import sqlite3

from klage.store.register import Register

OUTSIDE = {"event", "event_content", "seal", "number_counter", "mark", "_sqlite_migrations"}
"""What undoing leaves alone, or what follows from the rest in another way."""

Dump = dict[str, list[tuple[object, ...]]]


def content(register: Register) -> Dump:
    """Return every row of every table by its key, without calls and closings that are retracted."""
    connection = register.connection
    return {table: _rows(connection, table) for table in _tables(connection)}


def _tables(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("select name from sqlite_schema where type = 'table' order by name")
    names = [name for (name,) in rows if name not in OUTSIDE]
    return [name for name in names if name == "search_word" or not name.startswith(("search_", "sqlite_"))]


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
    if table == "search":
        columns = ["rowid", *columns]
    counts = "where retracted_at is null" if "retracted_at" in columns else ""
    return connection.execute(f"select {', '.join(columns)} from {table} {counts} order by 1").fetchall()  # noqa: S608
