"""``klage frister --udskriv``: the due list for paper, for a colleague who phones with a pen in the hand."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from klage.commands import options, to_file
from klage.domain import call_sheet, child_concern
from klage.domain.due import DueList
from klage.errors import InvalidValueError
from klage.output.documents import call_sheet as output
from klage.output.safe import one_line
from klage.store import handover, office

if TYPE_CHECKING:
    from klage.session import Session

TO_PAPER = (
    "Sådan kommer listen på papir: klage frister --udskriv | lp, eller skriv en side til browseren med "
    "--ud ringeliste.html."
)
FORMATS = {"html": output.as_html, "txt": output.as_text}


def write(
    session: "Session", found: DueList, span: str, file: Path | None, *, names: bool, overwrite: bool
) -> None:
    """Write the list to stdout as text, page by page, or to a file of the user's own.

    Names are on it only when they are asked for, at a terminal too: what is printed lies about.

    Raises:
        InvalidValueError: The file's name says neither .html nor .txt, or it is there already.
    """
    form = "txt" if file is None else file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InvalidValueError("Kald filen noget med .html eller .txt, fx ringeliste.html.")
    keys = {entry.case.id for entry in found.entries} | {case.id for case in found.child_concerns}
    made = call_sheet.sheet(
        found, handover.of_keys(session.register, keys), _about(session, span, names=names)
    )
    content = FORMATS[form](made)
    if file is None:
        is_paper = not sys.stdout.isatty()
        sys.stdout.write(
            content if is_paper else content.replace("\f", "")
        )  # a pager shows ^L for a new page
        if not is_paper:
            options.say(session, TO_PAPER, err=True)
        return
    to_file.save(session, file, [content], overwrite=overwrite, about_cases="frister" if names else None)
    options.say(session, f"Listen er skrevet i {one_line(str(file))}. {_left_out(names)}")


def _about(session: "Session", span: str, *, names: bool) -> call_sheet.About:
    return call_sheet.About(
        now=session.now,
        span=span,
        themes=office.theme_labels(session.register),
        office=office.setting(session.register, "office"),
        receiver=office.setting(session.register, child_concern.RECEIVER_KEY),
        names=names,
    )


def _left_out(names: bool) -> str:
    return (
        "Den har navne på; kun du kan læse filen."
        if names
        else "Navne er udeladt; --med-navne tager dem med."
    )
