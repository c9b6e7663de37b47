"""Checks of the words the register uses: codes, themes and departments."""

from collections.abc import Iterator

from klage.domain.checkup import Finding, hint, warning
from klage.domain.danish import count
from klage.domain.folding import fold
from klage.domain.forgetting import TABLES
from klage.domain.matching import near_names
from klage.store import office
from klage.store.inspect.inspection import Inspection, a_few

MOST_DEPARTMENTS = 500
"""More are not held against each other: it would take a minute."""

RETIRED = """
select count(distinct c.id) from point p
join complaint c on c.id = p.complaint_id join theme t on t.code = p.theme
where c.closed_at is null and not t.active
"""
"""The tables with codes in them, and what their columns may hold."""


def codes(inspection: Inspection) -> Iterator[Finding]:
    """Find stored codes that this klage does not know."""
    for table, known in TABLES.items():
        coded = [field for field in known if field.codes]
        sums = ", ".join(
            f"sum({field.key} not in ({', '.join(map(_quoted, field.codes or ()))}))" for field in coded
        )
        row = inspection.register.one(f"select {sums} from {table}")  # noqa: S608 -- names are ours
        for field, wrong in zip(coded, row or (), strict=True):
            if wrong:
                yield warning(
                    f"Feltet {field.label} har {count(int(str(wrong)), 'værdi', 'værdier')}, som klage ikke kender.",
                    "Er registret skrevet af en nyere klage, så opdatér denne.",
                )


def _quoted(code: str) -> str:
    return f"'{code}'"


def themes(inspection: Inspection) -> Iterator[Finding]:
    """Find open cases with a theme that has been retired."""
    found = inspection.count(RETIRED)
    if found:
        yield hint(
            f"{count(found, 'åben sag', 'åbne sager')} har et tema, der er taget ud af brug.",
            "Giv dem et andet med klage ret NR --tema, eller tag temaet i brug igen med klage kontor temaer.",
        )


def departments(inspection: Inspection) -> Iterator[Finding]:
    """Find departments that would be taken for each other, and some that may be the same one twice."""
    known = office.departments(inspection.register)
    rows = inspection.register.rows("select name, name_key from department order by name")
    wrong = [str(name) for name, key in rows if key != fold(str(name))]
    if wrong:
        yield warning(
            f"{count(len(wrong), 'afdeling', 'afdelinger')} kan ikke findes på navnet: {a_few(wrong)}.",
            "Giv dem navnet igen med klage kontor afdelinger.",
        )
    names = sorted({each.name for each in known if each.active})[:MOST_DEPARTMENTS]
    pairs = [(name, near) for at, name in enumerate(names) for near in near_names(name, names[at + 1 :])]
    for one, other in pairs[:5]:
        yield hint(
            f"Afdelingerne {one} og {other} ligner hinanden.",
            "Er det den samme, så ret sagerne til den ene, og nedlæg den anden med klage kontor afdelinger.",
        )
