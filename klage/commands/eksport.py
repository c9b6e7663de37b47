"""Exporting every case to a file that ``klage import`` reads back without loss, or one person's cases to read."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options, to_file
from klage.danish_cli import command_help
from klage.domain.beside import Beside, Counted, counted, named
from klage.domain.case import Case
from klage.errors import InvalidValueError
from klage.output import case_file
from klage.output.safe import one_line
from klage.store import exporting

if TYPE_CHECKING:
    from klage.session import Session

FORMATS = {"csv": case_file.as_csv, "jsonl": case_file.as_jsonl}


class _Counted:
    """Cases, and what was learnt from them, on their way out, counted."""

    def __init__(self, records: Iterable[Case | Beside]) -> None:
        self._records = records
        self.cases = 0
        self.beside: Counted = Counter()

    def __iter__(self) -> Iterator[Case | Beside]:
        for record in self._records:
            if isinstance(record, Case):
                self.cases += 1
            else:
                self.beside[type(record)] += 1
            yield record


@command_help("""
    Eksempler:

      klage eksport sager.jsonl
      klage eksport - --format csv --med-navne > sager.csv
      klage eksport indsigt.md --person
      klage eksport havnsoe-2025.parquet --laering --aar 2025

    Filen rummer alt om alle sager, som .jsonl også læringspunkter, eksempler
    og anbefalinger, og kan kun læses af dig selv. Den kan læses ind igen med
    klage import. Skriver du - i stedet for et filnavn, udelades
    navne, telefonnumre og tekster, medmindre du skriver --med-navne.

    --person skriver alt om én borger, når borgeren beder om indsigt: klage
    spørger om navn, telefon eller sagsnummer, viser sagerne og lader dig vælge.
    Filen er til at læse (.md eller .txt) eller til en maskine (.json).

    --laering skriver det, klagerne lærer os, som antal uden navne, tekster,
    datoer og numre (.parquet), til dem, der samler flere kommuner.
""")
def eksport(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FIL", help="En ny fil, .csv eller .jsonl, eller - for standardoutput.")
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="FORMAT", help="csv eller jsonl; ellers efter filnavnet."),
    ] = None,
    person: Annotated[
        bool,
        typer.Option(
            "--person", help="Skriv alt om én borger (indsigt, databeskyttelsesforordningens artikel 15)."
        ),
    ] = False,
    learning: Annotated[
        bool,
        typer.Option("--laering", "--læring", help="Skriv kun antal, som må forlade kommunen (.parquet)."),
    ] = False,
    year: Annotated[
        int | None, typer.Option("--aar", "--år", metavar="ÅR", help="Med --laering: kun dette år.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Med --laering: sig som JSON, hvad filen rummer.")
    ] = False,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    names: options.WithNames = False,
) -> None:
    """Export every case, all that is held on one person, or what may be shared of what was learnt."""
    session: Session = ctx.obj
    _check_choice(file, person=person, learning=learning, for_learning=year is not None or json, names=names)
    if learning:
        from klage.commands import eksport_laering  # as below

        eksport_laering.write(session, file, year, overwrite=overwrite, as_json=json)
        return
    if person:
        from klage.commands import eksport_person  # an export of all does not pay for it

        eksport_person.write(session, file, form, overwrite=overwrite)
        return
    form = _format_of(file, form)
    lines = FORMATS[form]
    # Closed here and not by the collector: whoever reads the pipe may leave before the end.
    with closing(exporting.everything(session.register)) as found:
        cases = _Counted(found)
        if str(file) == "-":
            _to_stdout(lines(cases, with_names=names))
            left_out = "" if names else " Navne, telefonnumre og tekster er udeladt."
            options.say(session, f"{_written(cases, form)}.{left_out}{_not_in_it(cases, form)}", err=True)
            return
        to_file.save(session, file, lines(cases, with_names=True), overwrite=overwrite, about_cases="eksport")
    options.say(session, f"{_written(cases, form)} i {one_line(str(file))}.{_not_in_it(cases, form)}")


def _check_choice(file: Path, *, person: bool, learning: bool, for_learning: bool, names: bool) -> None:
    """See that the options are of one kind of export.

    Raises:
        InvalidValueError: They are not.
    """
    if learning and (person or names):
        raise InvalidValueError("Et læringsudtræk har kun antal. Udelad --person og --med-navne.")
    if for_learning and not learning:
        raise InvalidValueError("--aar og --json hører til et læringsudtræk. Skriv også --laering.")
    if not learning and file.suffix.lower() == ".parquet":
        raise InvalidValueError("En .parquet-fil kan kun have et læringsudtræk. Skriv også --laering.")


def _format_of(file: Path, form: str | None) -> str:
    """Return the format that is asked for, or that the file's name has."""
    found = (form or file.suffix.removeprefix(".")).lower()
    if found not in FORMATS:
        raise InvalidValueError(
            "Kald filen noget med .csv eller .jsonl, eller skriv --format csv eller --format jsonl."
        )
    return found


def _to_stdout(lines: Iterable[str]) -> None:
    """Write UTF-8 whatever the locale, and line ends as they are; never to a terminal.

    Raises:
        InvalidValueError: Standard output is a terminal, where a citizen's text could do anything.
    """
    if sys.stdout.isatty():
        raise InvalidValueError(
            "En eksport vises ikke på skærmen. Skriv et filnavn, eller send den videre med |."
        )
    sys.stdout.flush()
    for line in lines:
        sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()


def _written(records: _Counted, form: str) -> str:
    return f"{counted(records.cases, records.beside if form == 'jsonl' else Counter())} er skrevet"


def _not_in_it(records: _Counted, form: str) -> str:
    """Say what a sheet with a case in each row has no place for."""
    if not records.beside or form == "jsonl":
        return ""
    return (
        f" {named(records.beside).capitalize()} er ikke med; de kommer kun med i en fil, der ender på .jsonl."
    )
