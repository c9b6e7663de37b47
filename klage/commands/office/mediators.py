"""``klage kontor maeglere``: the mediators a citizen can be told to turn to."""

from typing import Annotated, Any

import typer

from klage.commands import options
from klage.commands.office.options import only_one, only_with, say
from klage.danish_cli import command_help
from klage.domain.matching import code_for
from klage.domain.mediator import KINDS, Mediator, contact, e_mail_from
from klage.domain.office_words import line_from
from klage.domain.phone import normalised, shown
from klage.output.listing import Column, Listing
from klage.session import Session
from klage.store import mediators


@command_help("""
    Eksempler:

      klage kontor maeglere
      klage kontor maeglere --ny Crecea --telefon "30 58 35 02" \\
          --telefontid "mandag-fredag kl. 9-12" --e-mail borger@crecea.dk \\
          --web www.aarhus.dk/borgermægler
      klage kontor maeglere --ret Crecea --telefontid "hverdage kl. 9-12"
      klage kontor maeglere --nedlaeg Crecea

    Arten er borgermaegler (ellers ekstern_maegler). Telefon og telefontid
    vises, når en borger henvises, så du kan give dem videre.
""")
def maeglere(
    ctx: typer.Context,
    new: Annotated[str | None, typer.Option("--ny", metavar="NAVN", help="Tilføj en mægler.")] = None,
    edit: Annotated[
        str | None, typer.Option("--ret", metavar="NAVN", help="Ret oplysninger om en mægler.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--art", metavar="ART", help="borgermaegler eller ekstern_maegler.")
    ] = None,
    phone: Annotated[str | None, typer.Option("--telefon", metavar="NUMMER", help="Telefonnummeret.")] = None,
    hours: Annotated[
        str | None, typer.Option("--telefontid", metavar="TEKST", help="Hvornår telefonen er åben.")
    ] = None,
    e_mail: Annotated[str | None, typer.Option("--e-mail", metavar="ADRESSE", help="E-mailadressen.")] = None,
    website: Annotated[str | None, typer.Option("--web", metavar="ADRESSE", help="Hjemmesiden.")] = None,
    retire: Annotated[
        str | None, typer.Option("--nedlaeg", "--nedlæg", metavar="NAVN", help="Tag en mægler ud af brug.")
    ] = None,
    revive: Annotated[
        str | None, typer.Option("--genopliv", metavar="NAVN", help="Tag en mægler i brug igen.")
    ] = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List or change the mediators."""
    session: Session = ctx.obj
    chosen = {"--ny": new, "--ret": edit, "--nedlaeg": retire, "--genopliv": revive}
    details = {
        "--art": kind,
        "--telefon": phone,
        "--telefontid": hours,
        "--e-mail": e_mail,
        "--web": website,
    }
    only_one({**chosen, "--json": json, "--csv": csv})
    only_with({"--ny": new, "--ret": edit}, details)
    if new is not None:
        _add(session, Mediator("borgermaegler", line_from(new, "--ny"))._replace(**_read(details)))
    elif edit is not None:
        _edit(session, edit, _read(details))
    elif retire is not None:
        _set_active(session, retire, active=False)
    elif revive is not None:
        _set_active(session, revive, active=True)
    else:
        options.show(session, mediator_list(session), json=json, csv=csv, plain=plain, names=False)


def mediator_list(session: Session) -> Listing:
    """Return the mediators with how to reach them."""
    return Listing(
        columns=(
            Column("kind", "Art", "code", labels=KINDS),
            Column("name", "Navn", flexible=True),
            Column("phone", "Telefon", screen=shown),
            Column("phone_hours", "Telefontid", flexible=True),
            Column("e_mail", "E-mail", flexible=True),
            Column("website", "Hjemmeside", flexible=True, spare=True),
            Column("active", "I brug", "flag", spare=True),
        ),
        rows=mediators.all_of(session.register),
        things=("mægler", "mæglere"),
        empty="Der er ingen mæglere endnu. Tilføj en med klage kontor maeglere --ny.",
    )


def _read(details: dict[str, str | None]) -> dict[str, Any]:
    """Return the fields that were given; an empty one is emptied."""
    fields = dict(zip(("kind", "phone", "phone_hours", "e_mail", "website"), details.items(), strict=True))
    return {key: _value(key, option, text) for key, (option, text) in fields.items() if text is not None}


def _value(key: str, option: str, text: str) -> str | None:
    if key == "kind":
        return code_for(text, KINDS, "Arten")
    if not text.strip():
        return None
    if key == "e_mail":
        return e_mail_from(text)
    line = line_from(text, option)
    return normalised(line) if key == "phone" else line


def _add(session: Session, mediator: Mediator) -> None:
    session.create()
    with session.write("kontor maeglere") as writer:
        mediators.add(writer, session.register, mediator)
    say(f"Mægleren er tilføjet: {contact(mediator)}.")


def _edit(session: Session, name: str, values: dict[str, Any]) -> None:
    before = mediators.require(session.register, name)
    after = before._replace(**values)
    with session.write("kontor maeglere") as writer:
        changed = mediators.change(writer, before, after)
    say(f"{'Rettet' if changed else 'Uændret'}: {contact(after)}.")


def _set_active(session: Session, name: str, *, active: bool) -> None:
    mediator = mediators.require(session.register, name)
    with session.write("kontor maeglere") as writer:
        changed = mediators.change(writer, mediator, mediator._replace(active=active))
    state = "i brug" if active else "taget ud af brug"
    kept = "" if active else " De gamle sager beholder mægleren."
    say(f"{mediator.name} er {'nu' if changed else 'allerede'} {state}.{kept}")
