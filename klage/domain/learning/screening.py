"""What in a free text can lead to a person: the words that keep it from being published.

A text that is published must hold no CPR number (masked ones show a birthday and count too), no phone
number, e-mail, address, case number or journal number, and no name that the register has recorded
(domain.md 1.9, 7.6; LGSCO's warning that details of every complaint can identify who complained, 3.2).
It is stopped, never changed: whoever wrote it knows what it can do without. When in doubt it is stopped.

How a name is known. Recorded names are compared word by word, folded (``domain.folding``), with or
without the s of the genitive. A word that is part of a recorded name is taken for the name

* where it is written with a capital inside a sentence, for Danish gives capitals to names only; and
* anywhere else (first in a sentence, in lower case, in a heading in capitals), unless it is also a
  common Danish word (``COMMON``: Bo, Holm, Liv, Per, Skov …);
* a recorded name with all its words in order is found however it is written.

The particles of names (``von``, ``de``) and single letters say nothing alone. What this cannot find is
told in the README: a nickname, a name that the register does not have, a story that only one can have.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from klage.domain import phone
from klage.domain.case_number import BASE
from klage.domain.folding import fold, words

Kind = Literal["cpr", "phone", "e_mail", "address", "case_number", "journal_number", "name"]

LABELS: dict[Kind, str] = {
    "cpr": "et CPR-nummer",
    "phone": "et telefonnummer",
    "e_mail": "en e-mailadresse",
    "address": "en adresse",
    "case_number": "et sagsnummer",
    "journal_number": "et journalnummer",
    "name": "et navn, der står i registret",
}

COMMON = frozenset(
    words(
        # What is a word before it is a first name …
        "ask aske asta bent birk bo dag dan due ella else ester ellen falk finn frida frode gave grete gry hans "
        "helle hjalmar iris ivar jul karl kim kaj lærke lilje liv lone love maj maja marie mark may mille "
        "my otto per poul ravn ro rose sander sara signe sol sten stig stine storm sune svend søren tage tea "
        "tom tove tue ung vera viggo viola winter åse eva ane anne bror bjørn bjarne kai ulla "
        # … and before it is a last name.
        "bak bakke bank beck berg bjerg bjerre bonde borg borch bro brandt brink brun bruun buch busk bæk bøg "
        "dahl dal dam damgård dybdal eg elm enevoldsen eng engel fisker fjeld friis frost fugl fuglsang gade "
        "gammelgård gren grøn grønne gylden gård hald hammer hauge have hede hein hjort hoff holm holt hus hvid "
        "høj høst juul kjær kirk klit klint klok knap koch kold krag krog kruse kær lang lange lassen lind "
        "lindberg lund lunde lynge lyng løve lyk lykke mark meyer mose munk munch møller nord nør nørre ny nygård "
        "nyborg olivier palm panter park plads post prip præst quist rask ravn ring ris rod rosen rye sand "
        "schack skov skovgård skou smed smidt smith sommer sort stage steen stein stern stor storm strand "
        "strøm sund svane sø søgård sønder sørig tang thor thorn toft torp trane vad vang ved vest vester vind "
        "vinter vissing voss vest wind winther øst øster ørn ågård å ås"
    )
)
"""Words that are in use apart from being names, folded."""

PARTICLES = frozenset(words("af al ap da de del den der di dos du el la le san st ter the van von y zu"))

_TOKEN = re.compile(r"[^\W_]+(?:['’]s\b)?")
_TITLES = frozenset(words("hr fr fru frk dr familien"))
_SENTENCE_ENDS = re.compile(r"(?:[.!?:;\n\r•*]\s*|(?:^|\s)[\"»«“”(]\s*|\s[–—-]\s+)$")
_DASH = r"\-\u2010-\u2015\u2212"

_CPR = re.compile(rf"(?<!\d)\d{{6}}\s?[{_DASH}]?\s?(?:\d{{4}}|[xX*]{{4}})(?![\dX])")
_E_MAIL = re.compile(r"[^\s@<>,;:()]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>,;:()]+\.[^\W\d_]{2,}")
_DIGITS = re.compile(rf"(?<![\d,])(?:\+|00)?\d(?:[ .\u00a0/{_DASH}]{{0,2}}\d){{5,}}(?![\d%])")
_DATE = re.compile(
    rf"(?:\d{{1,2}}[./{_DASH}]\s?\d{{1,2}}[./{_DASH}]\s?\d{{2,4}}|\d{{4}}[{_DASH}]\d{{2}}[{_DASH}]\d{{2}}"
    rf"|(?:19|20)\d\d\s?[/{_DASH} ]\s?(?:19|20)\d\d)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:[ -]\d{1,3}(?:\.\d{3})+)*")
_CASE = re.compile(rf"(?<![\d/])((?:19|20)\d\d)[{_DASH}](\d{{1,6}})(?!\d|[{_DASH}]\d)")
_SPOKEN_CASE = re.compile(
    r"\bsag(?:s?nr\.?|snummer(?:et)?|en)?\s*(?:(?:nr\.?|nummer)\s*)?[:#]?\s*\d{1,6}\b(?!-\d)", re.IGNORECASE
)
_JOURNAL = re.compile(
    r"(?<![\d.])\d{2}(?:\d{2})?/(?!(?:19|20)\d\d\b)\d{4,8}(?!\d)|\b\d{2}\.\d{2}\.\d{2}-[A-ZÆØÅ]\d{2}(?:-\d+-\d+)?"
)
_STREET = re.compile(
    r"\b(?:[^\W\d_][\w'’-]+?|[^\W\d_][\w.'’-]*\s)"
    r"(?:vej|gade|all[eé]|stræde|vænge|boulevard|bakke|park|have|sti|torv|plads|toft|gård|kaj|lund|mark|vang|kær"
    r"|brink|gyde|kvarter|høj|ager|løkke|eng|dal|skov|led)(?:e?n|e?t)?"
    r"\s+(?:nr\.?\s*)?\d{1,3}\s?[a-zæøå]?\b"
    r"(?!\s*(?:%|procent|gang|dage?\b|døgn|uge|måned|år|time|minut|klage|sag|borger|forsøg|opkald|person|medarbejder))",
    re.IGNORECASE,
)
_POSTAL = re.compile(r"(?<![\d.,])(?:DK[- ]?)?(\d{4})\s+([A-ZÆØÅ][^\W\d_]+)")
_FREDERIKSBERG = ("frederiksberg", "kobenhavn", "kbh")


class Finding(NamedTuple):
    """A piece of a text that keeps it from being published; ``place`` counts words from 1."""

    kind: Kind
    word: str
    place: int


Find = Callable[[str], Sequence[Finding]]
"""What finds in a text that which keeps it from being shared."""


class Stopped(NamedTuple):
    """A text that is not shared: what it is, in which field, and the first thing that stopped it."""

    what: str
    field: str
    finding: Finding

    def sentence(self, *, with_word: bool) -> str:
        """Return what is in the text; the word itself may be a name and is only for the user's own eyes."""
        word = f" ({self.finding.word})" if with_word else ""
        return f"{self.what}, {self.field}: {LABELS[self.finding.kind]}{word}, ord nr. {self.finding.place}."


class Word(NamedTuple):
    """A word of a text: as it stands, folded, where it begins, and whether a capital there says nothing."""

    text: str
    folded: str
    at: int
    is_first: bool


@dataclass(frozen=True)
class Recorded:
    """What of a text's words the register has recorded.

    Attributes:
        parts: Folded words that are part of a recorded name.
        names: Recorded names of several words, folded.
        phones: Recorded phone numbers, as they are stored.
        cases: Keys of cases.
        journals: Folded journal numbers.
    """

    parts: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[tuple[str, ...]] = field(default_factory=frozenset)
    phones: frozenset[str] = field(default_factory=frozenset)
    cases: frozenset[int] = field(default_factory=frozenset)
    journals: frozenset[str] = field(default_factory=frozenset)


class Asked(NamedTuple):
    """What the register is asked about texts: folded words, phone numbers and case keys that stand in them."""

    words: frozenset[str]
    phones: frozenset[str]
    cases: frozenset[int]


def asked(texts: Iterable[str]) -> Asked:
    """Return what must be looked up before texts can be screened."""
    found, phones, cases = set[str](), set[str](), set[int]()
    for text in texts:
        for word in tokens(text):
            found |= _forms(word.folded)
        phones |= {_compact(match.group()) for match in _DIGITS.finditer(text)}
        cases |= {int(match[1]) * BASE + int(match[2]) for match in _CASE.finditer(text)}
    return Asked(frozenset(found), frozenset(phones), frozenset(cases))


def findings(text: str, recorded: Recorded) -> tuple[Finding, ...]:
    """Return what keeps a text from being published, in the order it stands there."""
    found = sorted(_all(text, recorded), key=lambda each: (each[1], each[2]))
    starts = [word.at for word in tokens(text)]
    places: dict[tuple[Kind, int], Finding] = {}
    for kind, start, end in found:
        place = 1 + sum(at < start for at in starts)
        places.setdefault((kind, place), Finding(kind, text[start:end].strip(), place))
    return tuple(places.values())


def tokens(text: str) -> list[Word]:
    """Return the words of a text."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()]
        is_titled = bool(found) and found[-1].folded in _TITLES
        is_first = not is_titled and (not before.strip() or _SENTENCE_ENDS.search(before) is not None)
        found.append(Word(match.group(), fold(match.group()).replace(" ", ""), match.start(), is_first))
    return found


def _all(text: str, recorded: Recorded) -> Iterator[tuple[Kind, int, int]]:
    """Yield the kind, start and end of every finding, numbers that are known as something else left out."""
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    yield from _postal(text)
    numbers = list(_cases(text, recorded))
    yield from numbers
    known = [match.span() for pattern in (_CPR, _JOURNAL) for match in pattern.finditer(text)]
    known += [(start, end) for _, start, end in numbers]
    yield from _phones(text, recorded, known)
    yield from _journals(text, recorded)
    yield from _names(tokens(text), recorded)


_PATTERNS: dict[Kind, re.Pattern[str]] = {
    "cpr": _CPR, "e_mail": _E_MAIL, "address": _STREET, "case_number": _SPOKEN_CASE, "journal_number": _JOURNAL,
}  # fmt: skip


def _cases(text: str, recorded: Recorded) -> Iterator[tuple[Kind, int, int]]:
    for match in _CASE.finditer(text):
        number = int(match[1]) * BASE + int(match[2])
        # 2015-2016 is a number of years, unless there is such a case.
        if number in recorded.cases or not (len(match[2]) == 4 and match[2][:2] in ("19", "20")):
            yield "case_number", match.start(), match.end()


def _postal(text: str) -> Iterator[tuple[Kind, int, int]]:
    for match in _POSTAL.finditer(text):
        # "I 2018 Socialforvaltningen": the codes that look like years are those of Frederiksberg.
        is_year = match[1].startswith(("19", "20")) and not fold(match[2]).startswith(_FREDERIKSBERG)
        if not is_year:
            yield "address", match.start(), match.end()


def _phones(
    text: str, recorded: Recorded, known: Sequence[tuple[int, int]]
) -> Iterator[tuple[Kind, int, int]]:
    for match in _DIGITS.finditer(text):
        start, end = match.span()
        number = _compact(match.group())
        is_other = any(first < end and start < last for first, last in known)
        if number in recorded.phones or not (is_other or _is_no_phone(match.group(), number)):
            yield "phone", start, end


def _is_no_phone(typed: str, number: str) -> bool:
    """Tell whether digits are a date, a span of years, a big number, or too few for a Danish number."""
    if _DATE.fullmatch(typed) or _THOUSANDS.fullmatch(typed):
        return True
    return len(number) < 8 or (len(number) > 8 and not phone.is_foreign(typed) and "." in typed)


def _compact(typed: str) -> str:
    return phone.normalised(re.sub(rf"[{_DASH}]", "-", typed).replace("\u00a0", " ")) or ""


def _journals(text: str, recorded: Recorded) -> Iterator[tuple[Kind, int, int]]:
    if not recorded.journals:
        return
    found = tokens(text)
    for number in recorded.journals:
        wanted = number.replace(" ", "")
        for place, word in enumerate(found):
            joined = ""
            for last in found[place : place + 8]:
                joined += last.folded
                if joined == wanted:
                    yield "journal_number", word.at, last.at + len(last.text)
                if len(joined) >= len(wanted):
                    break


def _names(found: Sequence[Word], recorded: Recorded) -> Iterator[tuple[Kind, int, int]]:
    for word in found:
        if _forms(word.folded) & recorded.parts and _is_name(word):
            yield "name", word.at, word.at + len(word.text)
    for name in recorded.names:
        for place in range(len(found) - len(name) + 1):
            several = found[place : place + len(name)]
            if all(part in _forms(word.folded) for part, word in zip(name, several, strict=True)):
                yield "name", several[0].at, several[-1].at + len(several[-1].text)


def _is_name(word: Word) -> bool:
    """Tell whether a word that is part of a recorded name is that name here."""
    if word.folded in PARTICLES or len(word.folded) < 2:
        return False
    is_capital = word.text[0].isupper() and not (word.text.isupper() and len(word.text) > 2)
    return (is_capital and not word.is_first) or not _forms(word.folded) & COMMON


def _forms(folded: str) -> set[str]:
    """Return a folded word and what it may be the genitive of: Hansens, Lars', Mads's."""
    return {form for form in (folded, folded.removesuffix("s")) if len(form) > 1}
