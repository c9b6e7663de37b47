"""Lists and pages for somebody who listens: a screen reader, or a colleague at the other end of a phone.

Each list begins with how many there are, each row is sentences on a line of its own, and headings say what is
told. There are no lines, bars, arrows or dashes that mean something only to the eye, and what is short in a
table is said in full: "om 3 t 10 min" is "om 3 timer og 10 minutter", "2–7 døgn" is "2 til 7 døgn".
What a citizen wrote is left as it was written.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from klage.domain import danish
from klage.output.listing import Cell, Column, Listing, on_screen, selected
from klage.output.page import Page, Section, shown_sections
from klage.output.safe import one_line, visible

_UNITS = {"t": ("time", "timer"), "min": ("minut", "minutter"), "%": ("procent", "procent")}
_WORDS = (
    (re.compile(r"(?m)^(?=\d{4}-\d{4,}: )"), "Sag "),
    (re.compile(r"\bNr\."), "Nummer"),
    (re.compile(r"(?<=[Tt])lf\."), "elefon"),
    (re.compile(r"(?i)(?<=journal)nr\."), "nummer"),
    (re.compile(r"\bnr\."), "nummer"),
    (re.compile(r"§§? ?(?=\d)"), "paragraf "),
    (re.compile(r"(?<![\w\d])[−-](?=\d)"), "minus "),
    (re.compile(r"(?<![\w\d])\+(?=\d)"), "plus "),
    (re.compile(rf"(\d\.?|{'|'.join(danish.MONTHS)})\s?–\s?(?=\d)"), r"\1 til "),
    (re.compile(r" – "), ", "),
    (re.compile(r" (?:→|->) "), " til "),
    (re.compile(r" / "), " eller "),
)
_MONTH = re.compile(rf"\b({'|'.join(month[:3] for month in danish.MONTHS)})(?= \d{{4}}\b)")
_WEEKDAYS = {day[:3]: day for day in danish.WEEKDAYS}
_DAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)}) (\d{{1,2}})\.(1[0-2]|[1-9])\.(\d{{4}})?")
_MONTHS = {month[:3]: month for month in danish.MONTHS}
_LENGTH = re.compile(r"(\d+) (t|min|%)(?!\w)")
_TWO_LENGTHS = re.compile(r"(\d+ (?:dag|dage|timer?)) (?=\d+ (?:timer?|minut))")
_NEW_LINE = " ⏎ "
_NAMING = {"Sag", "Nummer"}
"""With what is said under these, a row is called by its name: "Sag 2026-0042." """


def aloud(text: str) -> str:
    """Return words of our own as they are said: without abbreviations, and without signs for words."""
    for sign, words in _WORDS:
        text = sign.sub(words, text)
    text = _DAY.sub(_day_in_full, text)
    text = _MONTH.sub(lambda found: _MONTHS[found[1]], text)
    text = _LENGTH.sub(lambda found: f"{found[1]} {_UNITS[found[2]][found[1] != '1']}", text)
    return _TWO_LENGTHS.sub(r"\1 og ", text)


def _day_in_full(found: re.Match[str]) -> str:
    """Return "onsdag 11. november" for what a table calls "ons 11.11."."""
    weekday, day, month, year = found.groups()
    return f"{_WEEKDAYS[weekday]} {day}. {danish.MONTHS[int(month) - 1]}{f' {year}' if year else ''}"


def listing_aloud(listing: Listing, *, with_names: bool) -> str:
    """Return ``listing`` as sentences: what it is, how many rows there are, each row, and the note."""
    lines = [_ended(aloud(visible(listing.title)))] if listing.title else []
    counted = listing if listing.things else listing._replace(things=("række", "rækker"))
    lines += _rows(counted, with_names=with_names)
    lines += [aloud(visible(listing.note))] if listing.note else []
    return "".join(f"{line}\n" for line in lines)


def _rows(listing: Listing, *, with_names: bool) -> Iterator[str]:
    columns, rows = selected(listing, "screen", with_names=with_names)
    if not rows:
        yield aloud(visible(listing.empty))
    elif listing.things:
        yield f"{danish.count(len(rows), *listing.things)}."
    for row in rows:
        yield _row(columns, row)


def page_aloud(page: Page, *, with_names: bool) -> str:
    """Return ``page`` as lines: its title, and each part with its heading, labels and values as sentences."""
    lines = [_ended(aloud(one_line(page.title)))]
    for section in shown_sections(page, with_names=with_names):
        lines += ["", *_section(section, with_names=with_names)]
    return "".join(f"{line}\n" for line in lines)


def _section(section: Section, *, with_names: bool) -> Iterator[str]:
    if section.heading:
        yield _ended(aloud(one_line(section.heading)))
    for field in section.fields:
        value = one_line(field.value or "").replace(_NEW_LINE, ". Ny linje: ")
        value = value if field.personal else aloud(value)
        # Without a label it goes on with what was said before it.
        yield _ended(f"{aloud(one_line(field.label))}: {value}" if field.label else value)
    for paragraph in section.paragraphs:
        text = visible(paragraph).strip("\n")
        # Indented, so that no line of it can pass for one of ours.
        yield "  " + (text if section.personal else aloud(text)).replace("\n", "\n  ")
    if section.listing:
        yield from _rows(section.listing, with_names=with_names)


def _row(columns: list[Column], row: list[Cell]) -> str:
    """Return a row as sentences, each beginning with its heading."""
    said = [(column.heading, _cell(column, value)) for column, value in _who_first(columns, row)]
    found = [(aloud(one_line(heading)), words) for heading, words in said if words]
    if not found:
        return "Tom række."
    (heading, words), *rest = found
    is_action = heading == "Sag" and words.startswith("nr. ")
    first = f"{heading} {words}".strip() if heading in _NAMING else f"{heading}: {words}"
    first = f"Handling {aloud(words)}" if is_action else first
    return " ".join([_ended(first), *(_ended(f"{heading}: {words}") for heading, words in rest)])


def _who_first(columns: list[Column], row: list[Cell]) -> list[tuple[Column, Cell]]:
    """Return the cells as they are told: after the first one whom it is about, then the rest."""
    first, *rest = zip(columns, row, strict=True)
    return [first, *sorted(rest, key=lambda cell: not (cell[0].personal and not cell[0].long))]


def _cell(column: Column, value: Any) -> str:
    if value is None:
        return ""
    if column.spoken is not None:
        return one_line(column.spoken(value))
    if column.kind in {"instant", "date"}:
        return danish.long_instant(value) if isinstance(value, datetime) else danish.long_day(value)
    written = on_screen(column, value)
    is_free = column.personal or (column.kind == "text" and column.screen is None)
    return written.replace(_NEW_LINE, ". Ny linje: ") if is_free else aloud(written)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", ":")) else f"{sentence}."
