"""Where the values come from that the Tab key offers: the register, the vocabularies, or the files.

Never a citizen's name, and never what a citizen has said: a shell shows it to whoever looks over the
shoulder.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from klage.domain import danish, due, suggestion
from klage.domain.suggestion import Suggestion
from klage.domain.vocabulary import ACTION_KINDS, ACTION_STATUSES, THEMES
from klage.session import Session
from klage.store import due as stored
from klage.store import office, peeking
from klage.store.register import Register

RECENT = 20
"""How many closed cases are offered after the open ones."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: what is typed, in which run, and the register where there is one to read."""

    typed: str
    session: Session
    register: Register | None


Source = Callable[[Asked], list[Suggestion]]


def nothing(_asked: Asked) -> list[Suggestion]:
    """Offer nothing: what is meant is the user's own (a date, a number, a name)."""
    return []


def files(_asked: Asked) -> list[Suggestion]:
    """Stand for the shell's own files; ``klage.output.shell`` says so to it."""
    return []


def folders(_asked: Asked) -> list[Suggestion]:
    """Stand for the shell's own folders."""
    return []


def of(*values: str) -> Source:
    """Return a source of fixed values."""
    return lambda asked: suggestion.beginning([Suggestion(value) for value in values], asked.typed)


def codes(vocabulary: Mapping[str, str]) -> Source:
    """Return a source of the codes of a vocabulary, each with its label."""
    return lambda asked: suggestion.beginning(suggestion.of_codes(vocabulary), asked.typed)


def open_cases(asked: Asked) -> list[Suggestion]:
    """Offer the open cases, those to be called soonest first, and after them those closed last."""
    return _numbers(asked, [*_open(asked), *_closed(asked)])


def closed_cases(asked: Asked) -> list[Suggestion]:
    """Offer the cases that were closed last."""
    return _numbers(asked, _closed(asked))


def _numbers(asked: Asked, found: list[suggestion.Numbered]) -> list[Suggestion]:
    return suggestion.case_numbers(found, asked.typed, asked.session.today.year)


def _open(asked: Asked) -> list[suggestion.Numbered]:
    if asked.register is None:
        return []
    found, now = stored.open_cases(asked.register), asked.session.now
    listed = due.due_list(found.cases, now=now, within=timedelta(days=36_500), hours=found.hours)
    return suggestion.open_cases(listed, found.cases, now)


def _closed(asked: Asked) -> list[suggestion.Numbered]:
    if asked.register is None:
        return []
    return [
        suggestion.closed_case(*each, asked.session.now)
        for each in peeking.closed_cases(asked.register, RECENT)
    ]


def departments(asked: Asked) -> list[Suggestion]:
    """Offer the departments in use, in Danish order."""
    return _departments(asked, active=True)


def retired_departments(asked: Asked) -> list[Suggestion]:
    """Offer the departments that are no longer used."""
    return _departments(asked, active=False)


def _departments(asked: Asked, *, active: bool) -> list[Suggestion]:
    found = [] if asked.register is None else office.departments(asked.register)
    names = sorted((each.name for each in found if each.active == active), key=danish.sort_key)
    return suggestion.beginning(map(Suggestion, names), asked.typed)


def themes(asked: Asked) -> list[Suggestion]:
    """Offer the themes in use; before there is a register, those it will begin with."""
    if asked.register is None:
        return codes({code: label for code, label, _ in THEMES})(asked)
    return _themes(asked.register, asked, active=True)


def retired_themes(asked: Asked) -> list[Suggestion]:
    """Offer the themes that are no longer used."""
    return [] if asked.register is None else _themes(asked.register, asked, active=False)


def _themes(register: Register, asked: Asked, *, active: bool) -> list[Suggestion]:
    found = {each.code: each.label for each in office.themes(register) if each.active == active}
    return codes(found)(asked)


def lessons(asked: Asked) -> list[Suggestion]:
    """Offer the numbers of the lessons, with department and theme."""
    found = [] if asked.register is None else peeking.lessons(asked.register)
    return _plain(asked, ((key, ", ".join(filter(None, about))) for key, *about in found))


def actions(asked: Asked) -> list[Suggestion]:
    """Offer the numbers of the actions, with department, kind and how far they are."""
    found = [] if asked.register is None else peeking.actions(asked.register)
    told = (
        (key, ", ".join(filter(None, (where, ACTION_KINDS.get(kind), ACTION_STATUSES.get(status)))))
        for key, where, kind, status in found
    )
    return _plain(asked, told)


def recommendations(asked: Asked) -> list[Suggestion]:
    """Offer the numbers of the recommendations, with the day they were given."""
    found = [] if asked.register is None else peeking.recommendations(asked.register)
    return _plain(asked, ((key, f"givet {danish.long_day(date.fromisoformat(day))}") for key, day in found))


def letters(asked: Asked) -> list[Suggestion]:
    """Offer the letters that a citizen can be sent."""
    from klage.domain.citizen_letter import TEMPLATES  # the other values do not pay for their texts

    return codes({name: template.label for name, template in TEMPLATES.items()})(asked)


def topics(asked: Asked) -> list[Suggestion]:
    """Offer the topics of the guide by the word each is found by."""
    from klage.intake.guide import topics as read  # thirty files

    return suggestion.beginning((Suggestion(each.slug, each.title) for each in read()), asked.typed)


def _plain(asked: Asked, found: Iterable[tuple[str, str]]) -> list[Suggestion]:
    return [Suggestion(key, about) for key, about in found if key.startswith(asked.typed)][: suggestion.MOST]
