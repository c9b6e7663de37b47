"""Every screen that klage shows, by the line that is typed, drawn as a terminal of a certain width shows it.

The year of ``klage demo`` is the register, a copy of it for each screen, so that a line that writes disturbs no
other. stdout and stderr are one terminal, what is typed is seen where it is typed, and styles stand below the text
that has them: ``=`` under bold, ``!`` under what is late, ``~`` under what is soon.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from klage.cli import main
from tests.cli import Stream
from tests.faults.lines import named

NOW = "2026-11-20T10:00:00+01:00"
FOLDER = Path(__file__).with_name("screens")
WIDTHS = (80, 120)
SWITCH = "KLAGE_WRITE_SCREENS"

UNWRAPPED = ("--cron", "eksport -", "backup", "gendan", "demo", "brev")
"""Lines whose output is for a program, or holds a path or a letter to copy."""

UNDERLINES = {"1": "=", "1;31": "!", "1;35": "~"}
_STYLE = re.compile(r"\x1b\[([0-9;]*)m")
_BAR = re.compile(r"\x1b\[\?25l.*?\x1b\[\?25h(?:\r?\x1b\[1A\x1b\[2K)?", re.DOTALL)
"""A bar that is drawn while the cursor is hidden, and gone when it is shown again."""

_CHANCE = (
    (re.compile(r"(?<=hændelser, )[0-9a-f]{16}"), "0123456789abcdef"),
    (re.compile(r"(?<=_)[0-9a-f]{12}(?=_)"), "0123456789ab"),
)
"""What salt makes different each time, of the same length."""


class Shot(NamedTuple):
    """One line as it is typed after ``klage``, and what is typed when it asks.

    Attributes:
        line: The line.
        typed: The answers, a line each; after them comes the end of the input.
        code: What it ends with.
        register: ``demo``, ``tomt`` (one without cases), ``langt`` (long and hostile words) or ``intet``.
        before: Lines that are run first and not shown.
        spoken: Shown as ``KLAGE_PLAIN=1`` has it.
        stable: It shows the same on every machine.
    """

    line: str
    typed: str = ""
    code: int = 0
    register: str = "demo"
    before: Sequence[str] = ()
    spoken: bool = False
    stable: bool = True


def shots(*lines: str) -> list[Shot]:
    """Return lines that are typed and need no answer."""
    return [Shot(line) for line in lines]


def empty(line: str) -> Shot:
    """Return a line in a register without cases."""
    return Shot(line, register="tomt")


def spoken(line: str) -> Shot:
    """Return a line as it is for somebody who listens."""
    return Shot(line, spoken=True)


COMPLAINT = "i dag kl. 9.30\ndirektør\nJobcenter Havnsø\nAnna Åse\n20123456\nIngen svarer på mit brev.\n\nn\n"
CALL = "talt\nJeg har intet hørt.\n\n1\nja\nVi finder brevet.\n\nja\ndelvist\n\n"
SCREENS: dict[str, list[Shot]] = {
    "": [
        *shots(""), Shot("frist", code=2), empty(""), spoken(""), Shot("", register="langt"),
        Shot("", register="intet", typed="n\n"),
    ],
    "ny": [Shot("ny", typed=COMPLAINT), Shot("ny", typed="i morgen\nfor 2 timer siden\n", code=130)],
    "frister": [
        *shots("frister", "frister --alle", "frister --forklar"), empty("frister"), spoken("frister"),
        Shot("frister --alle", register="langt"), Shot("frister --json --csv", code=2), Shot("frister", register="intet", code=3),
        Shot("frister --cron"), Shot("frister --overdrag", register="langt"), Shot("frister --udskriv", register="langt"),
    ],
    "ring": [Shot("ring 197", typed="i\nn\n"), Shot("ring", typed="", code=130), empty("ring")],
    "opkald": [
        Shot("opkald 197", typed=CALL, code=0), *shots("opkald 197 --udfald ikke_truffet"),
        Shot("opkald 999 --udfald besked", code=3), Shot("opkald 1 --udfald besked", code=9),
    ],
    "vis": [
        *shots("vis 183", "vis 103", "vis 188 --lignende", "vis 100 --notat"), spoken("vis 183"), Shot("vis 1", register="langt"),
        Shot("vis 4242", code=3),
    ],
    "liste": [
        *shots("liste", "liste --afsluttede --tema vejledning --fra 1.6.2026"), empty("liste"), spoken("liste"),
        Shot("liste", register="langt"), Shot("liste --afdeling Jobcentret", code=3),
    ],
    "soeg": [*shots("soeg ventetid", "soeg findesikke"), Shot("soeg", typed="ventetid\n")],
    "loefte": [*shots("loefte", "loefte 150"), empty("loefte"), spoken("loefte"), Shot("loefte 150 --holdt")],
    "ret": [Shot("ret 183 --adressat direktoer"), Shot("ret 183", typed="6\nVisitationen\n"), Shot("ret 183 --type forkert", code=2)],
    "luk": [Shot("luk 188", typed="1\n2\n\n"), Shot("luk 1 --metode moede --resultat medhold", code=9)],
    "genaabn": [Shot("genaabn 1", typed="Borgeren ringede igen.\n\n"), Shot("genaabn 183", code=9)],
    "genvurdering": shots("genvurdering 150", "genvurdering 53"),
    "maegling": shots("maegling 103", "maegling 8"),
    "indsats": [*shots("indsats", "indsats 34"), empty("indsats")],
    "rejse": [*shots("rejse", "rejse 77", "rejse 8"), spoken("rejse 77"), empty("rejse")],
    "brev": [Shot("brev 183 --skabelon kvittering", code=2)],
    "sammenlaeg": [Shot("sammenlaeg 197 198", typed="n\n"), Shot("sammenlaeg 197 198 --ja")],
    "skil": [Shot("skil 198", before=["sammenlaeg 197 198 --ja"]), Shot("skil 197", code=9)],
    "laering": [*shots("laering"), empty("laering"), spoken("laering")],
    "laering ny": [Shot("laering ny 183", typed="", code=130)],
    "laering vis": shots("laering vis 1"),
    "laering liste": [*shots("laering liste"), empty("laering liste")],
    "laering ret": [Shot("laering ret 1 --aarsag kapacitet")],
    "laering tegn": [*shots("laering tegn"), empty("laering tegn")],
    "laering tilfoej": [Shot("laering tilfoej 1 183")],
    "laering udgaa": [Shot("laering udgaa 5")],
    "laering orienteret": [Shot("laering orienteret 1 71")],
    "laering handling": [Shot("laering handling 5", typed="", code=130)],
    "laering handlinger": [*shots("laering handlinger", "laering handlinger --alle"), empty("laering handlinger")],
    "laering status": [*shots("laering status 6"), Shot("laering status 6 afvist", typed="", code=130)],
    "laering effekt": shots("laering effekt 1", "laering effekt 3"),
    "laering brev": shots("laering brev Visitationen"),
    "laering ord": shots("laering ord 1"),
    "laering eksempel": [*shots("laering eksempel 71")],
    "laering eksempler": [*shots("laering eksempler"), empty("laering eksempler")],
    "laering anbefaling": shots("laering anbefaling 1"),
    "laering anbefalinger": [*shots("laering anbefalinger"), empty("laering anbefalinger")],
    "laering svar": [Shot("laering svar 1", typed="", code=130)],
    "rapport": [
        *shots("rapport --aar 2026 --reference", "rapport --offentlig --uden-eksempler", "rapport --sager service.late"),
        empty("rapport"), spoken("rapport --kvartal 2026-1"),
    ],
    "import": [Shot("import findesikke.csv", code=3)],
    "eksport": [Shot("eksport sager.csv"), Shot("eksport -", code=2)],
    "backup": [Shot("backup")],
    "gendan": [Shot("gendan"), Shot("gendan", before=["backup"], typed="\n")],
    "historik": [*shots("historik", "historik 183", "historik --kontor"), Shot("historik", before=["ret 183 --adressat direktoer"])],
    "fortryd": [Shot("fortryd", before=["ret 183 --adressat direktoer"], typed="j\n")],
    "tjek": [Shot("tjek", stable=False)],
    "anonymiser": [Shot("anonymiser --proev", code=9), Shot("anonymiser --proev", before=["kontor sletning --efter 6"])],
    "kontor": [*shots("kontor"), empty("kontor"), spoken("kontor")],
    "kontor ordning": [*shots("kontor ordning"), Shot("kontor ordning", before=["kontor ordning --fra 1.1.2026 --adressat direktoer --timer 48"])],
    "kontor afdelinger": [*shots("kontor afdelinger"), empty("kontor afdelinger"), Shot("kontor afdelinger", register="langt")],
    "kontor temaer": shots("kontor temaer"),
    "kontor lukkedage": shots("kontor lukkedage"),
    "kontor aabningstid": shots("kontor aabningstid"),
    "kontor brevdage": shots("kontor brevdage"),
    "kontor grundtal": [*shots("kontor grundtal"), Shot("kontor grundtal", before=["kontor grundtal --aar 2025 --hvad sager --antal 1000"])],
    "kontor beretningsaar": shots("kontor beretningsaar"),
    "kontor ambassadoerer": [
        *shots("kontor ambassadoerer"), empty("kontor ambassadoerer"),
        Shot("kontor ambassadoerer", before=["kontor ambassadoerer --afdeling Visitationen --navn 'Bo Holm' --leder 'Eva Lund'"]),
    ],
    "kontor maeglere": [*shots("kontor maeglere"), empty("kontor maeglere")],
    "kontor sletning": shots("kontor sletning"),
    "kontor skabeloner": shots("kontor skabeloner", "kontor skabeloner aftale"),
    "kontor cron": [Shot("kontor cron", stable=False)],
    "kontor udfyldning": [Shot("kontor udfyldning", code=2)],
    "kontor navn": shots("kontor navn"),
    "vejledning": [*shots("vejledning", "vejledning ring"), Shot("vejledning findesikke", code=3)],
    "demo": [Shot("demo --forfra", register="intet")],
}  # fmt: skip
"""The screens of every command under the name it has in its table; its help page comes first by itself."""

LONG = {
    "summary": "Borgeren har ringet om Hjælpemiddelbevillingsmyndighedsafgørelsesbegrundelsen [red]igen\x1b[31m og igen. "
    * 4,
    "department": "Center for Tværgående Specialiseret Børne-, Unge- og Familierådgivning [b]Nord\x1b[2J / Hjælpemiddelbevillingsmyndigheden",
    "citizen_name": "Anne-Mette Østergaard-Mikkelsen\u202eThorsen Vestergaard :smile: af Rosenkrantz-Charisius",
    "phone": "20123456",
}


class Theatre:
    """Registers to copy, and a folder to run klage in; its path is as long every time, so that lines break alike."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="klage-", dir="/tmp"))
        self._made: set[str] = set()
        # A klage that the terminal finds, or each machine's own place of it would stand on the first day's screens.
        self._programs = self.home / "programs.base"
        self._programs.mkdir()
        (self._programs / "klage").touch(0o700)

    def close(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.home)

    def drawn(self, shot: Shot, width: int) -> str:
        """Return the screen with the line above it, or fail when the line ends otherwise than it should."""
        self._set(shot.register)
        for line in shot.before:
            self._run(line, width)
        shown, code = self._run(shot.line, width, typed=shot.typed, plain=shot.spoken)
        assert code == shot.code, f"klage {shot.line}: {code}\n{shown}"
        typed = "KLAGE_PLAIN=1 klage" if shot.spoken else "klage"
        return f"$ {f'{typed} {shot.line}'.strip()}\n{shown}"

    def _set(self, register: str) -> None:
        """Put a copy of a register where klage finds it, and nothing beside it."""
        for path in self.home.iterdir():
            if path.suffix != ".base":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if register == "intet":
            return
        base = self.home / f"{register}.base"
        if register not in self._made:
            self._made.add(register)
            self._make(register).rename(base)
            self._set(register)
            return
        shutil.copy(base, self.home / "klage.db")

    def _make(self, register: str) -> Path:
        """Make a register, and return where it lies."""
        if register == "demo":
            self._run("demo", 80)
            return self.home / "klage-demo.db"
        self._run("kontor navn 'Havnsø Kommune' --kontor Vejledningen --telefon '12 34 56 78'", 80)
        if register == "langt":
            import json

            for hours in (20, 30, 45):
                long = {
                    **LONG,
                    "received_at": f"for {hours} timer siden",
                    "themes": "koordinering:3|kommunikation",
                }
                self._run("ny --json -", 80, typed=json.dumps(long), terminal=False)
        return self.home / "klage.db"

    def _run(
        self, line: str, width: int, *, typed: str = "", plain: bool = False, terminal: bool = True
    ) -> tuple[str, int]:
        screen = Stream(terminal=terminal)
        environ = {
            "HOME": str(self.home), "KLAGE_DB": str(self.home / "klage.db"), "KLAGE_NOW": NOW, "TERM": "xterm",
            "PATH": str(self._programs),
            "LANG": "da_DK.UTF-8", "COLUMNS": str(width), **({"KLAGE_PLAIN": "1"} if plain else {}),
        }  # fmt: skip
        keyboard, folder, mask = sys.stdin, Path.cwd(), os.umask(0o022)
        sys.stdin = Typist(typed, screen) if terminal else Stream(typed.encode())
        try:
            os.chdir(self.home)
            with redirect_stdout(screen), redirect_stderr(screen):
                code = main(shlex.split(line), environ)
        finally:
            sys.stdin = keyboard
            os.chdir(folder)
            os.umask(mask)
        return self._steady(_underlined(_BAR.sub("", screen.text()))), code

    def _steady(self, shown: str) -> str:
        """Return what is shown with all that differs from run to run replaced by as much of the same length."""
        for found, same in _CHANCE:
            shown = found.sub(same, shown)
        return shown.replace(self.home.name, "klage-hjemmet1")


class Typist(Stream):
    """A keyboard whose keys are seen on the screen, as a terminal shows them."""

    def __init__(self, typed: str, screen: Stream) -> None:
        super().__init__(terminal=True)
        self._lines = io.StringIO(typed)
        self._screen = screen

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        """Return the next line that is typed, or nothing at the end."""
        line = self._lines.readline()
        self._screen.write(line)
        return line


def _underlined(shown: str) -> str:
    return "".join(f"{line}\n" for raw in shown.splitlines() for line in _with_marks(raw))


def _with_marks(raw: str) -> Iterator[str]:
    """Yield a line as it is read, and below it what its styles are, if it has any."""
    text, marks, sign = "", "", " "
    for place, part in enumerate(_STYLE.split(raw)):
        if place % 2:
            sign = " " if part == "0" else UNDERLINES[part]
        else:
            text += part
            marks += sign * len(part)
    yield f"  {text}".rstrip()
    if marks.strip():
        yield f"¦ {marks}".rstrip()


def name_of(command: str) -> str:
    """Return the beginning of the names of a command's files."""
    return command.replace(" ", "_") or "klage"


def drawn(theatre: Theatre, command: str, width: int) -> str:
    """Return all screens of a command, the help page first at 80 columns."""
    helping = [Shot(f"{command} --hjaelp".strip())] if width == WIDTHS[0] else []
    found = [
        shot
        for shot in [*helping, *SCREENS[command]]
        if shot.stable and (width == WIDTHS[0] or not shot.spoken)
    ]
    return "\n".join(theatre.drawn(shot, width) for shot in found)


def missing() -> set[str]:
    """Return the commands without screens, and the screens of no command."""
    return {*named()} ^ {*SCREENS}
