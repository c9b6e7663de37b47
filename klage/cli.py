"""The command line: the table of commands, the global options and the one error boundary."""

import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage import __version__
from klage.danish_cli import CommandRow, DanishGroup, build_group, help_width, run
from klage.danish_usage import harmless
from klage.errors import DiskError, KlageError
from klage.output.safe import SPELLED_OUT
from klage.output.sentence import terminal_width, told

if TYPE_CHECKING:
    from klage.session import Session

EVERY_DAY = "Hver dag"
THE_CASE = "Sagen"
LEARNING = "Læring"
THE_REGISTER = "Registret"
THE_OFFICE = "Kontoret"

COMMANDS = (
    CommandRow("", "klage.commands.today:today", "today", EVERY_DAY, "Vis dagen i dag.", pages=True),
    CommandRow("ny", "klage.commands.ny:ny", "add", EVERY_DAY, "Registrér en klage."),
    CommandRow("frister", "klage.commands.frister:frister", "due", EVERY_DAY, "Hvem skal du ringe til?", pages=True),
    CommandRow("ring", "klage.commands.ring.ring:ring", "phone", EVERY_DAY, "Ring til den næste."),
    CommandRow("opkald", "klage.commands.opkald:opkald", "call", EVERY_DAY, "Notér et opkald."),
    CommandRow("vis", "klage.commands.vis:vis", "show", EVERY_DAY, "Vis en sag.", pages=True),
    CommandRow("liste", "klage.commands.liste:liste", "list", EVERY_DAY, "Vis sager på en liste.", pages=True),
    CommandRow("soeg", "klage.commands.soeg:soeg", "search", EVERY_DAY, "Søg i sagernes tekst.", ("søg",), pages=True),
    CommandRow(
        "loefte", "klage.commands.loefte:loefte", "promise", THE_CASE, "Hold styr på løfterne.", ("løfte",), pages=True
    ),
    CommandRow("ret", "klage.commands.ret:ret", "edit", THE_CASE, "Ret en sag."),
    CommandRow("luk", "klage.commands.luk:luk", "close", THE_CASE, "Luk en sag."),
    CommandRow("genaabn", "klage.commands.luk:genaabn", "reopen", THE_CASE, "Genåbn en sag.", ("genåbn",), rare=True),
    CommandRow("genvurdering", "klage.commands.genvurdering:genvurdering", "reassess", THE_CASE, "Klage over afgørelse.", pages=True),
    CommandRow("maegling", "klage.commands.maegling:maegling", "mediation", THE_CASE, "Se og notér mægling.", ("mægling",), pages=True),
    CommandRow("indsats", "klage.commands.indsats:indsats", "unit-contact", THE_CASE, "Notér kontakt med afdelingen.", rare=True, pages=True),
    CommandRow("rejse", "klage.commands.journey.rejse:rejse", "journey", THE_CASE, "Følg borgerens vej gennem kommunen.", rare=True, pages=True),
    CommandRow("brev", "klage.commands.brev:brev", "letter", THE_CASE, "Skriv til borgeren."),
    CommandRow("sammenlaeg", "klage.commands.sammenlaeg:sammenlaeg", "merge", THE_CASE,
               "Læg to sager sammen.", ("sammenlæg",), rare=True),
    CommandRow("skil", "klage.commands.sammenlaeg:skil", "split", THE_CASE, "Skil to sager igen.", rare=True),
    CommandRow("laering", "klage.commands.learning.laering:LAERING", "learning", LEARNING, "Gør klager til læring.", ("læring",)),
    CommandRow("rapport", "klage.commands.report.rapport:rapport", "report", LEARNING, "Lav beretningen.", pages=True),
    CommandRow("import", "klage.commands.importer:import_", "import", THE_REGISTER, "Hent klager fra en fil."),
    CommandRow("eksport", "klage.commands.eksport:eksport", "export", THE_REGISTER, "Gem registret i en fil."),
    CommandRow("backup", "klage.commands.backup:backup", "backup", THE_REGISTER, "Tag en sikkerhedskopi."),
    CommandRow("gendan", "klage.commands.gendan:gendan", "restore", THE_REGISTER, "Gendan registret fra en kopi.", rare=True),
    CommandRow("historik", "klage.commands.historik:historik", "history", THE_REGISTER, "Se, hvad der er sket.", pages=True),
    CommandRow("fortryd", "klage.commands.fortryd:fortryd", "undo", THE_REGISTER, "Fortryd det seneste."),
    CommandRow("tjek", "klage.commands.tjek:tjek", "check", THE_REGISTER, "Se registret efter.", pages=True),
    CommandRow("anonymiser", "klage.commands.anonymiser:anonymiser", "anonymise", THE_REGISTER, "Slet navne og tekster i gamle sager.", rare=True),
    CommandRow("kontor", "klage.commands.office.kontor:KONTOR", "office", THE_OFFICE, "Indret kontoret."),
    CommandRow("vejledning", "klage.commands.vejledning:vejledning", "guide", THE_OFFICE, "Læs, hvordan du gør.", ("manual",), pages=True),
    CommandRow("demo", "klage.commands.demo:demo", "demo", THE_OFFICE, "Prøv opdigtede sager."),
)  # fmt: skip

HELP = (
    "Klager, opkald inden for et døgn og det, klagerne lærer os.\n"
    "klage alene viser dagen i dag. Læs om en kommando med klage KOMMANDO --hjaelp."
)

# What the operating system says when there is no room, or when the disk or the network drive fails.
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

# Said about stdout as well as about a file: Python does not tell which of them an OSError came from.
DISK_SENTENCE = "Ikke alt kunne skrives, fordi disken er fuld eller svigter. Se efter, hvad der er gemt, før du prøver igen."

COMPLETE = "_KLAGE_COMPLETE"
"""Set by the shell that asks what may be typed next; its scripts lie in ``klage/output/shell``."""

# 128 + SIGPIPE, as the shell has it for `yes | head -1`. Not 0: a list that was cut short never ends with 0.
READER_GONE = 141
INTERRUPTED = 130


class Begun:
    """What the error boundary knows of a run: its environment, and its session once there is one."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.session: Session | None = None


def main(
    argv: Sequence[str] | None = None,
    environ: Mapping[str, str] | None = None,
    commands: Sequence[CommandRow] = COMMANDS,
) -> int:
    """Run one command line and return its exit code; every error ends here.

    Args:
        argv: The command line without the program's name; by default the process's own.
        environ: The environment; by default the process's own.
        commands: The table of commands.
    """
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show an æ shows ae, and the list still comes.
            stream.reconfigure(errors=SPELLED_OUT)
    args = sys.argv[1:] if argv is None else argv
    env = os.environ if environ is None else environ
    group = build_group(commands, HELP, _begin)
    if COMPLETE in env:
        return _complete(group, env)
    begun = Begun(env)
    code = _guard(lambda: run(group, args, obj=begun, width=help_width(env)), begun)
    # Python would flush at exit, too late for an error to be told. What failed first decides the code.
    flushed = _guard(_flush, begun)
    return code or flushed


def _complete(group: DanishGroup, environ: Mapping[str, str]) -> int:
    """Answer the shell that asks what may be typed next; whatever goes wrong, with nothing.

    An error in the middle of a line that is being typed helps nobody.
    """
    try:
        import_module("klage.commands.completion.answer").answer(group, environ)
        _flush()
    except Exception:
        if environ.get("KLAGE_DEBUG") == "1":
            raise
        _give_up_stdout()
    return 0


def _begin(
    ctx: typer.Context,
    register: Annotated[
        Path | None, typer.Option(metavar="FIL", help="Brug registret i FIL. Skrives før kommandoen.")
    ] = None,
    version: Annotated[bool, typer.Option("--version", help="Vis, hvilken version det er.")] = False,
) -> None:
    """Put the session where the environment was; it is closed with the outermost context."""
    if version:
        typer.echo(f"klage {__version__}")
        raise typer.Exit
    # Not at the top: a help page does not pay for it.
    from klage.session import Session

    begun: Begun = ctx.obj
    begun.session = ctx.obj = Session(environ=begun.environ, register=register)
    ctx.call_on_close(ctx.obj.close)


def _guard(action: Callable[[], int], begun: Begun) -> int:
    """Do the action and return its exit code, or tell what went wrong and return that code."""
    try:
        return action()
    except KlageError as error:
        lying = begun.session.lying if begun.session else ""
        return _tell(f"{error.sentence} {lying}".rstrip(), error.exit_code, begun)
    except (typer.Abort, EOFError, KeyboardInterrupt):
        return _tell(_broken_off(begun), INTERRUPTED, begun)
    except BrokenPipeError:
        _give_up_stdout()
        return READER_GONE
    except Exception as error:
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            _give_up_stdout()
            return _tell(DISK_SENTENCE, DiskError.exit_code, begun)
        if begun.environ.get("KLAGE_DEBUG") == "1":
            raise
        from klage import crash

        return _tell(crash.report(error, begun.environ), crash.EXIT_CODE, begun)


def _broken_off(begun: Begun) -> str:
    """Return what to say to a user who stopped the run: that it stopped, and whether anything is saved."""
    # On a terminal the line already holds a question, or the ^C that the user typed.
    line = "\nAfbrudt." if sys.stderr is not None and sys.stderr.isatty() else "Afbrudt."
    try:
        return f"{line} {begun.session.outcome()}".rstrip() if begun.session else line
    except KlageError:
        return f"{line} Se efter, hvad der er gemt."


def _tell(sentence: str, exit_code: int, begun: Begun) -> int:
    """Write the sentence on stderr, with nothing in it that a terminal would obey; return the code."""
    text = "\n".join(harmless(line, limit=2000) for line in sentence.splitlines())
    with suppress(OSError):
        listens = begun.session is not None and begun.session.plain
        if sys.stderr is not None and not listens:  # a line that goes on would be heard as another
            text = told(text, sys.stderr, terminal_width(begun.environ))
        typer.echo(text, err=True)
    return exit_code


def _flush() -> int:
    """Write what stdout still holds; stdout is None when it was closed before the start."""
    if sys.stdout is not None:
        sys.stdout.flush()
    return 0


def _give_up_stdout() -> None:
    """Send the rest of the output nowhere, or Python would fail on it again at exit, in English."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
