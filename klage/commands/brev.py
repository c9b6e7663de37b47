"""``klage brev``: a letter to the citizen, written from a template and what the case holds."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import asking, options, to_file
from klage.danish_cli import command_help
from klage.domain import citizen_letter as letter
from klage.domain import office_words
from klage.errors import InvalidValueError, KlageError, RefusedError
from klage.output import citizen_letter as output
from klage.output.safe import one_line
from klage.store import appeals, cases, office
from klage.store import citizen_letters as letters

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

FORMATS = ("txt", "docx")


@command_help("""
    Eksempler:

      klage brev 42 --skabelon kvittering
      klage brev 42 --skabelon aftale --ud brev.docx

    Skabeloner:
      kvittering      klagen er modtaget, og hvornår du ringer
      ikke-truffet    du har forsøgt at ringe
      aftale          det, I aftalte i den seneste samtale
      videresendelse  klagen er sendt til rette myndighed (--myndighed)

    Brevet vises på skærmen eller skrives i en fil, som kun du kan læse. Læs
    det, før du sender det. Mangler der noget, siger klage hvad. Et brev
    afgør ikke noget. Teksterne rettes med klage kontor skabeloner.
""")
def brev(
    ctx: typer.Context,
    number: options.Number,
    template: Annotated[
        str | None, typer.Option("--skabelon", metavar="NAVN", help="Hvilket brev det er.")
    ] = None,
    authority: Annotated[
        str | None, typer.Option("--myndighed", metavar="NAVN", help="Den myndighed, klagen er sendt til.")
    ] = None,
    file: Annotated[
        Path | None, typer.Option("--ud", metavar="FIL", help="Skriv brevet i en ny fil, .txt eller .docx.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="txt eller docx; ellers efter filnavnet.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
    sent: Annotated[bool, typer.Option("--sendt", help="Notér, at kvitteringen er sendt i dag.")] = False,
    names: options.WithNames = False,
) -> None:
    """Write a letter."""
    session: Session = ctx.obj
    form = _format_of(file, form, overwrite=overwrite)
    case = options.case_to_work_on(session, number)
    asking.announce(session, case)
    code = _template(session, template)
    if sent:
        _check_can_be_sent(case, code)
    if file is None and not (names or sys.stdout.isatty()):
        raise InvalidValueError(
            "Et brev er til borgeren selv. Skriv det i en fil med --ud, eller skriv --med-navne."
        )
    written = _written(session, case, code, authority)
    if file is None:
        typer.echo(output.as_text(written), nl=False)
    else:
        content = output.as_word(written) if form == "docx" else output.as_text(written)
        _save(session, file, content, overwrite=overwrite)
    if code == letter.RECEIPT and (sent or _is_sent(session, case)):
        _note_sent(session, case)


def _format_of(file: Path | None, form: str | None, *, overwrite: bool) -> str:
    """Return the format that is asked for, or that the file's name has."""
    if file is None and overwrite:
        raise InvalidValueError("--overskriv hører til --ud FIL.")
    found = (form or (file.suffix.removeprefix(".") if file else "") or "txt").lower()
    if found not in FORMATS:
        raise InvalidValueError(
            "Et brev kan skrives som .txt eller .docx. Vælg med --format txt eller --format docx."
        )
    if found == "docx" and file is None:
        raise InvalidValueError("Et brev i Word skal have en fil: --ud brev.docx")
    return found


def _template(session: "Session", typed: str | None) -> str:
    if typed is not None:
        return letter.template_named(typed)
    if not session.interactive:
        options.needs_terminal("Skriv, hvilket brev det er, med --skabelon, fx kvittering.")
    choices = [(code, template.label) for code, template in letter.TEMPLATES.items()]
    return session.prompter.choose("Hvilket brev?", choices, letter.RECEIPT) or letter.RECEIPT


def _written(session: "Session", case: "Case", code: str, authority: str | None) -> list[letter.Paragraph]:
    """Return the letter; whom the complaint went to is asked for where the text tells it."""
    register = session.register
    template = letters.text(register, code)
    if authority is None and session.interactive and "{myndighed}" in template:
        authority = session.prompter.ask("Hvem er klagen sendt til?")
    hours = office_words.week_sentence(office.opening_hours(register))
    known = letter.Office(
        municipality=office.setting(register, "municipality"),
        name=office.setting(register, "office"),
        phone=office.setting(register, "phone"),
        hours=f"Vi har å{hours[1:]}",
    )
    appeal = appeals.find(register.connection, case.id)
    sent_to = office_words.line_from(authority, "--myndighed") if authority else None
    return letter.filled(template, letter.values(case, appeal, known, now=session.now, authority=sent_to))


def _save(session: "Session", file: Path, content: str | bytes, *, overwrite: bool) -> None:
    to_file.save(session, file, [content], overwrite=overwrite, about_cases="brev")
    options.say(session, f"Brevet ligger i {one_line(str(file))}. Læs det, før du sender det.")


def _is_sent(session: "Session", case: "Case") -> bool:
    """Ask whether the receipt goes out today, unless one has gone already."""
    if not session.interactive or case.complaint.ack_sent_on is not None:
        return False
    return session.prompter.confirm("Sender du kvitteringen i dag?", default=False)


def _check_can_be_sent(case: "Case", code: str) -> None:
    """See that a receipt can be noted as sent, before anything is written.

    Raises:
        InvalidValueError: It is another letter.
        RefusedError: One has been sent before; the first day stands.
    """
    if code != letter.RECEIPT:
        raise InvalidValueError("--sendt hører til en kvittering. Intet er noteret.")
    if case.complaint.ack_sent_on is not None:
        raise RefusedError(
            "Det er allerede noteret, hvornår kvitteringen blev sendt. Ret dagen med klage ret NR --kvittering DATO."
        )


def _note_sent(session: "Session", case: "Case") -> None:
    """Note that the receipt goes out today.

    Raises:
        KlageError: It could not be noted; the sentence says that the letter is there all the same.
    """
    try:
        _note(session, case)
    except KlageError as error:
        raise type(error)(f"Brevet er skrevet. Noten om, at det er sendt: {error.sentence}") from error
    options.say(session, f"Noteret på sag {case.number}: kvittering sendt i dag.", err=True)


def _note(session: "Session", case: "Case") -> None:
    with session.write("brev") as writer:
        # Seen again inside the transaction: another may have noted it meanwhile, and the first day stands.
        now = cases.again(session.register, case)
        cases.refuse_changed(now.complaint.ack_sent_on is not None, case.id)
        cases.change(writer, case.id, {"ack_sent_on": session.today})
