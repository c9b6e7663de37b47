"""Letters to citizens: what a template may ask for, what is known of it, and a letter without a hole.

A template is text with names in braces. Nothing in it is carried out, what is put in is never looked at
again, and a name that is not known or has nothing behind it stops the letter. No letter decides anything:
it says what was promised and what the law asks of others (FVL § 7; RSL §§ 66 and 67).
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from klage.clock import to_local
from klage.domain import citizen_letter_texts, cpr, danish
from klage.domain.appeal import COMMITTEE, LAW, Appeal, is_settled
from klage.domain.call import Call
from klage.domain.case import Case
from klage.domain.vocabulary import OVER_DECISIONS
from klage.errors import InvalidValueError

MAX_TEMPLATE = 20_000

RECEIPT = "kvittering"


class Template(NamedTuple):
    """A kind of letter: what it is for, and the text klage comes with."""

    label: str
    text: str


class Paragraph(NamedTuple):
    """A part of a letter; its lines are kept."""

    text: str
    is_heading: bool = False


TEMPLATES: Mapping[str, Template] = {
    RECEIPT: Template("Kvittering for en klage", citizen_letter_texts.RECEIPT),
    "ikke-truffet": Template("Vi har forsøgt at ringe", citizen_letter_texts.NOT_REACHED),
    "aftale": Template("Det, der blev aftalt i samtalen", citizen_letter_texts.AGREEMENT),
    "videresendelse": Template("Klagen er sendt til rette myndighed", citizen_letter_texts.FORWARDED),
}

_OFFICE = "Sæt det med klage kontor navn."
_BY_ITSELF = None

PLACEHOLDERS: Mapping[str, str | None] = {
    "hilsen": "",
    "navn": "Skriv borgerens navn med klage ret, eller brug {hilsen}, som også passer uden navn.",
    "sagsnummer": "",
    "journalnummer": "Skriv det med klage ret NR --journalnr.",
    "dato": "",
    "modtaget": "",
    "afdeling": "Skriv den med klage ret NR --afdeling.",
    "kommune": _OFFICE,
    "kontor": _OFFICE,
    "kontor_telefon": _OFFICE,
    "aabningstid": "",
    "ringer": _BY_ITSELF,
    "forsoeg": "Der er ikke noteret opkald, hvor I ikke fik talt sammen. Notér dem med klage opkald NR.",
    "samtale": "Der er ikke noteret en samtale med borgeren. Notér den med klage opkald NR.",
    "aftale": "Den seneste samtale har ingen aftale. Skriv den med klage opkald NR --ret N --aftale -.",
    "naeste_skridt": _BY_ITSELF,
    "om_afgoerelsen": _BY_ITSELF,
    "myndighed": "Skriv, hvem klagen er sendt til, med --myndighed.",
}
"""Every name a template may have in braces, with what to do when nothing is known.

Where it is ``None``, the name stands on a line by itself, and the line goes when it does not apply.
"""

_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_NAME = re.compile(r"\{([^{}]*)\}")
_HEADING = "# "
_NOT_REACHED = frozenset({"ikke_truffet", "besked_lagt", "afbrudt"})


class Office(NamedTuple):
    """What the office has set that a letter may tell; ``hours`` is a sentence."""

    municipality: str | None
    name: str | None
    phone: str | None
    hours: str


def template_named(name: str) -> str:
    """Return the code of the template that is meant.

    Raises:
        InvalidValueError: There is none of that name.
    """
    code = name.strip().lower().replace("_", "-")
    if code not in TEMPLATES:
        *some, last = TEMPLATES
        raise InvalidValueError(f"Der er ikke sådan en skabelon. Vælg {', '.join(some)} eller {last}.")
    return code


def check(text: str) -> str:
    """Return a template as it is kept, if a letter can be written from it.

    Raises:
        InvalidValueError: It is empty or too long, has a name that is not known, or a brace without its other half.
    """
    text = "\n".join(
        line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ).strip("\n")
    text = re.sub(r"\n{3,}", "\n\n", text)
    if not text.strip():
        raise InvalidValueError("Skabelonen er tom. Kontorets skabelon er ikke ændret.")
    if len(text) > MAX_TEMPLATE:
        raise InvalidValueError(f"Skabelonen må højst være {danish.number(MAX_TEMPLATE)} tegn.")
    for name in _NAME.findall(text):
        if _key(name) not in PLACEHOLDERS:
            raise InvalidValueError(
                f"Skabelonen har {{{name[:40]}}}, som klage ikke kender. Se navnene med --hjaelp."
            )
    if {"{", "}"} & {*_NAME.sub("", text)}:
        raise InvalidValueError(
            "Skabelonen har en { eller } for meget: De bruges kun om de navne, klage udfylder."
        )
    for line in text.split("\n"):
        alone = _NAME.fullmatch(line.strip())
        for name in () if alone else _NAME.findall(line):
            if PLACEHOLDERS[_key(name)] is _BY_ITSELF:
                raise InvalidValueError(
                    f"{{{name}}} skal stå alene på sin linje, fordi den falder ud, når den ikke passer."
                )
    return text + "\n"


def _key(name: str) -> str:
    return name.strip().lower().translate(_ASCII)


def filled(template: str, values: Mapping[str, str | None]) -> list[Paragraph]:
    """Return the paragraphs of the letter; CPR numbers in what is put in are masked.

    Args:
        template: A template that has been checked.
        values: What is known, by name.

    Raises:
        InvalidValueError: Nothing is known of a name in it; the sentence names it and says what to do.
    """
    empty = [
        name
        for name in dict.fromkeys(_NAME.findall(template))
        if not values.get(_key(name)) and PLACEHOLDERS[_key(name)] is not _BY_ITSELF
    ]
    if empty:
        advice = dict.fromkeys(PLACEHOLDERS[_key(name)] or "" for name in empty)
        names = danish.enumeration([f"{{{name}}}" for name in empty])
        raise InvalidValueError(
            f"Brevet er ikke skrevet, for der er ikke noget at sætte ind for {names}. {' '.join(advice)}"
        )
    paragraphs = (_paragraph(lines, values) for lines in template.strip("\n").split("\n\n"))
    return [paragraph for paragraph in paragraphs if paragraph.text]


def _paragraph(lines: str, values: Mapping[str, str | None]) -> Paragraph:
    is_heading = lines.startswith(_HEADING)  # of the template's own: a citizen's words make no heading
    kept = [_filled_line(line, values) for line in lines.removeprefix(_HEADING).split("\n")]
    return Paragraph("\n".join(line for line in kept if line is not None), is_heading)


def _filled_line(line: str, values: Mapping[str, str | None]) -> str | None:
    alone = _NAME.fullmatch(line.strip())
    if alone and not values.get(_key(alone[1])):
        return None
    return _NAME.sub(lambda found: cpr.masked(values[_key(found[1])] or "")[0], line)


def values(
    case: Case, appeal: Appeal | None, office: Office, *, now: datetime, authority: str | None
) -> dict[str, str | None]:
    """Return what is known of each name.

    Args:
        case: The case.
        appeal: The track of the complaint over a decision, if there is one.
        office: What the office has set.
        now: The present instant.
        authority: Whom the complaint is forwarded to.
    """
    complaint = case.complaint
    spoken = [call for call in case.calls if call.result == "talt_med"]
    return {
        "hilsen": f"Kære {complaint.citizen_name}" if complaint.citizen_name else "Goddag",
        "navn": complaint.citizen_name,
        "sagsnummer": case.number,
        "journalnummer": complaint.journal_no,
        "dato": _day(to_local(now).date()),
        "modtaget": danish.long_day(to_local(complaint.received_at).date()),
        "afdeling": complaint.department,
        "kommune": office.municipality,
        "kontor": office.name,
        "kontor_telefon": office.phone,
        "aabningstid": office.hours,
        "ringer": _calling(case, now),
        "forsoeg": danish.enumeration([danish.long_instant(c.called_at) for c in case.calls if _is_try(c)]),
        "samtale": danish.long_day(to_local(spoken[-1].called_at).date()) if spoken else None,
        "aftale": spoken[-1].agreement if spoken else None,
        "naeste_skridt": _steps(case),
        "om_afgoerelsen": _about_decision(complaint.complaint_kind, appeal),
        "myndighed": authority,
    }


def _day(day: date) -> str:
    return danish.long_day(day).partition(" ")[2]


def _is_try(call: Call) -> bool:
    return call.direction == "ud" and call.result in _NOT_REACHED


def _calling(case: Case, now: datetime) -> str | None:
    """Return what the citizen can expect of a call; nothing where nothing is promised."""
    state = case.standing
    if state.reached_at is not None and state.reason is None:
        return f"Vi talte sammen {danish.long_day(to_local(state.reached_at).date())}."
    if state.reason == "aftalt_opkald" and state.due_at is not None and state.due_at > now:
        return f"Vi har aftalt at tale sammen {danish.long_instant(state.due_at)}."
    if state.ended or case.complaint.contact_preference == "skriv":
        return "Vi skriver til dig om, hvad der sker med din klage."
    if state.reason is None or state.due_at is None:
        return None
    if state.due_at <= now:
        return "Vi ringer til dig for at høre mere om din klage og fortælle, hvad der sker nu."
    return (
        f"Vi lover at ringe til dig senest {danish.long_instant(state.due_at)}. Så kan du fortælle mere om din klage, "
        "og vi fortæller, hvad der sker nu. I samtalen træffer vi ingen afgørelse."
    )


def _steps(case: Case) -> str | None:
    found = case.waiting_steps
    lines = [
        f"Senest {danish.long_day(step.due_on)}: {step.what.strip()}"
        if step.what
        else f"Du hører fra os senest {danish.long_day(step.due_on)}."
        for step in found
    ]
    return "\n".join(lines) or None


def _about_decision(kind: str, appeal: Appeal | None) -> str | None:
    """Return what must be said where a decision may be at issue: who looks at it again, and that the deadline runs."""
    if kind == "uafklaret":
        return f"Klager du over en afgørelse, skal du vide, at klagefristen løber, også mens vi taler sammen. {_GUIDANCE}"
    if kind not in OVER_DECISIONS or (appeal is not None and is_settled(appeal)):
        return None
    opening = "Du klager også over en afgørelse." if kind == "blandet" else "Du klager over en afgørelse."
    return (
        f"{opening} {_reassessed(appeal or Appeal())}Klagefristen løber, også mens vi taler sammen, og du trækker ikke "
        f"klagen tilbage ved at tale med os. {_GUIDANCE}"
    )


_GUIDANCE = "Fristen står i den klagevejledning, du fik sammen med afgørelsen. Har du ikke fået en, så sig det til os."


def _reassessed(appeal: Appeal) -> str:
    if appeal.reassess_result is not None:
        return ""
    if appeal.decided_by == COMMITTEE:
        return "Vi kan ikke ændre den. Klagen skal sendes til Ankestyrelsen. "
    by = f" senest {danish.long_day(appeal.reassess_due_on)}" if appeal.reassess_due_on else ""
    return (
        f"Vi kan ikke ændre den. Den afdeling, der har truffet den, skal se på den igen{by}. Mangler der oplysninger, får "
        "du at vide, hvornår det sker. Får du ikke medhold i det hele, og holder du fast i klagen, bliver den sendt til "
        f"klageinstansen ({LAW}, § 66). "
    )
