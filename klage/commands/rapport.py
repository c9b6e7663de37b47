"""The report of a period: on the terminal, as plain lines, and as one JSON object."""

import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.domain import dates, period
from klage.domain.period import Period
from klage.domain.report import Report
from klage.errors import InvalidValueError
from klage.store import reporting

if TYPE_CHECKING:
    from klage.output.page import Page
    from klage.session import Session


@command_help("""
    Eksempler:

      klage rapport
      klage rapport --aar 2025
      klage rapport --kvartal 2025-1
      klage rapport --fra 1.4.2024 --til 31.3.2025 --json
      klage rapport --aar 2025 --offentlig

    Uden tilvalg er perioden i år til og med i dag. Dagen efter --til tæller
    ikke med, --til selv gør. Der sammenlignes med perioden før af samme slags.
""")
def rapport(
    ctx: typer.Context,
    first: Annotated[str | None, typer.Option("--fra", metavar="DATO", help="Periodens første dag.")] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Periodens sidste dag; ellers i dag.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--aar", "--år", metavar="ÅR", min=1900, max=2100, help="Et kalenderår.")
    ] = None,
    quarter: Annotated[
        str | None, typer.Option("--kvartal", metavar="KVARTAL", help="Et kvartal, fx 2025-1.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--offentlig", help="Den udgave, der kan udgives: uden små tal og personer.")
    ] = False,
    without_examples: Annotated[
        bool, typer.Option("--uden-eksempler", help="Udgiv uden eksemplerne.")
    ] = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    """Show the report of a period."""
    session: Session = ctx.obj
    style = options.style_of(session, json=json, csv=False, plain=plain)
    chosen = _period(session.today, first, last, year, quarter)
    report = reporting.report(session.register, chosen, session.now)
    if without_examples and not public:
        raise InvalidValueError("--uden-eksempler hører til --offentlig.")
    is_plain = style == "plain" or not sys.stdout.isatty()
    if public:
        page, text = _public(session, report, with_examples=not without_examples, bars=not is_plain)
    else:
        page, text = _internal(report, bars=not is_plain)
    if style == "json":
        typer.echo(text(), nl=False)
        return
    from klage.output.show import show_page

    show_page(page(), plain=is_plain, stream=sys.stdout)


Made = tuple[Callable[[], "Page"], Callable[[], str]]
"""What makes the page, and what makes the JSON."""


def _internal(report: Report, *, bars: bool) -> Made:
    from klage.output import report_json, report_page

    return (lambda: report_page.as_page(report, bars=bars)), (lambda: report_json.as_json(report))


def _public(session: "Session", report: Report, *, with_examples: bool, bars: bool) -> Made:
    from klage.commands import rapport_offentlig
    from klage.output import publication_json, publication_page

    found = rapport_offentlig.published(session, report, with_examples=with_examples)
    return (lambda: publication_page.as_page(found, bars=bars)), (lambda: publication_json.as_json(found))


def _period(
    today: date, first: str | None, last: str | None, year: int | None, quarter: str | None
) -> Period:
    """Return the period that the options name.

    Raises:
        InvalidValueError: They name more than one, none that can be, or one that has not begun.
    """
    if sum((first is not None or last is not None, year is not None, quarter is not None)) > 1:
        raise InvalidValueError("Vælg kun én slags periode: --fra og --til, --aar eller --kvartal.")
    if last is not None and first is None:
        raise InvalidValueError("Skriv også --fra, periodens første dag.")
    if year is not None:
        chosen = period.of_year(year)
    elif quarter is not None:
        chosen = period.parse_quarter(quarter)
    elif first is not None:
        chosen = period.between(_day(first, today), today if last is None else _day(last, today))
    else:
        chosen = period.year_until(today)
    if chosen.first_day > today:
        raise InvalidValueError("Perioden er ikke begyndt endnu.")
    return chosen


def _day(text: str, today: date) -> date:
    """Return the day that was meant; a date without a year lies back, but a year may end ahead."""
    try:
        return dates.parse_day(text, today, direction="past")
    except InvalidValueError as error:
        try:
            return dates.parse_day(text, today, direction="future")
        except InvalidValueError:
            raise error from None
