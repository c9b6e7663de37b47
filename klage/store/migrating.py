"""Bringing a register to the schema of this klage: a new one in memory, an old one in its place, copied first.

Only ``register`` imports it, and late: sqlite-utils, which runs the migrations, costs 9 bare Pythons, and only
a new register and the first opening after an upgrade need it.
"""

import sqlite3
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlite_utils import Database

from klage.domain.backup import BEFORE_MIGRATION
from klage.store import failures, schema, seal
from klage.store.backup import backups
from klage.store.file import APPLICATION_ID, VERSION, look_through, pragma, roll_back

if TYPE_CHECKING:
    from klage.store.register import Register


@cache
def empty() -> bytes:
    """Return an empty register: built in memory, it leaves no journal beside a half-made file.

    It is the same each time, and building it takes most of what creating a register does.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        _migrate(connection)
        return connection.serialize()
    finally:
        connection.close()


def bring_forward(register: "Register") -> None:
    """Make a backup and migrate the file; of several that start at once, one does both.

    The copy is made under the same lock as the migration: made before it, a second klage replaced the
    copy of the old register by one of the new.
    """
    connection = register.connection
    connection.execute("begin immediate")
    try:
        version = pragma(connection, "user_version")
        if version < VERSION:
            look_through(connection)
            _keep_as_it_was(register)
            _migrate(connection)
        connection.execute("commit")
    except BaseException as error:
        roll_back(connection)
        if isinstance(error, OSError):
            raise failures.from_os(error) from error
        raise


def _keep_as_it_was(register: "Register") -> None:
    # When the file was last changed: what is opened has no clock, and that is what the copy shows.
    changed = datetime.fromtimestamp(int(register.path.stat().st_mtime), UTC)
    backups.make(register, changed, kind=BEFORE_MIGRATION)


def _migrate(connection: sqlite3.Connection) -> None:
    schema.migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"pragma user_version = {VERSION}")
    seal.store(connection)
