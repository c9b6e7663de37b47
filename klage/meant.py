"""What a wrong command was meant to be: a table of the words that people type, and the nearest names.

Loaded only when a command is wrong. Words stand in ASCII and small letters; what is typed with æ, ø and
å is looked up as ae, oe and aa.
"""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from re import split
from unicodedata import normalize

WORDS: tuple[tuple[str, str], ...] = (
    ("idag i dag dagens overblik hjem home start", "alene"),
    ("status", "alene | laering status H"),
    ("opret registrer indtast modtag klage new create insert", "ny"),
    ("mail e-mail email outlook", "ny --mail FIL"),
    ("underretning bekymring barn boern", "ny --underretning | ret NR --underretning"),
    ("deadline deadlines overskredet", "frister"),
    ("ringeliste", "frister --udskriv"),
    ("kalender calendar ics", "frister --alle --ics FIL"),
    ("ringe ringet ringop telefon tilbagekald samtale", "ring | opkald NR"),
    ("sag case se open", "vis NR"),
    ("notat journal journaliser", "vis NR --notat"),
    ("lignende", "vis NR --lignende"),
    ("sager klager alle oversigt ls cases", "liste"),
    ("excel regneark xlsx", "liste --xlsx FIL | import FIL"),
    ("find soege soegning grep", "soeg"),
    ("aftale aftaler lovet", "loefte"),
    ("rediger aendre aendr opdater update modify", "ret NR"),
    ("afslut afsluttet faerdig finish done resolve", "luk NR"),
    ("aabn", "vis NR | genaabn NR"),
    ("afgoerelse ankestyrelsen anke remonstration klagefrist appeal", "genvurdering NR"),
    ("maegler borgermaegler dialogmoede", "maegling NR"),
    ("klagerejse forloeb", "rejse NR"),
    ("kvittering skriv mail-svar", "brev NR"),
    ("skabelon skabeloner", "brev NR | kontor skabeloner"),
    ("flet dublet dubletter", "sammenlaeg NR NR"),
    ("laeringspunkt laeringspunkter", "laering"),
    ("handling handlinger", "laering handlinger"),
    ("tegn effekt ord eksempel eksempler anbefaling anbefalinger svar orienteret tilfoej udgaa", "laering"),
    ("statistik stats statistics beretning aarsberetning opgoerelse tal noegletal", "rapport"),
    ("udgiv offentlig offentliggoer publicer", "rapport --offentlig"),
    ("udskriv udskrift print papir", "frister --udskriv | vis NR --notat | brev NR | rapport"),
    ("indlaes importer hent upload", "import FIL | gendan"),
    ("eksporter gem udtraek csv", "eksport FIL"),
    ("indsigt aktindsigt person", "eksport FIL --person"),
    ("kopi kopier sikkerhedskopi sikkerhedskopier", "backup | gendan"),
    ("log haendelser aendringer", "historik"),
    ("annuller tilbage", "fortryd"),
    ("gentag redo", "fortryd --om"),
    ("slet fjern delete remove", "fortryd | anonymiser NR"),
    ("glem forget gdpr sletning", "anonymiser NR | kontor sletning"),
    ("kontrol kontroller verify doctor", "tjek"),
    ("indstillinger indstilling opsaetning opsaet konfiguration config settings setup", "kontor"),
    ("navn navne kommune", "kontor navn"),
    ("ordning", "kontor ordning"),
    ("afdeling afdelinger", "kontor afdelinger"),
    ("tema temaer emne emner", "kontor temaer"),
    ("lukkedag lukkedage helligdage", "kontor lukkedage"),
    ("ferie overdrag overdragelse afloeser vikar", "frister --overdrag | kontor lukkedage"),
    ("aabningstid aabningstider", "kontor aabningstid"),
    ("brevdage", "kontor brevdage"),
    ("grundtal", "kontor grundtal"),
    ("beretningsaar", "kontor beretningsaar"),
    ("ambassadoer ambassadoerer", "kontor ambassadoerer"),
    ("maeglere", "kontor maeglere"),
    ("udfyldning completion tab", "kontor udfyldning"),
    ("cron morgenliste morgenlisten", "kontor cron"),
    ("proev eksempelsager test", "demo"),
    ("version", "--version"),
    ("man tutorial", "vejledning"),
    ("exit quit q logud log-ud luk-ned", "!"),
)
"""Words with spaces between them, and the lines that were meant, without ``klage``, with ``|`` between."""

ENDS_ITSELF = "Du behøver ikke afslutte klage: Hver kommando slutter af sig selv."
_NEAR = (0.8, 0.65)
"""How like a name must be: what is much like the word leaves out what is only somewhat like it."""

Names = Mapping[str, str]
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "_": "-"})


def sentence(typed: str, path: str, names: Names, outer: Names) -> str:
    """Return what to say to a command that is not there.

    The word is not repeated: it may be a citizen's name.

    Args:
        typed: What was typed.
        path: The group that it was typed in: ``klage``, or ``klage kontor``.
        names: Every name that the group answers to, and the name that is shown for it.
        outer: The names of klage itself, where the word may belong.
    """
    lines = meant(typed, path, names) or (meant(typed, "klage", outer) if path != "klage" else [])
    if lines == [f"{path} !"]:
        return ENDS_ITSELF
    if not lines:
        return f"Den kommando findes ikke. Se {path} --hjaelp."
    return f"Den kommando findes ikke. Mente du {_either(lines)}? Se {path} --hjaelp."


def meant(typed: str, path: str, names: Names) -> list[str]:
    """Return the lines that were most likely meant, at most three; see ``sentence`` for the arguments."""
    word = _ascii(typed)
    known = {_ascii(name): [f"{path} {shown}".strip()] for name, shown in names.items() if name}
    if path == "klage":
        known = {**_written(), **known}
    for part in (word, *split("-| ", word)):
        if part in known:
            return known[part]
    found = (get_close_matches(word, known, cutoff=cutoff) for cutoff in _NEAR)
    near: list[str] = next(filter(None, found), [])
    return [*dict.fromkeys(line for name in near for line in known[name])][:3]


def _written() -> dict[str, list[str]]:
    """Return the table by word."""
    return {
        word: [f"klage {line}".strip() for line in lines.split(" | ")]
        for words, lines in WORDS
        for word in words.split()
    }


def _ascii(word: str) -> str:
    return normalize("NFC", word).casefold().translate(_LETTERS)


def _either(lines: Sequence[str]) -> str:
    return " eller ".join(filter(None, (", ".join(lines[:-1]), lines[-1])))
