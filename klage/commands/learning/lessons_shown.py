"""Lessons as they are shown: one whole, a list of them, and on the page of a case they came from."""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.showing import as_object, pairs
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.fields import Field
from klage.domain.learning import action as actions
from klage.domain.learning import lesson as rules
from klage.domain.matching import THEMES_AT, code_for
from klage.domain.vocabulary import ACTION_STATUSES, CAUSES
from klage.output import page, show
from klage.output.listing import Column, Listing
from klage.output.safe import one_line
from klage.store import office
from klage.store.learning import lessons

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.domain.learning.learning import Learning, Numbered
    from klage.session import Session

Number = Annotated[int, typer.Argument(metavar="N", min=1, help="Læringspunktets nummer.")]

ON_ITS_OWN = {"observation", "insight", "words", "formulated_on", "withdrawn_on"}
"""What stands in the title or in a part of its own, and not among the short facts."""


@command_help("""
    Eksempler:

      klage laering vis 3
      klage laering vis 3 --json

    Viser læringspunktet med sager og handlinger, så man kan følge det fra
    klage til virkning. Det, der skete, er kun med på skærmen, eller når du
    skriver --med-navne.
""")
def vis(
    ctx: typer.Context,
    number: Number,
    json: options.Json = False,
    plain: options.Plain = False,
    names: options.WithNames = False,
) -> None:
    """Show one lesson whole."""
    session: Session = ctx.obj
    options.style_of(session, json=json, csv=False, plain=plain)
    learning = lessons.get(session.register, number)
    if json:
        show.show_object(learning_object(learning, names=names), stream=sys.stdout)
        return
    options.show_page(session, learning_page(session, learning), plain=plain, names=names)


@command_help("""
    Eksempler:

      klage laering liste
      klage laering liste --afdeling Visitationen --fra 1.1.2026
      klage laering liste --aarsag kommunikation_sprog --alle

    Viser de læringspunkter, der gælder; --alle tager de udgåede med. Datoerne
    er dem, læringspunkterne er formuleret.
""")
def liste(
    ctx: typer.Context,
    department: Annotated[str | None, typer.Option("--afdeling", metavar="NAVN", help="Afdelingen.")] = None,
    theme: Annotated[str | None, typer.Option("--tema", metavar="TEMA", help="Temaet.")] = None,
    cause: Annotated[
        str | None, typer.Option("--aarsag", "--årsag", metavar="ÅRSAG", help="Årsagen, fx kapacitet.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--fra", metavar="DATO", help="Formuleret denne dag eller senere.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Formuleret senest denne dag.")
    ] = None,
    everything: Annotated[bool, typer.Option("--alle", help="Tag de udgåede med.")] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List lessons."""
    from klage.commands.office.options import day_from
    from klage.store import departments

    session: Session = ctx.obj
    labels = office.theme_labels(session.register)
    wanted = lessons.Filter(
        department=departments.require(session.register, department).name if department else None,
        theme=code_for(theme, labels, "Temaet", see=THEMES_AT) if theme else None,
        cause=code_for(cause, CAUSES, "Årsagen") if cause else None,
        since=day_from(session, first, "--fra") if first else None,
        until=day_from(session, last, "--til") if last else None,
        withdrawn=everything,
    )
    found = lessons.all_of(session.register, wanted)
    options.show(session, listing(found, labels), json=json, csv=csv, plain=plain, names=False)


def listing(found: "list[Learning]", themes: dict[str, str], *, in_short: bool = False) -> Listing:
    """Return lessons as rows, with how far their actions are; in short without the themes."""
    theme = Column("theme", "Tema", "code", labels=themes, flexible=True, spare=2)
    return Listing(
        columns=(
            Column("lesson_no", "Nr.", "number"),
            Column("department", "Afdeling", flexible=True),
            theme._replace(only="data" if in_short else None),
            Column("cause", "Årsag", "code", labels=CAUSES, flexible=True, spare=1),
            Column("insight", "Læring", flexible=True, long=True),
            Column("actions", "Handlinger", flexible=True),
            Column("cases", "Sager", "list", only="data"),
            Column("formulated_on", "Formuleret", "date", only="data"),
            Column("withdrawn_on", "Udgået", "date", only="data"),
        ),
        rows=[
            (
                each.number,
                each.lesson.department,
                each.lesson.theme,
                each.lesson.cause,
                each.lesson.insight,
                states(each),
                tuple(number_text(source.case_id) for source in each.sources),
                each.lesson.formulated_on,
                each.lesson.withdrawn_on,
            )
            for each in found
        ],
        empty="Der er ingen læringspunkter. Skriv et ud fra en sag med klage laering ny NR.",
        whole="klage laering vis NR",
        things=("læringspunkt", "læringspunkter"),
    )


def states(learning: "Learning") -> str:
    """Return how far the actions are, in the order they go: "1 aftalt, 2 gennemført"."""
    if learning.lesson.withdrawn_on is not None:
        return "udgået"
    counted = Counter(each.action.status for each in learning.actions)
    said = [f"{counted[code]} {label.lower()}" for code, label in ACTION_STATUSES.items() if counted[code]]
    return ", ".join(said) or "ingen endnu"


# --- one lesson ------------------------------------------------------------------------------------


def learning_page(session: "Session", learning: "Learning") -> page.Page:
    """Return a lesson as a page that can be followed from complaint to effect."""
    lesson = learning.lesson
    state = f", udgået {danish.long_day(lesson.withdrawn_on)}" if lesson.withdrawn_on else ""
    facts = [field for field in fields_of(session) if field.key not in ON_ITS_OWN]
    none = ["Der er ikke aftalt noget endnu."] if not learning.actions else []
    return page.Page(
        f"Læringspunkt {learning.number}, formuleret {danish.long_day(lesson.formulated_on)}{state}",
        [
            page.Section(fields=pairs(lesson, facts)),
            page.Section("Hvad der skete", paragraphs=[lesson.observation], personal=True),
            page.Section("Det lærer vi", paragraphs=[lesson.insight or "Ikke skrevet endnu."]),
            page.Section("Med borgernes egne ord", paragraphs=[lesson.words or ""], personal=True),
            page.Section("Sager", fields=[_source(*source[:2]) for source in learning.sources]),
            page.Section("Handlinger" if none else None, paragraphs=none),
            *(action_section(each) for each in learning.actions),
        ],
    )


def fields_of(session: "Session") -> list[Field]:
    """Return the fields of a lesson, with the office's own words for the themes."""
    labels = office.theme_labels(session.register)
    return [replace(field, codes=labels) if field.key == "theme" else field for field in rules.FIELDS]


def _source(case_id: int, told: object) -> page.Field:
    heard = f"borgeren er orienteret {danish.long_day(told)}" if told else "borgeren er ikke orienteret"  # type: ignore[arg-type]
    return page.Field(f"Sag {number_text(case_id)}", heard)


def action_section(numbered: "Numbered") -> page.Section:
    """Return an action with all that is known of it."""
    action = numbered.action
    known = [field for field in actions.FIELDS if field.key not in ("what", "status", "reason")]
    why = "Afvist, fordi" if action.status == actions.REJECTED else "Et trin tilbage, fordi"
    return page.Section(
        f"Handling {numbered.number}: {ACTION_STATUSES[action.status].lower()}",
        fields=[
            page.Field("Det skal gøres", action.what),
            *pairs(action, known),
            page.Field(why, action.reason),
        ],
    )


def learning_object(learning: "Learning", *, names: bool) -> dict[str, object]:
    """Return a lesson as one JSON object; ``actions`` and ``cases`` are lists of such."""
    return {
        "lesson_no": learning.number,
        **as_object(learning.lesson, rules.FIELDS, names=names),
        "cases": [
            {
                "case_no": number_text(source.case_id),
                "feedback_given_on": source.feedback_given_on and source.feedback_given_on.isoformat(),
            }
            for source in learning.sources
        ],
        "actions": [action_object(each, names=names) for each in learning.actions],
    }


def action_object(numbered: "Numbered", *, names: bool) -> dict[str, object]:
    """Return an action as one JSON object."""
    return {"action_no": numbered.number, **as_object(numbered.action, actions.FIELDS, names=names)}


def of_cases(case_ids: Iterable[int]) -> str:
    """Return "sag 2026-0001 og 2026-0004"."""
    return f"sag {danish.enumeration([number_text(case_id) for case_id in case_ids])}"


# --- on the page of a case -------------------------------------------------------------------------


def sections(session: "Session", case: "Case") -> list[page.Section]:
    """Return what a case has led to, as a part of its page."""
    fields = []
    for each in lessons.of_case(session.register, case.id):
        told = next(source.feedback_given_on for source in each.sources if source.case_id == case.id)
        fields.append(page.Field(f"Læringspunkt {each.number}", _in_short(each)))
        fields.append(page.Field("Borgeren orienteret", danish.long_day(told) if told else "ikke endnu"))
    return [page.Section("Læring", fields=fields)]


def _in_short(learning: "Learning") -> str:
    lesson = learning.lesson
    what = one_line(lesson.insight).rstrip(".") if lesson.insight else "læringen er ikke skrevet endnu"
    return f"{what} (handlinger: {states(learning)})"


def as_objects(session: "Session", case: "Case", names: bool) -> dict[str, object]:
    """Return what a case has led to, as a part of its JSON."""
    found = lessons.of_case(session.register, case.id)
    return {"lessons": [learning_object(each, names=names) for each in found]}
