"""``klage kontor afdelinger`` and ``ambassadoerer``: the departments, and who sees to it that they learn."""

from datetime import date
from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import day_from, only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.office_words import line_from
from klage.errors import NotFoundError
from klage.output.listing import Cell, Column, Listing
from klage.session import Session
from klage.store import departments, office, office_changes
from klage.store.office import Ambassador


@command_help("""
    Eksempler:

      klage kontor afdelinger
      klage kontor afdelinger --ny "Jobcenter Nord"
      klage kontor afdelinger --omdoeb "Jobcenter Nord" "Jobcenter"
      klage kontor afdelinger --nedlaeg Jobcenter

    En afdeling oprettes også, når den nævnes i en klage. En nedlagt afdeling
    bliver stående i de gamle sager.
""")
def afdelinger(
    ctx: typer.Context,
    new: Annotated[str | None, typer.Option("--ny", metavar="NAVN", help="Opret en afdeling.")] = None,
    rename: Annotated[
        tuple[str, str] | None,
        typer.Option("--omdoeb", "--omdøb", metavar="NAVN NYT", help="Giv en afdeling et nyt navn."),
    ] = None,
    retire: Annotated[
        str | None, typer.Option("--nedlaeg", "--nedlæg", metavar="NAVN", help="Tag en afdeling ud af brug.")
    ] = None,
    revive: Annotated[
        str | None, typer.Option("--genopliv", metavar="NAVN", help="Tag en nedlagt afdeling i brug igen.")
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List or change the departments."""
    session: Session = ctx.obj
    only_one(
        {
            "--ny": new,
            "--omdoeb": rename,
            "--nedlaeg": retire,
            "--genopliv": revive,
            "--json": json,
            "--csv": csv,
        }
    )
    if new is not None:
        _add(session, line_from(new, "--ny"))
    elif rename is not None:
        _rename(session, rename[0], line_from(rename[1], "Det nye navn"))
    elif retire is not None:
        _set_active(session, retire, active=False)
    elif revive is not None:
        _set_active(session, revive, active=True)
    else:
        options.show(session, department_list(session), json=json, csv=csv, plain=plain, names=False)


def department_list(session: Session) -> Listing:
    """Return the departments in Danish order with the number of cases that concern them."""
    counts = departments.case_counts(session.register)
    found = sorted(office.departments(session.register), key=lambda d: danish.sort_key(d.name))
    return Listing(
        columns=(
            Column("name", "Afdeling", flexible=True),
            Column("active", "I brug", "flag"),
            Column("cases", "Sager", "number"),
        ),
        rows=[(department.name, department.active, counts.get(department.id, 0)) for department in found],
        things=("afdeling", "afdelinger"),
        empty="Der er ingen afdelinger endnu. En afdeling oprettes, når den nævnes i en klage.",
    )


def _add(session: Session, name: str) -> None:
    session.create()
    with session.write("kontor afdelinger") as writer:
        departments.add(writer, session.register, name)
    say(f"Afdelingen {name} er oprettet.")


def _rename(session: Session, old: str, name: str) -> None:
    department = departments.require(session.register, old)
    with session.write("kontor afdelinger") as writer:
        departments.rename(writer, session.register, department, name)
    say(f"Afdelingen {department.name} hedder nu {name}, også i de sager, der er registreret.")


def _set_active(session: Session, name: str, *, active: bool) -> None:
    department = departments.require(session.register, name)
    with session.write("kontor afdelinger") as writer:
        changed = departments.set_active(writer, department, active=active)
    state = "i brug" if active else "nedlagt"
    kept = "" if active else " Den bliver stående i de sager, den har."
    say(f"Afdelingen {department.name} er {'nu' if changed else 'allerede'} {state}.{kept}")


@command_help("""
    Eksempler:

      klage kontor ambassadoerer
      klage kontor ambassadoerer --afdeling Jobcenter --navn "Bo Holm" \\
          --leder "Eva Lund" --fra 1.1.2026
      klage kontor ambassadoerer --afdeling Jobcenter --fjern

    Ambassadøren sørger sammen med lederen for, at afdelingen lærer af
    klagerne. En ny afløser den forrige dagen før. Uden --fra er det fra i dag.
""")
def ambassadoerer(
    ctx: typer.Context,
    unit: Annotated[str | None, typer.Option("--afdeling", metavar="NAVN", help="Afdelingen.")] = None,
    name: Annotated[str | None, typer.Option("--navn", metavar="NAVN", help="Ambassadørens navn.")] = None,
    leader: Annotated[
        str | None, typer.Option("--leder", metavar="NAVN", help="Lederen, der står bag.")
    ] = None,
    since: Annotated[str | None, typer.Option("--fra", metavar="DATO", help="Fra hvilken dag.")] = None,
    remove: Annotated[bool, typer.Option("--fjern", help="Afdelingen har ingen ambassadør mere.")] = False,
    former: Annotated[bool, typer.Option("--alle", help="Vis også de tidligere.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List, appoint or dismiss ambassadors."""
    session: Session = ctx.obj
    only_one({"--navn": name, "--fjern": remove, "--json": json, "--csv": csv})
    only_with({"--navn": name}, {"--leder": leader})
    only_with({"--navn": name, "--fjern": remove}, {"--afdeling": unit, "--fra": since})
    only_with({"--afdeling": unit}, {"--navn": name, "--fjern": remove})
    day = day_from(session, since, "--fra") if since is not None else session.today
    if unit is not None and name is not None:
        leader = None if leader is None else line_from(leader, "--leder")
        _appoint(session, Ambassador(unit, line_from(name, "--navn"), leader, day, None))
    elif unit is not None:
        _dismiss(session, unit, day)
    else:
        options.show(
            session, ambassador_list(session, former=former), json=json, csv=csv, plain=plain, names=False
        )


def ambassador_list(session: Session, *, former: bool = False) -> Listing:
    """Return the ambassadors by department; one in use that has none stands there without a name."""
    found = [a for a in office.ambassadors(session.register) if former or _is_left(a, session.today)]
    has_one = {a.department for a in found if _is_left(a, session.today)}
    without = [d.name for d in office.departments(session.register) if d.active and d.name not in has_one]
    rows: list[tuple[Cell, ...]] = [*found, *((name, None, None, None, None) for name in without)]
    return Listing(
        columns=(
            Column("department", "Afdeling", flexible=True),
            Column("name", "Ambassadør", flexible=True),
            Column("leader", "Leder", flexible=True),
            Column("first_day", "Fra", "date"),
            Column("last_day", "Til og med", "date"),
        ),
        rows=sorted(rows, key=lambda row: danish.sort_key(str(row[0]))),
        things=("afdeling", "afdelinger"),
        empty="Der er ingen afdelinger endnu; de oprettes, når de nævnes i en klage.",
        note="Afdelinger uden navn har ingen ambassadør." if without else None,
    )


def _is_left(ambassador: Ambassador, day: date) -> bool:
    return ambassador.last_day is None or ambassador.last_day >= day


def _appoint(session: Session, ambassador: Ambassador) -> None:
    department = departments.require(session.register, ambassador.department)
    with session.write("kontor ambassadoerer") as writer:
        office_changes.appoint(writer, department.id, ambassador)
    leader = f", med {ambassador.leader} som leder" if ambassador.leader else ""
    since = danish.long_day(ambassador.first_day)
    say(f"{ambassador.name} er ambassadør for {department.name} fra {since}{leader}.")


def _dismiss(session: Session, name: str, day: date) -> None:
    department = departments.require(session.register, name)
    with session.write("kontor ambassadoerer") as writer:
        if not office_changes.dismiss(writer, department.id, day):
            raise NotFoundError(f"Afdelingen {department.name} har ingen ambassadør.")
    say(f"Afdelingen {department.name} har ingen ambassadør fra {danish.long_day(day)}.")
