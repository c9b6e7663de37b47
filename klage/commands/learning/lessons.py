"""Writing lessons: new ones from one or several cases, and corrections."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from klage.commands import asking, options
from klage.commands.learning.lessons_shown import Number, fields_of, of_cases
from klage.danish_cli import command_help
from klage.domain import danish
from klage.domain.fields import Field, by_key
from klage.domain.learning import lesson as rules
from klage.domain.learning.learning import Source
from klage.domain.learning.lesson import Lesson
from klage.errors import InvalidValueError, RefusedError
from klage.store.learning import lessons

if TYPE_CHECKING:
    from datetime import date

    from klage.domain.case import Case
    from klage.domain.learning.learning import Learning
    from klage.session import Session

Values = dict[str, object]
BY_KEY = by_key(rules.FIELDS)
EMPTY = "-"
QUESTIONS = {
    "observation": "Hvad skete der? Skriv om arbejdsgangen, ikke om personer.",
    "cause": "Hvad var den bagvedliggende årsag?",
    "insight": "Hvad lærer vi af det?",
    "theme": "Hvilket tema?",
    "department": "Afdeling",
    "process_stage": "Hvor i forløbet?",
    "eye_level": "Blev borgeren mødt i øjenhøjde?",
    "expectations_agreed": "Blev forventningerne afstemt med borgeren?",
}
"""The last two are seed S2's."""

Numbers = Annotated[
    list[str] | None,
    typer.Argument(metavar="NR...", help="Sagernes numre, fx 42 eller 2026-0042.", show_default=False),
]
What = Annotated[
    str | None, typer.Option("--hvad", metavar="-", help="Læs, hvad der skete, fra standardinput.")
]
Insight = Annotated[
    str | None,
    typer.Option("--laering", "--læring", metavar="-", help="Læs, hvad I lærer, fra standardinput."),
]
Cause = Annotated[
    str | None, typer.Option("--aarsag", "--årsag", metavar="ÅRSAG", help="Årsagen, fx arbejdsgang.")
]
Theme = Annotated[str | None, typer.Option("--tema", metavar="TEMA", help="Temaet, fx vejledning.")]
Department = Annotated[
    str | None, typer.Option("--afdeling", metavar="NAVN", help="Den afdeling, der kan lære af det.")
]
Stage = Annotated[str | None, typer.Option("--fase", metavar="FASE", help="Hvor i forløbet, fx afgoerelse.")]
Level = Annotated[
    str | None, typer.Option("--niveau", metavar="NIVEAU", help="afdeling, forvaltning eller kommune.")
]
EyeLevel = Annotated[
    str | None,
    typer.Option(
        "--oejenhoejde", "--øjenhøjde", metavar="SVAR", help="Mødt i øjenhøjde? ja, delvist eller nej."
    ),
]
Expectations = Annotated[
    str | None,
    typer.Option("--forventning", metavar="SVAR", help="Forventninger afstemt? ja, delvist eller nej."),
]
On = Annotated[str | None, typer.Option("--den", metavar="DATO", help="Hvilken dag; ellers i dag.")]
ON = Field("on", "--den", "date")
JsonIn = Annotated[
    str | None, typer.Option("--json", metavar="-", help="Læs det som JSON fra standardinput.")
]


@command_help("""
    Eksempler:

      klage laering ny 42
      klage laering ny 42 57 --aarsag arbejdsgang --hvad -

    Et læringspunkt siger, hvad en eller flere klager lærer en afdeling om
    arbejdsgangen, aldrig om en person. Tema, afdeling og fase bliver foreslået
    ud fra sagerne. I en terminal spørger klage om resten.

    Årsager: arbejdsgang, kommunikation_sprog, kompetence_viden, kapacitet,
    samarbejde_snitflade, it_system, regel_serviceniveau, forventning og
    enkeltstaaende_fejl.
""")
def ny(
    ctx: typer.Context,
    numbers: Numbers = None,
    what: What = None,
    insight: Insight = None,
    cause: Cause = None,
    theme: Theme = None,
    department: Department = None,
    stage: Stage = None,
    level: Level = None,
    eye_level: EyeLevel = None,
    expectations: Expectations = None,
    on: On = None,
    json: JsonIn = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Write a lesson from one or several cases."""
    session: Session = ctx.obj
    given = _given(cause, theme, department, stage, level, eye_level, expectations, on)
    texts = {"observation": what, "insight": insight}
    cases = cases_named(session, numbers)
    values = _typed(session, given, texts, json)
    names = lessons.names(session.register, [case.id for case in cases])
    _read(session, values)  # what is wrong is told before a question is asked, and no answer is lost
    proposal = rules.proposed([case.complaint for case in cases], asking.active_themes(session))
    if session.interactive and json is None:
        values = _asked(session, values, proposal, names)
    guessed = {key: value for key, value in proposal._asdict().items() if value and key not in values}
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    lesson = _checked(session, {**guessed, **values}, names)
    with session.write("laering ny") as writer:
        number = lessons.add(writer, lesson, [Source(case.id) for case in cases])
    _answer_new(session, number, lesson, cases, guessed)


def _given(
    cause: str | None,
    theme: str | None,
    department: str | None,
    stage: str | None,
    level: str | None,
    eye_level: str | None,
    expectations: str | None,
    on: str | None,
) -> Values:
    """Return what the options say, by field."""
    given = {
        "cause": cause,
        "theme": theme,
        "department": department,
        "process_stage": stage,
        "level": level,
        "eye_level": eye_level,
        "expectations_agreed": expectations,
        "formulated_on": on,
    }
    return {key: value for key, value in given.items() if value is not None}


def cases_named(session: "Session", numbers: list[str] | None) -> "list[Case]":
    """Return the cases that are named, each once; asks for them at a terminal."""
    if not numbers:
        if not session.interactive:
            options.needs_terminal("Skriv sagernes numre, fx klage laering ny 42.")
        numbers = session.prompter.ask("Hvilke sager? Skriv numrene").replace(",", " ").split()
    if not numbers:
        raise InvalidValueError("Et læringspunkt skal komme fra mindst én sag.")
    found = [options.case_to_work_on(session, number) for number in numbers]
    return list({case.id: case for case in found}.values())


def _typed(session: "Session", given: Values, texts: dict[str, str | None], json: str | None) -> Values:
    """Add what stdin says to what the options gave."""
    if not session.interactive:
        options.one_from_stdin(*texts.values(), json)
    if json is not None:
        return {**options.json_object(session, json), **given}
    found = {
        key: options.piped_text(option, session, QUESTIONS.get(key, BY_KEY[key].label))
        for key, option in texts.items()
        if option is not None
    }
    return {**given, **found}


def _asked(session: "Session", given: Values, proposal: rules.Proposal, names: list[str]) -> Values:
    """Ask for what the options did not say, with what the cases are about as the likely answer."""
    values = dict(given)
    likely = proposal._asdict()
    for key, question in QUESTIONS.items():
        if key in values:
            continue
        if key in rules.TEXTS:
            values[key] = work_text(session, question, BY_KEY[key], names, required=key == "observation")
        elif key == "department":
            values[key] = asking.answer(session, question, BY_KEY[key], default=likely[key])
        else:
            codes = asking.active_themes(session) if key == "theme" else BY_KEY[key].codes or {}
            values[key] = session.prompter.choose(question, list(codes.items()), likely.get(key))
    return values


def work_text(session: "Session", question: str, field: "Field", names: list[str], *, required: bool) -> str:
    """Ask for a text about the work until it names no citizen; what is typed is not lost with the rest."""
    while True:
        text = asking.text(session, question) if required else session.prompter.text_block(question)
        try:
            rules.refuse_names([(field.label, text)], names)
        except RefusedError as error:
            options.say(session, error.sentence, err=True)
        else:
            return text


def _checked(session: "Session", values: Values, names: list[str]) -> Lesson:
    """Return the lesson that the values make, its department as the office spells it."""
    _lesson(session, values)
    if isinstance(values.get("department"), str):
        values["department"] = asking.department(session, str(values["department"]))
    lesson = _lesson(session, values)
    rules.refuse_names([(BY_KEY[key].label, getattr(lesson, key)) for key in rules.TEXTS], names)
    _check_words(session, lesson)
    return lesson


def _check_words(session: "Session", lesson: Lesson) -> None:
    """See that the citizens' words, where they are approved for sharing, can lead to nobody."""
    if lesson.words is not None and lesson.words_approved_on is not None:
        from klage.commands.learning import sharing
        from klage.domain.learning.sharing import Text

        sharing.check(session, "Borgernes ord", [Text("teksten", lesson.words)])


def _lesson(session: "Session", values: Values) -> Lesson:
    found = _read(session, values)
    kept = {key: value for key, value in found.items() if value is not None}
    if "observation" not in kept:
        raise InvalidValueError("Skriv, hvad der skete. Giv teksten på standardinput med --hvad -.")
    asking.refuse_retired_themes(session, [kept.get("theme")])
    return rules.check(Lesson(**{"formulated_on": session.today, **kept}), session.today)


def _read(session: "Session", values: Values) -> dict[str, Any]:
    return asking.reader(session, keep_numbers=True).record(values, fields_of(session))


def day_meant(session: "Session", typed: str | None) -> "date":
    """Return the day that ``--den`` names, or today."""
    found = asking.reader(session).value(typed, ON)
    return session.today if found is None else found


def _answer_new(
    session: "Session", number: int, lesson: Lesson, cases: "list[Case]", guessed: Values
) -> None:
    from klage.commands.showing import pairs

    about = [field for field in fields_of(session) if field.key in ("department", "theme", "process_stage")]
    said = [field.value for field in pairs(lesson, about) if field.value]
    labels = [BY_KEY[key].label.lower() for key in guessed]
    from_cases = "sagen" if len(cases) == 1 else "sagerne"
    options.say(
        session,
        f"Læringspunkt {number} er skrevet ud fra {of_cases(case.id for case in cases)}.",
        f"{'. '.join(said)}." if said else "",
        f"Foreslået ud fra {from_cases}: {danish.enumeration(labels)}. Ret det med klage laering ret {number}."
        if labels
        else "",
        f"Notér, hvad der skal gøres, med klage laering handling {number}.",
    )


# --- ret -------------------------------------------------------------------------------------------


@command_help("""
    Eksempler:

      klage laering ret 3
      klage laering ret 3 --aarsag kapacitet --niveau forvaltning

    I en terminal og uden tilvalg spørger klage, hvad der skal rettes. Det, der
    stod før, bliver i historikken.
""")
def ret(
    ctx: typer.Context,
    number: Number,
    what: What = None,
    insight: Insight = None,
    cause: Cause = None,
    theme: Theme = None,
    department: Department = None,
    stage: Stage = None,
    level: Level = None,
    eye_level: EyeLevel = None,
    expectations: Expectations = None,
    on: On = None,
    json: JsonIn = None,
    keep_numbers: options.KeepNumbers = False,
) -> None:
    """Correct a lesson; what it was stays in the history."""
    session: Session = ctx.obj
    learning = lessons.get(session.register, number)
    given = _given(cause, theme, department, stage, level, eye_level, expectations, on)
    texts = {"observation": what, "insight": insight}
    values = _typed(session, given, texts, json)
    names = _names_of(session, learning)
    if not values:
        values = _one_correction(session, learning, names)
    if not keep_numbers:
        values = asking.masked(session, values, rules.FIELDS)
    if values.get("department"):
        values["department"] = asking.department(session, str(values["department"]))
    found = _read(session, values)
    after = _corrected(session, learning.lesson, found, names)
    if after != learning.lesson:
        with session.write("laering ret") as writer:
            lessons.change(writer, number, found)
    _answer_changed(session, number, learning.lesson, after)


def _corrected(session: "Session", before: Lesson, found: dict[str, Any], names: list[str]) -> Lesson:
    """Return the lesson as it will be.

    Raises:
        InvalidValueError: What was given empties what cannot be empty, or does not fit.
        RefusedError: It names a citizen, or a theme that is retired.
    """
    from dataclasses import replace

    for key in ("formulated_on", "observation", "level"):
        if key in found and found[key] is None:
            raise InvalidValueError(f"{BY_KEY[key].label}: kan ikke være tom.")
    if found.get("theme") != before.theme:
        asking.refuse_retired_themes(session, [found.get("theme")])
    if "words" in found and found["words"] != before.words:
        # Other words have not been approved, unless that is said along with them.
        found.setdefault("words_approved_on", None)
    after = rules.check(replace(before, **found), session.today)
    _check_words(session, after)
    rules.refuse_names([(BY_KEY[key].label, getattr(after, key)) for key in rules.TEXTS], names)
    return after


def _one_correction(session: "Session", learning: "Learning", names: list[str]) -> Values:
    """Ask which field to correct, and what it should be."""
    if not session.interactive:
        options.needs_terminal("Skriv, hvad der skal rettes, fx --aarsag kapacitet.")
    choices = [(key, BY_KEY[key].label) for key in (*QUESTIONS, "level")]
    key = session.prompter.choose("Hvad skal rettes?", choices)
    if key is None:
        return {}
    field, before = BY_KEY[key], getattr(learning.lesson, key)
    question = QUESTIONS.get(key, field.label)
    if key in rules.TEXTS:
        shown = f"{question} Nu står der:\n{before or 'intet'}\nEnter beholder det. Ny tekst:"
        typed = work_text(session, shown, field, names, required=False)
    elif key == "department":
        typed = asking.answer(session, question, field, default=before)
    else:
        codes = asking.active_themes(session) if key == "theme" else field.codes or {}
        typed = session.prompter.choose(question, list(codes.items()), before) or ""
    return {key: typed} if typed else {}


def _answer_changed(session: "Session", number: int, before: Lesson, after: Lesson) -> None:
    changed = [
        field.label.lower()
        for field in rules.FIELDS
        if getattr(before, field.key) != getattr(after, field.key)
    ]
    if not changed:
        options.say(session, f"Læringspunkt {number} er uændret.")
    else:
        options.say(session, f"Læringspunkt {number} er rettet: {danish.enumeration(changed)}.")


def _names_of(session: "Session", learning: "Learning") -> list[str]:
    return lessons.names(session.register, [source.case_id for source in learning.sources])
