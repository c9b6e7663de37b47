"""A case as it comes with an import: the complaint and whatever of its history the file knows.

History is taken as it is, as long as its times are in order: the rules for what may be done *now*
(no outgoing call on a closed case) do not hold for what has been done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from klage.domain import call as calling
from klage.domain import complaint as complaints
from klage.domain import work as working
from klage.domain.call import Call
from klage.domain.complaint import Closing, Complaint
from klage.domain.promise import Promise
from klage.domain.step import Step
from klage.domain.work import Work
from klage.errors import InvalidValueError, KlageError

CLOSES = frozenset({"afsluttet", "sammenlagt"})
"""The kinds of closing after which a case is closed."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A case on its way in.

    Attributes:
        complaint: The complaint with its klagepunkter.
        promise: What was promised, where the file says so; otherwise it is computed.
        calls: What was noted of calls, in order.
        closings: When the case was closed and reopened, in order.
        case_id: The key of its number, if it has one already.
        given_steps: What the citizen was promised and what became of it, where the file says so.
        work: The work on it beside the calls, if the file knows of any.
        mail_print: The number of the mail that it came by.
    """

    complaint: Complaint
    promise: Promise | None = None
    calls: tuple[Call, ...] = ()
    closings: tuple[Closing, ...] = ()
    case_id: int | None = None
    given_steps: tuple[Step, ...] | None = None
    work: Work | None = None
    mail_print: int | None = None

    @property
    def closed_at(self) -> datetime | None:
        """Return when the case was closed, if it is."""
        closed_at: datetime | None = None
        for closing in self.closings:
            # One that was closed already when it was merged stays closed since then.
            closed_at = (closed_at or closing.at) if closing.kind in CLOSES else None
        return closed_at

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return what was promised: as the file says, otherwise what an open case's calls have promised.

        Whether what an old case's calls promised was kept is not known.
        """
        if self.given_steps is not None:
            return self.given_steps
        if not self.calls or self.closed_at is not None:
            return ()
        return tuple(
            Step(call.called_at, call.next_due, call.next_step, call.owner)
            for call in self.calls
            if call.next_due is not None
        )


def problems_in(incoming: Incoming, now: datetime) -> list[str]:
    """Return what keeps the case from being registered at ``now``, a Danish sentence each."""
    found: list[str] = []
    complaint = incoming.complaint
    try:
        complaints.check(complaint, now)
    except InvalidValueError as error:
        found.append(error.sentence)
    found += _problems_in_merging(incoming)
    if complaint.anonymised_at is not None:
        found += _problems_in_forgotten(incoming)
    if incoming.work:
        found += working.problems_in(incoming.work, complaint, now)
    if not (incoming.calls or incoming.closings):
        return found
    for number, call in enumerate(incoming.calls, start=1):
        try:
            # "blandet" and "open": kind and state are those of today, the call is of another day.
            calling.check(
                call, received_at=complaint.received_at, is_open=True, complaint_kind="blandet", now=now
            )
        except KlageError as error:
            found.append(f"Opkald {number}: {error.sentence}")
    return found + _problems_in_closings(incoming.closings, complaint.received_at, now)


def _problems_in_forgotten(incoming: Incoming) -> list[str]:
    """See that a case which is said to be forgotten is, or it would never be: it is not asked about again."""
    from klage.domain import forgetting  # few files hold such a case

    work = incoming.work or Work()
    records: dict[str, Iterable[object]] = {
        "complaint": [incoming.complaint],
        "call": incoming.calls,
        "closing": incoming.closings,
        "step": incoming.steps,
        "mediation": work.mediations,
        "unit_contact": work.unit_contacts,
        "journey_event": work.journey,
    }
    labels = [label for table, each in records.items() for label in forgetting.words_in(table, each)]
    found = [f"Anonymiseret: Her står stadig {label.lower()}." for label in dict.fromkeys(labels)]
    if incoming.closed_at is None:
        found.append("Anonymiseret: Sagen er åben, og kun afsluttede sager anonymiseres.")
    return found


def _problems_in_merging(incoming: Incoming) -> list[str]:
    """See that a merged case points at an older number, so that the links never go in a circle."""
    survivor = incoming.complaint.merged_into
    if survivor is None:
        return []
    if not incoming.closings or incoming.closings[-1].kind != "sammenlagt":
        return ["Lagt sammen med: Sagens sidste afslutning skal være sammenlagt."]
    if incoming.case_id is None or incoming.case_id <= survivor:
        return ["Lagt sammen med: En sag lægges sammen med en, der har et ældre nummer."]
    return []


def _problems_in_closings(closings: Iterable[Closing], received_at: datetime, now: datetime) -> list[str]:
    found: list[str] = []
    earliest, is_open = received_at, True
    for closing in closings:
        if not earliest <= closing.at <= now:
            found.append("Afslutninger: Tidspunkterne skal stå i rækkefølge mellem modtagelsen og nu.")
        if (closing.kind == "afsluttet" and not is_open) or (closing.kind == "genaabnet" and is_open):
            found.append(
                "Afslutninger: En sag skal afsluttes, før den genåbnes, og genåbnes, før den afsluttes igen."
            )
        earliest, is_open = max(earliest, closing.at), closing.kind not in CLOSES
    return list(dict.fromkeys(found))
