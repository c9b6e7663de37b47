"""``klage kontor beretningsaar``: the day on which the office's reporting year begins."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, say
from klage.danish_cli import command_help
from klage.domain.report import reporting_year
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import office


@command_help("""
    Eksempler:

      klage kontor beretningsaar
      klage kontor beretningsaar "1. april"

    Beretningsåret 2024 er det, der begynder i 2024. Lav beretningen for det
    med klage rapport --beretningsaar 2024
""")
def beretningsaar(
    ctx: typer.Context,
    start: Annotated[
        list[str] | None,
        typer.Argument(metavar="DAG", help="Den første dag, fx 1. april.", show_default=False),
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show or set the day on which the reporting year begins."""
    session: Session = ctx.obj
    only_one({"DAG": start or None, "--json": json, "--csv": csv})
    if not start:
        options.show(session, _year(session), json=json, csv=csv, plain=plain, names=False)
        return
    chosen = reporting_year.start_from(" ".join(start))
    session.create()
    with session.write("kontor beretningsaar") as writer:
        office.set_setting(writer, reporting_year.KEY, chosen.stored)
    say(f"Beretningsåret begynder {chosen.words}. Lav beretningen med klage rapport --beretningsaar ÅR.")


def _year(session: Session) -> Listing:
    """Return the day as a list of one row."""
    start = reporting_year.from_stored(office.setting(session.register, reporting_year.KEY))
    return Listing(
        columns=(
            Column("starts_on", "Dag og måned", only="data"),
            Column("words", "Beretningsåret begynder", only="screen"),
            Column("is_default", "Standard", "flag"),
        ),
        rows=[(start.stored, start.words, start == reporting_year.CALENDAR_YEAR)],
        empty="",
    )
