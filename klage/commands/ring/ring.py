"""``klage ring``: take the next citizen on the list, stay through the call, and offer the next one.

Everything here asks, so it is for a terminal only; ``opkald`` notes the same with options. What is typed during a
conversation is a draft in the register at every Enter; no transaction is open while the user thinks.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import ask_about, frister, opkald, options
from klage.commands.ring import shown, talk
from klage.danish_cli import command_help
from klage.domain import danish, guided_call
from klage.domain import draft as rules
from klage.domain.case_number import number_text
from klage.errors import InvalidValueError, KlageError, RefusedError
from klage.store import cases, drafts, office

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.draft import Draft
    from klage.domain.due import DueList
    from klage.domain.guided_call import Progress
    from klage.session import Session

ONLY_AT_A_TERMINAL = "klage ring spørger undervejs og kræver en terminal. Notér i stedet opkaldet med klage opkald NR --udfald UDFALD."
LEFT = "Noterne ligger der stadig; klage ring {number} --slet-kladde kasserer dem."
WITHIN = timedelta(hours=24)


@command_help("""
    Eksempler:

      klage ring
      klage ring 42

    Uden nummer kommer den næste på listen. Du ser, hvem du skal ringe til,
    og hvad der er sket før. Kom du ikke igennem, er ét bogstav nok. Talte I
    sammen, følger klage samtalen, mens du skriver noter: Hver linje er gemt,
    når du trykker Enter. Bryder du af, fortsætter du med klage ring NR.

    Det samme kan noteres uden spørgsmål med klage opkald.
""")
def ring(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="Sagens nummer; uden tages den næste på listen.")
    ] = None,
    discard: Annotated[
        bool, typer.Option("--slet-kladde", help="Kassér noterne til et afbrudt opkald.")
    ] = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Guide the user through one call, and then the next."""
    session: Session = ctx.obj
    if discard:
        _discard(session, number)
        return
    if not session.interactive:
        raise InvalidValueError(ONLY_AT_A_TERMINAL)
    case = _named(session, number) if number else _first(session)
    passed = set[int]()
    while case is not None:
        _phone(session, case, keep_numbers=keep_numbers)
        passed.add(case.id)
        case = _offered(session, passed)


def _discard(session: "Session", number: str | None) -> None:
    """Throw away the draft of a call, which may be on a case that nobody is phoned about any more."""
    if number is None:
        raise InvalidValueError("Skriv sagens nummer, fx klage ring 42 --slet-kladde.")
    case_id = options.case_id(session, number)
    gone = drafts.throw_away(session.register, rules.CALL, case_id)
    what = "er kasseret" if gone else "findes ikke"
    options.say(session, f"Kladden til et opkald på sag {number_text(case_id)} {what}.")


# --- whom ------------------------------------------------------------------------------------------


def _named(session: "Session", number: str) -> "Case":
    """Return the case that a number names; where nothing more is noted, its draft is shown all the same."""
    try:
        return options.case_to_work_on(session, number)
    except RefusedError as error:
        case = cases.get(session.register, options.case_id(session, number))
        draft = drafts.find(session.register, rules.CALL, case.id)
        if draft is None:
            raise
        talk.show_draft(session, case, draft)
        raise RefusedError(f"{error.sentence} {LEFT.format(number=case.number)}") from error


def _first(session: "Session") -> "Case | None":
    """Return the call that was broken off, or else the first citizen on the list; say so if there is nobody."""
    for draft in drafts.all_of(session.register):
        if draft.kind == rules.CALL and draft.case_id and cases.exists(session.register, draft.case_id):
            case = cases.get(session.register, draft.case_id)
            if case.closed_at is None:
                return case
    found = frister.read(session, WITHIN)
    entry = guided_call.next_up(found.entries, session.now, just_tried=True)
    if entry is None:
        options.say(session, "Ingen borgere skal ringes op lige nu.", _agreed(session, found))
        return None
    return cases.get(session.register, entry.case.id)


def _agreed(session: "Session", found: "DueList") -> str:
    entry = guided_call.next_agreed(found.entries, session.now)
    return shown.agreed(entry, session.now) if entry else ""


def _tried(found: "DueList") -> str:
    """Return how many are still on the list, whom nobody is to phone again at once."""
    left = sum(entry.reason == "tilbagekald" for entry in found.entries)
    borgere = danish.count(left, "borger", "borgere")
    return f"{borgere}, du har prøvet at ringe til, står stadig på klage frister." if left else ""


def _offered(session: "Session", passed: Collection[int]) -> "Case | None":
    """Offer the next citizen, and return the case if the user goes on."""
    session.look_at_clock()
    found = frister.read(session, WITHIN)
    entry = guided_call.next_up(found.entries, session.now, passed)
    if entry is None:
        options.say(
            session, "Der er ikke flere at ringe til lige nu.", _tried(found), _agreed(session, found)
        )
        return None
    options.say(session, f"\n{shown.next_citizen(entry, session.now)}", err=True)
    if not session.prompter.confirm("Vil du ringe nu?", default=True):
        return None
    return cases.get(session.register, entry.case.id)


# --- the call --------------------------------------------------------------------------------------


def _phone(session: "Session", case: "Case", *, keep_numbers: bool) -> None:
    """Show a citizen, ask how it went, and note it; a call that was broken off is taken up again."""
    session.about = case.id  # one run phones several
    draft = drafts.find(session.register, rules.CALL, case.id)
    if draft is not None and _taken_up(session, case, draft, keep_numbers=keep_numbers):
        return
    opkald.check_place(session, case, session.now, "ud")
    if draft is None:
        shown.card(session, case)
    result = talk.result(session)
    session.look_at_clock()
    if result == "talt_med":
        _converse(session, case, talk.begun(session, case), keep_numbers=keep_numbers)
    else:
        _not_reached(session, case, result)


def _taken_up(session: "Session", case: "Case", draft: "Draft", *, keep_numbers: bool) -> bool:
    """Go on with a call that was broken off; ``False`` says that its notes are thrown away."""
    session.keep(talk.KEPT.format(number=case.number))
    shown.card(session, case)
    progress = talk.show_draft(session, case, draft)
    try:
        opkald.check_place(session, case, progress.called_at, "ud")
    except KlageError as error:
        raise type(error)(f"{error.sentence} {LEFT.format(number=case.number)}") from error
    if session.prompter.confirm("Vil du fortsætte opkaldet?", default=True):
        _converse(session, case, progress, keep_numbers=keep_numbers)
    elif session.prompter.confirm("Skal noterne kasseres?", default=False):
        drafts.throw_away(session.register, rules.CALL, case.id)
        session.keep("Noterne er kasseret.")
        return False
    else:
        options.say(session, "Noterne bliver liggende.", err=True)
    return True


def _not_reached(session: "Session", case: "Case", result: str) -> None:
    """Note an attempt, and say when to try again."""
    values: dict[str, object] = {"result": result}
    if result == "ring_igen_aftalt":
        values["call_again_at"] = ask_about.when(session)
    after = _noted(session, case, values)
    hours, closed = office.opening_hours(session.register), office.closing_days(session.register)
    again = guided_call.try_again(session.now, after.promise.due_at, hours, closed)
    options.say(session, guided_call.what_then(result, case.number, again, session.now))


def _converse(session: "Session", case: "Case", progress: "Progress", *, keep_numbers: bool) -> None:
    """Stay through a conversation, note it, and say what was promised and what comes next."""
    with _draft_stays(session, case):
        told = talk.through(session, case, progress, keep_numbers=keep_numbers)
        session.look_at_clock()
        after = _noted(session, case, told.values)
    shown.promised(session, after)
    options.say(session, guided_call.what_next(after.calls[-1].conversation_result, case.number))


def _noted(session: "Session", case: "Case", values: dict[str, object]) -> "Case":
    """Note the call as ``opkald`` does, and let its draft go in the same transaction."""
    call = opkald.read(session, case, values, keep_numbers=True)  # it has been masked line by line
    after = opkald.save(
        session, case, call, also=lambda writer: drafts.remove(writer.connection, rules.CALL, case.id)
    )
    session.keep(f"Opkaldet på sag {case.number} er gemt.")
    opkald.answer(session, case, after, call)
    return after


@contextmanager
def _draft_stays(session: "Session", case: "Case") -> Iterator[None]:
    """Say of an error that what was typed is still there."""
    try:
        yield
    except KlageError as error:
        if not talk.has_draft(session, case):
            raise
        raise type(error)(f"{error.sentence} {talk.KEPT.format(number=case.number)}") from error
