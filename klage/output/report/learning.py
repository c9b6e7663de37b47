"""The part of the report's page that looks ahead: examples, lessons, actions, recommendations.

A reader is to see what was learnt, by whom it is being changed, and whether it helped.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.learning.effect import CAVEATS
from klage.domain.report.learning import (
    Action,
    AnswersOfDepartment,
    Example,
    Learning,
    Lesson,
    Loop,
    Recommendation,
)
from klage.domain.report.period import Period
from klage.domain.statistics.figures import Count
from klage.domain.vocabulary import ACTION_KINDS, ACTION_STATUSES, CAUSES, PROCESS_STAGES
from klage.output.chart import Chart
from klage.output.listing import Column, Listing
from klage.output.page import Field, Section
from klage.output.report.tables import capital, in_counts, table

EFFECTS = Chart(
    "bars",
    "Før og efter handlingerne",
    "action",
    ("before", "after"),
    "Antal klager i lige lange perioder før og efter hver handling; den nederste bjælke er efter.",
)
NO_ANSWER = "ikke givet endnu"
ACROSS = "På tværs af afdelinger"
WHOLE = {"forvaltning": "Hele forvaltningen", "kommune": "Hele kommunen"}


def example_sections(examples: Sequence[Example]) -> list[Section]:
    """Return the approved examples, each under its title."""
    return [
        Section(
            one.title, paragraphs=[one.story], fields=[Field("Sag", number_text(one.case_id), personal=True)]
        )
        for one in examples
    ]


def learning_sections(loop: Loop, period: Period) -> list[Section]:
    """Return what was learnt, what is done about it, and what came of what was agreed before."""
    told = loop.told
    return [
        *_figures(loop),
        *(lesson_section(number, lesson) for number, lesson in enumerate(told.lessons, 1)),
        *follow_up_sections(told.follow_up, period),
        *_before_and_after(told),
        *_feedback(loop.feedback),
        *recommendation_sections(told.recommendations),
    ]


def _figures(loop: Loop) -> Iterable[Section]:
    if not loop.n:
        yield Section("Læringspunkter", paragraphs=["Der er ikke formuleret læringspunkter i perioden."])
        return
    actions = sum(row.n for row in loop.actions)
    states = in_counts([row for row in loop.actions if row.n])
    what = "Det" if loop.n == 1 else "De"
    follows = (
        f"{what} har ført til {danish.count(actions, 'handling', 'handlinger')}: {states}."
        if actions
        else f"{what} har endnu ikke ført til handlinger."
    )
    yield Section(
        "Læringspunkter",
        paragraphs=[f"Der er formuleret {danish.count(loop.n, 'læringspunkt', 'læringspunkter')}. {follows}"],
        listing=table("Bagvedliggende årsag", loop.causes),
    )
    asked = [row for row in loop.by_department if _answered(row)]
    if asked:
        yield _two_questions(asked)


def _answered(row: AnswersOfDepartment) -> bool:
    return any(count.n for count in (*row.eye_level, *row.expectations_agreed))


def _two_questions(rows: Sequence[AnswersOfDepartment]) -> Section:
    columns = [
        Column("department", "Afdeling", flexible=True),
        Column("eye_level", "Mødt i øjenhøjde", flexible=True),
        Column("expectations", "Forventninger afstemt", flexible=True),
    ]
    lines = [
        (row.department or ACROSS, _answers(row.eye_level), _answers(row.expectations_agreed)) for row in rows
    ]
    words = (
        "Vurderet for hvert læringspunkt: Blev borgeren mødt i øjenhøjde, og blev forventningerne afstemt?"
    )
    return Section(
        "Øjenhøjde og forventninger", paragraphs=[words], listing=Listing(columns, lines, "Ingen.")
    )


def _answers(rows: Sequence[Count]) -> str:
    return in_counts([row for row in rows if row.n])


def lesson_section(number: int, lesson: Lesson) -> Section:
    """Return a lesson with its actions."""
    where = lesson.department or WHOLE.get(lesson.level, ACROSS)
    fields = [
        Field("Det skete", lesson.observation),
        Field("Årsag", CAUSES.get(lesson.cause or "", lesson.cause)),
        Field("Fase", PROCESS_STAGES.get(lesson.process_stage or "", lesson.process_stage)),
        Field("Læring", lesson.insight),
        Field("Borgernes ord", lesson.words),
        Field("Bygger på", danish.count(lesson.cases, "klage", "klager") if lesson.cases else None),
        *(Field("Handling", action_words(action)) for action in lesson.actions),
    ]
    if not lesson.actions:
        fields.append(Field("Handling", "ingen endnu"))
    return Section(f"Læringspunkt {number}: {where}", fields=fields)


def action_words(action: Action) -> str:
    """Return what is done, by whom, by when, how far it is and whether it helped, in one line."""
    kind = ACTION_KINDS.get(action.kind, action.kind).lower()
    parts = [f"{_sentence(action.what)} ({kind}).", f"Status: {_status(action)}."]
    if action.ambassador or action.leader:
        parts.append(f"{_by_whom(action)}.")
    if action.trained is not None:
        parts.append(f"{danish.count(action.trained, 'medarbejder', 'medarbejdere')} er oplært.")
    if action.effect:
        parts.append(f"Effekt: {_sentence(action.effect)}.")
    if action.effect_result:
        parts.append(f"Vurdering: {_sentence(action.effect_result)}.")
    elif action.status == "gennemfoert" and not action.effect:
        parts.append("Effekten er ikke vurderet endnu.")
    return " ".join(parts)


def _by_whom(action: Action) -> str:
    ambassador = f"ambassadør {action.ambassador}" if action.ambassador else ""
    leader = f"aftalt med {action.leader}" if action.leader else ""
    return capital(", ".join(filter(None, (ambassador, leader))))


def _status(action: Action) -> str:
    words = ACTION_STATUSES.get(action.status, action.status).lower()
    if action.status == "afvist":
        return f"{words}, fordi: {_sentence(action.reason or '')}" if action.reason else words
    if action.carried_out_on:
        assessed = ", effekten er vurderet" if action.status == "effekt_vurderet" else ""
        return f"gennemført {_day(action.carried_out_on)}{assessed}"
    return f"{words}, senest {_day(action.due_on)}" if action.due_on else words


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _sentence(text: str) -> str:
    """Return a text without the full stop that the sentence around it brings."""
    return text.strip().removesuffix(".")


def follow_up_sections(actions: Sequence[Action], period: Period) -> list[Section]:
    """Return what came of the actions that were open when the period began."""
    if not actions:
        return []
    words = f"Handlinger, der var åbne, da perioden begyndte ({_day(period.first_day)}), som de står nu."
    fields = [Field(action.department or "Flere afdelinger", action_words(action)) for action in actions]
    return [Section("Det, der blev aftalt før", paragraphs=[words], fields=fields)]


def _before_and_after(told: Learning) -> list[Section]:
    """Return the complaints before and after each action that is far enough back to be counted."""
    actions = [*(action for lesson in told.lessons for action in lesson.actions), *told.follow_up]
    counted = {action.id: action for action in actions if action.effect_before is not None}
    if not counted:
        return []
    columns = [
        Column("action", "Handling", flexible=True),
        Column("before", "Før", "number", screen=danish.number),
        Column("after", "Efter", "number", screen=danish.number),
    ]
    rows = [
        (f"Handling {key} ({one.department or 'flere afdelinger'})", one.effect_before, one.effect_after)
        for key, one in sorted(counted.items())
    ]
    return [
        Section(
            "Før og efter handlingerne",
            paragraphs=[f"Klager om det, læringspunktet handler om, i lige lange perioder. {CAVEATS[0]}"],
            listing=Listing(columns, rows, "Ingen."),
            chart=EFFECTS,
        )
    ]


def _feedback(rows: Sequence[Count]) -> list[Section]:
    told, waiting = (sum(row.n for row in rows if row.code == code) for code in ("givet", "venter"))
    if not told + waiting:
        return []
    words = f"Ved {danish.count(told, 'klage', 'klager')} har borgeren fået at vide, hvad klagen førte til."
    if waiting:
        words += f" Ved {danish.count(waiting, 'klage', 'klager')} mangler det endnu."
    return [Section("Besked til borgerne", paragraphs=[words])]


def recommendation_sections(found: Sequence[Recommendation]) -> list[Section]:
    """Return each recommendation with room for the answer of the leadership."""
    return [
        Section(
            f"Anbefaling {number}{f' til {one.addressed_to}' if one.addressed_to else ''}",
            fields=[
                Field("Anbefaling", one.what),
                Field("Givet", _day(one.given_on)),
                Field("Ledelsens svar", _answer(one)),
            ],
        )
        for number, one in enumerate(found, 1)
    ]


def _answer(one: Recommendation) -> str:
    if not one.answer:
        return NO_ANSWER
    return f"{one.answer} ({_day(one.answered_on)})" if one.answered_on else one.answer
