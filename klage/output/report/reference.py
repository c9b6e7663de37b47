"""Published figures of others beside one's own, and a target, as sections of a page and as JSON."""

from collections.abc import Sequence
from typing import Any

from klage.domain import danish
from klage.domain.report.reference import CAVEAT, Beside, Target, worded
from klage.domain.statistics.figures import SMALL, per_cent
from klage.output.listing import Column, Listing
from klage.output.page import Section

Json = dict[str, Any]


def sections(found: Sequence[Beside], before: str) -> list[Section]:
    """Return the figures beside each other, and where they come from.

    Args:
        found: The figures.
        before: When the period was that one's own changes are measured on: ``i 2024``.
    """
    columns = [
        Column("where", "Hvor", flexible=True),
        Column("what", "Hvad", flexible=True),
        Column("there", "Dér", "number", screen=str),
        Column("here", "Hos dig", "number", screen=str),
    ]
    rows = [
        (
            f"{one.reference.municipality}, {one.reference.year}",
            one.reference.what,
            worded(one.reference.kind, one.reference.value),
            worded(one.reference.kind, one.own),
        )
        for one in found
    ]
    few = f"En streg betyder, at tallet mangler hos dig, eller at der er færre end {SMALL} at regne på."
    words = [CAVEAT, f"Ændringer hos dig er målt på tallene {before}. {few}"]
    sources = [
        f"{one.reference.municipality}, {one.reference.year}, {one.reference.what[:1].lower()}{one.reference.what[1:]}: "
        f"{one.reference.definition} Kilde: {one.reference.source}."
        for one in found
    ]
    return [
        Section("Andres tal", paragraphs=words, listing=Listing(columns, rows, "Ingen.")),
        Section("Hvordan de er talt", paragraphs=sources),
    ]


def target_section(found: Sequence[Target], percent: float, before: str) -> Section:
    """Return the targets with what it came to.

    Args:
        found: The targets.
        percent: The change that was aimed at.
        before: The name of the period that it is measured on.
    """
    columns = [
        Column("what", "Klagetype", flexible=True),
        Column("older", before if len(before) <= 15 else "Før", "number", screen=danish.number),
        Column("goal", "Mål", "number", screen=danish.number),
        Column("n", "Antal", "number", screen=danish.number),
        Column("distance", "Fra målet", "number", screen=str),
    ]
    way = "færre" if percent < 0 else "flere"
    words = (
        f"Målet er {danish.percent(abs(percent) / 100)} {way} end i perioden før, regnet af det ældste tal."
    )
    rows = [(one.label, one.older, one.goal, one.n, _distance(one.n - one.goal)) for one in found]
    return Section(
        "Mål",
        paragraphs=[words],
        listing=Listing(
            columns, rows, f"Der var færre end {SMALL} i perioden før, så der er ikke noget at måle på."
        ),
    )


def _distance(n: int) -> str:
    return f"+{danish.number(n)}" if n > 0 else danish.number(n)


def as_objects(found: Sequence[Beside]) -> list[Json]:
    """Return the figures as what JSON is made of; shares and changes are per cent."""
    return [_object(one) for one in found]


def _object(one: Beside) -> Json:
    reference, kind = one.reference, one.reference.kind
    is_fraction = kind in ("share", "change", "percent")
    there, here = (
        per_cent(value) if is_fraction else value if value is None else round(value, 2)
        for value in (reference.value, one.own)
    )
    return {
        "id": reference.id,
        "municipality": reference.municipality,
        "year": reference.year,
        "what": reference.what,
        "kind": kind,
        "n": reference.n,
        "of": reference.of,
        "value": there,
        "own_value": here,
        "definition": reference.definition,
        "source": reference.source,
    }


def target_objects(found: Sequence[Target]) -> list[Json]:
    """Return the targets as what JSON is made of."""
    return [{**one._asdict(), "distance": one.n - one.goal} for one in found]
