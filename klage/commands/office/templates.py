"""``klage kontor skabeloner``: the letters that ``klage brev`` writes from, and the office's own in their place."""

from pathlib import Path
from typing import Annotated

import typer

from klage.commands import asking, options, to_file
from klage.commands.office.options import only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain import citizen_letter as letter
from klage.errors import InvalidValueError, NotFoundError, PermissionRefusedError
from klage.output.listing import Column, Listing
from klage.output.safe import one_line
from klage.session import Session
from klage.store import citizen_letters as letters


@command_help("""
    Eksempler:

      klage kontor skabeloner
      klage kontor skabeloner aftale --ud aftale.txt
      klage kontor skabeloner aftale --fil aftale.txt

    Skriv en skabelon i en fil med --ud, ret den i et tekstprogram, og tag den
    tilbage med --fil. --standard henter klages egen tekst igen. En linje, der
    begynder med #, er overskriften. klage sætter ind for:

      {hilsen}            Kære og navnet, eller Goddag, når det ikke kendes
      {navn}              borgerens navn
      {sagsnummer}  {journalnummer}  {afdeling}  {dato}
      {modtaget}          den dag, klagen kom
      {kommune}  {kontor}  {kontor_telefon}  (klage kontor navn)
      {åbningstid}        Vi har åbent ...
      {forsøg}            hvornår der er ringet uden svar
      {samtale}  {aftale} dagen for den seneste samtale, og aftalen
      {myndighed}         den, klagen er sendt til

    Disse står alene på en linje, som falder ud, når den ikke passer:

      {ringer}            hvornår du har lovet at ringe
      {næste_skridt}      det, borgeren ellers er lovet
      {om_afgørelsen}     genvurdering og klagefrist, når der klages over
                          en afgørelse
""")
def skabeloner(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="SKABELON", help="Fx kvittering eller aftale.", show_default=False)
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--ud", metavar="FIL", help="Skriv skabelonen i en ny fil.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--fil", metavar="FIL", help="Brug teksten i filen fra nu af.")
    ] = None,
    default: Annotated[bool, typer.Option("--standard", help="Brug klages egen tekst igen.")] = False,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    keep_numbers: options.KeepNumbers = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List, show, write out, take in and reset templates."""
    session: Session = ctx.obj
    chosen = {"--ud": to, "--fil": source, "--standard": default}
    only_one({**chosen, "--json": json, "--csv": csv})
    only_with({"SKABELON": name}, chosen)
    only_with({"--ud": to}, {"--overskriv": overwrite})
    if name is None:
        options.show(session, _all(session), json=json, csv=csv, plain=plain, names=False)
        return
    code = letter.template_named(name)
    if source is not None:
        _take_in(session, code, _read(source), keep_numbers=keep_numbers)
    elif default:
        _reset(session, code)
    elif to is not None:
        to_file.save(session, to, [letters.text(session.register, code)], overwrite=overwrite)
        say(f"Skabelonen {code} ligger i {one_line(str(to))}. Tag den tilbage med --fil, når den er rettet.")
    else:
        say(letters.text(session.register, code).rstrip("\n"))


def _all(session: Session) -> Listing:
    return Listing(
        columns=(
            Column("template", "Skabelon"),
            Column("label", "Brev", flexible=True),
            Column("is_own", "Kontorets egen", "flag"),
        ),
        rows=[
            (code, template.label, letters.own(session.register, code) is not None)
            for code, template in letter.TEMPLATES.items()
        ],
        things=("skabelon", "skabeloner"),
        empty="",
    )


def _read(file: Path) -> str:
    """Return what stands in the user's file, as a Danish text program may have written it.

    Raises:
        NotFoundError: There is no such file.
        PermissionRefusedError: It may not be read.
        InvalidValueError: It is longer than any letter, or no text.
    """
    try:
        with file.open("rb") as content:
            raw = content.read(4 * letter.MAX_TEMPLATE + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotFoundError(f"Filen »{one_line(str(file))}« findes ikke.") from error
    except IsADirectoryError as error:
        raise InvalidValueError(f"»{one_line(str(file))}« er en mappe.") from error
    except PermissionError as error:
        raise PermissionRefusedError(f"Du har ikke lov til at læse filen »{one_line(str(file))}«.") from error
    if b"\0" in raw:
        raise InvalidValueError("Filen er ikke ren tekst. Gem skabelonen som .txt, og prøv igen.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _take_in(session: Session, code: str, text: str, *, keep_numbers: bool) -> None:
    new = letter.check(text if keep_numbers else asking.without_cpr(session, text, "Skabelonen"))
    session.create()
    with session.write("kontor skabeloner") as writer:
        letters.put(writer, code, new)
    say(f"Skabelonen {code} er nu kontorets egen. Klages egen tekst kommer igen med --standard.")


def _reset(session: Session, code: str) -> None:
    with session.write("kontor skabeloner") as writer:
        was_own = letters.reset(writer, code)
    say(
        f"Skabelonen {code} er nu klages egen tekst."
        if was_own
        else f"Skabelonen {code} er allerede klages egen tekst."
    )
