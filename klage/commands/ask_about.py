"""The questions about a call, asked one by one at a terminal."""

from collections.abc import Callable, Mapping
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
WITHDRAWN = "Har borgeren selv bekræftet, at klagen lægges ned?"
_LINES: Mapping[str, tuple[str, str | None]] = {
    "summary_confirmed": ("Bekræftede borgeren din opsummering? (ja, nej, Enter for ikke spurgt)", None),
    "guidance_given": ("Fik borgeren klagevejledning? (ja, nej, ikke relevant)", None),
    "agreement": ("Aftale (Enter for ingen)", None),
    "next_step": ("Næste skridt (Enter for intet)", None),
    "next_due": ("Næste skridt senest, fx fredag (Enter for ingen dato)", None),
    "owner": ("Hvem gør det?", "borgervejleder"),
    "heard": ("Følte borgeren sig lyttet til? (ja, delvist, nej)", "ikke spurgt"),
    "understood": ("Følte borgeren sig forstået? (ja, delvist, nej)", "ikke spurgt"),
    "taken_seriously": ("Følte borgeren sig taget alvorligt? (ja, delvist, nej)", "ikke spurgt"),
    "late_reason": ("Hvorfor blev det efter fristen? (Enter for intet)", None),
}
"""What is answered on a line: the question, and what an empty answer stands for."""


def call(session: "Session", case: "Case", given: Values, called_at: "datetime") -> Values:
    """Ask how the call went, and what was said if it came to a conversation."""
    values = dict(given)
    values["result"] = asking.choice(session, "Hvordan gik opkaldet?", BY_KEY["result"], "talt_med")
    if values["result"] == "talt_med":
        while (key := unanswered(case, values)) is not None:
            values[key] = ask(session, case, values, key)
    if values["result"] == "ring_igen_aftalt" and "call_again_at" not in values:
        values["call_again_at"] = when(session)
    if _is_late(case, called_at):
        values["late_reason"] = ask(session, case, values, "late_reason")
    return values


def unanswered(case: "Case", values: Values, *, guided: bool = False) -> str | None:
    """Return the next thing to ask about a conversation, or nothing when all is answered."""
    keys = rules.to_ask(values, complaint_kind=case.complaint.complaint_kind, guided=guided)
    return next((key for key in keys if key not in values), None)


def ask(session: "Session", case: "Case", values: Values, key: str) -> object:
    """Ask one thing about a call and return the answer, empty or ``None`` where there is nothing to say.

    A withdrawal that the citizen confirms is put into ``values`` as well.
    """
    if key in _ASK:
        return _ASK[key](session, case, values)
    question, default = _LINES[key]
    return asking.answer(session, question, BY_KEY[key], default=default)


def _outcome(session: "Session", case: "Case", values: Values) -> str:
    """Ask what the conversation led to, until it is something that may be noted."""
    while True:
        outcome = asking.choice(
            session, "Hvad førte samtalen til?", BY_KEY["conversation_result"], "uddybet_videre_forloeb"
        )
        if outcome == "klage_lagt_ned" and not values.get("withdrawal_confirmed"):
            values["withdrawal_confirmed"] = session.prompter.confirm(WITHDRAWN) or None
        try:
            confirmed = bool(values.get("withdrawal_confirmed"))
            rules.check_outcome(outcome, confirmed=confirmed, complaint_kind=case.complaint.complaint_kind)
        except RefusedError as error:
            options.say(session, error.sentence, err=True)
        else:
            return outcome


def _stance(session: "Session", _case: "Case", values: Values) -> str:
    """Ask whether the citizen upholds a complaint over a decision; unconfirmed, it stands."""
    if session.prompter.confirm("Fastholder borgeren klagen over afgørelsen?", default=True):
        return "fastholdes"
    if session.prompter.confirm(WITHDRAWN):
        values["withdrawal_confirmed"] = True
        return "laegges_ned"
    options.say(session, "Så fastholdes klagen: Kun borgeren selv kan lægge den ned.", err=True)
    return "fastholdes"


def when(session: "Session") -> str:
    """Ask until it is said when the two of them are to talk."""
    while not (at := asking.answer(session, "Hvornår taler I sammen?", BY_KEY["call_again_at"])):
        options.say(session, "Skriv tidspunktet, fx torsdag kl. 10.", err=True)
    return at


def _is_late(case: "Case", called_at: "datetime") -> bool:
    """Tell whether this is the first attempt, made after the deadline."""
    state = case.standing
    return case.promise.covered and state.first_attempt_at is None and called_at > case.promise.due_at


_ASK: Mapping[str, Callable[["Session", "Case", Values], object]] = {
    "concern": lambda session, *_: session.prompter.text_block("Hvad sagde borgeren?"),
    "conversation_result": _outcome,
    "course_told": lambda session, *_: session.prompter.confirm(
        "Fik borgeren oplyst det videre forløb?", default=True
    ),
    "complaint_stance": _stance,
}
"""What is asked in a way of its own."""
