"""Questions that several commands ask, and what the answers mean to the register."""

from typing import TYPE_CHECKING

from klage.commands import options
from klage.domain.complaint import department_name
from klage.domain.matching import meant_names
from klage.domain.phone import is_foreign
from klage.errors import RefusedError
from klage.output.safe import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from klage.domain.case import Case
    from klage.domain.fields import Field
    from klage.domain.reading import Reader
    from klage.session import Session

Values = dict[str, object]

SUMMARY = "Hvad handler klagen om?"
THEMES = ("themes", "points")
"""The two spellings of what a complaint is about, beside its fields."""


def reader(session: "Session", *, keep_numbers: bool = False) -> "Reader":
    """Return what raw values are read with; without a register the themes are those it will start with."""
    from klage.domain.reading import Reader
    from klage.domain.vocabulary import THEMES

    themes = {code: label for code, label, _ in THEMES}
    if session.has_register:
        from klage.store import office

        themes = office.theme_labels(session.register)
    return Reader(now=session.now, themes=themes, keep_numbers=keep_numbers)


def department(session: "Session", typed: str | None) -> str | None:
    """Return the department that is meant: a known one whatever its spelling, or a new one.

    A name much like a known one is asked about at a terminal; elsewhere a new department is created,
    and said aloud.
    """
    from klage.store import office

    name = department_name(typed or "")
    if name is None:
        return None
    known = [found.name for found in office.departments(session.register)] if session.has_register else []
    if session.has_register:
        found = office.department_named(session.register.connection, name)
        if found:
            return found[1]
    for near in meant_names(name, known) if session.interactive else []:
        if session.prompter.confirm(f"Mente du {near}?", default=True):
            return near
    options.say(session, f"Ny afdeling: {one_line(name)}.", err=True)
    return name


def masked(session: "Session", values: "Mapping[str, object]", known: "Iterable[Field]") -> "Values":
    """Return the values with the CPR numbers masked in everything that is written freely."""
    free = {field.key: field for field in known if field.kind in ("text", "line", "department")}
    return {
        key: without_cpr(session, value, free[key].label)
        if key in free and isinstance(value, str) and not (key == "phone" and is_foreign(value))
        else value
        for key, value in values.items()
    }


def without_cpr(session: "Session", text: str, label: str) -> str:
    """Return a text with CPR numbers masked; at a terminal only if the user agrees."""
    from klage.domain import cpr

    hidden, found = cpr.masked(text)
    if not found:
        return text
    what = "et tal, der ligner et CPR-nummer" if found == 1 else f"{found} tal, der ligner CPR-numre"
    them = "det" if found == 1 else "dem"
    if session.interactive:
        question = f"{label}: Der står {what}. Vil du skjule de sidste fire cifre?"
        return hidden if session.prompter.confirm(question, default=True) else text
    sentence = f"{label}: Der stod {what}. De sidste fire cifre er skjult; behold {them} med --behold-tal."
    options.say(session, sentence, err=True)
    return hidden


def announce(session: "Session", case: "Case") -> None:
    """Say at a terminal whose case it is, so that a wrong number is seen before anything is typed."""
    if session.interactive:
        from klage.output.safe import shorten

        complaint = case.complaint
        who = shorten(one_line(complaint.citizen_name or "navn ukendt"), 40)
        where = complaint.department or "ingen afdeling"
        options.say(session, f"Sag {case.number}: {who}, {one_line(where)}.", err=True)


def answer(
    session: "Session", question: str, field: "Field", *, default: str | None = None, empty: str = ""
) -> str:
    """Ask for one field; an answer that cannot be read is explained at once, so that no other is lost.

    Args:
        session: The run.
        question: What to ask.
        field: What the answer is read as.
        default: What an empty answer stands for.
        empty: An answer that is not read at all, because it stands for "nothing".
    """
    from klage import clock

    def checked(text: str) -> str:
        if text == empty:
            return text
        if field.kind == "instant":
            return clock.to_text(options.instant(text, session, ahead=field.key == "call_again_at"))
        reader(session, keep_numbers=True).value(text, field)
        return text

    return session.prompter.ask(question, default=default, parse=checked)


def text(session: "Session", question: str) -> str:
    """Ask for a text that cannot be left out; an empty one is asked for again."""
    while not (typed := session.prompter.text_block(question)).strip():
        options.say(session, "Skriv mindst et par ord, eller stop med Ctrl-C.", err=True)
    return typed


def choice(session: "Session", question: str, field: "Field", default: str) -> str:
    """Ask for one of a field's codes; an empty answer is the default."""
    chosen = session.prompter.choose(question, list((field.codes or {}).items()), default)
    return chosen or default


def required_choice(session: "Session", question: str, field: "Field") -> str:
    """Ask for one of a field's codes until one is chosen."""
    while (chosen := session.prompter.choose(question, list((field.codes or {}).items()))) is None:
        options.say(session, "Vælg et nummer eller et ord fra listen, eller stop med Ctrl-C.", err=True)
    return chosen


def active_themes(session: "Session") -> dict[str, str]:
    """Return the labels of the themes that are in use, by code."""
    from klage.domain.vocabulary import THEMES
    from klage.store import office

    if not session.has_register:
        return {code: label for code, label, _ in THEMES}
    return {theme.code: theme.label for theme in office.themes(session.register, only_active=True)}


def refuse_retired_themes(session: "Session", themes: "Iterable[str | None]") -> None:
    """See that what is written now has themes that are in use; what stands already keeps its own.

    Raises:
        RefusedError: One is retired.
    """
    named = {theme for theme in themes if theme}
    if named and not named <= active_themes(session).keys():
        raise RefusedError(
            "Temaet er nedlagt. Vælg et andet, eller tag det i brug igen med klage kontor temaer --genopliv."
        )


def refuse_wrong_complaint(session: "Session", given: Values) -> None:
    """See that an option that is wrong is told before six questions are answered, not after.

    Raises:
        InvalidValueError: One cannot be read.
        RefusedError: A theme is retired.
    """
    from klage.domain import fields

    read = reader(session, keep_numbers=True)
    read.record(given, fields.COMPLAINT, extra=THEMES)
    points = read.points(given.get("themes"), None)
    refuse_retired_themes(session, (point.theme for point in points))


def complaint(session: "Session", given: Values, proposed: "Mapping[str, str] | None" = None) -> Values:
    """Ask what comes before the text of a complaint, except what the options have answered.

    Args:
        session: The run.
        given: What the options say, by English key.
        proposed: What stands ready to be accepted with Enter, or refused with ``-``.
    """
    from klage.domain import fields

    values, known = dict(given), fields.by_key(fields.COMPLAINT)
    ready = proposed or {}
    if "received_at" not in values:
        values["received_at"] = answer(
            session, "Hvornår kom klagen?", known["received_at"], default=ready.get("received_at", "nu")
        )
    if "addressee_level" not in values:
        question = "Hvem er klagen stilet til?"
        values["addressee_level"] = choice(session, question, known["addressee_level"], "ukendt")
    for key, question in (
        ("department", "Afdeling"),
        ("citizen_name", "Borgerens navn"),
        ("phone", "Telefon"),
    ):
        if key not in values:
            values[key] = answer(
                session, question, known[key], default=ready.get(key), empty="-" if key in ready else ""
            )
            values[key] = None if key in ready and values[key] == "-" else values[key]
        if key == "department":
            name = values[key]
            values[key] = department(session, name if isinstance(name, str) else None)
    return values
