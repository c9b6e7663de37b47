"""The published report: only what can be published, made of the internal one.

What is not named here is not published, so that a table that is added to the report stays internal
until somebody has thought about it. Sources: domain.md 1.9 (cells under 5), LGSCO's warning that details
of every complaint can identify who complained (3.2), and general statistical disclosure control
(``domain.statistics.suppression``). The rules:

1. One-way tables only. Left out: outcome by method, free text such as reasons, and whatever is about
   a single person.
2. Fewer than five complaints in the period: nothing is published. Fewer than five in the period before:
   nothing is compared with it; nor is a table in which its small numbers would hide a tenth of this one.
3. A number stands under a total that is published only if the row of that total was not merged: the
   24-hour service is first split into what is counted on and what is not, then into how it went.
4. "n of N" only if n and the rest are both safe; a part of a part only if the difference is safe too.
5. The balance is one equation, so one small line would follow from the others: it is whole, or only
   the new and the closed complaints are shown.
6. Years are compared only where they are whole and lie apart from the period and the one before, or
   are one of them: of two periods that overlap, the difference could be a few complaints. A year whose
   kinds would show a small cell shows its total.
7. A median or an average needs ten (five on each side) and is told without its n; bands are whole or left
   out. Of two figures that nearly coincide (SPSO's working days and bands of days) only one is told.

It cannot know what was published before. Two reports over periods that overlap can be subtracted from
each other; the reader of the README is told to publish the same periods every time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from klage.domain.base_number import Measured
from klage.domain.report.facts import Balance
from klage.domain.report.period import Period
from klage.domain.report.publication_years import years
from klage.domain.report.published import Part, Published, Table, merged
from klage.domain.report.report import Report
from klage.domain.report.results import WorkingDays
from klage.domain.statistics import suppression
from klage.domain.statistics.figures import Count
from klage.domain.statistics.suppression import SMALLEST, are_safe, is_safe, part_is_safe

SMALLEST_MEDIAN = 2 * SMALLEST

MOST_HIDDEN = 0.1
"""A comparison with the period before may hide so much of this one; otherwise this one stands alone."""

Totals = Sequence[Sequence[int]]


def published(report: Report) -> Published:
    """Return what of a report may be published."""
    bare = Published(report.period, report.period.previous, report.now, report.is_over)
    if not is_safe(report.complaints.n):
        return replace(bare, withheld=("complaints",))
    found = _Gathered(report)
    _received(found)
    _service(found)
    _calls(found)
    _unit_contacts(found)
    _results(found)
    _other_stages(found)
    _learning(found)
    return replace(
        bare,
        complaints=found.shown(report.complaints),
        tables=tuple(found.tables),
        parts=tuple(found.parts),
        medians=tuple(found.medians),
        years=years(report.trend, found.table("complaint_kinds"), found.periods),
        balance=_balance(report.balance),
        base_numbers=tuple(_base_numbers(found)),
        withheld=tuple(found.withheld),
    )


class _Gathered:
    """What has been let through so far."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tables: list[Table] = []
        self.parts: list[Part] = []
        self.medians: list[tuple[str, float]] = []
        self.withheld: list[str] = []
        self.compares = is_safe(report.complaints.previous or 0)

    @property
    def periods(self) -> tuple[Period, ...]:
        """Return the periods of which numbers are published."""
        period = self.report.period
        return (period, period.previous) if self.compares else (period,)

    def table(self, key: str) -> Table | None:
        """Return a table that was let through."""
        return next((table for table in self.tables if table.key == key), None)

    def shown(self, row: Count) -> Count:
        """Return a row without the period before, if that is not to be compared with."""
        return row if self.compares else replace(row, previous=None, change=None)

    def exclusive(self, key: str, rows: Iterable[Count], total: int) -> Table | None:
        """Let a table through in which each complaint (call, case, closing) stands in one row.

        Raises:
            ValueError: The rows do not make the total, so it is another kind of table.
        """
        counted = [self.shown(row) for row in rows]
        if sum(row.n for row in counted) != total:
            raise ValueError(f"the rows of {key} do not make its total")
        counted = _compared(counted)
        hidden = suppression.hidden([_cells(row) for row in counted])
        other = merged([counted[place] for place in sorted(hidden)], total, comparable=self.report.is_over)
        return self._let_through(key, counted, hidden, [other] if hidden else [], counts_once=True)

    def several(self, key: str, rows: Iterable[Count], totals: Totals) -> Table | None:
        """Let a table through in which a complaint may stand in several rows.

        Args:
            key: Its name.
            rows: Its rows.
            totals: The totals a reader knows, now and in the period before.
        """
        counted = _compared([self.shown(row) for row in rows], totals)
        hidden = suppression.hidden([_cells(row) for row in counted], totals)
        return self._let_through(key, counted, hidden, [], counts_once=False)

    def _let_through(
        self, key: str, rows: Sequence[Count], hidden: frozenset[int], more: list[Count], *, counts_once: bool
    ) -> Table | None:
        kept = [row for place, row in enumerate(rows) if place not in hidden and any(_cells(row))]
        if hidden and not kept:
            self.withheld.append(key)
            return None
        table = Table(key, (*kept, *more), counts_once, not hidden)
        self.tables.append(table)
        return table

    def part(self, key: str, n: int, of: int) -> None:
        """Let ``n`` of ``of`` through, if what is left over may be known too."""
        if of and part_is_safe(n, of):
            self.parts.append(Part(key, n, of))
        elif of:
            self.withheld.append(key)

    def all_of(self, key: str, rows: Sequence[Count]) -> Table | None:
        """Let a table through whose rows are all there is of something."""
        return self.exclusive(key, rows, sum(row.n for row in rows))

    def median(self, key: str, value: float | None, n: int) -> None:
        """Let a median (or an average) of ``n`` through, if that is enough."""
        if value is not None and n >= SMALLEST_MEDIAN:
            self.medians.append((key, value))


def _compared(rows: list[Count], totals: Totals | None = None) -> list[Count]:
    """Return the rows, without the period before where that would hide too much of this one."""
    alone = [replace(row, previous=None, change=None) for row in rows]
    if not is_safe(sum(row.previous or 0 for row in rows)):
        return alone
    costs, least = (
        sum(found[place].n for place in suppression.hidden([_cells(row) for row in found], totals))
        for found in (rows, alone)
    )
    return rows if costs <= max(least, MOST_HIDDEN * sum(row.n for row in rows)) else alone


def _cells(row: Count) -> tuple[int, ...]:
    return (row.n,) if row.previous is None else (row.n, row.previous)


# --- complaints received ------------------------------------------------------------------------------


def _received(found: _Gathered) -> None:
    report = found.report
    total, before = report.complaints.n, report.complaints.previous or 0
    # Complaints have a total of their own, which would give away what they were merged with.
    contacts = [row for row in report.contact_types if row.code != "klage"]
    others = sum(row.n for row in contacts)
    found.exclusive("contact_types", [replace(row, of=others) for row in contacts], others)
    found.exclusive("complaint_kinds", report.complaint_kinds, total)
    found.exclusive("addressee_levels", report.addressee_levels, total)
    found.exclusive("channels", report.channels, total)
    found.exclusive("recurrences", report.recurrences, total)
    found.several("departments", report.departments, [[total], [before]])
    _themes(found, total, before)


def _themes(found: _Gathered, total: int, before: int) -> None:
    themes = found.report.themes
    whole = part_is_safe(themes.with_points, total)
    # Without their number the shares would give it away.
    rows = [row.complaints if whole else replace(row.complaints, of=0) for row in themes.rows]
    found.several("themes", rows, [[themes.with_points, themes.points], [before]])
    if whole:
        found.part("with_points", themes.with_points, total)
        if themes.points and part_is_safe(themes.with_points, themes.points):
            found.parts.append(Part("points", themes.points, themes.with_points))
            found.exclusive("severities", themes.severities, themes.points)
            found.exclusive("process_stages", themes.process_stages, themes.points)


# --- the 24-hour service, the calls and what came of it -----------------------------------------------


def _service(found: _Gathered) -> None:
    service, total = found.report.service, found.report.complaints.n
    if not service.covered:
        return
    of = service.denominator
    first = {
        "counted": of,
        "pending": service.pending,
        "no_callback": service.no_callback,
        "not_covered": service.not_covered,
    }
    table = found.exclusive("service", _rows(first, total), total)
    if table is None:
        return
    if table.n("no_callback"):
        found.exclusive("service_ended", service.ended, service.no_callback)
    if not table.n("counted"):
        return
    cells = {code: getattr(service, code) for code in ("reached", "tried", "neither", "outside_hours")}
    split = found.exclusive("service_counted", _rows(cells, of), of)
    found.median("hours_to_first_attempt", service.to_attempt.median, service.to_attempt.n)
    found.median("hours_to_conversation", service.to_conversation.median, service.to_conversation.n)
    if split is None or split.n("reached") is None:
        return
    if split.n("tried") is not None:
        found.part("tried_in_time", service.tried_in_time, of)
    found.part("late_with_reason", service.late_with_reason, service.late)
    found.part("reached_later", service.reached_later, service.late)


def _rows(cells: dict[str, int], of: int) -> list[Count]:
    return [Count(code, code, n, of) for code, n in cells.items()]


def _calls(found: _Gathered) -> None:
    calls = found.report.calls
    if not is_safe(calls.n):
        found.withheld.append("calls")
        return
    table = found.exclusive("call_results", calls.results, calls.n)
    found.part("incoming_calls", calls.incoming, calls.n)
    if table is None or not table.n("talt_med"):
        return
    of = calls.conversations
    spoken = found.exclusive("conversation_results", calls.conversation_results, of)
    found.part("course_told", calls.course_told, of)
    put_down = spoken.n("klage_lagt_ned") if spoken else None
    if put_down is not None and part_is_safe(calls.withdrawals_confirmed, put_down):
        found.part("withdrawals_confirmed", calls.withdrawals_confirmed, of)
    for felt in calls.felt:
        if felt.asked and part_is_safe(felt.asked, of):
            found.exclusive(felt.question, felt.answers, felt.asked)
        elif felt.asked:
            found.withheld.append(felt.question)


def _unit_contacts(found: _Gathered) -> None:
    contacts = found.report.unit_contacts
    if not contacts.cases:
        return
    if not is_safe(contacts.cases):
        found.withheld.append("unit_contacts")
        return
    found.exclusive("unit_results", contacts.results, contacts.cases)
    found.exclusive("unit_agreed_errors", contacts.agreed_errors, contacts.cases)
    natures = found.exclusive("unit_natures", contacts.natures, contacts.cases)
    if natures is not None and natures.is_whole:
        found.part("breaches_of_rules", contacts.breaches, contacts.cases)
        found.part("poor_experiences", contacts.poor_experiences, contacts.cases)


def _results(found: _Gathered) -> None:
    results = found.report.results
    if not is_safe(results.n):
        found.withheld.append("results")
        return
    found.exclusive("outcomes", results.outcomes, results.n)
    found.exclusive("methods", results.methods, results.n)
    found.exclusive("agreed_errors", results.agreed_errors, results.n)
    found.median("days_to_closing", results.to_closing.median, results.to_closing.n)
    stages = found.report.working_days
    if stages is not None:
        # Five working days and seven days are nearly the same: of the two, one is told.
        for stage in stages:
            _working_days(found, stage)
        return
    bands = [(band.limit, band.n) for band in results.to_closing.bands]
    if are_safe(*(n for _, n in bands)):
        rows = [Count(None if limit is None else str(limit), "", n, results.n) for limit, n in bands]
        found.exclusive("closing_bands", rows, results.n)


def _working_days(found: _Gathered, stage: WorkingDays) -> None:
    five, twenty = (row.n for row in stage.within)
    found.median(f"mean_{stage.stage}", stage.mean, stage.n)
    found.median(f"median_{stage.stage}", stage.median, stage.n)
    if part_is_safe(five, twenty):
        found.part(f"within_5_{stage.stage}", five, stage.n)
        found.part(f"within_20_{stage.stage}", twenty, stage.n)


def _other_stages(found: _Gathered) -> None:
    """Let through what came of appeals, mediations and klagerejser; where two overlap, one of them."""
    appeals, mediations, journeys = found.report.appeals, found.report.mediations, found.report.journeys
    found.all_of("reassess_results", appeals.reassess_results)
    kinds = found.table("complaint_kinds")
    # They are the realitetsklager and the blandede: where those are merged, these would tell them apart.
    kept = found.all_of("reassess_deadlines", appeals.deadlines) if kinds and kinds.is_whole else None
    if kept is not None and kept.is_whole:
        found.part("kept", appeals.kept, appeals.passed)
    decided = found.all_of("appeal_results", appeals.results)
    if decided is not None and decided.is_whole:
        found.part("overturned", appeals.overturned, appeals.considered)
    found.all_of("mediations", mediations.kinds)
    found.all_of("mediation_outcomes", mediations.outcomes)
    found.median("handovers", journeys.handovers, journeys.n)
    found.median("units", journeys.units, journeys.n)
    found.median("longest_silence", journeys.longest_silence, journeys.with_silence)
    found.several("journey_causes", journeys.causes, [[journeys.n]])


def _learning(found: _Gathered) -> None:
    """Let through the figures of learning, none of them by department."""
    loop = found.report.learning
    for key, rows in (
        ("lesson_causes", loop.causes),
        ("eye_level", loop.eye_level),
        ("expectations_agreed", loop.expectations_agreed),
        ("feedback", loop.feedback),
    ):
        found.all_of(key, rows)


# --- the balance and base numbers --------------------------------------------------------------


def _balance(balance: Balance) -> tuple[tuple[str, int], ...]:
    names = Balance.__slots__
    lines = tuple(zip(names, balance.figures, strict=True))
    if are_safe(*balance.figures):
        return lines
    return tuple((name, n) for name, n in lines if name in ("new", "closed") and is_safe(n))


def _base_numbers(found: _Gathered) -> Iterable[Measured]:
    """Return the office's own base numbers; a department's would be a table of two ways."""
    table = found.table("service")
    if table is None or table.n("not_covered") is None:
        return []
    total = found.report.complaints.n
    return [
        each
        for each in found.report.base_numbers
        if each.base.department is None and each.complaints == total and part_is_safe(each.covered, total)
    ]
