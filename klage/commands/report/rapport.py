"""The report of a period: on the terminal, as plain lines, as a document, and the cases behind a figure."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.report import document as report_document
from klage.commands.report import edition as report_edition
from klage.commands.report import period as report_period
from klage.danish_cli import command_help
from klage.errors import InvalidValueError
from klage.store import overview
from klage.store.report import reporting

if TYPE_CHECKING:
    from klage.domain.report.period import Period
    from klage.output.listing import Listing
    from klage.session import Session

NOTHING_YET = "Der er ingen klager i registret endnu og intet at gøre op. Registrér den første med klage ny."


@command_help("""
    Eksempler:

      klage rapport
      klage rapport --aar 2025 --ud beretning.html
      klage rapport --aar 2025 --offentlig
      klage rapport --beretningsaar 2024 --sammenlign 2019
      klage rapport --aar 2025 --sager service.late
      klage rapport --aar 2025 --reference --maal -10

    Uden tilvalg er perioden i år til og med i dag. Den første og den sidste dag
    er med. Der sammenlignes med perioden før af samme slags. Nøglen til
    hvert tal står i klage rapport --json.
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
    month: Annotated[
        str | None,
        typer.Option("--maaned", "--måned", metavar="MÅNED", help="En måned, fx oktober eller 2026-10."),
    ] = None,
    reporting_year: Annotated[
        int | None,
        typer.Option(
            "--beretningsaar",
            "--beretningsår",
            metavar="ÅR",
            min=1900,
            max=2100,
            help="Det beretningsår, der begynder i ÅR.",
        ),
    ] = None,
    compare_year: Annotated[
        int | None,
        typer.Option(
            "--sammenlign", metavar="ÅR", min=1900, max=2100, help="Sammenlign med samme dage i ÅR."
        ),
    ] = None,
    compare_first: Annotated[
        str | None,
        typer.Option("--sammenlign-fra", metavar="DATO", help="Sammenlign med perioden fra DATO."),
    ] = None,
    compare_last: Annotated[
        str | None, typer.Option("--sammenlign-til", metavar="DATO", help="Dens sidste dag.")
    ] = None,
    behind: Annotated[
        str | None, typer.Option("--sager", metavar="TAL", help="Vis sagerne bag et tal, fx service.late.")
    ] = None,
    spso: Annotated[bool, typer.Option("--spso", help="Tag gennemsnit i arbejdsdage med (SPSO).")] = False,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"{report_document.CHOICES}.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--ud", metavar="FIL", help="Skriv beretningen i FIL, som kun du kan læse.")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--wordskabelon", metavar="FIL", help="Begynd med jeres egen Wordskabelon (.docx)."),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    names: options.WithNames = False,
    public: Annotated[
        bool, typer.Option("--offentlig", help="Den udgave, der kan udgives: uden små tal og personer.")
    ] = False,
    without_examples: Annotated[
        bool, typer.Option("--uden-eksempler", help="Udgiv uden eksemplerne.")
    ] = False,
    reference: Annotated[
        bool, typer.Option("--reference", help="Sæt andre kommuners tal ved siden af.")
    ] = False,
    target: Annotated[
        float | None,
        typer.Option("--maal", "--mål", metavar="PROCENT", help="Hold klagerne op mod et mål, fx -10."),
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show the report of a period."""
    session: Session = ctx.obj
    typed = report_period.Typed(
        first, last, year, quarter, month, reporting_year, compare_year, compare_first, compare_last
    )
    style = options.style_of(session, json=json, csv=csv, plain=plain)
    form = report_document.chosen(form, out, style, template=template)
    chosen = report_period.chosen(session, typed)
    if behind is not None:
        _refuse_document(form, out, public=public)
        found = _cases(session, chosen, behind)
        options.show(session, found, json=form == "json", csv=csv, plain=plain, names=names)
        return
    if form is None and not overview.cases_up_to_two(session.register):
        options.say(session, NOTHING_YET)
        return
    report = reporting.report(session.register, chosen, session.now, spso=spso, signs=not public)
    wishes = report_edition.Wishes(public, without_examples, reference, target)
    made = report_edition.edition(session, report, wishes)
    if form is None:
        is_plain = style == "plain" or not sys.stdout.isatty()
        options.show_page(session, made.page(not is_plain), plain=is_plain, names=names)
    else:
        text = report_document.written(made, form, report_document.Wanted(names, session.now, template))
        if out is None:
            typer.echo(text, nl=False)
        else:
            _save(session, out, text, overwrite=overwrite)


def _refuse_document(form: str | None, out: Path | None, *, public: bool) -> None:
    """See that a list of cases is not written as a document, nor published.

    Raises:
        InvalidValueError: It was asked for.
    """
    if public:
        raise InvalidValueError("Sagerne bag et tal udgives ikke. Brug --sager uden --offentlig.")
    if form not in (None, "json", "csv") or out is not None:
        raise InvalidValueError("Sagerne bag et tal vises som en liste. Brug --json eller --csv, ikke --ud.")


def _save(session: "Session", out: Path, text: str | bytes, *, overwrite: bool) -> None:
    from klage.commands import to_file

    to_file.save(session, out, [text], overwrite=overwrite, about_cases="rapport")
    options.say(session, f"Beretningen er skrevet i {out}. Kun du kan læse filen.")


def _cases(session: "Session", chosen: "Period", key: str) -> "Listing":
    from klage.commands.report.cases import behind

    return behind(reporting.cases_behind(session.register, chosen, session.now, key), key, chosen)
