"""Where the terminal does not know the word ``klage``: the line that teaches it, said on the first day only."""

import os
import shutil
import sys
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import typer

from klage.commands import options

if TYPE_CHECKING:
    from collections.abc import Mapping

    from klage.session import Session

OWN_FOLDER = ".local/bin"
"""Where a user's own programs lie (XDG); the shell looks there from the next login, where it does not already."""


def teach(session: "Session", script: Path | None = None) -> None:
    """Say how ``klage`` is typed alone, at a terminal that does not find it.

    Args:
        session: The run.
        script: The program; the one beside the Python that runs it when it is left out.
    """
    found = lesson(session.environ, script or Path(sys.executable).with_name("klage"))
    if found is None or not sys.stdout.isatty():
        return
    sentence, line = found
    options.say(session, f"\n{sentence}")
    typer.echo(f"\n{line}\n")  # never broken: it is to be pasted


def lesson(environ: "Mapping[str, str]", script: Path) -> tuple[str, str] | None:
    """Return a sentence and the line to paste, or nothing where ``klage`` is found or no such line would do."""
    places = environ.get("PATH", "")
    if os.name == "nt" or shutil.which("klage", path=places) or not script.is_file():
        return None
    own = Path(environ.get("HOME", "~")) / OWN_FOLDER
    then = "" if str(own) in places.split(os.pathsep) else ", og log ind igen"
    sentence = f"Terminalen kender ikke ordet klage endnu. Skriv denne linje én gang{then}:"
    return sentence, f"mkdir -p ~/{OWN_FOLDER} && ln -sf {quote(str(script))} ~/{OWN_FOLDER}/"
