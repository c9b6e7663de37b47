"""The report as a document: which format was asked for, and who writes it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from klage.errors import InvalidValueError

if TYPE_CHECKING:
    from klage.commands.report.edition import Edition
    from klage.output.page import Page


class Wanted(NamedTuple):
    """How a document is to be written.

    Attributes:
        names: Write what is personal too.
        made_at: When it is made.
        template: A Word document to begin with.
    """

    names: bool
    made_at: datetime
    template: Path | None = None


def _markdown(page: "Page", wanted: Wanted) -> str:
    from klage.output.documents.markdown import as_markdown

    return as_markdown(page, with_names=wanted.names)


def _html(page: "Page", wanted: Wanted) -> str:
    from klage.output.documents.html import as_html

    return as_html(page, with_names=wanted.names)


def _word(page: "Page", wanted: Wanted) -> bytes:
    from klage.output.documents.word import as_docx

    return as_docx(page, with_names=wanted.names, made_at=wanted.made_at, template=wanted.template)


def _excel(page: "Page", wanted: Wanted) -> bytes:
    from klage.output.documents.excel import as_xlsx

    return as_xlsx(page, with_names=wanted.names, made_at=wanted.made_at)


def _csv(page: "Page", wanted: Wanted) -> str:
    from klage.output.documents.long_csv import as_long_csv

    return as_long_csv(page, with_names=wanted.names)


WRITERS: Mapping[str, Callable[["Page", Wanted], str | bytes]] = {
    "md": _markdown,
    "html": _html,
    "docx": _word,
    "xlsx": _excel,
    "csv": _csv,
}
BINARY = ("docx", "xlsx")
FORMATS = (*WRITERS, "json")
CHOICES = f"{', '.join(FORMATS[:-1])} eller {FORMATS[-1]}"


def chosen(form: str | None, out: Path | None, style: str, *, template: Path | None = None) -> str | None:
    """Return the format of a document, or nothing when the report is shown.

    A file's name decides where no format is given; one that says nothing of it gets Markdown.

    Raises:
        InvalidValueError: There is no such format, two were asked for, it does not go to the screen, or it
            takes no template.
    """
    found = _chosen(form, out, style)
    if found in BINARY and out is None:
        raise InvalidValueError(f"Sig, hvor beretningen skal skrives: --ud beretning.{found}.")
    if template is not None and found != "docx":
        raise InvalidValueError("--wordskabelon hører til Word: --ud beretning.docx.")
    return found


def _chosen(form: str | None, out: Path | None, style: str) -> str | None:
    if form is not None and form not in FORMATS:
        raise InvalidValueError(f"Formatet skal være {CHOICES}.")
    if form is not None and style in ("json", "csv") and style != form:
        raise InvalidValueError("Vælg kun ét format: --format, --json eller --csv.")
    if style in ("json", "csv"):
        return style
    if form is None and out is not None:
        suffix = out.suffix.lower().removeprefix(".")
        return suffix if suffix in FORMATS else "html" if suffix == "htm" else "md"
    return form


def written(made: "Edition", form: str, wanted: Wanted) -> str | bytes:
    """Return an edition of the report as a document of a format."""
    if form == "json":
        return made.json()
    return WRITERS[form](made.page(False), wanted)
