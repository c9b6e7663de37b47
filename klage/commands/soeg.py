"""Searching the texts of all cases."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.liste import listing, warn
from klage.danish_cli import command_help
from klage.store import listing as stored
from klage.store import search

if TYPE_CHECKING:
    from klage.session import Session

PAGE = 50


@command_help("""
    Eksempler:

      klage soeg
      klage soeg ventetid hjælpemiddel

    Uden ord spørger klage om dem. Skriv aldrig navne på kommandolinjen, for
    dér kan andre læse dem; svar i stedet på spørgsmålet, eller brug klage
    soeg - og giv ordene på standardinput.

    Et ord findes også inde i et længere: pleje finder Ældreplejen.
""")
def soeg(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="ORD", help="Ord, som sagen skal indeholde; - læser dem.")
    ] = None,
    best: Annotated[
        bool, typer.Option("--bedste", help="Vis de bedste af de nyeste først i stedet for de nyeste.")
    ] = False,
    most: Annotated[
        int, typer.Option("--antal", metavar="TAL", min=1, max=10_000, help="Hvor mange sager højst.")
    ] = PAGE,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show the cases that hold every word, the newest first."""
    session: Session = ctx.obj
    options.style_of(session, json=json, csv=csv, plain=plain)
    keys = search.find(session.register, _query(session, words), limit=most + 1, ranked=best)
    lines = stored.by_keys(session.register, keys[:most])
    warn(session, lines, to_screen=sys.stdout.isatty() and not (json or csv))
    note = f"Der er flere end {most}. Skriv flere ord, eller brug --antal." if len(keys) > most else None
    found = listing(
        session, lines, empty="Ingen sager indeholder det. Prøv med færre eller kortere ord.", note=note
    )
    options.show(session, found, json=json, csv=csv, plain=plain, names=names)


def _query(session: "Session", words: list[str] | None) -> str:
    if words and words != ["-"]:
        return " ".join(words)
    if session.interactive:
        return session.prompter.ask("Søg efter")
    if words is None:
        options.needs_terminal("Skriv, hvad der skal søges efter, eller giv det på standardinput med -.")
    return options.read_stdin()
