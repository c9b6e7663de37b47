"""``klage frister --ics``: the due list as a calendar file."""

from pathlib import Path
from typing import TYPE_CHECKING

from klage.commands import options, to_file
from klage.domain import danish, due
from klage.errors import InvalidValueError
from klage.output.documents import calendar
from klage.output.safe import one_line
from klage.store import history

if TYPE_CHECKING:
    from klage.session import Session


def write(session: "Session", found: due.DueList, file: Path, *, overwrite: bool) -> None:
    """Write the list to a file of the user's own, and say what is in it.

    Raises:
        InvalidValueError: The name is not a file's, or the extra is missing.
    """
    if str(file) == "-":
        raise InvalidValueError("Skriv et filnavn efter --ics, fx frister.ics.")
    to_file.refuse_register(session, file)
    if not found.lines:
        options.say(session, "Der er ingen frister. Der er ikke skrevet nogen fil.")
        return
    register = history.register_mark(session.register.connection)
    content = calendar.calendar(found.lines, register=register, now=session.now)
    to_file.save(session, file, [content], overwrite=overwrite)
    written = danish.count(len(found.lines), "frist er skrevet", "frister er skrevet")
    options.say(
        session,
        f"{written} i {one_line(str(file))}, uden navne.",
        "Hentes en nyere fil ind i kalenderen, bliver fristerne rettet. Det, der er klaret, sletter du selv dér.",
    )
