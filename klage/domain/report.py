"""The report as data: what a period shows about complaints, the 24-hour service and the results.

``Facts`` is what the register counts; ``report_from`` makes the ``Report`` of it, in which every
figure stands with what it is a share of. How it is shown is decided elsewhere. Only contacts of the
type ``klage`` are complaints; the other types have one table of their own. No figure is per employee,
departments stand in alphabetical order, and lengths of time have a median and bands, no mean.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from klage import clock
from klage.domain import danish, unit_contact, vocabulary
from klage.domain.base_number import Measured
from klage.domain.figures import (
    Count,
    Pair,
    Spread,
    Tally,
    count,
    counts,
    share,
    simple_counts,
    spread,
    tally,
)
from klage.domain.period import Period
from klage.domain.report_facts import Balance, CallGroup, ClosingGroup, Facts, ServiceFacts

SERVICE_HOURS = (4, 24, 48, 168)
"""The upper limits of the bands of waiting for a call."""

CLOSING_DAYS = (1, 7, 14, 28, 56)
"""The upper limits, in days, of the bands from receipt to closing."""

CELLS = ("reached", "tried", "neither", "outside_hours", "pending", "no_callback", "not_covered")
"""The cells of ``promise.report_cell``: every complaint received in the period is in exactly one."""

FELT = ("heard", "understood", "taken_seriously")
"""What seed S5 asks, in the order of ``CallGroup.felt``."""

WRITTEN_TO = ("intet_nummer", "oensker_ikke_samtale")
OTHER_THEME = "andet"


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of receipt; a year that is not over has no change."""

    year: int
    is_complete: bool
    total: Count
    kinds: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: in how many complaints (each counted once), and in how many klagepunkter."""

    complaints: Count
    points: int


@dataclass(frozen=True, slots=True)
class Themes:
    """The klagepunkter of the complaints received; ``with_points`` complaints have any."""

    rows: tuple[Theme, ...]
    points: int
    with_points: int
    without_points: int

    @property
    def points_per_complaint(self) -> float | None:
        """Return klagepunkter per complaint that has any."""
        return share(self.points, self.with_points)

    @property
    def other_share(self) -> float | None:
        """Return the share of complaints with the theme ``andet``: much of it asks for new themes."""
        n = sum(row.complaints.n for row in self.rows if row.complaints.code == OTHER_THEME)
        return share(n, self.with_points)


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
    """What citizens said when asked; ``answers`` are ja, delvist and nej, of those asked."""

    question: str
    answers: tuple[Count, ...]
    asked: int
    not_asked: int


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls made in the period, about whichever complaint."""

    n: int
    incoming: int
    conversations: int
    results: tuple[Count, ...]
    conversation_results: tuple[Count, ...]
    course_told: int
    withdrawals_confirmed: int
    felt: tuple[Felt, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The closings in the period, each counted: a case that is closed twice counts twice."""

    n: int
    outcomes: tuple[Count, ...]
    methods: tuple[Count, ...]
    by_method: tuple[tuple[str | None, str | None, int], ...]
    to_closing: Spread


@dataclass(frozen=True, slots=True)
class UnitContacts:
    """Contacts with the units in the period; all but the first are of cases, each counted once a table.

    ``breaches`` and ``poor_experiences`` are counted apart: a case that is both is in both.
    """

    n: int
    cases: int
    results: tuple[Count, ...]
    agreed_errors: tuple[Count, ...]
    natures: tuple[Count, ...]
    breaches: int
    poor_experiences: int


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. ``first_received_at`` says how far back the register goes."""

    period: Period
    now: datetime
    first_received_at: datetime | None
    complaints: Count
    contact_types: tuple[Count, ...]
    balance: Balance
    complaint_kinds: tuple[Count, ...]
    trend: tuple[Year, ...]
    addressee_levels: tuple[Count, ...]
    channels: tuple[Count, ...]
    departments: tuple[Count, ...]
    themes: Themes
    service: Service
    calls: Calls
    unit_contacts: UnitContacts
    results: Results
    base_numbers: tuple[Measured, ...]

    @property
    def is_over(self) -> bool:
        """Tell whether all days of the period have come (today counts as one that has)."""
        return not self.period.lacks_days(clock.to_local(self.now).date())


def report_from(facts: Facts, period: Period, now: datetime, theme_labels: Mapping[str, str]) -> Report:
    """Return the report that the register's facts make.

    Raises:
        ValueError: The facts do not fit each other, which is a bug in how they were counted.
    """
    over = not period.lacks_days(clock.to_local(now).date())
    total = sum(facts.complaint_kinds.now.values())
    before = sum(facts.complaint_kinds.before.values())
    if not total == facts.balance.check().new == sum(facts.service.cells.values()):
        raise ValueError("the complaints are not the same everywhere")
    return Report(
        period=period,
        now=now,
        first_received_at=facts.first_received_at,
        complaints=count("klage", "Klager", (total, before), total, comparable=over),
        contact_types=counts(facts.contact_types, vocabulary.CONTACT_TYPES, comparable=over),
        balance=facts.balance,
        complaint_kinds=counts(facts.complaint_kinds, vocabulary.COMPLAINT_KINDS, comparable=over),
        trend=_trend(facts.years, clock.to_local(now).year),
        addressee_levels=counts(facts.addressee_levels, vocabulary.ADDRESSEE_LEVELS, comparable=over),
        channels=counts(facts.channels, vocabulary.CHANNELS, comparable=over),
        departments=_departments(facts.departments, total, comparable=over),
        themes=_themes(facts, total, theme_labels, comparable=over),
        service=_service(facts.service),
        calls=_calls(facts.calls),
        unit_contacts=_unit_contacts(facts.unit_contacts),
        results=_results(facts.closings),
        base_numbers=tuple(facts.base_numbers),
    )


def _trend(years: Sequence[tuple[int, Tally]], this_year: int) -> tuple[Year, ...]:
    befores: list[Tally | None] = [None, *(kinds for _, kinds in years)]
    return tuple(
        _year(year, kinds, before, is_complete=year < this_year)
        for (year, kinds), before in zip(years, befores, strict=False)
    )


def _year(year: int, kinds: Tally, before: Tally | None, *, is_complete: bool) -> Year:
    total = sum(kinds.values())
    older = None if before is None else sum(before.values())
    return Year(
        year,
        is_complete,
        count(None, str(year), (total, older), total, comparable=is_complete),
        tuple(
            count(
                code,
                label,
                (kinds.get(code, 0), None if before is None else before.get(code, 0)),
                total,
                comparable=is_complete,
            )
            for code, label in vocabulary.COMPLAINT_KINDS.items()
        ),
    )


def _departments(pair: Pair, total: int, *, comparable: bool) -> tuple[Count, ...]:
    names = sorted((name for name in {*pair.now, *pair.before} if name is not None), key=danish.sort_key)
    return counts(pair, {name: name for name in names}, of=total, comparable=comparable)


def _themes(facts: Facts, total: int, labels: Mapping[str, str], *, comparable: bool) -> Themes:
    rows = counts(facts.themes, labels, of=facts.with_points, comparable=comparable)
    return Themes(
        rows=tuple(Theme(row, facts.points.get(row.code, 0)) for row in rows),
        points=sum(facts.points.values()),
        with_points=facts.with_points,
        without_points=total - facts.with_points,
    )


def _service(facts: ServiceFacts) -> Service:
    cells = {cell: facts.cells.get(cell, 0) for cell in CELLS}
    denominator = cells["reached"] + cells["tried"] + cells["neither"] + cells["outside_hours"]
    attempted, spoken = (
        sum(n for _, n in waits) for waits in (facts.attempt_waits, facts.conversation_waits)
    )
    return Service(
        **cells,
        reached_later=facts.reached_later,
        ended=simple_counts(facts.ended, {code: vocabulary.CALL_RESULTS[code] for code in WRITTEN_TO}),
        to_attempt=spread(facts.attempt_waits, SERVICE_HOURS, unit=60, never=denominator - attempted),
        to_conversation=spread(facts.conversation_waits, SERVICE_HOURS, unit=60, never=denominator - spoken),
        late_with_reason=facts.late_with_reason,
        late_reasons=tuple(facts.late_reasons),
    )


def _calls(groups: Sequence[CallGroup]) -> Calls:
    spoken = [group for group in groups if group.result == "talt_med"]
    return Calls(
        n=_sum(groups),
        incoming=_sum(group for group in groups if group.direction == "ind"),
        conversations=_sum(spoken),
        results=simple_counts(tally((group.result, group.n) for group in groups), vocabulary.CALL_RESULTS),
        conversation_results=simple_counts(
            tally((group.conversation_result, group.n) for group in spoken), vocabulary.CONVERSATION_RESULTS
        ),
        course_told=_sum(group for group in spoken if group.course_told),
        withdrawals_confirmed=_sum(group for group in spoken if group.withdrawal_confirmed),
        felt=tuple(_felt(question, position, spoken) for position, question in enumerate(FELT)),
    )


def _sum(groups: Iterable[CallGroup]) -> int:
    return sum(group.n for group in groups)


def _felt(question: str, position: int, spoken: Sequence[CallGroup]) -> Felt:
    answers: dict[str | None, int] = tally(
        (group.felt[position] or "ikke_spurgt", group.n) for group in spoken
    )
    not_asked = answers.pop("ikke_spurgt", 0)
    labels = {code: label for code, label in vocabulary.FELT.items() if code != "ikke_spurgt"}
    return Felt(question, simple_counts(answers, labels), sum(answers.values()), not_asked)


def _unit_contacts(figures: unit_contact.Figures) -> UnitContacts:
    return UnitContacts(
        n=figures.contacts,
        cases=figures.cases,
        results=simple_counts(figures.results, vocabulary.SOLUTION_RESULTS),
        agreed_errors=simple_counts(figures.agreed_errors, vocabulary.UNIT_AGREED_ERROR),
        natures=simple_counts(figures.natures, vocabulary.NATURES),
        breaches=figures.breaches,
        poor_experiences=figures.poor_experiences,
    )


def _results(groups: Sequence[ClosingGroup]) -> Results:
    ways = tally(((group.outcome, group.method), group.n) for group in groups)
    days = tally((group.days, group.n) for group in groups)
    return Results(
        n=sum(days.values()),
        outcomes=simple_counts(tally((group.outcome, group.n) for group in groups), vocabulary.OUTCOMES),
        methods=simple_counts(
            tally((group.method, group.n) for group in groups), vocabulary.HANDLING_METHODS
        ),
        by_method=tuple((outcome, method, n) for (outcome, method), n in sorted(ways.items(), key=_in_words)),
        to_closing=spread(sorted(days.items()), CLOSING_DAYS),
    )


def _in_words(way: tuple[tuple[str | None, str | None], int]) -> tuple[str, ...]:
    """Return what to sort outcome and method by; ``None`` comes last."""
    return tuple(code or "~" for code in way[0])
