"""Counting the tables of the report, and listing the units behind one figure."""

# ruff: noqa: S608 -- every piece of SQL here is ours; values are parameters
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from klage.domain.statistics.figures import NOT_STATED_CODE, Tally
from klage.errors import InvalidValueError
from klage.store.register import Register
from klage.store.report.sources import Table
from klage.store.report.tables import GROUPS, TABLES

Bounds = Mapping[str, str]
"""The parameters of a query; see ``sources``."""


class Unit(NamedTuple):
    """One unit behind a figure; a lesson may have several cases, and then no department or kind.

    ``at`` is when it happened, an instant or a day as it is stored.
    """

    cases: tuple[int, ...]
    at: str
    department: str | None = None
    complaint_kind: str | None = None


def tallies(register: Register, tables: Sequence[Table], bounds: Bounds) -> dict[str, Tally]:
    """Return how many units have each code, for tables of one source, in one pass over it.

    The rows are counted here and not with ``group by``, which would sort a million of them: this takes
    half the time, and no more memory than there are different codes together.
    """
    found = Counter(register.rows(select(tables), bounds))
    return {table.key: _tally(found, place) for place, table in enumerate(tables)}


def select(tables: Sequence[Table]) -> str:
    """Return the SQL of one row a unit: each table's code, ``''`` where it is not stated, null if not counted."""
    source = tables[0].source
    codes = ", ".join(f"case when {table.where} then coalesce({table.code}, '') end" for table in tables)
    return f"{source.ctes} select {codes} from {source.sql}"


def _tally(found: Mapping[tuple[object, ...], int], place: int) -> Tally:
    tally: dict[str | None, int] = {}
    for codes, n in found.items():
        if codes[place] is not None:
            code = str(codes[place]) or None
            tally[code] = tally.get(code, 0) + n
    return tally


def behind(register: Register, key: str, bounds: Bounds) -> Iterator[Unit]:
    """Yield the units behind a figure, in the order in which they happened.

    Args:
        register: The register.
        key: ``departments.Jobcenter``; ``departments.-`` is what is not stated, and ``calls`` is all calls.
        bounds: The period, and when the report is made.

    Raises:
        InvalidValueError: There is no table of that name.
    """
    table = table_of(key)
    _, _, code = key.partition(".")
    codes = GROUPS.get(table.key, {}).get(code, (code,)) if code else ()
    chosen = {"codes": _json(["" if code == NOT_STATED_CODE else code for code in codes])}
    fits = f"cast(coalesce({table.code}, '') as text) in (select value from json_each(:codes))"
    source = table.source
    rows = register.rows(
        f"{source.ctes} select cases, at, d.name, x.complaint_kind from (select {source.case} as cases,"
        f" {source.at} as at, {table.where} as counts, {fits} as fits from {source.sql})"
        # The keys of several cases are no number, so they meet none here.
        " left join complaint x on x.id = cases left join department d on d.id = x.department_id"
        " where counts and (fits or :all) order by at, cases",
        {**bounds, **chosen, "all": not codes},
    )
    for cases, at, department, kind in rows:
        keys = tuple(int(case) for case in str(cases or "").split(",") if case)
        yield Unit(keys, str(at), _text(department), _text(kind))


def unit_words(key: str) -> tuple[str, str]:
    """Return what one and several of the units behind a figure are called in Danish."""
    name = key.partition(".")[0]
    return ("sag", "sager") if name == "trend" else table_of(key).source.unit


def table_of(key: str) -> Table:
    """Return the table that a figure stands in.

    Raises:
        InvalidValueError: There is none.
    """
    table = TABLES.get(key.partition(".")[0])
    if table is None:
        raise InvalidValueError(
            "Det tal kendes ikke. Hvert tal har sin nøgle i klage rapport --json, fx departments.Jobcenter."
        )
    return table


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _json(codes: list[str]) -> str:
    import json

    return json.dumps(codes)
