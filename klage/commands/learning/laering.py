"""``klage laering``: from complaint to change. The table of its commands, and the overview of the loop."""

from typing import TYPE_CHECKING

import typer

from klage.commands import options
from klage.commands.learning import lesson_actions, lessons_shown
from klage.danish_cli import CommandRow, command_help
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.learning.action import ASSESSED, DONE
from klage.output.page import Page, Section
from klage.store import office
from klage.store.learning import actions, lessons

if TYPE_CHECKING:
    from klage.domain.learning.learning import Learning
    from klage.session import Session

LESSONS = "Læringspunkter"
ACTIONS = "Handlinger"
SHARED = "Deling"

LAERING = (
    CommandRow("", "klage.commands.learning.laering:overview", "overview", LESSONS, "Vis, hvad klagerne har lært jer, og hvad der venter.", ("overblik",), pages=True),
    CommandRow("ny", "klage.commands.learning.lessons:ny", "add", LESSONS, "Skriv et læringspunkt ud fra en eller flere sager."),
    CommandRow("vis", "klage.commands.learning.lessons_shown:vis", "show", LESSONS, "Vis et læringspunkt med sager og handlinger.", pages=True),
    CommandRow("liste", "klage.commands.learning.lessons_shown:liste", "list", LESSONS, "Vis læringspunkterne på en liste.", pages=True),
    CommandRow("ret", "klage.commands.learning.lessons:ret", "edit", LESSONS, "Ret et læringspunkt."),
    CommandRow("tegn", "klage.commands.learning.laering_tegn:tegn", "signals", LESSONS, "Se, hvad der er vokset, og hvad der går igen.", pages=True),
    CommandRow("tilfoej", "klage.commands.learning.lesson_cases:tilfoej", "attach", LESSONS, "Føj flere sager til et læringspunkt.", ("tilføj",)),
    CommandRow("udgaa", "klage.commands.learning.lesson_cases:udgaa", "withdraw", LESSONS, "Lad et læringspunkt udgå.", ("udgå",)),
    CommandRow("orienteret", "klage.commands.learning.lesson_cases:orienteret", "informed", LESSONS, "Notér, at borgeren har hørt, hvad klagen førte til."),
    CommandRow("handling", "klage.commands.learning.lesson_actions:handling", "action", ACTIONS, "Notér eller ret, hvad der skal gøres."),
    CommandRow("handlinger", "klage.commands.learning.lesson_actions:handlinger", "actions", ACTIONS, "Vis handlingerne på en liste.", pages=True),
    CommandRow("status", "klage.commands.learning.lesson_status:status", "status", ACTIONS, "Notér, hvor langt en handling er."),
    CommandRow("effekt", "klage.commands.learning.laering_effekt:effekt", "effect", ACTIONS, "Se klagerne før og efter en handling.", pages=True),
    CommandRow("brev", "klage.commands.learning.laering_brev:brev", "letter", SHARED, "Skriv til en afdelings ambassadør, hvad klagerne lærer.", pages=True),
    CommandRow("ord", "klage.commands.learning.laering_ord:ord_", "words", SHARED, "Godkend borgernes egne ord til deling."),
    CommandRow("eksempel", "klage.commands.learning.examples:eksempel", "example", SHARED, "Fortæl om en sag i beretningen."),
    CommandRow("eksempler", "klage.commands.learning.examples:eksempler", "examples", SHARED, "Vis eksemplerne på en liste.", pages=True),
    CommandRow("anbefaling", "klage.commands.learning.recommendations:anbefaling", "recommendation", SHARED, "Skriv en anbefaling til ledelsen."),
    CommandRow("anbefalinger", "klage.commands.learning.recommendations:anbefalinger", "recommendations", SHARED, "Vis anbefalingerne på en liste.", pages=True),
    CommandRow("svar", "klage.commands.learning.recommendations:svar", "answer", SHARED, "Notér ledelsens svar på en anbefaling."),
)  # fmt: skip


@command_help("""
    Eksempler:

      klage laering
      klage laering ny 42

    Et læringspunkt skrives ud fra en eller flere sager og fører til handlinger
    med en ambassadør, en leder og en frist. Når en handling er gennemført,
    vurderes det, om den virkede, og borgeren får at vide, hvad klagen førte
    til.
""")
def overview(ctx: typer.Context) -> None:
    """Show the lessons in force, the actions to come, and what is left to do."""
    session: Session = ctx.obj
    found = lessons.all_of(session.register)
    waiting = actions.all_of(session.register)
    options.show_page(
        session,
        Page(
            "Læring af klagerne",
            [
                Section(
                    LESSONS,
                    listing=lessons_shown.listing(
                        found, office.theme_labels(session.register), in_short=True
                    ),
                ),
                Section("Handlinger, der skal gøres", listing=lesson_actions.listing(session, waiting)),
                Section("Det mangler", paragraphs=_left_to_do(found)),
            ],
        ),
    )


def _left_to_do(found: "list[Learning]") -> list[str]:
    """Say where the loop is not closed: nothing agreed, no effect assessed, citizens who have heard nothing."""
    return [sentence for learning in found for sentence in _left_of(learning)]


def _left_of(learning: "Learning") -> list[str]:
    number = learning.number
    said = [
        f"Handling {each.number} er gennemført {danish.long_day(each.action.carried_out_on)}. "
        f"Virkede den? Se klage laering effekt {each.number}, og skriv det med klage laering status {each.number} effekt_vurderet."
        for each in learning.actions
        if each.action.status == DONE and each.action.carried_out_on
    ]
    if not any(each.action.is_open or each.action.status in (DONE, ASSESSED) for each in learning.actions):
        said.append(
            f"Læringspunkt {number} har ingen handling. Notér, hvad der skal gøres, med klage laering handling {number}."
        )
    if learning.untold:
        cases = danish.enumeration([number_text(case_id) for case_id in learning.untold])
        who = "Borgeren" if len(learning.untold) == 1 else "Borgerne"
        said.append(
            f"{who} i sag {cases} har ikke hørt, hvad klagen førte til. Notér det, når du har fortalt det, med klage laering orienteret {number}."
        )
    return said
