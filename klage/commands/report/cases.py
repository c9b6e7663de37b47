"""The cases behind a figure of the report, as a list: one line for each thing that was counted."""

from collections.abc import Sequence
from datetime import date

from klage import clock
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.report.period import Period
from klage.domain.vocabulary import COMPLAINT_KINDS
from klage.output.listing import Column, Kind, Listing
from klage.store.report.counting import Unit, unit_words


def behind(units: Sequence[Unit], key: str, chosen: Period) -> Listing:
    """Return the list of what a figure counts."""
    is_day = bool(units) and len(units[0].at) == len("2025-01-01")
    when: Kind = "date" if is_day else "instant"
    one, many = unit_words(key)
    note = None if one == "sag" else f"Tallet tæller {many}, så en sag kan stå flere gange."
    return Listing(
        columns=(
            Column("case_nos", "Sag", "list"),
            Column("at", "Hvornår", when),
            Column("department", "Afdeling", flexible=True),
            Column("complaint_kind", "Type", "code", labels=COMPLAINT_KINDS),
        ),
        rows=[
            (
                tuple(number_text(case) for case in unit.cases),
                date.fromisoformat(unit.at) if is_day else clock.from_text(unit.at),
                unit.department,
                unit.complaint_kind,
            )
            for unit in units
        ],
        empty=f"Der er ingen bag tallet {key} {chosen.when}.",
        title=f"{key} {chosen.when}: {danish.count(len(units), one, many)}",
        note=note,
    )
