"""``klage kontor brevdage``: how long a letter with a decision is presumed to be on its way."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, say
from klage.danish_cli import command_help
from klage.domain import office_words
from klage.domain.calendar.calendar import LETTER_DAYS
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import office

LONGEST = 30


@command_help("""
    Eksempler:

      klage kontor brevdage
      klage kontor brevdage 6

    Så mange hverdage efter brevets dato regner klage med, at et brev er
    kommet frem. Kender du dagen, så skriv den selv:
    klage genvurdering 42 --afgoerelse DATO
""")
def brevdage(
    ctx: typer.Context,
    days: Annotated[
        int | None,
        typer.Argument(metavar="DAGE", min=1, max=LONGEST, help="Hverdage.", show_default=False),
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show or set how many working days a letter takes."""
    session: Session = ctx.obj
    only_one({"DAGE": days, "--json": json, "--csv": csv})
    if days is None:
        options.show(session, letters(session), json=json, csv=csv, plain=plain, names=False)
        return
    session.create()
    with session.write("kontor brevdage") as writer:
        office.set_letter_days(writer, days)
    say(office_words.letter_sentence(days), "Dage, der allerede er regnet ud, flyttes ikke.")


def letters(session: Session) -> Listing:
    """Return the number of days as a list of one row."""
    days = office.letter_days(session.register)
    return Listing(
        columns=(
            Column("letter_days", "Hverdage efter brevets dato", "number"),
            Column("is_default", "Standard", "flag"),
        ),
        rows=[(days, days == LETTER_DAYS)],
        empty="",
    )
