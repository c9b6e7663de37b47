"""The report as data: the beretning of a period, with every figure beside what it is a share of.

``Facts`` is what the register counts; ``report_from`` makes the ``Report`` of it. How it is shown is decided
elsewhere. Only contacts of the type ``klage`` are complaints; the other types have one table of their own. No
figure is per employee, departments stand in alphabetical order, and lengths of time have a median and bands;
a mean is given only as one of SPSO's figures. The key of each ``Count`` asks back for the cases behind it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from klage import clock
from klage.domain import danish, vocabulary
from klage.domain.base_number import Measured
from klage.domain.report.facts import Balance, Facts, Month
from klage.domain.report.learning import Loop
from klage.domain.report.loop import loop_from
from klage.domain.report.period import Period
from klage.domain.report.results import (
    Appeals,
    Journeys,
    Mediations,
    Results,
    WorkingDays,
    appeals_from,
    journeys_from,
    mediations_from,
    results_from,
    working_days_from,
)
from klage.domain.report.service import Calls, Service, calls_from, service_from
from klage.domain.statistics.figures import Count, Pair, Tally, count, counts, share, simple_counts
from klage.domain.statistics.growth import Signals

OTHER_THEME = "andet"
_SEVERITIES = {str(code): label.capitalize() for code, label in vocabulary.SEVERITIES.items()}


@dataclass(frozen=True, slots=True)
class Year:
    """One calendar year of receipt; a year that is not over has no change."""

    year: int
    is_complete: bool
    total: Count
    kinds: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: in how many complaints (each counted once), in how many klagepunkter, and how severe those are."""

    complaints: Count
    points: int
    severities: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Themes:
    """The klagepunkter of the complaints received; ``with_points`` complaints have any."""

    rows: tuple[Theme, ...]
    points: int
    with_points: int
    without_points: int
    severities: tuple[Count, ...]
    process_stages: tuple[Count, ...]

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
class UnitContacts:
    """Contacts with the units in the period; all but the first are of cases, each counted once a table.

    ``breaches`` and ``poor_experiences`` are counted apart: a case that is both is in both.
    """

    n: int
    cases: int
    results: tuple[Count, ...]
    agreed_errors: tuple[Count, ...]
    natures: tuple[Count, ...]

    @property
    def breaches(self) -> int:
        """Return in how many cases a rule was broken, whatever the experience was."""
        return sum(row.n for row in self.natures if row.code in ("brud_paa_regel", "begge"))

    @property
    def poor_experiences(self) -> int:
        """Return in how many cases the experience was poor, whether or not a rule was broken."""
        return sum(row.n for row in self.natures if row.code in ("daarlig_oplevelse", "begge"))


@dataclass(frozen=True, slots=True)
class Caveats:
    """What the figures cannot say: how much is not stated, and how much came in without its calls.

    Attributes:
        gaps: Complaints received in which something is not stated, each of all complaints received.
        without_calls: Covered complaints that are closed although no call was ever noted.
    """

    gaps: tuple[Count, ...]
    without_calls: Count


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    ``first_received_at`` says how far back the register goes; ``signals`` holds what moved more than
    chance, without those who come back.
    """

    period: Period
    now: datetime
    first_received_at: datetime | None
    complaints: Count
    contact_types: tuple[Count, ...]
    balance: Balance
    complaint_kinds: tuple[Count, ...]
    trend: tuple[Year, ...]
    months: tuple[Month, ...]
    addressee_levels: tuple[Count, ...]
    channels: tuple[Count, ...]
    departments: tuple[Count, ...]
    recurrences: tuple[Count, ...]
    themes: Themes
    caveats: Caveats
    service: Service
    calls: Calls
    unit_contacts: UnitContacts
    results: Results
    working_days: tuple[WorkingDays, ...] | None
    appeals: Appeals
    mediations: Mediations
    journeys: Journeys
    learning: Loop
    base_numbers: tuple[Measured, ...]
    signals: Signals | None = None

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
    kinds = facts.pair("complaint_kinds")
    total, before = sum(kinds.now.values()), sum(kinds.before.values())
    if not total == facts.balance.check().new == sum(facts.service.cells.values()):
        raise ValueError("the complaints are not the same everywhere")

    def table(key: str, labels: Mapping[str, str]) -> tuple[Count, ...]:
        return counts(facts.pair(key), labels, comparable=over, table=key)

    return Report(
        period=period,
        now=now,
        first_received_at=facts.first_received_at,
        complaints=count("klage", "Klager", (total, before), total, comparable=over, table="complaints"),
        contact_types=table("contact_types", vocabulary.CONTACT_TYPES),
        balance=facts.balance,
        complaint_kinds=table("complaint_kinds", vocabulary.COMPLAINT_KINDS),
        months=tuple(facts.months),
        trend=_trend(facts.years, clock.to_local(now).year),
        addressee_levels=table("addressee_levels", vocabulary.ADDRESSEE_LEVELS),
        channels=table("channels", vocabulary.CHANNELS),
        departments=_departments(facts.pair("departments"), total, comparable=over),
        recurrences=table("recurrences", vocabulary.RECURRENCES),
        themes=_themes(facts, total, theme_labels, comparable=over),
        caveats=_caveats(facts, total),
        service=service_from(facts),
        calls=calls_from(facts),
        unit_contacts=_unit_contacts(facts),
        results=results_from(facts),
        working_days=working_days_from(facts),
        appeals=appeals_from(facts),
        mediations=mediations_from(facts),
        journeys=journeys_from(facts),
        learning=loop_from(facts),
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
        count(str(year), str(year), (total, older), total, comparable=is_complete, table="trend"),
        tuple(
            count(
                code,
                label,
                (kinds.get(code, 0), None if before is None else before.get(code, 0)),
                total,
                comparable=is_complete,
                table=f"trend.{year}",
            )
            for code, label in vocabulary.COMPLAINT_KINDS.items()
        ),
    )


def _departments(pair: Pair, total: int, *, comparable: bool) -> tuple[Count, ...]:
    names = sorted((name for name in {*pair.now, *pair.before} if name is not None), key=danish.sort_key)
    return counts(pair, {name: name for name in names}, of=total, comparable=comparable, table="departments")


def _themes(facts: Facts, total: int, labels: Mapping[str, str], *, comparable: bool) -> Themes:
    with_points, points = facts.number("with_points", "ja"), facts.tally("points")
    rows = counts(facts.pair("themes"), labels, of=with_points, comparable=comparable, table="themes")
    severe = facts.tally("theme_severities")
    return Themes(
        rows=tuple(Theme(row, points.get(row.code, 0), _severities(severe, row.code)) for row in rows),
        points=sum(points.values()),
        with_points=with_points,
        without_points=total - with_points,
        severities=simple_counts(facts.tally("severities"), _SEVERITIES, table="severities"),
        process_stages=simple_counts(
            facts.tally("process_stages"), vocabulary.PROCESS_STAGES, table="process_stages"
        ),
    )


def _severities(tally: Tally, theme: str | None) -> tuple[Count, ...]:
    """Return how severe the klagepunkter of one theme are, of those where it is stated."""
    labels = {f"{theme}:{code}": label for code, label in _SEVERITIES.items()}
    found: dict[str | None, int] = {code: n for code, n in tally.items() if code in labels}
    return simple_counts(found, labels, table="theme_severities")


def _caveats(facts: Facts, total: int) -> Caveats:
    gaps = (
        ("complaint_kinds", "uafklaret", "klagetypen"),
        ("addressee_levels", "ukendt", "hvem klagen er stilet til"),
        ("channels", "ukendt", "kanalen"),
        ("departments", None, "afdelingen"),
        ("with_points", "nej", "klagepunkterne"),
    )
    return Caveats(
        tuple(
            count(code, label, (facts.tally(key).get(code, 0), None), total, comparable=False, table=key)
            for key, code, label in gaps
        ),
        count(
            "afsluttet",
            "Afsluttet uden et noteret opkald",
            (facts.number("without_calls"), None),
            sum(n for cell, n in facts.service.cells.items() if cell != "not_covered"),
            comparable=False,
            table="without_calls",
        ),
    )


def _unit_contacts(facts: Facts) -> UnitContacts:
    return UnitContacts(
        n=facts.number("unit_contacts"),
        cases=facts.number("unit_results"),
        results=simple_counts(facts.tally("unit_results"), vocabulary.SOLUTION_RESULTS, table="unit_results"),
        agreed_errors=simple_counts(
            facts.tally("unit_agreed_errors"), vocabulary.UNIT_AGREED_ERROR, table="unit_agreed_errors"
        ),
        natures=simple_counts(facts.tally("unit_natures"), vocabulary.NATURES, table="unit_natures"),
    )
