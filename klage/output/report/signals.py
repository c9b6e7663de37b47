"""The signs: as parts of a page that say what was tested and what it does not mean, and as an object.

Cases are named by their numbers only, on a terminal too: who the citizen is, ``klage vis`` tells.
"""

from collections.abc import Mapping, Sequence

from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.statistics.growth import YEAR, Matters, Moved, Recurring, Signals
from klage.output.listing import Column, Listing
from klage.output.page import Field, Page, Section

MOST = 25
"""How many rows a page shows of those who come back; JSON holds them all."""

SHARES = {"phone": "telefonnummer", "name": "navn"}
NOT_MEANT = (
    "Et tegn er ikke en årsag. Mange klager kan komme af én hændelse, af en ny måde at registrere på "
    "eller af, at flere får at vide, at de kan klage. Og det, der ikke er nævnt, kan godt have ændret sig."
)
SEASON = "Perioden er kortere end et år, så årstiden kan også være forklaringen."


def signals_page(found: Signals, theme_labels: Mapping[str, str]) -> Page:
    """Return all signs as a page."""
    return Page(f"Tegn {found.spans.now.when}", signals_sections(found, theme_labels))


def signals_sections(found: Signals, theme_labels: Mapping[str, str]) -> list[Section]:
    """Return the signs as parts of a page, such as the report's."""
    tables = _tables(found, theme_labels)
    return [
        Section("Sådan er der set efter", paragraphs=[_method(found)]),
        *tables,
        Section(paragraphs=[] if tables else [_nothing(found)]),
        Section("Hvad tallene ikke siger", paragraphs=[_reservations(found)]),
        *_citizens(found),
        *_matters(found),
    ]


def moved_sections(found: Signals, theme_labels: Mapping[str, str]) -> list[Section]:
    """Return what moved as parts of the report; nothing where there is no past to hold it against."""
    if not found.spans.earlier:
        return []
    return [
        Section("Mere end tilfældigt", paragraphs=[_method(found), _reservations(found)]),
        *(_tables(found, theme_labels) or [Section(paragraphs=[_nothing(found)])]),
    ]


def _tables(found: Signals, theme_labels: Mapping[str, str]) -> list[Section]:
    return [
        *_moved("Flere klager, end tilfældet plejer at give", found.risen, theme_labels),
        *_moved("Færre klager, end tilfældet plejer at give", found.fallen, theme_labels),
    ]


def signals_object(found: Signals) -> dict[str, object]:
    """Return the signs by stable English keys; cases by number, never a name or a phone number."""
    return {
        **moved_object(found),
        "year_from": found.year.first_day.isoformat(),
        "year_to": found.year.last_day.isoformat(),
        "recurring_citizens": [
            {"shares": group.shares, "cases": _numbers(group.cases)} for group in found.citizens
        ],
        "linked_matters": [_numbers(cases) for cases in found.matters.linked],
        "marked_repeated": _numbers(found.matters.repeated),
        "marked_systemic": _numbers(found.matters.systemic),
    }


def moved_object(found: Signals) -> dict[str, object]:
    """Return what moved by the same keys."""
    days = found.spans
    return {
        "period_from": days.now.first_day.isoformat(),
        "period_to": days.now.last_day.isoformat(),
        "days": days.now.days,
        "earlier": [
            {"from": one.first_day.isoformat(), "to": one.last_day.isoformat(), "days": one.days}
            for one in days.earlier
        ],
        "office_earlier": found.office.older,
        "office_now": found.office.newer,
        "cells_tested": found.tested,
        "cells_too_small": found.too_small,
        "risen": [_cell(cell) for cell in found.risen],
        "fallen": [_cell(cell) for cell in found.fallen],
    }


def _cell(cell: Moved) -> dict[str, object]:
    return {
        "department": cell.department,
        "theme": cell.theme,
        "earlier": cell.compared.older,
        "expected": round(cell.compared.expected, 1),
        "now": cell.compared.newer,
        "p_corrected": cell.p,
    }


def _numbers(cases: Sequence[int]) -> list[str]:
    return [number_text(case_id) for case_id in cases]


# --- what moved ---------------------------------------------------------------------------------------


def _method(found: Signals) -> str:
    if not found.spans.earlier:
        return "Registret går ikke langt nok tilbage til, at så lang en periode kan holdes op mod noget."
    earlier = danish.enumeration([one.label for one in reversed(found.spans.earlier)])
    compared = (
        "Hvert tema i hver afdeling er et felt, og hvert felt er holdt op mod sin egen fortid: "
        f"{earlier}, i alt {danish.count(found.spans.earlier_days, 'dag', 'dage')} mod periodens "
        f"{danish.number(found.spans.now.days)}."
    )
    return f"{compared} {_tested(found)}" if found.tested else compared


def _tested(found: Signals) -> str:
    cells = danish.count(found.tested, "felt", "felter")
    small = danish.number(found.too_small) if found.too_small else "ingen"
    return (
        f"{cells} er prøvet; {small} havde for få klager til det. Der er taget højde for, at der er set "
        "så mange steder: Havde intet ændret sig, ville højst 5 ud af 100 gennemgange nævne noget."
    )


def _nothing(found: Signals) -> str:
    if not found.spans.earlier:
        return ""
    if not found.tested:
        return "Der er for få klager til at sige noget om de enkelte felter."
    return "Intet felt har flyttet sig mere, end tilfældet plejer at give."


def _reservations(found: Signals) -> str:
    if not found.spans.earlier:
        return ""
    office = (
        f"På hele kontoret er der {danish.count(found.office.newer, 'klage', 'klager')}, "
        f"hvor man efter fortiden kunne vente {danish.decimal(found.office.expected)}."
    )
    is_seasonal = found.spans.now.days < YEAR and found.spans.now.months_back != 12
    return " ".join([NOT_MEANT, *([SEASON] if is_seasonal else []), office])


def _moved(heading: str, cells: Sequence[Moved], theme_labels: Mapping[str, str]) -> list[Section]:
    if not cells:
        return []
    columns = (
        Column("department", "Afdeling", flexible=True),
        Column("theme", "Tema", "code", labels=theme_labels, flexible=True),
        Column("earlier", "Før i alt", "number", spare=True),
        Column("expected", "Ventet", "number"),
        Column("now", "Nu", "number"),
    )
    rows = [
        (
            cell.department,
            cell.theme,
            cell.compared.older,
            round(cell.compared.expected, 1),
            cell.compared.newer,
        )
        for cell in cells
    ]
    return [Section(heading, listing=Listing(columns, rows, empty=""))]


# --- what comes back ----------------------------------------------------------------------------------


def _citizens(found: Signals) -> list[Section]:
    """Return those who come back, the most complaints first."""
    groups = sorted(found.citizens, key=lambda group: -len(group.cases))
    if not groups:
        return []
    explained = (
        f"Tre eller flere klager {found.year.when} fra samme telefonnummer eller navn. "
        "Bag samme navn kan der være flere borgere, så se sagerne efter."
    )
    return [
        Section("Borgere, der vender tilbage", paragraphs=[explained, *_more(groups)]),
        Section(listing=_groups([(SHARES[group.shares], group.cases) for group in groups[:MOST]])),
    ]


def _groups(rows: Sequence[tuple[str, tuple[int, ...]]]) -> Listing:
    return Listing(
        (
            Column("shares", "Samme"),
            Column("n", "Klager", "number"),
            Column("cases", "Sager", "list", flexible=True),
        ),
        [(shares, len(cases), _numbers(cases)) for shares, cases in rows],
        empty="",
    )


def _more(groups: Sequence[Recurring]) -> list[str]:
    left = len(groups) - MOST
    return [f"Her er de {MOST} med flest klager; med --json ses også de sidste {left}."] if left > 0 else []


def _matters(found: Signals) -> list[Section]:
    fields = [
        *(Field("Hænger sammen", _listed(cases)) for cases in found.matters.linked[:MOST]),
        Field("Gentagen", _listed(found.matters.repeated)),
        Field("Systemisk", _listed(found.matters.systemic)),
    ]
    return [Section("Sager, der går igen", fields=fields)] if found.matters != Matters() else []


def _listed(cases: Sequence[int]) -> str:
    """Return how many and which, the first ten by number."""
    left = len(cases) - 10
    shown = [*_numbers(cases[:10]), *([f"{danish.number(left)} til"] if left > 0 else [])]
    return f"{danish.count(len(cases), 'sag', 'sager')}: {danish.enumeration(shown)}" if cases else ""
