"""Checks of the file itself: its header, pages, references, structure and guards."""

import re
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing

from klage.domain.checkup import Finding, damage, hint, warning
from klage.domain.danish import count
from klage.errors import DamagedError
from klage.store import failures
from klage.store.file import NOT_A_REGISTER, VERSION, look_at_file
from klage.store.inspect.inspection import Inspection, journal_of, size_of

MAGIC = b"SQLite format 3\0"
MOST_FAULTS = 100
"""How many faults SQLite is asked for; one is enough to distrust the file."""

Schema = dict[tuple[str, str], str]
"""The text of each table, index, trigger and view by its kind and name."""

KINDS = {"table": "Tabellen", "index": "Indekset", "trigger": "Vagten", "view": "Visningen"}

_SCHEMA = """
select type, name, sql from sqlite_master
where sql is not null and name not like 'sqlite\\_%' escape '\\' and name <> '_sqlite_migrations'
"""

GUARDED = (
    ("ændres", "update event set actor = 'en anden'"),
    ("slettes", "delete from event"),
    ("erstattes", "insert or replace into event select * from event"),
    ("ændres", "update event_content set content = '[1]'"),
    ("erstattes", "insert or replace into event_content select * from event_content"),
)
"""What must be refused in the history, and the word for it."""


def header(inspection: Inspection) -> Iterator[Finding]:
    """Look at the first hundred bytes and the size, which no SQLite is needed for.

    Source: https://www.sqlite.org/fileformat2.html#the_database_header.
    """
    try:
        look_at_file(inspection.path)
    except DamagedError as error:
        yield damage(error.sentence)
        return
    with inspection.path.open("rb") as file:
        first = file.read(100)
    yield from _header_faults(first, inspection.path.stat().st_size)


def _header_faults(first: bytes, size: int) -> Iterator[Finding]:
    if len(first) < 100 or not first.startswith(MAGIC):
        yield damage(NOT_A_REGISTER)
        return
    (page,) = struct.unpack(">H", first[16:18])
    page = 65536 if page == 1 else page
    changed, pages, valid_for = struct.unpack(">I", first[24:28])[0], *struct.unpack(">I60xI", first[28:96])
    if page < 512 or page & (page - 1):
        yield damage("Filens første side er ødelagt: Den siger ikke, hvor store siderne er.")
    elif changed == valid_for and size < pages * page:
        lacks = f"{pages * page - size:,}".replace(",", ".")
        yield damage(f"Filen er for kort. Der mangler {lacks} byte i slutningen.")


def pages(inspection: Inspection) -> Iterator[Finding]:
    """Let SQLite look at every page and every index entry, and at the rules of each column."""
    yield from _as_finding(inspection, f"pragma integrity_check({MOST_FAULTS})")


def pages_quickly(inspection: Inspection) -> Iterator[Finding]:
    """Let SQLite look at every page, but not hold the indexes against the tables."""
    yield from _as_finding(inspection, f"pragma quick_check({MOST_FAULTS})")


def _as_finding(inspection: Inspection, sql: str) -> Iterator[Finding]:
    told = list(_told(inspection, sql))
    if told == ["ok"]:
        return
    where = sorted({int(page) for line in told for page in re.findall(r"\bpage (\d+)", line)})
    names = sorted({name for line in told for name in re.findall(r"(?:index|in|for) (\w+)$", line)})
    places = [
        f"på side {', '.join(map(str, where[:5]))}" if where else "",
        f"i {', '.join(names[:5])}" if names else "",
    ]
    more = "mindst " if len(told) >= MOST_FAULTS else ""
    at = " ".join(filter(None, [f"Filen har {more}{count(len(told), 'skade', 'skader')}", *places]))
    yield damage(f"{at}.")


def _told(inspection: Inspection, sql: str) -> Iterator[str]:
    """Yield the lines of a check; what it said before it met a page it could not go past is kept."""
    told = 0
    try:
        for (text,) in inspection.register.rows(sql):
            told += 1
            yield from str(text).splitlines()
    except DamagedError:
        if not told:
            raise


def references(inspection: Inspection) -> Iterator[Finding]:
    """Find rows that point at something that is not there."""
    found = [str(row[0]) for row in inspection.register.rows("pragma foreign_key_check")]
    for table in sorted(set(found)):
        number = count(found.count(table), "række", "rækker")
        yield damage(f"{number} i tabellen {table} peger på noget, der ikke findes.")


def version(inspection: Inspection) -> Iterator[Finding]:
    """Say that the register will be brought forward, and find what is newer than it says."""
    found = inspection.version
    if found < VERSION:
        yield hint(
            "Registret er fra en ældre udgave af klage.",
            "Det bliver bragt frem, næste gang du bruger klage. Der bliver taget en kopi først.",
        )


def structure(inspection: Inspection) -> Iterator[Finding]:
    """Hold the text of every table, index and trigger against what the migrations make."""
    found, wanted = _schema_of(inspection.register.connection), _as_migrated()
    for kind, name in sorted(wanted.keys() - found.keys()):
        yield damage(f"{_named(kind, name)} mangler.")
    for kind, name in sorted(wanted.keys() & found.keys()):
        if found[kind, name] != wanted[kind, name]:
            yield damage(f"{_named(kind, name)} er ændret uden om klage.")
    for kind, name in sorted(found.keys() - wanted.keys()):
        message = f"{_named(kind, name)} er ikke klages."
        # A foreign trigger may change what klage writes; a table or an index only takes room.
        yield (
            damage(message)
            if kind == "trigger"
            else warning(message, "Den er lavet af et andet program. Spørg den, der har gjort det.")
        )


def _named(kind: str, name: str) -> str:
    return f"{KINDS.get(kind, kind)} {name}"


def _schema_of(connection: sqlite3.Connection) -> Schema:
    with failures.understood():
        rows = connection.execute(_SCHEMA).fetchall()
    # A newer SQLite may set other blanks where a migration adds a column.
    return {(str(kind), str(name)): " ".join(str(sql).split()) for kind, name, sql in rows}


def _as_migrated() -> Schema:
    from sqlite_utils import Database

    from klage.store import schema

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrations.apply(Database(connection, execute_plugins=False))
        return _schema_of(connection)


def guards(inspection: Inspection) -> Iterator[Finding]:
    """Try in memory, with the file's own tables and triggers, whether the history refuses to be changed."""
    with failures.understood():
        texts = inspection.register.connection.execute(
            "select sql from sqlite_master where tbl_name in ('event', 'event_content') and sql is not null"
            " order by type = 'trigger'"
        ).fetchall()
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as trial:
            for (text,) in texts:
                trial.execute(text)
            trial.execute("insert into event values (1, 1, '', '', '', null, null, x'', x'')")
            trial.execute("insert into event_content values (1, x'', '[]')")
            passed = [word for word, attack in GUARDED if _passes(trial, attack)]
    for word in dict.fromkeys(passed):
        yield damage(f"Historikken kan {word}: Det, der skal forhindre det, virker ikke.")


def _passes(trial: sqlite3.Connection, attack: str) -> bool:
    try:
        trial.execute("begin")
        trial.execute(attack)
    except sqlite3.IntegrityError:
        return False
    finally:
        if trial.in_transaction:
            trial.execute("rollback")
    return True


def journal(inspection: Inspection) -> Iterator[Finding]:
    """Say that a broken-off change was rolled back, and find what another mode of SQLite has left."""
    inspection.register.one("select count(*) from sqlite_master")
    if inspection.had_journal and not journal_of(inspection.path):
        yield hint(
            "En ændring er blevet afbrudt, før den var gemt, og den er rullet tilbage.",
            "Se efter, om det, du sidst skrev, er der.",
        )
    log = inspection.path.with_name(f"{inspection.path.name}-wal")
    if size_of(log):
        yield hint(
            f"Ved siden af registret ligger {log.name}, som ikke er klages.",
            "Et andet program har haft registret åbent. Lad den ligge, til det program er lukket.",
        )
