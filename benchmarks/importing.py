"""How long ``klage import`` takes, held against the ``sqlite3`` shell's ``.import`` of the same file.

Run by hand: ``python -m benchmarks.importing [ROWS] [ROUNDS]``. The two programs take turns, so that
a machine that is busy with something else slows both; medians of wall time, CPU time (user and
system) and peak memory are printed with their ratios. The file is fictional and the same every time.
"""

import csv
import os
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.measuring import Run, measured

HEADINGS = "received_at,channel,addressee_level,complaint_kind,department,citizen_name,phone,summary,themes"
WORDS = (  # noqa: SIM905 -- prose is easier to read than a list
    "borgeren har ventet på svar fra sagsbehandleren i mange uger og får ikke at vide hvad der sker med sagen"
    " ansøgningen om støtte hjælpemiddel bolig plejeseng kørsel er afslået uden begrundelse afgørelsen bygger"
    " på forkerte oplysninger et møde blev aflyst samme dag telefonen bliver ikke taget brevet er svært at"
    " forstå hun føler sig ikke hørt han har skiftet sagsbehandler tre gange ønsker at blive ringet op"
    " ægtefællen pårørende partshøring aktindsigt ydelse udbetaling økonomi børnehaven skolen hjemmehjælpen"
    " klagevejledning manglede rådgivning kommunen lovede tilbagemelding inden fredag men ingen vendte tilbage"
).split()
CHANNELS = ("telefon", "digital_post", "brev", "e_mail", "fremmoede", "via_politiker")
LEVELS = ("raadmand", "direktoer", "forvaltningschef", "afdelingsleder", "medarbejder")
KINDS = ("formalitet", "realitet", "blandet", "uafklaret")
DEPARTMENTS = tuple(
    f"{kind} {place}"
    for kind in ("Jobcenter", "Borgerservice", "Visitationen")
    for place in ("Havnsø", "Østby", "Vesterå", "Nørreskov", "Sønderholm")
)
THEMES = (
    "sagsbehandlingstid:2",
    "manglende_svar|vejledning:1",
    "afgoerelse:3",
    "kommunikation",
    "optraeden:2",
)
FIRST = ("Asta", "Karlo", "Filippa", "Svenning", "Dagny", "Malthe", "Ellen", "Joakim", "Ragna", "Hjalmar")
LAST = ("Nørreskov", "Hvidbjerg", "Ibsker", "Ågesen", "Riisager", "Elkær", "Ploug", "Tange", "Stensballe")


def write_csv(path: Path, rows: int) -> None:
    """Write a fictional file of so many rows of about 560 bytes, the same for the same number."""
    chance = random.Random(2014)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADINGS}\n")
        writer = csv.writer(file, lineterminator="\n")
        for number in range(rows):
            writer.writerow(_row(chance, number, rows))


def _row(chance: random.Random, number: int, rows: int) -> list[str]:
    at = datetime(2014, 1, 2, 9) + timedelta(days=number * 4_000 // rows, minutes=number % 360)  # noqa: DTZ001
    summary = " ".join(chance.choices(WORDS, k=62)).capitalize() + "."
    return [
        at.isoformat(),
        chance.choice(CHANNELS),
        chance.choice(LEVELS),
        chance.choice(KINDS),
        chance.choice(DEPARTMENTS),
        f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        f"{10_000_000 + number % 9_999_999}",
        summary,
        chance.choice(THEMES),
    ]


def main(rows: int = 100_000, rounds: int = 5) -> None:
    """Measure, and print a small table."""
    environ = {**os.environ, "KLAGE_NOW": "2026-11-22T09:00:00+01:00"}
    shell, klage = [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "klager.csv"
        write_csv(path, rows)
        print(f"{rows} rows, {path.stat().st_size / rows:.0f} bytes each, {rounds} rounds")
        for _ in range(rounds):
            for name in ("raw.db", "klage.db"):
                (Path(folder) / name).unlink(missing_ok=True)
            script = f".mode csv\n.import {path} raw\n"
            shell.append(measured(["sqlite3", f"{folder}/raw.db"], environ, script))
            command = [sys.executable, "-m", "klage", "--register", f"{folder}/klage.db"]
            klage.append(measured([*command, "import", str(path), "--ja"], environ))
    _print_table(shell, klage)


def _print_table(shell: Sequence[Run], klage: Sequence[Run]) -> None:
    print(f"{'':16}{'sqlite3 .import':>16}{'klage import':>16}{'ratio':>8}")
    for label, unit, index in (("wall", "s", 0), ("CPU", "s", 1), ("peak memory", "MiB", 2)):
        one, other = (statistics.median(run[index] for run in runs) for runs in (shell, klage))
        ratio = statistics.median(b[index] / a[index] for a, b in zip(shell, klage, strict=True))
        print(f"{label + ', ' + unit:16}{one:16.2f}{other:16.2f}{ratio:8.1f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
