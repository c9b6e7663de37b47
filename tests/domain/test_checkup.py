"""What findings come to together."""

import pytest

from klage.domain import checkup
from klage.domain.checkup import Checked, Finding, damage, hint, is_damaged, is_well, summary, warning

FAULT, WARNING, HINT = damage("Skade."), warning("Pas på."), hint("Overvej.")


def checked(*findings: Finding) -> list[Checked]:
    """Return two checks: one that found nothing, and one with these findings."""
    return [Checked("pages", "file", "Sider"), Checked("seal", "content", "Seglet", findings)]


@pytest.mark.parametrize(
    ("findings", "damaged", "well", "said"),
    [
        ((), False, True, "Registret er i orden."),
        ((HINT,), False, True, "Registret er i orden. Der er 1 råd."),
        ((WARNING,), False, False, "Registret er helt, men der er 1 advarsel."),
        ((WARNING, HINT, HINT), False, False, "Registret er helt, men der er 1 advarsel og 2 råd."),
        ((FAULT,), True, False, "Registret er ikke i orden: 1 fejl."),
        (
            (FAULT, FAULT, WARNING, WARNING),
            True,
            False,
            "Registret er ikke i orden: 2 fejl. Desuden er der 2 advarsler.",
        ),
        (
            (FAULT, HINT, checkup.SKIPPED),
            True,
            False,
            "Registret er ikke i orden: 1 fejl. Desuden er der 1 råd.",
        ),
        ((checkup.NOT_NOW, checkup.OLDER), False, True, "Registret er i orden. 2 prøver er ikke lavet."),
    ],
)
def test_findings_come_to_one_sentence(
    findings: tuple[Finding, ...], damaged: bool, well: bool, said: str
) -> None:
    """Damage alone makes a register distrusted; advice alone leaves it well; what was not tried is said."""
    checks = checked(*findings)
    assert (is_damaged(checks), is_well(checks), summary(checks)) == (damaged, well, said)


def test_every_level_and_group_has_its_word() -> None:
    """What can be found has a word for the screen and a stable ASCII code for scripts."""
    assert {finding.level for finding in (FAULT, WARNING, HINT, checkup.SKIPPED)} | {"ok"} == set(
        checkup.LEVELS
    )
    assert all(code.isascii() for code in (*checkup.LEVELS, *checkup.GROUPS))
