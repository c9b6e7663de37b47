"""Everything that is held on one person, in a file for the one who asks (GDPR article 15)."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from klage import clock
from klage.commands import historik, options, to_file, vis
from klage.domain import danish, draft
from klage.domain.case_number import number_from, number_text
from klage.domain.held import OWN, REASONS, Why
from klage.errors import InvalidValueError, NotFoundError
from klage.output.documents import markdown
from klage.output.page import Page, Section, page_as_document
from klage.output.safe import json_escaped, one_line
from klage.store import cases, drafts, held, story

if TYPE_CHECKING:
    from klage.session import Session

FORMATS = ("md", "txt", "json")

ARTICLE = "databeskyttelsesforordningens artikel 15"
CONTAINS = (
    "Med er alt, hvad registret rummer om sagerne: klagen, opkald, løfter, mægling, kontakt med afdelingen, klagerejse,"
    " afslutninger, kladder, de læringspunkter og eksempler, som sagerne indgår i, og hele sagernes historik, også det,"
    " der er rettet eller fortrudt."
)
MISSING = (
    "Ikke med er det, der ligger uden for registret: journalen og fagsystemerne, mails og breve, filer, klage har"
    " skrevet tidligere, ældre sikkerhedskopier og historikken for læringspunkter. Det, der er slettet ved anonymisering, findes ikke mere."
)
READ_IT = (
    "Læs hele filen igennem, før du udleverer den: Andre personers navne og forhold kan stå i teksterne, og dem kan"
    " et program ikke finde. Artikel 15 kræver også, at borgeren får at vide, hvad formålet er, hvem der modtager"
    " oplysningerne, hvor længe de gemmes, og hvilke rettigheder borgeren har; det skriver du i følgebrevet."
)
WHICH = "Hvilke af sagerne er personens? Enter tager dem, der er fundet på navn, telefon eller nummer."
FOR_YOU = "Til dig, der udleverer filen (slet dette afsnit)"
NOW = "Sådan står sagen nu."
STORY = "Alt, hvad der er sket med sagen, ældst først."
ERASED = "Registreringen er fortrudt. Kun historikken er tilbage."


def write(session: "Session", file: Path, form: str | None, *, overwrite: bool) -> None:
    """Ask who it is and which cases are theirs, and write all that is held on them.

    Raises:
        InvalidValueError: The file has no format, is the register itself, or there is no terminal.
        NotFoundError: No case was found, or none was chosen.
    """
    form = _format_of(file, form)
    if not session.interactive:
        options.needs_terminal(
            "Hvem det drejer sig om, og hvilke sager der er personens, skal du svare på selv."
        )
    to_file.refuse_register(session, file)
    typed = session.prompter.ask("Navn, telefonnummer eller sagsnummer")
    chosen = _chosen(session, held.find(session.register, typed, _as_case(session, typed)))
    with session.register.snapshot():
        text = _as_json(session, chosen) if form == "json" else _as_text(session, chosen, form)
    to_file.save(session, file, [text], overwrite=overwrite, about_cases="eksport")
    options.say(
        session, f"{danish.count(len(chosen), 'sag', 'sager')} er skrevet i {one_line(str(file))}.", READ_IT
    )


def _format_of(file: Path, form: str | None) -> str:
    found = (form or file.suffix.removeprefix(".")).lower()
    if str(file) == "-" or found not in FORMATS:
        raise InvalidValueError(
            "Kald filen noget med .md, .txt eller .json; indsigt bliver altid skrevet i en fil."
        )
    return found


def _as_case(session: "Session", typed: str) -> int | None:
    try:
        return number_from(typed, clock.to_local(session.now).year)
    except InvalidValueError:
        return None


def _chosen(session: "Session", found: dict[int, Why]) -> list[int]:
    """Show the cases that were found and why, and return those that the user says are the person's."""
    if not found:
        raise NotFoundError("Der er ingen sager med det navn eller nummer. Prøv en anden stavemåde.")
    offered = [(number_text(key), _offer(session, key, why)) for key, why in found.items()]
    numbers = session.prompter.choose_several(WHICH, offered)
    own = [number_text(key) for key, why in found.items() if why in OWN]
    numbers = numbers or tuple(own)
    if not numbers:
        raise NotFoundError("Der er ikke valgt nogen sag. Intet er skrevet.")
    return [key for key in found if number_text(key) in numbers]


def _offer(session: "Session", key: int, why: Why) -> str:
    """Return ``2014-0003 Bo Ågesen, Ydelse (navn eller telefon)``."""
    if not cases.exists(session.register, key):
        return f"{number_text(key)} fortrudt ({REASONS[why]})"
    complaint = cases.get(session.register, key).complaint
    who = ", ".join(filter(None, (complaint.citizen_name, complaint.department))) or "uden navn"
    return f"{number_text(key)} {who} ({REASONS[why]})"


def _heading(session: "Session", chosen: list[int]) -> list[Section]:
    numbers = danish.enumeration([number_text(key) for key in chosen])
    when = danish.long_instant(session.now)
    first = f"Indsigt efter {ARTICLE}. Skrevet {when} af registret klage. Det drejer sig om {numbers}."
    return [Section(paragraphs=[first, CONTAINS, MISSING]), Section(FOR_YOU, paragraphs=[READ_IT])]


def _as_text(session: "Session", chosen: list[int], form: str) -> str:
    sections = _heading(session, chosen)
    for key in chosen:
        sections += _case_sections(session, key)
    page = Page("Oplysninger om en borger", sections)
    return (
        markdown.as_markdown(page, with_names=True)
        if form == "md"
        else page_as_document(page, with_names=True)
    )


def _case_sections(session: "Session", key: int) -> list[Section]:
    """Return a case as it stands, then all that has happened to it."""
    if cases.exists(session.register, key):
        page = vis.case_page(session, cases.get(session.register, key))
        found = [Section(page.title, paragraphs=[NOW], level=1), *page.sections]
    else:
        found = [Section(f"Sag {number_text(key)}", paragraphs=[ERASED], level=1)]
    happened = [historik.event_section(entry, names=True) for entry in story.of_case(session.register, key)]
    lying = [
        Section(f"Kladde fra {danish.long_instant(each.written_at)}", paragraphs=draft.texts(each.content))
        for each in drafts.of_case(session.register, key)
    ]
    return [
        *found,
        *lying,
        Section(f"Historik for sag {number_text(key)}", paragraphs=[STORY], level=1),
        *happened,
    ]


def _as_json(session: "Session", chosen: list[int]) -> str:
    told = {
        "legal_basis": "GDPR article 15",
        "written_at": clock.to_text(session.now),
        "contains": CONTAINS,
        "not_included": MISSING,
        "read_before_handing_out": READ_IT,
        "cases": [_case_object(session, key) for key in chosen],
    }
    return json_escaped(json.dumps(told, ensure_ascii=False, indent=2)) + "\n"


def _case_object(session: "Session", key: int) -> dict[str, object]:
    there = cases.exists(session.register, key)
    found = vis.case_object(session, cases.get(session.register, key), names=True) if there else {}
    events = [historik.event_object(entry, names=True) for entry in story.of_case(session.register, key)]
    lying = [
        {"kind": each.kind, "written_at": clock.to_text(each.written_at), "content": each.content}
        for each in drafts.of_case(session.register, key)
    ]
    return {"case_no": number_text(key), **found, "drafts": lying, "history": events}
