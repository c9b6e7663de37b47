"""The editions of the report: the internal one and the one for publication, with others' figures and a target.

For publication the register is asked about the words of the texts, and small numbers are taken out. What
is set beside it is worked out from what is published, so that it gives away nothing more.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from klage.clock import to_text
from klage.commands import options
from klage.domain.learning import screening
from klage.domain.report import publication, publication_texts
from klage.domain.report.learning import Learning
from klage.domain.report.published import Published
from klage.domain.report.report import Report
from klage.domain.statistics.figures import Count
from klage.errors import InvalidValueError
from klage.store import recorded

if TYPE_CHECKING:
    from klage.output.page import Page, Section
    from klage.session import Session


class Wishes(NamedTuple):
    """What the user wants of a report: to publish it, others' figures beside it, a target in per cent."""

    public: bool = False
    without_examples: bool = False
    reference: bool = False
    target: float | None = None


class Edition(NamedTuple):
    """What makes the page, given whether it has bars, and what makes the JSON; each is made when it is asked for."""

    page: "Callable[[bool], Page]"
    json: Callable[[], str]


def edition(session: "Session", report: Report, wishes: Wishes) -> Edition:
    """Return the edition of a report that was asked for.

    Raises:
        InvalidValueError: The wishes do not fit each other.
        RefusedError: An example is not approved, or can lead to a person.
    """
    if wishes.without_examples and not wishes.public:
        raise InvalidValueError("--uden-eksempler hører til --offentlig.")
    if not wishes.public:
        return _internal(report, _Added(report, None, wishes))
    found = published(session, report, with_examples=not wishes.without_examples)
    return _public(found, _Added(report, found, wishes))


def _internal(report: Report, added: "_Added") -> Edition:
    from klage.output.report import as_json as report_json
    from klage.output.report import page as report_page

    return Edition(
        lambda bars: added.to_page(report_page.as_page(report, bars=bars)),
        lambda: report_json.written({**report_json.as_object(report), **added.objects()}),
    )


def _public(found: Published, added: "_Added") -> Edition:
    from klage.output.report import as_json as report_json
    from klage.output.report import publication_json, publication_page

    return Edition(
        lambda bars: added.to_page(publication_page.as_page(found, bars=bars)),
        lambda: report_json.written({**publication_json.as_object(found), **added.objects()}),
    )


class _Added:
    """Others' figures and the target, counted from the published report where there is one."""

    def __init__(self, report: Report, found: Published | None, wishes: Wishes) -> None:
        from klage.domain.report import reference

        self.period = report.period
        self.percent = wishes.target
        self.targets = None
        self.beside = None
        if wishes.target is not None:
            rows = _rows(report) if found is None else _published_rows(found)
            self.targets = reference.targets(rows, wishes.target)
        if wishes.reference:
            from klage.intake.reference import references

            own = reference.of_report(report) if found is None else reference.of_published(found)
            self.beside = [reference.beside(one, own) for one in references()]

    def to_page(self, page: "Page") -> "Page":
        """Return a page with the target and the others' figures at its end."""
        from klage.output.report import reference

        more: list[Section] = []
        previous = self.period.previous
        if self.targets is not None and self.percent is not None:
            more.append(reference.target_section(self.targets, self.percent, previous.label))
        if self.beside is not None:
            more += reference.sections(self.beside, previous.when)
        return page._replace(sections=[*page.sections, *more])

    def objects(self) -> dict[str, Any]:
        """Return what is added to the JSON: a key for each thing that was asked for."""
        from klage.output.report import reference

        found: dict[str, Any] = {}
        if self.targets is not None:
            found["targets"] = reference.target_objects(self.targets)
        if self.beside is not None:
            found["reference"] = reference.as_objects(self.beside)
        return found


def _rows(report: Report) -> tuple[Count, ...]:
    return (report.complaints, *report.complaint_kinds)


def _published_rows(found: Published) -> tuple[Count, ...]:
    kinds = found.table("complaint_kinds")
    if found.complaints is None:
        return ()
    return (found.complaints, *(kinds.rows if kinds else ()))


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
