"""Counting for the report: every figure of one snapshot, each from a source in ``sources``.

What the 24-hour service means is decided in ``domain.promise``; ``sources.SERVICE`` says the same in
SQL, because a million cases cannot be fetched one by one, and a test holds the two against each other.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from klage import clock
from klage.domain.base_number import Measured
from klage.domain.calendar.working_days import WorkingDays
from klage.domain.journey import figures as journey_figures
from klage.domain.report import period as periods
from klage.domain.report.facts import Balance, Facts, JourneyFacts, Month, ServiceFacts
from klage.domain.report.learning import DONE_STATUSES, Learning
from klage.domain.report.period import Period
from klage.domain.report.report import Report, report_from
from klage.domain.report.service import COUNTED, LATE
from klage.domain.statistics.figures import Histogram, Pair, Tally, tally
from klage.domain.vocabulary import COMPLAINT_KINDS
from klage.store import base_numbers, journey, office
from klage.store.register import Register
from klage.store.report import effects, signals
from klage.store.report import learning as report_learning
from klage.store.report import tables as report_tables
from klage.store.report.counting import Bounds, Unit, behind, table_of, tallies
from klage.store.report.sources import COUNTS, RECEIVED, SERVICE


def report(
    register: Register, period: Period, now: datetime, *, spso: bool = False, signs: bool = True
) -> Report:
    """Return the report of a period, as the register is at this moment.

    Args:
        register: The register.
        period: The days, and what they are compared with.
        now: When the report is made.
        spso: Whether SPSO's averages of working days are counted too.
        signs: Whether it is asked what moved more than chance, which is not published.
    """
    with register.snapshot():
        labels = office.theme_labels(register)
        counted = facts(register, period, now, spso=spso)
        moved = signals.moved(register, period, clock.to_local(now).date()) if signs else None
    return replace(report_from(counted, period, now, labels), signals=moved)


def cases_behind(register: Register, period: Period, now: datetime, key: str) -> list[Unit]:
    """Return what a figure of the report counts; see ``report_counting.behind``.

    Raises:
        InvalidValueError: There is no such figure.
    """
    if key.startswith("trend."):
        period, key = _of_trend(key)
    table_of(key)
    know_working_days(register)
    with register.snapshot():
        return list(behind(register, key, bounds_of(period, now)))


def _of_trend(key: str) -> tuple[Period, str]:
    """Return the calendar year of a figure of the trend, and the same figure of that year's report."""
    _, year, *kind = key.split(".", 2)
    if not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2100):
        table_of("trend")  # refuses
    return periods.of_year(int(year)), f"complaint_kinds.{kind[0]}" if kind else "complaints"


def facts(register: Register, period: Period, now: datetime, *, spso: bool = False) -> Facts:
    """Return what the register counts for a period and for the one it is compared with."""
    bounds = bounds_of(period, now)
    tables = _tables(register, bounds, bounds_of(period.previous, now))
    return Facts(
        first_received_at=_first_received(register),
        tables=tables,
        balance=_balance(register, bounds, tables["complaints"], tables["moves"]),
        years=list(_years(register, now)),
        service=_service(register, bounds),
        days_to_closing=_histogram(tables["days_to_closing"].now),
        working_days=_working_days(register, bounds) if spso else None,
        journeys=_journeys(register, period),
        learning=_learning(register, bounds),
        base_numbers=_base_numbers(register, period, bounds),
        months=list(_months(register, period, now)),
    )


def bounds_of(period: Period, now: datetime) -> Bounds:
    """Return the parameters of every query of a report."""
    return {
        "start": clock.to_text(period.start),
        "end": clock.to_text(period.end),
        "first_day": period.first_day.isoformat(),
        "last_day": period.last_day.isoformat(),
        "now": clock.to_text(now),
        "today": clock.to_local(now).date().isoformat(),
    }


def _tables(register: Register, bounds: Bounds, before: Bounds) -> dict[str, Pair]:
    """Return every table, those that are compared with what they were before."""
    found: dict[str, Pair] = {}
    for tables in report_tables.COMPARED:
        older = tallies(register, tables, before)
        found |= {key: Pair(now, older[key]) for key, now in tallies(register, tables, bounds).items()}
    for tables in report_tables.COUNTED:
        found |= {key: Pair(now, {}) for key, now in tallies(register, tables, bounds).items()}
    return found


def _base_numbers(register: Register, period: Period, bounds: Bounds) -> list[Measured]:
    """Return the complaints held against base numbers, which are of whole years: others have none."""
    year = periods.of_year(period.first_day.year)
    is_year = (period.first_day, period.last_day) == (year.first_day, year.last_day)
    if not is_year or bounds["last_day"] > bounds["today"]:
        return []
    return base_numbers.measured(register, period.first_day.year, bounds)


def _first_received(register: Register) -> datetime | None:
    row = register.one("select min(received_at) from complaint c")
    return clock.from_text(str(row[0])) if row and row[0] else None


def _years(register: Register, now: datetime) -> Iterator[tuple[int, Tally]]:
    """Yield every calendar year from the first complaint to the last, with how many of each kind."""
    kinds = ", ".join(f"sum(c.complaint_kind = '{kind}')" for kind in COMPLAINT_KINDS)
    # From each end of the index; min() and max() together would read all there is.
    ends = [
        register.one(
            f"select received_at from complaint where contact_type = 'klage' order by received_at {way} limit 1"  # noqa: S608
        )
        for way in ("asc", "desc")
    ]
    if None in ends:
        return
    first, last = (clock.to_local(clock.from_text(str(row[0]))).year for row in ends if row)
    for year in range(first, last + 1):
        # A range of the index for each year; one query for all would sort every complaint.
        found = register.one(
            f"select {kinds} from complaint c where {RECEIVED}",  # noqa: S608 -- the SQL is ours
            bounds_of(periods.of_year(year), now),
        )
        yield year, dict(zip(COMPLAINT_KINDS, map(_int, found or ()), strict=True))


def _months(register: Register, period: Period, now: datetime) -> Iterator[Month]:
    """Yield what came and was closed in each month that has begun, for periods that a year's flow can be seen in."""
    months = [month for month in period.months() if month.start <= now]
    if not 1 < len(months) <= MOST_MONTHS:
        return
    for month in months:
        bounds = bounds_of(month, now)
        # A range of the index for each month, as for the years.
        found = register.one(f"select count(*) from complaint c where {RECEIVED}", bounds)  # noqa: S608 -- ours
        moves = tallies(register, report_tables.MOVES[:1], bounds)["moves"]
        yield Month(month.first_day, _int(found[0]) if found else 0, moves.get("afsluttet", 0))


def _balance(register: Register, bounds: Bounds, complaints: Pair, moves: Pair) -> Balance:
    opened, left = (
        sum(tallies(register, (table,), bounds)[table.key].values()) for table in report_tables.OPEN
    )
    return Balance(
        brought_forward=opened,
        new=sum(complaints.now.values()),
        reopened=moves.now.get("genaabnet", 0),
        split_off=moves.now.get("skilt", 0),
        closed=moves.now.get("afsluttet", 0),
        merged_away=moves.now.get("sammenlagt", 0),
        carried_forward=left,
    )


MOST_MONTHS = 24
"""A longer period is seen year by year."""

_SERVICE = f"""{SERVICE.ctes}
select c.cell, case when c.cell = 'no_callback' then c.ended_by end, c.attempt_wait, c.spoken_wait, c.reasons > 0
from {SERVICE.sql}
"""  # noqa: S608 -- the SQL is ours

_LATE_REASONS = f"""
select k.late_reason, count(*) from complaint c join call k on k.complaint_id = c.id
where {RECEIVED} and c.covered and k.late_reason is not null and {COUNTS}
group by k.late_reason order by count(*) desc, k.late_reason
"""  # noqa: S608 -- the SQL is ours


def _service(register: Register, bounds: Bounds) -> ServiceFacts:
    """Count the 24-hour service in one pass; grouped in SQL, a million rows were kept in memory."""
    groups: Counter[tuple[str, str | None, bool, bool]] = Counter()
    attempts: Counter[int] = Counter()
    spoken: Counter[int] = Counter()
    for cell, ended, attempt, talk, has_reason in register.rows(_SERVICE, bounds):
        groups[str(cell), _text(ended), talk is not None, bool(has_reason)] += 1
        if cell in COUNTED:
            attempts[_int(attempt) if attempt is not None else _NEVER] += 1
            spoken[_int(talk) if talk is not None else _NEVER] += 1
    late = [(reached, has_reason, n) for (cell, _, reached, has_reason), n in groups.items() if cell in LATE]
    return ServiceFacts(
        cells=tally((cell, n) for (cell, *_), n in groups.items()),
        ended=tally((ended, n) for (cell, ended, *_), n in groups.items() if cell == "no_callback"),
        reached_later=sum(n for reached, _, n in late if reached),
        attempt_waits=_waits(attempts),
        conversation_waits=_waits(spoken),
        late_with_reason=sum(n for _, has_reason, n in late if has_reason),
        late_reasons=[(str(text), _int(n)) for text, n in register.rows(_LATE_REASONS, bounds)],
    )


_NEVER = -1


def _waits(found: Counter[int]) -> Histogram:
    return sorted((minutes, n) for minutes, n in found.items() if minutes != _NEVER)


# --- learning -----------------------------------------------------------------------------------------


def _learning(register: Register, bounds: Bounds) -> Learning:
    """Return what was learnt, with what may be said of the effect of what has been carried out."""
    found = report_learning.learning(register, bounds)
    today = date.fromisoformat(bounds["today"])
    actions = [*(action for lesson in found.lessons for action in lesson.actions), *found.follow_up]
    done = {action.id for action in actions if action.carried_out_on and action.status in DONE_STATUSES}
    return found.with_effects({key: effects.of_action(register, key, today) for key in sorted(done)})


# --- lengths of time ----------------------------------------------------------------------------------


def _histogram(found: Tally) -> Histogram:
    return sorted((int(str(value)), n) for value, n in found.items())


def _working_days(register: Register, bounds: Bounds) -> dict[str, Histogram]:
    """Return the working days to the answer of each stage."""
    know_working_days(register)
    stages = zip(("first_answer", "reassessment"), report_tables.SPSO, strict=True)
    return {stage: _histogram(tallies(register, (table,), bounds)[table.key]) for stage, table in stages}


def know_working_days(register: Register) -> None:
    """Teach this connection ``working_days(from, to)``, of two stored instants or days."""
    counter = WorkingDays(office.closing_days(register))
    days: dict[str, date] = {}

    def day_of(text: str) -> date:
        # The offset of Denmark is in whole hours, so all of an hour in UTC is on one Danish day.
        hour = text[:13]
        if hour not in days:
            is_day = len(text) == len("2025-01-01")
            days[hour] = date.fromisoformat(text) if is_day else clock.to_local(clock.from_text(text)).date()
        return days[hour]

    def working_days(first: str, last: str) -> int:
        return counter.between(day_of(first), day_of(last))

    register.connection.create_function("working_days", 2, working_days, deterministic=True)


def _journeys(register: Register, period: Period) -> JourneyFacts:
    told = journey.journeys(register, start=period.start, end=period.end)
    found = [figures for events in told if (figures := journey_figures.figures(events))]
    return JourneyFacts(
        silences=[one.longest_silence.days for one in found if one.longest_silence],
        handovers=[one.handovers for one in found],
        units=[len(one.units) for one in found],
    )


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str | None:
    return None if value is None else str(value)
