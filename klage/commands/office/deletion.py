"""``klage kontor sletning``: when closed cases may be anonymised."""

from typing import Annotated

import typer

from klage.commands import options
from klage.commands.office.options import only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain.forgetting import Rule, rule_sentence
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store.forget import forgetting

LONGEST = 600


@command_help("""
    Eksempler:

      klage kontor sletning
      klage kontor sletning --efter 24

    Ingen lov nævner et antal måneder: Kommunen fastsætter selv fristen og
    dokumenterer den. Klager uden journalnummer bliver stående, medmindre du
    skriver --ogsaa-uden-journalnr. Fristen sletter intet af sig selv; det
    gør klage anonymiser.
""")
def sletning(
    ctx: typer.Context,
    months: Annotated[
        int | None,
        typer.Option(
            "--efter", metavar="MÅNEDER", min=1, max=LONGEST, help="Måneder efter, at sagen er lukket."
        ),
    ] = None,
    journalised: Annotated[
        bool | None,
        typer.Option(
            "--kun-journaliserede/--ogsaa-uden-journalnr", help="Skal klagen have et journalnummer?"
        ),
    ] = None,
    remove: Annotated[bool, typer.Option("--fjern", help="Fjern fristen igen.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """Show, set or remove the rule for which cases may be anonymised."""
    session: Session = ctx.obj
    only_one({"--efter": months, "--fjern": remove, "--json": json, "--csv": csv})
    only_with({"--efter": months}, {"--kun-journaliserede/--ogsaa-uden-journalnr": journalised is not None})
    if months is None and not remove:
        options.show(session, rules(session), json=json, csv=csv, plain=plain, names=False)
        return
    session.create()
    new = None if months is None else Rule(months, needs_journal_no=journalised is not False)
    with session.write("kontor sletning") as writer:
        forgetting.set_rule(writer, new)
    say(rule_sentence(new), "Se, hvad det betyder, med klage anonymiser --proev." if new else "")


def rules(session: Session) -> Listing:
    """Return the rule as a list of one row, or of none."""
    found = forgetting.rule(session.register)
    return Listing(
        columns=(
            Column("months", "Måneder efter afslutning", "number"),
            Column("needs_journal_no", "Kræver journalnummer", "flag"),
        ),
        rows=[found] if found else [],
        empty=rule_sentence(None),
    )
