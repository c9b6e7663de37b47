"""Checks of what has to be done regularly: the morning list, the clock, closing days and forgetting."""

from collections.abc import Iterator

from klage import clock
from klage.domain import draft, forgetting, upkeep
from klage.domain.checkup import Finding, hint, warning
from klage.domain.danish import count
from klage.store import cases, drafts, marks, office, undone
from klage.store.inspect.inspection import Inspection, newest_change


def clock_time(inspection: Inspection) -> Iterator[Finding]:
    """Hold the clock against the newest change."""
    yield from upkeep.clock(inspection.now, newest_change(inspection))


def time_zone(_: Inspection) -> Iterator[Finding]:
    """Try whether the computer knows Danish time."""
    yield from upkeep.time_zone(clock.to_local)


def morning_run(inspection: Inspection) -> Iterator[Finding]:
    """Hold the morning list's last run against the weekdays that have passed."""
    register = inspection.register
    has_cases = cases.count(register) > 0
    yield from upkeep.morning_run(inspection.now, marks.last(register, "cron"), has_cases=has_cases)


def closing_days(inspection: Inspection) -> Iterator[Finding]:
    """See whether the office's own closing days have been entered."""
    yield from upkeep.closing_days(inspection.today, office.closing_days(inspection.register))


def lying_drafts(inspection: Inspection) -> Iterator[Finding]:
    """Say which drafts lie about; what was begun on another day should have been noted by now."""
    for each in drafts.all_of(inspection.register):
        found = warning if draft.is_old(each, inspection.now) else hint
        yield found(draft.lies_about(each, inspection.now), draft.advice(each))


def purge(inspection: Inspection) -> Iterator[Finding]:
    """Say that a forgetting was broken off before its last traces were gone."""
    if inspection.register.has_pending_purge:
        yield warning(
            "En anonymisering er ikke gjort færdig: Filer kan stadig rumme det, der er slettet.",
            "Kør klage anonymiser, så bliver den færdig.",
        )


def undone_cases(inspection: Inspection) -> Iterator[Finding]:
    """Advise to erase what the history still holds of cases whose registration was undone long ago."""
    old = [
        each
        for each in undone.found(inspection.register)
        if not forgetting.is_recent(each.at, inspection.today)
    ]
    if old:
        yield hint(
            f"Historikken gemmer stadig navn og tekst fra {count(len(old), 'sag', 'sager')}, hvor registreringen blev "
            "fortrudt for mindst 30 dage siden.",
            "Slet det med klage anonymiser.",
        )
