"""The first day: a greeting, five questions about the office, and on to the first complaint."""

from typing import TYPE_CHECKING

import typer

from klage.commands import on_path, options
from klage.domain import danish, office_words, week
from klage.domain.child_concern import RECEIVER_KEY
from klage.errors import InvalidValueError
from klage.output.safe import one_line
from klage.store import office, office_changes
from klage.store.backup import backups

if TYPE_CHECKING:
    from klage.domain.promise import OpeningHours
    from klage.session import Session

GREETING = (
    "Velkommen til klage: klager, opkald inden for et døgn og det, klagerne lærer os.",
    "Først fem korte spørgsmål om kontoret, så den første klage. Enter springer over.",
    "Du kan altid ændre svarene. Stopper du med Ctrl-C undervejs, er intet gemt.",
)
LATER = "Skriv klage, når du vil begynde, eller klage demo for at se dig om først."

# What letters say, and what klage says on the day when it matters, when there is no time to look it up.
# Whom the promise covers is not asked: it is a phase with a first day, and everyone is the safe answer.
OPEN = "4 af 5. Hvornår har I åbent?"
CONCERNS = "5 af 5. Hvem modtager underretninger om børn? Navn og telefon"

RESTORE, BEGIN, COMPLAINT, DEMO, STOP = "hent", "begynd", "klage", "demo", "stop"
LOST = (
    (RESTORE, "Hent registret fra en af dem"),
    (BEGIN, "Begynd forfra, også med sagsnumrene"),
    (STOP, "Stop her"),
)
NEXT = (
    (COMPLAINT, "Registrér den første klage"),
    (DEMO, "Se dig om med opdigtede sager"),
    (STOP, "Stop her"),
)


def begin(ctx: typer.Context) -> None:
    """Greet, ask, create the register and go on; where a register is lost, offer its backups first."""
    session: Session = ctx.obj
    chosen = _what_to_do(session)
    if chosen == RESTORE:
        from klage.commands import gendan

        gendan.gendan(ctx)
    elif chosen == BEGIN:
        _begin(ctx)
    else:
        options.say(session, "Intet er ændret.")


def _what_to_do(session: "Session") -> str | None:
    """Return what to do; an empty register over lost cases is never made before it is asked for."""
    kept = backups.kept(session.path)
    if not kept:
        return BEGIN
    there = danish.count(len(kept), "sikkerhedskopi", "sikkerhedskopier")
    newest = danish.long_instant(kept[0].at)
    options.say(session, f"Registret mangler, men der ligger {there} af det, den nyeste fra {newest}.")
    return session.prompter.choose("Hvad vil du?", LOST, RESTORE)


def _begin(ctx: typer.Context) -> None:
    session: Session = ctx.obj
    options.say(session, *GREETING)
    if not session.prompter.confirm("Skal vi begynde?", default=True):
        options.say(session, LATER)
        return
    _save(session, *_asked(session))
    options.say(session, *_saved(session))
    on_path.teach(session)
    _go_on(ctx)


def _asked(session: "Session") -> "tuple[dict[str, str], OpeningHours]":
    """Return the answers that were given, and the week."""
    prompter = session.prompter
    names = {key: prompter.ask(question, parse=parse) for key, question, parse in NAMES}
    hours = prompter.ask(OPEN, default=week.DEFAULT, parse=week.week_from)
    names[RECEIVER_KEY] = prompter.ask(CONCERNS, parse=_line)
    return {key: name for key, name in names.items() if name}, hours


def _line(answer: str) -> str:
    return office_words.line_from(answer, "Svaret") if answer else ""


def _phone(answer: str) -> str:
    """Return what stands in letters as the office's telephone: words beside the number are welcome, without it not.

    Raises:
        InvalidValueError: There is no number in it.
    """
    if answer and not any(char.isdigit() for char in answer):
        raise InvalidValueError("Skriv nummeret, fx 87 65 43 21, eller tryk Enter.")
    return _line(answer)


NAMES = (
    ("municipality", "1 af 5. Hvilken kommune er det?", _line),
    ("office", "2 af 5. Hvad hedder kontoret?", _line),
    ("phone", "3 af 5. Hvilket nummer kan borgerne ringe til?", _phone),
)


def _save(session: "Session", names: dict[str, str], hours: "OpeningHours") -> None:
    """Create the register with the answers in it, all in one change."""
    session.create(afresh=True)
    with session.write("kontor") as writer:
        for key, name in names.items():
            office.set_setting(writer, key, name)
        if hours != office.opening_hours(session.register):
            for day in office_words.WORKDAYS:
                if day in hours:
                    office_changes.set_opening_hours(writer, day, *hours[day])
                else:
                    office_changes.close_weekday(writer, day)
    session.keep("Registret er oprettet, og dine svar er gemt.")


def _saved(session: "Session") -> tuple[str, ...]:
    return (
        f"Tak. Registret ligger i {one_line(str(session.path))}, og kun du kan læse det.",
        office_words.default_sentence(),
        "Se og ret svarene med klage kontor.",
    )


def _go_on(ctx: typer.Context) -> None:
    """Let the user choose what comes first; Enter is the first complaint."""
    session: Session = ctx.obj
    chosen = session.prompter.choose("Hvad nu?", NEXT, COMPLAINT)
    if chosen == COMPLAINT:
        from klage.commands import ny

        ny.ny(ctx)
    elif chosen == DEMO:
        from klage.commands import demo

        demo.demo(ctx)
    else:
        options.say(session, "Registrér den første klage med klage ny, eller hent dem med klage import.")
