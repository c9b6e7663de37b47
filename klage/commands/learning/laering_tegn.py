"""What one would not see alone: what moved more than chance, and who and what comes back."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.domain.calendar import dates
from klage.domain.report import period
from klage.domain.report.period import Period
from klage.domain.statistics import growth
from klage.errors import InvalidValueError
from klage.output.report.signals import signals_object, signals_page
from klage.output.show import show_object
from klage.store import office
from klage.store.report import signals

if TYPE_CHECKING:
    from klage.session import Session


@command_help("""
    Eksempler:

      klage laering tegn
      klage laering tegn --fra 1.7.2026 --til 30.9.2026

    Uden tilvalg ses på det seneste år. Hvert tema i hver afdeling holdes op
    mod op til tre tidligere perioder af samme slags, og kun det, som tilfældet
    sjældent giver, bliver nævnt. Borgere og sager, der går igen, findes i det
    år, der slutter med perioden. Sager vises med nummer, aldrig med navn.
""")
def tegn(
    ctx: typer.Context,
    first: Annotated[str | None, typer.Option("--fra", metavar="DATO", help="Periodens første dag.")] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Periodens sidste dag; ellers i dag.")
    ] = None,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Show what moved more than chance, and who and what comes back."""
    session: Session = ctx.obj
    style = options.style_of(session, json=json, csv=False, plain=plain)
    chosen = period_meant(session.today, first, last)
    found = signals.signals(session.register, chosen, session.today)
    if style == "json":
        show_object(signals_object(found), stream=sys.stdout)
        return
    options.show_page(
        session, signals_page(found, office.theme_labels(session.register)), plain=style == "plain"
    )


def period_meant(today: date, first: str | None, last: str | None) -> Period:
    """Return the days asked for, or the year until today.

    Raises:
        InvalidValueError: A day cannot be understood, has not come, or lies on the wrong side of the other.
    """
    if first is None:
        if last is not None:
            raise InvalidValueError("Skriv også --fra, periodens første dag.")
        return growth.year_until(today)
    ends = today if last is None else dates.parse_day(last, today, direction="past")
    return period.between(dates.parse_day(first, today, direction="past"), ends)
