"""Closing a case, with how it was handled and what came of it apart, and reopening one."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.danish_cli import command_help
from klage.domain import complaint as rules
from klage.domain import fields
from klage.domain.complaint import Closing
from klage.domain.matching import code_for
from klage.domain.vocabulary import HANDLING_METHODS, OUTCOMES
from klage.store import cases

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

BY_KEY = fields.by_key(fields.CLOSING)

Reason = Annotated[
    str | None, typer.Option("--begrundelse", metavar="-", help="Læs begrundelsen fra standard input.")
]
At = Annotated[str | None, typer.Option("--kl", metavar="TID", help="Hvornår det skete; ellers nu.")]


@command_help("""
    Eksempler:

      klage luk 42
      klage luk 42 --metode telefonsamtale --resultat loest_i_dialog

    Metoden er, hvordan klagen blev behandlet; resultatet er, hvad der kom ud
    af det. Uden tilvalg spørger klage om begge.
""")
def luk(
    ctx: typer.Context,
    number: options.Number,
    method: Annotated[
        str | None, typer.Option("--metode", metavar="METODE", help="Løsningsmetoden, fx skriftligt_svar.")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option("--resultat", metavar="RESULTAT", help="Resultatet, fx delvist_medhold.")
    ] = None,
    reason: Reason = None,
    at: At = None,
) -> None:
    """Close a case."""
    session: Session = ctx.obj
    case = cases.get(session.register, options.case_id(session, number))
    if session.interactive and case.closed_at is None:
        method = method or asking.choice(session, BY_KEY["method"])
        outcome = outcome or asking.choice(session, BY_KEY["outcome"])
    if not (method and outcome):
        options.needs_terminal("Metode eller resultat mangler. Skriv dem med --metode og --resultat.")
    text = options.piped_text(reason, session, "Begrundelse")
    if outcome == "henlagt" and session.interactive and not text:
        text = session.prompter.text_block("Hvorfor henlægges sagen?")
    closing = _closing(session, "afsluttet", text, at, method=method, outcome=outcome)
    after = _save(session, case, closing, command="luk")
    typer.echo(f"Sag {case.number} er afsluttet: {OUTCOMES[closing.outcome or ''].lower()}.")
    if after.promise.covered and after.standing.reached_at is None:
        typer.echo("Borgeren er ikke talt med; sagen tæller stadig med i opgørelsen af opkald.")


@command_help("""
    Eksempler:

      klage genaabn 42
      echo "Borgeren har nye oplysninger." | klage genaabn 42 --begrundelse -
""")
def genaabn(ctx: typer.Context, number: options.Number, reason: Reason = None, at: At = None) -> None:
    """Reopen a closed case; the first closing stays in its history."""
    session: Session = ctx.obj
    case = cases.get(session.register, options.case_id(session, number))
    text = options.piped_text(reason, session, "Begrundelse")
    if not text and session.interactive and case.closed_at is not None:
        text = session.prompter.text_block("Hvorfor genåbnes sagen?")
    _save(session, case, _closing(session, "genaabnet", text, at), command="genaabn")
    typer.echo(f"Sag {case.number} er genåbnet.")


def _closing(
    session: "Session",
    kind: str,
    reason: str | None,
    at: str | None,
    *,
    method: str | None = None,
    outcome: str | None = None,
) -> Closing:
    text = asking.without_cpr(session, reason.strip()) if reason and reason.strip() else None
    return Closing(
        at=options.instant(at, session) if at else session.now,
        recorded_at=session.now,
        kind=kind,
        method=code_for(method, HANDLING_METHODS, "Metoden") if method else None,
        outcome=code_for(outcome, OUTCOMES, "Resultatet") if outcome else None,
        reason=text,
    )


def _save(session: "Session", case: "Case", closing: Closing, *, command: str) -> "Case":
    """Store a closing if it may follow on the case as it is."""
    since = max([case.complaint.received_at, *(earlier.at for earlier in case.closings)])
    rules.check_closing(closing, received_at=since, is_open=case.closed_at is None, now=session.now)
    with session.write(command) as writer:
        cases.add_closing(writer, case.id, closing)
    return cases.get(session.register, case.id)
