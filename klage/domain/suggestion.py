"""What a shell may offer at the Tab key: a value, and a few words about it that hold no citizen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from klage.domain import danish
from klage.domain.case_number import BASE, number_text
from klage.domain.due import DueList, Entry, OpenCase
from klage.domain.folding import fold

MOST = 60
"""More than a screen holds helps nobody; the next letter shortens the list."""

NOWHERE = "ingen afdeling"
_DUE = {"tilbagekald": "ring senest", "aftalt_opkald": "aftalt opkald"}


class Suggestion(NamedTuple):
    """One value that may be meant, and what is said of it where the shell shows it."""

    value: str
    about: str = ""


class Numbered(NamedTuple):
    """A case by its key, and what is said of it."""

    case_id: int
    about: str


def beginning(found: Iterable[Suggestion], typed: str) -> list[Suggestion]:
    """Return what begins as the user has typed; case and accents do not matter."""
    wanted = fold(typed)
    return [each for each in found if fold(each.value).startswith(wanted)][:MOST]


def of_codes(codes: Mapping[str, str]) -> list[Suggestion]:
    """Return a closed vocabulary as it is typed, with what each code is called."""
    return [Suggestion(code, label) for code, label in codes.items()]


def case_numbers(found: Iterable[Numbered], typed: str, year: int) -> list[Suggestion]:
    """Return the cases whose number begins as typed, short where it is this year's.

    Args:
        found: The cases, in the order they are to be offered.
        typed: What stands there; ``4`` finds 42, and ``2026-`` all of that year.
        year: The present year, in Denmark.
    """
    offered = ((_number_as(each.case_id, typed, year), each.about) for each in found)
    return [Suggestion(number, about) for number, about in offered if number][:MOST]


def _number_as(case_id: int, typed: str, year: int) -> str:
    """Return the spelling of a number that begins as typed, or nothing."""
    short = [str(case_id % BASE)] if case_id // BASE == year else []
    spellings = [*short, number_text(case_id)]
    return next((spelling for spelling in spellings if spelling.startswith(typed)), "")


def open_cases(due: DueList, cases: Iterable[OpenCase], now: datetime) -> list[Numbered]:
    """Return the open cases: those to be called first, soonest first, and then the newest."""
    first: dict[int, str] = {}
    for entry in due.entries:
        first.setdefault(entry.case.id, _about(entry, now))
    rest = [case for case in cases if case.id not in first and not case.is_closed]
    rest.sort(key=lambda case: case.received_at, reverse=True)
    newest = [Numbered(case.id, _at(case.department, "modtaget", case.received_at, now)) for case in rest]
    return [*(Numbered(key, about) for key, about in first.items()), *newest]


def closed_case(case_id: int, department: str | None, closed_at: datetime, now: datetime) -> Numbered:
    """Return a closed case with what is said of it."""
    return Numbered(case_id, _at(department, "afsluttet", closed_at, now))


def _about(entry: Entry, now: datetime) -> str:
    return _at(entry.case.department, _DUE.get(entry.reason, "frist"), entry.due_at, now)


def _at(department: str | None, what: str, instant: datetime, now: datetime) -> str:
    return f"{department or NOWHERE}, {what} {danish.brief_instant(instant, now)}"
