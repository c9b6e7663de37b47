"""The demo: a register of its own with a fictional year that ends now."""

import sys
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, frister, on_path, options, to_file, vis
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.incoming import Incoming
from klage.domain.report import period
from klage.errors import RefusedError
from klage.intake import sample
from klage.intake.rows import RowReader
from klage.output.pager import paged
from klage.output.safe import one_line
from klage.session import Session
from klage.store import cases, office, written_files
from klage.store.importing import bulk

if TYPE_CHECKING:
    from klage.domain.due import DueList
    from klage.domain.report.report import Report

MARK = "demo"
"""The setting by which a register is known to be a demo, and may be begun again."""

WRITTEN = """
Beretningen ligger også som en side, du kan åbne i din browser:

  {page}"""

GO_ON = """
Sådan leger du videre, alt i demoens eget register:

  klage --register {path} frister
  klage --register {path} opkald {number}
  klage --register {path} soeg ventetid
  klage --register {path} rapport

Begynd forfra med klage demo --forfra. Dit eget register er ikke rørt."""


@command_help("""
    Eksempler:

      klage demo
      klage demo --forfra

    Demoen fylder et register for sig selv med omkring 220 opdigtede klager
    fra Havnsø Kommune og viser dagens liste, en sag og en beretning, som også
    bliver skrevet som en side til browseren. Dit eget register bliver ikke rørt.
""")
def demo(
    ctx: typer.Context,
    afresh: Annotated[bool, typer.Option("--forfra", help="Slet den gamle demo, og begynd igen.")] = False,
) -> None:
    """Fill a register of its own and show what klage does."""
    own: Session = ctx.obj
    path = own.path.with_name("klage-demo.db")
    with closing(Session(own.environ, path)) as session:
        if afresh and session.has_register:
            _remove(session, path)
        if not session.has_register:
            _fill(session)
        found = frister.read(session, timedelta(hours=24))
        with _paged(session):
            _show_list(session, found)
            number = _show_case(session, found)
            report = _report(session)
            _show_report(session, report)
        typer.echo(WRITTEN.format(page=one_line(str(_write_report(session, report)))))
        typer.echo(GO_ON.format(path=one_line(str(path)), number=number))
        on_path.teach(own)


def _paged(session: Session) -> AbstractContextManager[None]:
    """Return what shows the long part by the pager, so that the list is seen first and how to go on last."""
    if session.plain:
        return nullcontext()
    return paged(stdin=sys.stdin, stdout=sys.stdout, environ=session.environ)


def _remove(session: Session, path: Path) -> None:
    """Remove an old demo.

    Raises:
        RefusedError: The register there is no demo.
    """
    if office.setting(session.register, MARK) is None:
        raise RefusedError(
            "Registret dér er ikke en demo og bliver ikke slettet. Flyt det, eller giv det et andet navn."
        )
    written = [file.path for file in written_files.existing(session.register)]
    session.close()
    path.unlink()
    page = path.with_suffix(".html")
    if page in written:
        page.unlink()


def _fill(session: Session) -> None:
    """Take the sample year in, as an import does."""
    session.create(afresh=True)  # a demo that has been backed up may be begun again all the same
    reader = RowReader(asking.reader(session))
    with session.write("demo") as writer, sample.path().open(encoding="utf-8") as lines:
        office.set_setting(writer, MARK, "ja")
        into = bulk.Bulk(session.register, writer, now=session.now)
        count = 0
        for line, values in enumerate(sample.year_until(session.now, lines), start=1):
            found = reader.read(values)
            if isinstance(found, list):  # the sample's own test keeps this from happening
                raise TypeError(f"line {line} of the sample cannot be read")
            if isinstance(found, Incoming):
                into.add(line, found)
                count += 1
            else:
                into.add_learning(found)
        into.finish(b"demo", count=count)
    typer.echo(f"{danish.count(count, 'opdigtet klage', 'opdigtede klager')} fra Havnsø Kommune er klar.\n")


def _show_list(session: Session, found: "DueList") -> None:
    typer.echo(f"Dagens liste, {danish.long_instant(session.now)}:\n")
    frister.warn(session, found, to_screen=True)
    options.show(session, frister.listing(session, found), json=False, csv=False, plain=False, names=False)


def _show_case(session: Session, found: "DueList") -> str:
    """Show the case that has been tried most often, and return its number."""
    chosen = max(found.entries, key=lambda entry: entry.state.attempts)
    case = cases.get(session.register, chosen.case.id)
    typer.echo("\nEn af sagerne:\n")
    options.show_page(session, vis.case_page(session, case))
    return case.number


def _report(session: Session) -> "Report":
    """Return the report of the twelve months until today."""
    from klage.store.report import reporting

    today = session.today
    months = period.between(today - timedelta(days=364), today)
    return reporting.report(session.register, months, session.now)


def _write_report(session: Session, report: "Report") -> Path:
    """Write the report as a page beside the register, over the one of last time only, and return where."""
    from klage.output.documents.html import as_html
    from klage.output.files import write_new
    from klage.output.report.page import as_page

    place = session.path.with_suffix(".html")
    is_ours = any(file.path == place for file in written_files.existing(session.register))
    write_new(place, [as_html(as_page(report))], overwrite=is_ours)
    to_file.note(session, place, "rapport")
    return place


def _show_report(session: Session, report: "Report") -> None:
    """Show the report."""
    from klage.output.report.page import as_page

    on_screen = sys.stdout.isatty() and not session.plain
    typer.echo("\nBeretningen:\n")
    options.show_page(session, as_page(report, bars=on_screen), plain=not on_screen)
