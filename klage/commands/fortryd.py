"""Undoing what was done last, step by step, and doing it again."""

from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.luk import due_sentences
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.errors import InvalidValueError
from klage.output.safe import one_line
from klage.store import cases, undo

if TYPE_CHECKING:
    from klage.session import Session
    from klage.store.undo import Plan


@command_help("""
    Eksempler:

      klage fortryd
      klage fortryd --proev

    Fortryder det, den seneste kommando gemte, og næste gang det, der ligger
    før. Intet forsvinder: klage historik viser begge dele, og --om gør det
    fortrudte igen, indtil du gemmer noget andet. Et fortrudt nummer bliver
    aldrig givet til en anden sag. Det, der er anonymiseret, kan ikke fortrydes.
""")
def fortryd(
    ctx: typer.Context,
    again: Annotated[bool, typer.Option("--om", help="Gør det, der sidst blev fortrudt, igen.")] = False,
    yes: Annotated[bool, typer.Option("--ja", help="Fortryd uden at spørge.")] = False,
    trial: Annotated[bool, typer.Option("--proev", "--prøv", help="Sig kun, hvad der ville ske.")] = False,
) -> None:
    """Undo the last group of changes that is not undone yet, or do the last undone one again."""
    session: Session = ctx.obj
    planned = undo.plan(session.register, again=again)
    if planned is None:
        options.say(session, "Der er intet at gøre igen." if again else "Der er intet at fortryde.")
        return
    if not (yes or trial or session.interactive):
        raise InvalidValueError(
            "Skriv --ja for at fortryde uden spørgsmål eller --proev for at se, hvad der ville ske."
        )
    what = _sentence(planned, again=again)
    if trial:
        options.say(session, what, "Det var en prøve. Intet er ændret.")
        return
    if not yes:
        options.say(session, what, err=True)
        if not session.prompter.confirm("Gør det igen?" if again else "Fortryd det?", default=False):
            options.say(session, "Intet er ændret.")
            return
    with undo.unbroken(), session.write("fortryd") as writer:
        undo.take_back(writer, session.register, planned, again=again)
    _answer(session, planned, what if yes else "", again=again)


def _sentence(planned: "Plan", *, again: bool) -> str:
    """Say in one sentence which command is meant, when it was, which cases it touched and how much it is."""
    origin = planned.origin
    who = f" af {one_line(origin.actor)}" if origin.actor else ""
    changes = danish.count(planned.changes, "ændring", "ændringer")
    head = "Gøres igen" if again else "Fortrydes"
    return f"{head}: klage {origin.command}, gemt {danish.long_instant(origin.at)}{who}: {_cases(planned)}{changes}."


def _cases(planned: "Plan") -> str:
    if not planned.case_count:
        return ""
    if planned.case_count > len(planned.cases):
        return f"{danish.count(planned.case_count, 'sag', 'sager')}, "
    numbers = danish.enumeration([number_text(key) for key in planned.cases])
    return f"sag {numbers}, "


def _answer(session: "Session", planned: "Plan", what: str, *, again: bool) -> None:
    """Say what became of it, and what is now due on the only case, if there is one."""
    register = session.register
    gone = [number_text(key) for key in planned.cases if not cases.exists(register, key)]
    several = planned.case_count > len(planned.cases)
    one = planned.case_count == 1 and not gone
    case = cases.get(register, planned.cases[0]) if one else None
    options.say(
        session,
        what,
        "Det er gjort igen." if again else "Det er fortrudt. Gør det igen med klage fortryd --om.",
        f"Sag {danish.enumeration(gone)} findes ikke længere; nummeret bliver ikke brugt igen."
        if gone and not several
        else "",
        *(due_sentences(session, case, "nu", name=f"Sag {case.number}") if case else ()),
    )
