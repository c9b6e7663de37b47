"""``klage laering brev``: what a department can learn from its complaints, as a letter to its ambassador."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from klage.commands import options
from klage.commands.learning import sharing
from klage.commands.learning.laering_tegn import period_meant
from klage.danish_cli import command_help
from klage.domain.learning import letter as rules
from klage.errors import InvalidValueError
from klage.output.letter import as_markdown, as_text
from klage.store import departments, office
from klage.store.learning import letters

if TYPE_CHECKING:
    from klage.domain.learning.letter import Letter
    from klage.domain.learning.screening import Stopped
    from klage.session import Session

FORMATS = {"txt": as_text, "md": as_markdown}


@command_help("""
    Eksempler:

      klage laering brev Visitationen
      klage laering brev Visitationen --fra 1.7.2026 --ud brev.txt

    Brevet går til afdelingens ambassadør: hvor mange klager om hvad, hvad I
    har lært, hvad der er aftalt, og hvad afdelingen kan tage op på et møde.
    Det er det seneste år, hvis du ikke skriver --fra. Tal under 5 er ikke med,
    og en tekst, der kan føre til en person, bliver udeladt, og du får det at
    vide. Læs brevet, før du sender det.
""")
def brev(
    ctx: typer.Context,
    department: Annotated[str, typer.Argument(metavar="AFDELING", help="Den afdeling, brevet går til.")],
    first: Annotated[str | None, typer.Option("--fra", metavar="DATO", help="Periodens første dag.")] = None,
    last: Annotated[
        str | None, typer.Option("--til", metavar="DATO", help="Periodens sidste dag; ellers i dag.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="txt (en mail) eller md (Markdown).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--ud", metavar="FIL", help="Skriv brevet i FIL, som kun du kan læse.")
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overskriv", help="Erstat filen, hvis den findes.")] = False,
) -> None:
    """Write a department's letter."""
    session: Session = ctx.obj
    write = FORMATS[_format(form, out)]
    period = period_meant(session.today, first, last)
    name = departments.require(session.register, department).name
    found = letters.facts(session.register, name, period, session.today)
    letter, left_out = rules.letter_from(found, sharing.screen(session, rules.texts_of(found)))
    _say_left_out(session, letter, left_out)
    text = write(letter, office.theme_labels(session.register))
    if out is None:
        typer.echo(text, nl=False)
        return
    from klage.commands import to_file
    from klage.output.safe import one_line

    to_file.save(session, out, [text], overwrite=overwrite, about_cases="læringsbrev")
    options.say(session, f"Brevet er skrevet i {one_line(str(out))}. Kun du kan læse filen.")


def _format(form: str | None, out: Path | None) -> str:
    """Return the format that is asked for, or that the file's name has.

    Raises:
        InvalidValueError: There is no such format.
    """
    if form is None:
        return "md" if out is not None and out.suffix.lower() == ".md" else "txt"
    if form not in FORMATS:
        raise InvalidValueError("Formatet skal være txt (en mail) eller md (Markdown).")
    return form


def _say_left_out(session: "Session", letter: "Letter", left_out: "tuple[Stopped, ...]") -> None:
    """Say on stderr what the letter does not have; the word only at a terminal, because it may be a name."""
    with_word = sys.stderr.isatty()
    options.say(
        session,
        "Udeladt, fordi teksten kan føre til en person:" if left_out else "",
        *(each.sentence(with_word=with_word) for each in left_out),
        ""
        if letter.ambassador
        else f"{letter.department} har ingen ambassadør. Notér en med klage kontor ambassadoerer.",
        err=True,
    )
