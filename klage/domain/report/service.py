"""The part of the report that is about the 24-hour service, the calls, and what citizens answered."""

from collections.abc import Iterable
from dataclasses import dataclass

from klage.domain import danish, vocabulary
from klage.domain.report.facts import Facts
from klage.domain.statistics.figures import Count, Spread, Tally, simple_counts, spread

SERVICE_HOURS = (4, 24, 48, 168)
"""The upper limits of the bands of waiting for a call."""

CELLS = ("reached", "tried", "neither", "outside_hours", "pending", "no_callback", "not_covered")
"""The cells of ``promise.report_cell``: every complaint received in the period is in exactly one."""

COUNTED = ("reached", "tried", "neither", "outside_hours")
"""Those that the shares are of: covered, to be called, and the deadline has passed."""

LATE = ("tried", "neither", "outside_hours")
"""Those of them that were not spoken with in time."""

FELT = ("heard", "understood", "taken_seriously")
"""What seed S5 asks of citizens."""

WRITTEN_TO = ("intet_nummer", "oensker_ikke_samtale")
FEW_ASKED = 5
"""With fewer answers than this a department's are not shown: they would be one citizen's answer."""

_ANSWERS = {code: label for code, label in vocabulary.FELT.items() if code != "ikke_spurgt"}


@dataclass(frozen=True, slots=True)
class Service:
    """The 24-hour service of the complaints received in the period; see ``promise.report_cell``."""

    reached: int
    tried: int
    neither: int
    outside_hours: int
    pending: int
    no_callback: int
    not_covered: int
    reached_later: int
    ended: tuple[Count, ...]
    to_attempt: Spread
    to_conversation: Spread
    late_with_reason: int
    late_reasons: tuple[tuple[str, int], ...]

    @property
    def covered(self) -> int:
        """Return how many complaints were promised a call."""
        return self.denominator + self.pending + self.no_callback

    @property
    def denominator(self) -> int:
        """Return how many the shares are of: covered, to be called, and the deadline has passed."""
        return self.reached + self.tried + self.neither + self.outside_hours

    @property
    def tried_in_time(self) -> int:
        """Return in how many a call was made in time, whether or not it was answered."""
        return self.reached + self.tried

    @property
    def late(self) -> int:
        """Return how many were not spoken with in time."""
        return self.denominator - self.reached

    @property
    def never_reached(self) -> int:
        """Return how many have not been spoken with at all."""
        return self.late - self.reached_later


@dataclass(frozen=True, slots=True)
class Felt:
    """What citizens said when asked; ``answers`` are ja, delvist and nej, of those asked.

    ``not_asked`` is not known of a department.
    """

    question: str
    answers: tuple[Count, ...]
    asked: int
    not_asked: int = 0
    department: str | None = None


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls made in the period, about whichever complaint.

    ``felt_departments`` holds only departments with at least ``FEW_ASKED`` answers, in Danish order.
    """

    n: int
    incoming: int
    conversations: int
    results: tuple[Count, ...]
    conversation_results: tuple[Count, ...]
    course_told: int
    withdrawals_confirmed: int
    felt: tuple[Felt, ...]
    felt_departments: tuple[Felt, ...]


def service_from(facts: Facts) -> Service:
    """Return the 24-hour service that the facts make."""
    found = facts.service
    cells = {cell: found.cells.get(cell, 0) for cell in CELLS}
    denominator = sum(cells[cell] for cell in COUNTED)
    attempted, spoken = (
        sum(n for _, n in waits) for waits in (found.attempt_waits, found.conversation_waits)
    )
    labels = {code: vocabulary.CALL_RESULTS[code] for code in WRITTEN_TO}
    return Service(
        **cells,
        reached_later=found.reached_later,
        ended=simple_counts(found.ended, labels, table="service_ended"),
        to_attempt=spread(found.attempt_waits, SERVICE_HOURS, unit=60, never=denominator - attempted),
        to_conversation=spread(found.conversation_waits, SERVICE_HOURS, unit=60, never=denominator - spoken),
        late_with_reason=found.late_with_reason,
        late_reasons=tuple(found.late_reasons),
    )


def calls_from(facts: Facts) -> Calls:
    """Return the calls that the facts make."""
    return Calls(
        n=facts.number("calls"),
        incoming=facts.number("calls", "ind"),
        conversations=facts.number("call_results", "talt_med"),
        results=simple_counts(facts.tally("call_results"), vocabulary.CALL_RESULTS, table="call_results"),
        conversation_results=simple_counts(
            facts.tally("conversation_results"),
            vocabulary.CONVERSATION_RESULTS,
            table="conversation_results",
        ),
        course_told=facts.number("course_told"),
        withdrawals_confirmed=facts.number("withdrawals"),
        felt=tuple(_felt(question, facts.tally(question)) for question in FELT),
        felt_departments=tuple(
            felt
            for question in FELT
            for felt in _by_department(question, facts.tally(f"{question}_departments"))
        ),
    )


def _felt(question: str, tally: Tally) -> Felt:
    answers: dict[str | None, int] = {code: n for code, n in tally.items() if code in _ANSWERS}
    asked = sum(answers.values())
    return Felt(
        question,
        simple_counts(answers, _ANSWERS, table=question),
        asked,
        not_asked=sum(tally.values()) - asked,
    )


def _by_department(question: str, tally: Tally) -> Iterable[Felt]:
    """Yield the answers of each department with enough of them; the codes are ``ja:Jobcenter``."""
    found = [(*str(code).partition(":"), n) for code, n in tally.items()]
    for name in sorted({department for _, _, department, _ in found}, key=danish.sort_key):
        answers: dict[str | None, int] = {
            f"{answer}:{name}": n for answer, _, department, n in found if department == name
        }
        asked = sum(answers.values())
        if asked >= FEW_ASKED:
            labels = {f"{code}:{name}": label for code, label in _ANSWERS.items()}
            rows = simple_counts(answers, labels, table=f"{question}_departments")
            yield Felt(question, rows, asked, department=name)
