"""Mediators as the office knows them: whom a citizen can turn to, and how to reach them (seed S5)."""

from collections.abc import Iterable
from typing import NamedTuple

from klage.domain import phone
from klage.domain.office_words import line_from
from klage.domain.vocabulary import MEDIATION_KINDS
from klage.errors import InvalidValueError

KINDS = {kind: MEDIATION_KINDS[kind] for kind in ("borgermaegler", "ekstern_maegler")}
"""The kinds of mediation that have a mediator."""


class Mediator(NamedTuple):
    """A mediator; one that is no longer used stays in the cases that had it."""

    kind: str
    name: str
    phone: str | None = None
    phone_hours: str | None = None
    e_mail: str | None = None
    website: str | None = None
    active: bool = True


def e_mail_from(text: str) -> str:
    """Return an e-mail address on one line.

    Raises:
        InvalidValueError: It is none.
    """
    address = line_from(text, "--e-mail")
    name, _, domain = address.rpartition("@")
    if not name or "." not in domain or " " in address:
        raise InvalidValueError("--e-mail skal være en adresse som maegler@eksempel.dk.")
    return address


def to_pass_on(known: Iterable[Mediator], kind: str, name: str | None = None) -> list[str]:
    """Return what to tell the citizen about the mediators in use of a kind, a sentence each.

    Args:
        known: The office's mediators.
        kind: The kind of mediation; a dialogue meeting has no mediator to reach.
        name: The mediator of the case, where one is chosen.
    """
    if kind not in KINDS:
        return []
    found = [
        each for each in known if each.kind == kind and (each.name == name or (not name and each.active))
    ]
    if not found:
        return [f"Ingen {KINDS[kind].lower()} er i brug. Tilføj en med klage kontor maeglere."]
    own_move = "Borgeren henvender sig selv; det er gratis." if kind == "borgermaegler" else ""
    return [*(f"Giv borgeren dette: {contact(each)}." for each in found), *filter(None, [own_move])]


def contact(mediator: Mediator) -> str:
    """Return who it is and how to reach them: ``Borgermægler Crecea, telefon …, mandag-fredag kl. 9-12``."""
    number = f"telefon {phone.shown(mediator.phone)}" if mediator.phone else None
    ways = (number, mediator.phone_hours, mediator.e_mail, mediator.website)
    return ", ".join([f"{KINDS[mediator.kind]} {mediator.name}", *filter(None, ways)])
