"""The options that mean the same in every command, and how a command shows what it found."""

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from klage.errors import InvalidValueError, RefusedError
from klage.output.safe import visible

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.output.listing import Listing, Stream
    from klage.output.page import Page
    from klage.output.show import Style
    from klage.session import Session

LATEST = "-"
"""What is typed in the place of a case number for the case that was worked on last."""

Number = Annotated[
    str, typer.Argument(metavar="NR", help="Sagens nummer, fx 42 eller 2026-0042; - er den seneste.")
]
Json = Annotated[bool, typer.Option("--json", help="Skriv JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Skriv CSV til regneark.")]
Plain = Annotated[bool, typer.Option("--plain", help="Skriv enkle linjer, på en skærm til at læse op.")]
KeepNumbers = Annotated[bool, typer.Option("--behold-tal", help="Skjul ikke tal, der ligner CPR-numre.")]
WithNames = Annotated[
    bool, typer.Option("--med-navne", help="Tag navne og telefonnumre med, også uden for skærmen.")
]

Reason = Annotated[
    str | None, typer.Option("--begrundelse", metavar="-", help="Læs begrundelsen fra standardinput.")
]

# The fields of a complaint that ``ny`` gives and ``ret`` corrects; one meaning, one place.
Received = Annotated[
    str | None,
    typer.Option("--modtaget", metavar="TID", help='Hvornår kommunen fik klagen, fx "i går 14.30".'),
]
Addressee = Annotated[
    str | None, typer.Option("--adressat", metavar="NIVEAU", help="Hvem den er stilet til, fx direktoer.")
]
Department = Annotated[
    str | None, typer.Option("--afdeling", metavar="NAVN", help="Den afdeling, der klages over.")
]
Kind = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="formalitet, realitet eller blandet.")
]
Channel = Annotated[
    str | None, typer.Option("--kanal", metavar="KANAL", help="Hvordan klagen kom, fx e_mail.")
]
ContactType = Annotated[
    str | None,
    typer.Option("--henvendelse", metavar="ART", help="klage, vejledning, vejvisning, ros_forslag."),
]
JournalNo = Annotated[
    str | None, typer.Option("--journalnr", metavar="NUMMER", help="Sagens nummer i journalen.")
]


def style_of(session: "Session", *, json: bool, csv: bool, plain: bool) -> "Style":
    """Return the format that the options ask for.

    Raises:
        InvalidValueError: More than one was asked for.
    """
    asked: tuple[tuple[Style, bool], ...] = (("json", json), ("csv", csv), ("plain", plain))
    chosen = [style for style, wanted in asked if wanted]
    if len(chosen) > 1:
        raise InvalidValueError("Vælg kun ét format: --json, --csv eller --plain.")
    if chosen:
        return chosen[0]
    return "plain" if session.plain else "auto"


def show(
    session: "Session", listing: "Listing | Stream", *, json: bool, csv: bool, plain: bool, names: bool
) -> None:
    """Show a listing in the format that the options ask for."""
    from klage.output import show as output

    style = style_of(session, json=json, csv=csv, plain=plain)
    screen = output.Screen(sys.stdout, session.width, session.environ)
    output.show(listing, screen, style=style, with_names=names)


def show_page(
    session: "Session",
    page: "Page",
    *,
    plain: bool = False,
    names: bool = False,
    stream: TextIO | None = None,
) -> None:
    """Show a page, on stdout unless it belongs to a dialogue: laid out on a terminal, plain lines elsewhere."""
    from klage.output import show as output

    screen = output.Screen(stream or sys.stdout, session.width, session.environ)
    output.show_page(page, screen, plain=plain or session.plain, with_names=names)


def say(session: "Session", *sentences: str, err: bool = False) -> None:
    """Write sentences, each on a line of its own; an empty one is left out."""
    from klage.output.sentence import told

    stream = sys.stderr if err else sys.stdout
    for sentence in filter(None, sentences):
        if session.plain and stream.isatty():
            from klage.output.spoken import aloud  # only somebody who listens pays for it

            typer.echo(visible(aloud(sentence)), err=err)
        else:
            typer.echo(told(sentence, stream, session.width), err=err)


def case_id(session: "Session", number: str) -> int:
    """Return the key of the case that a number names; ``-`` is the one this user last saved something about.

    Raises:
        NotFoundError: There is no such case.
    """
    from klage.store import cases

    found = cases.require(session.register, case_key(session, number))
    session.about = found if session.about is None else session.about
    return found


def case_key(session: "Session", number: str) -> int:
    """Return the key that a number stands for, whether or not there still is such a case.

    Raises:
        InvalidValueError: It is no number of a case.
        NotFoundError: It is ``-``, and there is no single case that can be meant.
    """
    if number.strip() == LATEST:
        return _latest(session)
    from klage import clock
    from klage.domain.case_number import number_from

    return number_from(number, clock.to_local(session.now).year)


def _latest(session: "Session") -> int:
    """Return the case that ``-`` stands for, and say aloud which it is: a wrong one must be seen."""
    from klage.domain import latest  # only whoever writes - pays for it
    from klage.domain.case_number import number_text
    from klage.store import history

    key = latest.case_of(history.last_cases(session.register.connection, session.actor))
    say(session, latest.told(number_text(key)), err=True)
    return key


def case_to_change(session: "Session", number: str) -> "Case":
    """Return the case that a number names, if something may still be noted on it.

    Raises:
        NotFoundError: There is no such case.
        RefusedError: It has been anonymised.
    """
    from klage.store import cases

    case = cases.get(session.register, case_id(session, number))
    if case.complaint.anonymised_at is not None:
        from klage.domain import forgetting  # only the few that were forgotten pay for it

        forgetting.refuse_anonymised(case.id, case.complaint.anonymised_at)
    return case


def case_to_work_on(session: "Session", number: str) -> "Case":
    """Return the case that a number names, if its matter is worked on under that number.

    Raises:
        NotFoundError: There is no such case.
        RefusedError: It is merged; the sentence names the case where it is worked on. Or it has been
            anonymised.
    """
    case = case_to_change(session, number)
    if case.complaint.merged_into is not None:
        from klage.domain import merging
        from klage.store import cases

        raise RefusedError(merging.merged_away(case.id, cases.survivor(session.register, case.id)))
    return case


def warn_of_children(
    session: "Session", concerns: Sequence[tuple[int, datetime]], *, to_screen: bool
) -> None:
    """Say on top of a list which cases are about a child; beside it where the output is for a program.

    Args:
        session: This run.
        concerns: The key and the receipt of each case whose concern is not passed on yet.
        to_screen: Whether the list itself is on a screen.
    """
    if not concerns:
        return
    from klage.domain import child_concern
    from klage.domain.case_number import number_text
    from klage.store import office

    receiver = office.setting(session.register, child_concern.RECEIVER_KEY)
    sentences = [
        child_concern.sentence(number_text(key), received_at, session.now, receiver)
        for key, received_at in concerns
    ]
    say(session, *sentences, err=not to_screen)


def instant(text: str, session: "Session", *, ahead: bool = False) -> datetime:
    """Return the instant that a person meant; asks which one when the hour comes twice in October."""
    from klage.domain.calendar import dates

    direction: dates.Direction = "future" if ahead else "past"
    try:
        return dates.parse_instant(text, session.now, direction=direction)
    except dates.AmbiguousHourError as error:
        if not session.interactive:
            raise
        first = session.prompter.confirm(f"{error.fact} Er det den første gang?", default=True)
        return dates.parse_instant(text, session.now, direction=direction, fold=0 if first else 1)


def instant_text(text: str | None, session: "Session", label: str, *, ahead: bool = False) -> str | None:
    """Return the stored form of the time that an option holds, if it holds one.

    Raises:
        InvalidValueError: The time cannot be understood; the sentence begins with the label.
    """
    from klage import clock

    if text is None:
        return None
    try:
        return clock.to_text(instant(text, session, ahead=ahead))
    except InvalidValueError as error:
        raise InvalidValueError(f"{label}: {error.sentence}") from error


def piped_text(
    value: str | None, session: "Session", question: str, *, texts: int = 1, kept: bool = True
) -> str | None:
    """Return the text that an option with ``-`` stands for: asked for at a terminal, else stdin.

    Text about a citizen is never an argument: arguments end in the shell's history, and every user of
    the machine can read them while the command runs.

    Args:
        value: What the option holds.
        session: This run.
        question: What to ask at a terminal.
        texts: How many texts of the greatest length may come.
        kept: Whether what is written in an editor is worth a draft.

    Raises:
        InvalidValueError: The option holds text instead of ``-``.
    """
    if value is None:
        return None
    if value != "-":
        raise InvalidValueError(
            "Skriv - her, og giv teksten på standardinput: Tekst om en borger hører ikke til på kommandolinjen."
        )
    return session.prompter.text_block(question, kept=kept) if session.interactive else read_stdin(texts)


def number_and_dash(number: str | None, dash: str | None, command: str) -> tuple[str | None, bool]:
    """Return the case's number, and whether ``--json -`` has left its dash before or after it.

    For the commands where ``--json`` alone writes: a dash that stands alone is the last case.

    Raises:
        InvalidValueError: Something else stands there.
    """
    if dash is None:
        return number, False
    if "-" not in (number, dash):
        raise InvalidValueError(f"Der står for meget efter klage {command}. Se klage {command} --hjaelp.")
    return (dash if number == "-" else number), True


def one_from_stdin(*options: str | None) -> None:
    """See that at most one option reads standard input.

    Raises:
        InvalidValueError: Two do; the second would find nothing there.
    """
    if options.count("-") > 1:
        raise InvalidValueError("Kun én ting kan læses fra standardinput. Brug --json - til flere felter.")


def read_stdin(texts: int = 1) -> str:
    """Return all of standard input, which may be so many texts of the greatest length.

    Raises:
        InvalidValueError: It is not UTF-8, or longer than a text may be.
    """
    from klage.domain.complaint import MAX_TEXT

    most = texts * 4 * MAX_TEXT
    raw = sys.stdin.buffer.read(most + 1)
    if len(raw) > most:
        raise InvalidValueError("Teksten er for lang. Gem den i journalen, og skriv et resumé.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What an older Danish program pipes; every byte stands for something in it.
        return raw.decode("cp1252", errors="replace")


def json_object(session: "Session", value: str) -> dict[str, object]:
    """Return the one JSON object that stands on stdin (``--json -``).

    Raises:
        InvalidValueError: The option is not ``-``, or stdin holds no JSON object.
    """
    found = _json(session, value)
    if not isinstance(found, dict):
        raise InvalidValueError("JSON på standardinput skal være ét objekt, { … }.")
    return found


def json_objects(session: "Session", value: str) -> list[dict[str, object]]:
    """Return the JSON objects that stand on stdin: one alone, or a list of them.

    Raises:
        InvalidValueError: The option is not ``-``, or stdin holds something else.
    """
    found = _json(session, value)
    items = found if isinstance(found, list) else [found]
    objects = [item for item in items if isinstance(item, dict)]
    if not objects or len(objects) < len(items):
        raise InvalidValueError(
            "JSON på standardinput skal være ét objekt, { … }, eller en liste af dem, [ … ]."
        )
    return objects


def _json(session: "Session", value: str) -> object:
    import json

    # JSON may write every letter as six, and hold several texts.
    text = piped_text(value, session, "Skriv JSON", texts=4, kept=False)
    try:
        return json.loads(text or "")
    except (ValueError, RecursionError) as error:
        raise InvalidValueError("Det på standardinput er ikke gyldig JSON.") from error


def needs_terminal(missing: str) -> NoReturn:
    """Say that something is missing which can only be asked for at a terminal.

    Raises:
        InvalidValueError: Always.
    """
    raise InvalidValueError(f"{missing} Uden for en terminal kan klage ikke spørge.")
