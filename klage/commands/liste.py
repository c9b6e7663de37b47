"""The list of cases, filtered."""

import sys
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage import clock
from klage.commands import options
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.calendar import dates
from klage.domain.case_number import number_text
from klage.domain.matching import THEMES_AT, code_for
from klage.domain.phone import shown
from klage.domain.vocabulary import ADDRESSEE_LEVELS, CHANNELS, COMPLAINT_KINDS, OUTCOMES
from klage.errors import InvalidValueError, NotFoundError
from klage.output.listing import Cell, Column, Listing, Stream
from klage.store import listing as stored
from klage.store import office

if TYPE_CHECKING:
    from datetime import datetime

    from klage.session import Session


@command_help("""
    Eksempler:

      klage liste
      klage liste --alle --afdeling Jobcenter --tema vejledning --fra 1.1.2026
      klage liste --alle --xlsx sager.xlsx

    Uden tilvalg vises de åbne sager, den nyeste først.
""")
def liste(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--alle", help="Vis både åbne og afsluttede sager.")] = False,
    closed: Annotated[bool, typer.Option("--afsluttede", help="Vis kun afsluttede sager.")] = False,
    department: Annotated[
        str | None, typer.Option("--afdeling", metavar="NAVN", help="Kun sager om denne afdeling.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="formalitet, realitet, blandet, uafklaret.")
    ] = None,
    theme: Annotated[
        str | None, typer.Option("--tema", metavar="TEMA", help="Kun sager med dette tema.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--fra", metavar="DATO", help="Modtaget denne dag eller senere.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Modtaget senest denne dag.")
    ] = None,
    unjournalised: Annotated[
        bool, typer.Option("--uden-journalnr", help="Klager uden journalnummer, også de afsluttede.")
    ] = False,
    text: Annotated[
        str | None, typer.Option("--tekst", metavar="-", help="Kun sager med ordene fra standardinput.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FIL", help="Skriv listen som en Excel-fil.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat Excel-filen.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show the cases that fit the filters, the newest receipt first."""
    session: Session = ctx.obj
    options.style_of(session, json=json, csv=csv, plain=plain)
    if everything and closed:
        raise InvalidValueError("Vælg enten --alle eller --afsluttede.")
    if xlsx is not None and (json or csv or plain):
        raise InvalidValueError("Vælg kun én af --xlsx, --json, --csv og --plain.")
    if overwrite and xlsx is None:
        raise InvalidValueError("--overskriv hører til --xlsx FIL.")
    filters = stored.Filters(
        is_open=None if everything or (unjournalised and not closed) else not closed,
        department=_department(session, department),
        complaint_kind=code_for(kind, COMPLAINT_KINDS, "Typen") if kind else None,
        theme=code_for(theme, office.theme_labels(session.register), "Temaet", see=THEMES_AT)
        if theme
        else None,
        start=day_bound(session, first),
        end=day_bound(session, last, end=True),
        text=options.piped_text(text, session, "Hvilke ord skal sagen indeholde?", kept=False),
        without_journal_no=unjournalised,
    )
    check_period(filters.start, filters.end)
    waiting = stored.with_waiting_concern(session.register, filters)
    warn(session, waiting, to_screen=sys.stdout.isatty() and not (json or csv))
    lines = stored.find(session.register, filters)
    found = listing(session, lines, empty=_empty(filters), title=period(filters.start, filters.end))
    if xlsx is not None:
        from klage.commands import liste_xlsx  # a list on the screen does not pay for it

        liste_xlsx.write(session, found.held(), xlsx, names=names, overwrite=overwrite)
        return
    options.show(session, found, json=json, csv=csv, plain=plain, names=names)


def _empty(filters: stored.Filters) -> str:
    """Return what an empty list says: that it is empty, and what would fill it."""
    if filters == stored.Filters():
        return "Der er ingen sager i registret endnu. Registrér en med klage ny."
    if filters.is_open is None:
        return "Ingen sager passer. Prøv med færre tilvalg."
    if filters == stored.Filters(is_open=True):
        return "Ingen åbne sager. Registrér en med klage ny, eller se klage liste --alle."
    return "Ingen sager passer. Se dem alle med klage liste --alle."


def warn(session: "Session", lines: list[stored.Line], *, to_screen: bool) -> None:
    """Say on top of the list which open cases are about a child."""
    waiting = [line for line in lines if line.has_waiting_concern]
    options.warn_of_children(session, [(line.id, line.received_at) for line in waiting], to_screen=to_screen)


def check_period(start: "datetime | None", end: "datetime | None") -> None:
    """See that a period has a day in it.

    Raises:
        InvalidValueError: It ends before it begins.
    """
    if start and end and start >= end:
        raise InvalidValueError("--fra ligger efter --til. Byt dem om.")


def period(start: "datetime | None", end: "datetime | None") -> str | None:
    """Say back which days were understood, or nothing where none were asked for."""
    day = timedelta(days=1)
    parts = [
        f"fra {danish.long_day(clock.to_local(start))}" if start else "",
        f"til og med {danish.long_day(clock.to_local(end).date() - day)}" if end else "",
    ]
    return f"Modtaget {' '.join(part for part in parts if part)}" if any(parts) else None


def listing(
    session: "Session",
    lines: Iterable[stored.Line],
    *,
    empty: str,
    title: str | None = None,
    note: str | None = None,
) -> Stream:
    """Return cases as rows, which come one at a time."""
    now = session.now
    columns = (
        Column("case_no", "Sag"),
        Column("received_at", "Modtaget", "instant", screen=partial(danish.brief_instant, now=now)),
        Column("state", "Status", screen=str, only="screen", spare=True),
        Column("department", "Afdeling", flexible=True, spare=True),
        Column("complaint_kind", "Type", "code", labels=COMPLAINT_KINDS, spare=True),
        Column("themes", "Temaer", "list", labels=office.theme_labels(session.register), only="data"),
        Column("addressee_level", "Adressat", "code", labels=ADDRESSEE_LEVELS, only="data"),
        Column("channel", "Kanal", "code", labels=CHANNELS, only="data"),
        Column("citizen_name", "Navn", personal=True, flexible=True),
        Column("phone", "Telefon", personal=True, screen=shown, only="data"),
        Column("summary", "Klage", personal=True, flexible=True, long=True),
        Column("child_concern", "Underretning", "flag", only="data"),
        Column("journal_no", "Journalnr.", only="data"),
        Column("closed_at", "Afsluttet", "instant", only="data"),
        Column("outcome", "Resultat", "code", labels=OUTCOMES, only="data"),
        Column("answered_on", "Svar sendt", "date", only="data"),
        Column("merged_into", "Lagt sammen med", only="data"),
        Column("anonymised_at", "Anonymiseret", "instant", only="data"),
    )
    told = Listing(columns, (), empty, title=title, note=note, whole="klage vis NR", things=("sag", "sager"))
    return Stream(told, map(_row, lines))


def _row(line: stored.Line) -> tuple[Cell, ...]:
    return (
        number_text(line.id),
        line.received_at,
        _state(line),
        line.department,
        line.complaint_kind,
        line.themes,
        line.addressee_level,
        line.channel,
        line.citizen_name,
        line.phone,
        line.summary,
        line.child_concern,
        line.journal_no,
        line.closed_at,
        line.outcome,
        line.answered_on,
        number_text(line.merged_into) if line.merged_into else None,
        line.anonymised_at,
    )


def _state(line: stored.Line) -> str:
    if line.anonymised_at is not None:
        return "anonymiseret"
    if line.merged_into is not None:
        return f"lagt sammen med {number_text(line.survivor)}"
    if line.closed_at is not None:
        return "afsluttet"
    return "åben, underretning" if line.has_waiting_concern else "åben"


def _department(session: "Session", typed: str | None) -> str | None:
    """Return the department that is meant.

    Raises:
        NotFoundError: There is none of that name; the sentence names the nearest.
    """
    if typed is None:
        return None
    found = office.department_named(session.register.connection, typed)
    if found:
        return found[1]
    from klage.domain.matching import near_names, or_list

    near = near_names(typed, [department.name for department in office.departments(session.register)])
    advice = f"Mente du {or_list(near)}?" if near else "Se dem med klage kontor afdelinger."
    raise NotFoundError(f"Den afdeling kendes ikke. {advice}")


def day_bound(session: "Session", text: str | None, *, end: bool = False) -> "datetime | None":
    """Return the instant at which a Danish day begins, or at which it has ended."""
    if text is None:
        return None
    from datetime import datetime, time

    day = dates.parse_day(text, session.today, direction="past")
    return clock.local_day_bounds(datetime.combine(day, time()))[end]
