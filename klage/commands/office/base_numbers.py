"""``klage kontor grundtal``: what the complaints of a year are held against in the report."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.base_number import BaseNumber, base_sentence, number_from
from klage.domain.office_words import line_from
from klage.errors import InvalidValueError, NotFoundError
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import base_numbers, departments
from klage.store.office import Department


@command_help("""
    Eksempler:

      klage kontor grundtal
      klage kontor grundtal --aar 2013 --hvad borgerforløb --antal 100.000
      klage kontor grundtal --aar 2013 --hvad borgerforløb --fjern

    Beretningen for et helt kalenderår (klage rapport --aar 2013) siger, hvor
    stor en del af grundtallet klagerne er, når året er gået. Uden --afdeling
    gælder tallet alle afdelinger.
""")
def grundtal(
    ctx: typer.Context,
    year: Annotated[
        int | None, typer.Option("--aar", "--år", metavar="ÅR", min=1900, max=2100, help="Kalenderåret.")
    ] = None,
    what: Annotated[
        str | None, typer.Option("--hvad", metavar="TEKST", help="Hvad der er talt, fx borgerforløb.")
    ] = None,
    number: Annotated[str | None, typer.Option("--antal", metavar="TAL", help="Hvor mange der var.")] = None,
    unit: Annotated[
        str | None, typer.Option("--afdeling", metavar="NAVN", help="Tallet gælder kun den afdeling.")
    ] = None,
    remove: Annotated[bool, typer.Option("--fjern", help="Fjern grundtallet.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List, set or remove base numbers."""
    session: Session = ctx.obj
    chosen = {"--antal": number, "--fjern": remove}
    only_one({**chosen, "--json": json, "--csv": csv})
    only_with(chosen, {"--aar": year, "--hvad": what, "--afdeling": unit})
    if number is None and not remove:
        options.show(session, numbers(session), json=json, csv=csv, plain=plain, names=False)
        return
    if year is None or what is None:
        raise InvalidValueError("Skriv også både --aar og --hvad. Der er ikke gemt noget.")
    base = BaseNumber(year, unit, line_from(what, "--hvad"), 0 if number is None else number_from(number))
    if remove:
        _remove(session, base)
    else:
        _put(session, base)


def numbers(session: Session) -> Listing:
    """Return the base numbers as a list, newest year first."""
    return Listing(
        columns=(
            Column("year", "År", "number", screen=str),
            Column("department", "Afdeling", flexible=True),
            Column("what", "Hvad", flexible=True),
            Column("number", "Antal", "number", screen=danish.number),
        ),
        rows=base_numbers.all_of(session.register),
        things=("grundtal", "grundtal"),
        empty="Der er ingen grundtal endnu. Se hvordan med klage kontor grundtal --hjaelp.",
    )


def _put(session: Session, base: BaseNumber) -> None:
    session.create()
    department, base = _department(session, base)
    with session.write("kontor grundtal") as writer:
        before = base_numbers.put(writer, base, department.id if department else None)
    replaced = "" if before in (None, base.number) else f"Før stod der {danish.number(before or 0)}."
    say(base_sentence(base), replaced)


def _remove(session: Session, base: BaseNumber) -> None:
    department, base = _department(session, base)
    with session.write("kontor grundtal") as writer:
        before = base_numbers.remove(writer, base.year, department.id if department else None, base.what)
        if before is None:
            raise NotFoundError("Der er ikke sådan et grundtal. Se dem med klage kontor grundtal.")
    say(f"Fjernet: {base_sentence(base._replace(number=before))}")


def _department(session: Session, base: BaseNumber) -> tuple[Department | None, BaseNumber]:
    """Return the department that was named, and the base number with its name as it is spelled."""
    if base.department is None:
        return None, base
    found = departments.require(session.register, base.department)
    return found, base._replace(department=found.name)
