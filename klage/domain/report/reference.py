"""Published figures of other municipalities beside one's own, and a target measured on the older figure.

Only what was published is kept; per cent is worked out here, a change on the older figure, because
what was published was sometimes divided by the newer one (domain.md 2.4). Municipalities count in
different ways (cases, klagepunkter, contacts; years that begin in April), which the reader is told: the
figures are for asking questions, never for a ranking.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple

from klage.domain import danish
from klage.domain.report.published import OTHER, Published
from klage.domain.report.report import Report
from klage.domain.statistics.figures import SMALL, Count, change, share
from klage.errors import InvalidValueError

Kind = Literal["count", "share", "ratio", "change", "percent"]
"""A number; a share of another; so many for each of another; a change from an older; a published share."""

Own = Mapping[str, int]
"""One's own figures by name; what is not known (or not published) is not among them."""

CAVEAT = (
    "Kommuner tæller forskelligt: Nogle tæller sager, andre klagepunkter eller henvendelser, og årene begynder ikke "
    "samme dag. Brug tallene til at stille spørgsmål, ikke til at måle jer med."
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A published figure.

    Attributes:
        id: Its stable name.
        municipality: Who published it, or whom it is about.
        year: The year it is of.
        what: What is counted.
        kind: How ``n`` and ``of`` are read.
        definition: How it was counted, and what to mind.
        source: Where it was published.
        own: The names of one's own ``n`` and ``of``; none where no period of one's own is like it.
        n: The number.
        of: What it is held against; of a change the older figure.
        percent: The share as it was published, where the numbers behind it were not.
    """

    id: str
    municipality: str
    year: int
    what: str
    kind: Kind
    definition: str
    source: str
    own: tuple[str, ...]
    n: int | None = None
    of: int | None = None
    percent: float | None = None

    def __post_init__(self) -> None:
        """Refuse a figure that lacks a number.

        Raises:
            ValueError: It does, which is a mistake in the file.
        """
        given = (self.n is not None, self.of is not None, self.percent is not None)
        needed = {"count": (True, False, False), "percent": (False, False, True)}.get(
            self.kind, (True, True, False)
        )
        if given != needed or len(self.own) not in (0, 1 if self.kind == "count" else 2):
            raise ValueError(f"{self.id}: the numbers do not fit the kind")

    @property
    def value(self) -> float | None:
        """Return the figure: a number, a fraction of one, or how many for each."""
        if self.kind == "percent":
            return (self.percent or 0) / 100
        return worked_out(self.kind, self.n, self.of)


class Beside(NamedTuple):
    """A published figure, and one's own counted in the same way; ``None`` where it is not known."""

    reference: Reference
    own: float | None


def worked_out(kind: Kind, n: int | None, of: int | None) -> float | None:
    """Return what two numbers make as a figure of a kind, or nothing where one is missing or there are too few."""
    if n is None or kind == "count":
        return n
    if of is None or (kind != "ratio" and of < SMALL):
        return None
    return change(of, n) if kind == "change" else share(n, of)


def beside(reference: Reference, own: Own) -> Beside:
    """Return a published figure with one's own beside it."""
    if not reference.own:
        return Beside(reference, None)
    n, of = own.get(reference.own[0]), own.get(reference.own[-1])
    return Beside(reference, worked_out("share" if reference.kind == "percent" else reference.kind, n, of))


def worded(kind: Kind, value: float | None) -> str:
    """Return a figure as a person reads it."""
    if value is None:
        return "–"
    if kind == "count":
        return danish.number(int(value))
    if kind == "ratio":
        return danish.decimal(value, 2)
    return danish.signed_percent(value) if kind == "change" else danish.percent(value)


# --- one's own ----------------------------------------------------------------------------------------


def of_report(report: Report) -> dict[str, int]:
    """Return one's own figures as the internal report has them."""
    found = _of_count("complaints", report.complaints)
    for row in report.complaint_kinds:
        found |= _of_count(f"complaint_kinds.{row.code}", row)
    found |= {f"methods.{row.code}": row.n for row in report.results.methods}
    found |= {
        "contacts": sum(row.n for row in report.contact_types),
        "points": report.themes.points,
        "with_points": report.themes.with_points,
        "closings": report.results.n,
        "agreed": report.results.agreed,
        "assessed": report.results.assessed,
    }
    for measured in report.base_numbers:
        if measured.base.department is None:
            found |= {"covered": measured.covered, "base": measured.base.number}
    return found


def of_published(report: Published) -> dict[str, int]:
    """Return those of one's own figures that are published, so that the comparison gives away no other."""
    found = _of_count("complaints", report.complaints) if report.complaints else {}
    for key in ("complaint_kinds", "methods"):
        table = report.table(key)
        for row in table.rows if table else ():
            if row.code != OTHER:
                found |= _of_count(f"{key}.{row.code}", row)
    points, errors, methods = report.part("points"), report.table("agreed_errors"), report.table("methods")
    if points is not None:
        found |= {"points": points.n, "with_points": points.of}
    if methods is not None:
        found["closings"] = sum(row.n for row in methods.rows)
    if errors is not None and errors.is_whole:
        answers = {row.code: row.n for row in errors.rows}
        agreed = answers.get("ja", 0) + answers.get("delvist", 0)
        found |= {"agreed": agreed, "assessed": agreed + answers.get("nej", 0)}
    for measured in report.base_numbers:
        found |= {"covered": measured.covered, "base": measured.base.number}
    return found


def _of_count(name: str, row: Count) -> dict[str, int]:
    found = {name: row.n}
    return found if row.previous is None else found | {f"previous.{name}": row.previous}


# --- a target -----------------------------------------------------------------------------------------


class Target(NamedTuple):
    """What was aimed at: ``goal`` is so many per cent from ``older``."""

    label: str
    older: int
    goal: int
    n: int


def target(older: int, percent: float) -> int:
    """Return a target in whole complaints: ten per cent fewer than 486 is 437 (437.4), rounded as in school."""
    goal = Decimal(older) * (100 + Decimal(str(percent))) / 100
    return int(goal.quantize(Decimal(1), ROUND_HALF_UP))


def targets(rows: tuple[Count, ...], percent: float) -> list[Target]:
    """Return the target of every row that has enough before it for per cent to say something.

    Raises:
        InvalidValueError: The per cent is no change that complaints can have.
    """
    if not -100 <= percent <= 100 or percent == 0:
        raise InvalidValueError("--maal er en ændring i procent mellem -100 og 100, fx --maal -10.")
    return [
        Target(row.label, row.previous, target(row.previous, percent), row.n)
        for row in rows
        if row.previous and row.previous >= SMALL
    ]
