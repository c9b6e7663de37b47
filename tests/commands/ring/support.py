"""What the tests of the guided call share: an office with citizens who wait, and what is typed."""

from klage.domain.draft import CALL, Draft
from klage.store import drafts
from tests.desk import Desk
from tests.store.support import opened

NO_NOTES = "\n"
QUESTIONS = "\n" * 8
"""Whether the summary was confirmed, what the talk led to, course, agreement, next step, and how it was felt."""

OVER_DECISIONS = "\n" * 2
"""Whether the complaint stands, and the guidance."""

LOOKED_OVER = "\n"

CITIZENS = (
    ("Anna Åse", "20123456", "2026-11-19T14:30"),
    ("Bo Ågesen", "20123457", "2026-11-19T16:30"),
    ("Carl Ø", "20123458", "2026-11-19T17:30"),
)


def office(desk: Desk, *, cases: int = 2, kind: str = "uafklaret") -> Desk:
    """Register so many citizens who wait for a call today, the soonest first."""
    for name, phone, received_at in CITIZENS[:cases]:
        desk.new(
            citizen_name=name,
            phone=phone,
            received_at=received_at,
            department="Jobcenter",
            complaint_kind=kind,
        )
    return desk


def typed_lines(*lines: str) -> str:
    """Return lines as they are typed."""
    return "".join(f"{line}\n" for line in lines)


def draft_of(desk: Desk, number: int = 1) -> Draft | None:
    """Return the draft of a call on a case of this year."""
    with opened(desk.path) as register:
        return drafts.find(register, CALL, 2026000000 + number)
