"""What klagerejser add up to: one journey in figures, and where time goes across several.

Every figure has its n. Nothing is counted per person, and units come in Danish alphabetical order: it is
the way through the system that is looked at (design.md, principle 1). What two accounts both tell of one
day counts once. Source: domain.md 2.3 and 4.5.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from klage.domain import danish
from klage.domain.folding import fold
from klage.domain.journey.journey import Event, in_order
from klage.domain.vocabulary import ACCOUNTS, CAUSES, PROCESS_STAGES

LONG_SILENCE = 30
"""After so many days without an event a silence is long, unless the user says otherwise."""

UNKNOWN_STAGE = "ukendt"


class Day(NamedTuple):
    """A day with what each account tells of it; ``approx`` when every account is uncertain of the day."""

    on: date
    approx: bool
    accounts: tuple[tuple[Event, ...], ...]

    @property
    def events(self) -> list[Event]:
        """Return all that is told of the day, account by account."""
        return [event for account in self.accounts for event in account]


class Span(NamedTuple):
    """The time from one day with an event to another; either day may be uncertain."""

    first: date
    last: date
    first_approx: bool = False
    last_approx: bool = False

    @property
    def days(self) -> int:
        """Return how many days later the other event was."""
        return (self.last - self.first).days

    @property
    def approx(self) -> bool:
        """Tell whether the length is uncertain."""
        return self.first_approx or self.last_approx


class Figures(NamedTuple):
    """One journey in figures; ``caseworkers`` is how many there were at least."""

    whole: Span
    longest_silence: Span | None
    handovers: int
    caseworkers: int
    units: tuple[str, ...]
    by_account: dict[str, int]

    @property
    def events(self) -> int:
        """Return how many events there are, each account counted."""
        return sum(self.by_account.values())


class StageTime(NamedTuple):
    """The days that journeys spent in a stage: in how many, in all, and in the median journey."""

    stage: str
    journeys: int
    days: int
    median_days: float


class Handover(NamedTuple):
    """How often a case went from one unit to another; of the ``followed`` by an event, how many went silent."""

    from_unit: str | None
    to_unit: str | None
    handovers: int
    followed: int
    silences: int


class Cause(NamedTuple):
    """In how many journeys a cause occurs."""

    cause: str
    journeys: int


class Across(NamedTuple):
    """Several journeys together."""

    journeys: int
    events: int
    stages: tuple[StageTime, ...]
    handovers: tuple[Handover, ...]
    causes: tuple[Cause, ...]


def days_of(events: Iterable[Event]) -> list[Day]:
    """Return the days of a journey in order, each with the accounts of it beside each other."""
    days = []
    for on, told in groupby(in_order(events), key=lambda event: event.occurred_on):
        accounts = tuple(tuple(account) for _, account in groupby(told, key=lambda event: event.source))
        approx = all(event.approx for account in accounts for event in account)
        days.append(Day(on, approx, accounts))
    return days


def between(earlier: Day, later: Day) -> Span:
    """Return the time between two days of a journey."""
    return Span(earlier.on, later.on, earlier.approx, later.approx)


def length_in_words(span: Span) -> str:
    """Return how long a time is: ``2 måneder og 17 dage (78 dage)``, ``ca. 9 dage``."""
    # Imported here: a list of figures is shown without it.
    from dateutil.relativedelta import relativedelta

    length = relativedelta(span.last, span.first)
    parts = [
        danish.count(n, one, many)
        for n, one, many in (
            (length.years, "år", "år"),
            (length.months, "måned", "måneder"),
            (length.days, "dag", "dage"),
        )
        if n
    ]
    about = "ca. " if span.approx else ""
    days = danish.count(span.days, "dag", "dage")
    in_days = "" if parts in ([days], []) else f" ({days})"
    return f"{about}{danish.enumeration(parts) or days}{in_days}"


def days_in_words(span: Span) -> str:
    """Return ``fra ca. 01.05.2025 til 20.05.2025``."""
    first, last = (
        f"{'ca. ' if approx else ''}{day:%d.%m.%Y}"
        for day, approx in ((span.first, span.first_approx), (span.last, span.last_approx))
    )
    return f"fra {first} til {last}"


def figures(events: Iterable[Event]) -> Figures | None:
    """Return a journey in figures, or nothing when it has no events."""
    days = days_of(events)
    if not days:
        return None
    told = [event for day in days for event in day.events]
    changes = [_told_once(day, "new_caseworker") for day in days]
    accounts = Counter(event.source for event in told)
    return Figures(
        whole=between(days[0], days[-1]),
        longest_silence=_longest(days),
        handovers=sum(len(_told_once(day, "handover")) for day in days),
        # Somebody had the case before the first change, unless the journey begins with it.
        caseworkers=sum(map(len, changes)) + (0 if changes[0] else 1),
        units=_units(told),
        by_account={source: accounts[source] for source in ACCOUNTS},
    )


def _longest(days: Sequence[Day]) -> Span | None:
    """Return the longest silence, of two as long the first; none where all happened on one day."""
    return max((between(*pair) for pair in pairwise(days)), key=lambda span: span.days, default=None)


def _told_once(day: Day, flag: str) -> list[Event]:
    """Return the marked events of the account that tells of most of them, with most units named.

    Two accounts of a handover on the same day are two accounts of one handover.
    """
    marked = [[event for event in account if getattr(event, flag)] for account in day.accounts]
    return max(marked, key=lambda events: (len(events), sum(event.unit is not None for event in events)))


def _units(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the units that are named, each in the spelling it has first, in Danish order."""
    named = [event.unit for event in events if event.unit is not None]
    spelled = {fold(unit): unit for unit in reversed(named)}
    return tuple(sorted(spelled.values(), key=danish.sort_key))


def across(journeys: Iterable[Iterable[Event]], *, over: int = LONG_SILENCE) -> Across:
    """Return what journeys add up to; one without events is none.

    Args:
        journeys: The events of each case.
        over: A silence of more days than this after a handover is counted.
    """
    told = [days for events in journeys if (days := days_of(events))]
    return Across(
        journeys=len(told),
        events=sum(len(day.events) for days in told for day in days),
        stages=_stages(told),
        handovers=_handovers(told, over),
        causes=_causes(told),
    )


def _stages(journeys: Iterable[Sequence[Day]]) -> tuple[StageTime, ...]:
    """Return the time in each stage: the days until the next event belong to the earlier event's stage."""
    spent: dict[str, list[int]] = {}
    for days in journeys:
        journey: Counter[str] = Counter()
        for earlier, later in pairwise(days):
            journey[_stage(earlier)] += between(earlier, later).days
        for stage, length in journey.items():
            spent.setdefault(stage, []).append(length)
    return tuple(
        StageTime(stage, len(spent[stage]), sum(spent[stage]), median(spent[stage]))
        for stage in PROCESS_STAGES
        if stage in spent
    )


def _stage(day: Day) -> str:
    """Return the stage in which a day ended."""
    return next((event.stage for event in reversed(day.events) if event.stage), UNKNOWN_STAGE)


def _handovers(journeys: Iterable[Sequence[Day]], over: int) -> tuple[Handover, ...]:
    """Return the handovers from unit to unit, in Danish order."""
    found: dict[tuple[str, str], list[tuple[str | None, str | None, int | None]]] = {}
    for days in journeys:
        for earlier, later, wait in _passed(days):
            found.setdefault((fold(earlier or ""), fold(later or "")), []).append((earlier, later, wait))
    pairs = [
        Handover(
            *passed[0][:2],
            handovers=len(passed),
            followed=sum(wait is not None for *_, wait in passed),
            silences=sum(wait is not None and wait > over for *_, wait in passed),
        )
        for passed in found.values()
    ]
    return tuple(sorted(pairs, key=_by_units))


def _by_units(pair: Handover) -> tuple[tuple[bool, str], ...]:
    """Sort by unit, an unknown one last."""
    return tuple((unit is None, danish.sort_key(unit or "")) for unit in pair[:2])


def _passed(days: Sequence[Day]) -> Iterable[tuple[str | None, str | None, int | None]]:
    """Yield each handover of a journey: from which unit, to which, and how many days until the next event.

    The unit it came from is the one that was named last before.
    """
    holder: str | None = None
    for place, day in enumerate(days):
        wait = between(day, days[place + 1]).days if place + 1 < len(days) else None
        handed_over = _told_once(day, "handover")
        for event in handed_over:
            yield holder, event.unit, wait
            holder = event.unit or holder
        holder = next((event.unit for event in reversed(handed_over or day.events) if event.unit), holder)


def _causes(journeys: Iterable[Sequence[Day]]) -> tuple[Cause, ...]:
    """Return the causes, the one that occurs in most journeys first."""
    found = Counter(
        cause for days in journeys for cause in {event.cause for day in days for event in day.events} if cause
    )
    causes = [Cause(cause, found[cause]) for cause in CAUSES if found[cause]]
    return tuple(sorted(causes, key=lambda cause: -cause.journeys))
