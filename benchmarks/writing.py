"""What a write costs, held against the same write of another checkout of klage.

Run by hand: ``python -m benchmarks.writing CHECKOUT [ROUNDS]``. Both checkouts register 1,000 fictional
cases in a register of their own and then take turns: each round types every command once in each.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.importing import write_csv
from benchmarks.measuring import measured

HERE = Path(__file__).parent.parent
WORDS = "Borgeren har ringet fem gange uden svar og forstår ikke brevet."
COMMANDS = {
    "ny": "ny --afdeling Jobcenter --tema optraeden:2 --tekst -",
    "opkald": "opkald 2014-{} --udfald ikke_truffet",
    "ret": "ret 2014-{} --journalnr 14/{}",
}
"""What is typed; ``{}`` is the round, so that each is a change."""


def _environ(checkout: Path) -> dict[str, str]:
    return {**os.environ, "KLAGE_NOW": "2026-11-22T09:00:00+01:00", "PYTHONPATH": str(checkout)}


def _klage(folder: Path, environ: Mapping[str, str], words: str, text: str = "") -> float:
    """Run a command line and return the seconds of CPU it took."""
    command = [sys.executable, "-m", "klage", "--register", str(folder / "klage.db"), *words.split()]
    return measured(command, environ, text).cpu


def main(checkout: str, rounds: str = "25") -> None:
    """Measure, and print the CPU of each command here as a ratio to that of the other checkout."""
    with tempfile.TemporaryDirectory() as root:
        write_csv(Path(root) / "klager.csv", 1000)
        places = {}
        trees = {"other": Path(checkout).absolute(), "here": HERE}
        os.chdir(root)  # the interpreter would take klage from the folder it is started in
        for name, tree in trees.items():
            folder = Path(root) / name
            folder.mkdir()
            places[name] = folder, _environ(tree)
            _klage(*places[name], f"import {root}/klager.csv --ja")
        for verb, words in COMMANDS.items():
            taken: dict[str, list[float]] = {name: [] for name in places}
            for number in range(1, int(rounds) + 1):
                for name, (folder, environ) in places.items():
                    typed = words.replace("{}", str(number))
                    taken[name].append(_klage(folder, environ, typed, f"{number}. {WORDS}"))
            ratio = statistics.median(
                here / other for here, other in zip(taken["here"], taken["other"], strict=True)
            )
            cpu = statistics.median(taken["here"]) * 1000
            print(f"{verb:8}{cpu:7.1f} ms, {ratio:.2f} times the other checkout")


if __name__ == "__main__":
    main(*sys.argv[1:])
