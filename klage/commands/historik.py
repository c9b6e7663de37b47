"""The history as a story: who, when it happened, when it was noted, and what changed from what to what."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.showing import instants
from klage.danish_cli import command_help
from klage.domain import danish, records, telling
from klage.domain.case_number import number_text
from klage.domain.records import RECORDS, Names, json_key
from klage.domain.telling import Change
from klage.errors import InvalidValueError
from klage.output import show
from klage.output.listing import Cell, Column, Listing
from klage.output.page import Field, Page, Section
from klage.output.safe import one_line
from klage.store import cases, story
from klage.store.authors import UNKNOWN_TO

if TYPE_CHECKING:
    from datetime import datetime

    from klage.session import Session
    from klage.store.story import Entry, Summary, Ties

NEWEST = 50
ERASED = "Det, der stod her, er slettet ved anonymisering."


@command_help("""
    Eksempler:

      klage historik 42
      klage historik

    Med et nummer fortælles alt, hvad der er sket med sagen: hvem, hvornår det
    skete, hvornår det blev noteret, og hvad der blev ændret fra hvad til hvad.
    Uden nummer vises det nyeste i registret, og --kontor viser kontorets egne
    ændringer. Navn og fritekst er kun med på skærmen eller med --med-navne.
""")
def historik(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="Sagens nummer, fx 42.", show_default=False)
    ] = None,
    office: Annotated[bool, typer.Option("--kontor", help="Vis kontorets egne ændringer.")] = False,
    newest: Annotated[
        int, typer.Option("--antal", metavar="TAL", min=1, max=100_000, help="Hvor mange af de nyeste.")
    ] = NEWEST,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show what has happened to a case, to the office, or to the register as a whole."""
    session: Session = ctx.obj
    style = options.style_of(session, json=json, csv=csv, plain=plain)
    if number is not None and office:
        raise InvalidValueError("Skriv enten et sagsnummer eller --kontor.")
    if number is None and not office:
        found = _listing(session, story.newest(session.register, newest))
        options.show(session, found, json=json, csv=csv, plain=plain, names=names)
        return
    if csv:
        raise InvalidValueError("--csv skriver listen over det nyeste. En sags historik vises med --json.")
    if number is not None:
        title, entries = _of_case(session, number)
    else:
        title, entries = "Kontorets historik", story.of_office(session.register, newest)
    if style == "json":
        objects = [event_object(entry, names=names) for entry in entries]
        show.show_object(objects, stream=sys.stdout)
        return
    shown = names or sys.stdout.isatty()
    sections = [event_section(entry, names=shown) for entry in entries]
    none = Section(paragraphs=["Der er ingen ændringer endnu."])
    options.show_page(session, Page(title, sections or [none]), plain=style == "plain", names=names)


def _of_case(session: "Session", number: str) -> "tuple[str, list[Entry]]":
    """Return a title and the story of a case, also of one that was undone and is not there any more."""
    key = options.case_key(session, number)
    entries = story.of_case(session.register, key)
    if not entries:
        cases.require(session.register, key)
    there = cases.exists(session.register, key)
    return f"Historik for sag {number_text(key)}{'' if there else ' (registreringen er fortrudt)'}", entries


# --- the story -------------------------------------------------------------------------------------


def event_section(entry: "Entry", *, names: bool) -> Section:
    """Return an event with its changes; one that undoes another says which, and does not repeat it."""
    if entry.ties.about is not None:
        verb = "Fortrudt" if entry.ties.is_undoing else "Gjort igen"
        when = danish.long_instant(entry.ties.about.at)
        return Section(_heading(entry), fields=[Field(verb, f"klage {entry.ties.about.command}, {when}")])
    if entry.changes is None:
        return Section(_heading(entry), paragraphs=[ERASED])
    noted = None if entry.command in UNKNOWN_TO else entry.at
    fields = [field for change in entry.changes for field in _fields(change, noted, entry.names, names=names)]
    return Section(_heading(entry), fields=fields)


def _heading(entry: "Entry") -> str:
    """Return ``Fredag 20. november 2026 kl. 10.00, inge: klage opkald``, and that it was undone."""
    who = f", {one_line(entry.actor)}" if entry.actor else ""
    undone_at = entry.ties.undone_at
    undone = f" (fortrudt {danish.long_instant(undone_at)})" if undone_at else ""
    when = danish.long_instant(entry.at)
    return f"{when[0].upper()}{when[1:]}{who}: klage {one_line(entry.command)}{undone}"


def _fields(change: Change, at: "datetime | None", called: Names, *, names: bool) -> Iterable[Field]:
    """Return a change as labels and values; what may identify the citizen is withheld without names."""
    is_update = telling.action(change) == "changed"
    for line in telling.lines(change, at, called):
        if names or not line.personal:
            yield Field(line.label, line.text)
        elif is_update:
            yield Field(line.label, telling.WITHHELD)


# --- JSON ------------------------------------------------------------------------------------------


def event_object(entry: "Entry", *, names: bool) -> dict[str, object]:
    """Return an event with its changes as JSON has it."""
    about = entry.ties.about
    noted = None if entry.command in UNKNOWN_TO else entry.at
    return {
        "group": entry.group,
        **instants("at", entry.at),
        "actor": entry.actor or None,
        "command": entry.command,
        "case_no": None if entry.case_id is None else number_text(entry.case_id),
        "undoes": about.number if about and entry.ties.is_undoing else None,
        "does_again": about.number if about and not entry.ties.is_undoing else None,
        **instants("undone_at", entry.ties.undone_at),
        "erased": entry.changes is None,
        "changes": [_change(change, noted, entry.names, names=names) for change in entry.changes or ()],
    }


def _change(change: Change, at: "datetime | None", called: Names, *, names: bool) -> dict[str, object]:
    happened, noted = telling.times(change, at) or (None, None)
    before, after = change.before or {}, change.after or {}
    touched = [field for field in RECORDS[change.table].fields if field.key in {**before, **after}]
    return {
        "table": change.table,
        "action": telling.action(change),
        **instants("happened_at", happened),
        **instants("noted_at", noted),
        "fields": {
            json_key(field): {
                "before": records.plain(before.get(field.key), field, called),
                "after": records.plain(after.get(field.key), field, called),
            }
            for field in touched
            if names or not field.personal
        },
        "withheld": [json_key(field) for field in touched if field.personal and not names],
    }


# --- the newest groups -----------------------------------------------------------------------------


def _listing(session: "Session", found: "list[Summary]") -> Listing:
    now = session.now
    return Listing(
        columns=(
            Column("group", "Nr.", "number"),
            Column("at", "Hvornår", "instant", screen=lambda at: danish.brief_instant(at, now)),
            Column("actor", "Hvem", spare=True, flexible=True),
            Column("command", "Kommando", screen=lambda command: f"klage {command}"),
            Column("case_no", "Sag", only="data"),
            Column("cases", "Sager", "number", only="data"),
            Column("what", "Sag", only="screen"),
            Column("undoes", "Fortryder", "number", only="data"),
            Column("does_again", "Gør igen", "number", only="data"),
            Column("undone_at", "Fortrudt den", "instant", only="data"),
            Column("note", "Bemærk", only="screen", flexible=True),
        ),
        rows=[_row(session, summary) for summary in found],
        things=("ændring", "ændringer"),
        empty="Der er ikke skrevet noget i registret endnu.",
    )


def _row(session: "Session", summary: "Summary") -> tuple[Cell, ...]:
    group, ties = summary.group, summary.ties
    first = number_text(summary.cases[0]) if summary.cases else None
    many = danish.count(summary.case_count, "sag", "sager")
    return (
        group.number,
        group.at,
        group.actor or None,
        group.command,
        first if summary.case_count == 1 else None,
        summary.case_count,
        first if summary.case_count == 1 else many if summary.case_count else "kontoret",
        ties.about.number if ties.about and ties.is_undoing else None,
        ties.about.number if ties.about and not ties.is_undoing else None,
        ties.undone_at,
        _note(session, ties),
    )


def _note(session: "Session", ties: "Ties") -> str | None:
    if ties.undone_at is not None:
        return f"fortrudt {danish.brief_instant(ties.undone_at, session.now)}"
    if ties.about is None:
        return None
    return f"{'fortrød' if ties.is_undoing else 'gjorde igen'} nr. {ties.about.number}"
