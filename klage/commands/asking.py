"""Questions that several commands ask, and what the answers mean to the register."""

from typing import TYPE_CHECKING

import typer

from klage.domain import danish
from klage.domain.matching import near_names

if TYPE_CHECKING:
    from klage.domain.fields import Field
    from klage.domain.reading import Reader
    from klage.session import Session


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

    name = " ".join((typed or "").split())
    if not name:
        return None
    known = [found.name for found in office.departments(session.register)] if session.has_register else []
    if session.has_register:
        found = office.department_named(session.register.connection, name)
        if found:
            return found[1]
    for near in near_names(name, known) if session.interactive else []:
        if session.prompter.confirm(f"Mente du {near}?", default=True):
            return near
    typer.echo(f"Ny afdeling: {_shown(name)}.", err=True)
    return name


def without_cpr(session: "Session", text: str) -> str:
    """Return a text with CPR numbers masked; at a terminal only if the user agrees."""
    from klage.domain import cpr

    masked, found = cpr.masked(text)
    if not found:
        return text
    what = danish.count(found, "tal, der ligner et CPR-nummer", "tal, der ligner CPR-numre")
    if session.interactive:
        return (
            masked
            if session.prompter.confirm(f"Teksten har {what}. Skal det skjules?", default=True)
            else text
        )
    typer.echo(f"Teksten havde {what}; de sidste fire cifre er skjult.", err=True)
    return masked


def choice(session: "Session", field: "Field", default: str | None = None) -> str | None:
    """Ask for one of a field's codes; an empty answer is the default."""
    return session.prompter.choose(field.label, list((field.codes or {}).items()), default)


def _shown(text: str) -> str:
    from klage.output.safe import one_line

    return one_line(text)
