"""The notat for the journal: what was said and agreed, when, and who noted it.

OFL § 13 asks that what is told by word of mouth is noted as soon as possible; so each entry says when
it took place, when it was noted and by whom, and a long time between the two is seen. Only facts:
the citizen may read it all.
"""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from klage.commands import options
from klage.commands.showing import NOT_TOLD, call_heading, pairs
from klage.domain import danish, fields
from klage.domain.case import Case
from klage.domain.case_number import number_text
from klage.domain.vocabulary import CLOSING_KINDS
from klage.output import page, show
from klage.store import authors, cases, merging, office

if TYPE_CHECKING:
    from klage.domain.call import Call
    from klage.domain.complaint import Closing
    from klage.session import Session

LATE = timedelta(days=1)
"""What is noted later than this after it took place says how much later."""

ABOUT = (
    *("journal_no", "citizen_name", "phone", "on_behalf_of", "mandate", "consent_unit_contact"),
    *("received_at", "channel", "addressee_level", "department", "complaint_kind"),
)
WISHES = ("wanted_outcome", "consequence")
SAID = (
    *("concern", "summary_confirmed", "course_told", "agreement", "next_step", "next_due", "owner"),
    *("guidance_given", "complaint_stance", "withdrawal_confirmed", "call_again_at", "late_reason"),
    *("heard", "understood", "taken_seriously"),
)
ASKED = frozenset({"journal_no", "citizen_name", "consent_unit_contact", "department"})
SHOULD_BE_NOTED = frozenset(
    {"concern", "summary_confirmed", "course_told", "agreement", "next_step", "next_due", "owner"}
    | {"guidance_given"}
)
"""What a notat of a conversation is expected to hold; a gap in it is seen."""


def write(session: "Session", case: Case, *, names: bool) -> None:
    """Write the notat of a case to stdout."""
    with_names = names or sys.stdout.isatty()
    show.show_document(notat(session, case, complete=with_names), with_names=names, stream=sys.stdout)
    if not with_names:
        options.say(session, "Navn og fritekst er udeladt; tag dem med med --med-navne.", err=True)


def notat(session: "Session", case: Case, *, complete: bool) -> page.Page:
    """Return the notat of a case; one that is not complete says so itself."""
    noted_by = authors.of_case(session.register, case.id)
    return page.Page(
        f"Notat om klagesag {case.number}",
        [
            _about(session, case, noted_by.complaint),
            page.Section("Hvad klagen handler om", paragraphs=[case.complaint.summary], personal=True),
            page.Section(fields=pairs(case.complaint, _known(fields.COMPLAINT, WISHES))),
            *map(_call, range(1, len(case.calls) + 1), case.calls, noted_by.calls),
            *map(_closing, case.closings, noted_by.closings),
            page.Section(
                fields=[
                    page.Field("Udeladt", None if complete else "borgerens navn og telefon og al fritekst"),
                    page.Field("Udskrevet", danish.long_instant(session.now)),
                    page.Field("Notatpligt", "offentlighedslovens § 13"),
                ]
            ),
        ],
    )


def _about(session: "Session", case: Case, noted_by: str | None) -> page.Section:
    themes = office.theme_labels(session.register)
    points = dict.fromkeys(themes.get(point.theme, point.theme) for point in case.complaint.points)
    members = [number_text(member.id) for member in merging.members(session.register, case.id)]
    head = cases.survivor(session.register, case.id)
    merged = number_text(head) if head != case.id else None
    return page.Section(
        fields=[
            page.Field("Sagsnr.", case.number),
            *pairs(case.complaint, _known(fields.COMPLAINT, ABOUT), gaps=ASKED),
            page.Field("Klagepunkter", danish.enumeration(list(points))),
            page.Field("Lagt sammen med sag", merged),
            page.Field("Se også notat på sag", danish.enumeration(members)),
            *_noted("Registreret", case.complaint.received_at, case.complaint.registered_at, noted_by),
        ]
    )


def _call(number: int, call: "Call", noted_by: str | None) -> page.Section:
    gaps = SHOULD_BE_NOTED if call.result == "talt_med" else frozenset[str]()
    happened = [
        page.Field("Fandt sted", danish.long_instant(call.called_at)),
        *_noted("Noteret", call.called_at, call.logged_at, noted_by),
    ]
    known = _known(fields.CALL, ("conversation_result", *SAID))
    return page.Section(call_heading(number, call), fields=[*happened, *pairs(call, known, gaps=gaps)])


def _closing(closing: "Closing", noted_by: str | None) -> page.Section:
    return page.Section(
        CLOSING_KINDS[closing.kind],
        fields=[
            page.Field("Fandt sted", danish.long_instant(closing.at)),
            *_noted("Noteret", closing.at, closing.recorded_at, noted_by),
            *pairs(closing, _known(fields.CLOSING, ("method", "outcome", "reason"))),
        ],
    )


def _noted(label: str, happened_at: datetime, noted_at: datetime | None, by: str | None) -> list[page.Field]:
    """Return when something was noted and by whom; how much later, when it is more than a day."""
    when = NOT_TOLD
    if noted_at is not None:
        late = noted_at - happened_at
        when = danish.long_instant(noted_at) + (f" ({danish.duration(late)} senere)" if late > LATE else "")
    return [page.Field(label, when), page.Field(f"{label} af", by or NOT_TOLD)]


def _known(known: Sequence[fields.Field], keys: Sequence[str]) -> list[fields.Field]:
    by_key = fields.by_key(tuple(known))
    return [by_key[key] for key in keys]
