"""The work on a case beside its calls, as a file of cases carries it.

That is the track of a complaint over a decision, mediations, contacts with the unit and the klagerejse.
As for calls, history is taken as it is, as long as a case could have gone like that.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from klage import clock
from klage.domain import appeal as appeals
from klage.domain import fields
from klage.domain import mediation as mediating
from klage.domain import unit_contact as contacting
from klage.domain.appeal import Appeal
from klage.domain.complaint import Complaint
from klage.domain.journey.journey import Event
from klage.domain.mediation import Mediation
from klage.domain.reading import Reader
from klage.domain.step import OPEN, Step
from klage.domain.unit_contact import UnitContact
from klage.errors import InvalidValueError, KlageError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work:
    """What is noted of the work on a case; lists are in the order in which they are shown."""

    appeal: Appeal | None = None
    mediations: tuple[Mediation, ...] = ()
    unit_contacts: tuple[UnitContact, ...] = ()
    journey: tuple[Event, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether anything is noted."""
        return bool(self.appeal or self.mediations or self.unit_contacts or self.journey)

    def texts(self) -> Iterator[str]:
        """Yield what can be searched for in it."""
        for mediation in self.mediations:
            yield from filter(None, (mediation.goal, mediation.agreed_follow_up))
        for event in self.journey:
            yield from filter(None, (event.what, event.experience_words, event.unit))
        for contact in self.unit_contacts:
            yield from filter(None, (contact.quick_solution,))


def appeal_from(values: Mapping[str, object], reader: Reader) -> Appeal:
    """Return a track from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or a key is no field.
    """
    return Appeal(**reader.whole(values, appeals.FIELDS))


def mediation_from(values: Mapping[str, object], reader: Reader) -> Mediation:
    """Return a mediation from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or kind or day of information is missing.
    """
    return Mediation(**reader.whole(values, mediating.FIELDS, ("kind", "informed_on")))


def unit_contact_from(values: Mapping[str, object], reader: Reader) -> UnitContact:
    """Return a contact with the unit from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, or time, whom or result is missing.
    """
    return UnitContact(**reader.whole(values, contacting.FIELDS, ("contacted_at", "with_whom", "result")))


def step_from(values: Mapping[str, object], reader: Reader) -> Step:
    """Return a promise from raw values by English key.

    Raises:
        InvalidValueError: A value cannot be read, time or day is missing, or it is half settled.
    """
    step = Step(**reader.whole(values, fields.STEP, ("made_at", "due_on")))
    if (step.state == OPEN) != (step.settled_at is None):
        raise InvalidValueError(
            "Et løfte, der er holdt, flyttet eller brudt, skal have et tidspunkt for det."
        )
    return step


def problems_in(work: Work, complaint: Complaint, now: datetime) -> list[str]:
    """Return what cannot have gone like that on the complaint, a Danish sentence each."""
    received_at = complaint.received_at
    received_on = clock.to_local(received_at).date()

    def appeal(each: Appeal) -> None:
        appeals.check(each, received_on=received_on)

    def mediation(each: Mediation) -> None:
        mediating.check(each, None, received_at=received_at, now=now)

    def contact(each: UnitContact) -> None:
        contacting.check(each, received_at=received_at, now=now)

    tracks = (work.appeal,) if work.appeal else ()
    return [
        *_refused("Klage over afgørelsen", tracks, appeal),
        *_refused("Mægling", work.mediations, mediation),
        *_refused("Kontakt med afdelingen", work.unit_contacts, contact),
    ]


def _refused(label: str, records: tuple[T, ...], check: Callable[[T], None]) -> Iterator[str]:
    for number, record in enumerate(records, start=1):
        try:
            check(record)
        except KlageError as error:
            yield f"{label} {number}: {error.sentence}"
