"""Målrettet Indsats: contact with the unit that had the case, and what came of it.

Source: seed S3 (a quick solution is found together with the unit, without giving up the citizen's
rights; what is found are breaches of rules *and* other things that hurt the service) and ``domain.md``
2.7. A breach of a rule and a poor experience are different things and are counted apart.
"""

from dataclasses import dataclass
from datetime import datetime

from klage.domain import danish
from klage.domain import vocabulary as words
from klage.domain.fields import Field
from klage.errors import InvalidValueError, RefusedError

FIELDS: tuple[Field, ...] = (
    Field("contacted_at", "Tidspunkt", "instant"),
    Field("department", "Afdeling", "department"),
    Field("with_whom", "Talt med", "code", words.CONTACTED),
    Field("quick_solution", "Hurtig løsning", personal=True),
    Field("result", "Resultat", "code", words.SOLUTION_RESULTS),
    Field("agreed_error", "Afdelingen erkender fejl", "code", words.UNIT_AGREED_ERROR),
    Field("nature", "Art", "code", words.NATURES),
)


@dataclass(frozen=True, slots=True)
class UnitContact:
    """One contact with the unit; the instant is UTC."""

    contacted_at: datetime
    with_whom: str
    result: str
    department: str | None = None
    quick_solution: str | None = None
    agreed_error: str | None = None
    nature: str | None = None


def check_consent(consent: bool | None, number: str) -> None:
    """See that the citizen has not said no to a contact with the unit.

    Raises:
        RefusedError: The citizen has.
    """
    if consent is False:
        raise RefusedError(
            "Borgeren har sagt nej til, at du kontakter afdelingen, og det respekteres. "
            f"Har borgeren ombestemt sig, så ret samtykket med klage ret {number}."
        )


def check(contact: UnitContact, *, received_at: datetime, now: datetime) -> UnitContact:
    """Return the contact if it may be noted on the case.

    Raises:
        InvalidValueError: It lies before receipt or in the future, or contradicts itself.
    """
    if contact.contacted_at > now:
        raise InvalidValueError("Kontakten ligger i fremtiden. Skriv, hvornår I talte sammen.")
    if contact.contacted_at < received_at:
        raise InvalidValueError(
            f"Kontakten ligger før, klagen blev modtaget ({danish.long_instant(received_at)}). "
            "Ret et af tidspunkterne."
        )
    if contact.nature == "intet_galt" and contact.agreed_error in ("ja", "delvist"):
        raise InvalidValueError(
            "Afdelingen erkender en fejl, så arten kan ikke være intet galt. Ret en af dem."
        )
    return contact


def agreed_on_case(before: str | None, now: str | None) -> str | None:
    """Return what the case is to say of the unit's view; an answer is not lost to a later ``ikke_vurderet``."""
    return before if now is None or (now == "ikke_vurderet" and before is not None) else now
