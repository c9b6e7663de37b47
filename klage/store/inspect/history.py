"""Checks of the history: the chain, what is kept of it elsewhere, and the tables held against it."""

from collections.abc import Iterator
from itertools import islice

from klage.domain.case_number import number_text
from klage.domain.checkup import Finding, damage
from klage.domain.danish import count
from klage.store import history, writing
from klage.store.inspect import retelling
from klage.store.inspect.inspection import Inspection, a_few

# Both halves once: asked event by event, a register of 100,000 took minutes.
UNEXPLAINED = """
with gone as materialized (
    select id, case_id from event where id not in (select event_id from event_content)),
forgotten as materialized (
    select case_id, max(id) as last from event where command = :forget group by case_id)
select count(*) from gone left join forgotten using (case_id)
where gone.id > coalesce(iif(gone.case_id is null, (select max(last) from forgotten), last), 0)
"""
ORPHANS = "select count(*) from event_content where event_id not in (select id from event)"

MOST = 1000
"""So many differences are enough to know that the file is not to be trusted."""

NAMES = {
    "complaint": "sagens oplysninger",
    "point": "klagepunkter",
    "call": "opkald",
    "closing": "lukninger",
    "appeal": "klagen over afgørelsen",
    "step": "løfter",
    "mediation": "mægling",
    "journey_event": "klagerejsen",
    "unit_contact": "kontakt med afdelingen",
    "lesson_case": "læringspunkter",
    "example": "eksempler",
    "department": "afdelinger",
    "theme": "temaer",
    "policy": "ordningen",
    "opening_hours": "åbningstid",
    "closing_day": "lukkedage",
    "ambassador": "ambassadører",
    "setting": "indstillinger",
    "mediator": "mæglere",
    "base_number": "grundtal",
    "imported_file": "importerede filer",
    "lesson": "læringspunkter",
    "action": "handlinger",
    "recommendation": "anbefalinger",
}
"""What the user calls the rows of each table."""

HOW = {"changed": "ændret", "added": "lagt til", "removed": "fjernet"}


def chain(inspection: Inspection) -> Iterator[Finding]:
    """Follow the chain of events from the first to the last."""
    yield from map(damage, history.problems(inspection.register.connection))


def contents(inspection: Inspection) -> Iterator[Finding]:
    """Find contents that are gone although no later event says that they were erased."""
    gone = inspection.count(UNEXPLAINED, writing.FORGETS)
    if gone:
        yield damage(
            f"Indholdet af {count(gone, 'hændelse', 'hændelser')} i historikken er væk, uden at noget er anonymiseret."
        )
    loose = inspection.count(ORPHANS)
    if loose:
        yield damage(
            f"Historikken har {count(loose, 'indhold', 'indhold')} uden en hændelse: Noget er fjernet fra den."
        )


def kept_heads(inspection: Inspection) -> Iterator[Finding]:
    """Hold the history against what the morning list noted of it, the last time it ran."""
    row = inspection.register.one("select detail from mark where name = 'cron'")
    events, _, digits = str(row[0] if row else "").partition(" ")
    if not events.isdecimal():
        return  # it has not run, or it was an older klage that did
    if not history.holds(inspection.register.connection, int(events), digits):
        yield damage(
            "Historikken er ikke den, som morgenlisten sidst så: Dens slutning er skåret af eller skrevet om."
        )


def tables(inspection: Inspection) -> Iterator[Finding]:
    """Hold every row against the history, and name the cases where they differ."""
    found = list(islice(retelling.differences(inspection.register), MOST))
    kinds = sorted({(each.case_id is None, each.table, each.what) for each in found})
    for is_office, table, what in kinds:
        cases = dict.fromkeys(
            number_text(each.case_id)
            for each in found
            if each.case_id is not None and (each.table, each.what) == (table, what)
        )
        name = NAMES.get(table, table)
        where = "Kontorets" if is_office else f"Sag {a_few(cases)}"
        message = f"{where} {name} er" if is_office else f"{where}: {name} er"
        yield damage(f"{message} {HOW[what]} uden om klage.")
