"""Promises to citizens: what is to be done by when, and whether it was."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options
from klage.commands.office.options import given, only_one, only_with
from klage.danish_cli import command_help
from klage.domain import danish, fields
from klage.domain import step as rules
from klage.domain.case_number import number_text
from klage.domain.matching import code_for
from klage.domain.step import BROKEN, KEPT, MOVED, OPEN, Step
from klage.domain.vocabulary import STEP_STATES
from klage.errors import InvalidValueError, NotFoundError
from klage.output.listing import Cell, Column, Listing
from klage.store import cases, steps

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session
    from klage.store.steps import Concern, Promised

WAITING_FOR_NONE = "Ingen løfter venter. Et løfte gives med klage opkald eller klage loefte."
BY_KEY = fields.by_key(fields.STEP)
WORDS = {KEPT: "holdt", MOVED: "flyt", BROKEN: "brudt"}
"""What may be typed after the number instead of an option."""
SETTLED = {
    KEPT: "Løftet i sag {number} er holdt.",
    MOVED: "Løftet i sag {number} er flyttet til {day}. Husk at give borgeren besked.",
    BROKEN: "Løftet i sag {number} er noteret som brudt. Husk at give borgeren besked.",
}


@command_help("""
    Eksempler:

      klage loefte
      klage loefte 42 holdt

    Uden nummer vises alle løfter, der skal holdes. Et løfte gives med klage
    opkald eller her med --nyt - og --senest. Det gøres op som holdt, flyttet
    eller brudt; er det ikke holdt, skal der stå hvorfor.

    Efter nummeret kan der stå holdt, brudt eller flyt og den nye dag, fx
    klage loefte 42 flyt fredag.
""")
def loefte(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(metavar="NR", help="Sagens nummer; uden vises alle løfter.")
    ] = None,
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="ORD", help="Det samme som --holdt, --flyt eller --brudt.", show_default=False
        ),
    ] = None,
    day: Annotated[
        str | None, typer.Argument(metavar="DATO", help="Efter flyt: den nye dag.", show_default=False)
    ] = None,
    new: Annotated[
        str | None, typer.Option("--nyt", metavar="-", help="Giv et løfte; læs det fra standardinput.")
    ] = None,
    due: Annotated[
        str | None, typer.Option("--senest", metavar="DATO", help="Den dag, løftet gælder til.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--ansvarlig", metavar="ROLLE", help="Hvem der holder det.")
    ] = None,
    kept: Annotated[bool, typer.Option("--holdt", help="Løftet er holdt.")] = False,
    moved: Annotated[
        str | None, typer.Option("--flyt", metavar="DATO", help="Løftet er flyttet til denne dag.")
    ] = None,
    broken: Annotated[bool, typer.Option("--brudt", help="Løftet blev ikke holdt.")] = False,
    which: Annotated[
        int | None, typer.Option("--loefte", metavar="TAL", min=1, help="Hvilket løfte, når der er flere.")
    ] = None,
    reason: options.Reason = None,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """List promises, make one, or settle one."""
    session: Session = ctx.obj
    if word is not None:
        only_one({"ORD": word, "--holdt": kept, "--flyt": moved, "--brudt": broken})
        state, moved = _settled_by(session, word, day)
        kept, broken = state == KEPT, state == BROKEN
    settling = {"--holdt": kept, "--flyt": moved, "--brudt": broken}
    only_one({"--nyt": new, **settling, "--json": json, "--csv": csv, "--plain": plain})
    only_with({"NR": number}, {"--nyt": new, **settling})
    only_with({"--nyt": new}, {"--senest": due, "--ansvarlig": owner})
    only_with(settling, {"--loefte": which, "--begrundelse": reason})
    if not given({"--nyt": new, **settling}):
        found, concerns = _all_of(session) if number is None else _of_case(session, number)
        options.warn_of_children(session, concerns, to_screen=sys.stdout.isatty() and not (json or csv))
        options.show(session, found, json=json, csv=csv, plain=plain, names=names)
        return
    if new is not None:
        case = options.case_to_work_on(session, number or "")
        _make(session, case, {"what": new, "due_on": due, "owner": owner}, keep_numbers=keep_numbers)
        return
    # A promise made before a merge is settled where it was made.
    case = options.case_to_change(session, number or "")
    state = KEPT if kept else BROKEN if broken else MOVED
    promised = _chosen(session, case, which)
    _settle(session, case, promised, state, moved, reason, keep_numbers=keep_numbers)


# --- making and settling ---------------------------------------------------------------------------


def _make(session: "Session", case: "Case", typed: dict[str, str | None], *, keep_numbers: bool) -> None:
    """Note a promise; what is missing is asked for, the text last, so that it is not lost."""
    asking.announce(session, case)
    due_on = _day(session, typed["due_on"], "--senest")
    text = (options.piped_text(typed["what"], session, "Hvad er borgeren lovet?") or "").strip()
    if not text:
        raise InvalidValueError("Løftet har ingen tekst. Skriv kort, hvad borgeren er lovet.")
    values = {"what": text, "owner": typed["owner"]}
    read = _read(session, values, keep_numbers=keep_numbers)
    step = Step(session.now, due_on, read["what"], read["owner"])
    with session.write("loefte") as writer:
        cases.again(session.register, case)
        steps.add(writer, case.id, rules.check(step, session.today))
        cases.reindex(writer, session.register, case.id)
    options.say(session, f"Noteret på sag {case.number}: lovet senest {danish.long_day(step.due_on)}.")


def _settle(
    session: "Session",
    case: "Case",
    promised: "Promised",
    state: str,
    moved_to: str | None,
    reason: str | None,
    *,
    keep_numbers: bool,
) -> None:
    """Settle a promise; one that is moved is followed by a new one."""
    asking.announce(session, case)
    again = None
    if state == MOVED:
        again = rules.moved(
            promised.step, _day(session, moved_to, "--flyt"), session.now, session.today
        )  # fmt: skip
    text = _reason(session, reason, needed=state != KEPT)
    values = _read(session, {"reason": text}, keep_numbers=keep_numbers)
    done = rules.settled(promised.step, state, session.now, values["reason"])
    with session.write("loefte") as writer:
        cases.again(session.register, case)
        cases.refuse_changed(promised not in steps.of_case(session.register, case.id), case.id)
        steps.settle(writer, promised.id, done)
        if again is not None:
            steps.add(writer, case.id, again)
        cases.reindex(writer, session.register, case.id)
    day = danish.long_day(again.due_on) if again else ""
    options.say(session, SETTLED[state].format(number=case.number, day=day))


def _settled_by(session: "Session", word: str, day: str | None) -> tuple[str, str | None]:
    """Return what a word after the number says of the promise, and the day it is moved to.

    Raises:
        InvalidValueError: It is no such word, or the day is missing or does not belong to it.
    """
    state = code_for(word, WORDS, "Ordet")
    if state != MOVED and day is not None:
        raise InvalidValueError(f"Der står for meget efter {WORDS[state]}. Se klage loefte --hjaelp.")
    if state != MOVED or day is not None:
        return state, day
    if not session.interactive:
        options.needs_terminal("Dagen mangler. Skriv den efter flyt, fx flyt fredag.")
    return state, asking.answer(session, "Senest hvornår?", BY_KEY["due_on"])


def _chosen(session: "Session", case: "Case", which: int | None) -> "Promised":
    """Return the promise that is meant: the one with the number, or the only one that is open.

    Raises:
        NotFoundError: There is none.
        RefusedError: It is settled.
        InvalidValueError: There are several, and no terminal to ask at.
    """
    promised = steps.of_case(session.register, case.id)
    if which is not None:
        if which > len(promised):
            there = danish.count(len(promised), "løfte", "løfter")
            raise NotFoundError(f"Der er {there} i sagen. Se dem med klage loefte {case.number}.")
        rules.check_open(promised[which - 1].step)
        return promised[which - 1]
    waiting = [found for found in promised if found.step.state == OPEN]
    if not waiting:
        raise NotFoundError("Sagen har ingen løfter, der mangler at blive gjort op.")
    return waiting[0] if len(waiting) == 1 else _picked(session, case, waiting)


def _picked(session: "Session", case: "Case", waiting: "list[Promised]") -> "Promised":
    """Ask which of several promises is meant."""
    if not session.interactive:
        raise InvalidValueError(
            f"Sagen har flere løfter. Se dem med klage loefte {case.number}, og vælg med --loefte."
        )
    labels = [(str(found.number), _label(found.step)) for found in waiting]
    chosen = session.prompter.choose("Hvilket løfte?", labels, labels[0][0])
    return next(found for found in waiting if str(found.number) == chosen)


def _label(step: Step) -> str:
    return f"senest {danish.long_day(step.due_on)}{f': {step.what}' if step.what else ''}"


def _reason(session: "Session", option: str | None, *, needed: bool) -> str:
    question = "Hvorfor blev løftet ikke holdt?"
    text = (options.piped_text(option, session, question) or "").strip()
    return asking.text(session, question) if needed and not text and session.interactive else text


def _read(session: "Session", values: dict[str, str | None], *, keep_numbers: bool) -> dict[str, str | None]:
    """Return texts as they may be stored, with CPR numbers masked."""
    if not keep_numbers:
        values = asking.masked(session, values, fields.STEP)  # type: ignore[assignment]
    return asking.reader(session, keep_numbers=True).record(values, fields.STEP)


def _day(session: "Session", typed: str | None, option: str) -> date:
    """Return the promised day that was typed, or ask for it.

    Raises:
        InvalidValueError: It is missing or not understood.
    """
    from klage.domain.calendar import dates

    if typed is None:
        if not session.interactive:
            options.needs_terminal(f"Dagen mangler. Skriv, hvornår borgeren kan vente det, med {option}.")
        typed = asking.answer(session, "Senest hvornår?", BY_KEY["due_on"])
    try:
        return dates.parse_day(typed, session.today, direction="future")
    except InvalidValueError as error:
        raise InvalidValueError(f"{option}: {error.sentence}") from error


# --- the list --------------------------------------------------------------------------------------


def _all_of(session: "Session") -> "tuple[Listing, list[Concern]]":
    """Return every promise that is still to be kept, and the child concerns of their cases."""
    promised = steps.open_ones(session.register)
    return _listing(session, promised, WAITING_FOR_NONE), steps.concerns(session.register)


def _of_case(session: "Session", number: str) -> "tuple[Listing, list[Concern]]":
    """Return every promise of a case, settled or not, and its child concern."""
    case = cases.get(session.register, options.case_id(session, number))
    waits = case.complaint.has_waiting_concern and case.closed_at is None
    promised = steps.of_case(session.register, case.id)
    found = _listing(session, promised, "Borgeren er ikke lovet noget i sagen.")
    if any(each.step.state == OPEN for each in promised):
        found = found._replace(
            note=f"Gør det op med klage loefte {case.number} holdt, flyt DATO eller brudt."
        )
    return found, [(case.id, case.complaint.received_at)] if waits else []


def _listing(session: "Session", promised: "list[Promised]", empty: str) -> Listing:
    now, today = session.now, session.today
    columns = (
        Column("case_no", "Sag"),
        Column("number", "Nr.", "number"),
        Column("due_on", "Senest", "date", screen=lambda day: danish.short_day(day, today)),
        Column("state", "Status", "code", labels=STEP_STATES),
        Column("owner", "Hvem", flexible=True),
        Column("what", "Lovet", personal=True, flexible=True, long=True),
        Column("made_at", "Noteret", "instant", screen=lambda at: danish.brief_instant(at, now), spare=2),
        Column("settled_at", "Gjort op", "instant", only="data"),
        Column("reason", "Begrundelse", personal=True, flexible=True, long=True, spare=1),
    )
    rows = [_row(found) for found in promised]
    return Listing(columns, rows, empty, whole="klage vis NR", things=("løfte", "løfter"))


def _row(found: "Promised") -> tuple[Cell, ...]:
    step = found.step
    return (
        number_text(found.case_id),
        found.number,
        step.due_on,
        step.state,
        step.owner,
        step.what,
        step.made_at,
        step.settled_at,
        step.reason,
    )
