"""What ``tjek --ret`` may mend: what can be made anew from the cases, and what never was part of them.

Never the seal: a seal made anew would vouch for whatever has been changed. Never a row, a trigger or the history:
there the backup is the answer.
"""

import stat
from collections.abc import Callable
from pathlib import Path

from klage.domain.case_number import BASE
from klage.domain.danish import count
from klage.store import cases, exporting, failures, place, search
from klage.store.inspect.content import TOO_LOW, search_text
from klage.store.register import Register
from klage.store.writing import Writer

CHUNK = 1000


def permissions(path: Path) -> str:
    """Let only the owner at the register's files and at the folders that are its own."""
    wide = [each for each in (*place.companions(path), *place.folders(path)) if place.is_open(each)]
    try:
        for each in wide:
            each.chmod(stat.S_IMODE(each.stat().st_mode) & 0o700)
    except OSError as error:
        raise failures.from_os(error) from error
    return f"Adgangen er lukket for andre til {count(len(wide), 'fil eller mappe', 'filer og mapper')}."


def leftovers(path: Path) -> str:
    """Remove half-made registers."""
    left = place.stale(path)
    try:
        for each in left:
            each.unlink(missing_ok=True)
    except OSError as error:
        raise failures.from_os(error) from error
    return f"{count(len(left), 'halv fil', 'halve filer')} er slettet."


def search_index(writer: Writer, register: Register) -> str:
    """Make the search index and its words anew from the cases; the cases are not touched."""
    connection = writer.connection
    (table,) = connection.execute("select sql from sqlite_master where name = 'search'").fetchone()
    # Emptying a damaged index would have to read it.
    connection.execute("drop table search")
    connection.execute(table)
    connection.execute("delete from search_word")
    search.gather(connection, many=True)
    documents: list[tuple[int, str]] = []
    known: set[str] = set()
    total = 0
    for case in exporting.all_cases(register):
        documents.append((case.id, search_text(case)))
        if len(documents) == CHUNK:
            search.index_many(connection, documents, known)
            total, documents = total + len(documents), []
    search.index_many(connection, documents, known)
    search.gather(connection, many=False)
    return f"Søgeindekset er lavet forfra af {count(total + len(documents), 'sag', 'sager')}."


def numbers(writer: Writer, register: Register) -> str:
    """Set each year's counter to the highest number that has been given."""
    found = list(register.rows(TOO_LOW, {"base": BASE}))
    for year, highest in found:
        cases.reserve_number(writer, int(str(year)) * BASE + int(str(highest)))
    return f"Tælleren er sat op for {count(len(found), 'år', 'år')}."


OF_FILES: dict[str, Callable[[Path], str]] = {"permissions": permissions, "leftovers": leftovers}
"""What is mended without opening the register."""

OF_REGISTER: dict[str, Callable[[Writer, Register], str]] = {"search": search_index, "numbers": numbers}
"""What is mended in a transaction of its own; the seal is held against it first."""
