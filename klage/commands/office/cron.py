"""``klage kontor cron``: the lines that make cron send the morning list, printed or put into the crontab."""

import os
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, say
from klage.danish_cli import command_help
from klage.domain import crontab as rules
from klage.errors import InvalidValueError, NotFoundError
from klage.output import crontab
from klage.session import Session, data_directory


@command_help("""
    Eksempler:

      klage kontor cron
      klage kontor cron --installer --mailto bv@kommunen.dk

    Viser de linjer, der får cron til at sende morgenlisten på hverdage kl. 7
    og tage en sikkerhedskopi hver dag kl. 12.30. Listen rummer sagsnumre,
    frister, forsøg, afdelinger og klagetyper, aldrig navne eller tekster.

    Med --installer skrives linjerne i din crontab, når du har set, hvad der
    ændres, og sagt ja. Dine egne linjer bliver stående. Gentag det, når klage
    eller registret er flyttet. Uden --mailto får din egen lokale postkasse
    listen, eller den adresse, der allerede står i linjerne.
""")
def cron(
    ctx: typer.Context,
    install: Annotated[bool, typer.Option("--installer", help="Skriv linjerne i din crontab.")] = False,
    remove: Annotated[bool, typer.Option("--fjern", help="Fjern linjerne fra din crontab igen.")] = False,
    mail_to: Annotated[
        str | None, typer.Option("--mailto", metavar="ADRESSE", help="Hvem der får listen i en mail.")
    ] = None,
    yes: Annotated[bool, typer.Option("--ja", help="Skriv linjerne uden at spørge.")] = False,
) -> None:
    """Show klage's lines for cron, put them into the crontab, or take them out."""
    session: Session = ctx.obj
    only_one({"--installer": install, "--fjern": remove})
    if remove:
        if mail_to is not None:
            raise InvalidValueError("--mailto bruges ikke sammen med --fjern.")
        _change(session, [], yes=yes)
        return
    old = crontab.read(session.environ) if install else ""
    plan = rules.Plan(
        _program(), _variables(session), rules.mail_to(old) if mail_to is None else mail_to or None
    )
    lines = rules.block(plan)
    _warn(session, plan)
    if install:
        _change(session, lines, yes=yes)
    else:
        typer.echo("\n".join(lines))


def _program() -> tuple[str, ...]:
    """Return the command that started this klage: its own script where there is one, else Python's module."""
    script = Path(sys.executable).with_name("klage")
    return (str(script),) if script.is_file() else (sys.executable, "-m", "klage")


def _variables(session: Session) -> dict[str, str]:
    """Return what klage must be told where there is no shell of the user's: where the register lies."""
    found = {}
    if session.environ.get("PYTHONPATH"):  # klage may have been started by it, and then cannot start without
        places = session.environ["PYTHONPATH"].split(os.pathsep)
        found["PYTHONPATH"] = os.pathsep.join(str(Path(place).absolute()) for place in places if place)
    home = session.environ.get("HOME", "")
    if session.path != data_directory({"HOME": home}) / "klage.db":
        found["KLAGE_DB"] = str(session.path.absolute())
    return found


def _warn(session: Session, plan: rules.Plan) -> None:
    """Say beforehand why a morning list might not come, or not at seven."""
    if not crontab.starts(rules.command(plan, ["--version"]), session.environ):
        raise NotFoundError(
            "klage kan ikke starte sådan, som cron ville starte det. Installér klage i et miljø, der bliver "
            "liggende, og prøv igen."
        )
    missing = (
        "" if session.has_register else "Der er ikke noget register endnu; det kommer med den første klage."
    )
    zone = rules.zone_warning(crontab.machine_zone(), session.now)
    options.say(session, missing, zone or "", err=True)


def _change(session: Session, lines: list[str], *, yes: bool) -> None:
    """Show what will be different in the crontab, ask, and change it."""
    old = crontab.read(session.environ)
    new = rules.merged(old, lines)
    if new == old:
        say(
            "Linjerne står allerede i din crontab."
            if lines
            else "Der er ingen linjer fra klage i din crontab."
        )
        return
    say("I din crontab (- forsvinder, + kommer til):", *_differences(old, new))
    if not _agreed(session, yes=yes):
        say("Din crontab er ikke ændret.")
        return
    if new:
        crontab.write(session.environ, new)
    else:
        crontab.remove(session.environ)
    if lines:
        say("Din crontab er ændret. klage tjek siger til, hvis morgenlisten ikke kommer.")
    else:
        say("Linjerne er fjernet. Morgenlisten og sikkerhedskopien kommer ikke mere af sig selv.")


def _differences(old: str, new: str) -> list[str]:
    changed = unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in changed if not line.startswith(("---", "+++", "@@"))]


def _agreed(session: Session, *, yes: bool) -> bool:
    if yes:
        return True
    if not session.interactive:
        raise InvalidValueError("Skriv --ja, når klage ikke kan spørge. Din crontab er ikke ændret.")
    return session.prompter.confirm("Skal din crontab ændres sådan?", default=True)
