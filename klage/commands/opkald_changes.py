"""Correcting and retracting a call: what stood there stays in the history."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from klage.commands import ask_about, asking, options
from klage.commands.luk import due_sentences
from klage.commands.ret import EMPTY, new_value
from klage.domain import call as rules
from klage.domain import correcting, danish, fields
from klage.domain.appeal import Appeal
from klage.domain.vocabulary import CALL_RESULTS
from klage.errors import InvalidValueError
from klage.store import appeals, calls, cases

if TYPE_CHECKING:
    from klage.domain.call import Call
    from klage.domain.case import Case
    from klage.session import Session
    from klage.store.calls import Noted

Values = dict[str, object]
FIELDS = fields.TYPED_CALL
FOLLOWED = "Det løfte, der blev noteret med opkaldet, er ændret med."


class Typed(NamedTuple):
    """What the command line says of a call.

    Attributes:
        values: What the options give, by key.
        words: ``-`` where the citizen's words are to be read, and ``agreement`` likewise.
        json: ``-`` where JSON is to be read.
        keep_numbers: Whether CPR numbers may stay.
    """

    values: Values
    words: str | None
    agreement: str | None
    json: str | None
    keep_numbers: bool


def correct(session: "Session", case: "Case", number: int, typed: Typed) -> None:
    """Note a call anew in the place of one that was noted wrongly."""
    noted = _nth(session, case, number)
    values = _corrections(session, case, noted.call, number, typed)
    if not typed.keep_numbers:
        values = asking.masked(session, values, fields.CALL)
    found = asking.reader(session, keep_numbers=True).record(values, FIELDS)
    wanted = correcting.corrected(noted.call, found)
    if wanted == noted.call:
        options.say(session, f"Opkald {number} på sag {case.number} er uændret.")
        return
    after = rules.check(
        replace(wanted, logged_at=session.now),
        received_at=case.complaint.received_at,
        is_open=True,  # it is a call that was made while it was
        complaint_kind=case.complaint.complaint_kind,
        now=session.now,
    )
    with session.write("opkald --ret") as writer:
        _check(session, case, noted, after)
        followed = calls.correct(writer, session.register, case.id, noted, after)
        cases.reindex(writer, session.register, case.id)
    first = after.next_due if noted.call.next_due is None else None
    _answer(session, case, number, _done(noted.call, after), followed=followed and first is None)
    if first is not None:
        options.say(session, f"Næste skridt er lovet senest {danish.long_day(first)}.")


def _done(before: "Call", after: "Call") -> str:
    """Say what was done to a call: written out if nothing was noted of it, else corrected, and where."""
    if correcting.is_bare(before):
        return "er skrevet færdigt"
    changed = [field.label.lower() for field in FIELDS if _differs(field.key, before, after)]
    return f"er rettet: {danish.enumeration(changed)}"


def retract(session: "Session", case: "Case", number: int, typed: Typed) -> None:
    """Take out a call that was noted by mistake.

    Raises:
        InvalidValueError: Something else is given as well.
    """
    if typed.values or typed.words or typed.agreement or typed.json:
        raise InvalidValueError("--slet står alene. Skriv --ret, hvis opkaldet skal rettes.")
    noted = _nth(session, case, number)
    with session.write("opkald --slet") as writer:
        _check(session, case, noted, None)
        followed = calls.retract(writer, session.register, case.id, noted)
        cases.reindex(writer, session.register, case.id)
    result = CALL_RESULTS[noted.call.result].lower()
    when = danish.long_instant(noted.call.called_at)
    what = f"tæller ikke længere ({result}, {when}). Det står stadig i historikken"
    _answer(session, case, number, what, followed=followed)


def _differs(key: str, before: "Call", after: "Call") -> bool:
    return bool(getattr(before, key) != getattr(after, key))


def _nth(session: "Session", case: "Case", number: int) -> "Noted":
    known = calls.with_keys(session.register, case.id)
    return known[correcting.chosen(number, len(known), case.number)]


def _check(session: "Session", case: "Case", noted: "Noted", after: "Call | None") -> None:
    """See, inside the transaction, that the call is still the one that was seen, and may be changed."""
    known = calls.with_keys(session.register, case.id)
    cases.refuse_changed(noted not in known, case.id)
    rest = [each.call for each in known if each != noted]
    correcting.check_withdrawal(
        [each.call for each in known],
        [*rest, after] if after else rest,
        is_open=cases.get(session.register, case.id).closed_at is None,
        complaint_kind=case.complaint.complaint_kind,
        track=appeals.find(session.register.connection, case.id) or Appeal(),
    )


def _corrections(session: "Session", case: "Case", before: "Call", number: int, typed: Typed) -> Values:
    """Return what is to be corrected: from JSON, options and stdin, or asked for at a terminal."""
    if typed.json is not None:
        return {**options.json_object(session, typed.json), **typed.values}
    texts = {
        "concern": options.piped_text(typed.words, session, "Borgerens ord"),
        "agreement": options.piped_text(typed.agreement, session, "Aftale"),
    }
    values = typed.values | {key: text for key, text in texts.items() if text is not None}
    if values:
        return values
    if not session.interactive:
        options.needs_terminal("Skriv, hvad der skal rettes, fx --udfald besked_lagt.")
    if correcting.is_bare(before):
        return _about_conversation(session, case, before)
    choices = [(field.key, field.label) for field in FIELDS]
    key = session.prompter.choose(f"Hvad skal rettes i opkald {number}?", choices)
    typed_value = new_value(session, before, fields.by_key(FIELDS)[key]) if key else ""
    return {key: None if typed_value == EMPTY else typed_value} if key and typed_value else {}


def _about_conversation(session: "Session", case: "Case", before: "Call") -> Values:
    """Ask about a conversation what ``opkald`` asks; what is left empty stays as it is."""
    asking.announce(session, case)
    known: Values = {"result": before.result}
    answers = dict(known)
    while (key := ask_about.unanswered(case, answers)) is not None:
        answers[key] = ask_about.ask(session, case, answers, key)
    return {key: answer for key, answer in answers.items() if key not in known and answer not in (None, "")}


def _answer(session: "Session", before: "Case", number: int, what: str, *, followed: bool) -> None:
    after = cases.get(session.register, before.id)
    met, was_met = after.standing.reached_at, before.standing.reached_at
    options.say(
        session,
        f"Opkald {number} på sag {after.number} {what}.",
        FOLLOWED if followed else "",
        "Der er nu ikke noteret nogen samtale med borgeren." if was_met and not met else "",
        *(due_sentences(session, after, "nu") if after.standing != before.standing else ()),
    )
