"""One register with something of everything in it, and every command of klage as it is typed.

The lines are held against the table of commands: a command that is new and has no line here makes
``every_line`` fail, so that no campaign forgets it.
"""

import json
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from klage.cli import COMMANDS
from klage.danish_cli import CommandRow
from tests.cli import Result, Run
from tests.desk import Desk

WORD = "Ingen ringede tilbage"
"""What stands in every text, unless a campaign puts something worse there."""


class Line(NamedTuple):
    """A command line as it is typed; ``{folder}`` is a folder to write in.

    Attributes:
        args: The words after ``klage``.
        stdin: What is piped in.
        writes: Whether it changes the register, or a file beside it.
        code: What it ends with when all is well.
    """

    args: Sequence[str]
    stdin: str = ""
    writes: bool = False
    code: int = 0

    def within(self, folder: Path) -> "Line":
        """Return the same line with its files in a folder."""
        return self._replace(args=[word.replace("{folder}", str(folder)) for word in self.args])


def reads(*lines: str) -> list[Line]:
    """Return lines that read."""
    return [Line(line.split()) for line in lines]


def writes(line: str, *more: str, stdin: str = "") -> Line:
    """Return a line that writes; ``more`` are words with spaces in them."""
    return Line([*line.split(), *more], stdin, writes=True)


NEW = json.dumps(
    {"summary": "Ingen svarer på mit brev.", "citizen_name": "Inger Hansen", "phone": "20123456"}
)
LATER = json.dumps({"received_at": "2026-11-18T09:00", "summary": WORD, "department": "Jobcenter"})
MAIL = f"From: Borger <b@example.dk>\nDate: Thu, 19 Nov 2026 09:00:00 +0100\nSubject: Klage\n\n{WORD}\n"
REPORTS = ("md", "html", "docx", "xlsx")
LINES: dict[str, list[Line]] = {
    "": reads("", "today"),
    "ny": [writes("ny --json - --kun-nr", stdin=NEW), writes("ny --mail - --kun-nr", stdin=MAIL)],
    "frister": [
        *reads("frister", "frister --alle", "frister --json", "frister --csv", "frister --alle --forklar --plain"),
        *reads("frister --alle --med-navne", "frister --alle --json --med-navne", "frister --alle --csv --med-navne"),
        writes("frister --cron"),
        writes("frister --alle --ics {folder}/frister.ics"),
        *reads("frister --udskriv", "frister --alle --udskriv --med-navne"),
        *reads("frister --overdrag", "frister --overdrag --med-navne"),
        *(writes(f"frister --overdrag --med-navne --ud {{folder}}/over.{kind}") for kind in ("txt", "md", "html")),
        *(writes(f"frister --alle --udskriv --med-navne --ud {{folder}}/liste.{kind}") for kind in ("html", "txt")),
    ],
    "ring": [writes("ring 2 --slet-kladde")],
    "opkald": [writes("opkald 1 --udfald talt_med --oplyst --ord -", stdin=WORD)],
    "vis": [
        *reads("vis 1", "vis 1 --med-navne", "vis 1 --json --med-navne", "vis 1 --plain", "vis 3"),
        *reads("vis 1 --notat", "vis 1 --notat --med-navne", "vis 2 --lignende --med-navne"),
    ],
    "liste": reads("liste", "liste --alle --med-navne", "liste --alle --json --med-navne", "liste --alle --csv --med-navne"),
    "soeg": reads("soeg ringede", "soeg ringede --json --med-navne", "soeg ringede --csv --med-navne", "soeg ringede --bedste"),
    "loefte": [
        *reads("loefte", "loefte --med-navne", "loefte --json --med-navne", "loefte 1 --csv --med-navne"),
        writes("loefte 1 --nyt - --senest 1.12.2026 --ansvarlig Leder", stdin=WORD),
    ],
    "ret": [writes("ret 1 --json -", stdin=json.dumps({"summary": f"{WORD} igen"}))],
    "luk": [writes("luk 1 --metode telefonsamtale --resultat loest_i_dialog --begrundelse -", stdin=WORD)],
    "genaabn": [writes("genaabn 3 --begrundelse -", stdin=WORD)],
    "genvurdering": [
        *reads("genvurdering 4", "genvurdering 4 --json"),
        writes("genvurdering 4 --afgoerelse 2.11.2026 --vejledning ja"),
    ],
    "maegling": [
        *reads("maegling 2", "maegling 2 --med-navne"),
        writes("maegling 2 --udfald aftale --opfoelgning -", stdin=WORD),
    ],
    "indsats": [
        *reads("indsats", "indsats 2", "indsats --med-navne"),
        writes("indsats 2 --med leder --resultat loest --fejl ja --art begge --loesning -", stdin=WORD),
    ],
    "rejse": [
        *reads("rejse", "rejse 2", "rejse 2 --med-navne", "rejse 2 --json --med-navne", "rejse --json"),
        writes("rejse 2 --ny --den 1.6.2026 --kilde borger --haendelse -", stdin=WORD),
    ],
    "sammenlaeg": [writes("sammenlaeg 1 2 --ja")],
    "skil": [writes("skil 6")],
    "laering": reads("laering"),
    "laering ny": [writes("laering ny 1 --aarsag arbejdsgang --niveau afdeling --afdeling Jobcenter --hvad -", stdin=WORD)],
    "laering vis": reads("laering vis 1", "laering vis 1 --med-navne", "laering vis 1 --json --med-navne"),
    "laering liste": reads("laering liste", "laering liste --json", "laering liste --csv"),
    "brev": [
        *reads("brev 1 --skabelon aftale --med-navne"),
        writes("brev 1 --skabelon kvittering --sendt --ud {folder}/brev.txt"),
    ],
    "laering ret": [writes("laering ret 1 --aarsag kapacitet")],
    "laering tegn": reads("laering tegn", "laering tegn --json"),
    "laering tilfoej": [writes("laering tilfoej 1 4")],
    "laering udgaa": [writes("laering udgaa 2")],
    "laering orienteret": [writes("laering orienteret 1 1")],
    "laering handling": [writes("laering handling 1 --type brevskabelon --leder Leder --frist 1.3.2027 --hvad -", stdin=WORD)],
    "laering handlinger": reads("laering handlinger", "laering handlinger --json", "laering handlinger --csv"),
    "laering status": [writes("laering status 1 gennemfoert")],
    "laering ord": [*reads("laering ord 1", "laering ord 1 --med-navne"), writes("laering ord 1 --tekst -", stdin=WORD)],
    "laering eksempel": [
        *reads("laering eksempel 1", "laering eksempel 1 --med-navne"),
        writes("laering eksempel 4 --tekst -", stdin=f"Et brev\n{WORD}"),
    ],
    "laering eksempler": reads("laering eksempler", "laering eksempler --json --med-navne", "laering eksempler --csv"),
    "laering anbefaling": [
        *reads("laering anbefaling 1"), writes("laering anbefaling --hvem Direktøren --tekst -", stdin=WORD)
    ],
    "laering anbefalinger": reads("laering anbefalinger", "laering anbefalinger --json", "laering anbefalinger --csv"),
    "laering svar": [writes("laering svar 1 --tekst -", stdin=WORD)],
    "laering brev": [
        *reads("laering brev Jobcenter", "laering brev Jobcenter --format md"),
        writes("laering brev Jobcenter --ud {folder}/brev.txt"),
    ],
    "laering effekt": reads("laering effekt 2", "laering effekt 2 --json"),
    "rapport": [
        *reads("rapport", "rapport --spso", "rapport --json --med-navne", "rapport --offentlig --uden-eksempler", "rapport --aar 2026 --reference"),
        *reads("rapport --format md --med-navne", "rapport --sager service.new --med-navne", "rapport --offentlig --uden-eksempler --json"),
        *(writes(f"rapport --aar 2026 --ud {{folder}}/beretning.{kind} --med-navne") for kind in REPORTS),
    ],
    "import": [writes("import - --ja", stdin=LATER)],
    "eksport": [
        *reads("eksport - --format jsonl", "eksport - --format csv --med-navne"),
        writes("eksport {folder}/sager.csv"),
        writes("eksport {folder}/sager.jsonl"),
    ],
    "backup": [writes("backup")],
    "gendan": reads("gendan", "gendan --json"),
    "historik": reads("historik", "historik 1", "historik 1 --json --med-navne", "historik --kontor", "historik 1 --med-navne"),
    "fortryd": [writes("fortryd --ja")],
    "tjek": reads("tjek", "tjek --json"),
    "anonymiser": [*reads("anonymiser --proev", "anonymiser 3 --proev --json"), writes("anonymiser 3 --ja")],
    "demo": [],
    "vejledning": reads("vejledning", "vejledning barn", "vejledning --alt", "vejledning --man"),
    "kontor": reads("kontor", "kontor vis"),
    "kontor ordning": [*reads("kontor ordning"), writes("kontor ordning --fra 1.1.2026 --timer 48")],
    "kontor afdelinger": [*reads("kontor afdelinger", "kontor afdelinger --json"), writes("kontor afdelinger --ny", "Jobcenter Nord")],
    "kontor temaer": [*reads("kontor temaer"), writes("kontor temaer --nedlaeg databeskyttelse")],
    "kontor lukkedage": [*reads("kontor lukkedage"), writes("kontor lukkedage --ny 14.5.2027 --navn", WORD)],
    "kontor aabningstid": [*reads("kontor aabningstid"), writes("kontor aabningstid --dag fredag --lukket")],
    "kontor brevdage": [*reads("kontor brevdage"), writes("kontor brevdage 6")],
    "kontor grundtal": [*reads("kontor grundtal"), writes("kontor grundtal --aar 2025 --hvad sager --antal 1000")],
    "kontor beretningsaar": [*reads("kontor beretningsaar"), writes("kontor beretningsaar", "1. april")],
    "kontor ambassadoerer": [*reads("kontor ambassadoerer"), writes("kontor ambassadoerer --afdeling Jobcenter --navn Bo --leder Eva --fra 1.1.2026")],
    "kontor maeglere": [*reads("kontor maeglere"), writes("kontor maeglere --ny", WORD)],
    "kontor sletning": [*reads("kontor sletning"), writes("kontor sletning --efter 24")],
    "kontor skabeloner": [
        *reads("kontor skabeloner", "kontor skabeloner aftale"),
        writes("kontor skabeloner aftale --ud {folder}/aftale.txt"),
    ],
    "kontor cron": reads("kontor cron"),
    "kontor udfyldning": reads("kontor udfyldning bash", "kontor udfyldning fish"),
    "kontor navn": [*reads("kontor navn"), writes("kontor navn", WORD)],
}  # fmt: skip
"""Every command under the name it has in its table. ``demo`` has none: it makes a register of its own."""


def named(rows: Sequence[CommandRow] = COMMANDS, before: str = "") -> Iterator[str]:
    """Yield the full name of every command, those of ``laering`` and ``kontor`` among them."""
    for row in rows:
        name = f"{before} {row.name}".strip()
        module, _, attribute = row.target.partition(":")
        target = getattr(import_module(module), attribute)
        if isinstance(target, tuple):
            yield from named(target, name)
        else:
            yield name


def every_line() -> Iterator[Line]:
    """Yield every line, or fail when a command has none."""
    names = list(named())
    assert sorted(names) == sorted(LINES), sorted({*names} ^ {*LINES})
    for name in names:
        yield from LINES[name]


def writing() -> dict[str, Line]:
    """Return the lines that write, each under what is typed."""
    found = {
        " ".join(line.args[:3]): line for line in every_line() if line.writes and "rapport" not in line.args
    }
    return {
        **found,
        **{f"rapport {kind}": line for kind, line in zip(REPORTS, LINES["rapport"][-4:], strict=True)},
    }


# --- a register with something of everything -------------------------------------------------------


def desk_in(folder: Path) -> Desk:
    """Return a desk with its register in a folder, which is made."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Desk(Run(folder))


def run(desk: Desk, line: Line, **more: str | None) -> Result:
    """Run a line at the desk, whatever code it ends with, and print nothing."""
    moment = f"{desk.now}+01:00"
    return desk.run._run(line.args, line.stdin.encode(), desk.run.environ(KLAGE_NOW=moment, **more), False)


def fill(desk: Desk, text: str = WORD, *, work: str = "", strict: bool = True) -> list[Result]:
    """Fill a register so that every line has something to work on; ``text`` stands in every free text.

    What is about the work and no secret (lessons, who does what, the journal number) says ``work``, where
    that is given.

    Returns:
        What was refused; with ``strict`` that is a failure.
    """
    refused = list[Result]()
    for line in _filling(text, work or text):
        result = run(desk, line)
        if result.code:
            assert not strict, (line.args, result)
            refused.append(result)
    return refused


def _filling(text: str, about_work: str) -> Iterator[Line]:
    case = {
        "phone": text, "summary": text, "wanted_outcome": text, "consequence": text,
        "department": "Jobcenter", "journal_no": about_work, "themes": "koordinering:2|sagsbehandlingstid",
    }  # fmt: skip
    for number in range(1, 7):
        kind = "realitet" if number == 4 else "formalitet"
        content = {**case, "complaint_kind": kind, "summary": f"{text} {'ja ' * number}"}
        # A lesson that repeats the name of a citizen it came from is refused.
        content["citizen_name"] = "Inger Hansen" if number in {1, 3, 4} else text
        content["received_at"] = f"2026-11-1{number}T09:00" if number < 6 else "2026-11-19T20:00"
        yield Line(["ny", "--json", "-"], json.dumps(content))
    spoken = {
        "result": "talt_med", "conversation_result": "moede_aftalt", "concern": text, "agreement": text,
        "next_step": text, "next_due": "2026-12-01", "owner": about_work, "late_reason": text,
    }  # fmt: skip
    yield Line(["kontor", "navn", "Havnsø Kommune", "--kontor", "Vejledningen", "--telefon", "12 34 56 78"])
    yield Line(["opkald", "1", "--json", "-"], json.dumps(spoken))
    yield Line(["opkald", "3", "--udfald", "besked_lagt"])
    yield Line(
        ["luk", "3", "--metode", "telefonsamtale", "--resultat", "loest_i_dialog", "--begrundelse", "-"], text
    )
    yield Line(["sammenlaeg", "5", "6", "--ja"])
    yield Line(["kontor", "maeglere", "--ny", "Crecea"])
    mediation = {
        "kind": "borgermaegler", "mediator": "Crecea", "informed_on": "2026-11-13", "consent": True,
        "consent_on": "2026-11-13", "goal": text, "meeting_at": "2026-11-19T09:00", "meeting_place": text,
    }  # fmt: skip
    yield Line(["maegling", "2", "--json", "-"], json.dumps(mediation))
    contact = {
        "contacted_at": "2026-11-19T09:30", "department": "Jobcenter", "with_whom": "leder",
        "quick_solution": text, "result": "afventer", "agreed_error": "nej",
    }  # fmt: skip
    yield Line(["indsats", "2", "--json", "-"], json.dumps(contact))
    event = {
        "occurred_on": "marts 2026",
        "source": "borger",
        "what": text,
        "experience_words": text,
        "experience": -2,
    }
    yield Line(["rejse", "2", "--ny", "--json", "-"], json.dumps(event))
    lesson = {
        "formulated_on": "2026-11-19", "observation": about_work, "insight": about_work, "cause": "arbejdsgang",
        "level": "afdeling", "department": "Jobcenter", "words": about_work,
    }  # fmt: skip
    yield Line(["laering", "ny", "1", "3", "--json", "-"], json.dumps(lesson))
    action = {
        "what": about_work,
        "kind": "brevskabelon",
        "ambassador": about_work,
        "leader": about_work,
        "due_on": "2026-12-01",
    }
    yield Line(["laering", "handling", "1", "--json", "-"], json.dumps(action))
    yield Line(
        ["laering", "handling", "1", "--json", "-"], json.dumps({**action, "kind": "vejledningsmateriale"})
    )
    yield Line(["laering", "status", "2", "gennemfoert"])
    yield Line(["laering", "ny", "4", "--json", "-"], json.dumps(lesson))
    yield Line(["laering", "eksempel", "1", "--tekst", "-"], f"{about_work}\n{text}")
    yield Line(["laering", "anbefaling", "--hvem", "Direktøren", "--tekst", "-"], about_work)
    yield Line(["kontor", "sletning", "--efter", "24"])
    yield Line(["backup"])
    yield Line(["ret", "1", "--adressat", "direktoer"])
