"""What plain Danish is held to, as patterns over the texts, each with the reason that it is a rule.

Source: Dansk Sprognævn's Retskrivningsordbogen §§ 42-60 (startkomma), the state's klarsprog guides, and design.md:
the citizen is *borger*, the user is *du*, nobody is blamed, and nothing shouts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Rule(NamedTuple):
    """A pattern that no text may have, and why."""

    reason: str
    pattern: re.Pattern[str]


def _words(*words: str) -> str:
    return rf"(?i:(?<![\w./-])({'|'.join(words)})(?![\w/-]|\.\w))"


RULES = tuple(
    Rule(reason, re.compile(pattern))
    for reason, pattern in (
        ("klage råber ikke", r"!"),
        ("skriv, hvad der skal gøres, uden kontorhøflighed", _words("venligst", "vær venlig", "bedes", "såfremt", "vedrørende", "henblik på")),
        ("sig, hvad der er galt, og ikke kun, at det er galt", _words("ugyldig", "ugyldigt", "ugyldige", "fejlet", "fejlede", "mislykkedes", "uventet")),
        ("brugeren er du, ikke De", r"(?<=[a-zæøå,] )(De|Dem|Deres)\b"),
        ("brugeren er du, også når klage taler om ham", _words("brugeren", "brugerens")),
        ("den, der klager, er borger", _words("klageren", "klagerens", r"klager\(en\)", "klienten", "kunden")),
        ("ingen får skyld", _words("glemte", "glemt at", "sjusket", "skyldes dig", "tastet forkert")),
        ("fx, som resten af teksterne", r"\bf\.eks\.|\bfor eksempel\b"),
        ("skriv ordet ud", r"\b(evt|bl\.a|ift|ifm|mht|pga|inkl|ekskl|mv|m\.v|osv|vedr|d\.v\.s|dvs|jf)\."),
        ("vælg et af dem", r"\bog/eller\b"),
        ("der er et dansk ord", _words(
            "case", "cases", "default", "input", "output", "stdin", "stdout", "update", "updated", "folder", "file",
            "error", "command", "option", "options", "login", "deadline", "feedback", "workflow", "tool", "path",
            "string", "token", "delete", "cancel", "server", "user", "password", "timestamp", "template", "draft",
            "support", "issue", "dashboard", "matche", "matcher", "uploade", "downloade", "liste op", "browse",
        )),
        ("ingen store bogstaver for at råbe", r"(?<![\w{<$-])(?!(?:NR|FIL|JSON|CSV|CPR|UTF|TAL|DATO|TID|NAVN|ÅR|HTML|GDPR|ESDH|SPSO|README|KOMMANDO|TILVALG|ARGUMENTER|OFL|TOML|ISO|MB|GB|kB|CRON_TZ|NYT|INSTANS|NIVEAU|STATUS|FORMAT|USB|AFDELING|TEMA|KLAGE_\w+|PAGER|LESS|EDITOR|VISUAL|SORTERING|BASH|ZSH|FISH|NO_COLOR|EMNE|DA|A4|TERM)\b)[A-ZÆØÅ_]{3,}\b"),
        ("citationstegn er »«", r"[“”„\"]"),
        ("et mellemrum ad gangen", r"(?<=[.,:;]) {2,}(?=[a-zæøåA-Z])"),
        ("mellemrum mellem tal og tegn", r"[\d}]%|§\d"),
        ("klokken skrives 12.09", r"\bkl\. ?\d\d?:\d\d"),
        ("programmet hedder klage med lille", r"(?:^|[.:?] )Klage (kender|spørger|husker|ved|gør|ser|regner|læser|viser|kan|har|skriver|afgør|gætter|finder|tager|siger)\b"),
        ("et spørgsmål har sit spørgsmålstegn", r"^(?!.*, (?:så|siger) )(?:Fik|Følte|Bekræftede|Talte|Blev|Vil|Har|Fastholder|Skal) (?:borgeren|du|I|sagen)\b[^?]*$"),
        ("et spørgsmål har sit spørgsmålstegn", r"^(?:Hvornår|Hvorfor|Hvordan) (?:skete|blev|taler|gik|kom)\b[^?]*$|^Hvem (?:gør|går|er)\b[^?]*$"),
        ("mellemrum efter tegn", r"[a-zæøå],[a-zæøå]"),
    )
)  # fmt: skip

# --- commas ----------------------------------------------------------------------------------------------

_BEFORE_ANY = r"(?:^|[,:;.?!(»–-]|\{…\}|\|)\s*$"
_JOINED = r"\b(?:og|eller|men|kun|også|først|selv|især|som|end|netop|uanset|undtagen|lige|bare|alt efter|ligesom|samt|både|hverken|enten|sådan|heller|så|fx|ikke|uden|snart) *$"

_SUBJECT = (
    "det|den|de|du|der|I|vi|man|han|hun|borgeren|borgerne|klagen|klagerne|sagen|sagerne|kommunen|kontoret|afdelingen"
    "|noget|nogen|ingen|intet|alle|alt|opkaldet|opkaldene|registret|filen|mailen|brevet|fristen|løftet|andre"
    "|kopien|listen|handlingen|et|en|jeg|løsningen|samtalen|afgørelsen|medhold|klagevejledningen"
)
_VERB = (
    "er|var|har|havde|kan|kunne|skal|skulle|vil|må|bliver|blev|ikke|står|stod|ligger|hører|mangler|passer|kom|kommer"
    "|gælder|siger|begynder|ender|går|findes|viser|læser|gør|hedder|ligner|venter|følger|følte|ringer|klager|bruger"
    "|rummer|modtager|tager|skete|sker|haster|tæller"
)
_NO_RELATIVE = (
    "er|var|kan|bliver|blev|står|stod|kom|kommer|skal|har|findes|ligger|mangler|hvad|hvem|og|at|så|når|hvis|om|som|end|men"
    "|gik|sker|hvor|fordi|mens|eller|før|siden|også|nu|ikke|vil|må|indtil|ville|da|medmindre|ellers|derfor|hvornår|for|til"
)
_ASKED = r"\b(?:hvilke[nt]?|hvor|jo|så) \w+ *$"
"""Before "der" in a question within a sentence, and in "jo længere der": there is no comma there."""

CLAUSES = (
    (re.compile(rf"\bat (?=(?:{_SUBJECT})\b)"), re.compile(rf"{_BEFORE_ANY}|{_JOINED}")),
    (re.compile(r"\b(?:når(?! frem)|hvis|fordi|medmindre|selvom|hvorvidt) "), re.compile(rf"{_BEFORE_ANY}|{_JOINED}")),
    (re.compile(rf"\bom (?=(?:{_SUBJECT}) (?:{_VERB})\b)"), re.compile(rf"{_BEFORE_ANY}|{_JOINED}")),
    (re.compile(rf"\bder (?=(?:{_VERB})\b)"), re.compile(rf"{_BEFORE_ANY}|{_ASKED}|\b(?:{_NO_RELATIVE}) *$", re.IGNORECASE)),
    (re.compile(rf"\bsom (?=(?:{_VERB}|du|klage|I|der)\b)"), re.compile(rf"{_BEFORE_ANY}|{_JOINED}")),
    (
        re.compile(rf"\b(?:hvad|hvem|hvor|hvornår|hvordan|hvorfor|hvilken|hvilket|hvilke) (?=(?:{_SUBJECT}|\w+ (?:{_VERB}))\b)"),
        re.compile(rf"{_BEFORE_ANY}|{_JOINED}", re.IGNORECASE),
    ),
)  # fmt: skip
"""Where a clause begins, and what may stand before it: a comma, the beginning, or a word that it hangs on."""


def prose(text: str) -> str:
    """Return a text without what is not prose: the examples and columns of a help page, options and codes."""
    paragraphs = re.split(r"\n\s*\n", text)
    kept = [
        block for block in paragraphs if not re.match(r"\s*(klage|echo|export) |\s*Eksempler:\s*$", block)
    ]
    # What is typed has the quotation marks of the keyboard.
    kept = [re.sub(r'((?:--[\w-]+|\bfx|\bklage(?: \w+)+) )"[^"\n]*"', r"\1…", block) for block in kept]
    lines = (re.sub(r"\s*\n\s*", " ", block) if "   " not in block else block for block in kept)
    return "\n".join(lines).strip()


def broken_rules(text: str) -> Iterator[str]:
    """Yield the reason of each rule that a text breaks, with the piece that breaks it."""
    for rule in RULES:
        for found in rule.pattern.finditer(prose(text)):
            yield f"{rule.reason}: …{_around(prose(text), found)}…"


def missing_commas(text: str) -> Iterator[str]:
    """Yield each place where a clause seems to begin without a comma before it."""
    # A line with columns is a list, and no sentence.
    for line in (each for each in prose(text).split("\n") if "   " not in each):
        for clause, before in CLAUSES:
            for found in clause.finditer(line):
                if not before.search(line[: found.start()]):
                    yield _around(line, found)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 25) : found.end() + 15]


VERB = re.compile(r"\b(er|har|kan|skal|bliver|blev|findes|mangler|ligger|står|hører|må|var|vil|passer|kendes)\b", re.IGNORECASE)  # fmt: skip
ENDED = re.compile(r"[.?:)…»]$|\}$|-$|(^|: |med |\n)(klage|--)[^.]*(\.\w+)?$")
"""A full stop, a question mark, a value, or a line to be typed, to which a full stop would be a letter more."""

NO_END = frozenset(
    {
        "Hvad vil borgeren gerne opnå? Skriv det kort",
        "Hvad er aftalt at følge op på, og hvem gør det? Skriv det kort",
        "I {…} var {…}{…} omfattet af ordningen",
        "Borgermægleren kan ikke tage stilling til, om der er begået fejl, og kan ikke ændre en afgørelse",
        "En mægler kan ikke tage stilling til, om der er begået fejl, og kan ikke ændre en afgørelse",
        "Et dialogmøde afgør ikke, om der er begået fejl, og ændrer ikke en afgørelse",
        "Manglende svar / kan ikke få kontakt",
        "Borgeren har bekræftet, at klagen lægges ned",
        "Skulle ringes op, og fristen er udløbet",
        "Tid fra klagen kom, til der blev ringet og talt",
        "Der var brud på en regel i {…} og en dårlig oplevelse i {…}; en sag med begge dele",
    }
)
"""What another text goes on after, what a prompt puts its own mark after, and headings that are a sentence long."""


def lacks_its_end(text: str) -> bool:
    """Tell whether a text is a sentence, by a capital, a verb and seven words, and has no full stop."""
    line = prose(text).split("\n")[-1].strip()
    is_sentence = line[:1].isupper() and bool(VERB.search(line)) and len(line.split()) >= 7
    return is_sentence and not ENDED.search(line) and text not in NO_END
