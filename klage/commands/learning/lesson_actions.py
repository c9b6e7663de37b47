"""What is done about a lesson: actions, who sees to them, how far they are, and what came of them."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from klage.commands import asking, options
from klage.commands.learning.lessons import JsonIn, On, day_meant, work_text
from klage.commands.learning.lessons_shown import Number
from klage.commands.office.options import only_with
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.fields import by_key
from klage.domain.learning import action as rules
from klage.domain.learning import lesson as lesson_rules
from klage.domain.learning.action import Action
from klage.domain.learning.learning import Numbered
from klage.domain.vocabulary import ACTION_KINDS, ACTION_STATUSES
from klage.errors import InvalidValueError, NotFoundError
from klage.output.listing import Column, Listing
from klage.store import office
from klage.store.learning import actions, lessons
from klage.store.office import Ambassador

if TYPE_CHECKING:
    from datetime import date

    from klage.domain.learning.learning import Learning
    from klage.session import Session

Values = dict[str, object]
BY_KEY = by_key(rules.FIELDS)
TYPED = tuple(
    field for field in rules.FIELDS if field.key != "status" and field.key not in rules.DAY_OF.values()
)
"""What is typed of an action; its status and the days of it come from what happens to it."""

WHAT = "Hvad skal der gøres?"
GOAL = "Hvordan kan I se, at det virker? (Enter, hvis I ikke ved det endnu)"

Leader = Annotated[str | None, typer.Option("--leder", metavar="NAVN", help="Den leder, der har sagt ja.")]
Deadline = Annotated[str | None, typer.Option("--frist", metavar="DATO", help="Hvornår det skal være gjort.")]
Trained = Annotated[
    str | None, typer.Option("--oplaert", "--oplært", metavar="TAL", help="Hvor mange der er oplært.")
]


@command_help("""
    Eksempler:

      klage laering handling 3
      klage laering handling 3 --type brevskabelon --leder "Eva Lund" \\
          --frist 1.3.2027 --hvad -
      klage laering handling 3 --ret 5 --frist 1.5.2027

    Noterer, hvad der skal gøres ved et læringspunkt. Ambassadøren bliver
    foreslået ud fra klage kontor ambassadoerer. Med en leder, der har sagt ja,
    og en frist er handlingen aftalt; ellers er den foreslået.

    Typer: arbejdsgang, brevskabelon, vejledningsmateriale, kompetence, it,
    bemanding, serviceinformation og andet.
""")
def handling(
    ctx: typer.Context,
    number: Number,
    what: Annotated[
        str | None, typer.Option("--hvad", metavar="-", help="Læs, hvad der skal gøres, fra standardinput.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Hvilken slags handling, fx arbejdsgang.")
    ] = None,
    department: Annotated[
        str | None, typer.Option("--afdeling", metavar="NAVN", help="Afdelingen, hvis ikke læringspunktets.")
    ] = None,
    ambassador: Annotated[
        str | None,
        typer.Option("--ambassadoer", "--ambassadør", metavar="NAVN", help="Ambassadøren, der følger den."),
    ] = None,
    leader: Leader = None,
    due: Deadline = None,
    goal: Annotated[
        str | None,
        typer.Option(
            "--maal", "--mål", metavar="-", help="Læs fra standardinput, hvordan I kan se, at det virker."
        ),
    ] = None,
    trained: Trained = None,
    on: On = None,
    correct: Annotated[
        int | None, typer.Option("--ret", metavar="H", min=1, help="Ret handling nummer H.")
    ] = None,
    json: JsonIn = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Add an action to a lesson, or correct one of its actions."""
    session: Session = ctx.obj
    learning = lessons.get(session.register, number)
    before = None if correct is None else _action_of(learning, correct)
    lesson_rules.check_in_force(learning.lesson)
    given: Values = {
        "kind": kind,
        "department": department,
        "ambassador": ambassador,
        "leader": leader,
        "due_on": due,
        "trained": trained,
    }
    values = {key: value for key, value in given.items() if value is not None}
    texts = {"what": what, "effect_goal": goal}
    if not session.interactive:
        options.one_from_stdin(*texts.values(), json)
    read(session, values)  # what is wrong is told before a question is asked
    if json is not None:
        values = {**options.json_object(session, json), **values}
    values |= _texts(session, texts)
    if before is None:
        _add(session, learning, values, on, ask=json is None, keep_numbers=keep_numbers)
    else:
        only_with({"en ny handling": None}, {"--den": on})
        _correct(session, learning, before, values, keep_numbers=keep_numbers)


def _action_of(learning: "Learning", number: int) -> Numbered:
    found = next((each for each in learning.actions if each.number == number), None)
    if found is None:
        raise NotFoundError(
            f"Læringspunkt {learning.number} har ingen handling {number}. "
            f"Se det med klage laering vis {learning.number}."
        )
    return found


def _texts(session: "Session", texts: dict[str, str | None]) -> Values:
    questions = {"what": WHAT, "effect_goal": GOAL}
    return {
        key: options.piped_text(option, session, questions[key])
        for key, option in texts.items()
        if option is not None
    }


def read(session: "Session", values: Values) -> dict[str, Any]:
    """Return what may be typed of an action; its status and days are set by what happens to it."""
    return asking.reader(session, keep_numbers=True).record(values, TYPED)


def citizens(session: "Session", learning: "Learning") -> list[str]:
    """Return the names of the citizens whose complaints the lesson comes from."""
    return lessons.names(session.register, [source.case_id for source in learning.sources])


def refuse_names(session: "Session", learning: "Learning", action: Action) -> None:
    """See that an action names none of those citizens.

    Raises:
        RefusedError: It does.
    """
    texts = [(BY_KEY[key].label, getattr(action, key)) for key in rules.TEXTS]
    lesson_rules.refuse_names(texts, citizens(session, learning))


def _add(
    session: "Session", learning: "Learning", values: Values, on: str | None, *, ask: bool, keep_numbers: bool
) -> None:
    day = day_meant(session, on)
    department = values.get("department") or learning.lesson.department
    found = office.ambassador_on(session.register, str(department) if department else None, day)
    if ask and session.interactive:
        values = _asked(session, learning, values, found)
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    if values.get("department"):
        values["department"] = asking.department(session, str(values["department"]))
    kept = {key: value for key, value in read(session, values).items() if value is not None}
    for key, option in (("what", "--hvad -"), ("kind", "--type")):
        if key not in kept:
            raise InvalidValueError(f"{BY_KEY[key].label}: mangler. Skriv det med {option}.")
    likely = {"department": learning.lesson.department, "ambassador": found.name if found else None}
    action = Action(**{**likely, **kept, "proposed_on": day, **_agreement(kept, day)})
    rules.check_due(None, action.due_on, session.today)
    rules.check(action, session.today)
    refuse_names(session, learning, action)
    with session.write("laering handling") as writer:
        number = actions.add(writer, learning.number, action)
    _answer_new(session, number, action)


def _agreement(kept: Values, day: "date") -> Values:
    """Return what makes an action agreed, if a leader has said yes."""
    return {"status": rules.AGREED, "agreed_on": day} if "leader" in kept else {}


def _asked(session: "Session", learning: "Learning", given: Values, ambassador: Ambassador | None) -> Values:
    """Ask for what the options did not say; the office's ambassador is the likely one."""
    values, names = dict(given), citizens(session, learning)
    if "what" not in values:
        values["what"] = work_text(session, WHAT, BY_KEY["what"], names, required=True)
    if "kind" not in values:
        values["kind"] = asking.required_choice(session, "Hvilken slags handling?", BY_KEY["kind"])
    if "ambassador" not in values:
        likely = ambassador.name if ambassador else None
        values["ambassador"] = asking.answer(
            session, "Hvem er ambassadør for den?", BY_KEY["ambassador"], default=likely
        )
    if "leader" not in values:
        question = "Hvilken leder har sagt ja? (Enter, hvis det ikke er aftalt endnu)"
        values["leader"] = asking.answer(session, question, BY_KEY["leader"])
    if "due_on" not in values:
        question = (
            "Senest hvornår?" if values["leader"] else "Senest hvornår? (Enter, hvis I ikke ved det endnu)"
        )
        values["due_on"] = asking.answer(session, question, BY_KEY["due_on"])
    if "effect_goal" not in values:
        values["effect_goal"] = work_text(session, GOAL, BY_KEY["effect_goal"], names, required=False)
    return values


def _answer_new(session: "Session", number: int, action: Action) -> None:
    who = (
        f"Ambassadør: {action.ambassador}." if action.ambassador else "Handlingen har ingen ambassadør endnu."
    )
    state = (
        f"aftalt med {action.leader}"
        if action.status == rules.AGREED
        else f"foreslået. Aftal den med lederen, og notér det med klage laering status {number} aftalt"
    )
    options.say(session, f"Handling {number} er {state}.", _deadline(action), who)


def _deadline(action: Action) -> str:
    return f"Frist: {danish.long_day(action.due_on)}." if action.due_on else ""


def _correct(
    session: "Session", learning: "Learning", before: Numbered, values: Values, *, keep_numbers: bool
) -> None:
    if not values:
        raise InvalidValueError("Skriv, hvad der skal rettes, fx --frist 1.5.2027.")
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    if values.get("department"):
        values["department"] = asking.department(session, str(values["department"]))
    found = read(session, values)
    for key in ("what", "kind"):
        if key in found and found[key] is None:
            raise InvalidValueError(f"{BY_KEY[key].label}: kan ikke være tom.")
    after = replace(before.action, **found)
    rules.check_due(before.action.due_on, after.due_on, session.today)
    rules.check(after, session.today)
    refuse_names(session, learning, after)
    changed = [BY_KEY[key].label.lower() for key in found if found[key] != getattr(before.action, key)]
    if changed:
        with session.write("laering handling") as writer:
            actions.change(writer, before.number, after)
    state = f"rettet: {danish.enumeration(changed)}" if changed else "uændret"
    options.say(session, f"Handling {before.number} er {state}.")


# --- the list --------------------------------------------------------------------------------------


@command_help("""
    Eksempler:

      klage laering handlinger
      klage laering handlinger --alle --csv

    Viser det, der er foreslået, aftalt eller i gang, med den nærmeste frist
    først; --alle tager det gennemførte og det afviste med.
""")
def handlinger(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--alle", help="Tag det gennemførte og det afviste med.")
    ] = False,
    json: options.Json = False,
    csv: options.Csv = False,
    plain: options.Plain = False,
) -> None:
    """List the actions."""
    session: Session = ctx.obj
    found = actions.all_of(session.register, only_open=not everything)
    options.show(session, listing(session, found), json=json, csv=csv, plain=plain, names=False)


def listing(session: "Session", found: list[actions.Kept]) -> Listing:
    """Return actions as rows."""
    today = session.today
    return Listing(
        columns=(
            Column("action_no", "Nr.", "number"),
            Column("lesson_no", "Læringspunkt", "number", spare=1),
            Column("due_on", "Frist", "date", screen=partial(danish.short_day, today=today)),
            Column("status", "Status", "code", labels=ACTION_STATUSES),
            Column("department", "Afdeling", flexible=True),
            Column("ambassador", "Ambassadør", flexible=True, spare=2),
            Column("kind", "Type", "code", labels=ACTION_KINDS, only="data"),
            Column("leader", "Leder", only="data"),
            Column("carried_out_on", "Gennemført", "date", only="data"),
            Column("what", "Hvad", flexible=True, long=True),
        ),
        rows=[
            (
                number,
                lesson,
                action.due_on,
                action.status,
                action.department,
                action.ambassador,
                action.kind,
                action.leader,
                action.carried_out_on,
                action.what,
            )
            for number, lesson, action in found
        ],
        whole="klage laering status NR",
        things=("handling", "handlinger"),
        empty="Ingen handlinger venter. Notér en med klage laering handling N.",
    )
