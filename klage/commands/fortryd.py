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
    if trial or not yes:
        what = f"Dette {'gøres igen' if again else 'fortrydes'}: {_sentence(planned)}"
        options.say(session, what, "Det var en prøve. Intet er ændret." if trial else "", err=not trial)
    if trial:
        return
    if not yes and not session.prompter.confirm("Gør det igen?" if again else "Fortryd det?", default=False):
        options.say(session, "Intet er ændret.")
        return
    _carry_out(session, planned, again=again)


def _sentence(planned: "Plan") -> str:
    """Say which command is meant, on which cases, when it was and by whom, and how much it is."""
    origin = planned.origin
    who = f" af {one_line(origin.actor)}" if origin.actor else ""
    changes = danish.count(planned.changes, "ændring", "ændringer")
    return f"klage {origin.command}{_cases(planned)}, gemt {danish.long_instant(origin.at)}{who} ({changes})."


def _cases(planned: "Plan") -> str:
    if not planned.case_count:
        return ""
    if planned.case_count > len(planned.cases):
        return f" ({danish.count(planned.case_count, 'sag', 'sager')})"
    return f" på sag {danish.enumeration([number_text(key) for key in planned.cases])}"


def _carry_out(session: "Session", planned: "Plan", *, again: bool) -> None:
    """Take it back, and say what has become of it and of what is due on the only case, if there is one."""
    before = _due(session, planned)
    with undo.unbroken(), session.write("fortryd") as writer:
        undo.take_back(writer, session.register, planned, again=again)
    after = _due(session, planned)
    gone = [number_text(key) for key in planned.cases if not cases.exists(session.register, key)]
    is_named = gone and planned.case_count <= len(planned.cases)
    options.say(
        session,
        f"{'Gjort igen' if again else 'Fortrudt'}: {_sentence(planned)}",
        f"Sag {danish.enumeration(gone)} findes ikke længere; nummeret bliver ikke brugt igen."
        if is_named
        else "",
        *(after if after != before else ()),
        "" if again else "Gør det igen med klage fortryd --om.",
    )


def _due(session: "Session", planned: "Plan") -> list[str]:
    """Return what is to be done on the only case, if there is just one and it is there."""
    if planned.case_count != 1 or not cases.exists(session.register, planned.cases[0]):
        return []
    case = cases.get(session.register, planned.cases[0])
    return due_sentences(session, case, "nu", name=f"Sag {case.number}")
