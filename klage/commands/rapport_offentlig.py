"""The published report: the register is asked about the words of its texts, and small numbers are taken out."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from klage.clock import to_text
from klage.commands import options
from klage.domain import publication, publication_texts, screening
from klage.domain.published import Published
from klage.domain.report import Report
from klage.domain.report_learning import Learning
from klage.store import recorded

if TYPE_CHECKING:
    from klage.session import Session


def published(session: "Session", report: Report, *, with_examples: bool) -> Published:
    """Return what of a report may be published; what stopped a text is said on stderr.

    Raises:
        RefusedError: An example is not approved, or can lead to a person.
    """
    found = publication.published(report)
    # A report of too few complaints tells of none of them in words either.
    told = report.learning.told if found.complaints is not None else Learning()
    if not with_examples:
        told = Learning(told.lessons, told.follow_up, (), told.recommendations)
    texts = list(publication_texts.texts_of(told))
    known = recorded.recorded(session.register, screening.asked(texts)) if texts else screening.Recorded()

    def find(text: str) -> tuple[screening.Finding, ...]:
        return screening.findings(text, known)

    # The word may be a name: it is for the eyes of whoever sits at the terminal, not for a log.
    with_word = sys.stderr.isatty()
    if with_examples and found.complaints is not None:
        waiting = recorded.unapproved_examples(
            session.register, to_text(report.period.start), to_text(report.period.end)
        )
        publication_texts.check_examples(told, waiting, find, with_word=with_word)
    table = found.table("departments")
    named = {row.code for row in table.rows} if table else set()
    kept, stopped = publication_texts.publishable(told, find, named)
    options.say(
        session,
        "Udeladt, fordi teksten kan føre til en person:" if stopped else "",
        *(each.sentence(with_word=with_word) for each in stopped),
        err=True,
    )
    return replace(found, learning=kept, left_out=len(stopped))
