"""What must be looked after for the register to be of use: the clock, the time zone, cron, copies and closing days.

Instants are UTC; days are Danish calendar days. No rule here reads a clock: ``now`` is an argument.
"""

from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, time, timedelta

from klage.clock import to_local
from klage.domain.checkup import Finding, hint, warning
from klage.domain.danish import count, long_day, long_instant

BEHIND = timedelta(days=1)
"""So far behind the newest change the clock may be: a laptop that was set by hand."""

AHEAD = timedelta(days=365)
RUN_BY = time(12)
"""A weekday's morning run is missed at noon, Danish time."""

COPY_DAYS = 7
"""A newest copy older than this many days is warned about once something has changed since."""

ZONE_VECTORS = (
    ("2014-10-21T10:09:00+00:00", "2014-10-21T12:09:00"),
    ("2026-01-15T12:00:00+00:00", "2026-01-15T13:00:00"),
    ("2026-03-29T00:59:00+00:00", "2026-03-29T01:59:00"),
    ("2026-03-29T01:00:00+00:00", "2026-03-29T03:00:00"),
    ("2026-06-01T22:30:00+00:00", "2026-06-02T00:30:00"),
    ("2026-10-25T00:59:00+00:00", "2026-10-25T02:59:00"),
    ("2026-10-25T01:00:00+00:00", "2026-10-25T02:00:00"),
)
"""Instants, and what Danish clocks show at them (EU directive 2000/84: the last Sundays of March and October)."""


def clock(now: datetime, newest: datetime | None) -> list[Finding]:
    """Hold the clock against the newest change; ``None`` is a register without a history."""
    if newest is None:
        return []
    if now < newest - BEHIND:
        return [
            warning(
                f"Uret på computeren går bagud: Det viser {long_instant(now)}, men den seneste ændring i registret "
                f"er fra {long_instant(newest)}.",
                "Stil uret, før du registrerer noget. Ellers bliver fristerne forkerte.",
            )
        ]
    if now > newest + AHEAD:
        return [
            hint(
                f"Der er intet ændret i registret siden {long_day(to_local(newest).date())}.",
                f"Se efter, at uret går rigtigt; det viser {long_instant(now)}.",
            )
        ]
    return []


def time_zone(local: Callable[[datetime], datetime] = to_local) -> list[Finding]:
    """Try the computer's knowledge of Danish time on instants where it matters."""
    wrong = sum(
        local(datetime.fromisoformat(instant).astimezone(UTC)).replace(tzinfo=None)
        != datetime.fromisoformat(shown)
        for instant, shown in ZONE_VECTORS
    )
    if not wrong:
        return []
    return [
        warning(
            f"Computeren regner forkert med dansk tid i {wrong} af {len(ZONE_VECTORS)} prøver.",
            "Geninstallér pakken tzdata, eller få tidszonerne på computeren rettet. Fristerne er forkerte indtil da.",
        )
    ]


def morning_run(now: datetime, last: datetime | None, *, has_cases: bool) -> list[Finding]:
    """Tell whether a weekday's morning list has not come; who never had one is advised to, once there are cases."""
    if last is None:
        missing = hint(
            "Morgenlisten er aldrig kørt af sig selv.",
            "Sæt det op med klage kontor cron --installer, så kommer listen hver morgen.",
        )
        return [missing] if has_cases else []
    expected = _latest_run_day(to_local(now))
    if to_local(last).date() >= expected:
        return []
    return [
        warning(
            f"Morgenlisten er sidst kørt {long_instant(last)}.",
            "Se efter linjen i crontab, og om computeren er tændt om morgenen. Klarer du dig uden, så se "
            "klage frister hver dag.",
        )
    ]


def _latest_run_day(local: datetime) -> date:
    """Return the latest weekday on which the run should have come by now."""
    day = local.date() if local.time() >= RUN_BY else local.date() - timedelta(days=1)
    while day.isoweekday() > 5:
        day -= timedelta(days=1)
    return day


def copies(now: datetime, newest: datetime | None, changed: datetime | None) -> list[Finding]:
    """Hold the age of the newest backup against the newest change; ``None`` is none."""
    if changed is None:
        return []
    if newest is None:
        return [
            warning(
                "Der er ingen sikkerhedskopi af registret.",
                "Lav en med klage backup; klage kontor cron --installer får det til at ske hver dag.",
            )
        ]
    age = now - newest
    if changed <= newest or age <= timedelta(days=COPY_DAYS):
        return []
    return [
        warning(
            f"Den nyeste sikkerhedskopi er {count(age.days, 'dag', 'dage')} gammel, og registret er ændret siden.",
            "Lav en ny med klage backup; klage kontor cron --installer får det til at ske hver dag.",
        )
    ]


def closing_days(today: date, known: Collection[date]) -> list[Finding]:
    """Advise in December to enter next year's closing days, and at any time to enter some at all."""
    if not known:
        return [
            hint(
                "Der er ikke skrevet lukkedage ind.",
                "Har kontoret lukkedage ud over helligdagene, så skriv dem ind med klage kontor lukkedage.",
            )
        ]
    if today.month == 12 and not any(day.year == today.year + 1 for day in known):
        return [
            hint(
                f"Der er ikke skrevet lukkedage ind for {today.year + 1}.",
                "Skriv dem ind med klage kontor lukkedage, før de første frister løber over nytår.",
            )
        ]
    return []
