"""Checks of the newest backup: how old it is, whether it can be restored, and whether the history has grown from it."""

from collections.abc import Iterator
from pathlib import Path

from klage.domain import backup as rules
from klage.domain import upkeep
from klage.domain.backup import Backup
from klage.domain.checkup import Finding, damage, hint, warning
from klage.domain.danish import long_instant
from klage.store import history, marks
from klage.store.backup import backups, verifying
from klage.store.inspect.inspection import Inspection, newest_change

MOST_TRIED = 5
"""So many backups are tried for one that is whole; each is restored in full."""

ASK = "Bed den, der passer jeres computere, om hjælp, og lad den beskadigede fil ligge urørt."


def age(inspection: Inspection) -> Iterator[Finding]:
    """Hold the age of the newest backup against the newest change."""
    kept = backups.kept(inspection.path)
    yield from upkeep.copies(inspection.now, kept[0].at if kept else None, newest_change(inspection))


def readable(inspection: Inspection) -> Iterator[Finding]:
    """Restore the newest backup into a temporary folder and look it through."""
    kept = backups.kept(inspection.path)
    if not kept:
        yield Finding("ikke_undersoegt", "Der er ingen sikkerhedskopi at prøve.")
    for newest in kept[:1]:
        if newest.encrypted:
            yield hint(
                "Den nyeste sikkerhedskopi er krypteret og kan ikke prøves uden nøglen.",
                "Prøv den af og til med klage gendan og nøglen, på en anden computer.",
            )
            continue
        for problem in verifying.problems(newest):
            yield warning(
                f"Den nyeste sikkerhedskopi, {newest.path.name}, kunne ikke gendannes på prøve: {problem}",
                "Lav en ny med klage backup.",
            )


def grown(inspection: Inspection) -> Iterator[Finding]:
    """Hold the history against the head in the newest backup's name: a tail that was cut off shows only there."""
    restored = marks.last(inspection.register, backups.RESTORED)
    newest = rules.to_follow(backups.kept(inspection.path), restored)
    if newest and not history.holds(inspection.register.connection, newest.events, newest.head):
        yield damage(
            f"Historikken er ikke vokset ud af sikkerhedskopien fra {long_instant(newest.at)}: Dens slutning er "
            "skåret af eller skrevet om, eller registret er et andet."
        )


def rescue(path: Path) -> str:
    """Return what to do about a damaged register: the newest backup that can be restored, by name."""
    good = _newest_good(path)
    if good is None:
        return f"Der er ingen brugbar sikkerhedskopi ved siden af registret. {ASK}"
    return (
        f"Hent den nyeste brugbare sikkerhedskopi, fra {long_instant(good.at)}, med "
        f"klage gendan {good.path}. Det, der er ændret siden, skal registreres igen. Den beskadigede fil bliver gemt."
    )


def _newest_good(path: Path) -> Backup | None:
    tried = [each for each in backups.kept(path) if not each.encrypted][:MOST_TRIED]
    return next((each for each in tried if not verifying.problems(each)), None)


def left_behind(path: Path) -> str:
    """Return what to say of backups that lie beside a register that is gone, if there are any."""
    kept = backups.kept(path)
    if not kept:
        return ""
    return (
        f"Men der er sikkerhedskopier af et; den nyeste er fra {long_instant(kept[0].at)}. "
        f"Hent den med klage gendan {kept[0].path}."
    )
