"""Toy commands: every kind of parameter and every kind of error, without the real commands."""

import errno
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from klage.danish_cli import CommandRow, command_help
from klage.danish_usage import harmless
from klage.errors import RefusedError
from klage.session import Session


class Colour(Enum):
    """Two choices."""

    RED = "roed"
    BLUE = "blaa"


def even(text: str) -> int:
    """Parse an even number, as our own parsers do: with a Danish sentence."""
    if int(text) % 2:
        raise typer.BadParameter(f"»{harmless(text)}« er ulige; skriv et lige tal.")
    return int(text)


def today(ctx: typer.Context) -> None:
    """Stand for the bare ``klage``."""
    typer.echo(f"i dag {ctx.obj.path.name}")


@command_help("""
    Eksempler:

      klage alt 4 --timer 3
      klage alt 4 --farve roed --tekst -

    Tager alt, hvad et værktøj kan tage.
""")
def everything(
    ctx: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NR", help="Et nummer.")],
    words: Annotated[list[str] | None, typer.Argument(help="Flere ord.")] = None,
    hours: Annotated[int, typer.Option("--timer", min=1, max=72, help="Antal timer.")] = 24,
    share: Annotated[float, typer.Option("--andel", min=0)] = 0.5,
    most: Annotated[int | None, typer.Option("--loft", max=9)] = None,
    pair: Annotated[int, typer.Option("--lige", parser=even, metavar="TAL", help="Et lige tal.")] = 2,
    colour: Annotated[Colour, typer.Option("--farve", help="Farven.")] = Colour.RED,
    told: Annotated[bool, typer.Option("--oplyst/--ikke-oplyst", "-o", help="Er det oplyst?")] = True,
    dry: Annotated[bool, typer.Option("--proev", "--prøv", help="Gør intet.")] = False,
    text: Annotated[str, typer.Option("--tekst")] = "",
    themes: Annotated[list[str] | None, typer.Option("--tema")] = None,
    span: Annotated[tuple[int, int] | None, typer.Option("--mellem", show_default="ingen")] = None,
    file: Annotated[Path | None, typer.Option("--fil", exists=True)] = None,
    secret: Annotated[str, typer.Option("--skjult", hidden=True)] = "",
) -> None:
    """Take everything."""
    assert isinstance(ctx.obj, Session)
    typer.echo(f"{number} {words} {hours} {pair} {colour.value} {told} {dry} {text} {themes} {span} {file}")


def must(_ctx: typer.Context, until: Annotated[str, typer.Option("--til", metavar="TID")]) -> None:
    """Take an option that must be given."""
    typer.echo(until)


def pair(_ctx: typer.Context, numbers: Annotated[tuple[str, str], typer.Argument(metavar="A B")]) -> None:
    """Take an argument of two values."""
    typer.echo(" ".join(numbers))


def write(_ctx: typer.Context, file: Annotated[typer.FileText, typer.Argument(metavar="FIL")]) -> None:
    """Read a file that Typer opens, or write one that it opens late."""
    typer.echo(file.read())


def late(_ctx: typer.Context, file: Annotated[typer.FileTextWrite, typer.Argument(metavar="FIL")]) -> None:
    """Write a file that Typer opens at the first write."""
    file.write("x")


def fail(ctx: typer.Context, how: Annotated[str, typer.Argument(metavar="HVORDAN")]) -> None:
    """Fail in the way that is asked for, with private words in it."""
    private = "Inger Hansen 010190-1234"
    ctx.find_root().call_on_close(lambda: typer.echo("lukket", err=True))
    errors: dict[str, BaseException] = {
        "regel": RefusedError("Det siger reglen nej til.\x1b[31m"),
        "fejl": ValueError(private),
        "nej": typer.Abort(),
        "slut": EOFError(),
        "ctrl-c": KeyboardInterrupt(),
        "kode": typer.Exit(10),
        "disk": OSError(errno.ENOSPC, private),
        "roer": BrokenPipeError(errno.EPIPE, private),
        "adgang": PermissionError(errno.EACCES, private),
    }
    raise errors[how] from KeyError(private)


def ask(_ctx: typer.Context) -> None:
    """Ask a question."""
    typer.echo(f"svar {input('Navn: ')}")


def pour(_ctx: typer.Context) -> None:
    """Write more than any buffer holds."""
    for _ in range(50_000):
        typer.echo("æøå" * 10)


SMALL = (
    CommandRow("vis", "tests.toys:today", "show", "Kommandoer", "Vis kontoret."),
    CommandRow("aendr", "tests.toys:must", "change", "Kommandoer", "Ret kontoret.", ("ændr",)),
)

TALKING = (CommandRow("", "tests.toys:today", "standard", "Kommandoer", "Uden navn."),)

TOYS = (
    CommandRow("", "tests.toys:today", "today", "Hver dag", "Vis dagen i dag."),
    CommandRow("alt", "tests.toys:everything", "all", "Hver dag", "Tag alt.", ("åalt",)),
    CommandRow("skal", "tests.toys:must", "must", "Hver dag", "Tag det, der skal."),
    CommandRow("par", "tests.toys:pair", "pair", "Sagen", "Tag to."),
    CommandRow("laes", "tests.toys:write", "read", "Sagen", "Læs en fil.", ("læs",)),
    CommandRow("sent", "tests.toys:late", "late", "Sagen", "Skriv en fil."),
    CommandRow("fejl", "tests.toys:fail", "fail", "Sagen", "Gå galt."),
    CommandRow("spoerg", "tests.toys:ask", "ask", "Sagen", "Stil et spørgsmål.", ("spørg",)),
    CommandRow("haeld", "tests.toys:pour", "pour", "Sagen", "Skriv meget.", ("hæld",)),
    CommandRow("kontor", "tests.toys:SMALL", "office", "Kontoret", "Indret kontoret."),
    CommandRow("snak", "tests.toys:TALKING", "talk", "Kontoret", "Svar uden videre."),
    CommandRow("mangler", "tests.no_such_module:x", "absent", "Kontoret", "Findes ikke."),
)
