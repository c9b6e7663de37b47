"""A case with a word of its own in every field that is to be forgotten, and a search for such words.

The search is over the bytes of every file in the register's folder, as they are, in lower case and
folded, and over what the search index says of itself.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from klage.domain import forgetting as rules
from klage.domain.appeal import Appeal
from klage.domain.call import Call
from klage.domain.complaint import Closing, Point
from klage.domain.folding import fold
from klage.domain.journey.journey import Event
from klage.domain.mediation import Mediation
from klage.domain.step import Step
from klage.domain.unit_contact import UnitContact
from klage.store import appeals, cases, drafts, journey, mediations, steps, unit_contacts
from klage.store.register import Register
from klage.store.writing import CASE_TABLES, Writer
from tests.store import support
from tests.store.support import NOW

LONG = 40
"""How often a needle stands in a text: enough of them that pages of overflow hold some whole."""

LESSON = {
    "formulated_on": "2026-01-01",
    "observation": "Borgere venter på svar.",
    "department_id": None,
}


def add(register: Register, marker: str, *, closed: bool = True) -> tuple[int, list[str]]:
    """Register a case with something in every table, and return its key and its needles.

    Every needle is first written, then written over by another: the history knows both.
    """
    needles: list[str] = []
    with support.changing(register) as writer:
        key = support.add(
            writer, support.complaint("Første ord", points=(Point("koordinering", severity=2),))
        )
        _note_everything(writer, register, key)
        if closed:
            cases.add_closing(writer, key, Closing(NOW, NOW, "afsluttet", "moede", "medhold", "Kort"))
    for turn in ("foer", "nu"):
        with support.changing(register, command="ret") as writer:
            needles += _fill(writer, key, f"{marker}{turn}")
            cases.reindex(writer, register, key)
    needles.append(f"Nål{marker}draftÆrø")
    drafts.keep(register, "opkald", key, {"notes": [f"{needles[-1]} og " * LONG]}, NOW)
    return key, needles


def _note_everything(writer: Writer, register: Register, key: int) -> None:
    first = cases.add_call(writer, key, Call(NOW - timedelta(minutes=9), "talt_med"))
    second = cases.add_call(writer, key, Call(NOW - timedelta(minutes=8), "talt_med", late_reason="Ferie"))
    writer.update("call", second, {"corrects": first})  # the first no longer counts, and still has its words
    steps.add(writer, key, Step(NOW, NOW.date(), "Brev", "Jens", "holdt", NOW))
    appeals.save(writer, key, Appeal(reassess_result="medhold"))
    mediations.save(writer, register, key, Mediation("dialogmoede", NOW.date(), consent=True))
    journey.add(writer, key, Event(NOW.date(), "Ringede", "borger", unit="Jobcenter"))
    unit_contacts.add(writer, register, key, UnitContact(NOW, "leder", "loest", department="Jobcenter"))
    writer.insert(
        "example", {"complaint_id": key, "title": "En sag", "story": "Kort", "written_on": "2026-01-01"}
    )
    lesson = writer.insert("lesson", {**LESSON, "words": "Kort"})
    writer.insert("lesson_case", {"lesson_id": lesson, "complaint_id": key})


def _fill(writer: Writer, key: int, marker: str) -> Iterator[str]:
    """Write a needle into every field of every row of the case, and yield them."""
    for table, columns in columns_of_case().items():
        owner = "complaint_id" if table in CASE_TABLES else "id"
        key_column = "complaint_id" if table == "appeal" else "id"
        found = writer.connection.execute(
            f"select {key_column} from {table} where {owner} = ?",  # noqa: S608 -- names are ours
            (key,),
        ).fetchall()
        for (row,) in found:
            values = {column: f"Nål{marker}{table}{row}{column}Ærø".replace("_", "") for column in columns}
            writer.update(
                table, row, {column: _text(table, column, value) for column, value in values.items()}
            )
            yield from values.values()
    (lesson,) = writer.connection.execute(
        "select lesson_id from lesson_case where complaint_id = ?", (key,)
    ).fetchone()
    words = f"Nål{marker}lessonÆrø"
    writer.update("lesson", lesson, {"words": words})
    yield words


def _text(table: str, column: str, needle: str) -> str:
    is_short = (table, column) in {("mediation", "goal"), ("mediation", "agreed_follow_up")}
    return f"{needle} i en tekst" if is_short else f"{needle} og " * LONG


def columns_of_case() -> dict[str, list[str]]:
    """Return every column that is to be wiped, by table."""
    wiped = {table: [field.key for field in rules.wiped(table)] for table in rules.TABLES}
    return {**{table: columns for table, columns in wiped.items() if columns}, "example": ["title", "story"]}


# --- looking for them -----------------------------------------------------------------------------


def found(path: Path, needles: list[str]) -> list[str]:
    """Return the needles that are anywhere in the files of the register's folder, or in its index."""
    contents = [file.read_bytes().lower() for file in path.parent.rglob("*") if file.is_file()]
    terms = "\n".join(_terms(path)).encode()
    return [
        needle
        for needle in needles
        if any(form in content for form in _forms(needle) for content in (*contents, terms))
    ]


def _forms(needle: str) -> list[bytes]:
    """Return how a needle may be spelled, as rows hold it first: what is there is found at the first look."""
    return list(dict.fromkeys([needle.encode().lower(), needle.lower().encode(), fold(needle).encode()]))


def _terms(path: Path) -> Iterator[str]:
    """Yield the terms of the full-text index, as FTS5 itself gives them, and the words beside it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create virtual table temp.terms using fts5vocab(main, search, row)")
        for (term,) in connection.execute("select term from temp.terms union select word from search_word"):
            yield term
