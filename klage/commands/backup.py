"""Taking a backup: a verified copy beside the register, or where the user wants it, encrypted if asked to."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.danish_cli import command_help
from klage.errors import InvalidValueError, KlageError
from klage.output.safe import one_line
from klage.store import marks, written_files
from klage.store.backup import backups

if TYPE_CHECKING:
    from klage.session import Session

MARK = "backup"
"""The note, outside the history, that a backup was taken, and when."""


@command_help("""
    Eksempler:

      klage backup
      klage backup --mappe /media/usb --modtager noegle.pub

    Kopien tages, mens andre arbejder, og bliver læst igennem, før den tæller.
    Den ligger i mappen sikkerhedskopier ved siden af registret. Fra hver af
    de 14 seneste dage, der er taget kopi, bliver den nyeste gemt; resten bliver
    slettet, men aldrig til fordel for en kopi, der rummer mindre.

    En kopi på det samme drev hjælper ikke, når drevet går i stykker: Tag også
    en et andet sted med --mappe. Med --modtager bliver den krypteret, så kun den,
    der har den hemmelige nøgle, kan læse den. Lav et par nøgler med --ny-noegle.

    klage kontor cron får det til at ske hver dag.
""")
def backup(
    ctx: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--mappe", metavar="MAPPE", help="Læg kopien i en anden mappe, der findes.")
    ] = None,
    recipient: Annotated[
        str | None,
        typer.Option(
            "--modtager", metavar="NØGLE", help="Kryptér til en offentlig nøgle, age1… eller en fil."
        ),
    ] = None,
    new_key: Annotated[
        Path | None,
        typer.Option(
            "--ny-noegle", "--ny-nøgle", metavar="FIL", help="Lav en nøgle i en ny fil; tag ingen kopi."
        ),
    ] = None,
    silent: Annotated[bool, typer.Option("--stille", help="Skriv kun, hvis noget går galt.")] = False,
) -> None:
    """Take a backup."""
    session: Session = ctx.obj
    if new_key is not None:
        if to or recipient:
            raise InvalidValueError("--ny-noegle står alene: Lav nøglen først, og tag kopien bagefter.")
        _make_key(session, new_key)
        return
    if recipient is not None and to is None:
        raise InvalidValueError("Skriv med --mappe, hvor den krypterede kopi skal ligge.")
    made = backups.make(session.register, session.now, folder=to, encrypt=_encrypt(recipient))
    with suppress(KlageError):  # a note that fails takes nothing from the copy
        marks.note(session.register, MARK, session.now)
        if to is not None:  # what lies elsewhere is the user's to delete when somebody is forgotten
            written_files.note(session.register, to, MARK, session.now)
    if not silent:
        how = "er krypteret og " if made.encrypted else ""
        options.say(session, "Registret er kopieret, og kopien er læst igennem.")
        options.say(session, f"Kopien {how}ligger i {one_line(str(made.path))}.")


def _encrypt(recipient: str | None) -> backups.Encrypt | None:
    if recipient is None:
        return None
    from klage.store.backup import encryption

    return encryption.encrypter(encryption.recipients(recipient))


def _make_key(session: "Session", file: Path) -> None:
    """Write a new secret key to a file of its own, and show the public one."""
    from klage import clock
    from klage.output import files
    from klage.store.backup import encryption

    secret, public = encryption.new_key()
    made = clock.to_local(session.now).isoformat()
    files.write_new(file, [f"# created: {made}\n# public key: {public}\n{secret}\n"])
    options.say(
        session,
        f"Den hemmelige nøgle ligger i {one_line(str(file))}. Gem den et sikkert sted, væk fra denne maskine: "
        "Uden den kan ingen læse kopierne, og med den kan alle.",
        "Den offentlige nøgle er til --modtager:",
    )
    typer.echo(public)
