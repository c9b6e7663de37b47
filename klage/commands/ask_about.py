"""The questions about a call, asked one by one at a terminal."""

from typing import TYPE_CHECKING

from klage.commands import asking, options
from klage.domain import call as rules
from klage.domain import fields
from klage.errors import RefusedError

if TYPE_CHECKING:
    from datetime import datetime

    from klage.domain.case import Case
    from klage.session import Session

Values = dict[str, object]
BY_KEY = fields.by_key(fields.CALL)
FELT = (
    ("heard", "Følte borgeren sig lyttet til (ja, delvist, nej)"),
    ("understood", "Følte borgeren sig forstået (ja, delvist, nej)"),
    ("taken_seriously", "Følte borgeren sig taget alvorligt (ja, delvist, nej)"),
)


def call(session: "Session", case: "Case", given: Values, called_at: "datetime") -> Values:
    """Ask how the call went, and what was said if it came to a conversation."""
    values = dict(given)
    values["result"] = asking.choice(session, "Hvordan gik opkaldet?", BY_KEY["result"], "talt_med")
    if values["result"] == "talt_med":
        _conversation(session, case, values)
    if values["result"] == "ring_igen_aftalt" and "call_again_at" not in values:
        values["call_again_at"] = _when(session)
    if _is_late(case, called_at):
        question = "Hvorfor blev det efter fristen (Enter for intet)"
        values["late_reason"] = asking.answer(session, question, BY_KEY["late_reason"])
    return values


def _conversation(session: "Session", case: "Case", values: Values) -> None:
    ask = session.prompter
    if "concern" not in values:
        values["concern"] = ask.text_block("Hvad sagde borgeren?")
    if "conversation_result" not in values:
        values["conversation_result"] = _outcome(session, case, values)
    if "course_told" not in values:
        values["course_told"] = ask.confirm("Fik borgeren oplyst det videre forløb?", default=True)
    if "agreement" not in values:
        values["agreement"] = asking.answer(session, "Aftale (Enter for ingen)", BY_KEY["agreement"])
    _next_step(session, values)
    for key, question in FELT:
        if key not in values:
            values[key] = asking.answer(session, question, BY_KEY[key], default="ikke spurgt")


def _outcome(session: "Session", case: "Case", values: Values) -> str:
    """Ask what the conversation led to, until it is something that may be noted."""
    while True:
        outcome = asking.choice(
            session, "Hvad førte samtalen til?", BY_KEY["conversation_result"], "uddybet_videre_forloeb"
        )
        if outcome == "klage_lagt_ned" and not values.get("withdrawal_confirmed"):
            question = "Har borgeren selv bekræftet, at klagen lægges ned?"
            values["withdrawal_confirmed"] = session.prompter.confirm(question) or None
        try:
            confirmed = bool(values.get("withdrawal_confirmed"))
            rules.check_outcome(outcome, confirmed=confirmed, complaint_kind=case.complaint.complaint_kind)
        except RefusedError as error:
            options.say(session, error.sentence, err=True)
        else:
            return outcome


def _next_step(session: "Session", values: Values) -> None:
    step = asking.answer(session, "Næste skridt (Enter for intet)", BY_KEY["next_step"])
    if not step:
        return
    values["next_step"] = step
    for key, question, default in (
        ("next_due", "Næste skridt senest, fx fredag (Enter for ingen dato)", None),
        ("owner", "Hvem gør det", "borgervejleder"),
    ):
        if key not in values:
            values[key] = asking.answer(session, question, BY_KEY[key], default=default)


def _when(session: "Session") -> str:
    while not (at := asking.answer(session, "Hvornår taler I sammen", BY_KEY["call_again_at"])):
        options.say(session, "Skriv tidspunktet, fx torsdag kl. 10.", err=True)
    return at


def _is_late(case: "Case", called_at: "datetime") -> bool:
    """Tell whether this is the first attempt, made after the deadline."""
    state = case.standing
    return case.promise.covered and state.first_attempt_at is None and called_at > case.promise.due_at
