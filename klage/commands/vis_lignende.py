"""``klage vis NR --lignende``: earlier cases like one, and what came of them."""

from typing import TYPE_CHECKING

from klage.commands import options
from klage.domain import danish
from klage.domain.case_number import number_text
from klage.domain.likeness import Found
from klage.domain.vocabulary import HANDLING_METHODS, OUTCOMES
from klage.output.listing import Cell, Column, Listing
from klage.store import office
from klage.store.learning import likeness

if TYPE_CHECKING:
    from klage.domain.case import Case
    from klage.session import Session

MOST = 10


def show(session: "Session", case: "Case", *, json: bool, csv: bool, plain: bool, names: bool) -> None:
    """Show the earlier cases most like a case."""
    words, found = likeness.like(session.register, case, limit=MOST)
    labels = office.theme_labels(session.register)
    listing = Listing(
        columns=(
            Column("case_no", "Sag"),
            Column("received_at", "Modtaget", "instant", only="data"),
            Column("department", "Afdeling", only="data"),
            Column("themes", "Temaer", "list", labels=labels, only="data"),
            Column("closed_at", "Afsluttet", "instant", only="data"),
            Column("handling_method", "Løsningsmetode", "code", labels=HANDLING_METHODS, only="data"),
            Column("outcome", "Resultat", "code", labels=OUTCOMES, only="data"),
            Column("what_came", "Resultat", flexible=True, only="screen"),
            Column(
                "lesson_nos", "Læring", "list", only=None if any(each.lessons for each in found) else "data"
            ),
            Column("shared_words", "Fælles ord", "list", personal=True, only="data"),
            Column("summary", "Klagen", personal=True, flexible=True, long=True),
        ),
        rows=[_row(each, words) for each in found],
        title=f"Tidligere sager, der ligner sag {case.number}",
        empty="Ingen tidligere sag ligner den nok til at blive nævnt.",
        note=f"Fundet på sagens mest sigende ord: {danish.enumeration(list(words.values()))}."
        " Tema og afdeling tæller med i rækkefølgen.",
        whole="klage vis NR",
        things=("sag", "sager"),
    )
    options.show(session, listing, json=json, csv=csv, plain=plain, names=names)


def _row(found: Found, words: dict[str, str]) -> list[Cell]:
    return [
        number_text(found.case_id),
        found.received_at,
        found.department,
        sorted(found.themes),
        found.closed_at,
        found.handling_method,
        found.outcome,
        _what_came(found),
        [str(number) for number in found.lessons],
        [words[word] for word in found.shared],
        found.summary,
    ]


def _what_came(found: Found) -> str:
    """Return ``løst i dialog, telefonsamtale``, or that the case is still open."""
    if found.closed_at is None:
        return "åben"
    parts = (OUTCOMES.get(found.outcome or "", ""), HANDLING_METHODS.get(found.handling_method or "", ""))
    return ", ".join(part.lower() for part in parts if part) or "afsluttet"
