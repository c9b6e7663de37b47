"""The report as a document: which format was asked for, and who writes it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from klage.errors import InvalidValueError

if TYPE_CHECKING:
    from klage.commands.report_edition import Edition
    from klage.output.page import Page


class Writer(Protocol):
    """What writes a page in one format."""

    def __call__(self, page: "Page", *, with_names: bool) -> str | bytes:
        """Return the document."""


def _markdown() -> Writer:
    from klage.output.markdown import as_markdown

    return as_markdown


def _html() -> Writer:
    from klage.output.html import as_html

    return as_html


# What is slow to import is imported when its format is asked for.
WRITERS: Mapping[str, Callable[[], Writer]] = {"md": _markdown, "html": _html}
FORMATS = (*WRITERS, "json")
CHOICES = f"{', '.join(FORMATS[:-1])} eller {FORMATS[-1]}"


def chosen(form: str | None, out: Path | None, style: str) -> str | None:
    """Return the format of a document, or nothing when the report is shown.

    A file's name decides where no format is given; one that says nothing of it gets Markdown.

    Raises:
        InvalidValueError: There is no such format, or two were asked for.
    """
    if form is not None and form not in FORMATS:
        raise InvalidValueError(f"Formatet skal være {CHOICES}.")
    if form is not None and style in ("json", "csv") and style != form:
        raise InvalidValueError("Vælg kun ét format: --format eller --json.")
    if style == "json":
        return "json"
    if form is None and out is not None:
        suffix = out.suffix.lower().removeprefix(".")
        return suffix if suffix in FORMATS else "html" if suffix == "htm" else "md"
    return form


def written(made: "Edition", form: str, *, names: bool) -> str | bytes:
    """Return an edition of the report as a document of a format."""
    if form == "json":
        return made.json()
    return WRITERS[form]()(made.page(False), with_names=names)
