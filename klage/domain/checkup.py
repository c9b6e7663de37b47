"""What a check of the register says: findings, how bad they are, and what they come to together.

A *fejl* is damage, or something that was changed outside klage: the file is not to be trusted until it is
mended, and the run ends with 6. An *advarsel* can become damage or a missed deadline; a *råd* is good advice.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from klage.domain.danish import count

Level = Literal["ok", "raad", "advarsel", "fejl", "ikke_undersoegt"]

LEVELS: dict[str, str] = {
    "ok": "I orden",
    "raad": "Råd",
    "advarsel": "Advarsel",
    "fejl": "Fejl",
    "ikke_undersoegt": "Ikke undersøgt",
}
"""Stable codes for scripts, and the word that stands on the screen."""

GROUPS: dict[str, str] = {
    "file": "Filen",
    "history": "Historikken",
    "content": "Indholdet",
    "place": "Stedet, registret ligger",
    "habits": "Kopier og klokken",
}
"""The groups of checks, and the heading of each."""


class Finding(NamedTuple):
    """One thing a check found.

    Attributes:
        level: How bad it is.
        message: What is so: one Danish sentence, without personal data.
        advice: What to do about it: one or two Danish sentences, or nothing where nothing can be done.
        mend: What ``--ret`` may do about it (a key of ``store.inspect.mending``), or nothing.
    """

    level: Level
    message: str
    advice: str = ""
    mend: str | None = None


class Checked(NamedTuple):
    """One check that was made.

    Attributes:
        key: The stable English key.
        group: One of ``GROUPS``.
        label: What was looked at, in a few Danish words.
        findings: What was found; nothing is good.
        mended: What ``--ret`` did about it, a Danish sentence each.
    """

    key: str
    group: str
    label: str
    findings: Sequence[Finding] = ()
    mended: Sequence[str] = ()


SKIPPED = Finding("ikke_undersoegt", "Det kan først undersøges, når fejlene ovenfor er væk.")
OLDER = Finding("ikke_undersoegt", "Det kan først undersøges, når registret er bragt frem til denne udgave.")
NOT_NOW = Finding("ikke_undersoegt", "Det springes over med --hurtig.")


def damage(message: str, advice: str = "", mend: str | None = None) -> Finding:
    """Return a finding of the worst kind."""
    return Finding("fejl", message, advice, mend)


def warning(message: str, advice: str = "", mend: str | None = None) -> Finding:
    """Return a finding that is said also with ``--stille``."""
    return Finding("advarsel", message, advice, mend)


def hint(message: str, advice: str = "", mend: str | None = None) -> Finding:
    """Return a finding that only whoever looks is told."""
    return Finding("raad", message, advice, mend)


def count_of(level: Level, checks: Sequence[Checked]) -> int:
    """Return how many findings are of a level."""
    return sum(finding.level == level for check in checks for finding in check.findings)


def is_damaged(checks: Sequence[Checked]) -> bool:
    """Tell whether the register is not to be trusted as it is."""
    return count_of("fejl", checks) > 0


def is_well(checks: Sequence[Checked]) -> bool:
    """Tell whether there is nothing that must be said: advice alone is well."""
    return not is_damaged(checks) and count_of("advarsel", checks) == 0


def summary(checks: Sequence[Checked]) -> str:
    """Return the sentences that stand above the page."""
    faults, warnings, advice = (count_of(level, checks) for level in ("fejl", "advarsel", "raad"))
    more = [
        count(warnings, "advarsel", "advarsler") if warnings else "",
        count(advice, "råd", "råd") if advice else "",
    ]
    rest = " og ".join(filter(None, more))
    if faults:
        also = f" Desuden er der {rest}." if rest else ""
        return f"Registret er ikke i orden: {count(faults, 'fejl', 'fejl')}.{also}"
    left = count_of("ikke_undersoegt", checks)
    not_made = f" {count(left, 'prøve', 'prøver')} er ikke lavet." if left else ""
    if warnings:
        return f"Registret er helt, men der er {rest}.{not_made}"
    return f"Registret er i orden.{f' Der er {rest}.' if rest else ''}{not_made}"
