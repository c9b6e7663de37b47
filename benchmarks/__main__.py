"""The benchmarks, by name: ``python -m benchmarks peers FOLDER``. Nothing here is timed by the tests."""

import argparse
from pathlib import Path

SIZES = (1_000, 10_000, 100_000, 1_000_000)


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)

    made = commands.add_parser("registers", help="make fictional registers of 1,000 to 1,000,000 complaints")
    made.add_argument("folder", type=Path)
    made.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    made.set_defaults(run=_registers)

    peers = commands.add_parser(
        "peers", help="klage beside taskwarrior, todoman, Watson, jrnl, SQLite and Python"
    )
    peers.add_argument("folder", type=Path, help="where registers, programs and their data are kept")
    peers.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    peers.add_argument("--jobs", nargs="+", default=("frister", "open", "ny", "rapport", "soeg", "import"))
    peers.add_argument("--rounds", type=int, default=7)
    peers.add_argument("--only", nargs="+", default=(), help="the programs, as the table names them")
    peers.set_defaults(run=_peers)

    extracts = commands.add_parser(
        "extracts", help="98 learning extracts of 100,000 cases, read as one table by DuckDB"
    )
    extracts.add_argument("folder", type=Path)
    extracts.add_argument("--municipalities", type=int, default=98)
    extracts.add_argument("--cases", type=int, default=100_000)
    extracts.add_argument(
        "--registers", type=int, default=3, help="how many different registers they are made from"
    )
    extracts.set_defaults(run=_extracts)

    given = parser.parse_args()
    given.run(given)


def _registers(given: argparse.Namespace) -> None:
    from benchmarks import registers

    for size in given.sizes:
        print(registers.made(given.folder / "registers", size))


def _peers(given: argparse.Namespace) -> None:
    from benchmarks import comparing

    comparing.compare(given.folder, given.sizes, given.jobs, given.rounds, given.only)


def _extracts(given: argparse.Namespace) -> None:
    from benchmarks import extracts

    extracts.measure(given.folder.absolute(), given.municipalities, given.cases, given.registers)


if __name__ == "__main__":
    main()
