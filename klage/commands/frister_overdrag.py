"""``klage frister --overdrag``: every open case for the one who takes over, one after the other."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from klage.commands import options, to_file
from klage.commands.report import document
from klage.domain import call_sheet, child_concern, danish, handover, office_words, standin
from klage.domain.due import DueList
from klage.errors import InvalidValueError
from klage.output.page import Field, Page, Section, page_as_document
from klage.output.safe import one_line
from klage.store import drafts, office
from klage.store import handover as stored

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from klage.domain.draft import Draft
    from klage.domain.standin import Turn
    from klage.domain.step import Step
    from klage.session import Session

NAMES = "Den har borgernes navne og tekster; kun du kan læse filen."
FORMATS = ("txt", "md", "html", "docx")
HOW = (
    ("Dagens liste", "klage frister"),
    ("Ring til den næste", "klage ring"),
    ("Ikke truffet", "klage opkald NR ikke"),
    ("Talt med borgeren", "klage opkald NR"),
    ("Hele sagen", "klage vis NR"),
    ("En ny klage", "klage ny"),
)
"""What a stand-in types, by what has happened."""


class _Known(NamedTuple):
    """What is the same for every case, read once: whom concerns go to, the themes, and what lies as drafts."""

    receiver: str | None
    themes: "Mapping[str, str]"
    drafts: "Mapping[int | None, Sequence[Draft]]"


def write(
    session: "Session", found: DueList, file: Path | None, *, plain: bool, names: bool, overwrite: bool
) -> None:
    """Show the handover, or write it to a file of the user's own in the format that its name says.

    Raises:
        InvalidValueError: The file's name says no format, there is such a file already, or Word's extra is missing.
    """
    form = None if file is None else _format_of(file)
    if form is not None and plain:
        raise InvalidValueError("--plain er til skærmen. Udelad det sammen med --ud.")
    with_names = names or (file is None and sys.stdout.isatty())
    made = page(session, found, complete=with_names)
    if file is None or form is None:
        options.show_page(session, made, plain=plain, names=names)
        return
    content = _written(made, form, document.Wanted(names, session.now))
    to_file.save(session, file, [content], overwrite=overwrite, about_cases="frister" if names else None)
    left_out = NAMES if names else "Navne og tekster er udeladt; --med-navne tager dem med."
    options.say(session, f"Overdragelsen er skrevet i {one_line(str(file))}. {left_out}")


def _format_of(file: Path) -> str:
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise InvalidValueError("Kald filen noget med .txt, .md, .html eller .docx, fx overdragelse.docx.")
    return form


def _written(made: Page, form: str, wanted: document.Wanted) -> str | bytes:
    if form == "txt":
        return page_as_document(made, with_names=wanted.names)
    return document.WRITERS[form](made, wanted)


def page(session: "Session", found: DueList, *, complete: bool) -> Page:
    """Return the handover; one without names says so itself."""
    heaps, known = handover.heaps(found, stored.waiting(session.register)), _known(session)
    sections = [
        Section(paragraphs=[handover.counted(heaps, session.now), _office(session), call_sheet.RULES]),
        Section("Sådan gør du", fields=[*(Field(when, line) for when, line in HOW), _gap(complete)], level=1),
    ]
    for heap in heaps:
        sections.append(Section(heap.heading, paragraphs=[_counted(heap)], level=1))
        sections += [_case(session, turn, known) for turn in heap.turns]
    return Page("Overdragelse", sections)


def _known(session: "Session") -> _Known:
    lying: dict[int | None, list[Draft]] = {}
    for each in reversed(drafts.all_of(session.register)):
        lying.setdefault(each.case_id, []).append(each)
    receiver = office.setting(session.register, child_concern.RECEIVER_KEY)
    return _Known(receiver, office.theme_labels(session.register), lying)


def _counted(heap: handover.Heap) -> str:
    if len(heap.turns) == 1:
        return "1 sag."
    first = "den nærmeste frist" if heap.turns[0].entries else "den ældste"
    return f"{danish.count(len(heap.turns), 'sag', 'sager')}, {first} først."


def _gap(complete: bool) -> Field:
    return Field("Navne og tekster", None if complete else "er ikke med her; slå dem op med klage vis NR")


def _office(session: "Session") -> str:
    """Return what a stand-in must know of the office: its name, its number, and when it is open."""
    names = [office.setting(session.register, key) for key in ("office", "municipality")]
    phone = office.setting(session.register, "phone")
    known = [name for name in names if name] + ([f"tlf. {phone}"] if phone else [])
    hours = office_words.week_sentence(office.opening_hours(session.register))
    return f"{', '.join(known)}. {hours}" if known else hours


def _case(session: "Session", turn: "Turn", known: _Known) -> Section:
    case, complaint = turn.case, turn.case.complaint
    closed = "" if case.closed_at is None else ", afsluttet"
    return Section(
        f"Sag {case.number}{closed}",
        fields=[
            Field("Gør nu", handover.to_do(turn, session.now, known.receiver)),
            Field("Borgeren", standin.citizen(complaint), personal=True),
            Field("Kontakt", standin.approach(complaint)),
            Field("Klagen", standin.matter(complaint, known.themes)),
            Field("Kort fortalt", standin.in_short(complaint.summary), personal=True),
            Field("Opkald", standin.every_call(case.calls)),
            Field("Aftalt", handover.latest_agreement(case), personal=True),
            *(Field("Kladde", handover.drafted(draft)) for draft in known.drafts.get(case.id, ())),
            *(field for step in case.waiting_steps for field in _promised(session, step, case.number)),
        ],
    )


def _promised(session: "Session", step: "Step", number: str) -> "Iterator[Field]":
    yield Field("Lovet borgeren", handover.promised(step, number, session.today))
    yield Field("Det lovede", step.what, personal=True)
