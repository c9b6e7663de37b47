"""Checks of what the register holds: the seal, the search index, the numbers, and which cases are open."""

import sqlite3
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

from klage.domain.case import Case
from klage.domain.case_number import BASE, number_text
from klage.domain.checkup import Finding, damage, warning
from klage.domain.danish import count
from klage.errors import DamagedError
from klage.store import cases, exporting, failures, seal
from klage.store.inspect.inspection import Inspection, a_few

VOCABULARY = "create virtual table temp.search_term using fts5vocab(main, search, row)"
UNLISTED = "select count(*) from temp.search_term where term not in (select word from search_word)"
STEP = 1000
"""How many cases lie between two signs of life."""

# From the end of one year to that of the year before, in two indexes: grouping would sort every case in memory.
TOO_LOW = """
with recursive
    there(id) as (
        select max(id) from complaint union all
        select (select max(id) from complaint where id < there.id / :base * :base) from there where there.id is not null),
    told(id) as (
        select max(case_id) from event union all
        select (select max(case_id) from event where case_id < told.id / :base * :base) from told where told.id is not null)
select year, highest from (
    select id / :base as year, max(id % :base) as highest from (select id from there union all select id from told)
    where id is not null group by 1)
left join number_counter using (year) where highest > coalesce(last, 0) order by year
"""
AT_ODDS = """
select c.id from complaint c
where (c.closed_at is not null) <> coalesce((
    select kind in ('afsluttet', 'sammenlagt') from closing
    where complaint_id = c.id and retracted_at is null order by at desc, id desc limit 1), 0)
order by c.id
"""
TO_DO = "Er der ikke andre fejl, så kør klage tjek --ret."


def sealed(inspection: Inspection) -> Iterator[Finding]:
    """Hold what the due list reads against the seal."""
    register = inspection.register
    with failures.understood(), register.snapshot():
        try:
            seal.verify(register.connection)
        except DamagedError:
            yield damage(
                "Seglet er brudt: Noget af det, listen over frister læser, er ændret uden om klage eller beskadiget."
            )


def search_index(inspection: Inspection) -> Iterator[Finding]:
    """Let FTS5 hold its index against its own copy of the texts, and the words against the list of words."""
    with inspection.aside() as connection, failures.understood():
        if not fts_is_whole(connection):
            yield damage("Søgeindekset er beskadiget, og en søgning kan mangle sager.", TO_DO, "search")
            return
        connection.execute(VOCABULARY)
        (missing,) = connection.execute(UNLISTED).fetchone()
    if missing:
        yield damage(
            f"Søgningen mangler {count(missing, 'ord', 'ord')} på sin liste og kan overse sager.",
            TO_DO,
            "search",
        )


def fts_is_whole(connection: sqlite3.Connection) -> bool:
    """Ask FTS5, which has to be asked as if something were written; where it may not be, believe it."""
    try:
        connection.execute("begin")
        connection.execute("insert into search (search) values ('integrity-check')")
    except sqlite3.DatabaseError as error:
        code = error.sqlite_errorcode & 0xFF
        if code == sqlite3.SQLITE_READONLY:
            return True
        if code != sqlite3.SQLITE_CORRUPT:
            raise
        return False
    finally:
        if connection.in_transaction:
            connection.execute("rollback")
    return True


def search_texts(inspection: Inspection) -> Iterator[Finding]:
    """Fold every case anew and hold it against what the search index holds of it."""
    register = inspection.register
    total = cases.count(register)
    with failures.understood(), register.snapshot():
        wrong = sum(1 for _ in _misfits(inspection, total))
    if wrong:
        yield damage(
            f"Søgeindekset passer ikke til {count(wrong, 'sag', 'sager')}, og en søgning kan overse dem.",
            TO_DO,
            "search",
        )


def _misfits(inspection: Inspection, total: int) -> Iterator[int]:
    """Yield the key of each case that the index has otherwise or not at all, or has without there being one."""
    register = inspection.register
    rows = register.rows("select rowid, text from search order by rowid")
    indexed = ((int(str(key)), 1, str(text)) for key, text in rows)
    told = ((case.id, 0, search_text(case)) for case in exporting.all_cases(register))
    for at, (key, pair) in enumerate(groupby(merge(told, indexed), itemgetter(0)), 1):
        # The order of the parts is not the same after an import as after a change, and says nothing.
        words = [sorted(text.split()) for _, _, text in pair]
        if len(words) != 2 or words[0] != words[1]:
            yield key
        if at % STEP == 0:
            inspection.on_progress(at, total)


def search_text(case: Case) -> str:
    """Return what the index should hold of a case."""
    return cases.search_text(case, case.work.texts() if case.work else ())


def numbers(inspection: Inspection) -> Iterator[Finding]:
    """See that no number that has been given can be given again."""
    for year, highest in inspection.register.rows(TOO_LOW, {"base": BASE}):
        yield damage(
            f"Tælleren for {year} står for lavt: Nummeret {number_text(int(str(year)) * BASE + int(str(highest)))} "
            "er givet, og det kan blive givet igen.",
            TO_DO,
            "numbers",
        )


def open_cases(inspection: Inspection) -> Iterator[Finding]:
    """Hold whether a case is open against its last line of closing and reopening."""
    found = [number_text(int(str(row[0]))) for row in inspection.register.rows(AT_ODDS)]
    if found:
        yield warning(
            f"Sag {a_few(found)} står som åben eller lukket i strid med sin egen historie.",
            "Se på den med klage vis NR, og luk eller genåbn den. Sig det til den, der vedligeholder klage.",
        )
