"""Logging a call: how it went, what the citizen said, and what happens next."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import ask_about, asking, options
from klage.commands.luk import due_sentences
from klage.danish_cli import command_help
from klage.domain import call as rules
from klage.domain import danish, fields, reading
from klage.domain.calendar.dates import with_kl
from klage.domain.complaint import Closing
from klage.domain.step import Step
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError
from klage.store import cases, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from klage.domain.call import Call
    from klage.domain.case import Case
    from klage.session import Session
    from klage.store.writing import Writer

Values = dict[str, object]


@command_help("""
    Eksempler:

      klage opkald 42
      klage opkald 42 ikke

    Uden udfald spørger klage, hvordan opkaldet gik, og, hvis I talte sammen,
    om borgerens ord, aftalen og næste skridt. Kun en samtale indfrier løftet.
    Er et opkald noteret forkert, retter --ret N det, og --slet N lader det
    udgå; det første står stadig i historikken. Numrene ses med klage vis.

    Udfald: talt_med, ikke_truffet, besked_lagt, forkert_nummer, intet_nummer,
    oensker_ikke_samtale, ring_igen_aftalt og afbrudt. Begyndelsen er nok, når
    den kun passer på ét, fx ikke, besked eller talt. Skriv - som nummer for
    den sag, du sidst gemte noget om.
""")
def opkald(
    ctx: typer.Context,
    number: options.Number,
    word: Annotated[
        str | None,
        typer.Argument(metavar="UDFALD", help="Det samme som --udfald, fx ikke.", show_default=False),
    ] = None,
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
        str | None, typer.Option("--ord", metavar="-", help="Læs borgerens ord fra standardinput.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--aftale", metavar="-", help="Læs aftalen fra standardinput.")
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
        str | None, typer.Option("--json", metavar="-", help="Læs opkaldet som JSON fra standardinput.")
    ] = None,
    correct: Annotated[
        int | None, typer.Option("--ret", metavar="N", min=1, help="Ret opkald nummer N i sagen.")
    ] = None,
    retract: Annotated[
        int | None, typer.Option("--slet", metavar="N", min=1, help="Lad opkald nummer N udgå.")
    ] = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Log a call on a case and say what it means for the promise."""
    session: Session = ctx.obj
    case = options.case_to_work_on(session, number)
    if not session.interactive:
        options.one_from_stdin(words, agreement, json)
    given: Values = {
        "result": _result(word, result),
        "conversation_result": conversation,
        "called_at": options.instant_text(at and with_kl(at), session, "--kl"),
        "direction": "ind" if incoming else None,
        "course_told": told,
        "next_due": next_due,
        "owner": owner,
        "call_again_at": options.instant_text(again, session, "--ring-igen", ahead=True),
        "withdrawal_confirmed": confirmed or None,
        "heard": heard,
        "understood": understood,
        "taken_seriously": seriously,
    }
    values = {key: value for key, value in given.items() if value is not None}
    if correct is not None or retract is not None:
        typed = (values, words, agreement, json, keep_numbers)
        _change(session, case, correct, retract, typed)
        return
    if json is not None:
        values = {**options.json_object(session, json), **values}
    else:
        values = _with_answers(session, case, values, words, agreement)
    call = read(session, case, values, keep_numbers=keep_numbers)
    reopening = _reopening(session, case)
    answer(session, case, save(session, case, call, reopening), call)


def _result(word: str | None, option: str | None) -> str | None:
    """Return the result that was typed, after the number or after ``--udfald``.

    Raises:
        InvalidValueError: It was typed in both places.
    """
    if word is not None and option is not None:
        raise InvalidValueError("Skriv kun udfaldet ét sted: efter nummeret eller med --udfald.")
    return option if word is None else word


def _change(
    session: "Session",
    case: "Case",
    correct: int | None,
    retract: int | None,
    typed: tuple[Values, str | None, str | None, str | None, bool],
) -> None:
    """Correct or retract a call that is noted already."""
    from klage.commands import opkald_changes  # nearly every call is a new one, and does not pay for it

    if correct is not None and retract is not None:
        raise InvalidValueError("Skriv enten --ret eller --slet.")
    if correct is not None:
        opkald_changes.correct(session, case, correct, opkald_changes.Typed(*typed))
    elif retract is not None:
        opkald_changes.retract(session, case, retract, opkald_changes.Typed(*typed))


def _with_answers(
    session: "Session", case: "Case", given: Values, words: str | None, agreement: str | None
) -> Values:
    """Add what stdin or the user at the terminal says to what the options gave.

    Nothing is asked before it is known that the call may be noted at all: what was typed would be lost.
    """
    if "result" not in given and not session.interactive:
        options.needs_terminal("Opkaldets udfald mangler. Skriv det med --udfald.")
    known = asking.reader(session, keep_numbers=True).record(given, fields.CALL)
    called_at, direction = known.get("called_at", session.now), known.get("direction", "ud")
    check_place(session, case, called_at, direction)
    asking.announce(session, case)
    texts = {
        "concern": options.piped_text(words, session, "Borgerens ord"),
        "agreement": options.piped_text(agreement, session, "Aftale"),
    }
    values = given | {key: value for key, value in texts.items() if value is not None}
    return values if "result" in given else ask_about.call(session, case, values, called_at)


def check_place(session: "Session", case: "Case", called_at: "datetime", direction: str) -> None:
    """See that such a call has a place on the case; ``domain.call`` says when it has none."""
    rules.check_place(
        called_at,
        direction,
        received_at=case.complaint.received_at,
        is_open=case.closed_at is None,
        now=session.now,
    )


def _reopening(session: "Session", case: "Case") -> Closing | None:
    """Ask whether the citizen's own call on a closed case opens it again."""
    if case.closed_at is None or not session.interactive:
        return None
    if not session.prompter.confirm("Sagen er afsluttet. Skal den genåbnes?", default=False):
        return None
    reason = asking.without_cpr(session, asking.text(session, "Hvorfor genåbnes sagen?"), "Begrundelse")
    return Closing(at=session.now, recorded_at=session.now, kind="genaabnet", reason=reason)


def read(session: "Session", case: "Case", values: Values, *, keep_numbers: bool) -> "Call":
    """Return the call that the values make, if it may be noted on the case."""
    if not keep_numbers:
        values = asking.masked(session, values, fields.CALL)
    reading.refuse_unknown(values, fields.by_key(fields.TYPED_CALL))
    call = reading.call_from(values, asking.reader(session, keep_numbers=True))
    return rules.check(
        call,
        received_at=case.complaint.received_at,
        is_open=case.closed_at is None,
        complaint_kind=case.complaint.complaint_kind,
        now=session.now,
    )


def save(
    session: "Session",
    case: "Case",
    call: "Call",
    reopening: Closing | None = None,
    also: "Callable[[Writer], object]" = lambda _: None,
) -> "Case":
    """Note a call with what it promised in one transaction, and return the case as it is then.

    ``also`` is done in the same transaction.
    """
    with session.write("opkald") as writer:
        # Again inside the transaction: another may have closed or undone the case meanwhile.
        check_place(session, cases.again(session.register, case), call.called_at, call.direction)
        cases.add_call(writer, case.id, call)
        if call.next_due is not None:
            steps.add(writer, case.id, Step(call.called_at, call.next_due, call.next_step, call.owner))
        if reopening is not None:
            cases.add_closing(writer, case.id, reopening)
        cases.reindex(writer, session.register, case.id)
        also(writer)
    return cases.get(session.register, case.id)


def answer(session: "Session", before: "Case", after: "Case", call: "Call") -> None:
    """Say what was noted, what it means for the promise, and what comes next."""
    when = danish.long_instant(call.called_at)
    options.say(
        session,
        f"Opkald noteret på sag {after.number}: {CALL_RESULTS[call.result].lower()}, {when}.",
        f"Sag {after.number} er genåbnet." if before.closed_at and after.closed_at is None else "",
        _about_promise(before, after, call),
        *_what_next(session, after),
        _planned(after, call),
        *_to_pass_on(session, call),
    )


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
    return [*due_sentences(session, case, "stadig"), *_promised(case)]


def _planned(case: "Case", call: "Call") -> str:
    """Say back a time that the user only plans, and that therefore moves no deadline."""
    again = call.call_again_at
    if again is None or again == case.standing.due_at:
        return ""
    return f"Du har noteret, at du ringer igen {danish.long_instant(again)}."


def _promised(case: "Case") -> list[str]:
    step = case.calls[-1].next_due if case.calls else None
    return [f"Næste skridt er lovet senest {danish.long_day(step)}."] if step else []


def _to_pass_on(session: "Session", call: "Call") -> list[str]:
    """Return the contact and telephone hours of the mediator that the citizen was told of."""
    if call.conversation_result != "henvist_borgermaegler":
        return []
    from klage.domain.mediator import to_pass_on  # a call that ends otherwise does not pay for it
    from klage.store import mediators

    return to_pass_on(mediators.all_of(session.register), "borgermaegler")
