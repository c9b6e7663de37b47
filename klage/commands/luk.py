"""Closing a case, with how it was handled and what came of it apart, and reopening one."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.danish_cli import command_help
from klage.domain import complaint as rules
from klage.domain import danish, fields
from klage.domain.calendar.dates import with_kl
from klage.domain.complaint import Closing
from klage.domain.matching import code_for
from klage.domain.vocabulary import HANDLING_METHODS, OUTCOMES
from klage.store import cases

if TYPE_CHECKING:
    from datetime import datetime

    from klage.domain.case import Case
    from klage.session import Session

BY_KEY = fields.by_key(fields.CLOSING)

At = Annotated[str | None, typer.Option("--kl", metavar="TID", help="Hvornår det skete; ellers nu.")]


@command_help("""
    Eksempler:

      klage luk 42
      klage luk 42 --metode telefonsamtale --resultat loest_i_dialog

    Metoden er, hvordan klagen blev behandlet; resultatet er, hvad der kom ud
    af det. Uden tilvalg spørger klage om begge.

    En klage over en afgørelse kan lukkes, når den er genvurderet med medhold
    eller sendt videre (klage genvurdering), eller når borgeren i en samtale
    har bekræftet, at klagen lægges ned.
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
    reason: options.Reason = None,
    at: At = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Close a case."""
    session: Session = ctx.obj
    case = _case(session, number, "afsluttet")
    _check_appeal(session, case, None)  # before anything is asked
    closing = Closing(
        at=_when(session, at),
        recorded_at=session.now,
        kind="afsluttet",
        method=_method(session, method),
        outcome=(result := _outcome(session, outcome)),
        reason=_reason(
            session,
            reason,
            keep_numbers=keep_numbers,
            ask="Hvorfor henlægges sagen?" if result == "henlagt" else None,
        ),
    )
    _check_appeal(session, case, result)
    after = _save(session, case, closing, command="luk")
    when = f" {danish.long_instant(closing.at)}" if at else ""
    unreached = after.promise.covered and after.standing.reached_at is None
    options.say(
        session,
        f"Sag {case.number} er afsluttet{when}: {OUTCOMES[result].lower()}.",
        "Du har ikke talt med borgeren; sagen tæller stadig med i opgørelsen af opkald." if unreached else "",
        _still_promised(after),
    )
    if after.complaint.has_waiting_concern:
        concern = (case.id, case.complaint.received_at)
        options.warn_of_children(session, [concern], to_screen=True)


def _still_promised(case: "Case") -> str:
    waiting = len(case.waiting_steps)
    if not waiting:
        return ""
    promises = danish.count(waiting, "løfte", "løfter")
    return (
        f"Borgeren har stadig {promises} til gode. Gør {'det' if waiting == 1 else 'dem'} op med klage loefte {case.number}. "
        "Indtil da står sagen på klage frister --alle."
    )


@command_help("""
    Eksempler:

      klage genaabn 42
      echo "Borgeren har nye oplysninger." | klage genaabn 42 --begrundelse -
""")
def genaabn(
    ctx: typer.Context,
    number: options.Number,
    reason: options.Reason = None,
    at: At = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Reopen a closed case; the first closing stays in its history."""
    session: Session = ctx.obj
    case = _case(session, number, "genaabnet")
    when = _when(session, at)
    text = _reason(session, reason, keep_numbers=keep_numbers, ask="Hvorfor genåbnes sagen?")
    after = _save(session, case, Closing(when, session.now, "genaabnet", reason=text), command="genaabn")
    options.say(session, f"Sag {case.number} er genåbnet.", *due_sentences(session, after, "igen"))


def due_sentences(session: "Session", case: "Case", how: str, *, name: str = "Sagen") -> list[str]:
    """Say when to call on a case, if it stands on the list: still (stadig) or again (igen)."""
    state = case.standing
    if state.reason is None or state.due_at is None:
        return []
    if state.reason == "aftalt_opkald":
        return [danish.agreed_call(state.due_at, session.now)]
    return [f"{name} står {how} på listen. {danish.call_by(state.due_at, session.now)}"]


def _case(session: "Session", number: str, kind: str) -> "Case":
    """Return the case if it can be closed or reopened at all; nothing is asked before that is known."""
    case = options.case_to_work_on(session, number)
    rules.check_turn(kind, is_open=case.closed_at is None)
    asking.announce(session, case)
    return case


def _check_appeal(session: "Session", case: "Case", outcome: str | None) -> None:
    """See that closing the case does not swallow a complaint over a decision."""
    # Not at the top: opkald imports this module, and knows nothing of the track.
    from klage.domain import appeal
    from klage.store import appeals

    kind = case.complaint.complaint_kind
    track = appeals.find(session.register.connection, case.id) or appeal.Appeal()
    appeal.check_closing(outcome, complaint_kind=kind, appeal=track, calls=case.calls)


def _when(session: "Session", at: str | None) -> "datetime":
    return session.now if at is None else options.instant(with_kl(at), session)


def _method(session: "Session", typed: str | None) -> str:
    if typed is not None:
        return code_for(typed, HANDLING_METHODS, "Metoden")
    if not session.interactive:
        options.needs_terminal("Metoden mangler. Skriv den med --metode.")
    return asking.required_choice(session, "Hvordan blev klagen behandlet?", BY_KEY["method"])


def _outcome(session: "Session", typed: str | None) -> str:
    if typed is not None:
        return code_for(typed, OUTCOMES, "Resultatet")
    if not session.interactive:
        options.needs_terminal("Resultatet mangler. Skriv det med --resultat.")
    return asking.required_choice(session, "Hvad blev resultatet?", BY_KEY["outcome"])


def _reason(session: "Session", option: str | None, *, keep_numbers: bool, ask: str | None) -> str | None:
    """Return the reason from stdin or, where there must be one, from the user at the terminal."""
    text = (options.piped_text(option, session, "Begrundelse") or "").strip()
    if not text and ask and session.interactive:
        text = asking.text(session, ask).strip()
    return (text if keep_numbers else asking.without_cpr(session, text, "Begrundelse")) or None


def _save(session: "Session", case: "Case", closing: Closing, *, command: str) -> "Case":
    """Store a closing if it may follow on the case as it is."""
    _check_place(session, case, closing)
    with session.write(command) as writer:
        # Again inside the transaction: another may have closed, merged or undone the case meanwhile.
        now = cases.again(session.register, case)
        _check_place(session, now, closing)
        if closing.kind == "afsluttet":
            _check_appeal(session, now, closing.outcome)
        cases.add_closing(writer, case.id, closing)
    return cases.get(session.register, case.id)


def _check_place(session: "Session", case: "Case", closing: Closing) -> None:
    since = max([case.complaint.received_at, *(earlier.at for earlier in case.closings)])
    rules.check_closing(closing, received_at=since, is_open=case.closed_at is None, now=session.now)
