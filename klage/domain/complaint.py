"""What a case holds: the complaint, its klagepunkter and its closings, and the rules for them.

Records are frozen; instants are UTC. A case is not a *klagepunkt*: one complaint has one or more
points, each with a theme and a department of its own (design.md "What a case holds"). Keys, labels
and vocabularies of every field stand in ``fields``.
"""

from dataclasses import dataclass
from datetime import date, datetime

from klage.domain.folding import fold
from klage.errors import InvalidValueError, RefusedError

MAX_TEXT = 2**20
"""How many characters a text may have: a 200 MB text took a minute and 1.85 GB of memory."""

MAX_DEPARTMENT = 200
"""How many characters the name of a department may have."""


@dataclass(frozen=True, slots=True)
class Point:
    """A klagepunkt: one theme, in one department, how severe (1–3) and where in the process."""

    theme: str
    department: str | None = None
    severity: int | None = None
    process_stage: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """One line of the balance: when a case was closed, reopened, merged away or split again."""

    at: datetime
    recorded_at: datetime
    kind: str
    method: str | None = None
    outcome: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint as it is registered; everything but the first two may come later."""

    received_at: datetime
    summary: str
    registered_at: datetime | None = None
    contact_type: str = "klage"
    channel: str = "ukendt"
    addressee_level: str = "ukendt"
    complaint_kind: str = "uafklaret"
    department: str | None = None
    citizen_name: str | None = None
    phone: str | None = None
    contact_preference: str | None = None
    may_leave_message: bool | None = None
    on_behalf_of: str | None = None
    mandate: str | None = None
    consent_unit_contact: bool | None = None
    wanted_outcome: str | None = None
    consequence: str | None = None
    urgency: str = "normal"
    child_concern: bool = False
    concern_passed_on_at: datetime | None = None
    recurrence: str | None = None
    journal_no: str | None = None
    related_case: int | None = None
    merged_into: int | None = None
    ack_sent_on: date | None = None
    handling_method: str | None = None
    outcome: str | None = None
    unit_agreed_error: str | None = None
    answered_on: date | None = None
    anonymised_at: datetime | None = None
    points: tuple[Point, ...] = ()

    @property
    def has_waiting_concern(self) -> bool:
        """Tell whether it holds a child concern that nobody has noted as passed on."""
        return self.child_concern and self.concern_passed_on_at is None


def department_name(text: str) -> str | None:
    """Return the name of a department on one line, or nothing for an empty text.

    Raises:
        InvalidValueError: It is too long, or has no letter or digit to be known by.
    """
    name = " ".join(text.split())
    if len(name) > MAX_DEPARTMENT:
        raise InvalidValueError(f"Afdelingens navn må højst være {MAX_DEPARTMENT} tegn.")
    if name and not fold(name):
        raise InvalidValueError("Afdelingens navn skal have mindst ét bogstav eller tal.")
    return name or None


def check(complaint: Complaint, now: datetime) -> Complaint:
    """Return the complaint if it can be registered at ``now``.

    Raises:
        InvalidValueError: It has no text, a time in it cannot be, or it names a theme twice in a department.
    """
    if not complaint.summary.strip():
        raise InvalidValueError("Klagen har ingen tekst. Skriv kort, hvad den handler om.")
    if complaint.received_at > now:
        raise InvalidValueError("Modtagelsen ligger i fremtiden. Skriv, hvornår kommunen fik klagen.")
    if complaint.registered_at is not None and complaint.registered_at < complaint.received_at:
        raise InvalidValueError("Klagen er registreret, før den er modtaget. Ret et af tidspunkterne.")
    passed_on_at = complaint.concern_passed_on_at
    if passed_on_at is not None and not complaint.received_at <= passed_on_at <= now:
        raise InvalidValueError("En underretning gives videre mellem modtagelsen og nu. Ret tidspunktet.")
    places = [(point.theme, point.department) for point in complaint.points]
    if len(set(places)) < len(places):
        raise InvalidValueError("Det samme tema står to gange for den samme afdeling. Skriv det én gang.")
    return complaint


def check_turn(kind: str, *, is_open: bool) -> None:
    """Close only what is open, and reopen only what is closed.

    Raises:
        RefusedError: The case is already as it would become.
    """
    if kind == "afsluttet" and not is_open:
        raise RefusedError("Sagen er allerede afsluttet. Den kan genåbnes med klage genaabn.")
    if kind == "genaabnet" and is_open:
        raise RefusedError("Sagen er åben og kan derfor ikke genåbnes.")


def check_closing(closing: Closing, *, received_at: datetime, is_open: bool, now: datetime) -> Closing:
    """Return the closing if it may follow on the case as it is.

    Raises:
        RefusedError: The case is already closed, or is open and cannot be reopened.
        InvalidValueError: A reason is missing, or the time lies before receipt or in the future.
    """
    check_turn(closing.kind, is_open=is_open)
    if closing.outcome == "henlagt" and not closing.reason:
        raise InvalidValueError(
            "En sag, der henlægges, skal have en begrundelse. Skriv den med --begrundelse -."
        )
    if closing.kind == "genaabnet" and not closing.reason:
        raise InvalidValueError("Skriv, hvorfor sagen genåbnes, med --begrundelse -.")
    if closing.at < received_at or closing.at > now:
        raise InvalidValueError("Tidspunktet skal ligge mellem modtagelsen og nu.")
    return closing
