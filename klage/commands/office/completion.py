"""``klage kontor udfyldning``: the script that lets the Tab key finish a command line, shown or installed."""

from pathlib import Path
from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, say
from klage.danish_cli import command_help
from klage.domain.matching import or_list
from klage.errors import InvalidValueError
from klage.output.safe import one_line
from klage.output.shell import setup
from klage.session import Session, data_directory

TRY = "Åbn et nyt vindue, skriv klage og et mellemrum, og tryk på Tab."
UNDO = "Fortryd det med klage kontor udfyldning --fjern."


@command_help("""
    Eksempler:

      klage kontor udfyldning --installer
      klage kontor udfyldning zsh --installer

    Når det er sat op, skriver tasten Tab færdig: kommandoer, tilvalg, åbne
    sagers numre, afdelinger, temaer og koder. Borgernes navne vises aldrig,
    og registret bliver kun læst.

    Uden --installer vises det, der ellers bliver skrevet i en fil. Nævner du
    hverken bash, zsh eller fish, er det den, du bruger til daglig. I bash og
    zsh får din egen .bashrc eller .zshrc én linje; --fjern tager alt ud igen.
""")
def udfyldning(
    ctx: typer.Context,
    shell: Annotated[
        str | None,
        typer.Argument(metavar="bash|zsh|fish", help="Hvilken kommandofortolker.", show_default=False),
    ] = None,
    install: Annotated[bool, typer.Option("--installer", help="Slå det til.")] = False,
    remove: Annotated[bool, typer.Option("--fjern", help="Slå det fra igen.")] = False,
) -> None:
    """Show the script of a shell, install it, or take it away."""
    session: Session = ctx.obj
    only_one({"--installer": install, "--fjern": remove})
    chosen = _shell(session, shell)
    if not (install or remove):
        typer.echo(setup.script(chosen), nl=False)
        if session.interactive:
            options.say(session, "Slå det til med klage kontor udfyldning --installer.", err=True)
        return
    where = setup.places(chosen, session.environ, _home(session), data_directory(session.environ))
    if install:
        _installed(chosen, where, is_new=setup.install(chosen, where))
    else:
        there = setup.remove(where)
        say(
            f"Tab-udfyldning i {chosen} er slået fra."
            if there
            else f"Tab-udfyldning i {chosen} var ikke slået til."
        )


def _shell(session: Session, typed: str | None) -> str:
    """Return the shell that is meant: the one typed, or the user's own.

    Raises:
        InvalidValueError: It is none that klage knows.
    """
    chosen = setup.shell_of(session.environ) if typed is None else typed.strip().lower()
    if chosen not in setup.SHELLS:
        raise InvalidValueError(
            f"Tab-udfyldning findes til {or_list(setup.SHELLS)}. Skriv, hvilken du bruger."
        )
    return chosen


def _home(session: Session) -> Path:
    return Path(session.environ["HOME"]) if session.environ.get("HOME") else Path.home()


def _installed(shell: str, where: setup.Places, *, is_new: bool) -> None:
    if not is_new:
        say(f"Tab-udfyldning i {shell} var allerede slået til.")
        return
    line = f" og læses af {one_line(str(where.start))}" if where.start else ""
    say(
        f"Tab-udfyldning i {shell} er slået til. Den ligger i {one_line(str(where.script))}{line}.",
        TRY,
        UNDO,
    )
