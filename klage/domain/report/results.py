"""The part of the report that is about results: closings, the three stages, mediation and klagerejser.

What a stage is: SPSO (domain.md 3.3) counts a front-line answer and an investigation; Danish law has
another second step for a complaint over a decision. So the stages here are the *first answer* (the closing
of the complaint), the *reassessment* (genvurdering, RSL § 66) and the *appeal body*. SPSO's 5 and 20 working
days are shown of the first two; the third is not the municipality's to keep.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from klage.domain import vocabulary
from klage.domain.report.facts import Facts
from klage.domain.statistics.figures import Count, Histogram, Spread, Tally, share, simple_counts, spread

CLOSING_DAYS = (1, 7, 14, 28, 56)
"""The upper limits, in days, of the bands from receipt to closing."""

WORKING_DAYS = (5, 20)
"""SPSO's limits: working days to a front-line answer, and to the answer after an investigation."""

DEADLINES = {
    "overholdt": "Inden for fire uger",
    "senere": "Senere end fire uger",
    "udestaar": "Fristen er udløbet, ikke genvurderet",
    "ikke_udloebet": "Fristen er ikke udløbet",
    "bortfaldet": "Klagen er lagt ned",
}
_PASSED = ("overholdt", "senere", "udestaar")
_OVERTURNED = ("aendret", "ophaevet", "hjemvist")
_CONSENT = {"ja": "Ja", "nej": "Nej"}


@dataclass(frozen=True, slots=True)
class Results:
    """The closings in the period, each counted: a case that is closed twice counts twice."""

    n: int
    outcomes: tuple[Count, ...]
    methods: tuple[Count, ...]
    by_method: tuple[tuple[str | None, str | None, int], ...]
    agreed_errors: tuple[Count, ...]
    to_closing: Spread

    @property
    def assessed(self) -> int:
        """Return in how many the department has said whether something went wrong."""
        return sum(row.n for row in self.agreed_errors if row.code in ("ja", "delvist", "nej"))

    @property
    def agreed(self) -> int:
        """Return in how many the department agreed, fully or in part, that something went wrong."""
        return sum(row.n for row in self.agreed_errors if row.code in ("ja", "delvist"))


@dataclass(frozen=True, slots=True)
class Appeals:
    """What happened in the period to complaints over decisions.

    ``deadlines`` is of the complaints whose four weeks ended in the period; the other tables are by the
    day on which it happened. Of ``over_decisions`` received, ``without_track`` are not followed at all: an
    import brings no reassessments with it.
    """

    reassess_results: tuple[Count, ...]
    deadlines: tuple[Count, ...]
    forwarded: tuple[Count, ...]
    results: tuple[Count, ...]
    without_track: int
    over_decisions: int

    @property
    def passed(self) -> int:
        """Return in how many the four weeks have gone, and the complaint was not laid down."""
        return sum(row.n for row in self.deadlines if row.code in _PASSED)

    @property
    def kept(self) -> int:
        """Return in how many of them the decision was reassessed in time."""
        return sum(row.n for row in self.deadlines if row.code == "overholdt")

    @property
    def considered(self) -> int:
        """Return how many the appeal bodies decided on their merits: what was turned away is not among them."""
        return sum(row.n for row in self.results if row.code not in ("afvist", None))

    @property
    def overturned(self) -> int:
        """Return how many of them were changed, set aside or sent back."""
        return sum(row.n for row in self.results if row.code in _OVERTURNED)

    @property
    def overturned_share(self) -> float | None:
        """Return the omgørelsesprocent as a fraction (Danmarkskortet, RSL § 79 b)."""
        return share(self.overturned, self.considered)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """SPSO's figures of one stage: the mean is only shown where they are asked for."""

    stage: str
    n: int
    mean: float | None
    median: float | None
    within: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Mediations:
    """The mediations of which citizens were told in the period."""

    n: int
    kinds: tuple[Count, ...]
    consents: tuple[Count, ...]
    held: int
    outcomes: tuple[Count, ...]

    @property
    def agreements(self) -> int:
        """Return how many ended with an agreement."""
        return sum(row.n for row in self.outcomes if row.code == "aftale")


@dataclass(frozen=True, slots=True)
class Journeys:
    """The klagerejser of the complaints received: medians of ``n``; of a silence only where there is one."""

    n: int
    handovers: float | None
    units: float | None
    longest_silence: float | None
    with_silence: int
    causes: tuple[Count, ...]


def results_from(facts: Facts) -> Results:
    """Return the results that the facts make."""
    tables = (
        ("outcomes", vocabulary.OUTCOMES),
        ("methods", vocabulary.HANDLING_METHODS),
        ("agreed_errors", vocabulary.UNIT_AGREED_ERROR),
    )
    outcomes, methods, errors = (simple_counts(facts.tally(key), labels, table=key) for key, labels in tables)
    return Results(
        n=facts.number("moves", "afsluttet"),
        outcomes=outcomes,
        methods=methods,
        by_method=_ways(facts.tally("by_method")),
        agreed_errors=errors,
        to_closing=spread(facts.days_to_closing, CLOSING_DAYS),
    )


def _ways(tally: Tally) -> tuple[tuple[str | None, str | None, int], ...]:
    """Return outcome, method and how many, what is not stated last; the codes are ``medhold:moede``."""
    ways = [(str(code).partition(":"), n) for code, n in tally.items()]
    in_words = sorted(ways, key=lambda way: (way[0][0] or "~", way[0][2] or "~"))
    return tuple((outcome or None, method or None, n) for (outcome, _, method), n in in_words)


def appeals_from(facts: Facts) -> Appeals:
    """Return what the facts say of complaints over decisions."""
    tables = (
        ("reassess_results", vocabulary.REASSESS_RESULTS),
        ("reassess_deadlines", DEADLINES),
        ("appeal_bodies", vocabulary.APPEAL_BODIES),
        ("appeal_results", vocabulary.APPEAL_RESULTS),
    )
    received = sum(facts.number("complaint_kinds", kind) for kind in vocabulary.OVER_DECISIONS)
    reassessed, deadlines, forwarded, decided = (
        simple_counts(facts.tally(key), labels, table=key) for key, labels in tables
    )
    return Appeals(reassessed, deadlines, forwarded, decided, facts.number("without_track"), received)


def working_days_from(facts: Facts) -> tuple[WorkingDays, ...] | None:
    """Return SPSO's figures of each stage, or nothing when they were not asked for."""
    if facts.working_days is None:
        return None
    return tuple(_stage(stage, days) for stage, days in facts.working_days.items())


def _stage(stage: str, days: Histogram) -> WorkingDays:
    found, total = spread(days, WORKING_DAYS), sum(value * n for value, n in days)
    five, twenty, _ = (band.n for band in found.bands)
    table = f"spso_{stage}"
    within = (
        Count("5", "Inden for 5 arbejdsdage", five, found.n, key=f"{table}.5"),
        Count("within_20", "Inden for 20 arbejdsdage", five + twenty, found.n, key=f"{table}.within_20"),
    )
    return WorkingDays(stage, found.n, share(total, found.n), found.median, within)


def mediations_from(facts: Facts) -> Mediations:
    """Return the mediations that the facts make."""
    tables = (
        ("mediations", vocabulary.MEDIATION_KINDS),
        ("mediation_consents", _CONSENT),
        ("mediation_outcomes", vocabulary.MEDIATION_OUTCOMES),
    )
    kinds, consents, outcomes = (simple_counts(facts.tally(key), labels, table=key) for key, labels in tables)
    held = facts.number("mediation_meetings")
    return Mediations(facts.number("mediations"), kinds, consents, held, outcomes)


def journeys_from(facts: Facts) -> Journeys:
    """Return what the klagerejser have in common."""
    found, n = facts.journeys, facts.number("journeys")
    return Journeys(
        n=n,
        handovers=_median(found.handovers),
        units=_median(found.units),
        longest_silence=_median(found.silences),
        with_silence=len(found.silences),
        causes=simple_counts(facts.tally("journey_causes"), vocabulary.CAUSES, of=n, table="journey_causes"),
    )


def _median(values: Sequence[int]) -> float | None:
    return float(median(values)) if values else None
