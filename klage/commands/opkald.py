"""Logging a call: how it went, what the citizen said, and what happens next."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.danish_cli import command_help
from klage.domain import call as rules
from klage.domain import danish, fields, reading
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError
from klage.store import cases

if TYPE_CHECKING:
    from klage.domain.call import Call
    from klage.domain.case import Case
    from klage.session import Session

Values = dict[str, object]
BY_KEY = fields.by_key(fields.CALL)
FELT = "ja, delvist, nej eller ikke_spurgt"


@command_help("""
    Eksempler:

      klage opkald 42
      klage opkald 42 --udfald ikke_truffet

    Uden tilvalg spørger klage, hvordan opkaldet gik, og, hvis I talte sammen,
    om borgerens ord, aftalen og næste skridt. Kun en samtale indfrier løftet.

    Udfald: talt_med, ikke_truffet, besked_lagt, forkert_nummer, intet_nummer,
    oensker_ikke_samtale, ring_igen_aftalt og afbrudt.
""")
def opkald(
    ctx: typer.Context,
    number: options.Number,
    result: Annotated[
        str | None, typer.Option("--udfald", metavar="UDFALD", help="Hvordan det gik, fx besked_lagt.")
    ] = None,
    conversation: Annotated[
        str | None, typer.Option("--samtale", metavar="RESULTAT", help="Hvad samtalen førte til.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--kl", metavar="TID", help='Hvornår der blev ringet, fx "kl. 14.30".')
    ] = None,
    incoming: Annotated[bool, typer.Option("--ind", help="Det var borgeren, der ringede.")] = False,
    told: Annotated[
        bool | None, typer.Option("--oplyst/--ikke-oplyst", help="Det videre forløb blev oplyst.")
    ] = None,
    words: Annotated[
        str | None, typer.Option("--ord", metavar="-", help="Læs borgerens ord fra standard input.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--aftale", metavar="-", help="Læs aftalen fra standard input.")
    ] = None,
    next_due: Annotated[
        str | None, typer.Option("--senest", metavar="DATO", help="Hvornår næste skridt er lovet.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--ansvarlig", metavar="ROLLE", help="Hvem der tager næste skridt.")
    ] = None,
    again: Annotated[
        str | None, typer.Option("--ring-igen", metavar="TID", help="Hvornår der ringes igen.")
    ] = None,
    confirmed: Annotated[
        bool, typer.Option("--bekraeftet", "--bekræftet", help="Borgeren bekræfter, at klagen lægges ned.")
    ] = False,
    heard: Annotated[
        str | None, typer.Option("--hoert", metavar="SVAR", help="Følte sig lyttet til: ja, delvist, nej.")
    ] = None,
    understood: Annotated[
        str | None, typer.Option("--forstaaet", metavar="SVAR", help="Følte sig forstået.")
    ] = None,
    seriously: Annotated[
        str | None, typer.Option("--alvorligt", metavar="SVAR", help="Følte sig taget alvorligt.")
    ] = None,
    json: Annotated[
        str | None, typer.Option("--json", metavar="-", help="Læs opkaldet som JSON fra standard input.")
    ] = None,
) -> None:
    """Log a call on a case and say what it means for the promise."""
    session: Session = ctx.obj
    key = options.case_id(session, number)
    if words == agreement == "-" and not session.interactive:
        raise InvalidValueError("Kun én tekst kan læses fra standard input. Brug --json - til flere.")
    given: Values = {
        "result": result,
        "conversation_result": conversation,
        "called_at": at,
        "direction": "ind" if incoming else None,
        "course_told": told,
        "concern": options.piped_text(words, session, "Borgerens ord"),
        "agreement": options.piped_text(agreement, session, "Aftale"),
        "next_due": next_due,
        "owner": owner,
        "call_again_at": again,
        "withdrawal_confirmed": confirmed or None,
        "heard": heard,
        "understood": understood,
        "taken_seriously": seriously,
    }
    case = cases.get(session.register, key)
    values = _with_answers(session, case, {k: v for k, v in given.items() if v is not None}, json)
    call = _read(session, case, values)
    after = _save(session, case, call)
    _answer(session, case, after, call)


def _with_answers(session: "Session", case: "Case", values: Values, json: str | None) -> Values:
    """Add what JSON or the user at the terminal says to what the options gave."""
    if json is not None:
        return {**options.json_object(session, json), **values}
    if "result" in values:
        return values
    if not session.interactive:
        options.needs_terminal("Opkaldets udfald mangler. Skriv det med --udfald.")
    return _ask(session, case, dict(values))


def _ask(session: "Session", case: "Case", values: Values) -> Values:
    """Ask how the call went, and what was said if it came to a conversation."""
    values["result"] = asking.choice(session, BY_KEY["result"], "talt_med")
    if values["result"] == "talt_med":
        _ask_about_conversation(session, values)
    if values["result"] == "ring_igen_aftalt" and "call_again_at" not in values:
        values["call_again_at"] = session.prompter.ask("Hvornår taler I sammen", parse=_required)
    if _is_late(session, case):
        values["late_reason"] = session.prompter.ask("Hvorfor blev det efter fristen (Enter for intet)")
    return values


def _ask_about_conversation(session: "Session", values: Values) -> None:
    ask = session.prompter
    values.setdefault("concern", ask.text_block("Borgerens ord"))
    outcome = asking.choice(session, BY_KEY["conversation_result"], "uddybet_videre_forloeb")
    values.setdefault("conversation_result", outcome)
    if outcome == "klage_lagt_ned":
        values["withdrawal_confirmed"] = ask.confirm("Har borgeren selv bekræftet, at klagen lægges ned?")
    values.setdefault("course_told", ask.confirm("Blev det videre forløb oplyst?", default=True))
    values.setdefault("agreement", ask.ask("Aftale (Enter for ingen)"))
    step = ask.ask("Næste skridt (Enter for intet)")
    if step:
        values["next_step"] = step
        values.setdefault("next_due", ask.ask("Næste skridt senest, fx fredag (Enter for ingen dato)"))
        values.setdefault("owner", ask.ask("Hvem gør det", default="borgervejleder"))
    for key in ("heard", "understood", "taken_seriously"):
        values.setdefault(key, ask.ask(BY_KEY[key].label, default="ikke_spurgt"))


def _required(text: str) -> str:
    if not text:
        raise InvalidValueError("Skriv tidspunktet, fx torsdag kl. 10.")
    return text


def _is_late(session: "Session", case: "Case") -> bool:
    state = case.standing
    return case.promise.covered and state.first_attempt_at is None and session.now > case.promise.due_at


def _read(session: "Session", case: "Case", values: Values) -> "Call":
    """Return the call that the values make, if it may be noted on the case."""
    for key, field in BY_KEY.items():
        value = values.get(key)
        if field.kind == "text" and isinstance(value, str):
            values[key] = asking.without_cpr(session, value)
    call = reading.call_from(values, asking.reader(session, keep_numbers=True))
    return rules.check(
        call,
        received_at=case.complaint.received_at,
        is_open=case.closed_at is None,
        complaint_kind=case.complaint.complaint_kind,
        now=session.now,
    )


def _save(session: "Session", case: "Case", call: "Call") -> "Case":
    with session.write("opkald") as writer:
        cases.add_call(writer, case.id, call)
        cases.reindex(writer, session.register, case.id)
    return cases.get(session.register, case.id)


def _answer(session: "Session", before: "Case", after: "Case", call: "Call") -> None:
    when = danish.long_instant(call.called_at)
    typer.echo(f"Opkald noteret på sag {after.number}: {CALL_RESULTS[call.result].lower()}, {when}.")
    for sentence in (_about_promise(before, after, call), *_what_next(session, after)):
        if sentence:
            typer.echo(sentence)


def _about_promise(before: "Case", after: "Case", call: "Call") -> str:
    """Say whether the promise was met by this call."""
    if call.result != "talt_med" or not after.promise.covered or before.standing.reached_at is not None:
        return ""
    in_time = call.called_at <= after.promise.due_at
    return "Borgeren er nået inden for fristen." if in_time else "Borgeren er nået efter fristen."


def _what_next(session: "Session", case: "Case") -> list[str]:
    state = case.standing
    if case.closed_at is not None:
        return [f"Sagen er afsluttet. Skal den behandles igen, så skriv klage genaabn {case.number}."]
    if state.ended:
        return ["Borgeren skal have svar på skrift; sagen står ikke længere på listen."]
    if state.reason is None or state.due_at is None:
        return _promised(case)
    deadline = f"{danish.long_instant(state.due_at)} ({danish.until(state.due_at, session.now)})"
    what = "Aftalt opkald" if state.reason == "aftalt_opkald" else "Sagen står stadig på listen: ring senest"
    return [f"{what} {deadline}.", *_promised(case)]


def _promised(case: "Case") -> list[str]:
    step = case.calls[-1].next_due if case.calls else None
    return [f"Næste skridt er lovet senest {danish.long_day(step)}."] if step else []
