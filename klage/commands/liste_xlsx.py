"""The list of cases as an Excel workbook, for those who sort and count in a spreadsheet."""

from pathlib import Path
from typing import TYPE_CHECKING

from klage.commands import options, to_file
from klage.domain import danish
from klage.errors import InvalidValueError, NotFoundError
from klage.output.documents import excel
from klage.output.listing import Listing, in_danish, selected
from klage.output.page import Page, Section
from klage.output.safe import one_line

if TYPE_CHECKING:
    from klage.session import Session

ENDING = ".xlsx"


def write(session: "Session", found: Listing, file: Path, *, names: bool, overwrite: bool) -> None:
    """Write a list to a new file; like every output that is not the screen it has names only if asked to.

    Raises:
        InvalidValueError: The file is there already or has another ending, or the extra is missing.
        NotFoundError: The list is empty.
    """
    if file.suffix.lower() != ENDING:
        raise InvalidValueError("Kald filen noget med .xlsx.")
    if not found.rows:
        raise NotFoundError(f"{found.empty} Filen er ikke skrevet.")
    page = Page(found.title or "Sager", [Section("Sager", listing=found)])
    content = excel.as_xlsx(page, with_names=names, made_at=session.now)
    to_file.save(session, file, [content], overwrite=overwrite, about_cases="liste")
    left_out = "" if names else " Navne, telefonnumre og tekster er udeladt; --med-navne tager dem med."
    count = danish.count(len(found.rows), "sag", "sager")
    options.say(session, f"{count} er skrevet i {one_line(str(file))}.{left_out}", _cut(found, names=names))


def _cut(found: Listing, *, names: bool) -> str:
    """Return a sentence on the texts that Excel has no room for, or nothing."""
    columns, rows = selected(found, "data", with_names=names)
    cells = [in_danish(column, cell) for row in rows for column, cell in zip(columns, row, strict=True)]
    cut = sum(len(cell) > excel.LONGEST for cell in cells)
    if not cut:
        return ""
    texts = danish.count(cut, "tekst er", "tekster er")
    return f"{texts} længere, end en celle i Excel kan rumme, og er skåret af. Hele teksten står i klage eksport."
